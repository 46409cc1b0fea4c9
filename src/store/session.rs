//! The life of a session: begun, played by one tab, logged item by item, ended, thrown away, or closed on a later day.

use rusqlite::OptionalExtension;

use super::rating::{self, one_uid};
use super::record::{self, Cell, Record};
use super::table::{ENTRY, PROGRESS, SESSION};
use super::write::{After, Write, meta};
use super::{Begin, NewEntry, NewItem, Stamp, Store, StoreError, Unfinished, answers, breaks, plan, rows, today};
use crate::domain::{Day, EntryMoment, Item, Session, SessionState, Uid};

/// Where `meta` keeps the token of the tab that plays the running session.
pub(super) const PLAYER: &str = "player";

/// A session whose position was written so short a time ago is being played in some tab, whatever the day.
const ALIVE_MS: i64 = 60_000;

/// Where the player stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    /// Step of the frozen timeline.
    pub step: usize,
    /// Milliseconds inside it.
    pub step_ms: u64,
    /// Whether it is paused.
    pub paused: bool,
    /// Active milliseconds so far.
    pub active_ms: u64,
}

impl Store {
    /// Begins a session with its position and the rating before, all or nothing.
    pub(super) fn begin(&mut self, begin: &Begin, stamp: Stamp) -> Result<Uid, StoreError> {
        let token = self.token.clone();
        self.write(stamp, After::Saved, |write| {
            if let Some(running) = one_uid(write, "SELECT session FROM progress", ())? {
                return Err(StoreError::Running(running));
            }
            if let Some(warned) = answers::open_warning(write.db)? {
                return Err(StoreError::Warned(warned));
            }
            write.step(label(&begin.title))?;
            let run = plan::of_session(write, begin.kind, &begin.what)?;
            let uid = write.mint();
            let session = Session {
                uid,
                kind: begin.kind,
                what: begin.what.clone(),
                title: begin.title.clone(),
                run,
                day: stamp.day,
                started_at: stamp.at,
                started_off: stamp.off,
                ended_at: None,
                state: SessionState::Running,
                short: begin.short,
                gentle: begin.gentle,
                planned_ms: begin.planned_ms,
                active_ms: 0,
            };
            write.put(rows::from_session(&session))?;
            let sql =
                "INSERT INTO progress(id, session, timeline, step, step_ms, active_ms, paused, beat_at) VALUES (1, ?1, ?2, 0, 0, 0, 0, ?3)";
            write.db.prepare_cached(sql)?.execute((Cell::Uid(uid), &begin.timeline, stamp.at))?;
            write.keep(PLAYER, &token)?;
            breaks::took(write, begin.kind, uid)?;
            if let Some(score) = begin.before {
                rating::put(write, &NewEntry::now(score, EntryMoment::Before, Some(uid)))?;
            }
            Ok(uid)
        })
    }

    /// Takes the unfinished session into this tab.
    pub(super) fn resume(&mut self, session: Uid, stamp: Stamp) -> Result<Unfinished, StoreError> {
        let token = self.token.clone();
        self.write(stamp, After::Saved, |write| {
            let found = today::unfinished(write.db)?.filter(|found| found.session.uid == session).ok_or(StoreError::Gone)?;
            write.keep(PLAYER, &token)?;
            write.db.prepare_cached("UPDATE progress SET beat_at = ?1")?.execute([stamp.at])?;
            Ok(found)
        })
    }

    /// Keeps where the player stands.
    pub(super) fn position(&mut self, session: Uid, at: Position, stamp: Stamp) -> Result<(), StoreError> {
        let token = self.token.clone();
        self.write(stamp, After::Beat, |write| {
            ours(write, session, &token)?;
            let sql = "UPDATE progress SET step = ?1, step_ms = ?2, active_ms = ?3, paused = ?4, beat_at = ?5";
            write.db.prepare_cached(sql)?.execute((clamp(at.step as u64), clamp(at.step_ms), clamp(at.active_ms), at.paused, stamp.at))?;
            Ok(())
        })
    }

    /// Lets go of the session that this tab plays, so that another need not think it still runs here. The last thing before closing.
    pub fn leave(&mut self) {
        let mine = matches!(meta(&self.db, PLAYER), Ok(Some(token)) if token == self.token);
        if mine {
            // if it fails, the beat grows old and says the same a little later
            let _ = self.db.execute("DELETE FROM meta WHERE key = ?1 AND value = ?2", (PLAYER, &self.token));
        }
    }

    /// Freezes another timeline for the rest of the session.
    pub(super) fn retime(&mut self, session: Uid, timeline: &str, stamp: Stamp) -> Result<(), StoreError> {
        let token = self.token.clone();
        self.write(stamp, After::Beat, |write| {
            ours(write, session, &token)?;
            write.db.prepare_cached("UPDATE progress SET timeline = ?1, beat_at = ?2")?.execute((timeline, stamp.at))?;
            Ok(())
        })
    }

    /// Writes an item, in the place of what stood there before. No step of its own: it goes with its session.
    pub(super) fn log(&mut self, new: &NewItem, stamp: Stamp) -> Result<Uid, StoreError> {
        let token = self.token.clone();
        self.write(stamp, After::Saved, |write| {
            ours(write, new.session, &token)?;
            let sql = "SELECT uid FROM item WHERE session = ?1 AND seq = ?2";
            let uid = one_uid(write, sql, (Cell::Uid(new.session), new.seq))?;
            let uid = uid.unwrap_or_else(|| write.mint());
            let item = Item {
                uid,
                session: new.session,
                seq: new.seq,
                exercise: new.exercise.clone(),
                variant: new.variant.clone(),
                side: new.side,
                set_no: new.set_no,
                planned_reps: new.planned_reps,
                planned_ms: new.planned_ms,
                done_reps: new.done_reps,
                done_ms: new.done_ms,
                outcome: new.outcome,
                reason: new.reason.clone(),
                at: stamp.at,
            };
            write.put(rows::from_item(&item))?;
            Ok(uid)
        })
    }

    /// Ends a session.
    pub(super) fn finish(&mut self, session: Uid, state: SessionState, active_ms: u64, stamp: Stamp) -> Result<(), StoreError> {
        if state == SessionState::Running {
            return Err(StoreError::Refused("a session cannot end as running".to_owned()));
        }
        let token = self.token.clone();
        self.write(stamp, After::Saved, |write| {
            ours(write, session, &token)?;
            close(write, session, state, stamp.at, clamp(active_ms))
        })
    }

    /// Throws a session away with its items; its ratings stay as free ones.
    pub(super) fn discard(&mut self, session: Uid, stamp: Stamp) -> Result<(), StoreError> {
        let token = self.token.clone();
        self.write(stamp, After::Saved, |write| {
            let found = find(write, session)?;
            if rows::to_session(&found)?.state == SessionState::Running {
                ours(write, session, &token)?;
            }
            write.step(format!("throwing away {}", label(&title(&found))))?;
            write.remove(&SESSION, &found.key())?;
            Ok(())
        })
    }

    /// Takes a session back that has only just begun, with its rating before. There is nothing left that could be undone.
    pub(super) fn take_back(&mut self, session: Uid, stamp: Stamp) -> Result<(), StoreError> {
        let token = self.token.clone();
        self.write(stamp, After::Saved, |write| {
            ours(write, session, &token)?;
            let before = "SELECT uid FROM entry WHERE session = ?1 AND moment = 'before'";
            if let Some(rating) = one_uid(write, before, [Cell::Uid(session)])? {
                write.remove(&ENTRY, &vec![rating.into()])?;
            }
            write.remove(&SESSION, &vec![session.into()])?;
            write.forget(&SESSION, session)
        })
    }

    /// Closes as partial what was left running on a day before `day`. Answers its title.
    pub(super) fn close_stale(&mut self, day: Day, stamp: Stamp) -> Result<Option<String>, StoreError> {
        // Asked first without the lock: at nearly every start there is nothing to close.
        let stale = "SELECT s.uid, s.title, coalesce(p.beat_at, s.started_at), coalesce(p.active_ms, s.active_ms)
            FROM session s LEFT JOIN progress p ON p.session = s.uid
            WHERE s.state = 'running' AND s.day < ?1 AND coalesce(p.beat_at, 0) < ?2 ORDER BY s.started_at LIMIT 1";
        let since = stamp.at.saturating_sub(ALIVE_MS);
        if self.db.prepare_cached(stale)?.query_row((day.0, since), |_| Ok(())).optional()?.is_none() {
            return Ok(None);
        }
        self.write(stamp, After::Saved, |write| {
            let mut last = None;
            loop {
                let found: Option<(Cell, String, i64, i64)> = write
                    .db
                    .prepare_cached(stale)?
                    .query_row((day.0, since), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
                    .optional()?;
                let Some((Cell::Uid(uid), title, beat_at, active_ms)) = found else { return Ok(last) };
                close(write, uid, SessionState::Partial, beat_at, active_ms)?;
                last = Some(title);
            }
        })
    }
}

/// Ends a session. No step of its own: taking the session back takes all of it back.
fn close(write: &mut Write<'_>, session: Uid, state: SessionState, at: i64, active_ms: i64) -> Result<(), StoreError> {
    let mut row = rows::to_session(&find(write, session)?)?;
    (row.state, row.ended_at, row.active_ms) = (state, Some(at), active_ms);
    write.put(rows::from_session(&row))?;
    write.db.prepare_cached("DELETE FROM progress WHERE session = ?1")?.execute([Cell::Uid(session)])?;
    Ok(())
}

/// The session's row.
fn find(write: &Write<'_>, session: Uid) -> Result<Record, StoreError> {
    record::find(write.db, &SESSION, &[session.into()])?.ok_or(StoreError::Gone)
}

fn title(session: &Record) -> String {
    if let Cell::Text(title) = session.cell("title") { title.clone() } else { String::new() }
}

/// What a session is called in "Took back …".
fn label(title: &str) -> String {
    format!("the session {title}")
}

/// Refuses unless this session is running and this tab plays it.
fn ours(write: &Write<'_>, session: Uid, token: &str) -> Result<(), StoreError> {
    let running: Option<Uid> = one_uid(write, "SELECT session FROM progress", ())?;
    if running != Some(session) {
        return Err(StoreError::Gone);
    }
    if meta(write.db, PLAYER)?.as_deref() == Some(token) { Ok(()) } else { Err(StoreError::TakenOver) }
}

/// A count as the file holds it.
fn clamp(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Whether a session is running, for whom it matters before a step is taken back.
pub(super) fn is_running(write: &Write<'_>, session: Uid) -> Result<bool, StoreError> {
    Ok(record::find(write.db, &PROGRESS, &[Cell::Whole(1)])?.is_some_and(|row| row.cell("session").uid() == Some(session)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Folder, NOON, after, begin, finish, item, log, memory, rate, routine, rows_of, today};
    use super::super::{Reply, Request};
    use super::*;
    use crate::domain::{Outcome, Score};

    fn position(session: Uid, step: usize, active_ms: u64) -> Request {
        Request::Position { session, step, step_ms: 250, paused: false, active_ms }
    }

    #[test]
    fn a_session_runs_from_its_first_key_to_its_summary() {
        let mut store = memory();
        let uid = begin(&mut store, routine("Daily relief", Some(6)), NOON);
        let found = today(&mut store, NOON.day).unfinished.expect("running");
        assert_eq!((found.session.uid, found.timeline.as_str(), found.step), (uid, r#"{"steps":[1,2,3]}"#, 0));
        let first = log(&mut store, item(uid, 0), after(10_000));
        assert_eq!(store.answer(&position(uid, 2, 14_000), after(14_000)), Ok(Reply::Kept));
        let found = today(&mut store, NOON.day).unfinished.expect("running");
        assert_eq!((found.step, found.step_ms, found.session.active_ms, found.beat_at), (2, 250, 14_000, NOON.at + 14_000));
        assert_eq!(found.items.iter().map(|item| item.uid).collect::<Vec<_>>(), [first]);
        finish(&mut store, uid, after(60_000));
        rate(&mut store, 3, EntryMoment::After, Some(uid), after(65_000));
        let Ok(Reply::Summary(summary)) = store.answer(&Request::Summary(uid), NOON) else { panic!("no summary") };
        assert_eq!((summary.session.state, summary.session.active_ms), (SessionState::Done, 30_000));
        assert_eq!(summary.session.ended_at, Some(NOON.at + 60_000));
        assert_eq!((summary.before.expect("before").score.value(), summary.after.expect("after").score.value()), (6, 3));
        assert_eq!(summary.items.len(), 1);
        let day = summary.days.last().expect("a day");
        assert_eq!((day.before.map(Score::value), day.after.map(Score::value), day.done), (Some(6), Some(3), 1));
        assert!(today(&mut store, NOON.day).unfinished.is_none());
        assert_eq!(today(&mut store, NOON.day).sessions.len(), 1);
    }

    #[test]
    fn another_form_for_the_rest_is_frozen_in_place_of_the_first() {
        let mut store = memory();
        let uid = begin(&mut store, routine("Daily relief", None), NOON);
        store.answer(&position(uid, 2, 14_000), NOON).expect("kept");
        let retime = |timeline: &str| Request::Retime { session: uid, timeline: timeline.to_owned() };
        assert_eq!(store.answer(&retime("[7]"), after(1)), Ok(Reply::Kept));
        assert!(matches!(store.answer(&retime("[7"), after(1)), Err(StoreError::Refused(_))));
        let found = today(&mut store, NOON.day).unfinished.expect("running");
        assert_eq!((found.timeline.as_str(), found.step), ("[7]", 2));
    }

    #[test]
    fn a_session_taken_back_leaves_neither_rating_nor_step_but_all_that_was_before_it() {
        let mut store = memory();
        rate(&mut store, 4, EntryMoment::Free, None, NOON);
        let (rows, steps) = (rows_of(&store), undo_labels(&store));
        let uid = begin(&mut store, routine("Daily relief", Some(9)), after(1));
        store.answer(&position(uid, 0, 0), after(2)).expect("kept");
        assert_eq!(store.answer(&Request::TakeBack(uid), after(3)), Ok(Reply::Discarded));
        assert_eq!((rows_of(&store), undo_labels(&store)), (rows, steps));
        assert_eq!(store.answer(&Request::TakeBack(uid), after(4)), Err(StoreError::Gone));
        begin(&mut store, routine("Daily relief", Some(3)), after(5));
    }

    fn undo_labels(store: &Store) -> Vec<String> {
        let mut query = store.db.prepare("SELECT label FROM undo ORDER BY seq").expect("asks");
        query.query_map([], |row| row.get(0)).expect("asks").collect::<Result<_, _>>().expect("reads")
    }

    #[test]
    fn an_item_done_once_more_takes_its_place() {
        let mut store = memory();
        let uid = begin(&mut store, routine("Daily relief", None), NOON);
        let first = log(&mut store, item(uid, 0), NOON);
        let again = log(&mut store, NewItem { outcome: Outcome::Skipped, ..item(uid, 0) }, after(5));
        assert_eq!(first, again);
        let found = today(&mut store, NOON.day).unfinished.expect("running");
        assert_eq!(found.items.iter().map(|item| item.outcome).collect::<Vec<_>>(), [Outcome::Skipped]);
    }

    #[test]
    fn one_session_runs_at_a_time_and_one_tab_plays_it() {
        let folder = Folder::new();
        let mut one = folder.open().store;
        let mut two = folder.open().store;
        let uid = begin(&mut one, routine("Daily relief", None), NOON);
        assert_eq!(two.answer(&Request::Begin(Box::new(routine("Other", Some(3)))), NOON), Err(StoreError::Running(uid)));
        assert_eq!(rows_of(&two).len(), 2, "the session and its position; no rating of the one that did not begin");

        let done = NewItem { ..item(uid, 0) };
        let end = Request::Finish { session: uid, state: SessionState::Done, active_ms: 0 };
        let touch = [position(uid, 1, 1), Request::Log(Box::new(done)), end, Request::Discard(uid)];
        for request in &touch {
            assert_eq!(two.answer(request, NOON), Err(StoreError::TakenOver), "{request:?}");
        }
        assert!(matches!(two.answer(&Request::Resume(uid), after(1)), Ok(Reply::Resumed(_))));
        for request in &touch {
            assert_eq!(one.answer(request, NOON), Err(StoreError::TakenOver), "{request:?}");
        }
        assert_eq!(two.answer(&position(uid, 1, 1), NOON), Ok(Reply::Kept));
        finish(&mut two, uid, NOON);
        assert_eq!(two.answer(&position(uid, 1, 1), NOON), Err(StoreError::Gone));
        assert_eq!(two.answer(&Request::Resume(uid), NOON), Err(StoreError::Gone));
        assert_eq!(one.answer(&Request::Discard(uid), NOON), Ok(Reply::Discarded), "an ended session belongs to every tab");
        assert_eq!(one.answer(&Request::Discard(uid), NOON), Err(StoreError::Gone));
    }

    #[test]
    fn a_session_ends_as_told_even_with_nothing_done() {
        let mut store = memory();
        let uid = begin(&mut store, routine("Daily relief", None), NOON);
        assert!(store.answer(&Request::Finish { session: uid, state: SessionState::Running, active_ms: 0 }, NOON).is_err());
        let end = Request::Finish { session: uid, state: SessionState::Partial, active_ms: 0 };
        assert_eq!(store.answer(&end, NOON), Ok(Reply::Finished));
        assert_eq!(today(&mut store, NOON.day).sessions[0].state, SessionState::Partial);
    }

    #[test]
    fn what_was_left_overnight_is_closed_where_it_stood() {
        let mut store = memory();
        let uid = begin(&mut store, routine("Daily relief", None), NOON);
        store.answer(&position(uid, 2, 14_000), after(14_000)).expect("kept");
        let evening = after(9 * 3_600_000);
        assert_eq!(store.answer(&Request::CloseStale(NOON.day), evening), Ok(Reply::Closed(None)), "still the same day");
        let morning = Stamp { day: NOON.day.next(), ..after(20 * 3_600_000) };
        let playing = Stamp { day: NOON.day.next(), ..after(40_000) };
        assert_eq!(store.answer(&Request::CloseStale(playing.day), playing), Ok(Reply::Closed(None)), "played across the day's end");
        assert_eq!(store.answer(&Request::CloseStale(morning.day), morning), Ok(Reply::Closed(Some("Daily relief".to_owned()))));
        assert_eq!(store.answer(&Request::CloseStale(morning.day), morning), Ok(Reply::Closed(None)), "said once");
        let Ok(Reply::Summary(summary)) = store.answer(&Request::Summary(uid), NOON) else { panic!("no summary") };
        assert_eq!(summary.session.state, SessionState::Partial);
        assert_eq!((summary.session.ended_at, summary.session.active_ms), (Some(NOON.at + 14_000), 14_000));
        assert!(today(&mut store, NOON.day).unfinished.is_none());
    }

    #[test]
    fn the_beat_of_a_session_rings_no_bell_and_folds_no_log() {
        let folder = Folder::new();
        let mut store = folder.open().store;
        let mut other = folder.open().store;
        let uid = begin(&mut store, routine("Daily relief", None), NOON);
        let wal = || std::fs::metadata(folder.path().join("journal.db-wal")).expect("stands").len();
        assert_eq!(wal(), 0);
        std::fs::write(folder.path().join("bell"), "").expect("emptied");
        store.answer(&position(uid, 1, 1), NOON).expect("kept");
        assert!(wal() > 0);
        assert_eq!(std::fs::metadata(folder.path().join("bell")).expect("stands").len(), 0);
        assert_eq!(today(&mut other, NOON.day).unfinished.expect("running").step, 1, "though it can be read at once");
    }
}
