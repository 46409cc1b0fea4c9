//! A run of a plan, as it is stored: when it began, what was paused, and what was chosen for single days.

use super::day::Day;
use super::uid::Uid;

/// How a run came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the stored words")]
pub enum RunEnd {
    Finished,
    Stopped,
    Restarted,
}

/// A run of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its name.
    pub uid: Uid,
    /// The plan's id.
    pub plan: String,
    /// The routine of its days; empty for a plan of habits.
    pub routine: String,
    /// Plan days.
    pub length: u16,
    /// The first day of the baseline; none if it began without one.
    pub baseline_day: Option<Day>,
    /// The calendar day of plan day 1; none while the baseline goes on.
    pub day1: Option<Day>,
    /// The day on which it was ended; none while it is open.
    pub ended_day: Option<Day>,
    /// How it ended.
    pub end_kind: Option<RunEnd>,
}

impl Run {
    /// Whether its days are made of habits: there is no routine to do then.
    #[must_use]
    pub fn is_of_habits(&self) -> bool {
        self.routine.is_empty()
    }
}

/// A pause of a run: its calendar days use up no plan days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunPause {
    /// Its name.
    pub uid: Uid,
    /// The run.
    pub run: Uid,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// Why: ill, travelling, or in the person's own words.
    pub why: String,
}

/// What was chosen for a calendar day of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayChoice {
    /// The plan day is used up, with a reason.
    Excused,
    /// The day uses up no plan day: this one and all later ones move by one.
    Shifted,
    /// The smaller doses, whatever the plan has down.
    Gentle,
    /// The whole routine, whatever the plan has down.
    Full,
}

/// A choice for a day; a later one for the same day takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunChoice {
    /// The run.
    pub run: Uid,
    /// The calendar day.
    pub day: Day,
    /// What was chosen.
    pub choice: DayChoice,
    /// Why, if said.
    pub why: Option<String>,
}
