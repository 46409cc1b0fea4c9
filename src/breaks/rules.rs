//! The rules by which nudges come: lengths, hours and companions, as chosen. The schedule never sees the settings themselves.

use std::time::Duration;

use chrono::{NaiveTime, Weekday};

/// When nudges may come on a day of the week: from, to; in order, none of them overlapping.
pub type Hours = Vec<(NaiveTime, NaiveTime)>;

/// A block of standing and how it grows (the desk check's advice: 15 to 20 minutes at first).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Sitting before one is nudged to stand.
    pub sit: Duration,
    /// Standing before one is nudged to sit.
    pub stand: Duration,
}

/// What holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Sitting before one is nudged to move: 30 to 45 minutes. Nothing: no nudges of its own.
    pub every: Option<Duration>,
    /// An unanswered nudge comes again after this.
    pub again: Duration,
    /// So often in all.
    pub times: u8,
    /// Between two different nudges.
    pub apart: Duration,
    /// Time away from which on it counts as a rest.
    pub rest: Duration,
    /// Time away from which on one is asked what it was.
    pub ask: Duration,
    /// How long that question stays; then it was a rest.
    pub asking: Duration,
    /// How long before a nudge the title says so.
    pub notice: Duration,
    /// How long after a set the interval begins, if no key is pressed.
    pub back: Duration,
    /// The hours of each day of the week, Monday first. Empty days have none.
    pub hours: [Hours; 7],
    /// Standing blocks, if wished.
    pub stand: Option<Block>,
    /// Drinking, if wished.
    pub water: Option<Duration>,
    /// Sitting otherwise, if wished.
    pub posture: Option<Duration>,
    /// The time of day of the routine, if wished.
    pub routine_at: Option<NaiveTime>,
    /// The time of day of the evening's rating, if wished.
    pub evening_at: Option<NaiveTime>,
}

impl Rules {
    /// The hours of a day of the week.
    #[must_use]
    pub fn hours_of(&self, day: Weekday) -> &Hours {
        &self.hours[day.num_days_from_monday() as usize]
    }
}

impl Default for Rules {
    fn default() -> Self {
        let minutes = |n: u64| Duration::from_secs(n * 60);
        let whole = vec![(NaiveTime::MIN, NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN))];
        Self {
            every: Some(minutes(40)),
            again: minutes(3),
            times: 3,
            apart: minutes(20),
            rest: minutes(1),
            ask: minutes(10),
            asking: minutes(1),
            notice: minutes(1),
            back: minutes(5),
            hours: std::array::from_fn(|_| whole.clone()),
            stand: None,
            water: None,
            posture: None,
            routine_at: None,
            evening_at: None,
        }
    }
}
