//! Writing a rating: alone, or before, during and after a session.

use rusqlite::OptionalExtension;

use super::record::{self, Cell};
use super::table::{ENTRY, LINE_LIMIT, SESSION};
use super::words::Stored;
use super::write::{After, Write};
use super::{NewEntry, Stamp, Store, StoreError, rows};
use crate::domain::{Entry, EntryMoment, Recall, Uid};

impl Store {
    /// Writes a rating as a step of its own.
    pub(super) fn rate(&mut self, new: &NewEntry, stamp: Stamp) -> Result<Uid, StoreError> {
        check(new.note.as_deref(), new.medicine.as_deref())?;
        self.write(stamp, After::Saved, |write| {
            let what = if new.recall == Recall::Average { "average" } else { "rating" };
            write.step(format!("the {what} {}", new.score.value()))?;
            put(write, new)
        })
    }
}

/// What no column check catches in words a person understands.
pub(super) fn check(note: Option<&str>, medicine: Option<&str>) -> Result<(), StoreError> {
    let long = |what: &str, text: Option<&str>, most: usize| {
        let found = text.map_or(0, |text| text.chars().count());
        if found <= most { Ok(()) } else { Err(StoreError::Refused(format!("the {what} has {found} characters, the most is {most}"))) }
    };
    long("note", note, Entry::NOTE_LIMIT)?;
    long("line on medicine", medicine, LINE_LIMIT)
}

/// The average of a day that was given in its evening.
pub(super) const EVENING: &str = "SELECT uid FROM entry WHERE day = ?1 AND recall = 'average' AND moment = 'evening' LIMIT 1";

/// Writes a rating inside a change. A second `before` or `after` of one session takes the place of the first; a second average of a day gives the
/// first another number, and leaves what was said about it.
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
    if (new.recall, new.moment) == (Recall::Average, EntryMoment::Evening)
        && let Some(uid) = one_uid(write, EVENING, [felt.day.0])?
        && let Some(mut row) = record::find(write.db, &ENTRY, &[uid.into()])?
    {
        row.put("score", i64::from(new.score.value()));
        write.put(row)?;
        return Ok(uid);
    }
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

#[cfg(test)]
mod tests {
    use super::super::testing::{NOON, after, item, log, memory, rate, routine, rows_of, score, whole_session};
    use super::super::{Reply, Request, testing};
    use super::*;
    use crate::domain::{Cause, Quality, Region, Word};

    #[test]
    fn all_that_is_said_about_a_rating_comes_back() {
        let mut store = memory();
        let felt = Stamp { at: NOON.at - 7_200_000, off: 120, day: NOON.day.back(1) };
        let new = NewEntry {
            recall: Recall::Worst,
            felt: Some(felt),
            words: vec![
                Word::Trigger(Cause::Desk),
                Word::Region(Region::NeckLeft),
                Word::Quality(Quality::Dull),
                Word::Region(Region::NeckLeft),
            ],
            worst: Some(Region::BladeRight),
            medicine: Some("ibuprofen 400".to_owned()),
            note: Some("after a long call ☕\nand a drive".to_owned()),
            ..NewEntry::now(score(7), EntryMoment::Free, None)
        };
        let Ok(Reply::Rated(uid)) = store.answer(&Request::Rate(Box::new(new.clone())), NOON) else { panic!("not rated") };
        let found = rows::to_entry(&rows_of(&store)[0]).expect("reads");
        assert_eq!(
            (found.uid, found.score, found.recall, found.note, found.medicine),
            (uid, new.score, new.recall, new.note, new.medicine)
        );
        assert_eq!((found.felt_at, found.felt_off, found.day), (felt.at, felt.off, felt.day));
        assert_eq!((found.entered_at, found.entered_off), (NOON.at, NOON.off));
        let words =
            [Word::Region(Region::NeckLeft), Word::Region(Region::BladeRight), Word::Quality(Quality::Dull), Word::Trigger(Cause::Desk)];
        assert_eq!((found.words.as_slice(), found.worst), (words.as_slice(), Some(Region::BladeRight)));
    }

    #[test]
    fn a_second_rating_before_takes_the_place_of_the_first() {
        let mut store = memory();
        let session = whole_session(&mut store, "Daily relief", Some(6), 0, NOON);
        rate(&mut store, 5, EntryMoment::Before, Some(session), after(1));
        rate(&mut store, 5, EntryMoment::During, Some(session), after(1));
        rate(&mut store, 4, EntryMoment::During, Some(session), after(1));
        let scores: Vec<_> = rows_of(&store).iter().filter(|row| row.table.name == "entry").map(|row| row.cell("score").clone()).collect();
        assert_eq!(scores, [5.into(), 5.into(), 4.into()], "those during all stay");
    }

    #[test]
    fn a_rating_while_an_exercise_runs_belongs_to_it() {
        let mut store = memory();
        let session = testing::begin(&mut store, routine("Daily relief", None), NOON);
        let third = log(&mut store, item(session, 3), NOON);
        let new = NewEntry { item_seq: Some(3), ..NewEntry::now(score(6), EntryMoment::During, Some(session)) };
        store.answer(&Request::Rate(Box::new(new)), NOON).expect("rated");
        assert!(rows_of(&store).iter().any(|row| row.cell("item").uid() == Some(third)));
    }

    #[test]
    fn a_rating_of_a_session_that_is_gone_says_so() {
        let mut store = memory();
        let session = whole_session(&mut store, "Daily relief", None, 0, NOON);
        store.answer(&Request::Discard(session), NOON).expect("thrown away");
        let new = NewEntry::now(score(6), EntryMoment::After, Some(session));
        assert_eq!(store.answer(&Request::Rate(Box::new(new)), NOON), Err(StoreError::Gone));
    }

    #[test]
    fn a_note_may_have_a_hundred_thousand_characters_and_survives_being_taken_back() {
        let mut store = memory();
        // Six bytes each in an undo image.
        let note = "\u{1}".repeat(Entry::NOTE_LIMIT);
        let session = whole_session(&mut store, "Daily relief", None, 0, NOON);
        let new = NewEntry { note: Some(note.clone()), ..NewEntry::now(score(6), EntryMoment::After, Some(session)) };
        store.answer(&Request::Rate(Box::new(new.clone())), NOON).expect("rated");
        let before = testing::content_of(&store);
        rate(&mut store, 2, EntryMoment::After, Some(session), NOON);
        assert_ne!(testing::content_of(&store), before);
        testing::undo(&mut store);
        assert_eq!(testing::content_of(&store), before);
        let long = NewEntry { note: Some(note + "ä"), ..new };
        let said = store.answer(&Request::Rate(Box::new(long)), NOON).expect_err("too long").to_string();
        assert!(said.contains("100001 characters"), "{said}");
    }
}
