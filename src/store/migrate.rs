//! From any earlier schema to the newest: an append-only list of steps, each one transaction, each after a verified copy.

use rusqlite::{Connection, TransactionBehavior};

use super::backup::{self, Archive, Why};
use super::{OpenError, StoreError};

/// The steps, oldest first; the schema's version is their count. Released steps are never edited: a change is a new step.
pub(super) const STEPS: &[&str] =
    &[include_str!("sql/0001_init.sql"), include_str!("sql/0002_answers.sql"), include_str!("sql/0003_nudges.sql")];

/// The schema this program writes.
pub const SCHEMA: i64 = STEPS.len().cast_signed() as i64;

/// Brings a database to the last of `steps`. Before each step on a file that holds something a copy is put into `archive`; a database in memory
/// has none. Answers the names of the copies.
pub(super) fn migrate(db: &mut Connection, steps: &[&str], archive: Option<&Archive<'_>>) -> Result<Vec<String>, OpenError> {
    let mut copies = Vec::new();
    // what was made just now holds nothing that could be lost
    let is_new = version(db)? == 0;
    loop {
        let version = version(db)?;
        let Some(step) = usize::try_from(version).ok().and_then(|done| steps.get(done)) else { return Ok(copies) };
        if !is_new && let Some(archive) = archive {
            let copied = backup::copy(db, archive, Why::Schema(version + 1));
            copies.push(copied.map_err(|error| OpenError::Backup(error.reason()))?.name());
        }
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another tab may have taken the same step while this one waited for the lock.
        if self::version(&tx)? == version {
            tx.execute_batch(step)?;
            tx.pragma_update(None, "user_version", version + 1)?;
            broken_links(&tx)?;
        }
        tx.commit()?;
    }
}

/// The schema a connection sees.
pub(super) fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.prepare_cached("PRAGMA user_version")?.query_row([], |row| row.get(0))
}

/// A step that leaves a row pointing at nothing is not taken.
fn broken_links(db: &Connection) -> Result<(), StoreError> {
    let broken: i64 = db.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if broken == 0 { Ok(()) } else { Err(StoreError::Damaged(format!("{broken} rows point at rows that are not there"))) }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::super::testing::{Folder, NOON};
    use super::*;

    const FIRST: &str = "PRAGMA application_id = 0x756E6875; CREATE TABLE word(id INTEGER PRIMARY KEY, text TEXT) STRICT;";
    const SECOND: &str = "ALTER TABLE word ADD COLUMN lang TEXT; UPDATE word SET lang = 'en';";
    const BAD: &str = "ALTER TABLE word ADD COLUMN more TEXT; UPDATE nowhere SET more = 1;";

    fn open(folder: &Folder) -> Connection {
        Connection::open(folder.path().join("journal.db")).expect("opens")
    }

    #[test]
    fn each_step_is_taken_once_and_keeps_the_rows() {
        let folder = Folder::new();
        let mut db = open(&folder);
        let archive = Archive { dir: folder.path(), at: NOON.at };
        assert_eq!(migrate(&mut db, &[FIRST], Some(&archive)).expect("from nothing"), Vec::<String>::new(), "an empty file needs no copy");
        let other = &mut Connection::open_in_memory().expect("opens");
        assert_eq!(
            migrate(other, &[FIRST, SECOND], Some(&archive)).expect("from nothing"),
            Vec::<String>::new(),
            "nor on the way to the second"
        );
        db.execute("INSERT INTO word(text) VALUES ('spine')", []).expect("a row");
        let copies = migrate(&mut db, &[FIRST, SECOND], Some(&archive)).expect("one step");
        assert_eq!(copies, ["before-schema-2-20260302T120000Z.db"]);
        assert_eq!(migrate(&mut db, &[FIRST, SECOND], Some(&archive)).expect("nothing to do"), Vec::<String>::new());
        let (text, lang): (String, String) =
            db.query_row("SELECT text, lang FROM word", [], |row| Ok((row.get(0)?, row.get(1)?))).expect("the row");
        assert_eq!((text.as_str(), lang.as_str(), version(&db).expect("version")), ("spine", "en", 2));

        let copy = folder.path().join("backups").join(&copies[0]);
        assert_eq!(copy.metadata().expect("the copy").permissions().mode() & 0o777, 0o600);
        assert_eq!(folder.path().join("backups").metadata().expect("its folder").permissions().mode() & 0o777, 0o700);
        let old = Connection::open(copy).expect("opens");
        assert_eq!(version(&old).expect("version"), 1);
        assert_eq!(old.query_row("SELECT count(*) FROM word", [], |row| row.get::<_, i64>(0)).expect("rows"), 1);
    }

    #[test]
    fn a_step_that_fails_half_way_leaves_nothing_of_itself() {
        let folder = Folder::new();
        let mut db = open(&folder);
        migrate(&mut db, &[FIRST], None).expect("from nothing");
        assert!(migrate(&mut db, &[FIRST, BAD], None).is_err());
        assert_eq!(version(&db).expect("version"), 1);
        let columns: i64 = db.query_row("SELECT count(*) FROM pragma_table_info('word')", [], |row| row.get(0)).expect("columns");
        assert_eq!(columns, 2);
    }

    #[test]
    fn a_step_is_not_taken_when_its_copy_cannot_be_made() {
        let folder = Folder::new();
        let mut db = open(&folder);
        migrate(&mut db, &[FIRST], None).expect("from nothing");
        std::fs::write(folder.path().join("backups"), "a file where the folder should be").expect("written");
        let archive = Archive { dir: folder.path(), at: NOON.at };
        assert!(matches!(migrate(&mut db, &[FIRST, SECOND], Some(&archive)), Err(OpenError::Backup(_))));
        assert_eq!(version(&db).expect("version"), 1);
    }
}
