//! The rules of local time: the system's own, or one offset for a clock that was set.

use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, Offset, TimeDelta, TimeZone, Timelike, Utc};

use crate::domain::Zone;

/// The system's zone. A `TZ` that does not read counts as the system's own setting, and that as UTC.
#[derive(Clone, Copy, Debug)]
pub struct LocalZone;

impl Zone for LocalZone {
    fn offset(&self, at: DateTime<Utc>) -> FixedOffset {
        Local.offset_from_utc_datetime(&at.naive_utc()).fix()
    }

    fn earliest(&self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        earliest_in(&Local, local)
    }
}

/// One offset all year round.
#[derive(Clone, Copy, Debug)]
pub struct FixedZone(pub FixedOffset);

impl Zone for FixedZone {
    fn offset(&self, _at: DateTime<Utc>) -> FixedOffset {
        self.0
    }

    fn earliest(&self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        earliest_in(&self.0, local)
    }
}

/// Clock changes skip an hour or less, but Samoa once skipped a day.
const LONGEST_GAP_MINUTES: i64 = 26 * 60;

fn earliest_in<Tz: TimeZone>(zone: &Tz, local: NaiveDateTime) -> DateTime<FixedOffset> {
    let read = |local: NaiveDateTime| zone.from_local_datetime(&local).earliest().map(|at| at.fixed_offset());
    let minute = local.with_second(0).and_then(|t| t.with_nanosecond(0)).unwrap_or(local);
    read(local)
        .or_else(|| (1..=LONGEST_GAP_MINUTES).find_map(|n| read(minute.checked_add_signed(TimeDelta::minutes(n))?)))
        .unwrap_or_else(|| local.and_utc().fixed_offset())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{MappedLocalTime, NaiveDate};

    /// Changes its offset once.
    #[derive(Clone, Debug)]
    struct Changing {
        at: NaiveDateTime,
        before: FixedOffset,
        after: FixedOffset,
    }

    impl TimeZone for Changing {
        type Offset = FixedOffset;
        fn from_offset(offset: &FixedOffset) -> Self {
            Self { at: NaiveDateTime::MIN, before: *offset, after: *offset }
        }
        fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<FixedOffset> {
            self.offset_from_local_datetime(&local.and_hms_opt(0, 0, 0).expect("midnight"))
        }
        fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<FixedOffset> {
            let was_before = *local - self.before < self.at;
            let is_after = *local - self.after >= self.at;
            match (was_before, is_after) {
                (true, true) => MappedLocalTime::Ambiguous(self.before, self.after),
                (true, false) => MappedLocalTime::Single(self.before),
                (false, true) => MappedLocalTime::Single(self.after),
                (false, false) => MappedLocalTime::None,
            }
        }
        fn offset_from_utc_date(&self, utc: &NaiveDate) -> FixedOffset {
            self.offset_from_utc_datetime(&utc.and_hms_opt(0, 0, 0).expect("midnight"))
        }
        fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> FixedOffset {
            if *utc < self.at { self.before } else { self.after }
        }
    }

    fn hours(h: i32) -> FixedOffset {
        FixedOffset::east_opt(h * 3600).expect("an offset")
    }

    fn local(text: &str) -> NaiveDateTime {
        text.parse().expect("a local time")
    }

    #[test]
    fn a_reading_inside_a_gap_is_the_first_instant_after_it() {
        let spring = Changing { at: local("2026-03-29T01:00:00"), before: hours(1), after: hours(2) };
        assert_eq!(earliest_in(&spring, local("2026-03-29T02:30:15")).to_rfc3339(), "2026-03-29T03:00:00+02:00");
        assert_eq!(earliest_in(&spring, local("2026-03-29T01:59:00")).to_rfc3339(), "2026-03-29T01:59:00+01:00");
        let samoa = Changing { at: local("2011-12-30T10:00:00"), before: hours(-10), after: hours(14) };
        assert_eq!(earliest_in(&samoa, local("2011-12-30T04:00:00")).to_rfc3339(), "2011-12-31T00:00:00+14:00");
    }

    #[test]
    fn a_reading_that_comes_twice_is_its_first_instant() {
        let autumn = Changing { at: local("2026-10-25T01:00:00"), before: hours(2), after: hours(1) };
        assert_eq!(earliest_in(&autumn, local("2026-10-25T02:30:00")).to_rfc3339(), "2026-10-25T02:30:00+02:00");
    }

    #[test]
    fn the_systems_zone_reads_its_own_instants_back() {
        let noon = local("2026-06-15T12:00:00");
        let at = LocalZone.earliest(noon);
        assert_eq!((at.naive_local(), *at.offset()), (noon, LocalZone.offset(at.to_utc())));
    }
}
