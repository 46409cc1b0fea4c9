//! The record of a session: what was done, item by item, as it is stored.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::uid::Uid;

/// What kind of thing was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the stored words")]
pub enum SessionKind {
    Routine,
    Exercise,
    Break,
    Care,
}

/// How far it got. `done`: all items done or skipped by choice, with at least half of the active time (decisions 4.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the stored words")]
pub enum SessionState {
    Running,
    Done,
    Partial,
}

/// Which side an item was done on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the stored words")]
pub enum Side {
    Both,
    Left,
    Right,
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the stored words")]
pub enum Outcome {
    Done,
    Skipped,
    /// Stopped because it hurt.
    Ouch,
    /// Left in the middle when the session ended.
    Cut,
}

/// One session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub uid: Uid,
    /// What kind of thing was run.
    pub kind: SessionKind,
    /// The id of the routine, exercise or care.
    pub what: String,
    /// Its name at that time.
    pub title: String,
    /// The plan run it belongs to.
    pub run: Option<Uid>,
    /// The local day on which it began.
    pub day: Day,
    /// When it began, UTC milliseconds.
    pub started_at: i64,
    /// Offset then, minutes east.
    pub started_off: i32,
    /// When it ended, UTC milliseconds.
    pub ended_at: Option<i64>,
    /// How far it got.
    pub state: SessionState,
    /// Whether it was the short version.
    pub short: bool,
    /// Whether it was the gentler form.
    pub gentle: bool,
    /// Planned length, milliseconds.
    pub planned_ms: i64,
    /// Time really spent moving, holding or resting; no pauses.
    pub active_ms: i64,
}

impl Session {
    /// What became of it, in words.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match (self.state, self.short) {
            (SessionState::Done, false) => "Done",
            (SessionState::Done, true) => "Done, the short version",
            _ => "Partly done",
        }
    }
}

/// One set on one side of one exercise, as it was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub uid: Uid,
    /// Its session.
    pub session: Uid,
    /// Its place in the session, from 0.
    pub seq: i64,
    /// The exercise's id.
    pub exercise: String,
    /// The variant's name, empty for the exercise itself.
    pub variant: String,
    /// The side.
    pub side: Side,
    /// Which set, from 1.
    pub set_no: i64,
    /// Reps planned, for doses in reps.
    pub planned_reps: Option<i64>,
    /// Milliseconds planned.
    pub planned_ms: Option<i64>,
    /// Reps done.
    pub done_reps: Option<i64>,
    /// Milliseconds done.
    pub done_ms: i64,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was stopped or skipped, if said.
    pub reason: Option<String>,
    /// When it ended, UTC milliseconds.
    pub at: i64,
}
