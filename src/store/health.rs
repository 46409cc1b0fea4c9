//! How a database is, seen from outside: read without writing or making anything, and without the person's words.

use std::collections::BTreeMap;
use std::path::Path;

use super::check::structure;
use super::open::{connect_to_copy, header};
use super::{OpenError, SCHEMA, Store};
use crate::domain::Day;
use crate::store::{Reply, Request, Stamp};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// The damage, a sentence each; none where it is sound.
    pub damage: Vec<String>,
    /// How many rows there are, by what they are.
    pub counts: Vec<(&'static str, i64)>,
    /// The choices made in the app.
    pub prefs: BTreeMap<String, String>,
}

/// Looks at the database `file`: its structure, whether every row has what it belongs to, how much there is.
///
/// # Errors
/// [`OpenError`] where it cannot be looked at.
pub fn health(file: &Path) -> Result<Health, OpenError> {
    if std::fs::symlink_metadata(file).is_err() {
        return Err(OpenError::Missing(file.to_path_buf()));
    }
    // where nothing waits in the write-ahead log, SQLite is promised that nothing changes, and leaves no file behind
    let db = connect_to_copy(file)?;
    header(&db, file, SCHEMA)?;
    let mut found = Health::default();
    if let Err(error) = structure(&db) {
        found.damage.push(error.to_string());
        return Ok(found);
    }
    let orphans: i64 = db.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if orphans > 0 {
        found.damage.push(format!("{orphans} rows lack what they belong to."));
    }
    for (name, table) in [("ratings", "entry"), ("sessions", "session"), ("runs of plans", "run")] {
        let count = db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
        found.counts.push((name, count));
    }
    let mut store = Store::over(db);
    let stamp = Stamp { at: 0, off: 0, day: Day(0) };
    if let Ok(Reply::Prefs(prefs)) = store.answer(&Request::Prefs, stamp) {
        found.prefs = prefs;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::testing::{Folder, NOON, rate};
    use super::*;
    use crate::domain::EntryMoment;

    fn names(folder: &Folder) -> Vec<std::ffi::OsString> {
        let mut names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_sound_database_is_counted_and_left_as_it_is() {
        let folder = Folder::new();
        rate(&mut folder.open().store, 4, EntryMoment::Free, None, NOON);
        let file = folder.path().join("journal.db");
        let before = (names(&folder), fs::read(&file).expect("read"));
        let found = health(&file).expect("looked at");
        assert!(found.damage.is_empty(), "{found:?}");
        assert_eq!(found.counts[0], ("ratings", 1));
        assert_eq!((names(&folder), fs::read(&file).expect("read")), before);
        let tab = folder.open();
        assert!(health(&file).expect("looked at beside an open tab").damage.is_empty());
        drop(tab);
    }

    #[test]
    fn damage_is_found_and_nothing_is_no_database() {
        let folder = Folder::new();
        let file = folder.path().join("journal.db");
        assert_eq!(health(&file), Err(OpenError::Missing(file.clone())));
        drop(folder.open());
        let mut bytes = fs::read(&file).expect("read");
        let page = bytes.len() / 2 / 4096 * 4096;
        bytes[page..page + 64].fill(0xff);
        fs::write(&file, bytes).expect("written");
        assert!(health(&file).map_or(true, |found| !found.damage.is_empty()));
    }
}
