//! Peeling and pasting step by step against another program.
//!
//! The numbers are those of EMA Workbench 2.5.3 (`Prim` with `mass_min=0.05`, `threshold=0.5`, `find_box`, its `peeling_trajectory`,
//! `box_lims` and `qp`) on the same table, whose columns are made of whole numbers so that both have the same bits.

use folkmoot::discovery::{Bounds, Cases, Input, Limit, Patience, Step, Values, restrictions, trajectory};

/// Rows of the table.
const N: u64 = 500;

fn fraction(factor: u64, modulus: u64) -> Values {
    Values::Numbers((0..N).map(|row| (row * factor % modulus) as f64 / modulus as f64).collect())
}

fn class(row: u64) -> usize {
    ((row * 13 % 7) % 3) as usize
}

fn input(name: &str, values: Values) -> Input {
    Input { name: name.to_owned(), values, shown: 0.0 }
}

/// Inputs `a` and `b`, and the others asked for; a row is a case where `a < 0.37`, `b > 0.55` and the class is not the third, and in
/// every 17th row.
fn cases(others: Vec<Input>) -> Cases {
    let (a, b) = (fraction(7919, 10007), fraction(104_729, 10009));
    let hits = match (&a, &b) {
        (Values::Numbers(a), Values::Numbers(b)) => (0..N)
            .map(|row| {
                let at = row as usize;
                u64::from((a[at] < 0.37 && b[at] > 0.55 && class(row) != 2) || row % 17 == 0)
            })
            .collect(),
        _ => panic!("fractions are numbers"),
    };
    let inputs = [input("a", a), input("b", b)].into_iter().chain(others).collect();
    Cases { inputs, runs: vec![1; N as usize], hits }
}

fn with_numbers() -> Cases {
    let d = Values::Numbers((0..N).map(|row| (row * 31 % 5) as f64).collect());
    cases(vec![input("c", fraction(1_299_709, 10037)), input("d", d)])
}

fn with_words() -> Cases {
    cases(vec![input("r", Values::Classes { n: 3, of: (0..N).map(class).collect() })])
}

fn counts(steps: &[Step]) -> [Vec<u64>; 2] {
    [steps.iter().map(|step| step.tally.runs).collect(), steps.iter().map(|step| step.tally.hits).collect()]
}

#[track_caller]
fn close(limit: &Limit, low: Option<f64>, high: Option<f64>) {
    let found = match limit {
        Limit::Between { low, high } => [*low, *high],
        Limit::Free | Limit::Among(_) => [None, None],
    };
    for (found, expected) in found.into_iter().zip([low, high]) {
        let same = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() < 1e-6,
            (found, expected) => found.is_none() && expected.is_none(),
        };
        assert!(same, "found {found:?}, expected {expected:?}");
    }
}

#[test]
fn numbers_are_peeled_and_pasted_step_by_step_as_ema_workbench_does() {
    let cases = with_numbers();
    let steps = trajectory(&cases, &[true; N as usize], Patience { alpha: 0.05, least: 0.05 });
    let runs = [
        500, 475, 451, 428, 406, 385, 365, 346, 328, 311, 295, 280, 266, 252, 239, 227, 215, 204, 193, 183, 173, 164, 155, 147,
        139, 132, 125, 118, 112, 106, 100, 95, 90, 85, 80, 76, 63, 59, 56, 53, 42, 43,
    ];
    let hits = [
        87, 85, 84, 82, 82, 80, 79, 79, 77, 76, 76, 75, 74, 72, 71, 71, 70, 70, 70, 69, 69, 69, 68, 68, 67, 66, 66, 66, 65, 64,
        64, 64, 63, 63, 61, 59, 50, 48, 46, 44, 35, 36,
    ];
    assert_eq!(counts(&steps), [runs.to_vec(), hits.to_vec()]);
    let last = &steps[41].bounds.0;
    // Theirs keeps 0.022085, the smallest number that is left, as a lower end; it keeps nothing out, so ours leaves it off.
    close(&last[0], None, Some(0.350_455));
    close(&last[1], Some(0.570_137), Some(0.957_838));
    close(&last[2], None, None);
    close(&last[3], Some(0.5), Some(3.5));
    let middle = &steps[20].bounds;
    close(&middle.0[0], None, Some(0.531_228));
    close(&middle.0[1], Some(0.346_838), None);
    let p: Vec<f64> = restrictions(&cases, &[true; N as usize], middle, 0).iter().map(|limit| limit.p).collect();
    for (found, expected) in p.iter().zip([1.471_024_253_642_026_8e-6, 4.576_262_194_584_447e-4]) {
        assert!((found / expected - 1.0).abs() < 1e-9, "found {found}, expected {expected}");
    }
}

#[test]
fn less_patience_and_a_second_box_come_out_alike_too() {
    let cases = with_numbers();
    let patience = Patience { alpha: 0.1, least: 0.05 };
    let first = trajectory(&cases, &[true; N as usize], patience);
    let runs = [
        500, 450, 405, 364, 327, 294, 264, 237, 213, 191, 171, 153, 137, 123, 110, 99, 89, 80, 72, 59, 53, 47, 33, 29, 26, 27,
        28, 29,
    ];
    let hits = [87, 84, 81, 79, 76, 74, 74, 72, 70, 69, 67, 66, 66, 65, 64, 64, 63, 59, 55, 47, 43, 39, 28, 25, 23, 24, 25, 26];
    assert_eq!(counts(&first), [runs.to_vec(), hits.to_vec()]);
    let found = &first.last().expect("there is one").bounds;
    let open: Vec<bool> = (0..cases.len()).map(|point| !found.hold(&cases, point)).collect();
    let second = trajectory(&cases, &open, patience);
    let runs = [
        471, 423, 380, 342, 307, 276, 248, 223, 200, 180, 162, 145, 130, 117, 105, 94, 84, 75, 67, 60, 54, 47, 42, 37, 33, 29,
        26, 27,
    ];
    let hits = [61, 58, 56, 53, 50, 49, 48, 46, 46, 44, 43, 41, 40, 40, 40, 39, 38, 38, 38, 37, 35, 33, 31, 28, 26, 24, 22, 23];
    assert_eq!(counts(&second), [runs.to_vec(), hits.to_vec()]);
}

#[test]
fn words_are_taken_out_as_ema_workbench_does() {
    let cases = with_words();
    let steps = trajectory(&cases, &[true; N as usize], Patience { alpha: 0.05, least: 0.05 });
    let runs = [
        500, 357, 339, 322, 305, 289, 274, 260, 247, 234, 222, 210, 199, 189, 179, 170, 161, 152, 144, 136, 129, 122, 115, 109,
        103, 97, 92, 87, 82, 77, 73, 69, 65, 61, 57,
    ];
    let hits = [
        87, 79, 78, 77, 76, 76, 74, 74, 73, 72, 71, 70, 70, 70, 69, 69, 68, 67, 66, 66, 65, 64, 63, 63, 62, 62, 62, 61, 61, 60,
        60, 60, 60, 59, 57,
    ];
    assert_eq!(counts(&steps), [runs.to_vec(), hits.to_vec()]);
    let last: &Bounds = &steps.last().expect("there is one").bounds;
    close(&last.0[0], None, Some(0.362_946));
    close(&last.0[1], Some(0.567_339), None);
    assert_eq!(last.0[2], Limit::Among(vec![true, true, false]));
    let p: Vec<f64> = restrictions(&cases, &[true; N as usize], last, 0).iter().map(|limit| limit.p).collect();
    for (found, expected) in p.iter().zip([3.583_514_884_115_958_3e-23, 1.077_575_829_940_958e-17, 3.200_581_705_683_789e-7]) {
        assert!((found / expected - 1.0).abs() < 1e-6, "found {found}, expected {expected}");
    }
}
