//! When something was felt, as it is typed and shown: `10:44`, `yesterday 21:30`, `23 Feb 21:30`.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::app::Context;
use crate::config::ClockStyle;
use crate::domain::Moment;
use crate::store::Stamp;

/// One step back or on, in minutes.
const STEP: u32 = 15;

/// A local reading in the form in which it is typed, its time as the settings have it. The year stands there if it is another one.
pub(super) fn shown(at: NaiveDateTime, now: NaiveDateTime, clock: ClockStyle) -> String {
    let time = clock.time(at);
    if at.date() == now.date() {
        time
    } else if Some(at.date()) == now.date().checked_sub_days(Days::new(1)) {
        format!("yesterday {time}")
    } else if at.year() == now.year() {
        format!("{} {time}", at.format("%-d %b"))
    } else {
        format!("{} {time}", at.format("%-d %b %Y"))
    }
}

/// A typed reading, or why it is none. A time without a day is of today.
pub(super) fn read(text: &str, now: NaiveDateTime) -> Result<NaiveDateTime, String> {
    let wrong = || format!("`{}` is no time; write 09:30, y 21:30 for yesterday, or 23 Feb 21:30.", text.trim());
    let lower = text.trim().to_lowercase();
    let is_evening = lower.ends_with("pm");
    let words: Vec<&str> = lower.trim_end_matches("pm").trim_end_matches("am").split_whitespace().collect();
    let (time, day) = words.split_last().ok_or_else(wrong)?;
    let time = time_of(time).filter(|t| !is_evening || t.hour() <= 12).ok_or_else(wrong)?;
    let time = match (time.hour(), is_evening, lower.ends_with("am")) {
        (1..=11, true, _) => time + TimeDelta::hours(12),
        (12, _, true) => time - TimeDelta::hours(12),
        _ => time,
    };
    let date = match day {
        [] | ["today"] => Some(now.date()),
        ["y" | "yesterday"] => now.date().checked_sub_days(Days::new(1)),
        [day, month] => date_of(day, month, now.year()),
        [day, month, year] => year.parse().ok().and_then(|year| date_of(day, month, year)),
        _ => None,
    };
    let at = date.ok_or_else(wrong)?.and_time(time);
    if at > now {
        let hint = if at.date() == now.date() { " Put a y before it for yesterday." } else { "" };
        return Err(format!("{} is still to come.{hint}", text.trim()));
    }
    Ok(at)
}

/// A time of day as it is typed: `9:30`, `14.05`.
pub(in crate::screens) fn time_of(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once([':', '.'])?;
    let is_short = |part: &str| (1..=2).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    if !is_short(hour) || minute.len() != 2 || !is_short(minute) {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

fn date_of(day: &str, month: &str, year: i32) -> Option<NaiveDate> {
    let month = month.parse::<chrono::Month>().ok()?.number_from_month();
    NaiveDate::from_ymd_opt(year, month, day.trim_end_matches('.').parse().ok()?)
}

/// A quarter of an hour earlier or later, on the quarters of the hour; never later than now.
pub(super) fn stepped(at: NaiveDateTime, later: bool, now: NaiveDateTime) -> NaiveDateTime {
    let over = i64::from(at.minute() % STEP);
    let by = match (later, over) {
        (false, 0) => -i64::from(STEP),
        (false, over) => -over,
        (true, over) => i64::from(STEP) - over,
    };
    at.with_second(0).unwrap_or(at).checked_add_signed(TimeDelta::minutes(by)).unwrap_or(at).min(now)
}

/// A local reading as it is stored. Where the clock was set forward and swallowed it, the first instant after.
pub(super) fn stamp(at: NaiveDateTime, cx: &Context) -> Stamp {
    let at = cx.zone.earliest(at).min(cx.now.wall);
    let moment = Moment { wall: at, ..*cx.now };
    Stamp { at: moment.millis(), off: moment.offset_minutes(), day: cx.settings.day_start().day_of(at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
    }

    const NOW: &str = "2026-03-02 10:44";

    #[test]
    fn times_of_today_of_yesterday_and_of_any_day_are_read() {
        for (text, meant) in [
            ("9:30", "2026-03-02 09:30"),
            ("10.44", "2026-03-02 10:44"),
            (" y 21:30 ", "2026-03-01 21:30"),
            ("Yesterday 9:30 pm", "2026-03-01 21:30"),
            ("12:10 am", "2026-03-02 00:10"),
            ("23 Feb 21:30", "2026-02-23 21:30"),
            ("31 December 2025 8:05", "2025-12-31 08:05"),
        ] {
            assert_eq!(read(text, at(NOW)), Ok(at(meant)), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_or_still_to_come_is_refused_in_words() {
        for text in ["", "25:00", "9", "9:3", "soon", "30 Feb 10:00", "13:00 pm x", "-1:00"] {
            assert!(read(text, at(NOW)).expect_err(text).contains("is no time"), "{text}");
        }
        assert_eq!(read("21:30", at(NOW)), Err("21:30 is still to come. Put a y before it for yesterday.".into()));
        assert_eq!(read("5 Mar 08:00", at(NOW)), Err("5 Mar 08:00 is still to come.".into()));
    }

    #[test]
    fn steps_go_by_the_quarters_and_never_beyond_now() {
        let mut time = at(NOW);
        let mut seen = Vec::new();
        for later in [false, false, true, true, true] {
            time = stepped(time, later, at(NOW));
            seen.push(time.format("%H:%M").to_string());
        }
        assert_eq!(seen, ["10:30", "10:15", "10:30", "10:44", "10:44"]);
        assert_eq!(stepped(at("2026-03-02 00:00"), false, at(NOW)), at("2026-03-01 23:45"));
    }

    #[test]
    fn a_time_stands_there_as_the_settings_write_times() {
        let shown = |then, clock| shown(at(then), at(NOW), clock);
        assert_eq!(shown("2026-03-02 00:20", ClockStyle::H24), "00:20");
        assert_eq!(shown("2026-03-02 00:20", ClockStyle::H12), "12:20 am");
        assert_eq!(shown("2026-03-01 14:20", ClockStyle::H12), "yesterday 2:20 pm");
        assert_eq!(shown("2025-12-31 14:20", ClockStyle::H12), "31 Dec 2025 2:20 pm");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(minutes in 0i64..900_000) {
            let now = at(NOW);
            let then = now - TimeDelta::minutes(minutes);
            for clock in [ClockStyle::H24, ClockStyle::H12] {
                prop_assert_eq!(read(&shown(then, now, clock), now), Ok(then));
            }
        }

        #[test]
        fn nothing_that_is_typed_breaks_it(text in "\\PC{0,20}") {
            let _ = read(&text, at(NOW));
        }
    }
}
