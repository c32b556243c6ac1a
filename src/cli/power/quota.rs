//! What a coalition needs, as people write it: votes or a share, and which side a tie falls on.

use crate::cli::Failure;
use crate::power::BigUint;
use crate::scenario::ratio_of;

/// The least weight that wins: `8`, `60%`, `2/3`, and with `>` in front the next above.
///
/// # Errors
/// What makes no quota: nothing that is one, nothing at all, or more than there is.
pub fn least(text: &str, total: u128) -> Result<u128, Failure> {
    let (strict, amount) = match text.trim().strip_prefix('>') {
        Some(rest) if rest.starts_with('=') => (false, &rest[1..]),
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let amount = amount.trim();
    let wrong = |expected: &str, hint: &str| Failure::wrong("--quota", &format!("`{text}`"), expected, hint);
    let examples = "write `8` for votes, `60%` or `2/3` for a share of all, `'> 50%'` for more than that";
    let least = match amount.contains(['%', '/']) {
        true => {
            let share = ratio_of(amount).ok_or_else(|| wrong("whole votes or a share of them", examples))?;
            let parts = BigUint::from(total) * share.num;
            let (whole, rest) = (&parts / share.den, &parts % share.den);
            whole + u8::from(strict || rest.bits() > 0)
        }
        false => {
            let digits = !amount.is_empty() && amount.bytes().all(|byte| byte.is_ascii_digit());
            let votes = digits.then(|| amount.parse::<BigUint>().ok()).flatten();
            votes.ok_or_else(|| wrong("whole votes or a share of them", examples))? + u8::from(strict)
        }
    };
    match u128::try_from(&least) {
        Ok(0) => Err(wrong("a quota of at least 1", "with a quota of 0 nobody is needed, and nobody has power")),
        Ok(least) if least <= total => Ok(least),
        _ => Err(wrong(&format!("at most the {total} votes that there are"), "a share such as `'> 50%'` fits any total")),
    }
}
