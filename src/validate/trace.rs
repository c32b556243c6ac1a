//! A machine led through a list of events and looked at on the way.

use super::Malformed;
use super::given::Given;
use serde_json::{Map, Value};

/// Moments at which a machine is looked at, events that lead it there.
pub struct Trace<E> {
    /// Events with their moment, in the order of the file.
    pub events: Vec<(u64, E)>,
    /// When to look.
    pub looks: Vec<u64>,
}

/// What a trace left.
pub struct Left {
    /// Places in the list of the events that were refused.
    pub refused: Vec<usize>,
    /// What was seen, by moment.
    pub seen: Map<String, Value>,
}

impl<E> Trace<E> {
    /// `events[].t` with what else an event says, and `query[]`.
    pub fn read(given: &Given, event: impl Fn(&Given) -> Result<E, Malformed>) -> Result<Trace<E>, Malformed> {
        let entry = |entry: &Given| Ok((entry.get("t")?.whole()?, event(entry)?));
        let events = given.get("events")?.list()?.iter().map(entry).collect::<Result<_, Malformed>>()?;
        Ok(Trace { events, looks: given.get("query")?.wholes()? })
    }

    /// Events in order of time, those of one moment in order of the file; a look at a moment comes after all its events.
    pub fn lead<S>(&self, state: &mut S, act: impl Fn(&mut S, u64, &E) -> bool, look: impl Fn(&S, u64) -> Value) -> Left {
        let mut order: Vec<usize> = (0..self.events.len()).collect();
        order.sort_by_key(|&idx| self.events[idx].0);
        let mut looks = self.looks.clone();
        looks.sort_unstable();
        let mut left = Left { refused: Vec::new(), seen: Map::new() };
        let mut coming = order.into_iter().peekable();
        for until in looks.into_iter().map(Some).chain([None]) {
            while let Some(idx) = coming.next_if(|&idx| until.is_none_or(|until| self.events[idx].0 <= until)) {
                let (now, event) = &self.events[idx];
                if !act(state, *now, event) {
                    left.refused.push(idx);
                }
            }
            if let Some(now) = until {
                left.seen.insert(now.to_string(), look(state, now));
            }
        }
        left.refused.sort_unstable();
        left
    }
}
