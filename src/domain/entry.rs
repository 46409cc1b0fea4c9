//! A pain entry: one number on the 0–10 scale, when it was felt, and what goes with it.

use serde::{Deserialize, Serialize};

use super::body::{Region, Word};
use super::day::Day;
use super::uid::Uid;

/// The numeric rating scale (NRS): 0 no pain, 10 the worst imaginable. Whole numbers; a missing rating is missing, never 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub struct Score(u8);

impl Score {
    /// A rating, if it is on the scale.
    #[must_use]
    pub fn new(value: u8) -> Option<Self> {
        (value <= 10).then_some(Self(value))
    }

    /// 0 to 10.
    #[must_use]
    pub fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Score {
    type Error = String;
    fn try_from(value: u8) -> Result<Self, String> {
        Self::new(value).ok_or_else(|| format!("{value} is not on the scale from 0 to 10"))
    }
}

impl From<Score> for u8 {
    fn from(score: Score) -> Self {
        score.0
    }
}

/// Which span the rating speaks of. The series are never mixed in one average.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the stored words")]
pub enum Recall {
    Now,
    Average,
    Worst,
}

/// On which occasion it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the stored words")]
pub enum EntryMoment {
    Free,
    Before,
    After,
    During,
    Evening,
}

/// One rating with all that goes with it. Times are UTC milliseconds, offsets minutes east.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub uid: Uid,
    /// The rating.
    pub score: Score,
    /// Which span it speaks of.
    pub recall: Recall,
    /// On which occasion.
    pub moment: EntryMoment,
    /// The session it belongs to.
    pub session: Option<Uid>,
    /// The item of that session it belongs to.
    pub item: Option<Uid>,
    /// When it was felt.
    pub felt_at: i64,
    /// Offset then.
    pub felt_off: i32,
    /// The local day, by the day start in force when written.
    pub day: Day,
    /// When it was entered.
    pub entered_at: i64,
    /// Offset then.
    pub entered_off: i32,
    /// Medicine, one free line.
    pub medicine: Option<String>,
    /// A note, at most 100,000 characters.
    pub note: Option<String>,
    /// Its words, sorted.
    pub words: Vec<Word>,
    /// The worst of its regions.
    pub worst: Option<Region>,
}

impl Entry {
    /// The longest note, in characters (decisions 4.30).
    pub const NOTE_LIMIT: usize = 100_000;
    /// Beyond this many minutes between feeling and entering, a rating is late and pairs with nothing (decisions 4.8).
    pub const LATE_MINUTES: i64 = 60;

    /// Whether it was entered more than an hour after it was felt.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.entered_at.saturating_sub(self.felt_at) > Self::LATE_MINUTES * 60_000
    }
}
