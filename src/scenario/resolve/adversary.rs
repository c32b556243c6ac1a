//! The adversary, its stream of proposals, and when the organisation counts as captured.

use super::Resolver;
use super::names::ADVERSARY;
use crate::dice::Key;
use crate::scenario::file::adversary::{BuyWeightFile, FloodFile, SelfDealFile};
use crate::scenario::file::{AdversaryFile, Length, MoveFile};
use crate::scenario::{Adversary, Body, BuyWeight, Captured, Distribution, Flood, Group, Move, Pays, SelfDeal, Source};
use crate::units::{BodyId, CellId, GroupId, SourceId, Tick};

impl Resolver<'_, '_> {
    /// The stream that carries the adversary's proposals. It yields nothing by itself: the plan says when they come.
    pub(super) fn adversary_source(&mut self, bodies: &[Body]) -> Option<Source> {
        let adversary = self.file.adversary.as_ref()?;
        let kind = self.kind_id("adversary.kind", &adversary.kind);
        self.check_law("adversary.risk", adversary.risk.0, f64::INFINITY);
        let name = adversary.insiders.group.as_str();
        // What an unknown group means is reported where the insiders are counted.
        let group = self.names.groups.iter().position(|known| known == name);
        let id = group.map_or(0, |group| u16::try_from(group).unwrap_or(u16::MAX));
        let body = bodies.iter().position(|body| body.groups.contains(&GroupId(id)));
        if body.is_none() && group.is_some() && self.complete {
            let message = format!("group `{name}` sits in no body, so the adversary can propose nothing");
            self.error_with("adversary.insiders.group", message, "give the group `seats`, or name a cell");
        }
        let cell = self.names.cells.iter().position(|cell| cell == name);
        Some(Source {
            name: ADVERSARY.into(),
            key: Key::of(ADVERSARY),
            kind,
            pays: cell.map_or(Pays::AtOnce, |cell| Pays::Work(CellId(u16::try_from(cell).unwrap_or(u16::MAX)))),
            body: BodyId(body.map_or(0, |body| u16::try_from(body).unwrap_or(u16::MAX))),
            per_day: 0.0,
            cost: Distribution::Fixed(0.0),
            merit: adversary.merit.0,
            risk: adversary.risk.0,
            selective: false,
            anticipates: false,
            expels: None,
        })
    }

    /// The adversary; its stream is the last.
    pub(super) fn adversary(&mut self, adversary: &AdversaryFile, groups: &[Group], sources: &[Source]) -> Adversary {
        let insiders = &adversary.insiders;
        let group = self.group_id("adversary.insiders.group", &insiders.group);
        let known = self.names.groups.contains(&insiders.group);
        let count = groups.get(group.idx()).map_or(0, |group| group.count);
        if insiders.seats == 0 {
            self.error_with(
                "adversary.insiders.seats",
                "expected at least 1 insider, found 0",
                "take `[adversary]` out where everybody is honest",
            );
        } else if known && self.complete && insiders.seats > count {
            let message =
                format!("expected at most {count} insiders, all of group `{}`, found {}", insiders.group, insiders.seats);
            self.error("adversary.insiders.seats", message);
        }
        if adversary.plan.is_empty() {
            let hint = "add a move, as in `plan = [{ self_deal = { share_of_pool = \"5%\", every = \"60 days\" } }]`";
            self.error_with("adversary.plan", "an adversary without a plan does nothing", hint);
        }
        self.above_zero("adversary.discovery", adversary.discovery);
        if self.complete && self.file.captured.is_empty() {
            let hint = "add `[captured]` with `by_harm = true`, `by_control = \"90 days\"` or `drained_above = \"10%\"`";
            self.warn("adversary", "there is an adversary, but nothing counts as capture", hint);
        }
        let plan = adversary.plan.iter().enumerate().map(|(i, step)| self.step(&format!("adversary.plan.{i}"), step)).collect();
        let source = SourceId(u16::try_from(sources.len().saturating_sub(1)).unwrap_or(u16::MAX));
        Adversary { insiders: Some((group, insiders.seats)), source, plan }
    }

    fn step(&mut self, path: &str, step: &MoveFile) -> Move {
        match step {
            MoveFile::SelfDeal(step) => Move::SelfDeal(self.self_deal(&format!("{path}.self_deal"), step)),
            MoveFile::Flood(step) => Move::Flood(self.flood(&format!("{path}.flood"), step)),
            MoveFile::BuyWeight(step) => Move::BuyWeight(self.buy_weight(&format!("{path}.buy_weight"), step)),
        }
    }

    fn self_deal(&mut self, path: &str, step: &SelfDealFile) -> SelfDeal {
        for (key, share) in [("share_of_pool", step.share_of_pool), ("diverted", step.diverted)] {
            if share.0.num == 0 {
                self.error(&format!("{path}.{key}"), "expected a share above 0, found 0");
            }
        }
        self.above_zero(&format!("{path}.every"), step.every);
        SelfDeal {
            share_of_pool: step.share_of_pool.0,
            diverted: step.diverted.0,
            from: self.moment(&format!("{path}.from"), step.from),
            every: self.clockwork.ticks(&format!("{path}.every"), step.every),
        }
    }

    fn flood(&mut self, path: &str, step: &FloodFile) -> Flood {
        self.above_zero(&format!("{path}.lasts"), step.lasts);
        Flood {
            per_day: step.arrivals.per_day(),
            cost: step.size.0,
            from: self.moment(&format!("{path}.from"), step.from),
            lasts: self.clockwork.ticks(&format!("{path}.lasts"), step.lasts),
        }
    }

    fn buy_weight(&mut self, path: &str, step: &BuyWeightFile) -> BuyWeight {
        if step.tokens.0.0 == 0 {
            self.error(&format!("{path}.tokens"), "expected a number of votes above 0, found 0");
        }
        BuyWeight { tokens: step.tokens.0, price: step.price.0.0, at: self.moment(&format!("{path}.at"), step.at) }
    }

    /// A moment in the run. One that never comes is worth a word.
    fn moment(&mut self, path: &str, from: Length) -> Tick {
        let horizon = self.file.horizon;
        if self.complete && from.0 >= horizon.0 && horizon.0 > 0 {
            let message = format!("this move never comes: the run ends after {horizon}, found {from}");
            self.warn(path, message, "start it earlier, or make the horizon longer");
        }
        Tick(self.clockwork.ticks(path, from).0)
    }

    /// When the organisation counts as captured.
    pub(super) fn captured(&mut self) -> Captured {
        let captured = &self.file.captured;
        if self.complete && self.file.adversary.is_none() && !captured.is_empty() {
            let hint = "describe one under `[adversary]`, or take `[captured]` out";
            self.warn("captured", "nobody can capture anything: there is no adversary", hint);
        }
        if let Some(period) = captured.by_control {
            self.above_zero("captured.by_control", period);
        }
        Captured {
            by_harm: captured.by_harm,
            by_control: captured.by_control.map(|period| self.clockwork.ticks("captured.by_control", period)),
            drained_above: captured.drained_above.map(|share| share.0),
        }
    }
}
