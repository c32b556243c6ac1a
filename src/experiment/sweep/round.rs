//! The runs of one round, in order, without a list of them: millions would not fit into memory.

use super::Shard;

/// One run: its point and its replicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// Number of the point.
    pub point: u32,
    /// Number of the replicate.
    pub replicate: u32,
}

/// The runs of one round: replicate by replicate, each at every point that takes part.
#[derive(Clone, Debug)]
pub struct Round {
    from: u64,
    to: u64,
    who: Who,
}

#[derive(Clone, Debug)]
enum Who {
    /// These points, in every replicate.
    These(Vec<u32>),
    /// Of so many points those whose turn it is: they are dealt to the parts one after the other, moved on by one with each
    /// replicate so that a dear point goes to everybody. Then: runs before the end of each replicate of a turn through all
    /// parts, in which each point comes once.
    Dealt(u64, Shard, Vec<u64>),
}

impl Round {
    /// Replicates `from` to `to`, the last not included, of these points.
    pub fn of(points: Vec<u32>, from: u64, to: u64) -> Round {
        Round { from, to, who: Who::These(points) }
    }

    /// The part of `to` replicates of `points` points that is this one's.
    pub fn dealt(points: u64, shard: Shard, to: u64) -> Round {
        let mut ends = Vec::new();
        for replicate in 0..shard.of {
            let before = ends.last().copied().unwrap_or(0);
            let first = first_of(shard, replicate);
            ends.push(before + points.saturating_sub(first).div_ceil(shard.of));
        }
        Round { from: 0, to, who: Who::Dealt(points, shard, ends) }
    }

    /// Runs of the round.
    pub fn len(&self) -> u64 {
        match &self.who {
            Who::These(points) => (self.to - self.from) * points.len() as u64,
            Who::Dealt(points, shard, ends) => {
                let rest = self.to % shard.of;
                (self.to / shard.of) * points + rest.checked_sub(1).map_or(0, |last| ends[last as usize])
            }
        }
    }

    /// The `idx`-th run, from 0.
    pub fn job(&self, idx: u64) -> Job {
        let (point, replicate) = match &self.who {
            Who::These(points) => {
                let n = points.len() as u64;
                (u64::from(points[(idx % n) as usize]), self.from + idx / n)
            }
            Who::Dealt(points, shard, ends) => {
                let (turn, rest) = (idx / points, idx % points);
                let replicate = ends.partition_point(|end| *end <= rest);
                let before = replicate.checked_sub(1).map_or(0, |last| ends[last]);
                let replicate = replicate as u64;
                (first_of(*shard, replicate) + (rest - before) * shard.of, turn * shard.of + replicate)
            }
        };
        let small = |number: u64| u32::try_from(number).expect("points and replicates are counted in u32");
        Job { point: small(point), replicate: small(replicate) }
    }
}

impl Job {
    /// The part of a plan that this run is dealt to: with a target whole points are, because their rounds depend on their own
    /// rows.
    pub fn part(self, of: u64, is_adaptive: bool) -> u64 {
        let turn = if is_adaptive { u64::from(self.point) } else { u64::from(self.point) + u64::from(self.replicate) };
        turn % of
    }
}

/// The first point that is dealt to a part in a replicate.
fn first_of(shard: Shard, replicate: u64) -> u64 {
    (shard.number + shard.of - replicate % shard.of) % shard.of
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(round: &Round) -> Vec<(u32, u32)> {
        (0..round.len()).map(|idx| round.job(idx)).map(|job| (job.replicate, job.point)).collect()
    }

    #[test]
    fn a_round_is_replicate_by_replicate() {
        assert_eq!(all(&Round::of(vec![1, 4], 3, 5)), [(3, 1), (3, 4), (4, 1), (4, 4)]);
        assert_eq!(all(&Round::of(vec![], 0, 5)), []);
    }

    #[test]
    fn the_parts_of_a_round_are_the_whole_each_run_once() {
        for (points, of, replicates) in [(5, 3, 7), (2, 5, 4), (7, 7, 3), (1, 1, 2), (3, 1000, 2), (64, 4, 9)] {
            let whole = all(&Round::of((0..points).collect(), 0, replicates));
            let mut found = Vec::new();
            for number in 0..of {
                let part = all(&Round::dealt(u64::from(points), Shard { number, of }, replicates));
                assert!(part.is_sorted(), "plan order");
                let own =
                    |(replicate, point): &(u32, u32)| Job { point: *point, replicate: *replicate }.part(of, false) == number;
                assert!(part.iter().all(own));
                found.extend(part);
            }
            found.sort_unstable();
            assert_eq!(found, whole, "{points} points in {of} parts");
        }
    }
}
