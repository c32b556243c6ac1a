//! `folkmoot new`: a scenario to start from, comments and all.

use super::{Failure, figures, talk};
use crate::experiment::sweep::STARTER;
use crate::scenario::PRESETS;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  folkmoot new --list                   what there is to start from
  folkmoot new partnership              writes partnership.toml here
  folkmoot new partnership ours.toml    writes ours.toml; a file that is there is never overwritten
  folkmoot new --experiment             writes experiment.toml, which sweeps partnership.toml
  folkmoot new --experiment ours.toml   the same under another name";

/// Write a scenario or an experiment to start from
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Name of the preset
    #[arg(required_unless_present_any = ["list", "experiment"])]
    preset: Option<String>,
    /// Where to write it [default: the preset's name with .toml, here]
    path: Option<PathBuf>,
    /// List the presets
    #[arg(long, conflicts_with_all = ["preset", "path"])]
    list: bool,
    /// Write an experiment for `folkmoot sweep`, comments and all [default path: experiment.toml]
    #[arg(long, value_name = "PATH", num_args = 0..=1, default_missing_value = "experiment.toml")]
    #[arg(conflicts_with_all = ["preset", "path", "list"])]
    experiment: Option<PathBuf>,
}

/// Does what the arguments say.
pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    if let Some(path) = &args.experiment {
        write_new(STARTER, path)?;
        let scenario = path.with_file_name("partnership.toml");
        let (shown, scenario) = (path.display(), scenario.display());
        talk::say(&format!("wrote {shown}; it sweeps {scenario}, which `folkmoot new partnership {scenario}` writes"));
        talk::say(&format!("hint: `folkmoot sweep {shown} --dry-run` says what it would run"));
        return Ok(ExitCode::SUCCESS);
    }
    let Some(name) = &args.preset else {
        talk::print(&figures::aligned(presets().into_iter().map(|(name, question)| [name, question].map(str::to_owned))))?;
        return Ok(ExitCode::SUCCESS);
    };
    let path = args.path.clone().unwrap_or_else(|| PathBuf::from(format!("{name}.toml")));
    write_preset(name, &path)?;
    talk::say(&format!("wrote {}; `folkmoot run {}` runs it", path.display(), path.display()));
    Ok(ExitCode::SUCCESS)
}

/// Why no file was written.
#[derive(Debug, thiserror::Error)]
pub enum NewError {
    /// There is no such preset.
    #[error("there is no preset `{name}`\nhint: presets are {known}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// There is already something at the path.
    #[error("`{}` is already there and stays as it is\nhint: name another file, or take that one away", path.display())]
    Exists {
        /// The path.
        path: PathBuf,
    },
    /// The file cannot be written.
    #[error("`{}` cannot be written", path.display())]
    Unwritable {
        /// The path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Names of the presets, each with its question.
pub fn presets() -> Vec<(&'static str, &'static str)> {
    PRESETS.iter().map(|preset| (preset.name, preset.question())).collect()
}

/// Writes a preset to a new file. A file that is already there is left alone.
///
/// # Errors
/// If there is no such preset, or the file is there or cannot be written.
pub fn write_preset(name: &str, path: &Path) -> Result<(), NewError> {
    let preset = PRESETS.iter().find(|preset| preset.name == name).ok_or_else(|| NewError::Unknown {
        name: name.to_owned(),
        known: PRESETS.iter().map(|preset| format!("`{}`", preset.name)).collect::<Vec<_>>().join(", "),
    })?;
    write_new(preset.text, path)
}

fn write_new(text: &str, path: &Path) -> Result<(), NewError> {
    let unwritable = |source: std::io::Error| match source.kind() {
        ErrorKind::AlreadyExists => NewError::Exists { path: path.to_owned() },
        _ => NewError::Unwritable { path: path.to_owned(), source },
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(unwritable)?;
    file.write_all(text.as_bytes()).map_err(unwritable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preset_is_never_written_over_a_file() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("mine.toml");
        write_preset("partnership", &path).expect("nothing is there yet");
        std::fs::write(&path, "mine").expect("the file can be written");
        assert!(matches!(write_preset("board_approval", &path), Err(NewError::Exists { .. })));
        assert_eq!(std::fs::read_to_string(&path).expect("the file is there"), "mine");
    }
}
