//! Protest: who may, and what it takes.

use super::Resolver;
use crate::rules::dual_governance::{Config, WHOLE};
use crate::scenario::Protest;
use crate::scenario::file::{Length, ProtestFile, Share};

impl Resolver<'_, '_> {
    /// Seals and lengths in ticks. Somebody who leaves must be able to.
    pub(super) fn protest(&mut self, protest: &ProtestFile) -> Protest {
        let (first, second) = (protest.first_seal, protest.second_seal);
        if first.0.num == 0 || first.0.value() >= second.0.value() {
            let message = format!("expected a first seal above 0 and below the second of {second}, found {first}");
            self.error("protest.first_seal", message);
        }
        if protest.shortest.0 > protest.longest.0 {
            let message = format!("expected at most the longest of {}, found {}", protest.longest, protest.shortest);
            self.error("protest.shortest", message);
        }
        if self.file.exit.is_none() && self.complete {
            let hint = "say under `[exit]` what leavers may claim";
            self.error_with("protest", "those who protest leave in the end, and nobody may leave", hint);
        }
        let held = |stage: &crate::scenario::file::StageFile| stage.timelock.as_ref().is_some_and(|lock| lock.held_by_protest);
        if self.complete && !self.file.decisions.0.iter().any(|(_, kind)| kind.route.iter().any(held)) {
            let hint = "give a `timelock` the key `held_by_protest = true`";
            self.warn("protest", "a protest holds nothing back", hint);
        }
        let parts = |share: Share| share.0.floor_of(WHOLE);
        let mut ticks = |key: &str, length: Length| u64::from(self.clockwork.ticks(&format!("protest.{key}"), length).0);
        let config = Config {
            first_seal: parts(first),
            second_seal: parts(second),
            min_duration: ticks("shortest", protest.shortest),
            max_duration: ticks("longest", protest.longest),
            min_active: ticks("at_least", protest.at_least),
            deactivation: ticks("deactivation", protest.deactivation),
            cooldown: ticks("cooldown", protest.cooldown),
            withdraw_min: ticks("withdrawal.shortest", protest.withdrawal.shortest),
            withdraw_max: ticks("withdrawal.longest", protest.withdrawal.longest),
            withdraw_growth: ticks("withdrawal.grows", protest.withdrawal.grows),
            proposal_min_timelock: 0,
        };
        Protest {
            body: self.body_id("protest.body", &protest.body),
            weighting: self.weighting("protest", &protest.weight, None, None),
            margin: protest.margin.0,
            config,
            rage_quit: self.clockwork.ticks("protest.rage_quit", protest.rage_quit),
        }
    }
}
