//! What the picture of boxes is drawn from.

use super::{Told, inputs, words};
use crate::discovery::{Found, Limit, Values};
use crate::export::{Peeled, Region, Regions, Side, Spot};
use crate::tables::{Axis, Levels, scale};

/// The whole picture.
pub fn of(told: &Told) -> Regions {
    let all = told.searched.cases.tally(|_| true);
    let back = told.found.searched.iter().filter(|searched| !**searched).count();
    Regions {
        title: words::finding(told),
        note: format!(
            "{}: {} runs at {} points, {back} of them held back. Limits with p above 5 % are dropped.",
            told.tables.about.name, all.runs, all.points
        ),
        command: told.command.clone(),
        everywhere: all.density().unwrap_or(0.0),
        boxes: told.found.boxes.iter().enumerate().map(|(at, found)| region(told, at, found)).collect(),
    }
}

fn region(told: &Told, at: usize, found: &Found) -> Region {
    let way = found.steps.iter().enumerate().map(|(number, step)| {
        let held = found.held.as_ref().and_then(|held| {
            let inside = held.steps[number];
            Some((inside.hits as f64 / held.all.hits.max(1) as f64, inside.density()?))
        });
        Peeled { coverage: step.coverage, density: step.density, held }
    });
    let held = found.held.as_ref().and_then(|held| Some((held.coverage()?, held.inside.density()?)));
    let end = Peeled { coverage: found.step.coverage, density: found.step.density, held };
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    let back =
        held.map_or_else(String::new, |(c, d)| format!(" On points held back: density {}, coverage {}.", percent(d), percent(c)));
    Region {
        words: format!("Box {}: {}", at + 1, inputs::bounds(told.tables, &told.searched.axes, &found.bounds)),
        note: format!(
            "density {}, coverage {}, mass {}.{back}",
            percent(end.density),
            percent(end.coverage),
            percent(found.step.mass)
        ),
        way: way.collect(),
        chosen: found.chosen,
        end,
        plane: plane(told, at),
    }
}

/// The plane of the two inputs whose limits matter most; where only one has a limit, the next input stands beside it.
fn plane(told: &Told, at: usize) -> Option<([Side; 2], Vec<Spot>)> {
    let (before, found) = (&told.found.boxes[..at], &told.found.boxes[at]);
    let mut ranked = found.restrictions.clone();
    ranked.sort_by(|a, b| a.p.total_cmp(&b.p).then(a.input.cmp(&b.input)));
    let limited = ranked.iter().map(|limit| limit.input);
    let others = (0..told.searched.axes.len()).filter(|input| ranked.iter().all(|limit| limit.input != *input));
    let shown: Vec<usize> = limited.chain(others).take(2).collect();
    let &[a, b] = shown.as_slice() else { return None };
    let cases = &told.searched.cases;
    let side = |input: usize| {
        let axis = &told.tables.axes[told.searched.axes[input]];
        let order = class_order(axis, &found.bounds.0[input]);
        (side(axis, &found.bounds.0[input], &order), order)
    };
    let [(one, one_order), (other, other_order)] = [a, b].map(side);
    let place = |input: usize, order: &[usize], point: usize| {
        let axis = &told.tables.axes[told.searched.axes[input]];
        match &cases.inputs[input].values {
            Values::Numbers(numbers) => scale(axis).0 * numbers[point],
            Values::Classes { of, .. } => order.iter().position(|class| *class == of[point]).unwrap_or(0) as f64,
        }
    };
    let spot = |point: usize| {
        let beside = found.bounds.with(a, Limit::Free).with(b, Limit::Free);
        Spot {
            at: [place(a, &one_order, point), place(b, &other_order, point)],
            share: cases.hits[point] as f64 / cases.runs[point] as f64,
            inside: beside.hold(cases, point) && before.iter().all(|found| !found.bounds.hold(cases, point)),
        }
    };
    Some(([one, other], (0..cases.len()).map(spot).collect()))
}

/// Classes in the order in which they are drawn: those in the box first, so that they lie together.
fn class_order(axis: &Axis, limit: &Limit) -> Vec<usize> {
    let inside = |class: &usize| matches!(limit, Limit::Among(wanted) if wanted[*class]);
    let (first, rest): (Vec<usize>, Vec<usize>) = (0..axis.cells.len()).partition(inside);
    first.into_iter().chain(rest).collect()
}

fn side(axis: &Axis, limit: &Limit, order: &[usize]) -> Side {
    let (factor, suffix) = scale(axis);
    let name = format!("{}{}", axis.short, if suffix.is_empty() { String::new() } else { format!(",{suffix}") });
    match (&axis.levels, limit) {
        (Levels::Words(words, _), limit) => {
            let inside = match limit {
                Limit::Among(wanted) => wanted.iter().filter(|wanted| **wanted).count(),
                Limit::Free | Limit::Between { .. } => words.len(),
            };
            let classes = order.iter().map(|&class| words[class].clone()).collect();
            Side { name, classes: Some(classes), region: (None, Some(inside as f64 - 0.5)) }
        }
        (Levels::Numbers(..), Limit::Between { low, high }) => {
            Side { name, classes: None, region: (low.map(|low| factor * low), high.map(|high| factor * high)) }
        }
        (Levels::Numbers(..), _) => Side { name, classes: None, region: (None, None) },
    }
}
