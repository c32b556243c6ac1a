//! What an actor may know. Agents get a [`View`] and nothing else: no truth, no rule's name, nobody's plan.

use super::standing::{Slot, Standing};
use super::submit::Idea;
use super::{Hearing, Judging, World};
use crate::dice::Purpose;
use crate::rules::optimistic::Ground;
use crate::rules::{Asks, Exit};
use crate::scenario::{Group, Scenario};
use crate::units::{BodyId, GroupId, PartyId, Point, ProposalId, SourceId, distance_squared, moved};

/// The world as agents see it.
#[derive(Clone, Copy)]
pub struct View<'w> {
    world: &'w World,
    scenario: &'w Scenario,
}

/// What a party is like.
#[derive(Clone, Copy, Debug)]
pub struct Temper {
    /// How bad a proposal must look before the party objects, units of merit.
    pub theta: f64,
    /// How far from zero a judgement must be before the party takes a side, units of merit.
    pub tolerance: f64,
    /// Care for the course, merit per unit of squared distance.
    pub stake: f64,
    /// Aversion to risk, merit per unit of risk.
    pub rho: f64,
    /// What a proposal that benefits the party is worth to it beyond the purpose, units of merit.
    pub own_benefit: f64,
}

/// What reading a proposal tells a party about its worth. All in units of merit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Weight of what was read against what was expected, 0 to 1.
    pub grasp: f64,
    /// Merit as it appears, already weighted by `grasp`.
    pub merit: f64,
    /// Loss as it appears, already weighted by `grasp`; negative when money seems to go astray.
    pub loss: f64,
    /// What unfamiliarity costs the proposal.
    pub unease: f64,
}

/// An open proposal, as far as it is the same for all who look at it. What it is worth stays hidden: see [`View::sight`].
#[derive(Clone, Copy)]
pub struct Matter<'w> {
    /// Where it stands.
    pub slot: Slot,
    /// What members are asked about it.
    pub asks: Asks,
    standing: &'w Standing,
    /// The course if it is carried out.
    ahead: Point,
    risk: f64,
    merit: f64,
    loss: f64,
    /// Where it comes from.
    pub source: SourceId,
    adversary: bool,
}

/// What the members of a group share when they look at a proposal.
#[derive(Clone, Copy)]
pub struct Crowd {
    tolerance: f64,
    stake: f64,
    rho: f64,
    own_benefit: f64,
    benefits: bool,
    leads: bool,
    trust: f64,
}

/// A proposal in front of a reader.
#[derive(Clone, Copy, Debug)]
pub struct Sight {
    /// By how much it brings the course nearer to the party's ideal: difference of squared distances.
    pub course_gain: f64,
    /// Its risk.
    pub risk: f64,
    /// Whether the party gains from it beyond the purpose.
    pub benefits: bool,
    /// Merit that the party expects of a proposal before reading it.
    pub trust: f64,
    /// What reading it tells.
    pub evidence: Evidence,
}

impl<'w> View<'w> {
    /// The view that agents get.
    pub(crate) fn of(world: &'w World, scenario: &'w Scenario) -> View<'w> {
        View { world, scenario }
    }

    /// An open proposal, for those who look at it.
    pub fn matter(&self, slot: Slot) -> Matter<'w> {
        let World { standings, proposals, course, .. } = self.world;
        let standing = &standings[slot.idx()];
        let at = standing.proposal.idx();
        Matter {
            slot,
            asks: self.world.stage(self.scenario, slot).mechanism.asks(),
            standing,
            ahead: moved(course, &proposals.step[at]),
            risk: proposals.risk[at],
            merit: proposals.merit[at],
            loss: proposals.loss[at],
            source: proposals.source[at],
            adversary: proposals.adversary[at],
        }
    }

    /// The group of a party.
    #[inline(always)]
    pub fn group(&self, party: PartyId) -> GroupId {
        self.world.parties.group[party.idx()]
    }

    /// A group, for those of its members who look at what a source brings forward.
    #[inline]
    pub fn crowd(&self, group: GroupId, source: SourceId) -> Crowd {
        let Group { tolerance, stake, rho, own_benefit, .. } = self.scenario.groups[group.idx()];
        let World { parties, seats, trust, .. } = self.world;
        let benefits = seats.benefits(source)[group.idx()];
        let leads = parties.leads[seats.first_of(group.idx()) as usize];
        Crowd { tolerance, stake, rho, own_benefit, benefits, leads, trust: trust[group.idx()] }
    }

    /// What a party of this crowd is like.
    #[inline(always)]
    pub fn temper(&self, party: PartyId, crowd: &Crowd) -> Temper {
        let Crowd { tolerance, stake, rho, own_benefit, .. } = *crowd;
        Temper { theta: self.world.parties.judging[party.idx()].theta, tolerance, stake, rho, own_benefit }
    }

    /// An open proposal in front of a party of this crowd that has read it.
    #[inline(always)]
    pub fn sight(&self, party: PartyId, matter: &Matter, crowd: &Crowd) -> Sight {
        let error = matter.standing.readers.error[party.idx()];
        Sight {
            course_gain: self.course_gain(party, &matter.ahead, crowd.leads),
            risk: matter.risk,
            benefits: crowd.benefits,
            trust: crowd.trust,
            evidence: evidence(&self.world.parties.judging[party.idx()], error, matter.merit, matter.loss),
        }
    }

    /// An idea in front of the party that has it. It expects of its own ideas what ideas are worth, not what is submitted.
    pub fn sight_of_idea(&self, idea: &Idea, crowd: &Crowd) -> Sight {
        let (expected, _) = self.scenario.sources[idea.source.idx()].merit.moments();
        let World { parties, dice, .. } = self.world;
        let p = idea.proposer.idx();
        let error = match parties.judging[p].blur > 0.0 {
            true => {
                let key = self.scenario.groups[parties.group[p].idx()].key;
                dice.normal(Purpose::Judgement, idea.lineage.0, key, u64::from(parties.place[p]))
            }
            false => 0.0,
        };
        Sight {
            course_gain: self.course_gain(idea.proposer, &moved(&self.world.course, &idea.step), crowd.leads),
            risk: idea.risk,
            benefits: crowd.benefits,
            trust: expected,
            evidence: evidence(&self.world.parties.judging[p], error, idea.merit, 0.0),
        }
    }

    /// What is judged at a hearing, of which proposal, and by whom.
    pub fn hearing(&self, hearing: &Hearing) -> (Ground, Slot, &'w [PartyId]) {
        self.world.hearing(hearing)
    }

    /// Whether the party works for whoever is behind a proposal. Only insiders know; they know of no other plan.
    #[inline(always)]
    pub fn is_accomplice(&self, party: PartyId, matter: &Matter) -> bool {
        matter.adversary && self.world.parties.bought[party.idx()]
    }

    /// Calls `met` with every party, there or not, and its [`View::patience`], in party order.
    #[inline]
    pub fn each_patience(&self, mut met: impl FnMut(PartyId, f64)) {
        let View { world, scenario } = *self;
        let n = world.parties.active.len();
        let mut patience = [0.0; 64];
        for first in (0..n).step_by(patience.len()) {
            let some = first..n.min(first + patience.len());
            let patience = &mut patience[..some.len()];
            world.patience(scenario, some.clone(), patience);
            for (p, patience) in some.zip(patience) {
                met(PartyId(u32::try_from(p).expect("parties are counted in u32")), *patience);
            }
        }
    }

    /// Whether a party that has given no notice may give it today.
    pub fn may_give_notice(&self, party: PartyId) -> bool {
        let View { world, scenario } = *self;
        let may = |right: &Exit| right.takes_notice(world.now) && !(right.bound_by_yes && world.has_approved(party));
        let is_there = world.parties.active[party.idx()] && world.notice_of(party).is_none();
        is_there && scenario.organisation.exit.as_ref().is_some_and(may)
    }

    /// Whether a party has given notice and may take it back.
    #[inline]
    pub fn may_take_notice_back(&self, party: PartyId) -> bool {
        let may = |right: &Exit| right.retractable && self.world.notice_of(party).is_some_and(|notice| !notice.bound);
        !self.world.notices.is_empty() && self.scenario.organisation.exit.as_ref().is_some_and(may)
    }

    /// Parties that may protest, and whether each does. Whoever is on its way out does not.
    pub fn may_protest(&self) -> impl Iterator<Item = (PartyId, bool)> + 'w {
        let View { world, scenario } = *self;
        let body = scenario.organisation.protest.map(|protest| protest.body);
        let members = body.into_iter().flat_map(|body| world.seats.members(body));
        let free = |party: &PartyId| !world.notices.iter().any(|notice| notice.bound && notice.party == *party);
        let there = members.filter(|party| world.parties.active[party.idx()]).filter(free);
        there.map(|party| (party, world.parties.protests[party.idx()]))
    }

    /// How far above the level at which it leaves a party begins to protest.
    pub fn unease(&self) -> f64 {
        self.scenario.organisation.protest.map_or(0.0, |protest| protest.margin)
    }

    /// How far a party is above the level below which it leaves; negative when it is below.
    pub fn patience(&self, party: PartyId) -> f64 {
        let mut patience = [0.0];
        self.world.patience(self.scenario, party.idx()..party.idx() + 1, &mut patience);
        patience[0]
    }

    /// How many proposals of a source were stopped and how many accepted, for a proposer who learns from that.
    pub fn acceptance_met(&self, source: SourceId) -> Option<(u32, u32)> {
        self.scenario.sources[source.idx()].anticipates.then(|| self.world.arrivals[source.idx()].met)
    }

    /// Number of chairs of an elected body, held or not.
    pub fn n_chairs(&self, body: BodyId) -> usize {
        self.world.seats.n_seats(body) as usize
    }

    /// Votes that each elector of a body has.
    pub fn votes_each(&self, body: BodyId) -> u32 {
        self.scenario.bodies[body.idx()].elected.as_ref().map_or(0, |elected| elected.rule.votes_each())
    }

    /// Those who elect a body.
    pub fn electors(&self, body: BodyId) -> impl Iterator<Item = PartyId> + 'w {
        let by = self.scenario.bodies[body.idx()].elected.as_ref().map_or(body, |elected| elected.by);
        self.members(by)
    }

    /// Those who stand for a seat in a body, each with its chair.
    pub fn candidates(&self, body: BodyId) -> impl Iterator<Item = (usize, PartyId)> + 'w {
        let View { world, scenario } = *self;
        let elected = scenario.bodies[body.idx()].elected.as_ref();
        let stands =
            move |(seat, party): &(usize, PartyId)| elected.is_some_and(|rule| world.may_stand(rule, body, *seat, *party));
        world.seats.chairs(body).enumerate().filter(stands)
    }

    /// The members of a body that are there.
    pub fn members(&self, body: BodyId) -> impl Iterator<Item = PartyId> + 'w {
        let world = self.world;
        world.seats.members(body).filter(|party| world.parties.active[party.idx()])
    }

    /// How far apart two parties are in what they want: squared distance of their ideals.
    pub fn distance_between(&self, one: PartyId, other: PartyId) -> f64 {
        self.world.ideals.distance_squared(other, &self.world.ideals.of(one))
    }

    /// How clear a ground must be to a judge, units of merit.
    pub fn proof(&self) -> f64 {
        self.scenario.value.proof
    }

    /// The proposal in a slot, for those who remember proposals.
    pub fn proposal(&self, slot: Slot) -> ProposalId {
        self.world.standings[slot.idx()].proposal
    }

    /// By how much a course that would be `ahead` is nearer to what a party wants; whoever leads gives way to those who pay.
    #[inline(always)]
    fn course_gain(&self, party: PartyId, ahead: &Point, leads: bool) -> f64 {
        let World { ideals, lean, course, .. } = self.world;
        if leads {
            let wish = lean.of(&ideals.of(party));
            distance_squared(course, &wish) - distance_squared(ahead, &wish)
        } else {
            ideals.nearer(party, course, ahead)
        }
    }
}

/// Half of the error shows as merit, half as loss, so that an honest proposal can look like a dishonest one.
///
/// * `error`: how the party misjudges it, standard normal; without a meaning for those who judge without error.
#[inline(always)]
fn evidence(judging: &Judging, error: f64, merit: f64, loss: f64) -> Evidence {
    let Judging { grasp, blur, unease, .. } = *judging;
    let error = if blur > 0.0 { blur * error } else { 0.0 };
    Evidence { grasp, merit: grasp * merit + 0.5 * error, loss: 0.5 * error - grasp * loss, unease }
}
