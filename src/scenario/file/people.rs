//! Who there is: groups of like parties, and the members of cells.

use super::law::{Attention, Law};
use super::number::{NonNegative, Number};
use super::organisation::TranchesFile;
use super::share::Share;
use crate::scenario::archetype::Archetype;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose proposals a member gains from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BenefitsFrom {
    /// Those of its own cell.
    OwnCell,
    /// All.
    Everything,
}

/// How a party attends, judges and objects, and what it brings; the fields are those of [`GroupFile`].
#[derive(Clone, Debug)]
pub struct Traits {
    pub attention: Attention,
    pub alone: bool,
    pub context: Law,
    pub theta: Law,
    pub tolerance: NonNegative,
    pub alpha: NonNegative,
    pub rho: NonNegative,
    pub stake: NonNegative,
    pub own_benefit: Number,
    pub benefits_from: BenefitsFrom,
    pub ideal: Vec<Number>,
    pub ideal_spread: NonNegative,
    pub trust: Option<Number>,
    pub exit_threshold: Law,
    pub omega: Share,
    pub renewal: Option<Number>,
    pub pledge: Law,
    pub tranches: Option<TranchesFile>,
    pub earmark: Option<String>,
    pub tokens: Law,
    pub purse: NonNegative,
}

/// Adds the traits to the keys of a table, so that groups and members of cells are described by the same words.
macro_rules! with_traits {
    ($(#[$meta:meta])* pub struct $name:ident { $($own:tt)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($own)*
            /// Items read over all seats: a rate (`"1 item per week"`), a number a day, or a law. Default: the archetype's,
            /// assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub attention: Option<Attention>,
            /// Whether attention is per item instead of shared among the open items. Default: false.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub alone: Option<bool>,
            /// Context, 0 (knows nothing) to 1 (knows all). Default: the archetype's, assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub context: Option<Law>,
            /// How bad a proposal must look before a member objects, in standard deviations of merit. Default: the
            /// archetype's, assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub theta: Option<Law>,
            /// How far from zero a judgement must be before a member takes a side, same unit. Default: 0, assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub tolerance: Option<NonNegative>,
            /// Ambiguity aversion, no unit, from 0. Default: the archetype's, assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub alpha: Option<NonNegative>,
            /// Aversion to a proposal's risk, no unit, from 0. Default: the archetype's, assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub rho: Option<NonNegative>,
            /// Care for the course, no unit, from 0. Default: the archetype's, assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub stake: Option<NonNegative>,
            /// What a proposal is worth to the member beyond the purpose, unit of merit. Default: the archetype's, assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub own_benefit: Option<Number>,
            /// Whose proposals bring that benefit. Default: `everything` for a core team member, else `own_cell`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub benefits_from: Option<BenefitsFrom>,
            /// Mean of each axis of the ideal point, relative to the purpose at the start; axes left out are 0. Default: 0.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub ideal: Option<Vec<Number>>,
            /// Standard deviation of each axis of the ideal point. Default: 0.25, assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub ideal_spread: Option<NonNegative>,
            /// Merit expected of a proposal before reading it. Absent: the mean of what is submitted.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub trust: Option<Number>,
            /// Level of satisfaction, less what weighs against staying, below which a member leaves, unit of merit. Default: the
            /// archetype's, assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub exit_threshold: Option<Law>,
            /// How fast satisfaction follows what happens, 0 to 1 per completed piece of work. Default: the archetype's,
            /// assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub omega: Option<Share>,
            /// Level below which a member keeps the next tranche, same unit. Default: the mean exit threshold plus 0.1,
            /// assumed.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub renewal: Option<Number>,
            /// Money pledged, major units. Default: 0.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub pledge: Option<Law>,
            /// When the pledge is paid in. Absent: all of it at the start.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub tranches: Option<TranchesFile>,
            /// Cell that the money is for first, where exits are `charged = "earmarked"`. Absent: for all.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub earmark: Option<String>,
            /// Voting tokens, votes. Default: 0.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub tokens: Option<Law>,
            /// Money of its own that a member may stake in disputes and on objections, major units. Default: 0.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub purse: Option<NonNegative>,
        }

        impl $name {
            /// What the table says, over what its archetype says.
            pub fn over(&self, archetype: Traits) -> Traits {
                let exit_threshold = self.exit_threshold.unwrap_or(archetype.exit_threshold);
                Traits {
                    attention: self.attention.unwrap_or(archetype.attention),
                    alone: self.alone.unwrap_or(archetype.alone),
                    context: self.context.unwrap_or(archetype.context),
                    theta: self.theta.unwrap_or(archetype.theta),
                    tolerance: self.tolerance.unwrap_or(archetype.tolerance),
                    alpha: self.alpha.unwrap_or(archetype.alpha),
                    rho: self.rho.unwrap_or(archetype.rho),
                    stake: self.stake.unwrap_or(archetype.stake),
                    own_benefit: self.own_benefit.unwrap_or(archetype.own_benefit),
                    benefits_from: self.benefits_from.unwrap_or(archetype.benefits_from),
                    ideal: self.ideal.clone().unwrap_or(archetype.ideal),
                    ideal_spread: self.ideal_spread.unwrap_or(archetype.ideal_spread),
                    trust: self.trust.or(archetype.trust),
                    exit_threshold,
                    omega: self.omega.unwrap_or(archetype.omega),
                    renewal: Some(self.renewal.unwrap_or_else(|| renewal(exit_threshold))),
                    pledge: self.pledge.unwrap_or(archetype.pledge),
                    tranches: self.tranches.clone().or(archetype.tranches),
                    earmark: self.earmark.clone().or(archetype.earmark),
                    tokens: self.tokens.unwrap_or(archetype.tokens),
                    purse: self.purse.unwrap_or(archetype.purse),
                }
            }

            /// Writes the traits out, so that nothing is left to the archetype.
            pub fn write_out(&mut self, traits: Traits) {
                self.attention = Some(traits.attention);
                self.alone = Some(traits.alone);
                self.context = Some(traits.context);
                self.theta = Some(traits.theta);
                self.tolerance = Some(traits.tolerance);
                self.alpha = Some(traits.alpha);
                self.rho = Some(traits.rho);
                self.stake = Some(traits.stake);
                self.own_benefit = Some(traits.own_benefit);
                self.benefits_from = Some(traits.benefits_from);
                self.ideal = Some(traits.ideal);
                self.ideal_spread = Some(traits.ideal_spread);
                self.trust = traits.trust;
                self.exit_threshold = Some(traits.exit_threshold);
                self.omega = Some(traits.omega);
                self.renewal = traits.renewal;
                self.pledge = Some(traits.pledge);
                self.tranches = traits.tranches;
                self.earmark = traits.earmark;
                self.tokens = Some(traits.tokens);
                self.purse = Some(traits.purse).filter(|purse| purse.0 > 0.0);
            }
        }
    };
}

with_traits! {
    /// A group of like parties.
    pub struct GroupFile {
        /// Kind of party; it fills what is not said here.
        pub archetype: Archetype,
        /// Number of parties, from 1. Needed unless `table` or `members` says it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub count: Option<u32>,
        /// Bodies in which each party has a seat. Default: none.
        #[serde(default)]
        pub seats: Vec<String>,
        /// Whom members trust to vote for them where a vote has a `delegation`; the first that fits counts. Default: nobody.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub trusts: Vec<TrustFile>,
        /// A CSV file beside the scenario with one row per party: columns `name`, `attention`, `context`, `theta`, `pledge`,
        /// `tokens`; an empty cell falls back to the group.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub table: Option<String>,
        /// The same, written here.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub members: Vec<MemberFile>,
    }
}

with_traits! {
    /// What is different about the members of a cell.
    pub struct CellPeopleFile {}
}

/// Whom members of a group trust: some of them, each somebody drawn from a group.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrustFile {
    /// Group of those who are trusted; another, or the same.
    pub to: String,
    /// Share of the members that trust somebody, 0 to 1. Default: 1.
    #[serde(default = "everybody")]
    pub share: Share,
    /// Kinds of decision. Default: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
}

fn everybody() -> Share {
    Share::percent(100)
}

/// One party of a group.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberFile {
    /// Name, for traces.
    pub name: String,
    /// Items read: a rate, or a number a day. Absent: the group's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attention: Option<Attention>,
    /// Context, 0 to 1. Absent: the group's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Share>,
    /// How bad a proposal must look before this member objects, unit of merit. Absent: the group's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theta: Option<Number>,
    /// Money pledged, major units. Absent: the group's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pledge: Option<NonNegative>,
    /// Voting tokens, votes. Absent: the group's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<NonNegative>,
}

/// A funder keeps its next tranche a little before it would leave. Where the law has no mean, its median stands in.
fn renewal(exit_threshold: Law) -> Number {
    let (mean, _) = exit_threshold.0.moments();
    let middle = if mean.is_finite() { mean } else { exit_threshold.0.median() };
    // Six decimals: no more than a person would write.
    Number(((middle + 0.1) * 1e6).round() / 1e6)
}
