//! Which groups get a line of their own in a picture, and how it looks in all of its panels.

use super::style::{LOOKS, Look};

/// A look for each group that has one, in the order of the groups; `weights` says how much each group matters in the picture.
///
/// Groups that matter nothing get none. If there are more others than looks, those that matter most get one.
pub fn cast(weights: &[f64]) -> Vec<Option<Look>> {
    let mut ranked: Vec<usize> = (0..weights.len()).filter(|&idx| weights[idx] > 0.0).collect();
    if ranked.len() > LOOKS.len() {
        ranked.sort_by(|&a, &b| weights[b].total_cmp(&weights[a]));
        ranked.truncate(LOOKS.len() - 1);
        ranked.sort_unstable();
    }
    let mut looks = vec![None; weights.len()];
    ranked.into_iter().zip(LOOKS).for_each(|(idx, look)| looks[idx] = Some(look));
    looks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_that_matter_most_get_a_look_in_the_order_of_the_scenario() {
        assert_eq!(cast(&[0.2, 0.0, 0.8]), [Some(LOOKS[0]), None, Some(LOOKS[1])]);
        let twelve: Vec<f64> = (0..12).map(|idx| f64::from((idx * 5) % 12)).collect();
        let looks = cast(&twelve);
        assert_eq!(looks.iter().flatten().count(), LOOKS.len() - 1);
        let least_shown = (0..12).filter(|&idx| looks[idx].is_some()).map(|idx| twelve[idx]).fold(99.0, f64::min);
        assert!((0..12).all(|idx| looks[idx].is_some() || twelve[idx] < least_shown));
        assert_eq!(cast(&[1.0; 8]).iter().flatten().count(), 8);
        assert_eq!(cast(&[]), []);
    }
}
