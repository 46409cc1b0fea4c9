//! Answers to what is asked once in a while: the warning signs, the desk, how the week was, how it settled.

use serde::{Deserialize, Serialize};

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

/// What was answered on the warning signs: the body of [`AnswerKind::Warning`]. Nothing in it says that none of them is true.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WarningAnswers {
    /// Ids of the signs that are true.
    pub signs: Vec<String>,
    /// Who is to ask first, in the words that were shown: they have no ids.
    pub ask_first: Vec<String>,
    /// Whether the pain clearly follows something, or somebody has examined it; nothing if that was not answered.
    pub examined: Option<bool>,
}

impl WarningAnswers {
    /// Whether the newest answer to it says that the pain follows nothing and nobody has examined it. The newest answers come first.
    #[must_use]
    pub fn is_unexamined(newest_first: &[Answers]) -> bool {
        let said = |answers: &Answers| serde_json::from_str::<Self>(&answers.body).ok()?.examined;
        newest_first.iter().find_map(said) == Some(false)
    }

    /// Whether something follows from it that has to be seen to before one exercises.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        !self.signs.is_empty() || !self.ask_first.is_empty()
    }
}
