//! Searching the journal: blind to case and accents, over notes, medicine, the words of a rating and the titles of sessions.
//!
//! Folded here and not by a function inside SQLite: the search ends at the two hundredth row it finds, a note of plain letters is
//! looked through without a copy of each letter, and no further part of SQLite is built in.

use std::collections::HashSet;

use nucleo_matcher::chars;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::super::StoreError;
use super::super::record::Cell;
use super::JournalRow;
use super::draft;
use super::list::{self, ENTRY_COLUMNS, SESSION_COLUMNS};
use crate::domain::{Cause, Did, Quality, Region, Uid};

/// How many rows are found at most, the newest (decisions 4.22).
pub(super) const MOST: usize = 200;

/// What is looked through, and where the whole of each text stands behind the columns of the row.
pub(super) const ENTRIES: &str = "SELECT uid, session, note, medicine FROM entry ORDER BY felt_at DESC";
pub(super) const SESSIONS: &str = "SELECT uid, title FROM session WHERE state <> 'running' ORDER BY day DESC";
pub(super) const WITH_WORD: &str = "SELECT entry FROM entry_word WHERE kind = ?1 AND word = ?2";

/// A text as it is compared: lower case, without accents.
fn fold(text: &str) -> String {
    let is_mark = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    text.chars().filter(|c| !is_mark(c)).flat_map(|c| chars::normalize(c).to_lowercase()).filter(|c| !is_mark(c)).collect()
}

/// A text that is searched for.
struct Needle {
    text: String,
    /// What is looked at is folded into this, again and again.
    room: String,
}

impl Needle {
    fn is_in(&mut self, text: &str) -> bool {
        if !text.is_ascii() {
            return fold(text).contains(&self.text);
        }
        self.room.clear();
        self.room.push_str(text);
        self.room.make_ascii_lowercase();
        self.room.contains(&self.text)
    }

    fn is_in_cell(&mut self, row: &Row<'_>, at: usize) -> Result<bool, StoreError> {
        Ok(match row.get_ref(at)? {
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).is_ok_and(|text| self.is_in(text)),
            _ => false,
        })
    }
}

/// The newest rows in which a text occurs.
pub(super) fn search(db: &Connection, text: &str) -> Result<Vec<JournalRow>, StoreError> {
    let db = &db.unchecked_transaction()?;
    let mut needle = Needle { text: fold(text.trim()), room: String::new() };
    if needle.text.is_empty() {
        return Ok(Vec::new());
    }
    let worded = with_words(db, &mut needle)?;
    let mut titled: HashSet<Uid> = HashSet::new();
    let mut sessions: Vec<Uid> = Vec::new();
    let mut query = db.prepare_cached(SESSIONS)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if let (true, Some(uid)) = (needle.is_in_cell(row, 1)?, row.get::<_, Cell>(0)?.uid()) {
            titled.insert(uid);
            if sessions.len() < MOST {
                sessions.push(uid);
            }
        }
    }
    let mut entries: Vec<Uid> = Vec::new();
    let mut query = db.prepare_cached(ENTRIES)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let Some(uid) = row.get::<_, Cell>(0)?.uid() else { continue };
        let of = row.get::<_, Cell>(1)?.uid();
        if worded.contains(&uid) || of.is_some_and(|of| titled.contains(&of)) || needle.is_in_cell(row, 2)? || needle.is_in_cell(row, 3)? {
            entries.push(uid);
            if entries.len() == MOST {
                break;
            }
        }
    }
    whole(db, &entries, &sessions)
}

/// The rows of these names, the newest first.
fn whole(db: &Connection, entries: &[Uid], sessions: &[Uid]) -> Result<Vec<JournalRow>, StoreError> {
    let drafts = draft::drafts(db)?;
    let mut found = Vec::with_capacity(entries.len() + sessions.len());
    for (columns, table, uids) in [(ENTRY_COLUMNS, "entry", entries), (SESSION_COLUMNS, "session", sessions)] {
        let mut query = db.prepare_cached(&format!("SELECT {columns} FROM {table} WHERE uid = ?1"))?;
        for uid in uids {
            let mut rows = query.query([Cell::Uid(*uid)])?;
            while let Some(row) = rows.next()? {
                found.push(if table == "entry" { list::entry(db, row, &drafts)? } else { list::session(row)? });
            }
        }
    }
    found.sort_unstable_by_key(|row: &JournalRow| std::cmp::Reverse(row.place));
    found.truncate(MOST);
    Ok(found)
}

/// The ratings with a word that is shown with that text in it.
fn with_words(db: &Connection, needle: &mut Needle) -> Result<HashSet<Uid>, StoreError> {
    let shown = Region::ALL.iter().map(|w| ("region", w.id(), w.label()));
    let shown = shown.chain(Quality::ALL.iter().map(|w| ("quality", w.id(), w.label())));
    let shown = shown.chain(Cause::ALL.iter().map(|w| ("trigger", w.id(), w.label())));
    let shown = shown.chain(Did::ALL.iter().map(|w| ("did", w.id(), w.label())));
    let mut found = HashSet::new();
    let mut query = db.prepare_cached(WITH_WORD)?;
    for (kind, id, _) in shown.filter(|(.., label)| needle.is_in(label)) {
        let mut rows = query.query((kind, id))?;
        while let Some(row) = rows.next()? {
            found.extend(row.get::<_, Cell>(0)?.uid());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_make_no_difference() {
        let finds = |needle: &str, text: &str| Needle { text: fold(needle), room: String::new() }.is_in(text);
        assert!(finds("cafe", "Café au lait"));
        assert!(finds("CAFÉ", "cafe\u{301} au lait"));
        assert!(finds("über", "UBER DEN WOLKEN"));
        assert!(finds("long call", "after a LONG CALL"));
        assert!(!finds("long call", "a longer call"));
    }
}
