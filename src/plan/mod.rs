//! A run of a plan, as a function of what was done and chosen: which plan day falls on which calendar day, what today asks, how far it has come,
//! and what was rated. Pure: days are counted, nothing is stored here and no clock is read.

mod calendar;
mod history;
mod look;
mod standing;
#[cfg(test)]
mod standing_tests;

pub use calendar::{Falls, falls};
pub use history::{Done, History, Rating};
pub use look::{Look, Pair, Series, before_day1, look, since_day1};
pub use standing::{Because, DayState, Hold, PlanDayAt, Stage, Standing, Tally, TodayAsks, Week, end_if_paused, end_if_shifted, standing};
