//! Routes: two stages and an appeal, with every ending leading everywhere that a scenario may send it.

use super::explore;
use crate::rules::route::{self, Decider, Ending, Guard, Next, Route, Stage, Step};
use crate::rules::{Mechanism, Timelock};
use crate::units::{Money, StageId, Ticks};

const ENDINGS: [Ending; 3] = [Ending::Pass, Ending::Block, Ending::Lapse];
const TWICE: Next = Next::Revise { at_most: 2, takes: Ticks(3) };
const APPEAL: StageId = StageId(2);

fn stage(guard: Guard, [on_pass, on_block, on_lapse]: [Next; 3]) -> Stage {
    Stage {
        name: "stage".to_owned(),
        guard,
        decider: Decider::Nobody,
        mechanism: Mechanism::Timelock(Timelock::of(Ticks(1))),
        at_meeting: false,
        recuses_proposer: false,
        at_a_time: None,
        one_per: None,
        lapses_after: None,
        judging: None,
        on_pass,
        on_block,
        on_lapse,
    }
}

/// All that three endings may lead to.
fn triples(nexts: &[Next]) -> Vec<[Next; 3]> {
    let pairs = nexts.iter().flat_map(|a| nexts.iter().map(move |b| (*a, *b)));
    pairs.flat_map(|(a, b)| nexts.iter().map(move |c| [a, b, *c])).collect()
}

/// A proposal on its way.
#[derive(Clone, Copy, Debug)]
struct Walk {
    step: Step,
    revisions: u8,
    /// Stages entered so far.
    entered: u32,
}

fn check(route: &Route, cost: Money) {
    let next = |walk: &Walk| {
        // At most two revisions, and three stages that only lead on.
        assert!(walk.entered <= 5 && walk.revisions <= 2, "it goes round in circles: {walk:?}");
        let stage = match walk.step {
            Step::Enter(stage) => {
                assert!(route[stage.idx()].guard.holds(cost), "no stage is entered in order that does not apply: {walk:?}");
                stage
            }
            Step::Escalate(stage) | Step::Revise(stage, _) => stage,
            Step::Passed | Step::Rejected | Step::Lapsed | Step::Withdrawn => return Vec::new(),
        };
        let after = |ending| {
            let step = route::advance(route, stage, ending, cost, walk.revisions);
            let revised = u8::from(matches!(step, Step::Revise(..)));
            let goes_on = matches!(step, Step::Enter(_) | Step::Escalate(_) | Step::Revise(..));
            if let Step::Enter(on) | Step::Escalate(on) = step {
                assert!(on > stage, "it leads on: {walk:?} {step:?}");
            }
            assert!(step != Step::Rejected || ending != Ending::Lapse, "nobody stopped it: {walk:?}");
            assert!(step != Step::Lapsed || ending == Ending::Lapse, "somebody stopped it: {walk:?}");
            assert!(step != Step::Withdrawn || walk.revisions == 2, "it may still be revised: {walk:?}");
            Walk { step, revisions: walk.revisions + revised, entered: walk.entered + u32::from(goes_on) }
        };
        ENDINGS.map(after).to_vec()
    };
    let begun = route::begin(route, cost);
    explore(Walk { step: begun, revisions: 0, entered: u32::from(begun != Step::Passed) }, next);
}

#[test]
fn every_walk_of_a_route_that_leads_on_ends() {
    let always = Guard { cost_above: None, cost_at_most: None, only_escalated: false };
    let guards = [always, Guard { cost_above: Some(Money(5)), ..always }, Guard { cost_at_most: Some(Money(5)), ..always }];
    let on = [Next::Continue, Next::Reject, TWICE, Next::Escalate(APPEAL)];
    let appeals = [[Next::Continue, Next::Reject, Next::Reject], [Next::Reject, TWICE, Next::Continue]];
    let mut walked = 0;
    for (first, second) in triples(&on).into_iter().flat_map(|first| triples(&on).into_iter().map(move |second| (first, second)))
    {
        for (guard, appeal) in guards.iter().flat_map(|guard| appeals.map(|appeal| (*guard, appeal))) {
            let last = stage(Guard { only_escalated: true, ..always }, appeal);
            let route = vec![stage(always, first), stage(guard, second), last];
            [5, 6].map(Money).into_iter().for_each(|cost| check(&route, cost));
            walked += 1;
        }
    }
    assert_eq!(walked, 64 * 64 * 6);
}
