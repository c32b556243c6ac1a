//! Partial rank correlation: does the outcome rise with an input where all other inputs are held?

use crate::math;

/// Ranks that are compared: those of the inputs in numbers, one column of 0 and 1 for each further word of an input in words, the
/// outcome's last. Equal values share the mean of their ranks.
pub struct Ranked(Vec<Vec<f64>>);

impl Ranked {
    /// Columns of `n` rows, each as [`super::pawn::steps`] orders them.
    pub fn new(columns: &[Vec<Vec<usize>>], n: usize) -> Ranked {
        Ranked(columns.iter().map(|steps| ranks(steps, n)).collect())
    }

    /// Partial correlation of each column with the last, all other columns held; rows count so often, and the last column's rows
    /// are taken in this order.
    ///
    /// * returns: -1 to 1, one per column but the last; `None` for a column without variance, and for all columns where some
    ///   always move together, or where there are not enough rows.
    ///
    /// # Source
    /// Iman and Helton, "An investigation of uncertainty and sensitivity analysis techniques for computer models" (1988): the
    /// negative entry of the inverse of the rank correlations over the roots of its diagonal ones. Resamples keep the ranks of
    /// the whole: ranks taken anew would tie rows drawn twice and hide effects that are small and sure.
    pub fn partial(&self, weights: &[f64], order: Option<&[usize]>) -> Vec<Option<f64>> {
        let last = self.0.len() - 1;
        let mut columns: Vec<Option<Vec<f64>>> = self.0.iter().map(|ranks| scaled(ranks, weights)).collect();
        if let (Some(order), Some(outcome)) = (order, &columns[last]) {
            columns[last] = Some(order.iter().map(|&row| outcome[row]).collect());
        }
        let there: Vec<usize> = (0..=last).filter(|&column| columns[column].is_some()).collect();
        let mut found = vec![None; last];
        if there.last() != Some(&last) || weights.len() < there.len() + 2 {
            return found;
        }
        let ranks: Vec<&Vec<f64>> = there.iter().filter_map(|&column| columns[column].as_ref()).collect();
        let Some(inverse) = inverse(&correlations(&ranks, weights)) else { return found };
        let end = there.len() - 1;
        for (place, &column) in there[..end].iter().enumerate() {
            let scale = math::sqrt(inverse[place][place] * inverse[end][end]);
            found[column] = Some((-inverse[place][end] / scale).clamp(-1.0, 1.0));
        }
        found
    }
}

fn ranks(steps: &[Vec<usize>], n: usize) -> Vec<f64> {
    let (mut ranks, mut before) = (vec![0.0; n], 0.0);
    for step in steps {
        let size = step.len() as f64;
        step.iter().for_each(|&row| ranks[row] = before + 0.5 * (size + 1.0));
        before += size;
    }
    ranks
}

/// Ranks less their mean, over their spread; `None` where all rows that count have the same.
fn scaled(ranks: &[f64], weights: &[f64]) -> Option<Vec<f64>> {
    let whole: f64 = weights.iter().sum();
    let mean = ranks.iter().zip(weights).map(|(rank, weight)| rank * weight).sum::<f64>() / whole;
    let squares: f64 = ranks.iter().zip(weights).map(|(rank, weight)| weight * (rank - mean) * (rank - mean)).sum();
    let spread = math::sqrt(squares);
    (squares > 1e-6).then(|| ranks.iter().map(|rank| (rank - mean) / spread).collect())
}

fn correlations(columns: &[&Vec<f64>], weights: &[f64]) -> Vec<Vec<f64>> {
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).zip(weights).map(|((a, b), weight)| a * b * weight).sum::<f64>();
    let mut matrix = vec![vec![1.0; columns.len()]; columns.len()];
    for row in 0..columns.len() {
        for column in 0..row {
            let entry = product(columns[row], columns[column]);
            (matrix[row][column], matrix[column][row]) = (entry, entry);
        }
    }
    matrix
}

/// What is left of the variance of a column once others are known, below which it counts as one of them.
const TOGETHER: f64 = 1e-9;

/// The inverse of a matrix of correlations, by elimination; `None` where columns always move together.
fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let unit = |row: usize| (0..n).map(move |column| f64::from(u8::from(row == column)));
    let mut rows: Vec<Vec<f64>> = (0..n).map(|row| matrix[row].iter().copied().chain(unit(row)).collect()).collect();
    for pivot in 0..n {
        // A matrix of correlations has no negative pivots: what is left on the diagonal is a variance.
        let scale = Some(rows[pivot][pivot]).filter(|left| *left > TOGETHER)?;
        rows[pivot].iter_mut().for_each(|entry| *entry /= scale);
        let taken = rows[pivot].clone();
        for row in (0..n).filter(|row| *row != pivot) {
            let factor = rows[row][pivot];
            rows[row].iter_mut().zip(&taken).for_each(|(entry, taken)| *entry -= factor * taken);
        }
    }
    Some(rows.into_iter().map(|row| row[n..].to_vec()).collect())
}
