//! How the guide looks: the list, the page beside it with its one button, and the desk check in place of both.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::{frame, prose};
use super::entries::Entry;
use super::{Focus, GuideScreen, deeds, page};
use crate::app::{Context, Message};
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::figure::{Instant, Side};
use crate::widgets::figure::FigureView;
use crate::widgets::glow::Glow;
use crate::widgets::list::{List, Row};
use crate::widgets::strokes::Strokes;
use crate::widgets::{chrome, text};

/// The list's columns.
fn list_area(area: Rect) -> Rect {
    let frame = chrome::Frame::of(area);
    let width = match area.width {
        100.. => 51,
        70.. => 34,
        _ => frame.body.width + 4,
    };
    // the mark of the selected row stands two columns left of the text
    Rect { x: frame.body.x.saturating_sub(2), width, y: frame.body.y, height: frame.footer.y.saturating_sub(frame.body.y + 1) }
}

/// The page's columns: beside the list, or in its place on narrow screens.
fn detail_area(area: Rect) -> Rect {
    let frame = chrome::Frame::of(area);
    let height = frame.footer.y.saturating_sub(frame.body.y + 1);
    let x = match area.width {
        100.. => 60,
        70.. => 38,
        _ => frame.body.x,
    };
    Rect { x, width: frame.body.right().saturating_sub(x), height, ..frame.body }
}

/// What of it the text has: the last row is the pager's and the button's, and a button has an empty row above it.
pub(super) fn page_area(area: Rect, screen: &GuideScreen, cx: &Context) -> Rect {
    let detail = detail_area(area);
    let foot = if screen.deed(cx).is_some() { 2 } else { 1 };
    Rect { height: detail.height.saturating_sub(foot), ..detail }
}

/// Columns of the still picture of timed care.
const PICTURE: u16 = 28;

/// Draws the pane.
pub(super) fn draw(screen: &GuideScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    if let Focus::Desk(form) = &screen.focus {
        return form.draw(area, buf, cx);
    }
    let is_narrow = chrome::is_narrow(area.width);
    // the page first: its glow reaches beneath the list
    if !is_narrow || screen.opened {
        detail(screen, area, buf, cx);
    }
    if !(is_narrow && screen.opened) {
        list(screen, list_area(area), buf, cx);
    }
    frame::tabs(area, Action::Guide, "", buf, cx);
    hints(screen, is_narrow && !screen.opened, area, buf, cx);
    if let Focus::Timer(choices) = &screen.focus {
        let timers = timers(screen, cx);
        choices.draw("Which timer?", &[], &timers.iter().map(String::as_str).collect::<Vec<_>>(), area, buf, cx);
    }
}

/// `Heat pack, 15 min`: a remedy's timers to choose from.
fn timers(screen: &GuideScreen, cx: &Context) -> Vec<String> {
    screen.timers(cx).iter().map(|care| format!("{}, {}", care.name, deeds::length(care))).collect()
}

/// What a click on a cell stands for.
pub(super) fn under(screen: &GuideScreen, at: Position, cx: &Context) -> Option<Message> {
    match &screen.focus {
        Focus::Desk(form) => form.under(at, cx),
        Focus::Timer(choices) => {
            let timers = timers(screen, cx);
            choices.under(&[], &timers.iter().map(String::as_str).collect::<Vec<_>>(), at, cx)
        }
        Focus::List | Focus::Search => frame::tab_at(Action::Guide, at, cx).or_else(|| {
            let is_shown = !(chrome::is_narrow(cx.size.width) && screen.opened);
            let room = rows_area(list_area(cx.area()));
            let item = shown(&rows(screen, room), screen).item_at(room, at).filter(|_| is_shown);
            item.map(Message::Select)
        }),
    }
}

/// Whether the page stands on a cell, beside the list or in its place.
pub(super) fn is_page(screen: &GuideScreen, at: Position, cx: &Context) -> bool {
    (!chrome::is_narrow(cx.size.width) || screen.opened) && detail_area(cx.area()).contains(at)
}

/// The line that the list begins with.
pub(super) fn top(screen: &GuideScreen, cx: &Context) -> usize {
    let room = rows_area(list_area(cx.area()));
    shown(&rows(screen, room), screen).first(room)
}

fn hints(screen: &GuideScreen, is_list_alone: bool, area: Rect, buf: &mut Buffer, cx: &Context) {
    if let Focus::Search = screen.focus {
        let hints = [(Action::Do, "to the list"), (Action::Back, "all again"), (Action::Warnings, ""), (Action::Help, "")];
        return frame::hints(area, KeyContext::Text, &hints, buf, cx);
    }
    let mut hints: Vec<frame::Hint> = Vec::new();
    let kept = match screen.rows.get(screen.selected).map(|row| &row.entry) {
        Some(Entry::Habit(id)) => screen.known.kept(id),
        _ => None,
    };
    if let Some(line) = kept {
        hints.push((Action::Mark, if line.ticks.contains(&cx.day()) { "not done today" } else { "done today" }));
    }
    match screen.rows.get(screen.selected).map(|row| &row.entry) {
        None => {}
        Some(_) if is_list_alone => hints.push((Action::Do, "open")),
        Some(Entry::Remedy(_)) if !screen.timers(cx).is_empty() => hints.push((Action::Do, "start the timer")),
        Some(Entry::Desk) => hints.push((Action::Do, "look at it")),
        Some(Entry::Habit(_)) => hints.push((Action::Do, if kept.is_some() { "let go" } else { "take up" })),
        Some(Entry::Preset(_)) if screen.deed(cx).is_some() => hints.push((Action::Do, "take up")),
        _ => {}
    }
    if !is_list_alone && screen.pages(cx).len() > 1 {
        hints.push((Action::Right, "more"));
    }
    hints.extend([(Action::Search, ""), (Action::Warnings, ""), (Action::Help, "")]);
    frame::hints(area, KeyContext::List, &hints, buf, cx);
}

fn list(screen: &GuideScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (quiet, soft) = (cx.theme.style(Role::Quiet), cx.theme.style(Role::Soft));
    let x = area.x + 2;
    let is_typing = matches!(screen.focus, Focus::Search);
    screen.search.draw(is_typing, screen.rows.len(), area, buf, cx);
    let room = rows_area(area);
    let top = room.y;
    if screen.rows.is_empty() {
        let is_reading = cx.library.guidance.remedies.remedies.is_empty() && screen.search.is_empty();
        text::put(x, top, if is_reading { "Reading" } else { "Nothing fits." }, soft, room, buf);
        if !is_reading {
            let context = if is_typing { KeyContext::Text } else { KeyContext::List };
            text::put(x, top + 1, &format!("{} shows all again.", cx.key(context, Action::Back)), quiet, room, buf);
        }
        return;
    }
    shown(&rows(screen, room), screen).draw(room, cx.theme, buf);
}

/// Where the rows stand under the search.
fn rows_area(area: Rect) -> Rect {
    let top = area.y + 2;
    Rect { y: top, height: area.bottom().saturating_sub(top), ..area }
}

fn shown<'a>(rows: &'a [Row<'a>], screen: &GuideScreen) -> List<'a> {
    List { rows, selected: Some(screen.selected), top: screen.top }
}

/// The rows in their chapters, or as found.
fn rows(screen: &GuideScreen, area: Rect) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut chapter = "";
    for row in &screen.rows {
        if row.chapter != chapter && screen.search.is_empty() {
            chapter = row.chapter;
            rows.push(Row::Section(chapter));
        }
        // what stands on the right of a chapter stands on all its rows or on none
        let is_found = !screen.search.is_empty();
        let mut others = screen.rows.iter().filter(|other| other.chapter == row.chapter);
        let fits = is_found || others.all(|row| text::columns(&row.name) + text::columns(&row.detail) + 9 <= area.width);
        rows.push(Row::Item { name: &row.name, detail: if fits { &row.detail } else { "" }, short: "", mark: row.mark });
    }
    rows
}

fn detail(screen: &GuideScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let Some(entry) = screen.rows.get(screen.selected).map(|row| &row.entry) else { return };
    let whole = detail_area(area);
    if let Entry::Remedy(id) = entry
        && let Some((minutes, named)) = page::hero(id, cx).filter(|_| screen.page == 0)
    {
        hero(id, &minutes, whole, buf, cx);
        let y = whole.y + page::hero_rows(id, cx);
        text::put(whole.x, y, named.as_deref().unwrap_or_default(), cx.theme.style(Role::Soft), whole, buf);
    }
    let pages = page::pages(entry, &screen.known, page_area(area, screen, cx), cx);
    prose::draw(&pages, screen.page, whole, buf);
    let y = whole.bottom().saturating_sub(1);
    let deed = screen.deed(cx);
    let end =
        deed.map_or(whole.x, |(action, deed)| chrome::button(whole.x, y, &cx.key(KeyContext::List, action), &deed, cx.theme, whole, buf));
    let has_room = end + prose::PAGER < whole.right();
    prose::pager(&pages, screen.page, if has_room { y } else { y.saturating_sub(1) }, whole, buf, cx);
}

/// What lies over the text of a remedy with a timer: its picture, if there is one, and how many minutes.
fn hero(id: &str, minutes: &str, whole: Rect, buf: &mut Buffer, cx: &Context) {
    let rows = page::hero_rows(id, cx);
    let picture = page::picture(id, cx);
    let room = Rect { width: if picture.is_some() { PICTURE } else { 0 }, height: rows, ..whole };
    let beside = Rect { x: room.right() + 2 * u16::from(picture.is_some()), height: rows, ..whole }.intersection(whole);
    // as large as there is room for; the word stands on their last row, or below them
    let cells = |size: u16| Strokes::new(minutes, size).cells(cx.marker);
    let fits = |size: &u16| cells(*size).0 + if picture.is_some() { 0 } else { 12 } <= beside.width;
    let size = [page::HERO, 4, 3].into_iter().find(fits).unwrap_or(3);
    let (wide, high) = cells(size);
    let glow = if picture.is_some() { room } else { Rect { width: wide + 18, height: high, ..whole } };
    Glow::behind(glow, 1.0).draw(cx.area(), cx.theme, buf);
    let (y, word) = match &picture {
        Some(figure) => {
            let instant = Instant { step: 0, progress: 1.0, side: Side::Right, breath: 0.0 };
            FigureView::new(figure, instant, cx.theme).draw(room, cx.theme, cx.marker, buf);
            let y = whole.y + rows.saturating_sub(high + 2) / 2;
            (y, (beside.x, y + high + 1))
        }
        None => (whole.y, (whole.x + wide + 4, whole.y + high - 1)),
    };
    Strokes::new(minutes, size).draw((i32::from(beside.x), i32::from(y)), cx.theme.color(Role::Text), cx.marker, whole, buf);
    text::put(word.0, word.1, "minutes", cx.theme.style(Role::Soft), whole, buf);
}
