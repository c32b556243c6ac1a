//! Every path of the small machines: all that a few accounts can do at all moments, one after the other, until nothing new is
//! found. No state that ends is left, nothing is stuck, and the delays that are documented hold on every path.
//!
//! | machine | where |
//! |---|---|
//! | OpenZeppelin's and Compound's governors | [`governors`] |
//! | dual governance, its signalling and its way back | [`protest`] |
//! | votes with what ends them early or late, councils, consent, one member's word, optimistic review, conviction | [`questions`] |
//! | stages of a council with clocks, timelocks and retention, the approval hat, signatures with an end, Moloch's pipeline | [`clocks`] |
//! | routes: stages strung together | [`routes`] |
//! | bonds that double, an optimistic oracle, appeals before growing juries | [`disputes`] |
//! | elections and recall | [`offices`] |
//! | exits, ragequits, forks | [`leaving`] |

mod clocks;
mod disputes;
mod governors;
mod leaving;
mod offices;
mod protest;
mod questions;
mod routes;

use std::collections::BTreeSet;
use std::fmt::Debug;

/// Visits every state that is reached from `start`; `next` gives all that may follow a state.
pub fn explore<S: Debug>(start: S, next: impl Fn(&S) -> Vec<S>) -> usize {
    let mut seen = BTreeSet::from([format!("{start:?}")]);
    let mut waiting = vec![start];
    while let Some(state) = waiting.pop() {
        waiting.extend(next(&state).into_iter().filter(|state| seen.insert(format!("{state:?}"))));
    }
    seen.len()
}
