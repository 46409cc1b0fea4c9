//! What leaves the app and comes back: rows to text and text to rows, without a file or a database in sight.

mod calendar;
mod diary;
mod export;
mod import;
pub mod page;
mod sheet;
#[cfg(test)]
mod sheet_tests;
mod table;

pub use calendar::{CalendarDay, calendar};
pub use diary::{DateForm, Field, Local, Mapping};
pub use export::Export;
pub use import::{ImportError, MOST_BYTES, parse};
pub use sheet::{Sheet, read_sheet};
pub use table::TableExport;

/// The version of the export format.
pub const FORMAT: i64 = 1;

/// The name of the list of deletions.
const DELETED: &str = "deleted";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Day, Uid, Word};
    use crate::store::{Burial, Cell, EntryWord, Merged, Piece, Record, Records, Shape, Stamp, Store, StoreError, TABLES, Table};

    pub(super) const NOON: Stamp = Stamp { at: 1_772_452_800_000, off: 60, day: Day(20_514) };

    /// Texts that trouble parsers and terminals.
    const TEXTS: [&str; 8] =
        ["", "plain", "ä ☕ 👩‍💻", "\"\\/\u{8}\t\n\r", "\x1b]52;c;!\x07\u{9b}2J", "\u{202e}\u{2066}\u{feff}\u{e0001}", "\0", "=1+1,'\"{}[]"];

    /// Choices, one after the other; when they are used up, always the first.
    pub(super) struct Choices(pub(super) std::vec::IntoIter<u32>);

    impl Choices {
        fn of(&mut self, count: usize) -> usize {
            self.0.next().unwrap_or(0) as usize % count
        }

        fn number(&mut self, from: i64, to: i64) -> i64 {
            let any = i128::from(self.0.next().unwrap_or(0));
            let wide = i128::from(to) - i128::from(from) + 1;
            let offset = [0, wide - 1, any % wide, any * 4_294_967_291 % wide][self.of(4)];
            i64::try_from(i128::from(from) + offset).expect("in the range")
        }

        fn uid(&mut self) -> Uid {
            let n = self.0.next().unwrap_or(0);
            Uid::at(u64::from(n), &[7; 10])
        }
    }

    /// Any rows that are exported and obey the rules between rows.
    fn records(choices: &mut Choices) -> Records {
        records_of(choices, |table| table.is_exported())
    }

    /// The same of the tables that are asked for.
    pub(super) fn records_of(choices: &mut Choices, is_asked: fn(&'static Table) -> bool) -> Records {
        let mut all: Vec<Record> = Vec::new();
        for &table in TABLES.iter().filter(|table| is_asked(table)) {
            let mut rows: Vec<Record> = (0..choices.of(4)).filter_map(|n| row(choices, table, &all, n)).collect();
            rows.sort_by_key(|row| format!("{:?}", &row.cells[..table.key]));
            rows.dedup_by(|a, b| a.cells[..table.key] == b.cells[..table.key]);
            all.append(&mut rows);
        }
        let mut burials: Vec<Burial> = (0..choices.of(4))
            .map(|_| {
                let table = TABLES.iter().copied().filter(|table| is_asked(table)).cycle().nth(choices.of(TABLES.len())).expect("one");
                let day = Cell::Whole(choices.number(-719_162, 2_932_896));
                let key = [Cell::Uid(choices.uid()), day].into_iter().take(table.key).collect();
                Burial { table, key, hlc: choices.number(0, 1 << 53), dev: choices.uid() }
            })
            .filter(|burial| !all.iter().any(|row| row.table == burial.table && row.cells[..row.table.key] == burial.key))
            .collect();
        burials.sort_by_key(|burial| (burial.table.name, format!("{:?}", burial.key)));
        burials.dedup_by(|a, b| (a.table, &a.key) == (b.table, &b.key));
        Records { rows: all, burials }
    }

    fn row(choices: &mut Choices, table: &'static Table, all: &[Record], n: usize) -> Option<Record> {
        let mut cells = Vec::new();
        for column in table.columns {
            let parents: Vec<&Cell> = all.iter().filter(|row| row.table.name == column.name).map(|row| &row.cells[0]).collect();
            let is_link = TABLES.iter().any(|table| table.name == column.name) && matches!(column.shape, Shape::Uid);
            cells.push(match column.shape {
                _ if column.optional && choices.of(3) == 0 => Cell::Empty,
                Shape::Uid if is_link && parents.is_empty() && column.optional => Cell::Empty,
                Shape::Uid if is_link && parents.is_empty() => return None,
                Shape::Uid if is_link => parents[choices.of(parents.len())].clone(),
                Shape::Uid => Cell::Uid(choices.uid()),
                Shape::Whole(from, to) => Cell::Whole(choices.number(from, to)),
                Shape::Flag => Cell::from(choices.of(2) == 1),
                Shape::Text(_) => Cell::text(TEXTS[choices.of(TEXTS.len())]),
                Shape::Word(words) => Cell::text(words[choices.of(words.len())]),
                Shape::Json(_) => Cell::text(["null", "{\"a\": [1, 2.50]}", "[]"][choices.of(3)]),
            });
        }
        let set = |cells: &mut Vec<Cell>, name: &str, cell: Cell| {
            if let Some(place) = table.place(name) {
                cells[place] = cell;
            }
        };
        // The rules between columns and rows.
        let whole =
            |cells: &[Cell], name: &str| if let Some(Cell::Whole(n)) = table.place(name).map(|place| &cells[place]) { *n } else { 0 };
        if table.name == "run_pause" {
            let (a, b) = (whole(&cells, "from_day"), whole(&cells, "to_day"));
            set(&mut cells, "from_day", a.min(b).into());
            set(&mut cells, "to_day", a.max(b).into());
        }
        match table.name {
            "item" => set(&mut cells, "seq", i64::try_from(n).ok()?.into()),
            "entry" => set(&mut cells, "moment", ["free", "before", "after", "during"][n].into()),
            "session" if cells.contains(&Cell::text("running")) => set(&mut cells, "state", "done".into()),
            _ => {}
        }
        let mut words = Vec::new();
        if table.has_words() {
            let known =
                [("region", "neck-left"), ("region", "chest"), ("quality", "dull"), ("trigger", "desk"), ("did", "heat"), ("did", "walk")];
            for (kind, word) in known {
                assert!(Word::parse(kind, word).is_some());
                if choices.of(2) == 1 {
                    let worst = kind == "region" && choices.of(2) == 1 && !words.iter().any(|word: &EntryWord| word.worst);
                    words.push(EntryWord { kind: kind.to_owned(), word: word.to_owned(), worst });
                }
            }
            words.sort();
        }
        Some(Record { table, cells, words })
    }

    fn export(store: &Store, exported_at: &str) -> String {
        let mut export = Export::new(Vec::new(), exported_at).expect("writes");
        store.records(|piece| export.push(&piece).map_err(|error| StoreError::NotSaved(error.to_string()))).expect("reads");
        String::from_utf8(export.finish().expect("writes")).expect("text")
    }

    pub(super) fn pieces(store: &Store) -> Vec<Piece> {
        let mut pieces = Vec::new();
        store
            .records(|piece| -> Result<(), StoreError> {
                pieces.push(piece);
                Ok(())
            })
            .expect("reads");
        pieces
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

        #[test]
        fn what_is_exported_and_imported_is_the_same(choices in proptest::collection::vec(any::<u32>(), 0..900)) {
            let records = records(&mut Choices(choices.into_iter()));
            let count = records.rows.len();
            let mut first = Store::in_memory().expect("opens");
            let merged = first.merge(&records, false, NOON).expect("taken in");
            prop_assert_eq!(merged, Merged { added: count, deleted: records.burials.len(), ..Merged::default() });

            let text = export(&first, "now");
            prop_assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{e0001}', '\0']), "harmless to look at");
            let read = parse(text.as_bytes()).expect("reads");
            prop_assert_eq!(&read.burials, &records.burials);
            let mut second = Store::in_memory().expect("opens");
            second.merge(&read, false, NOON).expect("taken in");
            prop_assert_eq!(pieces(&first), pieces(&second));
            prop_assert_eq!(&text, &export(&second, "now"), "to the byte");
            prop_assert_eq!(text.replacen("\"now\"", "\"later\"", 1), export(&second, "later"), "only the date differs");

            let again = second.merge(&read, false, NOON).expect("taken in");
            prop_assert_eq!(again, Merged { skipped: count + read.burials.len(), ..Merged::default() });
        }

        #[test]
        fn no_mutation_of_a_file_does_harm(choices in proptest::collection::vec(any::<u32>(), 0..300), cut in any::<usize>(), with in any::<[u8; 3]>()) {
            let mut store = Store::in_memory().expect("opens");
            store.merge(&records(&mut Choices(choices.into_iter())), false, NOON).expect("taken in");
            let mut bytes = export(&store, "now").into_bytes();
            let place = cut % bytes.len();
            match with[0] % 3 {
                0 => bytes.truncate(place),
                1 => bytes[place] = with[1],
                _ => bytes.splice(place..place, with).for_each(drop),
            }
            if let Ok(records) = parse(&bytes) {
                // What still reads is taken in whole, or refused whole.
                let mut other = Store::in_memory().expect("opens");
                if let Err(error) = other.merge(&records, false, NOON) {
                    prop_assert!(matches!(error, StoreError::Refused(_)), "{error:?}");
                    prop_assert_eq!(pieces(&other), []);
                }
            }
        }
    }

    fn said(text: &str) -> String {
        parse(text.as_bytes()).expect_err(text).to_string()
    }

    const ENTRY: &str = r#"{"uid":"019cadf1-8e80-7000-8000-000000000001","score":4,"recall":"now","moment":"free","felt_at":1,"felt_off":60,"day":2,
        "entered_at":3,"entered_off":60,"hlc":5,"dev":"019cadf1-8e80-7000-8000-000000000002"}"#;

    fn entry(from: &str, to: &str) -> String {
        assert!(ENTRY.contains(from));
        format!(r#"{{"format":1,"entries":[{ENTRY},{}]}}"#, ENTRY.replace("0001", "0003").replace(from, to))
    }

    #[test]
    fn a_fault_is_told_with_its_place_and_its_remedy() {
        assert!(parse(entry("4", "5").as_bytes()).is_ok());
        for (from, to, told) in [
            (r#""score":4"#, r#""score":11"#, "line 2, column 150: entries[1].score: 11 does not fit; write a whole number from 0 to 10."),
            (r#""score":4"#, r#""score":4.5"#, "4.5 does not fit"),
            (r#""score":4"#, r#""score":1e400"#, "number out of range"),
            (r#""score":4"#, r#""score":"4""#, "`4` does not fit"),
            (r#""score":4"#, r#""score":null"#, "entries[1].score: it must not be empty"),
            (r#""score":4"#, r#""scare":4"#, "entries[1].scare is not a field of a rating; did you mean `score`?"),
            (r#""score":4"#, r#""score":4,"score":5"#, "entries[1].score stands twice"),
            (r#""score":4,"#, "", "entries[1].score is missing"),
            (r#""recall":"now""#, r#""recall":"then""#, "write one of now, average, worst"),
            (r#""uid":"0"#, r#""uid":"x"#, "is no uid"),
            (
                r#""score":4"#,
                r#""score":4,"regions":["neck-lift"]"#,
                "entries[1].regions[0]: `neck-lift` is no word of this list; did you mean `neck-left`?",
            ),
            (r#""score":4"#, r#""score":4,"regions":["chest","chest"]"#, "a word stands twice"),
            (r#""score":4"#, r#""score":4,"worst":"chest""#, "it is not among the regions"),
            (r#""score":4"#, r#""score":[[[["#, "a single value at entries[1].score"),
            ("0003", "0001", "the same rating stands twice"),
            (r#""score":4"#, r#""score":4,"note":"\ud800""#, "unexpected end of hex escape"),
        ] {
            let text = if from == "0003" { format!(r#"{{"format":1,"entries":[{ENTRY},{ENTRY}]}}"#) } else { entry(from, to) };
            let said = said(&text);
            assert!(said.contains(told), "{to}: {said}");
        }
        for (text, told) in [
            ("", "not JSON as unhunch writes it"),
            ("[]", "the one object of an export"),
            ("{}", "`format` is missing"),
            (r#"{"format":2,"wonders":[]}"#, "the file has format 2, this unhunch knows format 1"),
            (r#"{"format":1,"schema":99}"#, "the file has schema 99"),
            (r#"{"format":1,"entrys":[]}"#, "`entrys` is no list of an export; did you mean `entries`?"),
            (r#"{"format":1,"format":1}"#, "`format` stands twice"),
            (r#"{"format":1} x"#, "trailing characters"),
            (r#"{"format":1,"deleted":[{"kind":"draft","key":"1","hlc":1,"dev":"1"}]}"#, "deleted[0].kind: `draft` is no kind"),
        ] {
            let said = said(text);
            assert!(said.contains(told), "{text}: {said}");
        }
    }

    #[test]
    fn the_example_in_the_documents_is_an_export_to_the_byte() {
        let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/data.md")).expect("docs/data.md");
        let example = docs.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
        let mut store = Store::in_memory().expect("opens");
        store.merge(&parse(example.as_bytes()).expect("reads"), false, NOON).expect("taken in");
        assert_eq!(export(&store, "2026-03-02T13:12:31+01:00"), example);
    }

    #[test]
    fn nudges_and_spans_are_not_exported_and_are_taken_from_an_older_file() {
        let uid = |n: u8| format!("019cadf1-8e80-7000-8000-00000000000{n}");
        let text = format!(
            r#"{{"format":1,"nudges":[{{"uid":"{0}","kind":"move","due_at":1,"off":60,"day":2,"shown":1,"answer":"taken","answered_at":3,
            "snoozed_ms":0,"session":null,"hlc":5,"dev":"{2}"}}],"spans":[{{"uid":"{1}","kind":"sat","from_at":1,"to_at":3,"off":60,"day":2,
            "said":null,"hlc":5,"dev":"{2}"}}],"deleted":[{{"kind":"span","key":"{2}","hlc":5,"dev":"{2}"}}]}}"#,
            uid(1),
            uid(2),
            uid(3)
        );
        let mut store = Store::in_memory().expect("opens");
        let merged = store.merge(&parse(text.as_bytes()).expect("reads"), false, NOON).expect("taken in");
        assert_eq!((merged.added, merged.deleted), (2, 1));
        let written = export(&store, "now");
        assert!(!["nudge", "span", "\"sat\""].iter().any(|word| written.contains(word)), "{written}");
    }

    #[test]
    fn a_byte_order_mark_and_another_order_of_lists_do_no_harm() {
        let text = format!("\u{feff}{{\"entries\":[{ENTRY}],\"format\":1}}");
        assert_eq!(parse(text.as_bytes()).expect("reads").rows.len(), 1);
    }

    #[test]
    fn depth_and_size_are_refused_before_they_cost_anything() {
        for open in ["[", "{\"a\":", "{\"format\":1,\"entries\":[", "{\"format\":1,\"exported_at\":["] {
            said(&open.repeat(100_000));
        }
        assert!(said(&" ".repeat(MOST_BYTES + 1)).contains("more than 64 MB"));
    }
}
