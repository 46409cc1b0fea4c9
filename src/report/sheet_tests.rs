//! Tables out and back, and diaries of others.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone as _, Utc};
use proptest::prelude::*;

use super::tests::{Choices, NOON, pieces, records_of};
use super::*;
use crate::domain::{DayStart, Zone};
use crate::store::{Cell, Merged, Piece, Record, Records, Store, StoreError, TABLES, Table};

/// One hour east, always.
#[derive(Debug)]
struct East;

impl Zone for East {
    fn offset(&self, _: DateTime<Utc>) -> FixedOffset {
        FixedOffset::east_opt(3_600).expect("an offset")
    }

    fn earliest(&self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        self.offset(DateTime::UNIX_EPOCH).from_local_datetime(&local).unwrap()
    }
}

const LOCAL: Local<'static> = Local { now: NOON.at, off: NOON.off, zone: &East, day_start: DayStart(chrono::NaiveTime::MIN) };

fn read(text: &str) -> Result<Sheet, String> {
    read_sheet(text.as_bytes(), &Mapping::default(), &LOCAL).map_err(|error| error.to_string())
}

fn said(text: &str) -> String {
    read(text).expect_err(text)
}

fn table(list: &str) -> &'static Table {
    TABLES.iter().copied().find(|table| table.list == list).expect("a list")
}

fn export(store: &Store, list: &str, raw: bool) -> String {
    let mut export = TableExport::new(Vec::new(), table(list), raw).expect("begins");
    let fault = |error: std::io::Error| StoreError::NotSaved(error.to_string());
    store.table(table(list), |record| export.push(&record).map_err(fault)).expect("reads");
    String::from_utf8(export.finish().expect("ends")).expect("text")
}

/// The tables that come as CSV, parents before children.
const LISTS: [&str; 5] = ["sessions", "items", "entries", "nudges", "answers"];

/// Any rows of these; without runs there is no link to one.
fn five(choices: Vec<u32>) -> Records {
    let mut all = records_of(&mut Choices(choices.into_iter()), |table| LISTS.contains(&table.list));
    all.burials.clear();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_leaves_raw_comes_back_the_same(choices in proptest::collection::vec(any::<u32>(), 0..900)) {
        let records = five(choices);
        let (mut first, mut second) = (Store::in_memory().expect("opens"), Store::in_memory().expect("opens"));
        first.merge(&records, false, NOON).expect("taken in");
        for list in LISTS {
            let text = export(&first, list, true);
            let sheet = read(&text).expect("reads");
            second.merge(&sheet.records, false, NOON).expect("taken in");
            let again = second.merge(&sheet.records, false, NOON).expect("taken in");
            prop_assert_eq!(again, Merged { skipped: sheet.records.rows.len(), ..Merged::default() });
        }
        prop_assert_eq!(pieces(&first), pieces(&second));
        prop_assert_eq!(pieces(&first).len(), records.rows.len());
    }

    #[test]
    fn no_cell_for_people_is_a_formula_or_steers_a_terminal(choices in proptest::collection::vec(any::<u32>(), 0..600), note in "[=+@\t\r\n\u{200b}\u{1b}'a,\"-]{0,6}") {
        let mut records = five(choices);
        for row in &mut records.rows {
            for name in ["note", "title", "reason", "variant"] {
                if let Some(place) = row.table.place(name) {
                    row.cells[place] = Cell::text(&note);
                }
            }
        }
        let mut store = Store::in_memory().expect("opens");
        store.merge(&records, false, NOON).expect("taken in");
        for list in LISTS {
            let text = export(&store, list, false);
            prop_assert!(!text.contains(['\u{1b}', '\u{7}', '\u{200b}', '\u{202e}']), "{text}");
            for row in csv::Reader::from_reader(text.as_bytes()).records() {
                for cell in row.expect("as many cells").iter() {
                    let free = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<i64>().is_err();
                    prop_assert!(!free || cell.starts_with("-0") || cell.starts_with('+') && cell[1..].starts_with(char::is_numeric), "{cell:?}");
                }
            }
        }
    }

    #[test]
    fn no_file_does_harm(text in "\\PC{0,200}", header in "(date|score|uid|note|,|;|\n){0,8}") {
        for text in [text.clone(), format!("date,time,score,note\n{text}"), format!("{header}\n{text}")] {
            if let Ok(sheet) = read(&text) {
                Store::in_memory().expect("opens").merge(&sheet.records, false, NOON).expect("what reads is taken in");
            }
        }
    }
}

#[test]
fn a_text_like_a_formula_gets_a_mark_and_raw_is_as_it_is() {
    let mut store = Store::in_memory().expect("opens");
    store.merge(&read("date,score,note\n2026-03-01,4,\"=HYPERLINK(\"\"x\"\")\"\n").expect("reads").records, false, NOON).expect("taken in");
    let people = export(&store, "entries", false);
    assert!(people.starts_with("date,time,score,note,uid,") && people.contains("\n2026-03-01,12:00,4,\"'=HYPERLINK"), "{people}");
    assert!(export(&store, "entries", true).contains(",\"=HYPERLINK"));
}

#[test]
fn a_fault_is_told_with_its_line_and_field() {
    let mut store = Store::in_memory().expect("opens");
    let diary = "date,score,note\n2026-03-01,4,a\n2026-03-01,5,\"b\nc\"\n2026-03-01,6,\n";
    store.merge(&read(diary).expect("reads").records, false, NOON).expect("taken in");
    let raw = export(&store, "entries", true);
    assert!(read(&raw).is_ok());
    for (from, to, told) in [
        (",6,now", ",11,now", ", score: 11 does not fit; write a whole number from 0 to 10."),
        (",6,now", ",six,now", ", score: `six` does not fit; write a whole number"),
        (",6,now", ",6,then", ", recall: `then` does not fit; write one of now, average, worst."),
        (",6,now", ",6,now,x", "it has 22 cells and the first line 21; give it as many."),
        ("regions", "regiens", "did you mean `regions`?"),
    ] {
        assert!(raw.contains(from), "{raw}");
        let said = said(&raw.replace(from, to));
        assert!(said.starts_with("line ") && said.contains(told), "{to}: {said}");
    }
    // the note over two lines counts
    assert!(said("date,score,note\n2026-03-01,4,\"a\nb\"\n2026-03-01,x,\n").starts_with("line 4, score: `x` does not fit"));
    for (text, told) in [
        (
            "date,score\n2026-03-01,4\n3/2/2026,5\n",
            "line 3, date: `3/2/2026` can be read in two ways; say which with --dates dmy or --dates mdy.",
        ),
        ("date,score\n2026-13-01,4\n", "line 2, date: `2026-13-01` is no date; write it as 2026-03-02."),
        ("date,score\n1.2.26,4\n", "line 2, date: `1.2.26` has no year of four digits; write it as 2026-03-02."),
        ("date,score\n2026-03-03,4\n", "line 2, date: it is still to come"),
        ("date,time,score\n2026-03-01,25:00,4\n", "line 2, time: `25:00` is no time of day"),
        ("date,score\n2026-03-01,4.5\n", "line 2, score: `4.5` does not fit"),
        ("date,pain,score\n", "both `pain` and `score` could be the score; say which, such as --columns score=pain."),
        ("when,score\n", "line 1: no column looks like the date; name it with --columns date=HEADER. The columns are when, score."),
        ("date,date,score\n", "line 1: the column `date` stands twice"),
    ] {
        assert!(said(text).contains(told), "{text}: {}", said(text));
    }
    assert!(
        read_sheet(b"date,score\n\xff,1\n", &Mapping::default(), &LOCAL)
            .expect_err("refused")
            .0
            .starts_with("line 2: it is not text in UTF-8")
    );
}

/// Score, local felt time and note of each rating.
fn ratings(records: &Records) -> Vec<(Cell, String, Cell)> {
    let felt = |row: &Record| match row.cell("felt_at") {
        Cell::Whole(at) => crate::domain::local(*at, 60).format("%Y-%m-%d %H:%M").to_string(),
        _ => String::new(),
    };
    records.rows.iter().map(|row| (row.cell("score").clone(), felt(row), row.cell("note").clone())).collect()
}

#[test]
fn a_diary_is_read_by_its_headers_or_by_a_mapping() {
    let one = |at: &str, note: Cell| vec![(Cell::Whole(4), at.to_owned(), note)];
    for text in [
        "Date,Time,Pain,Notes\n2026-03-01,09:30,4,stiff\n",
        "Datum;Uhrzeit;Schmerz;Notiz\n01.03.2026;9:30;4;stiff\n",
        "date\ttime\tscore\tnote\n2026/03/01\t9:30 am\t4\tstiff\n",
        "\u{feff}timestamp,NRS,comment\r\n2026-03-01T09:30:00,4,stiff\r\n",
    ] {
        assert_eq!(ratings(&read(text).expect(text).records), one("2026-03-01 09:30", "stiff".into()), "{text}");
    }
    let mapping =
        Mapping { columns: vec![(Field::Date, "Wann".to_owned()), (Field::Score, "Wert".to_owned())], dates: Some(DateForm::DayMonthYear) };
    let text = "Wann,Wert,Wetter\n1/3/2026,4,rain\n";
    let sheet = read_sheet(text.as_bytes(), &mapping, &LOCAL).expect("reads");
    assert_eq!(ratings(&sheet.records), one("2026-03-01 12:00", Cell::Empty));
    assert_eq!(sheet.notes, ["Not read: Wetter.", "One rating has no time of day; it stands at 12:00."]);
    let wrong = Mapping { columns: vec![(Field::Date, "Wan".to_owned())], dates: None };
    let said = read_sheet(text.as_bytes(), &wrong, &LOCAL).expect_err("refused").0;
    assert_eq!(said, "line 1: there is no column `Wan` for the date; did you mean `Wann`?");
}

#[test]
fn a_diary_comes_in_once_and_what_was_changed_or_deleted_here_stays() {
    let text = "date,score,note\n2026-03-01,4,a\n2026-03-01,4,a\n2026-02-01,7,b\n";
    let mut store = Store::in_memory().expect("opens");
    let sheet = read(text).expect("reads");
    assert_eq!(store.merge(&sheet.records, false, NOON).expect("taken in").added, 3, "two that are the same are two");
    let morning = Local { now: NOON.at - 4 * 3_600_000, ..LOCAL };
    let today = |local: &Local<'_>| read_sheet(b"date,score\n2026-03-02,4\n", &Mapping::default(), local).expect("reads").records;
    let mut other = Store::in_memory().expect("opens");
    assert_eq!(other.merge(&today(&morning), false, NOON).expect("taken in").added, 1, "today's noon is still to come");
    assert_eq!(other.merge(&today(&LOCAL), false, NOON).expect("taken in").skipped, 1);
    let later = Local { now: NOON.at + 86_400_000, ..LOCAL };
    let again = read_sheet(text.as_bytes(), &Mapping::default(), &later).expect("reads");
    assert_eq!(store.merge(&again.records, false, NOON).expect("taken in"), Merged { skipped: 3, ..Merged::default() });
    let uid = sheet.records.rows[2].cell("uid").uid().expect("a uid");
    store.answer(&crate::store::Request::Journal(crate::store::JournalRequest::Delete(uid)), NOON).expect("deleted");
    assert_eq!(store.merge(&again.records, false, NOON).expect("taken in").skipped, 3);
    let rows = pieces(&store).into_iter().filter(|piece| matches!(piece, Piece::Record(_))).count();
    assert_eq!(rows, 2);
}

#[test]
fn the_table_for_people_is_a_diary_too_known_by_its_ids() {
    let mut store = Store::in_memory().expect("opens");
    store.merge(&read("date,time,score,note\n2026-03-01,09:30,4,stiff\n").expect("reads").records, false, NOON).expect("taken in");
    let sheet = read(&export(&store, "entries", false)).expect("reads");
    assert_eq!(store.merge(&sheet.records, false, NOON).expect("taken in"), Merged { skipped: 1, ..Merged::default() });
    let mut other = Store::in_memory().expect("opens");
    assert_eq!(other.merge(&sheet.records, false, NOON).expect("taken in").added, 1);
}

#[test]
fn a_row_that_points_at_nothing_is_named_by_its_line() {
    let mut sheet = read("date,score,note\n2026-03-01,4,\"a\nb\"\n2026-03-01,5,\n").expect("reads");
    let place = sheet.records.rows[1].table.place("session").expect("a column");
    sheet.records.rows[1].cells[place] = Cell::Uid(crate::domain::Uid::at(1, &[1; 10]));
    let Err(StoreError::Refused(why)) = Store::in_memory().expect("opens").merge(&sheet.records, false, NOON) else { panic!("taken in") };
    assert_eq!(sheet.placed(&why), "line 4, session: names a session that is neither in the file nor here; export it along");
}
