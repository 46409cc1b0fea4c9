//! Rows as one JSON object of lists, written piece by piece: the order is fixed, so two exports of the same data differ in their date alone.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::{DELETED, FORMAT};
use crate::domain::clean;
use crate::store::{Burial, Cell, Piece, SCHEMA, TABLES, Table};

/// An export under way. Pieces come list by list, each list in its order; [`Export::finish`] ends it.
#[derive(Debug)]
pub struct Export<W> {
    out: W,
    /// The next list to be opened: a table, or after the last the deletions.
    next: usize,
    /// Whether the open list holds something.
    filled: bool,
}

impl<W: Write> Export<W> {
    /// Begins with what kind of file this is. `exported_at` is a time in words, for people.
    ///
    /// # Errors
    /// What writing says.
    pub fn new(mut out: W, exported_at: &str) -> io::Result<Self> {
        write!(out, "{{\n\"format\": {FORMAT},\n\"schema\": {SCHEMA},\n\"exported_at\": ")?;
        json(&mut out, exported_at)?;
        Ok(Self { out, next: 0, filled: false })
    }

    /// Writes one piece on a line of its own; one of a table that is not exported is passed over.
    ///
    /// # Errors
    /// What writing says.
    pub fn push(&mut self, piece: &Piece) -> io::Result<()> {
        let table = match piece {
            Piece::Record(record) => record.table,
            Piece::Burial(burial) => burial.table,
        };
        let Some(place) = lists().position(|list| list == table) else { return Ok(()) };
        let place = if matches!(piece, Piece::Burial(_)) { lists().count() } else { place };
        self.open(place)?;
        self.out.write_all(if self.filled { b",\n" } else { b"\n" })?;
        self.filled = true;
        match piece {
            Piece::Record(record) => json(&mut self.out, record),
            Piece::Burial(burial) => json(&mut self.out, &Deleted::from(burial)),
        }
    }

    /// Ends the object; lists that had nothing stand there empty.
    ///
    /// # Errors
    /// What writing says.
    pub fn finish(mut self) -> io::Result<W> {
        self.open(lists().count())?;
        self.out.write_all(if self.filled { b"\n]\n}\n" } else { b"]\n}\n" })?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// Ends the open list and opens those up to `place`.
    fn open(&mut self, place: usize) -> io::Result<()> {
        while self.next <= place {
            let end: &[u8] = match (self.next, self.filled) {
                (0, _) => b"",
                (_, true) => b"\n]",
                (_, false) => b"]",
            };
            self.out.write_all(end)?;
            write!(self.out, ",\n\"{}\": [", lists().nth(self.next).map_or(DELETED, |table| table.list))?;
            self.filled = false;
            self.next += 1;
        }
        Ok(())
    }
}

/// The tables that have a list in the file, in its order.
fn lists() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().copied().filter(|table| table.is_exported())
}

/// A deletion as it stands in the file.
#[derive(Serialize)]
struct Deleted {
    kind: &'static str,
    key: String,
    hlc: i64,
    dev: String,
}

impl From<&Burial> for Deleted {
    fn from(burial: &Burial) -> Self {
        // A uid, or a uid and a day with a stroke between them.
        let parts = burial.key.iter().map(|cell| match cell {
            Cell::Uid(uid) => uid.to_string(),
            Cell::Whole(number) => number.to_string(),
            Cell::Text(text) => text.clone(),
            Cell::Empty => String::new(),
        });
        Self { kind: burial.table.name, key: parts.collect::<Vec<_>>().join("/"), hlc: burial.hlc, dev: burial.dev.to_string() }
    }
}

fn json<T: Serialize + ?Sized>(out: &mut impl Write, value: &T) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Harmless)).map_err(io::Error::from)
}

/// Compact JSON in which every character that could steer a terminal is written as its number: the text is whole, and safe to look at.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if matches!(clean(fragment), std::borrow::Cow::Borrowed(_)) {
            return out.write_all(fragment.as_bytes());
        }
        for c in fragment.chars() {
            let mut bytes = [0; 4];
            let text: &str = c.encode_utf8(&mut bytes);
            if clean(text).is_empty() {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            } else {
                out.write_all(text.as_bytes())?;
            }
        }
        Ok(())
    }
}
