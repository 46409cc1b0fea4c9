//! When a nudge to move is due, and what became of it: one schedule for all nudges. Pure: time, rules and what happened go in, wishes come out.

mod clocks;
mod coming;
mod course;
#[cfg(test)]
mod day_tests;
#[cfg(test)]
mod desk_tests;
mod hear;
mod hours;
mod keeping;
mod kept;
#[cfg(test)]
mod laws_tests;
mod rules;
mod schedule;
#[cfg(test)]
mod schedule_tests;
mod words;

pub use kept::{Keep, Marks, NudgeRow, Quiet, QuietWhy, Saved, SpellRow};
pub use rules::{Block, Hours, Rules};
pub use schedule::{Asked, At, Heard, Next, Schedule, State, Wish};
pub use words::{Answer, Nudge, Spell, Time};
