//! Every table that holds what the person did, column by column: what may stand in it, and what names a row. Writing, undoing, summing and
//! exporting all read this one list, and a test holds it against the schema.

use super::words::Stored;
use crate::breaks::{Answer, Nudge, Spell};
use crate::domain::{AnswerKind, DayChoice, EntryMoment, Outcome, Recall, RunEnd, SessionKind, SessionState, Side};

/// What may stand in a column.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A uid: 16 bytes in the file, hyphenated in JSON.
    Uid,
    /// A whole number in a range.
    Whole(i64, i64),
    /// 0 or 1 in the file, false or true in JSON.
    Flag,
    /// Text of at most so many characters.
    Text(usize),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A text that is JSON itself, of at most so many characters.
    Json(usize),
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name, in the file and in JSON.
    pub name: &'static str,
    /// What may stand in it.
    pub shape: Shape,
    /// Whether it may be empty.
    pub optional: bool,
}

/// A table. Its key columns come first; a clocked table ends in `hlc` and `dev`, a summed one has `sum` after these.
#[derive(Debug)]
pub struct Table {
    /// Its name in the file.
    pub name: &'static str,
    /// What a row is called in a sentence.
    pub noun: &'static str,
    /// The name of its list in an export.
    pub list: &'static str,
    /// Its columns in the order of the file, without `sum`.
    pub columns: &'static [Column],
    /// How many of them name a row.
    pub key: usize,
    /// Whether a row carries the clock and the device of its last change, and leaves a tombstone.
    pub clocked: bool,
    /// Whether a row carries a checksum.
    pub summed: bool,
}

impl Table {
    /// The place of a column.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Whether it is exported: what the nudges came to and how one sat stays on the machine.
    #[must_use]
    pub fn is_exported(&'static self) -> bool {
        !(std::ptr::eq(self, &raw const NUDGE) || std::ptr::eq(self, &raw const SPAN))
    }

    /// Whether its rows carry the journal's words.
    #[must_use]
    pub fn has_words(&'static self) -> bool {
        std::ptr::eq(self, &raw const ENTRY)
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Table {}

/// UTC milliseconds of the years 1 to 9999.
const AT: Shape = Shape::Whole(-62_135_596_800_000, 253_402_300_799_999);
/// Minutes east of UTC.
const OFF: Shape = Shape::Whole(-1_439, 1_439);
/// Local days of the years 1 to 9999.
const DAY: Shape = Shape::Whole(-719_162, 2_932_896);
/// The clock of a change: milliseconds of those years, times 4096, and a counter.
const HLC: Shape = Shape::Whole(0, 253_402_300_800_000 << 12);
/// A count or a length in milliseconds: up to ten years.
const COUNT: Shape = Shape::Whole(0, 315_360_000_000);
/// An id of content.
const ID: Shape = Shape::Text(200);
/// One line of free text.
const LINE: Shape = Shape::Text(1_000);

/// The longest line of free text, in characters: medicine, titles, reasons.
pub(super) const LINE_LIMIT: usize = 1_000;

const fn col(name: &'static str, shape: Shape) -> Column {
    Column { name, shape, optional: false }
}

const fn opt(name: &'static str, shape: Shape) -> Column {
    Column { name, shape, optional: true }
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $table:literal, $noun:literal, $list:literal, key $key:literal, summed $summed:literal [$($column:expr),+ $(,)?];)+) => {
        $($(#[$doc])* pub static $name: Table = Table {
            name: $table,
            noun: $noun,
            list: $list,
            columns: &[$($column,)+ col("hlc", HLC), col("dev", Shape::Uid)],
            key: $key,
            clocked: true,
            summed: $summed,
        };)+

        /// All of them, parents before children, in the order of an export.
        pub static TABLES: &[&Table] = &[$(&$name,)+];
    };
}

tables! {
    /// Runs of a plan.
    RUN = "run", "run of a plan", "runs", key 1, summed false [
        col("uid", Shape::Uid), col("plan", ID), col("routine", ID), col("length", Shape::Whole(0, 3_650)), opt("baseline_day", DAY),
        opt("day1", DAY), opt("ended_day", DAY), opt("end_kind", Shape::Word(RunEnd::WORDS)),
    ];
    /// Sessions.
    SESSION = "session", "session", "sessions", key 1, summed true [
        col("uid", Shape::Uid), col("kind", Shape::Word(SessionKind::WORDS)), col("what", ID), col("title", LINE), opt("run", Shape::Uid),
        col("day", DAY), col("started_at", AT), col("started_off", OFF), opt("ended_at", AT), col("state", Shape::Word(SessionState::WORDS)),
        col("short", Shape::Flag), col("gentle", Shape::Flag), col("planned_ms", COUNT), col("active_ms", COUNT),
    ];
    /// Their items.
    ITEM = "item", "item of a session", "items", key 1, summed true [
        col("uid", Shape::Uid), col("session", Shape::Uid), col("seq", COUNT), col("exercise", ID), col("variant", LINE),
        col("side", Shape::Word(Side::WORDS)), col("set_no", COUNT), opt("planned_reps", COUNT), opt("planned_ms", COUNT),
        opt("done_reps", COUNT), col("done_ms", COUNT), col("outcome", Shape::Word(Outcome::WORDS)), opt("reason", LINE), col("at", AT),
    ];
    /// Pain entries.
    ENTRY = "entry", "rating", "entries", key 1, summed true [
        col("uid", Shape::Uid), col("score", Shape::Whole(0, 10)), col("recall", Shape::Word(Recall::WORDS)),
        col("moment", Shape::Word(EntryMoment::WORDS)), opt("session", Shape::Uid), opt("item", Shape::Uid), col("felt_at", AT),
        col("felt_off", OFF), col("day", DAY), col("entered_at", AT), col("entered_off", OFF), opt("medicine", LINE),
        opt("note", Shape::Text(crate::domain::Entry::NOTE_LIMIT)), opt("import", Shape::Uid),
    ];
    /// Pauses of a run.
    RUN_PAUSE = "run_pause", "pause of a plan", "run_pauses", key 1, summed false [
        col("uid", Shape::Uid), col("run", Shape::Uid), col("from_day", DAY), col("to_day", DAY), col("why", LINE),
    ];
    /// Choices for a day of a run.
    RUN_CHOICE = "run_choice", "choice for a day", "run_choices", key 2, summed false [
        col("run", Shape::Uid), col("day", DAY), col("choice", Shape::Word(DayChoice::WORDS)), opt("why", LINE),
    ];
    /// Habits taken up.
    HABIT = "habit", "habit", "habits", key 1, summed false [
        col("uid", Shape::Uid), col("habit", ID), col("from_day", DAY), opt("to_day", DAY),
    ];
    /// Habits ticked.
    HABIT_TICK = "habit_tick", "tick of a habit", "habit_ticks", key 2, summed false [
        col("habit", Shape::Uid), col("day", DAY), col("done", Shape::Flag),
    ];
    /// Answers to questions asked once in a while.
    ANSWERS = "answers", "set of answers", "answers", key 1, summed false [
        col("uid", Shape::Uid), col("kind", Shape::Word(AnswerKind::WORDS)), opt("about", Shape::Uid), col("at", AT),
        col("off", OFF), col("day", DAY), col("body", Shape::Json(100_000)), opt("acknowledged_at", AT),
    ];
    /// What else one does.
    ACTIVITY = "activity", "activity", "activities", key 1, summed false [
        col("uid", Shape::Uid), col("label", LINE), col("from_day", DAY), opt("to_day", DAY),
    ];
    /// Offers of a harder or easier variant.
    OFFER = "offer", "offer", "offers", key 1, summed false [
        col("uid", Shape::Uid), col("exercise", ID), col("to_variant", LINE), col("because", LINE), col("at", AT),
        opt("answer", Shape::Word(&["yes", "no"])),
    ];
    /// Nudges to move.
    NUDGE = "nudge", "nudge", "nudges", key 1, summed false [
        col("uid", Shape::Uid), col("kind", Shape::Word(Nudge::WORDS)), col("due_at", AT), col("off", OFF),
        col("day", DAY), col("shown", COUNT), opt("answer", Shape::Word(Answer::WORDS)),
        opt("answered_at", AT), col("snoozed_ms", COUNT), opt("session", Shape::Uid),
    ];
    /// Spans of sitting, standing and being away.
    SPAN = "span", "span of the day", "spans", key 1, summed false [
        col("uid", Shape::Uid), col("kind", Shape::Word(Spell::WORDS)), col("from_at", AT), col("to_at", AT),
        col("off", OFF), col("day", DAY), opt("said", LINE),
    ];
}

/// Where the running session stands. Never leaves the machine; it is described here because throwing a session away can be undone.
pub static PROGRESS: Table = Table {
    name: "progress",
    noun: "position",
    list: "",
    columns: &[
        col("id", Shape::Whole(1, 1)),
        col("session", Shape::Uid),
        col("timeline", Shape::Json(1_000_000)),
        col("step", COUNT),
        col("step_ms", COUNT),
        col("active_ms", COUNT),
        col("paused", Shape::Flag),
        col("beat_at", AT),
    ],
    key: 1,
    clocked: false,
    summed: false,
};

/// The table of a name in `undo` or `tombstone`.
pub(super) fn named(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().chain([&PROGRESS]).find(|table| table.name == name)
}

#[cfg(test)]
mod tests {
    use super::super::testing::memory;
    use super::*;

    #[test]
    fn the_list_and_the_schema_name_the_same_columns_in_the_same_order() {
        let store = memory();
        for table in TABLES.iter().copied().chain([&PROGRESS]) {
            let mut query = store.db.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)").expect("prepares");
            let found: Vec<(String, String, bool, u32)> = query
                .query_map([table.name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
                .expect("asks")
                .collect::<Result<_, _>>()
                .expect("reads");
            let mut listed: Vec<(String, String, bool)> = table
                .columns
                .iter()
                .map(|column| {
                    let kind = match column.shape {
                        Shape::Uid => "BLOB",
                        Shape::Whole(..) | Shape::Flag => "INTEGER",
                        Shape::Text(_) | Shape::Word(_) | Shape::Json(_) => "TEXT",
                    };
                    (column.name.to_owned(), kind.to_owned(), !column.optional)
                })
                .collect();
            if table.summed {
                listed.push(("sum".to_owned(), "INTEGER".to_owned(), true));
            }
            let keys = found.iter().take_while(|(.., key)| *key > 0).count();
            assert_eq!(keys, table.key, "key of {}", table.name);
            // SQLite says "may be empty" of an INTEGER PRIMARY KEY, which never is.
            let found: Vec<_> = found.into_iter().map(|(name, kind, full, key)| (name, kind, full || key > 0)).collect();
            assert_eq!(found, listed, "{}", table.name);
        }
    }

    #[test]
    fn of_an_entrys_regions_one_at_most_is_the_worst() {
        let mut store = memory();
        let uid = super::super::testing::rate(&mut store, 4, EntryMoment::Free, None, super::super::testing::NOON);
        let insert =
            |word: &str| store.db.execute("INSERT INTO entry_word VALUES (?1, 'region', ?2, 1)", (super::super::Cell::Uid(uid), word));
        assert!(insert("chest").is_ok());
        assert!(insert("neck-left").is_err());
    }

    #[test]
    fn every_table_of_the_file_is_listed_or_stays_on_the_machine_by_decision() {
        let store = memory();
        let mut query = store.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").expect("prepares");
        let found: Vec<String> = query.query_map([], |row| row.get(0)).expect("asks").collect::<Result<_, _>>().expect("reads");
        let stays =
            ["device", "draft", "import", "meta", "pref", "quiet", "scheduler", "sqlite_sequence", "tombstone", "undo", "entry_word"];
        for name in found {
            assert!(named(&name).is_some() != stays.contains(&name.as_str()), "{name} is in neither list, or in both");
        }
    }
}
