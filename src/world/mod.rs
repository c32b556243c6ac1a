//! Columns.
use crate::units::Tick;
/// State of the run.
pub struct World {
    /// Replicate.
    pub replicate: u64,
    /// Now.
    pub now: Tick,
}
