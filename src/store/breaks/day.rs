//! What a movement break is chosen by: what the last ones were, where it hurts today and how much.

use rusqlite::{Connection, OptionalExtension};

use super::super::StoreError;
use super::super::today::on_scale;
use crate::domain::{Day, Region, Score};

/// How many days back the last breaks are looked for.
const LAST_DAYS: i32 = 14;
/// More breaks than one chooses between.
const LAST_BREAKS: i64 = 8;

/// A break has one exercise, with as many items as it has sets and sides.
pub(super) const LAST: &str = "SELECT min(item.exercise) FROM session JOIN item ON item.session = session.uid
    WHERE session.day BETWEEN ?1 AND ?2 AND session.kind = 'break'
    GROUP BY session.uid ORDER BY session.started_at DESC LIMIT ?3";
pub(super) const REGIONS: &str = "SELECT DISTINCT entry_word.word FROM entry JOIN entry_word ON entry_word.entry = entry.uid
    WHERE entry.day = ?1 AND entry_word.kind = 'region' ORDER BY entry_word.word";
pub(super) const SCORE: &str = "SELECT score FROM entry WHERE day = ?1 AND recall = 'now' ORDER BY felt_at DESC, rowid DESC LIMIT 1";

/// What is known of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayFacts {
    /// The exercises of the last breaks, the newest first.
    pub last: Vec<String>,
    /// Where it hurt, by the ratings of the day.
    pub regions: Vec<Region>,
    /// The last rating of how it is, of this day.
    pub score: Option<Score>,
}

/// What is known of a day.
pub(super) fn of(db: &Connection, day: Day) -> Result<DayFacts, StoreError> {
    let db = &db.unchecked_transaction()?;
    let mut query = db.prepare_cached(LAST)?;
    let last = query.query_map((day.back(LAST_DAYS).0, day.0, LAST_BREAKS), |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut query = db.prepare_cached(REGIONS)?;
    let words: Vec<String> = query.query_map([day.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let score: Option<u8> = db.prepare_cached(SCORE)?.query_row([day.0], |row| row.get(0)).optional()?;
    Ok(DayFacts { last, regions: words.iter().filter_map(|word| word.parse().ok()).collect(), score: score.map(on_scale).transpose()? })
}
