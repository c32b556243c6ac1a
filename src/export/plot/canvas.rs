//! A sheet to draw on, in points from the upper left corner.
//!
//! # Why
//! plotters rounds every SVG coordinate to a whole unit, which makes curves visibly stepped. So everything is drawn ten times
//! as large and the view box scales it down.

use super::super::Error;
use super::stroke::strokes;
use super::style::{Ink, Look, WHITE};
use plotters::coord::Shift;
use plotters::prelude::{
    Circle, DrawingArea, FontStyle, IntoDrawingArea, IntoFont, PathElement, Polygon, Rectangle, SVGBackend, ShapeStyle, Text,
    TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, RGBAColor};
use std::fmt::Display;
use std::sync::Once;

/// Units of the SVG per point.
const SCALE: f64 = 10.0;

/// plotters writes this part of a font's size into the file.
const SIZE_WRITTEN: f64 = 1.0 / 1.24;

/// plotters measures a font by its height from the lowest to the highest stroke; this is that height over the size.
const HEIGHT: f64 = 1.362;

/// The typeface, regular and bold.
pub const FONTS: [&[u8]; 2] = [include_bytes!("font/OpenSans-Regular.ttf"), include_bytes!("font/OpenSans-Bold.ttf")];

/// Which side of a text its position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It begins there.
    Left,
    /// Its middle is there.
    Middle,
    /// It ends there.
    Right,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Size, points.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// Colour.
    pub ink: Ink,
}

/// A drawing under way. It remembers the first thing that went wrong.
pub struct Canvas<'b> {
    area: DrawingArea<SVGBackend<'b>, Shift>,
    wrong: Option<String>,
}

/// Draws on a new white sheet of this size, points. `title` and `text` say what it shows to those who cannot see it.
///
/// # Errors
/// When a shape or a text cannot be drawn.
pub fn sheet(size: (f64, f64), title: &str, text: &str, draw: impl FnOnce(&mut Canvas)) -> Result<String, Error> {
    register_fonts();
    let mut svg = String::new();
    let units = ((size.0 * SCALE) as u32, (size.1 * SCALE) as u32);
    let area = SVGBackend::with_string(&mut svg, units).into_drawing_area();
    let mut canvas = Canvas { area, wrong: None };
    canvas.fill_box((0.0, 0.0), size, WHITE);
    draw(&mut canvas);
    let presented = canvas.area.present();
    canvas.note(presented);
    let wrong = canvas.wrong.take();
    drop(canvas);
    match wrong {
        Some(what) => Err(Error::Picture(what)),
        None => Ok(scaled_down(&svg, size, units, title, text)),
    }
}

/// Gives the SVG its printed size and its words for a screen reader.
fn scaled_down(svg: &str, size: (f64, f64), units: (u32, u32), title: &str, text: &str) -> String {
    let old = format!("width=\"{}\" height=\"{}\"", units.0, units.1);
    let new = format!("role=\"img\" width=\"{}\" height=\"{}\"", size.0, size.1);
    let words = format!("<title>{}</title>\n<desc>{}</desc>\n", escaped(title), escaped(text));
    let sized = svg.replacen(&old, &new, 1);
    match sized.split_once(">\n") {
        Some((head, rest)) => format!("{head}>\n{words}{rest}"),
        None => sized,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn register_fonts() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for (style, bytes) in [FontStyle::Normal, FontStyle::Bold].into_iter().zip(FONTS) {
            // A font that is built in is read by a test; without it, text would be measured wrongly, not lost.
            let _ = plotters::style::register_font("sans-serif", style, bytes);
        }
    });
}

impl Canvas<'_> {
    /// A line through points.
    pub fn line(&mut self, points: &[(f64, f64)], width: f64, ink: Ink) {
        let stroke_width = (width * SCALE) as u32;
        let points: Vec<(i32, i32)> = points.iter().map(|&point| place(point)).collect();
        let style = ShapeStyle { color: colour(ink), filled: false, stroke_width };
        self.note(self.area.draw(&PathElement::new(points, style)));
    }

    /// The same with gaps: `dash` holds the lengths of strokes and gaps in turn.
    pub fn dashed(&mut self, points: &[(f64, f64)], width: f64, look: Look) {
        if look.dash.is_empty() {
            return self.line(points, width, look.ink);
        }
        for stroke in strokes(points, look.dash) {
            self.line(&stroke, width, look.ink);
        }
    }

    /// The inside of an outline.
    pub fn fill(&mut self, outline: &[(f64, f64)], ink: Ink) {
        let points: Vec<(i32, i32)> = outline.iter().map(|&point| place(point)).collect();
        self.note(self.area.draw(&Polygon::new(points, filled(ink))));
    }

    /// A filled rectangle.
    pub fn fill_box(&mut self, corner: (f64, f64), opposite: (f64, f64), ink: Ink) {
        self.note(self.area.draw(&Rectangle::new([place(corner), place(opposite)], filled(ink))));
    }

    /// A filled disc.
    pub fn dot(&mut self, centre: (f64, f64), radius: f64, ink: Ink) {
        self.note(self.area.draw(&Circle::new(place(centre), (radius * SCALE) as i32, filled(ink))));
    }

    /// One line of text; `at` is the side of its top.
    pub fn text(&mut self, text: &str, at: (f64, f64), side: Side, look: Type) {
        let h = match side {
            Side::Left => HPos::Left,
            Side::Middle => HPos::Center,
            Side::Right => HPos::Right,
        };
        let style = style(look).pos(Pos::new(h, VPos::Top));
        self.note(self.area.draw(&Text::new(text.to_owned(), place(at), style)));
    }

    fn note<E: Display>(&mut self, drawn: Result<(), E>) {
        if let Err(error) = drawn {
            self.wrong.get_or_insert_with(|| error.to_string());
        }
    }
}

/// Width of a line of text, points.
pub fn width_of(text: &str, look: Type) -> f64 {
    register_fonts();
    let measured = style(look).font.box_size(text);
    measured.map_or(0.6 * look.size * text.chars().count() as f64, |(width, _)| f64::from(width) * SIZE_WRITTEN * HEIGHT / SCALE)
}

/// Breaks text between words into lines no wider than `width`; a word that is wider is broken too.
pub fn wrapped(text: &str, width: f64, look: Type) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace().flat_map(|word| broken(word, width, look)) {
        match lines.last_mut() {
            Some(line) if width_of(&format!("{line} {word}"), look) <= width => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// A word in parts no wider than `width`.
fn broken(word: &str, width: f64, look: Type) -> Vec<String> {
    let mut parts = vec![String::new()];
    for letter in word.chars() {
        let part = parts.last_mut().expect("there is a first part");
        part.push(letter);
        if width_of(part, look) > width && part.chars().count() > 1 {
            part.pop();
            parts.push(letter.to_string());
        }
    }
    parts
}

fn style(look: Type) -> TextStyle<'static> {
    let weight = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = ("sans-serif", look.size * SCALE / SIZE_WRITTEN, weight).into_font();
    TextStyle { color: colour(look.ink).to_backend_color(), ..TextStyle::from(font) }
}

fn place(point: (f64, f64)) -> (i32, i32) {
    ((point.0 * SCALE).round() as i32, (point.1 * SCALE).round() as i32)
}

fn colour(ink: Ink) -> RGBAColor {
    RGBAColor(ink.0, ink.1, ink.2, ink.3)
}

fn filled(ink: Ink) -> ShapeStyle {
    ShapeStyle { color: colour(ink), filled: true, stroke_width: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::plot::style::BLACK;

    const LOOK: Type = Type { size: 10.0, bold: false, ink: BLACK };

    #[test]
    fn the_fonts_are_read_and_bold_is_wider() {
        register_fonts();
        for (style, bytes) in [FontStyle::Normal, FontStyle::Bold].into_iter().zip(FONTS) {
            assert!(plotters::style::register_font("proof", style, bytes).is_ok());
        }
        assert!(width_of("quorum", Type { bold: true, ..LOOK }) > width_of("quorum", LOOK));
    }

    #[test]
    fn lines_stay_within_their_width_and_lose_no_word() {
        let text = "Do 72 hours of optimistic review protect six organisations?";
        let lines = wrapped(text, 120.0, LOOK);
        assert!(lines.len() > 1 && lines.iter().all(|line| width_of(line, LOOK) <= 120.0));
        assert_eq!(lines.join(" "), text);
        let word = "a_word_that_is_too_long_for_any_line";
        let lines = wrapped(word, 120.0, LOOK);
        assert!(lines.len() > 1 && lines.iter().all(|line| width_of(line, LOOK) <= 120.0));
        assert_eq!(lines.concat(), word);
    }
}
