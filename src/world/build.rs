//! The world before the first tick: people, trust, seats, teams and money of one replicate.

use super::parties::evidence_weights;
use super::seats::Seats;
use super::teams::Team;
use super::{Desk, Ideals, Judging, Parties, Proposals, Treasury, World, meet};
use crate::dice::{Dice, Key, Purpose, Stream, axes};
use crate::math;
use crate::scenario::{BodyKind, Distribution, Group, MOST_MONEY, MOST_TOKENS, Scenario, Source};
use crate::units::{GroupId, Money, PartyId, Point, Ratio, Tick, Weight, distance_squared};

/// The replicate whose people everybody gets where people are fixed: one that no run has.
const FIXED_PEOPLE: u64 = u64::MAX;

impl World {
    /// The world of replicate `replicate`, before its first tick.
    pub(crate) fn new(scenario: &Scenario, replicate: u64) -> World {
        let mut world = World {
            replicate,
            dice: Dice::new(scenario.seed, replicate),
            now: Tick(0),
            course: scenario.space.course,
            purpose: scenario.space.purpose,
            mean_stake: 0.0,
            parties: Parties::default(),
            trust: Vec::new(),
            seats: Seats::default(),
            desk: Desk::default(),
            proposals: Proposals::default(),
            standings: Vec::new(),
            free_slots: Vec::new(),
            open: Vec::new(),
            openings: Vec::new(),
            accepted: Vec::new(),
            leaving: Vec::new(),
            objections: Vec::new(),
            hearings: Vec::new(),
            judges: Vec::new(),
            usual_turnout: Vec::new(),
            arrivals: Vec::new(),
            idea_dice: Vec::new(),
            teams: vec![Team::default(); scenario.cells.len()],
            treasury: Treasury::new(),
            ideals: super::Ideals::default(),
            lean: super::Lean::default(),
            dependency: Vec::new(),
            contagion: 0.0,
            stirred: false,
            notices: Vec::new(),
            going: Vec::new(),
            claims: Vec::new(),
            voices: Vec::new(),
            without: super::pivotal::Without::default(),
            tallies: Vec::new(),
            watch: super::capture::Watch::default(),
            hidden: Vec::new(),
            schemes: 0,
            hall: meet::Hall::default(),
            fresh: Vec::new(),
            events: Vec::new(),
            n_decided: 0,
            n_active: 0,
            pairs: 0,
            walks: super::walks::Walks::default(),
            offices: super::offices::Offices::default(),
            trusted: super::representation::Trusted::default(),
            panel: super::panel::Panel::default(),
            pipelines: Vec::new(),
            protest: None,
            rage_quit_ends: Tick(0),
            fork_closes: None,
            in_force: Vec::new(),
            rounds: super::rounds::Rounds::default(),
            stakes: super::stakes::Stakes::default(),
            body_of_source: scenario.sources.iter().map(|source| source.body).collect(),
            kind_of_source: scenario.sources.iter().map(|source| source.kind).collect(),
        };
        world.restart(scenario, replicate);
        world
    }

    /// Starts over with another replicate and keeps every buffer.
    pub(crate) fn restart(&mut self, scenario: &Scenario, replicate: u64) {
        self.replicate = replicate;
        self.dice = Dice::new(scenario.seed, replicate);
        self.now = Tick(0);
        self.course = scenario.space.course;
        self.purpose = scenario.space.purpose;
        self.n_decided = 0;
        self.empty_route();
        self.populate(scenario);
        self.n_active = u32::try_from(self.parties.group.len()).expect("parties are counted in u32");
        self.pairs = 0;
        self.make_room(scenario);
        self.trust.clear();
        let submitted = mean_of_submitted(scenario);
        self.trust.extend(scenario.groups.iter().map(|group| group.trust.unwrap_or(submitted)));
        // Whoever joins expects something of it: a party that starts from nothing would leave before anything was done.
        let World { parties, trust, .. } = self;
        parties.satisfaction.iter_mut().zip(&parties.group).for_each(|(felt, group)| *felt = trust[group.idx()]);
        for (team, cell) in self.teams.iter_mut().zip(&scenario.cells) {
            team.restart(self.purpose, cell);
        }
        self.walks.restart(scenario, &self.dice);
        self.open_treasury(scenario);
        self.hall.clear(scenario.bodies.len());
        self.usual_turnout.clear();
        self.usual_turnout.resize(self.seats.n_rows(), Ratio::HALF);
        self.restart_pipelines();
        self.restart_hats();
        self.stakes.restart(&self.parties.purse);
        self.protest = scenario.organisation.protest.map(|protest| super::Machine::new(protest.config));
        self.fork_closes = None;
        self.restart_arrivals(scenario);
    }

    fn empty_route(&mut self) {
        self.proposals.clear();
        self.free_slots.append(&mut self.open);
        self.openings.clear();
        self.accepted.clear();
        self.leaving.clear();
        self.objections.clear();
        self.hearings.clear();
        self.judges.clear();
        self.notices.clear();
        self.voices.clear();
        self.hidden.clear();
        self.watch.clear();
        self.contagion = 0.0;
        self.stirred = true;
        self.schemes = 0;
        self.fresh.clear();
        self.events.clear();
    }

    /// Room for more proposals than will come in all but one run of a million, so that a run need not grow its tables.
    fn make_room(&mut self, scenario: &Scenario) {
        let days = scenario.clock.days(scenario.horizon);
        let expected: f64 = scenario.sources.iter().map(|source| source.per_day * days).sum();
        self.proposals.make_room((expected + 6.0 * math::sqrt(expected) + 16.0) as usize);
    }

    fn open_treasury(&mut self, scenario: &Scenario) {
        self.treasury.restart(scenario.organisation.charging, scenario.cells.len());
        for (p, pledge) in self.parties.pledge.iter().enumerate().filter(|(_, pledge)| pledge.0 > 0) {
            let party = PartyId(u32::try_from(p).expect("parties are counted in u32"));
            self.treasury.add_funder(party, *pledge, scenario.groups[self.parties.group[p].idx()].earmark);
        }
    }

    fn populate(&mut self, scenario: &Scenario) {
        let dice = if scenario.people_fixed { Dice::new(scenario.seed, FIXED_PEOPLE) } else { self.dice.clone() };
        let World { parties, ideals, desk, seats, offices, trusted, .. } = self;
        parties.clear();
        ideals.restart(scenario.space.axes);
        desk.clear();
        parties.make_room(scenario.groups.iter().map(|group| group.count as usize).sum());
        for (idx, group) in scenario.groups.iter().enumerate() {
            let id = GroupId(u16::try_from(idx).expect("groups are counted in u16"));
            Settlers { scenario, dice: &dice, id, group }.arrive(parties, ideals, desk);
        }
        self.mean_stake = mean_stake(scenario);
        buy_insiders(scenario, parties);
        seats.restart(scenario);
        seats.lay_out(scenario, parties);
        offices.restart(scenario, |body| seats.n_seats(body));
        trusted.restart(scenario, &dice, |group| seats.first_of(group));
    }
}

/// The adversary's insiders: the first seats of their group.
fn buy_insiders(scenario: &Scenario, parties: &mut Parties) {
    let insiders = scenario.organisation.adversary.as_ref().and_then(|adversary| adversary.insiders);
    if let Some((group, seats)) = insiders {
        for p in 0..parties.group.len() {
            parties.bought[p] = parties.group[p] == group && parties.place[p] < seats;
        }
    }
}

/// A group whose members are drawn.
struct Settlers<'s> {
    scenario: &'s Scenario,
    dice: &'s Dice,
    id: GroupId,
    group: &'s Group,
}

impl Settlers<'_> {
    fn arrive(&self, parties: &mut Parties, ideals: &mut Ideals, desk: &mut Desk) {
        let Settlers { scenario, group, id, .. } = self;
        let days = scenario.clock.days_per_tick();
        let mut attention = self.draws(Purpose::Attention, &group.attention);
        let mut context = self.draws(Purpose::Context, &group.context);
        let mut theta = self.draws(Purpose::Theta, &group.theta);
        let mut exit_threshold = self.draws(Purpose::ExitThreshold, &group.exit_threshold);
        let mut pledge = self.draws(Purpose::Pledge, &group.pledge);
        let mut tokens = self.draws(Purpose::Tokens, &group.tokens);
        let mut ideal: [Option<Stream>; 4] = std::array::from_fn(|axis| {
            let drawn = axis < scenario.space.axes && group.ideal_spread > 0.0;
            drawn.then(|| self.dice.stream(axes::IDEAL[axis], Key::NONE, group.key, 0))
        });
        let nobody = crate::scenario::Member::default();
        let sits = |body: &crate::scenario::Body| body.kind == BodyKind::TopLevelCell && body.groups.contains(id);
        let leads = scenario.bodies.iter().any(sits);
        for place in 0..group.count {
            let row = group.members.get(place as usize).unwrap_or(&nobody);
            let context = row.context.unwrap_or_else(|| context.next()).clamp(0.0, 1.0);
            let theta = row.theta.unwrap_or_else(|| theta.next());
            let (grasp, blur, unease) = evidence_weights(context, group.alpha, scenario.value.prior_variance);
            let point: Point = std::array::from_fn(|axis| {
                let noise = ideal[axis].as_mut().map_or(0.0, |stream| group.ideal_spread * stream.normal());
                scenario.space.purpose[axis] + group.ideal[axis] + noise
            });
            parties.group.push(*id);
            parties.place.push(place);
            parties.off_course.push(distance_squared(&scenario.space.course, &point));
            ideals.push(&point);
            parties.judging.push(Judging { grasp, blur, unease, theta });
            parties.exit_threshold.push(exit_threshold.next());
            parties.satisfaction.push(0.0);
            parties.active.push(true);
            parties.bought.push(false);
            parties.leads.push(leads);
            parties.pledge.push(money(row.pledge.unwrap_or_else(|| pledge.next())));
            parties.tokens.push(weight(row.tokens.unwrap_or_else(|| tokens.next())));
            parties.protests.push(false);
            parties.purse.push(group.purse);
            parties.reputation.push(scenario.organisation.reputation.map_or(Weight(0), |rule| rule.start));
            desk.add(row.attention.unwrap_or_else(|| attention.next()).max(0.0) * days, group.alone);
        }
    }

    fn draws<'d>(&self, purpose: Purpose, law: &'d Distribution) -> Draws<'d> {
        match law {
            Distribution::Fixed(_) => Draws { law, stream: None },
            _ => Draws { law, stream: Some(self.dice.stream(purpose, Key::NONE, self.group.key, 0)) },
        }
    }
}

/// One number per member of a group; a fixed number costs no draw.
struct Draws<'d> {
    law: &'d Distribution,
    stream: Option<Stream>,
}

impl Draws<'_> {
    fn next(&mut self) -> f64 {
        match &mut self.stream {
            Some(stream) => stream.from(self.law),
            None => self.law.median(),
        }
    }
}

fn money(major: f64) -> Money {
    Money((major.clamp(0.0, MOST_MONEY) * Money::MAJOR as f64) as u64)
}

fn weight(votes: f64) -> Weight {
    Weight((votes.clamp(0.0, MOST_TOKENS) * Weight::ONE.0 as f64) as u64)
}

/// Mean care for the course among the constituents.
fn mean_stake(scenario: &Scenario) -> f64 {
    let (mut total, mut members) = (0.0, 0.0);
    for group in scenario.constituents.iter().map(|id| &scenario.groups[id.idx()]) {
        total += group.stake * f64::from(group.count);
        members += f64::from(group.count);
    }
    if members > 0.0 { total / members } else { 0.0 }
}

/// Mean merit of what reaches a route: proposers keep back what they do not like themselves.
///
/// Taken over the sources by their rate. A proposer sees merit with the error that its context leaves; among jointly normal
/// variates, `E[q | m >= 0] = mean + cov(q, m) / sd(m) * phi(z) / Phi(z)` with `z = E[m] / sd(m)`. Course and risk are left out:
/// they are small beside merit, and nobody can know them before the first proposal.
fn mean_of_submitted(scenario: &Scenario) -> f64 {
    let (mut total, mut rate) = (0.0, 0.0);
    for source in &scenario.sources {
        total += source.per_day * mean_submitted_by(scenario, source);
        rate += source.per_day;
    }
    if rate > 0.0 { total / rate } else { 0.0 }
}

fn mean_submitted_by(scenario: &Scenario, source: &Source) -> f64 {
    let (mean, sd) = source.merit.moments();
    // A law without a mean or a variance is summed up by its median.
    if !mean.is_finite() || !sd.is_finite() {
        return source.merit.median();
    }
    let Some(group) = scenario.bodies[source.body.idx()].groups.first().map(|id| &scenario.groups[id.idx()]) else { return mean };
    let (grasp, blur, unease) = evidence_weights(group.context.median(), group.alpha, scenario.value.prior_variance);
    let spread = math::sqrt(grasp * grasp * sd * sd + blur * blur);
    if !source.selective || spread <= 0.0 {
        return mean;
    }
    let z = (mean + group.own_benefit - unease) / spread;
    // Far in the tail both are zero; their ratio is -z to first order there.
    let mills = if z < -8.0 { -z } else { math::normal_pdf(z) / math::normal_cdf(z) };
    mean + grasp * sd * sd / spread * mills
}

/// Share of a stream's ideas that its proposers submit, on the same terms as [`mean_of_submitted`].
pub(crate) fn share_submitted(scenario: &Scenario, source: &Source) -> f64 {
    let (mean, sd) = source.merit.moments();
    if !mean.is_finite() || !sd.is_finite() {
        return f64::from(!source.selective || source.merit.median() >= 0.0);
    }
    let Some(group) = scenario.bodies[source.body.idx()].groups.first().map(|id| &scenario.groups[id.idx()]) else { return 0.0 };
    let (grasp, blur, unease) = evidence_weights(group.context.median(), group.alpha, scenario.value.prior_variance);
    let spread = math::sqrt(grasp * grasp * sd * sd + blur * blur);
    let liked = mean + group.own_benefit - unease;
    match (source.selective, spread > 0.0) {
        (false, _) => 1.0,
        (true, true) => math::normal_cdf(liked / spread),
        (true, false) => f64::from(liked >= 0.0),
    }
}
