//! What a status line is made of: read on a connection of its own that writes nothing, makes nothing and waits for nobody.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::super::open::{self, Found};
use super::super::{JOURNAL, OpenError, SCHEMA, Stamp, StoreError, plan};
use super::read;
use crate::breaks::Saved;
use crate::plan::History;

/// The first schema in which the schedule is kept.
const FIRST_WITH_SCHEDULE: i64 = 3;
/// How often a file is looked at that somebody writes just now, and how long between two looks.
const LOOKS: usize = 5;
const BETWEEN: Duration = Duration::from_millis(10);

/// What there is to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// The choices made in the app.
    pub prefs: BTreeMap<String, String>,
    /// The schedule as it was last kept.
    pub saved: Option<Saved>,
    /// The open run of a plan with all that was done in it.
    pub run: Option<Box<History>>,
    /// Ids of the routines that were done today.
    pub done: Vec<String>,
}

/// Glances at the database of a data folder; nothing if there is none yet. `stamp` tells now by the choices made in the app.
///
/// # Errors
/// [`OpenError`]: not ours, newer, damaged, or not to be read.
pub fn glance(dir: &Path, stamp: impl Fn(&BTreeMap<String, String>) -> Stamp) -> Result<Option<Glance>, OpenError> {
    let file = dir.join(JOURNAL);
    match std::fs::metadata(&file) {
        Ok(meta) if meta.len() == 0 => return Ok(None),
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(OpenError::Place { path: file, why: crate::domain::fault(&error) }),
    }
    let once = |log: bool| look(&open::connect_to_glance(&file, log)?, &file, &stamp);
    let mut seen = once(open::has_log(&file));
    for _ in 1..LOOKS {
        match &seen {
            // somebody holds it for himself: the file without its log is what is to be had
            Err(OpenError::Store(StoreError::Locked | StoreError::NotSaved(_))) => seen = once(false),
            Err(OpenError::Newer { .. } | OpenError::Foreign(_)) | Ok(_) => break,
            Err(_) => {
                open::pause(BETWEEN);
                seen = once(open::has_log(&file));
            }
        }
    }
    seen
}

fn look(db: &Connection, file: &Path, stamp: &impl Fn(&BTreeMap<String, String>) -> Stamp) -> Result<Option<Glance>, OpenError> {
    let schema = match open::header(db, file, SCHEMA)? {
        Found::Blank => return Ok(None),
        Found::Schema(schema) => schema,
    };
    let db = &db.unchecked_transaction()?;
    let prefs: BTreeMap<String, String> = {
        let mut query = db.prepare("SELECT key, value FROM pref")?;
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?
    };
    let now = stamp(&prefs);
    let saved = if schema >= FIRST_WITH_SCHEDULE { read::saved(db, now.at)? } else { None };
    let run = plan::open(db, now.day)?.map(Box::new);
    let mut done = db.prepare("SELECT what FROM session WHERE day = ?1 AND state = 'done' AND kind = 'routine'")?;
    let done = done.query_map([now.day.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(Some(Glance { prefs, saved, run, done }))
}
