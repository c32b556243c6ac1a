//! The second picture: who holds power, by group. What the rules give, what money gives, and what came of both.

use super::super::Error;
use super::axis::Frame;
use super::canvas::Canvas;
use super::cast::{cast, name};
use super::key::Sign;
use super::lines::{self, Line};
use super::number::Measure;
use super::page::{self, Page};
use super::panel::{self, halves, headed};
use super::spans::{self, Across, Span};
use super::style::{GREY, Look, PALE};
use super::{Date, Story};
use crate::stats;
use crate::units::share_of;

const SIGNS: [Sign; 4] = [Sign::MeanOfGroup, Sign::IntervalOfGroup, Sign::HalfOfGroup, Sign::MostOfGroup];

/// Height of the upper panels.
const PLOT: f64 = 210.0;

const WEIGHT: &str = "weight_share";
const INDEX: [&str; 2] = ["banzhaf", "stage_banzhaf"];
const DEPENDENCY: &str = "dependency";
const DECISIVE: &str = "decisive_share";

/// Draws it as SVG.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(story: &Story) -> Result<String, Error> {
    let groups: Vec<&str> = story.scenario.groups.iter().map(|group| group.name.as_str()).collect();
    let index = INDEX.into_iter().find(|family| groups.iter().any(|group| has_values(story, family, group)));
    let series = [WEIGHT, index.unwrap_or(INDEX[1]), DEPENDENCY];
    let weights = weights(story, &series, &groups);
    let looks = cast(&weights);
    let lower = spans::height(groups.len()).max(PLOT);
    let page = Page {
        subject: "who holds power",
        signs: &SIGNS,
        notes: notes(&groups, &weights, &looks),
        rows: vec![panel::row(PLOT), panel::row(lower)],
    };
    page::draw(story, &page, |canvas, rows| {
        let [weight, index] = halves(rows[0]);
        let [dependency, decisive] = halves(rows[1]);
        let panels = [
            (weight, "Who holds the votes?", "share of voting weight where the most money is decided"),
            (index, "Who could turn a vote?", "Banzhaf index: share of the turning points, by weight and quota alone"),
            (dependency, "Whose leaving would hurt most?", "share of the planning horizon that the money would fall short"),
        ];
        let drawn = series.map(|family| lines_of(story, family, &groups, &looks));
        let beside = drawn.iter().map(|lines| lines::beside(lines)).fold(0.0, f64::max);
        for ((room, question, note), lines) in panels.into_iter().zip(&drawn) {
            let room = headed(canvas, room, question, note);
            lines::draw(canvas, room, lines, beside, "no group has any");
        }
        decided(canvas, decisive, story, &groups, &looks);
    })
}

/// What came of it: the decisions that a group turned.
fn decided(canvas: &mut Canvas, room: Frame, story: &Story, groups: &[&str], looks: &[Option<Look>]) {
    let room = headed(canvas, room, "Who did turn decisions?", "decisions that would have ended otherwise without the group");
    let span = |(group, look): (&&str, &Option<Look>)| Span {
        label: name(group),
        summary: story.summary(&format!("{DECISIVE}_{group}")).copied(),
        inks: [look.map_or(GREY, |look| look.ink), PALE],
    };
    let spans: Vec<Span> = groups.iter().zip(looks).map(span).collect();
    let across =
        Across { measure: Measure::PERCENT, unit: " %", what: "share of all decisions", why: "nothing was decided in any run" };
    spans::draw(canvas, room, &spans, &across);
}

fn series<'s>(story: &'s Story, family: &str, group: &str) -> &'s [Date] {
    story.series(&format!("{family}_{group}"))
}

fn has_values(story: &Story, family: &str, group: &str) -> bool {
    series(story, family, group).iter().any(|date| date.mean.is_some())
}

/// How much each group matters: its part of what the means of a panel add up to, summed over the panels.
fn weights(story: &Story, families: &[&str], groups: &[&str]) -> Vec<f64> {
    let mut weights = vec![0.0; groups.len()];
    for family in families {
        let mean = |group: &&str| {
            let means: Vec<f64> = series(story, family, group).iter().filter_map(|date| date.mean).collect();
            stats::mean(&means).unwrap_or(0.0)
        };
        let means: Vec<f64> = groups.iter().map(mean).collect();
        let whole: f64 = means.iter().sum();
        weights.iter_mut().zip(&means).for_each(|(weight, mean)| *weight += share_of(*mean, whole).unwrap_or(0.0));
    }
    weights
}

fn lines_of(story: &Story, family: &str, groups: &[&str], looks: &[Option<Look>]) -> Vec<Line> {
    let line = |(group, look): (&&str, &Option<Look>)| Line {
        label: name(group),
        look: *look,
        dates: series(story, family, group).to_vec(),
    };
    groups.iter().zip(looks).map(line).collect()
}

fn notes(groups: &[&str], weights: &[f64], looks: &[Option<Look>]) -> String {
    let others = (0..groups.len()).filter(|&idx| looks[idx].is_none() && weights[idx] > 0.0);
    let names: Vec<String> = others.map(|idx| name(groups[idx])).collect();
    let grey = match names.len() {
        0 => String::new(),
        1..=12 => format!(" In grey, for they matter least here: {}.", names.join(", ")),
        n => format!(" In grey, for they matter least here: {n} groups."),
    };
    format!("Each run has one value per group and date; runs without one are left out.{grey}")
}
