//! A deposit that can be run on.

use crate::math;

/// The best contract for those who do not know yet whether they will need their money early.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contract {
    /// Paid per unit to who takes it early.
    pub early: f64,
    /// Paid per unit to who waits.
    pub late: f64,
    /// Share of withdrawals above which waiting pays less than running; `None` where no run pays.
    pub tips_at: Option<f64>,
}

/// The contract, for a share `impatient` who need money early, a return `grows` of what waits, and constant relative risk
/// aversion `gamma`.
///
/// `c1 = R / (t R + (1 - t) R^(1/gamma))`, `c2 = c1 R^(1/gamma)`. All running is an equilibrium iff `c1 > 1`, that is iff
/// `gamma > 1`; it tips above `(R - c1) / (c1 (R - 1))`. A claim pro rata has no such equilibrium.
///
/// # Source
/// Diamond and Dybvig, "Bank Runs, Deposit Insurance, and Liquidity" (1983).
pub fn contract(impatient: f64, grows: f64, gamma: f64) -> Contract {
    let ratio = math::pow(grows, 1.0 / gamma);
    let early = grows / (impatient * grows + (1.0 - impatient) * ratio);
    let runs = early > 1.0 + 1e-12;
    let tips_at = runs.then(|| (grows - early) / (early * (grows - 1.0)));
    Contract { early, late: early * ratio, tips_at }
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    #[test]
    fn insurance_invites_a_run() {
        // Diamond (2007) prints 1.28 and 1.813.
        let found = contract(0.25, 2.0, 2.0);
        near(found.early, 1.281_508_964_068_162_7, 1e-12);
        near(found.late, 1.812_327_357_287_891_3, 1e-12);
        near(found.tips_at.expect("a run"), 0.560_660_171_779_821_5, 1e-12);
    }

    #[test]
    fn who_is_not_insured_does_not_run() {
        for gamma in [0.5, 1.0] {
            let found = contract(0.3, 3.0, gamma);
            assert!(found.tips_at.is_none() && found.early <= 1.0 + 1e-12, "{found:?}");
        }
    }
}
