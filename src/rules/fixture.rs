//! Small facts for the tests of rules: the numbers of a case, and nothing else.

use super::{Count, Facts, Memory, Setting, Side};
use crate::units::{Ratio, Ticks, Weight};

/// So many seats of one vote each.
pub fn seats(n: u32) -> Side {
    Side { seats: n, weight: Weight(u64::from(n) * Weight::ONE.0) }
}

/// A question that nobody has touched, at the opening, before an electorate.
pub fn quiet(electorate: Side) -> Facts<'static> {
    Facts {
        elapsed: Ticks(0),
        electorate,
        count: Count::default(),
        objections: Side::default(),
        pending: Side::default(),
        groups: &[],
        tabled: false,
        usual_turnout: Ratio::HALF,
        memory: Memory::default(),
        setting: Setting::default(),
    }
}

/// Ballots of one vote each.
pub fn ballots(yes: u32, no: u32, abstain: u32) -> Count {
    Count { yes: seats(yes), no: seats(no), abstain: seats(abstain) }
}

/// A fraction.
pub fn ratio(num: u64, den: u64) -> Ratio {
    Ratio::new(num, den).expect("tests divide by something")
}
