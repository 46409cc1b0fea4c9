//! Local time for tests: an offset that changes at known instants, by daylight saving or by travel.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};
use unhunch::domain::Zone;

/// An offset and the instants from which another one holds, in order.
#[derive(Clone, Debug)]
pub struct Changing {
    pub first: FixedOffset,
    pub then: Vec<(DateTime<Utc>, FixedOffset)>,
}

impl Changing {
    /// From hours east and changes such as `("2026-03-29T01:00:00Z", 2)`.
    pub fn new(first: i32, then: &[(&str, i32)]) -> Self {
        let hours = |h: i32| FixedOffset::east_opt(h * 3600).expect("hours of a day");
        Self { first: hours(first), then: then.iter().map(|(at, h)| (at.parse().expect("an instant"), hours(*h))).collect() }
    }
}

impl Zone for Changing {
    fn offset(&self, at: DateTime<Utc>) -> FixedOffset {
        self.then.iter().rev().find(|(from, _)| *from <= at).map_or(self.first, |(_, offset)| *offset)
    }

    fn earliest(&self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        let offsets = std::iter::once(self.first).chain(self.then.iter().map(|(_, offset)| *offset));
        let read = offsets.filter_map(|offset| {
            let at = (local - offset).and_utc();
            (self.offset(at) == offset).then(|| at.with_timezone(&offset))
        });
        // a time that a change skips is the instant of the change
        let skipped = || {
            let at = self.then.iter().map(|(at, _)| *at).find(|at| at.with_timezone(&self.offset(*at)).naive_local() > local);
            at.map_or_else(|| local.and_utc().with_timezone(&self.first), |at| at.with_timezone(&self.offset(at)))
        };
        read.min().unwrap_or_else(skipped)
    }
}

#[test]
fn a_day_that_loses_an_hour_still_ends_where_the_next_begins() {
    let berlin = Changing::new(1, &[("2026-03-29T01:00:00Z", 2)]);
    let read = |text: &str| berlin.earliest(text.parse().expect("a time")).to_rfc3339();
    assert_eq!(read("2026-03-29T01:30:00"), "2026-03-29T01:30:00+01:00");
    assert_eq!(read("2026-03-29T02:30:00"), "2026-03-29T03:00:00+02:00", "skipped");
    assert_eq!(read("2026-03-29T04:00:00"), "2026-03-29T04:00:00+02:00");
}
