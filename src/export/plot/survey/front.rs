//! Two metrics against each other: settings that no other beats in both, and those that one does.

use super::{measure, page, short_unit};
use crate::export::Error;
use crate::export::plot::axis::{Frame, Reach};
use crate::export::plot::canvas::{Canvas, Side, Type, width_of};
use crate::export::plot::style::{BLACK, BLUE, GREY, GRID, Ink, PALE, SMALL, TEXT, THICK, THIN, WHITE};
use crate::export::plot::{page as sheet, panel, spans};
use crate::export::survey::{Front, Place, Survey};
use crate::stats::Summary;

const LABEL: Type = Type { size: SMALL, bold: false, ink: GREY };
const NAME: Type = Type { size: SMALL, bold: false, ink: BLACK };
const AXIS: Type = Type { size: TEXT, bold: false, ink: BLACK };

const HEIGHT: f64 = 400.0;
/// Settings on the front that get their name beside them.
const NAMED: usize = 14;

const NOTES: &str = "Blue: no other setting is better in one and as good in the other. Hollow: another is by its means, but the 95 % interval \
    of the difference over the same dice reaches 0. Grey: another is, for sure. Crosses are 95 % intervals of the means, cut off at the frame and left out where they are wider; \
    differences over the same dice are known better than crosses suggest. The corner that the arrow points to is best.";

/// Draws it; `None` where no two metrics were asked for or no setting has both.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(survey: &Survey) -> Result<Option<String>, Error> {
    let Some(front) = survey.front.as_ref().filter(|_| survey.settings.len() > 1) else { return Ok(None) };
    let dots = dots(survey, front);
    if dots.len() < 2 {
        return Ok(None);
    }
    let [x, y] = front.metrics.map(|metric| survey.metrics[metric].shown());
    let count = |place: Place| dots.iter().filter(|dot| dot.place == place).count();
    let (best, unsure) = (count(Place::Front), count(Place::Unsure));
    let subject = match (best, unsure) {
        (1, 0) => {
            let first = dots.iter().find(|dot| dot.place == Place::Front).map_or(0, |dot| dot.setting);
            format!("{} beats all others in {x} and {y}", survey.words(first))
        }
        (n, 0) => format!("{n} of {} settings are the best trade-offs of {x} and {y}", dots.len()),
        (n, m) => format!("{n} of {} settings are the best trade-offs of {x} and {y}; of {m} more it is not sure", dots.len()),
    };
    let page = page(&subject, &[], format!("{} {NOTES}", survey.means()), vec![HEIGHT + panel::AXIS + 20.0]);
    let drawn = sheet::draw(&survey.head(), &page, |canvas, rows| {
        let frame = Frame {
            left: rows[0].left + panel::NUMBERS + 8.0,
            top: rows[0].top + 20.0,
            bottom: rows[0].bottom - panel::AXIS,
            ..rows[0]
        };
        plane(canvas, frame, survey, (front, &dots));
    });
    drawn.map(Some)
}

struct Dot {
    setting: usize,
    place: Place,
    of: [Summary; 2],
}

fn dots(survey: &Survey, front: &Front) -> Vec<Dot> {
    let of = |setting: usize| {
        let [x, y] = front.metrics.map(|metric| survey.metrics[metric].sights[setting].summary);
        Some(Dot { setting, place: front.places[setting], of: [x?, y?] })
    };
    (0..survey.settings.len()).filter_map(of).collect()
}

fn plane(canvas: &mut Canvas, frame: Frame, survey: &Survey, (front, dots): (&Front, &[Dot])) {
    let factors = front.metrics.map(|metric| measure(survey.metrics[metric].unit).0.factor);
    let reach = |which: usize| wide_enough(dots.iter().map(|dot| dot.of[which]).collect(), factors[which]);
    let [along, up] = [reach(0), reach(1)];
    ground(canvas, frame, survey, (front, [along, up]));
    let at = |x: f64, y: f64| (along.at(factors[0] * x, frame.left, frame.right), up.at(factors[1] * y, frame.bottom, frame.top));
    for place in [Place::Dominated, Place::Unsure, Place::Front] {
        for dot in dots.iter().filter(|dot| dot.place == place) {
            let ink = if place == Place::Dominated { PALE } else { BLUE };
            cross(canvas, frame, (dot, ink), &at);
            let spot = at(dot.of[0].mean, dot.of[1].mean);
            canvas.dot(spot, 4.2, ink);
            if place == Place::Unsure {
                canvas.dot(spot, 2.4, WHITE);
            }
        }
    }
    let named = dots.iter().filter(|dot| dot.place != Place::Dominated);
    let named: Vec<(&Dot, (f64, f64))> = named.map(|dot| (dot, at(dot.of[0].mean, dot.of[1].mean))).collect();
    names(canvas, (frame, corner_of(frame, front.more)), survey, &named);
    arrow(canvas, frame, front.more);
}

/// The stretch of the means with room around; never shorter than the typical interval, or what the runs cannot tell would fill
/// the paper.
fn wide_enough(of: Vec<Summary>, factor: f64) -> Reach {
    let reach = Reach::of(of.iter().map(|summary| factor * summary.mean), 0.14);
    let mut lengths: Vec<f64> = of
        .iter()
        .map(|summary| {
            let (low, high) = spans::ends(summary);
            factor * (high - low)
        })
        .collect();
    lengths.sort_by(f64::total_cmp);
    let lacking = lengths.get(lengths.len() / 2).map_or(0.0, |typical| 1.4 * typical - (reach.high - reach.low)).max(0.0);
    Reach { low: reach.low - lacking / 2.0, high: reach.high + lacking / 2.0 }
}

fn ground(canvas: &mut Canvas, frame: Frame, survey: &Survey, (front, [along, up]): (&Front, [Reach; 2])) {
    let units = front.metrics.map(|metric| short_unit(survey.metrics[metric].unit));
    for (value, text) in up.ticks(6) {
        let y = up.at(value, frame.bottom, frame.top);
        canvas.line(&[(frame.left, y), (frame.right, y)], THIN, GRID);
        canvas.text(&format!("{text}{}", units[1]), (frame.left - 7.0, y - SMALL * 0.55), Side::Right, LABEL);
    }
    for (value, text) in along.ticks(8) {
        let x = along.at(value, frame.left, frame.right);
        canvas.line(&[(x, frame.top), (x, frame.bottom)], THIN, GRID);
        canvas.text(&format!("{text}{}", units[0]), (x, frame.bottom + 6.0), Side::Middle, LABEL);
    }
    let name = |which: usize| {
        let seen = &survey.metrics[front.metrics[which]];
        let suffix = measure(seen.unit).1.trim();
        let unit = if suffix.is_empty() || suffix == "%" { String::new() } else { format!(", {suffix}") };
        format!("{}{unit} ({} is better)", seen.shown(), if front.more[which] { "more" } else { "less" })
    };
    canvas.text(&name(1), (frame.left, frame.top - 20.0), Side::Left, AXIS);
    canvas.text(&name(0), ((frame.left + frame.right) / 2.0, frame.bottom + 23.0), Side::Middle, AXIS);
}

/// The intervals of both means; one that is wider than the frame tells nothing and is left out.
fn cross(canvas: &mut Canvas, frame: Frame, (dot, ink): (&Dot, Ink), at: &impl Fn(f64, f64) -> (f64, f64)) {
    let [x, y] = dot.of;
    let ((left, right), (low, high)) = (spans::ends(&x), spans::ends(&y));
    let faint = ink.faint(0.55);
    let (from, to) = (at(left, y.mean), at(right, y.mean));
    if from.0 > frame.left || to.0 < frame.right {
        canvas.line(&[from, to], THIN, faint);
    }
    let (from, to) = (at(x.mean, low), at(x.mean, high));
    if from.1 < frame.bottom || to.1 > frame.top {
        canvas.line(&[from, to], THIN, faint);
    }
}

/// Names beside the dots, where they hide no dot and no other name.
fn names(canvas: &mut Canvas, (frame, corner): (Frame, Frame), survey: &Survey, dots: &[(&Dot, (f64, f64))]) {
    let mut taken: Vec<Frame> = dots.iter().map(|(_, at)| around(*at, 6.0, 6.0)).chain([corner]).collect();
    let near = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() < 4.0 && (a.1 - b.1).abs() < 4.0;
    for (idx, (dot, (x, y))) in dots.iter().enumerate().take(NAMED) {
        // Dots that lie on each other share a name.
        if dots[..idx].iter().any(|(_, at)| near(*at, (*x, *y))) {
            continue;
        }
        let more = dots[idx + 1..].iter().filter(|(_, at)| near(*at, (*x, *y))).count();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let text = survey.settings[dot.setting].join(", ") + &more;
        let wide = width_of(&text, NAME);
        let places = [
            (x + 8.0, y - SMALL * 0.6, Side::Left),
            (x - 8.0, y - SMALL * 0.6, Side::Right),
            (x + 4.0, y - SMALL * 1.7, Side::Left),
            (x + 4.0, y + SMALL * 0.5, Side::Left),
            (x - 4.0, y - SMALL * 1.7, Side::Right),
            (x - 4.0, y + SMALL * 0.5, Side::Right),
            (x + 4.0, y - SMALL * 2.6, Side::Left),
            (x + 4.0, y + SMALL * 1.4, Side::Left),
            (x - 4.0, y - SMALL * 2.6, Side::Right),
            (x - 4.0, y + SMALL * 1.4, Side::Right),
        ];
        let room = |(left, top, side): &(f64, f64, Side)| {
            let left = if *side == Side::Right { left - wide } else { *left };
            Frame { left, top: *top, right: left + wide, bottom: top + SMALL * 1.2 }
        };
        let mine = |other: &Frame| near(((other.left + other.right) / 2.0, (other.top + other.bottom) / 2.0), (*x, *y));
        let free = |place: &&(f64, f64, Side)| {
            let room = room(place);
            let inside =
                room.left >= frame.left && room.right <= frame.right && room.top >= frame.top && room.bottom <= frame.bottom;
            inside && taken.iter().all(|other| mine(other) || !meet(room, *other))
        };
        if let Some(place) = places.iter().find(free) {
            let ground = room(place);
            taken.push(ground);
            canvas.fill_box((ground.left - 1.0, ground.top), (ground.right + 1.0, ground.bottom), WHITE.faint(0.8));
            canvas.text(&text, (place.0, place.1), place.2, NAME);
        }
    }
}

fn around(at: (f64, f64), wide: f64, tall: f64) -> Frame {
    Frame { left: at.0 - wide, top: at.1 - tall, right: at.0 + wide, bottom: at.1 + tall }
}

fn meet(a: Frame, b: Frame) -> bool {
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/// What the arrow and its word take.
fn corner_of(frame: Frame, more: [bool; 2]) -> Frame {
    let (wide, tall) = (62.0, 44.0);
    let left = if more[0] { frame.right - wide } else { frame.left };
    let top = if more[1] { frame.top } else { frame.bottom - tall };
    Frame { left, top, right: left + wide, bottom: top + tall }
}

/// An arrow in the corner that is best.
fn arrow(canvas: &mut Canvas, frame: Frame, more: [bool; 2]) {
    let corner = (
        if more[0] { frame.right - 10.0 } else { frame.left + 10.0 },
        if more[1] { frame.top + 10.0 } else { frame.bottom - 10.0 },
    );
    let (dx, dy) = (if more[0] { -1.0 } else { 1.0 }, if more[1] { 1.0 } else { -1.0 });
    canvas.line(&[(corner.0 + 18.0 * dx, corner.1 + 18.0 * dy), corner], THICK, GREY);
    canvas.line(&[(corner.0 + 8.0 * dx, corner.1), corner, (corner.0, corner.1 + 8.0 * dy)], THICK, GREY);
    let side = if more[0] { Side::Right } else { Side::Left };
    let y = corner.1 + 18.0 * dy + if more[1] { 2.0 } else { -SMALL * 1.3 };
    canvas.text("better", (corner.0 + 10.0 * dx, y), side, LABEL);
}
