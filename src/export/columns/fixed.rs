//! The columns that are no metrics and no axes: each stands here once.

use super::super::rows::RUNS;

/// A column.
pub struct Fixed {
    /// Table.
    pub file: &'static str,
    /// Name.
    pub column: &'static str,
    /// What it is for: `key` tells rows apart, `statistic` is a number made of many, `note` says how.
    pub role: &'static str,
    /// Unit, if it has one.
    pub unit: &'static str,
    /// What may stand there.
    pub range: &'static str,
    /// What it is.
    pub definition: &'static str,
}

/// Unit and range of what is told in those of the metric.
const ANY: &str = "of the metric";
const SHARE: [&str; 2] = ["share", "0 to 1"];
const COUNT: [&str; 2] = ["count", "whole, 0 and up"];
const TEXT: [&str; 2] = ["", "text"];
const METRIC: [&str; 2] = [ANY, ANY];

const fn key(file: &'static str, column: &'static str, [unit, range]: [&'static str; 2], definition: &'static str) -> Fixed {
    Fixed { file, column, role: "key", unit, range, definition }
}

const fn number(file: &'static str, column: &'static str, [unit, range]: [&'static str; 2], definition: &'static str) -> Fixed {
    Fixed { file, column, role: "statistic", unit, range, definition }
}

const fn note(file: &'static str, column: &'static str, definition: &'static str) -> Fixed {
    Fixed { file, column, role: "note", unit: "", range: "text", definition }
}

/// Which method an interval has.
const METHODS: &str = "How the interval was made: `wilson` for a proportion of runs, `t` for a mean (Student; within 0 and 1 for a \
    share), `exact_bound` (one-sided) where every run had 0, or every run 1, `jackknife` (Tukey; leaving out one run at a time) for a \
    value of all runs together.";

/// What a run leaves.
pub const OF_RUNS: [Fixed; 4] = [
    key(RUNS, "run_id", TEXT, "Hash of point, replicate and model version: the same run has the same id everywhere."),
    key(RUNS, "point", TEXT, "First digits of the hash of the resolved scenario with its seed."),
    key(RUNS, "replicate", COUNT, "Number of the run, from 0. The same number meets the same luck under other rules."),
    Fixed {
        range: "ok, panicked, non_finite",
        ..note(
            RUNS,
            "status",
            "`ok`, `panicked` (an invariant broke) or `non_finite` (a value was not a number); only `ok` has values.",
        )
    },
];

/// What many runs of one scenario leave at reporting dates.
pub const OF_SERIES: [Fixed; 9] = [
    key("series.csv", "day", ["days", "0 and up"], "Reporting date, days since the start."),
    key("series.csv", "metric", TEXT, "Id of the metric, of all that happened up to the date."),
    number("series.csv", "n", COUNT, "Runs that have a value at the date."),
    number("series.csv", "mean", METRIC, "Mean over these runs."),
    number("series.csv", "q05", METRIC, "5 % of these runs are below (quantiles of type 7 of Hyndman and Fan)."),
    number("series.csv", "q25", METRIC, "25 % of these runs are below."),
    number("series.csv", "q50", METRIC, "Median over these runs."),
    number("series.csv", "q75", METRIC, "75 % of these runs are below."),
    number("series.csv", "q95", METRIC, "95 % of these runs are below."),
];

/// What many runs say together.
pub const OF_SUMMARY: [Fixed; 15] = of_summary("summary.csv");

/// The same over the worlds that a setting of levers meets, which count alike.
pub const OF_SETTINGS: [Fixed; 15] = of_summary("settings.csv");

const fn of_summary(file: &'static str) -> [Fixed; 15] {
    [
        key(file, "metric", TEXT, "Id of the metric."),
        note(file, "unit", "Its unit."),
        number(file, "n", COUNT, "Runs that have a value; of a setting in several worlds, worlds."),
        number(file, "mean", METRIC, "Mean over these; where `method` is `jackknife`, the value of all runs together."),
        number(file, "sd", [ANY, "0 and up"], "Standard deviation between these."),
        number(file, "low", METRIC, "Lower end of the 95 % interval of the mean."),
        number(file, "high", METRIC, "Upper end of the 95 % interval of the mean."),
        note(file, "method", METHODS),
        number(file, "q05", METRIC, "5 % of these are below."),
        number(file, "q25", METRIC, "25 % of these are below."),
        number(file, "q50", METRIC, "Median over these."),
        number(file, "q50_low", METRIC, "Lower end of the 95 % interval of the median, between order statistics."),
        number(file, "q50_high", METRIC, "Upper end of the 95 % interval of the median, between order statistics."),
        number(file, "q75", METRIC, "75 % of these are below."),
        number(file, "q95", METRIC, "95 % of these are below."),
    ]
}

const CONTRASTS: &str = "contrasts.csv";

/// Settings of levers against the baseline, run by run.
pub const OF_CONTRASTS: [Fixed; 14] = [
    note(CONTRASTS, "baseline", "The setting that is compared with."),
    key(CONTRASTS, "metric", TEXT, "Id of the metric."),
    note(CONTRASTS, "unit", "Its unit."),
    number(CONTRASTS, "n", COUNT, "Pairs: replicates that both have; in several worlds, worlds."),
    number(CONTRASTS, "mean_baseline", METRIC, "Mean of the baseline over these pairs."),
    number(CONTRASTS, "mean", METRIC, "Mean of the setting over these pairs."),
    number(CONTRASTS, "difference", [ANY, "any"], "The second less the first."),
    number(CONTRASTS, "low", [ANY, "any"], "Lower end of the 95 % interval of the difference (Student, of pairs)."),
    number(CONTRASTS, "high", [ANY, "any"], "Upper end of that interval."),
    number(
        CONTRASTS,
        "variance_ratio",
        ["", "0 and up"],
        "Variance of the difference of independent runs over that of the pairs: how many times fewer runs the common dice take.",
    ),
    number(CONTRASTS, "p", SHARE, "Two-sided p value of no difference."),
    number(CONTRASTS, "p_holm", SHARE, "The same, adjusted by Holm over all settings of the metric."),
    number(
        CONTRASTS,
        "best",
        SHARE,
        "Probability that the setting has the best mean: share of 2000 resamples of the common runs.",
    ),
    number(CONTRASTS, "near", SHARE, "The same for a mean within the zone of indifference of the best."),
];

const BOXES: &str = "boxes.csv";

/// Boxes that were discovered, a row per limit.
pub const OF_BOXES: [Fixed; 20] = [
    key(BOXES, "box", COUNT, "Number of the box, from 1."),
    note(BOXES, "where", "What counts as a case."),
    key(BOXES, "path", TEXT, "Axis that has the limit."),
    note(BOXES, "unit", "Its unit."),
    number(BOXES, "low", ["of the axis", "any"], "Lower end, which belongs to the box; empty for none."),
    number(BOXES, "high", ["of the axis", "any"], "Upper end, which belongs to the box; empty for none."),
    note(BOXES, "values", "For words and rules: those in the box, with ` | ` between two."),
    number(
        BOXES,
        "p",
        SHARE,
        "How probable it is that a limit which means nothing makes the box as dense: quasi-p value, or by shuffling points.",
    ),
    number(BOXES, "density_without", SHARE, "Density of the box without this limit."),
    number(BOXES, "coverage", SHARE, "Share of the cases inside, of those that no box before holds."),
    number(BOXES, "density", SHARE, "Share of the runs inside that are cases, of the points that were searched."),
    number(BOXES, "mass", SHARE, "Share of all runs inside."),
    number(BOXES, "runs", COUNT, "Runs inside, of the points that were searched."),
    number(BOXES, "cases", COUNT, "How many of them are cases."),
    number(BOXES, "p_search", SHARE, "How probable a box is that stands out as much where nothing depends on the axes."),
    number(BOXES, "held_runs", COUNT, "Runs inside, of the points that were held back."),
    number(BOXES, "held_density", SHARE, "Share of them that are cases."),
    number(BOXES, "held_low", SHARE, "Lower end of the 95 % interval of that share."),
    number(BOXES, "held_high", SHARE, "Upper end of that interval."),
    number(BOXES, "held_coverage", SHARE, "Coverage among the points that were held back."),
];

const PEELING: &str = "peeling.csv";

/// The ways to boxes, a row per step.
pub const OF_PEELING: [Fixed; 11] = [
    key(PEELING, "box", COUNT, "Number of the box, from 1; a way that led to none comes last."),
    key(PEELING, "step", COUNT, "Number of the step, from 0, where everything is inside."),
    number(PEELING, "coverage", SHARE, "Share of the cases inside, of those that no box before holds."),
    number(PEELING, "density", SHARE, "Share of the runs inside that are cases."),
    number(PEELING, "mass", SHARE, "Share of all runs inside."),
    number(PEELING, "runs", COUNT, "Runs inside."),
    number(PEELING, "cases", COUNT, "How many of them are cases."),
    number(PEELING, "limits", COUNT, "Axes that have a limit."),
    number(PEELING, "taken", ["0 or 1", "0 or 1"], "Whether the box was taken from here."),
    number(PEELING, "held_coverage", SHARE, "Coverage among the points that were held back."),
    number(PEELING, "held_density", SHARE, "Density among the points that were held back."),
];

const TIMING: &str = "timing.csv";

/// How long it took.
pub const OF_TIMING: [Fixed; 7] = [
    key(TIMING, "part", COUNT, "Start or resumption, from 0."),
    note(TIMING, "started", "When it began, UTC."),
    note(TIMING, "status", "How it ended."),
    number(TIMING, "wall_seconds", ["seconds", "0 and up"], "How long it took."),
    number(TIMING, "threads", COUNT, "Threads used."),
    number(TIMING, "from", COUNT, "Runs that were there before."),
    number(TIMING, "runs", COUNT, "Runs that it added."),
];
