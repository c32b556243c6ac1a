//! Answers that are known: closed forms, and what SALib 1.6.0 and SciPy 1.17.1 say of the same numbers.
//!
//! The numbers are those of additive recurrences, which any program makes alike: place `i` of sequence `j` is the fraction of
//! `(i + 1) sqrt(prime j)`.

use super::*;
use crate::math;
use std::f64::consts::PI;

const PRIMES: [f64; 12] = [2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0, 23.0, 29.0, 31.0, 37.0];

fn place(i: usize, j: usize) -> f64 {
    let x = (i + 1) as f64 * math::sqrt(PRIMES[j]);
    x - x.floor()
}

/// Rows of Saltelli's design.
fn blocks(n: usize, k: usize) -> Vec<Vec<f64>> {
    let block = |i: usize| {
        let (a, b): (Vec<f64>, Vec<f64>) = (0..k).map(|j| (place(i, j), place(i, k + j))).unzip();
        let mixed = (0..k).map(|input| (0..k).map(|j| if j == input { b[j] } else { a[j] }).collect());
        std::iter::once(a.clone()).chain(mixed.collect::<Vec<Vec<f64>>>()).chain([b]).collect::<Vec<Vec<f64>>>()
    };
    (0..n).flat_map(block).collect()
}

/// Walks on the four levels 0, 1/3, 2/3 and 1.
fn walks(n: usize) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for walk in 0..n {
        let mut levels: Vec<usize> = (0..3).map(|j| (4.0 * place(4 * walk + j, 0)) as usize).collect();
        let mut order = vec![0, 1, 2];
        order.sort_by(|a, b| place(4 * walk + a, 1).total_cmp(&place(4 * walk + b, 1)));
        let row = |levels: &[usize]| levels.iter().map(|&level| level as f64 / 3.0).collect::<Vec<f64>>();
        rows.push(row(&levels));
        for input in order {
            levels[input] = if levels[input] < 2 { levels[input] + 2 } else { levels[input] - 2 };
            rows.push(row(&levels));
        }
    }
    rows
}

fn points(n: usize) -> Vec<Vec<f64>> {
    (0..n).map(|i| (0..3).map(|j| place(i, j)).collect()).collect()
}

fn ishigami(x: &[f64]) -> f64 {
    let z = |j: usize| -PI + 2.0 * PI * x[j];
    let (first, second) = (math::sin(z(0)), math::sin(z(1)));
    first + 7.0 * second * second + 0.1 * math::pow(z(2), 4.0) * first
}

const G: [f64; 6] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0];

fn sobol_g(x: &[f64]) -> f64 {
    x.iter().zip(G).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

/// One replicate of each row.
fn once(rows: &[Vec<f64>], of: impl Fn(&[f64]) -> f64) -> Vec<Cell> {
    rows.iter().map(|row| vec![Some(of(row))]).collect()
}

fn with<T>(of: impl FnOnce(Luck) -> T) -> T {
    of(Luck { dice: &Dice::new(3, 0), subject: Key::of("proof") })
}

#[track_caller]
fn found(estimates: &[Estimate], measure: Measure, input: usize) -> Estimate {
    let mut of = estimates.iter().filter(|estimate| estimate.measure == measure && estimate.input == Some(input));
    *of.next().unwrap_or_else(|| panic!("no {} of input {input}", measure.name()))
}

#[track_caller]
fn same(estimates: &[Estimate], measure: Measure, expected: &[f64], within: f64) {
    for (input, expected) in expected.iter().enumerate() {
        let value = found(estimates, measure, input).value;
        assert!((value - expected).abs() <= within, "{} of {input}: found {value}, expected {expected}", measure.name());
    }
}

#[test]
fn sobol_indices_are_those_of_salib() {
    let rows = blocks(512, 3);
    let estimates = with(|luck| sobol(3, &once(&rows, ishigami), luck));
    same(&estimates, Measure::FirstOrder, &[0.268_392_351_015_202, 0.457_883_075_201_678, -0.016_556_432_092_662], 1e-12);
    same(&estimates, Measure::TotalOrder, &[0.433_763_489_128_500, 0.437_994_562_050_072, 0.238_540_645_634_933], 1e-12);
    let estimates = with(|luck| sobol(6, &once(&blocks(256, 6), sobol_g), luck));
    let first =
        [0.752_981_547_697_602, 0.201_166_170_041_489, -0.010_700_836_646_068, 0.002_182_093_078_072, 0.000_392_469_266_184];
    let total =
        [0.779_893_108_174_934, 0.248_389_863_967_388, 0.033_314_688_547_722, 0.010_391_951_978_490, 0.000_107_025_516_95];
    same(&estimates, Measure::FirstOrder, &first, 1e-12);
    same(&estimates, Measure::TotalOrder, &total, 1e-12);
}

#[test]
fn sobol_indices_near_their_closed_forms_and_negative_ones_stay_negative() {
    // Ishigami and Homma (1990), a = 7, b = 0.1: first 0.3139, 0.4424, 0, total 0.5576, 0.4424, 0.2437.
    let estimates = with(|luck| sobol(3, &once(&blocks(8192, 3), ishigami), luck));
    same(&estimates, Measure::FirstOrder, &[0.3139, 0.4424, 0.0], 0.02);
    same(&estimates, Measure::TotalOrder, &[0.5576, 0.4424, 0.2437], 0.02);
    // Sobol' G: V_i = 1 / (3 (1 + a_i)^2); V = prod (1 + V_i) - 1; total of i: V_i prod of the others (1 + V_j).
    let parts: Vec<f64> = G.iter().map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a))).collect();
    let whole: f64 = parts.iter().map(|part| 1.0 + part).product::<f64>() - 1.0;
    let first: Vec<f64> = parts.iter().map(|part| part / whole).collect();
    let total: Vec<f64> = parts.iter().map(|part| part * (whole + 1.0) / (1.0 + part) / whole).collect();
    let estimates = with(|luck| sobol(6, &once(&blocks(8192, 6), sobol_g), luck));
    same(&estimates, Measure::FirstOrder, &first, 0.02);
    same(&estimates, Measure::TotalOrder, &total, 0.02);
    let few = with(|luck| sobol(3, &once(&blocks(512, 3), ishigami), luck));
    assert!(found(&few, Measure::FirstOrder, 2).value < 0.0);
}

#[test]
fn sobol_intervals_hold_the_truth_and_are_as_wide_as_salibs() {
    let estimates = with(|luck| sobol(3, &once(&blocks(512, 3), ishigami), luck));
    // SALib's half widths, from 100 resamples of its own.
    let widths = [(Measure::FirstOrder, [0.066, 0.074, 0.072]), (Measure::TotalOrder, [0.074, 0.060, 0.040])];
    for (measure, widths) in widths {
        for (input, width) in widths.into_iter().enumerate() {
            let (low, high) = found(&estimates, measure, input).interval.expect("there are 512 blocks");
            let half = 0.5 * (high - low);
            assert!((half / width - 1.0).abs() < 0.35, "{} of {input}: {half} where SALib has {width}", measure.name());
        }
    }
    let (low, high) = found(&estimates, Measure::FirstOrder, 2).interval.expect("there are 512 blocks");
    assert!(low < 0.0 && high > 0.0, "{low} to {high}");
}

#[test]
fn elementary_effects_are_those_of_salib() {
    let curved = |x: &[f64]| 3.0 * x[0] - 2.0 * x[1] + 4.0 * x[0] * x[2] + x[2] * x[2];
    let rows = walks(12);
    let estimates = with(|luck| morris(&rows, &once(&rows, curved), luck));
    same(&estimates, Measure::Mu, &[5.0, -2.0, 3.111_111_111_111_111], 1e-12);
    same(&estimates, Measure::MuStar, &[5.0, 2.0, 3.111_111_111_111_111], 1e-12);
    same(&estimates, Measure::Sigma, &[1.752_343_308_460_723, 0.0, 1.458_748_137_255_41], 1e-12);
    assert!(estimates.iter().all(|estimate| estimate.n == 12 && estimate.measure != Measure::Floor));
    // SALib's half width, from 100 resamples of its own.
    let (low, high) = found(&estimates, Measure::MuStar, 0).interval.expect("there are 12 walks");
    assert!((0.5 * (high - low) / 0.978 - 1.0).abs() < 0.35, "{low} to {high}");
}

#[test]
fn a_linear_outcome_has_its_coefficients_for_effects_and_no_spread() {
    let rows = walks(5);
    let estimates = with(|luck| morris(&rows, &once(&rows, |x| 7.0 - 3.0 * x[0] + 0.5 * x[1]), luck));
    same(&estimates, Measure::Mu, &[-3.0, 0.5, 0.0], 1e-12);
    same(&estimates, Measure::MuStar, &[3.0, 0.5, 0.0], 1e-12);
    same(&estimates, Measure::Sigma, &[0.0, 0.0, 0.0], 1e-12);
}

fn columns(rows: &[Vec<f64>]) -> Vec<Input> {
    (0..3).map(|j| Input::Numbers(rows.iter().map(|row| row[j]).collect())).collect()
}

#[test]
fn distances_are_those_of_scipy_and_near_those_of_salib() {
    let rows = points(400);
    let estimates = with(|luck| given(&columns(&rows), &once(&rows, ishigami), luck));
    // The mean of `scipy.stats.ks_2samp` over ten slices of 40 rows; SALib leaves the largest row out of the last slice.
    same(&estimates, Measure::Pawn, &[0.2935, 0.356_75, 0.136], 1e-12);
    same(&estimates, Measure::Pawn, &[0.294_717_948_717_949, 0.356_301_282_051_282, 0.134_141_025_641_026], 0.0025);
    let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|x| (3.0 * x).round() / 3.0).collect()).collect();
    let estimates = with(|luck| given(&columns(&rows), &once(&rows, |x| x[0] - x[1] + 0.3 * x[2]), luck));
    // A slice for each of four values.
    same(&estimates, Measure::Pawn, &[0.356_637_944_080_01, 0.342_708_380_092_021, 0.178_448_083_778_966], 1e-12);
}

#[test]
fn partial_rank_correlations_are_those_of_ranks_less_their_regression() {
    // SciPy's ranks; NumPy's least squares on the other inputs' ranks, and the correlation of what is left.
    let rows = points(400);
    let estimates = with(|luck| given(&columns(&rows), &once(&rows, ishigami), luck));
    same(&estimates, Measure::Prcc, &[0.435_389_509_602_664, 0.012_668_050_889_108, 0.043_826_284_521_82], 1e-9);
    let linear = with(|luck| given(&columns(&rows), &once(&rows, |x| 3.0 * x[0] - 2.0 * x[1] + 0.1 * x[2]), luck));
    same(&linear, Measure::Prcc, &[0.988_938_478_546_779, -0.973_420_736_323_186, 0.201_394_471_495_058], 1e-9);
    let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|x| (3.0 * x).round() / 3.0).collect()).collect();
    let ties = with(|luck| given(&columns(&rows), &once(&rows, |x| x[0] - x[1] + 0.3 * x[2]), luck));
    same(&ties, Measure::Prcc, &[0.969_074_637_068_571, -0.969_471_389_954_326, 0.747_667_253_995_717], 1e-9);
}

#[test]
fn what_does_nothing_stays_below_the_floor_and_what_does_much_does_not() {
    let rows = points(300);
    let estimates = with(|luck| given(&columns(&rows), &once(&rows, |x| x[0] + 0.5 * x[1]), luck));
    for (measure, floor) in [(Measure::Pawn, Measure::Floor), (Measure::Prcc, Measure::PrccFloor)] {
        let above = |input| found(&estimates, measure, input).value.abs() > found(&estimates, floor, input).value;
        assert!(above(0) && above(1) && !above(2), "{estimates:?}");
    }
    for estimate in &estimates {
        let Some((low, high)) = estimate.interval else { continue };
        assert!(low < estimate.value && estimate.value < high && high - low < 0.3, "{estimate:?}");
    }
}

#[test]
fn inputs_in_words_are_held_and_have_no_correlation_of_their_own() {
    let rows = points(200);
    let word = |row: &Vec<f64>| (3.0 * row[2]) as usize;
    let inputs = [columns(&rows)[0].clone(), Input::Words(rows.iter().map(word).collect())];
    let shift = [0.0, 50.0, -20.0];
    let outcomes: Vec<Cell> = rows.iter().map(|row| vec![Some(row[0] + shift[word(row)])]).collect();
    let estimates = with(|luck| given(&inputs, &outcomes, luck));
    let prcc = found(&estimates, Measure::Prcc, 0).value;
    assert!(prcc > 0.9, "the word hides it where it is not held: {prcc}");
    assert!(found(&estimates, Measure::Pawn, 1).value > 0.5);
    assert!(!estimates.iter().any(|estimate| estimate.measure == Measure::Prcc && estimate.input == Some(1)));
}

#[test]
fn inputs_that_always_move_together_have_no_correlations() {
    let rows = points(100);
    let one = columns(&rows)[0].clone();
    let estimates = with(|luck| given(&[one.clone(), one], &once(&rows, |x| x[0]), luck));
    assert!(estimates.iter().all(|estimate| matches!(estimate.measure, Measure::Pawn | Measure::Floor)));
    assert!((found(&estimates, Measure::Pawn, 0).value - found(&estimates, Measure::Pawn, 1).value).abs() < 1e-12);
}

/// Many replicates: what the row does, what the dice do everywhere, what they do at this row, by their standard deviations.
fn lived(rows: &[Vec<f64>], replicates: usize, [row, dice, rest]: [f64; 3]) -> Vec<Cell> {
    let normal = |what: &str, n: usize, r: usize| {
        Dice::new(11, 0).normal(crate::dice::Purpose::Judgement, Key::of(what).nth(n as u64), Key::NONE, r as u64)
    };
    let cell = |(number, x): (usize, &Vec<f64>)| {
        // The variance of a uniform number is 1/12.
        let level = row * math::sqrt(12.0) * (x[0] - 0.5);
        (0..replicates).map(|r| Some(level + dice * normal("dice", 0, r) + rest * normal("rest", number, r))).collect()
    };
    rows.iter().enumerate().map(cell).collect()
}

#[test]
fn the_share_of_the_dice_is_told_from_that_of_the_rows() {
    let rows = points(400);
    let estimates = with(|luck| noise(&lived(&rows, 25, [2.0, 1.0, 1.5]), luck));
    let share = |measure| estimates.iter().find(|estimate| estimate.measure == measure).expect("there is noise").value;
    // Dice and rest over all: (1 + 2.25) / (4 + 1 + 2.25); in the means: 2.25 / 25 over 4 + 2.25 / 25.
    assert!((share(Measure::DiceShare) - 0.448).abs() < 0.06, "{}", share(Measure::DiceShare));
    assert!((share(Measure::NoiseShare) - 0.022).abs() < 0.004, "{}", share(Measure::NoiseShare));
    // Without any spread but that of the rows there is no noise at all.
    let quiet = with(|luck| noise(&lived(&rows, 3, [2.0, 0.0, 0.0]), luck));
    assert!(quiet.iter().all(|estimate| estimate.value.abs() < 1e-12), "{quiet:?}");
    assert_eq!(with(|luck| noise(&lived(&rows, 1, [2.0, 1.0, 1.0]), luck)), []);
}

/// How many estimates of a measure lie above their floor.
fn above(estimates: &[Estimate], measure: Measure, inputs: std::ops::Range<usize>) -> usize {
    let higher = |input: &usize| found(estimates, measure, *input).value > found(estimates, Measure::Floor, *input).value;
    inputs.filter(higher).count()
}

#[test]
fn one_in_twenty_inputs_that_only_shuffle_the_dice_lies_above_its_floor() {
    let (mut walking, mut in_blocks) = (0, 0);
    let trials = 100;
    for trial in 0..trials {
        // The dice fall otherwise in every row, and in every trial.
        let rows = walks(16);
        let others = |mut cells: Vec<Cell>| cells.split_off(trial * rows.len());
        let cells = others(lived(&vec![vec![0.5; 3]; (trial + 1) * rows.len()], 8, [0.0, 1.0, 1.0]));
        walking += above(&with(|luck| morris(&rows, &cells, luck)), Measure::MuStar, 0..3);
        let rows = blocks(12, 3);
        let cells = lived(&rows, 8, [3.0, 1.0, 0.0]).into_iter().zip(cells);
        let cells: Vec<Cell> = cells.map(|(row, rest)| row.iter().zip(rest).map(|(a, b)| Some((*a)? + b?)).collect()).collect();
        in_blocks += above(&with(|luck| sobol(3, &cells, luck)), Measure::TotalOrder, 1..3);
    }
    // 5 % of 300 and of 200, within four standard deviations.
    assert!((3..=30).contains(&walking) && (2..=23).contains(&in_blocks), "{walking} {in_blocks}");
}

#[test]
fn what_changes_nothing_under_the_same_dice_has_no_floor_to_reach() {
    let same = with(|luck| morris(&walks(4), &lived(&walks(4), 5, [1.0, 1.0, 0.0]), luck));
    assert!(found(&same, Measure::Floor, 1).value.abs() < 1e-12 && found(&same, Measure::MuStar, 1).value.abs() < 1e-12);
}

#[test]
fn rows_without_a_value_are_left_out() {
    let rows = walks(12);
    let mut outcomes = once(&rows, |x| 5.0 * x[0]);
    outcomes[1] = vec![None];
    let estimates = with(|luck| morris(&rows, &outcomes, luck));
    same(&estimates, Measure::MuStar, &[5.0, 0.0, 0.0], 1e-12);
    assert_eq!((0..3).map(|input| found(&estimates, Measure::Mu, input).n).sum::<usize>(), 34);
    let mut outcomes = once(&blocks(64, 3), ishigami);
    outcomes[7] = Vec::new();
    let estimates = with(|luck| sobol(3, &outcomes, luck));
    assert!(estimates.iter().all(|estimate| estimate.n == 63));
    assert_eq!(with(|luck| sobol(3, &once(&blocks(64, 3), |_| 0.1), luck)), []);
    assert_eq!(with(|luck| given(&columns(&points(50)), &once(&points(50), |_| 0.1), luck)), []);
}
