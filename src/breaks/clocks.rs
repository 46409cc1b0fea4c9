//! The two clocks of the schedule: instants on the boot clock, which nobody can set, and what the wall reads at them.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::domain::Moment;

/// An instant on the boot clock, in whole milliseconds. Everything that runs is counted on it, so that no clock, zone or daylight saving moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Boot(i64);

impl Boot {
    pub fn of(now: &Moment) -> Self {
        Self(millis(now.boot))
    }

    pub fn plus(self, span: Duration) -> Self {
        Self(self.0.saturating_add(millis(span)))
    }

    pub fn less(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(millis(span)))
    }

    /// How long after `earlier` this is; nothing if it is not.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or_default())
    }

    /// When the awake clock will read it: never before now.
    pub fn awake(self, now: &Moment) -> Duration {
        let boot = Duration::from_millis(u64::try_from(self.0).unwrap_or_default());
        now.awake.saturating_add(boot.saturating_sub(now.boot))
    }
}

/// By how much the wall, in UTC milliseconds, is ahead of the boot clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ahead(i64);

/// What the wall clock is off by less is slewing, not setting: nothing is written anew for it.
const SLEWED_MS: i64 = 1000;

impl Ahead {
    pub fn of(now: &Moment) -> Self {
        Self(now.millis().saturating_sub(millis(now.boot)))
    }

    /// This, or what holds now if the clock was set since.
    pub fn followed(self, now: &Moment) -> Self {
        let is = Self::of(now);
        if is.0.abs_diff(self.0) < SLEWED_MS.unsigned_abs() { self } else { is }
    }

    pub fn wall(self, at: Boot) -> i64 {
        at.0.saturating_add(self.0)
    }

    pub fn boot(self, wall: i64) -> Boot {
        Boot(wall.saturating_sub(self.0))
    }

    pub fn utc(self, at: Boot) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.wall(at)).unwrap_or_default()
    }
}

fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}
