//! The one way to a database: a look that changes nothing, then a connection with every safety set and the vital ones read back.

use std::fs::OpenOptions;
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rustix::fs::OFlags;

use super::place::Place;
use super::{OpenError, StoreError};

/// `unhu`, in the header of every database of ours.
pub(super) const APPLICATION_ID: i64 = 0x756E_6875;

/// How long a save waits for another tab or command: five seconds, in tries this far apart. SQLite's own timeout sleeps up to a tenth of a second
/// between its tries, and under a storm of saves from elsewhere it came too late for five seconds on end.
pub(super) const TRY_EVERY: Duration = Duration::from_millis(4);
pub(super) const TRIES: i32 = 1_250;

/// How often a file is looked at before it is refused.
const LOOKS: usize = 5;

/// What the header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing in it yet.
    Blank,
    /// Ours, with this schema.
    Schema(i64),
}

/// Reads the header of a file without leaving a trace: no lock, no side file, no recovery. Refuses what is not ours or is newer than `known`.
pub(super) fn look(file: &Path, known: i64) -> Result<Found, OpenError> {
    if let Some(found) = glance(file, known) {
        return Ok(found);
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let once = || header(&Connection::open_with_flags(immutable_uri(file), flags)?, file, known);
    // Without a lock another tab's save may be seen half written. What is wrong for good is still wrong a moment later.
    let mut seen = once();
    for _ in 1..LOOKS {
        if seen.is_ok() {
            break;
        }
        pause(Duration::from_millis(20));
        seen = once();
    }
    seen
}

/// The bytes of a header that is plainly ours, which is the case at nearly every start; nothing where SQLite itself has to look.
fn glance(file: &Path, known: i64) -> Option<Found> {
    let mut header = [0; 100];
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(file).ok()?.read_exact(&mut header).ok()?;
    // their places are part of SQLite's file format
    let number = |at: usize| Some(i64::from(i32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?)));
    let version = number(60)?;
    let is_ours = header.starts_with(b"SQLite format 3\0") && number(68)? == APPLICATION_ID;
    (is_ours && (1..=known).contains(&version)).then_some(Found::Schema(version))
}

/// The header through a connection, judged; all of it from one moment.
pub(super) fn header(db: &Connection, file: &Path, known: i64) -> Result<Found, OpenError> {
    let db = &db.unchecked_transaction()?;
    let pragma = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(|error| not_ours(file, error));
    let version = pragma("user_version")?;
    match pragma("application_id")? {
        APPLICATION_ID if version > known => Err(OpenError::Newer { file: file.to_path_buf(), found: version, known }),
        APPLICATION_ID if version > 0 => Ok(Found::Schema(version)),
        0 if version == 0 && is_bare(db).map_err(|error| not_ours(file, error))? => Ok(Found::Blank),
        _ => Err(OpenError::Foreign(file.to_path_buf())),
    }
}

/// Whether a database holds no table: what a first start leaves if it is killed before its only transaction.
fn is_bare(db: &Connection) -> rusqlite::Result<bool> {
    db.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
}

fn not_ours(file: &Path, error: rusqlite::Error) -> OpenError {
    let what = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => "is not a database",
        Some(ErrorCode::DatabaseCorrupt) => "is damaged",
        _ => return error.into(),
    };
    OpenError::NotOurs { file: file.to_path_buf(), what: what.to_owned() }
}

/// A path as a URI that promises SQLite the file does not change: it then takes no lock and makes no side file.
fn immutable_uri(file: &Path) -> String {
    let mut uri = String::from("file:");
    for &byte in file.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri + "?immutable=1"
}

/// Opens for reading and writing what [`look`] let pass, with all settings.
pub(super) fn connect(place: &Place, known: i64) -> Result<(Connection, Found), OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut db = Connection::open_with_flags(&place.file, flags)?;
    guard(&mut db)?;
    // The look did not see the write-ahead log: what a newer version left there alone must be refused, and left alone, too.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let found = header(&db, &place.file, known)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    settle(&db, place.remote)?;
    Ok((db, found))
}

/// Opens a database for reading alone: with its write-ahead log, or as a file that does not change, without a lock and without a file beside it.
fn read_only(file: &Path, with_log: bool) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut db = if with_log {
        Connection::open_with_flags(file, flags)?
    } else {
        Connection::open_with_flags(immutable_uri(file), flags | OpenFlags::SQLITE_OPEN_URI)?
    };
    guard(&mut db)?;
    Ok(db)
}

/// Whether there is something in the write-ahead log that the file does not hold yet.
pub(super) fn has_log(file: &Path) -> bool {
    side(file, "-wal").metadata().is_ok_and(|log| log.len() > 0)
}

/// Opens a database for reading alone: for checks beside the app.
pub(super) fn connect_to_read(file: &Path) -> Result<Connection, StoreError> {
    let db = read_only(file, true)?;
    db.execute_batch("PRAGMA cell_size_check = ON")?;
    Ok(db)
}

/// Opens what nobody writes for reading alone: without a lock, and without a file beside it even in a folder that cannot be written. One with a log of
/// its own, as a database that was carried here by hand, needs that log.
pub(super) fn connect_to_copy(file: &Path) -> Result<Connection, StoreError> {
    let db = read_only(file, has_log(file))?;
    db.execute_batch("PRAGMA cell_size_check = ON")?;
    Ok(db)
}

/// The name of a file that SQLite keeps beside a database.
pub(super) fn side(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Opens a database for one short look that leaves nothing behind and waits for nobody: with its write-ahead log, or as a file that does not change.
pub(super) fn connect_to_glance(file: &Path, with_log: bool) -> Result<Connection, OpenError> {
    let mut db = read_only(file, with_log)?;
    patient(&mut db, false)?;
    Ok(db)
}

/// Whether a connection waits for others, or gives up at once.
pub(super) fn patient(db: &mut Connection, wait: bool) -> rusqlite::Result<()> {
    fn again(tries: i32) -> bool {
        pause(TRY_EVERY);
        tries < TRIES
    }
    db.busy_handler(wait.then_some(again as fn(i32) -> bool))
}

/// Lets a moment pass: a wait for nothing at all, with a limit.
pub(super) fn pause(length: Duration) {
    let limit = rustix::time::Timespec { tv_sec: 0, tv_nsec: length.subsec_nanos().into() };
    // Cut short by a signal, it is only tried again sooner.
    let _ = rustix::event::poll(&mut [], Some(&limit));
}

/// Patience first, then what needs no SQL: a file that was tampered with finds no triggers, no views, no trust.
pub(super) fn guard(db: &mut Connection) -> rusqlite::Result<()> {
    patient(db, true)?;
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
    ] {
        db.set_db_config(setting, on)?;
    }
    // A note of 100,000 characters takes up to 600,000 bytes in an undo image. One attached database is what VACUUM INTO needs.
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, 4_000_000),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 20),
        (Limit::SQLITE_LIMIT_ATTACHED, 1),
    ] {
        db.set_limit(limit, most)?;
    }
    db.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// A write-ahead log, every commit on disk before it is acknowledged; where the log is not to be had, the rollback journal at its safest.
fn settle(db: &Connection, remote: bool) -> Result<(), OpenError> {
    let wanted = if remote { "PRAGMA journal_mode = DELETE" } else { "PRAGMA journal_mode = WAL" };
    let journal: String = db.query_row(wanted, [], |row| row.get(0))?;
    let (level, said) = if journal == "wal" { (2, "FULL") } else { (3, "EXTRA") };
    db.execute_batch(&format!(
        "PRAGMA synchronous = {said}; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON"
    ))?;
    let granted: i64 = db.pragma_query_value(None, "synchronous", |row| row.get(0))?;
    if granted != level {
        return Err(StoreError::NotSaved(format!("SQLite does not grant synchronous={said}")).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Folder, memory};
    use super::super::{SCHEMA, sqlite_version};
    use super::*;

    #[test]
    fn the_sqlite_inside_has_the_mended_log_reset() {
        let parts: Vec<u32> = sqlite_version().split('.').map(|part| part.parse().expect("a number")).collect();
        assert!(parts >= vec![3, 51, 3], "before 3.51.3 two writers that checkpoint can lose pages: {}", sqlite_version());
    }

    #[test]
    fn a_new_and_an_old_file_are_opened_with_every_safety() {
        let folder = Folder::new();
        for round in ["new", "old"] {
            let store = folder.open().store;
            let text = |sql: &str| store.db.query_row(sql, [], |row| row.get::<_, String>(0)).expect(sql);
            let number = |sql: &str| store.db.query_row(sql, [], |row| row.get::<_, i64>(0)).expect(sql);
            let remote = super::super::place::prepare(folder.path(), false).expect("stands").remote;
            assert_eq!(text("PRAGMA journal_mode"), if remote { "delete" } else { "wal" }, "{round}");
            assert_eq!(number("PRAGMA synchronous"), if remote { 3 } else { 2 }, "{round}");
            assert_eq!(number("PRAGMA foreign_keys"), 1);
            assert_eq!(number("PRAGMA trusted_schema"), 0);
            assert_eq!(number("PRAGMA cell_size_check"), 1);
            assert_eq!(number("PRAGMA mmap_size"), 0);
            assert_eq!(number("PRAGMA secure_delete"), 1);
            assert_eq!(number("PRAGMA application_id"), APPLICATION_ID);
            assert_eq!(number("PRAGMA user_version"), SCHEMA);
            assert!(store.db.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).expect("known"));
            assert!(store.db.limit(Limit::SQLITE_LIMIT_ATTACHED).expect("known") >= 1);
        }
    }

    #[test]
    fn a_file_outside_wal_is_brought_back_to_it() {
        let folder = Folder::new();
        let store = folder.open().store;
        store.db.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).expect("alone");
        drop(store);
        let place = super::super::place::prepare(folder.path(), false).expect("stands");
        let (db, _) = connect(&Place { remote: false, ..place }, SCHEMA).expect("opens");
        assert_eq!(db.query_row("PRAGMA journal_mode", [], |row| row.get::<_, String>(0)).expect("asks"), "wal");
    }

    #[test]
    fn without_a_shared_log_the_rollback_journal_is_used_at_its_safest() {
        let folder = Folder::new();
        drop(folder.open());
        let place = super::super::place::prepare(folder.path(), false).expect("stands");
        let (db, _) = connect(&Place { remote: true, ..place }, SCHEMA).expect("opens");
        assert_eq!(db.query_row("PRAGMA journal_mode", [], |row| row.get::<_, String>(0)).expect("asks"), "delete");
        assert_eq!(db.query_row("PRAGMA synchronous", [], |row| row.get::<_, i64>(0)).expect("asks"), 3);
    }

    #[test]
    fn a_database_that_was_tampered_with_finds_no_trigger_and_cannot_be_rewritten_inside() {
        let store = memory();
        let count = || store.db.query_row("SELECT count(*) FROM draft", [], |row| row.get::<_, i64>(0)).expect("counted");
        store.db.execute_batch("CREATE TRIGGER boo AFTER INSERT ON draft BEGIN DELETE FROM draft; END").expect("made");
        store.db.execute("INSERT INTO draft VALUES ('entry', '', 0)", []).expect("inserted");
        assert_eq!(count(), 1);
        assert!(store.db.execute_batch("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema").is_err());
    }

    #[test]
    fn every_byte_of_a_path_survives_the_look() {
        use std::os::unix::ffi::OsStrExt;
        let folder = Folder::new();
        for name in [&b"with space"[..], b"a?b#c%41", b"line\nbreak", b"\xff\xfe", "ä☕".as_bytes()] {
            let dir = folder.path().join(std::ffi::OsStr::from_bytes(name));
            let plan = super::super::OpenPlan { dir: &dir, create: true, stamp: super::super::testing::NOON };
            drop(super::super::Store::open(&plan).expect("made"));
            assert_eq!(look(&dir.join("journal.db"), SCHEMA).expect("seen"), Found::Schema(SCHEMA), "{name:?}");
        }
    }
}
