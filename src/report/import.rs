//! A JSON export back to rows: every value checked, every fault told with its place and its remedy, no depth or size that could do harm.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{DELETED, FORMAT};
use crate::assets::nearest;
use crate::domain::{Uid, clean_line};
use crate::store::{Burial, Cell, Record, RecordAt, Records, SCHEMA, Shape, TABLES, Table};

/// The largest file that is read, in bytes: 64 MB, more than a hundred thousand ratings.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Why a file was refused: what and where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError(pub String);

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ImportError {}

/// Reads an export, also one of a time when nudges and spans of the day were exported. The rows come parents first, each list in the order of the file.
///
/// # Errors
/// The first fault, with its place such as `entries[3].score` and its line.
pub fn parse(bytes: &[u8]) -> Result<Records, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError(format!("The file has more than {} MB, the most that is read.", MOST_BYTES >> 20)));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let records = File.deserialize(&mut json).and_then(|records| json.end().map(|()| records));
    records.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let said = error.to_string();
        // the place goes first, as everywhere: behind the remedy it would read as a part of it
        let said = clean_line(said.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&said));
        let end = if said.ends_with('?') { "" } else { "." };
        ImportError(match error.classify() {
            serde_json::error::Category::Data => format!("line {line}, column {column}: {said}{end}"),
            _ => {
                let remedy = "Export it again, or mend that place.";
                format!("line {line}, column {column}: This is not JSON as unhunch writes it: {said}. {remedy}")
            }
        })
    })
}

/// The object that is the file.
struct File;

impl<'de> DeserializeSeed<'de> for File {
    type Value = Records;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Records, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for File {
    type Value = Records;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the one object of an export, beginning with {\"format\": 1")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Records, A::Error> {
        let mut seen: HashSet<String> = HashSet::new();
        let mut lists: Vec<Vec<Record>> = vec![Vec::new(); TABLES.len()];
        let mut burials = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "format" => newest("format", map.next_value()?, FORMAT)?,
                "schema" => newest("schema", map.next_value()?, SCHEMA)?,
                "exported_at" => {
                    map.next_value::<IgnoredAny>()?;
                }
                DELETED => burials = map.next_value_seed(Burials)?,
                _ => {
                    let Some(place) = TABLES.iter().position(|table| table.list == name) else {
                        return Err(A::Error::custom(unknown(&name)));
                    };
                    lists[place] = map.next_value_seed(List(TABLES[place]))?;
                }
            }
            if !seen.insert(name.clone()) {
                return Err(A::Error::custom(format!("`{}` stands twice; leave one", clean_line(&name))));
            }
        }
        if !seen.contains("format") {
            return Err(A::Error::custom("`format` is missing; an export begins with \"format\": 1"));
        }
        Ok(Records { rows: lists.into_iter().flatten().collect(), burials })
    }
}

/// Refuses what a later version wrote.
fn newest<E: serde::de::Error>(what: &str, found: i64, known: i64) -> Result<(), E> {
    if (1..=known).contains(&found) {
        return Ok(());
    }
    Err(E::custom(format!("the file has {what} {found}, this unhunch knows {what} {known}; use the version that wrote it, or a newer one")))
}

fn unknown(name: &str) -> String {
    let known = TABLES.iter().map(|table| table.list).chain(["format", "schema", "exported_at", DELETED]);
    let near = nearest(name, known).map_or_else(|| "leave it out".to_owned(), |near| format!("did you mean `{near}`?"));
    format!("`{}` is no list of an export; {near}", clean_line(name))
}

/// A list of rows of one table.
struct List(&'static Table);

impl<'de> DeserializeSeed<'de> for List {
    type Value = Vec<Record>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List {
    type Value = Vec<Record>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list at {}", self.0.list)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let table = self.0;
        let (mut rows, mut keys) = (Vec::new(), HashSet::new());
        while let Some(row) = seq.next_element_seed(RecordAt { table, index: rows.len() })? {
            if !keys.insert(row.cells[..table.key].to_vec()) {
                return Err(A::Error::custom(format!(
                    "{}[{}]: the same {} stands twice; leave the later one",
                    table.list,
                    rows.len(),
                    table.noun
                )));
            }
            rows.push(row);
        }
        Ok(rows)
    }
}

/// The list of deletions.
struct Burials;

impl<'de> DeserializeSeed<'de> for Burials {
    type Value = Vec<Burial>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

/// A deletion as it stands in the file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Deleted {
    kind: String,
    key: String,
    hlc: i64,
    dev: String,
}

impl<'de> Visitor<'de> for Burials {
    type Value = Vec<Burial>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list at {DELETED}")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut burials = Vec::new();
        while let Some(deleted) = seq.next_element::<Deleted>()? {
            let place = format!("{DELETED}[{}]", burials.len());
            burials.push(burial(&deleted).map_err(|why| A::Error::custom(format!("{place}.{why}")))?);
        }
        Ok(burials)
    }
}

/// A deletion, checked. The error begins with the field.
fn burial(deleted: &Deleted) -> Result<Burial, String> {
    let table = TABLES.iter().copied().find(|table| table.name == deleted.kind);
    let table = table.ok_or_else(|| format!("kind: `{}` is no kind of record; write it as it was exported", clean_line(&deleted.kind)))?;
    let hlc = table.columns.iter().find(|column| column.name == "hlc").map(|column| column.shape);
    if !matches!(hlc, Some(Shape::Whole(from, to)) if (from..=to).contains(&deleted.hlc)) {
        return Err(format!("hlc: {} is no clock; write it as it was exported", deleted.hlc));
    }
    let key = || {
        let mut parts = deleted.key.split('/');
        let key: Option<Vec<Cell>> = table
            .columns
            .iter()
            .take(table.key)
            .map(|column| {
                let part = parts.next()?;
                match column.shape {
                    Shape::Uid => part.parse().ok().map(Cell::Uid),
                    _ => part.parse().ok().map(Cell::Whole),
                }
            })
            .collect();
        key.filter(|_| parts.next().is_none())
    };
    let key = key().ok_or_else(|| "key: it does not name a record; write it as it was exported".to_owned())?;
    let dev: Uid = deleted.dev.parse().map_err(|_| "dev: it is no uid; write it as it was exported".to_owned())?;
    Ok(Burial { table, key, hlc: deleted.hlc, dev })
}
