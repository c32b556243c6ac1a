//! Laws that hold in every game, and the counting of coalitions one by one as the judge of every quicker way.

use super::*;
use proptest::prelude::*;

fn total<'a>(shares: impl IntoIterator<Item = &'a Estimate>) -> f64 {
    shares.into_iter().map(|share| share.value).sum()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

/// Weighted games and double majorities of up to 12 players, zero weights, veto players and dictators among them.
fn games() -> impl Strategy<Value = Game> {
    let weights = prop_oneof![
        prop::collection::vec(0_u64..8, 1..13),
        prop::collection::vec(0_u64..1_000, 1..13),
        prop::collection::vec(any::<u64>(), 1..13),
    ];
    (weights, 0.0..1.0_f64, 0_usize..6, prop::option::of(1_usize..13)).prop_filter_map(
        "nobody or everybody wins",
        |(weights, share, heads, alone)| {
            let all: u128 = weights.iter().copied().map(u128::from).sum();
            let quota = ((all as f64 * share) as u128 + 1).min(all);
            Game::double_majority(&weights, heads / 2, quota, alone.filter(|_| heads > 2)).ok()
        },
    )
}

proptest! {
    #[test]
    fn the_quick_ways_count_what_counting_one_by_one_counts(game in games()) {
        let listed = Listed::of_game(&game).expect("few players");
        prop_assert_eq!(Banzhaf::exact(&game), Some(listed.banzhaf()));
        prop_assert_eq!(Shapley::exact(&game), Some(listed.shapley()));
    }

    #[test]
    fn shares_of_power_sum_to_one(game in games()) {
        let banzhaf = Banzhaf::exact(&game).expect("few players");
        prop_assert!(close(total(&banzhaf.normalised.expect("somebody turns something")), 1.0));
        prop_assert!(close(total(&Shapley::exact(&game).expect("few players").index), 1.0));
        let minimal = Listed::of_game(&game).and_then(|listed| listed.minimal()).expect("few players");
        for index in [minimal.deegan_packel, minimal.holler, minimal.johnston] {
            prop_assert!(close(index.iter().map(Fraction::value).sum(), 1.0));
        }
    }

    #[test]
    fn equal_weights_have_equal_power_and_more_weight_never_less(game in games()) {
        let counts = Banzhaf::exact(&game).and_then(|found| found.counts).expect("few players");
        let shapley = Shapley::exact(&game).expect("few players").index;
        for (i, a) in game.weights().iter().enumerate() {
            for (j, b) in game.weights().iter().enumerate() {
                if a <= b {
                    prop_assert!(counts.swings[i] <= counts.swings[j]);
                    prop_assert!(shapley[i].value <= shapley[j].value);
                }
            }
        }
    }

    #[test]
    fn dummies_have_nothing_and_blockers_can_prevent_everything(game in games()) {
        let banzhaf = Banzhaf::exact(&game).expect("few players");
        let dummies = banzhaf.dummies().expect("counted");
        let shapley = Shapley::exact(&game).expect("few players").exact.expect("counted");
        let minimal = Listed::of_game(&game).and_then(|listed| listed.minimal()).expect("few players");
        let prevent = banzhaf.prevent.expect("some win");
        let blockers = game.blockers();
        for player in 0..game.n_players() {
            for index in [&shapley, &minimal.deegan_packel, &minimal.holler, &minimal.johnston] {
                prop_assert_eq!(index[player].num.bits() == 0, dummies.contains(&player));
            }
            prop_assert_eq!(close(prevent[player].value, 1.0), blockers.contains(&player));
        }
        prop_assert_eq!(game.nakamoto_block() == 1, !blockers.is_empty());
    }

    #[test]
    fn a_game_and_its_dual_give_the_same_power(game in games()) {
        let dual = Listed::of_game(&game.dual()).expect("few players");
        let (here, there) = (Banzhaf::exact(&game).expect("few players"), dual.banzhaf());
        prop_assert_eq!(&here.absolute, &there.absolute);
        prop_assert_eq!(&here.normalised, &there.normalised);
        prop_assert!(close(here.act.value, 1.0 - there.act.value));
        prop_assert_eq!(here.prevent, there.initiate);
        prop_assert_eq!(Shapley::exact(&game), Some(dual.shapley()));
    }

    #[test]
    fn a_player_without_weight_changes_nobody(weights in prop::collection::vec(0_u64..50, 1..10), quota in 1_u128..200) {
        prop_assume!(quota <= weights.iter().sum::<u64>().into());
        let mut with = weights.clone();
        with.push(0);
        let power = |weights: &[u64]| {
            let game = Game::weighted(weights, quota).expect("a game");
            let banzhaf = Banzhaf::exact(&game).expect("few");
            let shares = [banzhaf.absolute, banzhaf.normalised.expect("some"), Shapley::exact(&game).expect("few").index];
            (shares, banzhaf.act)
        };
        let ((before, act), (after, act_after)) = (power(&weights), power(&with));
        prop_assert_eq!(act, act_after);
        for (before, after) in before.iter().zip(&after) {
            prop_assert_eq!(&before[..], &after[..weights.len()]);
            prop_assert_eq!(after[weights.len()], Estimate::exact(0.0));
        }
    }

    #[test]
    fn the_unit_of_weight_changes_nothing(weights in prop::collection::vec(0_u64..50, 1..10), quota in 1_u128..200) {
        prop_assume!(quota <= weights.iter().sum::<u64>().into());
        let larger: Vec<u64> = weights.iter().map(|weight| weight * 1_000_000).collect();
        let (one, million) = (Game::weighted(&weights, quota), Game::weighted(&larger, quota * 1_000_000));
        let (one, million) = (one.expect("a game"), million.expect("a game"));
        prop_assert_eq!(Shapley::exact(&one), Shapley::exact(&million));
        prop_assert_eq!(Banzhaf::exact(&one), Banzhaf::exact(&million));
    }

    #[test]
    fn absolute_power_is_the_harmonic_mean_of_preventing_and_initiating(game in games()) {
        let found = Banzhaf::exact(&game).expect("few players");
        let (prevent, initiate) = (found.prevent.expect("some win"), found.initiate.expect("some lose"));
        for (player, absolute) in found.absolute.iter().enumerate().filter(|(_, absolute)| absolute.value > 0.0) {
            let mean = 2.0 / (1.0 / prevent[player].value + 1.0 / initiate[player].value);
            prop_assert!(close(absolute.value, mean));
        }
    }

    #[test]
    fn concentration_stays_within_its_bounds(held in prop::collection::vec(0_u64..1_000, 1..30)) {
        let Some(found) = Concentration::of(&held) else { return Ok(()) };
        let n = held.len() as f64;
        prop_assert!(found.gini >= 0.0 && found.gini <= (n - 1.0) / n + 1e-12);
        prop_assert!(found.hhi >= 1.0 / n - 1e-12 && found.hhi <= 1.0 + 1e-12);
        prop_assert!(found.theil_t >= 0.0 && found.theil_t <= crate::math::ln(n) + 1e-12);
        prop_assert!(found.top_share >= 1.0 / n - 1e-12 && found.nakamoto_half <= found.nakamoto_51);
        let pairs: u64 = held.iter().flat_map(|a| held.iter().map(move |b| a.abs_diff(*b))).sum();
        prop_assert!(close(found.gini, pairs as f64 / (2.0 * n * held.iter().sum::<u64>() as f64)));
    }
}

#[test]
fn weights_too_large_for_a_table_have_the_power_of_their_small_twins() {
    // Crumbs that even together are less than one unit change no coalition, and leave no common factor to divide out.
    let small: Vec<u64> = (1..=28_u64).map(|state| 4 + state * state / 9).collect();
    let large: Vec<u64> = small.iter().zip(1..).map(|(weight, crumb): (_, u64)| weight * 1_000_000_000 + crumb).collect();
    let quota = (small.iter().copied().map(u128::from).sum::<u128>() * 65).div_ceil(100);
    let (by_table, by_halves) =
        (Game::double_majority(&small, 16, quota, Some(25)), Game::double_majority(&large, 16, quota * 1_000_000_000, Some(25)));
    let (by_table, by_halves) = (by_table.expect("a game"), by_halves.expect("a game"));
    let found = Shapley::exact(&by_halves).expect("meeting in the middle");
    assert!(close(total(&found.index), 1.0));
    assert_eq!(Some(found), Shapley::exact(&by_table));
    assert_eq!(Banzhaf::exact(&by_halves), Banzhaf::exact(&by_table));
}
