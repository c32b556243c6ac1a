//! The reader's messages in the words of this project: place first, value found and what was expected, one way out.

/// A message, and a way out if there is one.
pub type Worded = (String, Option<String>);

/// The message of a deserialiser, reworded. Our own messages carry their hint on a second line.
pub fn reworded(message: &str) -> Worded {
    if let Some((message, hint)) = message.split_once('\n') {
        return (message.to_owned(), Some(hint.to_owned()));
    }
    let asides = [("unknown field ", "unknown key "), ("unknown variant ", "unknown word ")];
    for (theirs, ours) in asides {
        if let Some(rest) = message.strip_prefix(theirs) {
            let (found, expected) = rest.split_once(", ").unwrap_or((rest, ""));
            return (format!("{ours}{found}"), nearest_or_all(found.trim_matches('`'), &quoted(expected)));
        }
    }
    if let Some(field) = message.strip_prefix("missing field ") {
        return (format!("missing key {field}"), None);
    }
    for theirs in ["invalid type: ", "invalid value: ", "invalid length "] {
        if let Some((found, expected)) = message.strip_prefix(theirs).and_then(|rest| rest.split_once(", expected ")) {
            let hint = braces(found, expected).map(str::to_owned);
            return (format!("expected {}, found {}", plain_expected(expected), plain_found(found)), hint);
        }
    }
    match message {
        "wanted string or table" => ("expected a word or a table, found neither".into(), None),
        "wanted exactly 1 element, more than 1 element" => ("expected a table with one key, found several".into(), None),
        "wanted exactly 1 element, found 0 elements" => ("expected a table with one key, found none".into(), None),
        _ => (lower_first(message.trim_end_matches('.')), None),
    }
}

/// `did you mean` the nearest of the words, or all of them if none is near.
pub fn nearest_or_all(found: &str, words: &[&str]) -> Option<String> {
    match nearest(found, words) {
        Some(word) => Some(format!("did you mean `{word}`?")),
        None if words.is_empty() => None,
        None => Some(format!("expected {}", list(words))),
    }
}

/// The word that somebody who wrote `found` may have meant.
pub fn nearest<'w>(found: &str, words: &[&'w str]) -> Option<&'w str> {
    let near = |word: &&&str| strsim::damerau_levenshtein(found, word) <= (word.len().max(found.len()) / 3).max(1);
    let distance = |word: &&&str| strsim::damerau_levenshtein(found, word);
    words.iter().filter(near).min_by_key(distance).copied()
}

/// `` `a`, `b` or `c` ``.
pub fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => "nothing".into(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// How a table is written where something else was.
fn braces(found: &str, expected: &str) -> Option<&'static str> {
    match (found, expected) {
        ("unit variant", "newtype variant" | "struct variant") => Some("this word takes a value: write `{ word = value }`"),
        (_, "struct TranchesFile") => Some("for example `tranches = { count = 3, every = \"90 days\" }`"),
        (_, expected) if expected.starts_with("struct ") => Some("write its keys in braces: `{ key = value }`"),
        _ => None,
    }
}

fn plain_found(found: &str) -> String {
    let literal = ["integer ", "floating point ", "boolean "].iter().find_map(|kind| found.strip_prefix(kind));
    match (literal, found.strip_prefix("string ")) {
        (Some(literal), _) => literal.trim_matches('`').to_owned(),
        (None, Some(text)) => format!("`{}`", text.trim_matches('"')),
        (None, None) => match found {
            "map" => "a table".into(),
            "sequence" => "an array".into(),
            "unit" | "unit variant" => "a word".into(),
            "newtype variant" | "struct variant" => "a table".into(),
            other => other.to_owned(),
        },
    }
}

fn plain_expected(expected: &str) -> String {
    match expected {
        "u8" => "a whole number from 0 to 255".into(),
        "u32" | "u64" => "a whole number from 0".into(),
        "a sequence" => "an array".into(),
        "a map" => "a table".into(),
        "unit variant" => "a word".into(),
        "newtype variant" | "struct variant" => "a table".into(),
        "a boolean" => "`true` or `false`".into(),
        "a string" => "a text in quotes".into(),
        other if other.starts_with("struct ") => "a table".into(),
        other if other.starts_with("enum ") || other.starts_with("variant") => "a word".into(),
        other => other.to_owned(),
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deserialisers_message_becomes_ours() {
        let rows = [
            (
                "unknown field `quorun`, expected one of `quorum`, `window`",
                "unknown key `quorun`",
                Some("did you mean `quorum`?"),
            ),
            ("unknown field `zzz`, expected `a` or `b`", "unknown key `zzz`", Some("expected `a` or `b`")),
            ("missing field `body`", "missing key `body`", None),
            ("invalid type: string \"a\", expected u32", "expected a whole number from 0, found `a`", None),
            ("invalid value: integer `-1`, expected u32", "expected a whole number from 0, found -1", None),
            (
                "invalid type: unit variant, expected newtype variant",
                "expected a table, found a word",
                Some("this word takes a value: write `{ word = value }`"),
            ),
            (
                "invalid type: integer `3`, expected struct TranchesFile",
                "expected a table, found 3",
                Some("for example `tranches = { count = 3, every = \"90 days\" }`"),
            ),
            ("invalid type: map, expected a string", "expected a text in quotes, found a table", None),
            ("expected x, found y\ndo z", "expected x, found y", Some("do z")),
        ];
        for (theirs, message, hint) in rows {
            assert_eq!(reworded(theirs), (message.to_owned(), hint.map(str::to_owned)), "{theirs}");
        }
    }
}
