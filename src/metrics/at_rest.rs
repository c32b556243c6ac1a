//! Power at rest: the game that a stage's rule makes of the weights of its seats, before anybody acts.
//!
//! Where silence carries, the game is that of those who object: the indices of a game and of its dual are the same.

use crate::power::{Banzhaf, Game, Shapley};
use crate::rules::optimistic::Threshold;
use crate::rules::quorum::{Counted, Need};
use crate::rules::{Asks, Count, Facts, Mechanism, Memory, Rule, Setting, Side, Verdict, Vote};
use crate::units::{Ratio, Ticks, Weight};
use std::collections::BTreeMap;

/// Most ways of choosing heads from players of equal weight that are counted in the middle of a run: about a millisecond.
const MAX_WAYS: usize = 1024;

/// Indices of the seats of one stage, kept as long as its weights stay the same.
#[derive(Clone, Debug, Default)]
pub struct AtRest {
    game: Option<Game>,
    /// Normalised Banzhaf and Shapley-Shubik index by seat, each 0 to 1 with sum 1; empty where there is none.
    banzhaf: Vec<f64>,
    shapley: Vec<f64>,
    /// Fewest players that pass, and fewest that stop.
    fewest: Option<(f64, f64)>,
}

impl AtRest {
    /// Takes in the weights as they are now.
    ///
    /// * `weights`: by seat; `heads`: 1 for a seat that somebody holds, else 0.
    pub fn take_in(&mut self, rule: &Mechanism, weights: &[u64], heads: &[u64]) {
        let game = game(rule, weights, heads);
        if game.is_some() && game == self.game {
            return;
        }
        self.banzhaf.clear();
        self.shapley.clear();
        if let Some((banzhaf, shapley)) = game.as_ref().and_then(indices) {
            self.banzhaf = banzhaf;
            self.shapley = shapley;
        }
        self.fewest = game.as_ref().map(|game| fewest(rule, game));
        self.game = game;
    }

    /// Fewest players that pass something alone, and fewest that stop it; `None` where there is no game.
    pub fn fewest(&self) -> Option<(f64, f64)> {
        self.fewest
    }

    /// Normalised Banzhaf index by seat; empty where there is no game, or one that takes long to count.
    pub fn banzhaf(&self) -> &[f64] {
        &self.banzhaf
    }

    /// Shapley-Shubik index by seat; empty as [`AtRest::banzhaf`].
    pub fn shapley(&self) -> &[f64] {
        &self.shapley
    }
}

/// Fewest players that pass, and fewest that stop. Where silence carries, the proposer alone passes what nobody stops.
fn fewest(rule: &Mechanism, game: &Game) -> (f64, f64) {
    let (win, stop) = (game.nakamoto_pass() as f64, game.nakamoto_block() as f64);
    match rule.asks() {
        Asks::Objection => (1.0, win),
        Asks::Consent => (stop, win),
        Asks::Ballot | Asks::Nothing => (win, stop),
    }
}

/// Who together can carry a question, or stop it where silence or consent carries. `None` where nobody can, and where the rule
/// cannot be read as one game of weights.
fn game(rule: &Mechanism, weights: &[u64], heads: &[u64]) -> Option<Game> {
    let by_head = |needed: u32| Game::weighted(heads, u128::from(needed)).ok();
    match rule {
        Mechanism::Optimistic(rule) => match &rule.threshold {
            Threshold::Seats(seats) => by_head(*seats),
            Threshold::Weight(_) | Threshold::Amount(_) => {
                Game::weighted(weights, least(weights, heads, |facts| rule.verdict(facts) == Verdict::Block)?).ok()
            }
            Threshold::Groups(_) => None,
        },
        Mechanism::Consent(rule) => by_head(rule.blocked_by),
        Mechanism::Council(rule) => by_head(rule.approvals),
        Mechanism::Executive(_) => {
            let first = heads.iter().position(|head| *head > 0)?;
            let alone: Vec<u64> = (0..heads.len()).map(|seat| u64::from(seat == first)).collect();
            Game::weighted(&alone, 1).ok()
        }
        Mechanism::Vote(rule) if counts_weight(rule) => {
            Game::weighted(weights, least(weights, heads, |facts| rule.verdict(facts) == Verdict::Pass)?).ok()
        }
        Mechanism::Vote(_)
        | Mechanism::Timelock(_)
        | Mechanism::Conviction(_)
        | Mechanism::Hat(_)
        | Mechanism::Round(_)
        | Mechanism::Dispute(_)
        | Mechanism::Jury(_) => None,
    }
}

/// Whether more weight in favour never turns a vote that carries into one that does not, and heads do not matter.
fn counts_weight(rule: &Vote) -> bool {
    match rule.quorum.counted {
        Counted::Cast | Counted::YesAndNo => true,
        Counted::Yes | Counted::YesAndAbstain => !matches!(rule.quorum.need, Need::SquareRoot(_)),
        Counted::No => false,
    }
}

/// The least weight on one side, all others being on the other, with which `wins` holds.
fn least(weights: &[u64], heads: &[u64], wins: impl Fn(&Facts) -> bool) -> Option<u128> {
    let total: u64 = weights.iter().sum();
    let seats = u32::try_from(heads.iter().sum::<u64>()).ok()?;
    let facts = |weight: u64| {
        let side = Side { seats, weight: Weight(weight) };
        let others = Side { seats: 0, weight: Weight(total - weight) };
        Facts {
            elapsed: Ticks(u32::MAX),
            electorate: Side { seats, weight: Weight(total) },
            count: Count { yes: side, no: others, abstain: Side::default() },
            objections: side,
            pending: Side::default(),
            groups: &[],
            tabled: true,
            usual_turnout: Ratio { num: 1, den: 1 },
            memory: Memory::default(),
            setting: Setting::default(),
        }
    };
    if !wins(&facts(total)) {
        return None;
    }
    let (mut below, mut enough) = (0, total);
    while below < enough {
        let middle = below + (enough - below) / 2;
        if wins(&facts(middle)) { enough = middle } else { below = middle + 1 }
    }
    Some(u128::from(enough))
}

/// Both indices by seat, where they are quick to count. Equal players are equally powerful, however many there are.
fn indices(game: &Game) -> Option<(Vec<f64>, Vec<f64>)> {
    let mut members: BTreeMap<u64, usize> = BTreeMap::new();
    game.weights().iter().filter(|weight| **weight > 0).for_each(|weight| *members.entry(*weight).or_default() += 1);
    if members.len() == 1 {
        let players = members.values().sum::<usize>() as f64;
        let equal: Vec<f64> = game.weights().iter().map(|weight| if *weight > 0 { 1.0 / players } else { 0.0 }).collect();
        return Some((equal.clone(), equal));
    }
    let ways = members.values().try_fold(1_usize, |ways, members| ways.checked_mul(members + 1))?;
    if ways > MAX_WAYS {
        return None;
    }
    let banzhaf = Banzhaf::exact(game)?.normalised?;
    let shapley = Shapley::exact(game)?.index;
    Some((banzhaf.iter().map(|share| share.value).collect(), shapley.iter().map(|share| share.value).collect()))
}
