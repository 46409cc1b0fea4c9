//! Forms left half filled: kept so that a kill costs two seconds at most, never exported, never a step of undo.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};

use super::super::record::{self, Cell};
use super::super::table::ENTRY;
use super::super::write::{After, Write};
use super::super::{Stamp, Store, StoreError, rows};
use super::list::title;
use super::{FormData, Regions};
use crate::domain::{Entry, Region, Uid, Word};

/// The name under which the form of a rating is kept.
fn name(entry: Uid) -> String {
    format!("{PREFIX}{entry}")
}

const PREFIX: &str = "entry:";

/// The last rating written before another one that has a region, by the index on words: uids sort in the order of writing.
pub(super) const LAST: &str = "SELECT max(entry) FROM entry_word WHERE kind = 'region' AND word = ?1 AND entry < ?2";

impl Store {
    /// Keeps the form of a rating as it stands. Durable, but no other tab needs to look.
    pub(super) fn keep_draft(&mut self, entry: Uid, body: &str, stamp: Stamp) -> Result<(), StoreError> {
        self.write(stamp, After::Beat, |write| {
            let sql = "INSERT INTO draft(form, body, at) SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM entry WHERE uid = ?4)
                ON CONFLICT(form) DO UPDATE SET body = excluded.body, at = excluded.at";
            write.db.prepare_cached(sql)?.execute((name(entry), body, stamp.at, Cell::Uid(entry)))?;
            Ok(())
        })
    }

    /// Forgets the form of a rating.
    pub(super) fn drop_draft(&mut self, entry: Uid, stamp: Stamp) -> Result<(), StoreError> {
        self.write(stamp, After::Beat, |write| forget(write, entry))
    }
}

/// Forgets the form of a rating inside a change.
pub(super) fn forget(write: &Write<'_>, entry: Uid) -> Result<(), StoreError> {
    write.db.prepare_cached("DELETE FROM draft WHERE form = ?1")?.execute([name(entry)])?;
    Ok(())
}

/// The ratings whose form was left half filled: few, if any.
pub(super) fn drafts(db: &Connection) -> Result<HashSet<Uid>, StoreError> {
    let mut query = db.prepare_cached("SELECT form FROM draft")?;
    let mut rows = query.query([])?;
    let mut found = HashSet::new();
    while let Some(row) = rows.next()? {
        let form: String = row.get(0)?;
        found.extend(form.strip_prefix(PREFIX).and_then(|uid| uid.parse::<Uid>().ok()));
    }
    Ok(found)
}

/// What the form of a rating opens with.
pub(super) fn form(db: &Connection, uid: Uid) -> Result<FormData, StoreError> {
    let db = &db.unchecked_transaction()?;
    let entry = find(db, uid)?.ok_or(StoreError::Gone)?;
    let sql = "SELECT body FROM draft WHERE form = ?1";
    let draft: Option<String> = db.prepare_cached(sql)?.query_row([name(uid)], |row| row.get(0)).optional()?;
    Ok(FormData { title: title(db, entry.session)?, last: last(db, uid)?, draft, entry })
}

fn find(db: &Connection, uid: Uid) -> Result<Option<Entry>, StoreError> {
    record::find(db, &ENTRY, &[uid.into()])?.map(|row| rows::to_entry(&row)).transpose()
}

/// The regions of the rating written before this one that has any.
fn last(db: &Connection, uid: Uid) -> Result<Option<Regions>, StoreError> {
    let mut newest: Option<Uid> = None;
    let mut query = db.prepare_cached(LAST)?;
    for region in Region::ALL {
        let found: Cell = query.query_row((region.id(), Cell::Uid(uid)), |row| row.get(0))?;
        newest = newest.max(found.uid());
    }
    let Some(entry) = newest.map(|uid| find(db, uid)).transpose()?.flatten() else { return Ok(None) };
    let regions = entry.words.iter().filter_map(|word| if let Word::Region(region) = word { Some(*region) } else { None });
    Ok(Some((regions.collect(), entry.worst)))
}
