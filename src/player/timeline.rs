//! The frozen timeline: which step lasts from when to when. Built once from content, stored with the session, never recomputed.

use serde::{Deserialize, Serialize};

use super::lay::{READY_NEXT, Unit, describe, lay};
use super::pacer::Pace;
use crate::domain::{Breath, Equipment, Position, Side};

/// What the player says of one exercise of the session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The exercise's id, or the care's.
    pub id: String,
    /// The variant's name, empty for the exercise itself.
    pub variant: String,
    /// The name shown.
    pub name: String,
    /// The start position; none for timed care.
    pub position: Option<Position>,
    /// What is needed.
    pub equipment: Vec<Equipment>,
    /// How to come into the start position.
    pub start: String,
    /// The line of the middle.
    pub cue: String,
    /// The same, short.
    pub cue_short: String,
    /// What to do at the change of sides.
    pub switch: String,
    /// Where one feels it.
    pub feel: String,
    /// Its steps.
    pub steps: Vec<String>,
    /// Its own signs to stop.
    pub stop_if: Vec<String>,
    /// What a set is called.
    pub set_name: String,
    /// What a rep is called.
    pub rep_name: String,
    /// The dose in words.
    pub dose: String,
    /// Whether there is an easier form to offer.
    pub has_easier: bool,
}

/// One part of a rep on the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BeatPlan {
    /// Milliseconds.
    pub ms: u64,
    /// The word under the number.
    pub word: String,
    /// What the breath does.
    pub breath: Breath,
}

/// What happens inside a work step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pattern {
    /// A position is kept.
    Hold,
    /// A movement goes on; with two directions the second half goes the other way.
    Flow {
        /// The two ways round.
        directions: Option<(String, String)>,
    },
    /// Repetitions at a tempo.
    Reps {
        /// Reps in all, both sides of alternating ones counted.
        count: u16,
        /// The parts of one rep.
        beats: Vec<BeatPlan>,
        /// Extra milliseconds in the first rep's second beat (its hold).
        first_extra: u64,
        /// Whether left and right take turns.
        alternating: bool,
        /// A name for each rep in turn; empty where all are alike.
        names: Vec<String>,
        /// The two ways round, and the milliseconds of the change between them.
        directions: Option<(String, String, u64)>,
    },
    /// So many breaths of the pace.
    Breaths {
        /// How many.
        count: u16,
    },
}

/// What a step is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "nearly every step of a timeline is work")]
pub enum StepKind {
    /// Come into the start position.
    Ready,
    /// One set on one side: the item that is logged.
    Work {
        /// Its place among the items, from 0.
        seq: usize,
        /// The side.
        side: Side,
        /// Which set, from 1.
        set: u8,
        /// Of how many.
        sets: u8,
        /// What happens inside.
        pattern: Pattern,
        /// The paced breath, if the exercise names its seconds.
        pace: Option<Pace>,
        /// The word for timed care's phase, empty otherwise.
        word: String,
        /// What is said in this phase of timed care, empty otherwise.
        #[serde(default)]
        cue: String,
    },
    /// Rest before the next set.
    Rest,
    /// Change sides; the side that comes.
    Switch(Side),
}

/// One step of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Which part (exercise) it belongs to, from 0.
    pub part: usize,
    /// Milliseconds.
    pub ms: u64,
    /// What it is.
    pub kind: StepKind,
}

/// A place on the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The step, from 0.
    pub step: usize,
    /// Milliseconds inside it.
    pub ms: u64,
}

/// The frozen timeline of a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// What it is called.
    pub title: String,
    /// Its exercises in order.
    pub parts: Vec<Part>,
    /// Its steps in order; none lasts 0.
    pub steps: Vec<Step>,
}

impl Timeline {
    /// Milliseconds from the first get-ready to the end.
    #[must_use]
    pub fn total_ms(&self) -> u64 {
        self.steps.iter().map(|s| s.ms).sum()
    }

    /// Milliseconds at which a step begins; the total for a step beyond the last.
    #[must_use]
    pub fn start_of(&self, step: usize) -> u64 {
        self.steps.iter().take(step).map(|s| s.ms).sum()
    }

    /// Where elapsed milliseconds lead; nothing once the end is reached.
    #[must_use]
    pub fn place(&self, elapsed: u64) -> Option<Place> {
        let mut left = elapsed;
        for (step, s) in self.steps.iter().enumerate() {
            if left < s.ms {
                return Some(Place { step, ms: left });
            }
            left -= s.ms;
        }
        None
    }

    /// Milliseconds spent in one part, all its steps together.
    #[must_use]
    pub fn part_ms(&self, part: usize) -> u64 {
        self.steps.iter().filter(|s| s.part == part).map(|s| s.ms).sum()
    }

    /// Ends a step after `ms`, drops the rest of its exercise and lays `unit` there instead; returns the first step of it.
    pub(super) fn swap(&mut self, step: usize, ms: u64, unit: &Unit<'_>) -> usize {
        let part = self.steps[step].part;
        let begins = step + 1;
        let rest = self.steps[begins..].iter().position(|s| s.part != part).map_or(self.steps.len(), |n| begins + n);
        let mut tail = self.steps.split_off(rest);
        self.steps.truncate(begins);
        self.steps[step].ms = ms.max(1);
        self.parts.insert(part + 1, describe(unit));
        for later in &mut tail {
            later.part += 1;
        }
        self.steps.push(Step { part: part + 1, ms: READY_NEXT * 1000, kind: StepKind::Ready });
        lay(unit, part + 1, &mut 0, &mut self.steps);
        self.steps.append(&mut tail);
        let work = self.steps.iter_mut().filter_map(|s| if let StepKind::Work { seq, .. } = &mut s.kind { Some(seq) } else { None });
        for (number, seq) in work.enumerate() {
            *seq = number;
        }
        begins
    }

    /// The work steps, each with its index.
    pub fn work(&self) -> impl DoubleEndedIterator<Item = (usize, &Step)> {
        self.steps.iter().enumerate().filter(|(_, s)| matches!(s.kind, StepKind::Work { .. }))
    }
}

#[cfg(test)]
#[path = "timeline_tests.rs"]
pub(in crate::player) mod tests;
