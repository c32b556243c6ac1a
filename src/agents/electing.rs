//! Whom electors vote for, and when they want somebody else: they know what candidates stand for, and how they feel themselves.

use crate::units::BodyId;
use crate::world::View;

/// Everybody votes for those who stand nearest to what it wants itself; ties go to the earlier candidate.
///
/// * `votes`: filled with the votes of each chair of the body.
pub fn elect(view: View, body: BodyId, votes: &mut Vec<u64>) {
    votes.clear();
    votes.resize(view.n_chairs(body), 0);
    for elector in view.electors(body) {
        let mut last = (-1.0, 0);
        for _ in 0..view.votes_each(body) {
            let further = view.candidates(body).map(|(seat, party)| (view.distance_between(elector, party), seat));
            let next = further.filter(|option| *option > last).reduce(|best, option| if option < best { option } else { best });
            let Some(next) = next else { break };
            votes[next.1] += 1;
            last = next;
        }
    }
}

/// How many members of a body are so far below what they put up with that they want others to lead.
pub fn want_recall(view: View, body: BodyId) -> u64 {
    view.members(body).filter(|party| view.patience(*party) < 0.0).count() as u64
}
