//! `unhunch pause`, `resume`, `snooze` and `did`: what is said to the nudges from a shell, beside an open tab or without one.

use std::io::{self, Write};
use std::time::Duration;

use chrono::{DateTime, Days, FixedOffset, NaiveTime, TimeDelta, Utc};
use clap::Args;

use super::exit;
use crate::breaks::{Answer, At, Heard, Nudge, QuietWhy, Rules, Schedule, Wish};
use crate::config::ClockStyle;
use crate::domain::{DayStart, Moment, Zone};
use crate::store::{BreaksReply, BreaksRequest, Reply, Request, Stamp, Store, StoreError};

/// The shortest and the longest pause.
const SHORTEST: TimeDelta = TimeDelta::minutes(1);
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// What `pause` is asked.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
pub struct PauseArgs {
    /// How long, such as 1h, 30m or 1h30m; or until when: until 14:00, until tomorrow
    #[arg(value_name = "1h|until 14:00", num_args = 1..=2, required = true)]
    pub when: Vec<String>,
    /// It is a meeting: the same pause under another name
    #[arg(long)]
    pub meeting: bool,
}

/// What `snooze` is asked.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
pub struct SnoozeArgs {
    /// How long, from 1m to 2h
    #[arg(value_name = "5m", value_parser = snooze_length)]
    pub length: Duration,
}

/// When a pause is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// After so long.
    After(TimeDelta),
    /// At this time of day.
    Time(NaiveTime),
    /// When the next day begins.
    Tomorrow,
}

/// What is said to the nudges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// None until then.
    Pause(Until, QuietWhy),
    /// The pause ends now.
    Resume,
    /// The one that waits comes again later.
    Snooze(Duration),
    /// It was done.
    Did,
}

/// Now, how local time is read, and what holds.
#[derive(Debug)]
pub struct Now<'a> {
    /// Now.
    pub moment: Moment,
    /// The rules of local time.
    pub zone: &'a dyn Zone,
    /// When a day begins.
    pub day_start: DayStart,
    /// How times are written.
    pub clock: ClockStyle,
    /// The rules of nudges.
    pub rules: Rules,
    /// Whether a tab nudges.
    pub tab: bool,
}

impl Now<'_> {
    fn at(&self) -> At<'_> {
        At { now: &self.moment, zone: self.zone, rules: &self.rules }
    }

    /// An instant in UTC milliseconds, with its offset and local day.
    #[must_use]
    pub fn stamp(&self, at: i64) -> Stamp {
        let utc = DateTime::<Utc>::from_timestamp_millis(at).unwrap_or_default();
        let local = self.zone.wall(utc);
        Stamp { at, off: local.offset().local_minus_utc() / 60, day: self.day_start.day_of(local) }
    }

    fn now(&self) -> Stamp {
        self.stamp(self.moment.millis())
    }

    /// `14:00`, `tomorrow 14:00`.
    fn said(&self, at: DateTime<Utc>) -> String {
        let local = self.zone.wall(at).naive_local();
        let today = self.moment.wall.date_naive();
        let day = if local.date() == today {
            String::new()
        } else if today.checked_add_days(Days::new(1)) == Some(local.date()) {
            "tomorrow ".to_owned()
        } else {
            local.format("%a %-d %b ").to_string()
        };
        day + &self.clock.time(local)
    }

    /// When a pause ends; nothing if that is too soon or too late.
    fn end(&self, until: Until) -> Option<DateTime<Utc>> {
        let now = self.moment.wall;
        let at: DateTime<FixedOffset> = match until {
            Until::After(length) => now.checked_add_signed(length)?,
            Until::Time(time) => {
                let today = self.zone.earliest(now.date_naive().and_time(time));
                if today > now { today } else { self.zone.earliest(now.date_naive().succ_opt()?.and_time(time)) }
            }
            Until::Tomorrow => self.zone.earliest(self.day_start.end_of(self.day_start.day_of(now))),
        };
        (at > now).then(|| at.to_utc())
    }
}

/// Reads until when to pause, before anything is made.
///
/// # Errors
/// What is refused, with an example.
pub fn until(args: &PauseArgs) -> Result<Until, String> {
    let words: Vec<&str> = args.when.iter().flat_map(|word| word.split_whitespace()).collect();
    let wrong =
        || format!("`{}` is no end of a pause; write 1h, 30m, until 14:00 or until tomorrow.", crate::domain::clean_line(&words.join(" ")));
    match words.as_slice() {
        ["until", "tomorrow"] => Ok(Until::Tomorrow),
        ["until", time] => NaiveTime::parse_from_str(time, "%H:%M").map(Until::Time).map_err(|_| wrong()),
        [span] => {
            let span = length(span).ok_or_else(wrong)?;
            if (SHORTEST..=LONGEST).contains(&span) { Ok(Until::After(span)) } else { Err("A pause lasts from 1m to 24h.".to_owned()) }
        }
        _ => Err(wrong()),
    }
}

fn snooze_length(text: &str) -> Result<Duration, String> {
    length(text)
        .filter(|span| (TimeDelta::minutes(1)..=TimeDelta::hours(2)).contains(span))
        .and_then(|span| span.to_std().ok())
        .ok_or_else(|| "write a length from 1m to 2h, such as 5m".to_owned())
}

/// `1h`, `30m`, `1h30m`.
fn length(text: &str) -> Option<TimeDelta> {
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    let (hours, rest) = text.split_once('h').map_or((Some(0), text), |(hours, rest)| (number(hours), rest));
    let minutes = match rest.strip_suffix('m') {
        Some(minutes) => number(minutes)?,
        None if rest.is_empty() && text.ends_with('h') => 0,
        None => return None,
    };
    Some(TimeDelta::hours(i64::from(hours?)) + TimeDelta::minutes(i64::from(minutes)))
}

/// Says it. Returns the exit code; 0 means it is on disk.
///
/// # Errors
/// When a refusal cannot be printed.
pub fn run(store: &mut Store, word: Word, now: &Now<'_>, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let saved = match store.answer(&Request::Breaks(BreaksRequest::Read), now.now()) {
        Ok(Reply::Breaks(BreaksReply::Saved(saved))) => saved.map(|saved| *saved),
        Ok(_) => None,
        Err(error) => return exit::refuse(err, &error.to_string(), exit::of_store(&error)),
    };
    let at = now.at();
    let mut schedule = if now.tab { Schedule::beside(saved, at) } else { Schedule::new(saved, at) };
    let waits = schedule.saved().open.as_ref().filter(|_| schedule.asked().is_some()).map(|open| open.kind);
    let heard = match word {
        Word::Pause(until, why) => match now.end(until) {
            Some(end) => Heard::Pause(end, why),
            None => return exit::refuse(err, "That time has passed; write one that is still to come.", exit::USAGE),
        },
        Word::Resume if schedule.paused_until(at).is_none() => return say(out, "No pause is on."),
        Word::Resume => Heard::Resume,
        Word::Snooze(_) if waits.is_none() => {
            return exit::refuse(err, "No nudge waits just now, so there is nothing to put off.", exit::REFUSED);
        }
        Word::Snooze(length) => Heard::Snoozed(length),
        Word::Did => Heard::Answered(Answer::Already),
    };
    let wishes = schedule.step(&heard, at);
    if let Err(error) = keep(store, wishes, now) {
        return exit::refuse(err, &error.to_string(), exit::of_store(&error));
    }
    let mut said = match heard {
        Heard::Pause(end, QuietWhy::Meeting) => format!("In a meeting, paused until {}.", now.said(end)),
        Heard::Pause(end, QuietWhy::Pause) => format!("Paused until {}.", now.said(end)),
        Heard::Resume => "The pause is over.".to_owned(),
        Heard::Snoozed(length) => {
            let end = now.moment.wall.to_utc() + TimeDelta::from_std(length).unwrap_or_default();
            format!("Put off until {}.", now.said(end))
        }
        _ => format!("Noted: {}.", done(waits)),
    };
    if now.tab
        && matches!(word, Word::Resume | Word::Did)
        && let Some(next) = schedule.next(at)
    {
        said += &format!(" Next nudge {}.", now.said(next.at.to_utc()));
    }
    say(out, &said)
}

/// What was done, by the nudge that waited for it.
fn done(waited: Option<Nudge>) -> &'static str {
    match waited {
        None | Some(Nudge::Move) => "moved",
        Some(Nudge::Stand) => "standing",
        Some(Nudge::Sit) => "sitting",
        Some(Nudge::Water) => "drunk something",
        Some(Nudge::Posture) => "sitting otherwise",
        Some(Nudge::Routine) => "the routine is seen to",
        Some(Nudge::Evening) => "the evening's number is seen to",
    }
}

fn keep(store: &mut Store, wishes: Vec<Wish>, now: &Now<'_>) -> Result<(), StoreError> {
    for wish in wishes {
        if let Wish::Keep(keep) = wish {
            store.answer(&Request::Breaks(BreaksRequest::keep(*keep, |at| now.stamp(at))), now.now())?;
        }
    }
    Ok(())
}

/// It is on disk: that nobody listens any more is no failure.
fn say(out: &mut dyn Write, sentence: &str) -> io::Result<u8> {
    let _ = writeln!(out, "{sentence}");
    Ok(exit::DONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::FixedZone;

    fn now(zone: &FixedZone, wall: &str, tab: bool) -> Now<'static> {
        let zone: &'static FixedZone = Box::leak(Box::new(*zone));
        let moment = Moment { awake: Duration::from_secs(9_000), boot: Duration::from_secs(9_000), wall: wall.parse().expect("a time") };
        Now { moment, zone, day_start: DayStart::default(), clock: ClockStyle::H24, rules: Rules::default(), tab }
    }

    fn say_it(store: &mut Store, word: Word, wall: &str, tab: bool) -> (u8, String) {
        let zone = FixedZone(FixedOffset::east_opt(3_600).expect("an offset"));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(store, word, &now(&zone, wall, tab), &mut out, &mut err).expect("printed");
        (code, String::from_utf8([out, err].concat()).expect("text"))
    }

    fn read(words: &[&str]) -> Result<Until, String> {
        until(&PauseArgs { when: words.iter().map(|word| (*word).to_owned()).collect(), meeting: false })
    }

    #[test]
    fn a_pause_has_an_end_that_reads_as_it_is_said() {
        assert_eq!(read(&["1h30m"]), Ok(Until::After(TimeDelta::minutes(90))));
        assert_eq!(read(&["until 14:00"]), read(&["until", "14:00"]));
        assert_eq!(read(&["until", "tomorrow"]), Ok(Until::Tomorrow));
        for wrong in [&["x"][..], &["1"], &["h"], &["m"], &["-5m"], &["+5m"], &["until", "25:00"], &["1h", "2h"], &["until"], &["1h5"]] {
            assert!(read(wrong).expect_err("refused").contains("write 1h"), "{wrong:?}");
        }
        assert!(read(&["25h"]).is_err() && read(&["0m"]).is_err());
    }

    const NINE: &str = "2026-03-02T09:00:00+01:00";

    #[test]
    fn every_word_works_before_anything_was_kept() {
        for tab in [true, false] {
            let mut store = Store::in_memory().expect("opens");
            let mut says = |word| say_it(&mut store, word, NINE, tab);
            assert_eq!(says(Word::Resume), (0, "No pause is on.\n".into()));
            assert_eq!(says(Word::Snooze(Duration::from_secs(300))).0, 1);
            assert_eq!(says(Word::Pause(Until::After(TimeDelta::hours(1)), QuietWhy::Pause)), (0, "Paused until 10:00.\n".into()));
            let eight = NaiveTime::from_hms_opt(8, 0, 0).expect("a time");
            assert_eq!(
                says(Word::Pause(Until::Time(eight), QuietWhy::Meeting)),
                (0, "In a meeting, paused until tomorrow 08:00.\n".into())
            );
            assert_eq!(says(Word::Pause(Until::Tomorrow, QuietWhy::Pause)), (0, "Paused until tomorrow 04:00.\n".into()));
            let (code, said) = says(Word::Resume);
            assert!(code == 0 && said.starts_with("The pause is over."), "{said}");
            let (code, said) = says(Word::Did);
            assert_eq!((code, said.as_str()), (0, if tab { "Noted: moved. Next nudge 09:40.\n" } else { "Noted: moved.\n" }));
        }
    }
}
