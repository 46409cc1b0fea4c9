//! How the form looks: the number large beside it, a part a line, and under the part one is in what can be marked or typed there.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::form::{Part, places};
use super::{EntryScreen, LEAVE, Open};
use crate::app::Context;
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::{EntryMoment, Recall, Word};
use crate::screens::frame;
use crate::widgets::glow::Glow;
use crate::widgets::list::window;
use crate::widgets::strokes::Strokes;
use crate::widgets::{chrome, text};

/// What is said where one leaves a changed form.
pub(super) const UNSAVED: &str = "What you changed is not saved yet.";

/// Columns of a place's name, before its sides.
const PLACE: usize = 20;

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

/// A line of the form.
struct Line {
    /// The part it belongs to.
    part: Part,
    /// Whether it is the first of its part, with its name.
    is_head: bool,
    /// Whether it is the one the cursor is in.
    is_here: bool,
    spans: Vec<(String, Style)>,
    /// Which row of the field that is typed in, if it is one.
    field: Option<u16>,
}

impl Line {
    fn plain(part: Part, spans: Vec<(String, Style)>) -> Self {
        Self { part, is_head: false, is_here: false, spans, field: None }
    }
}

/// Draws the form.
pub(super) fn draw(screen: &EntryScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let frame = chrome::Frame::of(area);
    let Some(open) = &screen.open else { return };
    let (title, under) = titles(screen, open, cx);
    let date = cx.local(open.data.entry.felt_at, open.data.entry.felt_off).format("%A %-d %B").to_string();
    chrome::title(frame.header, [&title, &under], [&date, ""], cx.theme, buf);
    let (number, label) = columns(area.width);
    let room = frame.body;
    let score = open.form.score.value().to_string();
    if number > 0 {
        let rows = if area.height >= 30 { 7 } else { 5 };
        Glow::behind(Rect { width: number, height: rows, ..room }, 0.8).draw(area, cx.theme, buf);
        let at = (i32::from(room.x), i32::from(room.y));
        Strokes::new(&score, rows).draw(at, cx.theme.color(Role::Accent), cx.marker, area, buf);
    } else {
        let spans = [(score.as_str(), cx.theme.bold(Role::Accent)), (" of 10", cx.theme.style(Role::Quiet))];
        text::put_spans(room.x, room.y, &spans, area, buf);
    }
    let parts = parts_area(area);
    let lines = lines(open, value_width(area.width), parts.height, cx);
    draw_lines(open, &lines, parts, label, screen.ask.is_none(), buf, cx);
    if let Some(refused) = &open.refused {
        let y = frame.footer.y.saturating_sub(1);
        text::put(frame.body.x, y, text::clip(refused, frame.body.width), cx.theme.style(Role::Text), area, buf);
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

/// The part that is drawn on a cell.
pub(super) fn part_at(open: &Open, at: Position, cx: &Context) -> Option<Part> {
    let parts = parts_area(cx.area());
    let lines = lines(open, value_width(cx.size.width), parts.height, cx);
    placed(&lines, parts).into_iter().find(|(y, _)| parts.contains(at) && *y == at.y).map(|(_, line)| line.part)
}

/// What it is, and what is said under that.
fn titles(screen: &EntryScreen, open: &Open, cx: &Context) -> (String, String) {
    let entry = &open.data.entry;
    let time = |at, off| cx.settings.time(cx.local(at, off));
    if screen.is_new {
        return ("Log pain".into(), format!("Saved, {}. Only the number is needed.", time(entry.entered_at, entry.entered_off)));
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

/// The lines of the form, at most so many for the note.
fn lines(open: &Open, width: u16, height: u16, cx: &Context) -> Vec<Line> {
    let form = &open.form;
    let (quiet, soft, care) = (cx.theme.style(Role::Quiet), cx.theme.style(Role::Soft), cx.theme.bold(Role::Care));
    let mut lines: Vec<Line> = Vec::new();
    for part in Part::ALL {
        let is_open = part == form.part;
        let head = lines.len();
        if part.is_text() {
            if is_open {
                let rows = if part == Part::Note { form.note.height(width, height.saturating_sub(7).clamp(2, 12)) } else { 1 };
                lines.extend((0..rows).map(|row| Line { field: Some(row), ..Line::plain(part, Vec::new()) }));
                if part == Part::Felt {
                    let says = "- and + by quarters of an hour, or y 21:30";
                    lines.push(Line::plain(part, vec![(says.into(), quiet)]));
                }
            } else {
                lines.push(Line::plain(part, typed(open, part, width, cx)));
            }
        } else {
            let chosen = chosen(open, part);
            let style = if chosen.is_empty() { quiet } else { cx.theme.style(Role::Text) };
            let words = if chosen.is_empty() { "nothing marked".to_owned() } else { chosen };
            lines.extend(text::wrap(&words, width).into_iter().map(|line| Line::plain(part, vec![(line, style)])));
            if let Some(worst) =
                form.worst.filter(|_| part == Part::Where && form.words.iter().filter(|w| matches!(w, Word::Region(_))).count() > 1)
            {
                lines.push(Line::plain(part, vec![(format!("the worst: {}", worst.label().replace(", ", " ")), soft)]));
            }
            let was = &open.data.entry.words;
            if form.flagged().any(|word| part.words().contains(&word) && !was.contains(&word)) {
                lines.push(Line::plain(part, vec![("!  ".into(), care), ("Saving this opens the warning signs.".into(), soft)]));
            }
            if is_open {
                lines.extend(if part == Part::Where { place_lines(open, cx) } else { word_lines(open, part, width, cx) });
            }
        }
        lines[head].is_head = true;
        if is_open && !lines[head..].iter().any(|line| line.is_here) {
            let here = lines[head..].iter().rposition(|line| line.field.is_some()).unwrap_or(0);
            lines[head + here].is_here = true;
        }
    }
    lines
}

/// What is marked in a part.
fn chosen(open: &Open, part: Part) -> String {
    let words = part.words();
    let marked = open.form.words.iter().filter(|word| words.contains(word));
    // a name without its comma, so that a list of them can be read
    let named = marked.map(|word| format!("{}{}", word.label().replace(", ", " "), if word.is_flagged() { "!" } else { "" }));
    named.collect::<Vec<_>>().join(", ")
}

/// What was typed into a part one is not in.
fn typed(open: &Open, part: Part, width: u16, cx: &Context) -> Vec<(String, Style)> {
    let text = match part {
        Part::Medicine => open.form.medicine.text(),
        Part::Note => open.form.note.text(),
        _ => open.form.felt.text(),
    };
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.is_empty() {
        return vec![("none".into(), cx.theme.style(Role::Quiet))];
    }
    let lines = text.lines().count();
    let more = if lines > 1 { format!("  {lines} lines") } else { String::new() };
    let room = width.saturating_sub(text::columns(&more));
    vec![(text::clip(first, room).to_owned(), cx.theme.style(Role::Text)), (more, cx.theme.style(Role::Quiet))]
}

/// A word with its mark; underlined where the cursor is.
fn marked(word: Word, name: &str, open: &Open, cx: &Context) -> Vec<(String, Style)> {
    let is_on = open.form.words.contains(&word);
    let is_worst = matches!(word, Word::Region(region) if open.form.worst == Some(region));
    let sign = match (is_on, is_worst) {
        (_, true) => ("×", cx.theme.bold(Role::Accent)),
        (true, _) => ("●", cx.theme.style(Role::Accent)),
        _ => ("○", cx.theme.style(Role::Quiet)),
    };
    let style = if is_on { cx.theme.style(Role::Text) } else { cx.theme.style(Role::Soft) };
    let is_here = open.form.word() == Some(word);
    let style = if is_here { style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED) } else { style };
    let mut spans = vec![(sign.0.to_owned(), sign.1)];
    if !name.is_empty() {
        spans.push((" ".into(), cx.theme.style(Role::Soft)));
        spans.push((name.to_owned(), style));
    }
    spans
}

/// The places one below the other, each with its sides.
fn place_lines(open: &Open, cx: &Context) -> Vec<Line> {
    let here = open.form.word();
    let line = |(name, sides): (&'static str, Vec<(crate::domain::Region, &'static str)>)| {
        let is_here = sides.iter().any(|(region, _)| here == Some(Word::Region(*region)));
        let is_on = sides.iter().any(|(region, _)| open.form.words.contains(&Word::Region(*region)));
        let flag = if sides.iter().any(|(region, _)| region.is_flagged()) { "!" } else { "" };
        let style = cx.theme.style(if is_on || is_here { Role::Text } else { Role::Soft });
        let gap = PLACE.saturating_sub(name.len() + flag.len());
        let mut spans = vec![(name.to_owned(), style), (flag.to_owned(), cx.theme.bold(Role::Care)), (" ".repeat(gap), style)];
        for (n, (region, side)) in sides.iter().enumerate() {
            if n > 0 {
                spans.push(("  ".into(), style));
            }
            spans.extend(marked(Word::Region(*region), side, open, cx));
        }
        Line { is_here, ..Line::plain(Part::Where, spans) }
    };
    places().into_iter().map(line).collect()
}

/// The words of a part beside each other.
fn word_lines(open: &Open, part: Part, width: u16, cx: &Context) -> Vec<Line> {
    let here = open.form.word();
    let mut lines: Vec<Line> = Vec::new();
    let mut used = 0;
    for word in part.words() {
        let mut spans = marked(word, word.label(), open, cx);
        if word.is_flagged() {
            spans.push(("!".into(), cx.theme.bold(Role::Care)));
        }
        let wide: u16 = spans.iter().map(|(text, _)| text::columns(text)).sum();
        if lines.is_empty() || used + 2 + wide > width {
            lines.push(Line::plain(part, Vec::new()));
            used = 0;
        }
        let Some(line) = lines.last_mut() else { continue };
        if used > 0 {
            line.spans.push(("  ".into(), cx.theme.style(Role::Soft)));
            used += 2;
        }
        line.spans.extend(spans);
        line.is_here |= here == Some(word);
        used += wide;
    }
    lines
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
        }
    }
    hints.push((Action::Help, ""));
    frame::hints(area, place, &hints, buf, cx);
}
