//! The folder and the files of the store before SQLite sees them: made private, looked at, never followed through a link.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::{OpenError, open};

/// The database, inside the data folder.
pub const JOURNAL: &str = "journal.db";
/// The file that is touched after every save, so that other tabs look again.
pub const BELL: &str = "bell";
/// The file that every open store holds the lock of: together with the others, or alone to put another database in its place.
pub const LOCK: &str = "lock";
/// The folder of copies, inside the data folder.
pub const BACKUPS: &str = "backups";
/// How the names end of what SQLite keeps beside a database, and what is a part of it.
pub(super) const SIDES: [&str; 3] = ["-wal", "-shm", "-journal"];

/// A data folder ready for use.
#[derive(Debug)]
pub(super) struct Place {
    /// The folder, without links in its path: SQLite refuses links when told not to follow them.
    pub dir: PathBuf,
    /// The database file.
    pub file: PathBuf,
    /// Whether the file holds nothing yet.
    pub blank: bool,
    /// Whether the folder is on a network or user-space file system, where a shared write-ahead log is not safe.
    pub remote: bool,
    /// What was changed or found and is worth one sentence to the person.
    pub notices: Vec<String>,
}

/// Makes the folder if it is not there, and closes it to others if it was open. Answers it without links in its path.
pub(super) fn folder(dir: &Path, create: bool, notices: &mut Vec<String>) -> Result<PathBuf, OpenError> {
    match fs::metadata(dir) {
        Ok(meta) if meta.is_dir() => {}
        Ok(_) => return Err(OpenError::Place { path: dir.to_path_buf(), why: "it is not a folder".to_owned() }),
        Err(error) if error.kind() == ErrorKind::NotFound && create => private_dir(dir).map_err(|error| fault(dir, &error))?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(OpenError::Missing(dir.join(JOURNAL))),
        Err(error) => return Err(fault(dir, &error)),
    }
    let dir = fs::canonicalize(dir).map_err(|error| fault(dir, &error))?;
    close_to_others(&dir, 0o700, notices).map_err(|error| fault(&dir, &error))?;
    Ok(dir)
}

/// That a folder or file cannot be made or used.
pub(super) fn fault(path: &Path, error: &io::Error) -> OpenError {
    OpenError::Place { path: path.to_path_buf(), why: crate::domain::fault(error) }
}

/// Makes the folder and the file if they are not there, and closes them to others if they were open.
pub(super) fn prepare(dir: &Path, create: bool) -> Result<Place, OpenError> {
    let mut notices = Vec::new();
    let dir = folder(dir, create, &mut notices)?;
    let file = dir.join(JOURNAL);
    let blank = match fs::symlink_metadata(&file) {
        Ok(meta) => {
            regular(&file, &meta)?;
            if meta.mode() & 0o077 != 0 {
                close_to_others(&file, 0o600, &mut notices).map_err(|error| fault(&file, &error))?;
                for end in SIDES {
                    let side = open::side(&file, end);
                    if fs::symlink_metadata(&side).is_ok_and(|meta| meta.is_file()) {
                        close_to_others(&side, 0o600, &mut Vec::new()).map_err(|error| fault(&side, &error))?;
                    }
                }
            }
            if meta.len() == 0 {
                once_used(&dir, &file)?;
            }
            meta.len() == 0
        }
        Err(error) if error.kind() == ErrorKind::NotFound && create => {
            match private_file(&file) {
                Ok(_) => {}
                // Another tab's first start was quicker.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(fault(&file, &error)),
            }
            true
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(OpenError::Missing(file)),
        Err(error) => return Err(fault(&file, &error)),
    };
    let remote = is_remote(&dir);
    Ok(Place { dir, file, blank, remote, notices })
}

/// A file of ours that did not exist, open for writing, closed to others whatever the umask.
pub(super) fn private_file(path: &Path) -> io::Result<File> {
    let file =
        OpenOptions::new().write(true).create_new(true).mode(0o600).custom_flags(OFlags::NOFOLLOW.bits().cast_signed()).open(path)?;
    // A umask such as 0777 takes bits even from 0600.
    file.set_permissions(Permissions::from_mode(0o600))?;
    Ok(file)
}

/// A folder of ours with the folders above it, closed to others whatever the umask.
pub(super) fn private_dir(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    fs::set_permissions(path, Permissions::from_mode(0o700))
}

/// Makes a rename or a new name in `dir` outlast a power cut.
pub(super) fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// The bell, made if need be, never through a link.
pub(super) fn bell(dir: &Path) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    let bell = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).custom_flags(flags).open(dir.join(BELL))?;
    if bell.metadata()?.mode() & 0o777 != 0o600 {
        bell.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(bell)
}

/// One byte at the start of the bell: whoever watches it wakes, and it never grows.
pub(super) fn ring(bell: &File) -> io::Result<()> {
    use std::io::Seek as _;
    let mut bell = bell;
    bell.rewind()?;
    bell.write_all(b"!")
}

/// A database file is a plain file: opening a pipe would wait for ever, a link may lead to somebody else's file.
pub(super) fn regular(file: &Path, meta: &fs::Metadata) -> Result<(), OpenError> {
    let kind = meta.file_type();
    let what = if kind.is_file() {
        return Ok(());
    } else if kind.is_symlink() {
        "is a link"
    } else if kind.is_dir() {
        "is a folder"
    } else if kind.is_fifo() {
        "is a pipe"
    } else {
        "is not a plain file"
    };
    Err(OpenError::NotOurs { file: file.to_path_buf(), what: format!("{what}, not a database") })
}

/// An empty file is what a first start leaves when it is killed, and also what a full disk or a slip leaves of years of entries. The bell,
/// made only once a database has stood, tells them apart.
fn once_used(dir: &Path, file: &Path) -> Result<(), OpenError> {
    let stands = fs::symlink_metadata(dir.join(BELL)).is_ok();
    // Measured after the bell was seen: another tab's first start may have filled the file since it was measured before.
    if !stands || fs::symlink_metadata(file).is_ok_and(|meta| meta.len() > 0) {
        return Ok(());
    }
    Err(OpenError::NotOurs { file: file.to_path_buf(), what: "is empty, though it has been in use before".to_owned() })
}

/// Takes the rights of others from a folder or file of ours, and says so; what is not ours, or is shared by its nature, is only named.
fn close_to_others(path: &Path, mode: u32, notices: &mut Vec<String>) -> io::Result<()> {
    let meta = fs::symlink_metadata(path)?;
    if meta.mode() & 0o077 == 0 {
        return Ok(());
    }
    let shown = path.display();
    let sticky = meta.mode() & 0o1000 != 0;
    if sticky || meta.uid() != rustix::process::geteuid().as_raw() {
        notices.push(format!("Others on this machine can look into {shown}, and it is not unhunch's to close."));
        return Ok(());
    }
    fs::set_permissions(path, Permissions::from_mode(mode))?;
    notices.push(format!("{shown} was open to others on this machine; it is closed to them now."));
    Ok(())
}

#[cfg(target_os = "linux")]
pub(super) fn is_remote(dir: &Path) -> bool {
    // NFS, SMB, SMB2, CIFS, 9p, FUSE, AFS, Ceph: from linux/magic.h.
    const REMOTE: [u32; 8] = [0x6969, 0x517b, 0xfe53_4d42, 0xff53_4d42, 0x0102_1997, 0x6573_5546, 0x5346_414f, 0x00c3_6400];
    // The width of f_type differs between machines; the magic numbers have 32 bits on all of them.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    rustix::fs::statfs(dir).is_ok_and(|found| REMOTE.contains(&(found.f_type as u32)))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_remote(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::super::testing::{Folder, NOON, rate};
    use super::super::{OpenPlan, SCHEMA, Store};
    use super::*;
    use crate::domain::EntryMoment;

    fn mode(path: &Path) -> u32 {
        fs::symlink_metadata(path).expect("stands").mode() & 0o7777
    }

    fn open(dir: &Path, create: bool) -> Result<super::super::Opened, OpenError> {
        Store::open(&OpenPlan { dir, create, stamp: NOON })
    }

    /// Every file of a folder with its hash.
    fn prints(dir: &Path) -> Vec<(PathBuf, String)> {
        let mut found: Vec<_> = fs::read_dir(dir)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.is_file())
            .map(|path| {
                let hash = Sha256::digest(fs::read(&path).expect("reads"));
                (path, format!("{hash:x}"))
            })
            .collect();
        found.sort();
        found
    }

    #[test]
    fn folder_and_files_are_the_persons_alone() {
        let folder = Folder::new();
        let dir = folder.path().join("deep/data");
        let mut opened = open(&dir, true).expect("made");
        rate(&mut opened.store, 4, EntryMoment::Free, None, NOON);
        assert!(opened.notices.is_empty(), "{:?}", opened.notices);
        assert_eq!(mode(&dir), 0o700);
        assert_eq!(mode(dir.parent().expect("deep")), 0o700);
        for name in fs::read_dir(&dir).expect("a folder") {
            let path = name.expect("an entry").path();
            assert_eq!(mode(&path), 0o600, "{path:?}");
        }
    }

    #[test]
    fn what_stood_open_to_others_is_closed_and_said_once() {
        let folder = Folder::new();
        let dir = folder.path().join("data");
        drop(open(&dir, true).expect("made"));
        fs::set_permissions(&dir, Permissions::from_mode(0o755)).expect("opened up");
        fs::set_permissions(dir.join(JOURNAL), Permissions::from_mode(0o644)).expect("opened up");
        let opened = open(&dir, true).expect("opens");
        assert_eq!(opened.notices.len(), 2, "{:?}", opened.notices);
        assert_eq!((mode(&dir), mode(&dir.join(JOURNAL))), (0o700, 0o600));
        drop(opened);
        assert_eq!(open(&dir, true).expect("opens").notices, Vec::<String>::new());
    }

    #[test]
    fn a_folder_shared_by_its_nature_is_left_as_it_is() {
        let folder = Folder::new();
        let dir = folder.path().join("tmp");
        fs::create_dir(&dir).expect("made");
        fs::set_permissions(&dir, Permissions::from_mode(0o1777)).expect("shared");
        let opened = open(&dir, true).expect("opens");
        assert_eq!(mode(&dir), 0o1777);
        assert_eq!(mode(&dir.join(JOURNAL)), 0o600);
        assert_eq!(opened.notices.len(), 1);
    }

    #[test]
    fn nothing_is_made_where_nothing_is_to_be_made() {
        let folder = Folder::new();
        assert!(matches!(open(&folder.path().join("none"), false), Err(OpenError::Missing(_))));
        assert!(!folder.path().join("none").exists());
        assert!(matches!(open(folder.path(), false), Err(OpenError::Missing(_))));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }

    #[test]
    fn what_is_refused_stays_byte_for_byte_as_it_is() {
        type Spoil = fn(&Path);
        let cases: [(&str, Spoil); 6] = [
            ("newer", |file| {
                let db = rusqlite::Connection::open(file).expect("opens");
                db.pragma_update(None, "user_version", SCHEMA + 1).expect("set");
            }),
            ("newer, all of it in the log", |file| {
                let db = rusqlite::Connection::open(file).expect("opens");
                db.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).expect("set");
                db.pragma_update(None, "journal_mode", "wal").expect("set");
                db.pragma_update(None, "user_version", SCHEMA + 1).expect("set");
            }),
            ("foreign", |file| {
                let db = rusqlite::Connection::open(file).expect("opens");
                db.pragma_update(None, "application_id", 7).expect("set");
            }),
            ("text", |file| fs::write(file, "dear diary, ".repeat(1000)).expect("written")),
            ("emptied", |file| fs::write(file, "").expect("written")),
            ("garbled", |file| {
                let mut bytes = fs::read(file).expect("reads");
                bytes[100..600].fill(0xa5);
                bytes[16..24].fill(0);
                fs::write(file, bytes).expect("written");
            }),
        ];
        for (name, spoil) in cases {
            let folder = Folder::new();
            drop(folder.open());
            let file = folder.path().join(JOURNAL);
            spoil(&file);
            let before = prints(folder.path());
            let error = open(folder.path(), true).expect_err(name);
            let after = prints(folder.path());
            let kept: Vec<_> = after.iter().filter(|(path, _)| !path.ends_with("journal.db-shm")).collect();
            assert_eq!(kept, before.iter().filter(|(path, _)| !path.ends_with("journal.db-shm")).collect::<Vec<_>>(), "{name}: {error}");
            let said = error.to_string();
            assert!(said.ends_with('.') && said.contains(JOURNAL), "{name}: {said}");
            if name.starts_with("newer") {
                assert!(said.contains(&format!("its schema is {}, this one knows {SCHEMA}", SCHEMA + 1)), "{said}");
            }
        }
    }

    #[test]
    fn links_folders_and_pipes_are_refused_without_waiting() {
        let folder = Folder::new();
        let file = folder.path().join(JOURNAL);
        fs::create_dir(&file).expect("made");
        assert!(open(folder.path(), true).expect_err("a folder").to_string().contains("is a folder"));
        fs::remove_dir(&file).expect("gone");

        let victim = folder.path().join("victim");
        std::os::unix::fs::symlink(&victim, &file).expect("linked");
        assert!(open(folder.path(), true).expect_err("a link").to_string().contains("is a link"));
        assert!(!victim.exists());
        fs::remove_file(&file).expect("gone");

        rustix::fs::mkfifoat(rustix::fs::CWD, &file, rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR).expect("a pipe");
        assert!(open(folder.path(), true).expect_err("a pipe").to_string().contains("is a pipe"));
        assert!(matches!(open(&victim.join("x"), false), Err(OpenError::Missing(_))));
        fs::write(&victim, "a file").expect("written");
        assert!(matches!(open(&victim, true), Err(OpenError::Place { .. })));
        assert!(matches!(open(&victim.join("x"), true), Err(OpenError::Place { .. })));
    }

    #[test]
    fn a_first_start_that_was_killed_is_begun_again() {
        for left in [0, 4096] {
            let folder = Folder::new();
            let file = folder.path().join(JOURNAL);
            if left == 0 {
                fs::write(&file, "").expect("written");
            } else {
                rusqlite::Connection::open(&file).expect("opens").pragma_update(None, "journal_mode", "wal").expect("set");
                assert_eq!(fs::metadata(&file).expect("stands").len(), left);
            }
            let mut store = folder.open().store;
            rate(&mut store, 4, EntryMoment::Free, None, NOON);
        }
    }

    #[test]
    fn the_bell_changes_and_never_grows() {
        let folder = Folder::new();
        let mut store = folder.open().store;
        let bell = folder.path().join(BELL);
        let before = fs::metadata(&bell).expect("stands").modified().expect("a time");
        for n in 0..3 {
            rate(&mut store, n, EntryMoment::Free, None, NOON);
        }
        let after = fs::metadata(&bell).expect("stands");
        assert_eq!(after.len(), 1);
        assert!(after.modified().expect("a time") >= before);
    }
}
