//! Every path of the small machines: all that a few accounts can do at all moments, one after the other, until nothing new is
//! found. No state that ends is left, nothing is stuck, and the delays that are documented hold on every path.

use super::dispute::bonds::{Answer, Question};
use super::dual_governance::bounds::Bounds;
use super::dual_governance::machine::{Machine, State as Guard};
use super::dual_governance::{Config, WHOLE};
use super::fixture::{ballots, quiet, ratio, seats};
use super::fork::Fork;
use super::governor::State::{self, Active, Canceled, Defeated, Executed, Expired, Pending, Queued, Succeeded};
use super::governor::Support::{self, Abstain, Against, For};
use super::governor::{bravo, openzeppelin};
use super::hat::Hat;
use super::staged::{self, Stage};
use super::timelock::{Retains, Timelock};
use super::{Facts, Setting, Verdict, Weighting};
use crate::units::Ticks;
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Visits every state that is reached from `start`; `next` gives all that may follow a state.
fn explore<S: Debug>(start: S, next: impl Fn(&S) -> Vec<S>) -> usize {
    let mut seen = BTreeSet::from([format!("{start:?}")]);
    let mut waiting = vec![start];
    while let Some(state) = waiting.pop() {
        waiting.extend(next(&state).into_iter().filter(|state| seen.insert(format!("{state:?}"))));
    }
    seen.len()
}

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

/// Short lengths and three kinds of protest: none, some, enough to leave.
const DUAL: Config = Config {
    first_seal: WHOLE / 100,
    second_seal: WHOLE / 10,
    min_duration: 2,
    max_duration: 4,
    min_active: 1,
    deactivation: 2,
    cooldown: 1,
    withdraw_min: 1,
    withdraw_max: 3,
    withdraw_growth: 1,
    proposal_min_timelock: 1,
};

/// A machine, the moment, and when the protest began.
#[derive(Clone, Copy, Debug)]
struct Watched {
    machine: Machine,
    now: u64,
    began: u64,
}

fn stepped(watched: Watched, support: u64, all_out: bool) -> Watched {
    let Watched { mut machine, now, mut began } = watched;
    let before = machine.state();
    machine.step(now + 1, support, all_out);
    if machine.state() == Guard::VetoSignalling && before != Guard::VetoSignallingDeactivation && before != machine.state() {
        began = now + 1;
    }
    Watched { machine, now: now + 1, began }
}

fn may_follow(before: Guard, after: Guard) -> bool {
    use Guard::{Normal, RageQuit, VetoCooldown, VetoSignalling, VetoSignallingDeactivation};
    let may: &[Guard] = match before {
        Normal => &[VetoSignalling],
        VetoSignalling => &[VetoSignallingDeactivation, RageQuit],
        VetoSignallingDeactivation => &[VetoSignalling, VetoCooldown, RageQuit],
        VetoCooldown => &[Normal, VetoSignalling],
        RageQuit => &[VetoSignalling, VetoCooldown],
    };
    before == after || may.contains(&after)
}

#[test]
fn dual_governance_always_finds_back_to_normal() {
    let next = |watched: &Watched| {
        let mut calm = *watched;
        (0..20).for_each(|_| calm = stepped(calm, 0, true));
        assert_eq!(calm.machine.state(), Guard::Normal, "once nobody protests any more: {watched:?}");
        if watched.now >= 11 {
            return Vec::new();
        }
        let mut reached = Vec::new();
        for support in [0, DUAL.first_seal, DUAL.second_seal] {
            for all_out in [false, true] {
                let after = stepped(*watched, support, all_out);
                assert!(may_follow(watched.machine.state(), after.machine.state()), "{watched:?} {after:?}");
                reached.push(after);
            }
        }
        reached
    };
    assert!(explore(Watched { machine: Machine::new(DUAL), now: 0, began: 0 }, next) > 60);
}

#[test]
fn a_protest_that_nobody_leaves_over_lasts_as_long_as_its_bounds_say_on_every_path() {
    let most = DUAL.second_seal - 1;
    let bounds = Bounds::of(&DUAL, most);
    let next = |watched: &Watched| {
        if watched.now >= 16 {
            return Vec::new();
        }
        let before = watched.machine.state();
        let mut reached = Vec::new();
        for support in [0, DUAL.first_seal, most] {
            let after = stepped(*watched, support, false);
            let lasted = after.now - after.began;
            match (before, after.machine.state()) {
                (Guard::VetoSignallingDeactivation, Guard::VetoCooldown) => {
                    assert!((bounds.signalling_min..=bounds.signalling_max).contains(&lasted), "{lasted}: {watched:?}");
                }
                (_, Guard::VetoSignalling | Guard::VetoSignallingDeactivation) => {
                    assert!(lasted < bounds.signalling_max, "{lasted}: {after:?}");
                }
                (_, Guard::RageQuit) => panic!("too few protest for anybody to leave: {after:?}"),
                (_, Guard::Normal | Guard::VetoCooldown) => {}
            }
            reached.push(after);
        }
        reached
    };
    assert!(explore(Watched { machine: Machine::new(DUAL), now: 0, began: 0 }, next) > 60);
}

#[test]
fn a_stage_that_expired_stays_so_and_a_willing_body_can_always_advance_it() {
    let small = || 0..4_u64;
    for (min_advance, max_advance, vote_duration) in
        small().flat_map(|min| small().flat_map(move |max| small().map(move |vote| (min, max, vote))))
    {
        for (approval_threshold, veto_threshold) in small().flat_map(|approvals| small().map(move |vetoes| (approvals, vetoes))) {
            let stage = Stage { min_advance, max_advance, vote_duration, approval_threshold, veto_threshold };
            let wanted = |now| stage.state(1, now, approval_threshold, 0) == staged::State::Advanceable;
            let waits = if veto_threshold > 0 { min_advance.max(vote_duration) } else { min_advance };
            assert_eq!((1..9).any(wanted), waits <= max_advance, "{stage:?}");
            for (approvals, vetoes) in small().flat_map(|approvals| small().map(move |vetoes| (approvals, vetoes))) {
                let states: Vec<staged::State> = (1..9).map(|now| stage.state(1, now, approvals, vetoes)).collect();
                let over = states.iter().position(|state| *state == staged::State::Expired).expect("every stage ends");
                assert_eq!(over as u64, max_advance + 1, "{stage:?}");
                assert!(states[over..].iter().all(|state| *state == staged::State::Expired));
                let open: Vec<&staged::State> = states[..over].iter().collect();
                assert!(open.is_sorted_by_key(|state| **state == staged::State::Advanceable), "what may go on is not held again");
            }
        }
    }
}

#[test]
fn a_timelock_opens_once_and_only_a_protest_keeps_it_longer() {
    for (delay, protest, left) in (0..4).flat_map(|d| (0..6).flat_map(move |p| (0..4).map(move |left| (d, p, left)))) {
        let retains = Some(Retains { weighting: Weighting::PER_SEAT, share: ratio(2, 3) });
        for (held_by_protest, retains) in [(false, None), (true, None), (false, retains), (true, retains)] {
            let lock = Timelock { delay: Ticks(delay), held_by_protest, retains };
            let verdict = |elapsed: u32| {
                let setting = Setting { held: elapsed < protest, still: Some(seats(left)), ..Setting::default() };
                lock.verdict(&Facts { elapsed: Ticks(elapsed), setting, ..quiet(seats(3)) })
            };
            let opens = if held_by_protest { delay.max(protest) } else { delay };
            let after = if retains.is_some() && left < 2 { Verdict::Lapse } else { Verdict::Pass };
            for elapsed in 0..8 {
                assert_eq!(verdict(elapsed), if elapsed < opens { Verdict::Open } else { after }, "{lock:?} {elapsed}");
            }
        }
    }
}

/// Three voters choose among three things: what is lifted has more than what was, so nothing goes round without somebody moving.
#[test]
fn no_approval_lifts_in_a_circle() {
    let hat = Hat { weighting: Weighting::PER_SEAT };
    for choice in 0..64_u32 {
        let approval = [0, 1, 2].map(|thing| (0..3).filter(|voter| (choice >> (2 * voter)) & 3 == thing).count() as u32);
        for start in 0..3 {
            let (mut in_force, mut lifts) = (start, 0);
            while let Some(next) = (0..3).find(|thing: &usize| {
                let setting = Setting { in_force: seats(approval[in_force]).weight, ..Setting::default() };
                let facts = Facts { count: ballots(approval[*thing], 0, 0), setting, ..quiet(seats(3)) };
                hat.verdict(&facts) == Verdict::Pass
            }) {
                in_force = next;
                lifts += 1;
                assert!(lifts < 3, "{approval:?}");
            }
            assert_eq!(Some(&approval[in_force]), approval.iter().max());
        }
    }
}

#[test]
fn no_fork_takes_more_than_its_part() {
    for (supply, in_escrow) in (0..8_u64).flat_map(|supply| (0..=supply).map(move |escrow| (supply, escrow))) {
        for (threshold_bps, treasury) in [0, 2_000, 5_000, 10_000].into_iter().flat_map(|bps| (0..20_u64).map(move |t| (bps, t)))
        {
            let fork = Fork { adjusted_supply: supply, in_escrow, threshold_bps };
            let sent = fork.sent(treasury);
            assert!(sent * supply.max(1) <= treasury * in_escrow, "who stays is no poorer for it: {fork:?} {treasury}");
            assert_eq!(fork.executable(), in_escrow > supply * threshold_bps / 10_000, "{fork:?}");
            assert!(threshold_bps < 10_000 || !fork.executable());
        }
    }
}

/// Three who answer a question, two answers, bonds up to 8: whatever the order, what is paid is what came in, less the fees.
#[test]
fn every_history_of_bonds_pays_out_what_came_in() {
    let next = |(question, money): &(Question, u64)| {
        for answer in 0..2 {
            let paid: u64 = question.payouts(answer, 5, 0).values().sum();
            assert!(paid == 0 || paid == money + 5, "{question:?} {answer}: {paid} of {money} and 5");
            assert!(question.payouts(answer, 5, 2).values().sum::<u64>() <= money + 5);
        }
        let mut reached = Vec::new();
        for (who, answer, bond) in
            (0..3).flat_map(|who| (0..2).flat_map(move |answer| (1..9).map(move |bond| (who, answer, bond))))
        {
            let mut after = question.clone();
            if after.answer(Answer { who, answer, bond }) {
                reached.push((after, money + bond));
            }
        }
        reached
    };
    assert!(explore((Question::default(), 0), next) > 1_000);
}
