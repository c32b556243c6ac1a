//! What makes two results the same thing: hashes of content, never of paths, positions or dates.

use crate::experiment::MODEL_VERSION;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// SHA-256 of a file in hexadecimal, a piece at a time: tables do not fit into memory.
///
/// # Errors
/// When it cannot be read.
pub fn sha256_of(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let (mut digest, mut piece) = (Sha256::new(), vec![0; 1 << 18]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(format!("{:x}", digest.finalize())),
            read => digest.update(&piece[..read]),
        }
    }
}

/// Identity of a scenario under a seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// SHA-256 of the resolved scenario, 64 hexadecimal digits.
    pub scenario: String,
    /// The first 12 of them: the point that a row belongs to.
    pub point: String,
}

impl Identity {
    /// Identity of a resolved scenario. The seed counts; the number of replicates does not, because more of them add rows and
    /// change none.
    pub fn of(resolved: &str) -> Identity {
        let scenario = sha256(without_replicates(resolved).as_bytes());
        Identity { point: scenario[..12].to_owned(), scenario }
    }
}

/// What is not TOML is hashed as it is: identity asks for sameness, not for meaning.
fn without_replicates(resolved: &str) -> String {
    plainly(resolved).unwrap_or_else(|| parsed(resolved))
}

/// The same for a text as we write it, where the key has a line of its own before the first table; `None` for any other. A sweep
/// asks this of thousands of points.
fn plainly(resolved: &str) -> Option<String> {
    let is_plain = !resolved.contains(['#', '\r']) && !resolved.contains("\"\"\"") && !resolved.contains("'''");
    let top = if resolved.starts_with('[') { 0 } else { resolved.find("\n[").map_or(resolved.len(), |end| end + 1) };
    let starts = |key: &str| {
        resolved[..top].starts_with(key).then_some(0).or_else(|| Some(resolved[..top].find(&format!("\n{key}"))? + 1))
    };
    let start = starts("replicates = ").filter(|_| is_plain)?;
    let end = start + resolved[start..].find('\n')? + 1;
    Some(format!("{}{}", &resolved[..start], &resolved[end..]))
}

fn parsed(resolved: &str) -> String {
    match resolved.parse::<toml_edit::DocumentMut>() {
        Ok(mut document) => {
            document.remove("replicates");
            document.to_string()
        }
        Err(_) => resolved.to_owned(),
    }
}

/// Identity of one run: 16 hexadecimal digits of point, replicate and model version.
pub fn run_id(point: &str, replicate: u64) -> String {
    sha256(format!("{point} {replicate} {MODEL_VERSION}").as_bytes())[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn more_replicates_are_the_same_scenario_and_another_seed_is_not() {
        let text = |seed, replicates| format!("schema = 1\nseed = {seed}\nreplicates = {replicates}\n[people.core]\ncount = 4\n");
        assert_eq!(Identity::of(&text(7, 10)), Identity::of(&text(7, 2000)));
        assert_ne!(Identity::of(&text(7, 10)), Identity::of(&text(8, 10)));
    }

    #[test]
    fn the_short_way_is_the_long_way() {
        for name in ["partnership", "board_approval", "token_vote", "open_network", "all_honest", "attacker_alone"] {
            let scenario = Scenario::load(format!("scenarios/{name}.toml")).expect("a shipped scenario");
            assert_eq!(plainly(&scenario.resolved), Some(parsed(&scenario.resolved)), "{name}");
        }
        for other in ["[a]\nreplicates = 3\n", "# a\nreplicates = 3\n", "a = \"\"\"\nreplicates = 3\n\"\"\"\n", "a = 1\n"] {
            assert_eq!(plainly(other), None, "{other}");
        }
        assert_eq!(plainly("replicates = 3\na = 1\n[b]\n").as_deref(), Some("a = 1\n[b]\n"));
    }

    #[test]
    fn hashes_are_those_of_the_standard() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(run_id("0123456789ab", 3).len(), 16);
        assert_ne!(run_id("0123456789ab", 3), run_id("0123456789ab", 4));
    }
}
