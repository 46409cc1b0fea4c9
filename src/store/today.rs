//! What Today and the summary show: few statements, each answered by an index.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use super::record::{self, Cell};
use super::table::{ENTRY, ITEM, PROGRESS, SESSION};
use super::words::Stored;
use super::{DayPain, LastPain, SessionLine, StoreError, SummaryData, TodayData, Unfinished, rows};
use crate::domain::{Day, Entry, EntryMoment, Item, Score, SessionKind, SessionState, Uid};

/// How many days the strip shows.
const STRIP: i32 = 14;

/// All that Today shows for a day.
pub(super) fn today(db: &Connection, day: Day) -> Result<TodayData, StoreError> {
    // One read transaction: all of it from one moment, and the lock taken once.
    let db = &db.unchecked_transaction()?;
    Ok(TodayData { last: last(db)?, days: strip(db, day)?, sessions: sessions(db, day)?, unfinished: unfinished(db)?.map(Box::new) })
}

/// All that the summary of a session shows.
pub(super) fn summary(db: &Connection, uid: Uid) -> Result<SummaryData, StoreError> {
    let db = &db.unchecked_transaction()?;
    let session = record::find(db, &SESSION, &[uid.into()])?.ok_or(StoreError::Gone)?;
    let session = rows::to_session(&session)?;
    let of = |moment: EntryMoment| -> Result<Option<Entry>, StoreError> {
        let sql = "SELECT uid FROM entry WHERE session = ?1 AND moment = ?2 AND moment IN ('before', 'after')";
        let found: Option<Cell> = db.prepare_cached(sql)?.query_row((Cell::Uid(uid), moment.word()), |row| row.get(0)).optional()?;
        let row = found.map(|uid| record::find(db, &ENTRY, &[uid])).transpose()?.flatten();
        row.map(|row| rows::to_entry(&row)).transpose()
    };
    let (before, after) = (of(EntryMoment::Before)?, of(EntryMoment::After)?);
    let days = strip(db, session.day)?;
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
    let sql = "SELECT score, felt_at, felt_off, day FROM entry WHERE recall = 'now' ORDER BY felt_at DESC, uid DESC LIMIT 1";
    let found: Option<(u8, i64, i32, i32)> =
        db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).optional()?;
    found.map(|(score, felt_at, felt_off, day)| Ok(LastPain { score: on_scale(score)?, felt_at, felt_off, day: Day(day) })).transpose()
}

/// The strip: the days up to `day`, oldest first, all present.
fn strip(db: &Connection, day: Day) -> Result<Vec<DayPain>, StoreError> {
    let from = day.back(STRIP - 1);
    let blank = |day| (day, DayPain { day, before: None, after: None, single: None, done: 0 });
    let mut days: BTreeMap<Day, DayPain> = (0..STRIP).map(|n| blank(day.back(n))).collect();
    // Only how it is now: averages and worsts of a span are another series.
    let sql = "SELECT day, moment, score, entered_at - felt_at > ?3 FROM entry WHERE day BETWEEN ?1 AND ?2 AND recall = 'now' ORDER BY felt_at, uid";
    let mut query = db.prepare_cached(sql)?;
    let mut found = query.query((from.0, day.0, Entry::LATE_MINUTES * 60_000))?;
    while let Some(row) = found.next()? {
        let Some(pain) = days.get_mut(&Day(row.get(0)?)) else { continue };
        let score = Some(on_scale(row.get(2)?)?);
        match (row.get_ref(1)?.as_str().unwrap_or_default(), row.get::<_, bool>(3)?) {
            ("before", false) => pain.before = pain.before.or(score),
            ("after", false) => pain.after = score,
            _ => pain.single = score,
        }
    }
    let sql = "SELECT day, count(*) FROM session WHERE day BETWEEN ?1 AND ?2 AND state = 'done' GROUP BY day";
    let mut query = db.prepare_cached(sql)?;
    let mut found = query.query((from.0, day.0))?;
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

/// The sessions of a day that have ended, oldest first.
fn sessions(db: &Connection, day: Day) -> Result<Vec<SessionLine>, StoreError> {
    let sql = "SELECT uid, kind, what, title, short, state, ended_at, started_off FROM session
        WHERE day = ?1 AND state IN ('done', 'partial') ORDER BY started_at, uid";
    let mut query = db.prepare_cached(sql)?;
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

fn on_scale(score: u8) -> Result<Score, StoreError> {
    Score::new(score).ok_or_else(|| StoreError::Damaged(format!("a rating of {score} is not on the scale")))
}
