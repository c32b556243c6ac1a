//! Runs of a comparison under way, kept in a file so that an interruption loses none: one line of JSON for each replicate, after
//! one that says what is compared.

use super::change::{Change, Changes, Example};
use super::{Contest, Round};
use crate::event::Outcome;
use crate::experiment::{MODEL_VERSION, Status};
use crate::export::{Error, Identity, refusal, sha256};
use crate::story::outcome_word;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The file's name.
pub const KEPT: &str = "compare.partial";

/// The file of a comparison under way, which nobody else may write.
pub struct Kept {
    path: PathBuf,
    file: File,
}

impl Kept {
    /// Opens the file in a folder, which is made, and gives the rounds that it holds: those of this comparison, from the first on.
    /// Without `resume` there are none.
    ///
    /// # Errors
    /// When another process writes into it, it holds another comparison, or the disk refuses.
    pub fn open(folder: &Path, contest: &Contest, resume: bool) -> Result<(Kept, Vec<Round>), Error> {
        std::fs::create_dir_all(folder).map_err(Error::io("make the folder", folder))?;
        let path = folder.join(KEPT);
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = opened.map_err(Error::io("open", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let (found, hint) =
                    ("another process that writes into it", "wait for it to end, or `--out DIR` writes elsewhere");
                let expected = "a folder for this process alone";
                return Err(refusal(folder, found.to_owned(), expected.to_owned(), hint.to_owned()));
            }
            Err(TryLockError::Error(source)) => return Err(Error::io("lock", &path)(source)),
        }
        let head = head(contest);
        let (rounds, whole) = if resume { read(&file, &path, &head, contest)? } else { (Vec::new(), 0) };
        let cut = file.set_len(whole).and_then(|()| file.seek(SeekFrom::Start(whole)));
        cut.map_err(Error::io("shorten", &path))?;
        let mut kept = Kept { path, file };
        if whole == 0 {
            kept.write(&head)?;
        }
        Ok((kept, rounds))
    }

    /// Adds a round.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep(&mut self, round: &Round) -> Result<(), Error> {
        let line = Line::of(round);
        self.write(&serde_json::to_string(&line).expect("numbers and words are JSON"))
    }

    /// Removes the file, once everything that was made of it is there.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn remove(self) -> Result<(), Error> {
        std::fs::remove_file(&self.path).map_err(Error::io("remove", &self.path))
    }

    fn write(&mut self, line: &str) -> Result<(), Error> {
        self.file.write_all(format!("{line}\n").as_bytes()).map_err(Error::io("write", &self.path))
    }
}

/// What is compared, so that no other comparison goes on with it.
fn head(contest: &Contest) -> String {
    let points = contest.scenarios.iter().map(|scenario| Identity::of(&scenario.resolved).scenario);
    let parts: Vec<String> = points.chain(contest.metrics.iter().cloned()).chain([MODEL_VERSION.to_owned()]).collect();
    format!("{{\"compares\":\"{}\"}}", sha256(parts.join("\n").as_bytes()))
}

/// The rounds of a file and the length of it that is whole.
fn read(file: &File, path: &Path, head: &str, contest: &Contest) -> Result<(Vec<Round>, u64), Error> {
    let mut reader = BufReader::new(file);
    let mut line = String::new();
    let (mut rounds, mut whole) = (Vec::new(), 0);
    while reader.read_line(&mut line).map_err(Error::io("read", path))? > 0 && line.ends_with('\n') {
        if whole == 0 && line.trim_end() != head {
            let (found, expected) = ("runs of another comparison".to_owned(), "runs of this one".to_owned());
            return Err(refusal(path, found, expected, "`--force` replaces them, `--out DIR` writes elsewhere".to_owned()));
        }
        if whole > 0 {
            let round = serde_json::from_str::<Line>(&line).ok().and_then(|line| line.round(contest));
            let Some(round) = round.filter(|round| round.replicate == rounds.len() as u64) else { break };
            rounds.push(round);
        }
        whole += line.len() as u64;
        line.clear();
    }
    Ok((rounds, whole))
}

/// A round as the file has it. Values are bits: a reader of JSON may round numbers.
#[derive(Serialize, Deserialize)]
struct Line {
    replicate: u64,
    runs: Vec<(String, Vec<Option<u64>>)>,
    pairs: Vec<Pair>,
}

#[derive(Serialize, Deserialize)]
struct Pair {
    submitted: [u64; 2],
    matched: u64,
    changed: u64,
    kinds: Vec<Kind>,
}

#[derive(Serialize, Deserialize)]
struct Kind {
    outcomes: [String; 2],
    parted: [String; 2],
    n: u64,
    harmful: u64,
    proposal: String,
    told: [String; 2],
}

const OPEN: &str = "open";

impl Line {
    fn of(round: &Round) -> Line {
        let bits = |values: &Vec<Option<f64>>| values.iter().map(|value| value.map(f64::to_bits)).collect();
        let kind = |change: &Change| Kind {
            outcomes: change.outcomes.map(|outcome| outcome.map_or(OPEN, outcome_word).to_owned()),
            parted: change.parted.clone(),
            n: change.n,
            harmful: change.harmful,
            proposal: change.example.proposal.clone(),
            told: change.example.told.clone(),
        };
        let pair = |changes: &Changes| Pair {
            submitted: changes.submitted,
            matched: changes.matched,
            changed: changes.changed,
            kinds: changes.in_order().map(kind).collect(),
        };
        Line {
            replicate: round.replicate,
            runs: round.runs.iter().map(|(status, values)| (status.word().to_owned(), bits(values))).collect(),
            pairs: round.changes.iter().map(pair).collect(),
        }
    }

    /// The round; `None` if the line says something that no round does.
    fn round(self, contest: &Contest) -> Option<Round> {
        let n = contest.scenarios.len();
        let replicate = self.replicate;
        let run = |(word, bits): (String, Vec<Option<u64>>)| {
            let status = Status::ALL.into_iter().find(|status| status.word() == word)?;
            let values: Vec<Option<f64>> = bits.into_iter().map(|bits| bits.map(f64::from_bits)).collect();
            (values.len() == contest.metrics.len()).then_some((status, values))
        };
        let runs: Option<Vec<_>> = self.runs.into_iter().map(run).collect();
        let change = |kind: Kind| {
            let [from, to] = &kind.outcomes;
            let outcomes = [outcome(from)?, outcome(to)?];
            let example = Example { replicate, proposal: kind.proposal, told: kind.told };
            Some(Change { outcomes, parted: kind.parted, n: kind.n, harmful: kind.harmful, example })
        };
        let changes = |pair: Pair| {
            let kinds = pair.kinds.into_iter().map(change).collect::<Option<Vec<Change>>>()?;
            Some(Changes::of(pair.submitted, pair.matched, pair.changed, kinds))
        };
        let changes: Option<Vec<Changes>> = self.pairs.into_iter().map(changes).collect();
        let round = Round { replicate, runs: runs?, changes: changes? };
        (round.runs.len() == n && round.changes.len() == n * (n - 1) / 2).then_some(round)
    }
}

/// How a proposal left its route, by its word.
fn outcome(word: &str) -> Option<Option<Outcome>> {
    const ALL: [Outcome; 5] = [Outcome::Executed, Outcome::Unfunded, Outcome::Rejected, Outcome::Lapsed, Outcome::Withdrawn];
    if word == OPEN { Some(None) } else { ALL.into_iter().find(|outcome| outcome_word(*outcome) == word).map(Some) }
}
