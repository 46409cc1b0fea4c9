//! Runs of a plan: what can be asked and changed.

mod act;
mod read;
#[cfg(test)]
mod tests;

pub(super) use act::of_session;
pub(super) use read::open_in as open;
pub(super) use read::within;

use super::{Reply, Stamp, Store, StoreError};
use crate::domain::{Day, DayChoice, Run, RunEnd, Uid};
use crate::plan::History;

/// A run about to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRun {
    /// The plan's id.
    pub plan: String,
    /// Its name now, for the step that can be taken back.
    pub title: String,
    /// The routine of its days; empty for a plan of habits.
    pub routine: String,
    /// Plan days.
    pub length: u16,
    /// Its first day: of the baseline, or day 1.
    pub from: Day,
    /// Whether a baseline comes first.
    pub baseline: bool,
    /// How a run that is still open is closed by it.
    pub closes: RunEnd,
}

/// What is asked about plans. Every change is a step that can be taken back, but [`PlanRequest::Fix`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanRequest {
    /// The open run with all that was done in it. Answers [`PlanReply::Run`]; reads only.
    Open,
    /// The open run, or the last that was closed. Answers [`PlanReply::Run`]; reads only.
    Last,
    /// The runs that were closed. Answers [`PlanReply::Past`]; reads only.
    Past,
    /// One run, open or closed. Answers [`PlanReply::One`]; reads only.
    One(Uid),
    /// Begin a run; one that is open is closed.
    Start(Box<NewRun>),
    /// Day 1, as the whole baseline made it: a fact, not a choice, so no step of its own. Does nothing if it stands already.
    Fix {
        /// The run.
        run: Uid,
        /// Day 1.
        day1: Day,
    },
    /// Go on without the rest of the baseline.
    SkipBaseline {
        /// The run.
        run: Uid,
        /// Day 1.
        day1: Day,
    },
    /// Pause, both days included.
    Pause {
        /// The run.
        run: Uid,
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
        /// Why.
        why: String,
    },
    /// Go on from this day, before the pause, and every other one that covers the day, has ended by itself.
    Resume {
        /// The pause.
        pause: Uid,
        /// The first day that is no longer paused.
        from: Day,
    },
    /// Choose for a day.
    Choose {
        /// The run.
        run: Uid,
        /// The calendar day.
        day: Day,
        /// What.
        choice: DayChoice,
        /// Why, if said.
        why: Option<String>,
    },
    /// Close the run.
    End {
        /// The run.
        run: Uid,
        /// How.
        kind: RunEnd,
    },
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanReply {
    /// To [`PlanRequest::Open`] and [`PlanRequest::Last`]; none if there is no such run.
    Run(Option<Box<History>>),
    /// To [`PlanRequest::Past`], the newest first.
    Past(Vec<Run>),
    /// To [`PlanRequest::One`]; none if there is no such run.
    One(Option<Box<History>>),
    /// To everything that changes a run: it is on disk.
    Changed(Uid),
}

impl Store {
    /// Answers what is asked about plans.
    pub(super) fn plan(&mut self, request: &PlanRequest, stamp: Stamp) -> Result<Reply, StoreError> {
        let reply = match request {
            PlanRequest::Open => PlanReply::Run(read::open(&self.db, stamp.day)?.map(Box::new)),
            PlanRequest::Last => PlanReply::Run(read::last(&self.db, stamp.day)?.map(Box::new)),
            PlanRequest::Past => PlanReply::Past(read::past(&self.db)?),
            PlanRequest::One(run) => PlanReply::One(read::one(&self.db, *run, stamp.day)?.map(Box::new)),
            PlanRequest::Start(new) => PlanReply::Changed(self.start_run(new, stamp)?),
            PlanRequest::Fix { run, day1 } => PlanReply::Changed(self.fix_day1(*run, *day1, stamp)?),
            PlanRequest::SkipBaseline { run, day1 } => PlanReply::Changed(self.skip_baseline(*run, *day1, stamp)?),
            PlanRequest::Pause { run, from, to, why } => PlanReply::Changed(self.pause_run(*run, *from, *to, why, stamp)?),
            PlanRequest::Resume { pause, from } => PlanReply::Changed(self.resume_run(*pause, *from, stamp)?),
            PlanRequest::Choose { run, day, choice, why } => {
                PlanReply::Changed(self.choose_for_day(*run, *day, *choice, why.as_deref(), stamp)?)
            }
            PlanRequest::End { run, kind } => PlanReply::Changed(self.end_run(*run, *kind, stamp)?),
        };
        Ok(Reply::Plan(reply))
    }
}
