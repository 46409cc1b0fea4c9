//! On which calendar day each plan day falls: one after the other from day 1, over pauses and shifts.

use super::history::History;
use crate::domain::Day;

/// What a calendar day is to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Falls {
    /// Before day 1, or day 1 is not known yet.
    Before,
    /// It is this plan day.
    PlanDay(u16),
    /// A day of a pause.
    Paused,
    /// The rest was shifted by this day.
    Shifted,
    /// After the last plan day.
    After,
}

/// The calendar day of each plan day, from day 1 on. A day in a pause, or one by which the rest was shifted, uses up none, unless it was done:
/// what was done is never lost by a pause.
pub(super) fn dates(history: &History, day1: Day, habits: u8) -> Vec<Day> {
    let mut dates = Vec::with_capacity(usize::from(history.run.length));
    let mut day = day1;
    while dates.len() < usize::from(history.run.length) {
        let done = history.is_done(day, habits);
        match history.pause(day) {
            // a pause is passed in one step, or up to what was done in it
            Some(pause) if !done => {
                let after = pause.to.next();
                let next = history.next_done(day, habits).map_or(after, |next| next.min(after));
                if next <= day {
                    // the calendar ends here
                    break;
                }
                day = next;
            }
            _ if !done && history.is_shifted(day) => day = day.next(),
            _ => {
                dates.push(day);
                day = day.next();
            }
        }
    }
    dates
}

/// What a calendar day is to a run, given the dates of its plan days.
#[must_use]
pub fn falls(history: &History, dates: &[Option<Day>], day: Day) -> Falls {
    let first = dates.iter().flatten().next();
    // the last plan day, if the calendar reaches it
    let last = dates.last().copied().flatten();
    if let Some(at) = dates.iter().position(|date| *date == Some(day)) {
        return Falls::PlanDay(u16::try_from(at + 1).unwrap_or(u16::MAX));
    }
    match (first, last) {
        (_, Some(last)) if day > last => Falls::After,
        _ if history.pause(day).is_some() => Falls::Paused,
        (Some(_), _) if history.is_shifted(day) => Falls::Shifted,
        _ => Falls::Before,
    }
}
