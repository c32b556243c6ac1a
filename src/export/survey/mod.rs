//! What settings of levers do to metrics: what pictures of a sweep are drawn from, whether it has just been run or was read from its
//! tables.

mod lever;

pub use lever::Lever;

use super::{Counts, Error, sweep::Told};
use crate::experiment::sweep::Plan;
use crate::metrics::{Better, Unit};
use crate::scenario::all_shown;
use crate::stats::{Sight, Summary};

/// Settings from which on they are a sample rather than a choice, and are not drawn one by one.
pub const SAMPLED: usize = 60;

/// What is over what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Means are over the runs of a setting.
    Runs,
    /// Means are over the worlds that a setting meets.
    Worlds,
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
    /// Values of the levers, by setting, as people read them.
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
            settings: shown_settings(&told.cells.iter().map(|cell| cell.values.as_slice()).collect::<Vec<_>>()),
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

    /// What stands in the way of a kind of picture, in a few words.
    pub fn lacks(&self, kind: Kind) -> String {
        let settings = format!("{} settings of {}", self.settings.len(), self.names());
        match (kind, self.levers.as_slice()) {
            (_, []) => "results in which no lever varies".to_owned(),
            (Kind::Ribbon, [only]) if only.numbers.is_none() => format!("{}, which has words and no numbers", only.short),
            (Kind::Front, _) if self.settings.len() <= SAMPLED && self.front.is_none() => {
                "no pair of metrics with a better side among the usual ones; `--front ID:up,ID:down` names two".to_owned()
            }
            (Kind::Map | Kind::Ribbon | Kind::Multiples | Kind::Intervals | Kind::Front | Kind::Ecdf, _) => settings,
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

/// Values of settings as people read them, axis by axis.
pub fn shown_settings(settings: &[&[String]]) -> Vec<Vec<String>> {
    let n = settings.first().map_or(0, |cells| cells.len());
    let of_axis = |axis: usize| all_shown(&settings.iter().map(|cells| cells[axis].as_str()).collect::<Vec<&str>>());
    let axes: Vec<Vec<String>> = (0..n).map(of_axis).collect();
    (0..settings.len()).map(|setting| axes.iter().map(|cells| cells[setting].clone()).collect()).collect()
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
            Kind::Front => "two to 60 settings, and two metrics with a better side that have values",
            Kind::Ecdf => "up to 8 settings with several runs each, and a metric that is more than yes or no",
        }
    }
}
