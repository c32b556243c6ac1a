//! Sensitivity from rows that were made for no method: a grid, a Latin hypercube, Sobol' points, a table.

use super::partial::Ranked;
use super::pawn::{pawn, slices, steps};
use super::resample::{around, middle, most, once, resampled, shuffled};
use super::{Cell, Estimate, How, Luck, Measure, level};

/// The values of an input, row by row.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Numbers, which have an order.
    Numbers(Vec<f64>),
    /// Words, by number of the word; they have none.
    Words(Vec<usize>),
}

impl Input {
    fn rows(&self, kept: &[usize]) -> Input {
        match self {
            Input::Numbers(values) => Input::Numbers(kept.iter().map(|&row| values[row]).collect()),
            Input::Words(values) => Input::Words(kept.iter().map(|&row| values[row]).collect()),
        }
    }

    fn slices(&self) -> Vec<usize> {
        match self {
            Input::Numbers(values) => slices(values),
            Input::Words(values) => values.clone(),
        }
    }

    /// Columns that stand for it among the ranks: itself, or one of 0 and 1 for each word but the first.
    fn columns(&self) -> Vec<Vec<Vec<usize>>> {
        match self {
            Input::Numbers(values) => vec![steps(values)],
            Input::Words(values) => {
                let words = values.iter().max().map_or(0, |last| last + 1);
                let of = |word: usize| values.iter().map(|value| f64::from(u8::from(*value == word))).collect::<Vec<f64>>();
                (1..words).map(|word| steps(&of(word))).collect()
            }
        }
    }
}

/// Given-data measures of each input.
///
/// * `inputs`: equally long columns. `outcomes`: the values at each row; a row without any is left out.
/// * returns: per input [`Measure::Pawn`] and its [`Measure::Floor`] from shuffled outcomes; and, for inputs in numbers,
///   [`Measure::Prcc`] and its [`Measure::PrccFloor`]. Inputs in words are held in the partial correlations of the others and
///   have none of their own. None where inputs always move together. Empty where fewer than two rows have a value or all have
///   the same.
///
/// # Source
/// Pianosi and Wagener, "Distribution-based sensitivity analysis from a generic input-output sample" (2018); Iman and Helton, "An
/// investigation of uncertainty and sensitivity analysis techniques for computer models" (1988). Resampling raises the distances
/// of PAWN, so that its interval is made of the standard deviation of resamples; that of the correlation is made of their
/// quantiles.
pub fn given(inputs: &[Input], outcomes: &[Cell], luck: Luck) -> Vec<Estimate> {
    let levels: Vec<Option<f64>> = outcomes.iter().map(level).collect();
    let kept: Vec<usize> = (0..levels.len()).filter(|&row| levels[row].is_some()).collect();
    let outcome: Vec<f64> = levels.into_iter().flatten().collect();
    let order = steps(&outcome);
    if order.len() < 2 {
        return Vec::new();
    }
    let inputs: Vec<Input> = inputs.iter().map(|input| input.rows(&kept)).collect();
    let mut found = distances(&inputs, &order, luck, kept.len());
    found.extend(correlations(&inputs, order, luck, kept.len()));
    found
}

fn distances(inputs: &[Input], order: &[Vec<usize>], luck: Luck, n: usize) -> Vec<Estimate> {
    let slices: Vec<Vec<usize>> = inputs.iter().map(Input::slices).collect();
    let all = |weights: &[f64]| slices.iter().map(|slices| pawn(order, slices, weights)).collect::<Vec<Option<f64>>>();
    let spread = resampled(n, luck, all);
    let by_chance = shuffled(n, luck, |rows| {
        let dealt = |slices: &Vec<usize>| rows.iter().map(|&row| slices[row]).collect::<Vec<usize>>();
        slices.iter().map(|slices| pawn(order, &dealt(slices), &once(n))).collect()
    });
    let mut found = Vec::new();
    for (input, ((value, spread), by_chance)) in all(&once(n)).into_iter().zip(spread).zip(by_chance).enumerate() {
        let Some(value) = value else { continue };
        let interval = around(value, &spread, (0.0, 1.0));
        found.push(Estimate { input: Some(input), measure: Measure::Pawn, value, interval, how: How::BootstrapSd, n });
        found.extend(most(by_chance).map(|value| floor(input, Measure::Floor, value, n)));
    }
    found
}

fn correlations(inputs: &[Input], order: Vec<Vec<usize>>, luck: Luck, n: usize) -> Vec<Estimate> {
    let mut columns = Vec::new();
    // The column of each input in numbers.
    let mut places = Vec::new();
    for (input, of) in inputs.iter().enumerate() {
        if matches!(of, Input::Numbers(_)) {
            places.push((input, columns.len()));
        }
        columns.extend(of.columns());
    }
    columns.push(order);
    let ranked = Ranked::new(&columns, n);
    let of_inputs = |found: Vec<Option<f64>>| places.iter().map(|(_, place)| found[*place]).collect::<Vec<Option<f64>>>();
    let whole = of_inputs(ranked.partial(&once(n), None));
    if whole.iter().all(Option::is_none) {
        return Vec::new();
    }
    let spread = resampled(n, luck, |weights| of_inputs(ranked.partial(weights, None)));
    let size = |found: Option<f64>| found.map(f64::abs);
    let by_chance = shuffled(n, luck, |order| of_inputs(ranked.partial(&once(n), Some(order))).into_iter().map(size).collect());
    let mut found = Vec::new();
    for ((((input, _), value), spread), by_chance) in places.into_iter().zip(whole).zip(spread).zip(by_chance) {
        let Some(value) = value else { continue };
        let interval = middle(spread);
        found.push(Estimate { input: Some(input), measure: Measure::Prcc, value, interval, how: How::Bootstrap, n });
        found.extend(most(by_chance).map(|value| floor(input, Measure::PrccFloor, value, n)));
    }
    found
}

fn floor(input: usize, measure: Measure, value: f64, n: usize) -> Estimate {
    Estimate { input: Some(input), measure, value, interval: None, how: How::Shuffles, n }
}
