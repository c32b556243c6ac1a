//! What must hold of ballots that split their power, whatever they say.

use super::*;
use proptest::prelude::*;

const CHOICES: usize = 4;

fn splits() -> impl Strategy<Value = Vec<Split>> {
    let parts = prop::collection::btree_map(1..=CHOICES, 1_u32..10, 1..=CHOICES);
    let ballot = (parts, 1_u32..20).prop_map(|(parts, power)| {
        let parts = parts.into_iter().map(|(choice, part)| (choice, f64::from(part))).collect();
        Split { parts, power: f64::from(power), copies: 1.0 }
    });
    prop::collection::vec(ballot, 0..8)
}

fn order() -> impl Strategy<Value = Vec<usize>> {
    Just((1..=CHOICES).collect::<Vec<usize>>()).prop_shuffle()
}

fn close(one: &[f64], other: &[f64]) -> bool {
    one.iter().zip(other).all(|(a, b)| (a - b).abs() <= 1e-9 * a.abs().max(1.0))
}

proptest! {
    #[test]
    fn neither_the_order_of_ballots_nor_the_number_of_a_choice_counts(split in splits(), names in order()) {
        let rename = |ballot: &Split| {
            let parts = ballot.parts.iter().map(|(choice, part)| (names[choice - 1], *part)).collect();
            Split { parts, ..ballot.clone() }
        };
        let turned: Vec<Split> = split.iter().rev().map(rename).collect();
        for count in [weighted, quadratic] {
            let (before, after) = (count(CHOICES, &split), count(CHOICES, &turned));
            let moved: Vec<f64> = names.iter().map(|name| after[name - 1]).collect();
            prop_assert!(close(&before, &moved), "{before:?} {moved:?}");
        }
    }

    #[test]
    fn no_power_is_made_or_lost(split in splits()) {
        let power: f64 = split.iter().map(|ballot| ballot.power).sum();
        for count in [weighted, quadratic] {
            prop_assert!(close(&[count(CHOICES, &split).iter().sum()], &[power]));
        }
    }

    #[test]
    fn more_support_does_no_harm(split in splits(), which in any::<prop::sample::Index>(), liked in 1..=CHOICES) {
        prop_assume!(!split.is_empty());
        let mut more = split.clone();
        let parts = &mut more[which.index(split.len())].parts;
        match parts.iter_mut().find(|(choice, _)| *choice == liked) {
            Some((_, part)) => *part *= 2.0,
            None => parts.push((liked, 1.0)),
        }
        for count in [weighted, quadratic] {
            let (before, after) = (count(CHOICES, &split), count(CHOICES, &more));
            prop_assert!(after[liked - 1] >= before[liked - 1] - 1e-9, "{before:?} {after:?}");
        }
    }
}
