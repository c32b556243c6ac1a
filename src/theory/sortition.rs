//! Panels drawn by lot from a population of which some are captured.

/// What a panel may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Panel {
    /// Probability that more than half of it are captured.
    pub majority: f64,
    /// Probability that anybody is.
    pub any: f64,
}

/// A panel of so many, drawn without returning; `None` where there are fewer to draw from, or more captured than there are.
///
/// # Source
/// The hypergeometric distribution, from its most likely number outwards by the ratio of neighbours.
pub fn panel(population: u32, captured: u32, size: u32) -> Option<Panel> {
    if size > population || captured > population {
        return None;
    }
    let honest = population - captured;
    let (least, most) = (size.saturating_sub(honest), size.min(captured));
    let mode = (f64::from(size + 1) * f64::from(captured + 1) / (f64::from(population) + 2.0)) as u32;
    let mode = mode.clamp(least, most);
    // Ratio of the probability of `k + 1` to that of `k`.
    let step = |k: u32| {
        let (inside, outside) = (f64::from(captured - k), f64::from(size - k));
        inside * outside / (f64::from(k + 1) * f64::from(honest + k + 1 - size))
    };
    let mut mass = vec![0.0; size as usize + 1];
    mass[mode as usize] = 1.0;
    for k in mode..most {
        mass[k as usize + 1] = mass[k as usize] * step(k);
    }
    for k in (least..mode).rev() {
        mass[k as usize] = mass[k as usize + 1] / step(k);
    }
    let all: f64 = mass.iter().sum();
    let from = |k: u32| mass.iter().skip(k as usize).sum::<f64>() / all;
    Some(Panel { majority: from(size / 2 + 1), any: from(1) })
}

#[cfg(test)]
mod tests {
    use super::super::near;
    use super::*;

    #[test]
    fn larger_panels_are_harder_to_capture() {
        for (size, majority, any) in
            [(3, 0.210_714_285_714_285_72, 0.666_071_428_571_428_5), (7, 0.109_149_376_679_441_44, 0.932_676_974_582_617_6)]
        {
            let found = panel(50, 15, size).expect("enough to draw from");
            near(found.majority, majority, 1e-12);
            near(found.any, any, 1e-12);
        }
    }

    #[test]
    fn certainty_comes_out() {
        for (population, captured, size, majority, any) in
            [(5, 0, 3, 0.0, 0.0), (5, 5, 3, 1.0, 1.0), (5, 4, 3, 1.0, 1.0), (5, 2, 0, 0.0, 0.0)]
        {
            assert_eq!(panel(population, captured, size), Some(Panel { majority, any }), "{population} {captured} {size}");
        }
        assert_eq!((panel(3, 1, 4), panel(3, 4, 1)), (None, None));
    }
}
