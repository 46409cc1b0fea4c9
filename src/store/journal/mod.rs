//! What the journal asks of the store: its list, what is searched for, its chart, and the changing of single ratings.

mod change;
mod chart;
mod draft;
mod list;
mod search;
#[cfg(test)]
mod tests;

use super::{DayPain, Stamp, Store, StoreError};
use crate::domain::{Day, Entry, Region, Score, Session, Uid, Word};

/// What the journal asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalRequest {
    /// The rows around a place. Answers [`JournalReply::Page`].
    Page(Around),
    /// The newest rows in which a text occurs, whatever its case and accents. Answers [`JournalReply::Found`].
    Search(String),
    /// The numbers of a span of days, both ends included. Answers [`JournalReply::Chart`].
    Chart {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
    /// One rating with all that its form needs. Answers [`JournalReply::Form`].
    Form(Uid),
    /// Change a rating. Answers [`JournalReply::Changed`].
    Change(Box<EntryChange>),
    /// Delete a rating. Answers [`JournalReply::Deleted`].
    Delete(Uid),
    /// Keep a half-filled form of a rating; the body is the form's own. Answers [`JournalReply::Kept`].
    Draft {
        /// The rating.
        entry: Uid,
        /// The form as it stands.
        body: String,
    },
    /// Forget the half-filled form of a rating. Answers [`JournalReply::Kept`].
    DropDraft(Uid),
    /// The average of a day, if it has been rated. Answers [`JournalReply::Average`].
    Average(Day),
}

/// What the store answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalReply {
    /// To [`JournalRequest::Page`].
    Page(Box<JournalPage>),
    /// To [`JournalRequest::Search`], the newest first.
    Found(Vec<JournalRow>),
    /// To [`JournalRequest::Chart`]: every day of the span, the oldest first.
    Chart(Vec<DayNumbers>),
    /// To [`JournalRequest::Form`].
    Form(Box<FormData>),
    /// To [`JournalRequest::Change`].
    Changed,
    /// To [`JournalRequest::Delete`].
    Deleted,
    /// To [`JournalRequest::Draft`] and [`JournalRequest::DropDraft`].
    Kept,
    /// To [`JournalRequest::Average`].
    Average(Option<Score>),
}

/// Where the list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// From the newest row on.
    Newest,
    /// From the oldest row back.
    Oldest,
    /// On both sides of a place.
    Place(Place),
}

/// The place of a row in the list: by day, then by time, then by name. Later ones stand higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The local day, as it was written.
    pub day: Day,
    /// When it was felt, or when the session ended: UTC milliseconds.
    pub at: i64,
    /// The row.
    pub uid: Uid,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// Where it stands.
    pub place: Place,
    /// Minutes east of UTC then.
    pub off: i32,
    /// What it is.
    pub what: JournalWhat,
}

/// What a row of the list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalWhat {
    /// A rating.
    Entry {
        /// The rating; of a long note only the beginning.
        entry: Box<Entry>,
        /// The title of its session, if it has one.
        title: Option<String>,
        /// Whether a form of it was left half filled.
        has_draft: bool,
    },
    /// A session that has ended.
    Session(Box<Session>),
}

/// A stretch of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalPage {
    /// Its rows, the newest first.
    pub rows: Vec<JournalRow>,
    /// Whether nothing is newer.
    pub is_newest: bool,
    /// Whether nothing is older.
    pub is_oldest: bool,
}

/// The numbers of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayNumbers {
    /// How it was then, around sessions and on its own.
    pub pain: DayPain,
    /// All ratings that stand on their own, the earliest felt first, also those of a day with sessions.
    pub singles: Vec<Score>,
    /// The average of the day, a series of its own.
    pub average: Option<Score>,
}

/// Regions, and the worst of them.
pub type Regions = (Vec<Region>, Option<Region>);

/// What the form of a rating opens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormData {
    /// The rating.
    pub entry: Entry,
    /// The title of its session, if it has one.
    pub title: Option<String>,
    /// The regions of the rating written before it that has any, and the worst of them.
    pub last: Option<Regions>,
    /// The form as it was left half filled.
    pub draft: Option<String>,
}

/// A rating as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryChange {
    /// Which.
    pub uid: Uid,
    /// The rating.
    pub score: Score,
    /// When it was felt; nothing leaves that as it is.
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

impl Store {
    /// Answers what the journal asks.
    pub(super) fn journal(&mut self, request: &JournalRequest, stamp: Stamp) -> Result<JournalReply, StoreError> {
        match request {
            JournalRequest::Page(around) => list::page(&self.db, *around).map(Box::new).map(JournalReply::Page),
            JournalRequest::Search(text) => search::search(&self.db, text).map(JournalReply::Found),
            JournalRequest::Chart { from, to } => chart::chart(&self.db, *from, *to).map(JournalReply::Chart),
            JournalRequest::Form(uid) => draft::form(&self.db, *uid).map(Box::new).map(JournalReply::Form),
            JournalRequest::Change(change) => self.change(change, stamp).map(|()| JournalReply::Changed),
            JournalRequest::Delete(uid) => self.delete(*uid, stamp).map(|()| JournalReply::Deleted),
            JournalRequest::Draft { entry, body } => self.keep_draft(*entry, body, stamp).map(|()| JournalReply::Kept),
            JournalRequest::DropDraft(entry) => self.drop_draft(*entry, stamp).map(|()| JournalReply::Kept),
            JournalRequest::Average(day) => chart::average(&self.db, *day).map(JournalReply::Average),
        }
    }
}
