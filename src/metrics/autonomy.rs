//! Accountability, autonomy and context: where the course goes, and where decisions are taken.

use super::{Better, Metric, Record, Unit};
use crate::units::share_of;

/// See the module.
pub const METRICS: &[Metric] = &[
    Metric {
        id: "purpose_distance",
        unit: Unit::Distance,
        better: Better::Down,
        definition: "Mean distance from the course to the purpose.",
        source: "guides: accountability mismatches",
        value: |r| r.society().purpose_distance(),
        at_date: Some(|r| r.society().purpose_distance()),
    },
    Metric {
        id: "local_share",
        unit: Unit::Share,
        better: Better::Up,
        definition: "Share of decisions in which nobody but the proposing cell or body had a say.",
        source: "guides: subsidiarity",
        value: |r| share_of(r.decisions().filter(|l| l.local).count() as f64, r.decisions().count() as f64),
        at_date: None,
    },
    Metric {
        id: "intervention_share",
        unit: Unit::Share,
        better: Better::Neither,
        definition: "Share of decisions in which another body blocked the proposal at some stage.",
        source: "guides: operational autonomy",
        value: |r| {
            let decided = || r.decisions_with_row();
            share_of(decided().filter(|(row, _)| r.society().intervened(*row)).count() as f64, decided().count() as f64)
        },
        at_date: None,
    },
    Metric {
        id: "motivation",
        unit: Unit::Score,
        better: Better::Up,
        definition: "Motivation of the cells, 0.1 to 1.5; mean over cells and run.",
        source: "guides: autonomy drives motivation",
        value: |r| Some(r.society().cells()?.0),
        at_date: Some(|r| Some(r.society().cells()?.0)),
    },
    Metric {
        id: "cell_drift",
        unit: Unit::Distance,
        better: Better::Down,
        definition: "Distance from what the cells work towards to the purpose; mean over cells and run.",
        source: "guides: context gaps",
        value: |r| Some(r.society().cells()?.1),
        at_date: None,
    },
    Metric {
        id: "participation",
        unit: Unit::Share,
        better: Better::Up,
        definition: "Share of the seats entitled that voted, consented, objected or, in an optimistic stage, read; mean over stages.",
        source: "guides: engagement",
        value: |r: &Record| r.society().participation(),
        at_date: None,
    },
];
