//! The result folder: what an experiment leaves behind, for people, spreadsheets and papers.
//!
//! ```text
//!   manifest.json   what ran, how far it is, the hash of the rest      runs.csv      one row per replicate
//!   scenario.toml   the scenario, every default written out            series.csv    spread over replicates at each date
//!   columns.csv     every column of every file, with its unit          summary.csv   one row per metric, with interval
//!   timing.csv      how long it took                                   plots/        pictures
//! ```
//!
//! Every byte but those of `manifest.json` and `timing.csv` depends on scenario, seed and number of replicates only.
//! While a run is under way a binary sidecar keeps what the tables of the end are made of, so that memory stays flat and a
//! run can be taken up where a crash left it.

pub mod answers;
mod atomic;
mod clock;
mod columns;
mod earlier;
mod effects;
mod error;
mod finish;
mod folder;
mod identity;
mod influences;
mod journal;
mod manifest;
mod number;
#[cfg(feature = "plots")]
mod plot;
mod pooled;
mod portrait;
mod regions;
mod rows;
mod sensitivity;
mod series;
mod summary;
pub mod survey;
pub mod sweep;
mod table;
mod tornado;

pub use clock::Stopwatch;
pub use columns::{COLUMNS, columns, columns_of_sweep, direction, direction_of, range, unit, unit_of, when};
pub use earlier::{Earlier, Found};
pub use effects::{Effect, Effects};
pub use error::{Error, Refusal};
pub use finish::finish;
pub use folder::{Claim, Folder, Mode, SHARDS, hash_of, refusal, refuse_more, remove_derived, write_derived};
pub use identity::{Identity, run_id, sha256};
pub use influences::{Beside, Influence, Influenced, Influences};
pub use manifest::{Counts, Manifest, Part, State, SweepNote};
pub use number::cell;
pub use portrait::{Dot, Drawing, Portrait, write_new};
pub use regions::{Peeled, Region, Regions, Side, Spot};
pub use rows::{Layout, RUNS, Rows, Stem};
pub use sensitivity::{SENSITIVITY, sensitivity};
pub use summary::{Finding, LEVEL, find, read_back};
pub use sweep::POINTS;
pub use table::csv as csv_table;
pub(crate) use table::csv_cell;
pub use tornado::{TornadoBar, TornadoEnd, TornadoOf, Tornadoes, tornado};
