//! Questions that a body is asked: three seats, everything that they can say on every day, and what the rule makes of it.
//!
//! A day: seats may speak, in the evening the rule notes what it must remember, and the next morning time has passed. A question
//! that the rule has answered is not asked again, so a path ends there.

use super::explore;
use crate::rules::fixture::{quiet, ratio, seats};
use crate::rules::optimistic::{Bites, Optimistic, Threshold};
use crate::rules::quorum::{Counted, Need, Quorum, Rounding};
use crate::rules::route::Judge;
use crate::rules::vote::{Early, Late, Majority, Vote};
use crate::rules::{Consent, Conviction, Council, Count, Executive, Facts, Memory, Rule, Setting, Verdict, Weighting};
use crate::units::{Money, Ratio, Ticks, Weight};

/// What a seat has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Nothing,
    Yes,
    No,
    Abstains,
}

const WORDS: [Said; 3] = [Said::Yes, Said::No, Said::Abstains];

/// Three seats on some day.
#[derive(Clone, Copy, Debug)]
struct Asked {
    day: u32,
    said: [Said; 3],
    memory: Memory,
}

impl Asked {
    const OPENING: Asked = Asked { day: 0, said: [Said::Nothing; 3], memory: Memory { held: false, since: None, gathered: 0 } };

    /// What the rule is told. A no is an objection too, for rules that ask for those.
    fn facts(&self) -> Facts<'static> {
        let n = |word| seats(self.said.iter().filter(|said| **said == word).count() as u32);
        let count = Count { yes: n(Said::Yes), no: n(Said::No), abstain: n(Said::Abstains) };
        let setting = Setting { asked: Money(10), pool: Money(100), ..Setting::default() };
        let facts = Facts { elapsed: Ticks(self.day), count, objections: count.no, memory: self.memory, ..quiet(seats(3)) };
        Facts { setting, ..facts }
    }

    /// Everything that a silent seat may say now.
    fn after_a_word(&self, words: &[Said]) -> Vec<Asked> {
        let silent = (0..3).filter(|seat| self.said[*seat] == Said::Nothing);
        let spoken = |seat: usize, word: Said| {
            let mut after = *self;
            after.said[seat] = word;
            after
        };
        silent.flat_map(|seat| words.iter().map(move |word| spoken(seat, *word))).collect()
    }

    /// Every way in which all who are silent may still speak.
    fn completions(&self, words: &[Said]) -> Vec<Asked> {
        let mut open = vec![*self];
        let mut done = Vec::new();
        while let Some(asked) = open.pop() {
            let after = asked.after_a_word(words);
            if after.is_empty() {
                done.push(asked);
            }
            open.extend(after);
        }
        done
    }

    fn n(&self, word: Said) -> u32 {
        self.said.iter().filter(|said| **said == word).count() as u32
    }
}

/// A vote that stands for all: with what ends it, with what extends it, under quorums and majorities of every kind.
fn votes() -> Vec<Vote> {
    let half = ratio(1, 2);
    let earlies = [Early::Never, Early::Carried, Early::Decided, Early::Super(ratio(2, 3))];
    let lates = [Late::Nothing, Late::QuorumExtends(Ticks(2)), Late::ObjectionOnly { last: Ticks(1), lasts: Ticks(2) }];
    let needs = [
        Need::Nothing,
        Need::Share(half, Rounding::Exact),
        Need::GrowsWithOpposition { min: ratio(1, 3), max: ratio(1, 1), slope: ratio(1, 1) },
    ];
    let majorities = [Majority::MoreYesThanNo, Majority::AtLeast(half), Majority::Above(half), Majority::AboveOfAll(half)];
    let mut rules = Vec::new();
    for (early, late) in earlies.iter().flat_map(|early| lates.iter().map(move |late| (*early, *late))) {
        for (need, majority) in needs.iter().flat_map(|need| majorities.iter().map(move |majority| (*need, *majority))) {
            let quorum = Quorum { counted: if need == needs[2] { Counted::Yes } else { Counted::Cast }, need };
            rules.push(Vote { early, late, ..Vote::plain(Some(Ticks(2)), Weighting::PER_SEAT, quorum, majority) });
        }
    }
    rules
}

#[test]
fn every_path_of_a_vote_ends_within_its_bounds() {
    for rule in votes() {
        let most = rule.longest_clock().expect("it has a period");
        let next = |asked: &Asked| {
            let verdict = rule.verdict(&asked.facts());
            let closes = rule.wakes_after(asked.memory).expect("it has a period");
            assert!(closes >= Ticks(2) && closes <= most, "{rule:?} {asked:?}");
            if verdict != Verdict::Open {
                assert!(rule.early != Early::Never || Ticks(asked.day) >= closes, "nothing ends it early: {rule:?} {asked:?}");
                return Vec::new();
            }
            assert!(Ticks(asked.day) < closes, "its time is up: {rule:?} {asked:?}");
            let only_no = rule.takes_only_no_from(asked.memory).is_some_and(|from| Ticks(asked.day) >= from);
            let mut reached = asked.after_a_word(if only_no { &[Said::No] } else { &WORDS });
            let memory = rule.remember(&asked.facts()).unwrap_or(asked.memory);
            reached.push(Asked { day: asked.day + 1, memory, ..*asked });
            reached
        };
        assert!(explore(Asked::OPENING, next) > 60);
    }
}

#[test]
fn what_ends_a_vote_early_nobody_could_have_turned() {
    let mut ended = 0;
    for rule in votes().into_iter().filter(|rule| matches!(rule.early, Early::Carried | Early::Decided)) {
        for asked in partly() {
            let word = rule.verdict(&asked.facts());
            if word == Verdict::Open {
                continue;
            }
            ended += 1;
            let silent_to_the_end = std::iter::once(asked);
            for last in asked.completions(&WORDS).into_iter().chain(silent_to_the_end) {
                let plain = Vote { early: Early::Never, ..rule.clone() };
                let at_the_end = plain.verdict(&Asked { day: 9, ..last }.facts());
                let passes = at_the_end == Verdict::Pass;
                assert_eq!(passes, word == Verdict::Pass, "{rule:?} {asked:?} {last:?}: {at_the_end:?}");
            }
        }
    }
    assert!(ended > 100);
}

/// Every state in which some have spoken and others have not.
fn partly() -> Vec<Asked> {
    let mut found = vec![Asked::OPENING];
    for seat in 0..3 {
        let before = found.clone();
        for word in WORDS {
            found.extend(before.iter().map(|asked| {
                let mut after = *asked;
                after.said[seat] = word;
                after
            }));
        }
    }
    found
}

#[test]
fn every_path_of_a_council_ends_once_all_have_spoken_and_its_clocks_have_run() {
    let clocks = (0..3).flat_map(|not_before| (0..3).map(move |veto_for| (not_before, veto_for)));
    let rules = clocks.flat_map(|clocks| [None, Some(1), Some(2)].map(move |vetoes| (clocks, vetoes)));
    for (((not_before, veto_for), vetoes), approvals) in rules.flat_map(|rule| (1..5).map(move |approvals| (rule, approvals))) {
        let rule = Council { approvals, vetoes, not_before: Ticks(not_before), veto_for: Ticks(veto_for) };
        let earliest = if vetoes.is_some() { not_before.max(veto_for) } else { not_before };
        assert_eq!(rule.wakes(), Some(Ticks(earliest)).filter(|wakes| wakes.0 > 0));
        let next = |asked: &Asked| {
            let verdict = rule.verdict(&asked.facts());
            match verdict {
                Verdict::Open => {}
                Verdict::Pass => {
                    assert!(asked.n(Said::Yes) >= approvals && asked.day >= earliest, "{rule:?} {asked:?}");
                    assert!(vetoes.is_none_or(|vetoes| asked.n(Said::No) < vetoes), "{rule:?} {asked:?}");
                }
                Verdict::Block => {
                    let later = |asked: Asked| rule.verdict(&Asked { day: 9, ..asked }.facts());
                    assert!(
                        asked.completions(&WORDS).into_iter().all(|last| later(last) == Verdict::Block),
                        "{rule:?} {asked:?}"
                    );
                }
                Verdict::Lapse => panic!("only a meeting lets it lapse: {rule:?} {asked:?}"),
            }
            let over = asked.n(Said::Nothing) == 0 && asked.day >= earliest;
            assert!(!over || verdict != Verdict::Open, "nothing can end it any more: {rule:?} {asked:?}");
            if verdict != Verdict::Open || asked.day > 3 {
                return Vec::new();
            }
            let mut reached = asked.after_a_word(&WORDS);
            reached.push(Asked { day: asked.day + 1, ..*asked });
            reached
        };
        assert!(explore(Asked::OPENING, next) > usize::from(approvals <= 3) * 10);
    }
}

#[test]
fn every_path_of_consent_and_of_one_members_word_ends_with_the_last_word() {
    for (blocked_by, missing) in (1..4).flat_map(|objections| [None, Some(1), Some(2)].map(move |missing| (objections, missing)))
    {
        let rule = Consent { missing, ..Consent::blocked_by(blocked_by) };
        for asked in partly() {
            let (verdict, objections) = (rule.verdict(&asked.facts()), asked.n(Said::No));
            match verdict {
                Verdict::Open => {
                    let all = asked.completions(&[Said::Yes, Said::No]);
                    let decided = |last: &Asked| last.n(Said::Abstains) > 0 || rule.verdict(&last.facts()) != Verdict::Open;
                    assert!(all.iter().all(decided), "{rule:?} {asked:?}");
                }
                Verdict::Pass => assert!(objections < blocked_by, "{rule:?} {asked:?}"),
                Verdict::Block => assert!(objections >= blocked_by, "{rule:?} {asked:?}"),
                Verdict::Lapse => panic!("there are members: {rule:?} {asked:?}"),
            }
            let tabled = rule.verdict(&Facts { tabled: true, ..asked.facts() });
            assert_ne!(tabled, Verdict::Open, "a meeting settles it");
        }
    }
    for word in [Said::Nothing, Said::Yes, Said::No, Said::Abstains] {
        let facts =
            Facts { electorate: seats(1), ..Asked { said: [word, Said::Nothing, Said::Nothing], ..Asked::OPENING }.facts() };
        let verdict = Executive.verdict(&facts);
        assert_eq!(verdict == Verdict::Open, word == Said::Nothing, "{word:?}");
        assert_ne!(Executive.verdict(&Facts { tabled: true, ..facts }), Verdict::Open, "a meeting settles it");
    }
}

#[test]
fn every_path_of_optimistic_review_ends_with_its_window() {
    for (window, objections) in (0..4).flat_map(|window| (1..5).map(move |objections| (window, objections))) {
        for bites in [Bites::AtOnce, Bites::AtEnd] {
            let rule = Optimistic {
                bond: Money(0),
                window: Ticks(window),
                threshold: Threshold::Seats(objections),
                bites,
                weighting: Weighting::PER_SEAT,
                grounds: None,
                judge: Judge::Nobody,
            };
            let next = |asked: &Asked| {
                let verdict = rule.verdict(&asked.facts());
                let stopped = asked.n(Said::No) >= objections;
                match verdict {
                    Verdict::Open => assert!(asked.day < window && (bites == Bites::AtEnd || !stopped), "{rule:?} {asked:?}"),
                    Verdict::Pass => assert!(asked.day == window && !stopped, "{rule:?} {asked:?}"),
                    Verdict::Block => {
                        assert!(stopped && (bites == Bites::AtOnce || asked.day == window), "{rule:?} {asked:?}");
                    }
                    Verdict::Lapse => panic!("silence passes it: {rule:?} {asked:?}"),
                }
                if verdict != Verdict::Open {
                    return Vec::new();
                }
                let mut reached = asked.after_a_word(&[Said::No]);
                reached.push(Asked { day: asked.day + 1, ..*asked });
                reached
            };
            assert!(explore(Asked::OPENING, next) >= window as usize);
        }
    }
}

/// What asks for a tenth of the pool where half is out of reach takes `rho / 0.16` of all conviction there can be: with 0.1 all
/// have it after two nights, with 0.16 and more nobody ever does.
#[test]
fn conviction_gathers_in_time_or_never() {
    for (scale, reachable) in [(ratio(1, 10), true), (ratio(4, 25), false), (ratio(1, 5), false)] {
        let rule = Conviction { weighting: Weighting::PER_SEAT, keeps: Ratio::HALF, reach: Ratio::HALF, scale };
        let night = |asked: &Asked| {
            let morning = Asked { day: asked.day + 1, ..*asked };
            Asked { memory: rule.remember(&morning.facts()).expect("conviction gathers"), ..morning }
        };
        let next = |asked: &Asked| {
            let most = 2 * seats(3).weight.0;
            assert!(asked.memory.gathered < most, "never more than all weight for ever: {asked:?}");
            if rule.verdict(&asked.facts()) != Verdict::Open {
                assert!(reachable && asked.memory.gathered > 0 && asked.day > 0, "{asked:?}");
                return Vec::new();
            }
            let mut all = *asked;
            all.said = [Said::Yes; 3];
            let nights = (0..40).find(|_| {
                all = night(&all);
                rule.verdict(&all.facts()) == Verdict::Pass
            });
            assert_eq!(nights.is_some_and(|nights| nights < 2), reachable, "{scale:?} {asked:?}");
            if asked.day > 5 {
                return Vec::new();
            }
            let mut reached = asked.after_a_word(&[Said::Yes]);
            reached.push(night(asked));
            reached
        };
        assert!(explore(Asked { memory: Memory { since: Some(Ticks(0)), ..Memory::default() }, ..Asked::OPENING }, next) > 20);
    }
    assert_eq!(seats(3).weight, Weight(3_000_000));
}
