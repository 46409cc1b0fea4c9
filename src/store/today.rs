//! What Today and the summary show: few statements, each answered by an index.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use super::record::{self, Cell};
use super::session::PLAYER;
use super::table::{ENTRY, ITEM, PROGRESS, SESSION};
use super::words::Stored;
use super::write::meta;
use super::{DayPain, LastPain, SessionLine, StoreError, SummaryData, TodayData, Unfinished, answers, habit, plan, rows};
use crate::domain::{Day, Entry, EntryMoment, Item, Score, SessionKind, SessionState, Uid};

/// How many days the strip shows.
const STRIP: i32 = 14;

/// The last written of the ratings last felt.
const LAST: &str = "SELECT score, felt_at, felt_off, day FROM entry WHERE recall = 'now' ORDER BY felt_at DESC, rowid DESC LIMIT 1";
/// Only how it is now: averages and worsts of a span are another series.
const RATINGS: &str = "SELECT day, moment, score, entered_at - felt_at > ?3 FROM entry WHERE day BETWEEN ?1 AND ?2 AND recall = 'now' ORDER BY felt_at, rowid";
const DONE: &str = "SELECT day, count(*) FROM session WHERE day BETWEEN ?1 AND ?2 AND state = 'done' GROUP BY day";
/// Not `IN`: for a list SQLite opens a table of its own, and at a start that is felt.
const ENDED: &str = "SELECT uid, kind, what, title, short, state, ended_at, started_off FROM session
    WHERE day = ?1 AND (state = 'done' OR state = 'partial') ORDER BY started_at, uid";
const ONE_OF_PAIR: &str = "SELECT uid FROM entry WHERE session = ?1 AND moment = ?2 AND moment IN ('before', 'after')";

const AVERAGE: &str = "SELECT 1 FROM entry WHERE day = ?1 AND recall = 'average'";
/// A desk check is made a few times a year.
const DESK: &str = "SELECT day FROM answers WHERE kind = 'desk' ORDER BY at DESC, uid DESC LIMIT 1";
const LAST_PAIR: &str = "SELECT before.score, after.score FROM session
    JOIN entry before ON before.session = session.uid AND before.moment = 'before' AND before.moment IN ('before', 'after')
    JOIN entry after ON after.session = session.uid AND after.moment = 'after' AND after.moment IN ('before', 'after')
    WHERE session.day BETWEEN ?1 AND ?2 AND session.state IN ('done', 'partial')
    AND before.entered_at - before.felt_at <= ?3 AND after.entered_at - after.felt_at <= ?3
    ORDER BY session.started_at DESC, session.uid DESC LIMIT 1";

/// All that Today shows for a day.
pub(super) fn today(db: &Connection, day: Day) -> Result<TodayData, StoreError> {
    // One read transaction: all of it from one moment, and the lock taken once.
    let db = &db.unchecked_transaction()?;
    Ok(TodayData {
        last: last(db)?,
        days: strip(db, day.back(STRIP - 1), day)?,
        sessions: sessions(db, day)?,
        unfinished: unfinished(db)?.map(Box::new),
        warning: answers::warning(db)?.map(Box::new),
        run: plan::open(db, day)?.map(Box::new),
        habits: habit::current(db, day)?,
        has_average: db.prepare_cached(AVERAGE)?.exists([day.0])?,
        desk: db.prepare_cached(DESK)?.query_row([], |row| row.get(0)).optional()?.map(Day),
    })
}

/// All that the summary of a session shows.
pub(super) fn summary(db: &Connection, uid: Uid) -> Result<SummaryData, StoreError> {
    let db = &db.unchecked_transaction()?;
    let session = record::find(db, &SESSION, &[uid.into()])?.ok_or(StoreError::Gone)?;
    let session = rows::to_session(&session)?;
    let of = |moment: EntryMoment| -> Result<Option<Entry>, StoreError> {
        let found: Option<Cell> =
            db.prepare_cached(ONE_OF_PAIR)?.query_row((Cell::Uid(uid), moment.word()), |row| row.get(0)).optional()?;
        let row = found.map(|uid| record::find(db, &ENTRY, &[uid])).transpose()?.flatten();
        row.map(|row| rows::to_entry(&row)).transpose()
    };
    let (before, after) = (of(EntryMoment::Before)?, of(EntryMoment::After)?);
    let days = strip(db, session.day.back(STRIP - 1), session.day)?;
    Ok(SummaryData { items: items(db, uid)?, before, after, days, session })
}

/// The session left in the middle, if there is one.
pub(super) fn unfinished(db: &Connection) -> Result<Option<Unfinished>, StoreError> {
    let Some(progress) = record::find(db, &PROGRESS, &[Cell::Whole(1)])? else { return Ok(None) };
    let whole = |column: &str| if let Cell::Whole(number) = progress.cell(column) { *number } else { 0 };
    let uid = progress.cell("session").clone();
    let session = record::find(db, &SESSION, &[uid])?.ok_or_else(|| StoreError::Damaged("a running session has no row".to_owned()))?;
    let mut session = rows::to_session(&session)?;
    session.active_ms = whole("active_ms");
    let timeline = if let Cell::Text(timeline) = progress.cell("timeline") { timeline.clone() } else { String::new() };
    Ok(Some(Unfinished {
        items: items(db, session.uid)?,
        timeline,
        step: usize::try_from(whole("step")).unwrap_or(0),
        step_ms: whole("step_ms").max(0).unsigned_abs(),
        beat_at: whole("beat_at"),
        is_held: meta(db, PLAYER)?.is_some(),
        session,
    }))
}

/// The items of a session, by place.
fn items(db: &Connection, session: Uid) -> Result<Vec<Item>, StoreError> {
    let sql = format!("SELECT {} FROM item WHERE session = ?1 ORDER BY seq", record::columns(&ITEM));
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map([Cell::Uid(session)], |row| record::cells(&ITEM, row))?;
    found.map(|cells| rows::to_item(&record::Record { table: &ITEM, cells: cells?, words: Vec::new() })).collect()
}

/// The last rating of how it is now.
fn last(db: &Connection) -> Result<Option<LastPain>, StoreError> {
    let found: Option<(u8, i64, i32, i32)> =
        db.prepare_cached(LAST)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).optional()?;
    found.map(|(score, felt_at, felt_off, day)| Ok(LastPain { score: on_scale(score)?, felt_at, felt_off, day: Day(day) })).transpose()
}

/// The days of a span, oldest first, all present.
pub(super) fn strip(db: &Connection, from: Day, to: Day) -> Result<Vec<DayPain>, StoreError> {
    let blank = |day| (day, DayPain { day, before: None, after: None, single: None, done: 0 });
    let mut days: BTreeMap<Day, DayPain> = (from.0..=to.0).map(|day| blank(Day(day))).collect();
    let mut query = db.prepare_cached(RATINGS)?;
    let mut found = query.query((from.0, to.0, Entry::LATE_MINUTES * 60_000))?;
    while let Some(row) = found.next()? {
        let Some(pain) = days.get_mut(&Day(row.get(0)?)) else { continue };
        let score = Some(on_scale(row.get(2)?)?);
        match (row.get_ref(1)?.as_str().unwrap_or_default(), row.get::<_, bool>(3)?) {
            ("before", false) => pain.before = pain.before.or(score),
            ("after", false) => pain.after = score,
            _ => pain.single = score,
        }
    }
    let mut query = db.prepare_cached(DONE)?;
    let mut found = query.query((from.0, to.0))?;
    while let Some(row) = found.next()? {
        if let Some(pain) = days.get_mut(&Day(row.get(0)?)) {
            pain.done = row.get(1)?;
        }
    }
    Ok(days
        .into_values()
        .map(|pain| DayPain { single: pain.single.filter(|_| pain.before.is_none() && pain.after.is_none()), ..pain })
        .collect())
}

/// Before and after of the last session of a fortnight that has both in time.
pub(super) fn last_pair(db: &Connection, day: Day) -> Result<Option<(Score, Score)>, StoreError> {
    let span = (day.back(STRIP - 1).0, day.0, Entry::LATE_MINUTES * 60_000);
    let found: Option<(u8, u8)> = db.prepare_cached(LAST_PAIR)?.query_row(span, |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    found.map(|(before, after)| Ok((on_scale(before)?, on_scale(after)?))).transpose()
}

/// The sessions of a day that have ended, oldest first.
fn sessions(db: &Connection, day: Day) -> Result<Vec<SessionLine>, StoreError> {
    let mut query = db.prepare_cached(ENDED)?;
    let mut found = query.query([day.0])?;
    let mut lines = Vec::new();
    while let Some(row) = found.next()? {
        let damaged = || StoreError::Damaged("a session cannot be read".to_owned());
        lines.push(SessionLine {
            uid: row.get::<_, Cell>(0)?.uid().ok_or_else(damaged)?,
            kind: SessionKind::parse(row.get_ref(1)?.as_str().unwrap_or_default()).ok_or_else(damaged)?,
            what: row.get(2)?,
            title: row.get(3)?,
            short: row.get(4)?,
            state: SessionState::parse(row.get_ref(5)?.as_str().unwrap_or_default()).ok_or_else(damaged)?,
            ended_at: row.get(6)?,
            started_off: row.get(7)?,
        });
    }
    Ok(lines)
}

/// A score as it was stored.
pub(super) fn on_scale(score: u8) -> Result<Score, StoreError> {
    Score::new(score).ok_or_else(|| StoreError::Damaged(format!("a rating of {score} is not on the scale")))
}

#[cfg(test)]
mod tests {
    use super::super::answers::OPEN_WARNING;
    use super::super::testing::{NOON, after, memory, rate, score, steps, today, whole_session};
    use super::super::{NewEntry, Reply, Request, Stamp, Store};
    use super::*;
    use crate::domain::Recall;

    fn at(day: i32, hour: i64) -> Stamp {
        Stamp { at: NOON.at + i64::from(day) * 86_400_000 + (hour - 12) * 3_600_000, off: 60, day: Day(NOON.day.0 + day) }
    }

    fn pain(store: &mut Store, day: i32) -> (Option<u8>, Option<u8>, Option<u8>, u32) {
        let data = today(store, NOON.day);
        assert_eq!(data.days.len(), 14);
        let found = data.days.iter().find(|found| found.day.0 == NOON.day.0 + day).expect("in the strip");
        let value = |score: Option<Score>| score.map(Score::value);
        (value(found.before), value(found.after), value(found.single), found.done)
    }

    #[test]
    fn a_day_shows_the_first_before_and_the_last_after() {
        let mut store = memory();
        let first = whole_session(&mut store, "Morning", Some(6), 0, at(0, 8));
        rate(&mut store, 4, EntryMoment::After, Some(first), at(0, 9));
        rate(&mut store, 9, EntryMoment::Free, None, at(0, 10));
        let second = whole_session(&mut store, "Evening", Some(5), 0, at(0, 18));
        rate(&mut store, 2, EntryMoment::After, Some(second), at(0, 19));
        assert_eq!(pain(&mut store, 0), (Some(6), Some(2), None, 2));
        assert_eq!(today(&mut store, NOON.day).sessions.iter().map(|line| line.title.as_str()).collect::<Vec<_>>(), ["Morning", "Evening"]);
    }

    #[test]
    fn days_are_told_apart_and_missing_days_stay_missing() {
        let mut store = memory();
        rate(&mut store, 3, EntryMoment::Free, None, at(-13, 12));
        rate(&mut store, 8, EntryMoment::Free, None, at(-14, 12));
        rate(&mut store, 7, EntryMoment::Free, None, at(1, 12));
        rate(&mut store, 5, EntryMoment::Free, None, at(-1, 9));
        rate(&mut store, 4, EntryMoment::Free, None, at(-1, 11));
        assert_eq!(pain(&mut store, -13), (None, None, Some(3), 0));
        assert_eq!(pain(&mut store, -1), (None, None, Some(4), 0), "the last of its own");
        assert_eq!(pain(&mut store, 0), (None, None, None, 0));
        assert_eq!(today(&mut store, NOON.day).last.map(|last| (last.score.value(), last.day.0)), Some((7, NOON.day.0 + 1)));
    }

    #[test]
    fn what_was_entered_over_an_hour_late_is_a_single_rating() {
        let mut store = memory();
        let uid = whole_session(&mut store, "Morning", None, 0, at(0, 8));
        let felt = at(0, 8);
        let late = NewEntry { felt: Some(felt), ..NewEntry::now(score(6), EntryMoment::Before, Some(uid)) };
        store.answer(&Request::Rate(Box::new(late.clone())), Stamp { at: felt.at + 3_600_001, ..felt }).expect("rated");
        assert_eq!(pain(&mut store, 0), (None, None, Some(6), 1));
        store.answer(&Request::Rate(Box::new(late)), Stamp { at: felt.at + 3_600_000, ..felt }).expect("rated");
        assert_eq!(pain(&mut store, 0), (Some(6), None, None, 1), "an hour is not late");
    }

    #[test]
    fn averages_and_worsts_are_another_series() {
        let mut store = memory();
        rate(&mut store, 2, EntryMoment::Free, None, NOON);
        let average = NewEntry { recall: Recall::Average, ..NewEntry::now(score(9), EntryMoment::Evening, None) };
        store.answer(&Request::Rate(Box::new(average)), after(1)).expect("rated");
        assert_eq!(pain(&mut store, 0), (None, None, Some(2), 0));
        assert_eq!(today(&mut store, NOON.day).last.map(|last| last.score.value()), Some(2));
    }

    #[test]
    fn the_last_pair_is_of_the_last_session_with_both_numbers_in_time() {
        let mut store = memory();
        let pair = |store: &mut Store, day: i32| {
            let Ok(Reply::LastPair(pair)) = store.answer(&Request::LastPair(Day(NOON.day.0 + day)), at(day, 12)) else { panic!("no pair") };
            pair.map(|(before, after)| (before.value(), after.value()))
        };
        assert_eq!(pair(&mut store, 0), None);
        let first = whole_session(&mut store, "Daily relief", Some(4), 0, at(0, 8));
        rate(&mut store, 6, EntryMoment::After, Some(first), at(0, 9));
        assert_eq!(pair(&mut store, 0), Some((4, 6)));
        whole_session(&mut store, "Daily relief", Some(2), 0, at(1, 8));
        assert_eq!(pair(&mut store, 1), Some((4, 6)), "a session without a number after says nothing");
        let late = whole_session(&mut store, "Daily relief", Some(5), 0, at(2, 8));
        let felt = Some(at(2, 9));
        let entry = NewEntry { felt, ..NewEntry::now(score(9), EntryMoment::After, Some(late)) };
        store.answer(&Request::Rate(Box::new(entry)), at(2, 11)).expect("rated");
        assert_eq!(pair(&mut store, 2), Some((4, 6)), "nor does one that was entered late");
        assert_eq!(pair(&mut store, 13), Some((4, 6)));
        assert_eq!(pair(&mut store, 14), None, "a fortnight ago is no last time");
    }

    #[test]
    fn no_question_of_today_reads_a_whole_table() {
        let store = memory();
        for sql in [
            RATINGS,
            DONE,
            LAST,
            ENDED,
            ONE_OF_PAIR,
            OPEN_WARNING,
            LAST_PAIR,
            AVERAGE,
            "SELECT uid FROM item WHERE session = ?1 ORDER BY seq",
            "DELETE FROM entry WHERE session = ?1",
            "UPDATE entry SET item = NULL WHERE item = ?1",
            "DELETE FROM session WHERE uid = ?1",
            "DELETE FROM undo WHERE step = ?1",
        ] {
            for step in steps(&store, sql) {
                // read from its end; one row; holds only what nobody has seen to
                let fine = step.contains("USING INDEX entry_felt") || step == "SCAN progress" || step.contains("INDEX answers_open");
                assert!(fine || !step.starts_with("SCAN"), "{sql}\n{step}");
            }
        }
    }
}
