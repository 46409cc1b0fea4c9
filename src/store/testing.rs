//! What the tests of this room share: a folder that goes away, a database in memory, a stamp that can be moved.

use std::path::Path;

use super::{NewEntry, OpenPlan, Opened, Reply, Request, Stamp, Store};
use crate::domain::{Day, EntryMoment, Score, Uid};

/// 2 March 2026, 12:00 UTC.
pub(super) const NOON: Stamp = Stamp { at: 1_772_452_800_000, off: 60, day: Day(20_514) };

/// So many milliseconds after [`NOON`], on the same day.
pub(super) fn after(millis: i64) -> Stamp {
    Stamp { at: NOON.at + millis, ..NOON }
}

/// A folder of its own, removed when it goes out of scope.
pub(super) struct Folder(tempfile::TempDir);

impl Folder {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Opens the store in it.
    pub(super) fn open(&self) -> Opened {
        Store::open(&OpenPlan { dir: self.path(), create: true, stamp: NOON }).expect("opens")
    }
}

pub(super) fn memory() -> Store {
    Store::in_memory().expect("opens")
}

pub(super) fn score(value: u8) -> Score {
    Score::new(value).expect("on the scale")
}

/// Writes a bare rating.
pub(super) fn rate(store: &mut Store, value: u8, moment: EntryMoment, session: Option<Uid>, stamp: Stamp) -> Uid {
    match store.answer(&Request::Rate(Box::new(NewEntry::now(score(value), moment, session))), stamp) {
        Ok(Reply::Rated(uid)) => uid,
        other => panic!("{other:?}"),
    }
}
