//! `manifest.json`: what ran, from what, how far it is, and the hash of everything else in the folder.

use super::{Error, Folder, Identity, atomic, clock};
use crate::experiment::{MODEL_VERSION, Status};
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize, Serializer};
use std::path::Path;

/// The file's name.
pub const MANIFEST: &str = "manifest.json";

/// The largest integer that every JSON reader keeps exact.
const EXACT: u64 = 1 << 53;

/// How far a result folder, or a part of it, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Under way, or ended without a word.
    Running,
    /// All there.
    Complete,
    /// Stopped by a person; can be taken up again.
    Interrupted,
    /// Stopped by the machine; can be taken up again.
    Failed,
}

impl State {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            State::Running => "running",
            State::Complete => "complete",
            State::Interrupted => "interrupted",
            State::Failed => "failed",
        }
    }
}

/// Runs by status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Runs that reached the horizon.
    pub ok: u64,
    /// Runs that broke an invariant.
    pub panicked: u64,
    /// Runs with a value that is not finite.
    pub non_finite: u64,
    /// Runs that took longer than they were given.
    #[serde(default)]
    pub timed_out: u64,
}

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, status: Status) {
        match status {
            Status::Ok => self.ok += 1,
            Status::Panicked => self.panicked += 1,
            Status::NonFinite => self.non_finite += 1,
            Status::TimedOut => self.timed_out += 1,
        }
    }

    /// Runs that left no values.
    pub fn failed(&self) -> u64 {
        self.panicked + self.non_finite + self.timed_out
    }

    /// All runs.
    pub fn total(&self) -> u64 {
        self.ok + self.failed()
    }
}

/// One start, or one resumption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// When it began, UTC.
    pub started: String,
    /// How it ended; `running` if it never said.
    pub status: State,
    /// How long it took, seconds.
    pub wall_seconds: f64,
    /// Threads used.
    pub threads: usize,
    /// Runs that were there before.
    pub from: u64,
    /// Runs that it added.
    pub runs: u64,
}

/// What a manifest says of a sweep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepNote {
    /// Points.
    pub points: u64,
    /// Runs at most.
    pub runs: u64,
    /// `I/N` for the part of a cluster job; `None` for the whole.
    pub shard: Option<String>,
}

/// The content of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `folkmoot`: tells our manifest from other programs'.
    pub made_by: String,
    /// How far the folder is.
    pub status: State,
    /// The scenario's name.
    pub name: String,
    /// The line that gives the same results.
    pub command: String,
    /// SHA-256 of the resolved scenario without the number of replicates; of a sweep, of all its points.
    pub scenario_hash: String,
    /// The point that all rows belong to; empty for a sweep, whose rows have one each.
    pub point: String,
    /// Version of the model.
    pub model_version: String,
    /// Commit of the source, or `unknown`.
    pub commit: String,
    /// Compiler.
    pub rustc: String,
    /// Machine that the program was built for.
    pub target: String,
    /// Root of all randomness; text where a float would not hold it.
    #[serde(serialize_with = "exact", deserialize_with = "number_or_text")]
    pub seed: u64,
    /// Replicates asked for; of a sweep, of each point at most.
    pub replicates: u64,
    /// What there is to know of a sweep; `None` for runs of one scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sweep: Option<SweepNote>,
    /// Runs there, by status.
    pub runs: Counts,
    /// Every start and resumption.
    pub parts: Vec<Part>,
    /// SHA-256 over all other files but `timing.csv`; `None` until complete.
    pub result_hash: Option<String>,
}

impl Manifest {
    /// The manifest of a folder in which nothing has run yet.
    pub fn new(scenario: &Scenario, identity: &Identity, command: &str, replicates: u64) -> Manifest {
        Manifest {
            made_by: "folkmoot".to_owned(),
            status: State::Running,
            name: scenario.name.clone(),
            command: command.to_owned(),
            scenario_hash: identity.scenario.clone(),
            point: identity.point.clone(),
            model_version: MODEL_VERSION.to_owned(),
            commit: env!("FOLKMOOT_COMMIT").to_owned(),
            rustc: env!("FOLKMOOT_RUSTC").to_owned(),
            target: env!("FOLKMOOT_TARGET").to_owned(),
            seed: scenario.seed,
            replicates,
            sweep: None,
            runs: Counts::default(),
            parts: Vec::new(),
            result_hash: None,
        }
    }

    /// Runs asked for, at most.
    pub fn asked(&self) -> u64 {
        self.sweep.as_ref().map_or(self.replicates, |sweep| sweep.runs)
    }

    /// Begins a part after the runs that are there.
    pub fn begin_part(&mut self, threads: usize, there: Counts) {
        self.runs = there;
        let (started, from) = (clock::now(), there.total());
        self.parts.push(Part { started, status: State::Running, wall_seconds: 0.0, threads, from, runs: 0 });
    }

    /// Ends the part at hand.
    pub fn end_part(&mut self, status: State, wall_seconds: f64, runs: Counts) {
        self.status = status;
        self.runs = runs;
        if let Some(part) = self.parts.last_mut() {
            (part.status, part.wall_seconds, part.runs) = (status, wall_seconds, runs.total().saturating_sub(part.from));
        }
    }

    /// Reads the manifest of a folder; `None` if there is none, or it is another program's.
    pub fn read(folder: &Path) -> Option<Manifest> {
        let text = std::fs::read_to_string(folder.join(MANIFEST)).ok()?;
        serde_json::from_str(&text).ok().filter(|manifest: &Manifest| manifest.made_by == "folkmoot")
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(self).expect("a manifest holds nothing that JSON cannot") + "\n";
        atomic::replace(&folder.join(MANIFEST), text.as_bytes())
    }

    /// Writes down how it ended. The sidecar goes last: until then, everything can be made again from it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn conclude(&mut self, folder: &Folder) -> Result<(), Error> {
        let complete = self.status == State::Complete;
        if complete {
            self.result_hash = Some(folder.result_hash()?);
        }
        folder.write("timing.csv", self.timing().as_bytes())?;
        self.write(folder.path())?;
        if complete { folder.remove_sidecar() } else { Ok(()) }
    }

    /// `timing.csv`: the parts as a table.
    pub fn timing(&self) -> String {
        let mut table = "part,started,status,wall_seconds,threads,from,runs\n".to_owned();
        for (idx, part) in self.parts.iter().enumerate() {
            let Part { started, status, wall_seconds, threads, from, runs } = part;
            table += &format!("{idx},{started},{},{wall_seconds:.3},{threads},{from},{runs}\n", status.word());
        }
        table
    }
}

/// An integer that any JSON reader keeps exact: a number, or text beyond 2^53.
pub fn exact<S: Serializer>(value: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    if *value <= EXACT { serializer.serialize_u64(*value) } else { serializer.serialize_str(&value.to_string()) }
}

fn number_or_text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    let number = value.as_u64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
    number.ok_or_else(|| serde::de::Error::custom("expected a seed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(seed: u64) -> Manifest {
        let runs = Counts { ok: 2, panicked: 1, non_finite: 0, timed_out: 0 };
        let started = "2026-03-01T09:30:00Z".to_owned();
        let part = Part { started, status: State::Complete, wall_seconds: 1.25, threads: 2, from: 0, runs: 3 };
        let text = |text: &str| text.to_owned();
        Manifest {
            made_by: text("folkmoot"),
            status: State::Complete,
            name: text("small"),
            command: text("folkmoot run small.toml"),
            scenario_hash: text("abc"),
            point: text("a"),
            model_version: text("0"),
            commit: text("unknown"),
            rustc: text("unknown"),
            target: text("unknown"),
            seed,
            replicates: 3,
            sweep: None,
            runs,
            parts: vec![part],
            result_hash: None,
        }
    }

    #[test]
    fn every_seed_survives_a_reader_that_has_only_floats() {
        for (seed, text) in
            [(7, "7"), (EXACT, "9007199254740992"), (EXACT + 1, "\"9007199254740993\""), (u64::MAX, "\"18446744073709551615\"")]
        {
            let json = serde_json::to_string(&manifest(seed)).expect("it is JSON");
            assert!(json.contains(&format!("\"seed\":{text}")), "{json}");
            assert_eq!(serde_json::from_str::<Manifest>(&json).ok(), Some(manifest(seed)));
        }
    }

    #[test]
    fn timing_has_a_row_per_part() {
        let header = "part,started,status,wall_seconds,threads,from,runs\n";
        assert_eq!(manifest(7).timing(), format!("{header}0,2026-03-01T09:30:00Z,complete,1.250,2,0,3\n"));
    }
}
