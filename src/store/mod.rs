//! SQLite: open, migrate, write, ask. The only SQL in the house.

mod answer;
mod backup;
mod check;
mod error;
mod json;
mod migrate;
mod open;
mod place;
mod rating;
mod record;
mod request;
mod rows;
mod session;
mod table;
#[cfg(test)]
mod testing;
mod today;
mod undo;
mod words;
mod write;

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use check::quick_check;
pub use error::OpenError;
pub use json::{RecordAt, nearest};
pub use migrate::SCHEMA;
pub use place::{BACKUPS, BELL, JOURNAL};
pub use record::{Cell, EntryWord, Record};
pub use request::{
    Begin, DayPain, LastPain, NewEntry, NewItem, Reply, Request, SessionLine, Stamp, StoreError, SummaryData, TodayData, Unfinished,
};
pub use table::{Column, Shape, TABLES, Table};

/// The version of the SQLite inside.
#[must_use]
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// Where the database is to be, and whether it may be made.
#[derive(Clone, Copy, Debug)]
pub struct OpenPlan<'a> {
    /// The data folder.
    pub dir: &'a Path,
    /// Whether to make folder and database if they are not there.
    pub create: bool,
    /// Now: names a copy, and is when a new device was first seen.
    pub stamp: Stamp,
}

/// What opening gave.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// Sentences for the person: rights that were taken from others, a copy that was made. Each is said once.
    pub notices: Vec<String>,
}

/// An open database. One per tab; several tabs and commands may have the same file open.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    /// Rung after each save; a database in memory has none.
    bell: Option<File>,
    /// The database file, for the check beside the app; a database in memory has none.
    file: Option<PathBuf>,
    /// By chance, so that a running session knows which tab plays it.
    token: String,
    /// This device, once it was needed.
    dev: Option<crate::domain::Uid>,
}

impl Store {
    /// Opens the database of a data folder and brings it to the newest schema.
    ///
    /// # Errors
    /// [`OpenError`], a sentence each. A file that is refused is left byte for byte as it is.
    pub fn open(plan: &OpenPlan<'_>) -> Result<Opened, OpenError> {
        let mut place = place::prepare(plan.dir, plan.create)?;
        if !place.blank {
            open::look(&place.file, SCHEMA)?;
        }
        // Asked again: the look saw the file without its log, and another tab may have been at it since.
        let (db, found) = open::connect(&place, SCHEMA)?;
        let fault = |path: &Path, error: std::io::Error| OpenError::Place { path: path.to_path_buf(), why: place::words(&error) };
        let bell = place::bell(&place.dir).map_err(|error| fault(&place.dir.join(BELL), error))?;
        let mut store = Self { db, bell: Some(bell), file: Some(place.file), token: token(), dev: None };
        if found != open::Found::Schema(SCHEMA) {
            let archive = backup::Archive { dir: &place.dir, at: plan.stamp.at };
            let copies = migrate::migrate(&mut store.db, migrate::STEPS, Some(&archive))?;
            place
                .notices
                .extend(copies.iter().map(|name| format!("The database was brought up to date; how it was is kept in {BACKUPS}/{name}.")));
        }
        Ok(Opened { store, notices: place.notices })
    }

    /// A database in memory, new and empty: for trying things out.
    ///
    /// # Errors
    /// None in practice; SQLite's own.
    pub fn in_memory() -> Result<Self, OpenError> {
        let mut db = Connection::open_in_memory()?;
        open::guard(&db)?;
        migrate::migrate(&mut db, migrate::STEPS, None)?;
        Ok(Self { db, bell: None, file: None, token: token(), dev: None })
    }

    /// The database file; none for a database in memory.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// A number that changes when another tab or command has saved, and never by this one's own saves.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn outside_changes(&self) -> Result<i64, StoreError> {
        Ok(self.db.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
    }
}

/// A name by chance for this opening.
fn token() -> String {
    write::chance().iter().map(|byte| format!("{byte:02x}")).collect()
}
