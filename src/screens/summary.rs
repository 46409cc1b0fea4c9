//! What was done: two numbers without an adjective, the list, and the days around it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame;
use crate::app::{Context, Effect, Message, Rating, Route, Said, Screen};
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::{Entry, Item, Outcome, SessionState, Side, Uid, clock, uncapital};
use crate::store::{Reply, Request, SummaryData};
use crate::widgets::chrome::Frame;
use crate::widgets::glow::Glow;
use crate::widgets::strip::Strip;
use crate::widgets::strokes::Strokes;
use crate::widgets::{chrome, text};

/// One finished session.
#[derive(Debug)]
pub(super) struct SummaryScreen {
    session: Uid,
    data: Option<Box<SummaryData>>,
    /// Whether the store could not say.
    is_unread: bool,
    /// The first line shown, where there are more than fit.
    top: usize,
}

fn is_large(area: Rect) -> bool {
    area.width >= 100 && area.height >= 30
}

/// Rows above the two numbers, and how high they are.
fn hero(area: Rect) -> (u16, u16) {
    match area.height {
        _ if is_large(area) => (5, 9),
        22.. => (2, 6),
        _ => (2, 4),
    }
}

/// How many of so many lines are seen at once; where that is not all of them, the last row tells which.
fn seen(lines: usize, room: Rect) -> usize {
    let rows = usize::from(room.height);
    if lines > rows { rows.saturating_sub(1) } else { lines }
}

fn strip_rows(area: Rect) -> u16 {
    if is_large(area) { 7 } else { 3 }
}

/// The first row of the days, where there is room for them.
fn strip_top(area: Rect) -> u16 {
    Frame::of(area).footer.y.saturating_sub(strip_rows(area) + 1)
}

/// Where the list stands: beside the numbers, or under them.
fn list_room(area: Rect) -> Rect {
    let Frame { body, footer, .. } = Frame::of(area);
    if area.width >= 70 {
        let half = body.width / 2;
        let y = body.y + 1;
        return Rect { x: body.x + half + 2, width: body.width.saturating_sub(half + 2), y, height: strip_top(area).saturating_sub(y + 1) };
    }
    let (top, rows) = hero(area);
    let below = body.y + top + rows + 3;
    Rect { y: below + 1, height: footer.y.saturating_sub(below + 2), ..body }
}

/// One line of what was done.
pub(super) struct Line {
    /// Whether any of it was done.
    pub(super) done: bool,
    /// The name.
    pub(super) name: String,
    /// How much.
    pub(super) much: String,
}

impl SummaryScreen {
    pub(super) fn new(session: Uid) -> Self {
        Self { session, data: None, is_unread: false, top: 0 }
    }

    /// One line an exercise, in the order of the session.
    fn lines(&self, cx: &Context) -> Vec<Line> {
        let Some(data) = &self.data else { return Vec::new() };
        let mut groups: Vec<(&str, &str, Vec<&Item>)> = Vec::new();
        for item in &data.items {
            match groups.last_mut() {
                Some((id, variant, items)) if *id == item.exercise && *variant == item.variant => items.push(item),
                _ => groups.push((&item.exercise, &item.variant, vec![item])),
            }
        }
        groups
            .into_iter()
            .map(|(id, variant, items)| {
                let known = cx.library.exercise(id).map(|e| e.name.clone()).or_else(|| cx.library.care.find(id).map(|c| c.name.clone()));
                let name = if variant.is_empty() { known.unwrap_or_else(|| id.replace('-', " ")) } else { variant.to_owned() };
                let done = items.iter().any(|i| i.done_ms > 0);
                Line { done, name, much: much(&items) }
            })
            .collect()
    }
}

/// `2 × 30 s a side`, `3 × 10`, `2 × 8 of 10`, `1:00`, `skipped`: what was really done.
fn much(items: &[&Item]) -> String {
    if items.iter().all(|i| i.done_ms == 0) {
        return if items.iter().any(|i| i.outcome == Outcome::Ouch) { "stopped".into() } else { "skipped".into() };
    }
    let whole = items.iter().all(|i| i.outcome == Outcome::Done);
    let count = |side: Side| i64::try_from(items.iter().filter(|i| i.side == side).count()).unwrap_or(0);
    let (left, right) = (count(Side::Left), count(Side::Right));
    // "a side" only where both sides had as much; else the side that was done, or all sets together
    let (side, sets) = match (left, right) {
        (0, 0) => ("", items.iter().map(|i| i.set_no).max().unwrap_or(1)),
        (left, right) if left == right => (" a side", left),
        (left, 0) => (" left", left),
        (0, right) => (" right", right),
        (left, right) => ("", left + right),
    };
    let sided = !side.is_empty();
    let times = if sets > 1 { format!("{sets} × ") } else { String::new() };
    if whole {
        let first = items[0];
        return match (first.done_reps, sets, sided) {
            (Some(reps), ..) => format!("{times}{reps}{side}"),
            (None, 1, false) => clock(u64::try_from(first.done_ms).unwrap_or(0)),
            // the phases of timed care have each their own length
            (None, ..) if items.iter().any(|i| i.done_ms != first.done_ms) => {
                clock(items.iter().map(|i| i.done_ms.max(0).unsigned_abs()).sum())
            }
            (None, ..) => format!("{times}{} s{side}", first.done_ms / 1000),
        };
    }
    let (done, planned) = items.iter().fold((0, 0), |(d, p), i| (d + i.done_reps.unwrap_or(0), p + i.planned_reps.unwrap_or(0)));
    if planned > 0 {
        return format!("{done} of {planned}");
    }
    let (done, planned) = items.iter().fold((0, 0), |(d, p), i| (d + i.done_ms, p + i.planned_ms.unwrap_or(0)));
    format!("{} of {}", clock(u64::try_from(done).unwrap_or(0)), clock(u64::try_from(planned).unwrap_or(0)))
}

impl Screen for SummaryScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn opened(&mut self, _cx: &Context) -> Vec<Effect> {
        vec![Effect::Ask(Request::Summary(self.session))]
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Stored(_, Ok(Reply::Summary(data))) if data.session.uid == self.session => {
                self.data = Some(data.clone());
                Vec::new()
            }
            Message::Stored(asked, Err(_)) if **asked == Request::Summary(self.session) => {
                self.is_unread = true;
                Vec::new()
            }
            Message::Outside => vec![Effect::Ask(Request::Summary(self.session))],
            Message::Action(Action::Up) => {
                self.top = self.top.saturating_sub(1);
                Vec::new()
            }
            Message::Action(Action::Down) => {
                let lines = self.lines(cx).len();
                let room = list_room(Rect::new(0, 0, cx.size.width, cx.size.height));
                self.top = (self.top + 1).min(lines - seen(lines, room));
                Vec::new()
            }
            Message::Action(Action::Do) => vec![Effect::Home(Route::Today)],
            Message::Action(Action::Back) => vec![Effect::Back],
            Message::Action(Action::Erase) => {
                let Some(data) = &self.data else { return Vec::new() };
                let (title, is_through) = (data.session.title.clone(), data.session.state == SessionState::Done);
                vec![Effect::Replace(Route::Rate(Rating::After { session: self.session, title, is_through }))]
            }
            _ => Vec::new(),
        }
    }

    fn says(&self, cx: &Context) -> Said {
        let Some(data) = &self.data else {
            return if self.is_unread { Said::Over(Vec::new()) } else { Said::Nothing };
        };
        let ended = data.session.ended_at.map(|at| cx.settings.time(cx.local(at, data.session.started_off))).unwrap_or_default();
        let mut lines = vec![format!("{}: {}. Saved at {ended}.", data.session.title, uncapital(data.session.outcome()))];
        lines.extend(self.lines(cx).into_iter().map(|line| format!("{}: {}.", line.name, line.much)));
        let score = |entry: &Option<Entry>| entry.as_ref().map_or("not rated".to_owned(), |e| e.score.value().to_string());
        lines.push(format!("Pain before: {}. After: {}.", score(&data.before), score(&data.after)));
        Said::Over(lines)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let frame = chrome::Frame::of(area);
        let Some(data) = &self.data else { return };
        let wide = area.width >= 70;
        let ended = data.session.ended_at.map(|at| cx.settings.time(cx.local(at, data.session.started_off))).unwrap_or_default();
        chrome::title(frame.header, [&data.session.title, data.session.outcome()], [&ended, "saved"], cx.theme, buf);
        let half = if wide { frame.body.width / 2 } else { frame.body.width };
        let numbers = Rect { width: half, ..frame.body };
        let (top, rows) = hero(area);
        let below = self.numbers(data, Rect { y: numbers.y + top, ..numbers }, rows, buf, cx);
        let quiet = cx.theme.style(Role::Quiet);
        let days: Vec<_> = data.days.iter().map(|day| super::today::strip_day(day, data.session.day)).collect();
        let strip_top = strip_top(area);
        if wide && data.before.is_some() && data.after.is_some() && below + 2 <= strip_top {
            let words = "Two numbers from one day. The days together tell more.";
            text::Paragraph::new(words, quiet).draw(Rect { y: below, height: 2, ..numbers }, buf);
        }
        if wide && strip_top > below {
            let room = Rect { y: strip_top, height: strip_rows(area), width: frame.body.width, ..numbers };
            Strip { days: &days, axis: false }.draw(room, cx.theme, cx.marker, buf);
        }
        self.list(list_room(area), buf, cx);
        let hints = [(Action::Do, "done"), (Action::Erase, "rate again"), (Action::Warnings, ""), (Action::Help, "")];
        frame::hints(area, KeyContext::Dialog, &hints, buf, cx);
    }
}

impl SummaryScreen {
    /// Before and after, an arrow between; a missing one is a dash, never a zero. Returns the row below.
    fn numbers(&self, data: &SummaryData, room: Rect, rows: u16, buf: &mut Buffer, cx: &Context) -> u16 {
        let score = |entry: &Option<Entry>| entry.as_ref().map_or("–".to_owned(), |e| e.score.value().to_string());
        let (before, after) = (score(&data.before), score(&data.after));
        let third = room.width / 3;
        Glow::behind(Rect { height: rows, ..room }, 1.0).draw(buf.area, cx.theme, buf);
        let columns = [(before, Role::Soft, "before"), ("→".to_owned(), Role::Ember, ""), (after, Role::Accent, "after")];
        for (i, (words, role, label)) in (0u16..).zip(&columns) {
            let cell = Rect { x: room.x + i * third, width: third, ..room };
            let high = if i == 1 { (rows * 2 / 3).max(3) } else { rows };
            let spot = Rect { y: cell.y + (rows - high) / 2, ..cell };
            Strokes::new(words, high).draw_centred(spot, cx.theme.color(*role), cx.marker, buf);
            text::put_centred(room.y + rows + 1, label, cx.theme.style(Role::Quiet), Rect { y: room.y, ..cell }, buf);
        }
        room.y + rows + 3
    }

    fn list(&self, room: Rect, buf: &mut Buffer, cx: &Context) {
        let lines = self.lines(cx);
        let mut y = room.y;
        if usize::from(room.height) > lines.len() + 2 {
            text::put(room.x, y, "What you did", cx.theme.style(Role::Quiet), room, buf);
            y += 2;
        }
        let (all, rows) = (lines.len(), seen(lines.len(), room));
        // a larger screen may have come since
        let top = self.top.min(all - rows);
        if rows < all {
            let words = format!("{} to {} of {all}  ↑ ↓", top + 1, top + rows);
            text::put_right(room.right(), room.bottom().saturating_sub(1), &words, cx.theme.style(Role::Quiet), room, buf);
        }
        for line in lines.into_iter().skip(top).take(rows) {
            let (sign, role) = if line.done { ("●", Role::Accent) } else { ("○", Role::Quiet) };
            text::put(room.x, y, sign, cx.theme.style(role), room, buf);
            let style = cx.theme.style(if line.done { Role::Text } else { Role::Quiet });
            let fits = |much: &str| text::columns(&line.name) + text::columns(much) + 5 <= room.width;
            let much = if fits(&line.much) { &line.much } else { line.much.trim_end_matches(" a side") };
            let width = room.width.saturating_sub(5 + text::columns(much));
            text::put(room.x + 3, y, text::clip(&line.name, width), style, room, buf);
            text::put_right(room.right(), y, much, cx.theme.style(Role::Soft), room, buf);
            y += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(seq: i64, side: Side, set_no: i64, reps: Option<(i64, i64)>, ms: (i64, i64), outcome: Outcome) -> Item {
        let uid = Uid::at(1, &[u8::try_from(seq).unwrap_or(0); 10]);
        Item {
            uid,
            session: uid,
            seq,
            exercise: "e".into(),
            variant: String::new(),
            side,
            set_no,
            planned_reps: reps.map(|r| r.1),
            planned_ms: Some(ms.1),
            done_reps: reps.map(|r| r.0),
            done_ms: ms.0,
            outcome,
            reason: None,
            at: 0,
        }
    }

    #[test]
    fn what_was_done_reads_as_the_dose_does() {
        let hold = |seq, side, set| item(seq, side, set, None, (30_000, 30_000), Outcome::Done);
        let sides = [hold(0, Side::Left, 1), hold(1, Side::Right, 1), hold(2, Side::Left, 2), hold(3, Side::Right, 2)];
        assert_eq!(much(&sides.iter().collect::<Vec<_>>()), "2 × 30 s a side");
        let rows = [1, 2, 3].map(|n| item(n, Side::Both, n, Some((10, 10)), (60_000, 60_000), Outcome::Done));
        assert_eq!(much(&rows.iter().collect::<Vec<_>>()), "3 × 10");
        assert_eq!(much(&[&item(0, Side::Both, 1, None, (60_000, 60_000), Outcome::Done)]), "1:00");
        let turns = [1, 2].map(|round| [60_000, 240_000].map(|ms| item(round, Side::Both, round, None, (ms, ms), Outcome::Done)));
        assert_eq!(much(&turns.iter().flatten().collect::<Vec<_>>()), "10:00", "cold and heat in turn");
    }

    #[test]
    fn one_side_alone_is_never_said_to_be_both() {
        let left = item(0, Side::Left, 1, Some((10, 10)), (70_000, 70_000), Outcome::Done);
        assert_eq!(much(&[&left]), "10 left");
        let hold = |seq, side, set| item(seq, side, set, None, (30_000, 30_000), Outcome::Done);
        let three = [hold(0, Side::Left, 1), hold(1, Side::Right, 1), hold(2, Side::Left, 2)];
        assert_eq!(much(&three.iter().collect::<Vec<_>>()), "3 × 30 s");
    }

    #[test]
    fn a_part_is_said_as_a_part_and_a_skip_as_a_skip() {
        let part = [
            item(0, Side::Both, 1, Some((10, 10)), (70_000, 70_000), Outcome::Done),
            item(1, Side::Both, 2, Some((6, 10)), (42_000, 70_000), Outcome::Skipped),
        ];
        assert_eq!(much(&part.iter().collect::<Vec<_>>()), "16 of 20");
        assert_eq!(much(&[&item(0, Side::Both, 1, None, (0, 60_000), Outcome::Skipped)]), "skipped");
        assert_eq!(much(&[&item(0, Side::Both, 1, None, (20_000, 60_000), Outcome::Cut)]), "0:20 of 1:00");
    }
}
