//! What can be asked of the store. The floors above know the store by these types and by what it answers.

use super::plan::PlanRequest;
use crate::domain::{AnswerKind, Day, EntryMoment, Outcome, Recall, Region, Score, SessionKind, SessionState, Side, Uid, Word};

/// When something is written: UTC milliseconds, minutes east, and the local day by the day start in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// UTC milliseconds since 1970.
    pub at: i64,
    /// Minutes east of UTC.
    pub off: i32,
    /// The local day.
    pub day: Day,
}

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

/// Everything that is asked of the store while the app runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// What Today shows for a day; reads only.
    Today(Day),
    /// Begin a session. Answers [`Reply::Begun`]; refuses with [`StoreError::Running`] if one is running.
    Begin(Box<Begin>),
    /// Take up the unfinished session in this tab. Answers [`Reply::Resumed`].
    Resume(Uid),
    /// Where the player stands: the step and the milliseconds inside it, and the active time so far. Only the newest counts.
    Position {
        /// The session.
        session: Uid,
        /// Step of the frozen timeline, from 0.
        step: usize,
        /// Milliseconds inside it.
        step_ms: u64,
        /// Whether it is paused.
        paused: bool,
        /// Active milliseconds so far.
        active_ms: u64,
    },
    /// The rest of the session has another form: its timeline as JSON. Answers [`Reply::Kept`].
    Retime {
        /// The session.
        session: Uid,
        /// The new frozen timeline as JSON.
        timeline: String,
    },
    /// An item has ended.
    Log(Box<NewItem>),
    /// End a session; the items that were never reached stay unwritten. Answers [`Reply::Finished`].
    Finish {
        /// The session.
        session: Uid,
        /// How far it got.
        state: SessionState,
        /// Active milliseconds.
        active_ms: u64,
    },
    /// Throw a session away with its items; its ratings stay as free entries (decisions 4.26). Undo brings it back.
    Discard(Uid),
    /// Take a session back that this tab has only just begun, with its rating before: nothing remembers it. Answers [`Reply::Discarded`].
    TakeBack(Uid),
    /// Close as partial what was left running on an earlier day. Answers [`Reply::Closed`].
    CloseStale(Day),
    /// Write a rating.
    Rate(Box<NewEntry>),
    /// One session with its items and ratings, and the strip up to its day.
    Summary(Uid),
    /// Keep answers to what is asked once in a while; the body is JSON. Answers [`Reply::Answered`].
    Answer {
        /// What was asked.
        kind: AnswerKind,
        /// The row it speaks of.
        about: Option<Uid>,
        /// The answers as JSON.
        body: String,
    },
    /// What follows from these answers has been seen to. Answers [`Reply::Answered`].
    Acknowledge(Uid),
    /// The newest sets of answers of a kind, the newest first.
    Answers(AnswerKind),
    /// Before and after of the last session of the fortnight up to a day that has both, each given in time.
    LastPair(Day),
    /// What is asked about plans. Answers [`Reply::Plan`].
    Plan(PlanRequest),
    /// Take back the last change of any kind. Answers [`Reply::Undone`].
    Undo,
    /// All choices made in the app.
    Prefs,
    /// Keep a choice made in the app; the value is JSON.
    SetPref(String, String),
}
