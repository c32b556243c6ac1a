//! Groups of parties, and the members of cells.

use super::Resolver;
use crate::dice::Key;
use crate::scenario::file::{BenefitsFrom, GroupFile, MemberFile, StageFile, Traits};
use crate::scenario::{Distribution, Group, MOST_MONEY, MOST_TOKENS, Member, Trust};
use crate::units::{GroupId, Money};

impl Resolver<'_, '_> {
    /// Groups in file order; the members of cells come last.
    pub(super) fn groups(&mut self) -> Vec<Group> {
        let file = self.file;
        let mut groups = Vec::new();
        for (name, group) in &file.people.0 {
            let path = format!("people.{name}");
            self.check_group(&path, name, group);
            let traits = group.over(group.archetype.traits());
            let members = group.members.iter().map(member).collect();
            let made = self.group(&path, name, group.count.unwrap_or(0), traits, members);
            groups.push(Group { trusts: self.trusts(&path, group), ..made });
        }
        for (name, cell) in &file.cells.0 {
            let traits = cell.people.over(cell.archetype.traits());
            groups.push(self.group(&format!("cells.{name}.people"), name, cell.members, traits, Vec::new()));
        }
        groups
    }

    /// Groups whose stakes define the truth.
    pub(super) fn constituents(&mut self) -> Vec<GroupId> {
        let named = self.file.constituents.iter().enumerate();
        named.map(|(i, name)| self.group_id(&format!("constituents.{i}"), name)).collect()
    }

    /// Whom members trust. What nobody's ballot can follow is worth a warning.
    fn trusts(&mut self, path: &str, group: &GroupFile) -> Vec<Trust> {
        let file = self.file;
        let trusts = group.trusts.iter().enumerate().map(|(i, trust)| {
            let path = format!("{path}.trusts.{i}");
            let mut routes = file.decisions.0.iter().filter(|(name, _)| trust.kinds.is_empty() || trust.kinds.contains(name));
            let followed = |stage: &StageFile| stage.vote.as_ref().is_some_and(|vote| vote.delegation.is_some());
            if self.complete && !routes.any(|(_, kind)| kind.route.iter().any(followed)) {
                let hint = "add `delegation = {}` to a vote, or take `trusts` out";
                self.warn(&path, "no vote counts those who trust somebody", hint);
            }
            for (k, kind) in trust.kinds.iter().enumerate() {
                self.kind_id(&format!("{path}.kinds.{k}"), kind);
            }
            let to = self.group_id(&format!("{path}.to"), &trust.to);
            Trust { to, share: trust.share.0.value(), kinds: trust.kinds.clone() }
        });
        trusts.collect()
    }

    fn check_group(&mut self, path: &str, name: &str, group: &GroupFile) {
        match group.count {
            Some(0) => {
                let hint = "give it a `count` of at least 1, or take it out";
                self.error_with(&format!("{path}.count"), format!("group `{name}` has nobody in it"), hint);
            }
            Some(count) if !group.members.is_empty() && group.members.len() != count as usize => {
                let message = format!("expected {} parties, one for each row, found {count}", group.members.len());
                self.error_with(&format!("{path}.count"), message, "leave `count` out: it follows from the rows");
            }
            Some(_) => {}
            None if group.table.is_some() => {}
            None => self.error_with(path, "missing key `count`", "say how many parties the group has, or list them in a `table`"),
        }
        for (i, body) in group.seats.iter().enumerate() {
            let seat = format!("{path}.seats.{i}");
            self.body_id(&seat, body);
            if group.seats[..i].contains(body) {
                self.error(&seat, format!("body `{body}` is listed twice"));
            }
        }
    }

    fn group(&mut self, path: &str, name: &str, count: u32, traits: Traits, members: Vec<Member>) -> Group {
        let attention = traits.attention.per_day();
        self.check_law(&format!("{path}.attention"), attention, f64::INFINITY);
        self.check_law(&format!("{path}.context"), traits.context.0, 1.0);
        self.check_law(&format!("{path}.pledge"), traits.pledge.0, f64::INFINITY);
        self.check_most(&format!("{path}.pledge"), traits.pledge.0, MOST_MONEY);
        self.check_law(&format!("{path}.tokens"), traits.tokens.0, f64::INFINITY);
        self.check_most(&format!("{path}.tokens"), traits.tokens.0, MOST_TOKENS);
        Group {
            name: name.to_owned(),
            key: Key::of(name),
            count,
            attention,
            alone: traits.alone,
            context: traits.context.0,
            theta: traits.theta.0,
            tolerance: traits.tolerance.0,
            alpha: traits.alpha.0,
            rho: traits.rho.0,
            stake: traits.stake.0,
            own_benefit: traits.own_benefit.0,
            benefits_from_all: traits.benefits_from == BenefitsFrom::Everything,
            ideal: self.point(&format!("{path}.ideal"), &traits.ideal),
            ideal_spread: traits.ideal_spread.0,
            trust: traits.trust.map(|trust| trust.0),
            exit_threshold: traits.exit_threshold.0,
            omega: traits.omega.0.value(),
            pledge: traits.pledge.0,
            tranches: self.tranches(&format!("{path}.tranches"), traits.tranches.as_ref()),
            renewal: traits.renewal.map_or(0.0, |renewal| renewal.0),
            earmark: traits.earmark.as_ref().map(|cell| self.cell_id(&format!("{path}.earmark"), cell)),
            tokens: traits.tokens.0,
            purse: money(traits.purse.0),
            trusts: Vec::new(),
            members,
        }
    }

    /// Refuses numbers beyond what sums can hold. A law without an upper bound is cut there when it is drawn.
    pub(super) fn check_most(&mut self, path: &str, law: Distribution, most: f64) {
        let high = match law {
            Distribution::Fixed(value) => value,
            Distribution::Uniform { high, .. } => high,
            Distribution::Normal { .. }
            | Distribution::Lognormal { .. }
            | Distribution::Exponential { .. }
            | Distribution::Pareto { .. } => 0.0,
        };
        if high > most {
            self.error_with(path, format!("expected at most {most}, found {high}"), "use a larger unit of account");
        }
    }

    /// Refuses a law that can fall below 0 or rise above `top`.
    pub(super) fn check_law(&mut self, path: &str, law: Distribution, top: f64) {
        let (low, high) = match law {
            Distribution::Fixed(value) => (value, value),
            Distribution::Uniform { low, high } => (low, high),
            Distribution::Normal { mean, sd } if sd > 0.0 => (-sd, mean.abs() + sd),
            Distribution::Normal { mean, .. } => (mean, mean),
            Distribution::Lognormal { .. } | Distribution::Exponential { .. } | Distribution::Pareto { .. } => (0.0, f64::MAX),
        };
        let range = if top.is_finite() { format!("between 0 and {top}") } else { "of at least 0".into() };
        let hint = "`uniform = [low, high]` keeps within its bounds";
        match law {
            Distribution::Fixed(value) if low < 0.0 || high > top => {
                self.error(path, format!("expected a number {range}, found {value}"))
            }
            _ if low < 0.0 => self.error_with(path, format!("expected numbers {range}, found a law that can fall below 0"), hint),
            _ if high > top => {
                self.error_with(path, format!("expected numbers {range}, found a law that can exceed {top}"), hint)
            }
            _ => {}
        }
    }
}

fn member(row: &MemberFile) -> Member {
    let attention = row.attention.map(|attention| attention.per_day().median());
    Member {
        name: row.name.clone(),
        attention,
        context: row.context.map(|context| context.0.value()),
        theta: row.theta.map(|theta| theta.0),
        pledge: row.pledge.map(|pledge| pledge.0),
        tokens: row.tokens.map(|tokens| tokens.0),
    }
}

/// Money from major units, cut at what sums can hold.
pub(super) fn money(major: f64) -> Money {
    Money((major.clamp(0.0, MOST_MONEY) * Money::MAJOR as f64) as u64)
}
