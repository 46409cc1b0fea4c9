//! The local plan day: when it begins, and what it is called.

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// Days since 1970-01-01, local, by the day start in force when it was written. Stored, never recomputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

/// The local time of day at which a new day begins (04:00 unless set): a session at half past midnight belongs to the evening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayStart(pub NaiveTime);

impl Default for DayStart {
    fn default() -> Self {
        Self(NaiveTime::from_hms_opt(4, 0, 0).unwrap_or(NaiveTime::MIN))
    }
}

impl DayStart {
    /// The day to which a local reading belongs. Calendar arithmetic: 23- and 25-hour days count as one.
    #[must_use]
    pub fn day_of(self, wall: DateTime<FixedOffset>) -> Day {
        let local = wall.naive_local();
        let date = if local.time() < self.0 { local.date().pred_opt().unwrap_or(local.date()) } else { local.date() };
        Day::from_date(date)
    }

    /// The local reading at which `day` ends and the next begins.
    #[must_use]
    pub fn end_of(self, day: Day) -> chrono::NaiveDateTime {
        day.next().date().and_time(self.0)
    }
}

impl Day {
    /// From a calendar date.
    #[must_use]
    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce() - NaiveDate::default().num_days_from_ce())
    }

    /// The calendar date.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        NaiveDate::default().checked_add_signed(Duration::days(i64::from(self.0))).unwrap_or_default()
    }

    /// The following day.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The day `count` days before this one.
    #[must_use]
    pub fn back(self, count: i32) -> Self {
        Self(self.0.saturating_sub(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).expect("a time")
    }

    #[test]
    fn half_past_midnight_belongs_to_the_evening_before() {
        let start = DayStart::default();
        assert_eq!(start.day_of(at("2026-03-02T23:50:00+01:00")), start.day_of(at("2026-03-03T00:20:00+01:00")));
        assert_ne!(start.day_of(at("2026-03-03T03:59:59+01:00")), start.day_of(at("2026-03-03T04:00:00+01:00")));
    }

    #[test]
    fn a_day_and_its_date_are_one_to_one() {
        for n in [-1000, 0, 11_016, 20_517] {
            assert_eq!(Day::from_date(Day(n).date()), Day(n));
        }
        assert_eq!(Day(0).date().to_string(), "1970-01-01");
    }
}
