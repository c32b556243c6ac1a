//! What `--out` leaves: a picture of one body, or a folder with a table and a picture of every stage.

use super::sheet::Sheet;
use super::stages::AtRest;
use super::words;
use crate::cli::Failure;
use crate::export::{Dot, Portrait, write_new};
use crate::power::Method;
use std::path::{Path, PathBuf};

/// Draws one body and says where.
///
/// # Errors
/// A name that is neither of the two kinds of picture, a file that is there already, and what the machine refuses.
pub fn one_picture(sheet: &Sheet, path: &Path, force: bool, command: &str) -> Result<PathBuf, Failure> {
    let kind = path.extension().and_then(|kind| kind.to_str());
    if !matches!(kind, Some("svg" | "png")) {
        let found = format!("`{}`", path.display());
        return Err(Failure::wrong("--out", &found, "a file that ends in .svg or .png", "`--out power.svg`"));
    }
    let drawing = portrait(sheet, "Weight and power", command).draw()?;
    let bytes = if kind == Some("png") { drawing.png()? } else { drawing.svg() };
    write_new(path, &bytes, force)?;
    Ok(path.to_owned())
}

/// Writes `power.csv` and a picture of every stage in which anybody has power.
///
/// # Errors
/// Files that are there already, and what the machine refuses.
pub fn folder(stages: &[AtRest], folder: &Path, force: bool, command: &str) -> Result<(), Failure> {
    let mut files = vec![("power.csv".to_owned(), table(stages))];
    if cfg!(feature = "plots") {
        for stage in stages {
            let Ok(sheet) = &stage.found else { continue };
            let body = stage.body.as_deref().unwrap_or_default();
            let title = format!("Weight and power: {} / {}, {} by {body}", stage.kind, stage.stage, stage.mechanism);
            let drawing = portrait(sheet, &title, command).draw()?;
            let stem = format!("plots/weight_and_power_{}", [&stage.kind, &stage.stage, body].map(plain).join("_"));
            files.push((format!("{stem}.png"), drawing.png()?));
            files.push((format!("{stem}.svg"), drawing.svg()));
        }
    }
    let taken = files.iter().map(|(name, _)| folder.join(name)).find(|path| path.exists());
    if let Some(path) = taken.filter(|_| !force) {
        let hint = "`--force` replaces it, `--out DIR` writes elsewhere";
        return Err(Failure::wrong(&path.display().to_string(), "a file that is already there", "a new file", hint));
    }
    files.iter().try_for_each(|(name, bytes)| write_new(&folder.join(name), bytes, true)).map_err(Failure::from)
}

fn portrait<'s>(sheet: &'s Sheet, title: &'s str, command: &'s str) -> Portrait<'s> {
    let dot = |seat: usize| {
        let banzhaf = sheet.power.banzhaf.normalised.as_ref()?[seat];
        let weight = sheet.share(seat)?;
        Some(Dot { name: &sheet.names[seat], weight, banzhaf, shapley: sheet.power.shapley.index[seat] })
    };
    Portrait {
        title,
        rule: sheet.rule(),
        method: words::method(sheet),
        command,
        dots: (0..sheet.names.len()).filter_map(dot).collect(),
    }
}

const COLUMNS: [&str; 24] = [
    "kind",
    "stage",
    "mechanism",
    "body",
    "group",
    "seat",
    "weight",
    "weight_share",
    "banzhaf_absolute",
    "banzhaf_absolute_low",
    "banzhaf_absolute_high",
    "banzhaf",
    "banzhaf_low",
    "banzhaf_high",
    "shapley_shubik",
    "shapley_shubik_low",
    "shapley_shubik_high",
    "coleman_prevent",
    "coleman_initiate",
    "deegan_packel",
    "holler",
    "johnston",
    "banzhaf_method",
    "shapley_method",
];

/// One row per stage, body and seat; an empty cell is a number that is not known.
fn table(stages: &[AtRest]) -> Vec<u8> {
    const MEMORY: &str = "writing into memory does not fail";
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS).expect(MEMORY);
    for stage in stages {
        let Ok(sheet) = &stage.found else { continue };
        let head = [&stage.kind, &stage.stage, stage.mechanism, stage.body.as_deref().unwrap_or_default()];
        for seat in 0..sheet.names.len() {
            table.write_record(head.map(str::to_owned).into_iter().chain(row(sheet, seat))).expect(MEMORY);
        }
    }
    table.into_inner().expect(MEMORY)
}

fn row(sheet: &Sheet, seat: usize) -> Vec<String> {
    let power = &sheet.power;
    let group = sheet.groups.iter().find(|group| group.seats.contains(&seat));
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let of = |shares: &Option<Vec<crate::power::Estimate>>| shares.as_ref().map(|shares| shares[seat]);
    let (absolute, normalised, shapley) =
        (power.banzhaf.absolute[seat], of(&power.banzhaf.normalised), power.shapley.index[seat]);
    let minimal = power.minimal.as_ref();
    let method = |method| match method {
        Method::Exact => "exact".to_owned(),
        Method::Sampled { draws } => format!("sampled {draws}"),
    };
    let mut cells = vec![
        group.map_or_else(String::new, |group| group.name.clone()),
        sheet.names[seat].clone(),
        sheet.votes(sheet.weights[seat].into()),
        number(sheet.share(seat)),
    ];
    for share in [Some(absolute), normalised, Some(shapley)] {
        cells.extend([share.map(|of| of.value), share.map(|of| of.low), share.map(|of| of.high)].map(number));
    }
    cells.extend([of(&power.banzhaf.prevent), of(&power.banzhaf.initiate)].map(|of| number(of.map(|of| of.value))));
    let few = minimal.map(|few| [&few.deegan_packel, &few.holler, &few.johnston].map(|index| index[seat].value()));
    cells.extend((0..3).map(|which| number(few.map(|few| few[which]))));
    cells.extend([method(power.banzhaf.method), method(power.shapley.method)]);
    cells
}

/// A name as part of a file's: anything but letters, digits, `_` and `-` becomes `_`.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect()
}
