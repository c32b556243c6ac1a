//! Money, trust and exit.

use super::Resolver;
use crate::rules::exit::{ForkRight, Window};
use crate::rules::{Exit, Reputation};
use crate::scenario::file::organisation::{ChargedFile, WindowFile};
use crate::scenario::file::{BudgetFile, ExitFile, Length, ReputationFile, TranchesFile};
use crate::scenario::{Budget, Charging, Distribution, Feelings, Group, Leverage, Organisation, Source, Tranches};
use crate::units::DAY_MS;

impl Resolver<'_, '_> {
    /// Everything about money, trust, exit and the adversary.
    pub(super) fn organisation(&mut self, groups: &[Group], sources: &[Source]) -> Organisation {
        let file = self.file;
        self.check_earmarks();
        Organisation {
            charging: file.exit.as_ref().map_or(Charging::ProRata, |exit| exit.charged.meaning()),
            exit: file.exit.as_ref().map(|exit| self.exit(exit, groups)),
            protest: file.protest.as_ref().map(|protest| self.protest(protest)),
            reputation: file.reputation.as_ref().map(|reputation| self.reputation(reputation)),
            feelings: self.feelings(),
            leverage: self.leverage(),
            adversary: file.adversary.as_ref().map(|adversary| self.adversary(adversary, groups, sources)),
            captured: self.captured(),
            discovery_days: file.adversary.as_ref().map_or(0.0, |adversary| days(adversary.discovery)),
            fair: self.fair(groups.len()),
        }
    }

    /// When a pledge is paid in.
    pub(super) fn tranches(&mut self, path: &str, tranches: Option<&TranchesFile>) -> Option<Tranches> {
        let tranches = tranches?;
        if tranches.count == 0 {
            self.error_with(
                &format!("{path}.count"),
                "expected at least 1 tranche, found 0",
                "leave `tranches` out to pay all at the start",
            );
        }
        self.above_zero(&format!("{path}.every"), tranches.every);
        let every = self.clockwork.ticks(&format!("{path}.every"), tranches.every);
        Some(Tranches { count: tranches.count, every })
    }

    /// Money that a cell decides on alone.
    pub(super) fn budget(&mut self, path: &str, budget: Option<&BudgetFile>) -> Option<Budget> {
        let budget = budget?;
        self.above_zero(&format!("{path}.every"), budget.every);
        Some(Budget { amount: budget.amount.0, every: self.clockwork.ticks(&format!("{path}.every"), budget.every) })
    }

    fn exit(&mut self, exit: &ExitFile, groups: &[Group]) -> Exit {
        let pledged = |group: &Group| {
            let never = group.members.iter().all(|member| member.pledge.is_none_or(|pledge| pledge <= 0.0));
            !matches!(group.pledge, Distribution::Fixed(pledge) if pledge <= 0.0) || !never
        };
        if self.complete && !groups.iter().any(pledged) {
            let hint = "give a group a `pledge`, or take `[exit]` out";
            self.warn("exit", "nobody pledges any money, so leavers take none along", hint);
        }
        Exit {
            takes: exit.takes.meaning(),
            paid: exit.paid.meaning(),
            notice: self.clockwork.ticks("exit.notice.length", exit.notice.length),
            retractable: exit.notice.retractable,
            lock_up: self.clockwork.ticks("exit.lock_up", exit.lock_up),
            penalty: exit.penalty.0,
            window: exit.window.as_ref().map(|window| self.window(window)),
            bound_by_yes: exit.bound_by_yes,
            fork: exit.fork.as_ref().map(|fork| {
                self.above_zero("exit.fork.window", fork.window);
                ForkRight {
                    threshold_bps: fork.above.0.floor_of(10_000),
                    window: self.clockwork.ticks("exit.fork.window", fork.window),
                }
            }),
        }
    }

    fn window(&mut self, window: &WindowFile) -> Window {
        self.above_zero("exit.window.every", window.every);
        self.above_zero("exit.window.lasts", window.lasts);
        if window.lasts.0 >= window.every.0 && window.every.0 > 0 {
            let message = format!("expected a window shorter than the {} between two, found {}", window.every, window.lasts);
            self.error_with("exit.window.lasts", message, "leave `window` out where notice can be given on any day");
        }
        Window {
            every: self.clockwork.ticks("exit.window.every", window.every),
            lasts: self.clockwork.ticks("exit.window.lasts", window.lasts),
        }
    }

    fn reputation(&mut self, reputation: &ReputationFile) -> Reputation {
        self.above_zero("reputation.every", reputation.every);
        Reputation {
            start: reputation.start.0,
            per_work: reputation.per_work.0,
            earner: reputation.earned_by.meaning(),
            fades: reputation.fades.0,
            every: self.clockwork.ticks("reputation.every", reputation.every),
        }
    }

    /// An earmark counts under one charging rule only.
    fn check_earmarks(&mut self) {
        let file = self.file;
        let counts = file.exit.as_ref().is_some_and(|exit| exit.charged == ChargedFile::Earmarked);
        let marked = file.people.0.iter().find(|(_, group)| group.earmark.is_some());
        if let Some((name, _)) = marked.filter(|_| !counts && self.complete) {
            let hint = "say `charged = \"earmarked\"` under `[exit]`, or take `earmark` out";
            self.warn(&format!("people.{name}.earmark"), "an earmark changes nothing here", hint);
        }
    }

    fn feelings(&mut self) -> Feelings {
        let feelings = &self.file.feelings;
        self.above_zero("feelings.memory", feelings.memory);
        Feelings {
            overruled: feelings.overruled.0,
            delay_per_day: feelings.delay_per_day.0,
            distance: feelings.distance.0,
            contagion: feelings.contagion.0,
            waiting: feelings.waiting.0,
            memory_days: days(feelings.memory),
        }
    }

    fn leverage(&mut self) -> Leverage {
        let leverage = &self.file.leverage;
        self.above_zero("leverage.horizon", leverage.horizon);
        Leverage { deference: leverage.deference.0.value(), horizon_days: days(leverage.horizon), measured: leverage.measured }
    }

    /// One share per group; none at all where the file does not say.
    fn fair(&mut self, n_groups: usize) -> Vec<f64> {
        let fair = &self.file.fair.0;
        if fair.is_empty() {
            return Vec::new();
        }
        let mut shares = vec![0.0; n_groups];
        for (name, share) in fair {
            let group = self.group_id(&format!("fair.{name}"), name);
            if let Some(own) = shares.get_mut(group.idx()) {
                *own = share.0.value();
            }
        }
        let total: f64 = fair.iter().map(|(_, share)| share.0.value()).sum();
        if (total - 1.0).abs() > 1e-9 {
            // Rounded, so that three tenths read as such.
            let total = (total * 1e6).round() / 1e6;
            self.error_with("fair", format!("expected shares that add up to 1, found {total}"), "whoever is left out has none");
        }
        shares
    }
}

/// A length that is a mean or a memory: it need not be a whole number of ticks.
pub(super) fn days(length: Length) -> f64 {
    length.0 as f64 / DAY_MS as f64
}
