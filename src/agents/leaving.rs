//! Whether to stay: a party gives notice when its level falls below its own threshold, and takes it back when it rises again.

use crate::world::{Intent, View};

/// Notices that are given or taken back today. Everybody sees the same evening.
pub fn decide(view: View, intents: &mut Vec<Intent>) {
    view.each_patience(|party, patience| {
        let changes = match patience < 0.0 {
            true => view.may_give_notice(party),
            false => view.may_take_notice_back(party),
        };
        if changes {
            intents.push(Intent::Notice(party));
        }
    });
}
