//! Governors: a proposal from its snapshot to its execution.

use super::explore;
use crate::rules::governor::State::{self, Active, Canceled, Defeated, Executed, Expired, Pending, Queued, Succeeded};
use crate::rules::governor::Support::{self, Abstain, Against, For};
use crate::rules::governor::{bravo, openzeppelin};

/// What may become of a governor's proposal; the same state may always stay.
fn follows(before: State, after: State) -> bool {
    let may: &[State] = match before {
        Pending => &[Active, Canceled],
        Active => &[Succeeded, Defeated, Canceled],
        Succeeded => &[Queued, Executed, Canceled],
        Queued => &[Executed, Expired, Canceled],
        // Compound's proposer may still take back what nobody can execute any more.
        Defeated | Expired => &[Canceled],
        Canceled | Executed => &[],
    };
    before == after || may.contains(&after)
}

const SIDES: [Support; 3] = [For, Against, Abstain];
const UNTIL: u64 = 9;

#[test]
fn no_path_of_an_openzeppelin_governor_is_stuck_or_undone() {
    for (extension, supers, timelock) in
        [(None, None, None), (Some(2), None, Some(1)), (None, Some(2), Some(2)), (Some(1), Some(3), Some(0))]
    {
        let setup = openzeppelin::Setup {
            voting_delay: 1,
            voting_period: 2,
            quorum: 2,
            late_quorum_extension: extension,
            super_quorum: supers,
            timelock_delay: timelock,
        };
        let next = |(proposal, now): &(openzeppelin::Proposal, u64)| {
            let before = proposal.state(*now);
            let mut reached = Vec::new();
            let mut act = |change: &dyn Fn(&mut openzeppelin::Proposal) -> bool| {
                let mut after = proposal.clone();
                change(&mut after);
                reached.push((after, *now));
            };
            for voter in 0..3 {
                SIDES.iter().for_each(|support| act(&|after| after.vote(*now, voter, 1, *support)));
            }
            act(&|after| after.queue(*now));
            act(&|after| after.execute(*now));
            act(&|after| after.cancel(*now));
            reached.extend((*now < UNTIL).then(|| (proposal.clone(), now + 1)));
            for (after, then) in &reached {
                assert!(follows(before, after.state(*then)), "{proposal:?} at {now}, {after:?} at {then}");
                assert!(before != Defeated || after.state(*then) == Defeated, "nobody takes back what is defeated");
                assert!(after.deadline() <= 3 + extension.unwrap_or(0), "no deadline moves by more than the extension");
            }
            assert!(*now <= 3 + extension.unwrap_or(0) || !matches!(before, Pending | Active), "voting ends");
            if before == Succeeded {
                let mut carried = proposal.clone();
                let queued = carried.queue(*now);
                assert_eq!(queued, timelock.is_some());
                assert!(carried.execute(now + timelock.unwrap_or(0)), "whatever succeeds can be executed after its delay");
            }
            reached
        };
        assert!(explore((openzeppelin::Proposal::new(setup, 0), 0), next) > 100);
    }
}

#[test]
fn no_path_of_a_compound_governor_is_stuck_or_undone() {
    let setup = bravo::Setup { voting_delay: 1, voting_period: 2, quorum_votes: 2, timelock_delay: 2, grace_period: 1 };
    let next = |(proposal, now): &(bravo::Proposal, u64)| {
        let before = proposal.state(*now);
        let mut reached = Vec::new();
        let mut act = |change: &dyn Fn(&mut bravo::Proposal) -> bool| {
            let mut after = proposal.clone();
            let taken = change(&mut after);
            reached.push((after, *now));
            taken
        };
        for voter in 0..3 {
            SIDES.iter().for_each(|support| {
                act(&|after| after.vote(*now, voter, 1, *support));
            });
        }
        act(&|after| after.queue(*now));
        let executed = act(&|after| after.execute(*now));
        act(&|after| after.cancel(*now));
        reached.extend((*now < UNTIL).then(|| (proposal.clone(), now + 1)));
        for (after, then) in &reached {
            assert!(follows(before, after.state(*then)), "{proposal:?} at {now}, {after:?} at {then}");
        }
        // Two for the queue, after voting that ends at 3.
        assert!(!executed || *now >= 6, "nothing is executed before its delay");
        if before == Succeeded {
            let mut carried = proposal.clone();
            assert!(carried.queue(*now) && !carried.clone().execute(now + 1) && carried.execute(now + 2));
        }
        reached
    };
    assert!(explore((bravo::Proposal::new(setup, 0), 0), next) > 100);
}
