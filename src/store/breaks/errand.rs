//! What a command leaves for the open tab, and the tab's taking of it: once, and not long after.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use super::super::write::After;
use super::super::{Stamp, Store, StoreError};

/// Whoever left something waits for it so long; later it would only startle.
const FRESH_MS: u64 = 60_000;

/// What the open tab is asked to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Errand {
    /// A movement break.
    Break,
    /// Begin a routine, or timed care.
    Start {
        /// Its id; the routine of the day if none is named.
        routine: Option<String>,
        /// Its short version.
        short: bool,
    },
}

/// How it is written into the file.
#[derive(Debug, Serialize, Deserialize)]
struct Left {
    /// When, UTC milliseconds.
    at: i64,
    errand: Errand,
}

const LEFT: &str = "SELECT request FROM scheduler WHERE request IS NOT NULL";

impl Store {
    /// Leaves something to do, in place of what was left before.
    pub(super) fn leave_errand(&mut self, errand: &Errand, stamp: Stamp) -> Result<(), StoreError> {
        let left = serde_json::to_string(&Left { at: stamp.at, errand: errand.clone() })
            .map_err(|error| StoreError::Refused(error.to_string()))?;
        self.write(stamp, After::Saved, |write| {
            let sql = "INSERT INTO scheduler(id, moved_at, shown, skips, seen_at, request) VALUES (1, ?1, 0, 0, ?1, ?2)
                ON CONFLICT(id) DO UPDATE SET request = excluded.request";
            write.db.prepare_cached(sql)?.execute((stamp.at, &left))?;
            Ok(())
        })
    }

    /// Takes what was left to do.
    pub(super) fn take_errand(&mut self, stamp: Stamp) -> Result<Option<Errand>, StoreError> {
        // asked first without the lock: nearly always nothing was left
        if self.db.prepare_cached(LEFT)?.query_row([], |_| Ok(())).optional()?.is_none() {
            return Ok(None);
        }
        self.write(stamp, After::Beat, |write| {
            let left: Option<String> = write.db.prepare_cached(LEFT)?.query_row([], |row| row.get(0)).optional()?;
            write.db.prepare_cached("UPDATE scheduler SET request = NULL")?.execute([])?;
            // what another version left cannot be done, and is gone
            let left = left.and_then(|left| serde_json::from_str::<Left>(&left).ok());
            Ok(left.filter(|left| left.at.abs_diff(stamp.at) <= FRESH_MS).map(|left| left.errand))
        })
    }
}
