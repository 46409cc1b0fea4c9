//! What is changed about a run. Each change is one step that can be taken back.

use super::super::record::{self, Cell, Record};
use super::super::table::{LINE_LIMIT, RUN, RUN_PAUSE, Table};
use super::super::write::{After, Write};
use super::super::{Stamp, Store, StoreError, rows};
use super::{NewRun, read};
use crate::domain::{Day, DayChoice, Run, RunChoice, RunEnd, RunPause, SessionKind, Uid};

impl Store {
    /// Begins a run, and closes the one that is open.
    pub(super) fn start_run(&mut self, new: &NewRun, stamp: Stamp) -> Result<Uid, StoreError> {
        if new.length == 0 {
            return Err(StoreError::Refused("a plan has one day at least".to_owned()));
        }
        self.write(stamp, After::Saved, |write| {
            write.step(format!("the start of {}", new.title))?;
            while let Some(open) = read::open_run(write.db)? {
                close(write, open, new.closes)?;
            }
            let uid = write.mint();
            write.put(rows::from_run(&Run {
                uid,
                plan: new.plan.clone(),
                routine: new.routine.clone(),
                length: new.length,
                baseline_day: new.baseline.then_some(new.from),
                day1: (!new.baseline).then_some(new.from),
                ended_day: None,
                end_kind: None,
            }))?;
            Ok(uid)
        })
    }

    /// Writes down the day 1 that the baseline made.
    pub(super) fn fix_day1(&mut self, run: Uid, day1: Day, stamp: Stamp) -> Result<Uid, StoreError> {
        self.write(stamp, After::Saved, |write| {
            let mut row = open(write, run)?;
            if row.day1.is_none() {
                row.day1 = Some(day1);
                write.put(rows::from_run(&row))?;
            }
            Ok(run)
        })
    }

    /// Goes on without the rest of the baseline.
    pub(super) fn skip_baseline(&mut self, run: Uid, day1: Day, stamp: Stamp) -> Result<Uid, StoreError> {
        self.write(stamp, After::Saved, |write| {
            let mut row = open(write, run)?;
            write.step("the start without the rest of the baseline".to_owned())?;
            row.day1 = Some(day1);
            write.put(rows::from_run(&row))?;
            Ok(run)
        })
    }

    /// Pauses.
    pub(super) fn pause_run(&mut self, run: Uid, from: Day, to: Day, why: &str, stamp: Stamp) -> Result<Uid, StoreError> {
        if to < from {
            return Err(StoreError::Refused("a pause ends on its first day or later".to_owned()));
        }
        if why.chars().count() > LINE_LIMIT {
            return Err(StoreError::Refused(format!("the reason is longer than {LINE_LIMIT} characters")));
        }
        self.write(stamp, After::Saved, |write| {
            open(write, run)?;
            write.step("the pause of the plan".to_owned())?;
            let uid = write.mint();
            write.put(rows::from_pause(&RunPause { uid, run, from, to, why: why.to_owned() }))?;
            Ok(run)
        })
    }

    /// Ends a pause on the day before `from`, or takes it away if it had not begun by then. Others that cover the day, such as one that was made longer,
    /// end with it: after this the day is no longer paused.
    pub(super) fn resume_run(&mut self, pause: Uid, from: Day, stamp: Stamp) -> Result<Uid, StoreError> {
        self.write(stamp, After::Saved, |write| {
            let run = rows::to_pause(&find(write, &RUN_PAUSE, pause)?)?.run;
            write.step("going on after the pause".to_owned())?;
            let pauses = read::pauses(write.db, &Cell::Uid(run))?;
            for mut row in pauses.into_iter().filter(|row| row.uid == pause || (row.from..=row.to).contains(&from)) {
                if row.from >= from {
                    write.remove(&RUN_PAUSE, &vec![row.uid.into()])?;
                } else if row.to >= from {
                    row.to = from.back(1);
                    write.put(rows::from_pause(&row))?;
                }
            }
            Ok(run)
        })
    }

    /// Keeps what is chosen for a day, in place of what was chosen for it before.
    pub(super) fn choose_for_day(
        &mut self,
        run: Uid,
        day: Day,
        choice: DayChoice,
        why: Option<&str>,
        stamp: Stamp,
    ) -> Result<Uid, StoreError> {
        self.write(stamp, After::Saved, |write| {
            open(write, run)?;
            write.step(chosen(choice).to_owned())?;
            write.put(rows::from_choice(&RunChoice { run, day, choice, why: why.map(str::to_owned) }))?;
            Ok(run)
        })
    }

    /// Closes a run.
    pub(super) fn end_run(&mut self, run: Uid, kind: RunEnd, stamp: Stamp) -> Result<Uid, StoreError> {
        self.write(stamp, After::Saved, |write| {
            let row = open(write, run)?;
            write.step("the end of the plan".to_owned())?;
            close(write, row, kind)?;
            Ok(run)
        })
    }
}

/// The run to which a session belongs that begins now: the open one, if this is its routine.
pub(in crate::store) fn of_session(write: &Write<'_>, kind: SessionKind, what: &str) -> Result<Option<Uid>, StoreError> {
    if kind != SessionKind::Routine {
        return Ok(None);
    }
    Ok(read::open_run(write.db)?.filter(|run| run.routine == what).map(|run| run.uid))
}

/// What a choice is called in "Took back …".
fn chosen(choice: DayChoice) -> &'static str {
    match choice {
        DayChoice::Excused => "the excused day",
        DayChoice::Shifted => "the shift by a day",
        DayChoice::Gentle => "the gentle day",
        DayChoice::Full => "the full day",
    }
}

/// A run that is not closed.
fn open(write: &Write<'_>, run: Uid) -> Result<Run, StoreError> {
    let run = rows::to_run(&find(write, &RUN, run)?)?;
    if run.ended_day.is_some() { Err(StoreError::Refused("this plan has ended".to_owned())) } else { Ok(run) }
}

fn close(write: &mut Write<'_>, run: Run, kind: RunEnd) -> Result<(), StoreError> {
    let day = write.stamp.day;
    write.put(rows::from_run(&Run { ended_day: Some(day), end_kind: Some(kind), ..run }))
}

fn find(write: &Write<'_>, table: &'static Table, uid: Uid) -> Result<Record, StoreError> {
    record::find(write.db, table, &[uid.into()])?.ok_or(StoreError::Gone)
}
