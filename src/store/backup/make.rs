//! Makes a copy: all of it, checked and on disk before it has its name, closed to others; or nothing at all.

use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::super::lock::{Hold, Lock};
use super::super::open::{connect_to_copy, connect_to_read, side};
use super::super::place::{self, BACKUPS, SIDES};
use super::super::{StoreError, check};
use super::thin::{self, Aged};
use super::{BY_ITSELF, Counts, DRAFT, Name, Why, counts_of, names, told};

/// Where copies go, and when they are made.
pub(in super::super) struct Archive<'a> {
    /// The data folder.
    pub dir: &'a Path,
    /// UTC milliseconds; becomes part of the name.
    pub at: i64,
}

/// A copy that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The file.
    pub path: PathBuf,
    /// What is in it.
    pub counts: Counts,
}

impl Copied {
    /// Its name in the folder of copies.
    pub(in super::super) fn name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

/// Copies made by themselves are so far apart at least, in milliseconds.
pub(super) const HALF_HOUR: i64 = 30 * 60_000;
/// How often a copy is tried again because somebody wrote meanwhile.
const TRIES: usize = 3;
/// The first word of the name of a copy in a folder of the person's own choice.
const ELSEWHERE: &str = "unhunch";

/// Copies what `db` holds into the folder of copies, then thins the older ones.
pub(in super::super) fn copy(db: &Connection, archive: &Archive<'_>, why: Why) -> Result<Copied, StoreError> {
    let turn = Turn::wait(&own_folder(archive.dir)?)?;
    make(db, &turn, archive, why)
}

/// The same into a folder of the person's own choice, which has to be there. Nothing in it is thinned.
pub(super) fn copy_to(db: &Connection, folder: &Path, at: i64) -> Result<Copied, StoreError> {
    // SQLite is told not to follow links
    let turn = Turn::wait(&fs::canonicalize(folder).map_err(said)?)?;
    turn.copy(db, ELSEWHERE, at)
}

/// A copy that is due by itself. It can be made on another thread, beside the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copying {
    /// The data folder.
    pub(super) dir: PathBuf,
    /// The database in it.
    pub(super) file: PathBuf,
    /// When it became due.
    pub(super) at: i64,
}

impl Copying {
    /// What is said where a copy that was due could not be made.
    #[must_use]
    pub fn sorry(error: &StoreError) -> String {
        format!("No copy of your data could be made: {}. The data itself is saved.", error.reason())
    }

    /// Makes it, on a connection of its own that only reads; not if another tab makes one just now.
    ///
    /// # Errors
    /// Why there is no copy. The database itself is untouched.
    pub fn make(&self) -> Result<(), StoreError> {
        let folder = own_folder(&self.dir)?;
        let Some(turn) = Turn::at_once(&folder).map_err(said)? else { return Ok(()) };
        if is_fresh(&folder, self.at).map_err(said)? {
            return Ok(());
        }
        let archive = Archive { dir: &self.dir, at: self.at };
        make(&connect_to_read(&self.file)?, &turn, &archive, Why::ByItself).map(drop)
    }
}

/// Whether there is a copy of the last half hour. One from the future says nothing.
pub(super) fn is_fresh(folder: &Path, at: i64) -> io::Result<bool> {
    Ok(names(folder)?.iter().any(|(_, name)| (0..HALF_HOUR).contains(&at.saturating_sub(name.at))))
}

/// The folder of copies, made if it is not there.
pub(super) fn own_folder(dir: &Path) -> Result<PathBuf, StoreError> {
    let folder = dir.join(BACKUPS);
    place::private_dir(&folder).and_then(|()| place::sync_dir(dir)).map_err(said)?;
    Ok(folder)
}

fn make(db: &Connection, turn: &Turn, archive: &Archive<'_>, why: Why) -> Result<Copied, StoreError> {
    let copied = turn.copy(db, &why.word(), archive.at)?;
    // What cannot be thinned today is thinned with the next copy.
    let _ = thin(&turn.folder, archive.at, copied.counts);
    Ok(copied)
}

/// The right to make copies in a folder: one process at a time, so that what is half made there is nobody's any more.
pub(super) struct Turn {
    folder: PathBuf,
    _lock: Lock,
}

impl Turn {
    /// Waits for it as a save waits for the database.
    pub(super) fn wait(folder: &Path) -> Result<Self, StoreError> {
        let lock = Lock::folder(folder).map_err(said)?.ok_or(StoreError::Locked)?;
        Ok(Self { folder: folder.to_path_buf(), _lock: lock })
    }

    /// Has it now or not at all.
    pub(super) fn at_once(folder: &Path) -> io::Result<Option<Self>> {
        Ok(Lock::try_folder(folder, Hold::Alone)?.map(|lock| Self { folder: folder.to_path_buf(), _lock: lock }))
    }

    /// Takes away what was cut short.
    pub(super) fn sweep(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            // SQLite keeps a journal beside what it fills
            let is_draft = |name: &str| {
                let name = SIDES.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
                name.strip_suffix(DRAFT).and_then(Name::read).is_some()
            };
            if name.to_str().is_some_and(is_draft) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn copy(&self, db: &Connection, word: &str, at: i64) -> Result<Copied, StoreError> {
        self.sweep().map_err(said)?;
        let path = Name::free(&self.folder, word, at);
        let mut draft = path.clone().into_os_string();
        draft.push(DRAFT);
        let draft = PathBuf::from(draft);
        let counts = draw(db, &draft)?;
        let named = fs::rename(&draft, &path).and_then(|()| place::sync_dir(&self.folder));
        named.map_err(said).inspect_err(|_| discard(&draft))?;
        Ok(Copied { path, counts })
    }
}

/// Copies what `db` holds into a new file and checks it: on disk, closed to others, sound, and no row missing. Whatever fails leaves no file.
pub(super) fn draw(db: &Connection, draft: &Path) -> Result<Counts, StoreError> {
    let mut drawn = Err(StoreError::Damaged("the copy does not hold the same rows".to_owned()));
    for _ in 0..TRIES {
        match draw_once(db, draft) {
            Ok(None) => discard(draft),
            Ok(Some(counts)) => return Ok(counts),
            Err(error) => {
                drawn = Err(error);
                break;
            }
        }
    }
    // A copy that did not verify is worth nothing to anybody.
    discard(draft);
    drawn
}

/// Takes a half made copy away, with what SQLite left beside it; if that fails, the next copy does it.
pub(super) fn discard(draft: &Path) {
    for path in SIDES.iter().map(|end| side(draft, end)).chain([draft.to_path_buf()]) {
        let _ = fs::remove_file(path);
    }
}

/// Answers nothing if the copy does not hold the same rows, as may be if somebody writes meanwhile.
fn draw_once(db: &Connection, draft: &Path) -> Result<Option<Counts>, StoreError> {
    // What a killed copy left behind; remove_file takes a link away, not what it leads to.
    match fs::remove_file(draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(said(error)),
        _ => {}
    }
    // VACUUM INTO would make a file that everybody can read, but fills an empty one as it stands.
    let file = place::private_file(draft).map_err(said)?;
    let before = check::rows(db)?;
    // As the bytes they are: a path need not be UTF-8.
    db.execute("VACUUM INTO ?1", [ToSqlOutput::Borrowed(ValueRef::Text(draft.as_os_str().as_bytes()))])?;
    file.sync_all().map_err(said)?;
    let after = check::rows(db)?;
    let copy = connect_to_copy(draft)?;
    check::structure(&copy)?;
    let found = check::rows(&copy)?;
    Ok(is_between(&found, &before, &after).then(|| told(&found)))
}

/// Whether a copy has the rows that were there at some moment between two looks.
fn is_between(found: &[(String, i64)], before: &[(String, i64)], after: &[(String, i64)]) -> bool {
    let has_all = found.len() == before.len() && found.len() == after.len();
    has_all
        && found.iter().zip(before).zip(after).all(|((found, before), after)| {
            found.0 == before.0 && found.0 == after.0 && (before.1.min(after.1)..=before.1.max(after.1)).contains(&found.1)
        })
}

/// Takes away the copies whose time is over. One that cannot be read is neither judged nor counted.
fn thin(folder: &Path, now: i64, counts: Counts) -> io::Result<()> {
    let mut copies = Vec::new();
    for (path, name) in names(folder)? {
        // how full a young one is does not matter, so it is not opened; the newest is the one just made
        let copy = Aged { at: name.at, rows: counts.rows, by_itself: name.why == BY_ITSELF };
        if copy.is_young(now) {
            copies.push((path, copy));
        } else if let Ok(Counts { rows, .. }) = counts_of(&path) {
            copies.push((path, Aged { rows, ..copy }));
        }
    }
    let ages: Vec<Aged> = copies.iter().map(|(_, copy)| *copy).collect();
    for ((path, _), _) in copies.iter().zip(thin::kept(&ages, now)).filter(|(_, kept)| !kept) {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// What the file system says of a copy that could not be written.
pub(super) fn said(error: io::Error) -> StoreError {
    StoreError::NotSaved(crate::domain::fault(&error))
}
