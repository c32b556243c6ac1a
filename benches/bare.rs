//! The runs of an experiment and nothing else: no rows, no tables, no reporting. `benches/sweep.sh` compares a sweep with it.

use folkmoot::experiment::sweep::{Bench, Instead, Job, Plan};
use std::path::Path;
use std::sync::atomic::AtomicBool;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [experiment, replicates] = args.as_slice() else {
        println!("bare EXPERIMENT REPLICATES: see benches/sweep.sh");
        return;
    };
    let plan = Plan::load(Path::new(experiment), Instead::default()).unwrap_or_else(|problems| panic!("{problems}"));
    let stop = AtomicBool::new(false);
    let mut bench = Bench::new(&plan, &stop);
    let mut values = 0;
    for replicate in 0..replicates.parse::<u32>().expect("a number of replicates") {
        for point in 0..u32::try_from(plan.points.len()).expect("points are counted in u32") {
            let run = bench.run(Job { point, replicate }).expect("nobody gives it up");
            values += run.metrics.iter().flatten().count();
        }
    }
    println!("{values} values");
}
