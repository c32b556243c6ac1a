//! What the README shows is what the program does. `UPDATE_EXPECT=1 cargo test --release --locked --test it readme` writes the
//! generated sections anew; nobody edits them by hand.

use expect_test::expect_file;
use folkmoot::experiment::sweep::{Instead, Plan};
use folkmoot::export::{direction, unit};
use folkmoot::metrics;
use folkmoot::scenario::Scenario;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

const RUN: &str = "cargo run --release --locked -- run scenarios/partnership.toml --replicates 200";
const TEST: &str = "cargo test --release --locked";
const COMPARE: &str = "compare scenarios/partnership.toml --with one:adversary.insiders.seats=1 --replicates 50 \
                       --metrics harm_passed_share,good_blocked_share,drained_share,delay_median_days";
const SWEEP: &str = "sweep scenarios/experiments/window_and_threshold.toml --replicates 50";
const SENSITIVITY: &str = "sensitivity scenarios/experiments/morris_partnership.toml --metric harm_passed_share --replicates 10";
const FAILS: &str = "scenarios/experiments/where_it_fails.toml";
const CASE: &str = "drained_share > 15%";
const SCENARIOS: [&str; 6] = ["partnership", "board_approval", "token_vote", "open_network", "all_honest", "attacker_alone"];

/// The lines of the summary that the README shows: enough for each of the questions that a newcomer asks first.
const SHOWN: [&str; 12] = [
    "decisions_per_month",
    "delay_median_days",
    "delay_p90_days",
    "governance_hours_per_decision",
    "harm_passed_share",
    "good_blocked_share",
    "decision_quality",
    "decisive_share_top",
    "participation",
    "captured",
    "drained_share",
    "survived",
];

#[test]
fn the_readme_shows_what_the_program_says() {
    let sections = [
        ("summary", summary()),
        ("scenarios", scenarios()),
        ("trace", shown("trace scenarios/partnership.toml --replicate 6 --proposal adversary-1")),
        ("compare", shown(COMPARE)),
        ("power", power()),
        ("sweep", into_a_folder(SWEEP)),
        ("sensitivity", into_a_folder(SENSITIVITY)),
        ("experiments", experiments()),
        ("discover", discover()),
        ("metrics", metrics_table()),
    ];
    let readme = sections.iter().fold(readme(), |text, (name, body)| with_section(&text, name, body));
    expect_file!["../../README.md"].assert_eq(&readme);
}

#[test]
fn the_readme_gives_the_two_commands_exactly() {
    let readme = readme();
    for command in [RUN, TEST] {
        assert!(readme.contains(&format!("```sh\n{command}\n```")), "`{command}` in a block of its own");
    }
}

#[test]
fn the_readme_names_every_shipped_scenario() {
    let mut named = SCENARIOS.map(|name| format!("{name}.toml"));
    named.sort();
    let entries = fs::read_dir("scenarios").expect("there are scenarios").map(|entry| entry.expect("readable"));
    let files = entries.filter(|entry| entry.path().is_file());
    let mut shipped: Vec<String> = files.map(|file| file.file_name().display().to_string()).collect();
    shipped.sort();
    assert_eq!(shipped, named);
}

/// The pictures that the README shows, below `output/readme`.
#[cfg(feature = "plots")]
#[test]
fn the_readme_shows_the_pictures_that_its_command_draws() {
    let readme = readme();
    for name in ["power", "throughput"] {
        let shown = format!("output/readme/{name}.svg");
        assert!(readme.contains(&format!("]({shown})")), "{shown} in README.md");
        let drawn = outcome().place.path().join(format!("output/partnership/plots/{name}.svg"));
        let drawn = fs::read_to_string(drawn).expect("the command draws it");
        assert!(drawn.len() < 300_000, "{shown} has {} bytes", drawn.len());
        expect_file![format!("../../{shown}")].assert_eq(&drawn);
    }
}

fn readme() -> String {
    fs::read_to_string("README.md").expect("there is a README")
}

/// The text with everything between the two markers of a section replaced.
fn with_section(text: &str, name: &str, body: &str) -> String {
    let (start, end) = (format!("<!-- readme:{name} -->\n"), format!("<!-- /readme:{name} -->"));
    let (before, rest) = text.split_once(&start).unwrap_or_else(|| panic!("`{start}` in README.md"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("`{end}` in README.md"));
    format!("{before}{start}{body}{end}{after}")
}

/// What the README's own command leaves behind.
struct Outcome {
    printed: String,
    #[cfg(feature = "plots")]
    place: tempfile::TempDir,
}

/// Runs the README's own command once for all tests.
fn outcome() -> &'static Outcome {
    static OUTCOME: OnceLock<Outcome> = OnceLock::new();
    OUTCOME.get_or_init(|| {
        let place = tempfile::tempdir().expect("a folder can be made");
        let scenario = Path::new("scenarios/partnership.toml");
        fs::create_dir(place.path().join("scenarios")).expect("a folder can be made");
        fs::copy(scenario, place.path().join(scenario)).expect("it can be copied");
        let (_, args) = RUN.split_once("-- ").expect("the arguments of the program follow");
        let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
        let output = command.args(args.split(' ')).current_dir(place.path()).output().expect("the program starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout).expect("it prints text");
        Outcome {
            printed,
            #[cfg(feature = "plots")]
            place,
        }
    })
}

/// What the README's own command prints, shortened to some of its lines; none is changed.
fn summary() -> String {
    let printed = &outcome().printed;
    let missing: Vec<&&str> = SHOWN.iter().filter(|id| !printed.lines().any(|line| metric_of(line) == Some(id))).collect();
    assert!(missing.is_empty(), "the summary has no line for {missing:?}");
    let shown: Vec<&str> = printed.lines().filter(|line| metric_of(line).is_none_or(|id| SHOWN.contains(&id))).collect();
    format!(
        "It prints these lines, and one for every other metric of the whole organisation:\n\n```text\n{}\n```\n",
        shown.join("\n")
    )
}

/// The metric that a line of the summary is about.
fn metric_of(line: &str) -> Option<&str> {
    line.strip_prefix("  ")?.split(' ').next()
}

/// A command about power and all that it prints.
fn power() -> String {
    let args = "power --weights Germany=4,France=4,Italy=4,Belgium=2,Netherlands=2,Luxembourg=1 --quota 12";
    shown(args)
}

/// A command without spaces in its words, and all that it prints.
fn shown(args: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
    let output = command.args(args.split(' ')).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("it prints text");
    format!("```sh\nfolkmoot {args}\n```\n\n```text\n{printed}```\n")
}

/// A command that leaves a folder, and all that it prints.
fn into_a_folder(args: &str) -> String {
    let place = tempfile::tempdir().expect("a folder can be made");
    let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
    let output = command.args(args.split(' ')).arg("--out").arg(place.path().join("sweep")).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("it prints text");
    format!("```sh\nfolkmoot {args}\n```\n\n```text\n{printed}```\n")
}

/// A search of a sweep and all that it prints.
fn discover() -> String {
    let place = tempfile::tempdir().expect("a folder can be made");
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
        let output = command.args(args).output().expect("the program starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("it prints text")
    };
    let folder = place.path().join("sweep").display().to_string();
    run(&["sweep", FAILS, "--out", &folder]);
    let printed = run(&["discover", &folder, "--where", CASE]);
    format!(
        "```sh\nfolkmoot sweep {FAILS}\nfolkmoot discover output/where_it_fails --where '{CASE}'\n```\n\n```text\n{printed}```\n"
    )
}

/// Every shipped experiment with its question.
fn experiments() -> String {
    let entries =
        fs::read_dir("scenarios/experiments").expect("there are experiments").map(|entry| entry.expect("readable").path());
    let mut paths: Vec<String> = entries.map(|path| path.display().to_string()).collect();
    paths.sort();
    let rows = paths.iter().map(|path| {
        let plan = Plan::load(Path::new(path), Instead::default()).unwrap_or_else(|problems| panic!("{problems}"));
        format!("| [`{path}`]({path}) | {} |\n", plan.question)
    });
    format!("| experiment | question |\n|---|---|\n{}", rows.collect::<String>())
}

fn scenarios() -> String {
    let rows = SCENARIOS.iter().map(|name| {
        let path = format!("scenarios/{name}.toml");
        let scenario = Scenario::load(&path).unwrap_or_else(|problems| panic!("{problems}"));
        format!("| [`{path}`]({path}) | {} |\n", scenario.question)
    });
    format!("| scenario | question |\n|---|---|\n{}", rows.collect::<String>())
}

fn metrics_table() -> String {
    let plain = metrics::all().map(|metric| (metric.id, metric.unit, metric.better, metric.definition));
    let families = metrics::families().map(|family| (family.id, family.unit, family.better, family.definition));
    let rows = plain.chain(families).map(|(id, in_units, better, definition)| {
        // Markdown takes a bare `<` for a tag.
        let definition = definition.replace('|', "\\|").replace('<', "\\<");
        format!("| `{id}` | {} | {} | {definition} |\n", unit(in_units), direction(better))
    });
    format!("| id | unit | better | definition |\n|---|---|---|---|\n{}", rows.collect::<String>())
}
