//! Defaults that depend on other parts of the file, written out. After this the file says everything that it means.

use super::reference::median_of_mixture;
use crate::scenario::file::route::AtFile;
use crate::scenario::file::{Positive, ScenarioFile, StageFile};

/// Writes out what archetypes, tables, costs and meetings decide.
pub fn fill(file: &mut ScenarioFile) {
    for (_, group) in &mut file.people.0 {
        if group.count.is_none() && !group.members.is_empty() {
            group.count = u32::try_from(group.members.len()).ok();
        }
        let traits = group.over(group.archetype.traits());
        group.write_out(traits);
    }
    for (_, cell) in &mut file.cells.0 {
        let traits = cell.people.over(cell.archetype.traits());
        cell.people.write_out(traits);
    }
    if file.constituents.is_empty() {
        let names = file.people.0.iter().map(|(name, _)| name).chain(file.cells.0.iter().map(|(name, _)| name));
        file.constituents = names.cloned().collect();
    }
    if file.value.reference_cost.is_none() {
        file.value.reference_cost = Some(Positive(reference_cost(file)));
    }
    fill_stages(file);
}

fn reference_cost(file: &ScenarioFile) -> f64 {
    let work = file.cells.0.iter().filter_map(|(_, cell)| cell.work.as_ref()).map(|work| (work.arrivals.per_day(), work.size.0));
    let streams = file.proposals.0.iter().map(|(_, stream)| (stream.arrivals.per_day(), stream.size.0));
    median_of_mixture(&work.chain(streams).collect::<Vec<_>>()).unwrap_or(1.0)
}

fn fill_stages(file: &mut ScenarioFile) {
    let meeting: Vec<String> = {
        let bodies = file.bodies.0.iter().filter(|(_, body)| body.meets.is_some()).map(|(name, _)| name.clone());
        let cells = file.cells.0.iter().filter(|(_, cell)| cell.meets.is_some()).map(|(name, _)| name.clone());
        let all_cells = !file.cells.0.is_empty() && file.cells.0.iter().all(|(_, cell)| cell.meets.is_some());
        bodies.chain(cells).chain(all_cells.then(|| "own_cell".to_owned())).collect()
    };
    let meets = |body: &str| meeting.iter().any(|name| name == body);
    let judging = file.judging;
    for stage in file.decisions.0.iter_mut().flat_map(|(_, kind)| &mut kind.route) {
        if stage.at.is_none() && !stage.has_clock() && stage.decider().is_some_and(meets) {
            stage.at = Some(AtFile::Meeting);
        }
        if stage.judging.is_none() && stage.judge().is_some_and(|judge| !meets(judge)) {
            stage.judging = Some(judging);
        }
    }
}

impl StageFile {
    /// The body that decides, as the file calls it; `None` for a timelock.
    pub(super) fn decider(&self) -> Option<&str> {
        let optimistic = self.optimistic.as_ref().map(|rule| &rule.body);
        let vote = self.vote.as_ref().map(|rule| &rule.body);
        let consent = self.consent.as_ref().map(|rule| &rule.body);
        let council = self.council.as_ref().map(|rule| &rule.body);
        let executive = self.executive.as_ref().map(|rule| &rule.body);
        let conviction = self.conviction.as_ref().map(|rule| &rule.body);
        let hat = self.hat.as_ref().map(|rule| &rule.body);
        let round = self.round.as_ref().map(|rule| &rule.body);
        let dispute = self.dispute.as_ref().map(|rule| &rule.body);
        let jury = self.jury.as_ref().map(|rule| &rule.body);
        let retains = self.timelock.as_ref().and_then(|rule| rule.retains.as_ref()).map(|retains| &retains.body);
        let asking =
            optimistic.or(vote).or(consent).or(council).or(executive).or(conviction).or(hat).or(round).or(dispute).or(jury);
        asking.or(retains).map(String::as_str)
    }

    /// The body that judges objections, as the file calls it; `None` if nobody does.
    pub(super) fn judge(&self) -> Option<&str> {
        let optimistic = self.optimistic.as_ref().map(|rule| (&rule.judged_by, &rule.body));
        let (judge, body) = optimistic.or(self.consent.as_ref().map(|rule| (&rule.judged_by, &rule.body)))?;
        match judge.as_str() {
            "nobody" => None,
            "other_members" => Some(body),
            judge => Some(judge),
        }
    }

    fn has_clock(&self) -> bool {
        let by_itself = self.optimistic.is_some()
            || self.timelock.is_some()
            || self.round.is_some()
            || self.dispute.is_some()
            || self.jury.is_some();
        by_itself || self.vote.as_ref().is_some_and(|vote| vote.period.is_some())
    }
}
