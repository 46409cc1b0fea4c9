//! What of the schedule is kept: read at the start of a tab or of a command, written at each change. Instants are UTC milliseconds since 1970.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::words::{Answer, Nudge, Spell, Time};
use crate::domain::Uid;

/// The schedule as it lies in the database: the one row of `scheduler`, the nudge that waits for an answer, and the pause that runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Since when one sits or stands: the last movement, or what counts as one.
    pub moved_at: i64,
    /// The next nudge and when it is to be shown; nothing if none is to come by itself.
    pub next: Option<(Nudge, i64)>,
    /// How often the nudge that waits for an answer was shown in a row; 0 while it is put off.
    pub shown: u8,
    /// Nudges to move that were skipped in a row.
    pub skips: u8,
    /// When a tab was last known to run.
    pub seen_at: i64,
    /// The nudge that waits for an answer.
    pub open: Option<NudgeRow>,
    /// The pause that runs, or is to come.
    pub quiet: Option<Quiet>,
    /// What else runs; nothing where an older version wrote.
    pub marks: Option<Marks>,
}

/// When the intervals of each kind began, and what else a restart must not lose; kept as one text of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// The interval to the next nudge to move.
    pub moved: i64,
    /// To sitting otherwise.
    pub posture: i64,
    /// To drinking.
    pub water: i64,
    /// The block of sitting or standing.
    pub block: i64,
    /// Whether it is one of standing.
    pub stands: bool,
    /// How many blocks of standing were stood through.
    pub blocks: u16,
    /// The nudge that was shown last, and when.
    pub told: Option<(Nudge, i64)>,
    /// The last day on which the routine's time was seen to.
    pub routine: Option<NaiveDate>,
    /// The last day on which the evening's time was seen to.
    pub evening: Option<NaiveDate>,
    /// Since when a session runs, in whichever tab or terminal.
    #[serde(default)]
    pub session: Option<i64>,
}

/// A nudge, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NudgeRow {
    /// Its name; nothing before it was first written.
    pub uid: Option<Uid>,
    /// To what.
    pub kind: Nudge,
    /// When it was first due.
    pub due_at: i64,
    /// How often it was shown in all.
    pub shown: u8,
    /// What became of it; nothing while it waits.
    pub answer: Option<Answer>,
    /// When.
    pub answered_at: Option<i64>,
    /// By how much it was put off in all, milliseconds.
    pub snoozed_ms: i64,
    /// The session that was taken.
    pub session: Option<Uid>,
}

/// A stretch of time, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpellRow {
    /// What was done.
    pub kind: Spell,
    /// From when.
    pub from_at: i64,
    /// To when, not before `from_at`.
    pub to_at: i64,
    /// What the person said of it, if asked.
    pub said: Option<Time>,
}

/// Why it is quiet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the stored words")]
pub enum QuietWhy {
    Pause,
    Meeting,
}

/// A pause: it always has an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// Its name; nothing before it was first written.
    pub uid: Option<Uid>,
    /// From when.
    pub from_at: i64,
    /// Until when.
    pub until_at: i64,
    /// When it was ended before its time.
    pub ended_at: Option<i64>,
    /// Why.
    pub why: QuietWhy,
}

/// What is to be written, in one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// The schedule as it is now.
    pub saved: Saved,
    /// Nudges that got their answer, and are no longer open.
    pub answered: Vec<NudgeRow>,
    /// Stretches of time that have ended.
    pub spells: Vec<SpellRow>,
    /// The pause that has just been ended, begun or replaced.
    pub quiet: Vec<Quiet>,
}
