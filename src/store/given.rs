//! What is to be written, as it is handed in: a session about to begin, an item that has ended, a rating.

use super::Stamp;
use crate::domain::{EntryMoment, Outcome, Recall, Region, Score, SessionKind, Side, Uid, Word};

/// A session about to begin, with its frozen timeline and the rating given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    /// What kind of thing is run.
    pub kind: SessionKind,
    /// The id of the routine, exercise or care.
    pub what: String,
    /// Its name now.
    pub title: String,
    /// Whether it is the short version.
    pub short: bool,
    /// Whether it is the gentler form.
    pub gentle: bool,
    /// Planned length, milliseconds.
    pub planned_ms: i64,
    /// The frozen timeline as JSON, so that edited content cannot shift a resumed session.
    pub timeline: String,
    /// Pain before; nothing if it was not rated.
    pub before: Option<Score>,
}

/// An item that has just ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewItem {
    /// Its session.
    pub session: Uid,
    /// Its place in the session, from 0. Writing the same place again replaces it (done once more after `b`).
    pub seq: i64,
    /// The exercise's id.
    pub exercise: String,
    /// The variant's name, empty for the exercise itself.
    pub variant: String,
    /// The side.
    pub side: Side,
    /// Which set, from 1.
    pub set_no: i64,
    /// Reps planned.
    pub planned_reps: Option<i64>,
    /// Milliseconds planned.
    pub planned_ms: Option<i64>,
    /// Reps done.
    pub done_reps: Option<i64>,
    /// Milliseconds done.
    pub done_ms: i64,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, if said.
    pub reason: Option<String>,
}

/// A rating to write. `felt` is absent when it is felt now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// The rating.
    pub score: Score,
    /// Which span it speaks of.
    pub recall: Recall,
    /// On which occasion. A second `before` or `after` of one session replaces the first.
    pub moment: EntryMoment,
    /// The session it belongs to.
    pub session: Option<Uid>,
    /// The item of that session, by its place.
    pub item_seq: Option<i64>,
    /// When it was felt, if not now.
    pub felt: Option<Stamp>,
    /// Its words.
    pub words: Vec<Word>,
    /// The worst of its regions.
    pub worst: Option<Region>,
    /// Medicine, one free line.
    pub medicine: Option<String>,
    /// A note.
    pub note: Option<String>,
}

impl NewEntry {
    /// A bare rating of how it is now.
    #[must_use]
    pub fn now(score: Score, moment: EntryMoment, session: Option<Uid>) -> Self {
        Self {
            score,
            recall: Recall::Now,
            moment,
            session,
            item_seq: None,
            felt: None,
            words: Vec::new(),
            worst: None,
            medicine: None,
            note: None,
        }
    }
}
