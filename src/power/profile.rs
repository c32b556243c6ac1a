//! All that can be said of who holds power in one game, seen from the proposal: what carries, what stops.

use super::banzhaf::Banzhaf;
use super::game::Game;
use super::listed::{Listed, Minimal};
use super::shapley::Shapley;
use super::tiered::Tiered;
use crate::dice::Stream;

/// What the coalitions of a game do together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acts {
    /// They carry a proposal: yes, consent, approval.
    Carry,
    /// They stop a proposal that silence would carry.
    Stop,
}

/// A game in the form that tells it best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Heads and weight decide.
    Weights(Game),
    /// Groups decide.
    Groups(Tiered),
}

/// A body at rest: who wins together, and what winning is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Who wins together.
    pub form: Form,
    /// What they do.
    pub acts: Acts,
}

/// Power by seat, in the order of the game.
///
/// Of a body that stops, everything is told of carrying, by duality: Banzhaf and Shapley-Shubik are the same in a game and its
/// dual, preventing and initiating change places. The indices of minimal coalitions are not, and remain those of the coalitions
/// that act: those who stop.
#[derive(Clone, Debug, PartialEq)]
pub struct Power {
    /// Banzhaf's and Coleman's indices; `act` is the share of coalitions that carry.
    pub banzhaf: Banzhaf,
    /// The Shapley-Shubik index.
    pub shapley: Shapley,
    /// Deegan-Packel, Holler, Johnston; `None` with more than 20 seats.
    pub minimal: Option<Minimal>,
    /// Seats without which nothing is carried, in order.
    pub blockers: Vec<usize>,
    /// Fewest seats that carry together.
    pub nakamoto_pass: Option<usize>,
    /// Fewest seats that stop everything together.
    pub nakamoto_block: Option<usize>,
}

impl Power {
    /// By counting where that is quick, else sampled from the stream.
    pub fn of(body: &Body, stream: &mut Stream) -> Power {
        let acting = match &body.form {
            Form::Weights(game) => Power {
                banzhaf: Banzhaf::of(game, stream),
                shapley: Shapley::of(game, stream),
                minimal: Listed::of_game(game).and_then(|listed| listed.minimal()),
                blockers: game.blockers(),
                nakamoto_pass: Some(game.nakamoto_pass()),
                nakamoto_block: Some(game.nakamoto_block()),
            },
            Form::Groups(game) => Power {
                banzhaf: game.banzhaf(stream),
                shapley: game.shapley(stream),
                minimal: game.listed().and_then(|listed| listed.minimal()),
                blockers: game.blockers(),
                nakamoto_pass: Some(game.nakamoto_pass()),
                nakamoto_block: game.nakamoto_block(),
            },
        };
        match body.acts {
            Acts::Carry => acting,
            Acts::Stop => Power {
                banzhaf: acting.banzhaf.dual(),
                blockers: match &body.form {
                    Form::Weights(game) => game.dual().blockers(),
                    Form::Groups(game) => game.soloists(),
                },
                nakamoto_pass: acting.nakamoto_block,
                nakamoto_block: acting.nakamoto_pass,
                ..acting
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::{Dice, Key, Purpose};

    fn power(form: Form, acts: Acts) -> Power {
        let mut stream = Dice::new(11, 0).stream(Purpose::Coalition, Key::NONE, Key::NONE, 0);
        Power::of(&Body { form, acts }, &mut stream)
    }

    #[test]
    fn a_veto_is_the_dual_of_the_vote_that_it_leaves_room_for() {
        // Whoever has 6 of 17 can stop, so that 12 carry.
        let founders = [4, 4, 4, 2, 2, 1];
        let game = |quota| Form::Weights(Game::weighted(&founders, quota).expect("a game"));
        let (veto, vote) = (power(game(6), Acts::Stop), power(game(12), Acts::Carry));
        assert_eq!((&veto.banzhaf, &veto.shapley, &veto.blockers), (&vote.banzhaf, &vote.shapley, &vote.blockers));
        assert_eq!((veto.nakamoto_pass, veto.nakamoto_block), (Some(3), Some(2)));
        assert_eq!((vote.nakamoto_pass, vote.nakamoto_block), (Some(3), Some(2)));
        assert_ne!(veto.minimal, vote.minimal);
    }

    #[test]
    fn whoever_can_stop_alone_is_a_blocker() {
        let game = Game::weighted(&[3, 1, 1], 2).expect("a game");
        assert_eq!(power(Form::Weights(game), Acts::Stop).blockers, [0]);
    }
}
