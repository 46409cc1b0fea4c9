//! A run with all that was done in it: few statements, each answered by an index but for the handful of rows of `run` and `run_pause`.

use rusqlite::{Connection, OptionalExtension};

use super::super::record::{self, Cell, Record};
use super::super::table::{RUN, RUN_CHOICE, RUN_PAUSE, Table};
use super::super::words::Stored;
use super::super::{StoreError, habit, rows};
use crate::domain::{Day, Entry, EntryMoment, Run, RunPause, Score, SessionState, Uid};
use crate::plan::{Done, History, Rating};

pub(super) const SESSIONS: &str = "SELECT uid, day, state, short, gentle FROM session
    WHERE day BETWEEN ?1 AND ?2 AND kind = 'routine' AND (run = ?3 OR run IS NULL AND what = ?4) ORDER BY started_at, uid";
pub(super) const RATINGS: &str = "SELECT day, score, moment, session, entered_at - felt_at > ?3 FROM entry
    WHERE day BETWEEN ?1 AND ?2 AND recall = 'now' ORDER BY felt_at, rowid";

/// The open run; of several, which only an import can leave, the newest.
pub(super) fn open(db: &Connection, today: Day) -> Result<Option<History>, StoreError> {
    let db = &db.unchecked_transaction()?;
    open_in(db, today)
}

/// The same inside a transaction.
pub(in crate::store) fn open_in(db: &Connection, today: Day) -> Result<Option<History>, StoreError> {
    open_run(db)?.map(|run| history(db, run, today)).transpose()
}

/// The open run, or the newest of those that were closed.
pub(super) fn last(db: &Connection, today: Day) -> Result<Option<History>, StoreError> {
    let db = &db.unchecked_transaction()?;
    let run = match open_run(db)? {
        Some(run) => Some(run),
        None => one_run(db, "ended_day IS NOT NULL")?,
    };
    run.map(|run| history(db, run, today)).transpose()
}

/// The newest run, open or closed, that began within these days, as it was on the last of them.
pub(in crate::store) fn within(db: &Connection, from: Day, to: Day) -> Result<Option<History>, StoreError> {
    let sql =
        format!("SELECT {} FROM run WHERE coalesce(baseline_day, day1) BETWEEN ?1 AND ?2 ORDER BY uid DESC LIMIT 1", record::columns(&RUN));
    let found = db.prepare_cached(&sql)?.query_row((from.0, to.0), |row| record::cells(&RUN, row)).optional()?;
    let run = found.map(|cells| rows::to_run(&Record { table: &RUN, cells, words: Vec::new() })).transpose()?;
    run.map(|run| history(db, run, to)).transpose()
}

/// The runs that were closed, the newest first.
pub(super) fn past(db: &Connection) -> Result<Vec<Run>, StoreError> {
    let sql = format!("SELECT {} FROM run WHERE ended_day IS NOT NULL ORDER BY uid DESC", record::columns(&RUN));
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map([], |row| record::cells(&RUN, row))?;
    found.map(|cells| rows::to_run(&Record { table: &RUN, cells: cells?, words: Vec::new() })).collect()
}

/// One run with all that was done in it.
pub(super) fn one(db: &Connection, run: Uid, today: Day) -> Result<Option<History>, StoreError> {
    let db = &db.unchecked_transaction()?;
    let found = record::find(db, &RUN, &[run.into()])?;
    found.map(|row| history(db, rows::to_run(&row)?, today)).transpose()
}

/// The open run itself.
pub(super) fn open_run(db: &Connection) -> Result<Option<Run>, StoreError> {
    one_run(db, "ended_day IS NULL")
}

fn one_run(db: &Connection, is_meant: &str) -> Result<Option<Run>, StoreError> {
    let sql = format!("SELECT {} FROM run WHERE {is_meant} ORDER BY uid DESC LIMIT 1", record::columns(&RUN));
    let found = db.prepare_cached(&sql)?.query_row([], |row| record::cells(&RUN, row)).optional()?;
    found.map(|cells| rows::to_run(&Record { table: &RUN, cells, words: Vec::new() })).transpose()
}

fn history(db: &Connection, run: Run, today: Day) -> Result<History, StoreError> {
    let mut history = History::new(run);
    let uid = Cell::Uid(history.run.uid);
    history.pauses = pauses(db, &uid)?;
    history.choices = of_run(db, &RUN_CHOICE, &uid, "day")?.iter().map(rows::to_choice).collect::<Result<_, _>>()?;
    let Some(from) = history.run.baseline_day.or(history.run.day1) else { return Ok(history) };
    let to = history.run.ended_day.map_or(today, |ended| ended.min(today));
    if history.run.is_of_habits() {
        history.ticks = habit::per_day(db, from, to)?;
    } else {
        history.sessions = sessions(db, &history.run, from, to)?;
    }
    history.ratings = ratings(db, from, to)?;
    Ok(history)
}

/// The pauses of a run.
pub(super) fn pauses(db: &Connection, run: &Cell) -> Result<Vec<RunPause>, StoreError> {
    of_run(db, &RUN_PAUSE, run, "from_day, uid")?.iter().map(rows::to_pause).collect()
}

/// The pauses or the choices of a run.
fn of_run(db: &Connection, table: &'static Table, run: &Cell, order: &str) -> Result<Vec<Record>, StoreError> {
    let sql = format!("SELECT {} FROM {} WHERE run = ?1 ORDER BY {order}", record::columns(table), table.name);
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map([run], |row| record::cells(table, row))?;
    found.map(|cells| Ok(Record { table, cells: cells?, words: Vec::new() })).collect()
}

/// The sessions of a run: those that belong to it, and those of its routine that belong to none, such as the one done just before it was started.
fn sessions(db: &Connection, run: &Run, from: Day, to: Day) -> Result<Vec<Done>, StoreError> {
    let damaged = || StoreError::Damaged("a session cannot be read".to_owned());
    let mut query = db.prepare_cached(SESSIONS)?;
    let mut found = query.query((from.0, to.0, Cell::Uid(run.uid), &run.routine))?;
    let mut sessions = Vec::new();
    while let Some(row) = found.next()? {
        sessions.push(Done {
            uid: row.get::<_, Cell>(0)?.uid().ok_or_else(damaged)?,
            day: Day(row.get(1)?),
            state: SessionState::parse(row.get_ref(2)?.as_str().unwrap_or_default()).ok_or_else(damaged)?,
            short: row.get(3)?,
            gentle: row.get(4)?,
        });
    }
    Ok(sessions)
}

fn ratings(db: &Connection, from: Day, to: Day) -> Result<Vec<Rating>, StoreError> {
    let damaged = || StoreError::Damaged("a rating cannot be read".to_owned());
    let mut query = db.prepare_cached(RATINGS)?;
    let mut found = query.query((from.0, to.0, Entry::LATE_MINUTES * 60_000))?;
    let mut ratings = Vec::new();
    while let Some(row) = found.next()? {
        ratings.push(Rating {
            day: Day(row.get(0)?),
            score: Score::new(row.get(1)?).ok_or_else(damaged)?,
            moment: EntryMoment::parse(row.get_ref(2)?.as_str().unwrap_or_default()).ok_or_else(damaged)?,
            session: row.get::<_, Cell>(3)?.uid(),
            late: row.get(4)?,
        });
    }
    Ok(ratings)
}
