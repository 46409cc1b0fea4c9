//! A row of any table of the person's, as values: read, written, summed. Its canonical bytes are what `sum` is the hash of (docs/data.md).

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension};
use xxhash_rust::xxh3::xxh3_64;

use super::table::Table;
use crate::domain::Uid;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Nothing said.
    Empty,
    /// A number, a time, a flag.
    Whole(i64),
    /// A text or a word.
    Text(String),
    /// The name of a row or a device.
    Uid(Uid),
}

/// A word on an entry as it stands in the file, of any list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryWord {
    /// Its list: region, quality, trigger or did.
    pub kind: String,
    /// Its id.
    pub word: String,
    /// Whether it is the worst of the regions.
    pub worst: bool,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its table.
    pub table: &'static Table,
    /// Its values, as many as the table has columns.
    pub cells: Vec<Cell>,
    /// The words of an entry, sorted; none in other tables.
    pub words: Vec<EntryWord>,
}

/// What names a row: the values of its key columns.
pub(super) type Key = Vec<Cell>;

impl Record {
    /// The value of a column; nothing if there is no such column.
    #[must_use]
    pub fn cell(&self, column: &str) -> &Cell {
        self.table.place(column).and_then(|place| self.cells.get(place)).unwrap_or(&Cell::Empty)
    }

    /// Puts a value into a column.
    pub(super) fn put(&mut self, column: &str, value: impl Into<Cell>) {
        if let Some(cell) = self.table.place(column).and_then(|place| self.cells.get_mut(place)) {
            *cell = value.into();
        }
    }

    /// What names it.
    pub(super) fn key(&self) -> Key {
        self.cells.iter().take(self.table.key).cloned().collect()
    }

    /// When and where it was last changed; later ones win.
    pub(super) fn clock(&self) -> (i64, Option<Uid>) {
        let hlc = if let Cell::Whole(hlc) = self.cell("hlc") { *hlc } else { 0 };
        (hlc, self.cell("dev").uid())
    }

    /// The bytes that are summed: the table's name, then every value with its kind and length, then the words.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256);
        bytes.extend_from_slice(self.table.name.as_bytes());
        bytes.push(0);
        for cell in &self.cells {
            cell.canonical(&mut bytes);
        }
        for word in &self.words {
            Cell::text(&word.kind).canonical(&mut bytes);
            Cell::text(&word.word).canonical(&mut bytes);
            Cell::from(word.worst).canonical(&mut bytes);
        }
        bytes
    }

    /// The checksum that stands beside it.
    #[must_use]
    pub fn sum(&self) -> i64 {
        xxh3_64(&self.canonical()).cast_signed()
    }
}

impl Cell {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// The uid, if it is one.
    #[must_use]
    pub fn uid(&self) -> Option<Uid> {
        if let Self::Uid(uid) = self { Some(*uid) } else { None }
    }

    fn canonical(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Empty => bytes.push(0),
            Self::Whole(number) => {
                bytes.push(1);
                bytes.extend_from_slice(&number.to_be_bytes());
            }
            Self::Text(text) => {
                bytes.push(2);
                bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
                bytes.extend_from_slice(text.as_bytes());
            }
            Self::Uid(uid) => {
                bytes.push(3);
                bytes.extend_from_slice(uid.as_bytes());
            }
        }
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Self {
        Self::Whole(number.into())
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Whole(flag.into())
    }
}

impl From<Uid> for Cell {
    fn from(uid: Uid) -> Self {
        Self::Uid(uid)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Empty => ValueRef::Null,
            Self::Whole(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Uid(uid) => ValueRef::Blob(uid.as_bytes()),
        }))
    }
}

impl FromSql for Cell {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Null => Ok(Self::Empty),
            ValueRef::Integer(number) => Ok(Self::Whole(number)),
            ValueRef::Text(_) => value.as_str().map(Self::text),
            ValueRef::Blob(bytes) => {
                Uid::from_slice(bytes).map(Self::Uid).ok_or(FromSqlError::InvalidBlobSize { expected_size: 16, blob_size: bytes.len() })
            }
            ValueRef::Real(_) => Err(FromSqlError::InvalidType),
        }
    }
}

/// The bytes of a key, as `undo` and `tombstone` hold them: 16 of a uid, 8 of a number, one after the other.
pub(super) fn key_bytes(key: &[Cell]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(24);
    for cell in key {
        match cell {
            Cell::Uid(uid) => bytes.extend_from_slice(uid.as_bytes()),
            Cell::Whole(number) => bytes.extend_from_slice(&number.to_be_bytes()),
            Cell::Empty | Cell::Text(_) => {}
        }
    }
    bytes
}

/// Back from the bytes of a key; nothing if they are not of this table.
pub(super) fn key_of(table: &Table, bytes: &[u8]) -> Option<Key> {
    let mut rest = bytes;
    let mut key = Vec::with_capacity(table.key);
    for column in table.columns.iter().take(table.key) {
        let wide = if matches!(column.shape, super::table::Shape::Uid) { 16 } else { 8 };
        let (head, tail) = rest.split_at_checked(wide)?;
        key.push(if wide == 16 { Cell::Uid(Uid::from_slice(head)?) } else { Cell::Whole(i64::from_be_bytes(head.try_into().ok()?)) });
        rest = tail;
    }
    rest.is_empty().then_some(key)
}

/// `a, b, c`
pub(super) fn columns(table: &Table) -> String {
    table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ")
}

/// `uid = ?1 AND day = ?2`
fn is_key(table: &Table) -> String {
    (0..table.key).map(|n| format!("{} = ?{}", table.columns[n].name, n + 1)).collect::<Vec<_>>().join(" AND ")
}

/// The values of a row whose columns begin with the table's.
pub(super) fn cells(table: &Table, row: &rusqlite::Row<'_>) -> rusqlite::Result<Vec<Cell>> {
    (0..table.columns.len()).map(|n| row.get(n)).collect()
}

/// The row of that name.
pub(super) fn find(db: &Connection, table: &'static Table, key: &[Cell]) -> rusqlite::Result<Option<Record>> {
    let sql = format!("SELECT {} FROM {} WHERE {}", columns(table), table.name, is_key(table));
    let found = db.prepare_cached(&sql)?.query_row(rusqlite::params_from_iter(key), |row| cells(table, row)).optional()?;
    let Some(cells) = found else { return Ok(None) };
    let words = if table.has_words() { words(db, &key[0])? } else { Vec::new() };
    Ok(Some(Record { table, cells, words }))
}

/// The words of an entry, sorted.
pub(super) fn words(db: &Connection, entry: &Cell) -> rusqlite::Result<Vec<EntryWord>> {
    let mut query = db.prepare_cached("SELECT kind, word, worst FROM entry_word WHERE entry = ?1 ORDER BY kind, word")?;
    let words = query.query_map([entry], |row| Ok(EntryWord { kind: row.get(0)?, word: row.get(1)?, worst: row.get(2)? }))?;
    words.collect()
}

/// Writes a row as it is, new or over the one of the same name, with its sum and its words.
pub(super) fn write(db: &Connection, record: &Record) -> rusqlite::Result<()> {
    let table = record.table;
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).chain(table.summed.then_some("sum")).collect();
    let marks = (1..=names.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
    let named = names[..table.key].join(", ");
    let others = names[table.key..].iter().map(|name| format!("{name} = excluded.{name}")).collect::<Vec<_>>().join(", ");
    // Not INSERT OR REPLACE: that deletes the old row first, and with it everything that hangs on it.
    let sql = format!("INSERT INTO {} ({}) VALUES ({marks}) ON CONFLICT({named}) DO UPDATE SET {others}", table.name, names.join(", "));
    let sum = table.summed.then(|| Cell::Whole(record.sum()));
    db.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(record.cells.iter().chain(&sum)))?;
    if table.has_words() {
        db.prepare_cached("DELETE FROM entry_word WHERE entry = ?1")?.execute([&record.cells[0]])?;
        let mut insert = db.prepare_cached("INSERT INTO entry_word(entry, kind, word, worst) VALUES (?1, ?2, ?3, ?4)")?;
        for word in &record.words {
            insert.execute((&record.cells[0], &word.kind, &word.word, word.worst))?;
        }
    }
    Ok(())
}

/// Takes a row away.
pub(super) fn erase(db: &Connection, table: &Table, key: &[Cell]) -> rusqlite::Result<()> {
    let sql = format!("DELETE FROM {} WHERE {}", table.name, is_key(table));
    db.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(key))?;
    Ok(())
}

/// The names of the rows of `table` whose `column` is `value`.
pub(super) fn keys_where(db: &Connection, table: &'static Table, column: &str, value: &Cell) -> rusqlite::Result<Vec<Key>> {
    let named = table.columns.iter().take(table.key).map(|column| column.name).collect::<Vec<_>>().join(", ");
    let mut query = db.prepare_cached(&format!("SELECT {named} FROM {} WHERE {column} = ?1 ORDER BY {named}", table.name))?;
    let keys = query.query_map([value], |row| (0..table.key).map(|n| row.get(n)).collect())?;
    keys.collect()
}

#[cfg(test)]
mod tests {
    use super::super::table::{ENTRY, RUN_CHOICE};
    use super::*;

    fn choice() -> Record {
        let uid = Uid::at(0x0102_0304_0506, &[9; 10]);
        Record {
            table: &RUN_CHOICE,
            cells: vec![uid.into(), 5.into(), "gentle".into(), Cell::Empty, 7.into(), uid.into()],
            words: Vec::new(),
        }
    }

    #[test]
    fn the_bytes_of_a_row_are_those_of_the_documents() {
        let uid = [1, 2, 3, 4, 5, 6, 0x79, 9, 0x89, 9, 9, 9, 9, 9, 9, 9];
        let mut bytes = b"run_choice\0".to_vec();
        bytes.extend([3].iter().chain(&uid));
        bytes.extend([1, 0, 0, 0, 0, 0, 0, 0, 5]);
        bytes.extend([2, 0, 0, 0, 0, 0, 0, 0, 6]);
        bytes.extend(b"gentle");
        bytes.extend([0]);
        bytes.extend([1, 0, 0, 0, 0, 0, 0, 0, 7]);
        bytes.extend([3].iter().chain(&uid));
        assert_eq!(choice().canonical(), bytes);
        assert_eq!(choice().sum(), -692_056_654_112_902_970, "xxh3-64; stored sums depend on it for good");
    }

    #[test]
    fn every_value_and_every_word_of_a_row_is_in_its_sum() {
        let word = |word: &str, worst| EntryWord { kind: "region".to_owned(), word: word.to_owned(), worst };
        let cells: Vec<Cell> = (0..i64::try_from(ENTRY.columns.len()).expect("few")).map(Cell::from).collect();
        let row = Record { table: &ENTRY, cells, words: vec![word("chest", false), word("neck-left", true)] };
        let mut sums = vec![row.sum()];
        for n in 0..row.cells.len() {
            for other in [Cell::Empty, Cell::text("0"), Cell::from(99)] {
                let mut changed = row.clone();
                changed.cells[n] = other;
                sums.push(changed.sum());
            }
        }
        for words in [
            vec![],
            vec![word("chest", false)],
            vec![word("chest", true), word("neck-left", false)],
            vec![word("chest", false), word("neck-right", true)],
        ] {
            sums.push(Record { words, ..row.clone() }.sum());
        }
        // The border between two texts is part of the bytes.
        for pair in [["ab", "c"], ["a", "bc"]] {
            let mut changed = row.clone();
            (changed.cells[1], changed.cells[2]) = (Cell::text(pair[0]), Cell::text(pair[1]));
            sums.push(changed.sum());
        }
        let count = sums.len();
        sums.sort_unstable();
        sums.dedup();
        assert_eq!(sums.len(), count);
    }

    #[test]
    fn a_key_survives_its_bytes() {
        for (table, key) in
            [(&ENTRY, vec![Cell::Uid(Uid::at(1, &[2; 10]))]), (&RUN_CHOICE, vec![Cell::Uid(Uid::at(1, &[2; 10])), Cell::from(-5)])]
        {
            let bytes = key_bytes(&key);
            assert_eq!(key_of(table, &bytes), Some(key));
            assert_eq!(key_of(table, &bytes[1..]), None);
            assert_eq!(key_of(table, &[bytes.as_slice(), &[0]].concat()), None);
        }
    }
}
