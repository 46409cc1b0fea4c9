//! How the pane of breaks looks: the state in one line, the day beneath it, the days below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{BreaksScreen, table, words};
use crate::app::{Context, Message};
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::screens::frame;
use crate::widgets::text::{self, Paragraph};
use crate::widgets::{chrome, day_line::DayLine};

/// Columns between two pieces of a line.
const APART: u16 = 2;

/// A few words that stay together, each part with its style.
type Piece = Vec<(String, Style)>;

/// Where the parts lie, from above: the state, the line of the day with its times, what its signs mean, the sentence, the table.
#[derive(Clone, Copy, Debug)]
struct Parts {
    state: Rect,
    line: Rect,
    legend: Rect,
    sentence: Rect,
    table: Rect,
}

/// Everything between the tabs and the footer.
fn whole(area: Rect) -> Rect {
    let frame = chrome::Frame::of(area);
    Rect { height: frame.footer.y.saturating_sub(frame.body.y + 1), ..frame.body }
}

fn parts(screen: &BreaksScreen, area: Rect, cx: &Context) -> Parts {
    let body = whole(area);
    let gap = u16::from(body.height >= 24);
    let mut y = body.y;
    let mut take = |height: u16, gap: u16| {
        let part = Rect { y: y.min(body.bottom()), height: height.min(body.bottom().saturating_sub(y)), ..body };
        y += height + gap;
        part
    };
    let known = screen.known.as_ref();
    let is_drawn = known.is_some_and(|known| has_line(&known.line));
    let state = take(flow_height(&state(cx), body.width), if is_drawn { gap } else { 1 });
    let line = take(if is_drawn { 2 } else { 0 }, 0);
    let legend =
        take(if is_drawn { flow_height(&legend(screen, area, cx), body.width) } else { 0 }, u16::from(is_drawn && !is_tight(area)));
    let says = known.map(|known| words::sentence(&known.days, is_wide(area))).unwrap_or_default();
    let sentence = take(Paragraph::new(&says, Style::new()).height(body.width), gap);
    Parts { state, line, legend, sentence, table: take(body.height, 0) }
}

/// Whether the days need every row.
fn is_tight(area: Rect) -> bool {
    whole(area).height < 16
}

/// Whether there is room for more words.
fn is_wide(area: Rect) -> bool {
    area.width >= 100
}

/// Whether there is anything on the line.
fn has_line(line: &DayLine) -> bool {
    !line.spells.is_empty() || !line.already.is_empty()
}

/// How many days of the table are seen at once.
pub(super) fn rows(screen: &BreaksScreen, area: Rect, cx: &Context) -> usize {
    usize::from(parts(screen, area, cx).table.height.saturating_sub(1))
}

/// The last day from which on the table can be seen.
pub(super) fn last_top(screen: &BreaksScreen, cx: &Context) -> usize {
    let days = screen.known.as_ref().filter(|known| words::has_counts(&known.days)).map_or(0, |known| known.days.days.len());
    days.saturating_sub(rows(screen, cx.area(), cx))
}

/// What one does since when, what comes next, when nudges may come.
fn state(cx: &Context) -> Vec<Piece> {
    let (text, soft) = (cx.theme.style(Role::Text), cx.theme.style(Role::Soft));
    let since = words::since(cx).map(|words| vec![(words, cx.theme.bold(Role::Text))]);
    let next = words::next(cx);
    let next = if since.is_some() { next } else { words::first(&next) };
    since.into_iter().chain([vec![(next, text)], vec![(words::hours(cx), soft)]]).collect()
}

/// The signs of the line with their words.
fn legend(screen: &BreaksScreen, area: Rect, cx: &Context) -> Vec<Piece> {
    let Some(known) = &screen.known else { return Vec::new() };
    let soft = cx.theme.style(Role::Soft);
    let piece = |(sign, says): (crate::widgets::day_line::Sign, String)| {
        vec![(sign.symbol().to_owned(), cx.theme.style(sign.role())), (format!(" {says}"), soft)]
    };
    words::legend(&known.days, &known.line, !is_tight(area)).into_iter().map(piece).collect()
}

/// Where pieces stand that follow each other and go on in the next row where there is no room: row and column.
fn flow(pieces: &[Piece], width: u16) -> Vec<(u16, u16)> {
    let (mut x, mut y) = (0u16, 0u16);
    let place = |piece: &Piece| {
        let wide: u16 = piece.iter().map(|(words, _)| text::columns(words)).sum();
        if x > 0 && x + wide > width {
            (x, y) = (0, y + 1);
        }
        let spot = (y, x);
        x += wide + APART;
        spot
    };
    pieces.iter().map(place).collect()
}

fn flow_height(pieces: &[Piece], width: u16) -> u16 {
    flow(pieces, width).last().map_or(0, |(y, _)| y + 1)
}

fn draw_flow(pieces: &[Piece], area: Rect, buf: &mut Buffer) {
    for (piece, (y, x)) in pieces.iter().zip(flow(pieces, area.width)) {
        let spans: Vec<(&str, Style)> = piece.iter().map(|(words, style)| (words.as_str(), *style)).collect();
        text::put_spans(area.x + x, area.y + y, &spans, area, buf);
    }
}

/// Draws the pane.
pub(super) fn draw(screen: &BreaksScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    frame::tabs_with(area, Action::Breaks, "", buf, cx);
    frame::hints(area, KeyContext::List, &hints(screen, cx), buf, cx);
    let parts = parts(screen, area, cx);
    draw_flow(&state(cx), parts.state, buf);
    let Some(known) = &screen.known else { return };
    if !parts.line.is_empty() {
        let east = i64::from(cx.zone.offset(cx.now.wall.to_utc()).local_minus_utc()) * 1000;
        let times = known.line.times(parts.line.width, east, &|at| cx.settings.time(words::local(at, cx)));
        known.line.draw(parts.line, &times, cx.theme, buf);
        draw_flow(&legend(screen, area, cx), parts.legend, buf);
    }
    if words::has_counts(&known.days) {
        Paragraph::new(&words::sentence(&known.days, is_wide(area)), cx.theme.style(Role::Soft)).draw(parts.sentence, buf);
        table::draw(&known.days.days, screen.top, parts.table, buf, cx);
    } else {
        let [what, how] = words::nothing_yet(cx);
        let room = Rect { height: whole(area).bottom().saturating_sub(parts.sentence.y), ..parts.sentence };
        let used = Paragraph::new(&what, cx.theme.style(Role::Soft)).draw(room, buf);
        let below = Rect { y: room.y + used, height: room.height.saturating_sub(used), ..room };
        Paragraph::new(&how, cx.theme.style(Role::Quiet)).draw(below, buf);
    }
}

/// The keys that work now.
fn hints(screen: &BreaksScreen, cx: &Context) -> Vec<frame::Hint> {
    let is_paused = cx.breaks.paused_until(cx.at()).is_some();
    let mut hints: Vec<frame::Hint> = vec![(Action::Move, "move now"), (Action::Later, if is_paused { "the pause" } else { "pause" })];
    let (last, top) = (last_top(screen, cx), screen.top);
    if top < last {
        hints.push((Action::Down, "earlier days"));
    } else if top > 0 {
        hints.push((Action::Up, "later days"));
    }
    hints.extend([(Action::Settings, ""), (Action::Moved, "already moved"), (Action::Help, "")]);
    hints
}

/// What a click on the footer does.
pub(super) fn hint_at(screen: &BreaksScreen, at: Position, cx: &Context) -> Option<Message> {
    frame::hint_at(KeyContext::List, &hints(screen, cx), at, cx)
}
