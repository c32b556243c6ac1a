//! Protest, as a file writes it: the more stake protests, the longer decisions wait; with enough of it, it leaves.

use super::mechanism::WeightFile;
use super::number::NonNegative;
use super::share::Share;
use super::time::Length;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Dual governance: who may protest, and what it takes.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProtestFile {
    /// Whose members may protest.
    pub body: String,
    /// What a seat's weight is read from. Default: `tokens`.
    #[serde(default = "tokens")]
    pub weight: WeightFile,
    /// How far above the level at which it leaves a member begins to protest, unit of merit. Default: 0.2, assumed.
    #[serde(default = "a_fifth_of_a_merit")]
    pub margin: NonNegative,
    /// Share of the weight from which on decisions wait, 0 to 1. Default: 1%.
    #[serde(default = "one_percent")]
    pub first_seal: Share,
    /// Share from which on those who protest leave in the end, above `first_seal`. Default: 10%.
    #[serde(default = "ten_percent")]
    pub second_seal: Share,
    /// How long decisions wait at the first seal. Default: 5 days.
    #[serde(default = "five_days")]
    pub shortest: Length,
    /// How long they wait from the second seal on. Default: 45 days.
    #[serde(default = "forty_five_days")]
    pub longest: Length,
    /// Shortest time of signalling. Default: 0 days; Lido's is 5 hours.
    #[serde(default = "at_once")]
    pub at_least: Length,
    /// How long a protest is seen to be over before it is. Default: 3 days.
    #[serde(default = "three_days")]
    pub deactivation: Length,
    /// How long what was decided before a protest is carried out, and nothing new is brought forward. Default: 1 day; Lido's is 5
    /// hours.
    #[serde(default = "a_day")]
    pub cooldown: Length,
    /// How long a rage quit takes. Default: 30 days, assumed.
    #[serde(default = "thirty_days")]
    pub rage_quit: Length,
    /// How long those who leave wait for their money.
    #[serde(default)]
    pub withdrawal: WithdrawalFile,
}

/// How long those who leave in a rage quit wait for their money.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WithdrawalFile {
    /// Before any growth. Default: 60 days.
    pub shortest: Length,
    /// Growth with each rage quit in a row, the first among them. Default: 15 days.
    pub grows: Length,
    /// Longest. Default: 180 days.
    pub longest: Length,
}

impl Default for WithdrawalFile {
    fn default() -> WithdrawalFile {
        WithdrawalFile { shortest: Length::days(60), grows: Length::days(15), longest: Length::days(180) }
    }
}

fn tokens() -> WeightFile {
    WeightFile::Tokens
}
fn a_fifth_of_a_merit() -> NonNegative {
    NonNegative(0.2)
}
fn one_percent() -> Share {
    Share::percent(1)
}
fn ten_percent() -> Share {
    Share::percent(10)
}
fn at_once() -> Length {
    Length::days(0)
}
fn a_day() -> Length {
    Length::days(1)
}
fn three_days() -> Length {
    Length::days(3)
}
fn five_days() -> Length {
    Length::days(5)
}
fn thirty_days() -> Length {
    Length::days(30)
}
fn forty_five_days() -> Length {
    Length::days(45)
}
