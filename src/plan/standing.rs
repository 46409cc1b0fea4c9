//! How a run stands on a day: every plan day's state, what today asks, what is done, when it ends.

use super::calendar::{Falls, dates, falls};
use super::history::History;
use crate::domain::{Day, DayChoice, Plan, PlanDay, RunEnd, RunPause, SessionState, Uid};

/// What became of a plan day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayState {
    /// Done.
    Done,
    /// Done in its short version.
    Short,
    /// Begun and not brought to its end; on today it can still be done.
    Partial,
    /// Today, not done yet.
    Due,
    /// Left out with a reason.
    Excused,
    /// Past and not done. The screen says "open".
    Missed,
    /// Still ahead.
    ToCome,
}

/// Why today asks what it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The plan has it down.
    Plan,
    /// It was chosen for this day.
    Choice,
}

/// One plan day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanDayAt {
    /// Its number, from 1.
    pub number: u16,
    /// The calendar day it falls on; none while day 1 is not known.
    pub on: Option<Day>,
    /// What it asks.
    pub asks: PlanDay,
    /// Why.
    pub because: Because,
    /// What became of it.
    pub state: DayState,
    /// Whether the plan looks back on it.
    pub is_review: bool,
}

/// Why nothing is asked today although the run is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The pause.
    pub pause: Uid,
    /// Its last day.
    pub to: Day,
    /// Why.
    pub why: String,
}

/// Where a run is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Rated days are gathered before day 1.
    Baseline {
        /// Rated days so far.
        rated: u16,
        /// Rated days asked for.
        of: u16,
    },
    /// Day 1, or the next plan day after a shift of today, comes on this day.
    Waiting(Day),
    /// Today is this plan day.
    Running(u16),
    /// Paused; no plan day is used up.
    Paused(Hold),
    /// All plan days lie behind, and it was not closed yet.
    Over,
    /// Closed.
    Ended(RunEnd),
}

/// Plan days by what became of them: `done + excused + missed + left` is the length, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Done, short versions included.
    pub done: u16,
    /// Of these, short.
    pub short: u16,
    /// Excused.
    pub excused: u16,
    /// Past and not done, those done in part included.
    pub missed: u16,
    /// Of these, done in part.
    pub partial: u16,
    /// Today if it is not done yet, and what is ahead.
    pub left: u16,
}

/// The plan's week, seven plan days from 1, 8, 15 and so on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Week {
    /// Full days done in it, neither short nor gentle.
    pub full_done: u16,
    /// Full days still to do in it, today included.
    pub full_left: u16,
}

impl Week {
    /// Days a week on which strength is worked on at least.
    pub const STRENGTH_DAYS: u16 = 2;

    /// Whether fewer than two full days can still come together in this week, and fewer than two are left.
    #[must_use]
    pub fn is_short_of_strength(self) -> bool {
        self.full_done + self.full_left < Self::STRENGTH_DAYS
    }
}

/// What today asks, for whoever starts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TodayAsks {
    /// The plan day.
    pub number: u16,
    /// Of how many.
    pub of: u16,
    /// The routine; empty for habits.
    pub routine: String,
    /// Full, gentle or habits.
    pub asks: PlanDay,
    /// The plan's word or your own choice.
    pub because: Because,
    /// How it stands.
    pub state: DayState,
}

/// How a run stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where it is.
    pub stage: Stage,
    /// Every plan day, in order.
    pub days: Vec<PlanDayAt>,
    /// The days by what became of them.
    pub tally: Tally,
    /// Days done among the last seven calendar days, today included.
    pub done_in_seven: u16,
    /// The week of the plan in which today, or the next plan day, lies.
    pub week: Week,
    /// What today asks; none if today is no plan day.
    pub today: Option<TodayAsks>,
    /// The calendar day of the last plan day.
    pub end: Option<Day>,
    /// The last review that has been reached, by plan day.
    pub review: Option<u16>,
    /// Day 1, if the baseline has become whole and nobody has written that down yet: ask for `PlanRequest::Fix`.
    pub fix: Option<Day>,
    /// Rated days between the first day of the baseline and day 1.
    pub baseline_rated: u16,
}

impl Standing {
    /// The plan days 1 to `until` by what became of them: what a look back counts.
    #[must_use]
    pub fn tally_until(&self, until: u16, today: Day) -> Tally {
        tally(&self.days[..usize::from(until).min(self.days.len())], today)
    }

    /// The last plan day that has come by `today`; 0 before day 1.
    #[must_use]
    pub fn reached(&self, today: Day) -> u16 {
        count(self.days.iter().filter(|day| day.on.is_some_and(|on| on <= today)).count())
    }
}

/// How a run stands on `today`, by the rules of its plan. A run that was closed stands as it did on its last day.
#[must_use]
pub fn standing(history: &History, plan: &Plan, today: Day) -> Standing {
    let run = &history.run;
    let today = run.ended_day.map_or(today, |ended| ended.min(today));
    let rated = rated_days(history, today);
    let whole = run.day1.is_none() && run.baseline_day.is_some() && rated.len() >= usize::from(plan.baseline);
    let fix = whole.then(|| after_baseline(&rated, plan.baseline, run.baseline_day)).flatten();
    let day1 = run.day1.or(fix);
    let dates = day1.map(|day1| dates(history, day1, plan.habits)).unwrap_or_default();
    let days: Vec<PlanDayAt> = (0..usize::from(run.length)).map(|at| plan_day(history, plan, at, dates.get(at).copied(), today)).collect();
    let on: Vec<Option<Day>> = days.iter().map(|day| day.on).collect();
    let falls_today = falls(history, &on, today);
    let baseline_rated = count(rated.iter().filter(|day| day1.is_none_or(|day1| **day < day1)).count());
    let next = days.iter().find(|day| day.on.is_some_and(|on| on >= today));
    let stage = match (run.end_kind, falls_today, history.pause(today)) {
        (Some(kind), ..) => Stage::Ended(kind),
        (_, Falls::PlanDay(number), _) => Stage::Running(number),
        (_, Falls::After, _) => Stage::Over,
        (.., Some(pause)) => Stage::Paused(hold(pause)),
        (.., None) => match next.and_then(|day| day.on) {
            Some(on) => Stage::Waiting(on),
            None => Stage::Baseline { rated: baseline_rated, of: plan.baseline },
        },
    };
    let asks = match falls_today {
        Falls::PlanDay(number) if run.end_kind.is_none() => days.get(usize::from(number) - 1),
        _ => None,
    };
    let asks = asks.map(|day| TodayAsks {
        number: day.number,
        of: run.length,
        routine: run.routine.clone(),
        asks: day.asks,
        because: day.because,
        state: day.state,
    });
    let reached = |day: &&PlanDayAt| day.is_review && day.on.is_some_and(|on| on <= today);
    Standing {
        stage,
        tally: tally(&days, today),
        done_in_seven: count(days.iter().filter(|day| is_done(day.state) && day.on.is_some_and(|on| on > today.back(7))).count()),
        week: week(history, &days, next.map_or(run.length, |day| day.number)),
        today: asks,
        end: days.last().and_then(|day| day.on),
        review: days.iter().rev().find(reached).map(|day| day.number),
        fix: fix.filter(|_| run.ended_day.is_none()),
        baseline_rated,
        days,
    }
}

/// When the run would end if the rest were shifted by the day `missed`.
#[must_use]
pub fn end_if_shifted(history: &History, plan: &Plan, missed: Day, today: Day) -> Option<Day> {
    let mut changed = history.clone();
    changed.choices.retain(|choice| choice.day != missed);
    changed.choices.push(crate::domain::RunChoice { run: history.run.uid, day: missed, choice: DayChoice::Shifted, why: None });
    standing(&changed, plan, today).end
}

/// When the run would end if it were paused from one day to another.
#[must_use]
pub fn end_if_paused(history: &History, plan: &Plan, from: Day, to: Day, today: Day) -> Option<Day> {
    let mut changed = history.clone();
    changed.pauses.push(RunPause { uid: history.run.uid, run: history.run.uid, from, to, why: String::new() });
    standing(&changed, plan, today).end
}

/// The days with a rating of how it is now, from the first day of the baseline up to today, each once.
fn rated_days(history: &History, today: Day) -> Vec<Day> {
    let Some(first) = history.run.baseline_day else { return Vec::new() };
    let mut days: Vec<Day> = history.ratings.iter().map(|rating| rating.day).filter(|day| (first..=today).contains(day)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The day after the last one the baseline asked for.
fn after_baseline(rated: &[Day], asked: u16, first: Option<Day>) -> Option<Day> {
    match usize::from(asked) {
        0 => first,
        asked => rated.get(asked - 1).map(|day| day.next()),
    }
}

fn plan_day(history: &History, plan: &Plan, at: usize, on: Option<Day>, today: Day) -> PlanDayAt {
    let number = count(at + 1);
    let planned = plan.days.get(at).copied().unwrap_or(if history.run.is_of_habits() { PlanDay::Habits } else { PlanDay::Full });
    let (asks, chosen) = on.map_or((planned, false), |day| history.asks(day, planned));
    PlanDayAt {
        number,
        on,
        asks,
        because: if chosen { Because::Choice } else { Because::Plan },
        state: on.map_or(DayState::ToCome, |day| state(history, plan.habits, day, today)),
        is_review: plan.reviews.contains(&number),
    }
}

fn state(history: &History, habits: u8, day: Day, today: Day) -> DayState {
    if day > today {
        return DayState::ToCome;
    }
    let best = history.best(day);
    let ticked = history.run.is_of_habits() && history.ticks.get(&day).is_some_and(|ticks| *ticks > 0);
    if history.is_done(day, habits) {
        let short = !history.run.is_of_habits() && best.is_some_and(|session| session.short);
        return if short { DayState::Short } else { DayState::Done };
    }
    if history.choice(day).is_some_and(|choice| choice.choice == DayChoice::Excused) {
        return DayState::Excused;
    }
    let in_part = ticked || (!history.run.is_of_habits() && best.is_some_and(|session| session.state == SessionState::Partial));
    match (in_part, day == today) {
        (true, _) => DayState::Partial,
        (false, true) => DayState::Due,
        (false, false) => DayState::Missed,
    }
}

fn is_done(state: DayState) -> bool {
    matches!(state, DayState::Done | DayState::Short)
}

fn tally(days: &[PlanDayAt], today: Day) -> Tally {
    let mut tally = Tally::default();
    for day in days {
        match day.state {
            DayState::Done => tally.done += 1,
            DayState::Short => (tally.done, tally.short) = (tally.done + 1, tally.short + 1),
            DayState::Excused => tally.excused += 1,
            DayState::Missed => tally.missed += 1,
            DayState::Partial if day.on != Some(today) => (tally.missed, tally.partial) = (tally.missed + 1, tally.partial + 1),
            DayState::Partial | DayState::Due | DayState::ToCome => tally.left += 1,
        }
    }
    tally
}

fn week(history: &History, days: &[PlanDayAt], number: u16) -> Week {
    let first = usize::from(number.saturating_sub(1)) / 7 * 7;
    let mut week = Week::default();
    for day in days.iter().skip(first).take(7) {
        let whole = day.on.and_then(|on| history.best(on)).is_some_and(|session| !session.short && !session.gentle);
        match day.state {
            DayState::Done if whole => week.full_done += 1,
            DayState::Due | DayState::Partial | DayState::ToCome if day.asks == PlanDay::Full && day.number >= number => {
                week.full_left += 1
            }
            _ => {}
        }
    }
    week
}

fn hold(pause: &RunPause) -> Hold {
    Hold { pause: pause.uid, to: pause.to, why: pause.why.clone() }
}

fn count(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
