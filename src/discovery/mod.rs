//! Scenario discovery: under which rules and in which worlds does it go wrong, in a sentence.
//!
//! ```text
//!   points, each with inputs, runs, and how many of them are cases
//!     -> peel a little off one side, again and again; paste back what was too much         (trajectory)
//!     -> the box with the best balance of coverage and density; restrictions that do nothing are dropped
//!     -> shuffle what came out among the points: would so good a box come up anyway?       (no: there is a box)
//!     -> the points that were held back: is it as good there?
//!     -> the same again without the points inside, and a shallow tree beside it
//! ```
//!
//! Coverage is the share of all cases that lie inside, density the share of runs inside that are cases, mass the share of all runs
//! that lie inside. Everything works on points, with the number of runs as their weight: replicates of a point share their inputs,
//! so they are no independent evidence for a limit. Nothing here knows where the columns come from.
//!
//! # Source
//! Friedman and Fisher, "Bump Hunting in High-Dimensional Data" (1999); Bryant and Lempert, "Thinking Inside the Box" (2010), for
//! coverage, density and quasi-p values; peeling and pasting go step by step like EMA Workbench 2.5's `Prim` with its defaults.

mod bounds;
mod cases;
mod choose;
mod find;
mod order;
mod peel;
mod proof;
mod trajectory;
mod tree;

pub use bounds::{Bounds, Limit};
pub use cases::{Cases, Input, Tally, Values};
pub use choose::Wanted;
pub use find::{Discovery, Ending, Found, Held, Search, discover};
pub use proof::{Restriction, SEARCHES, restrictions};
pub use trajectory::{Patience, Step, trajectory};
pub use tree::{Growth, Node, Parting, tree};
