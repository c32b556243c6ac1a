//! One block of ChaCha8: eight numbers of a stream, without setting up the stream.
//!
//! # Why
//! `rand_chacha` fills four blocks at a time, which is right for a long stream and waste for an address that is asked for one
//! number. The words are the same: a test compares them.

/// The state: four rows of four words.
type Row = [u32; 4];

const CONSTANTS: Row = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// Block `counter` of stream `nonce` under a key, as eight little-endian numbers.
pub fn block(key: &[u64; 4], counter: u64, nonce: u64) -> [u64; 8] {
    let words = |pair: [u64; 2]| [pair[0] as u32, (pair[0] >> 32) as u32, pair[1] as u32, (pair[1] >> 32) as u32];
    let start = [CONSTANTS, words([key[0], key[1]]), words([key[2], key[3]]), words([counter, nonce])];
    let [mut a, mut b, mut c, mut d] = start;
    for _ in 0..4 {
        (a, b, c, d) = quarters(a, b, c, d);
        (b, c, d) = (turned(b, 1), turned(c, 2), turned(d, 3));
        (a, b, c, d) = quarters(a, b, c, d);
        (b, c, d) = (turned(b, 3), turned(c, 2), turned(d, 1));
    }
    let mixed = [a, b, c, d];
    let word = |at: usize| u64::from(mixed[at / 4][at % 4].wrapping_add(start[at / 4][at % 4]));
    std::array::from_fn(|n| word(2 * n) | word(2 * n + 1) << 32)
}

/// Four quarter rounds side by side.
fn quarters(a: Row, b: Row, c: Row, d: Row) -> (Row, Row, Row, Row) {
    let (a, d) = half(a, b, d, 16);
    let (c, b) = half(c, d, b, 12);
    let (a, d) = half(a, b, d, 8);
    let (c, b) = half(c, d, b, 7);
    (a, b, c, d)
}

/// `sum += term; other = (other ^ sum) <<< by`.
fn half(sum: Row, term: Row, other: Row, by: u32) -> (Row, Row) {
    let sum: Row = std::array::from_fn(|lane| sum[lane].wrapping_add(term[lane]));
    (sum, std::array::from_fn(|lane| (other[lane] ^ sum[lane]).rotate_left(by)))
}

/// The row begun at another column.
fn turned(row: Row, by: usize) -> Row {
    std::array::from_fn(|lane| row[(lane + by) % 4])
}

#[cfg(test)]
mod tests {
    use super::block;
    use rand::SeedableRng;
    use rand::rand_core::Rng;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn it_gives_the_words_of_the_reference_generator() {
        for key in [[0; 4], [1, 2, 3, 4], [u64::MAX, 7, 1 << 63, 0x0123_4567_89ab_cdef]] {
            for nonce in [0, 1, 31, u64::MAX] {
                let mut seed = [0_u8; 32];
                seed.chunks_exact_mut(8)
                    .zip(key)
                    .for_each(|(word, part): (&mut [u8], u64)| word.copy_from_slice(&part.to_le_bytes()));
                let mut reference = ChaCha8Rng::from_seed(seed);
                reference.set_stream(nonce);
                for counter in 0..40 {
                    let expected: [u64; 8] = std::array::from_fn(|_| reference.next_u64());
                    assert_eq!(block(&key, counter, nonce), expected, "{key:?}, {nonce}, {counter}");
                }
            }
        }
    }
}
