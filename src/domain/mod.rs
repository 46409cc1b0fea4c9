//! What exists: exercises, routines, plans, sessions, pain entries, days. Floor 0: knows nothing else of this house.

mod answers;
mod body;
mod care;
mod clean;
mod day;
mod dose;
mod entry;
mod exercise;
mod guidance;
mod moment;
mod notice;
mod plan;
mod problem;
mod routine;
mod run;
mod say;
mod session;
mod uid;

pub use answers::{AnswerKind, Answers, WarningAnswers};
pub use body::{Cause, Did, Quality, Region, Word};
pub use care::{Care, CarePhase};
pub use clean::{clean, clean_line};
pub use day::{Day, DayStart};
pub use dose::{Beat, Breath, Dose, DosePart, Range, Sides, Tempo, Work};
pub use entry::{Entry, EntryMoment, Recall, Score};
pub use exercise::{Avoid, Equipment, Exercise, Kind, Names, Position, Variant, VariantKind};
pub use guidance::{
    Background, Conditions, Desk, DeskPoint, Evidence, Expectation, Habit, Habits, Question, Remedies, Remedy, Saying, Sign, Signs,
    Sources, Tier, WarningSigns,
};
pub use moment::{Moment, Zone, local};
pub use notice::Notice;
pub use plan::{Plan, PlanDay};
pub use problem::{Problem, Severity};
pub use routine::{Gentle, Routine, RoutineItem};
pub use run::{DayChoice, Run, RunChoice, RunEnd, RunPause};
pub use say::{capital, clock, fault, minutes, series, uncapital};
pub use session::{Item, Outcome, Session, SessionKind, SessionState, Side};
pub use uid::Uid;
