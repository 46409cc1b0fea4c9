//! What the numbers can carry: a change, a slope, two sides, each with its interval, or nothing. Pure: numbers and days go in, a verdict with what
//! its words are made of comes out. No cause is named here and nothing is ranked.

mod around;
mod numbers;
mod result;
mod serial;
mod sides;
mod slope;
pub mod words;

pub use around::{Around, Changes, around};
pub use numbers::{Estimate, Group, Points, series};
pub use result::{PlanResult, Size, Uncompared, Worse, is_severe_still, result, worse};
pub use sides::{ExerciseLine, Sides, Tally, exercises, habit};
pub use slope::{Slope, slope};

/// From how much on something is said, and how carefully. The table of the research (exercise-pain 3f), one field for each of its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    /// Sessions with both numbers on time, before a typical change is named.
    pub pairs: u32,
    /// Rated days before day 1 that a plan's result is held against.
    pub baseline: usize,
    /// The span of the last days, and how many of them are rated at least.
    pub last: (i32, usize),
    /// A size many people notice: so many points …
    pub points: f64,
    /// … and such a share of the mean before.
    pub share: f64,
    /// A baseline that begins at this score or above began on a bad day.
    pub bad: u8,
    /// How alike two neighbouring days are taken to be at least, where two means are compared: two weeks cannot tell.
    pub alike: f64,
    /// How far the days of a steady person lie apart at least (standard deviation).
    pub spread: f64,
    /// Worse is said from so many points on, on means of so many days.
    pub worse: (f64, usize),
    /// A week at this mean or above, this many days after the first, and no lower: somebody should look at it.
    pub severe: (f64, i32),
    /// Rated days before a slope is named, and before it is called a trend.
    pub slope: (usize, usize),
    /// Sessions with and without an exercise.
    pub sessions: u32,
    /// Days with and without a habit.
    pub days: usize,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            pairs: 6,
            baseline: 3,
            last: (7, 5),
            points: 2.0,
            share: 0.3,
            bad: 6,
            alike: 0.7,
            spread: 1.6,
            worse: (2.0, 3),
            severe: (6.0, 14),
            slope: (14, 28),
            sessions: 8,
            days: 14,
        }
    }
}
