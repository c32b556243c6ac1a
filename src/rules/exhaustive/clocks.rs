//! What waits for a clock: stages of a council, timelocks, signatures with an end, a queue that takes one for each period; and the
//! hat, which waits for nobody.

use super::explore;
use crate::rules::fixture::{ballots, quiet, ratio, seats};
use crate::rules::hat::Hat;
use crate::rules::signers::{Approval, Change, Safe};
use crate::rules::staged::{self, Stage};
use crate::rules::tally::moloch::Pipeline;
use crate::rules::timelock::{Retains, Timelock};
use crate::rules::{Facts, Rule, Setting, Verdict, Weighting};
use crate::units::Ticks;

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

/// Three who sign, in any order, at any moment: nothing is executed outside its window, twice, or with too few signatures.
#[test]
fn signatures_count_within_their_window_only() {
    for (start, end, min_approvals) in
        (0..3).flat_map(|start| (0..4).flat_map(move |end| (1..4).map(move |min| (start, end, min))))
    {
        let rule = Approval { start, end, min_approvals };
        let next = |&(now, signed, executed): &(u64, u64, bool)| {
            let mut reached = Vec::new();
            if signed < 3 && rule.open(now, executed) {
                reached.push((now, signed + 1, executed));
            }
            if rule.executable(now, signed, executed) {
                assert!((start..=end).contains(&now) && signed >= min_approvals && !executed);
                reached.push((now, signed, true));
            }
            if now < 6 {
                reached.push((now + 1, signed, executed));
            }
            assert!(
                now <= end || !reached.iter().any(|after| after.1 != signed || after.2 != executed),
                "it is dead after its end"
            );
            let willing = start <= end && now <= end && !executed;
            assert!(!willing || rule.executable(now.max(start), 3, false), "three who sign can still carry it");
            reached
        };
        assert!(explore((0, 0, false), next) >= 7);
    }
}

/// Whatever owners do to their safe: enough of them are left to sign.
#[test]
fn no_change_locks_a_safe() {
    let next = |safe: &Safe| {
        let changes = [Change::AddOwner, Change::RemoveOwner, Change::ChangeThreshold];
        let mut reached = Vec::new();
        for (change, threshold) in changes.iter().flat_map(|change| (0..7).map(move |threshold| (*change, threshold))) {
            let mut after = *safe;
            let taken = after.change(change, threshold);
            assert!((1..=after.owners).contains(&after.threshold), "{safe:?} {change:?} {threshold}");
            assert!(taken || after == *safe, "what is refused changes nothing");
            reached.extend((taken && after.owners <= 5).then_some(after));
        }
        reached
    };
    assert_eq!(explore(Safe { owners: 3, threshold: 2 }, next), 1 + 2 + 3 + 4 + 5);
}

/// Whenever proposals are sponsored, none starts with another, before its turn or later than the queue before it asks.
#[test]
fn a_pipeline_starts_one_proposal_for_each_period() {
    let next = |(pipeline, now, waiting): &(Pipeline, u64, u64)| {
        let mut sponsored = *pipeline;
        let slot = sponsored.sponsor(*now);
        assert!(pipeline.last_start.is_none_or(|last| slot.starts > last) && slot.starts > *now);
        assert!(slot.starts <= now + waiting + 1, "it waits for those before it only");
        assert_eq!((slot.last_voting - slot.starts, slot.processable_from - slot.last_voting), (1, 4), "two periods and three");
        let mut reached = vec![(*pipeline, now + 1, waiting.saturating_sub(1))];
        reached.push((sponsored, *now, waiting + 1));
        reached.retain(|(_, now, waiting)| *now < 7 && *waiting < 5);
        reached
    };
    assert!(explore((Pipeline { voting: 2, grace: 3, last_start: None }, 0, 0), next) > 30);
}
