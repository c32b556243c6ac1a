//! Random valid scenarios: whatever a file may say, a run neither panics nor breaks an invariant nor measures nonsense.
//!
//! Scenario `n` is the same text on every machine: its choices are uniform numbers at the address (`random scenario`, `n`).

use folkmoot::dice::{Dice, Key, Purpose};
use folkmoot::engine::Simulation;
use folkmoot::metrics::{Columns, Record, Unit};
use folkmoot::scenario::Scenario;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many scenarios run unless `FOLKMOOT_RANDOM_SCENARIOS` says otherwise.
const SCENARIOS: u64 = 2_000;

/// Choices, one uniform number each.
struct Choices {
    dice: Dice,
    subject: Key,
    made: u64,
}

impl Choices {
    fn of(number: u64) -> Choices {
        Choices { dice: Dice::new(1, 0), subject: Key::of("random scenario").nth(number), made: 0 }
    }

    fn uniform(&mut self) -> f64 {
        self.made += 1;
        let drawn = self.dice.uniform(Purpose::Cost, self.subject, Key::NONE, self.made);
        (drawn * 1e6).round() / 1e6
    }

    /// A whole number from `low` to `high`, both in.
    fn between(&mut self, low: u32, high: u32) -> u32 {
        (low + (self.uniform() * f64::from(high - low + 1)) as u32).min(high)
    }

    fn chance(&mut self, share: f64) -> bool {
        self.uniform() < share
    }

    fn pick<'a>(&mut self, among: &[&'a str]) -> &'a str {
        among[self.between(0, among.len() as u32 - 1) as usize]
    }

    /// A line, or nothing.
    fn maybe(&mut self, share: f64, line: impl FnOnce(&mut Choices) -> String) -> String {
        if self.chance(share) { line(self) + "\n" } else { String::new() }
    }
}

/// A body or a cell as far as routes must know it.
struct Decider {
    name: String,
    seats: u32,
    meets: bool,
    /// Seats that decide at the same time, where not all of them do.
    chosen: Option<u32>,
    drawn: bool,
}

/// The groups, bodies and cells of a scenario.
struct Cast {
    deciders: Vec<Decider>,
    groups: Vec<(String, u32)>,
    cells: Vec<(String, u32)>,
    /// Seats of the smallest cell, and whether all cells meet.
    own_cell: (u32, bool),
}

fn scenario(number: u64) -> String {
    let mut choices = Choices::of(number);
    let c = &mut choices;
    let mut text = opening(c);
    let cast = cast(c, &mut text);
    streams(c, &mut text, &cast);
    route(c, &mut text, "operational", &cast, !cast.cells.is_empty());
    if text.contains("kind = \"other\"") {
        route(c, &mut text, "other", &cast, false);
    }
    writeln!(text, "[reputation]\nearned_by = \"{}\"\nfades = {}", c.pick(&["cell", "proposer"]), c.pick(&["0", "0.1", "1"]))
        .expect("strings do not fail");
    exit(c, &mut text);
    adversary(c, &mut text, &cast);
    text
}

fn opening(c: &mut Choices) -> String {
    let mut text =
        format!("schema = 1\nquestion = \"Random\"\nhorizon = \"{} days\"\nseed = {}\n", c.between(60, 200), c.between(0, 999));
    text += &c.maybe(0.2, |_| "tick = \"12 hours\"".into());
    text += &c.maybe(0.3, |c| format!("warm_up = \"{} days\"", c.between(0, 30)));
    text += &c.maybe(0.3, |c| format!("judging = \"{} days\"", c.between(0, 9)));
    text += &c.maybe(0.2, |_| "draw_people = \"once\"".into());
    let axes = c.between(1, 4);
    writeln!(text, "[space]\naxes = {axes}\ncourse = [{}]\npurpose_drift = {}", c.uniform(), c.pick(&["0", "0.02", "0.5"]))
        .expect("strings do not fail");
    writeln!(text, "step_share = {}\nstep_noise = {}", c.pick(&["0", "0.08", "1"]), c.pick(&["0", "0.03", "1"]))
        .expect("strings do not fail");
    writeln!(text, "[value]\nprior_variance = {}\ndiversion_loss = {}", c.pick(&["0.01", "1", "9"]), c.between(0, 6))
        .expect("strings do not fail");
    writeln!(
        text,
        "trust_rate = {}\nalarm = {}\nproof = {}",
        c.pick(&["0", "0.05", "1"]),
        c.pick(&["0.5", "1", "5"]),
        c.uniform()
    )
    .expect("strings do not fail");
    writeln!(text, "[feelings]\noverruled = {}\ndelay_per_day = {}", c.pick(&["-2", "0", "0.5"]), c.pick(&["0", "0.01", "0.3"]))
        .expect("strings do not fail");
    writeln!(text, "contagion = {}\nwaiting = {}", c.pick(&["0", "1", "4"]), c.pick(&["0", "1", "4"]))
        .expect("strings do not fail");
    writeln!(text, "[leverage]\ndeference = {}\nhorizon = \"{} days\"", c.pick(&["0", "0.3", "1"]), c.between(1, 400))
        .expect("strings do not fail");
    text
}

fn meets(c: &mut Choices) -> String {
    let mut meets =
        format!("meets = {{ every = \"{} days\", attendance = {}", c.between(1, 40), c.pick(&["0", "0.3", "0.8", "1"]));
    if c.chance(0.5) {
        write!(meets, ", slots = {}", c.between(1, 5)).expect("strings do not fail");
    }
    if c.chance(0.4) {
        write!(meets, ", quorum = {}", c.pick(&["0", "1/3", "0.5", "1"])).expect("strings do not fail");
    }
    (meets + " }").replace("= 1/3", "= \"1/3\"").replace("= 80%", "= \"80%\"").replace("= 50%", "= \"50%\"")
}

fn cast(c: &mut Choices, text: &mut String) -> Cast {
    let mut cast = Cast { deciders: Vec::new(), groups: Vec::new(), cells: Vec::new(), own_cell: (u32::MAX, true) };
    let n_cells = c.between(1, 3);
    for body in 0..c.between(1, 3) {
        let kind = c.pick(&["stakeholder_group", "top_level_cell", "council", "community"]);
        let meeting = c.maybe(0.5, meets);
        let chosen = c.chance(0.3).then(|| c.between(1, 4));
        // The meetings of a panel have no quorum of their own.
        let drawn = chosen.is_some() && !meeting.contains("quorum") && c.chance(0.5);
        writeln!(text, "[bodies.b{body}]\nkind = \"{kind}\"\n{meeting}").expect("strings do not fail");
        *text += &c.maybe(0.2, |c| format!("federation = \"{}\"", c.pick(&["equal", "proportional", "square_root"])));
        match chosen {
            Some(seats) if drawn => writeln!(text, "drawn = {{ seats = {seats} }}").expect("strings do not fail"),
            Some(seats) => elected(c, text, seats),
            None => {}
        }
        cast.deciders.push(Decider { name: format!("b{body}"), seats: 0, meets: !meeting.is_empty(), chosen, drawn });
    }
    let n_groups = c.between(1, 4);
    for group in 0..n_groups {
        let name = format!("g{group}");
        let count = c.between(1, 6);
        let mut seats = Vec::new();
        for (at, body) in cast.deciders.iter_mut().enumerate() {
            // The last group fills the bodies that have nobody yet, and everybody else sits somewhere.
            if c.chance(0.5) || (group + 1 == n_groups && body.seats == 0) || (at == 0 && seats.is_empty() && group > 0) {
                body.seats += count;
                seats.push(format!("\"{}\"", body.name));
            }
        }
        let archetype = c.pick(&ARCHETYPES);
        writeln!(text, "[people.{name}]\narchetype = \"{archetype}\"\ncount = {count}\nseats = [{}]", seats.join(", "))
            .expect("strings do not fail");
        *text += &c.maybe(0.3, |c| {
            let (to, share) = (c.between(0, n_groups - 1), c.pick(&["0.5", "1"]));
            format!("trusts = [{{ to = \"g{to}\", share = {share} }}]")
        });
        traits(c, text, n_cells);
        if !seats.is_empty() {
            cast.groups.push((name, count));
        }
    }
    for cell in 0..n_cells {
        self::cell(c, text, cell, &mut cast, n_cells);
    }
    cast
}

fn elected(c: &mut Choices, text: &mut String, seats: u32) {
    let (term, ballot) = (c.between(5, 90), c.pick(&["single", "block"]));
    write!(text, "elected = {{ by = \"b0\", seats = {seats}, term = \"{term} days\", ballot = \"{ballot}\"")
        .expect("strings do not fail");
    if c.chance(0.4) {
        write!(text, ", terms = {}", c.between(1, 3)).expect("strings do not fail");
    }
    if c.chance(0.5) {
        let share = c.pick(&["0.2", "0.5", "1"]);
        write!(text, ", recall = {{ share = {share}, every = \"{} days\" }}", c.between(1, 30)).expect("strings do not fail");
    }
    *text += " }\n";
}

const ARCHETYPES: [&str; 8] = [
    "hands_off_funder",
    "institutional_funder",
    "strategic_partner",
    "domain_expert",
    "community_representative",
    "core_team_member",
    "cell_member",
    "community_member",
];

const LAWS: [&str; 4] =
    ["{ uniform = [0, 20] }", "{ lognormal = { median = 50, sigma = 1.5 } }", "{ exponential = { mean = 10 } }", "7"];

fn traits(c: &mut Choices, text: &mut String, n_cells: u32) {
    *text += &c.maybe(0.3, |c| format!("attention = {}", c.pick(&["0", "0.05", "1", "30", "{ exponential = { mean = 1 } }"])));
    *text += &c.maybe(0.2, |_| "alone = true".into());
    *text += &c.maybe(0.3, |c| format!("context = {}", c.pick(&["0", "1", "0.5", "{ uniform = [0, 1] }"])));
    *text += &c.maybe(0.3, |c| format!("theta = {}", c.pick(&["-1", "0", "2", "{ normal = { mean = 0.3, sd = 0.3 } }"])));
    *text += &c.maybe(0.2, |c| format!("alpha = {}\nrho = {}", c.pick(&["0", "3"]), c.pick(&["0", "3"])));
    *text += &c.maybe(0.2, |c| format!("tolerance = {}\nstake = {}", c.pick(&["0", "0.5"]), c.pick(&["0", "5"])));
    *text += &c.maybe(0.2, |c| format!("ideal = [{}]\nideal_spread = {}", 4.0 * c.uniform() - 2.0, c.uniform()));
    *text +=
        &c.maybe(0.4, |c| format!("exit_threshold = {}\nomega = \"{}%\"", c.pick(&["-9", "0", "0.4", "9"]), c.between(0, 100)));
    *text += &c.maybe(0.5, |c| {
        format!("pledge = {}", c.pick(&["0", "5", "12345.67", "500_000", "{ lognormal = { median = 40_000, sigma = 1 } }"]))
    });
    *text += &c.maybe(0.3, |c| format!("tranches = {{ count = {}, every = \"{} days\" }}", c.between(1, 5), c.between(1, 60)));
    *text += &c.maybe(0.2, |c| format!("renewal = {}", c.uniform()));
    *text += &c.maybe(0.2, |c| format!("earmark = \"c{}\"", c.between(0, n_cells - 1)));
    *text += &c.maybe(0.4, |c| format!("tokens = {}", c.pick(&LAWS)));
    *text += &format!("purse = {}\n", c.pick(&["20", "50", "1_000"]));
}

fn cell(c: &mut Choices, text: &mut String, number: u32, cast: &mut Cast, n_cells: u32) {
    let name = format!("c{number}");
    let members = c.between(1, 8);
    writeln!(text, "[cells.{name}]\nmembers = {members}\nskill = {}", c.pick(&["0.1", "1", "5"])).expect("strings do not fail");
    let meeting = c.maybe(0.3, meets);
    *text += &meeting;
    *text += &c.maybe(0.3, |c| {
        format!("budget = {{ amount = {}, every = \"{} days\" }}", c.pick(&["0", "100", "20_000"]), c.between(1, 60))
    });
    *text += &c.maybe(0.2, |c| format!("drift = {}\npull_back = {}", c.uniform(), c.uniform()));
    *text += &c.maybe(0.2, |c| format!("motivation = {{ base = {}, rate = {} }}", 2.0 * c.uniform(), c.uniform()));
    let per_month = c.between(0, 12);
    let size = c.pick(&["0", "0.01", "5_000", "{ lognormal = { median = 4_000, sigma = 1 } }", "{ uniform = [100, 20_000] }"]);
    let (selective, anticipates) = (c.chance(0.7), c.chance(0.3));
    write!(text, "work = {{ arrivals = \"{per_month} per month\", size = {size}, ").expect("strings do not fail");
    writeln!(text, "selective = {selective}, anticipates = {anticipates} }}\n[cells.{name}.people]")
        .expect("strings do not fail");
    traits(c, text, n_cells);
    cast.own_cell = (cast.own_cell.0.min(members), cast.own_cell.1 && !meeting.is_empty());
    cast.cells.push((name.clone(), members));
    cast.deciders.push(Decider { name, seats: members, meets: !meeting.is_empty(), chosen: None, drawn: false });
}

fn streams(c: &mut Choices, text: &mut String, cast: &Cast) {
    for number in 0..c.between(0, 2) {
        let body = &cast.deciders[c.between(0, cast.deciders.len() as u32 - 1) as usize].name;
        let pays = c.pick(&["nothing", "budgets", "at_once"]);
        writeln!(text, "[proposals.p{number}]\nbody = \"{body}\"\nkind = \"other\"\npays = \"{pays}\"")
            .expect("strings do not fail");
        writeln!(text, "arrivals = \"{} per month\"\nsize = {}", c.between(1, 20), c.pick(&LAWS)).expect("strings do not fail");
        *text += &c.maybe(0.4, |c| format!("merit = {}", c.pick(&["-2", "0", "{ normal = { mean = 0, sd = 3 } }"])));
        *text += &c.maybe(0.3, |_| "selective = false".into());
    }
}

fn route(c: &mut Choices, text: &mut String, kind: &str, cast: &Cast, with_cell: bool) {
    let n_stages = c.between(1, 4);
    for stage in 0..n_stages {
        writeln!(text, "[[decisions.{kind}.route]]\nname = \"s{stage}\"").expect("strings do not fail");
        if stage > 0 {
            *text += &c.maybe(0.3, |_| "only = \"escalated\"".into());
        }
        *text += &c.maybe(0.3, |c| {
            let bound = c.pick(&["0", "100", "5_000"]);
            format!("when = {{ {} = {bound} }}", c.pick(&["cost_above", "cost_at_most"]))
        });
        let own = with_cell && c.chance(0.3);
        let (name, seats, meets) = if own {
            ("own_cell", cast.own_cell.0, cast.own_cell.1)
        } else {
            let decider = &cast.deciders[c.between(0, cast.deciders.len() as u32 - 1) as usize];
            (decider.name.as_str(), decider.seats.min(decider.chosen.unwrap_or(u32::MAX)), decider.meets)
        };
        let drawn = cast.deciders.iter().any(|decider| decider.name == name && decider.drawn);
        let timelock = mechanism(c, text, &Decider { name: name.into(), seats, meets, chosen: None, drawn }, cast);
        *text += &c.maybe(0.1, |c| format!("at_a_time = {}", c.between(1, 3)));
        *text += &c.maybe(0.1, |c| format!("one_per = \"{} days\"", c.between(1, 20)));
        if !timelock {
            *text += &c.maybe(0.3, |_| "recuse = \"proposer\"".into());
            if meets {
                *text += &c.maybe(0.3, |_| "at = \"meeting\"".into());
            }
        }
        *text += &c.maybe(0.4, |c| format!("lapses_after = \"{} days\"", c.between(1, 60)));
        for ending in ["on_block", "on_lapse"] {
            *text += &c.maybe(0.6, |c| next(c, ending, stage, n_stages));
        }
    }
}

/// Where an ending leads. Escalations go forwards only, so that no proposal goes round for ever.
fn next(c: &mut Choices, ending: &str, stage: u32, n_stages: u32) -> String {
    let ahead = if stage + 1 < n_stages { "escalate" } else { "reject" };
    match c.pick(&[ahead, "revise", "continue", "reject"]) {
        "escalate" => format!("{ending} = {{ escalate = \"s{}\" }}", c.between(stage + 1, n_stages - 1)),
        "revise" => {
            format!("{ending} = {{ revise = {{ at_most = {}, takes = \"{} days\" }} }}", c.between(1, 4), c.between(0, 9))
        }
        word => format!("{ending} = \"{word}\""),
    }
}

/// Mechanisms, the usual ones more often.
const WORDS: [&str; 13] = [
    "optimistic",
    "optimistic",
    "vote",
    "vote",
    "consent",
    "council",
    "executive",
    "timelock",
    "conviction",
    "hat",
    "round",
    "dispute",
    "jury",
];

/// How a round is shared out.
const ROUNDS: [&str; 5] = [
    "\"greedy\"",
    "\"equal_shares\"",
    "{ best_scores = { least = 0.5 } }",
    "{ quadratic = { gives = 0.02 } }",
    "{ pairwise = { gives = 2, bound = 50 } }",
];

/// Writes a mechanism; whether it is a timelock, which nobody decides.
fn mechanism(c: &mut Choices, text: &mut String, decider: &Decider, cast: &Cast) -> bool {
    let Decider { name: body, seats, meets, .. } = decider;
    let weight = c.pick(&WEIGHTS);
    let curve = if c.chance(0.2) { ", curve = \"square_root\"" } else { "" };
    let cap = if c.chance(0.3) { format!(", cap = {}", c.pick(&["0.1", "0.34", "1"])) } else { String::new() };
    let word = c.pick(&WORDS);
    let word = if matches!(word, "executive" | "jury") && decider.drawn { "council" } else { word };
    let inside = match word {
        "optimistic" => {
            let objections = match c.between(0, 4) {
                4 => format!("votes = {}", c.pick(&["0.5", "2", "100"])),
                0 => format!("seats = {}", c.between(1, 4)),
                1 => format!("weight = {}", c.pick(&["0.01", "\"1/3\"", "1"])),
                2 => format!("weight_above = {}", c.pick(&["0", "\"1/3\"", "1"])),
                _ => format!("groups = [{{ count = 1, each = 0.5 }}, {{ count = {}, each = {} }}]", c.between(1, 3), c.uniform()),
            };
            let judge = judge(c, cast);
            let bites = c.pick(&["at_once", "at_end"]);
            let grounds = if c.chance(0.3) { ", grounds = [\"off_purpose\", \"self_dealing\"]" } else { "" };
            format!(
                "body = \"{body}\", window = \"{} days\", objections = {{ {objections} }}, bites = \"{bites}\", weight = {weight}, \
                 judged_by = \"{judge}\"{cap}{grounds}{curve}",
                c.between(0, 14)
            )
        }
        "vote" => {
            let period =
                if *meets && c.chance(0.5) { String::new() } else { format!(", period = \"{} days\"", c.between(1, 14)) };
            let quorum = c.pick(&QUORUMS);
            let majority =
                c.pick(&["\"half\"", "{ above = 0.5 }", "{ at_least = \"2/3\" }", "{ above_of_all = 0.5 }", "{ at_least = 0 }"]);
            let besides = besides(c, &period, quorum);
            format!("body = \"{body}\"{period}, weight = {weight}{cap}{curve}, quorum = {quorum}, majority = {majority}{besides}")
        }
        "consent" => {
            let missing = if c.chance(0.3) { ", missing = 2" } else { "" };
            let judge = judge(c, cast);
            format!("body = \"{body}\", blocked_by = {}, judged_by = \"{judge}\"{missing}", c.between(1, 3))
        }
        "council" if c.chance(0.4) => format!(
            "body = \"{body}\", approvals = {}, vetoes = {}, not_before = \"{} days\", veto_for = \"{} days\"",
            c.between(0, *seats),
            c.between(1, 3),
            c.between(0, 9),
            c.between(0, 9)
        ),
        "council" => format!("body = \"{body}\", approvals = {}", c.between(1, *seats)),
        "conviction" => format!(
            "body = \"{body}\", weight = {weight}, half_life = \"{} days\", reach = {}",
            c.between(1, 9),
            c.pick(&["0.05", "0.2", "1"])
        ),
        "hat" => format!("body = \"{body}\", weight = {weight}"),
        "round" => round(c, body, weight),
        "executive" => format!("body = \"{body}\""),
        "dispute" | "jury" => staked(c, word, body),
        _ => {
            let held = c.chance(0.3);
            let share = c.pick(&["0", "0.5", "0.95"]);
            let retains = format!(", retains = {{ body = \"{body}\", weight = {weight}, share = {share} }}");
            let retains = if c.chance(0.3) { retains } else { String::new() };
            format!("delay = \"{} days\", held_by_protest = {held}{retains}", c.between(0, 20))
        }
    };
    writeln!(text, "{word} = {{ {inside} }}").expect("strings do not fail");
    word == "timelock"
}

/// What parties stake money on.
fn staked(c: &mut Choices, word: &str, body: &str) -> String {
    match word {
        "dispute" => format!(
            "body = \"{body}\", bond = {}, window = \"{} days\", answers = \"{}\", fee = {}",
            c.pick(&["1", "20"]),
            c.between(1, 9),
            c.pick(&["once", "doubling"]),
            c.pick(&["0", "0.025", "1"])
        ),
        _ => format!(
            "body = \"{body}\", jurors = {}, period = \"{} days\", appeals = {}, appeal_takes = \"{} days\", fee = {}, stake = {}",
            c.between(1, 5),
            c.between(1, 9),
            c.between(0, 2),
            c.between(0, 3),
            c.pick(&["0", "1"]),
            c.pick(&["0", "3"])
        ),
    }
}

fn round(c: &mut Choices, body: &str, weight: &str) -> String {
    let budget = c.pick(&["1", "2_000", "1_000_000"]);
    let (days, by) = (c.between(1, 40), c.pick(&ROUNDS));
    format!("body = \"{body}\", weight = {weight}, every = \"{days} days\", budget = {budget}, by = {by}")
}

/// Who judges objections: no panel that is drawn for other proposals.
fn judge(c: &mut Choices, cast: &Cast) -> String {
    let body = &cast.deciders[c.between(0, cast.deciders.len() as u32 - 1) as usize];
    match c.between(0, 2) {
        0 => "nobody".to_owned(),
        2 if !body.drawn => body.name.clone(),
        _ => "other_members".to_owned(),
    }
}

/// What a vote may say besides.
fn besides(c: &mut Choices, period: &str, quorum: &str) -> String {
    let mut besides = String::new();
    if c.chance(0.3) {
        let early = c.pick(&["\"carried\"", "\"decided\"", "{ super = 0.4 }"]);
        write!(besides, ", early = {early}").expect("strings do not fail");
    }
    if c.chance(0.3) && !period.is_empty() {
        let late = match quorum.contains("none") || c.chance(0.5) {
            true => format!("objection_only = {{ last = \"1 day\", lasts = \"{} days\" }}", c.between(1, 9)),
            false => format!("quorum_extends = \"{} days\"", c.between(1, 9)),
        };
        write!(besides, ", late = {{ {late} }}").expect("strings do not fail");
    }
    if c.chance(0.2) {
        write!(besides, ", approval = {}", c.pick(&["0", "0.3", "1"])).expect("strings do not fail");
    }
    if c.chance(0.3) {
        let passing = c.pick(&["", "hops = 1", "keeps = 0.5", "cap = 0.3", "hops = 3, keeps = 0.9, cap = 0.5"]);
        write!(besides, ", delegation = {{ {passing} }}").expect("strings do not fail");
    }
    besides
}

const WEIGHTS: [&str; 6] = [
    "\"per_seat\"",
    "\"per_seat\"",
    "\"contribution\"",
    "\"tokens\"",
    "\"reputation\"",
    "{ mixed = { per_seat = 0.5, tokens = 0.25, reputation = 0.25 } }",
];

const QUORUMS: [&str; 11] = [
    "\"none\"",
    "{ participation = \"50%\" }",
    "{ for = 0.01 }",
    "{ for_and_abstain = \"1/3\" }",
    "{ for_and_against = 0.2 }",
    "{ against = 0.1 }",
    "{ for_weight = 3 }",
    "{ participation_weight = 0.5 }",
    "{ square_root = 1.5 }",
    "{ follows_turnout = { min = 0.1, max = 0.6 } }",
    "{ grows_with_opposition = { min = 0.1, max = 0.9, slope = 2 } }",
];

fn exit(c: &mut Choices, text: &mut String) {
    if c.chance(0.3) {
        return;
    }
    let takes = c.pick(&["own_uncommitted", "pro_rata", "deposit"]);
    let charged = c.pick(&["pro_rata", "oldest_first", "earmarked", "lead_first"]);
    let paid = c.pick(&["batch", "first_come"]);
    writeln!(text, "[exit]\ntakes = \"{takes}\"\ncharged = \"{charged}\"\npaid = \"{paid}\"").expect("strings do not fail");
    *text += &c.maybe(0.6, |c| format!("notice = {{ length = \"{} days\", retractable = {} }}", c.between(0, 40), c.chance(0.5)));
    *text += &c.maybe(0.3, |c| format!("lock_up = \"{} days\"", c.between(0, 60)));
    *text += &c.maybe(0.3, |c| format!("penalty = {}", c.pick(&["0", "0.1", "\"1/3\"", "1"])));
    *text +=
        &c.maybe(0.3, |c| format!("window = {{ every = \"{} days\", lasts = \"{} days\" }}", c.between(10, 60), c.between(1, 9)));
    *text += &c.maybe(0.2, |_| "bound_by_yes = true".into());
    *text += &c
        .maybe(0.2, |c| format!("fork = {{ above = {}, window = \"{} days\" }}", c.pick(&["0", "0.1", "0.5"]), c.between(1, 20)));
    if c.chance(0.4) {
        let (first, second) = (c.pick(&["0.01", "0.1"]), c.pick(&["0.2", "0.5", "1"]));
        writeln!(text, "[protest]\nbody = \"b0\"\nweight = \"per_seat\"\nfirst_seal = {first}\nsecond_seal = {second}")
            .expect("strings do not fail");
        writeln!(text, "margin = {}\nrage_quit = \"{} days\"", c.pick(&["0", "0.5", "9"]), c.between(1, 40))
            .expect("strings do not fail");
    }
}

fn adversary(c: &mut Choices, text: &mut String, cast: &Cast) {
    if c.chance(0.5) {
        return;
    }
    let among: Vec<&(String, u32)> = cast.groups.iter().chain(&cast.cells).collect();
    let (group, count) = among[c.between(0, among.len() as u32 - 1) as usize];
    let seats = c.between(1, *count);
    let mut plan = Vec::new();
    for _ in 0..c.between(1, 3) {
        plan.push(match c.between(0, 2) {
            0 => format!(
                "{{ self_deal = {{ share_of_pool = {}, diverted = {}, every = \"{} days\", from = \"{} days\" }} }}",
                c.pick(&["0.01", "\"5%\"", "1"]),
                c.pick(&["0.1", "0.77", "1"]),
                c.between(1, 60),
                c.between(0, 50)
            ),
            1 => format!(
                "{{ flood = {{ arrivals = \"{} per day\", size = {}, from = \"{} days\", lasts = \"{} days\" }} }}",
                c.between(1, 6),
                c.pick(&["0", "10", "2_000"]),
                c.between(0, 50),
                c.between(1, 20)
            ),
            _ => format!(
                "{{ buy_weight = {{ tokens = {}, price = {}, at = \"{} days\" }} }}",
                c.pick(&["0.000001", "30", "1_000_000"]),
                c.pick(&["0", "1", "99.99"]),
                c.between(0, 50)
            ),
        });
    }
    writeln!(text, "[adversary]\ninsiders = {{ group = \"{group}\", seats = {seats} }}\nplan = [{}]", plan.join(", "))
        .expect("strings do not fail");
    *text += &c.maybe(0.5, |c| format!("discovery = \"{} days\"", c.between(1, 90)));
    writeln!(text, "[captured]\nby_harm = {}", c.chance(0.5)).expect("strings do not fail");
    *text += &c.maybe(0.5, |c| format!("by_control = \"{} days\"", c.between(1, 60)));
    *text += &c.maybe(0.5, |c| format!("drained_above = {}", c.pick(&["0", "0.1", "1"])));
}

/// Runs the first replicate to its horizon and looks at every metric; an error says what is wrong.
fn run(text: &str) -> Result<(), String> {
    let scenario = Scenario::parse("random", text).map_err(|problems| problems.render(false))?;
    let mut sim = Simulation::new(&scenario, 0);
    let mut record = Record::new(&scenario);
    while sim.step() {
        record.observe(sim.world(), sim.events());
    }
    for metric in Columns::of(&scenario).all() {
        let Some(value) = metric.value(&record) else { continue };
        let share = matches!(metric.unit, Unit::Share | Unit::YesNo);
        if !value.is_finite() || (share && !(0.0..=1.0).contains(&value)) {
            return Err(format!("`{}` is {value}", metric.id));
        }
    }
    Ok(())
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked").to_owned()
}

#[test]
fn random_valid_scenarios_run_to_their_horizon() {
    #[expect(clippy::disallowed_methods, reason = "how many scenarios run is the caller's; what each does is not")]
    let asked = std::env::var("FOLKMOOT_RANDOM_SCENARIOS").ok();
    let n = asked.map_or(SCENARIOS, |asked| asked.parse().expect("`FOLKMOOT_RANDOM_SCENARIOS` is a number of scenarios"));
    let mut failed = Vec::new();
    for number in 0..n {
        let text = scenario(number);
        let result = catch_unwind(AssertUnwindSafe(|| run(&text))).unwrap_or_else(|panic| Err(said(panic.as_ref())));
        if let Err(wrong) = result {
            if failed.is_empty() {
                println!("{text}");
            }
            println!("scenario {number}: {wrong}");
            failed.push(number);
        }
    }
    assert!(failed.is_empty(), "{} of {n} scenarios, the first printed above: {failed:?}", failed.len());
}
