//! How the library looks: the list, the page beside it, and the filter in the page's place.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::{frame, prose};
use super::detail;
use super::lay::{Page, Rows};
use super::rows::FIELDS;
use super::show::Pauses;
use super::{Focus, LibraryScreen};
use crate::app::Context;
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::widgets::list::{List, Mark, Row};
use crate::widgets::{chrome, figure, text};

/// Below so many rows there is no room for a figure with its words; from so many on there is room to spare.
const LOW: u16 = 24;
const TALL: u16 = 30;

/// The list's columns.
fn list_area(area: Rect) -> Rect {
    let frame = chrome::Frame::of(area);
    let width = match area.width {
        100.. => 50,
        70.. => 38,
        _ => frame.body.width + 4,
    };
    // the mark of the selected row stands two columns left of the text
    Rect { x: frame.body.x.saturating_sub(2), width, y: frame.body.y, height: frame.footer.y.saturating_sub(frame.body.y + 1) }
}

/// The page's columns: beside the list, or in its place on narrow screens.
pub(super) fn detail_area(area: Rect) -> Rect {
    let frame = chrome::Frame::of(area);
    let height = frame.footer.y.saturating_sub(frame.body.y + 1);
    match area.width {
        100.. => Rect { x: 58, width: frame.body.right().saturating_sub(58), height, ..frame.body },
        70.. => Rect { x: 42, width: frame.body.right().saturating_sub(42), height, ..frame.body },
        _ => Rect { height, ..frame.body },
    }
}

/// The room of a figure and of the text under it; nothing where a figure could not be made out, or no text would be left.
fn figure_rooms(area: Rect) -> Option<(Rect, Rect)> {
    let (text, header) = (detail_area(area), chrome::Frame::of(area).header);
    // beside the stroke under the tabs there is a row to gain
    let y = header.bottom().saturating_sub(u16::from(area.height < TALL));
    let height = (figure::LEAST.1 + area.height.saturating_sub(LOW) / 6).min(24);
    let room = Rect { y, height, ..text };
    let below = Rect { y: room.bottom(), height: text.bottom().saturating_sub(room.bottom()), ..text };
    (area.height >= LOW && text.width >= figure::LEAST.0).then_some((room, below))
}

/// Where the figure stands.
pub(super) fn figure_area(area: Rect) -> Rect {
    figure_rooms(area).map_or(Rect::ZERO, |(figure, _)| figure)
}

/// The pages of the selected row.
pub(super) fn pages(screen: &LibraryScreen, cx: &Context) -> Vec<Page> {
    let Some(row) = screen.rows.get(screen.selected) else { return Vec::new() };
    let (text, below) = (detail_area(cx.area()), figure_rooms(cx.area()).map(|(_, below)| usize::from(below.height)));
    let rows = Rows { alone: usize::from(text.height), under: below.unwrap_or(0), spare: usize::from(cx.size.height < TALL) };
    detail::pages(row, text, rows, cx)
}

/// Draws the pane.
pub(super) fn draw(screen: &LibraryScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let narrow = chrome::is_narrow(area.width);
    // the figure first: its glow reaches beneath all else
    if let Some(show) = screen.shown() {
        let room = figure_area(area);
        show.draw(room, buf, cx);
        if room.intersection(buf.area) == buf.area {
            return;
        }
    }
    frame::tabs(area, Action::Library, "", buf, cx);
    if !(narrow && (screen.opened || matches!(screen.focus, Focus::Filter(_)))) {
        list(screen, list_area(area), buf, cx);
    }
    if let Focus::Filter(field) = screen.focus {
        filter(screen, field, detail_area(area), buf, cx);
    } else if !narrow || screen.opened {
        detail(screen, detail_area(area), buf, cx);
    }
    let here = match screen.focus {
        Focus::Search => KeyContext::Text,
        Focus::Filter(_) => KeyContext::Form,
        Focus::List => KeyContext::List,
    };
    let figure = screen.shown().map(|show| match show.pauses() {
        Pauses::Stops => "stop",
        Pauses::GoesOn => "play",
        Pauses::NextPose => "next pose",
        Pauses::No => "",
    });
    let hints: &[frame::Hint] = match screen.focus {
        Focus::Search => &[(Action::Do, "to the list"), (Action::Back, "all again"), (Action::Warnings, ""), (Action::Help, "")],
        Focus::Filter(_) => &[(Action::Right, "another value"), (Action::Do, "to the list"), (Action::Help, "")],
        Focus::List if narrow && !screen.opened => &[(Action::Do, "open"), (Action::Search, ""), (Action::Filter, ""), (Action::Help, "")],
        Focus::List if figure == Some("") => &[
            (Action::Do, "do it now"),
            (Action::View, "view"),
            (Action::Search, ""),
            (Action::Filter, ""),
            (Action::Warnings, ""),
            (Action::Help, ""),
        ],
        Focus::List if figure.is_some() => &[
            (Action::Do, "do it now"),
            (Action::View, "view"),
            (Action::Mark, figure.unwrap_or_default()),
            (Action::Search, ""),
            (Action::Filter, ""),
            (Action::Help, ""),
        ],
        Focus::List => &[
            (Action::Do, "do it now"),
            (Action::Search, ""),
            (Action::Filter, ""),
            (Action::Right, "more"),
            (Action::Warnings, ""),
            (Action::Help, ""),
        ],
    };
    frame::hints(area, here, hints, buf, cx);
}

fn list(screen: &LibraryScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (quiet, soft) = (cx.theme.style(Role::Quiet), cx.theme.style(Role::Soft));
    let x = area.x + 2;
    screen.search.draw(screen.focus == Focus::Search, screen.rows.len(), area, buf, cx);
    if !screen.filter.is_empty() {
        text::put(x, area.y + 1, text::clip(&screen.filter.words(), area.width.saturating_sub(4)), cx.theme.style(Role::Accent), area, buf);
    }
    let room = rows_area(screen, area);
    let top = room.y;
    if screen.rows.is_empty() {
        let words = if cx.library.exercises.is_empty() { "Reading …" } else { "Nothing fits." };
        text::put(x, top, words.trim_end_matches(" …"), soft, room, buf);
        if !cx.library.exercises.is_empty() {
            text::put(x, top + 1, &format!("{} shows all again.", cx.key(KeyContext::List, Action::Back)), quiet, room, buf);
        }
        return;
    }
    List { rows: &rows(screen), selected: Some(screen.selected), top: screen.top }.draw(room, cx.theme, buf);
}

/// Where the rows stand under the search and the filter's words.
fn rows_area(screen: &LibraryScreen, area: Rect) -> Rect {
    let top = area.y + if screen.filter.is_empty() { 2 } else { 3 };
    Rect { y: top, height: area.bottom().saturating_sub(top), ..area }
}

/// The rows in sections, or as found.
fn rows(screen: &LibraryScreen) -> Vec<Row<'_>> {
    let searching = !screen.search.is_empty();
    let mut rows = Vec::new();
    let mut section = "";
    for row in &screen.rows {
        if row.section != section && !searching {
            section = row.section;
            rows.push(Row::Section(section));
        }
        // as on Today: the sides go where they do not fit
        let short = row.note.trim_end_matches(" a side");
        rows.push(Row::Item { name: &row.name, detail: &row.note, short, mark: Mark::None });
    }
    rows
}

fn filter(screen: &LibraryScreen, field: usize, area: Rect, buf: &mut Buffer, cx: &Context) {
    text::put(area.x, area.y, "Show only", cx.theme.bold(Role::Text), area, buf);
    let values: Vec<String> = (0..FIELDS.len()).map(|f| screen.filter.value(f)).collect();
    let rows: Vec<Row> = FIELDS.iter().zip(&values).map(|(name, value)| Row::item(name, value)).collect();
    List { rows: &rows, selected: Some(field), top: None }.draw(filter_area(area), cx.theme, buf);
}

fn filter_area(area: Rect) -> Rect {
    Rect { x: area.x.saturating_sub(2), y: area.y + 2, width: area.width.min(48) + 4, height: area.height.saturating_sub(2) }
}

/// Whether the page stands on a cell, beside the list or in its place.
pub(super) fn is_page(screen: &LibraryScreen, at: Position, cx: &Context) -> bool {
    (!chrome::is_narrow(cx.size.width) || screen.opened) && detail_area(cx.area()).contains(at)
}

/// The row of the list, or the line of the filter, on a cell.
pub(super) fn item_at(screen: &LibraryScreen, at: Position, cx: &Context) -> Option<usize> {
    let narrow = chrome::is_narrow(cx.size.width);
    if let Focus::Filter(field) = screen.focus {
        let rows = FIELDS.map(|name| Row::item(name, ""));
        return List { rows: &rows, selected: Some(field), top: None }.item_at(filter_area(detail_area(cx.area())), at);
    }
    if narrow && screen.opened {
        return None;
    }
    let room = rows_area(screen, list_area(cx.area()));
    List { rows: &rows(screen), selected: Some(screen.selected), top: screen.top }.item_at(room, at)
}

/// The line that the list begins with.
pub(super) fn top(screen: &LibraryScreen, cx: &Context) -> usize {
    let room = rows_area(screen, list_area(cx.area()));
    List { rows: &rows(screen), selected: Some(screen.selected), top: screen.top }.first(room)
}

fn detail(screen: &LibraryScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let pages = pages(screen, cx);
    let at = screen.page.min(pages.len().saturating_sub(1));
    let Some(page) = pages.get(at) else { return };
    let lines: Vec<_> = pages.iter().map(|page| page.lines.clone()).collect();
    let Some((_, below)) = figure_rooms(cx.area()).filter(|_| page.has_figure) else {
        prose::draw(&lines, at, area, buf);
        return prose::pager(&lines, at, area.bottom().saturating_sub(1), area, buf, cx);
    };
    prose::draw(&lines, at, Rect { height: below.height + 1, ..below }, buf);
    // beside the name
    let name = page.lines.first().map_or(0, |line| line.iter().map(|(words, _)| text::columns(words)).sum());
    if name + prose::PAGER <= below.width {
        prose::pager(&lines, at, below.y, below, buf, cx);
    } else if pages.len() > 1 {
        text::put_right(below.right(), below.y, &format!("{}/{}", at + 1, pages.len()), cx.theme.style(Role::Quiet), below, buf);
    }
}
