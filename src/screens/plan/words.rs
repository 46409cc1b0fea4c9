//! The words of the plan: days, states, what today asks, how many days are done. Nothing here praises or blames.

use crate::domain::{Day, Plan, PlanDay, capital};
use crate::plan::{Because, DayState, History, Pair, PlanDayAt, Stage, Standing};

/// `Tue 3 Mar`.
pub(in crate::screens) fn date(day: Day) -> String {
    day.date().format("%a %-d %b").to_string()
}

/// `today`, `tomorrow`, or `on Tue 3 Mar`.
pub(super) fn when(day: Day, today: Day) -> String {
    match day.0 - today.0 {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => format!("on {}", date(day)),
    }
}

/// `1 day`, `5 days`.
pub(super) fn days(n: u16) -> String {
    if n == 1 { "1 day".to_owned() } else { format!("{n} days") }
}

/// What a plan day is, in one word of seven letters at most.
pub(super) fn state(day: &PlanDayAt, is_today: bool) -> &'static str {
    match day.state {
        DayState::Done => "done",
        DayState::Short => "short",
        DayState::Partial => "partial",
        DayState::Due => "today",
        DayState::Excused => "excused",
        DayState::Missed => "open",
        DayState::ToCome if is_today => "today",
        DayState::ToCome => "to come",
    }
}

/// What a plan day asks, in one word.
pub(super) fn kind(asks: PlanDay) -> &'static str {
    match asks {
        PlanDay::Full => "full",
        PlanDay::Gentle => "gentle",
        PlanDay::Habits => "",
    }
}

/// Where the run is, for the title: `Day 5 of 14`.
pub(super) fn title(standing: &Standing, length: u16, today: Day) -> String {
    match &standing.stage {
        Stage::Baseline { rated, of } => format!("Baseline, {rated} of {of}"),
        Stage::Waiting(on) => match standing.days.iter().find(|day| day.on == Some(*on)) {
            Some(day) => format!("Day {} of {length} is {}", day.number, when(*on, today)),
            None => "Day 1 is still to come".to_owned(),
        },
        Stage::Running(number) => format!("Day {number} of {length}"),
        Stage::Paused(hold) => format!("Paused until {}", date(hold.to)),
        Stage::Over => format!("All {length} days lie behind you"),
        Stage::Ended(_) => "Ended".to_owned(),
    }
}

/// What is asked now and why, in one or two sentences.
pub(super) fn asks(history: &History, standing: &Standing, plan: &Plan, today: Day) -> String {
    match &standing.stage {
        Stage::Baseline { of, .. } => {
            let rated = if is_rated(history, today) { "Today has its number." } else { "One key and one number a day." };
            format!("{} rated days come first, so that there is something to compare with. {rated}", number(*of))
        }
        Stage::Waiting(_)
            if standing.days.first().is_some_and(|day| day.on.is_some_and(|on| on > today)) && history.run.baseline_day.is_some() =>
        {
            format!("{} rated before it. Nothing is asked today.", days(standing.baseline_rated))
        }
        Stage::Waiting(_) => "Nothing is asked today.".to_owned(),
        Stage::Paused(hold) => {
            let next = standing.days.iter().find(|day| day.on.is_some_and(|on| on > hold.to));
            let next = next.map(|day| format!(" Day {} follows {}.", day.number, when(hold.to.next(), today)));
            let why = if hold.why.is_empty() { String::new() } else { format!("{}. ", capital(&hold.why)) };
            format!("{why}No plan day is used up.{}", next.unwrap_or_default())
        }
        Stage::Over | Stage::Ended(_) => "The review shows what the numbers say and what comes next.".to_owned(),
        Stage::Running(number) => match &standing.today {
            Some(asked) => match asked.state {
                _ if asked.asks == PlanDay::Habits => ticked(history, plan, today),
                DayState::Done => format!("Day {number} is done."),
                DayState::Short => format!("Day {number} is done, in its short version."),
                DayState::Excused => format!("Day {number} is excused."),
                _ => day_kind(asked.asks, asked.because).to_owned(),
            },
            None => String::new(),
        },
    }
}

/// `1 of 2 habits ticked today.` More may be kept than the plan asks for.
fn ticked(history: &History, plan: &Plan, today: Day) -> String {
    match history.ticks.get(&today).copied().unwrap_or(0) {
        more if more > u32::from(plan.habits) => format!("{more} habits ticked today; the plan asks for {}.", plan.habits),
        ticks => format!("{ticks} of {} habits ticked today.", plan.habits),
    }
}

/// One day, whichever the cursor stands on: `Day 3, Wed 4 Mar: excused, travelling.`
pub(super) fn day(history: &History, day: &PlanDayAt, pair: Pair) -> String {
    let on = day.on.map(|on| format!(", {}", date(on))).unwrap_or_default();
    let why = day.on.and_then(|on| history.choice(on)).and_then(|choice| choice.why.as_deref()).filter(|why| !why.is_empty());
    let state = match (day.state, day.asks) {
        (DayState::Done, _) => "done".to_owned(),
        (DayState::Short, _) => "done, in its short version".to_owned(),
        (DayState::Partial, _) => "done in part".to_owned(),
        (DayState::Excused, _) => why.map_or("excused".to_owned(), |why| format!("excused, {why}")),
        (DayState::Missed, _) => "open".to_owned(),
        (DayState::Due | DayState::ToCome, PlanDay::Full) => "a full day".to_owned(),
        (DayState::Due | DayState::ToCome, PlanDay::Gentle) => "a gentle day".to_owned(),
        (DayState::Due | DayState::ToCome, PlanDay::Habits) => "to come".to_owned(),
    };
    let numbers = match (pair.before, pair.after) {
        (Some(before), Some(after)) => format!("; {} before and {} after", before.value(), after.value()),
        (Some(before), None) => format!("; {} before", before.value()),
        (None, Some(after)) => format!("; {} after", after.value()),
        (None, None) => String::new(),
    };
    format!("Day {}{on}: {state}{numbers}.", day.number)
}

/// That a warning sign waits, and where help is.
pub(super) fn warned(key: &str) -> String {
    format!("You said yes to a warning sign. That comes first: press {key}.")
}

/// Whether a day has a number of how it was then.
pub(super) fn is_rated(history: &History, day: Day) -> bool {
    history.ratings.iter().any(|rating| rating.day == day)
}

/// What kind of day it is, and why.
fn day_kind(asks: PlanDay, because: Because) -> &'static str {
    match (asks, because) {
        (PlanDay::Full, Because::Plan) => "Full day: the whole doses, with the strength parts.",
        (PlanDay::Full, Because::Choice) => "Full day, your choice: the whole doses, with the strength parts.",
        (PlanDay::Gentle, Because::Plan) => "Gentle day: the smaller doses.",
        (PlanDay::Gentle, Because::Choice) => "Gentle day, your choice: the smaller doses.",
        (PlanDay::Habits, _) => "",
    }
}

/// `5 days done; the plan asks for 4 a week.`
pub(super) fn adherence(standing: &Standing, plan: &Plan) -> String {
    let short = if standing.tally.short > 0 { format!(", {} of them short", standing.tally.short) } else { String::new() };
    format!("{} done{short}; the plan asks for {} a week.", days(standing.tally.done), plan.days_a_week)
}

/// That strength comes too seldom in this week of the plan, where it does.
pub(super) fn strength(standing: &Standing, plan: &Plan) -> Option<String> {
    let week = standing.week;
    let speaks = plan.days.contains(&PlanDay::Full) && matches!(standing.stage, Stage::Running(_)) && week.is_short_of_strength();
    speaks.then(|| format!("Full days this week: {} done, {} left. Strength asks for two.", week.full_done, week.full_left))
}

/// `4.7`
pub(super) fn mean(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// `Three`, with a capital: for the few numbers a baseline has.
fn number(n: u16) -> String {
    ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven"].get(usize::from(n)).map_or_else(|| n.to_string(), |w| (*w).to_owned())
}
