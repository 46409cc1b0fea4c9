//! The schedule as it is kept: the row of `scheduler`, the nudge that waits, the pause that runs or is to come. Each is found by an index.

use rusqlite::{Connection, OptionalExtension};

use super::super::record::{self, Cell, Record};
use super::super::table::NUDGE;
use super::super::words::Stored;
use super::super::{StoreError, rows};
use crate::breaks::{Nudge, NudgeRow, Quiet, QuietWhy, Saved};

pub(super) const SCHEDULER: &str = "SELECT moved_at, next_at, next_kind, shown, skips, seen_at, marks FROM scheduler WHERE id = 1";
pub(super) const QUIET: &str = "SELECT uid, from_at, until_at, why FROM quiet WHERE ended_at IS NULL AND until_at > ?1
    ORDER BY from_at DESC, uid DESC LIMIT 1";
pub(super) const OPEN: &str = "answer IS NULL ORDER BY due_at DESC, uid DESC LIMIT 1";

fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(format!("{what} cannot be read"))
}

/// What is kept of the schedule; nothing before it was first kept. A pause that ended before `now` by itself is over.
pub(super) fn saved(db: &Connection, now: i64) -> Result<Option<Saved>, StoreError> {
    let mut query = db.prepare_cached(SCHEDULER)?;
    let mut found = query.query([])?;
    let Some(row) = found.next()? else { return Ok(None) };
    let kind = row.get::<_, Option<String>>(2)?.map(|word| Nudge::parse(&word).ok_or_else(|| damaged("the next nudge"))).transpose()?;
    Ok(Some(Saved {
        moved_at: row.get(0)?,
        next: kind.zip(row.get(1)?),
        shown: row.get(3)?,
        skips: row.get(4)?,
        seen_at: row.get(5)?,
        open: open(db)?,
        quiet: quiet(db, now)?,
        // what another version wrote there and this one cannot read is begun anew, as if it had not been written
        marks: row.get::<_, Option<String>>(6)?.and_then(|marks| serde_json::from_str(&marks).ok()),
    }))
}

/// The nudge that waits for an answer.
fn open(db: &Connection) -> Result<Option<NudgeRow>, StoreError> {
    let sql = format!("SELECT {} FROM nudge WHERE {OPEN}", record::columns(&NUDGE));
    let cells = db.prepare_cached(&sql)?.query_row([], |row| record::cells(&NUDGE, row)).optional()?;
    cells.map(|cells| rows::to_nudge(&Record { table: &NUDGE, cells, words: Vec::new() })).transpose()
}

/// The pause that runs or is to come.
fn quiet(db: &Connection, now: i64) -> Result<Option<Quiet>, StoreError> {
    let found = db
        .prepare_cached(QUIET)?
        .query_row([now], |row| Ok((row.get::<_, Cell>(0)?.uid(), row.get(1)?, row.get(2)?, row.get::<_, String>(3)?)));
    let Some((uid, from_at, until_at, why)) = found.optional()? else { return Ok(None) };
    let why = QuietWhy::parse(&why).ok_or_else(|| damaged("the pause"))?;
    Ok(Some(Quiet { uid, from_at, until_at, ended_at: None, why }))
}
