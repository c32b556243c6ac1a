//! A shallow tree: the same question answered by a few partings of the ways, each tested before it is believed.
//!
//! # Source
//! Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees" (1984), with Gini's impurity. Where they prune, a
//! parting here has to beat the best parting of shuffled points, as in Hothorn, Hornik and Zeileis (2006): no parting, no story.

use super::bounds::{Bounds, Limit};
use super::cases::{Cases, Tally, Values};
use super::order::Order;
use super::proof::order_of;
use crate::dice::{Dice, Key};
use rayon::prelude::*;

/// A node of a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What lies here.
    pub tally: Tally,
    /// How the ways part; `None` for a leaf.
    pub parting: Option<Box<Parting>>,
}

/// Two ways on.
#[derive(Clone, Debug, PartialEq)]
pub struct Parting {
    /// Number of the input that decides.
    pub input: usize,
    /// The limit of each way.
    pub limits: [Limit; 2],
    /// What lies on each.
    pub ways: [Node; 2],
    /// How probable so good a parting is where nothing depends on the inputs.
    pub p: f64,
}

/// Shuffles that a parting is put to.
const SHUFFLES: u64 = 199;

/// How a tree grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// Partings in a row at most.
    pub depth: usize,
    /// No leaf holds a smaller share of all runs.
    pub least: f64,
    /// The level of every test.
    pub level: f64,
    /// Root of the shuffles.
    pub seed: u64,
}

/// Grows a tree over all points.
pub fn tree(cases: &Cases, growth: Growth) -> Node {
    let order = Order::of(cases);
    let least = growth.least * cases.tally(|_| true).runs as f64;
    let grower = Grower { cases, order: &order, least, growth };
    grower.node(&vec![true; cases.len()], growth.depth, Key::of("tree"))
}

struct Grower<'c> {
    cases: &'c Cases,
    order: &'c Order,
    least: f64,
    growth: Growth,
}

/// A way to part, and how much purer it makes things.
struct Cut {
    input: usize,
    limits: [Limit; 2],
    gain: f64,
}

impl Grower<'_> {
    fn node(&self, here: &[bool], depth: usize, place: Key) -> Node {
        let tally = self.cases.tally(|point| here[point]);
        let mixed = tally.hits > 0 && tally.hits < tally.runs;
        let cut = if depth > 0 && mixed { self.best(self.cases, here) } else { None };
        let Some(cut) = cut else { return Node { tally, parting: None } };
        let p = self.p(here, &cut, place);
        if p > self.growth.level {
            return Node { tally, parting: None };
        }
        let way = |which: usize| {
            let bounds = Bounds::free(self.cases).with(cut.input, cut.limits[which].clone());
            let there: Vec<bool> = (0..here.len()).map(|point| here[point] && bounds.hold(self.cases, point)).collect();
            self.node(&there, depth - 1, place.nth(which as u64))
        };
        let ways = [way(0), way(1)];
        Node { tally, parting: Some(Box::new(Parting { input: cut.input, limits: cut.limits, ways, p })) }
    }

    /// The parting that leaves both ways purest; of equals the first.
    fn best(&self, cases: &Cases, here: &[bool]) -> Option<Cut> {
        let cuts = (0..cases.inputs.len()).filter_map(|input| match &cases.inputs[input].values {
            Values::Numbers(_) => self.numbers(cases, here, input),
            Values::Classes { n, of } => self.classes(cases, here, (input, *n, of)),
        });
        cuts.reduce(|best, next| if next.gain > best.gain { next } else { best })
    }

    fn numbers(&self, cases: &Cases, here: &[bool], input: usize) -> Option<Cut> {
        let groups = self.order.groups(cases, input, |point| here[point]);
        let parts: Vec<Tally> = groups.iter().map(|group| Tally { points: 0, runs: group.runs, hits: group.hits }).collect();
        let (after, gain) = self.part(&parts)?;
        let cut = (groups[after].value + groups[after + 1].value) / 2.0;
        let below = Bounds::free(cases).with(input, Limit::between(None, Some(cut))).rounded(cases);
        let cut = below.0[input].ends().1;
        Some(Cut { input, limits: [Limit::between(None, cut), Limit::between(cut, None)], gain })
    }

    /// Classes in the order of their density: for two outcomes the best parting is among the cuts of this order (Breiman).
    fn classes(&self, cases: &Cases, here: &[bool], (input, n, of): (usize, usize, &[usize])) -> Option<Cut> {
        let tallies: Vec<Tally> = (0..n).map(|class| cases.tally(|point| here[point] && of[point] == class)).collect();
        let mut there: Vec<usize> = (0..n).filter(|&class| tallies[class].runs > 0).collect();
        there.sort_by(|&a, &b| tallies[a].mean().total_cmp(&tallies[b].mean()).then(a.cmp(&b)));
        let (after, gain) = self.part(&there.iter().map(|&class| tallies[class]).collect::<Vec<Tally>>())?;
        // A class that is not there goes with those that are rarer.
        let high: Vec<bool> = (0..n).map(|class| there[after + 1..].contains(&class)).collect();
        let low = high.iter().map(|high| !high).collect();
        Some(Cut { input, limits: [Limit::Among(low), Limit::Among(high)], gain })
    }

    /// After which part to cut, and the loss of Gini's impurity that this brings, in runs.
    fn part(&self, parts: &[Tally]) -> Option<(usize, f64)> {
        let impurity = |runs: u64, hits: u64| {
            let share = hits as f64 / runs.max(1) as f64;
            2.0 * runs as f64 * share * (1.0 - share)
        };
        let (runs, hits) = parts.iter().fold((0, 0), |sum, part| (sum.0 + part.runs, sum.1 + part.hits));
        let (mut below, mut best) = ((0, 0), None);
        for (at, part) in parts.iter().enumerate().take(parts.len().saturating_sub(1)) {
            below = (below.0 + part.runs, below.1 + part.hits);
            if (below.0.min(runs - below.0) as f64) < self.least {
                continue;
            }
            let gain = impurity(runs, hits) - impurity(below.0, below.1) - impurity(runs - below.0, hits - below.1);
            if best.is_none_or(|(_, most)| gain > most) && gain > 1e-9 {
                best = Some((at, gain));
            }
        }
        best
    }

    fn p(&self, here: &[bool], cut: &Cut, place: Key) -> f64 {
        let among: Vec<usize> = (0..here.len()).filter(|&point| here[point]).collect();
        let dice = Dice::new(self.growth.seed, place.0);
        let as_good = |shuffle: u64| {
            let shuffled = self.cases.shuffled(&among, &order_of(among.len(), &dice, "parting", shuffle));
            self.best(&shuffled, here).is_some_and(|best| best.gain >= cut.gain - 1e-9)
        };
        let found: Vec<bool> = (0..SHUFFLES).into_par_iter().map(as_good).collect();
        (1 + found.iter().filter(|found| **found).count()) as f64 / (SHUFFLES + 1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::super::Input;
    use super::super::cases::tests::planted;
    use super::*;

    const GROWTH: Growth = Growth { depth: 3, least: 0.05, level: 0.05, seed: 1 };

    #[test]
    fn a_tree_parts_where_the_planted_box_ends() {
        let found = tree(&planted(600, |a, b| if a < 0.4 && b > 0.5 { 0.95 } else { 0.05 }), GROWTH);
        let first = found.parting.as_ref().expect("the ways part");
        let inner = first.ways.iter().find_map(|way| way.parting.as_ref()).expect("and part again");
        let mut cuts: Vec<(usize, f64)> =
            [first, inner].map(|parting| (parting.input, parting.limits[0].ends().1.expect("a number"))).to_vec();
        cuts.sort_by_key(|cut| cut.0);
        assert!(cuts[0].0 == 0 && (cuts[0].1 - 0.4).abs() < 0.06, "{cuts:?}");
        assert!(cuts[1].0 == 1 && (cuts[1].1 - 0.5).abs() < 0.06, "{cuts:?}");
        assert_eq!(found.tally.runs, first.ways.iter().map(|way| way.tally.runs).sum::<u64>());
    }

    #[test]
    fn classes_part_by_density_and_noise_not_at_all() {
        let of: Vec<usize> = (0..200).map(|point| point % 4).collect();
        let hits = of.iter().enumerate().map(|(point, class)| u64::from(class % 2 == 1 && point % 9 > 0)).collect();
        let rule = Input { name: "rule".to_owned(), values: Values::Classes { n: 4, of }, shown: 1.0 };
        let found = tree(&Cases { inputs: vec![rule], runs: vec![1; 200], hits }, GROWTH);
        let parting = found.parting.expect("the rule decides");
        assert_eq!(parting.limits[1], Limit::Among(vec![false, true, false, true]));
        assert!(tree(&planted(300, |_, _| 0.4), GROWTH).parting.is_none());
        assert!(tree(&planted(100, |_, _| 2.0), GROWTH).parting.is_none());
    }

    #[test]
    fn no_leaf_is_smaller_than_asked_for_and_no_tree_deeper() {
        let found = tree(&planted(600, |a, b| (a + b) / 2.0), Growth { depth: 2, least: 0.2, ..GROWTH });
        fn leaves(node: &Node) -> Vec<u64> {
            node.parting.as_ref().map_or_else(|| vec![node.tally.runs], |p| p.ways.iter().flat_map(leaves).collect())
        }
        let leaves = leaves(&found);
        assert!(leaves.len() <= 4 && leaves.iter().all(|runs| *runs >= 120), "{leaves:?}");
    }
}
