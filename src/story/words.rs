//! Numbers, names and the enums of a run as a sentence says them.

use crate::event::Outcome;
use crate::rules::dual_governance::machine::State;
use crate::rules::optimistic::Ground;
use crate::scenario::thousands_apart;
use crate::units::{Clock, Money, Tick, Ticks};
use crate::world::{Means, Reason};

/// Names that a sentence lists before it counts.
const LISTED: usize = 4;

/// Where a protest stands.
pub fn protest(state: State) -> &'static str {
    match state {
        State::Normal => "it is over",
        State::VetoSignalling => "members signal, and nothing is carried out",
        State::VetoSignallingDeactivation => "it seems to be over",
        State::VetoCooldown => "what was decided before it is carried out",
        State::RageQuit => "those who protest leave",
    }
}

/// An amount in major units with thousands apart: `18 000`; below a hundred with its hundredths.
pub fn money(amount: Money) -> String {
    let (whole, rest) = (amount.0 / Money::MAJOR, amount.0 % Money::MAJOR);
    if whole < 100 && rest > 0 {
        return format!("{whole}.{rest:02}");
    }
    let digits = (whole + u64::from(2 * rest >= Money::MAJOR)).to_string();
    thousands_apart(&digits, ' ')
}

/// A count in words up to twelve, then in digits; 0 is `no`.
pub fn count(n: u32) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(n as usize).map_or_else(|| n.to_string(), |&word| word.to_owned())
}

/// A count and what is counted; the plural takes an `s`.
pub fn counted(n: u32, what: &str) -> String {
    format!("{} {what}{}", count(n), if n == 1 { "" } else { "s" })
}

/// `nobody`, or a count.
pub fn people(n: u32) -> String {
    if n == 0 { "nobody".to_owned() } else { count(n) }
}

/// A number of days with the digits that it needs, up to two after the point.
pub fn number(days: f64) -> String {
    let text = format!("{days:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A length of time.
pub fn length(clock: Clock, length: Ticks) -> String {
    let days = number(clock.days(length));
    let s = if days == "1" { "" } else { "s" };
    format!("{days} day{s}")
}

/// How long after something.
pub fn after(clock: Clock, time: Ticks) -> String {
    if time == Ticks(0) { "the same day".to_owned() } else { format!("after {}", length(clock, time)) }
}

/// The day of a moment, from 0.
pub fn day(clock: Clock, at: Tick) -> String {
    number(clock.days(at.since(Tick(0))))
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(names: &[String]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The names of a few, the number of many.
pub fn few(names: &[String], what: &str) -> String {
    if names.len() <= LISTED { list(names) } else { counted(u32::try_from(names.len()).unwrap_or(u32::MAX), what) }
}

/// The same sentence with a capital.
pub fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Grounds of an objection.
pub fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::OffPurpose => "off purpose",
        Ground::OverBudget => "over budget",
        Ground::SelfDealing => "self-dealing",
        Ground::TooRisky => "too risky",
        Ground::LowValue => "of low value",
        Ground::PrivateInterest => "against its interest",
    }
}

/// How a proposal left its route, of a proposal.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Executed => "carried out",
        Outcome::Unfunded => "accepted without money for it",
        Outcome::Rejected => "rejected",
        Outcome::Lapsed => "lapsed",
        Outcome::Withdrawn => "withdrawn",
    }
}

/// What weighed most on a party that leaves, after `because`.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Disappointed => "what has been done is worth too little to it",
        Reason::Estranged => "the course is too far from what it wants",
        Reason::Contagion => "others left",
        Reason::Run => "those who gave notice before it may leave nothing",
        Reason::Expelled => "it was expelled",
    }
}

/// What came true when the organisation was captured.
pub fn means(means: Means) -> &'static str {
    match means {
        Means::Harm => "a harmful proposal of the adversary's was carried out",
        Means::Control => "the adversary turned most decisions of the period",
        Means::Drain => "too much of the money was diverted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        for (hundredths, text) in
            [(0, "0"), (5, "0.05"), (9_950, "99.50"), (10_050, "101"), (1_800_000, "18 000"), (123_456_789, "1 234 568")]
        {
            assert_eq!(money(Money(hundredths)), text);
        }
    }

    #[test]
    fn counts_are_words_until_they_are_long() {
        assert_eq!(
            [0, 1, 2, 12, 13].map(|n| counted(n, "objection")),
            ["no objections", "one objection", "two objections", "twelve objections", "13 objections"]
        );
        assert_eq!((people(0), people(3)), ("nobody".to_owned(), "three".to_owned()));
    }

    #[test]
    fn few_are_named_and_many_counted() {
        let names = |n: usize| (1..=n).map(|k| format!("core {k}")).collect::<Vec<String>>();
        assert_eq!(few(&names(0), "party"), "nobody");
        assert_eq!(few(&names(1), "member"), "core 1");
        assert_eq!(few(&names(3), "member"), "core 1, core 2 and core 3");
        assert_eq!(few(&names(5), "member"), "five members");
    }

    #[test]
    fn days_have_the_digits_that_they_need() {
        let hours = Clock { tick_ms: 6 * 3_600_000 };
        assert_eq!((day(hours, Tick(4)), day(hours, Tick(5))), ("1".to_owned(), "1.25".to_owned()));
        assert_eq!((length(hours, Ticks(4)), length(hours, Ticks(12))), ("1 day".to_owned(), "3 days".to_owned()));
    }
}
