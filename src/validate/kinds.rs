//! The registry: every kind, what answers it, and how.

use super::compare::Loose;
use super::given::Answer;
use super::lived::Run;
use super::{behaviour, dual_governance, engine, governor, mechanisms, money, power, tally};

/// What answers a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The state machine, tally or index itself.
    Rule,
    /// An equilibrium or a closed form.
    Theory,
    /// A closed form, which a run of the engine confirms where there is one.
    Engine,
    /// Nothing.
    NotCovered(&'static str),
}

/// A kind of vector.
pub struct Kind {
    /// As the file names it.
    pub name: &'static str,
    /// How it is answered.
    pub answered: Answered,
    /// What answers; `None` where nothing does.
    pub answer: Option<Answer>,
    /// A run that must agree with the answer.
    pub run: Option<Run>,
    /// Outputs that are lists to be compared otherwise than one by one.
    pub loose: &'static [(&'static str, Loose)],
}

impl Kind {
    /// A kind that a rule answers.
    pub const fn rule(name: &'static str, answer: Answer) -> Kind {
        Kind { name, answered: Answered::Rule, answer: Some(answer), run: None, loose: &[] }
    }

    /// A kind that theory answers.
    pub const fn theory(name: &'static str, answer: Answer) -> Kind {
        Kind { name, answered: Answered::Theory, answer: Some(answer), run: None, loose: &[] }
    }

    /// A kind that theory answers and a run should confirm.
    pub const fn engine(name: &'static str, answer: Answer) -> Kind {
        Kind { name, answered: Answered::Engine, answer: Some(answer), run: None, loose: &[] }
    }

    /// The same with a run.
    pub const fn lived(self, run: Run) -> Kind {
        Kind { run: Some(run), ..self }
    }

    /// The same with lists that are compared otherwise.
    pub const fn loosely(self, loose: &'static [(&'static str, Loose)]) -> Kind {
        Kind { loose, ..self }
    }
}

const FACT: Kind = Kind {
    name: "empirical.fact",
    answered: Answered::NotCovered(
        "for calibration, to the order of magnitude; to be compared with the bands of shipped scenarios",
    ),
    answer: None,
    run: None,
    loose: &[],
};

const FAMILIES: &[&[Kind]] = &[
    &[FACT],
    power::KINDS,
    governor::KINDS,
    tally::KINDS,
    mechanisms::KINDS,
    dual_governance::KINDS,
    behaviour::KINDS,
    money::KINDS,
    engine::KINDS,
];

/// A kind by name.
pub fn find(name: &str) -> Option<&'static Kind> {
    FAMILIES.iter().copied().flatten().find(|kind| kind.name == name)
}

/// Every name.
pub fn names() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().copied().flatten().map(|kind| kind.name)
}
