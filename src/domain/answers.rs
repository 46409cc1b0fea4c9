//! Answers to what is asked once in a while: the warning signs, the desk, how the week was, how it settled.

use super::day::Day;
use super::uid::Uid;

/// What was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerKind {
    /// Whether a warning sign is there: at the first start, and when an entry names one.
    Warning,
    /// The desk check.
    Desk,
    /// How much the pain got in the way this week.
    Weekly,
    /// How a painful session had settled the next day.
    NextDay,
}

/// One set of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// Its name.
    pub uid: Uid,
    /// What was asked.
    pub kind: AnswerKind,
    /// The row it speaks of, an entry or a session, if there is one.
    pub about: Option<Uid>,
    /// When it was answered, UTC milliseconds.
    pub at: i64,
    /// Offset then, minutes east.
    pub off: i32,
    /// The local day.
    pub day: Day,
    /// The answers as JSON; who asks knows its shape.
    pub body: String,
    /// When what follows from it was acknowledged, UTC milliseconds.
    pub acknowledged_at: Option<i64>,
}
