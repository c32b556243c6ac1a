//! What the signs of a picture mean: short lines, bands and dots with a word beside each.

use super::canvas::{Canvas, Side, Type, width_of};
use super::style::{BLUE, COVERS, GREY, Ink, PALE, RED, SMALL, THICK};

const LOOK: Type = Type { size: SMALL, bold: false, ink: GREY };

/// Width of a sign, and the space around it.
const WIDE: f64 = 16.0;
const BEFORE_WORD: f64 = 6.0;
const BEFORE_NEXT: f64 = 18.0;

/// A sign.
#[derive(Clone, Copy, Debug)]
pub enum Sign {
    /// Mean over runs.
    Mean,
    /// Mean over runs of one group among several.
    MeanOfGroup,
    /// Mean over runs with its interval.
    Interval,
    /// The same for one group among several.
    IntervalOfGroup,
    /// Middle half of the runs.
    Half,
    /// The same for one group among several.
    HalfOfGroup,
    /// All but the lowest and the highest twentieth of the runs.
    Most,
    /// The same for one group among several.
    MostOfGroup,
    /// Interval of the mean, as a band along a line.
    Band,
    /// Mean over worlds.
    MeanOfWorlds,
    /// Middle half of the worlds.
    HalfOfWorlds,
    /// All but the lowest and the highest twentieth of the worlds.
    MostOfWorlds,
}

impl Sign {
    fn word(self) -> &'static str {
        match self {
            Sign::Mean | Sign::MeanOfGroup => "mean over runs",
            Sign::Interval | Sign::IntervalOfGroup => "mean and its 95 % interval",
            Sign::Half | Sign::HalfOfGroup => "middle half of runs",
            Sign::Most | Sign::MostOfGroup => "5 to 95 % of runs",
            Sign::Band => "95 % interval of the mean",
            Sign::MeanOfWorlds => "mean over worlds",
            Sign::HalfOfWorlds => "middle half of worlds",
            Sign::MostOfWorlds => "5 to 95 % of worlds",
        }
    }

    fn draw(self, canvas: &mut Canvas, left: f64, middle: f64) {
        let right = left + WIDE;
        let mut bar = |high: f64, ink: Ink| canvas.fill_box((left, middle - high), (right, middle + high), ink);
        match self {
            Sign::Mean | Sign::MeanOfWorlds => canvas.line(&[(left, middle), (right, middle)], THICK, RED),
            Sign::MeanOfGroup => canvas.line(&[(left, middle), (right, middle)], THICK, GREY),
            Sign::Half | Sign::HalfOfWorlds => bar(5.0, BLUE.faint(0.5)),
            Sign::HalfOfGroup => bar(5.0, PALE.faint(0.5)),
            Sign::Most | Sign::MostOfWorlds => bar(5.0, BLUE.faint(COVERS[0])),
            Sign::Band => bar(3.5, RED.faint(0.35)),
            Sign::MostOfGroup => bar(5.0, PALE.faint(COVERS[0])),
            Sign::Interval | Sign::IntervalOfGroup => {
                let ink = if matches!(self, Sign::Interval) { RED } else { GREY };
                canvas.line(&[(left, middle), (right, middle)], THICK, ink);
                canvas.dot(((left + right) / 2.0, middle), 3.2, ink);
            }
        }
    }

    fn width(self) -> f64 {
        WIDE + BEFORE_WORD + width_of(self.word(), LOOK)
    }
}

/// Draws signs from a place to the right; the place is that of a text's top.
pub fn from_left(canvas: &mut Canvas, at: (f64, f64), signs: &[Sign]) {
    let mut left = at.0;
    for sign in signs {
        sign.draw(canvas, left, at.1 + SMALL * 0.55);
        canvas.text(sign.word(), (left + WIDE + BEFORE_WORD, at.1), Side::Left, LOOK);
        left += sign.width() + BEFORE_NEXT;
    }
}

/// The same so that they end at a place.
pub fn up_to(canvas: &mut Canvas, at: (f64, f64), signs: &[Sign]) {
    let width: f64 = signs.iter().map(|sign| sign.width() + BEFORE_NEXT).sum();
    from_left(canvas, (at.0 - width + BEFORE_NEXT, at.1), signs);
}
