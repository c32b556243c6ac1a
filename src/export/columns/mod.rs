//! `columns.csv`: the dictionary, what every column of every table means. Metrics come from their registry, the rest stands once
//! in [`fixed`].

mod fixed;

use super::rows::RUNS;
use super::sweep::POINTS;
use super::table;
use crate::experiment::sweep::{Head, Plan, Role};
use crate::metrics::{Better, Column, Columns, Unit};
use crate::scenario::{Scale, Scenario, quantity};
use fixed::{Fixed, OF_BOXES, OF_CONTRASTS, OF_PEELING, OF_RUNS, OF_SERIES, OF_SETTINGS, OF_SUMMARY, OF_TIMING};

/// The file's name.
pub const COLUMNS: &str = "columns.csv";

/// Its own columns.
const HEADER: [&str; 7] = ["file", "column", "unit", "direction", "definition", "range", "role"];

/// The unit of a metric in words.
pub fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::YesNo => "0 or 1",
        Unit::Days => "days",
        Unit::Hours => "hours",
        Unit::Count => "count",
        Unit::PerMonth => "per 30 days",
        Unit::MeritPerMonth => "merit per 30 days",
        Unit::Score => "score",
        Unit::Money => "money",
        Unit::Distance => "distance",
    }
}

/// Which way is better, in a word.
pub fn direction(better: Better) -> &'static str {
    match better {
        Better::Up => "up",
        Better::Down => "down",
        Better::Neither => "-",
    }
}

/// When a metric has a value, in words.
pub fn when(has_series: bool) -> &'static str {
    if has_series { "run and series" } else { "run" }
}

/// What values of a metric may be.
pub fn range(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "0 to 1",
        Unit::YesNo => "0 or 1",
        Unit::Days | Unit::Hours | Unit::Count | Unit::PerMonth | Unit::Money | Unit::Distance => "0 and up",
        Unit::MeritPerMonth | Unit::Score => "any",
    }
}

/// The unit that a word of the table means.
pub fn unit_of(word: &str) -> Option<Unit> {
    Unit::ALL.into_iter().find(|known| unit(*known) == word)
}

/// The direction that a word of the table means.
pub fn direction_of(word: &str) -> Better {
    [Better::Up, Better::Down].into_iter().find(|known| direction(*known) == word).unwrap_or(Better::Neither)
}

type Row = [String; 7];

/// The table for a scenario.
pub fn columns(scenario: &Scenario) -> Vec<u8> {
    let mut rows = vec![HEADER.map(str::to_owned)];
    for part in [&OF_RUNS[..], &OF_SERIES, &OF_SUMMARY, &OF_TIMING] {
        rows.extend(part.iter().map(fixed));
    }
    rows.extend(Columns::of(scenario).all().map(metric));
    table::csv(rows)
}

fn fixed(column: &Fixed) -> Row {
    let Fixed { file, column, role, unit, range, definition } = column;
    [file, column, unit, "", definition, range, role].map(str::to_owned)
}

fn metric(column: &Column) -> Row {
    let (unit, range) = (unit(column.unit), range(column.unit));
    [RUNS, &column.id, unit, direction(column.better), &column.definition, range, "metric"].map(str::to_owned)
}

/// The table for a sweep: its rows and summaries have a column per axis, and it has no series.
pub fn columns_of_sweep(plan: &Plan) -> Vec<u8> {
    let mut rows = vec![HEADER.map(str::to_owned)];
    rows.push(point(POINTS));
    rows.extend(axes(plan, POINTS, |_| true));
    rows.extend(OF_RUNS.iter().map(fixed));
    rows.extend(axes(plan, RUNS, |_| true));
    rows.push(point("summary.csv"));
    rows.extend(axes(plan, "summary.csv", |_| true));
    rows.extend(OF_SUMMARY.iter().map(fixed));
    if !plan.rows_are_points() {
        rows.push(["design.csv", "row", "count", "", "Row of the design, from 0.", "whole, 0 and up", "key"].map(str::to_owned));
        let of_row = "Its point; rows with the same values share one.";
        rows.push(["design.csv", "point", "", "", of_row, "text", "key"].map(str::to_owned));
    }
    for part in [&OF_SETTINGS[..], &OF_CONTRASTS] {
        rows.extend(axes(plan, part[0].file, |axis| axis.role == Role::Lever));
        rows.extend(part.iter().map(fixed));
    }
    for part in [&OF_BOXES[..], &OF_PEELING, &OF_TIMING] {
        rows.extend(part.iter().map(fixed));
    }
    rows.extend(plan.columns.iter().map(metric));
    table::csv(rows)
}

fn point(file: &str) -> Row {
    const POINT: &str =
        "First digits of the hash of the scenario at the point with its seed: the same point has the same id everywhere.";
    [file, "point", "", "", POINT, "text", "key"].map(str::to_owned)
}

/// The axes of a table, each with what its values are.
fn axes(plan: &Plan, file: &str, wanted: impl Fn(&Head) -> bool) -> Vec<Row> {
    let row = |(place, axis): (usize, &Head)| {
        let mut values: Vec<&str> = Vec::new();
        for point in &plan.points {
            let value = point.values[place].as_str();
            if values.len() <= LISTED && !values.contains(&value) {
                values.push(value);
            }
        }
        let numbers: Option<Vec<(Scale, f64)>> = plan.points.iter().map(|point| quantity(&point.values[place])).collect();
        let (unit, range) = span(&values, numbers.as_deref());
        let definition = format!("{}: what the scenario says at this path.", axis.role.word());
        [file, &axis.path, unit, "", &definition, &range, axis.role.word()].map(str::to_owned)
    };
    plan.axes.iter().enumerate().filter(|(_, axis)| wanted(axis)).map(row).collect()
}

/// Values of an axis that are listed one by one.
const LISTED: usize = 12;

/// Unit and range of an axis.
fn span(values: &[&str], numbers: Option<&[(Scale, f64)]>) -> (&'static str, String) {
    let Some(numbers) = numbers else {
        return ("", if values.len() > LISTED { "text".to_owned() } else { values.join(" | ") });
    };
    let unit = numbers.first().map_or("", |(scale, _)| scale.word());
    if values.len() <= LISTED {
        return (unit, values.join(" | "));
    }
    let low = numbers.iter().map(|(_, number)| *number).fold(f64::INFINITY, f64::min);
    let high = numbers.iter().map(|(_, number)| *number).fold(f64::NEG_INFINITY, f64::max);
    (unit, format!("{low} to {high}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn registry() -> Columns {
        Columns::of(&Scenario::load("scenarios/partnership.toml").expect("a shipped scenario"))
    }

    fn listed(part: &[Fixed]) -> Vec<&'static str> {
        part.iter().map(|column| column.column).collect()
    }

    #[test]
    fn every_column_is_listed_in_its_order() {
        assert!(super::super::rows::header(registry().all(), "").starts_with(&listed(&OF_RUNS).join(",")));
        assert_eq!(super::super::series::HEADER.to_vec(), listed(&OF_SERIES));
        assert_eq!(super::super::summary::HEADER.to_vec(), listed(&OF_SUMMARY));
    }

    #[test]
    fn no_column_has_two_meanings() {
        let registry = registry();
        let ids: Vec<&str> = listed(&OF_RUNS).into_iter().chain(registry.all().map(|column| column.id.as_str())).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn words_of_the_table_are_read_back() {
        for known in Unit::ALL {
            assert_eq!(unit_of(unit(known)), Some(known));
        }
        for known in [Better::Up, Better::Down, Better::Neither] {
            assert_eq!(direction_of(direction(known)), known);
        }
        assert_eq!((unit_of("furlongs"), direction_of("left")), (None, Better::Neither));
    }

    #[test]
    fn an_axis_says_its_unit_and_its_values() {
        let read = |values: &[&'static str]| {
            let numbers: Option<Vec<(Scale, f64)>> = values.iter().map(|value| quantity(value)).collect();
            span(values, numbers.as_deref())
        };
        assert_eq!(read(&["24 hours", "7 days"]), ("days", "24 hours | 7 days".to_owned()));
        assert_eq!(read(&["none", "2%"]), ("", "none | 2%".to_owned()));
    }
}
