//! The tables of a finished sweep of ours, with what its manifest says.

use crate::export::{Counts, Error, Manifest, State, refusal};
use crate::tables::Tables;
use std::path::{Path, PathBuf};

/// What was swept.
#[derive(Debug)]
pub struct Swept {
    /// Where it lies.
    pub folder: PathBuf,
    /// Name of the experiment.
    pub name: String,
    /// The line that gives the sweep again.
    pub command: String,
    /// Root of all randomness.
    pub seed: u64,
    /// Runs by status.
    pub runs: Counts,
    /// Its tables.
    pub tables: Tables,
    /// The point of each row of the design.
    pub rows: Vec<usize>,
}

impl Swept {
    /// Reads all but the values.
    ///
    /// # Errors
    /// When the folder holds no finished sweep, or a table of it cannot be read.
    pub fn read(folder: &Path) -> Result<Swept, Error> {
        let manifest = finished(folder)?;
        let tables = Tables::open(folder, &[])?;
        let rows = tables.design()?;
        let Manifest { name, command, seed, runs, .. } = manifest;
        Ok(Swept { folder: folder.to_owned(), name, command, seed, runs, tables, rows })
    }

    /// The values of the axes at a point.
    pub fn values(&self, point: usize) -> &[String] {
        &self.tables.points[point].cells
    }
}

/// The manifest of a folder with all of a sweep.
fn finished(folder: &Path) -> Result<Manifest, Error> {
    let refuse = |found: &str, hint: &str| Err(refusal(folder, found.to_owned(), "a finished sweep".to_owned(), hint.to_owned()));
    let Some(manifest) = Manifest::read(folder) else {
        return refuse("no manifest.json of ours", "`folkmoot sweep EXPERIMENT` makes one");
    };
    let Some(sweep) = &manifest.sweep else {
        return refuse(
            "runs of one scenario",
            "`folkmoot sweep EXPERIMENT` varies it; `folkmoot sensitivity SCENARIO` varies what it leaves open",
        );
    };
    if let Some(shard) = &sweep.shard {
        return refuse(&format!("part {shard} of a sweep"), "`folkmoot merge` puts the parts together");
    }
    if manifest.status != State::Complete {
        let found = format!("a sweep that is {}, {} of {} runs there", manifest.status.word(), manifest.runs.total(), sweep.runs);
        return refuse(&found, &format!("`{} --resume` finishes it", manifest.command));
    }
    Ok(manifest)
}
