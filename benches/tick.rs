//! The tick loop at four sizes, in pairs (active member x open proposal x day), and the same essence written by hand.
//!
//! The shape is `scenarios/bench/r1_shape.toml`. A size whose runs leave the shape fails: rates of another shape compare to nothing.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use folkmoot::engine::Simulation;
use folkmoot::event::Event;
use shape::{DAYS, by_hand, shape};

mod shape;

const SIZES: [u32; 4] = [30, 300, 3_000, 30_000];

/// Pairs of one replicate, open proposals a day, and proposals that a member read.
fn count(sim: &mut Simulation, members: u32) -> (u64, f64, f64) {
    let (mut open, mut read) = (0, 0);
    while sim.step() {
        open += sim.world().n_open();
        let by_member = |event: &&Event| matches!(event, Event::Read(party, _) if party.0 < members);
        read += sim.events().iter().filter(by_member).count();
    }
    (sim.world().pairs(), open as f64 / f64::from(DAYS), read as f64 / f64::from(members))
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

criterion_group!(benches, ticks);
criterion_main!(benches);
