//! The tick loop at four sizes, in pairs (active member x open proposal x day), and the same essence written by hand.
//!
//! The shape is `scenarios/bench/r1_shape.toml`. A size whose runs leave the shape fails: rates of another shape compare to nothing.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use folkmoot::engine::Simulation;
use folkmoot::event::Event;
use folkmoot::scenario::Scenario;
use rand::SeedableRng;
use rand::rand_core::Rng;
use rand_chacha::ChaCha8Rng;

const SIZES: [u32; 4] = [30, 300, 3_000, 30_000];
const DAYS: u32 = 200;

fn shape(members: u32) -> Scenario {
    let text = include_str!("../scenarios/bench/r1_shape.toml").replace("= 300\n", &format!("= {members}\n"));
    Scenario::parse("r1_shape", &text).unwrap_or_else(|problems| panic!("{}", problems.render(false)))
}

/// Pairs of one replicate, open proposals a day, and proposals that a member read.
fn count(sim: &mut Simulation, members: u32) -> (u64, f64, f64) {
    let (mut pairs, mut open, mut read) = (0, 0, 0);
    while sim.step() {
        let active = sim.world().parties().active().iter().filter(|active| **active).count();
        pairs += (active * sim.world().n_open()) as u64;
        open += sim.world().n_open();
        let by_member = |event: &&Event| matches!(event, Event::Read(party, _) if party.0 < members);
        read += sim.events().iter().filter(by_member).count();
    }
    (pairs, open as f64 / f64::from(DAYS), read as f64 / f64::from(members))
}

fn ticks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tick");
    for members in SIZES {
        let scenario = shape(members);
        let mut sim = Simulation::new(&scenario, 0);
        let n = if members < 3_000 { 40 } else { 4 };
        let mut sums = (0, 0.0, 0.0);
        for replicate in 0..n {
            sim.reset(replicate);
            let (pairs, open, read) = count(&mut sim, members);
            sums = (sums.0 + pairs, sums.1 + open / n as f64, sums.2 + read / n as f64);
        }
        let pairs = sums.0 / n;
        println!("{members} members: {pairs} pairs a replicate, {:.2} proposals open, {:.1} read by a member", sums.1, sums.2);
        assert!((5.5..=6.5).contains(&sums.1) && (60.0..=90.0).contains(&sums.2), "not the shape that rates are compared for");
        group.throughput(Throughput::Elements(pairs));
        let mut replicate = 0;
        group.sample_size(if members < 3_000 { 30 } else { 10 });
        group.bench_function(BenchmarkId::new("engine", members), |bencher| {
            bencher.iter(|| {
                replicate += 1;
                sim.reset(replicate);
                while sim.step() {}
            });
        });
        let pairs = by_hand(members as usize, 0);
        group.throughput(Throughput::Elements(pairs));
        group.bench_function(BenchmarkId::new("baseline", members), |bencher| {
            let mut seed = 0;
            bencher.iter(|| {
                seed += 1;
                by_hand(members as usize, seed)
            });
        });
    }
    group.finish();
}

/// Two arrivals with probability 1/2 a day, five days open, members who look with a chance of their own and judge with noise. Returns
/// the pairs.
fn by_hand(members: usize, seed: u64) -> u64 {
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

criterion_group!(benches, ticks);
criterion_main!(benches);
