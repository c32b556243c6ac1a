//! What a random number costs: at an address of its own, in a stream, and in a fill.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use folkmoot::dice::{Dice, Key, Purpose};
use std::hint::black_box;

fn draws(criterion: &mut Criterion) {
    let dice = Dice::new(7, 3);
    let (subject, group) = (Key::of("subject"), Key::of("group"));
    let mut bench = criterion.benchmark_group("dice");
    bench.throughput(Throughput::Elements(1));
    let mut position = 0;
    bench.bench_function("address", |bencher| {
        bencher.iter(|| {
            position += 1;
            black_box(dice.uniform(Purpose::Reading, subject, group, position))
        });
    });
    let mut stream = dice.stream(Purpose::Reading, subject, group, 0);
    bench.bench_function("stream", |bencher| bencher.iter(|| black_box(stream.uniform())));
    let mut numbers = vec![0.0; 3_000];
    bench.throughput(Throughput::Elements(numbers.len() as u64));
    bench.bench_function("fill", |bencher| bencher.iter(|| dice.fill(Purpose::Reading, subject, group, black_box(&mut numbers))));
    bench.finish();
}

criterion_group!(benches, draws);
criterion_main!(benches);
