//! Taking back the last step: a rating, a session as a whole, the throwing away of one, an import.

use rusqlite::OptionalExtension;

use serde::de::DeserializeSeed as _;

use super::record::{self, Record};
use super::session::is_running;
use super::table::{self, PROGRESS, SESSION, Table};
use super::write::{After, Write};
use super::{RecordAt, Stamp, Store, StoreError};

/// One row as a step found it.
struct Image {
    table: &'static Table,
    key: Vec<record::Cell>,
    before: Option<Record>,
}

impl Store {
    /// Takes the last step back. Answers its label, or nothing if there is none.
    pub(super) fn undo(&mut self, stamp: Stamp) -> Result<Option<String>, StoreError> {
        self.write(stamp, After::Saved, |write| {
            let sql = "SELECT step, label FROM undo ORDER BY step DESC LIMIT 1";
            let last: Option<(i64, String)> =
                write.db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let Some((step, label)) = last else { return Ok(None) };
            for image in images(write, step)? {
                restore(write, image)?;
            }
            write.db.prepare_cached("DELETE FROM undo WHERE step = ?1")?.execute([step])?;
            Ok(Some(label))
        })
    }
}

/// The rows of a step, the last changed first.
fn images(write: &Write<'_>, step: i64) -> Result<Vec<Image>, StoreError> {
    let mut query = write.db.prepare_cached("SELECT kind, uid, before FROM undo WHERE step = ?1 ORDER BY seq DESC")?;
    let rows =
        query.query_map([step], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Option<String>>(2)?)))?;
    rows.map(|row| {
        let (kind, bytes, before) = row?;
        let damaged = || StoreError::Damaged(format!("a {kind} cannot be brought back"));
        let table = table::named(&kind).ok_or_else(damaged)?;
        let key = record::key_of(table, &bytes).ok_or_else(damaged)?;
        let read = |text: String| RecordAt { table, index: 0 }.deserialize(&mut serde_json::Deserializer::from_str(&text));
        let before = before.map(read).transpose().map_err(|_| damaged())?;
        Ok(Image { table, key, before })
    })
    .collect()
}

/// Puts one row back as it was. Its clock moves on: to every other device this is the newest change.
fn restore(write: &mut Write<'_>, image: Image) -> Result<(), StoreError> {
    match image.before {
        Some(row) => {
            if row.table == &PROGRESS && record::find(write.db, &PROGRESS, &image.key)?.is_some() {
                return Err(StoreError::Refused("another session is running; end it, then undo".to_owned()));
            }
            write.put(row)
        }
        None => {
            let Some(row) = record::find(write.db, image.table, &image.key)? else { return Ok(()) };
            if image.table == &SESSION
                && let Some(uid) = row.cell("uid").uid()
                && is_running(write, uid)?
            {
                return Err(StoreError::Refused("the session is still running; end it, then undo".to_owned()));
            }
            // What came in from another device is only put out again; that it is gone here says nothing to the others.
            if row.cell("dev").uid() == Some(write.dev) {
                write.remove(image.table, &image.key)?;
            } else {
                write.take(image.table, &image.key)?;
            }
            Ok(())
        }
    }
}
