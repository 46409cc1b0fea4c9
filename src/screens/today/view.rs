//! How Today looks: the date as hero, what is due with its one button, the last rating, the last fourteen days.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame;
use super::super::resume::runs_elsewhere;
use super::super::start::facts;
use super::{TodayScreen, notes};
use crate::app::{Context, Screen as _, What};
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::{Day, PlanDay, minutes};
use crate::player::Timeline;
use crate::store::{DayPain, HabitLine, TodayData};
use crate::widgets::chrome;
use crate::widgets::glow::Glow;
use crate::widgets::list::{List, Mark, Row};
use crate::widgets::strip::{self, Strip, StripDay, When};
use crate::widgets::strokes::{self, Strokes};
use crate::widgets::text::{self, Paragraph};

/// Draws the pane.
pub(super) fn draw(screen: &TodayScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let frame = chrome::Frame::of(area);
    let wide = area.width >= 100;
    let tall = area.height >= 30;
    frame::tabs(area, Action::Today, &next_due(screen, cx), buf, cx);
    let timeline = timeline(screen, cx);

    let left = Rect { width: if wide { 52 } else { frame.body.width.min(43) }, ..frame.body };
    let mut y = hero(screen, left, tall, area, buf, cx);
    y = due(screen, timeline.as_ref(), Rect { y, height: left.bottom().saturating_sub(y), ..left }, tall, buf, cx);
    if let Some(timeline) = &timeline {
        contents(timeline, area, frame.body, tall, buf, cx);
    }
    habits(screen, timeline.as_ref(), area, buf, cx);
    days(screen, y, frame, tall, buf, cx);
    let has_habits = habits_shown(screen, cx) > 0;
    let tick: &[frame::Hint] = match screen.habit {
        Some(_) => &[(Action::Mark, "tick"), (Action::Up, "back to the button"), (Action::Back, "back"), (Action::Help, "")],
        None => &[],
    };
    let hints = [
        (
            Action::Do,
            if screen.is_warned() {
                "what to do"
            } else if screen.data.as_ref().is_some_and(|d| d.unfinished.is_some()) {
                "go on"
            } else if screen.done(cx).is_some() {
                "once more"
            } else {
                "begin"
            },
        ),
        (Action::StartShort, "short version"),
        (Action::LogPain, ""),
        if has_habits { (Action::Down, "habits") } else { (Action::Undo, "undo") },
        (Action::Warnings, ""),
        (Action::Help, ""),
    ];
    frame::hints(area, screen.context(), if tick.is_empty() { &hints } else { tick }, buf, cx);
}

/// When something is due next, as a time on the clock: a countdown would wake the machine each minute.
fn next_due(screen: &TodayScreen, cx: &Context) -> String {
    let end = cx.settings.time(cx.zone.earliest(cx.settings.day_start().end_of(screen.day)).naive_local());
    if screen.done(cx).is_some() { format!("next from {end}") } else { format!("due until {end}") }
}

/// The day of the month, with its name; returns the row below.
fn hero(screen: &TodayScreen, left: Rect, tall: bool, area: Rect, buf: &mut Buffer, cx: &Context) -> u16 {
    let date = screen.day.date();
    let running = screen.standing.as_ref().and_then(|standing| standing.today.as_ref());
    let (number, says) = match running {
        Some(today) => {
            // beside the habits there is room for a short date alone
            let form = if has_habits_beside(screen, area) { "%a %-d %b" } else { "%A %-d %B" };
            (today.number.to_string(), [format!("of {}", today.of), date.format(form).to_string()])
        }
        None => (date.format("%-d").to_string(), [date.format("%A").to_string(), date.format("%B").to_string()]),
    };
    let rows = if tall {
        7
    } else if area.height >= 22 {
        4
    } else {
        3
    };
    let y = left.y + u16::from(tall);
    let mask = Strokes::new(&number, rows).mask(cx.marker);
    let (wide, _) = strokes::cells(&mask);
    Glow::behind(Rect { x: left.x, y, width: wide + 18, height: rows }, 1.0).draw(area, cx.theme, buf);
    strokes::draw(&mask, (i32::from(left.x), i32::from(y)), cx.theme.color(Role::Text), cx.marker, area, buf);
    let x = left.x + wide + 4;
    let base = y + rows;
    for (y, words) in (base - 2..).zip(&says) {
        text::put(x, y, words, cx.theme.style(Role::Soft), area, buf);
    }
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
    let end = text::put(room.x, y, &timeline.title, cx.theme.bold(Role::Text), room, buf);
    text::put(end + 3, y, notes::asks(screen).unwrap_or_default(), cx.theme.style(Role::Quiet), room, buf);
    y += 1;
    let done = screen.done(cx);
    let left = screen.data.as_ref().and_then(|d| d.unfinished.as_ref());
    let is_warned = screen.is_warned();
    let says = match (left, done) {
        _ if is_warned => String::new(),
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
    if is_warned {
        let lead = cx.theme.bold(Role::Care);
        let words = "You said yes to a warning sign. See to that first; the exercises wait.";
        y -= 1;
        y += Paragraph::new(words, cx.theme.style(Role::Text))
            .led_by("!  ", lead)
            .draw(Rect { y, height: room.bottom().saturating_sub(y), ..room }, buf)
            + 1;
    }
    let label = match (left, done) {
        _ if is_warned => "What to do",
        (Some(_), _) => "Go on",
        (None, Some(_)) => "Once more",
        (None, None) => "Begin",
    };
    let x = chrome::button(room.x, y, &cx.key(KeyContext::Pane, Action::Do), label, cx.theme, room, buf);
    let short = cx.library.routine(screen.routine(cx)).map(|r| r.short_seconds).filter(|s| *s > 0 && !is_warned);
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
    // the strip below is what gives way to what has to be said
    for note in notes::notes(screen, cx).iter().take(if tall { 3 } else { 1 }) {
        text::put(room.x, y, &note.words, cx.theme.style(if note.is_soft { Role::Soft } else { Role::Quiet }), room, buf);
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

/// The rows of the contents on the right, above the habits.
fn contents_rows(timeline: Option<&Timeline>, wide: bool, tall: bool) -> u16 {
    let rows = timeline.map_or(0, |timeline| timeline.parts.len().min(if tall { 12 } else { 9 }));
    u16::try_from(rows).unwrap_or(0) + if wide { 2 } else { 0 }
}

/// Columns from the left to the habits beside the number of the day.
const BESIDE: u16 = 27;

/// Whether the habits stand beside the number of the day: on narrow screens, where nothing is shown of what is in the routine.
fn has_habits_beside(screen: &TodayScreen, area: Rect) -> bool {
    chrome::is_narrow(area.width) && screen.data.as_ref().is_some_and(|data| !data.habits.is_empty())
}

/// Where the habits stand: under what is in the routine, or beside the number of the day.
fn habits_area(screen: &TodayScreen, timeline: Option<&Timeline>, area: Rect) -> Option<Rect> {
    let count = screen.data.as_ref().map_or(0, |data| data.habits.len());
    if count == 0 {
        return None;
    }
    let (wide, tall) = (area.width >= 100, area.height >= 30);
    let frame = chrome::Frame::of(area);
    if has_habits_beside(screen, area) {
        let x = frame.body.x + BESIDE;
        return Some(Rect { x, width: frame.body.right().saturating_sub(x), y: frame.body.y + u16::from(tall), height: 4 });
    }
    let x = if wide { 64 } else { 48 };
    let y = frame.body.y + u16::from(tall) + contents_rows(timeline, wide, tall) + 1;
    // the strip has the last rows
    let bottom = frame.footer.y.saturating_sub(if tall { 12 } else { 5 });
    Some(Rect { x, y, width: frame.body.right().saturating_sub(x), height: bottom.saturating_sub(y) })
}

/// How many habits are shown.
pub(super) fn habits_shown(screen: &TodayScreen, cx: &Context) -> usize {
    let count = screen.data.as_ref().map_or(0, |data| data.habits.len());
    habits_area(screen, timeline(screen, cx).as_ref(), cx.area()).map_or(0, |_| count)
}

/// The habits, each with whether it is ticked today.
fn habits(screen: &TodayScreen, timeline: Option<&Timeline>, area: Rect, buf: &mut Buffer, cx: &Context) {
    let Some(room) = habits_area(screen, timeline, area) else { return };
    let Some(data) = &screen.data else { return };
    let heading = if area.width >= 100 { "Your habits today" } else { "Habits" };
    text::put(room.x, room.y, heading, cx.theme.style(Role::Quiet), room, buf);
    habit_list(screen, data, cx, |list, list_room| list.draw(list_room, cx.theme, buf), room);
}

/// The list of the habits with its room, for drawing it and for finding what lies under a click.
fn habit_list<T>(screen: &TodayScreen, data: &TodayData, cx: &Context, then: impl FnOnce(&List, Rect) -> T, room: Rect) -> T {
    let mark = |line: &HabitLine| if line.ticks.contains(&screen.day) { Mark::Full } else { Mark::Open };
    let named: Vec<(&str, Mark)> = data
        .habits
        .iter()
        .map(|line| (whole_words(notes::habit_name(&line.habit, cx), room.width.saturating_sub(3)), mark(line)))
        .collect();
    let rows: Vec<Row> = named.iter().map(|(name, mark)| Row::Item { name, detail: "", short: "", mark: *mark }).collect();
    let room = Rect { x: room.x.saturating_sub(2), y: room.y + 1, width: room.width + 4, height: room.height.saturating_sub(1) };
    then(&List { rows: &rows, selected: screen.habit, top: None }, room)
}

/// As many whole words of a name as fit.
fn whole_words(name: &str, width: u16) -> &str {
    let clipped = text::clip(name, width);
    if clipped.len() == name.len() || name[clipped.len()..].starts_with(' ') {
        return clipped.trim_end();
    }
    clipped.rsplit_once(' ').map_or(clipped, |(words, _)| words)
}

/// The habit on a cell.
pub(super) fn habit_at(screen: &TodayScreen, at: Position, cx: &Context) -> Option<usize> {
    let data = screen.data.as_ref()?;
    let room = habits_area(screen, timeline(screen, cx).as_ref(), cx.area())?;
    habit_list(screen, data, cx, |list, room| list.item_at(room, at), room)
}

/// The routine of the day, in its gentle forms on a gentle day of the plan.
fn timeline(screen: &TodayScreen, cx: &Context) -> Option<Timeline> {
    let today = screen.standing.as_ref().and_then(|standing| standing.today.as_ref());
    let is_gentle = today.is_some_and(|today| today.asks == PlanDay::Gentle);
    super::super::what::timeline(&What::Routine(screen.routine(cx).to_owned()), false, is_gentle, cx.library, screen.day.0)
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
