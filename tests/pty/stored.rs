//! What lies on the disk, read through the library beside the program or after it.

use std::path::Path;
use std::time::Duration;

use unhunch::domain::{Day, Outcome, Uid};
use unhunch::player::Timeline;
use unhunch::store::{Cell, OpenPlan, Piece, Record, Reply, Request, Stamp, Store, StoreError, SummaryData, TodayData, Unfinished};

use crate::tab::{LONG, Tab};

/// How long to let the program write before looking again.
const LOOK: Duration = Duration::from_millis(5);

/// An open database.
pub struct Stored(Store);

/// The Monday on which the clocks of these tests start.
pub const MONDAY: &str = "2026-03-02";

/// Monday noon.
pub fn noon() -> Stamp {
    Stamp { at: 1_772_452_800_000, off: 0, day: Day::from_date(MONDAY.parse().expect("a date")) }
}

impl Stored {
    /// The database in a home.
    #[track_caller]
    pub fn of(home: &Path) -> Self {
        Self(Store::open(&OpenPlan { dir: &home.join("data"), create: false, stamp: noon() }).expect("opens").store)
    }

    /// Waits until something is on the disk: the screen may be ahead of it by the time of one write.
    #[track_caller]
    pub fn find<T>(&mut self, tab: &Tab, wanted: &str, mut find: impl FnMut(&mut Self) -> Option<T>) -> T {
        for _ in 0..LONG.as_millis() / LOOK.as_millis() {
            if let Some(found) = find(self) {
                return found;
            }
            let _ = tab.end_within(LOOK);
        }
        panic!("not on the disk: {wanted}\n{}", tab.text());
    }

    pub fn store(&mut self) -> &mut Store {
        &mut self.0
    }

    /// What Today shows of a day.
    pub fn today(&mut self, date: &str) -> TodayData {
        let day = Day::from_date(date.parse().expect("a date"));
        match self.0.answer(&Request::Today(day), noon()) {
            Ok(Reply::Today(today)) => *today,
            other => panic!("{other:?}"),
        }
    }

    /// The session left in the middle, if there is one.
    pub fn unfinished(&mut self) -> Option<Unfinished> {
        self.today(MONDAY).unfinished.map(|left| *left)
    }

    pub fn summary(&mut self, session: Uid) -> SummaryData {
        match self.0.answer(&Request::Summary(session), noon()) {
            Ok(Reply::Summary(summary)) => *summary,
            other => panic!("{other:?}"),
        }
    }

    /// All rows of one table.
    pub fn rows(&self, table: &str) -> Vec<Record> {
        let mut rows = Vec::new();
        let keep = |piece| {
            rows.extend(if let Piece::Record(row) = piece { Some(row) } else { None });
            Ok::<_, StoreError>(())
        };
        self.0.records(keep).expect("read");
        rows.retain(|row| row.table.name == table);
        rows
    }

    /// Every rating: the number, its occasion, and whether it belongs to a session and to an item of it.
    pub fn ratings(&self) -> Vec<(i64, String, bool, bool)> {
        let rating = |row: &Record| {
            let Cell::Whole(score) = row.cell("score") else { panic!("{row:?}") };
            (*score, text(row, "moment"), row.cell("session") != &Cell::Empty, row.cell("item") != &Cell::Empty)
        };
        self.rows("entry").iter().map(rating).collect()
    }

    /// Every session's state.
    pub fn states(&self) -> Vec<String> {
        self.rows("session").iter().map(|row| text(row, "state")).collect()
    }
}

/// The text in a column; empty if there is none.
pub fn text(row: &Record, column: &str) -> String {
    if let Cell::Text(text) = row.cell(column) { text.clone() } else { String::new() }
}

/// The timeline of a session that was left.
pub fn timeline(left: &Unfinished) -> Timeline {
    serde_json::from_str(&left.timeline).expect("a timeline")
}

/// What became of each item, by its place.
pub fn outcomes(left: &Unfinished) -> Vec<(i64, Outcome)> {
    left.items.iter().map(|item| (item.seq, item.outcome)).collect()
}
