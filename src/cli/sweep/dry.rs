//! `--dry-run`: what would be run, how long it would take and how much it would write.

use super::words::settings;
use crate::cli::figures::aligned;
use crate::cli::{Failure, talk};
use crate::experiment::sweep::{Plan, Probe, Role, probe};
use serde_json::json;

/// Points that are listed.
const LISTED: usize = 20;

/// Probes the plan and tells.
///
/// # Errors
/// When standard output does not take it.
pub fn tell(plan: &Plan, threads: usize, as_json: bool) -> Result<(), Failure> {
    let probe = probe(plan, threads);
    if as_json {
        let Probe { runs, seconds, bytes, .. } = probe;
        let points = plan.points.len();
        let object = json!({ "experiment": plan.name, "points": points, "runs": runs, "seconds": seconds, "bytes": bytes });
        return talk::print(&format!("{object}\n"));
    }
    talk::print(&in_words(plan, threads, &probe))
}

fn in_words(plan: &Plan, threads: usize, probe: &Probe) -> String {
    let all: Vec<usize> = (0..plan.axes.len()).collect();
    let header = std::iter::once("point".to_owned()).chain(plan.axes.iter().map(|axis| axis.short.clone()));
    let listed = plan.points.iter().take(LISTED).map(|point| std::iter::once(point.id.clone()).chain(point.values.clone()));
    let rows: Vec<Vec<String>> = std::iter::once(header.collect()).chain(listed.map(Iterator::collect)).collect();
    let mut text = format!("{}\n{}\n\n", plan.name, plan.question);
    text += &aligned(rows);
    if plan.points.len() > LISTED {
        text += &format!("and {} more\n", plan.points.len() - LISTED);
    }
    let worlds = if plan.axes.iter().any(|axis| axis.role == Role::World) { ", in several worlds" } else { "" };
    let (points, most) = (plan.points.len(), plan.replicates.most());
    let at_most = if plan.is_adaptive() { "at most " } else { "" };
    text += &format!(
        "\n{}{worlds}: {points} points, {at_most}{most} replicates each, {at_most}{} runs\n",
        settings(plan, &all),
        probe.runs
    );
    let (each, time, size) = (probe.seconds_each * 1e3, in_time(probe.seconds), in_bytes(probe.bytes));
    text + &format!("{} runs were tried: {each:.1} ms each; about {time} on {threads} threads, {size} of tables\n", probe.tried)
}

fn in_time(seconds: f64) -> String {
    match seconds {
        s if s < 90.0 => format!("{s:.0} s"),
        s if s < 5400.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3600.0),
    }
}

fn in_bytes(bytes: u64) -> String {
    match bytes as f64 {
        b if b < 1e6 => format!("{:.0} kB", b / 1e3),
        b if b < 1e9 => format!("{:.1} MB", b / 1e6),
        b => format!("{:.1} GB", b / 1e9),
    }
}
