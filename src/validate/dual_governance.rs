//! Lido's dual governance.

use super::Malformed;
use super::given::Given;
use super::kinds::Kind;
use crate::rules::dual_governance::bounds::Bounds;
use crate::rules::dual_governance::machine::{Machine, State};
use crate::rules::dual_governance::{Config, WHOLE};
use serde_json::{Value, json};

pub(super) const KINDS: &[Kind] = &[
    Kind::rule("dual_governance.dynamic_timelock", dynamic_timelock),
    Kind::rule("dual_governance.withdraw_delay", withdraw_delay),
    Kind::rule("dual_governance.trace", trace),
    Kind::rule("dual_governance.bounds", bounds),
];

fn config(given: &Given) -> Result<Config, Malformed> {
    let config = given.get("config")?;
    let seconds = |key: &str| config.get(key)?.whole();
    // The time in which those who left are sorted out says nothing of what is asked here.
    seconds("extension_s")?;
    let seal = |key: &str| Ok(config.get(key)?.exact()?.floor_of(WHOLE));
    let read = Config {
        first_seal: seal("first_seal")?,
        second_seal: seal("second_seal")?,
        min_duration: seconds("min_duration_s")?,
        max_duration: seconds("max_duration_s")?,
        min_active: seconds("min_active_s")?,
        deactivation: seconds("deactivation_max_s")?,
        cooldown: seconds("cooldown_s")?,
        withdraw_min: seconds("withdraw_min_s")?,
        withdraw_max: seconds("withdraw_max_s")?,
        withdraw_growth: seconds("withdraw_growth_s")?,
        proposal_min_timelock: seconds("proposal_min_timelock_s")?,
    };
    if read.first_seal >= read.second_seal || read.min_duration >= read.max_duration {
        return Err(
            config.refused("a first seal and a shortest duration below the others", "the contract refuses such a configuration")
        );
    }
    Ok(read)
}

fn dynamic_timelock(given: &Given) -> Result<Value, Malformed> {
    Ok(json!({ "duration_s": config(given)?.timelock(given.get("support_e18")?.whole()?) }))
}

fn withdraw_delay(given: &Given) -> Result<Value, Malformed> {
    Ok(json!({ "delay_s": config(given)?.withdraw_delay(given.get("rage_quit_round")?.whole()?) }))
}

fn trace(given: &Given) -> Result<Value, Malformed> {
    // Words for the reader: one transition a step, strict comparisons of time.
    given.find("semantics");
    let mut machine = Machine::new(config(given)?);
    let mut states = Vec::new();
    for step in given.get("steps")?.list()? {
        let now = step.get("t")?.whole()?;
        let all_out = step.find("rage_quit_finalized").map_or(Ok(false), |all_out| all_out.truth())?;
        machine.step(now, step.get("support_e18")?.whole()?, all_out);
        states.push(json!({
            "t": now,
            "state": match machine.state() {
                State::Normal => "Normal",
                State::VetoSignalling => "VetoSignalling",
                State::VetoSignallingDeactivation => "VetoSignallingDeactivation",
                State::VetoCooldown => "VetoCooldown",
                State::RageQuit => "RageQuit",
            },
            "can_submit": machine.may_submit(),
            "rage_quit_round": machine.round(),
            "withdraw_delay_s": machine.withdraw_delay(),
        }));
    }
    Ok(json!({ "states": states }))
}

fn bounds(given: &Given) -> Result<Value, Malformed> {
    let bounds = Bounds::of(&config(given)?, given.get("max_support_e18")?.whole()?);
    Ok(json!({
        "veto_signalling_min_s": bounds.signalling_min,
        "veto_signalling_max_s": bounds.signalling_max,
        "cooldown_s": bounds.cooldown,
        "normal_undisturbed_exec_s": bounds.undisturbed,
        "submitted_normal_disturbed_min_s": bounds.disturbed_min,
        "submitted_normal_disturbed_max_s": bounds.disturbed_max,
        "submitted_signalling_min_s": bounds.during_min,
        "submitted_signalling_max_s": bounds.during_max,
    }))
}
