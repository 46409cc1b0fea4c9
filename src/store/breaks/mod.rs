//! Nudges: the schedule as it is kept, what became of each nudge, and what a command asks of the open tab.

mod day;
mod days;
mod errand;
mod glance;
mod keep;
mod read;
#[cfg(test)]
mod tests;

pub use day::DayFacts;
pub use days::{BreakDays, COUNTED_DAYS, Tally};
pub use errand::Errand;
pub use glance::{Glance, glance};
pub(super) use keep::took;

use super::{Stamp, Store, StoreError};
use crate::breaks::{Keep, Saved};
use crate::domain::Day;

/// What is asked about nudges. None of it is a step that can be taken back: nudges come by themselves, and would push out what the person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BreaksRequest {
    /// The schedule as it is kept. Answers [`BreaksReply::Saved`]; reads only.
    Read,
    /// Keep the schedule, in one transaction. With it go the offset and the local day of every instant at which a row of it begins; made by
    /// [`BreaksRequest::keep`]. Answers [`BreaksReply::Kept`].
    Keep(Box<Keep>, Vec<Stamp>),
    /// Leave something for the open tab to do. Answers [`BreaksReply::Kept`].
    Leave(Errand),
    /// Take what was left to do, so that it is done once. Answers [`BreaksReply::Taken`].
    Take,
    /// What a movement break on a day is chosen by. Answers [`BreaksReply::Day`]; reads only.
    Day(Day),
    /// What became of the nudges of the days up to this one, and its stretches. Answers [`BreaksReply::Days`]; reads only.
    Days(Day),
}

impl BreaksRequest {
    /// Keeps the schedule; `stamp` tells the local day of an instant in UTC milliseconds.
    #[must_use]
    pub fn keep(keep: Keep, stamp: impl Fn(i64) -> Stamp) -> Self {
        let nudges = keep.answered.iter().chain(&keep.saved.open).map(|nudge| nudge.due_at);
        let stamps = nudges.chain(keep.spells.iter().map(|spell| spell.from_at)).map(stamp).collect();
        Self::Keep(Box::new(keep), stamps)
    }
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BreaksReply {
    /// To [`BreaksRequest::Read`]; nothing before a tab or a command first kept one.
    Saved(Option<Box<Saved>>),
    /// To [`BreaksRequest::Keep`] and [`BreaksRequest::Leave`]: it is on disk.
    Kept,
    /// To [`BreaksRequest::Take`]; nothing if nothing was left, or so long ago that nobody waits for it.
    Taken(Option<Errand>),
    /// To [`BreaksRequest::Day`].
    Day(Box<DayFacts>),
    /// To [`BreaksRequest::Days`].
    Days(Box<BreakDays>),
}

impl Store {
    /// Answers what is asked about nudges.
    pub(super) fn breaks(&mut self, request: &BreaksRequest, stamp: Stamp) -> Result<BreaksReply, StoreError> {
        match request {
            BreaksRequest::Read => {
                read::saved(&*self.db.unchecked_transaction()?, stamp.at).map(|saved| BreaksReply::Saved(saved.map(Box::new)))
            }
            BreaksRequest::Keep(keep, stamps) => self.keep_breaks(keep, stamps, stamp).map(|()| BreaksReply::Kept),
            BreaksRequest::Leave(errand) => self.leave_errand(errand, stamp).map(|()| BreaksReply::Kept),
            BreaksRequest::Take => self.take_errand(stamp).map(BreaksReply::Taken),
            BreaksRequest::Day(day) => day::of(&self.db, *day).map(Box::new).map(BreaksReply::Day),
            BreaksRequest::Days(day) => days::of(&self.db, *day).map(Box::new).map(BreaksReply::Days),
        }
    }
}
