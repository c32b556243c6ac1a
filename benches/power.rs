//! Power counted exactly: a hundred seats with a total weight of 100,000 stay under five seconds, bodies of the usual size far
//! below.

use criterion::{Criterion, criterion_group, criterion_main};
use folkmoot::power::{Banzhaf, Game, Shapley};

/// A hundred different weights that add up to 100,000.
fn hundred() -> Game {
    let mut weights: Vec<u64> = (1..100).map(|seat| 500 + 10 * seat + seat % 7).collect();
    weights.push(100_000 - weights.iter().sum::<u64>());
    Game::weighted(&weights, 50_001).expect("a majority is a game")
}

fn counted(criterion: &mut Criterion) {
    let bodies =
        [("council of 6", Game::weighted(&[4, 4, 4, 2, 2, 1], 12).expect("a game")), ("hundred seats of 100000", hundred())];
    let mut group = criterion.benchmark_group("exact power");
    group.sample_size(10);
    for (name, game) in &bodies {
        group.bench_function(format!("banzhaf, {name}"), |bencher| bencher.iter(|| Banzhaf::exact(game).expect("counted")));
        group.bench_function(format!("shapley, {name}"), |bencher| bencher.iter(|| Shapley::exact(game).expect("counted")));
    }
    group.finish();
}

criterion_group!(benches, counted);
criterion_main!(benches);
