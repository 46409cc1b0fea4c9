//! How the form looks: the number large beside it, its lines, the keys that work.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::form::Part;
use super::lines::{Line, Spot, lines};
use super::{EntryScreen, LEAVE, Open};
use crate::app::{Context, Message};
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::{EntryMoment, Recall};
use crate::screens::frame;
use crate::widgets::glow::Glow;
use crate::widgets::list::window;
use crate::widgets::strokes::Strokes;
use crate::widgets::{chrome, text};

/// What is said where one leaves a changed form.
pub(super) const UNSAVED: &str = "What you changed is not saved yet.";

/// What is said while a word is newly marked that belongs to the warning signs.
const FLAGGED: &str = "Saving this opens the warning signs.";

/// Columns for the number on the left, and for the names of the parts.
fn columns(width: u16) -> (u16, u16) {
    match width {
        100.. => (20, 14),
        70.. => (13, 12),
        _ => (0, 11),
    }
}

/// Columns in which the values stand on a screen of that width.
pub(super) fn value_width(width: u16) -> u16 {
    let (number, label) = columns(width);
    width.saturating_sub(2 * chrome::margin(width)).saturating_sub(number + label)
}

/// Draws the form.
pub(super) fn draw(screen: &EntryScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let frame = chrome::Frame::of(area);
    let Some(open) = &screen.open else { return };
    let (title, under) = titles(screen, open, cx);
    let date = cx.local(open.data.entry.felt_at, open.data.entry.felt_off).format("%A %-d %B").to_string();
    chrome::title(frame.header, [&title, &under], [&date, ""], cx.theme, buf);
    let (_, label) = columns(area.width);
    number(open, area, buf, cx);
    let parts = parts_area(area);
    let lines = lines(open, value_width(area.width), parts.height, cx);
    draw_lines(open, &lines, parts, label, screen.ask.is_none(), buf, cx);
    let y = frame.footer.y.saturating_sub(1);
    if let Some(refused) = &open.refused {
        text::put(frame.body.x, y, text::clip(refused, frame.body.width), cx.theme.style(Role::Text), area, buf);
    } else if open.is_flagged() {
        let says = [("!  ", cx.theme.bold(Role::Care)), (FLAGGED, cx.theme.style(Role::Text))];
        text::put_spans(frame.body.x, y, &says, area, buf);
    }
    if let Some(ask) = &screen.ask {
        ask.draw("Leave the form?", &[UNSAVED], &LEAVE, area, buf, cx);
        frame::hints(area, KeyContext::Dialog, &[(Action::Do, "this one"), (Action::Back, "keep editing")], buf, cx);
        return;
    }
    hints(open, area, buf, cx);
}

/// Where the parts stand: beside the number, or below it where it is narrow.
fn parts_area(area: Rect) -> Rect {
    let (room, (number, _)) = (chrome::Frame::of(area).body, columns(area.width));
    let used = u16::from(number == 0);
    Rect::new(room.x + number, room.y + used, room.width.saturating_sub(number), room.height.saturating_sub(used))
}

/// The lines that are seen, each with its row of the screen.
fn placed(lines: &[Line], area: Rect) -> Vec<(u16, &Line)> {
    let focus = lines.iter().position(|line| line.is_here).unwrap_or(0);
    let has_gaps = lines.len() + Part::ALL.len() <= usize::from(area.height);
    let mut y = area.y;
    let mut placed = Vec::new();
    for line in &lines[window(lines.len(), focus, usize::from(area.height))] {
        y += u16::from(has_gaps && line.is_head && y > area.y);
        placed.push((y, line));
        y += 1;
    }
    placed
}

/// What a click on a cell does.
pub(super) fn spot_at(open: &Open, at: Position, cx: &Context) -> Option<Message> {
    if let Some((place, hints)) = Some(hints_of(open)).filter(|_| at.y == chrome::Frame::of(cx.area()).footer.y) {
        return frame::hint_at(place, &hints, at, cx);
    }
    let is_on = |(x, y, words, _): &(u16, u16, &str, Spot)| at.y == *y && (*x..*x + text::columns(words)).contains(&at.x);
    if let Some((.., spot)) = steps(cx.area()).into_iter().find(is_on) {
        return Some(Message::Select(spot.code()));
    }
    let (parts, label) = (parts_area(cx.area()), columns(cx.size.width).1);
    let lines = lines(open, value_width(cx.size.width), parts.height, cx);
    let (_, line) = placed(&lines, parts).into_iter().find(|(y, _)| parts.contains(at) && *y == at.y)?;
    let spot = at.x.checked_sub(parts.x + label).and_then(|x| line.spots.iter().find(|(columns, _)| columns.contains(&x)));
    Some(Message::Select(spot.map_or(Spot::Part(line.part), |(_, spot)| *spot).code()))
}

/// The words that set the number by a click: their place and what they do.
fn steps(area: Rect) -> [(u16, u16, &'static str, Spot); 2] {
    let room = chrome::Frame::of(area).body;
    let (x, y) = if columns(area.width).0 > 0 { (room.x, room.y + digits(area) + 1) } else { (room.x + 10, room.y) };
    [(x, y, "less", Spot::Less), (x + 6, y, "more", Spot::More)]
}

/// Rows of the large number.
fn digits(area: Rect) -> u16 {
    if area.height >= 30 { 7 } else { 5 }
}

/// The number, and what it was if it is another one now.
fn number(open: &Open, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (room, (wide, _)) = (chrome::Frame::of(area).body, columns(area.width));
    let quiet = cx.theme.style(Role::Quiet);
    let score = open.form.score.value().to_string();
    if wide > 0 {
        Glow::behind(Rect { width: wide, height: digits(area), ..room }, 0.8).draw(area, cx.theme, buf);
        let at = (i32::from(room.x), i32::from(room.y));
        Strokes::new(&score, digits(area)).draw(at, cx.theme.color(Role::Accent), cx.marker, area, buf);
    } else {
        let spans = [(score.as_str(), cx.theme.bold(Role::Accent)), (" of 10", quiet)];
        text::put_spans(room.x, room.y, &spans, area, buf);
    }
    let [(less, y, ..), (more, ..)] = steps(area);
    for (x, y, words, _) in steps(area) {
        text::put(x, y, words, quiet, area, buf);
    }
    if let Some(was) = open.form.was() {
        let (x, y) = if wide > 0 { (less, y + 2) } else { (more + 6, y) };
        text::put_spans(x, y, &[("was ", cx.theme.style(Role::Soft)), (&was.value().to_string(), cx.theme.bold(Role::Text))], area, buf);
    }
}

/// What it is, and what is said under that.
fn titles(screen: &EntryScreen, open: &Open, cx: &Context) -> (String, String) {
    let entry = &open.data.entry;
    let time = |at, off| cx.settings.time(cx.local(at, off));
    let was = open.form.was().map(|was| (was.value(), open.form.score.value()));
    if screen.is_new {
        let at = time(entry.entered_at, entry.entered_off);
        let says = match was {
            Some((was, now)) => format!("Saved as {was}, {at}. The {now} is not saved yet."),
            None => format!("Saved, {at}. Only the number is needed."),
        };
        return ("Log pain".into(), says);
    }
    let of = open.data.title.as_deref().unwrap_or("a session");
    let what = match (entry.recall, entry.moment) {
        (Recall::Average, _) => "The average of the day".to_owned(),
        (Recall::Worst, _) => "The worst of the day".to_owned(),
        (_, EntryMoment::Before) => format!("Before {of}"),
        (_, EntryMoment::After) => format!("After {of}"),
        (_, EntryMoment::During) => format!("During {of}"),
        (_, EntryMoment::Free | EntryMoment::Evening) => "A rating of its own".to_owned(),
    };
    let late = if entry.is_late() { format!(", entered {}", time(entry.entered_at, entry.entered_off)) } else { String::new() };
    ("Change a rating".into(), format!("{what}, {}{late}", time(entry.felt_at, entry.felt_off)))
}

#[allow(clippy::too_many_arguments, reason = "lines, their place and what everything here is drawn with")]
fn draw_lines(open: &Open, lines: &[Line], area: Rect, label: u16, has_cursor: bool, buf: &mut Buffer, cx: &Context) {
    let x = area.x + label;
    let placed = placed(lines, area);
    if placed.last().is_some_and(|(_, last)| lines.last().is_some_and(|line| !std::ptr::eq(*last, line))) {
        let bottom = area.bottom().saturating_sub(1);
        text::put_right(area.right(), bottom, "more below", cx.theme.style(Role::Quiet), area, buf);
    }
    for (y, line) in placed {
        let is_open = line.part == open.form.part;
        if line.is_here {
            let row = Rect { x: area.x.saturating_sub(2), y, width: area.width + 2, height: 1 }.intersection(buf.area);
            let raised = cx.theme.style(Role::Raised);
            // reversed video would hide what is marked: there the sign and the underline tell
            if !raised.add_modifier.contains(Modifier::REVERSED) {
                buf.set_style(row, raised);
            }
            let sign = if raised.add_modifier.contains(Modifier::REVERSED) { ">" } else { "▌" };
            text::put(row.x, y, sign, cx.theme.style(Role::Accent), area.union(row), buf);
        }
        if line.is_head {
            let style = if is_open { cx.theme.bold(Role::Text) } else { cx.theme.style(Role::Quiet) };
            text::put(area.x, y, line.part.name(), style, area, buf);
        }
        if line.field == Some(0) {
            let rows = lines.iter().filter(|line| line.field.is_some()).count();
            let field = Rect { x, y, width: area.right().saturating_sub(x), height: u16::try_from(rows).unwrap_or(1) }.intersection(area);
            let typed = match line.part {
                Part::Medicine => &open.form.medicine,
                Part::Note => &open.form.note,
                _ => &open.form.felt,
            };
            typed.draw(has_cursor, field, cx.theme, buf);
        }
        let spans: Vec<(&str, Style)> = line.spans.iter().map(|(text, style)| (text.as_str(), *style)).collect();
        text::put_spans(x, y, &spans, area, buf);
    }
}

fn hints(open: &Open, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (place, hints) = hints_of(open);
    frame::hints(area, place, &hints, buf, cx);
}

/// The keys that work now, and where.
fn hints_of(open: &Open) -> (KeyContext, Vec<frame::Hint>) {
    let save = if open.form.is_changed() { "save" } else { "close" };
    let mut hints: Vec<frame::Hint> = Vec::new();
    let place = if open.form.part.is_text() { KeyContext::Text } else { KeyContext::Form };
    match open.form.part {
        Part::Note => hints.extend([(Action::Save, save), (Action::Do, "new line"), (Action::NextPane, "field"), (Action::Back, "leave")]),
        Part::Medicine | Part::Felt => hints.extend([(Action::Do, save), (Action::NextPane, "field"), (Action::Back, "leave")]),
        _ => {
            hints.extend([(Action::Do, save), (Action::Mark, "mark")]);
            if open.form.part == Part::Where {
                hints.push((Action::Worst, "the worst"));
                if open.data.last.is_some() {
                    hints.push((Action::Same, "as last"));
                }
            }
            hints.extend([(Action::NextPane, "field"), (Action::Score(0), "number")]);
            if open.form.part != Part::Where {
                hints.push((Action::Back, "leave"));
            }
        }
    }
    hints.push((Action::Help, ""));
    (place, hints)
}
