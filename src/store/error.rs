//! What SQLite and the file system say, as sentences: why the store could not be opened, and why it refused.

use std::fmt;
use std::path::PathBuf;

use rusqlite::ErrorCode;

use super::StoreError;
use crate::domain::clean_line;

/// Why the database could not be opened. `Display` is a sentence with its remedy. Nothing was changed on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// There is no database here, and none was to be made.
    Missing(PathBuf),
    /// Written by a later version of this program.
    Newer {
        /// The database.
        file: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema known here.
        known: i64,
    },
    /// A database of another program.
    Foreign(PathBuf),
    /// Not a database at all, or damaged: what it is.
    NotOurs {
        /// The file.
        file: PathBuf,
        /// What was found, as the end of a sentence that begins with the file.
        what: String,
    },
    /// The folder or the file cannot be made or used: why.
    Place {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// The copy that is made before the schema changes could not be made or did not verify.
    Backup(String),
    /// SQLite refused.
    Store(StoreError),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |path: &PathBuf| clean_line(&path.display().to_string());
        match self {
            Self::Missing(file) => {
                write!(f, "There is no database at {}. Start unhunch once, or name the right folder with --data-dir.", show(file))
            }
            Self::Newer { file, found, known } => write!(
                f,
                "{} was written by a newer unhunch: its schema is {found}, this one knows {known}. Use the newer version; nothing was changed.",
                show(file)
            ),
            Self::Foreign(file) => {
                write!(
                    f,
                    "{} belongs to another program. Move it away, or name another folder with --data-dir; nothing was changed.",
                    show(file)
                )
            }
            Self::NotOurs { file, what } => {
                write!(
                    f,
                    "{} {what}. Move it away, or put a copy in its place: `unhunch restore` lists them. Nothing was changed.",
                    show(file)
                )
            }
            Self::Place { path, why } => {
                write!(f, "{} cannot be used: {why}. Mend that, or name another folder with --data-dir.", show(path))
            }
            Self::Backup(why) => write!(f, "The database was left as it is, because the copy before the change failed: {why}."),
            Self::Store(why) => why.fmt(f),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let said = clean_line(&error.to_string());
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::DiskFull) => Self::NotSaved("the disk is full".to_owned()),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::NotSaved("the database is read-only".to_owned()),
            Some(ErrorCode::CannotOpen) => Self::NotSaved(format!("the database cannot be opened ({said})")),
            Some(ErrorCode::SystemIoFailure) => Self::NotSaved(format!("the disk reported a fault ({said})")),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(said),
            Some(ErrorCode::ConstraintViolation | ErrorCode::TooBig | ErrorCode::TypeMismatch) => Self::Refused(said),
            Some(_) => Self::NotSaved(said),
            // No code of SQLite's: a stored value that is not of its column's shape.
            None => Self::Damaged(said),
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    fn of(code: std::ffi::c_int) -> StoreError {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into()
    }

    #[test]
    fn what_sqlite_says_is_told_apart_by_what_the_person_can_do() {
        assert_eq!(of(ffi::SQLITE_BUSY_SNAPSHOT), StoreError::Locked);
        assert_eq!(of(ffi::SQLITE_FULL), StoreError::NotSaved("the disk is full".into()));
        assert!(matches!(of(ffi::SQLITE_IOERR_WRITE), StoreError::NotSaved(_)));
        assert!(matches!(of(ffi::SQLITE_READONLY), StoreError::NotSaved(_)));
        assert!(matches!(of(ffi::SQLITE_CORRUPT), StoreError::Damaged(_)));
        assert!(matches!(of(ffi::SQLITE_NOTADB), StoreError::Damaged(_)));
        assert!(matches!(of(ffi::SQLITE_CONSTRAINT_CHECK), StoreError::Refused(_)));
    }
}
