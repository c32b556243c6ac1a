//! `folkmoot plot`: pictures from tables alone, each with its finding as title, and every wrong request refused.

#[cfg(feature = "plots")]
use crate::cli::stdout;
use crate::cli::{Place, code, refused, stderr};
use expect_test::{Expect, expect};
#[cfg(feature = "plots")]
use serde_json::Value;
use std::fs;

/// A folder `table` with two levers of three values, four runs each: `x` falls with the window, `y` rises with it, `z` is luck.
fn grid() -> Place {
    let (mut points, mut runs) =
        ("point,route.window,seats\n".to_owned(), "point,replicate,decisions_per_month,harm_passed_share,z\n".to_owned());
    for (number, (window, seats)) in [1, 3, 7].into_iter().flat_map(|window| [1, 2, 3].map(|seats| (window, seats))).enumerate() {
        points += &format!("p{number},{window} days,{seats}\n");
        for replicate in 0..4 {
            let luck = f64::from(replicate) / 10.0;
            let luck_of_point = (number * 5 + replicate as usize * 3) % 7;
            let (x, y) = (9.0 - f64::from(window) + luck, 0.1 * f64::from(seats) + 0.01 * luck);
            runs += &format!("p{number},{replicate},{x},{y},{luck_of_point}\n");
        }
    }
    table(&points, &runs)
}

fn table(points: &str, runs: &str) -> Place {
    let place = Place::new();
    fs::create_dir(place.path("table")).expect("a folder can be made");
    fs::write(place.path("table/points.csv"), points).expect("the file can be written");
    fs::write(place.path("table/runs.csv"), runs).expect("the file can be written");
    place
}

#[cfg(feature = "plots")]
#[track_caller]
fn drawn(place: &Place, args: &[&str]) -> Value {
    let done = place.folkmoot(&[&["plot", "table", "--json"], args].concat());
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    serde_json::from_str(&stdout(&done)).expect("one object")
}

/// The title of a picture that was drawn.
#[cfg(feature = "plots")]
#[track_caller]
fn title(place: &Place, kind: &str) -> String {
    let svg = fs::read_to_string(place.path(&format!("table/plots/{kind}.svg"))).expect("it was drawn");
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{kind}");
    let dots = fs::read(place.path(&format!("table/plots/{kind}.png"))).expect("it was drawn");
    assert!(dots.starts_with(b"\x89PNG"));
    let (_, rest) = svg.split_once("<title>").expect("a title");
    rest.split_once("</title>").expect("an end").0.to_owned()
}

#[cfg(feature = "plots")]
#[test]
fn whatever_fits_is_drawn_with_its_finding_as_title() {
    let place = grid();
    let found = drawn(&place, &["--metric", "harm_passed_share,decisions_per_month"]);
    let skipped: Vec<&str> = found["skipped"].as_array().into_iter().flatten().filter_map(|one| one["kind"].as_str()).collect();
    assert_eq!(skipped, ["ribbon", "ecdf"]);
    assert_eq!(found["written"].as_array().map(Vec::len), Some(8));
    for (kind, told) in [
        ("map", "table: harm passed share is lowest with window = 1 days, seats = 1, or with 2 more that cannot be told from it"),
        (
            "multiples",
            "table: harm passed share is lowest with window = 1 days, seats = 1, or with 2 more that cannot be told from it",
        ),
        ("front", "table: window = 1 days, seats = 1 beats all others in decisions per month and harm passed share"),
    ] {
        let front = ["--front", "decisions_per_month,harm_passed_share"];
        drawn(&place, &[&["--metric", "harm_passed_share,decisions_per_month"], &front[..]].concat());
        assert_eq!(title(&place, kind), told);
    }
}

#[cfg(feature = "plots")]
#[test]
fn one_lever_of_numbers_makes_a_ribbon_and_lines_of_runs() {
    let place = grid();
    drawn(&place, &["--by", "window", "--metric", "decisions_per_month", "--kind", "ribbon,ecdf,intervals"]);
    assert_eq!(title(&place, "ribbon"), "table: decisions per month is highest with window = 1 days");
    assert_eq!(
        title(&place, "ecdf"),
        "table: decisions per month in the median run: 2.15 with window = 7 days; 8.15 with window = 1 days"
    );
    assert_eq!(title(&place, "intervals"), title(&place, "ribbon"));
}

#[cfg(feature = "plots")]
#[test]
fn luck_is_not_drawn_as_a_finding() {
    let place = grid();
    drawn(&place, &["--by", "seats", "--metric", "z", "--kind", "intervals"]);
    assert!(title(&place, "intervals").starts_with("table: z goes from "), "nobody says which way is better");
    let same: String = (0..6).map(|row| format!("p{},{},{}\n", row % 2, row / 2, (row * 5 + row / 2) % 3)).collect();
    let place = table("point,rule\np0,old\np1,new\n", &format!("point,replicate,harm_passed_share\n{same}"));
    drawn(&place, &["--kind", "intervals"]);
    assert_eq!(title(&place, "intervals"), "table: no setting of 2 can be told from the others in harm passed share");
}

#[cfg(feature = "plots")]
#[test]
fn a_sampled_design_is_drawn_axis_by_axis() {
    let (mut points, mut runs) = ("point,a,b,rule\n".to_owned(), "point,replicate,harm_passed_share\n".to_owned());
    for point in 0..200_u32 {
        let (a, b) = (point * 37 % 200, point * 91 % 200);
        points += &format!("p{point},0.{a:03}1,{b},{}\n", if point % 3 == 0 { "old" } else { "new" });
        runs += &format!("p{point},0,{}\n", f64::from(a) / 400.0 + f64::from(point * 7 % 11) / 100.0);
    }
    let place = table(&points, &runs);
    let found = drawn(&place, &[]);
    assert_eq!(found["written"].as_array().map(Vec::len), Some(2));
    let told = title(&place, "multiples");
    assert!(
        told.starts_with("table: a explains 9")
            && told.ends_with("of the variance of harm passed share, more than any other axis"),
        "{told}"
    );
}

#[cfg(feature = "plots")]
#[test]
fn a_sweep_and_its_tables_give_the_same_map() {
    let place = Place::new();
    let levers = "[levers]\n\"decisions.operational.route.review.optimistic.window\" = [\"24 hours\", \"7 days\"]\n\
        \"decisions.operational.route.review.optimistic.objections.seats\" = [1, 3]\n";
    let head =
        "schema = 1\nquestion = \"What if?\"\nscenario = \"small.toml\"\nreplicates = 6\nmetrics = [\"harm_passed_share\"]\n";
    fs::write(place.path("what.toml"), format!("{head}{levers}")).expect("the file can be written");
    place.folkmoot(&["sweep", "what.toml", "--out", "table"]);
    let done = place.folkmoot(&["plot", "table", "--kind", "map"]);
    assert_eq!((code(&done), stderr(&done).as_str()), (0, "written: table/plots/map.svg, table/plots/map.png\n"));
    let read = |name: &str| fs::read_to_string(place.path(&format!("table/plots/{name}.svg"))).expect("it was drawn");
    // All but the caption, which says how to get it again.
    let body = |svg: &str| {
        svg.lines().filter(|line| !line.contains("24 runs") && !line.contains("Again") && !line.contains("folkmoot")).count()
    };
    assert_eq!(title(&place, "map"), title(&place, "levers"));
    assert!(body(&read("map")).abs_diff(body(&read("levers"))) <= 2);
}

#[track_caller]
fn refuses(args: &[&str], message: &Expect) {
    let place = grid();
    refused(&place.folkmoot(&[&["plot"], args].concat()), message);
    assert!(!place.path("table/plots").exists());
}

#[cfg(feature = "plots")]
#[test]
fn a_kind_that_does_not_fit_says_what_it_needs() {
    refuses(
        &["table", "--kind", "ribbon"],
        &expect![[r#"
            error: expected one lever of numbers with three values or more, found 9 settings of window and seats
              --> ribbon of table
            hint: `--by PATH,...` chooses the levers that are told apart; without `--kind` it draws what fits
        "#]],
    );
}

#[test]
fn what_is_not_there_is_refused() {
    refuses(
        &["table", "--metric", "harm_pased_share"],
        &expect![[r#"
            error: expected a metric of the tables, found `harm_pased_share`
              --> --metric
            hint: did you mean `harm_passed_share`?
        "#]],
    );
    refuses(
        &["table", "--front", "z,harm_passed_share"],
        &expect![[r#"
            error: expected a metric with its better side, found `z`
              --> --front
            hint: `z:up` if more of it is better, `z:down` if less is
        "#]],
    );
    refuses(
        &["table", "--front", "z:up"],
        &expect![[r#"
            error: expected two metrics with a comma between them, found `z:up`
              --> --front
            hint: for example `--front decisions_per_month:up,power_imbalance:down`
        "#]],
    );
    refuses(
        &["nowhere"],
        &expect![[r#"
            error: expected a result folder with a table `runs.csv`, found nothing
              --> nowhere
            hint: `folkmoot run` and `folkmoot sweep` leave one below `output/`
        "#]],
    );
    let place = grid();
    let unknown = place.folkmoot(&["plot", "table", "--kind", "pie"]);
    assert!(
        code(&unknown) == 2 && stderr(&unknown).contains("expected one of map, ribbon, multiples, intervals, front, ecdf"),
        "{}",
        stderr(&unknown)
    );
}
