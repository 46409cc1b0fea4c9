//! The words of nudges, as they are stored.

use serde::{Deserialize, Serialize};

/// What one is nudged to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nudge {
    /// To move for a minute.
    Move,
    /// To go on standing.
    Stand,
    /// To sit down again.
    Sit,
    /// To drink.
    Water,
    /// To sit otherwise.
    Posture,
    /// The routine of the day, at its time.
    Routine,
    /// The rating of the evening, at its time.
    Evening,
}

/// What became of a nudge. A snooze is no answer: it is the same nudge later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Done now.
    Taken,
    /// Was done before it came.
    Already,
    /// Not this time.
    Skipped,
    /// Shown as often as it is shown, and nobody answered.
    Missed,
    /// Nobody was there.
    Away,
}

/// What was done with a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the stored words")]
pub enum Spell {
    Sat,
    Stood,
    Moved,
    Away,
}

/// What a time away was, by the answer to the question after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Time {
    /// Rested or moved: the interval begins anew.
    Rested,
    /// Worked on, elsewhere: it counts as sitting.
    Worked,
    /// Left out: the interval goes on where it stood.
    Ignored,
}
