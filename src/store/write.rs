//! The one way to change what the person did: a transaction that sees to clock, device, checksum, undo and tombstone, so that no caller has to.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::open::patient;
use super::record::{self, Cell, Key, Record};
use super::table::{self, Table};
use super::{SCHEMA, Stamp, Store, StoreError, migrate, place};
use crate::domain::Uid;

/// What follows a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Something the person did: the database file is made whole by itself, and other tabs are told.
    Saved,
    /// Something that happened by itself, as nudges do: the same, but no copy is due for it.
    ByItself,
    /// The beat of a running session: durable, but nobody else needs to look.
    Beat,
    /// Nothing: it was only tried, and is rolled back.
    Forgotten,
}

/// How many steps can be taken back, and for how long: 200 steps, 30 days.
const STEPS: i64 = 200;
const DAYS_30: i64 = 30 * 24 * 3_600_000;

/// A change under way.
pub(super) struct Write<'a> {
    /// The open transaction.
    pub db: &'a Connection,
    /// When it happens.
    pub stamp: Stamp,
    /// This device.
    pub dev: Uid,
    /// The last reading of the clock, and whether it moved.
    hlc: i64,
    moved: bool,
    /// The step that remembers how things were; nothing is remembered without one.
    step: Option<(i64, String)>,
}

/// What hangs on a row, and what becomes of it when the row goes.
pub(super) struct Link {
    /// The table of the row.
    pub parent: &'static Table,
    /// The table of what hangs on it.
    pub child: &'static Table,
    /// By which column.
    pub column: &'static str,
    /// Whether it goes too; otherwise the link is emptied.
    pub goes_too: bool,
}

/// Ratings before items: they point at both.
pub(super) static LINKS: &[Link] = &[
    Link { parent: &table::SESSION, child: &table::ENTRY, column: "session", goes_too: false },
    Link { parent: &table::SESSION, child: &table::ITEM, column: "session", goes_too: true },
    Link { parent: &table::SESSION, child: &table::NUDGE, column: "session", goes_too: false },
    Link { parent: &table::SESSION, child: &table::PROGRESS, column: "session", goes_too: true },
    Link { parent: &table::ITEM, child: &table::ENTRY, column: "item", goes_too: false },
    Link { parent: &table::RUN, child: &table::SESSION, column: "run", goes_too: false },
    Link { parent: &table::RUN, child: &table::RUN_PAUSE, column: "run", goes_too: true },
    Link { parent: &table::RUN, child: &table::RUN_CHOICE, column: "run", goes_too: true },
    Link { parent: &table::HABIT, child: &table::HABIT_TICK, column: "habit", goes_too: true },
];

impl Store {
    /// Runs `change` in one IMMEDIATE transaction: all of it is on disk when this answers, or nothing of it.
    pub(super) fn write<T>(
        &mut self,
        stamp: Stamp,
        after: After,
        change: impl FnOnce(&mut Write<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if migrate::version(&tx)? != SCHEMA {
            return Err(StoreError::Refused("another version of unhunch has changed the database; quit and start again".to_owned()));
        }
        let dev = self.dev.map_or_else(|| here(&tx, stamp), Ok)?;
        let mut write = Write { db: &tx, stamp, dev, hlc: last_hlc(&tx)?, moved: false, step: None };
        let answer = change(&mut write)?;
        if after == After::Forgotten {
            return Ok(answer);
        }
        write.seal()?;
        tx.commit()?;
        // Not before: a device whose first change failed has no name yet.
        self.dev = Some(dev);
        if after == After::Saved {
            self.due.note();
        }
        if matches!(after, After::Saved | After::ByItself) {
            self.settle();
        }
        Ok(answer)
    }

    /// After a save: the log is folded into the database file, so that the file is whole by itself, and the bell rings. The save itself stands
    /// already; so a reader in the way, who keeps the log from being folded, is no fault.
    fn settle(&mut self) {
        let _ = patient(&mut self.db, false);
        let _ = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        let _ = patient(&mut self.db, true);
        if let Some(bell) = &self.bell {
            let _ = place::ring(bell);
        }
    }
}

/// This device's name, given with the first change.
fn here(db: &Connection, stamp: Stamp) -> Result<Uid, StoreError> {
    let cell: Option<Cell> = db.query_row("SELECT uid FROM device WHERE here = 1", [], |row| row.get(0)).optional()?;
    if let Some(uid) = cell.and_then(|cell| cell.uid()) {
        return Ok(uid);
    }
    let uid = Uid::at(stamp.at.max(0).unsigned_abs(), &chance());
    db.execute("INSERT INTO device(uid, name, seen_at, here) VALUES (?1, 'this computer', ?2, 1)", (Cell::Uid(uid), stamp.at))?;
    Ok(uid)
}

/// The clock as the last change left it, by whichever tab.
fn last_hlc(db: &Connection) -> rusqlite::Result<i64> {
    meta(db, "hlc").map(|found| found.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// A value of `meta`.
pub(super) fn meta(db: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT value FROM meta WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()
}

/// The next reading of a hybrid logical clock: wall milliseconds times 4096 and a counter, later than `last` whatever the wall clock does.
fn next_hlc(last: i64, at: i64) -> i64 {
    // 51 bits of milliseconds: the year 70000.
    let wall = at.clamp(0, i64::MAX >> 12) << 12;
    wall.max(last.saturating_add(1))
}

/// Ten bytes of chance.
pub(super) fn chance() -> [u8; 10] {
    let mut bytes = [0; 10];
    for part in bytes.chunks_mut(8) {
        // The last eight bytes of a version 7 uuid are chance but for two bits, which Uid::at sets again.
        let uuid = uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, 0, 0));
        part.copy_from_slice(&uuid.as_bytes()[16 - part.len()..]);
    }
    bytes
}

impl Write<'_> {
    /// A new reading of the clock.
    pub(super) fn tick(&mut self) -> i64 {
        self.hlc = next_hlc(self.hlc, self.stamp.at);
        self.moved = true;
        self.hlc
    }

    /// The clock never falls behind one that was seen.
    pub(super) fn witness(&mut self, hlc: i64) {
        if hlc > self.hlc {
            (self.hlc, self.moved) = (hlc, true);
        }
    }

    /// A name for a new row: later names sort after earlier ones, whatever the wall clock does.
    pub(super) fn mint(&mut self) -> Uid {
        let hlc = self.tick();
        let mut chance = chance();
        let [high, low] = u16::try_from(hlc & 0xfff).unwrap_or_default().to_be_bytes();
        (chance[0], chance[1]) = (high, low);
        Uid::at((hlc >> 12).unsigned_abs(), &chance)
    }

    /// Begins a step that can be taken back as one. `label` completes "Took back …".
    pub(super) fn step(&mut self, label: String) -> Result<(), StoreError> {
        let step = self.db.prepare_cached("SELECT coalesce(max(step), 0) + 1 FROM undo")?.query_row([], |row| row.get(0))?;
        self.step = Some((step, label));
        Ok(())
    }

    /// Drops the step in which a row was made: it cannot be taken back any more.
    pub(super) fn forget(&mut self, table: &Table, uid: Uid) -> Result<(), StoreError> {
        let sql = "DELETE FROM undo WHERE step IN (SELECT step FROM undo WHERE kind = ?1 AND uid = ?2 AND before IS NULL)";
        self.db.prepare_cached(sql)?.execute((table.name, Cell::Uid(uid)))?;
        Ok(())
    }

    /// Writes a row, new or over the one of the same name, as a change of this device and this moment.
    pub(super) fn put(&mut self, mut record: Record) -> Result<(), StoreError> {
        if record.table.clocked {
            let hlc = self.tick();
            record.put("hlc", hlc);
            record.put("dev", self.dev);
        }
        self.put_as_it_is(&record)
    }

    /// Writes a row with the clock and device it brings along.
    pub(super) fn put_as_it_is(&mut self, record: &Record) -> Result<(), StoreError> {
        let key = record.key();
        self.remember(record.table, &key)?;
        record::write(self.db, record)?;
        if record.table.clocked {
            let sql = "DELETE FROM tombstone WHERE kind = ?1 AND uid = ?2";
            self.db.prepare_cached(sql)?.execute((record.table.name, record::key_bytes(&key)))?;
        }
        Ok(())
    }

    /// Takes a row away with what hangs on it, and leaves a tombstone. Answers whether it was there.
    pub(super) fn remove(&mut self, table: &'static Table, key: &Key) -> Result<bool, StoreError> {
        if !self.take(table, key)? {
            return Ok(false);
        }
        if table.clocked {
            let hlc = self.tick();
            self.bury(table, key, hlc, self.dev)?;
        }
        Ok(true)
    }

    /// Takes a row away with what hangs on it, without a tombstone of its own.
    pub(super) fn take(&mut self, table: &'static Table, key: &Key) -> Result<bool, StoreError> {
        if record::find(self.db, table, key)?.is_none() {
            return Ok(false);
        }
        for link in LINKS.iter().filter(|link| link.parent == table) {
            for child in record::keys_where(self.db, link.child, link.column, &key[0])? {
                if link.goes_too {
                    self.remove(link.child, &child)?;
                } else if let Some(mut row) = record::find(self.db, link.child, &child)? {
                    unlink(&mut row, link.column);
                    self.put(row)?;
                }
            }
        }
        self.remember(table, key)?;
        record::erase(self.db, table, key)?;
        Ok(true)
    }

    /// Leaves a tombstone.
    pub(super) fn bury(&mut self, table: &Table, key: &Key, hlc: i64, dev: Uid) -> Result<(), StoreError> {
        let sql = "INSERT INTO tombstone(kind, uid, hlc, dev) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT(kind, uid) DO UPDATE SET hlc = excluded.hlc, dev = excluded.dev";
        self.db.prepare_cached(sql)?.execute((table.name, record::key_bytes(key), hlc, Cell::Uid(dev)))?;
        Ok(())
    }

    /// Keeps a value in `meta`.
    pub(super) fn keep(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO meta(key, value) VALUES (?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value";
        self.db.prepare_cached(sql)?.execute((key, value))?;
        Ok(())
    }

    /// Notes how a row is before its first change in this step.
    fn remember(&self, table: &'static Table, key: &Key) -> Result<(), StoreError> {
        let Some((step, label)) = &self.step else { return Ok(()) };
        let before = record::find(self.db, table, key)?;
        let before = before.map(|row| serde_json::to_string(&row)).transpose();
        let before = before.map_err(|error| StoreError::Refused(error.to_string()))?;
        // The first image of a step is the one to go back to.
        let sql = "INSERT OR IGNORE INTO undo(step, label, kind, uid, before, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.db.prepare_cached(sql)?.execute((step, label, table.name, record::key_bytes(key), before, self.stamp.at))?;
        Ok(())
    }

    /// What every change ends with: the clock is kept, and what can no longer be taken back is forgotten.
    fn seal(&self) -> Result<(), StoreError> {
        if self.moved {
            self.keep("hlc", &self.hlc.to_string())?;
        }
        if self.step.is_none() {
            return Ok(());
        }
        self.prune()
    }

    /// Forgets the steps that are too many or too old.
    pub(super) fn prune(&self) -> Result<(), StoreError> {
        loop {
            let sql = "SELECT (SELECT min(step) FROM undo), (SELECT max(step) FROM undo)";
            let (oldest, newest): (Option<i64>, Option<i64>) =
                self.db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let (Some(oldest), Some(newest)) = (oldest, newest) else { return Ok(()) };
            let sql = "SELECT at FROM undo WHERE step = ?1 LIMIT 1";
            let at: i64 = self.db.prepare_cached(sql)?.query_row([oldest], |row| row.get(0))?;
            if newest - oldest < STEPS && self.stamp.at.saturating_sub(at) <= DAYS_30 {
                return Ok(());
            }
            self.db.prepare_cached("DELETE FROM undo WHERE step = ?1")?.execute([oldest])?;
        }
    }
}

/// Empties a link. A rating that belongs to no session any more is a free one (decisions 4.26).
pub(super) fn unlink(row: &mut Record, column: &str) {
    row.put(column, Cell::Empty);
    if row.table == &table::ENTRY && column == "session" {
        row.put("item", Cell::Empty);
        if row.cell("moment") != &Cell::text("evening") {
            row.put("moment", "free");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{Folder, NOON, after, begin, memory, rate, routine, rows_of};
    use super::super::{NewEntry, Request};
    use super::*;
    use crate::domain::EntryMoment;

    proptest! {
        #[test]
        fn the_clock_never_stands_still_and_never_goes_back(walls in proptest::collection::vec(-1_000_000_000_000i64..4_000_000_000_000, 1..200)) {
            let mut last = 0;
            for wall in walls {
                let next = next_hlc(last, wall);
                prop_assert!(next > last);
                prop_assert!(next >> 12 >= wall.max(0), "not behind the wall clock");
                last = next;
            }
        }
    }

    fn clocks(store: &Store) -> Vec<i64> {
        rows_of(store).iter().map(|row| row.clock().0).collect()
    }

    #[test]
    fn the_clock_goes_on_across_restarts_and_tabs_though_the_wall_clock_jumps_back() {
        let folder = Folder::new();
        let mut seen = Vec::new();
        for hours in [0, -10, 5, -100] {
            let mut store = folder.open().store;
            let mut other = folder.open().store;
            rate(&mut store, 1, EntryMoment::Free, None, after(hours * 3_600_000));
            rate(&mut other, 2, EntryMoment::Free, None, after(hours * 3_600_000));
            // Rows come in the order of their uids, which is the order in which they were written.
            let now = clocks(&store);
            assert_eq!(now.len(), seen.len() + 2);
            assert_eq!(now[..seen.len()], seen[..]);
            seen = now;
        }
        assert!(seen.windows(2).all(|pair| pair[0] < pair[1]), "{seen:?}");
    }

    #[test]
    fn after_a_save_the_database_file_is_whole_by_itself() {
        let folder = Folder::new();
        let mut store = folder.open().store;
        rate(&mut store, 7, EntryMoment::Free, None, NOON);
        let wal = folder.path().join("journal.db-wal");
        assert_eq!(std::fs::metadata(&wal).map_or(0, |meta| meta.len()), 0);
        let copy = folder.path().join("copy");
        std::fs::copy(folder.path().join("journal.db"), &copy).expect("copied");
        let rows: i64 =
            Connection::open(copy).expect("opens").query_row("SELECT count(*) FROM entry", [], |row| row.get(0)).expect("counts");
        assert_eq!(rows, 1);
    }

    #[test]
    fn a_reader_in_the_way_neither_fails_a_save_nor_slows_it() {
        let folder = Folder::new();
        let mut store = folder.open().store;
        rate(&mut store, 1, EntryMoment::Free, None, NOON);
        let reader = folder.open().store;
        let open = reader.db.unchecked_transaction().expect("begins");
        open.query_row("SELECT count(*) FROM entry", [], |row| row.get::<_, i64>(0)).expect("reads");
        #[allow(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
        let start = std::time::Instant::now();
        rate(&mut store, 2, EntryMoment::Free, None, NOON);
        assert!(start.elapsed() < std::time::Duration::from_secs(2), "it waited for the reader");
        assert!(std::fs::metadata(folder.path().join("journal.db-wal")).expect("stands").len() > 0, "the log could not be folded in");
    }

    #[test]
    fn a_change_that_fails_leaves_nothing() {
        let mut store = memory();
        begin(&mut store, routine("Daily relief", Some(3)), NOON);
        let before = rows_of(&store);
        let failed: Result<(), _> = store.write(NOON, After::Saved, |write| {
            write.step("a try".to_owned())?;
            super::super::rating::put(write, &NewEntry::now(super::super::testing::score(1), EntryMoment::Free, None))?;
            Err(StoreError::Gone)
        });
        assert_eq!(failed, Err(StoreError::Gone));
        assert_eq!(rows_of(&store), before);
        let bad = super::super::Begin { timeline: "not JSON".to_owned(), ..routine("Other", Some(3)) };
        let mut store = memory();
        assert!(matches!(store.answer(&Request::Begin(Box::new(bad)), NOON), Err(StoreError::Refused(_))));
        assert_eq!(rows_of(&store), []);
    }

    #[test]
    fn an_old_tab_stops_writing_once_another_version_has_changed_the_schema() {
        let folder = Folder::new();
        let mut store = folder.open().store;
        rate(&mut store, 1, EntryMoment::Free, None, NOON);
        Connection::open(folder.path().join("journal.db")).expect("opens").pragma_update(None, "user_version", SCHEMA + 1).expect("set");
        let entry = NewEntry::now(super::super::testing::score(1), EntryMoment::Free, None);
        let said = store.answer(&Request::Rate(Box::new(entry)), NOON).expect_err("refused").to_string();
        assert!(said.contains("quit and start again"), "{said}");
        assert_eq!(rows_of(&store).len(), 1);
    }

    #[test]
    fn who_holds_the_database_for_too_long_is_named_as_the_reason() {
        let folder = Folder::new();
        let mut store = folder.open().store;
        let other = folder.open().store;
        other.db.execute_batch("BEGIN IMMEDIATE").expect("locked");
        patient(&mut store.db, false).expect("set");
        let entry = NewEntry::now(super::super::testing::score(1), EntryMoment::Free, None);
        assert_eq!(store.answer(&Request::Rate(Box::new(entry)), NOON), Err(StoreError::Locked));
    }
}
