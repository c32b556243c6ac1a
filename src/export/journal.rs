//! The binary sidecar of a run under way: records of fixed length, one per run, each with its own checksum.
//!
//! ```text
//!   "folkmoot" | n_values || point | replicate | status | value ... value | check || ...
//! ```
//!
//! Every field is 8 bytes, little end first. A value that is absent is a NaN; no kept value ever is one.

use crate::dice::Key;
use crate::experiment::{Run, Status};
use std::io::{self, Read};

const MAGIC: [u8; 8] = *b"folkmoot";

/// Bytes before the first record.
pub const HEADER_LEN: u64 = 16;

/// The head of a sidecar whose records hold `n_values` values.
pub fn header(n_values: usize) -> [u8; HEADER_LEN as usize] {
    let mut bytes = [0; HEADER_LEN as usize];
    bytes[..8].copy_from_slice(&MAGIC);
    bytes[8..].copy_from_slice(&(n_values as u64).to_le_bytes());
    bytes
}

/// Bytes of a record of `n_values` values.
pub fn record_len(n_values: usize) -> usize {
    8 * (n_values + 4)
}

/// Writes a run into `record`, which is cleared first.
pub fn encode(run: &Run, record: &mut Vec<u8>) {
    let mut fields = Vec::with_capacity(run.metrics.len() + run.series.len() + 3);
    encode_fields(run, &mut fields);
    record.clear();
    sealed(&fields, record);
}

/// Appends the fields of a run's record.
pub fn encode_fields(run: &Run, fields: &mut Vec<u64>) {
    let status = Status::ALL.iter().position(|&status| status == run.status).expect("every status is listed");
    fields.extend([run.point as u64, run.replicate, status as u64]);
    fields.extend(run.metrics.iter().chain(&run.series).map(|value| value.unwrap_or(f64::NAN).to_bits()));
}

/// Appends a record: its fields and their checksum.
pub fn sealed(fields: &[u64], record: &mut Vec<u8>) {
    let start = record.len();
    record.extend(fields.iter().flat_map(|word| word.to_le_bytes()));
    record.extend(check(&record[start..]).to_le_bytes());
}

/// Whether a record is not torn.
pub fn is_whole(record: &[u8]) -> bool {
    let parts = record.len().checked_sub(8).and_then(|end| record.split_at_checked(end));
    parts.is_some_and(|(body, end)| word(end, 0) == Some(check(body)))
}

/// The run of the fields of a record, without its values.
pub fn head_of(fields: &[u64]) -> Option<Run> {
    let status = *Status::ALL.get(usize::try_from(*fields.get(2)?).ok()?)?;
    let point = usize::try_from(fields[0]).ok()?;
    Some(Run { point, replicate: fields[1], status, metrics: Vec::new(), series: Vec::new(), note: String::new() })
}

/// The run of the fields of a record without its checksum.
pub fn run_of(fields: &[u64], n_metrics: usize) -> Option<Run> {
    let head = head_of(fields)?;
    let known = |bits: &u64| Some(f64::from_bits(*bits)).filter(|value| !value.is_nan());
    let mut metrics: Vec<Option<f64>> = fields[3..].iter().map(known).collect();
    let series = metrics.split_off(n_metrics.min(metrics.len()));
    Some(Run { metrics, series, ..head })
}

/// The fields of a record without its checksum.
pub fn fields(record: &[u8]) -> impl Iterator<Item = u64> {
    let (words, _) = record.as_chunks::<8>();
    words[..words.len() - 1].iter().map(|word| u64::from_le_bytes(*word))
}

/// Fills the buffer; `false` at the end of the file.
pub fn read_whole(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(buffer) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        read => read.map(|()| true),
    }
}

/// Where the `idx`-th value of a record begins, from 0, in bytes.
pub fn place_of(idx: usize) -> usize {
    8 * (idx + 3)
}

/// The `idx`-th field of bytes that begin with one, from 0.
pub fn word(bytes: &[u8], idx: usize) -> Option<u64> {
    bytes.get(8 * idx..8 * idx + 8)?.try_into().ok().map(u64::from_le_bytes)
}

/// The checksum of whole fields.
pub fn check(bytes: &[u8]) -> u64 {
    bytes.chunks_exact(8).filter_map(|chunk| word(chunk, 0)).fold(Key::NONE, Key::nth).0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a record back; `None` if it is torn.
    fn decode(record: &[u8], n_metrics: usize) -> Option<Run> {
        is_whole(record).then(|| run_of(&fields(record).collect::<Vec<u64>>(), n_metrics))?
    }

    fn run() -> Run {
        let (metrics, series) = (vec![Some(1.5), None], vec![Some(-2.0), None, Some(0.1)]);
        Run { point: 2, replicate: 9, status: Status::NonFinite, metrics, series, note: String::new() }
    }

    #[test]
    fn a_run_reads_back_as_itself() {
        let mut record = Vec::new();
        encode(&run(), &mut record);
        assert_eq!(record.len(), record_len(5));
        assert_eq!(decode(&record, 2), Some(run()));
        let at = |idx: usize| word(&record[place_of(idx)..], 0).map(f64::from_bits);
        assert_eq!((at(0), at(4)), (Some(1.5), Some(0.1)));
        assert!(at(1).is_some_and(f64::is_nan));
    }

    #[test]
    fn a_torn_or_strange_record_is_none() {
        let mut record = Vec::new();
        encode(&run(), &mut record);
        for len in 0..record.len() {
            assert_eq!(decode(&record[..len], 2), None);
        }
        for place in 0..record.len() {
            let mut flipped = record.clone();
            flipped[place] ^= 1;
            assert_eq!(decode(&flipped, 2), None, "byte {place}");
        }
    }
}
