//! Whether a database is sound and whole: its structure, which runs beside the app after each start; its rows, counted; its rows against their sums.

use std::path::Path;

use rusqlite::Connection;

use super::open::connect_to_read;
use super::records::{self, Piece};
use super::table::TABLES;
use super::{SCHEMA, StoreError, migrate};

/// Checks the structure of the database at `file` on a connection of its own that only reads. Runs for a quarter of a second per million rows.
///
/// # Errors
/// [`StoreError::Damaged`] with SQLite's first finding; otherwise what kept it from reading.
pub fn quick_check(file: &Path) -> Result<(), StoreError> {
    structure(&connect_to_read(file)?)
}

/// The same on an open connection.
pub(super) fn structure(db: &Connection) -> Result<(), StoreError> {
    let said: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" { Ok(()) } else { Err(StoreError::Damaged(crate::domain::clean_line(&said))) }
}

/// Every table with its number of rows.
pub(super) fn rows(db: &Connection) -> rusqlite::Result<Vec<(String, i64)>> {
    let mut names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    names
        .into_iter()
        .map(|name| {
            let rows = db.query_row(&format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\"")), [], |row| row.get(0))?;
            Ok((name, rows))
        })
        .collect()
}

/// How many rows are no longer what was written: their sum is not the one beside them. An earlier schema may have other columns, and is not judged.
pub(super) fn changed(db: &Connection) -> Result<u64, StoreError> {
    let mut changed = 0;
    if migrate::version(db)? != SCHEMA {
        return Ok(changed);
    }
    for &table in TABLES.iter().filter(|table| table.summed) {
        let mut sums = db.prepare(&format!("SELECT sum FROM {} ORDER BY uid", table.name))?;
        let mut sums = sums.query([])?;
        records::rows(db, table, &mut |piece| -> Result<(), StoreError> {
            let sum: Option<i64> = sums.next()?.map(|row| row.get(0)).transpose()?;
            if let Piece::Record(row) = piece {
                changed += u64::from(sum != Some(row.sum()));
            }
            Ok(())
        })?;
    }
    Ok(changed)
}
