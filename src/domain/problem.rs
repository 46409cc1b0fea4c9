//! A mistake in a file: where it is, what it is, and how to mend it.

use std::fmt;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file, or the part of it, is left out.
    Refused,
    /// Used, but somebody should look.
    Noted,
}

/// One mistake. `line` and `column` count from 1, columns in characters; 0 where the file as a whole is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file as its author knows it, for example `exercises/cat-cow.ron`.
    pub file: String,
    /// Line, from 1; 0 for the whole file.
    pub line: usize,
    /// Column in characters, from 1; 0 for the whole file.
    pub column: usize,
    /// What is wrong, a full sentence.
    pub what: String,
    /// What to do about it, a full sentence.
    pub remedy: String,
    /// Whether the file is used all the same.
    pub severity: Severity,
}

impl Problem {
    /// A problem with a file as a whole.
    pub fn of_file(file: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0, what: what.into(), remedy: remedy.into(), severity: Severity::Refused }
    }

    /// The same problem at a place.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        (self.line, self.column) = (line, column);
        self
    }
}

impl fmt::Display for Problem {
    /// `file:line:column: what` and the remedy on its own line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}\n    {}", self.file, self.line.max(1), self.column.max(1), self.what, self.remedy)
    }
}
