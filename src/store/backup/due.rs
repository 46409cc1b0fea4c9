//! When a copy is due, and the ways a store makes one.

use std::path::Path;

use super::super::place::BACKUPS;
use super::super::table::TABLES;
use super::super::{Stamp, Store, StoreError};
use super::Why;
use super::make::{Archive, Copied, Copying, HALF_HOUR, copy, copy_to, is_fresh};

/// Whether a copy is due: something was saved since the last one was asked for, and that is half an hour ago.
#[derive(Debug, Default)]
pub(in super::super) struct Due {
    has_changed: bool,
    /// When there was a copy, or one was asked for, UTC milliseconds.
    last: Option<i64>,
}

impl Due {
    /// Something was saved.
    pub(in super::super) fn note(&mut self) {
        self.has_changed = true;
    }
}

impl Store {
    /// The copy that is due now, if one is. Asked after an answer was given; it looks at the disk only if half an hour has gone by. One that fails
    /// is due again half an hour later.
    pub fn copy_due(&mut self, stamp: Stamp) -> Option<Copying> {
        let is_recent = |last: i64| (0..HALF_HOUR).contains(&stamp.at.saturating_sub(last));
        if !self.due.has_changed || self.due.last.is_some_and(is_recent) {
            return None;
        }
        let file = self.file.clone()?;
        let dir = file.parent()?.to_path_buf();
        if self.is_empty().unwrap_or(false) {
            return None;
        }
        self.due.last = Some(stamp.at);
        // another tab, or this one before it was started anew
        if is_fresh(&dir.join(BACKUPS), stamp.at).unwrap_or(false) {
            return None;
        }
        self.due.has_changed = false;
        Some(Copying { dir, file, at: stamp.at })
    }

    /// Makes a copy now, beside the others; a database in memory has none.
    ///
    /// # Errors
    /// Why there is none. The database itself is untouched.
    pub fn back_up(&self, why: Why, stamp: Stamp) -> Result<Option<Copied>, StoreError> {
        let Some(dir) = self.file.as_deref().and_then(Path::parent) else { return Ok(None) };
        copy(&self.db, &Archive { dir, at: stamp.at }, why).map(Some)
    }

    /// Makes a copy in another folder, which has to be there.
    ///
    /// # Errors
    /// Why there is none. The database itself is untouched.
    pub fn back_up_to(&self, folder: &Path, stamp: Stamp) -> Result<Copied, StoreError> {
        copy_to(&self.db, folder, stamp.at)
    }

    /// Whether nothing of the person's is in it yet.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        for table in TABLES {
            let sql = format!("SELECT EXISTS(SELECT 1 FROM {})", table.name);
            if self.db.query_row(&sql, [], |row| row.get(0))? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
