//! From tables to what pictures are drawn from.

use super::Pair;
use crate::cli::Failure;
use crate::export::LEVEL;
use crate::export::survey::{Front, Lever, Over, Place, SAMPLED, Seen, Survey, Trend, shown_settings};
use crate::tables::{Levels, Question, Settings, Standing, Tables, answer, course, scale, standings};

/// Settings whose runs are kept for lines of their own.
const KEPT: usize = 8;

/// All that pictures of these metrics need; those of the front come behind the others.
///
/// # Errors
/// When the tables cannot be read.
pub fn of(
    tables: &Tables,
    settings: &Settings,
    (metrics, pair): (&[usize], Option<&Pair>),
    command: String,
) -> Result<Survey, Failure> {
    let mut all = metrics.to_vec();
    for metric in pair.iter().flat_map(|pair| pair.metrics) {
        if !all.contains(&metric) {
            all.push(metric);
        }
    }
    let values = tables.values(&all)?;
    let seen: Vec<Seen> = all.iter().zip(&values).map(|(metric, values)| seen(tables, settings, *metric, values)).collect();
    let front = pair.filter(|_| settings.len() <= SAMPLED).map(|pair| {
        let places = pair.metrics.map(|metric| all.iter().position(|known| *known == metric).unwrap_or(0));
        let found = standings(tables, settings, places.map(|place| values[place].as_slice()), pair.more, LEVEL);
        let place = |standing: &Option<Standing>| match standing {
            Some(Standing::Front) => Place::Front,
            Some(Standing::Unsure) => Place::Unsure,
            Some(Standing::Dominated) | None => Place::Dominated,
        };
        Front { metrics: places, more: pair.more, places: found.iter().map(place).collect() }
    });
    let worlds = if settings.n_worlds > 1 { format!(" in {} worlds", settings.n_worlds) } else { String::new() };
    let seed = tables.about.seed.map_or_else(String::new, |seed| format!(", seed {seed}"));
    let failed = if tables.failed > 0 { format!(", {} more failed", tables.failed) } else { String::new() };
    let beside = match settings.n_beside() {
        0 | 1 => String::new(),
        n => format!(" Each setting is averaged over {n} settings of the other levers."),
    };
    Ok(Survey {
        name: tables.about.name.clone(),
        question: tables.about.question.clone(),
        basis: format!("{} runs{worlds}{failed}{seed}.{beside}", tables.n_rows()),
        command,
        over: if settings.n_worlds > 1 { Over::Worlds } else { Over::Runs },
        drawn: metrics.len(),
        levers: settings.by.iter().enumerate().map(|(place, &axis)| lever(tables, settings, place, axis)).collect(),
        settings: shown_settings(&settings.cells.iter().map(Vec::as_slice).collect::<Vec<_>>()),
        metrics: seen,
        front,
    })
}

fn lever(tables: &Tables, settings: &Settings, place: usize, axis: usize) -> Lever {
    let cells: Vec<&str> = settings.cells.iter().map(|cells| cells[place].as_str()).collect();
    Lever::of(&tables.axes[axis].path, &tables.axes[axis].short, &cells)
}

fn seen(tables: &Tables, settings: &Settings, metric: usize, values: &[Option<f64>]) -> Seen {
    let measure = &tables.metrics[metric];
    let sampled = settings.len() > SAMPLED;
    let sights = answer(tables, settings, metric, values, Question { baseline: 0, zone: 0.0, level: LEVEL }).sights;
    let runs = if settings.len() > KEPT {
        Vec::new()
    } else {
        settings.units(tables, values).iter().map(|units| units.iter().flatten().copied().collect()).collect()
    };
    Seen {
        id: measure.id.clone(),
        unit: measure.unit,
        better: measure.better,
        definition: measure.definition.clone(),
        sights,
        runs,
        trends: if sampled { trends(tables, metric, values) } else { Vec::new() },
    }
}

/// The metric along every axis that varies.
fn trends(tables: &Tables, metric: usize, values: &[Option<f64>]) -> Vec<Trend> {
    let kind = crate::stats::of_means(tables.metrics[metric].kind(values.iter().flatten().copied()));
    let axes = tables.axes.iter().filter(|axis| axis.varies());
    let trend = |axis: &crate::tables::Axis| Trend {
        axis: axis.short.clone(),
        suffix: scale(axis).1,
        classes: match &axis.levels {
            Levels::Words(words, _) => Some(words.clone()),
            Levels::Numbers(..) => None,
        },
        bins: course(tables, axis, values, kind, LEVEL),
    };
    axes.map(trend).collect()
}
