//! Dual governance: however a protest rises and falls, it ends within its bounds.

use super::explore;
use crate::rules::dual_governance::bounds::Bounds;
use crate::rules::dual_governance::machine::{Machine, State as Guard};
use crate::rules::dual_governance::{Config, WHOLE};

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
