//! Writing a rating: alone, or before, during and after a session.

use rusqlite::OptionalExtension;

use super::record::{self, Cell};
use super::table::{LINE_LIMIT, SESSION};
use super::words::Stored;
use super::write::{After, Write};
use super::{NewEntry, Stamp, Store, StoreError, rows};
use crate::domain::{Entry, EntryMoment, Uid};

impl Store {
    /// Writes a rating as a step of its own.
    pub(super) fn rate(&mut self, new: &NewEntry, stamp: Stamp) -> Result<Uid, StoreError> {
        check(new)?;
        self.write(stamp, After::Saved, |write| {
            write.step(format!("the rating {}", new.score.value()))?;
            put(write, new)
        })
    }
}

/// What no column check catches in words a person understands.
fn check(new: &NewEntry) -> Result<(), StoreError> {
    let long = |what: &str, text: &Option<String>, most: usize| {
        let found = text.as_ref().map_or(0, |text| text.chars().count());
        if found <= most { Ok(()) } else { Err(StoreError::Refused(format!("the {what} has {found} characters, the most is {most}"))) }
    };
    long("note", &new.note, Entry::NOTE_LIMIT)?;
    long("line on medicine", &new.medicine, LINE_LIMIT)
}

/// Writes a rating inside a change. A second `before` or `after` of one session takes the place of the first.
pub(super) fn put(write: &mut Write<'_>, new: &NewEntry) -> Result<Uid, StoreError> {
    if let Some(session) = new.session
        && record::find(write.db, &SESSION, &[session.into()])?.is_none()
    {
        return Err(StoreError::Gone);
    }
    let first = match (new.session, new.moment) {
        (Some(session), EntryMoment::Before | EntryMoment::After) => {
            let sql = "SELECT uid FROM entry WHERE session = ?1 AND moment = ?2 AND moment IN ('before', 'after')";
            one_uid(write, sql, (Cell::Uid(session), new.moment.word()))?
        }
        _ => None,
    };
    let item = match (new.session, new.item_seq) {
        (Some(session), Some(seq)) => one_uid(write, "SELECT uid FROM item WHERE session = ?1 AND seq = ?2", (Cell::Uid(session), seq))?,
        _ => None,
    };
    let uid = first.unwrap_or_else(|| write.mint());
    let felt = new.felt.unwrap_or(write.stamp);
    let entry = Entry {
        uid,
        score: new.score,
        recall: new.recall,
        moment: new.moment,
        session: new.session,
        item,
        felt_at: felt.at,
        felt_off: felt.off,
        day: felt.day,
        entered_at: write.stamp.at,
        entered_off: write.stamp.off,
        medicine: new.medicine.clone(),
        note: new.note.clone(),
        words: new.words.clone(),
        worst: new.worst,
    };
    write.put(rows::from_entry(&entry))?;
    Ok(uid)
}

/// The uid a query finds, if any.
pub(super) fn one_uid(write: &Write<'_>, sql: &str, values: impl rusqlite::Params) -> Result<Option<Uid>, StoreError> {
    let cell: Option<Cell> = write.db.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()?;
    Ok(cell.and_then(|cell| cell.uid()))
}
