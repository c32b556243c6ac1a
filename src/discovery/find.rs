//! The whole search: points held back, boxes one after the other, each chosen, pruned and put to the proof.

use super::bounds::Bounds;
use super::cases::{Cases, Tally};
use super::choose::{Wanted, choose};
use super::order::Order;
use super::proof::{Restriction, order_of, restrictions, search_p};
use super::trajectory::{Patience, Step, walk};
use crate::dice::Dice;
use crate::stats::{Interval, jackknife, proportion};

/// How to search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// How patiently.
    pub patience: Patience,
    /// Which box of a trajectory to take.
    pub wanted: Wanted,
    /// Boxes at most.
    pub most: usize,
    /// The share of points that is held back, 0 to 1; nothing is where fewer than [`Search::ENOUGH`] points would be.
    pub held_back: f64,
    /// What is no chance any more: the level of every test, 0 to 1.
    pub level: f64,
    /// Root of the shuffles.
    pub seed: u64,
}

impl Search {
    /// Points that have to be held back for that to tell anything.
    pub const ENOUGH: usize = 12;
}

/// A box that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its limits.
    pub bounds: Bounds,
    /// The boxes on the way to it.
    pub steps: Vec<Step>,
    /// Which of them it was made from; limits that mean nothing are then dropped, and ends rounded.
    pub chosen: usize,
    /// It, over the points that were searched.
    pub step: Step,
    /// Its limits, each with what speaks for it.
    pub restrictions: Vec<Restriction>,
    /// How probable it is to find a box that stands out as much where nothing depends on the inputs.
    pub p: f64,
    /// What the points that were held back say.
    pub held: Option<Held>,
}

/// What the points that were held back say of a box.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// All of them; for later boxes those that lie in none before.
    pub all: Tally,
    /// Those inside.
    pub inside: Tally,
    /// Numbers of those inside.
    pub points: Vec<usize>,
    /// Those inside each box on the way.
    pub steps: Vec<Tally>,
}

impl Held {
    /// The share of their cases that lie inside; `None` without cases.
    pub fn coverage(&self) -> Option<f64> {
        (self.all.hits > 0).then(|| self.inside.hits as f64 / self.all.hits as f64)
    }

    /// The interval of the density inside, at `level`: of a proportion with one run per point, else Tukey's jackknife of points,
    /// within 0 and 1. `None` with too few points.
    pub fn interval(&self, cases: &Cases, level: f64) -> Option<Interval> {
        if self.points.iter().all(|&point| cases.runs[point] == 1) {
            let (hits, runs) = (usize::try_from(self.inside.hits).ok()?, usize::try_from(self.inside.runs).ok()?);
            return proportion(hits, runs, level);
        }
        let without = |&point: &usize| {
            let runs = (self.inside.runs - cases.runs[point]).max(1);
            (self.inside.hits - cases.hits[point]) as f64 / runs as f64
        };
        let without: Vec<f64> = self.points.iter().map(without).collect();
        let found = jackknife(self.inside.density()?, &without, level)?;
        Some(Interval { low: found.low.max(0.0), high: found.high.min(1.0), ..found })
    }
}

/// A search that gave no box.
#[derive(Clone, Debug, PartialEq)]
pub struct Ending {
    /// The boxes on its way.
    pub steps: Vec<Step>,
    /// How probable it is to find a box that stands out as much where nothing depends on the inputs.
    pub p: f64,
    /// Whether there was a box, but one in which cases are no more frequent than everywhere.
    pub thin: bool,
}

/// All that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery {
    /// Boxes, the first first.
    pub boxes: Vec<Found>,
    /// The search that ended it; `None` if as many boxes as wanted were found, or no case is left.
    pub last: Option<Ending>,
    /// Whether a point was searched; the others were held back.
    pub searched: Vec<bool>,
}

/// Searches for boxes; each search leaves out the points of the boxes before.
pub fn discover(cases: &Cases, search: Search) -> Discovery {
    let searched = split(cases.len(), search);
    let order = Order::of(cases);
    let mut found = Discovery { boxes: Vec::new(), last: None, searched: searched.clone() };
    let (mut open, mut back) = (searched, found.searched.iter().map(|searched| !searched).collect::<Vec<bool>>());
    let everywhere = cases.tally(|point| open[point]).mean();
    while found.boxes.len() < search.most {
        let seed = search.seed.wrapping_add(found.boxes.len() as u64);
        let steps = walk(cases, &order, &open, search.patience);
        let p = search_p(cases, &order, &open, search.patience, (&steps, seed));
        let one = (p <= search.level).then(|| one(cases, &open, (&steps, p), &back, Search { seed, ..search })).flatten();
        let thin = one.as_ref().is_some_and(|one| one.step.density <= everywhere);
        let Some(one) = one.filter(|_| !thin) else {
            found.last = Some(Ending { steps, p, thin });
            break;
        };
        for point in 0..cases.len() {
            let outside = !one.bounds.hold(cases, point);
            open[point] &= outside;
            back[point] &= outside;
        }
        found.boxes.push(one);
        if cases.tally(|point| open[point]).hits == 0 {
            break;
        }
    }
    found
}

/// The box of a trajectory, if a limit of it means something.
fn one(cases: &Cases, open: &[bool], (steps, p): (&[Step], f64), back: &[bool], search: Search) -> Option<Found> {
    let chosen = choose(steps, search.wanted);
    let mut bounds = steps[chosen].bounds.rounded(cases);
    // The limit that speaks least for itself goes first; the others are then asked again.
    let kept = loop {
        let found = restrictions(cases, open, &bounds, search.seed);
        let worst = found.iter().filter(|limit| limit.p > search.level).max_by(|a, b| a.p.total_cmp(&b.p)).copied();
        match worst {
            Some(worst) => bounds = bounds.with(worst.input, super::Limit::Free),
            None => break found,
        }
    };
    if kept.is_empty() {
        return None;
    }
    let whole = cases.tally(|point| open[point]);
    let inside = cases.tally(|point| open[point] && bounds.hold(cases, point));
    let step = Step {
        bounds: bounds.clone(),
        tally: inside,
        coverage: inside.hits as f64 / whole.hits.max(1) as f64,
        density: inside.mean(),
        mass: inside.runs as f64 / cases.tally(|_| true).runs.max(1) as f64,
    };
    let points: Vec<usize> = (0..cases.len()).filter(|&point| back[point] && bounds.hold(cases, point)).collect();
    let held = back.iter().any(|back| *back).then(|| Held {
        all: cases.tally(|point| back[point]),
        inside: cases.tally(|point| back[point] && bounds.hold(cases, point)),
        points,
        steps: steps.iter().map(|step| cases.tally(|point| back[point] && step.bounds.hold(cases, point))).collect(),
    });
    Some(Found { bounds, steps: steps.to_vec(), chosen, step, restrictions: kept, p, held })
}

/// Which points are searched. All replicates of a point are on the same side.
fn split(n: usize, search: Search) -> Vec<bool> {
    let mut searched = vec![true; n];
    let back = (search.held_back * n as f64).round() as usize;
    if back < Search::ENOUGH {
        return searched;
    }
    let order = order_of(n, &Dice::new(search.seed, 0), "held back", 0);
    order.into_iter().take(back).for_each(|point| searched[point] = false);
    searched
}

#[cfg(test)]
mod tests {
    use super::super::cases::tests::planted;
    use super::super::{Input, Limit, Values};
    use super::*;

    const SEARCH: Search = Search {
        patience: Patience { alpha: 0.05, least: 0.05 },
        wanted: Wanted::Balance,
        most: 3,
        held_back: 0.3,
        level: 0.05,
        seed: 1,
    };

    #[test]
    fn a_planted_box_is_found_with_its_limits_and_holds_on_points_that_were_held_back() {
        let cases = planted(800, |a, b| if a < 0.4 && b > 0.5 { 0.95 } else { 0.05 });
        let found = discover(&cases, SEARCH);
        let first = &found.boxes[0];
        let [Limit::Between { low: None, high: Some(a) }, Limit::Between { low: Some(b), high: None }, Limit::Free] =
            first.bounds.0.as_slice()
        else {
            panic!("{:?}", first.bounds);
        };
        assert!((a - 0.4).abs() < 0.05 && (b - 0.5).abs() < 0.05, "{a} {b}");
        assert!(first.p <= 0.005 + 1e-12 && first.restrictions.iter().all(|limit| limit.p < 1e-3));
        let held = first.held.as_ref().expect("there are enough points");
        assert!(held.inside.density().is_some_and(|density| density > 0.8) && held.coverage().is_some_and(|share| share > 0.6));
        assert_eq!(found.searched.iter().filter(|searched| !**searched).count(), 240);
        assert!(found.boxes.len() == 1 && found.last.is_some(), "nothing is left to find");
    }

    #[test]
    fn two_planted_boxes_are_found_one_after_the_other() {
        let cases = planted(900, |a, b| if (a < 0.4 && b < 0.6) || (a > 0.9 && b > 0.6) { 0.97 } else { 0.03 });
        let found = discover(&cases, SEARCH);
        assert_eq!(found.boxes.len(), 2, "{:?}", found.boxes.iter().map(|one| &one.bounds).collect::<Vec<_>>());
        let holds = |bounds: &super::Bounds, place: [f64; 2]| {
            bounds.0.iter().zip(place).all(|(limit, at)| {
                let (low, high) = limit.ends();
                low.is_none_or(|low| at >= low) && high.is_none_or(|high| at <= high)
            })
        };
        let [one, other] = [[0.2, 0.3], [0.95, 0.8]];
        let inside = |at: usize| [one, other].map(|place| holds(&found.boxes[at].bounds, place));
        assert_eq!([inside(0), inside(1)], [[true, false], [false, true]]);
    }

    #[test]
    fn where_nothing_depends_on_the_inputs_no_box_is_found() {
        for (n, chance) in [(300, 0.3), (300, 0.9), (30, 0.5)] {
            let found = discover(&planted(n, |_, _| chance), SEARCH);
            assert!(found.boxes.is_empty(), "{:?}", found.boxes);
            assert!(found.last.is_some_and(|ending| ending.p > 0.05 && !ending.thin));
        }
    }

    #[test]
    fn nothing_is_cut_where_all_or_none_are_cases_or_nothing_varies() {
        for chance in [0.0, 2.0] {
            assert!(discover(&planted(60, |_, _| chance), SEARCH).boxes.is_empty());
        }
        let constant = Input { name: "constant".to_owned(), values: Values::Numbers(vec![1.0; 60]), shown: 1.0 };
        let cases = Cases { inputs: vec![constant], runs: vec![1; 60], hits: (0..60).map(|point| point % 2).collect() };
        assert!(discover(&cases, SEARCH).boxes.is_empty());
        assert!(discover(&Cases { inputs: Vec::new(), runs: Vec::new(), hits: Vec::new() }, SEARCH).boxes.is_empty());
    }

    #[test]
    fn what_a_box_leaves_is_no_box_where_cases_are_rarer_than_everywhere() {
        let chance = |a: f64, b: f64| {
            if a < 0.5 {
                0.97
            } else if b < 0.5 {
                0.2
            } else {
                0.0
            }
        };
        let found = discover(&planted(900, chance), SEARCH);
        assert_eq!(found.boxes.len(), 1);
        assert!(found.last.is_some_and(|ending| ending.thin && ending.p <= 0.05));
    }

    #[test]
    fn few_points_are_all_searched() {
        let cases = planted(36, |a, _| if a < 0.5 { 0.95 } else { 0.05 });
        let found = discover(&cases, SEARCH);
        assert!(found.searched.iter().all(|searched| *searched));
        assert!(found.boxes[0].held.is_none() && found.boxes[0].bounds.restricted() == [0]);
    }
}
