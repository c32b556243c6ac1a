//! More values or replicates for a sweep that is there, finished or not: the rows that it has are kept, and found instead of run.

use super::file::Instead;
use super::schedule::Schedule;
use super::{EXPERIMENT, Plan, Shard};
use crate::export::sweep;
use crate::export::{Earlier, Error, Folder, Manifest, Rows, State, refusal};

/// What to do instead.
pub const ELSEWHERE: &str = "`--force` replaces the results, `--out DIR` writes elsewhere";

/// Makes ready to add to a sweep: its points must be among ours, and its rows as they were made.
///
/// # Errors
/// When they are not, and when the disk refuses.
pub fn extend(folder: &Folder, plan: &Plan, before: &Manifest) -> Result<(), Error> {
    let refuse = |found: String, expected: &str, hint: &str| {
        Err(refusal(folder.path(), found, expected.to_owned(), format!("{hint}; {ELSEWHERE}")))
    };
    let finished = before.status == State::Complete;
    let (missing, of) = missing(folder, plan)?;
    if missing > 0 {
        let found = format!("{missing} of {of} points that are not in this experiment");
        return refuse(found, "only points of this experiment", "a sweep can be given more values and replicates");
    }
    if finished {
        if before.result_hash.as_ref() != Some(&folder.result_hash()?) {
            let (found, expected) = ("files that were changed since".to_owned(), "results as they were written".to_owned());
            return Err(refusal(folder.path(), found, expected, ELSEWHERE.to_owned()));
        }
    } else if !cut_to_whole_rows(folder, before)? {
        let found = "an unfinished sweep whose own experiment is not there as it was".to_owned();
        return refuse(found, "a beginning of this one", "only the line that began it goes on with it");
    }
    folder.remove_derived()?;
    Earlier::keep(folder.path())
}

/// Points of the folder that are not among ours, and all of its points.
fn missing(folder: &Folder, plan: &Plan) -> Result<(usize, usize), Error> {
    let path = folder.path().join("points.csv");
    // A sweep that ended before it wrote down its points has no rows either.
    let text = if path.is_file() { std::fs::read_to_string(&path).map_err(Error::io("read", &path))? } else { String::new() };
    let ids = text.lines().skip(1).filter_map(|line| line.split(',').next());
    let ours: std::collections::BTreeSet<&str> = plan.points.iter().map(|point| point.id.as_str()).collect();
    Ok((ids.clone().filter(|id| !ours.contains(id)).count(), ids.count()))
}

/// Cuts the rows of an unfinished sweep to those that are whole, as its own experiment says; `false` if that is not there.
fn cut_to_whole_rows(folder: &Folder, before: &Manifest) -> Result<bool, Error> {
    let plan = Plan::load(&folder.path().join(EXPERIMENT), Instead::default()).ok();
    let Some(plan) = plan.filter(|plan| plan.hash == before.scenario_hash) else { return Ok(false) };
    let shard = before.sweep.as_ref().and_then(|sweep| Shard::parse(sweep.shard.as_ref()?).ok());
    let mut schedule = Schedule::new(&plan, shard);
    Rows::open(folder.path(), sweep::layout(&plan), &mut |run| schedule.accept(run)).map(|_| true)
}
