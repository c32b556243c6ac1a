//! Disputes and bonds: who can pay what.

use super::Resolver;
use crate::rules::{Dispute, Jury, Mechanism};
use crate::scenario::file::dispute::{DisputeFile, JuryFile};
use crate::scenario::file::mechanism::OptimisticFile;
use crate::units::Money;

impl Resolver<'_, '_> {
    /// A dispute as the rules know it.
    pub(super) fn dispute(&mut self, path: &str, rule: &DisputeFile) -> Mechanism {
        self.above_zero(&format!("{path}.window"), rule.window);
        let bond = rule.bond.0;
        if bond.0 == 0 {
            self.error(&format!("{path}.bond"), "expected an amount above 0, found 0");
        }
        self.check_purses(&format!("{path}.bond"), bond);
        let fullest = self.fullest_purse();
        let most_answers = fullest.0.checked_div(bond.0).map_or(0, |times| u64::BITS - times.leading_zeros());
        Mechanism::Dispute(Dispute {
            bond,
            window: self.clockwork.ticks(&format!("{path}.window"), rule.window),
            answers: rule.answers.meaning(),
            fee: rule.fee.0,
            most_answers,
        })
    }

    /// A jury as the rules know it.
    pub(super) fn jury(&mut self, path: &str, rule: &JuryFile) -> Mechanism {
        self.above_zero(&format!("{path}.period"), rule.period);
        self.at_least_one(&format!("{path}.jurors"), "juror", rule.jurors);
        if self.file.bodies.0.iter().any(|(name, body)| *name == rule.body && body.drawn.is_some()) {
            let hint = "name the body without `drawn`: the jury is drawn from it";
            self.error_with(&format!("{path}.body"), "a panel is drawn from this body already", hint);
        }
        let jury = Jury {
            jurors: rule.jurors,
            period: self.clockwork.ticks(&format!("{path}.period"), rule.period),
            appeals: rule.appeals,
            appeal_takes: self.clockwork.ticks(&format!("{path}.appeal_takes"), rule.appeal_takes),
            fee: rule.fee.0,
            stake: rule.stake.0,
        };
        if rule.appeals > 0 {
            self.check_purses(&format!("{path}.appeals"), jury.fees_of(1));
        }
        Mechanism::Jury(jury)
    }

    /// The bond of an objection; only judges can take it.
    pub(super) fn bond(&mut self, path: &str, rule: &OptimisticFile) -> Money {
        let bond = rule.bond.0;
        if bond.0 > 0 {
            self.check_purses(&format!("{path}.bond"), bond);
            if rule.judged_by == "nobody" {
                let hint = "add `judged_by`";
                self.warn(&format!("{path}.bond"), "nobody judges objections, so that no bond is ever lost", hint);
            }
        }
        bond
    }

    /// Nobody can stake what nobody has.
    fn check_purses(&mut self, path: &str, bond: Money) {
        if self.complete && self.fullest_purse() < bond {
            let hint = format!("give a group a `purse` of at least {}", bond.major());
            self.error_with(path, format!("nobody has {} to stake", bond.major()), hint);
        }
    }

    fn fullest_purse(&self) -> Money {
        let groups = self.file.people.0.iter().filter_map(|(_, group)| group.purse);
        let cells = self.file.cells.0.iter().filter_map(|(_, cell)| cell.people.purse);
        let fullest = groups.chain(cells).map(|purse| purse.0).fold(0.0, f64::max);
        super::people::money(fullest)
    }
}
