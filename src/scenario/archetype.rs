//! Kinds of party and what they are like unless a scenario says otherwise.
//!
//! All numbers are **assumed**: no source measures them. Vary them in a sensitivity analysis before relying on them.

use super::Distribution;
use super::file::{Attention, BenefitsFrom, Law, Length, NonNegative, Number, Rate, Share, Traits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A kind of party.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Archetype {
    /// Gives much and looks rarely.
    HandsOffFunder,
    /// Reads closely and fears what it does not know.
    InstitutionalFunder,
    /// Shares the purpose and brings more than money.
    StrategicPartner,
    /// Knows the field.
    DomainExpert,
    /// Speaks for those whom the work is for.
    CommunityRepresentative,
    /// Coordinates cells.
    CoreTeamMember,
    /// Does the work.
    #[default]
    CellMember,
    /// One of many.
    CommunityMember,
}

/// One row: days per item, context, theta, alpha, rho, stake, own benefit.
struct Row(u64, f64, f64, f64, f64, f64, f64);

impl Archetype {
    fn row(self) -> Row {
        match self {
            Archetype::HandsOffFunder => Row(14, 0.25, 0.4, 0.1, 0.2, 0.5, 0.0),
            Archetype::InstitutionalFunder => Row(4, 0.25, 0.1, 1.0, 1.0, 1.0, 0.0),
            Archetype::StrategicPartner => Row(7, 0.30, 0.3, 0.3, 0.3, 1.0, 0.0),
            Archetype::DomainExpert => Row(5, 0.45, 0.3, 0.2, 0.2, 1.0, 0.0),
            Archetype::CommunityRepresentative => Row(7, 0.35, 0.3, 0.3, 0.3, 1.0, 0.0),
            Archetype::CoreTeamMember => Row(1, 0.60, 0.4, 0.3, 0.15, 1.0, 0.15),
            Archetype::CellMember => Row(1, 0.80, 0.8, 0.3, 0.1, 1.0, 0.5),
            Archetype::CommunityMember => Row(60, 0.10, 0.5, 0.2, 0.3, 1.0, 0.0),
        }
    }

    /// Items read in the row's days.
    fn items(self) -> f64 {
        if self == Archetype::CellMember { 2.0 } else { 1.0 }
    }

    /// Where its patience ends.
    fn exit_threshold(self) -> Distribution {
        let (mean, sd) = match self {
            Archetype::HandsOffFunder | Archetype::DomainExpert => (-0.3, 0.2),
            Archetype::InstitutionalFunder => (0.1, 0.2),
            Archetype::StrategicPartner => (-0.1, 0.2),
            Archetype::CommunityRepresentative => (-0.2, 0.2),
            Archetype::CoreTeamMember | Archetype::CellMember => (-0.5, 0.2),
            Archetype::CommunityMember => (-0.5, 0.3),
        };
        Distribution::Normal { mean, sd }
    }

    /// How fast its satisfaction follows what happens.
    fn omega_percent(self) -> u64 {
        match self {
            Archetype::InstitutionalFunder => 10,
            Archetype::CommunityMember => 3,
            Archetype::HandsOffFunder
            | Archetype::StrategicPartner
            | Archetype::DomainExpert
            | Archetype::CommunityRepresentative
            | Archetype::CoreTeamMember
            | Archetype::CellMember => 5,
        }
    }

    /// What such a party is like.
    pub fn traits(self) -> Traits {
        let Row(days, context, theta, alpha, rho, stake, own_benefit) = self.row();
        let fixed = |number| Law(Distribution::Fixed(number));
        let core = self == Archetype::CoreTeamMember;
        Traits {
            attention: Attention::Rate(Rate { count: self.items(), within: Length::days(days) }),
            alone: false,
            context: fixed(context),
            theta: fixed(theta),
            tolerance: NonNegative(0.0),
            alpha: NonNegative(alpha),
            rho: NonNegative(rho),
            stake: NonNegative(stake),
            own_benefit: Number(own_benefit),
            benefits_from: if core { BenefitsFrom::Everything } else { BenefitsFrom::OwnCell },
            ideal: Vec::new(),
            ideal_spread: NonNegative(0.25),
            trust: None,
            exit_threshold: Law(self.exit_threshold()),
            omega: Share::percent(self.omega_percent()),
            renewal: None,
            pledge: fixed(0.0),
            tranches: None,
            earmark: None,
            tokens: fixed(0.0),
            purse: NonNegative(0.0),
        }
    }
}
