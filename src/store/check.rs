//! Whether a database is sound: the structure check that runs beside the app after each start.

use std::path::Path;

use rusqlite::Connection;

use super::StoreError;
use super::open::connect_to_read;

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
