//! The binary sidecar of a run under way: records of fixed length, one per run, each with its own checksum.
//!
//! ```text
//!   "folkmoot" | n_values || point | replicate | status | value ... value | check || ...
//! ```
//!
//! Every field is 8 bytes, little end first. A value that is absent is a NaN; no kept value ever is one.

use crate::dice::Key;
use crate::experiment::{Run, Status};

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
    record.clear();
    let status = Status::ALL.iter().position(|&status| status == run.status).expect("every status is listed");
    record.extend((run.point as u64).to_le_bytes());
    record.extend(run.replicate.to_le_bytes());
    record.extend((status as u64).to_le_bytes());
    for value in run.metrics.iter().chain(&run.series) {
        record.extend(value.unwrap_or(f64::NAN).to_le_bytes());
    }
    record.extend(check(record).to_le_bytes());
}

/// Reads a record back; `None` if it is torn. The first `n_metrics` values are the run's.
pub fn decode(record: &[u8], n_metrics: usize) -> Option<Run> {
    let (body, end) = record.split_at_checked(record.len().checked_sub(8)?)?;
    if word(end, 0)? != check(body) {
        return None;
    }
    let status = *Status::ALL.get(usize::try_from(word(body, 2)?).ok()?)?;
    let (point, replicate) = (usize::try_from(word(body, 0)?).ok()?, word(body, 1)?);
    let mut metrics: Vec<Option<f64>> = (3..body.len() / 8).map(|idx| value(body, idx)).collect();
    let series = metrics.split_off(n_metrics.min(metrics.len()));
    Some(Run { point, replicate, status, metrics, series, note: String::new() })
}

/// Where the `idx`-th value of a record begins, from 0, in bytes.
pub fn place_of(idx: usize) -> usize {
    8 * (idx + 3)
}

/// The `idx`-th value of bytes that hold nothing else, from 0.
pub fn value(record: &[u8], idx: usize) -> Option<f64> {
    word(record, idx).map(f64::from_bits).filter(|value| !value.is_nan())
}

fn word(bytes: &[u8], idx: usize) -> Option<u64> {
    bytes.get(8 * idx..8 * idx + 8)?.try_into().ok().map(u64::from_le_bytes)
}

fn check(bytes: &[u8]) -> u64 {
    bytes.chunks_exact(8).filter_map(|chunk| word(chunk, 0)).fold(Key::NONE, Key::nth).0
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let at = |idx: usize| value(&record[place_of(idx)..place_of(idx + 1)], 0);
        assert_eq!((at(0), at(1), at(4)), (Some(1.5), None, Some(0.1)));
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
