//! The days of a plan on open ground, seven in a row: number, state as a word, before and after. The glow is today.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::ask::Now;
use super::words;
use crate::app::Context;
use crate::config::theme::Role;
use crate::domain::PlanDay;
use crate::plan::{DayState, Pair, PlanDayAt};
use crate::widgets::glow::Glow;
use crate::widgets::strokes::Strokes;
use crate::widgets::text;

/// Days in a row.
pub(super) const WEEK: u16 = 7;

/// The rows of seven that are shown: two, or one where there is no height for more, with the cursor among them.
fn weeks(length: u16, cursor: u16, most: u16) -> std::ops::Range<u16> {
    let all = length.div_ceil(WEEK);
    let at = cursor.saturating_sub(1) / WEEK;
    let from = (at / most.max(1) * most.max(1)).min(all.saturating_sub(most));
    from..(from + most).min(all)
}

/// Rows one line of days takes.
fn rows(area: Rect) -> u16 {
    match (area.width, area.height) {
        (100.., 30..) => 7,
        (_, 22..) => 4,
        _ => 3,
    }
}

/// Where the days that are seen stand, each by its place among all of them, and the row below.
fn spots(length: u16, cursor: u16, room: Rect, area: Rect) -> (Vec<(usize, Rect)>, u16) {
    let step = (room.width / WEEK).min(15);
    let high = rows(area);
    let weeks = weeks(length, cursor, 2);
    let below = room.y + high * (weeks.end - weeks.start);
    let first = weeks.start;
    let of_week = |week: u16| {
        (0..WEEK).map(move |at| {
            let spot = Rect { x: room.x + at * step, y: room.y + (week - first) * high, width: step, height: high };
            (usize::from(week * WEEK + at), spot.intersection(room))
        })
    };
    (weeks.flat_map(of_week).collect(), below)
}

/// The number of the day on a cell.
pub(super) fn day_at(now: &Now, cursor: u16, room: Rect, area: Rect, at: Position) -> Option<u16> {
    let (spots, _) = spots(now.history.run.length, cursor, room, area);
    let (place, _) = spots.into_iter().find(|(_, spot)| spot.contains(at))?;
    now.standing.days.get(place).map(|day| day.number)
}

/// The row below the days.
pub(super) fn below(now: &Now, cursor: u16, room: Rect, area: Rect) -> u16 {
    spots(now.history.run.length, cursor, room, area).1
}

/// Draws the days.
pub(super) fn draw(now: &Now, pairs: &[Pair], cursor: u16, room: Rect, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (spots, _) = spots(now.history.run.length, cursor, room, area);
    for (place, spot) in spots {
        let Some(day) = now.standing.days.get(place) else { break };
        let pair = pairs.get(usize::from(day.number) - 1).copied().unwrap_or_default();
        one(now, day, pair, day.number == cursor, spot, area, buf, cx);
    }
}

#[allow(clippy::too_many_arguments, reason = "one cell of the picture, drawn from all that surrounds it")]
fn one(now: &Now, day: &PlanDayAt, pair: Pair, is_cursor: bool, spot: Rect, area: Rect, buf: &mut Buffer, cx: &Context) {
    let is_today = day.on == Some(now.today);
    let is_past = matches!(day.state, DayState::Done | DayState::Short);
    let (name, word) = voices(day, is_today, cx);
    let number = day.number.to_string();
    let is_large = spot.height >= 7;
    if is_today {
        Glow::behind(Rect { width: spot.width.saturating_sub(2), height: spot.height.saturating_sub(1), ..spot }, 1.0)
            .draw(area, cx.theme, buf);
    }
    if is_cursor {
        // beside the number, in the margin or in the gap before it
        let mark = if cx.theme.can_mix() { "▌" } else { ">" };
        // under a large number, where the day has its first word
        let down = match (is_large, day.on) {
            (true, Some(_)) => 3,
            (true, None) => 4,
            (false, _) => 0,
        };
        text::put(spot.x.saturating_sub(1), spot.y + down, mark, cx.theme.bold(Role::Accent), area, buf);
    }
    let mut y = spot.y;
    if is_large {
        let role = if is_today {
            Role::Accent
        } else if is_past {
            Role::Soft
        } else {
            Role::Faint
        };
        Strokes::new(&number, 3).draw((i32::from(spot.x), i32::from(y)), cx.theme.color(role), cx.marker, area, buf);
        y += 3;
        text::put(spot.x, y, &day.on.map(|on| on.date().format("%a %-d").to_string()).unwrap_or_default(), name, spot, buf);
    } else {
        let x = text::put(spot.x, y, &number, name, spot, buf);
        if let Some(on) = day.on.filter(|_| spot.width >= 10) {
            // a third letter would bring `13 Tue 10` up to the next number
            let weekday = on.date().format("%a").to_string();
            let words = format!("{} {}", text::clip(&weekday, 2), on.date().format("%-d"));
            // where there is no glow, the weight tells today from the others
            let style = if is_today { name } else { cx.theme.style(Role::Quiet) };
            text::put(x + 1, y, &words, style, spot, buf);
        }
    }
    text::put(spot.x, y + 1, words::state(day, is_today), word, spot, buf);
    if is_large || spot.height >= 4 {
        numbers(now, day, pair, is_today, Rect { y: y + 2, height: 1, ..spot }, buf, cx);
    }
}

/// The numbers of a day, or what it will ask.
fn numbers(now: &Now, day: &PlanDayAt, pair: Pair, is_today: bool, spot: Rect, buf: &mut Buffer, cx: &Context) {
    let value = |score: Option<crate::domain::Score>| score.map_or("·".to_owned(), |score| score.value().to_string());
    if pair != Pair::default() {
        let after = if is_today { cx.theme.bold(Role::Accent) } else { cx.theme.style(Role::Text) };
        let spans =
            [(value(pair.before), cx.theme.style(Role::Soft)), (" → ".to_owned(), cx.theme.style(Role::Quiet)), (value(pair.after), after)];
        let spans: Vec<(&str, Style)> = spans.iter().map(|(words, style)| (words.as_str(), *style)).collect();
        text::put_spans(spot.x, spot.y, &spans, spot, buf);
    } else if day.asks == PlanDay::Habits && day.state != DayState::ToCome {
        let ticks = day.on.and_then(|on| now.history.ticks.get(&on)).copied().unwrap_or(0);
        text::put(spot.x, spot.y, &format!("{ticks} of {}", now.plan.habits), cx.theme.style(Role::Soft), spot, buf);
    } else if matches!(day.state, DayState::ToCome | DayState::Due) {
        let words = if day.is_review { "review" } else { words::kind(day.asks) };
        text::put(spot.x, spot.y, words, cx.theme.style(Role::Quiet), spot, buf);
    }
}

/// How number and word of a day are said.
fn voices(day: &PlanDayAt, is_today: bool, cx: &Context) -> (Style, Style) {
    match day.state {
        _ if is_today => (cx.theme.bold(Role::Text), cx.theme.style(Role::Accent)),
        DayState::Done | DayState::Short => (cx.theme.bold(Role::Text), cx.theme.style(Role::Soft)),
        _ => (cx.theme.style(Role::Quiet), cx.theme.style(Role::Quiet)),
    }
}
