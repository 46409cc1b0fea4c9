//! What the store answers, and why it refuses.

use std::collections::BTreeMap;

use super::breaks::BreaksReply;
use super::habit::{HabitLine, HabitReply};
use super::journal::JournalReply;
use super::plan::PlanReply;
use super::span::Span;
use crate::domain::{Answers, Day, Entry, Item, Score, Session, SessionKind, SessionState, Uid};
use crate::insight::Changes;
use crate::plan::History;

/// The last rating of how it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastPain {
    /// The rating.
    pub score: Score,
    /// When it was felt, UTC milliseconds.
    pub felt_at: i64,
    /// Offset then, minutes east.
    pub felt_off: i32,
    /// Its local day.
    pub day: Day,
}

/// One day of the strip. Several sessions a day: the first before and the last after (decisions 4.9). Missing stays missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayPain {
    /// The day.
    pub day: Day,
    /// The first rating before a session.
    pub before: Option<Score>,
    /// The last rating after a session.
    pub after: Option<Score>,
    /// The last rating of its own, where there is neither.
    pub single: Option<Score>,
    /// Sessions done that day, short ones included.
    pub done: u32,
}

/// One session of the day, for the list on Today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    /// Its name.
    pub uid: Uid,
    /// Its kind.
    pub kind: SessionKind,
    /// What was run.
    pub what: String,
    /// Its title then.
    pub title: String,
    /// Whether it was short.
    pub short: bool,
    /// How far it got.
    pub state: SessionState,
    /// When it ended, UTC milliseconds.
    pub ended_at: Option<i64>,
    /// Offset at its start.
    pub started_off: i32,
}

/// A session that was left in the middle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// The session.
    pub session: Session,
    /// The frozen timeline as JSON.
    pub timeline: String,
    /// Step of the timeline, from 0.
    pub step: usize,
    /// Milliseconds inside it.
    pub step_ms: u64,
    /// Its items so far, by place.
    pub items: Vec<Item>,
    /// When its position was last written, UTC milliseconds: a recent one may still run in another tab.
    pub beat_at: i64,
    /// Whether a tab holds it. One that ended in order has let go of it; one that was killed has not.
    pub is_held: bool,
}

/// What Today shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TodayData {
    /// The last rating of how it is now, from any day.
    pub last: Option<LastPain>,
    /// The last 14 days, oldest first, all present.
    pub days: Vec<DayPain>,
    /// This day's sessions that have ended, oldest first.
    pub sessions: Vec<SessionLine>,
    /// A session left in the middle, of any day.
    pub unfinished: Option<Box<Unfinished>>,
    /// The open run of a plan with all that was done in it.
    pub run: Option<Box<History>>,
    /// The habits that are kept, with their ticks.
    pub habits: Vec<HabitLine>,
    /// Whether the average of this day has been given.
    pub has_average: bool,
    /// The day of the last desk check.
    pub desk: Option<Day>,
    /// Answers on the warning signs that nobody has seen to yet: no session begins before that.
    pub warning: Option<Box<Answers>>,
}

impl TodayData {
    /// The routine of the day: the plan's, else the chosen one.
    #[must_use]
    pub fn routine<'a>(&'a self, chosen: &'a str) -> &'a str {
        let run = self.run.as_deref().map(|history| &history.run).filter(|run| !run.is_of_habits());
        run.map_or(chosen, |run| &run.routine)
    }

    /// The last session of this day that did a whole routine.
    #[must_use]
    pub fn done(&self, routine: &str) -> Option<&SessionLine> {
        let is_it = |line: &&SessionLine| line.kind == SessionKind::Routine && line.what == routine && line.state == SessionState::Done;
        self.sessions.iter().rev().find(is_it)
    }
}

/// What the summary shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryData {
    /// The session.
    pub session: Session,
    /// Its items, by place.
    pub items: Vec<Item>,
    /// The rating before.
    pub before: Option<Entry>,
    /// The rating after.
    pub after: Option<Entry>,
    /// The 14 days up to its day, oldest first.
    pub days: Vec<DayPain>,
}

/// What the store answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// To [`Request::Today`].
    Today(Box<TodayData>),
    /// To [`Request::Begin`].
    Begun(Uid),
    /// To [`Request::Resume`].
    Resumed(Box<Unfinished>),
    /// To [`Request::Position`], [`Request::Retime`], [`Request::KeepHalf`](super::Request::KeepHalf) and [`Request::DropHalf`](super::Request::DropHalf).
    Kept,
    /// To [`Request::Log`].
    Logged(Uid),
    /// To [`Request::Finish`].
    Finished,
    /// To [`Request::Discard`] and [`Request::TakeBack`].
    Discarded,
    /// To [`Request::CloseStale`]: the title of what was closed.
    Closed(Option<String>),
    /// To [`Request::Rate`].
    Rated(Uid),
    /// To [`Request::Summary`].
    Summary(Box<SummaryData>),
    /// To [`Request::Answer`] and [`Request::Acknowledge`].
    Answered(Uid),
    /// To [`Request::Answers`].
    Answers(Vec<Answers>),
    /// To [`Request::Half`](super::Request::Half): the body, if there is one.
    Half(Option<String>),
    /// To [`Request::LastPair`].
    LastPair(Option<(Score, Score)>),
    /// To [`Request::Changes`](super::Request::Changes).
    Changes(Changes),
    /// To [`Request::Span`](super::Request::Span).
    Span(Box<Span>),
    /// To [`Request::Plan`].
    Plan(PlanReply),
    /// To [`Request::Habit`].
    Habit(HabitReply),
    /// To [`Request::Breaks`](super::Request::Breaks).
    Breaks(BreaksReply),
    /// To [`super::Request::Journal`].
    Journal(JournalReply),
    /// To [`Request::Warning`].
    Warning(Option<Box<Answers>>),
    /// To [`Request::Undo`]: what was taken back, in words, or nothing to take back.
    Undone(Option<String>),
    /// To [`Request::Prefs`]: key to JSON.
    Prefs(BTreeMap<String, String>),
    /// To [`Request::SetPref`] and [`Request::DropPref`].
    PrefKept,
    /// To [`Request::HasSessions`].
    HasSessions(bool),
}

/// Why the store refused. `Display` is a sentence for the screen, with its remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// A session is running already.
    Running(Uid),
    /// A warning sign has to be seen to first: these answers.
    Warned(Uid),
    /// The session was taken up in another tab.
    TakenOver,
    /// There is no such row any more.
    Gone,
    /// Somebody else held the database for longer than five seconds.
    Locked,
    /// Disk full, read-only, I/O error: what SQLite said.
    NotSaved(String),
    /// The file is damaged or not what we wrote: what was found.
    Damaged(String),
    /// The value was refused before it was written: why.
    Refused(String),
}

impl StoreError {
    /// Why, as the end of a sentence that says what did not come about.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::Locked => "another program holds the database".to_owned(),
            Self::NotSaved(why) | Self::Refused(why) => why.clone(),
            Self::Damaged(what) => format!("the database is damaged ({what})"),
            Self::Running(_) | Self::Warned(_) | Self::TakenOver | Self::Gone => self.to_string().trim_end_matches('.').to_owned(),
        }
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Running(_) => f.write_str("A session is already running. Go on with it, or end it first."),
            Self::Warned(_) => f.write_str("No exercise yet: first see to the warning sign you answered yes to."),
            Self::TakenOver => f.write_str("This session goes on in another tab."),
            Self::Gone => f.write_str("That is no longer there."),
            Self::Locked => f.write_str("Not saved: another program holds the database. Close it, then try again."),
            Self::NotSaved(why) => write!(f, "Not saved: {why}."),
            Self::Damaged(what) => write!(f, "The database is damaged: {what}."),
            Self::Refused(why) => write!(f, "Not saved: {why}."),
        }
    }
}

impl std::error::Error for StoreError {}
