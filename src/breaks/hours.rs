//! The hours in which nudges may come, laid on the days as the zone has them, and the instant of a time of day.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use super::rules::Rules;
use crate::domain::Zone;

/// Whether an instant lies in the hours, and until when that stays so; nothing if it does for more than a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub inside: bool,
    pub until: Option<DateTime<Utc>>,
}

/// So many days are looked at ahead: a week, and the days beside it.
const LOOKED_AT: u64 = 9;

/// The stretch of the hours, or between them, in which an instant lies. Hours that touch are one, also over midnight.
pub(super) fn stretch(rules: &Rules, zone: &dyn Zone, at: DateTime<Utc>) -> Stretch {
    if rules.hours.iter().all(|day| matches!(day[..], [(NaiveTime::MIN, to)] if is_midnight(to))) {
        return Stretch { inside: true, until: None };
    }
    let first = date(zone, at).pred_opt().unwrap_or(NaiveDate::MIN);
    let ranges = (0..=LOOKED_AT).filter_map(|n| first.checked_add_days(Days::new(n))).flat_map(|day| {
        let hours = rules.hours_of(chrono::Datelike::weekday(&day));
        hours.iter().map(move |&(from, to)| (instant(zone, day, from), end_of(zone, day, to)))
    });
    let mut laid: Option<(DateTime<Utc>, DateTime<Utc>)> = None;
    for (from, to) in ranges.filter(|(from, to)| from < to && *to > at) {
        match &mut laid {
            Some((_, last)) if from <= *last => *last = to.max(*last),
            Some(_) => break,
            None if from > at => return Stretch { inside: false, until: Some(from) },
            None => laid = Some((from, to)),
        }
    }
    let end = first.checked_add_days(Days::new(LOOKED_AT)).map(|last| instant(zone, last, NaiveTime::MIN));
    Stretch { inside: laid.is_some(), until: laid.map(|(_, to)| to).filter(|to| end.is_none_or(|end| *to < end)) }
}

/// The date on the wall at an instant.
pub(super) fn date(zone: &dyn Zone, at: DateTime<Utc>) -> NaiveDate {
    zone.wall(at).date_naive()
}

/// When a day's clock reads a time of day for the first time.
pub(super) fn instant(zone: &dyn Zone, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    zone.earliest(day.and_time(time)).to_utc()
}

fn end_of(zone: &dyn Zone, day: NaiveDate, to: NaiveTime) -> DateTime<Utc> {
    match day.succ_opt() {
        Some(next) if is_midnight(to) => instant(zone, next, NaiveTime::MIN),
        _ => instant(zone, day, to),
    }
}

/// A day's last second stands for its end: no time of day can say 24:00.
fn is_midnight(to: NaiveTime) -> bool {
    NaiveTime::from_hms_opt(23, 59, 59).is_some_and(|last| to >= last)
}
