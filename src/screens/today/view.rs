//! How Today looks: the date as hero, what is due with its one button, the last rating, the last fourteen days.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::frame;
use super::super::resume::runs_elsewhere;
use super::super::start::facts;
use super::TodayScreen;
use crate::app::{Context, What};
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::{Day, minutes};
use crate::player::Timeline;
use crate::store::DayPain;
use crate::widgets::chrome;
use crate::widgets::glow::Glow;
use crate::widgets::strip::{self, Strip, StripDay, When};
use crate::widgets::strokes::{self, Strokes};
use crate::widgets::text::{self, Paragraph};

/// Draws the pane.
pub(super) fn draw(screen: &TodayScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let frame = chrome::Frame::of(area);
    let wide = area.width >= 100;
    let tall = area.height >= 30;
    frame::tabs(area, Action::Today, &next_due(screen, cx), buf, cx);
    let timeline = super::super::what::timeline(&What::Routine(cx.settings.routine.clone()), false, false, cx.library, screen.day.0);

    let left = Rect { width: if wide { 52 } else { frame.body.width.min(43) }, ..frame.body };
    let mut y = hero(screen, left, tall, area, buf, cx);
    y = due(screen, timeline.as_ref(), Rect { y, height: left.bottom().saturating_sub(y), ..left }, tall, buf, cx);
    if let Some(timeline) = &timeline {
        contents(timeline, area, frame.body, tall, buf, cx);
    }
    days(screen, y, frame, tall, buf, cx);
    let hints = [
        (
            Action::Do,
            if screen.data.as_ref().is_some_and(|d| d.unfinished.is_some()) {
                "go on"
            } else if screen.done(cx).is_some() {
                "once more"
            } else {
                "begin"
            },
        ),
        (Action::StartShort, "short version"),
        (Action::LogPain, ""),
        (Action::Undo, "undo"),
        (Action::Warnings, ""),
        (Action::Help, ""),
    ];
    frame::hints(area, KeyContext::Pane, &hints, buf, cx);
}

/// When something is due next, as a time on the clock: a countdown would wake the machine each minute.
fn next_due(screen: &TodayScreen, cx: &Context) -> String {
    let end = cx.settings.time(cx.zone.earliest(cx.settings.day_start().end_of(screen.day)).naive_local());
    if screen.done(cx).is_some() { format!("next from {end}") } else { format!("due until {end}") }
}

/// The day of the month, with its name; returns the row below.
fn hero(screen: &TodayScreen, left: Rect, tall: bool, area: Rect, buf: &mut Buffer, cx: &Context) -> u16 {
    let date = screen.day.date();
    let rows = if tall {
        7
    } else if area.height >= 22 {
        4
    } else {
        3
    };
    let y = left.y + u16::from(tall);
    let number = date.format("%-d").to_string();
    let mask = Strokes::new(&number, rows).mask(cx.marker);
    let (wide, _) = strokes::cells(&mask);
    Glow::behind(Rect { x: left.x, y, width: wide + 18, height: rows }, 1.0).draw(area, cx.theme, buf);
    strokes::draw(&mask, (i32::from(left.x), i32::from(y)), cx.theme.color(Role::Text), cx.marker, area, buf);
    let x = left.x + wide + 4;
    let base = y + rows;
    text::put(x, base - 2, &date.format("%A").to_string(), cx.theme.style(Role::Soft), area, buf);
    text::put(x, base - 1, &date.format("%B").to_string(), cx.theme.style(Role::Soft), area, buf);
    base + if tall { 2 } else { 1 }
}

/// What is due, the button, and the last rating; returns the row below.
fn due(screen: &TodayScreen, timeline: Option<&Timeline>, room: Rect, tall: bool, buf: &mut Buffer, cx: &Context) -> u16 {
    let mut y = room.y;
    let Some(timeline) = timeline else {
        text::put(room.x, y, "No routine is chosen for today.", cx.theme.style(Role::Soft), room, buf);
        text::put(room.x, y + 1, "Choose one in the library.", cx.theme.style(Role::Quiet), room, buf);
        return y + 3;
    };
    text::put(room.x, y, &timeline.title, cx.theme.bold(Role::Text), room, buf);
    y += 1;
    let done = screen.done(cx);
    let left = screen.data.as_ref().and_then(|d| d.unfinished.as_ref());
    let says = match (left, done) {
        (Some(left), _) if runs_elsewhere(left, cx) => format!("{} runs in another tab.", left.session.title),
        (Some(left), _) => format!("{} was left in the middle.", left.session.title),
        (None, Some(done)) => {
            let at = done.ended_at.map(|at| cx.settings.time(cx.local(at, done.started_off))).unwrap_or_default();
            format!("Done today at {at}{}.", if done.short { ", the short version" } else { "" })
        }
        (None, None) => {
            let (_, needs) = facts(timeline);
            format!("{} min, {} exercises. {needs}", minutes(timeline.total_ms()), timeline.parts.len())
        }
    };
    y += Paragraph::new(&says, cx.theme.style(Role::Soft)).draw(Rect { y, height: room.bottom().saturating_sub(y), ..room }, buf) + 1;
    let label = match (left, done) {
        (Some(_), _) => "Go on",
        (None, Some(_)) => "Once more",
        (None, None) => "Begin",
    };
    let x = chrome::button(room.x, y, &cx.key(KeyContext::Pane, Action::Do), label, cx.theme, room, buf);
    let short = cx.library.routine(&cx.settings.routine).map(|r| r.short_seconds).filter(|s| *s > 0);
    if let Some(short) = short {
        let words = format!("short version, {} min", minutes(u64::from(short) * 1000));
        let words = if x + 3 + 3 + text::columns(&words) <= room.right() {
            words
        } else {
            format!("short, {} min", minutes(u64::from(short) * 1000))
        };
        chrome::choice(x + 3, y, &cx.key(KeyContext::Pane, Action::StartShort), &words, cx.theme, room, buf);
    }
    y += if tall { 3 } else { 2 };
    if let Some(data) = &screen.data {
        let quiet = cx.theme.style(Role::Quiet);
        match data.last {
            Some(last) => {
                let local = cx.local(last.felt_at, last.felt_off);
                let when = if last.day == screen.day {
                    format!(" at {}", cx.settings.time(local))
                } else {
                    format!(", {}", day_words(last.day, screen.day))
                };
                let score = last.score.value().to_string();
                text::put_spans(room.x, y, &[("Last pain ", quiet), (&score, cx.theme.bold(Role::Text)), (&when, quiet)], room, buf);
            }
            None => {
                let key = cx.key(KeyContext::Pane, Action::LogPain);
                text::put(room.x, y, &format!("No rating yet. Press {key} and one number."), quiet, room, buf);
            }
        }
        y += 1;
    }
    y
}

/// `yesterday`, or `Tue 3 Mar`.
fn day_words(day: Day, today: Day) -> String {
    if day == today.back(1) { "yesterday".into() } else { day.date().format("%a %-d %b").to_string() }
}

/// What is in the routine, on the right where there is room for it.
fn contents(timeline: &Timeline, area: Rect, body: Rect, tall: bool, buf: &mut Buffer, cx: &Context) {
    if area.width < 70 {
        return;
    }
    let x = if area.width >= 100 { 64 } else { 48 };
    let room = Rect { x, width: body.right().saturating_sub(x), y: body.y + if tall { 1 } else { 0 }, ..body };
    let rows = if tall { 12 } else { 9 };
    let mut y = room.y;
    if area.width >= 100 {
        text::put(room.x, y, "What is in it", cx.theme.style(Role::Quiet), room, buf);
        y += 2;
    }
    for part in timeline.parts.iter().take(rows) {
        let right = room.right();
        let end = text::put(room.x, y, text::clip(&part.name, room.width), cx.theme.style(Role::Soft), room, buf);
        let forms = [part.dose.as_str(), part.dose.trim_end_matches(" a side")];
        if let Some(dose) = forms.into_iter().find(|dose| end + 2 + text::columns(dose) <= right) {
            text::put_right(right, y, dose, cx.theme.style(Role::Quiet), room, buf);
        }
        y += 1;
    }
}

/// The last fourteen days, as many rows as there are.
fn days(screen: &TodayScreen, from: u16, frame: chrome::Frame, tall: bool, buf: &mut Buffer, cx: &Context) {
    let Some(data) = &screen.data else { return };
    let top = from + u16::from(tall);
    let bottom = frame.footer.y.saturating_sub(1);
    let room = bottom.saturating_sub(top);
    // slopes where there is height for them, else numbers: before over after
    let height = match room {
        9.. if tall => room.min(10),
        4.. => 4,
        _ => room,
    };
    if height < 3 {
        return;
    }
    let mut room = Rect { y: bottom - height, height, ..frame.body };
    let days: Vec<StripDay> = data.days.iter().map(|day| strip_day(day, screen.day)).collect();
    if height >= 4 {
        let x = text::put(frame.body.x, room.y, "Last 14 days", cx.theme.style(Role::Quiet), room, buf) + 6;
        strip::legend(x, room.y, cx.theme, room, buf);
        room = Rect { y: room.y + 1, height: height - 1, ..room };
    }
    Strip { days: &days, axis: true }.draw(room, cx.theme, cx.marker, buf);
}

/// A day of the store as the strip draws it. A rating of its own stands where a single one does.
pub(in crate::screens) fn strip_day(day: &DayPain, today: Day) -> StripDay {
    let number = day.day.date().format("%-d").to_string().parse().unwrap_or(0);
    let when = match day.day.cmp(&today) {
        Ordering::Less => When::Past,
        Ordering::Equal => When::Today,
        Ordering::Greater => When::Ahead,
    };
    let before = if day.after.is_none() { day.before.or(day.single) } else { day.before };
    StripDay { number, before, after: day.after, when }
}
