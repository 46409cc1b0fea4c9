//! How much: sets, reps, holds, sides, tempo and breath, and the seconds they come to.

use serde::{Deserialize, Serialize};

/// What is counted inside one set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Work {
    /// So many repetitions, each as long as the tempo says (a side, if there are sides).
    Reps(u16),
    /// A position kept for so many seconds (a side).
    Hold(u16),
    /// A movement gone on with for so many seconds (a side).
    Time(u16),
    /// So many breaths at the exercise's paced breath.
    Breaths(u16),
}

impl Work {
    /// The number inside, whatever it counts.
    #[must_use]
    pub fn amount(self) -> u16 {
        match self {
            Self::Reps(n) | Self::Hold(n) | Self::Time(n) | Self::Breaths(n) => n,
        }
    }
}

/// How much of an exercise. Seconds everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// Sets (a side), or spots where the exercise says so. At least 1.
    #[serde(default = "one")]
    pub sets: u8,
    /// What one set holds.
    pub work: Work,
    /// Seconds of the hold inside each rep, in place of the tempo's own.
    #[serde(default)]
    pub hold: Option<u16>,
    /// Seconds of extra hold in the very first rep.
    #[serde(default)]
    pub first_hold: u16,
    /// Seconds of rest between two sets of the same side.
    #[serde(default)]
    pub rest: u16,
}

fn one() -> u8 {
    1
}

/// A dose with only what differs from the exercise's own; a routine's item carries one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DosePart {
    /// See [`Dose::sets`].
    pub sets: Option<u8>,
    /// See [`Dose::work`].
    pub work: Option<Work>,
    /// See [`Dose::hold`].
    pub hold: Option<u16>,
    /// See [`Dose::first_hold`].
    pub first_hold: Option<u16>,
    /// See [`Dose::rest`].
    pub rest: Option<u16>,
}

impl Dose {
    /// This dose with the parts of `other` in place of its own.
    #[must_use]
    pub fn with(&self, other: &DosePart) -> Self {
        Self {
            sets: other.sets.unwrap_or(self.sets),
            work: other.work.unwrap_or(self.work),
            hold: other.hold.or(self.hold),
            first_hold: other.first_hold.unwrap_or(self.first_hold),
            rest: other.rest.unwrap_or(self.rest),
        }
    }
}

/// The range inside which the sources stay, from and to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// Sets.
    #[serde(default)]
    pub sets: Option<(u8, u8)>,
    /// The number inside `work`, in the same unit as the exercise's own dose.
    pub amount: (u16, u16),
    /// Seconds of the hold inside a rep.
    #[serde(default)]
    pub hold: Option<(u16, u16)>,
}

/// Which sides an exercise is done on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sides {
    /// Both at once, or in the middle.
    #[default]
    Both,
    /// One after the other: all sets of one side, then all of the other, unless the exercise alternates its sets.
    Each,
    /// Left and right in turn inside a set; reps count a side.
    Alternating,
    /// Half of the set one way round, half the other.
    Directions,
}

/// What the breath does during a beat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Breath {
    /// Breathe in.
    In,
    /// Breathe out.
    Out,
    /// Breathe as it comes; never held.
    Free,
}

/// One part of a rep: what to do, for how long, with which breath.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Beat {
    /// Move while breathing in, so many seconds, under a word of at most ten letters: `In(2, "back")`.
    In(f32, String),
    /// Move while breathing out.
    Out(f32, String),
    /// Move while breathing freely.
    Move(f32, String),
    /// Stay, breathing freely. A routine may lengthen or shorten this one.
    Hold(f32, String),
    /// A moment of nothing before the next rep.
    Pause(f32),
}

impl Beat {
    /// Seconds of this beat.
    #[must_use]
    pub fn seconds(&self) -> f32 {
        match self {
            Self::In(s, _) | Self::Out(s, _) | Self::Move(s, _) | Self::Hold(s, _) | Self::Pause(s) => *s,
        }
    }

    /// The word that stands under the number while it lasts.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::In(_, w) | Self::Out(_, w) | Self::Move(_, w) | Self::Hold(_, w) => w,
            Self::Pause(_) => "pause",
        }
    }

    /// What the breath does meanwhile.
    #[must_use]
    pub fn breath(&self) -> Breath {
        match self {
            Self::In(..) => Breath::In,
            Self::Out(..) => Breath::Out,
            Self::Move(..) | Self::Hold(..) | Self::Pause(_) => Breath::Free,
        }
    }
}

/// How the breath goes in a hold, a timed movement or a breathing exercise. A pacer is drawn only for `Paced`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Tempo {
    /// As it comes.
    #[default]
    Free,
    /// Slow and even, no seconds named.
    Slow,
    /// Seconds in steps of half a second; a hold of 0 is left out.
    Paced {
        /// Breathing in.
        inhale: f32,
        /// Kept full.
        #[serde(default)]
        full: f32,
        /// Breathing out.
        exhale: f32,
        /// Kept empty.
        #[serde(default)]
        empty: f32,
    },
}
