//! From one run to an answer: many replicates, in parallel, whose results do not depend on how they were worked off.
//!
//! ```text
//!   plan -> ordered (any order, any threads) -> plan order again -> one writer -> result folder
//! ```
//!
//! Nothing here changes a run, and no byte of a result depends on threads, order or interruptions.

pub mod compare;
mod conduct;
pub mod dead;
mod ordered;
pub mod origin;
mod replicate;
pub mod sensitivity;
pub mod sweep;
pub mod tornado;
pub mod verify;

pub use conduct::{Ended, Finished, Progress, Request, conduct};
pub use ordered::{Order, Pool, in_order, in_order_within};
pub use replicate::{Run, Status, Worker, dates, n_dates, said};

/// Version of the model: results may only differ between two versions.
pub const MODEL_VERSION: &str = env!("CARGO_PKG_VERSION");
