//! One body at rest with the names of its seats: what words, JSON, tables and pictures are made from.

use crate::dice::{Dice, Key, Purpose};
use crate::power::{Acts, Body, Concentration, Form, Method, Power};
use crate::units::Weight;

/// What one unit of weight is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A vote.
    Votes,
    /// A millionth of a vote, as in a scenario.
    Millionths,
}

/// Seats of a body that one group holds.
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its seats, consecutive.
    pub seats: std::ops::Range<usize>,
}

/// See the module.
pub struct Sheet {
    /// One per seat.
    pub names: Vec<String>,
    /// One per seat.
    pub weights: Vec<u64>,
    /// What they are counted in.
    pub unit: Unit,
    /// Groups in order of seats; empty where seats stand alone.
    pub groups: Vec<Group>,
    /// Who wins together.
    pub body: Body,
    /// By seat.
    pub power: Power,
    /// Of weight; `None` where nobody has any.
    pub concentration: Option<Concentration>,
    /// Root of the randomness of what is sampled.
    pub seed: u64,
}

impl Sheet {
    /// The power of a body whose seats stand alone; `subject` is where it stands, for what has to be drawn.
    pub fn of(names: Vec<String>, weights: Vec<u64>, unit: Unit, body: Body, (seed, subject): (u64, Key)) -> Sheet {
        let mut stream = Dice::new(seed, 0).stream(Purpose::Coalition, subject, Key::NONE, 0);
        let power = Power::of(&body, &mut stream);
        let concentration = Concentration::of(&weights);
        Sheet { names, weights, unit, groups: Vec::new(), body, power, concentration, seed }
    }

    /// Weight of all seats.
    pub fn total(&self) -> u128 {
        self.weights.iter().copied().map(u128::from).sum()
    }

    /// A seat's share of the weight; `None` where nobody has any.
    pub fn share(&self, seat: usize) -> Option<f64> {
        let total = self.total();
        (total > 0).then(|| self.weights[seat] as f64 / total as f64)
    }

    /// A seat's share of all swings; `None` where none was seen.
    pub fn banzhaf(&self, seat: usize) -> Option<f64> {
        self.power.banzhaf.normalised.as_ref().map(|shares| shares[seat].value)
    }

    /// Half the width of the widest interval of the two shares of power; `None` where both are exact.
    pub fn margin(&self) -> Option<f64> {
        let widest =
            |shares: &[crate::power::Estimate]| shares.iter().map(|share| (share.high - share.low) / 2.0).fold(0.0, f64::max);
        let banzhaf = self.power.banzhaf.normalised.as_deref().map_or(0.0, widest);
        let sampled = self.draws().is_some();
        sampled.then(|| banzhaf.max(widest(&self.power.shapley.index)))
    }

    /// How many coalitions and orders were drawn; `None` for either where it was counted. `None` where both were.
    pub fn draws(&self) -> Option<(Option<u32>, Option<u32>)> {
        let drawn = |method| match method {
            Method::Exact => None,
            Method::Sampled { draws } => Some(draws),
        };
        let both = (drawn(self.power.banzhaf.method), drawn(self.power.shapley.method));
        (both != (None, None)).then_some(both)
    }

    /// What wins, in words: `carried by 8 or more of 12 votes`.
    pub fn rule(&self) -> String {
        let done = match self.body.acts {
            Acts::Carry => "carried by",
            Acts::Stop => "stopped by",
        };
        let Form::Weights(game) = &self.body.form else {
            return format!("{done} enough groups, each by its own weight");
        };
        let (quotas, total, n) = (game.quotas(), game.total(), game.n_players());
        if quotas[0] == quotas[n] {
            return format!("{done} {} or more of {} votes", self.votes_up(quotas[0]), self.votes_up(total));
        }
        let heads = quotas.iter().position(|&quota| quota <= total).unwrap_or(n);
        match quotas[heads..].iter().all(|&quota| quota == 0) {
            true => format!("{done} {heads} or more of {n} seats"),
            false => format!("{done} {heads} or more of {n} seats with {} votes, or more seats", self.votes_up(quotas[heads])),
        }
    }

    /// The weight that wins whatever the number of heads, in units; `None` where there is no such weight.
    pub fn quota(&self) -> Option<u128> {
        let Form::Weights(game) = &self.body.form else { return None };
        let quotas = game.quotas();
        (quotas.first() == quotas.last()).then(|| quotas[0])
    }

    /// Weight in votes, exactly.
    pub fn votes(&self, weight: u128) -> String {
        match self.unit {
            Unit::Votes => weight.to_string(),
            Unit::Millionths => {
                let one = u128::from(Weight::ONE.0);
                let text = format!("{}.{:06}", weight / one, weight % one);
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
        }
    }

    /// Weight in votes, up to the next whole vote where only whole votes are held.
    fn votes_up(&self, weight: u128) -> String {
        let one = u128::from(Weight::ONE.0);
        let whole = self.unit == Unit::Millionths && self.weights.iter().all(|held| held.is_multiple_of(Weight::ONE.0));
        self.votes(if whole { weight.div_ceil(one) * one } else { weight })
    }
}
