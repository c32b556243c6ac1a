//! The one visual language of all pictures: colours, sizes, space. Lengths are points of the printed picture.
//!
//! Colours are those of Okabe and Ito, which people with any colour vision can tell apart; light and dark differ enough for
//! grey print, and no meaning hangs on colour alone.

/// A colour: red, green, blue, 0 to 255, and how much of it covers the ground, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink(pub u8, pub u8, pub u8, pub f64);

impl Ink {
    /// The same colour, letting the ground through.
    pub const fn faint(self, cover: f64) -> Ink {
        Ink(self.0, self.1, self.2, cover)
    }
}

/// Text and lines that matter.
pub const BLACK: Ink = Ink(26, 26, 26, 1.0);
/// Text that explains; 4.5 to 1 against white.
pub const GREY: Ink = Ink(95, 95, 95, 1.0);
/// Lines that help the eye.
pub const GRID: Ink = Ink(225, 225, 225, 1.0);
/// Ground.
pub const WHITE: Ink = Ink(255, 255, 255, 1.0);
/// What is measured.
pub const BLUE: Ink = Ink(0, 114, 178, 1.0);
/// The same, for areas under lines.
pub const LIGHT_BLUE: Ink = Ink(120, 178, 214, 1.0);
/// What it comes to: means and their intervals.
pub const RED: Ink = Ink(213, 94, 0, 1.0);
/// The other colours of Okabe and Ito but yellow, which is too light on white.
pub const ORANGE: Ink = Ink(230, 159, 0, 1.0);
/// See [`ORANGE`].
pub const SKY: Ink = Ink(86, 180, 233, 1.0);
/// See [`ORANGE`].
pub const GREEN: Ink = Ink(0, 158, 115, 1.0);
/// See [`ORANGE`].
pub const PURPLE: Ink = Ink(204, 121, 167, 1.0);
/// Things that are shown together instead of one by one.
pub const PALE: Ink = Ink(165, 165, 165, 1.0);

/// How one of several lines looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Colour.
    pub ink: Ink,
    /// Lengths of strokes and gaps in turn; empty for a line without gaps.
    pub dash: &'static [f64],
}

/// Lines that are compared. Neighbours differ in colour, in lightness and in dash.
pub const LOOKS: [Look; 8] = [
    Look { ink: BLUE, dash: &[] },
    Look { ink: ORANGE, dash: &[8.0, 3.0] },
    Look { ink: GREEN, dash: &[2.0, 2.0] },
    Look { ink: PURPLE, dash: &[14.0, 3.0] },
    Look { ink: BLACK, dash: &[8.0, 3.0, 2.0, 3.0] },
    Look { ink: SKY, dash: &[] },
    Look { ink: RED, dash: &[4.0, 2.0] },
    Look { ink: BLACK, dash: &[2.0, 3.5] },
];

/// See [`PALE`].
pub const OTHERS: Look = Look { ink: PALE, dash: &[] };

/// Cover of the band that most runs are in, and of the band of the middle half.
pub const COVERS: [f64; 2] = [0.18, 0.38];

/// Width of a picture.
pub const WIDTH: f64 = 900.0;
/// Space around it.
pub const MARGIN: f64 = 30.0;
/// Space between two panels.
pub const GAP: f64 = 52.0;

/// Size of the title.
pub const TITLE: f64 = 19.0;
/// Size of a panel's question.
pub const HEADING: f64 = 13.5;
/// Size of text that explains.
pub const TEXT: f64 = 11.5;
/// Size of numbers at axes and of captions.
pub const SMALL: f64 = 10.5;

/// Distance between two lines of text, in sizes.
pub const LEADING: f64 = 1.42;

/// Width of thin lines.
pub const THIN: f64 = 0.8;
/// Width of lines that carry a result.
pub const THICK: f64 = 2.0;
