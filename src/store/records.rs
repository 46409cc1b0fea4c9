//! Everything the person did, out of the file row by row, and into it from elsewhere: row by row the later change wins.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};

use super::record::{self, Cell, EntryWord, Key, Record};
use super::session::is_running;
use super::table::{self, ENTRY, ITEM, SESSION, TABLES, Table};
use super::write::{After, LINKS, Write, unlink};
use super::{Stamp, Store, StoreError};
use crate::domain::Uid;

/// That a row was deleted: its name and when, nothing of what stood in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Burial {
    /// The table it stood in.
    pub table: &'static Table,
    /// The values of its key columns.
    pub key: Vec<Cell>,
    /// The clock of its deletion.
    pub hlc: i64,
    /// The device that deleted it.
    pub dev: Uid,
}

/// One thing of many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A row.
    Record(Record),
    /// A deletion.
    Burial(Burial),
}

/// Rows and deletions from elsewhere, each checked by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// The rows of each list in its order, parents' lists before children's.
    pub rows: Vec<Record>,
    /// The deletions.
    pub burials: Vec<Burial>,
}

/// What became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Rows that were new.
    pub added: usize,
    /// Rows that replaced an earlier state.
    pub updated: usize,
    /// Deletions that were new.
    pub deleted: usize,
    /// What was here already, in the same or a later state, or was deleted here later.
    pub skipped: usize,
}

impl Store {
    /// Hands every row to `each`, list by list, ordered by id, then every deletion; all from one moment.
    ///
    /// # Errors
    /// What SQLite says, and what `each` says.
    pub fn records<E: From<StoreError>>(&self, mut each: impl FnMut(Piece) -> Result<(), E>) -> Result<(), E> {
        let db = self.db.unchecked_transaction().map_err(StoreError::from)?;
        for &table in TABLES {
            rows(&db, table, &mut each)?;
        }
        burials(&db, &mut each)
    }

    /// Hands every row of one table to `each`, ordered by id; all from one moment.
    ///
    /// # Errors
    /// What SQLite says, and what `each` says.
    pub fn table<E: From<StoreError>>(&self, table: &'static Table, mut each: impl FnMut(Record) -> Result<(), E>) -> Result<(), E> {
        let db = self.db.unchecked_transaction().map_err(StoreError::from)?;
        rows(&db, table, &mut |piece| match piece {
            Piece::Record(record) => each(record),
            Piece::Burial(_) => Ok(()),
        })
    }

    /// Takes rows and deletions from elsewhere in, all or nothing, as one step that can be taken back. A dry run tells the same and changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with the place of a row that points at nothing or breaks a rule between rows; what SQLite says.
    pub fn merge(&mut self, records: &Records, dry_run: bool, stamp: Stamp) -> Result<Merged, StoreError> {
        let after = if dry_run { After::Forgotten } else { After::Saved };
        self.write(stamp, after, |write| {
            write.step(format!("the import of {} records", records.rows.len() + records.burials.len()))?;
            let mut merged = Merged::default();
            let gone: HashSet<(&str, Vec<u8>)> =
                records.burials.iter().map(|burial| (burial.table.name, record::key_bytes(&burial.key))).collect();
            let (mut list, mut index) = ("", 0);
            for row in &records.rows {
                index = if list == row.table.list { index + 1 } else { 0 };
                list = row.table.list;
                let place = |column: &str| format!("{list}[{index}].{column}");
                merge_row(write, row, &gone, &place, &mut merged)?;
            }
            for burial in &records.burials {
                merge_burial(write, burial, &mut merged)?;
            }
            Ok(merged)
        })
    }
}

/// Every row of a table, ordered by its key. The words of entries are read beside them, both in the same order.
pub(super) fn rows<E: From<StoreError>>(
    db: &Connection,
    table: &'static Table,
    each: &mut impl FnMut(Piece) -> Result<(), E>,
) -> Result<(), E> {
    let read = || -> Result<_, StoreError> {
        let key = table.columns.iter().take(table.key).map(|column| column.name).collect::<Vec<_>>().join(", ");
        let rows = db.prepare(&format!("SELECT {} FROM {} ORDER BY {key}", record::columns(table), table.name))?;
        let words = db.prepare("SELECT entry, kind, word, worst FROM entry_word ORDER BY entry, kind, word")?;
        Ok((rows, words))
    };
    let (mut rows, mut words) = read()?;
    let mut rows = rows.query([]).map_err(StoreError::from)?;
    let words = words
        .query_map([], |row| Ok((row.get::<_, Cell>(0)?, EntryWord { kind: row.get(1)?, word: row.get(2)?, worst: row.get(3)? })))
        .map_err(StoreError::from)?;
    let mut words = words.peekable();
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let mut found = Record { table, cells: record::cells(table, row).map_err(StoreError::from)?, words: Vec::new() };
        if table.has_words() {
            while let Some(word) = words.next_if(|word| word.as_ref().map_or(true, |(entry, _)| *entry == found.cells[0])) {
                found.words.push(word.map_err(StoreError::from)?.1);
            }
        }
        each(Piece::Record(found))?;
    }
    Ok(())
}

/// Every deletion, by kind and name.
fn burials<E: From<StoreError>>(db: &Connection, each: &mut impl FnMut(Piece) -> Result<(), E>) -> Result<(), E> {
    let mut query = db.prepare("SELECT kind, uid, hlc, dev FROM tombstone ORDER BY kind, uid").map_err(StoreError::from)?;
    let mut rows = query.query([]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let read = || -> Result<Burial, StoreError> {
            let (kind, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
            let damaged = || StoreError::Damaged("a deletion cannot be read".to_owned());
            let table = table::named(&kind).ok_or_else(damaged)?;
            let key = record::key_of(table, &bytes).ok_or_else(damaged)?;
            Ok(Burial { table, key, hlc: row.get(2)?, dev: row.get::<_, Cell>(3)?.uid().ok_or_else(damaged)? })
        };
        each(Piece::Burial(read()?))?;
    }
    Ok(())
}

/// When and where a row was deleted here, if it was.
fn buried(write: &Write<'_>, table: &Table, key: &[Cell]) -> Result<Option<(i64, Option<Uid>)>, StoreError> {
    let sql = "SELECT hlc, dev FROM tombstone WHERE kind = ?1 AND uid = ?2";
    let found: Option<(i64, Cell)> =
        write.db.prepare_cached(sql)?.query_row((table.name, record::key_bytes(key)), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.map(|(hlc, dev)| (hlc, dev.uid())))
}

/// A row that claims the same place as `row` under another name: the same item of a session, the same rating of its pair.
fn rival(write: &Write<'_>, row: &Record) -> Result<Option<Record>, StoreError> {
    let (sql, place) = if row.table == &ITEM {
        ("SELECT uid FROM item WHERE session = ?1 AND seq = ?2 AND uid <> ?3", "seq")
    } else if row.table == &ENTRY && [Cell::text("before"), Cell::text("after")].contains(row.cell("moment")) {
        ("SELECT uid FROM entry WHERE session = ?1 AND moment = ?2 AND moment IN ('before', 'after') AND uid <> ?3", "moment")
    } else {
        return Ok(None);
    };
    let values = (row.cell("session"), row.cell(place), row.cell("uid"));
    let found: Option<Cell> = write.db.prepare_cached(sql)?.query_row(values, |found| found.get(0)).optional()?;
    Ok(found.map(|uid| record::find(write.db, row.table, &[uid])).transpose()?.flatten())
}

/// Takes one row in, if it is the latest.
fn merge_row(
    write: &mut Write<'_>,
    row: &Record,
    gone: &HashSet<(&str, Vec<u8>)>,
    place: &dyn Fn(&str) -> String,
    merged: &mut Merged,
) -> Result<(), StoreError> {
    let (key, clock) = (row.key(), row.clock());
    let before = record::find(write.db, row.table, &key)?;
    let rival = rival(write, row)?;
    let newest = [before.as_ref().map(Record::clock), rival.as_ref().map(Record::clock), buried(write, row.table, &key)?];
    if newest.into_iter().flatten().any(|known| known >= clock) || is_played(write, row.table, &key)? {
        merged.skipped += 1;
        return Ok(());
    }
    let table = row.table;
    let mut row = row.clone();
    for link in LINKS.iter().filter(|link| link.child == table) {
        let parent = [row.cell(link.column).clone()];
        if parent[0] == Cell::Empty || record::find(write.db, link.parent, &parent)?.is_some() {
            continue;
        }
        // The parent was deleted, here or there: what hangs on it goes the way it would have gone then.
        if buried(write, link.parent, &parent)?.is_none() && !gone.contains(&(link.parent.name, record::key_bytes(&parent))) {
            let noun = link.parent.noun;
            let place = place(link.column);
            return Err(StoreError::Refused(format!("{place} names a {noun} that is neither in the file nor here; export it along")));
        }
        if link.goes_too {
            merged.skipped += 1;
            return Ok(());
        }
        unlink(&mut row, link.column);
    }
    if row.table == &SESSION && row.cell("state") == &Cell::text("running") {
        // It runs elsewhere, if at all: here it is what was done of it.
        let whole = |column: &str| if let Cell::Whole(number) = row.cell(column) { *number } else { 0 };
        let ended = whole("started_at").saturating_add(whole("active_ms"));
        row.put("state", "partial");
        row.put("ended_at", ended);
    }
    if let Some(rival) = rival {
        write.remove(rival.table, &rival.key())?;
    }
    write.witness(clock.0);
    write.put_as_it_is(&row).map_err(|error| match error {
        StoreError::Refused(why) => StoreError::Refused(format!("{}: {why}", place("uid"))),
        error => error,
    })?;
    if before.is_some() {
        merged.updated += 1;
    } else {
        merged.added += 1;
    }
    Ok(())
}

/// Takes one deletion in, if the row was not changed later.
fn merge_burial(write: &mut Write<'_>, burial: &Burial, merged: &mut Merged) -> Result<(), StoreError> {
    let clock = (burial.hlc, Some(burial.dev));
    let row = record::find(write.db, burial.table, &burial.key)?.map(|row| row.clock());
    let known = row.max(buried(write, burial.table, &burial.key)?);
    if known.is_some_and(|known| known >= clock) || is_played(write, burial.table, &burial.key)? {
        merged.skipped += 1;
        return Ok(());
    }
    write.witness(burial.hlc);
    write.take(burial.table, &burial.key)?;
    write.bury(burial.table, &burial.key, burial.hlc, burial.dev)?;
    merged.deleted += 1;
    Ok(())
}

/// Whether it is the session that is being played just now, which nothing from elsewhere touches.
fn is_played(write: &Write<'_>, table: &Table, key: &Key) -> Result<bool, StoreError> {
    match key.first() {
        Some(Cell::Uid(uid)) if table == &SESSION => is_running(write, *uid),
        _ => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{
        NOON, after, begin, content_of, finish, item, log, memory, rate, routine, rows_of, today, undo, whole_session,
    };
    use super::super::{NewItem, Request};
    use super::*;
    use crate::domain::{EntryMoment, Outcome};

    /// All of a store.
    fn all(store: &Store) -> Records {
        let mut all = Records::default();
        let take = |piece| -> Result<(), StoreError> {
            match piece {
                Piece::Record(row) => all.rows.push(row),
                Piece::Burial(burial) => all.burials.push(burial),
            }
            Ok(())
        };
        store.records(take).expect("reads");
        all
    }

    fn merge(store: &mut Store, records: &Records) -> Merged {
        store.merge(records, false, NOON).expect("taken in")
    }

    #[test]
    fn the_later_change_of_a_row_wins_on_both_sides() {
        let (mut here, mut there) = (memory(), memory());
        let session = whole_session(&mut here, "Daily relief", Some(6), 2, NOON);
        assert_eq!(merge(&mut there, &all(&here)), Merged { added: 4, ..Merged::default() });
        rate(&mut there, 5, EntryMoment::Before, Some(session), after(1_000));
        rate(&mut here, 4, EntryMoment::Before, Some(session), after(500));
        assert_eq!(merge(&mut here, &all(&there)), Merged { updated: 1, skipped: 3, ..Merged::default() });
        assert_eq!(merge(&mut there, &all(&here)), Merged { skipped: 4, ..Merged::default() });
        assert_eq!(rows_of(&here), rows_of(&there));
        let before = rows_of(&here).iter().find(|row| row.table == &ENTRY).map(|row| row.cell("score").clone());
        assert_eq!(before, Some(5.into()), "the later one");
        let next = rate(&mut here, 1, EntryMoment::Free, None, NOON);
        let rows = rows_of(&here);
        let newest = rows.iter().max_by_key(|row| row.clock().0).and_then(|row| row.cell("uid").uid());
        assert_eq!(newest, Some(next), "the clock has moved on past what came in");
    }

    #[test]
    fn a_deletion_travels_and_a_later_change_outlives_it() {
        let (mut here, mut there) = (memory(), memory());
        let first = whole_session(&mut here, "First", Some(6), 2, NOON);
        let second = whole_session(&mut here, "Second", None, 1, after(1));
        merge(&mut there, &all(&here));
        here.answer(&Request::Discard(first), after(2)).expect("thrown away");
        there.answer(&Request::Discard(second), after(3)).expect("thrown away");
        let merged = merge(&mut there, &all(&here));
        assert_eq!((merged.deleted, merged.updated, merged.added), (3, 1, 0), "a session and two items; the rating became free");
        merge(&mut here, &all(&there));
        assert_eq!(rows_of(&here), rows_of(&there));
        assert_eq!(all(&here).burials, all(&there).burials);
        assert_eq!(all(&here).rows.len(), 1);
        undo(&mut here);
        assert_eq!(all(&here).rows.len(), 3, "taking the import back brings the second session and its item back");
    }

    #[test]
    fn a_dry_run_tells_the_same_and_changes_nothing() {
        let (mut here, mut there) = (memory(), memory());
        whole_session(&mut here, "Daily relief", Some(6), 2, NOON);
        let records = all(&here);
        let told = there.merge(&records, true, NOON).expect("tried");
        assert_eq!(told, Merged { added: 4, ..Merged::default() });
        assert_eq!(rows_of(&there), []);
        assert_eq!(undo(&mut there), None);
        assert_eq!(merge(&mut there, &records), told);
    }

    #[test]
    fn an_import_is_taken_back_as_one_and_can_be_made_again() {
        let (mut here, mut there) = (memory(), memory());
        whole_session(&mut here, "Daily relief", Some(6), 2, NOON);
        rate(&mut there, 3, EntryMoment::Free, None, NOON);
        let before = content_of(&there);
        merge(&mut there, &all(&here));
        assert_eq!(undo(&mut there).as_deref(), Some("the import of 4 records"));
        assert_eq!(content_of(&there), before);
        assert_eq!(all(&there).burials, [], "that they are gone here says nothing to others");
        assert_eq!(merge(&mut there, &all(&here)).added, 4);
    }

    #[test]
    fn a_row_that_points_at_nothing_is_refused_with_its_place_and_all_with_it() {
        let (mut here, mut there) = (memory(), memory());
        whole_session(&mut here, "Daily relief", Some(6), 2, NOON);
        let mut records = all(&here);
        records.rows.retain(|row| row.table != &SESSION);
        let error = there.merge(&records, false, NOON).expect_err("refused").to_string();
        assert!(error.contains("items[0].session names a session that is neither in the file nor here"), "{error}");
        assert_eq!(rows_of(&there), []);
        records.rows.retain(|row| row.table != &ITEM);
        let error = there.merge(&records, false, NOON).expect_err("refused").to_string();
        assert!(error.contains("entries[0].session"), "{error}");
    }

    #[test]
    fn what_breaks_a_rule_of_the_schema_is_refused_with_its_place() {
        let mut here = memory();
        let cells = ["kind", "from_at", "to_at", "off", "day", "said", "hlc", "dev"].map(|name| match name {
            "kind" => "sat".into(),
            "from_at" => 10.into(),
            "to_at" => 9.into(),
            "said" => Cell::Empty,
            "dev" => Uid::at(1, &[0; 10]).into(),
            _ => 1.into(),
        });
        let cells: Vec<Cell> = std::iter::once(Uid::at(2, &[0; 10]).into()).chain(cells).collect();
        let records = Records { rows: vec![Record { table: &table::SPAN, cells, words: Vec::new() }], burials: Vec::new() };
        let error = here.merge(&records, false, NOON).expect_err("refused").to_string();
        assert!(error.contains("spans[0]") && error.contains("to_at"), "{error}");
    }

    #[test]
    fn a_session_that_runs_elsewhere_arrives_as_far_as_it_got_and_ends_when_it_ends() {
        let (mut here, mut there) = (memory(), memory());
        let uid = begin(&mut here, routine("Daily relief", None), NOON);
        merge(&mut there, &all(&here));
        let found = today(&mut there, NOON.day);
        assert!(found.unfinished.is_none());
        assert_eq!(found.sessions.len(), 1);
        log(&mut here, item(uid, 0), after(1));
        assert_eq!(merge(&mut here, &all(&there)), Merged { skipped: 1, ..Merged::default() }, "not under the player's feet");
        finish(&mut here, uid, after(2));
        assert_eq!(merge(&mut there, &all(&here)), Merged { added: 1, updated: 1, ..Merged::default() });
        assert_eq!(rows_of(&here), rows_of(&there));
    }

    #[test]
    fn of_two_rows_for_one_place_the_later_one_stays() {
        let (mut here, mut there) = (memory(), memory());
        let uid = begin(&mut here, routine("Daily relief", None), NOON);
        finish(&mut here, uid, NOON);
        merge(&mut there, &all(&here));
        rate(&mut here, 7, EntryMoment::After, Some(uid), after(10));
        rate(&mut there, 2, EntryMoment::After, Some(uid), after(20));
        merge(&mut here, &all(&there));
        merge(&mut there, &all(&here));
        assert_eq!(rows_of(&here), rows_of(&there));
        let scores: Vec<_> = rows_of(&here).iter().filter(|row| row.table == &ENTRY).map(|row| row.cell("score").clone()).collect();
        assert_eq!(scores, [Cell::from(2)]);
        let skipped = NewItem { outcome: Outcome::Skipped, ..item(uid, 0) };
        assert_eq!(here.answer(&Request::Log(Box::new(skipped)), NOON), Err(StoreError::Gone), "it has ended");
    }
}
