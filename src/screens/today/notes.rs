//! What Today says beside the routine: how the plan stands, the evening's question, what has become due, the habits.

use std::time::Duration;

use chrono::{NaiveTime, TimeDelta};

use super::TodayScreen;
use crate::app::Context;
use crate::config::{Action, KeyContext};
use crate::domain::{Day, PlanDay};
use crate::plan::{Because, Stage};

/// From this local hour on the average of the day is asked for (decisions 4.27).
const EVENING: u32 = 18;

/// A line, and whether it is said in the second voice or in the third.
pub(super) struct Note {
    pub(super) words: String,
    pub(super) is_soft: bool,
}

/// What there is to say, the most pressing first.
pub(super) fn notes(screen: &TodayScreen, cx: &Context) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut say = |words: String, is_soft: bool| notes.push(Note { words, is_soft });
    if asks_average(screen) && evening_in(screen, cx).is_none() {
        say(format!("{}  how was it on average today?", cx.key(KeyContext::Pane, Action::Average)), true);
    }
    let plan = cx.key(KeyContext::Pane, Action::Plan);
    if let Some(review) = screen.standing.as_ref().and_then(|standing| standing.review).filter(|_| is_review_day(screen)) {
        say(format!("{plan}  day {review} looks back"), true);
    }
    if let Some(words) = stage(screen, &plan) {
        say(words, false);
    }
    let desk = screen.data.as_ref().and_then(|data| data.desk);
    if cx.library.guidance.desk.is_due_again(desk, screen.day) {
        say(format!("{}  time to look at your desk again", cx.key(KeyContext::Pane, Action::Guide)), false);
    }
    notes
}

/// Whether the plan looks back today, or its days are over.
fn is_review_day(screen: &TodayScreen) -> bool {
    let Some(standing) = &screen.standing else { return false };
    let number = standing.today.as_ref().map(|today| today.number);
    standing.stage == Stage::Over || number.is_some_and(|number| standing.review == Some(number))
}

/// Where the plan is, as long as today is none of its days.
fn stage(screen: &TodayScreen, plan: &str) -> Option<String> {
    match &screen.standing.as_ref()?.stage {
        Stage::Baseline { rated, of } => Some(format!("Before day 1: {rated} of {of} days have a number.")),
        Stage::Waiting(on) if *on == screen.day.next() => Some("The plan goes on tomorrow.".to_owned()),
        Stage::Waiting(on) => Some(format!("The plan goes on {}.", date(*on))),
        Stage::Paused(hold) => Some(format!("The plan rests until {}.", date(hold.to))),
        Stage::Over => Some(format!("{plan}  the days of the plan are over")),
        Stage::Running(_) => short_of_strength(screen),
        Stage::Ended(_) => None,
    }
}

/// That the plan's week will have fewer than two days of strength, if it will.
fn short_of_strength(screen: &TodayScreen) -> Option<String> {
    let standing = screen.standing.as_ref()?;
    let is_full = standing.today.as_ref().is_some_and(|today| today.asks == PlanDay::Full);
    (is_full && standing.week.is_short_of_strength()).then(|| "A full day: strength twice a week is the least.".to_owned())
}

/// `full day`, `gentle day`: what the plan asks of today, and why.
pub(super) fn asks(screen: &TodayScreen) -> Option<&'static str> {
    let today = screen.standing.as_ref()?.today.as_ref()?;
    Some(match (today.asks, today.because) {
        (PlanDay::Full, Because::Plan) => "full day",
        (PlanDay::Full, Because::Choice) => "full, as you chose",
        (PlanDay::Gentle, Because::Plan) => "gentle day",
        (PlanDay::Gentle, Because::Choice) => "gentle, as you chose",
        (PlanDay::Habits, _) => "a day for the habits",
    })
}

/// Whether the average of today is still to be given: while a plan or its baseline runs, once a day.
fn asks_average(screen: &TodayScreen) -> bool {
    let is_running = screen.standing.as_ref().is_some_and(|standing| !matches!(standing.stage, Stage::Ended(_)));
    is_running && screen.data.as_ref().is_some_and(|data| !data.has_average)
}

/// How long until the evening in which the average is asked for; nothing if it has come, or if nothing is asked.
pub(super) fn evening_in(screen: &TodayScreen, cx: &Context) -> Option<Duration> {
    if !asks_average(screen) {
        return None;
    }
    let evening = screen.day.date().and_time(NaiveTime::from_hms_opt(EVENING, 0, 0)?);
    let left = cx.zone.earliest(evening).to_utc() - cx.now.wall.to_utc();
    (left > TimeDelta::zero()).then(|| left.to_std().unwrap_or_default())
}

/// The name of a habit; its id if the content knows it no more.
pub(in crate::screens) fn habit_name<'a>(id: &'a str, cx: &Context<'a>) -> &'a str {
    cx.library.guidance.habits.habits.iter().find(|habit| habit.id == id).map_or(id, |habit| habit.name.as_str())
}

/// `Fri 5 Mar`
fn date(day: Day) -> String {
    day.date().format("%a %-d %b").to_string()
}
