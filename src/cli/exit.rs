//! How a command ends: what its exit code says (the README's table; 0 is only ever given when it is on disk), and how a refusal is said.

use std::io::{self, Write};

use crate::domain::clean;
use crate::store::{OpenError, StoreError};

/// Done.
pub const DONE: u8 = 0;
/// Findings, or data that was refused.
pub const REFUSED: u8 = 1;
/// Wrong usage, or no terminal.
pub const USAGE: u8 = 2;
/// No database where one is needed.
pub const NO_DATABASE: u8 = 66;
/// No tab to act on.
pub const NO_TAB: u8 = 69;
/// Not saved.
pub const NOT_SAVED: u8 = 74;
/// Somebody else held the database for too long.
pub const LOCKED: u8 = 75;

/// Says why nothing was done, in the voice of every refusal, and hands back its exit code.
///
/// # Errors
/// When it cannot be printed.
pub fn refuse(err: &mut dyn Write, sentence: &str, code: u8) -> io::Result<u8> {
    writeln!(err, "error: {}", clean(sentence))?;
    Ok(code)
}

/// The code for what the store said.
#[must_use]
pub fn of_store(error: &StoreError) -> u8 {
    match error {
        StoreError::Locked => LOCKED,
        StoreError::Refused(_) | StoreError::Gone | StoreError::Running(_) | StoreError::Warned(_) | StoreError::TakenOver => REFUSED,
        StoreError::NotSaved(_) | StoreError::Damaged(_) => NOT_SAVED,
    }
}

/// The code for a store that could not be opened.
#[must_use]
pub fn of_open(error: &OpenError) -> u8 {
    match error {
        OpenError::Missing(_) => NO_DATABASE,
        OpenError::Store(error) => of_store(error),
        _ => NOT_SAVED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_can_tell_waiting_from_mending() {
        assert_eq!(of_store(&StoreError::Locked), 75);
        assert_eq!(of_open(&OpenError::Store(StoreError::Locked)), 75);
        assert_eq!(of_store(&StoreError::NotSaved("the disk is full".into())), 74);
        assert_eq!(of_open(&OpenError::Missing("x".into())), 66);
        assert_eq!(of_open(&OpenError::Newer { file: "x".into(), found: 2, known: 1 }), 74);
        assert_eq!(of_store(&StoreError::Refused("why".into())), 1);
    }
}
