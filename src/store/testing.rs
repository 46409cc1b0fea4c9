//! What the tests of this room share: a folder that goes away, a database in memory, a stamp that can be moved.

use std::path::Path;

use super::record::{self, Cell, Record};
use super::table::{PROGRESS, TABLES};
use super::{Begin, NewEntry, NewItem, OpenPlan, Opened, Reply, Request, Stamp, Store, TodayData};
use crate::domain::{Day, EntryMoment, Outcome, Score, SessionKind, SessionState, Side, Uid};

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

/// How SQLite goes about a statement, step by step.
pub(super) fn steps(store: &Store, sql: &str) -> Vec<String> {
    let mut query = store.db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect(sql);
    let values = vec![1; query.parameter_count()];
    let steps = query.query_map(rusqlite::params_from_iter(values), |row| row.get(3)).expect(sql);
    steps.collect::<Result<_, _>>().expect(sql)
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

/// A session of a routine, with or without a rating before.
pub(super) fn routine(title: &str, before: Option<u8>) -> Begin {
    Begin {
        kind: SessionKind::Routine,
        what: "daily-relief".to_owned(),
        title: title.to_owned(),
        short: false,
        gentle: false,
        planned_ms: 600_000,
        timeline: r#"{"steps":[1,2,3]}"#.to_owned(),
        before: before.map(score),
    }
}

pub(super) fn begin(store: &mut Store, begin: Begin, stamp: Stamp) -> Uid {
    match store.answer(&Request::Begin(Box::new(begin)), stamp) {
        Ok(Reply::Begun(uid)) => uid,
        other => panic!("{other:?}"),
    }
}

/// An item of a session, done for ten seconds.
pub(super) fn item(session: Uid, seq: i64) -> NewItem {
    NewItem {
        session,
        seq,
        exercise: "cat-cow".to_owned(),
        variant: String::new(),
        side: Side::Both,
        set_no: 1,
        planned_reps: Some(8),
        planned_ms: None,
        done_reps: Some(8),
        done_ms: 10_000,
        outcome: Outcome::Done,
        reason: None,
    }
}

pub(super) fn log(store: &mut Store, item: NewItem, stamp: Stamp) -> Uid {
    match store.answer(&Request::Log(Box::new(item)), stamp) {
        Ok(Reply::Logged(uid)) => uid,
        other => panic!("{other:?}"),
    }
}

pub(super) fn finish(store: &mut Store, session: Uid, stamp: Stamp) {
    let end = Request::Finish { session, state: SessionState::Done, active_ms: 30_000 };
    assert_eq!(store.answer(&end, stamp), Ok(Reply::Finished));
}

/// Begins, logs `items` items and ends.
pub(super) fn whole_session(store: &mut Store, title: &str, before: Option<u8>, items: i64, stamp: Stamp) -> Uid {
    let uid = begin(store, routine(title, before), stamp);
    for seq in 0..items {
        log(store, item(uid, seq), stamp);
    }
    finish(store, uid, stamp);
    uid
}

pub(super) fn undo(store: &mut Store) -> Option<String> {
    match store.answer(&Request::Undo, NOON) {
        Ok(Reply::Undone(label)) => label,
        other => panic!("{other:?}"),
    }
}

pub(super) fn today(store: &mut Store, day: Day) -> TodayData {
    match store.answer(&Request::Today(day), NOON) {
        Ok(Reply::Today(data)) => *data,
        other => panic!("{other:?}"),
    }
}

/// Every row of every table of the person's, having checked that each sum is the sum of its row.
pub(super) fn rows_of(store: &Store) -> Vec<Record> {
    let mut rows = Vec::new();
    for table in TABLES.iter().copied().chain([&PROGRESS]) {
        let mut keys = store.db.prepare(&format!("SELECT {} FROM {} ORDER BY 1", record::columns(table), table.name)).expect("prepares");
        let found: Vec<Vec<Cell>> =
            keys.query_map([], |row| record::cells(table, row)).expect("asks").collect::<Result<_, _>>().expect("reads");
        for cells in found {
            let row = record::find(&store.db, table, &cells[..table.key]).expect("reads").expect("stands");
            if table.summed {
                let sql = format!("SELECT sum FROM {} WHERE uid = ?1", table.name);
                let sum: i64 = store.db.query_row(&sql, [&cells[0]], |row| row.get(0)).expect("reads");
                assert_eq!(sum, row.sum(), "{row:?}");
            }
            rows.push(row);
        }
    }
    rows
}

/// The same without clock and device, which move on when something is taken back.
pub(super) fn content_of(store: &Store) -> Vec<Record> {
    let mut rows = rows_of(store);
    for row in &mut rows {
        row.put("hlc", Cell::Empty);
        row.put("dev", Cell::Empty);
    }
    rows
}
