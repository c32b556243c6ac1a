//! Words at the ends of lines, so that no reader has to match colours. Where ends are near each other the words move apart and
//! a thin line leads to each.

use super::axis::Frame;
use super::canvas::{Canvas, Side, Type, width_of};
use super::style::{BLACK, Look, SMALL, THICK, THIN};

const LOOK: Type = Type { size: SMALL, bold: false, ink: BLACK };

/// Space right of a frame that the signs before the words take.
const SIGNS: f64 = 38.0;
/// Distance between two words.
const APART: f64 = 14.0;

/// A word at the end of a line.
pub struct Label {
    /// Height of the line's end on the sheet.
    pub y: f64,
    /// The word.
    pub text: String,
    /// How the line looks.
    pub look: Look,
}

/// Space that words right of a frame need, at most `most`, points.
pub fn width<'t>(texts: impl Iterator<Item = &'t str>, most: f64) -> f64 {
    (SIGNS + texts.map(|text| width_of(text, LOOK)).fold(0.0, f64::max)).min(most)
}

/// Draws labels right of a frame, in a space of this width.
pub fn draw(canvas: &mut Canvas, frame: Frame, width: f64, mut labels: Vec<Label>) {
    labels.sort_by(|a, b| a.y.total_cmp(&b.y));
    let ends: Vec<f64> = labels.iter().map(|label| label.y).collect();
    let places = apart(&ends, APART, (frame.top, frame.bottom));
    let texts: Vec<&str> = labels.iter().map(|label| label.text.as_str()).collect();
    let texts = shortened(&texts, width - SIGNS, LOOK);
    for ((label, text), y) in labels.iter().zip(&texts).zip(places) {
        let x = |offset: f64| frame.right + offset;
        canvas.line(&[(x(2.0), label.y), (x(4.0), label.y), (x(12.0), y), (x(14.0), y)], THIN, label.look.ink);
        canvas.dashed(&[(x(14.0), y), (x(32.0), y)], THICK, label.look);
        canvas.text(text, (x(SIGNS), y - SMALL * 0.55), Side::Left, LOOK);
    }
}

/// Places in the same order, each as near as it can be to where it wants to be, `least` apart and between two bounds if there
/// is room.
fn apart(wanted: &[f64], least: f64, bounds: (f64, f64)) -> Vec<f64> {
    // Places that touch form a block around the mean of what they want; a block that touches the next joins it.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    let long = |n: usize| n as f64 * least;
    let kept = |middle: f64, n: usize| {
        let (low, high) = (bounds.0 + long(n - 1) / 2.0, bounds.1 - long(n - 1) / 2.0);
        if low <= high { middle.clamp(low, high) } else { (low + high) / 2.0 }
    };
    for &place in wanted {
        let mut block = (place, 1);
        while let Some(&(middle, n)) = blocks.last() {
            if kept(block.0, block.1) - kept(middle, n) >= long(n + block.1) / 2.0 - 1e-9 {
                break;
            }
            blocks.pop();
            let all = n + block.1;
            block = ((middle * n as f64 + block.0 * block.1 as f64) / all as f64, all);
        }
        blocks.push(block);
    }
    let places = |(middle, n): (f64, usize)| (0..n).map(move |idx| kept(middle, n) + long(idx) - long(n - 1) / 2.0);
    blocks.into_iter().flat_map(places).collect()
}

/// Where a name that is too long loses its middle: the part of what is kept that stands at its end.
const TAILS: [f64; 4] = [0.33, 0.0, 0.5, 0.66];

/// Names no wider than `width`: what is too much is left out, so that names that differ still do if that is possible.
pub fn shortened(names: &[&str], width: f64, look: Type) -> Vec<String> {
    let with = |tail: f64| -> Vec<String> { names.iter().map(|name| cut(name, width, look, tail)).collect() };
    let differ = |cut: &Vec<String>| (0..names.len()).all(|a| (0..a).all(|b| cut[a] != cut[b] || names[a] == names[b]));
    TAILS.into_iter().map(with).find(differ).unwrap_or_else(|| with(TAILS[0]))
}

fn cut(name: &str, width: f64, look: Type, tail: f64) -> String {
    if width_of(name, look) <= width {
        return name.to_owned();
    }
    let letters: Vec<char> = name.chars().collect();
    let with = |kept: usize| {
        let tail = (tail * kept as f64) as usize;
        let (head, end) = (&letters[..kept - tail], &letters[letters.len() - tail..]);
        format!("{}\u{2026}{}", head.iter().collect::<String>().trim_end(), end.iter().collect::<String>().trim_start())
    };
    let fits = |kept: &usize| width_of(&with(*kept), look) <= width;
    with((0..letters.len()).rev().find(fits).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_apart_as_little_as_they_must_and_stay_inside() {
        for (wanted, places) in [
            (vec![10.0, 50.0], vec![10.0, 50.0]),
            (vec![50.0, 50.0], vec![45.0, 55.0]),
            (vec![0.0, 1.0, 2.0], vec![0.0, 10.0, 20.0]),
            (vec![98.0, 99.0], vec![90.0, 100.0]),
            (vec![20.0, 40.0, 41.0, 42.0], vec![20.0, 31.0, 41.0, 51.0]),
            (vec![], vec![]),
        ] {
            assert_eq!(apart(&wanted, 10.0, (0.0, 100.0)), places, "{wanted:?}");
        }
        let many = apart(&[50.0; 20], 10.0, (0.0, 100.0));
        assert!(many.windows(2).all(|pair| pair[1] - pair[0] > 9.99), "{many:?}");
    }

    #[test]
    fn long_names_are_cut_so_that_they_still_differ() {
        assert_eq!(shortened(&["core"], 100.0, LOOK), ["core"]);
        for names in [
            ["a very long name of a group, the first", "a very long name of a group, the other"],
            ["village number 10 on the river bank", "village number 11 on the river bank"],
        ] {
            let short = shortened(&names, 100.0, LOOK);
            assert_ne!(short[0], short[1]);
            assert!(short.iter().all(|name| width_of(name, LOOK) <= 100.0 && name.contains('\u{2026}')), "{short:?}");
        }
    }
}
