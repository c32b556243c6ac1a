//! What is searched: points with their inputs, their runs, and how many of those are cases.

/// The values of an input, one per point.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Numbers that can be cut off at an end; all finite.
    Numbers(Vec<f64>),
    /// Classes without an order, numbered from 0 to `n - 1`.
    Classes {
        /// How many there are.
        n: usize,
        /// The class of each point.
        of: Vec<usize>,
    },
}

/// An input.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// What it is called.
    pub name: String,
    /// Its values.
    pub values: Values,
    /// What people multiply its numbers by when they write them; limits get few digits on that scale. 0 keeps limits half way
    /// between two values, for inputs of few levels.
    pub shown: f64,
}

/// Points.
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    /// Their inputs.
    pub inputs: Vec<Input>,
    /// Runs of each point, at least 1.
    pub runs: Vec<u64>,
    /// How many of them are cases.
    pub hits: Vec<u64>,
}

/// Runs of some points together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Points.
    pub points: usize,
    /// Runs.
    pub runs: u64,
    /// How many of them are cases.
    pub hits: u64,
}

impl Tally {
    /// The share of runs that are cases; `None` without runs.
    pub fn density(self) -> Option<f64> {
        (self.runs > 0).then(|| self.hits as f64 / self.runs as f64)
    }

    /// The same, 0 without runs.
    pub(super) fn mean(self) -> f64 {
        self.density().unwrap_or(0.0)
    }
}

impl Cases {
    /// Points.
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Counts the points that are asked for.
    pub fn tally(&self, wanted: impl Fn(usize) -> bool) -> Tally {
        let mut tally = Tally::default();
        for point in (0..self.len()).filter(|&point| wanted(point)) {
            tally.points += 1;
            tally.runs += self.runs[point];
            tally.hits += self.hits[point];
        }
        tally
    }

    /// Some of the points.
    pub fn only(&self, points: &[usize]) -> Cases {
        let input = |input: &Input| {
            let values = match &input.values {
                Values::Numbers(numbers) => Values::Numbers(points.iter().map(|&point| numbers[point]).collect()),
                Values::Classes { n, of } => Values::Classes { n: *n, of: points.iter().map(|&point| of[point]).collect() },
            };
            Input { values, ..input.clone() }
        };
        Cases {
            inputs: self.inputs.iter().map(input).collect(),
            runs: points.iter().map(|&point| self.runs[point]).collect(),
            hits: points.iter().map(|&point| self.hits[point]).collect(),
        }
    }

    /// The same points with what came out of them changed about: the `n`-th of `among` gets that of the `order[n]`-th.
    pub(super) fn shuffled(&self, among: &[usize], order: &[usize]) -> Cases {
        let mut shuffled = self.clone();
        for (to, from) in among.iter().zip(order) {
            shuffled.runs[*to] = self.runs[among[*from]];
            shuffled.hits[*to] = self.hits[among[*from]];
        }
        shuffled
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::dice::{Dice, Key, Purpose};

    /// Points with two uniform inputs and one that means nothing, one run each; a case with this probability.
    pub fn planted(n: usize, chance: impl Fn(f64, f64) -> f64) -> Cases {
        let dice = Dice::new(3, 0);
        let column = |name: &str| -> Vec<f64> {
            let mut numbers = vec![0.0; n];
            dice.fill(Purpose::Design, Key::of(name), Key::NONE, &mut numbers);
            numbers
        };
        let (a, b, noise, luck) = (column("a"), column("b"), column("noise"), column("luck"));
        let hits = (0..n).map(|point| u64::from(luck[point] < chance(a[point], b[point]))).collect();
        let input = |(name, numbers)| Input { name: String::from(name), values: Values::Numbers(numbers), shown: 1.0 };
        Cases { inputs: [("a", a), ("b", b), ("noise", noise)].map(input).into(), runs: vec![1; n], hits }
    }

    #[test]
    fn points_are_counted_with_their_runs() {
        let cases = Cases { inputs: Vec::new(), runs: vec![3, 5], hits: vec![1, 5] };
        assert_eq!(cases.tally(|_| true), Tally { points: 2, runs: 8, hits: 6 });
        assert_eq!(cases.tally(|_| false).density(), None);
        let swapped = cases.shuffled(&[0, 1], &[1, 0]);
        assert_eq!((swapped.runs, swapped.hits), (vec![5, 3], vec![5, 1]));
    }
}
