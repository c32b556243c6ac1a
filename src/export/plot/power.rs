//! The second picture: who holds power, by group. What the rules give, what money gives, and what came of both.

use super::super::Error;
use super::Story;
use super::axis::Frame;
use super::canvas::Canvas;
use super::cast::cast;
use super::key::Sign;
use super::lines::{self, Line};
use super::number::Measure;
use super::page::{self, Page};
use super::panel::{self, halves, headed};
use super::spans::{self, Across, Span};
use super::style::{GREY, Look, PALE};
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
    let [whole_route, stage] = INDEX;
    let has_values = |family| story.groups(family).iter().any(|(_, id)| story.series(id).iter().any(|date| date.mean.is_some()));
    let (index, note) = if has_values(whole_route) {
        (whole_route, "Banzhaf index of the whole route there, by votes and quota alone")
    } else {
        (stage, "Banzhaf index of that stage alone, by its votes and quota")
    };
    let panels = [
        (
            WEIGHT,
            "Who holds the votes?",
            "share of the votes in the last stage where most money is decided",
            "nobody votes there",
        ),
        (index, "Who could turn an outcome?", note, "no index for the rule there, or too many unequal voters to count"),
        (
            DEPENDENCY,
            "Whose leaving would hurt most?",
            "share of the runway that would go with the group's largest funder",
            "nobody pays in",
        ),
    ];
    let weights = weights(story, &panels.map(|(family, ..)| family));
    let looks = cast(&weights);
    let lower = spans::height(looks.len()).max(PLOT);
    let page = Page {
        subject: "who holds power",
        signs: &SIGNS,
        notes: notes(story, &weights, &looks),
        rows: vec![panel::row(PLOT), panel::row(lower)],
    };
    page::draw(&story.head(), &page, |canvas, rows| {
        let [weight, index] = halves(rows[0]);
        let [dependency, decisive] = halves(rows[1]);
        let drawn = panels.map(|(family, ..)| lines_of(story, family, &looks));
        let beside = drawn.iter().map(|lines| lines::beside(lines)).fold(0.0, f64::max);
        for (room, ((_, question, note, why), lines)) in [weight, index, dependency].into_iter().zip(panels.iter().zip(&drawn)) {
            let room = headed(canvas, room, question, note);
            lines::draw(canvas, room, lines, beside, why);
        }
        decided(canvas, decisive, story, &looks);
    })
}

/// What came of it: the decisions that a group turned.
fn decided(canvas: &mut Canvas, room: Frame, story: &Story, looks: &[Option<Look>]) {
    let note = "decisions that would have ended otherwise had all of the group stayed away";
    let room = headed(canvas, room, "Who did turn decisions?", note);
    let span = |((label, id), look): ((String, String), &Option<Look>)| Span {
        label,
        summary: story.summary(&id).copied(),
        inks: [look.map_or(GREY, |look| look.ink), PALE],
    };
    let spans: Vec<Span> = story.groups(DECISIVE).into_iter().zip(looks).map(span).collect();
    let across =
        Across { measure: Measure::PERCENT, unit: " %", what: "share of all decisions", why: "nothing was decided in any run" };
    spans::draw(canvas, room, &spans, &across);
}

/// How much each group matters: its part of what the means of a panel add up to, summed over the panels.
fn weights(story: &Story, families: &[&str]) -> Vec<f64> {
    let mut weights = vec![0.0; story.scenario.groups.len()];
    for family in families {
        let mean = |(_, id): &(String, String)| {
            let means: Vec<f64> = story.series(id).iter().filter_map(|date| date.mean).collect();
            stats::mean(&means).unwrap_or(0.0)
        };
        let means: Vec<f64> = story.groups(family).iter().map(mean).collect();
        let whole: f64 = means.iter().sum();
        weights.iter_mut().zip(&means).for_each(|(weight, mean)| *weight += share_of(*mean, whole).unwrap_or(0.0));
    }
    weights
}

fn lines_of(story: &Story, family: &str, looks: &[Option<Look>]) -> Vec<Line> {
    let groups = story.groups(family).into_iter().zip(looks);
    groups.map(|((label, id), look)| Line { label, look: *look, dates: story.series(&id).to_vec() }).collect()
}

fn notes(story: &Story, weights: &[f64], looks: &[Option<Look>]) -> String {
    let groups = story.groups(WEIGHT).into_iter().zip(weights.iter().zip(looks));
    let others = groups.filter(|(_, (weight, look))| look.is_none() && **weight > 0.0);
    let names: Vec<String> = others.map(|((name, _), _)| name).collect();
    let grey = match names.len() {
        0 => String::new(),
        1..=12 => format!(" In grey, for they matter least here: {}.", names.join(", ")),
        n => format!(" In grey, for they matter least here: {n} groups."),
    };
    format!("Runs without a value at a date are left out there.{grey}")
}
