//! Time as it is handed in: three clocks at once, and the zone in which wall time is read.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};

/// One instant on three clocks. Nothing in this house but the runtime asks for the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Time awake since an arbitrary start; stands still while the machine sleeps. Holds and breaths.
    pub awake: Duration,
    /// Time since the same kind of start, sleep included. Nudges.
    pub boot: Duration,
    /// The wall clock with its offset. Days, the journal.
    pub wall: DateTime<FixedOffset>,
}

impl Moment {
    /// UTC milliseconds since 1970, as stored.
    #[must_use]
    pub fn millis(&self) -> i64 {
        self.wall.timestamp_millis()
    }

    /// Minutes east of UTC, as stored.
    #[must_use]
    pub fn offset_minutes(&self) -> i32 {
        self.wall.offset().local_minus_utc() / 60
    }
}

/// A stored instant, in UTC milliseconds and minutes east, as the clock on the wall read then.
#[must_use]
pub fn local(at: i64, off: i32) -> NaiveDateTime {
    DateTime::<Utc>::from_timestamp_millis(at).unwrap_or_default().naive_utc() + TimeDelta::minutes(off.into())
}

/// The rules of local time. Gaps and overlaps of clock changes are answered, never unwrapped.
pub trait Zone: Send + Sync + std::fmt::Debug {
    /// The offset in force at an instant.
    fn offset(&self, at: DateTime<Utc>) -> FixedOffset;
    /// An instant as the clock on the wall reads then.
    fn wall(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(&self.offset(at))
    }
    /// The earliest instant whose local reading is `local`, or the first one after the gap that swallowed it.
    fn earliest(&self, local: NaiveDateTime) -> DateTime<FixedOffset>;
}
