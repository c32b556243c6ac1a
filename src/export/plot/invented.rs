//! A story with invented values, for tests of the pictures.

use super::story::Date;
use super::{Kept, Story};
use crate::dice::{Dice, Key, Purpose};
use crate::export::Counts;
use crate::scenario::{PRESETS, Scenario};
use crate::stats::{Kind, Summary};

/// Weeks in which something is reported.
const WEEKS: u32 = 104;

/// A scenario with `n` groups, the last of which has the longest of names.
pub fn with_groups(n: usize) -> Scenario {
    let mut scenario = Scenario::parse("invented", PRESETS[0].text).unwrap_or_else(|problems| panic!("{problems}"));
    let first = scenario.groups[0].clone();
    let names = (1..n).map(|idx| format!("group_{idx}")).chain(["a_group_with_a_name_that_nobody_can_read_out".to_owned()]);
    scenario.groups = names.map(|name| crate::scenario::Group { name, ..first.clone() }).collect();
    scenario
}

/// A story of `n` runs; without money or with gaps where asked.
pub fn story<'a>(scenario: &'a Scenario, kept: &'a Kept, n: usize, money: bool) -> Story<'a> {
    let runs = Counts { ok: n as u64, ..Counts::default() };
    let mut story = Story::new(scenario, "folkmoot run invented.toml --seed 7 --replicates 200", runs, kept);
    let uniform = |what: u64, run: usize| Dice::new(1, run as u64).uniform(Purpose::Gap, Key(what), Key::NONE, 0);
    let groups: Vec<String> = scenario.groups.iter().map(|group| group.name.clone()).collect();
    for (idx, group) in groups.iter().enumerate() {
        let (level, part) = (uniform(1, idx), 1.0 / groups.len() as f64);
        let share =
            |idx: u32| if level < 0.25 { 0.0 } else { 2.0 * part * level * (1.0 + 0.2 * f64::from(idx) / f64::from(WEEKS)) };
        for family in ["weight_share", "stage_banzhaf", "dependency"] {
            story.add_series(
                &format!("{family}_{group}"),
                dates(n, |week| (family != "dependency" || idx < 3).then(|| share(week))),
            );
        }
        let mood = |week: u32| (idx % 4 != 3 || week < 40).then(|| level - 0.4 * f64::from(week) / f64::from(WEEKS));
        story.add_series(&format!("satisfaction_{group}"), dates(n, mood));
        for (family, kind) in [("decisive_share", Kind::Share), ("exits", Kind::Mean)] {
            let values: Vec<f64> = (0..n).map(|run| level * uniform(2 + idx as u64, run)).collect();
            Summary::of(&values, kind, 0.95)
                .into_iter()
                .for_each(|summary| story.add_summary(&format!("{family}_{group}"), summary));
        }
    }
    for kind in &scenario.kinds {
        let values: Vec<f64> = (0..n).map(|run| 3.0 + 20.0 * uniform(99, run) * uniform(98, run)).collect();
        let summary = Summary::of(&values, Kind::Mean, 0.95).filter(|_| kind.name != "strategy");
        summary.into_iter().for_each(|summary| story.add_summary(&format!("delay_median_days_{}", kind.name), summary));
    }
    over_time(&mut story, n, if money { 1e6 } else { 0.0 });
    story
}

fn over_time(story: &mut Story, n: usize, money: f64) {
    let gone = |week: u32| 0.9 * f64::from(week) / f64::from(WEEKS);
    story.add_series("decisions_per_month", dates(n, |week| Some(5.0 + 5.0 / f64::from(week))));
    story.add_series("delivered_value_per_month", dates(n, |week| Some(2.0 - 8.0 / f64::from(week))));
    story.add_series("exits", dates(n, |week| Some(2.0 * gone(week))));
    for (id, part) in [("spent", 0.7), ("committed", 0.05), ("diverted", 0.15), ("withdrawn", 0.1)] {
        story.add_series(&format!("money_{id}"), dates(n, |week| Some(money * part * gone(week))));
    }
    story.add_series("money_uncommitted", dates(n, |week| Some(money * (1.0 - gone(week)))));
    story.add_series("money_paid_in", dates(n, |_| Some(money)));
    story.add_series("money_pledged", dates(n, |_| Some(1.2 * money)));
    story.add_series("runway_days", dates(n, |week| (money > 0.0 && week > 3).then(|| 9000.0 / f64::from(week))));
}

/// Dates with a mean and quantiles around it, as far apart as one run or many make them.
fn dates(n: usize, mean: impl Fn(u32) -> Option<f64>) -> Vec<Date> {
    let wide = if n > 1 { 1.0 } else { 0.0 };
    let date = |week: u32| {
        let mean = mean(week).filter(|_| n > 0);
        let quantiles = mean.map(|mean| [-0.3, -0.1, 0.0, 0.12, 0.4].map(|part| mean + wide * part * mean.abs()));
        Date { day: 7.0 * f64::from(week), mean, quantiles }
    };
    (1..=WEEKS).map(date).collect()
}
