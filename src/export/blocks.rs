//! Rows of a run under way, laid on their side: block after block of so many rows, and in a block one column after the other.
//!
//! ```text
//!   "folkmoot" | n_values || words | place, value of each field | a column of ROWS | another | ... | check || ...
//! ```
//!
//! Every field is 8 bytes, little end first, as in the journal: the point, the replicate, the status, then values; a value that is
//! absent is a NaN. A column that is the same in every row of a block has no place, only its value. Places count words from the
//! block's beginning.
//!
//! # Why
//! The tables of the end are made column by column. Reading one column out of rows touches every row for eight bytes of it; out
//! of blocks it is a few pieces, so that memory stays flat and millions of rows are read once. Half of the columns of a usual block
//! are one number or none at all.

use super::tail::Tail;
use super::{
    Error,
    journal::{self, HEADER_LEN},
};
use crate::dice::Key;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;

/// Bytes of a block, at most about; fewer rows than [`FEWEST`] would make its columns too short to be worth a reading.
const BYTES: usize = 1 << 20;
const FEWEST: usize = 64;

/// The blocks of a run under way.
pub struct Blocks {
    file: Tail,
    /// Fields of a row: what it belongs to, and its values.
    fields: usize,
    /// Rows of a block.
    rows: usize,
    /// Where each block lies.
    known: Vec<Known>,
}

/// Where a block lies.
struct Known {
    /// Its first byte.
    start: u64,
    /// Its length, bytes.
    length: u64,
}

impl Blocks {
    /// Opens the file of rows of `n_values` values; no block of it is known to be whole yet.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn open(path: PathBuf, n_values: usize) -> Result<Blocks, Error> {
        let fields = journal::place_of(n_values) / 8;
        let rows = (BYTES / (8 * fields)).max(FEWEST);
        Ok(Blocks { file: Tail::open(path)?, fields, rows, known: Vec::new() })
    }

    /// Rows of a block.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Blocks so far.
    pub fn n(&self) -> usize {
        self.known.len()
    }

    /// Adds a block of whole rows, field after field of each.
    ///
    /// # Errors
    /// When the disk refuses; the file then ends with the block before.
    pub fn push(&mut self, rows: &[u64]) -> Result<(), Error> {
        assert_eq!(rows.len(), self.rows * self.fields, "a block is full");
        let words = laid_down(rows, self.fields);
        let start = self.end();
        let mut bytes = Vec::with_capacity(8 * words.len() + HEADER_LEN as usize);
        if self.known.is_empty() {
            self.file.keep_until(0);
            self.file.cut()?;
            bytes.extend(journal::header(self.fields - 3));
        }
        bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        self.file.add(&bytes)?;
        self.known.push(Known { start, length: 8 * words.len() as u64 });
        Ok(())
    }

    /// The rows of the next block that is in the file, field after field of each, which is kept with them; `None` if it is not
    /// there or torn.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read_next(&mut self) -> io::Result<Option<Vec<u64>>> {
        let mut file = File::open(&self.file.path)?;
        let mut head = [0; HEADER_LEN as usize];
        if !journal::read_whole(&mut file, &mut head)? || head != journal::header(self.fields - 3) {
            return Ok(None);
        }
        let start = self.end();
        file.seek(SeekFrom::Start(start))?;
        let mut first = [0; 8];
        let most = (2 + self.fields * (2 + self.rows)) as u64;
        let length = if journal::read_whole(&mut file, &mut first)? { u64::from_le_bytes(first) } else { 0 };
        if length < 2 + 2 * self.fields as u64 || length > most {
            return Ok(None);
        }
        let mut bytes = vec![0; 8 * (length as usize - 1)];
        if !journal::read_whole(&mut file, &mut bytes)? {
            return Ok(None);
        }
        let words: Vec<u64> =
            std::iter::once(length).chain(bytes.as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word))).collect();
        let (body, end) = words.split_at(words.len() - 1);
        if end != [check(body)] {
            return Ok(None);
        }
        let columns: Vec<(u64, u64)> = (0..self.fields).map(|field| (body[1 + 2 * field], body[2 + 2 * field])).collect();
        let mut rows = vec![0; self.rows * self.fields];
        for (field, (place, value)) in columns.iter().enumerate() {
            for row in 0..self.rows {
                rows[row * self.fields + field] = if *place == 0 { *value } else { body[*place as usize + row] };
            }
        }
        self.known.push(Known { start, length: 8 * length });
        Ok(Some(rows))
    }

    /// Forgets the last block: its rows did not hold.
    pub fn forget_last(&mut self) {
        self.known.pop();
    }

    /// Cuts off what is no known block.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn cut(&mut self) -> Result<(), Error> {
        self.file.keep_until(if self.known.is_empty() { 0 } else { self.end() });
        self.file.cut()
    }

    /// Appends the values of columns of some blocks, one vector for each; NaN where a row has none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn columns(&self, blocks: Range<usize>, columns: &Range<usize>, values: &mut [Vec<f64>]) -> io::Result<()> {
        if blocks.is_empty() {
            return Ok(());
        }
        let mut file = File::open(&self.file.path)?;
        // Columns that follow each other lie side by side: one reading for their places, and one for all of them.
        let (mut places, mut bytes) = (vec![0; 16 * columns.len()], Vec::new());
        for block in &self.known[blocks] {
            file.seek(SeekFrom::Start(block.start + 8 * (1 + 2 * (columns.start as u64 + 3))))?;
            file.read_exact(&mut places)?;
            let words: Vec<u64> = places.as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word)).collect();
            let (places, _) = words.as_chunks::<2>();
            let laid = places.iter().map(|[place, _]| *place).filter(|place| *place > 0);
            if let (Some(first), Some(last)) = (laid.clone().min(), laid.max()) {
                bytes.resize(8 * ((last - first) as usize + self.rows), 0);
                file.seek(SeekFrom::Start(block.start + 8 * first))?;
                file.read_exact(&mut bytes)?;
            }
            let mut laid = bytes.chunks_exact(8 * self.rows);
            for ([place, value], values) in places.iter().zip(values.iter_mut()) {
                let column = if *place > 0 { laid.next() } else { None };
                match column {
                    Some(column) => values.extend(column.as_chunks::<8>().0.iter().map(|word| f64::from_le_bytes(*word))),
                    None => values.resize(values.len() + self.rows, f64::from_bits(*value)),
                }
            }
        }
        Ok(())
    }

    /// Where the next block begins.
    fn end(&self) -> u64 {
        self.known.last().map_or(HEADER_LEN, |block| block.start + block.length)
    }
}

/// Rows as the words of a block.
fn laid_down(rows: &[u64], fields: usize) -> Vec<u64> {
    let (first, n) = (&rows[..fields], rows.len() / fields);
    let mut differs = vec![false; fields];
    for row in rows.chunks_exact(fields) {
        differs.iter_mut().zip(row.iter().zip(first)).for_each(|(differs, (word, first))| *differs |= word != first);
    }
    let mut columns = Vec::with_capacity(fields);
    let mut length = 1 + 2 * fields;
    for (differs, value) in differs.iter().zip(first) {
        columns.push(if *differs { (length as u64, 0) } else { (0, *value) });
        length += if *differs { n } else { 0 };
    }
    let mut words = vec![0; length];
    words[0] = length as u64 + 1;
    for (field, (place, value)) in columns.iter().enumerate() {
        (words[1 + 2 * field], words[2 + 2 * field]) = (*place, *value);
    }
    // Eight rows at a time: what they write of a column lies side by side.
    for (eight, group) in rows.chunks(8 * fields).enumerate() {
        for (at, row) in group.chunks_exact(fields).enumerate() {
            for (word, (place, _)) in row.iter().zip(&columns).filter(|(_, (place, _))| *place > 0) {
                words[*place as usize + 8 * eight + at] = *word;
            }
        }
    }
    words.push(check(&words));
    words
}

/// The checksum of a block: four at a time, because each has to wait for the one before.
fn check(words: &[u64]) -> u64 {
    let (fours, rest) = words.as_chunks::<4>();
    let mut lanes = [Key(1), Key(2), Key(3), Key(4)];
    for four in fours {
        lanes.iter_mut().zip(four).for_each(|(lane, word)| *lane = lane.nth(*word));
    }
    let lanes = lanes.iter().map(|lane| lane.0);
    lanes.chain(rest.iter().copied()).fold(Key::NONE, Key::nth).0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of which the first value is always the same.
    fn rows(blocks: &Blocks, from: u64) -> Vec<u64> {
        let word = |at: u64| if at % 5 == 3 { f64::NAN } else { (from + at) as f64 };
        (0..(blocks.rows * blocks.fields) as u64).map(word).map(f64::to_bits).collect()
    }

    #[test]
    fn columns_come_out_in_the_order_of_rows() {
        let place = tempfile::tempdir().expect("a folder can be made");
        let mut blocks = Blocks::open(place.path().join("blocks"), 2).expect("it can be made");
        let (first, second) = (rows(&blocks, 0), rows(&blocks, 7));
        blocks.push(&first).expect("there is room");
        blocks.push(&second).expect("there is room");
        let mut again = Blocks::open(place.path().join("blocks"), 2).expect("it is there");
        assert_eq!(again.read_next().expect("it can be read"), Some(first.clone()));
        assert_eq!(again.read_next().expect("it can be read"), Some(second.clone()));
        assert_eq!((again.read_next().expect("it can be read"), again.n()), (None, 2));
        for blocks in [&blocks, &again] {
            columns_are(blocks, &first, &second);
        }
    }

    fn columns_are(blocks: &Blocks, first: &[u64], second: &[u64]) {
        let mut values = [Vec::new(), Vec::new()];
        blocks.columns(0..2, &(0..2), &mut values).expect("it can be read");
        let expected = |column: usize| -> Vec<u64> {
            let rows = first.chunks(5).chain(second.chunks(5));
            rows.map(|row| row[3 + column]).collect()
        };
        for (column, values) in values.iter().enumerate() {
            assert_eq!(values.iter().map(|value| value.to_bits()).collect::<Vec<u64>>(), expected(column));
        }
    }

    #[test]
    fn a_torn_block_is_none_and_can_be_cut_off() {
        let place = tempfile::tempdir().expect("a folder can be made");
        let path = place.path().join("blocks");
        let mut blocks = Blocks::open(path.clone(), 2).expect("it can be made");
        let full = rows(&blocks, 3);
        blocks.push(&full).expect("there is room");
        blocks.push(&full).expect("there is room");
        let mut bytes = std::fs::read(&path).expect("it is there");
        let last = bytes.len() - 30;
        bytes[last] ^= 1;
        std::fs::write(&path, &bytes).expect("it can be written");
        let mut again = Blocks::open(path.clone(), 2).expect("it is there");
        assert_eq!(again.read_next().expect("it can be read"), Some(full.clone()));
        assert_eq!(again.read_next().expect("it can be read"), None);
        again.cut().expect("it can be cut");
        again.push(&full).expect("there is room");
        again.forget_last();
        assert_eq!(again.read_next().expect("it can be read"), Some(full));
        let mut other = Blocks::open(path, 3).expect("it is there");
        assert_eq!(other.read_next().expect("it can be read"), None, "rows of another shape");
    }
}
