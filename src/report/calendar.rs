//! Days of a plan as an iCalendar (RFC 5545): all-day events that a calendar can subscribe to or take in again, each under the same name every time.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};

use crate::domain::{Day, Uid, clean_line};

/// The longest line, in bytes, without its end.
const LINE: usize = 75;

/// A day of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// The run it belongs to.
    pub run: Uid,
    /// Which of its days.
    pub number: u16,
    /// On which date.
    pub on: Day,
    /// What the calendar shows.
    pub title: String,
    /// What it says when it is opened.
    pub about: String,
}

/// The calendar. `now` is when it was made, in UTC milliseconds.
#[must_use]
pub fn calendar(days: &[CalendarDay], now: i64) -> String {
    let mut out = String::new();
    let stamp = DateTime::<Utc>::from_timestamp_millis(now).unwrap_or_default().format("%Y%m%dT%H%M%SZ");
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//unhunch//unhunch//EN", "CALSCALE:GREGORIAN"] {
        line(&mut out, text);
    }
    for day in days {
        let date = |day: Day| day.date().format("%Y%m%d").to_string();
        line(&mut out, "BEGIN:VEVENT");
        // the plan day and not the date: what is moved in the plan moves in the calendar
        line(&mut out, &format!("UID:{}-{}@unhunch", day.run, day.number));
        line(&mut out, &format!("DTSTAMP:{stamp}"));
        line(&mut out, &format!("DTSTART;VALUE=DATE:{}", date(day.on)));
        line(&mut out, &format!("DTEND;VALUE=DATE:{}", date(day.on.next())));
        line(&mut out, &format!("SUMMARY:{}", escaped(&day.title)));
        line(&mut out, &format!("DESCRIPTION:{}", escaped(&day.about)));
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

/// A text as a value: on one line, and nothing of it ends the value.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in clean_line(text).chars() {
        if matches!(c, '\\' | ';' | ',') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// One line, folded where it is too long, never inside a character.
fn line(out: &mut String, text: &str) {
    let mut wide = 0;
    for c in text.chars() {
        if wide + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            wide = 1;
        }
        wide += c.len_utf8();
        let _ = out.write_char(c);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(title: &str, about: &str) -> CalendarDay {
        CalendarDay { run: Uid::at(1, &[7; 10]), number: 5, on: Day(20_514), title: title.to_owned(), about: about.to_owned() }
    }

    /// Unfolds a calendar and reads it: the lines as name and value, escapes undone.
    fn read(text: &str) -> Vec<(String, String)> {
        let unfolded = text.replace("\r\n ", "");
        let lines = unfolded.strip_suffix("\r\n").expect("a last end").split("\r\n");
        lines
            .map(|line| {
                let (name, value) = line.split_once(':').expect("a value");
                let mut plain = String::new();
                let mut chars = value.chars();
                while let Some(c) = chars.next() {
                    assert!(!matches!(c, ';' | ',') || name == "PRODID", "an open mark in {line}");
                    plain.push(if c == '\\' { chars.next().expect("what is escaped") } else { c });
                }
                (name.to_owned(), plain)
            })
            .collect()
    }

    fn of(text: &str, name: &str) -> String {
        read(text).into_iter().find(|(found, _)| found == name).map(|(_, value)| value).unwrap_or_default()
    }

    #[test]
    fn a_day_is_an_all_day_event_under_a_name_that_stays() {
        let text = calendar(&[day("Daily relief", "A gentle day, 12 min")], 1_772_449_200_000);
        assert_eq!(of(&text, "DTSTART;VALUE=DATE"), "20260302");
        assert_eq!(of(&text, "DTEND;VALUE=DATE"), "20260303");
        assert_eq!(of(&text, "DTSTAMP"), "20260302T110000Z");
        assert_eq!(of(&text, "DESCRIPTION"), "A gentle day, 12 min");
        assert!(text.contains("DESCRIPTION:A gentle day\\, 12 min\r\n"), "{text}");
        let moved = calendar(&[CalendarDay { on: Day(20_516), ..day("Daily relief", "") }], 1_772_535_600_000);
        assert_eq!(of(&text, "UID"), of(&moved, "UID"));
        assert_eq!(of(&text, "UID"), format!("{}-5@unhunch", Uid::at(1, &[7; 10])));
    }

    proptest! {
        #[test]
        fn whatever_it_is_called_it_folds_and_reads_back(title in "\\PC{0,120}", about in "[a-z;,\\\\\n\r:\"ä☕]{0,200}") {
            let text = calendar(&[day(&title, &about)], 0);
            for line in text.strip_suffix("\r\n").expect("a last end").split("\r\n") {
                prop_assert!(line.len() <= LINE, "{} bytes: {line}", line.len());
                prop_assert!(!line.contains(['\n', '\r']));
            }
            prop_assert_eq!(of(&text, "SUMMARY"), clean_line(&title));
            prop_assert_eq!(of(&text, "DESCRIPTION"), clean_line(&about));
            prop_assert_eq!(read(&text).len(), 14);
        }
    }
}
