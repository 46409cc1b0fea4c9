//! One table as CSV: by default for people and their spreadsheets, or with every value as it is stored, so that it reads back without loss.

use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::domain::{Day, clean, local};
use crate::store::{Record, Table, fields};

/// With these a spreadsheet begins a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// What a person looks for comes first.
const FIRST: [&str; 4] = ["date", "time", "score", "note"];

/// A table under way. Its rows come one by one; [`TableExport::finish`] ends it.
pub struct TableExport<W: Write> {
    out: csv::Writer<W>,
    table: &'static Table,
    shown: Vec<(&'static str, Shown)>,
    raw: bool,
}

/// What stands in a column of the file.
#[derive(Clone, Copy)]
enum Shown {
    /// A field as it is.
    Stored,
    /// The date of an instant and its offset.
    Date(&'static str, &'static str),
    /// The time of day of it.
    Time(&'static str, &'static str),
    /// Both.
    Moment(&'static str, Option<&'static str>),
    /// A local day.
    Day,
}

impl<W: Write> TableExport<W> {
    /// Begins with the names of the columns.
    ///
    /// # Errors
    /// What writing says.
    pub fn new(out: W, table: &'static Table, raw: bool) -> io::Result<Self> {
        let shown = if raw { fields(table).map(|name| (name, Shown::Stored)).collect() } else { for_people(table) };
        let mut out = csv::Writer::from_writer(out);
        out.write_record(shown.iter().map(|(name, _)| name))?;
        Ok(Self { out, table, shown, raw })
    }

    /// Writes one row; a text of several lines stands between quotation marks.
    ///
    /// # Errors
    /// What writing says.
    pub fn push(&mut self, record: &Record) -> io::Result<()> {
        let Value::Object(row) = serde_json::to_value(record)? else { return Ok(()) };
        let (table, raw) = (self.table, self.raw);
        Ok(self
            .out
            .write_record(self.shown.iter().map(|(name, shown)| if raw { stored(table, name, &row) } else { cell(name, *shown, &row) }))?)
    }

    /// Ends the table.
    ///
    /// # Errors
    /// What writing says.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// The columns for people: local dates and times in place of instants and offsets, nothing that only a program needs.
fn for_people(table: &'static Table) -> Vec<(&'static str, Shown)> {
    let has = |name: &str| table.columns.iter().map(|column| column.name).find(|found| *found == name);
    let mut shown = Vec::new();
    for name in fields(table) {
        let off = name.strip_suffix("_at").and_then(|stem| has(&format!("{stem}_off"))).or(has("off")).or(has("started_off"));
        match name {
            "hlc" | "dev" => {}
            "felt_at" => shown.extend([("date", Shown::Date(name, "felt_off")), ("time", Shown::Time(name, "felt_off"))]),
            _ if name.ends_with("off") => {}
            _ if name == "at" || name.ends_with("_at") => shown.push((name, Shown::Moment(name, off))),
            "day" => shown.push((name, Shown::Day)),
            _ => shown.push((name, Shown::Stored)),
        }
    }
    shown.sort_by_key(|(name, _)| FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len()));
    shown
}

/// A cell for people.
fn cell(name: &str, shown: Shown, row: &Map<String, Value>) -> String {
    let whole = |name: &str| row.get(name).and_then(Value::as_i64);
    let at = |at: &str, off: Option<&str>| {
        let off = off.and_then(whole).and_then(|off| i32::try_from(off).ok()).unwrap_or(0);
        whole(at).map(|at| local(at, off))
    };
    match shown {
        Shown::Stored => match row.get(name) {
            value @ Some(Value::String(_)) => safe(&text(value)),
            value => text(value),
        },
        Shown::Date(name, off) => at(name, Some(off)).map(|at| at.format("%Y-%m-%d").to_string()).unwrap_or_default(),
        Shown::Time(name, off) => at(name, Some(off)).map(|at| at.format("%H:%M").to_string()).unwrap_or_default(),
        Shown::Moment(name, off) => {
            let form = if off.is_some() { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%MZ" };
            at(name, off).map(|at| at.format(form).to_string()).unwrap_or_default()
        }
        Shown::Day => {
            let day = whole(name).and_then(|day| i32::try_from(day).ok());
            day.map(|day| Day(day).date().format("%Y-%m-%d").to_string()).unwrap_or_default()
        }
    }
}

/// A cell that reads back: in a column that may be empty, an empty text is a backslash, and a text that begins with one gets one more.
fn stored(table: &Table, name: &str, row: &Map<String, Value>) -> String {
    let value = row.get(name);
    let optional = table.columns.iter().any(|column| column.name == name && column.optional);
    match value {
        Some(Value::String(text)) if optional && (text.is_empty() || text.starts_with('\\')) => format!("\\{text}"),
        value => text(value),
    }
}

/// A value as text; the words of a list with spaces between them.
fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        Some(other) => other.to_string(),
    }
}

/// A text that neither a terminal nor a spreadsheet takes for a command.
fn safe(text: &str) -> String {
    let shown: String = text
        .split_inclusive(['\t', '\r'])
        .map(|part| {
            let end = part.chars().last().filter(|c| matches!(c, '\t' | '\r'));
            clean(part).into_owned() + &end.map(String::from).unwrap_or_default()
        })
        .collect();
    if shown.starts_with(FORMULA) { format!("'{shown}") } else { shown }
}
