//! One replicate of each shipped constitution, buffers warm, nothing observed.

use criterion::{Criterion, criterion_group, criterion_main};
use folkmoot::engine::Simulation;
use folkmoot::scenario::Scenario;

fn replicates(criterion: &mut Criterion) {
    for name in ["partnership", "board_approval", "token_vote"] {
        let scenario = Scenario::load(format!("scenarios/{name}.toml")).expect("a shipped scenario");
        let mut sim = Simulation::new(&scenario, 0);
        let mut replicate = 0;
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| {
                replicate += 1;
                sim.reset(replicate);
                while sim.step() {}
            });
        });
    }
}

criterion_group!(benches, replicates);
criterion_main!(benches);
