//! A verified copy of the whole database under a name in the `backups` folder: all of it or nothing, closed to others.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use chrono::DateTime;
use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::open::connect_to_read;
use super::place::{self, BACKUPS};
use super::{OpenError, StoreError};

/// Where copies go, and when they are made.
pub(super) struct Archive<'a> {
    /// The data folder.
    pub dir: &'a Path,
    /// UTC milliseconds; becomes part of the name.
    pub at: i64,
}

/// How often a copy is tried again because somebody wrote meanwhile.
const TRIES: usize = 3;

/// Copies what `db` holds into `<dir>/backups/<what>-<UTC time>.db` and checks the copy before it gets its name. Answers the name.
pub(super) fn copy(db: &Connection, archive: &Archive<'_>, what: &str) -> Result<String, OpenError> {
    let folder = archive.dir.join(BACKUPS);
    let said = |error: std::io::Error| OpenError::Backup(crate::domain::fault(&error));
    place::private_dir(&folder).map_err(said)?;
    let time = DateTime::from_timestamp_millis(archive.at).unwrap_or_default().format("%Y%m%dT%H%M%SZ");
    let name = format!("{what}-{time}.db");
    let draft = folder.join(format!("{name}.tmp"));
    for _ in 0..TRIES {
        // What a killed copy left behind; remove_file takes a link away, not what it leads to.
        match fs::remove_file(&draft) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(said(error)),
            _ => {}
        }
        // VACUUM INTO would make a file that everybody can read, but fills an empty one as it stands.
        let file = place::private_file(&draft).map_err(said)?;
        let before = counts(db)?;
        // As the bytes they are: a path need not be UTF-8.
        db.execute("VACUUM INTO ?1", [ToSqlOutput::Borrowed(ValueRef::Text(draft.as_os_str().as_bytes()))])?;
        file.sync_all().map_err(said)?;
        let after = counts(db)?;
        let found = verified(&draft).map_err(|error| OpenError::Backup(error.to_string()))?;
        if found == before || found == after {
            fs::rename(&draft, folder.join(&name)).map_err(said)?;
            place::sync_dir(&folder).map_err(said)?;
            return Ok(name);
        }
        if before == after {
            break;
        }
    }
    // A copy that did not verify is worth nothing to anybody.
    fs::remove_file(&draft).map_err(said)?;
    Err(OpenError::Backup("the copy does not hold the same rows".to_owned()))
}

/// Checks the structure of a copy and counts its rows.
fn verified(file: &Path) -> Result<Vec<(String, i64)>, StoreError> {
    let db = connect_to_read(file)?;
    super::check::structure(&db)?;
    Ok(counts(&db)?)
}

/// Every table with its number of rows.
fn counts(db: &Connection) -> rusqlite::Result<Vec<(String, i64)>> {
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
