//! Puts a copy in the place of the database: looked at first, what is there kept, the change one rename; refused while anybody has the database open.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::super::lock::{Hold, Lock};
use super::super::migrate::{self, STEPS};
use super::super::open::{self, Found, connect_to_copy, patient, side};
use super::super::place::{self, JOURNAL, LOCK, Place, SIDES};
use super::super::{OpenError, SCHEMA, StoreError, check};
use super::make::{Archive, Turn, copy, discard, draw, own_folder, said};
use super::{Counts, DRAFT, Name, REPLACED, Why};

/// What putting a copy in place gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What is in the database now.
    pub counts: Counts,
    /// Where what was there before is kept; nothing if nothing was there.
    pub kept: Option<PathBuf>,
    /// Whether that is a copy that can be put back; otherwise it is what could not be copied, byte for byte.
    pub is_copy: bool,
    /// Sentences for the person: rights that were taken from others.
    pub notices: Vec<String>,
}

/// Why a copy was not put in place. `Display` is a sentence with its remedy; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreError {
    /// Somebody has the database open.
    InUse,
    /// The copy cannot take its place: the file, and what is wrong with it, as the end of a sentence that begins with the file.
    Unfit(PathBuf, String),
    /// So many of its rows are no longer what was written.
    Changed(PathBuf, u64),
    /// The data folder or the database file cannot be used.
    Place(OpenError),
    /// What kept it from being written, or what is there from being kept.
    Failed(StoreError),
}

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |path: &PathBuf| crate::domain::clean_line(&path.display().to_string());
        match self {
            Self::InUse => f.write_str(
                "unhunch is open in a tab, or another program holds the database. End it, then restore again. Nothing was changed.",
            ),
            Self::Unfit(file, what) => write!(f, "{} {what}. Choose another copy; nothing was changed.", show(file)),
            Self::Changed(file, 1) => write!(
                f,
                "In {} one row is not as it was written. Choose another copy, or take it all the same with --force; nothing was changed.",
                show(file)
            ),
            Self::Changed(file, rows) => write!(
                f,
                "In {} {rows} rows are not as they were written. Choose another copy, or take it all the same with --force; nothing was changed.",
                show(file)
            ),
            Self::Place(error) => error.fmt(f),
            Self::Failed(error) => write!(f, "Not restored: {}. Nothing was changed.", error.reason()),
        }
    }
}

impl std::error::Error for RestoreError {}

impl From<OpenError> for RestoreError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Store(error) => error.into(),
            error => Self::Place(error),
        }
    }
}

impl From<StoreError> for RestoreError {
    fn from(error: StoreError) -> Self {
        if error == StoreError::Locked { Self::InUse } else { Self::Failed(error) }
    }
}

impl From<io::Error> for RestoreError {
    fn from(error: io::Error) -> Self {
        Self::Failed(said(error))
    }
}

/// Puts the copy `from` in the place of the database in the data folder `dir`. With `force` a copy is taken whose rows do not match their sums.
///
/// # Errors
/// [`RestoreError`]. What was there is there still.
pub fn restore(dir: &Path, from: &Path, at: i64, force: bool) -> Result<Restored, RestoreError> {
    let db = fit(from, force)?;
    let mut notices = Vec::new();
    let dir = place::folder(dir, true, &mut notices)?;
    let _alone = Lock::try_file(&dir.join(LOCK), Hold::Alone)?.ok_or(RestoreError::InUse)?;
    let draft = draft(&dir);
    let counts = draw(&db, &draft)?;
    let kept = keep(&dir, at).and_then(|kept| {
        replace(&dir, &draft)?;
        Ok(kept)
    });
    // if that fails, the next start does it
    let kept = kept.inspect_err(|_| discard(&draft))?;
    let is_copy = kept.as_ref().is_some_and(|(_, is_copy)| *is_copy);
    Ok(Restored { counts, kept: kept.map(|(path, _)| path), is_copy, notices })
}

/// What is to become the database, until it is whole and what is there is kept.
fn draft(dir: &Path) -> PathBuf {
    dir.join(format!("{JOURNAL}{DRAFT}"))
}

/// What a restore that was cut short left in the data folder. The lock says that none is under way.
pub(super) fn tidy(dir: &Path) -> io::Result<()> {
    let draft = draft(dir);
    let is_there = |path: &Path| fs::symlink_metadata(path).is_ok();
    if !is_there(&draft) && !SIDES.iter().any(|end| is_there(&side(&draft, end))) {
        return Ok(());
    }
    if Lock::try_file(&dir.join(LOCK), Hold::Shared)?.is_some() {
        discard(&draft);
    }
    Ok(())
}

/// Opens a copy if it is one of ours, sound, and as it was written.
fn fit(from: &Path, force: bool) -> Result<Connection, RestoreError> {
    let unfit = |what: &str| RestoreError::Unfit(from.to_path_buf(), what.to_owned());
    // SQLite is told not to follow links
    let file = match fs::canonicalize(from) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(unfit("is not there")),
        found => found?,
    };
    if !fs::metadata(&file)?.is_file() {
        return Err(unfit("is not a file"));
    }
    let damaged = |error: StoreError| match error {
        StoreError::Damaged(what) => unfit(&format!("is damaged ({what})")),
        error => error.into(),
    };
    let db = connect_to_copy(&file).map_err(damaged)?;
    let version = match open::header(&db, &file, SCHEMA) {
        Ok(Found::Schema(version)) => version,
        Ok(Found::Blank) => return Err(unfit("is empty")),
        Err(OpenError::Newer { .. }) => return Err(unfit("was written by a newer unhunch")),
        Err(OpenError::Foreign(_)) => return Err(unfit("belongs to another program")),
        Err(OpenError::NotOurs { what, .. }) => return Err(unfit(&what)),
        Err(error) => return Err(error.into()),
    };
    check::structure(&db).map_err(damaged)?;
    if shape(&db).map_err(|error| damaged(error.into()))? != shape_of(version)? {
        return Err(unfit("holds other tables than unhunch makes"));
    }
    match check::changed(&db).map_err(damaged)? {
        0 => Ok(db),
        _ if force => Ok(db),
        rows => Err(RestoreError::Changed(from.to_path_buf(), rows)),
    }
}

/// Every table with its columns, and whatever else is in the schema but indexes: a trigger, a view or a computed column has no business there.
fn shape(db: &Connection) -> rusqlite::Result<Vec<(String, String, String, i64)>> {
    let sql =
        "SELECT s.type, s.name, coalesce(c.name, ''), coalesce(c.hidden, 0) FROM sqlite_schema s LEFT JOIN pragma_table_xinfo(s.name) c
        WHERE s.type <> 'index' AND s.name NOT LIKE 'sqlite_%' ORDER BY s.type, s.name, c.cid";
    db.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?.collect()
}

/// The same of a database that the steps up to a schema make.
fn shape_of(version: i64) -> Result<Vec<(String, String, String, i64)>, RestoreError> {
    let mut db = Connection::open_in_memory().map_err(StoreError::from)?;
    let steps = usize::try_from(version).ok().and_then(|steps| STEPS.get(..steps)).unwrap_or(STEPS);
    migrate::migrate(&mut db, steps, None)?;
    Ok(shape(&db).map_err(StoreError::from)?)
}

/// Keeps what stands in the database's place: as a copy like the others, or as it is if no copy can be made of it. Answers where, and whether as a copy.
fn keep(dir: &Path, at: i64) -> Result<Option<(PathBuf, bool)>, RestoreError> {
    let file = dir.join(JOURNAL);
    let meta = match fs::symlink_metadata(&file) {
        Ok(meta) => meta,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    place::regular(&file, &meta)?;
    if meta.len() == 0 && !side(&file, "-wal").metadata().is_ok_and(|log| log.len() > 0) {
        return Ok(None);
    }
    match copy_of(dir, &file, at) {
        Ok(path) => Ok(Some((path, true))),
        Err(OpenError::Store(error @ (StoreError::Locked | StoreError::NotSaved(_)))) => Err(error.into()),
        // Damaged, of a newer version, of another program: whatever it is, no byte of it is lost.
        Err(_) => Ok(Some((as_it_is(dir, &file, at)?, false))),
    }
}

/// A copy of a database that is to make way. Nobody else has it open: else it could not leave the write-ahead log, which it takes in by that.
fn copy_of(dir: &Path, file: &Path, at: i64) -> Result<PathBuf, OpenError> {
    open::look(file, SCHEMA)?;
    let place =
        Place { dir: dir.to_path_buf(), file: file.to_path_buf(), blank: false, remote: place::is_remote(dir), notices: Vec::new() };
    let (mut db, _) = open::connect(&place, SCHEMA)?;
    patient(&mut db, false)?;
    let journal: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if journal != "delete" {
        return Err(StoreError::Locked.into());
    }
    patient(&mut db, true)?;
    Ok(copy(&db, &Archive { dir, at }, Why::Restore)?.path)
}

/// The bytes of the file and of what SQLite keeps beside it, under another name.
fn as_it_is(dir: &Path, file: &Path, at: i64) -> Result<PathBuf, RestoreError> {
    let folder = own_folder(dir)?;
    let _turn = Turn::wait(&folder)?;
    let kept = Name::free(&folder, REPLACED, at);
    let pairs = SIDES.map(|end| (side(file, end), side(&kept, end)));
    // the file last: under its name it is whole
    for (from, to) in pairs.iter().chain([&(file.to_path_buf(), kept.clone())]) {
        let mut source = match File::open(from) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            source => source?,
        };
        let mut target = place::private_file(to)?;
        io::copy(&mut source, &mut target)?;
        target.sync_all()?;
    }
    place::sync_dir(&folder)?;
    Ok(kept)
}

/// The change itself. What belongs to the old file goes first: beside the new one SQLite would take it for its own.
fn replace(dir: &Path, draft: &Path) -> io::Result<()> {
    let file = dir.join(JOURNAL);
    for end in SIDES {
        match fs::remove_file(side(&file, end)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    place::sync_dir(dir)?;
    fs::rename(draft, &file)?;
    place::sync_dir(dir)?;
    // whoever watches looks again
    if let Ok(bell) = place::bell(dir) {
        let _ = place::ring(&bell);
    }
    Ok(())
}
