//! What can be asked of the store. The floors above know the store by these types and by what it answers.

use super::breaks::BreaksRequest;
use super::given::{Begin, NewEntry, NewItem};
use super::habit::HabitRequest;
use super::journal::JournalRequest;
use super::plan::PlanRequest;
use crate::domain::{AnswerKind, Day, SessionState, Uid};

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

/// Everything that is asked of the store while the app runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// What Today shows for a day; reads only.
    Today(Day),
    /// Begin a session. Answers [`Reply::Begun`]; refuses with [`StoreError::Running`] if one is running, and with
    /// [`StoreError::Warned`] while a warning sign has not been seen to.
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
    /// Keep answers of a kind that are half made; the body is the form's own. Answers [`Reply::Kept`].
    KeepHalf(AnswerKind, String),
    /// Forget the half made answers of a kind. Answers [`Reply::Kept`].
    DropHalf(AnswerKind),
    /// The half made answers of a kind. Answers [`Reply::Half`](super::Reply::Half).
    Half(AnswerKind),
    /// What the journal asks. Answers [`Reply::Journal`].
    Journal(JournalRequest),
    /// The answers on the warning signs that have to be seen to before a session may begin; the oldest, if there are several.
    Warning,
    /// Before and after of the last session of the fortnight up to a day that has both, each given in time.
    LastPair(Day),
    /// After minus before of the sessions of these days, added up. Answers [`Reply::Changes`](super::Reply::Changes).
    Changes {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
    /// What a page about these days needs, added up; [`MOST_DAYS`](super::MOST_DAYS) at most. Answers [`Reply::Span`](super::Reply::Span).
    Span {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
        /// Whether notes and medicine are wanted, too.
        with_own: bool,
    },
    /// What is asked about plans. Answers [`Reply::Plan`].
    Plan(PlanRequest),
    /// What is asked about habits. Answers [`Reply::Habit`](super::Reply::Habit).
    Habit(HabitRequest),
    /// What is asked about nudges. Answers [`Reply::Breaks`](super::Reply::Breaks).
    Breaks(BreaksRequest),
    /// Take back the last change of any kind. Answers [`Reply::Undone`].
    Undo,
    /// All choices made in the app.
    Prefs,
    /// Keep a choice made in the app; the value is JSON.
    SetPref(String, String),
    /// Forget a choice made in the app, so that the default holds again. Answers [`Reply::PrefKept`].
    DropPref(String),
    /// Whether a session was ever begun here.
    HasSessions,
}
