//! SQLite: open, migrate, write, ask. The only SQL in the house.

mod answer;
mod answers;
mod backup;
mod breaks;
mod changes;
mod check;
mod error;
mod given;
mod habit;
mod health;
mod journal;
mod json;
pub mod lock;
mod migrate;
mod open;
mod place;
mod plan;
mod rating;
mod record;
mod records;
mod reply;
mod request;
mod rows;
mod session;
mod span;
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

use backup::Due;

pub use backup::{Backup, Copied, Copying, Counts, RestoreError, Restored, Why, backups, restore, tidy};
pub use breaks::{BreakDays, BreaksReply, BreaksRequest, COUNTED_DAYS, DayFacts, Errand, Glance, Tally, glance};
pub use check::quick_check;
pub use error::OpenError;
pub use given::{Begin, NewEntry, NewItem};
pub use habit::{HabitLine, HabitName, HabitReply, HabitRequest};
pub use health::{Health, health};
pub use journal::{Around, DayNumbers, EntryChange, FormData, JournalPage, JournalReply, JournalRequest, JournalRow, JournalWhat, Place};
pub use json::{RecordAt, fields};
pub use lock::{Hold, Lock, is_held};
pub use migrate::SCHEMA;
pub use place::{BACKUPS, BELL, JOURNAL, LOCK};
pub use plan::{NewRun, PlanReply, PlanRequest};
pub use record::{Cell, EntryWord, Record};
pub use records::{Burial, Merged, Piece, Records};
pub use reply::{DayPain, LastPain, Reply, SessionLine, StoreError, SummaryData, TodayData, Unfinished};
pub use request::{Request, Stamp};
pub use span::{Averages, Kept, MOST_CHARS, MOST_DAYS, MOST_OWN, Named, Own, Span, SpanDay};
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
    /// Whether a copy is due.
    due: Due,
    /// Held together with other tabs and commands, as long as this one has the file open; closed after the database.
    _lock: Option<Lock>,
}

impl Store {
    /// Opens the database of a data folder and brings it to the newest schema.
    ///
    /// # Errors
    /// [`OpenError`], a sentence each. A file that is refused is left byte for byte as it is.
    pub fn open(plan: &OpenPlan<'_>) -> Result<Opened, OpenError> {
        let mut place = place::prepare(plan.dir, plan.create)?;
        let fault = |name: &str, error: &std::io::Error| place::fault(&place.dir.join(name), error);
        // Before the file is opened: nobody puts another one in its place from here on.
        let lock = Lock::file(&place.dir.join(LOCK), Hold::Shared).map_err(|error| fault(LOCK, &error))?;
        let lock = lock.ok_or(StoreError::Locked)?;
        let seen = if place.blank { open::Found::Blank } else { open::look(&place.file, SCHEMA)? };
        // First starts wait for each other: when several turn one empty file to the write-ahead log, SQLite refuses some at once, patience or not.
        let _turn = if seen == open::Found::Blank { Lock::folder(&place.dir).ok().flatten() } else { None };
        // Asked again: the look saw the file without its log, and another tab may have been at it since.
        let (db, found) = open::connect(&place, SCHEMA)?;
        let bell = place::bell(&place.dir).map_err(|error| fault(BELL, &error))?;
        let (bell, file, due) = (Some(bell), Some(place.file.clone()), Due::default());
        let mut store = Self { db, bell, file, token: token(), dev: None, due, _lock: Some(lock) };
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
        open::guard(&mut db)?;
        migrate::migrate(&mut db, migrate::STEPS, None)?;
        Ok(Self::over(db))
    }

    /// A store over a connection alone: without a file of its own, a bell and a lock.
    fn over(db: Connection) -> Self {
        Self { db, bell: None, file: None, token: token(), dev: None, due: Due::default(), _lock: None }
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

/// What can only be seen from outside: other processes, their deaths, and the umask.
#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Child, Command, Stdio};

    use super::testing::{Folder, NOON, begin, rate, routine, rows_of};
    use super::*;
    use crate::domain::EntryMoment;

    /// Names the folder for the test that plays another process; without it that test does nothing.
    const FOLDER: &str = "UNHUNCH_TEST_FOLDER";
    /// What that process does.
    const DEED: &str = "UNHUNCH_TEST_DEED";

    /// Runs this very program again, as another process with that umask, doing only [`another_process`].
    pub(super) fn other(dir: &Path, deed: &str, umask: &str) -> Child {
        let me = std::env::current_exe().expect("a program");
        Command::new("sh")
            .args(["-c", "umask \"$1\"; exec \"$2\" --exact store::tests::another_process --nocapture", "sh", umask])
            .arg(me)
            .env(FOLDER, dir)
            .env(DEED, deed)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts")
    }

    #[test]
    fn a_store_can_live_on_a_thread_of_its_own() {
        fn goes<T: Send>() {}
        goes::<Store>();
        goes::<Opened>();
    }

    #[test]
    fn another_process() {
        let (Some(dir), Ok(deed)) = (std::env::var_os(FOLDER), std::env::var(DEED)) else { return };
        let plan = OpenPlan { dir: Path::new(&dir), create: true, stamp: NOON };
        let mut store = Store::open(&plan).expect("opens").store;
        match deed.as_str() {
            "rate" => {
                rate(&mut store, 4, EntryMoment::Free, None, NOON);
                quick_check(store.file().expect("a file")).expect("sound");
            }
            "begin" => loop {
                let uid = begin(&mut store, routine("Daily relief", Some(5)), NOON);
                writeln!(std::io::stdout(), "begun").expect("heard");
                store.answer(&Request::Discard(uid), NOON).expect("thrown away");
                writeln!(std::io::stdout(), "gone").expect("heard");
            },
            "copy" => loop {
                store.back_up(Why::ByHand, NOON).expect("copied");
                writeln!(std::io::stdout(), "copied").expect("heard");
            },
            deed => panic!("{deed}"),
        }
    }

    #[test]
    fn first_starts_at_once_make_one_database_and_lose_nothing() {
        for (umask, starts) in [("000", 8), ("022", 8), ("077", 8), ("777", 1)] {
            let folder = Folder::new();
            let dir = folder.path().join("data");
            let children: Vec<Child> = (0..starts).map(|_| other(&dir, "rate", umask)).collect();
            for mut child in children {
                assert!(child.wait().expect("ends").success());
            }
            let store = Store::open(&OpenPlan { dir: &dir, create: false, stamp: NOON }).expect("opens").store;
            let rows = rows_of(&store);
            assert_eq!(rows.len(), starts);
            let mut clocks: Vec<_> = rows.iter().map(Record::clock).collect();
            clocks.dedup_by_key(|(hlc, _)| *hlc);
            assert_eq!(clocks.len(), starts, "one clock for all");
            assert!(clocks.iter().all(|(_, dev)| *dev == clocks[0].1), "one device");
            assert_eq!(dir.metadata().expect("stands").permissions().mode() & 0o777, 0o700);
            for file in std::fs::read_dir(&dir).expect("a folder") {
                let file = file.expect("an entry");
                assert_eq!(file.metadata().expect("stands").permissions().mode() & 0o777, 0o600, "{:?} under {umask}", file.path());
            }
        }
    }

    #[test]
    fn a_tab_opens_while_another_one_saves_without_end() {
        let folder = Folder::new();
        let mut child = other(folder.path(), "begin", "022");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok);
        assert!(lines.any(|line| line.contains("gone")));
        for _ in 0..40 {
            let mut store = folder.open().store;
            rate(&mut store, 4, EntryMoment::Free, None, NOON);
            assert!(lines.next().is_some(), "it goes on");
        }
        child.kill().expect("killed");
        child.wait().expect("ends");
        let ratings = rows_of(&folder.open().store).iter().filter(|row| row.cell("score") == &Cell::Whole(4)).count();
        assert_eq!(ratings, 40);
    }

    #[test]
    fn a_session_has_begun_as_a_whole_or_not_at_all_wherever_it_is_killed() {
        let folder = Folder::new();
        let mut whole = 0;
        for round in 0..24 {
            let mut child = other(folder.path(), "begin", "022");
            let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
            // Each round lets it get a little further, and kills between two lines.
            let words = lines.map_while(Result::ok).filter(|line| line.contains("begun") || line.contains("gone"));
            let last = words.take(1 + round % 7).last().expect("it says something");
            child.kill().expect("killed");
            child.wait().expect("ends");
            let mut store = folder.open().store;
            let rows = rows_of(&store);
            let of = |name: &str| rows.iter().filter(|row| row.table.name == name).count();
            let tied = rows.iter().filter(|row| row.table.name == "entry" && row.cell("session") != &Cell::Empty).count();
            assert!(of("session") <= 1, "after {last}");
            assert_eq!((of("progress"), tied), (of("session"), of("session")), "session, position and rating stand or fall together");
            whole += of("session");
            let Ok(Reply::Today(data)) = store.answer(&Request::Today(NOON.day), NOON) else { panic!("no today") };
            if let Some(found) = data.unfinished {
                store.answer(&Request::Resume(found.session.uid), NOON).expect("resumed");
                store.answer(&Request::Discard(found.session.uid), NOON).expect("thrown away");
            }
        }
        assert!(whole > 0, "no round ended inside a session");
    }
}
