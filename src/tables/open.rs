//! Opening a result folder: what makes it one, which columns are axes and which are metrics, which rows count.

use super::axis::short;
use super::read::{self, Cells};
use super::{About, Axis, Measure, Point, Role, Tables};
use crate::export::{COLUMNS, Error, Manifest, POINTS, RUNS, SHARDS, State, direction_of, refusal, unit_of};
use std::collections::BTreeMap;
use std::path::Path;

/// Columns of `runs.csv` that are neither axes nor metrics.
const KEYS: [&str; 4] = ["run_id", "point", "replicate", "status"];

/// Rows that are looked at to tell metrics from texts.
const LOOKED_AT: usize = 200;

impl Tables {
    /// Opens the tables of a folder. `worlds` names axes that nobody controls, where no dictionary says so.
    ///
    /// # Errors
    /// When it is no result folder, is not finished, or its tables do not fit together.
    pub fn open(folder: &Path, worlds: &[String]) -> Result<Tables, Error> {
        let manifest = Manifest::read(folder);
        refuse_unready(folder, manifest.as_ref())?;
        let path = folder.join(RUNS);
        let runs = Cells::open(&path)?;
        let dictionary = Dictionary::of(folder)?;
        let table = folder.join(POINTS);
        let listed = if table.is_file() { Some(points(&table)?) } else { None };
        let (paths, mut points) = match listed {
            Some((paths, points)) => (paths, Some(points)),
            None => (runs.header.iter().filter(|name| dictionary.role(name).is_some()).cloned().collect(), None),
        };
        let found = rows(&path, &runs, &paths, points.as_deref(), &dictionary)?;
        let points = points.take().unwrap_or(found.points);
        if found.rows.is_empty() {
            let text = if found.failed > 0 { "only runs that failed" } else { "no row" };
            return Err(refusal(&path, text.to_owned(), "at least one run".to_owned(), "run it again".to_owned()));
        }
        let axes = axes(&paths, &points, &dictionary, worlds)?;
        let is_metric = |name: &&String| !KEYS.contains(&name.as_str()) && !paths.contains(name) && found.numeric.contains(*name);
        let names: Vec<&String> = runs.header.iter().filter(is_metric).collect();
        let places = names.iter().filter_map(|name| runs.place(name)).collect();
        let metrics = names.iter().map(|name| dictionary.measure(name)).collect();
        let about = About::of(folder, manifest.as_ref());
        let of_point = by_point(&path, points.len(), &found.rows)?;
        let (status, failed, rows) = (runs.place("status"), found.failed, found.rows);
        Ok(Tables { about, axes, points, metrics, failed, path, rows, of_point, places, status })
    }
}

/// Refuses what is no result folder, or not yet a whole one.
fn refuse_unready(folder: &Path, manifest: Option<&Manifest>) -> Result<(), Error> {
    let expected = || "a result folder with a table `runs.csv`".to_owned();
    let hint = || "`folkmoot run` and `folkmoot sweep` leave one below `output/`".to_owned();
    if !folder.is_dir() {
        let found = if folder.exists() { "a file" } else { "nothing" };
        return Err(refusal(folder, found.to_owned(), expected(), hint()));
    }
    if let Some(manifest) = manifest {
        if let Some(shard) = manifest.sweep.as_ref().and_then(|sweep| sweep.shard.as_ref()) {
            let hint = "`folkmoot merge` puts the parts together".to_owned();
            return Err(refusal(folder, format!("part {shard} of a sweep"), "the whole".to_owned(), hint));
        }
        if manifest.status != State::Complete {
            let found = format!("{} of {} runs ({})", manifest.runs.total(), manifest.asked(), manifest.status.word());
            let hint = format!("`{} --resume` goes on", manifest.command);
            return Err(refusal(folder, found, "finished results".to_owned(), hint));
        }
    }
    if !folder.join(RUNS).is_file() {
        if folder.join(SHARDS).is_dir() {
            let hint = "`folkmoot merge` puts them together".to_owned();
            return Err(refusal(folder, "parts of a sweep".to_owned(), "the whole".to_owned(), hint));
        }
        return Err(refusal(folder, "a folder without it".to_owned(), expected(), hint()));
    }
    Ok(())
}

/// What `columns.csv` says of the columns of `runs.csv`; empty if it is not there.
struct Dictionary(BTreeMap<String, Entry>);

struct Entry {
    unit: String,
    direction: String,
    definition: String,
    role: String,
}

impl Dictionary {
    fn of(folder: &Path) -> Result<Dictionary, Error> {
        let path = folder.join(COLUMNS);
        let mut entries = BTreeMap::new();
        if !path.is_file() {
            return Ok(Dictionary(entries));
        }
        let table = Cells::open(&path)?;
        let places = ["file", "column", "unit", "direction", "definition", "role"].map(|name| table.place(name));
        table.each(|row| {
            let cell = |at: usize| places[at].and_then(|place| row.get(place)).unwrap_or_default().to_owned();
            if cell(0) == RUNS {
                let entry = Entry { unit: cell(2), direction: cell(3), definition: cell(4), role: cell(5) };
                entries.insert(cell(1), entry);
            }
            Ok(())
        })?;
        Ok(Dictionary(entries))
    }

    /// What the axis of this name is; `None` if it is said to be none.
    fn role(&self, name: &str) -> Option<Role> {
        match self.0.get(name)?.role.as_str() {
            "lever" => Some(Role::Lever),
            "world" => Some(Role::World),
            _ => None,
        }
    }

    /// Whether a column is said to be a metric: all of its cells are numbers then.
    fn is_metric(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|entry| entry.role == "metric")
    }

    fn measure(&self, id: &str) -> Measure {
        match self.0.get(id) {
            Some(entry) => Measure {
                id: id.to_owned(),
                unit: unit_of(&entry.unit),
                better: direction_of(&entry.direction),
                definition: entry.definition.clone(),
            },
            None => Measure::of(id),
        }
    }
}

/// The paths and rows of `points.csv`.
fn points(path: &Path) -> Result<(Vec<String>, Vec<Point>), Error> {
    let table = Cells::open(path)?;
    let Some(key) = table.place("point") else { return Err(read::no_column(path, "point", &table.header)) };
    let mut points: Vec<Point> = Vec::new();
    table.each(|row| {
        let cells = row.iter().enumerate().filter(|(place, _)| *place != key).map(|(_, cell)| cell.to_owned()).collect();
        points.push(Point { id: row[key].to_owned(), cells });
        Ok(())
    })?;
    let mut ids: Vec<&str> = points.iter().map(|point| point.id.as_str()).collect();
    ids.sort_unstable();
    if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
        let hint = "each point has one row".to_owned();
        return Err(refusal(path, format!("`{}` twice", twice[0]), "points that differ".to_owned(), hint));
    }
    let paths = table.header.iter().enumerate().filter(|(place, _)| *place != key).map(|(_, name)| name.clone()).collect();
    Ok((paths, points))
}

/// What a first look at the rows finds.
struct Found {
    rows: Vec<(u32, u64)>,
    points: Vec<Point>,
    failed: u64,
    /// Columns without texts.
    numeric: Vec<String>,
}

/// Reads point, replicate and status of each row. Without a table of points, points are those of the rows.
fn rows(path: &Path, runs: &Cells, paths: &[String], points: Option<&[Point]>, dictionary: &Dictionary) -> Result<Found, Error> {
    let [point, replicate, status] = ["point", "replicate", "status"].map(|name| runs.place(name));
    if points.is_some() && point.is_none() {
        return Err(read::no_column(path, "point", &runs.header));
    }
    let axes: Vec<Option<usize>> = paths.iter().map(|path| runs.place(path)).collect();
    let mut known: BTreeMap<String, u32> =
        points.into_iter().flatten().zip(0..).map(|(point, at)| (point.id.clone(), at)).collect();
    let mut found = Found { rows: Vec::new(), points: Vec::new(), failed: 0, numeric: Vec::new() };
    let mut texts = vec![false; runs.header.len()];
    let mut seen: Vec<u64> = vec![0; known.len()];
    let mut line = 0;
    runs.each(|row| {
        line += 1;
        if line <= LOOKED_AT {
            for ((text, cell), name) in texts.iter_mut().zip(row).zip(&runs.header) {
                let is_text = read::number(cell).is_err();
                if is_text && dictionary.is_metric(name) {
                    return Err(read::no_number(path, name, line + 1, cell));
                }
                *text |= is_text;
            }
        }
        if status.is_some_and(|place| &row[place] != "ok") {
            found.failed += 1;
            return Ok(());
        }
        let id = point.map_or("", |place| &row[place]);
        let at = match known.get(id) {
            Some(at) => *at,
            None if points.is_some() => {
                let hint = "both tables must be of the same sweep".to_owned();
                let text = format!("the point `{id}` in line {}", line + 1);
                return Err(refusal(path, text, "points of `points.csv`".to_owned(), hint));
            }
            None => {
                let at = u32::try_from(known.len()).expect("points fit into memory");
                known.insert(id.to_owned(), at);
                let cells = axes.iter().map(|place| place.map_or_else(String::new, |place| row[place].to_owned()));
                found.points.push(Point { id: id.to_owned(), cells: cells.collect() });
                seen.push(0);
                at
            }
        };
        let number = match replicate {
            Some(place) => row[place].parse::<u64>().map_err(|_| read::no_number(path, "replicate", line + 1, &row[place]))?,
            None => seen[at as usize],
        };
        seen[at as usize] += 1;
        found.rows.push((at, number));
        Ok(())
    })?;
    found.numeric = runs.header.iter().zip(texts).filter(|(_, text)| !text).map(|(name, _)| name.clone()).collect();
    Ok(found)
}

fn axes(paths: &[String], points: &[Point], dictionary: &Dictionary, worlds: &[String]) -> Result<Vec<Axis>, Error> {
    let words: Vec<&str> = paths.iter().map(String::as_str).collect();
    let shorts: Vec<String> = words.iter().map(|path| short(path, &words)).collect();
    let named = |place: usize| worlds.iter().any(|word| *word == paths[place] || *word == shorts[place]);
    if let Some(word) = worlds.iter().find(|word| (0..paths.len()).all(|place| **word != paths[place] && **word != shorts[place]))
    {
        return Err(super::settings::no_axis("--worlds", word, &words));
    }
    let axis = |place: usize| {
        let cells: Vec<&str> = points.iter().map(|point| point.cells[place].as_str()).collect();
        let role = if named(place) { Role::World } else { dictionary.role(&paths[place]).unwrap_or(Role::Lever) };
        Axis::of(&paths[place], shorts[place].clone(), role, &cells)
    };
    Ok((0..paths.len()).map(axis).collect())
}

/// Replicates and rows of each point, by replicate.
fn by_point(path: &Path, n_points: usize, rows: &[(u32, u64)]) -> Result<Vec<Vec<(u64, usize)>>, Error> {
    let mut of_point = vec![Vec::new(); n_points];
    for (row, (point, replicate)) in rows.iter().enumerate() {
        of_point[*point as usize].push((*replicate, row));
    }
    for rows in &mut of_point {
        rows.sort_unstable();
        if let Some(twice) = rows.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let found = format!("replicate {} of a point twice", twice[0].0);
            let hint = "take one of the two out; `folkmoot merge` puts parts together without doubles".to_owned();
            return Err(refusal(path, found, "each replicate of a point once".to_owned(), hint));
        }
    }
    Ok(of_point)
}
