//! What a page about some days needs, added up by SQLite: one row a day, one a word, one a thing that was done; never the ratings themselves.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::record::{self, Cell, Record};
use super::table::ANSWERS;
use super::today::on_scale;
use super::words::Stored;
use super::{StoreError, changes, plan, rows};
use crate::domain::{Answers, Day, Entry, Recall, Score, SessionKind, Word};
use crate::insight::Changes;
use crate::plan::History;

/// The longest span that is asked for, in days.
pub const MOST_DAYS: i32 = 366;
/// The most texts of the person's own that are read, the newest.
pub const MOST_OWN: usize = 40;
/// The most characters of one of them.
pub const MOST_CHARS: usize = 600;

pub(super) const DAYS: &str = "SELECT day, count(*), min(score), max(score), sum(entered_at - felt_at > ?3) FROM entry
    WHERE day BETWEEN ?1 AND ?2 AND recall = 'now' GROUP BY day";
/// As a plan counts a day: before a session, or by itself.
pub(super) const FIRSTS: &str = "SELECT day, score FROM (
    SELECT day, score, row_number() OVER (PARTITION BY day ORDER BY felt_at, rowid) AS place FROM entry
    WHERE day BETWEEN ?1 AND ?2 AND recall = 'now' AND moment IN ('before', 'free')) WHERE place = 1";
pub(super) const AVERAGES: &str = "SELECT count(*), coalesce(sum(score), 0), coalesce(min(score), 0), coalesce(max(score), 0) FROM entry
    WHERE day BETWEEN ?1 AND ?2 AND recall = ?3";
pub(super) const WORDS: &str = "SELECT kind, word, count(*), sum(worst) FROM entry JOIN entry_word ON entry_word.entry = entry.uid
    WHERE day BETWEEN ?1 AND ?2 GROUP BY kind, word ORDER BY kind, count(*) DESC, word";
pub(super) const PLACED: &str = "SELECT count(*) FROM entry WHERE day BETWEEN ?1 AND ?2
    AND EXISTS (SELECT 1 FROM entry_word WHERE entry = entry.uid AND kind = 'region')";
pub(super) const MOVED: &str = "SELECT day, count(*) FROM session
    WHERE day BETWEEN ?1 AND ?2 AND state = 'done' AND kind <> 'break' GROUP BY day";
pub(super) const KINDS: &str =
    "SELECT kind, max(title), sum(state = 'done'), sum(state = 'partial'), sum(state = 'done' AND short), sum(active_ms)
    FROM session WHERE day BETWEEN ?1 AND ?2 AND state IN ('done', 'partial') GROUP BY kind, what ORDER BY 3 DESC, 4 DESC, 2";
pub(super) const STOPPED: &str = "SELECT count(*) FROM session JOIN item ON item.session = session.uid
    WHERE session.day BETWEEN ?1 AND ?2 AND item.outcome = 'ouch'";
pub(super) const OWN: &str = "SELECT felt_at, felt_off, score, recall, medicine, substr(note, 1, ?3) FROM entry
    WHERE day BETWEEN ?1 AND ?2 AND (note IS NOT NULL OR medicine IS NOT NULL) ORDER BY felt_at DESC, rowid DESC LIMIT ?4";

/// Some days, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Every day, the oldest first.
    pub days: Vec<SpanDay>,
    /// The averages of days that were given, a series of its own.
    pub averages: Option<Averages>,
    /// The words of the ratings, by their list, the most named first.
    pub words: Vec<Named>,
    /// How many ratings name a region.
    pub placed: u32,
    /// What was done, by what it was.
    pub sessions: Vec<Kept>,
    /// Exercises that were stopped because it hurt.
    pub stopped: u32,
    /// After minus before of the sessions.
    pub changes: Changes,
    /// What was answered on the warning signs in these days, and what is still to be seen to from before; the newest first.
    pub warnings: Vec<Answers>,
    /// The newest run of a plan that began within these days.
    pub run: Option<Box<History>>,
    /// Notes and medicine, the newest first, if they were asked for.
    pub own: Vec<Own>,
}

/// One day of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanDay {
    /// The day.
    pub day: Day,
    /// How many ratings of how it is at the moment.
    pub ratings: u32,
    /// Of these, entered more than an hour late.
    pub late: u32,
    /// The lowest and the highest of them.
    pub range: Option<(Score, Score)>,
    /// The first one before a session or by itself.
    pub first: Option<Score>,
    /// Sessions done, movement breaks aside.
    pub done: u32,
}

/// Averages of days, given by the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Averages {
    /// How many.
    pub n: u32,
    /// Their sum.
    pub sum: u32,
    /// The lowest.
    pub least: Score,
    /// The highest.
    pub most: Score,
}

/// A word and how often it was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The word.
    pub word: Word,
    /// In so many ratings.
    pub often: u32,
    /// In so many as the worst place.
    pub worst: u32,
}

/// How often one thing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its kind.
    pub kind: SessionKind,
    /// Its title.
    pub title: String,
    /// Times done.
    pub done: u32,
    /// Times done in part.
    pub partial: u32,
    /// Of those done, the short version.
    pub short: u32,
    /// Active milliseconds of all.
    pub active_ms: i64,
}

/// Words of the person's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// When it was felt, UTC milliseconds.
    pub felt_at: i64,
    /// Offset then, minutes east.
    pub felt_off: i32,
    /// The rating.
    pub score: Score,
    /// Which span it speaks of.
    pub recall: Recall,
    /// Medicine.
    pub medicine: Option<String>,
    /// The note, at most [`MOST_CHARS`] and one character of it.
    pub note: Option<String>,
}

/// The days from `from` to `to`, both included, all from one moment.
pub(super) fn span(db: &Connection, from: Day, to: Day, with_own: bool) -> Result<Span, StoreError> {
    let db = &db.unchecked_transaction()?;
    let from = from.max(to.back(MOST_DAYS - 1));
    Ok(Span {
        days: days(db, from, to)?,
        averages: averages(db, from, to)?,
        words: words(db, from, to)?,
        placed: db.prepare_cached(PLACED)?.query_row((from.0, to.0), |row| row.get(0))?,
        sessions: sessions(db, from, to)?,
        stopped: db.prepare_cached(STOPPED)?.query_row((from.0, to.0), |row| row.get(0))?,
        changes: changes::changes(db, from, to)?,
        warnings: warnings(db, from, to)?,
        run: plan::within(db, from, to)?.map(Box::new),
        own: if with_own { own(db, from, to)? } else { Vec::new() },
    })
}

fn days(db: &Connection, from: Day, to: Day) -> Result<Vec<SpanDay>, StoreError> {
    let blank = |day| SpanDay { day, ratings: 0, late: 0, range: None, first: None, done: 0 };
    let mut days: BTreeMap<i32, SpanDay> = (from.0..=to.0).map(|day| (day, blank(Day(day)))).collect();
    let mut query = db.prepare_cached(DAYS)?;
    let mut found = query.query((from.0, to.0, Entry::LATE_MINUTES * 60_000))?;
    while let Some(row) = found.next()? {
        if let Some(day) = days.get_mut(&row.get(0)?) {
            (day.ratings, day.late) = (row.get(1)?, row.get(4)?);
            day.range = Some((on_scale(row.get(2)?)?, on_scale(row.get(3)?)?));
        }
    }
    let mut query = db.prepare_cached(FIRSTS)?;
    let mut found = query.query((from.0, to.0))?;
    while let Some(row) = found.next()? {
        if let Some(day) = days.get_mut(&row.get(0)?) {
            day.first = Some(on_scale(row.get(1)?)?);
        }
    }
    let mut query = db.prepare_cached(MOVED)?;
    let mut found = query.query((from.0, to.0))?;
    while let Some(row) = found.next()? {
        if let Some(day) = days.get_mut(&row.get(0)?) {
            day.done = row.get(1)?;
        }
    }
    Ok(days.into_values().collect())
}

fn averages(db: &Connection, from: Day, to: Day) -> Result<Option<Averages>, StoreError> {
    let mut query = db.prepare_cached(AVERAGES)?;
    let (n, sum, least, most): (u32, u32, u8, u8) =
        query.query_row((from.0, to.0, Recall::Average.word()), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(if n == 0 { None } else { Some(Averages { n, sum, least: on_scale(least)?, most: on_scale(most)? }) })
}

fn words(db: &Connection, from: Day, to: Day) -> Result<Vec<Named>, StoreError> {
    let mut query = db.prepare_cached(WORDS)?;
    let mut found = query.query((from.0, to.0))?;
    let mut words = Vec::new();
    while let Some(row) = found.next()? {
        let word = Word::parse(row.get_ref(0)?.as_str().unwrap_or_default(), row.get_ref(1)?.as_str().unwrap_or_default());
        let (often, worst) = (row.get(2)?, row.get(3)?);
        // a word that a newer program has written is passed over
        words.extend(word.map(|word| Named { word, often, worst }));
    }
    Ok(words)
}

fn sessions(db: &Connection, from: Day, to: Day) -> Result<Vec<Kept>, StoreError> {
    let damaged = || StoreError::Damaged("a session cannot be read".to_owned());
    let mut query = db.prepare_cached(KINDS)?;
    let mut found = query.query((from.0, to.0))?;
    let mut sessions = Vec::new();
    while let Some(row) = found.next()? {
        sessions.push(Kept {
            kind: SessionKind::parse(row.get_ref(0)?.as_str().unwrap_or_default()).ok_or_else(damaged)?,
            title: row.get(1)?,
            done: row.get(2)?,
            partial: row.get(3)?,
            short: row.get(4)?,
            active_ms: row.get(5)?,
        });
    }
    Ok(sessions)
}

/// Answers are given a few times a year.
fn warnings(db: &Connection, from: Day, to: Day) -> Result<Vec<Answers>, StoreError> {
    let sql = format!(
        "SELECT {} FROM answers WHERE kind = 'warning' AND day <= ?2 AND (day >= ?1 OR acknowledged_at IS NULL) ORDER BY at DESC, uid DESC LIMIT 60",
        record::columns(&ANSWERS)
    );
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map((from.0, to.0), |row| record::cells(&ANSWERS, row))?;
    found.map(|cells: Result<Vec<Cell>, _>| rows::to_answers(&Record { table: &ANSWERS, cells: cells?, words: Vec::new() })).collect()
}

fn own(db: &Connection, from: Day, to: Day) -> Result<Vec<Own>, StoreError> {
    let damaged = || StoreError::Damaged("a rating cannot be read".to_owned());
    let mut query = db.prepare_cached(OWN)?;
    let mut found =
        query.query((from.0, to.0, i64::try_from(MOST_CHARS + 1).unwrap_or(i64::MAX), i64::try_from(MOST_OWN + 1).unwrap_or(i64::MAX)))?;
    let mut own = Vec::new();
    while let Some(row) = found.next()? {
        own.push(Own {
            felt_at: row.get(0)?,
            felt_off: row.get(1)?,
            score: on_scale(row.get(2)?)?,
            recall: Recall::parse(row.get_ref(3)?.as_str().unwrap_or_default()).ok_or_else(damaged)?,
            medicine: row.get(4)?,
            note: row.get(5)?,
        });
    }
    Ok(own)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{NOON, after, begin, finish, item, log, memory, rate, routine, score, steps, whole_session};
    use super::super::{NewEntry, NewItem, Reply, Request, Stamp, Store};
    use super::*;
    use crate::domain::{EntryMoment, Outcome, Region};

    fn at(day: i32) -> Stamp {
        Stamp { at: NOON.at + i64::from(day) * 86_400_000, off: 60, day: Day(NOON.day.0 + day) }
    }

    fn read(store: &mut Store, from: i32, to: i32, with_own: bool) -> Span {
        match store.answer(&Request::Span { from: at(from).day, to: at(to).day, with_own }, at(to)) {
            Ok(Reply::Span(span)) => *span,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn days_are_added_up_and_those_around_them_stay_out() {
        let mut store = memory();
        for day in [-1, 3] {
            whole_session(&mut store, "Outside", Some(9), 0, at(day));
        }
        let first = whole_session(&mut store, "Daily relief", Some(6), 0, at(0));
        rate(&mut store, 2, EntryMoment::After, Some(first), Stamp { at: at(0).at + 1, ..at(0) });
        let left = begin(&mut store, routine("Daily relief", None), at(2));
        log(&mut store, NewItem { outcome: Outcome::Ouch, ..item(left, 0) }, at(2));
        finish(&mut store, left, at(2));
        let average = NewEntry { recall: Recall::Average, ..NewEntry::now(score(8), EntryMoment::Evening, None) };
        store.answer(&Request::Rate(Box::new(average)), after(2)).expect("rated");
        let words = vec![Word::Region(Region::NeckLeft), Word::Region(Region::Chest)];
        let told =
            NewEntry { words, worst: Some(Region::Chest), note: Some("mine".into()), ..NewEntry::now(score(4), EntryMoment::Free, None) };
        store.answer(&Request::Rate(Box::new(told)), at(2)).expect("rated");

        let span = read(&mut store, 0, 2, false);
        let day = |at: usize| (span.days[at].ratings, span.days[at].range.map(|(a, b)| (a.value(), b.value())), span.days[at].done);
        assert_eq!([day(0), day(1), day(2)], [(2, Some((2, 6)), 1), (0, None, 0), (1, Some((4, 4)), 1)]);
        assert_eq!(span.days.iter().map(|day| day.first.map(Score::value)).collect::<Vec<_>>(), [Some(6), None, Some(4)]);
        assert_eq!(span.averages.map(|found| (found.n, found.sum)), Some((1, 8)), "a series of its own");
        assert_eq!(
            span.words.iter().map(|named| (named.word.id(), named.often, named.worst)).collect::<Vec<_>>(),
            [("chest", 1, 1), ("neck-left", 1, 0)]
        );
        assert_eq!((span.placed, span.stopped, span.changes.n()), (1, 1, 1));
        assert_eq!(span.sessions.iter().map(|kept| (kept.title.as_str(), kept.done)).collect::<Vec<_>>(), [("Daily relief", 2)]);
        assert_eq!(span.own, [], "not asked for");
        assert_eq!(read(&mut store, 0, 2, true).own.iter().map(|own| own.note.as_deref()).collect::<Vec<_>>(), [Some("mine")]);
        assert_eq!(read(&mut store, -900, 2, false).days.len(), 366);
    }

    #[test]
    fn only_the_days_that_are_asked_for_are_read() {
        let store = memory();
        for sql in [DAYS, FIRSTS, AVERAGES, WORDS, PLACED, MOVED, KINDS, STOPPED, OWN] {
            let steps = steps(&store, sql);
            let is_whole = |step: &String| ["SCAN entry", "SCAN session", "SCAN item"].iter().any(|scan| step.starts_with(scan));
            assert!(!steps.iter().any(is_whole), "{sql}\n{steps:#?}");
        }
    }
}
