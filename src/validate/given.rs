//! The inputs of a vector, read by name and type. What is missing, of the wrong type or never asked for is an error with its
//! place.

use super::Malformed;
use super::exact::{self, Signed};
use super::read::told;
use crate::units::Ratio;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// A value in the inputs, and where it stands.
pub struct Given<'v> {
    place: String,
    value: &'v Value,
    /// Places that were asked for, so that what nobody asked for can be refused.
    asked: &'v RefCell<BTreeSet<String>>,
}

/// What answers a vector.
pub type Answer = fn(&Given) -> Result<Value, Malformed>;

impl<'v> Given<'v> {
    /// Answers from all inputs.
    ///
    /// # Errors
    /// Those of the answer, and an input that it never asked for: a rule that ignores what it is given answers another question.
    pub fn all_of(place: &str, inputs: &'v Value, answer: Answer) -> Result<Value, Malformed> {
        let asked = RefCell::new(BTreeSet::new());
        let answered = answer(&Given { place: place.to_owned(), value: inputs, asked: &asked })?;
        match first_unasked(place, inputs, &asked.borrow()) {
            None => Ok(answered),
            Some((place, value)) => Err(Malformed {
                place,
                found: told(Some(value)),
                expected: "no such input".to_owned(),
                hint: "inputs that a rule does not use are refused; correct the name or take it out".to_owned(),
            }),
        }
    }

    /// The same for something that needs some of the inputs only.
    pub fn some_of<T>(place: &str, inputs: &Value, answer: impl FnOnce(&Given) -> Result<T, Malformed>) -> Result<T, Malformed> {
        let asked = RefCell::new(BTreeSet::new());
        answer(&Given { place: place.to_owned(), value: inputs, asked: &asked })
    }

    /// An error at this place.
    pub fn refused(&self, expected: &str, hint: &str) -> Malformed {
        Malformed {
            place: self.place.clone(),
            found: told(Some(self.value)),
            expected: expected.to_owned(),
            hint: hint.to_owned(),
        }
    }

    fn wrong(&self, expected: &str) -> Malformed {
        self.refused(expected, "`shapes` in the published file lists the keys and types of every kind")
    }

    /// The value of a key; absent and `null` are the same.
    pub fn find(&self, key: &str) -> Option<Given<'v>> {
        let place = format!("{}.{key}", self.place);
        self.asked.borrow_mut().insert(place.clone());
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Given { place, value, asked: self.asked })
    }

    /// The value of a key that must be there.
    pub fn get(&self, key: &str) -> Result<Given<'v>, Malformed> {
        self.find(key).ok_or_else(|| Malformed {
            place: format!("{}.{key}", self.place),
            found: "nothing".to_owned(),
            expected: "a value".to_owned(),
            hint: "`shapes` in the published file lists the keys and types of every kind".to_owned(),
        })
    }

    /// The entries of a list.
    pub fn list(&self) -> Result<Vec<Given<'v>>, Malformed> {
        let entries = self.value.as_array().ok_or_else(|| self.wrong("a list"))?;
        let entry = |(idx, value)| {
            let place = format!("{}[{idx}]", self.place);
            self.asked.borrow_mut().insert(place.clone());
            Given { place, value, asked: self.asked }
        };
        Ok(entries.iter().enumerate().map(entry).collect())
    }

    /// The entries of an object with free keys, in order of key.
    pub fn entries(&self) -> Result<Vec<(&'v str, Given<'v>)>, Malformed> {
        let entries = self.value.as_object().ok_or_else(|| self.wrong("an object"))?;
        Ok(entries.keys().filter_map(|key| Some((key.as_str(), self.find(key)?))).collect())
    }

    /// Whether there is nothing here but `null`.
    pub fn is_null(&self) -> bool {
        self.value.is_null()
    }

    /// A whole number from 0.
    pub fn whole(&self) -> Result<u64, Malformed> {
        let whole = self.exact().ok().filter(|ratio| ratio.den == 1);
        whole.map(|ratio| ratio.num).ok_or_else(|| self.wrong("a whole number from 0"))
    }

    /// A whole number from 0 that counts things in memory.
    pub fn count(&self) -> Result<u32, Malformed> {
        u32::try_from(self.whole()?).map_err(|_| self.wrong("a whole number below 2^32"))
    }

    /// A number.
    pub fn real(&self) -> Result<f64, Malformed> {
        let fraction = || {
            exact::signed(self.value.as_str()?)
                .map(|Signed { negative, size }| if negative { -size.value() } else { size.value() })
        };
        self.value.as_f64().or_else(fraction).ok_or_else(|| self.wrong("a number"))
    }

    /// A probability.
    pub fn chance(&self) -> Result<f64, Malformed> {
        Some(self.real()?).filter(|chance| (0.0..=1.0).contains(chance)).ok_or_else(|| self.wrong("a number from 0 to 1"))
    }

    /// A number from 0, decimal or fraction, as it is written.
    pub fn exact(&self) -> Result<Ratio, Malformed> {
        let signed = self.signed()?;
        if signed.negative { Err(self.wrong("a number from 0")) } else { Ok(signed.size) }
    }

    /// A number, decimal or fraction, as it is written.
    pub fn signed(&self) -> Result<Signed, Malformed> {
        let text = match self.value {
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) => Some(text.clone()),
            _ => None,
        };
        text.and_then(|text| exact::signed(&text)).ok_or_else(|| self.wrong("a number or a fraction such as 3/11"))
    }

    /// True or false.
    pub fn truth(&self) -> Result<bool, Malformed> {
        self.value.as_bool().ok_or_else(|| self.wrong("true or false"))
    }

    /// Text.
    pub fn text(&self) -> Result<&'v str, Malformed> {
        self.value.as_str().ok_or_else(|| self.wrong("text"))
    }

    /// One of some words.
    pub fn word<T: Copy>(&self, words: &[(&str, T)]) -> Result<T, Malformed> {
        let found = words.iter().find(|(word, _)| Some(*word) == self.value.as_str());
        found.map(|(_, meaning)| *meaning).ok_or_else(|| {
            let known: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            self.wrong(&format!("one of {}", known.join(", ")))
        })
    }

    /// A list of whole numbers.
    pub fn wholes(&self) -> Result<Vec<u64>, Malformed> {
        self.list()?.iter().map(Given::whole).collect()
    }

    /// A list of numbers.
    pub fn reals(&self) -> Result<Vec<f64>, Malformed> {
        self.list()?.iter().map(Given::real).collect()
    }

    /// A number from 0.
    pub fn amount(&self) -> Result<f64, Malformed> {
        Some(self.real()?).filter(|amount| *amount >= 0.0).ok_or_else(|| self.wrong("a number from 0"))
    }

    /// A list of numbers from 0.
    pub fn amounts(&self) -> Result<Vec<f64>, Malformed> {
        self.list()?.iter().map(Given::amount).collect()
    }

    /// A list of probabilities.
    pub fn chances(&self) -> Result<Vec<f64>, Malformed> {
        self.list()?.iter().map(Given::chance).collect()
    }
}

fn first_unasked<'v>(place: &str, value: &'v Value, asked: &BTreeSet<String>) -> Option<(String, &'v Value)> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(key, value)| (format!("{place}.{key}"), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(idx, value)| (format!("{place}[{idx}]"), value)).collect(),
        _ => return None,
    };
    children.into_iter().find_map(
        |(place, value)| {
            if asked.contains(&place) { first_unasked(&place, value, asked) } else { Some((place, value)) }
        },
    )
}
