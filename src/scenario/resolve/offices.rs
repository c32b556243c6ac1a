//! Panels that are drawn, and seats that are elected.

use super::Resolver;
use crate::rules::election::{Election, Recall};
use crate::scenario::Elected;
use crate::scenario::file::{BodyFile, DrawnFile, ElectedFile};

impl Resolver<'_, '_> {
    /// Seats of a panel.
    pub(super) fn drawn(&mut self, body: &str, drawn: &DrawnFile, whole: &BodyFile) -> u32 {
        let path = format!("bodies.{body}.drawn");
        if drawn.seats == 0 {
            self.error(&format!("{path}.seats"), "expected at least 1 seat, found 0");
        }
        if whole.elected.is_some() {
            self.error_with(&path, "a body is drawn or elected, not both", "take one of the two out");
        }
        if whole.meets.as_ref().is_some_and(|meets| meets.quorum.is_some()) {
            let hint = "leave `quorum` out: another panel sits on every item";
            self.error_with(&format!("bodies.{body}.meets.quorum"), "the meetings of a panel have no quorum of their own", hint);
        }
        drawn.seats
    }

    /// How seats are filled.
    pub(super) fn elected(&mut self, body: &str, elected: &ElectedFile) -> Elected {
        let path = format!("bodies.{body}.elected");
        if elected.seats == 0 {
            self.error(&format!("{path}.seats"), "expected at least 1 seat, found 0");
        }
        if elected.terms == Some(0) {
            let hint = "leave `terms` out where anybody may serve for ever";
            self.error_with(&format!("{path}.terms"), "expected at least 1 term, found 0", hint);
        }
        self.above_zero(&format!("{path}.term"), elected.term);
        let recall = elected.recall.as_ref().map(|recall| {
            self.above_zero(&format!("{path}.recall.every"), recall.every);
            if recall.share.0.num == 0 {
                let hint = "leave `recall` out where nobody is recalled";
                self.error_with(&format!("{path}.recall.share"), "expected a share above 0, found 0", hint);
            }
            Recall { share: recall.share.0, every: self.clockwork.ticks(&format!("{path}.recall.every"), recall.every) }
        });
        Elected {
            by: self.body_id(&format!("{path}.by"), &elected.by),
            rule: Election {
                seats: elected.seats,
                ballot: elected.ballot.meaning(),
                term: self.clockwork.ticks(&format!("{path}.term"), elected.term),
                terms: elected.terms,
                recall,
            },
        }
    }
}
