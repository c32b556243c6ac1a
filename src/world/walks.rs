//! Random walks: what the constituents need drifts, cells drift away from it, and a review takes part of the way back.
//!
//! A walk takes one number a tick in order, so its streams stay open for the whole run.

use super::World;
use crate::dice::{Dice, Key, Stream, axes};
use crate::math;
use crate::scenario::Scenario;

/// The streams of the walks: those of the purpose by axis, then those of each cell by axis. A walk of no size has none.
#[derive(Default)]
pub(in crate::world) struct Walks {
    purpose: Vec<Stream>,
    cells: Vec<Vec<Stream>>,
}

impl Walks {
    /// Opens the streams of a replicate.
    pub fn restart(&mut self, scenario: &Scenario, dice: &Dice) {
        let n_axes = scenario.space.axes;
        self.purpose.clear();
        if scenario.space.purpose_drift > 0.0 {
            self.purpose.extend(axes::PURPOSE[..n_axes].iter().map(|axis| dice.stream(*axis, Key::NONE, Key::NONE, 0)));
        }
        self.cells.resize_with(scenario.cells.len(), Vec::new);
        for (streams, cell) in self.cells.iter_mut().zip(&scenario.cells) {
            streams.clear();
            if cell.drift > 0.0 {
                streams.extend(axes::CELL[..n_axes].iter().map(|axis| dice.stream(*axis, cell.key, Key::NONE, 0)));
            }
        }
    }
}

impl World {
    /// One tick of every walk.
    pub(crate) fn drift(&mut self, scenario: &Scenario) {
        let root = math::sqrt(scenario.clock.days_per_tick());
        let World { walks, purpose, teams, .. } = self;
        for (axis, stream) in walks.purpose.iter_mut().enumerate() {
            purpose[axis] += scenario.space.purpose_drift * root * stream.normal();
        }
        for ((team, cell), streams) in teams.iter_mut().zip(&scenario.cells).zip(&mut walks.cells) {
            for (axis, stream) in streams.iter_mut().enumerate() {
                team.position[axis] += cell.drift * root * stream.normal();
            }
            if cell.review_every.0 > 0 && (self.now.0 + 1).is_multiple_of(cell.review_every.0) {
                for (at, goal) in team.position.iter_mut().zip(purpose.iter()) {
                    *at += cell.pull_back * (goal - *at);
                }
            }
        }
    }
}
