//! Addressed randomness: every random number has an address, and the address is all there is.
//!
//! ```text
//!   seed, replicate | purpose | subject (what it is about) | group, position (who it happens to)
//!   `---- key -----'  `nonce'   `--------- key ----------'   `- position in the stream
//! ```
//!
//! No draw can shift another: adding a partner, a cell, a proposal or a rule leaves every other number where it was, so the
//! same proposals meet the same readers under every constitution. A stream is keyed by (purpose, subject, group); the place in
//! it is the index in the group, so that one fill serves a group. Names are hashed, never counted.
//!
//! One uniform number per variate, by inversion: a change of a distribution's parameter moves its values monotonically.

mod block;

use crate::math;
use crate::scenario::Distribution;
use rand::SeedableRng;
use rand::rand_core::Rng;
use rand_chacha::ChaCha8Rng;

/// What a draw is for. Append only: a number never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// Time between two arrivals of a source. Subject: source. Position: arrival number.
    Gap = 0,
    /// Cost of a piece of work.
    Cost = 1,
    /// Merit of a piece of work.
    Merit = 2,
    /// Risk of a piece of work.
    Risk = 3,
    /// Who brings a piece of work forward.
    Proposer = 4,
    /// Noise of the course step, one purpose per axis.
    StepAxis0 = 5,
    /// See [`Purpose::StepAxis0`].
    StepAxis1 = 6,
    /// See [`Purpose::StepAxis0`].
    StepAxis2 = 7,
    /// See [`Purpose::StepAxis0`].
    StepAxis3 = 8,
    /// How much attention a reader needs for a proposal. Subject: lineage. Position: index in the group.
    Reading = 9,
    /// How a reader misjudges a proposal. Subject: lineage. Position: index in the group.
    Judgement = 10,
    /// Whether a member attends. Subject: body and meeting number. Position: index in the group.
    Attendance = 11,
    /// Ideal point, one purpose per axis. Subject: none. Position: index in the group.
    IdealAxis0 = 12,
    /// See [`Purpose::IdealAxis0`].
    IdealAxis1 = 13,
    /// See [`Purpose::IdealAxis0`].
    IdealAxis2 = 14,
    /// See [`Purpose::IdealAxis0`].
    IdealAxis3 = 15,
    /// Attention rate of a party.
    Attention = 16,
    /// Context of a party.
    Context = 17,
    /// Objection threshold of a party.
    Theta = 18,
    /// Pledge of a party.
    Pledge = 19,
    /// Voting tokens of a party.
    Tokens = 20,
    /// Drift of the purpose, one purpose per axis. Position: tick.
    PurposeAxis0 = 21,
    /// See [`Purpose::PurposeAxis0`].
    PurposeAxis1 = 22,
    /// See [`Purpose::PurposeAxis0`].
    PurposeAxis2 = 23,
    /// See [`Purpose::PurposeAxis0`].
    PurposeAxis3 = 24,
    /// Drift of a cell's position, one purpose per axis. Subject: cell. Position: tick.
    CellAxis0 = 25,
    /// See [`Purpose::CellAxis0`].
    CellAxis1 = 26,
    /// See [`Purpose::CellAxis0`].
    CellAxis2 = 27,
    /// See [`Purpose::CellAxis0`].
    CellAxis3 = 28,
    /// Level below which a party leaves.
    ExitThreshold = 29,
    /// Time until diverted money is noticed. Subject: lineage.
    Discovery = 30,
    /// Coalitions and orders for power indices that are too many to count. Subject: body and stage.
    Coalition = 31,
    /// Designs of experiments: where samples of an axis lie. Subject: axis. No run draws it.
    Design = 32,
    /// Who is drawn for a panel. Subject: lineage and stage. Position: index in the group.
    Panel = 33,
    /// Whether a party trusts somebody else to vote. Subject: kind of decision. Position: index in the group.
    Trusts = 34,
    /// Whom it trusts. Subject: kind of decision. Position: index in the group.
    Trusted = 35,
    /// Resamples and shuffles of finished results. Subject: what is resampled. No run draws it.
    Resample = 36,
}

/// The purposes that draw one number per axis, by axis.
pub mod axes {
    use super::Purpose;
    /// Noise of a proposal's course step.
    pub const STEP: [Purpose; 4] = [Purpose::StepAxis0, Purpose::StepAxis1, Purpose::StepAxis2, Purpose::StepAxis3];
    /// Ideal points of parties.
    pub const IDEAL: [Purpose; 4] = [Purpose::IdealAxis0, Purpose::IdealAxis1, Purpose::IdealAxis2, Purpose::IdealAxis3];
    /// Drift of the purpose.
    pub const PURPOSE: [Purpose; 4] =
        [Purpose::PurposeAxis0, Purpose::PurposeAxis1, Purpose::PurposeAxis2, Purpose::PurposeAxis3];
    /// Drift of a cell.
    pub const CELL: [Purpose; 4] = [Purpose::CellAxis0, Purpose::CellAxis1, Purpose::CellAxis2, Purpose::CellAxis3];
}

/// The stable key of a name: FNV-1a with a finaliser, 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub u64);

impl Key {
    /// Nobody and nothing.
    pub const NONE: Key = Key(0);

    /// The key of a name, the same on every machine and in every version.
    pub fn of(name: &str) -> Key {
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Key(mix(hash))
    }

    /// The key of the `n`-th thing under this one: the third proposal of a source, the ninth meeting of a body.
    pub fn nth(self, n: u64) -> Key {
        Key(mix(self.0 ^ mix(n.wrapping_add(0x9e37_79b9_7f4a_7c15))))
    }
}

/// A bijective finaliser (David Stafford's variant 13).
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The address of one proposal through all its revisions: its source and the source's own arrival number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lineage(pub Key);

impl Lineage {
    /// The `arrival`-th proposal of a source, from 0.
    pub fn of(source: Key, arrival: u32) -> Lineage {
        Lineage(source.nth(u64::from(arrival)))
    }
}

/// The dice of one replicate.
#[derive(Clone, Debug)]
pub struct Dice {
    seed: u64,
    replicate: u64,
}

impl Dice {
    /// The dice of `replicate` under `seed`. Every `u64` is a seed like any other, 0 included.
    pub fn new(seed: u64, replicate: u64) -> Dice {
        Dice { seed, replicate }
    }

    /// The stream at an address, from position `start` on.
    pub fn stream(&self, purpose: Purpose, subject: Key, group: Key, start: u64) -> Stream {
        let key = [self.seed, self.replicate, subject.0, group.0];
        Stream { key, nonce: purpose as u64, at: start, block: NO_BLOCK, numbers: [0; BLOCK as usize] }
    }

    /// The first uniform numbers at an address, as many as `numbers` holds, strictly between 0 and 1.
    pub fn fill(&self, purpose: Purpose, subject: Key, group: Key, numbers: &mut [f64]) {
        if numbers.len() <= BLOCK as usize {
            let mut stream = self.stream(purpose, subject, group, 0);
            numbers.iter_mut().for_each(|number| *number = stream.uniform());
            return;
        }
        let mut seed = [0_u8; 32];
        for (word, part) in seed.chunks_exact_mut(8).zip([self.seed, self.replicate, subject.0, group.0]) {
            word.copy_from_slice(&part.to_le_bytes());
        }
        let mut generator = ChaCha8Rng::from_seed(seed);
        generator.set_stream(purpose as u64);
        let mut bytes = [0_u8; 1024];
        for chunk in numbers.chunks_mut(bytes.len() / 8) {
            let drawn = &mut bytes[..8 * chunk.len()];
            generator.fill_bytes(drawn);
            for (number, drawn) in chunk.iter_mut().zip(drawn.as_chunks().0) {
                *number = between(u64::from_le_bytes(*drawn));
            }
        }
    }

    /// The one uniform number at an address, strictly between 0 and 1.
    pub fn uniform(&self, purpose: Purpose, subject: Key, group: Key, position: u64) -> f64 {
        self.stream(purpose, subject, group, position).uniform()
    }

    /// The one standard normal number at an address.
    pub fn normal(&self, purpose: Purpose, subject: Key, group: Key, position: u64) -> f64 {
        math::normal_quantile(self.uniform(purpose, subject, group, position))
    }
}

/// Numbers in a block of the generator.
const BLOCK: u64 = 8;
/// The number of a block that no stream reaches.
const NO_BLOCK: u64 = u64::MAX;

/// Strictly between 0 and 1: the middle of one of 2^53 equal steps.
fn between(number: u64) -> f64 {
    const STEP: f64 = 1.0 / 9_007_199_254_740_992.0;
    ((number >> 11) as i64 as f64 + 0.5) * STEP
}

/// Numbers in order of position. Each call takes exactly one position.
#[derive(Clone, Debug)]
pub struct Stream {
    key: [u64; 4],
    nonce: u64,
    at: u64,
    /// Which block `numbers` is.
    block: u64,
    numbers: [u64; BLOCK as usize],
}

impl Stream {
    /// Goes to a position.
    pub fn seek(&mut self, position: u64) {
        self.at = position;
    }

    /// Strictly between 0 and 1.
    pub fn uniform(&mut self) -> f64 {
        let wanted = self.at / BLOCK;
        if wanted != self.block {
            self.numbers = block::block(&self.key, wanted, self.nonce);
            self.block = wanted;
        }
        let number = self.numbers[(self.at % BLOCK) as usize];
        self.at += 1;
        between(number)
    }

    /// Standard normal.
    pub fn normal(&mut self) -> f64 {
        math::normal_quantile(self.uniform())
    }

    /// Exponential with mean 1.
    pub fn exponential(&mut self) -> f64 {
        -math::ln(self.uniform())
    }

    /// From a distribution, by inversion.
    pub fn from(&mut self, distribution: &Distribution) -> f64 {
        distribution.quantile(self.uniform())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_gives_the_same_number_alone_and_in_a_fill() {
        let dice = Dice::new(7, 3);
        let (subject, group) = (Key::of("gardens"), Key::of("partners"));
        let mut stream = dice.stream(Purpose::Reading, subject, group, 0);
        let mut filled = [0.0; 100];
        dice.fill(Purpose::Reading, subject, group, &mut filled);
        for (position, filled) in (0..).zip(filled) {
            let alone = dice.uniform(Purpose::Reading, subject, group, position);
            assert_eq!((stream.uniform().to_bits(), filled.to_bits()), (alone.to_bits(), alone.to_bits()));
        }
        stream.seek(41);
        assert_eq!(stream.uniform().to_bits(), dice.uniform(Purpose::Reading, subject, group, 41).to_bits());
    }

    #[test]
    fn every_part_of_the_address_counts() {
        let address = |seed, replicate, purpose, subject: &str, group: &str, position| {
            Dice::new(seed, replicate).uniform(purpose, Key::of(subject), Key::of(group), position).to_bits()
        };
        let here = address(1, 2, Purpose::Cost, "a", "b", 5);
        for elsewhere in [
            address(2, 2, Purpose::Cost, "a", "b", 5),
            address(1, 3, Purpose::Cost, "a", "b", 5),
            address(1, 2, Purpose::Merit, "a", "b", 5),
            address(1, 2, Purpose::Cost, "c", "b", 5),
            address(1, 2, Purpose::Cost, "a", "c", 5),
            address(1, 2, Purpose::Cost, "b", "a", 5),
            address(1, 2, Purpose::Cost, "a", "b", 6),
        ] {
            assert_ne!(here, elsewhere);
        }
        assert_eq!(here, address(1, 2, Purpose::Cost, "a", "b", 5));
    }

    #[test]
    fn zero_and_the_largest_seed_are_seeds_like_any_other() {
        let first = |seed| Dice::new(seed, 0).uniform(Purpose::Gap, Key::NONE, Key::NONE, 0).to_bits();
        assert!(first(0) != first(u64::MAX) && first(0) != first(1) && first(u64::MAX) != first(u64::MAX - 1));
    }

    #[test]
    fn numbers_of_neighbouring_addresses_are_independent() {
        // One number from each of 40 000 streams: mean, variance and lag-one correlation within five standard errors.
        let dice = Dice::new(0, 0);
        let draws: Vec<f64> = (0..40_000).map(|n| dice.normal(Purpose::Judgement, Key::of("s").nth(n), Key::NONE, 0)).collect();
        let n = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / n;
        let variance = draws.iter().map(|x| x * x).sum::<f64>() / n - mean * mean;
        let lag: f64 = draws.windows(2).map(|pair| pair[0] * pair[1]).sum::<f64>() / n;
        let se = 1.0 / math::sqrt(n);
        assert!(mean.abs() < 5.0 * se, "mean {mean}");
        assert!((variance - 1.0).abs() < 5.0 * math::sqrt(2.0) * se, "variance {variance}");
        assert!(lag.abs() < 5.0 * se, "lag {lag}");
    }

    #[test]
    fn uniforms_stay_strictly_between_zero_and_one() {
        let mut stream = Dice::new(1, 1).stream(Purpose::Merit, Key::NONE, Key::NONE, 0);
        assert!((0..100_000).all(|_| {
            let u = stream.uniform();
            u > 0.0 && u < 1.0
        }));
    }

    #[test]
    fn names_keep_their_keys() {
        assert_eq!(Key::of("partners"), Key(0x974d_a385_5f91_8310));
    }
}
