//! Lengths of time become ticks, exactly or not at all.

use crate::scenario::document::Document;
use crate::scenario::file::Length;
use crate::scenario::problem::Problem;
use crate::units::{Ticks, gcd};

/// The scenario's tick, and every length that was asked about.
pub struct Clockwork {
    tick: Length,
    asked: Vec<(String, Length)>,
}

impl Clockwork {
    /// A clockwork with this tick.
    pub fn new(tick: Length) -> Clockwork {
        Clockwork { tick, asked: Vec::new() }
    }

    /// The length at this path in ticks; remembered, so that one that does not fit becomes a problem.
    pub fn ticks(&mut self, path: &str, length: Length) -> Ticks {
        self.asked.push((path.to_owned(), length));
        Ticks(u32::try_from(length.0 / self.tick.0.max(1)).unwrap_or(u32::MAX))
    }

    /// A problem for every length that is not a whole number of ticks, or more of them than a run can count.
    pub fn problems(&self, document: &Document) -> Vec<Problem> {
        let tick = self.tick.0;
        if tick == 0 {
            return Vec::new();
        }
        let common = self.asked.iter().fold(0, |common, (_, length)| gcd(common, length.0));
        let fits = |length: &Length| length.0.is_multiple_of(tick);
        let unfit = self.asked.iter().filter(|(_, length)| !fits(length) || length.0 / tick > u64::from(u32::MAX / 2));
        let problem = |(path, length): &(String, Length)| {
            let key = path.rsplit('.').next().unwrap_or(path);
            let written = document.says(path);
            let aside = if written { String::new() } else { format!(", the default of `{key}`") };
            let place = if written { path } else { "tick" };
            if !fits(length) {
                let message = format!("expected a whole number of ticks of {}, found {length}{aside}", self.tick);
                return document
                    .at(place, message)
                    .hint(format!("`tick = \"{}\"` fits every length of time in this file", Length(common)));
            }
            let message = format!("expected at most {} ticks, found {length} in ticks of {}{aside}", u32::MAX / 2, self.tick);
            document.at(place, message).hint("make the tick longer")
        };
        unfit.map(problem).collect()
    }
}
