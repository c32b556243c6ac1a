//! Whether to stay: a party gives notice when its level falls below its own threshold, and takes it back when it rises again.

use crate::world::{Intent, Membership, View};

/// Notices that are given or taken back today. Everybody sees the same evening.
pub fn decide(view: View, intents: &mut Vec<Intent>) {
    view.each_who_may_leave(|party, membership, patience| {
        let changes = match membership {
            Membership::Staying => patience < 0.0,
            Membership::Leaving => patience >= 0.0,
        };
        if changes {
            intents.push(Intent::Notice(party));
        }
    });
}
