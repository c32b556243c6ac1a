//! `--shard I/N`, and `env/N` for engines that number their jobs.

use crate::experiment::sweep::Shard;

/// Where engines say which job this is: Slurm, Kubernetes, AWS Batch, HyperQueue.
const NUMBERS: [&str; 4] = ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX", "HQ_TASK_ID"];

/// Reads a part.
///
/// # Errors
/// In words, when it is none, or no engine says which.
pub fn parse(text: &str) -> Result<Shard, String> {
    let Some(of) = text.strip_prefix("env/") else { return Shard::parse(text) };
    let number = NUMBERS.iter().find_map(|name| variable(name));
    let number = number.ok_or_else(|| format!("expected one of {} to be set, found none", NUMBERS.join(", ")))?;
    Shard::parse(&format!("{number}/{of}"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "which part of a sweep this job is decides which rows are made, never what is in them"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
