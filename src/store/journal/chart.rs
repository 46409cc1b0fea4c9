//! The numbers of a span of days, for the chart and its table; the average of a day stands beside them, never among them.

use rusqlite::{Connection, OptionalExtension};

use super::super::today::{on_scale, strip};
use super::super::{DayPain, StoreError};
use super::DayNumbers;
use crate::domain::{Day, Entry, Score};

/// More days than this are never asked for.
const MOST: i32 = 366;

/// What belongs to no pair: ratings in between and during a session, and those around one that were entered late.
pub(super) const SINGLES: &str = "SELECT day, score FROM entry WHERE day BETWEEN ?1 AND ?2 AND recall = 'now'
    AND NOT (moment IN ('before', 'after') AND entered_at - felt_at <= ?3) ORDER BY felt_at, rowid";
pub(super) const AVERAGES: &str = "SELECT day, score FROM entry WHERE day BETWEEN ?1 AND ?2 AND recall = 'average' ORDER BY felt_at, uid";
pub(super) const AVERAGE: &str = "SELECT score FROM entry WHERE day = ?1 AND recall = 'average' ORDER BY felt_at DESC, uid DESC LIMIT 1";

/// Every day of a span, the oldest first.
pub(super) fn chart(db: &Connection, from: Day, to: Day) -> Result<Vec<DayNumbers>, StoreError> {
    let db = &db.unchecked_transaction()?;
    let from = from.max(to.back(MOST - 1));
    let bare = |pain: DayPain| DayNumbers { pain, singles: Vec::new(), average: None };
    let mut days: Vec<DayNumbers> = strip(db, from, to)?.into_iter().map(bare).collect();
    let at = |day: i32| usize::try_from(day.saturating_sub(from.0)).unwrap_or(usize::MAX);
    let mut query = db.prepare_cached(SINGLES)?;
    let mut found = query.query((from.0, to.0, Entry::LATE_MINUTES * 60_000))?;
    while let Some(row) = found.next()? {
        if let Some(day) = days.get_mut(at(row.get(0)?)) {
            day.singles.push(on_scale(row.get(1)?)?);
        }
    }
    let mut query = db.prepare_cached(AVERAGES)?;
    let mut found = query.query((from.0, to.0))?;
    while let Some(row) = found.next()? {
        if let Some(day) = days.get_mut(at(row.get(0)?)) {
            day.average = Some(on_scale(row.get(1)?)?);
        }
    }
    Ok(days)
}

/// The average of a day, if it has been rated.
pub(super) fn average(db: &Connection, day: Day) -> Result<Option<Score>, StoreError> {
    let found: Option<u8> = db.prepare_cached(AVERAGE)?.query_row([day.0], |row| row.get(0)).optional()?;
    found.map(on_scale).transpose()
}
