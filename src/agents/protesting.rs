//! Whether to protest: a party joins when it is nearly past its patience, and stops when it is no longer.

use crate::world::{Intent, View};

/// Protests that are joined or left today. Everybody sees the same evening.
pub fn decide(view: View, intents: &mut Vec<Intent>) {
    let changes = view.may_protest().filter(|(party, protests)| (view.patience(*party) < view.unease()) != *protests);
    intents.extend(changes.map(|(party, _)| Intent::Protest(party)));
}
