//! Bodies and their meetings.

use super::Resolver;
use crate::dice::Key;
use crate::rules::Federation;
use crate::scenario::file::{FederationFile, MeetsFile};
use crate::scenario::{Body, BodyKind, Meetings};
use crate::units::{GroupId, Ratio};

impl Resolver<'_, '_> {
    /// Bodies of the file, then one per cell.
    pub(super) fn bodies(&mut self) -> Vec<Body> {
        let file = self.file;
        let mut bodies = Vec::new();
        for (name, body) in &file.bodies.0 {
            let meets = self.meetings(&format!("bodies.{name}.meets"), body.meets.as_ref());
            let made = self.body(name, body.kind.meaning(), meets);
            let federation = body.federation.as_ref().map(|federation| self.federation(name, federation, &made.groups));
            let drawn = body.drawn.as_ref().map(|drawn| self.drawn(name, drawn, body));
            let elected = body.elected.as_ref().map(|elected| self.elected(name, elected));
            bodies.push(Body { federation, drawn, elected, ..made });
        }
        for (name, cell) in &file.cells.0 {
            let meets = self.meetings(&format!("cells.{name}.meets"), cell.meets.as_ref());
            bodies.push(self.body(name, BodyKind::Cell, meets));
        }
        bodies
    }

    fn body(&mut self, name: &str, kind: BodyKind, meets: Option<Meetings>) -> Body {
        let seated = self.file.people.0.iter().map(|(group, people)| (group, people.seats.iter().any(|seat| seat == name)));
        let own = self.file.cells.0.iter().map(|(cell, _)| (cell, cell == name));
        let groups: Vec<GroupId> = seated.chain(own).zip(0..).filter(|((_, sits), _)| *sits).map(|(_, id)| GroupId(id)).collect();
        if groups.is_empty() && self.complete {
            let hint = format!("give a group `seats = [\"{name}\"]`, or take the body out");
            self.warn(&format!("bodies.{name}"), format!("body `{name}` has no seats"), hint);
        }
        Body { name: name.to_owned(), key: Key::of(name), kind, groups, meets, federation: None, drawn: None, elected: None }
    }

    fn federation(&mut self, body: &str, federation: &FederationFile, groups: &[GroupId]) -> Federation {
        let shares = match federation {
            FederationFile::Equal => return Federation::Equal,
            FederationFile::Proportional => return Federation::Proportional,
            FederationFile::SquareRoot => return Federation::SquareRoot,
            FederationFile::Shares(shares) => &shares.0,
        };
        let path = format!("bodies.{body}.federation.shares");
        let mut parts = vec![Ratio { num: 0, den: 1 }; groups.len()];
        for (name, share) in shares {
            let group = self.group_id(&format!("{path}.{name}"), name);
            match groups.iter().position(|seated| *seated == group) {
                Some(place) => parts[place] = share.0,
                None => {
                    let hint = format!("give it `seats = [\"{body}\"]`, or take it out here");
                    self.error_with(&format!("{path}.{name}"), format!("group `{name}` has no seats in `{body}`"), hint);
                }
            }
        }
        let total: f64 = parts.iter().map(|share| share.value()).sum();
        if self.complete && (total - 1.0).abs() > 1e-9 {
            let total = (total * 1e6).round() / 1e6;
            let hint = "whoever is left out has none";
            self.error_with(&path, format!("expected shares that add up to 1, found {total}"), hint);
        }
        Federation::Shares(parts)
    }

    fn meetings(&mut self, path: &str, meets: Option<&MeetsFile>) -> Option<Meetings> {
        let meets = meets?;
        self.above_zero(&format!("{path}.every"), meets.every);
        if meets.slots == Some(0) {
            self.error_with(
                &format!("{path}.slots"),
                "expected at least 1 slot, found 0",
                "leave `slots` out for meetings without a limit",
            );
        }
        Some(Meetings {
            every: self.clockwork.ticks(&format!("{path}.every"), meets.every),
            attendance: meets.attendance.0.value(),
            slots: meets.slots,
            quorum: meets.quorum.map(|quorum| quorum.0),
        })
    }
}
