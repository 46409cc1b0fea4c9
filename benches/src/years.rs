//! Ten years of entries: 100,000 of them, in sessions with a rating before and after, and on their own.

use std::error::Error;
use std::path::Path;

use unhunch::domain::{Day, Uid};
use unhunch::store::{Cell, EntryWord, OpenPlan, Record, Records, Shape, Stamp, Store, TABLES, Table};

/// How many entries.
pub const ENTRIES: i64 = 100_000;
/// Over how many days.
const DAYS: i64 = 4_000;
/// How many of them fall on a day; two belong to its session.
const A_DAY: i64 = ENTRIES / DAYS;
/// Milliseconds from one to the next: all of a day within half of it.
const APART: i64 = DAY / 2 / A_DAY;
/// The last day, 2 March 2026.
pub const TODAY: Day = Day(20_514);
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// Noon of a day.
pub fn noon(day: Day) -> Stamp {
    Stamp { at: i64::from(day.0) * DAY + DAY / 2, off: 0, day }
}

/// Fills a data folder. Returns the session of the last day.
pub fn fill(dir: &Path) -> Result<Uid, Box<dyn Error>> {
    let stamp = noon(TODAY);
    let mut store = Store::open(&OpenPlan { dir, create: true, stamp })?.store;
    let days = i32::try_from(DAYS)?;
    let (mut sessions, mut entries) = (Vec::new(), Vec::new());
    for back in (0..days).rev() {
        let day = TODAY.back(back);
        let at = noon(day).at - 6 * 3_600_000;
        let session = uid(at, 0);
        sessions.push(row(table("session")?, |column| match column {
            "uid" => Cell::Uid(session),
            "what" => Cell::text("daily-relief"),
            "title" => Cell::text("Daily relief"),
            "state" => Cell::text("done"),
            "run" => Cell::Empty,
            _ => common(column, day, at),
        }));
        for n in 0..A_DAY {
            let at = at + n * APART;
            let moment = ["before", "after", "free"][usize::try_from(n.min(2))?];
            let mut entry = row(table("entry")?, |column| match column {
                "uid" => Cell::Uid(uid(at, n + 1)),
                "score" => Cell::Whole((i64::from(day.0) * 7 + n * 3) % 11),
                "moment" => Cell::text(moment),
                "session" if n < 2 => Cell::Uid(session),
                "note" if n % 2 == 0 => Cell::Text(format!("stiff between the shoulder blades after call {n}, better after the rows ☕")),
                "session" | "item" | "medicine" | "note" | "import" => Cell::Empty,
                _ => common(column, day, at),
            });
            let word = |kind: &str, word: &str| EntryWord { kind: kind.into(), word: word.into(), worst: false };
            entry.words = vec![word("quality", "dull"), word("region", "between-blades"), word("trigger", "desk")];
            entries.push(entry);
        }
    }
    let last = sessions.last().and_then(|row| row.cell("uid").uid()).ok_or("no session")?;
    sessions.append(&mut entries);
    store.merge(&Records { rows: sessions, burials: Vec::new() }, false, stamp)?;
    Ok(last)
}

fn uid(at: i64, n: i64) -> Uid {
    let [.., a, b] = n.to_be_bytes();
    Uid::at(at.unsigned_abs(), &[a, b, 0, 0, 0, 0, 0, 0, 0, 0])
}

fn table(name: &str) -> Result<&'static Table, String> {
    TABLES.iter().copied().find(|table| table.name == name).ok_or_else(|| format!("there is no table {name}"))
}

fn row(table: &'static Table, cell: impl Fn(&str) -> Cell) -> Record {
    let cells = table.columns.iter().map(|column| match (cell(column.name), column.shape) {
        // what is not told of is the first of its words, or nothing
        (Cell::Text(text), Shape::Word(words)) if text.is_empty() => Cell::text(words.first().copied().unwrap_or_default()),
        (cell, _) => cell,
    });
    Record { table, cells: cells.collect(), words: Vec::new() }
}

/// The columns that mean the same in every table.
fn common(column: &str, day: Day, at: i64) -> Cell {
    match column {
        "day" => Cell::Whole(day.0.into()),
        "felt_at" | "entered_at" | "started_at" => Cell::Whole(at),
        "ended_at" => Cell::Whole(at + 600_000),
        "hlc" => Cell::Whole(at << 12),
        "dev" => Cell::Uid(uid(0, 7)),
        "kind" | "recall" => Cell::text(""),
        _ => Cell::Whole(0),
    }
}
