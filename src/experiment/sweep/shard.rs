//! A part of a sweep, for one job of a cluster.

/// Part `number` of `of`, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which part.
    pub number: u64,
    /// Of how many.
    pub of: u64,
}

/// Most parts: one folder each.
pub const MOST: u64 = 1000;

impl Shard {
    /// Reads `2/8`.
    ///
    /// # Errors
    /// In words, when it is not a part of a number.
    pub fn parse(text: &str) -> Result<Shard, String> {
        let numbers = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        let (number, of) = numbers.ok_or("expected I/N such as `0/8`, or `env/8`")?;
        if !(1..=MOST).contains(&of) {
            return Err(format!("expected 1 to {MOST} parts, found {of}"));
        }
        if number >= of {
            return Err(format!("parts count from 0: the last of {of} is `{}/{of}`", of - 1));
        }
        Ok(Shard { number, of })
    }

    /// As it is written.
    pub fn word(self) -> String {
        format!("{}/{}", self.number, self.of)
    }

    /// The name of its folder.
    pub fn folder(self) -> String {
        format!("{}-of-{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_count_from_0_to_one_less_than_all() {
        assert_eq!(Shard::parse("3/4"), Ok(Shard { number: 3, of: 4 }));
        for wrong in ["4/4", "1", "a/4", "0/0", "-1/4", "0/1001"] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
    }
}
