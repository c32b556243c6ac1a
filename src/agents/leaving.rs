//! Whether to stay: a party gives notice when its level falls below its own threshold, and takes it back when it rises again.

use crate::world::{Intent, Membership, View};

/// Notices that are given or taken back today. Everybody sees the same evening.
pub fn decide(view: View, intents: &mut Vec<Intent>) {
    let changes = view.may_leave().filter(|(party, membership)| match membership {
        Membership::Staying => view.patience(*party) < 0.0,
        Membership::Leaving => view.patience(*party) >= 0.0,
    });
    intents.extend(changes.map(|(party, _)| Intent::Notice(party)));
}
