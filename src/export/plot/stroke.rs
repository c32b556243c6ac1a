//! A line with gaps, as the strokes it consists of. The strokes follow the bends of the line.

use crate::math;

/// Cuts a line through `points` into strokes; `dash` holds the lengths of strokes and gaps in turn, each above 0.
pub fn strokes(points: &[(f64, f64)], dash: &[f64]) -> Vec<Vec<(f64, f64)>> {
    let mut lengths = dash.iter().copied().cycle().zip([true, false].into_iter().cycle());
    let Some((mut left, mut drawn)) = lengths.next() else { return vec![points.to_vec()] };
    let mut strokes = Vec::new();
    let mut stroke: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
    for ends in points.windows(2) {
        let (mut from, to) = (ends[0], ends[1]);
        let mut length = math::sqrt((to.0 - from.0) * (to.0 - from.0) + (to.1 - from.1) * (to.1 - from.1));
        while length >= left {
            let part = left / length;
            from = (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1));
            length -= left;
            stroke.push(from);
            if drawn {
                strokes.push(std::mem::take(&mut stroke));
            }
            stroke = vec![from];
            (left, drawn) = lengths.next().expect("a cycle has no end");
        }
        left -= length;
        stroke.push(to);
    }
    if drawn && stroke.len() > 1 {
        strokes.push(stroke);
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::strokes;

    #[test]
    fn strokes_and_gaps_have_their_lengths_round_a_corner_too() {
        let line = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)];
        let cut = strokes(&line, &[4.0, 2.0]);
        assert_eq!(cut[0], [(0.0, 0.0), (4.0, 0.0)]);
        assert_eq!(cut[1], [(6.0, 0.0), (10.0, 0.0)]);
        assert_eq!(cut[2], [(10.0, 2.0), (10.0, 6.0)]);
        assert_eq!(cut.len(), 4);
        assert_eq!(strokes(&line, &[100.0, 1.0]), [line.to_vec()]);
        assert_eq!(strokes(&[], &[1.0, 1.0]), Vec::<Vec<(f64, f64)>>::new());
    }
}
