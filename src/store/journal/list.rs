//! The list of the journal: ratings and sessions, the newest day first, read a stretch at a time by the index on days.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Row};

use super::super::StoreError;
use super::super::record::{self, Cell, Record};
use super::super::rows;
use super::super::table::{ENTRY, SESSION};
use super::draft;
use super::{Around, JournalPage, JournalRow, JournalWhat, Place};
use crate::domain::{Day, Uid};

/// How many rows are read on each side of a place.
const SIDE: usize = 200;

/// The columns of a rating in their order, of a note only what the list and its detail can show.
pub(super) const ENTRY_COLUMNS: &str = "uid, score, recall, moment, session, item, felt_at, felt_off, day, entered_at, entered_off, medicine, \
     substr(note, 1, 1000), import, hlc, dev";

/// The two tables the list is made of: what is read of each, from where, and by which time.
pub(super) static PARTS: [(&str, &str, &str); 2] = [
    (ENTRY_COLUMNS, "entry WHERE", "felt_at"),
    (SESSION_COLUMNS, "session WHERE state <> 'running' AND", "coalesce(ended_at, started_at)"),
];

/// The columns of a session in their order.
pub(super) const SESSION_COLUMNS: &str =
    "uid, kind, what, title, run, day, started_at, started_off, ended_at, state, short, gentle, planned_ms, active_ms, hlc, dev";

/// The rows from a place on downwards, and those above it. The bare comparison of days is what the index answers.
pub(super) fn older((columns, from, at): (&str, &str, &str)) -> String {
    format!(
        "SELECT {columns} FROM {from} day <= ?1 AND (day, {at}, uid) <= (?1, ?2, ?3)
         ORDER BY day DESC, {at} DESC, uid DESC LIMIT ?4"
    )
}

pub(super) fn newer((columns, from, at): (&str, &str, &str)) -> String {
    format!("SELECT {columns} FROM {from} day >= ?1 AND (day, {at}, uid) > (?1, ?2, ?3) ORDER BY day, {at}, uid LIMIT ?4")
}

/// A stretch of the list.
pub(super) fn page(db: &Connection, around: Around) -> Result<JournalPage, StoreError> {
    let db = &db.unchecked_transaction()?;
    let end = |day, at, byte| Uid::from_slice(&[byte; 16]).map(|uid| Place { day: Day(day), at, uid });
    let lowest = || StoreError::Refused("there is no such place".to_owned());
    let (place, sides) = match around {
        Around::Newest => (end(i32::MAX, i64::MAX, 0xff).ok_or_else(lowest)?, [0, 2 * SIDE]),
        Around::Oldest => (end(i32::MIN, i64::MIN, 0).ok_or_else(lowest)?, [2 * SIDE, 0]),
        Around::Place(place) => (place, [SIDE, SIDE]),
    };
    let drafts = draft::drafts(db)?;
    let [above, below] = sides;
    // one more than is wanted tells whether there are more
    let mut rows = if above > 0 { side(db, newer, place, above + 1, &drafts)? } else { Vec::new() };
    rows.sort_unstable_by_key(|row| row.place);
    let is_newest = rows.len() <= above;
    rows.truncate(above);
    rows.reverse();
    let mut under = if below > 0 { side(db, older, place, below + 1, &drafts)? } else { Vec::new() };
    under.sort_unstable_by_key(|row| std::cmp::Reverse(row.place));
    let is_oldest = under.len() <= below;
    under.truncate(below);
    rows.append(&mut under);
    Ok(JournalPage { rows, is_newest, is_oldest })
}

/// So many rows of each table on one side of a place, in no order.
fn side(
    db: &Connection,
    sql: fn((&str, &str, &str)) -> String,
    place: Place,
    count: usize,
    drafts: &HashSet<Uid>,
) -> Result<Vec<JournalRow>, StoreError> {
    let mut found = Vec::new();
    for (n, part) in PARTS.into_iter().enumerate() {
        let mut query = db.prepare_cached(&sql(part))?;
        let mut rows = query.query((place.day.0, place.at, Cell::Uid(place.uid), i64::try_from(count).unwrap_or(i64::MAX)))?;
        while let Some(row) = rows.next()? {
            found.push(if n == 0 { entry(db, row, drafts)? } else { session(row)? });
        }
    }
    Ok(found)
}

/// A row of a rating, with its words and the title of its session.
pub(super) fn entry(db: &Connection, row: &Row<'_>, drafts: &HashSet<Uid>) -> Result<JournalRow, StoreError> {
    let cells = record::cells(&ENTRY, row)?;
    let words = record::words(db, &cells[0])?;
    let entry = rows::to_entry(&Record { table: &ENTRY, cells, words })?;
    let title = title(db, entry.session)?;
    Ok(JournalRow {
        place: Place { day: entry.day, at: entry.felt_at, uid: entry.uid },
        off: entry.felt_off,
        what: JournalWhat::Entry { has_draft: drafts.contains(&entry.uid), entry: Box::new(entry), title },
    })
}

/// A row of a session.
pub(super) fn session(row: &Row<'_>) -> Result<JournalRow, StoreError> {
    let session = rows::to_session(&Record { table: &SESSION, cells: record::cells(&SESSION, row)?, words: Vec::new() })?;
    Ok(JournalRow {
        place: Place { day: session.day, at: session.ended_at.unwrap_or(session.started_at), uid: session.uid },
        off: session.started_off,
        what: JournalWhat::Session(Box::new(session)),
    })
}

/// The title of a session.
pub(super) fn title(db: &Connection, session: Option<Uid>) -> Result<Option<String>, StoreError> {
    let Some(uid) = session else { return Ok(None) };
    let sql = "SELECT title FROM session WHERE uid = ?1";
    Ok(db.prepare_cached(sql)?.query_row([Cell::Uid(uid)], |row| row.get(0)).optional()?)
}
