//! The breaks in words: what one does since when, what comes next, when nudges may come, and the days as one sentence. It counts; it judges nothing.

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike, Utc};

use crate::app::Context;
use crate::breaks::Spell;
use crate::config::{Action, KeyContext};
use crate::domain::{Day, capital};
use crate::screens::banner;
use crate::store::{BreakDays, Tally};
use crate::widgets::day_line::{DayLine, Sign};

/// An instant as it is read on the wall here.
pub(super) fn local(at: i64, cx: &Context) -> NaiveDateTime {
    let at = DateTime::<Utc>::from_timestamp_millis(at).unwrap_or_default();
    cx.zone.wall(at).naive_local()
}

/// The line of the day as it is now: from the first that is known of it, with what one does just now up to now.
pub(super) fn line(days: &BreakDays, cx: &Context) -> DayLine {
    let now = cx.now.millis();
    let begin = cx.zone.earliest(cx.settings.day_start().end_of(cx.day().back(1))).timestamp_millis();
    let mut spells: Vec<(Spell, i64, i64)> = days.spells.iter().map(|spell| (spell.kind, spell.from_at, spell.to_at)).collect();
    let running = cx.breaks.running().map(|(kind, from)| (kind, from.max(begin), now));
    spells.extend(running.filter(|(_, from, to)| from < to));
    let first = spells.iter().map(|(_, from, _)| *from).chain(days.already.iter().copied()).min();
    let last = spells.iter().map(|(_, _, to)| *to).max();
    let from = first.unwrap_or(now);
    DayLine { from, to: last.unwrap_or(now).max(now).max(from), spells, already: days.already.clone() }
}

/// `52 min`, `2 h 5 min`.
pub(super) fn long(ms: i64) -> String {
    banner::long(std::time::Duration::from_millis(ms.max(0).unsigned_abs()))
}

/// `Sitting since 13:40`; nothing outside the hours and while it is asked what a time away was.
pub(super) fn since(cx: &Context) -> Option<String> {
    let (kind, from) = cx.breaks.running()?;
    let what = match kind {
        Spell::Sat => "Sitting",
        Spell::Stood => "Standing",
        Spell::Moved | Spell::Away => return None,
    };
    let local = local(from, cx);
    let day = if local.date() == cx.now.wall.date_naive() { String::new() } else { local.format(" on %A").to_string() };
    Some(format!("{what} since {}{day}", cx.settings.time(local)))
}

/// What comes next, or why nothing does.
pub(super) fn next(cx: &Context) -> String {
    match banner::next(cx) {
        Some(next) => next,
        None if cx.breaks.asked().is_some() => "a nudge waits for its answer".to_owned(),
        None => format!("nudges are off, {} has them", cx.key(KeyContext::List, Action::Settings)),
    }
}

/// When nudges may come today: `hours 9:00 to 12:30, 13:00 to 17:30`.
pub(super) fn hours(cx: &Context) -> String {
    let hours = cx.rules.hours_of(cx.now.wall.weekday());
    let time = |time: chrono::NaiveTime| {
        let is_midnight = (time.hour(), time.minute()) == (23, 59) && time.second() == 59;
        if is_midnight { "24:00".to_owned() } else { cx.settings.time(cx.now.wall.date_naive().and_time(time)) }
    };
    let all: Vec<String> = hours.iter().map(|(from, to)| format!("{} to {}", time(*from), time(*to))).collect();
    match hours.as_slice() {
        [] => "no hours today".to_owned(),
        [(from, to)] if from.num_seconds_from_midnight() == 0 && (to.hour(), to.minute()) == (23, 59) => "hours: any".to_owned(),
        _ => format!("hours {}", all.join(", ")),
    }
}

/// The signs of the line that occur in it, each with what it means and what is known of it.
pub(super) fn legend(days: &BreakDays, line: &DayLine, has_room: bool) -> Vec<(Sign, String)> {
    let of = |kind: Spell| {
        let ended = days.spells.iter().filter(move |spell| spell.kind == kind);
        ended.fold((0u32, 0i64), |(count, ms), spell| (count + 1, ms + (spell.to_at - spell.from_at)))
    };
    let today = days.days.first().map(|(_, tally)| *tally).unwrap_or_default();
    let has = |kind: Spell| line.spells.iter().any(|(found, ..)| *found == kind);
    let mut says = Vec::new();
    if has(Spell::Sat) {
        let longest = today.longest_ms.map(|ms| format!(", the longest {}", long(ms))).unwrap_or_default();
        says.push((Sign::Did(Spell::Sat), longest));
    }
    if has(Spell::Stood) {
        let (count, ms) = of(Spell::Stood);
        let sum = if count > 0 { format!(" {}", long(ms)) } else { String::new() };
        says.push((Sign::Did(Spell::Stood), sum));
    }
    if has(Spell::Moved) {
        let (count, ms) = of(Spell::Moved);
        says.push((Sign::Did(Spell::Moved), format!(" {}, {}", long(ms), times(count))));
    }
    if !line.already.is_empty() {
        says.push((Sign::Already, format!(", {}", times(u32::try_from(line.already.len()).unwrap_or(u32::MAX)))));
    }
    if has(Spell::Away) {
        says.push((Sign::Did(Spell::Away), format!(" {}", long(of(Spell::Away).1))));
    }
    if line.anew().any(|at| !line.already.contains(&at)) {
        says.push((Sign::Anew, String::new()));
    }
    says.into_iter().map(|(sign, more)| (sign, meaning(sign).to_owned() + if has_room { &more } else { "" })).collect()
}

/// What a sign means, and no more.
fn meaning(sign: Sign) -> &'static str {
    match sign {
        Sign::Unknown => "",
        Sign::Did(Spell::Sat) => "sitting",
        Sign::Did(Spell::Stood) => "standing",
        Sign::Did(Spell::Moved) => "moving",
        Sign::Did(Spell::Away) => "away",
        Sign::Already => "already moved",
        Sign::Anew => "begun anew",
    }
}

/// `once`, `3 times`.
fn times(count: u32) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

/// Whether anything is known of the days.
pub(super) fn has_counts(days: &BreakDays) -> bool {
    days.days.iter().any(|(_, tally)| *tally != Tally::default())
}

/// The days in words, in those of the table; the nudges to something else only where there is room for them.
pub(super) fn sentence(days: &BreakDays, has_room: bool) -> String {
    let all = days.days.iter().fold(Tally::default(), |sum, (_, tally)| sum.with(*tally));
    let counted = days.days.len();
    let mut says = match all.due {
        0 => format!("No nudge to move came in these {counted} days."),
        due => {
            let parts = [
                (all.taken, "taken"),
                (all.already, "already"),
                (all.skipped, "skipped"),
                (all.missed, "missed"),
                (all.away, "away"),
                (all.waiting(), "waiting"),
            ];
            let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
            let nudges = if due == 1 { "nudge" } else { "nudges" };
            let snoozed = match all.snoozed {
                0 => String::new(),
                n => format!("; {n} snoozed"),
            };
            format!("{counted} days, {due} {nudges} to move: {}{snoozed}.", parts.join(", "))
        }
    };
    if let Some((day, ms)) = longest(days) {
        says.push_str(&format!(" Longest sitting {}, {}.", long(ms), day.date().format("%a %-d")));
    }
    match all.others {
        _ if !has_room => {}
        0 => {}
        1 => says.push_str(" 1 nudge to something else."),
        n => says.push_str(&format!(" {n} nudges to something else.")),
    }
    says
}

/// The longest sitting of all days, the latest of those as long.
fn longest(days: &BreakDays) -> Option<(Day, i64)> {
    let all = days.days.iter().rev().filter_map(|(day, tally)| tally.longest_ms.map(|ms| (*day, ms)));
    all.max_by_key(|(_, ms)| *ms)
}

/// What will stand here, and how it comes about.
pub(super) fn nothing_yet(cx: &Context) -> [String; 2] {
    let how = if cx.rules.every.is_some() {
        format!("Nudges to move come by themselves; {} moves now.", cx.key(KeyContext::List, Action::Move))
    } else {
        format!("Nudges to move are off; {} has them.", cx.key(KeyContext::List, Action::Settings))
    };
    ["What became of each nudge will stand here, day by day.".to_owned(), how]
}

/// `Next move 14:20`: as the beginning of a line.
pub(super) fn first(words: &str) -> String {
    capital(words)
}
