//! Liquid democracy: votes pass on from delegate to delegate until somebody votes.

/// Where every vote ends up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Votes that each carries, its own among them; 0 for those who passed theirs on.
    pub weights: Vec<u64>,
    /// Votes that go round in circles and count for nobody.
    pub lost: u64,
}

/// Follows every delegation to its end. Who delegates to nobody, or to itself, votes.
///
/// * `delegates`: for each, to whom it delegates, by place in the list.
///
/// # Panics
/// A delegate that is not in the list.
///
/// # Source
/// Goelz, Kahng, Mackenzie and Procaccia, "The Fluid Mechanics of Liquid Democracy" (2018). That votes in a circle are lost is a
/// convention; the source has no circles.
pub fn resolve(delegates: &[Option<usize>]) -> Resolved {
    let mut weights = vec![0; delegates.len()];
    let mut lost = 0;
    for start in 0..delegates.len() {
        match voter_of(start, delegates) {
            Some(voter) => weights[voter] += 1,
            None => lost += 1,
        }
    }
    Resolved { weights, lost }
}

/// Who votes with the vote of `start`; `None` if it goes round in a circle, which it does if it passes through more hands than
/// there are.
fn voter_of(start: usize, delegates: &[Option<usize>]) -> Option<usize> {
    let mut at = start;
    for _ in 0..delegates.len() {
        match delegates[at].filter(|next| *next != at) {
            None => return Some(at),
            Some(next) => at = next,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vote_is_carried_once_or_lost() {
        type Row = (&'static [Option<usize>], &'static [u64], u64);
        let table: &[Row] = &[
            (&[], &[], 0),
            (&[None, None], &[1, 1], 0),
            (&[None, Some(0), Some(0), Some(2)], &[4, 0, 0, 0], 0),
            (&[Some(1), Some(0), None], &[0, 0, 1], 2),
            (&[Some(1), Some(0), Some(0)], &[0, 0, 0], 3),
            (&[Some(0), Some(0)], &[2, 0], 0),
            (&[Some(1), Some(2), Some(3), None], &[0, 0, 0, 4], 0),
        ];
        for &(delegates, weights, lost) in table {
            assert_eq!(resolve(delegates), Resolved { weights: weights.to_vec(), lost }, "{delegates:?}");
            assert_eq!(weights.iter().sum::<u64>() + lost, delegates.len() as u64);
        }
    }
}
