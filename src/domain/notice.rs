//! A notice: one line for a person who is elsewhere, in words that may be read on a shared screen.

use super::clean_line;

/// How long a notice is at most, in characters: what any desktop shows of it.
const LONGEST: usize = 120;

/// One line for a person who looks at something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is of: one with the same id takes the place of the one before it, where the terminal can do that.
    pub id: &'static str,
    /// The line, without anything that steers a terminal.
    pub text: String,
    /// Whether it comes even to somebody who looks at this very tab: a trial.
    pub always: bool,
}

impl Notice {
    /// A notice for whoever is elsewhere.
    #[must_use]
    pub fn new(id: &'static str, text: &str) -> Self {
        Self { id, text: clean_line(text).chars().take(LONGEST).collect(), always: false }
    }

    /// One that is tried out.
    #[must_use]
    pub fn trial() -> Self {
        Self { always: true, ..Self::new("trial", "This is a test. Notices reach you here.") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_one_short_line_that_steers_no_terminal() {
        assert_eq!(Notice::new("a", "two\nlines\x1b]0;x\x07").text, "two lines]0;x");
        assert_eq!(Notice::new("a", &"ä".repeat(500)).text.chars().count(), LONGEST);
    }
}
