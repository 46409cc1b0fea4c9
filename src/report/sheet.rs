//! A CSV file back to rows: one of our own tables by its column names, or a diary kept elsewhere. Every fault is told with its line and field.

use std::collections::{HashMap, HashSet};

use csv::{ReaderBuilder, StringRecord};
use serde::de::DeserializeSeed;
use serde_json::{Map, Value};

use super::diary::{Diary, Local, Mapping};
use super::import::{ImportError, MOST_BYTES};
use crate::domain::clean_line;
use crate::store::{Cell, Record, RecordAt, Records, Shape, TABLES, Table, fields};

/// What a CSV file held.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its rows.
    pub records: Records,
    /// What was guessed or passed over, a sentence each.
    pub notes: Vec<String>,
    /// The line of each row.
    lines: Vec<u64>,
}

impl From<Records> for Sheet {
    /// Rows that came with their places.
    fn from(records: Records) -> Self {
        Self { records, ..Self::default() }
    }
}

impl Sheet {
    /// A refusal that names a row by its place in a list, with its line in place of that.
    #[must_use]
    pub fn placed(&self, why: &str) -> String {
        let place = || {
            let (list, rest) = why.split_once('[')?;
            let (index, rest) = rest.split_once(']')?;
            let line = self.lines.get(index.parse::<usize>().ok()?)?;
            TABLES.iter().any(|table| table.list == list).then(|| at(*line, rest))
        };
        place().unwrap_or_else(|| why.to_owned())
    }
}

/// `line 5, score: why`, from what follows the place in a list.
fn at(line: u64, rest: &str) -> String {
    match rest.strip_prefix('.').and_then(|rest| rest.split_once([':', ' '])) {
        Some((field, why)) => format!("line {line}, {field}: {}", why.trim_start()),
        None => format!("line {line}{rest}"),
    }
}

/// Reads a CSV file. A table that `unhunch export --format csv --raw` wrote is known by its columns, unless a mapping is given.
///
/// # Errors
/// The first fault, with its line and field.
pub fn read_sheet(bytes: &[u8], mapping: &Mapping, local: &Local<'_>) -> Result<Sheet, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError(format!("The file has more than {} MB, the most that is read.", MOST_BYTES >> 20)));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = ReaderBuilder::new().delimiter(delimiter(bytes)).from_reader(bytes);
    let header = reader.headers().map_err(|error| fault(&error))?.clone();
    let names: Vec<&str> = header.iter().map(str::trim).collect();
    if let Some(name) = twice(&names) {
        return Err(ImportError(format!("line 1: the column `{}` stands twice; leave one.", clean_line(name))));
    }
    let table = if mapping.is_given() { None } else { own(&names) };
    let mut diary = if table.is_none() { Some(Diary::new(&names, mapping)?) } else { None };
    let mut sheet = Sheet::default();
    let mut keys: HashMap<Vec<Cell>, u64> = HashMap::new();
    let mut row = StringRecord::new();
    while reader.read_record(&mut row).map_err(|error| fault(&error))? {
        let line = row.position().map_or(0, csv::Position::line);
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let index = sheet.records.rows.len();
        let record = match (&mut diary, table) {
            (Some(diary), _) => diary.record(&row, index, local),
            (None, Some(table)) => record(RecordAt { table, index }, fields_of(table, &names, &row)),
            (None, None) => continue,
        };
        let record = record.map_err(|why| {
            let placed = why.split_once(']').filter(|_| why.contains('[')).map(|(_, rest)| at(line, rest));
            let said = placed.unwrap_or_else(|| format!("line {line}, {why}"));
            let end = if said.ends_with(['?', '.']) { "" } else { "." };
            ImportError(format!("{said}{end}"))
        })?;
        let key = record.cells[..record.table.key].to_vec();
        if let Some(first) = keys.insert(key, line) {
            let noun = record.table.noun;
            return Err(ImportError(format!("line {line}, uid: the same {noun} stands in line {first} too; leave the later one.")));
        }
        sheet.lines.push(line);
        sheet.records.rows.push(record);
    }
    if let Some(diary) = diary {
        sheet.notes = diary.notes();
    }
    Ok(sheet)
}

/// A record from its fields as JSON. The error begins with its place in a list.
pub(super) fn record(at: RecordAt, fields: Map<String, Value>) -> Result<Record, String> {
    at.deserialize(Value::Object(fields)).map_err(|error| clean_line(&error.to_string()))
}

/// The table whose columns these are.
fn own(names: &[&str]) -> Option<&'static Table> {
    let has = |table: &&&'static Table| table.columns.iter().all(|column| names.contains(&column.name));
    TABLES.iter().filter(has).max_by_key(|table| table.columns.len()).copied()
}

/// The fields of a row, each as what its column holds; what does not look like it stays text and is refused as such.
fn fields_of(table: &'static Table, names: &[&str], row: &StringRecord) -> Map<String, Value> {
    let mut found = Map::new();
    for (name, cell) in names.iter().zip(row) {
        let column = table.columns.iter().find(|column| column.name == *name);
        let value = match column {
            Some(column) if column.optional && cell.is_empty() => continue,
            Some(column) => match column.shape {
                Shape::Whole(..) => cell.parse::<i64>().map_or_else(|_| cell.into(), Value::from),
                Shape::Flag => cell.parse::<bool>().map_or_else(|_| cell.into(), Value::from),
                _ if column.optional => cell.strip_prefix('\\').unwrap_or(cell).into(),
                _ => cell.into(),
            },
            None if cell.is_empty() && fields(table).any(|field| field == *name) => continue,
            None if *name == "worst" || !fields(table).any(|field| field == *name) => cell.into(),
            None => cell.split_whitespace().map(Value::from).collect(),
        };
        found.insert((*name).to_owned(), value);
    }
    found
}

/// What stands between the cells, by the first line: a comma, a semicolon or a tab.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let count = |mark: u8| first.iter().filter(|byte| **byte == mark).count();
    [b';', b'\t'].into_iter().filter(|mark| count(*mark) > count(b',')).max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

fn twice<'a>(names: &[&'a str]) -> Option<&'a str> {
    let mut seen = HashSet::new();
    names.iter().copied().find(|name| !name.is_empty() && !seen.insert(*name))
}

/// What the reader found wrong with the file itself.
fn fault(error: &csv::Error) -> ImportError {
    let line = error.position().map_or(1, csv::Position::line);
    ImportError(match error.kind() {
        csv::ErrorKind::Utf8 { .. } => format!("line {line}: it is not text in UTF-8; save the file as UTF-8."),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("line {line}: it has {len} cells and the first line {expected_len}; give it as many.")
        }
        _ => format!("line {line}: this is not CSV: {}.", clean_line(&error.to_string())),
    })
}
