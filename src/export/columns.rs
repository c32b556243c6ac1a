//! `columns.csv`: what every column of every table means. Metrics come from their registry, the rest stands here once.

use super::rows::RUNS;
use super::table;
use crate::experiment::sweep::Plan;
use crate::metrics::{Better, Column, Columns, Unit};
use crate::scenario::Scenario;

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

const ANY: &str = "of the metric";

/// File, column, unit, definition of the columns that are no metrics.
const FIXED: [(&str, &str, &str, &str); 28] = [
    (RUNS, "run_id", "", "Hash of point, replicate and model version: the same run has the same id everywhere."),
    (RUNS, "point", "", "First digits of the hash of the resolved scenario with its seed."),
    (RUNS, "replicate", "count", "Number of the run, from 0. The same number meets the same luck under other rules."),
    (
        RUNS,
        "status",
        "",
        "`ok`, `panicked` (an invariant broke), `non_finite` (a value was not a number) or `timed_out` (longer than `--time-limit`); \
         only `ok` has values.",
    ),
    ("series.csv", "day", "days", "Reporting date, days since the start."),
    ("series.csv", "metric", "", "Id of the metric, of all that happened up to the date."),
    ("series.csv", "n", "count", "Runs that have a value at the date."),
    ("series.csv", "mean", ANY, "Mean over these runs."),
    ("series.csv", "q05", ANY, "5 % of these runs are below (quantiles of type 7 of Hyndman and Fan)."),
    ("series.csv", "q25", ANY, "25 % of these runs are below."),
    ("series.csv", "q50", ANY, "Median over these runs."),
    ("series.csv", "q75", ANY, "75 % of these runs are below."),
    ("series.csv", "q95", ANY, "95 % of these runs are below."),
    ("summary.csv", "metric", "", "Id of the metric."),
    ("summary.csv", "unit", "", "Its unit."),
    ("summary.csv", "n", "count", "Runs that have a value."),
    ("summary.csv", "mean", ANY, "Mean over these runs; where `method` is `jackknife`, the value of all runs together."),
    ("summary.csv", "sd", ANY, "Standard deviation between these runs."),
    ("summary.csv", "low", ANY, "Lower end of the 95 % interval of the mean."),
    ("summary.csv", "high", ANY, "Upper end of the 95 % interval of the mean."),
    (
        "summary.csv",
        "method",
        "",
        "How the interval was made: `wilson` for a proportion of runs, `t` for a mean (Student; within 0 and 1 for a share), \
         `exact_bound` (one-sided) where every run had 0, or every run 1, `jackknife` (Tukey; leaving out one run at a time) for \
         a value of all runs together.",
    ),
    ("summary.csv", "q05", ANY, "5 % of these runs are below."),
    ("summary.csv", "q25", ANY, "25 % of these runs are below."),
    ("summary.csv", "q50", ANY, "Median over these runs."),
    ("summary.csv", "q50_low", ANY, "Lower end of the 95 % interval of the median, between order statistics."),
    ("summary.csv", "q50_high", ANY, "Upper end of the 95 % interval of the median, between order statistics."),
    ("summary.csv", "q75", ANY, "75 % of these runs are below."),
    ("summary.csv", "q95", ANY, "95 % of these runs are below."),
];

/// The table for a scenario.
pub fn columns(scenario: &Scenario) -> Vec<u8> {
    let mut rows = vec![["file", "column", "unit", "direction", "definition"].map(str::to_owned)];
    rows.extend(FIXED.iter().map(|&(file, column, unit, definition)| [file, column, unit, "", definition].map(str::to_owned)));
    let registry = Columns::of(scenario);
    rows.extend(registry.all().map(metric));
    table::csv(rows)
}

fn metric(column: &Column) -> [String; 5] {
    [RUNS, &column.id, unit(column.unit), direction(column.better), &column.definition].map(str::to_owned)
}

/// The table for a sweep: its rows and summaries have a column per axis, and it has no series.
pub fn columns_of_sweep(plan: &Plan) -> Vec<u8> {
    const POINT: &str =
        "First digits of the hash of the scenario at the point with its seed: the same point has the same id everywhere.";
    let mut rows = vec![["file", "column", "unit", "direction", "definition"].map(str::to_owned)];
    for (file, fixed) in [("points.csv", None), (RUNS, Some(RUNS)), ("summary.csv", Some("summary.csv"))] {
        let of_run = FIXED.iter().filter(|row| Some(row.0) == fixed);
        let of_run = of_run.map(|&(file, column, unit, definition)| [file, column, unit, "", definition].map(str::to_owned));
        let (first, rest): (Vec<_>, Vec<_>) = of_run.partition(|_| fixed == Some(RUNS));
        rows.extend(first);
        if fixed != Some(RUNS) {
            rows.push([file, "point", "", "", POINT].map(str::to_owned));
        }
        for axis in &plan.axes {
            let definition = format!("{}: what the scenario says at this path.", axis.role.word());
            rows.push([file, &axis.path, "", "", &definition].map(str::to_owned));
        }
        rows.extend(rest);
    }
    if !plan.rows_are_points() {
        rows.push(["design.csv", "row", "count", "", "Row of the design, from 0."].map(str::to_owned));
        rows.push(["design.csv", "point", "", "", "Its point; rows with the same values share one."].map(str::to_owned));
    }
    rows.extend(plan.columns.iter().map(metric));
    table::csv(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn registry() -> Columns {
        Columns::of(&Scenario::load("scenarios/partnership.toml").expect("a shipped scenario"))
    }

    fn listed(file: &str) -> Vec<&'static str> {
        FIXED.iter().filter(|row| row.0 == file).map(|row| row.1).collect()
    }

    #[test]
    fn every_column_is_listed_in_its_order() {
        assert!(super::super::rows::header(registry().all(), "").starts_with(&listed(RUNS).join(",")));
        assert_eq!(super::super::series::HEADER.to_vec(), listed("series.csv"));
        assert_eq!(super::super::summary::HEADER.to_vec(), listed("summary.csv"));
    }

    #[test]
    fn no_column_has_two_meanings() {
        let registry = registry();
        let ids: Vec<&str> = listed(RUNS).into_iter().chain(registry.all().map(|column| column.id.as_str())).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }
}
