//! The shape that speed is measured on, as a scenario and written by hand.

use folkmoot::scenario::Scenario;
use rand::SeedableRng;
use rand::rand_core::Rng;
use rand_chacha::ChaCha8Rng;

/// Days of a run.
pub const DAYS: u32 = 200;

/// The scenario, with this many members.
pub fn shape(members: u32) -> Scenario {
    let text = include_str!("../../scenarios/bench/r1_shape.toml").replace("= 300\n", &format!("= {members}\n"));
    Scenario::parse("r1_shape", &text).unwrap_or_else(|problems| panic!("{}", problems.render(false)))
}

/// Two arrivals with probability 1/2 a day, five days open, members who look with a chance of their own and judge with noise. Returns
/// the pairs.
pub fn by_hand(members: usize, seed: u64) -> u64 {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut uniform = || (dice.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0;
    let attention: Vec<f64> = (0..members).map(|_| 0.01 + 0.18 * uniform()).collect();
    let mut satisfaction = vec![0.0; members];
    let mut open: Vec<(u32, f64, Vec<i8>)> = Vec::new();
    let mut pairs = 0;
    for day in 0..DAYS {
        for _ in 0..2 {
            if uniform() < 0.5 {
                open.push((day, uniform() - 0.5, vec![0; members]));
            }
        }
        for (_, merit, votes) in &mut open {
            for (vote, attention) in votes.iter_mut().zip(&attention) {
                if *vote == 0 && uniform() < *attention {
                    *vote = if *merit + uniform() + uniform() - 1.0 >= 0.0 { 1 } else { -1 };
                }
            }
        }
        pairs += (members * open.len()) as u64;
        open.retain(|(opened, _, votes)| {
            let closes = *opened + 5 == day;
            if closes {
                let carried = votes.iter().map(|vote| i64::from(*vote)).sum::<i64>() >= 0;
                let agrees = |vote: i8| {
                    if vote == 0 {
                        0.0
                    } else if (vote > 0) == carried {
                        1.0
                    } else {
                        -1.0
                    }
                };
                satisfaction.iter_mut().zip(votes).for_each(|(s, vote)| *s += 0.2 * (agrees(*vote) - *s));
            }
            !closes
        });
    }
    std::hint::black_box(satisfaction);
    pairs
}
