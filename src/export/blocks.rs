//! Rows of a run under way, laid on their side: block after block of so many rows, and in a block one column after the other.
//!
//! ```text
//!   "folkmoot" | n_values || point x ROWS | replicate x ROWS | status x ROWS | value x ROWS | ... | check || ...
//! ```
//!
//! Every field is 8 bytes, little end first, as in the journal. A value that is absent is a NaN.
//!
//! # Why
//! The tables of the end are made column by column. Reading one column out of rows touches every row for eight bytes of it; out
//! of blocks it is a few pieces, so that memory stays flat and millions of rows are read once.

use super::journal;
use super::tail::Tail;
use super::{Error, journal::HEADER_LEN};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;

/// Bytes of a block, about; fewer rows than [`FEWEST`] would make its columns too short to be worth a reading.
const BYTES: usize = 2 << 20;
const FEWEST: usize = 64;

/// The blocks of a run under way.
pub struct Blocks {
    file: Tail,
    /// Fields of a row: what it belongs to, and its values.
    fields: usize,
    /// Rows of a block.
    rows: usize,
    n: u64,
}

impl Blocks {
    /// Opens the file of rows of `n_values` values; no block of it is known to be whole yet.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn open(path: PathBuf, n_values: usize) -> Result<Blocks, Error> {
        let fields = journal::place_of(n_values) / 8;
        let rows = (BYTES / (8 * fields)).max(FEWEST);
        Ok(Blocks { file: Tail::open(path)?, fields, rows, n: 0 })
    }

    /// Rows of a block.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Blocks so far.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Adds a block of whole rows, field after field of each.
    ///
    /// # Errors
    /// When the disk refuses; the file then ends with the block before.
    pub fn push(&mut self, rows: &[u64]) -> Result<(), Error> {
        assert_eq!(rows.len(), self.rows * self.fields, "a block is full");
        let head = if self.n == 0 { journal::header(self.fields - 3).to_vec() } else { Vec::new() };
        let mut bytes = vec![0; head.len() + self.len()];
        bytes[..head.len()].copy_from_slice(&head);
        let (body, check) = bytes[head.len()..].split_at_mut(self.len() - 8);
        // Eight rows at a time: what they write of a column lies side by side.
        let (words, _) = body.as_chunks_mut::<8>();
        for (eight, group) in rows.chunks(8 * self.fields).enumerate() {
            for (at, row) in group.chunks_exact(self.fields).enumerate() {
                for (field, word) in row.iter().enumerate() {
                    words[field * self.rows + 8 * eight + at] = word.to_le_bytes();
                }
            }
        }
        check.copy_from_slice(&journal::check(body).to_le_bytes());
        if self.n == 0 {
            self.file.keep_until(0);
            self.file.cut()?;
        }
        let written = self.file.write(&bytes);
        if written.is_ok() {
            self.file.keep();
            self.n += 1;
        } else {
            // The first error is the one to tell.
            let _ = self.file.cut();
        }
        written
    }

    /// Keeps the first `n` blocks and cuts off the rest.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep(&mut self, n: u64) -> Result<(), Error> {
        self.n = n;
        self.file.keep_until(if n == 0 { 0 } else { self.place(n) });
        self.file.cut()
    }

    /// The rows of a block that is in the file, field after field of each; `None` if it is not there or torn.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(&self, block: u64) -> io::Result<Option<Vec<u64>>> {
        let mut file = File::open(&self.file.path)?;
        let mut head = [0; HEADER_LEN as usize];
        let mut bytes = vec![0; self.len()];
        if !journal::read_whole(&mut file, &mut head)? || head != journal::header(self.fields - 3) {
            return Ok(None);
        }
        file.seek(SeekFrom::Start(self.place(block)))?;
        if !journal::read_whole(&mut file, &mut bytes)? {
            return Ok(None);
        }
        let (body, check) = bytes.split_at(bytes.len() - 8);
        if journal::word(check, 0) != Some(journal::check(body)) {
            return Ok(None);
        }
        let mut rows = vec![0; self.rows * self.fields];
        for (at, word) in body.as_chunks::<8>().0.iter().enumerate() {
            let (field, row) = (at / self.rows, at % self.rows);
            rows[row * self.fields + field] = u64::from_le_bytes(*word);
        }
        Ok(Some(rows))
    }

    /// Appends the values of columns of some blocks, one vector for each; NaN where a row has none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn columns(&self, blocks: Range<u64>, columns: &Range<usize>, values: &mut [Vec<f64>]) -> io::Result<()> {
        if blocks.is_empty() {
            return Ok(());
        }
        let mut file = File::open(&self.file.path)?;
        let mut bytes = vec![0; 8 * self.rows * columns.len()];
        for block in blocks {
            let first = journal::place_of(columns.start) * self.rows;
            file.seek(SeekFrom::Start(self.place(block) + first as u64))?;
            file.read_exact(&mut bytes)?;
            for (values, bytes) in values.iter_mut().zip(bytes.chunks_exact(8 * self.rows)) {
                values.extend(bytes.as_chunks::<8>().0.iter().map(|word| f64::from_le_bytes(*word)));
            }
        }
        Ok(())
    }

    /// Bytes of a block.
    fn len(&self) -> usize {
        8 * self.rows * self.fields + 8
    }

    /// Where a block begins.
    fn place(&self, block: u64) -> u64 {
        HEADER_LEN + block * self.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(blocks: &Blocks, from: u64) -> Vec<u64> {
        (0..(blocks.rows * blocks.fields) as u64).map(|word| (from + word) as f64).map(f64::to_bits).collect()
    }

    #[test]
    fn columns_come_out_in_the_order_of_rows() {
        let place = tempfile::tempdir().expect("a folder can be made");
        let mut blocks = Blocks::open(place.path().join("blocks"), 2).expect("it can be made");
        let (first, second) = (rows(&blocks, 0), rows(&blocks, 7));
        blocks.push(&first).expect("there is room");
        blocks.push(&second).expect("there is room");
        assert_eq!(blocks.read(1).expect("it can be read"), Some(second.clone()));
        assert_eq!(blocks.read(2).expect("it can be read"), None);
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
        assert_eq!(again.read(0).expect("it can be read"), Some(full.clone()));
        assert_eq!(again.read(1).expect("it can be read"), None);
        again.keep(1).expect("it can be cut");
        again.push(&full).expect("there is room");
        assert_eq!(again.read(1).expect("it can be read"), Some(full));
        let other = Blocks::open(path, 3).expect("it is there");
        assert_eq!(other.read(0).expect("it can be read"), None, "rows of another shape");
    }
}
