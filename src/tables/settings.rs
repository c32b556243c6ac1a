//! Points sorted into settings of some axes, and into blocks: the same setting of all other axes.
//!
//! ```text
//!              block 1   block 2   ...        a block is a world, and whatever else is not asked for
//!   setting 1  point     point
//!   setting 2  point     point
//! ```
//!
//! Settings are compared within a block, replicate by replicate. What then counts as one is a world, where there are several: they
//! stand for all that may come. In the only world it is a replicate; levers that are not asked for are chosen, not drawn, and so are
//! averaged over within it.

use super::{Role, Tables};
use crate::export::{Error, Refusal};
use crate::scenario::{nearest_or_all, shown};
use std::collections::BTreeMap;

/// Settings of some axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Numbers of the axes.
    pub by: Vec<usize>,
    /// Their values, setting by setting, in the order of the points.
    pub cells: Vec<Vec<String>>,
    /// A point of each setting.
    pub first: Vec<usize>,
    /// Number of worlds.
    pub n_worlds: usize,
    /// The world of each block.
    world: Vec<usize>,
    /// By setting, by block: its point, if there is one.
    points: Vec<Vec<Option<usize>>>,
    /// Replicates of any point, in order.
    replicates: Vec<u64>,
}

impl Settings {
    /// Sorts the points of tables by axes.
    ///
    /// # Errors
    /// When two points have the same values of all axes: they cannot be told apart.
    pub fn of(tables: &Tables, by: &[usize]) -> Result<Settings, Error> {
        let is_world = |axis: &usize| !by.contains(axis) && tables.axes[*axis].role == Role::World;
        let (mut settings, mut blocks, mut worlds) = (Numbers::default(), Numbers::default(), Numbers::default());
        let mut found = Settings {
            by: by.to_vec(),
            cells: Vec::new(),
            first: Vec::new(),
            n_worlds: 0,
            world: Vec::new(),
            points: Vec::new(),
            replicates: replicates(tables),
        };
        for (number, point) in tables.points.iter().enumerate() {
            let cells = |wanted: &dyn Fn(&usize) -> bool| -> Vec<&str> {
                (0..point.cells.len()).filter(|axis| wanted(axis)).map(|axis| point.cells[axis].as_str()).collect()
            };
            let inside: Vec<&str> = by.iter().map(|&axis| point.cells[axis].as_str()).collect();
            let world = worlds.of(cells(&is_world));
            let block = blocks.of(cells(&|axis| !by.contains(axis)));
            if block == found.world.len() {
                found.world.push(world);
            }
            let setting = settings.of(inside.clone());
            if setting == found.cells.len() {
                found.cells.push(inside.into_iter().map(str::to_owned).collect());
                found.first.push(number);
                found.points.push(Vec::new());
            }
            let places = &mut found.points[setting];
            places.resize(places.len().max(block + 1), None);
            if let Some(before) = places[block].replace(number) {
                return Err(doubled(&tables.points[before].id, &point.id));
            }
        }
        found.n_worlds = worlds.0.len();
        found.points.iter_mut().for_each(|places| places.resize(blocks.0.len(), None));
        Ok(found)
    }

    /// Settings.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// A setting in words: `window = 3 days, seats = 2`.
    pub fn words(&self, tables: &Tables, setting: usize) -> String {
        let parts = self.by.iter().zip(&self.cells[setting]);
        parts.map(|(&axis, cell)| format!("{} = {cell}", tables.axes[axis].short)).collect::<Vec<String>>().join(", ")
    }

    /// The same as people read it, numbers shortened.
    pub fn shown(&self, tables: &Tables, setting: usize) -> String {
        let parts = self.by.iter().zip(&self.cells[setting]);
        parts.map(|(&axis, cell)| format!("{} = {}", tables.axes[axis].short, shown(cell))).collect::<Vec<String>>().join(", ")
    }

    /// Settings of the other levers that each of these is averaged over.
    pub fn n_beside(&self) -> usize {
        self.world.len() / self.n_worlds.max(1)
    }

    /// Whether what counts as one is a mean of several runs.
    pub fn are_means(&self) -> bool {
        self.world.len() > 1
    }

    /// What is compared between settings, one row each: a value per replicate of the only world, or per world.
    ///
    /// * `values`: one per row of the tables.
    pub fn units(&self, tables: &Tables, values: &[Option<f64>]) -> Vec<Vec<Option<f64>>> {
        let of_setting = |points: &Vec<Option<usize>>| {
            let mut means = Means::new(self.n_units());
            for (block, point) in points.iter().enumerate() {
                for (replicate, row) in point.iter().flat_map(|point| &tables.of_point[*point]) {
                    if let Some(value) = values[*row] {
                        means.add(self.unit(block, *replicate), value);
                    }
                }
            }
            means.all()
        };
        self.points.iter().map(of_setting).collect()
    }

    /// Two settings side by side: replicate by replicate of the only world, or world by world, over the runs that both have.
    pub fn pairs(&self, tables: &Tables, values: &[Option<f64>], [a, b]: [usize; 2]) -> (Vec<f64>, Vec<f64>) {
        let (mut one, mut other) = (Means::new(self.n_units()), Means::new(self.n_units()));
        for (block, points) in self.points[a].iter().zip(&self.points[b]).enumerate() {
            let (Some(a), Some(b)) = points else { continue };
            let rows = &tables.of_point[*b];
            for (replicate, row) in &tables.of_point[*a] {
                let Ok(at) = rows.binary_search_by_key(replicate, |(replicate, _)| *replicate) else { continue };
                if let (Some(a), Some(b)) = (values[*row], values[rows[at].1]) {
                    let unit = self.unit(block, *replicate);
                    one.add(unit, a);
                    other.add(unit, b);
                }
            }
        }
        one.all().into_iter().zip(other.all()).filter_map(|(a, b)| Some((a?, b?))).unzip()
    }

    fn n_units(&self) -> usize {
        if self.n_worlds > 1 { self.n_worlds } else { self.replicates.len() }
    }

    fn unit(&self, block: usize, replicate: u64) -> usize {
        if self.n_worlds > 1 {
            return self.world[block];
        }
        self.replicates.binary_search(&replicate).expect("replicates are those of the rows")
    }

    /// All values of a setting, block by block, each in the order of replicates.
    pub fn values(&self, tables: &Tables, values: &[Option<f64>], setting: usize) -> Vec<f64> {
        let points = self.points[setting].iter().flatten();
        points.flat_map(|&point| &tables.of_point[point]).filter_map(|(_, row)| values[*row]).collect()
    }
}

/// Numbers given to what is met, in the order in which it is met.
#[derive(Default)]
struct Numbers<'t>(BTreeMap<Vec<&'t str>, usize>);

impl<'t> Numbers<'t> {
    fn of(&mut self, met: Vec<&'t str>) -> usize {
        let next = self.0.len();
        *self.0.entry(met).or_insert(next)
    }
}

/// Means of several things, each under way.
struct Means(Vec<(f64, f64)>);

impl Means {
    fn new(n: usize) -> Means {
        Means(vec![(0.0, 0.0); n])
    }

    fn add(&mut self, unit: usize, value: f64) {
        self.0[unit].0 += value;
        self.0[unit].1 += 1.0;
    }

    fn all(&self) -> Vec<Option<f64>> {
        self.0.iter().map(|(sum, n)| (*n > 0.0).then(|| sum / n)).collect()
    }
}

fn replicates(tables: &Tables) -> Vec<u64> {
    let mut replicates: Vec<u64> = tables.rows.iter().map(|(_, replicate)| *replicate).collect();
    replicates.sort_unstable();
    replicates.dedup();
    replicates
}

fn doubled(one: &str, other: &str) -> Error {
    Error::Refused(Refusal {
        place: "points.csv".to_owned(),
        found: format!("the same values at `{one}` and `{other}`"),
        expected: "points that differ in an axis".to_owned(),
        hint: "give what tells them apart a column of its own in `points.csv`".to_owned(),
    })
}

/// The problem of an axis that is not there.
pub fn no_axis(place: &str, word: &str, paths: &[&str]) -> Error {
    let ends: Vec<&str> = paths.iter().flat_map(|path| [*path, path.rsplit('.').next().unwrap_or(path)]).collect();
    let near = nearest_or_all(word, &ends).filter(|hint| hint.starts_with("did"));
    let many = paths.iter().filter(|path| path.ends_with(&format!(".{word}"))).count() > 1;
    let (found, hint) = match (many, near) {
        (true, _) => (format!("`{word}`, which is the end of several"), "write more of the path".to_owned()),
        (false, Some(hint)) => (format!("`{word}`"), hint),
        (false, None) if paths.is_empty() => (format!("`{word}`"), "these results have no axis: nothing was varied".to_owned()),
        (false, None) => (format!("`{word}`"), format!("there are `{}`", paths.join("`, `"))),
    };
    Error::Refused(Refusal { place: place.to_owned(), found, expected: "an axis of the tables".to_owned(), hint })
}
