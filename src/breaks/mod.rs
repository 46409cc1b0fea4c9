//! When a nudge to move is due, and what became of it: one schedule for all nudges. Pure: time, rules and what happened go in, wishes come out.

mod kept;
mod rules;
mod schedule;
mod words;

pub use kept::{Keep, NudgeRow, Quiet, QuietWhy, Saved, SpellRow};
pub use rules::{Block, Hours, Rules};
pub use schedule::{Asked, At, Heard, Next, Schedule, State, Wish};
pub use words::{Answer, Nudge, Spell, Time};
