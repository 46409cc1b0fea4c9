//! Locks between processes, on a file or a folder. The kernel takes them back when their holder ends, however it ends; a pid in a file would stay.

use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use rustix::fs::OFlags;

use super::open::{TRIES, TRY_EVERY, pause};

/// With whom a lock may be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// With everybody else who takes it so.
    Shared,
    /// With nobody.
    Alone,
}

/// A lock, held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _held: File,
}

impl Lock {
    /// Takes the lock of a file, which is made if it is not there and is never followed through a link; nothing if somebody else is in the way.
    /// On a file system without such locks nobody ever is.
    ///
    /// # Errors
    /// If the file can be neither opened nor made.
    pub fn try_file(path: &Path, hold: Hold) -> io::Result<Option<Self>> {
        Ok(take(open(path)?, hold))
    }

    /// The lock of a file for this process alone, for a thread that waits for as long as it takes. `waits` hears first whether somebody is in the way,
    /// and says by `false` that nobody waits any more.
    ///
    /// # Errors
    /// If the file can be neither opened nor made.
    pub fn in_turn(path: &Path, waits: impl FnOnce() -> bool) -> io::Result<Option<Self>> {
        if let Some(lock) = Self::try_file(path, Hold::Alone)? {
            return Ok(Some(lock));
        }
        if !waits() {
            return Ok(None);
        }
        let file = open(path)?;
        while matches!(file.lock(), Err(error) if error.kind() == io::ErrorKind::Interrupted) {}
        Ok(Some(Self { _held: file }))
    }

    /// The lock of a file; whoever is in the way is waited for as long as a save waits.
    pub(super) fn file(path: &Path, hold: Hold) -> io::Result<Option<Self>> {
        patiently(|| Self::try_file(path, hold))
    }

    /// The lock of a folder that is there; nothing if somebody else is in the way.
    pub(super) fn try_folder(dir: &Path, hold: Hold) -> io::Result<Option<Self>> {
        Ok(take(File::open(dir)?, hold))
    }

    /// The lock of a folder for this process alone; waits as a save does.
    pub(super) fn folder(dir: &Path) -> io::Result<Option<Self>> {
        patiently(|| Self::try_folder(dir, Hold::Alone))
    }
}

/// Whether somebody holds the lock of a file alone just now. Makes nothing and changes nothing; where there is no file, nobody does.
#[must_use]
pub fn is_held(path: &Path) -> bool {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    let Ok(file) = OpenOptions::new().read(true).custom_flags(flags).open(path) else { return false };
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

fn open(path: &Path) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).custom_flags(flags).open(path)?;
    if file.metadata()?.permissions().mode() & 0o777 != 0o600 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

fn take(file: File, hold: Hold) -> Option<Lock> {
    let tried = match hold {
        Hold::Shared => file.try_lock_shared(),
        Hold::Alone => file.try_lock(),
    };
    // any other error: there are no locks here, and nobody waits
    (!matches!(tried, Err(TryLockError::WouldBlock))).then_some(Lock { _held: file })
}

fn patiently(mut take: impl FnMut() -> io::Result<Option<Lock>>) -> io::Result<Option<Lock>> {
    for _ in 0..TRIES {
        if let Some(lock) = take()? {
            return Ok(Some(lock));
        }
        pause(TRY_EVERY);
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Folder;
    use super::*;

    #[test]
    fn many_share_it_and_whoever_wants_it_alone_waits_for_all_of_them() {
        let folder = Folder::new();
        let file = folder.path().join("lock");
        let take = |hold| Lock::try_file(&file, hold).expect("a file");
        let (first, second) = (take(Hold::Shared), take(Hold::Shared));
        assert!(first.is_some() && second.is_some());
        assert!(take(Hold::Alone).is_none());
        drop(first);
        assert!(take(Hold::Alone).is_none());
        drop(second);
        let alone = take(Hold::Alone);
        assert!(alone.is_some() && take(Hold::Shared).is_none() && take(Hold::Alone).is_none());
        assert_eq!(file.metadata().expect("stands").permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_link_in_its_place_is_refused() {
        let folder = Folder::new();
        let victim = folder.path().join("victim");
        std::os::unix::fs::symlink(&victim, folder.path().join("lock")).expect("linked");
        assert!(Lock::try_file(&folder.path().join("lock"), Hold::Alone).is_err());
        assert!(!victim.exists());
    }
}
