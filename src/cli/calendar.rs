//! The remaining days of the plan, gathered for an iCalendar.

use super::exit;
use crate::assets::Source;
use crate::content;
use crate::domain::{Day, PlanDay};
use crate::plan::{DayState, standing};
use crate::report::{CalendarDay, calendar};
use crate::store::{PlanReply, PlanRequest, Reply, Request, Stamp, Store};

/// The calendar of the days that are still to do, today's included.
///
/// # Errors
/// The exit code and why: no plan runs, no date is known yet, or what the store says.
pub fn remaining(store: &mut Store, source: &Source, stamp: Stamp) -> Result<String, (u8, String)> {
    let refused = |why: &str| Err((exit::REFUSED, why.to_owned()));
    let open = store.answer(&Request::Plan(PlanRequest::Open), stamp);
    let Reply::Plan(PlanReply::Run(Some(history))) = open.map_err(|error| (exit::of_store(&error), error.to_string()))? else {
        return refused("No plan is running, so there are no days for a calendar. Start one in the app first.");
    };
    let Some(plan) = content::load_plan(source, &history.run.plan) else {
        return refused("The plan that is running is not in the library any more; `unhunch check` says why.");
    };
    let routine = content::load_routine(source, &history.run.routine, &[]).map(|(routine, _)| routine.name);
    let standing = standing(&history, &plan, stamp.day);
    let due = standing.days.iter().filter(|day| matches!(day.state, DayState::Due | DayState::Partial | DayState::ToCome));
    let days: Vec<CalendarDay> = due
        .filter_map(|day| Some((day, day.on.filter(|on| *on >= stamp.day)?)))
        .map(|(day, on): (_, Day)| CalendarDay {
            run: history.run.uid,
            number: day.number,
            on,
            title: format!("{}, day {} of {}", routine.as_deref().unwrap_or(&plan.name), day.number, history.run.length),
            about: match day.asks {
                PlanDay::Full => "A full day.",
                PlanDay::Gentle => "A gentle day.",
                PlanDay::Habits => "A day for the habits.",
            }
            .to_owned(),
        })
        .collect();
    if days.is_empty() {
        return refused(match standing.end {
            Some(_) => "The days of the plan are over, so there is nothing for a calendar.",
            None => "Day 1 of the plan is not known yet, so there are no dates for a calendar. It follows the rated days before it.",
        });
    }
    Ok(calendar(&days, stamp.at))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{NOON, begun};
    use super::*;

    #[test]
    fn the_days_ahead_are_there_and_those_behind_are_not() {
        let mut store = Store::in_memory().expect("opens");
        begun(&mut store, false);
        let text = remaining(&mut store, &Source::embedded(), NOON).expect("made");
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 12, "days 3 to 14: {text}");
        assert!(
            text.contains("DTSTART;VALUE=DATE:20260302\r\nDTEND;VALUE=DATE:20260303\r\nSUMMARY:Desk five\\, day 3 of 14\r\n"),
            "{text}"
        );
        assert!(text.contains("-3@unhunch\r\n") && text.contains("-14@unhunch\r\n") && !text.contains("-2@unhunch\r\n"), "{text}");
        let later = remaining(&mut store, &Source::embedded(), Stamp { day: NOON.day.next(), ..NOON }).expect("made");
        let names = |text: &str| text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(names(&text)[1..], names(&later)[..]);
    }

    #[test]
    fn without_days_ahead_it_says_why() {
        let mut store = Store::in_memory().expect("opens");
        let said = |store: &mut Store, day: Day| remaining(store, &Source::embedded(), Stamp { day, ..NOON }).expect_err("refused");
        assert!(said(&mut store, NOON.day).1.starts_with("No plan is running"));
        begun(&mut store, true);
        assert!(said(&mut store, NOON.day).1.starts_with("Day 1 of the plan is not known yet"));
        begun(&mut store, false);
        let (code, why) = said(&mut store, Day(NOON.day.0 + 60));
        assert!(code == 1 && why.starts_with("The days of the plan are over"), "{why}");
    }
}
