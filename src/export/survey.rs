//! What settings of levers do to metrics: what pictures of a sweep are drawn from, whether it has just been run or was read from its
//! tables.

use super::{Counts, Error, sweep::Told};
use crate::experiment::sweep::Plan;
use crate::metrics::{Better, Unit};
use crate::scenario::{Scale, quantity};
use crate::stats::{Sight, Summary};

/// What is over what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Means are over the runs of a setting.
    Runs,
    /// Means are over the worlds that a setting meets.
    Worlds,
}

/// An axis whose settings are told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// Dotted path.
    pub path: String,
    /// The shortest end of the path that no other has.
    pub short: String,
    /// Its number at each setting as people write it; `None` for words.
    pub numbers: Option<Vec<f64>>,
    /// What stands behind such a number.
    pub suffix: &'static str,
}

/// A metric at all settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// Its unit, if that is known.
    pub unit: Option<Unit>,
    /// Which way is better.
    pub better: Better,
    /// What it is.
    pub definition: String,
    /// One per setting.
    pub sights: Vec<Sight>,
    /// The values of all runs, by setting, where they were kept.
    pub runs: Vec<Vec<f64>>,
    /// How it goes along each axis, for settings that are too many to show one by one.
    pub trends: Vec<Trend>,
}

/// A metric along one axis, whatever the others are.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// The axis.
    pub axis: String,
    /// What stands behind its numbers.
    pub suffix: &'static str,
    /// Names of classes, at 0, 1, 2 ...; `None` for numbers.
    pub classes: Option<Vec<String>>,
    /// Places along the axis, as people write them, and what the points near there say.
    pub bins: Vec<(f64, Summary)>,
}

/// Where a setting stands between two metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// No setting is better in one and as good in the other.
    Front,
    /// One is by its means, but the runs do not tell for sure.
    Unsure,
    /// One is, for sure.
    Dominated,
}

/// Two metrics against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Front {
    /// Numbers of the metrics: along, up.
    pub metrics: [usize; 2],
    /// Whether more is better, of each.
    pub more: [bool; 2],
    /// One per setting.
    pub places: Vec<Place>,
}

/// What settings do to metrics.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// Name of the experiment.
    pub name: String,
    /// Its question.
    pub question: String,
    /// What ran, in a sentence.
    pub basis: String,
    /// The line that gives the picture again.
    pub command: String,
    /// What means are over.
    pub over: Over,
    /// How many of the metrics are drawn one by one; what comes behind is for the front.
    pub drawn: usize,
    /// What is told apart.
    pub levers: Vec<Lever>,
    /// Values of the levers, by setting.
    pub settings: Vec<Vec<String>>,
    /// Metrics, in the order in which they are drawn.
    pub metrics: Vec<Seen>,
    /// Two of them against each other, if that was asked for.
    pub front: Option<Front>,
}

impl Survey {
    /// What a sweep says that has just been run.
    pub fn of_sweep(plan: &Plan, told: &Told, command: &str, runs: Counts) -> Survey {
        let lever = |(place, axis): (usize, usize)| {
            let cells: Vec<&str> = told.cells.iter().map(|cell| cell.values[place].as_str()).collect();
            let head = &plan.axes[axis];
            Lever::of(&head.path, &head.short, &cells)
        };
        let seen = |(place, &column): (usize, &usize)| {
            let column = &plan.columns[column];
            Seen {
                id: column.id.clone(),
                unit: Some(column.unit),
                better: column.better,
                definition: column.definition.clone(),
                sights: told.cells.iter().map(|cell| cell.sights[place]).collect(),
                runs: Vec::new(),
                trends: Vec::new(),
            }
        };
        let days = plan.base.clock.days(plan.base.horizon);
        let failed = if runs.failed() > 0 { format!(", {} more failed", runs.failed()) } else { String::new() };
        Survey {
            name: plan.name.clone(),
            question: plan.question.clone(),
            basis: format!("{} runs of {days} days{failed}, seed {}.", runs.ok, plan.base.seed),
            command: command.to_owned(),
            over: if told.cells.len() < plan.points.len() { Over::Worlds } else { Over::Runs },
            drawn: plan.reported.len(),
            levers: plan.levers().into_iter().enumerate().map(lever).collect(),
            settings: told.cells.iter().map(|cell| cell.values.clone()).collect(),
            metrics: plan.reported.iter().enumerate().map(seen).collect(),
            front: None,
        }
    }

    /// A setting in words: `window = 3 days, seats = 2`.
    pub fn words(&self, setting: usize) -> String {
        let parts = self.levers.iter().zip(&self.settings[setting]);
        parts.map(|(lever, cell)| format!("{} = {cell}", lever.short)).collect::<Vec<String>>().join(", ")
    }

    /// Names of the levers: `window and seats`.
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.levers.iter().map(|lever| lever.short.as_str()).collect();
        match names.as_slice() {
            [] => "nothing".to_owned(),
            [only] => (*only).to_owned(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    /// Draws one kind of picture; `None` where it does not fit the design.
    ///
    /// # Errors
    /// When it cannot be drawn, or pictures were left out of this build.
    pub fn draw(&self, kind: Kind) -> Result<Option<super::Drawing>, Error> {
        #[cfg(feature = "plots")]
        let drawn = super::plot::survey::draw(self, kind).map(|svg| svg.map(|svg| super::Drawing { svg }));
        #[cfg(not(feature = "plots"))]
        let drawn = {
            let _ = kind;
            Err(super::portrait::without_pictures())
        };
        drawn
    }
}

impl Lever {
    /// A lever by its cells, one per setting.
    pub fn of(path: &str, short: &str, cells: &[&str]) -> Lever {
        let read: Option<Vec<(Scale, f64)>> = cells.iter().map(|cell| quantity(cell)).collect();
        let one = read.filter(|read| read.iter().all(|(scale, _)| Some(*scale) == read.first().map(|(scale, _)| *scale)));
        let (factor, suffix) = one.as_ref().and_then(|read| read.first()).map_or((1.0, ""), |(scale, _)| scale.shown());
        let numbers = one.map(|read| read.into_iter().map(|(_, number)| factor * number).collect());
        Lever { path: path.to_owned(), short: short.to_owned(), numbers, suffix }
    }
}

impl Seen {
    /// Its id as people read it.
    pub fn shown(&self) -> String {
        self.id.replace('_', " ")
    }

    /// The setting with the best mean.
    pub fn best(&self) -> Option<usize> {
        self.sights.iter().position(|sight| sight.best)
    }

    /// Settings that cannot be told from the best, itself among them.
    pub fn n_best(&self) -> usize {
        self.sights.iter().filter(|sight| sight.best || sight.rivals).count()
    }
}

/// Kinds of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A cell for each pair of values of two levers.
    Map,
    /// Along one lever of numbers.
    Ribbon,
    /// The same small panel for each value of a second lever, or for each axis of a sampled design.
    Multiples,
    /// A dot and an interval for each setting.
    Intervals,
    /// Two metrics against each other.
    Front,
    /// What share of runs stays below each value.
    Ecdf,
}

impl Kind {
    /// All of them, in the order in which they are drawn.
    pub const ALL: [Kind; 6] = [Kind::Map, Kind::Ribbon, Kind::Multiples, Kind::Intervals, Kind::Front, Kind::Ecdf];

    /// The word on the command line, and the stem of the file.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Map => "map",
            Kind::Ribbon => "ribbon",
            Kind::Multiples => "multiples",
            Kind::Intervals => "intervals",
            Kind::Front => "front",
            Kind::Ecdf => "ecdf",
        }
    }

    /// What its design has to be.
    pub fn needs(self) -> &'static str {
        match self {
            Kind::Map => "two levers whose values are combined",
            Kind::Ribbon => "one lever of numbers with three values or more",
            Kind::Multiples => "two levers, one of them of numbers, or a sampled design",
            Kind::Intervals => "up to 60 settings",
            Kind::Front => "two settings or more, and two metrics with a better side",
            Kind::Ecdf => "up to 8 settings, with their runs",
        }
    }
}
