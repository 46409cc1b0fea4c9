//! Taking back the last step: a rating, a session as a whole, the throwing away of one, an import.

use rusqlite::OptionalExtension;

use serde::de::DeserializeSeed as _;

use super::record::{self, Record};
use super::session::is_running;
use super::table::{self, PROGRESS, SESSION, Table};
use super::write::{After, Write};
use super::{RecordAt, Stamp, Store, StoreError};

/// One row as a step found it.
struct Image {
    table: &'static Table,
    key: Vec<record::Cell>,
    before: Option<Record>,
}

impl Store {
    /// Takes the last step back. Answers its label, or nothing if there is none.
    pub(super) fn undo(&mut self, stamp: Stamp) -> Result<Option<String>, StoreError> {
        self.write(stamp, After::Saved, |write| {
            // what has grown too old since the last change is not taken back any more
            write.prune()?;
            let sql = "SELECT step, label FROM undo ORDER BY step DESC LIMIT 1";
            let last: Option<(i64, String)> =
                write.db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let Some((step, label)) = last else { return Ok(None) };
            for image in images(write, step)? {
                restore(write, image)?;
            }
            write.db.prepare_cached("DELETE FROM undo WHERE step = ?1")?.execute([step])?;
            Ok(Some(label))
        })
    }
}

/// The rows of a step, the last changed first.
fn images(write: &Write<'_>, step: i64) -> Result<Vec<Image>, StoreError> {
    let mut query = write.db.prepare_cached("SELECT kind, uid, before FROM undo WHERE step = ?1 ORDER BY seq DESC")?;
    let rows =
        query.query_map([step], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Option<String>>(2)?)))?;
    rows.map(|row| {
        let (kind, bytes, before) = row?;
        let damaged = || StoreError::Damaged(format!("a {kind} cannot be brought back"));
        let table = table::named(&kind).ok_or_else(damaged)?;
        let key = record::key_of(table, &bytes).ok_or_else(damaged)?;
        let read = |text: String| RecordAt { table, index: 0 }.deserialize(&mut serde_json::Deserializer::from_str(&text));
        let before = before.map(read).transpose().map_err(|_| damaged())?;
        Ok(Image { table, key, before })
    })
    .collect()
}

/// Puts one row back as it was. Its clock moves on: to every other device this is the newest change.
fn restore(write: &mut Write<'_>, image: Image) -> Result<(), StoreError> {
    match image.before {
        Some(row) => {
            if row.table == &PROGRESS && record::find(write.db, &PROGRESS, &image.key)?.is_some() {
                return Err(StoreError::Refused("another session is running; end it, then undo".to_owned()));
            }
            write.put(row)
        }
        None => {
            let Some(row) = record::find(write.db, image.table, &image.key)? else { return Ok(()) };
            if image.table == &SESSION
                && let Some(uid) = row.cell("uid").uid()
                && is_running(write, uid)?
            {
                return Err(StoreError::Refused("the session is still running; end it, then undo".to_owned()));
            }
            // What came in from another device is only put out again; that it is gone here says nothing to the others.
            if row.cell("dev").uid() == Some(write.dev) {
                write.remove(image.table, &image.key)?;
            } else {
                write.take(image.table, &image.key)?;
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{
        NOON, after, begin, content_of, finish, item, log, memory, rate, routine, rows_of, today, undo, whole_session,
    };
    use super::super::{Cell, NewEntry, Reply, Request};
    use super::*;
    use crate::domain::{Cause, EntryMoment, Region, Word};

    /// What a person may do in one step.
    #[derive(Clone, Debug)]
    enum Deed {
        Rating(u8, Option<String>),
        Session { before: Option<u8>, items: i64 },
        After { session: usize, score: u8 },
        Discard(usize),
    }

    fn deed() -> impl Strategy<Value = Deed> {
        prop_oneof![
            (0..=10u8, proptest::option::of(".{0,40}")).prop_map(|(score, note)| Deed::Rating(score, note)),
            (proptest::option::of(0..=10u8), 0..4i64).prop_map(|(before, items)| Deed::Session { before, items }),
            (0..8usize, 0..=10u8).prop_map(|(session, score)| Deed::After { session, score }),
            (0..8usize).prop_map(Deed::Discard),
        ]
    }

    fn perform(store: &mut Store, deed: &Deed, sessions: &mut Vec<crate::domain::Uid>, stamp: Stamp) -> bool {
        match deed {
            Deed::Rating(score, note) => {
                let words = vec![Word::Region(Region::BladeLeft), Word::Trigger(Cause::Desk)];
                let entry = NewEntry {
                    note: note.clone(),
                    words,
                    worst: Some(Region::NeckLeft),
                    ..NewEntry::now(super::super::testing::score(*score), EntryMoment::Free, None)
                };
                assert!(matches!(store.answer(&Request::Rate(Box::new(entry)), stamp), Ok(Reply::Rated(_))));
            }
            Deed::Session { before, items } => sessions.push(whole_session(store, "Daily relief", *before, *items, stamp)),
            Deed::After { session, score } => {
                let Some(uid) = sessions.get(*session) else { return false };
                rate(store, *score, EntryMoment::After, Some(*uid), stamp);
            }
            Deed::Discard(session) => {
                if *session >= sessions.len() {
                    return false;
                }
                let uid = sessions.remove(*session);
                assert_eq!(store.answer(&Request::Discard(uid), stamp), Ok(Reply::Discarded));
            }
        }
        true
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn every_step_taken_back_leaves_what_was_there_before_it(deeds in proptest::collection::vec(deed(), 1..14)) {
            let mut store = memory();
            let mut sessions = Vec::new();
            let mut states = vec![content_of(&store)];
            for (n, deed) in deeds.iter().enumerate() {
                if perform(&mut store, deed, &mut sessions, after(i64::try_from(n).unwrap_or(0) * 1000)) {
                    states.push(content_of(&store));
                }
            }
            prop_assert_eq!(states.pop(), Some(content_of(&store)));
            while let Some(state) = states.pop() {
                prop_assert!(undo(&mut store).is_some());
                prop_assert_eq!(state, content_of(&store));
            }
            prop_assert_eq!(undo(&mut store), None);
        }
    }

    #[test]
    fn a_step_is_named_in_words() {
        let mut store = memory();
        rate(&mut store, 4, EntryMoment::Free, None, NOON);
        let uid = whole_session(&mut store, "Daily relief", Some(5), 2, NOON);
        store.answer(&Request::Discard(uid), NOON).expect("thrown away");
        let labels = std::iter::from_fn(|| undo(&mut store)).collect::<Vec<_>>();
        assert_eq!(labels, ["throwing away the session Daily relief", "the session Daily relief", "the rating 4"]);
    }

    #[test]
    fn a_running_session_thrown_away_comes_back_running_where_it_stood() {
        let mut store = memory();
        let uid = begin(&mut store, routine("Daily relief", Some(5)), NOON);
        log(&mut store, item(uid, 0), NOON);
        let position = Request::Position { session: uid, step: 7, step_ms: 1_234, paused: true, active_ms: 9_000 };
        store.answer(&position, after(9_000)).expect("kept");
        let before = content_of(&store);
        store.answer(&Request::Discard(uid), NOON).expect("thrown away");
        assert!(today(&mut store, NOON.day).unfinished.is_none());
        let ratings: Vec<_> = rows_of(&store).into_iter().filter(|row| row.table.name == "entry").collect();
        assert_eq!(ratings.len(), 1);
        assert_eq!(
            (ratings[0].cell("moment"), ratings[0].cell("session")),
            (&Cell::text("free"), &Cell::Empty),
            "it stays as a free rating"
        );
        assert!(undo(&mut store).is_some());
        assert_eq!(content_of(&store), before);
        let found = today(&mut store, NOON.day).unfinished.expect("unfinished");
        assert_eq!((found.step, found.step_ms, found.session.active_ms), (7, 1_234, 9_000));
    }

    #[test]
    fn a_session_cannot_be_taken_back_under_the_players_feet() {
        let mut store = memory();
        let uid = begin(&mut store, routine("Daily relief", None), NOON);
        assert!(matches!(store.answer(&Request::Undo, NOON), Err(StoreError::Refused(_))));
        finish(&mut store, uid, NOON);
        assert_eq!(undo(&mut store).as_deref(), Some("the session Daily relief"));
        assert_eq!(rows_of(&store), []);
    }

    #[test]
    fn a_thrown_away_running_session_does_not_push_another_one_aside() {
        let mut store = memory();
        let uid = begin(&mut store, routine("First", None), NOON);
        store.answer(&Request::Discard(uid), NOON).expect("thrown away");
        let second = begin(&mut store, routine("Second", None), NOON);
        finish(&mut store, second, NOON);
        assert_eq!(undo(&mut store).as_deref(), Some("the session Second"));
        begin(&mut store, routine("Third", None), NOON);
        let before = rows_of(&store);
        assert!(matches!(store.answer(&Request::Undo, NOON), Err(StoreError::Refused(_))));
        assert_eq!(rows_of(&store), before);
    }

    #[test]
    fn what_is_taken_back_is_the_newest_change_to_every_other_device() {
        let mut store = memory();
        let uid = whole_session(&mut store, "Daily relief", None, 1, NOON);
        let hlc = |store: &Store| rows_of(store).iter().find(|row| row.table == &SESSION).map(|row| row.clock().0);
        let before = hlc(&store);
        store.answer(&Request::Discard(uid), NOON).expect("thrown away");
        let stones = |store: &Store| -> i64 { store.db.query_row("SELECT count(*) FROM tombstone", [], |row| row.get(0)).expect("counts") };
        assert_eq!(stones(&store), 2, "the session and its item");
        undo(&mut store);
        assert!(hlc(&store) > before);
        assert_eq!(stones(&store), 0);
        undo(&mut store);
        assert_eq!(stones(&store), 2);
    }

    #[test]
    fn two_hundred_steps_and_thirty_days_are_kept() {
        let mut store = memory();
        for n in 0..205 {
            rate(&mut store, 1, EntryMoment::Free, None, after(n));
        }
        let steps =
            |store: &Store| -> i64 { store.db.query_row("SELECT count(DISTINCT step) FROM undo", [], |row| row.get(0)).expect("counts") };
        assert_eq!(steps(&store), 200);
        rate(&mut store, 2, EntryMoment::Free, None, after(30 * 24 * 3_600_000 + 203));
        assert_eq!(steps(&store), 3, "two of the last three milliseconds, and the new one");
        assert_eq!(store.undo(after(60 * 24 * 3_600_000 + 204)).expect("asked"), None, "nothing was changed since, and it is too old");
    }
}
