//! A step does not allocate once its buffers have grown.

#![allow(unsafe_code, reason = "a global allocator cannot be written without it")]

use folkmoot::engine::Simulation;
use folkmoot::scenario::Scenario;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator, counting by thread so that tests do not disturb each other.
struct Counting;

// SAFETY: every call is passed on to the system's allocator unchanged; the counter has no destructor and does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|n| n.set(n.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|n| n.set(n.get() + 1));
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn allocations(work: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.with(Cell::get);
    work();
    ALLOCATIONS.with(Cell::get) - before
}

#[test]
fn a_step_does_not_allocate_after_warm_up() {
    assert!(allocations(|| drop(std::hint::black_box(vec![1_u8]))) > 0, "the counter counts");
    for folder in ["scenarios", "scenarios/mechanisms", "scenarios/parts"] {
        let entries = std::fs::read_dir(folder).expect("there are scenarios").map(|entry| entry.expect("readable").path());
        entries.filter(|path| path.is_file()).for_each(|path| does_not_allocate(&path));
    }
}

fn does_not_allocate(path: &std::path::Path) {
    let scenario = Scenario::load(path).expect("a shipped scenario");
    let mut sim = Simulation::new(&scenario, 0);
    for replicate in 0..40 {
        sim.reset(replicate);
        while sim.step() {}
    }
    // One that the buffers have not seen: a container that is made anew for each run shows here.
    sim.reset(100);
    let n = allocations(|| while sim.step() {});
    assert_eq!(n, 0, "{}", path.display());
}

#[test]
fn a_new_replicate_reuses_its_buffers() {
    let scenario = Scenario::load("scenarios/partnership.toml").expect("a shipped scenario");
    let mut sim = Simulation::new(&scenario, 0);
    for replicate in 0..20 {
        sim.reset(replicate);
        while sim.step() {}
    }
    assert!(allocations(|| sim.reset(5)) <= 4, "a reset may build one small list");
}
