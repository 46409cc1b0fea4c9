//! How the journal looks: the list with what is known of its selected row beside it, the chart beneath, or the numbers in their place.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;

use super::chart;
use super::reach::Range;
use super::{JournalScreen, words};
use crate::app::{Context, Message};
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::{Day, Entry, EntryMoment, Recall, Session, Word, minutes};
use crate::screens::frame;
use crate::store::{JournalRow, JournalWhat};
use crate::widgets::chrome;
use crate::widgets::entries::{Entries, Row};
use crate::widgets::text::{self, Paragraph};

/// Everything between the tabs and the footer.
pub(super) fn whole(area: Rect) -> Rect {
    let frame = chrome::Frame::of(area);
    Rect { height: frame.footer.y.saturating_sub(frame.body.y + 1), ..frame.body }
}

/// The rows a chart may take: the list keeps at least as many.
fn most(area: Rect) -> u16 {
    whole(area).height / 2 + 1 + u16::from(area.height >= 30)
}

/// Whether so many days can be drawn on a screen of that size.
pub(super) fn can_draw(days: i32, size: Size) -> bool {
    let area = Rect::new(0, 0, size.width, size.height);
    chart::bands(days, whole(area).width, most(area).saturating_sub(3)).is_some()
}

/// Where the parts lie: the list, what is beside it where there is room, the chart.
fn parts(screen: &JournalScreen, area: Rect) -> (Rect, Option<Rect>, Rect) {
    let body = whole(area);
    let is_searching = screen.is_typing || !screen.search.is_empty();
    let says = chart::says_height(&screen.days, screen.day, body.width);
    let height = if is_searching { 0 } else { chart::height(screen.reach.days(), says, body.width, most(area)) };
    let upper = body.height.saturating_sub(if height > 0 { height + 1 } else { 0 });
    let width = match area.width {
        100.. => 54,
        70.. => 40,
        _ => body.width,
    };
    // the mark of the selected row stands two columns left of the text
    let list = Rect { x: body.x.saturating_sub(2), width: width + 4, height: upper, ..body };
    let x = body.x + width + 5;
    let detail = (area.width >= 70).then(|| Rect { x, width: body.right().saturating_sub(x), height: upper, ..body });
    (list, detail, Rect { y: body.bottom().saturating_sub(height), height, ..body })
}

/// Draws the pane.
pub(super) fn draw(screen: &JournalScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    frame::tabs(area, Action::Journal, "", buf, cx);
    if let Some(top) = screen.table {
        chart::draw_table(screen, top, whole(area), buf, cx);
    } else {
        let (list_area, detail_area, chart_area) = parts(screen, area);
        list(screen, list_area, rows_area(screen, area), buf, cx);
        if let (Some(room), Some(row)) = (detail_area, screen.row()) {
            detail(row, room, buf, cx);
        }
        if chart_area.height > 0 {
            chart::draw(screen, chart_area, buf, cx);
        }
    }
    hints(screen, area, buf, cx);
}

fn hints(screen: &JournalScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (place, hints) = hints_of(screen, cx);
    frame::hints(area, place, &hints, buf, cx);
}

/// What a click on the footer does.
pub(super) fn hint_at(screen: &JournalScreen, at: Position, cx: &Context) -> Option<Message> {
    let (place, hints) = hints_of(screen, cx);
    frame::hint_at(place, &hints, at, cx)
}

/// The keys that work now, and where.
fn hints_of(screen: &JournalScreen, cx: &Context) -> (KeyContext, Vec<frame::Hint>) {
    let fits = |days: i32| screen.fits(days, cx);
    if screen.is_typing {
        let hints = vec![(Action::Do, "to the list"), (Action::Back, "all again"), (Action::Warnings, ""), (Action::Help, "")];
        return (KeyContext::Text, hints);
    }
    let wider = screen.reach.wider(fits).map(|range| match range {
        Range::Days(14) => (Action::Wider, "14 days"),
        _ => (Action::Wider, "more days"),
    });
    let narrower = screen.reach.narrower(fits).map(|range| match range {
        Range::Plan => (Action::Narrower, "plan"),
        Range::Days(_) => (Action::Narrower, "fewer"),
    });
    let mut hints: Vec<frame::Hint> = Vec::new();
    if screen.table.is_some() {
        let is_longer = chart::past(&screen.days, screen.day).len() > chart::table_rows(whole(cx.area()));
        hints.push((Action::Table, "chart"));
        hints.extend(is_longer.then_some((Action::Down, "further")));
        hints.extend(wider);
        hints.extend(narrower);
    } else {
        match screen.row().map(|row| &row.what) {
            None => hints.extend([(Action::LogPain, "")]),
            Some(JournalWhat::Entry { .. }) => hints.extend([(Action::Do, "change"), (Action::Delete, ""), (Action::Search, "")]),
            Some(JournalWhat::Session(_)) => hints.extend([(Action::Do, "what was done"), (Action::Delete, ""), (Action::Search, "")]),
        }
        hints.push((Action::Average, ""));
        hints.push((Action::Table, "numbers"));
        hints.extend(wider);
        hints.extend(narrower);
    }
    hints.push((Action::Help, ""));
    (KeyContext::List, hints)
}

/// The rows of the list as they are drawn, owned: heading or time, number, its voice, words, note.
struct Shown {
    day: Option<String>,
    time: String,
    number: String,
    role: Role,
    words: String,
    note: &'static str,
}

fn shown(rows: &[JournalRow], today: Day, cx: &Context) -> Vec<Shown> {
    let mut last = None;
    let show = |row: &JournalRow| {
        let day = (last.replace(row.place.day) != Some(row.place.day)).then(|| words::day(row.place.day, today));
        let (number, role) = match &row.what {
            JournalWhat::Entry { entry, .. } => {
                let role = if entry.moment == EntryMoment::After { Role::Accent } else { Role::Text };
                (entry.score.value().to_string(), role)
            }
            JournalWhat::Session(_) => (String::new(), Role::Quiet),
        };
        let time = cx.settings.time(cx.local(row.place.at, row.off));
        Shown { day, time, number, role, words: words::row(row), note: words::note(row) }
    };
    rows.iter().map(show).collect()
}

fn list(screen: &JournalScreen, area: Rect, room: Rect, buf: &mut Buffer, cx: &Context) {
    let (quiet, soft) = (cx.theme.style(Role::Quiet), cx.theme.style(Role::Soft));
    if screen.is_typing || !screen.search.is_empty() {
        screen.search.draw(screen.is_typing, screen.found.as_ref().map_or(0, Vec::len), area, buf, cx);
    }
    let rows = screen.rows();
    if rows.is_empty() {
        let key = |action| cx.key(KeyContext::List, action);
        let (what, how) = match (&screen.found, &screen.page) {
            (Some(_), _) => ("Nothing fits.", format!("{} shows all again.", key(Action::Back))),
            (None, Some(_)) => ("Your ratings will stand here, day by day.", format!("Press {} and one number.", key(Action::LogPain))),
            (None, None) => return,
        };
        text::put(room.x + 2, room.y, what, soft, room, buf);
        text::put(room.x + 2, room.y + 1, &how, quiet, room, buf);
        return;
    }
    let shown = shown(rows, screen.day, cx);
    entries(screen, &drawn(&shown)).draw(room, cx.theme, buf);
}

/// The rows with the headings of their days.
fn drawn(shown: &[Shown]) -> Vec<Row<'_>> {
    let mut drawn: Vec<Row> = Vec::with_capacity(shown.len() + 16);
    for row in shown {
        drawn.extend(row.day.as_deref().map(Row::Day));
        drawn.push(Row::Item { time: &row.time, number: &row.number, role: row.role, words: &row.words, note: row.note });
    }
    drawn
}

fn entries<'a>(screen: &JournalScreen, rows: &'a [Row<'a>]) -> Entries<'a> {
    let beyond = match (&screen.found, &screen.page) {
        (None, Some(page)) => [!page.is_newest, !page.is_oldest],
        _ => [false, false],
    };
    Entries { rows, selected: screen.selected(), beyond, top: screen.top }
}

/// The row that is drawn on a cell.
pub(super) fn row_at(screen: &JournalScreen, at: Position, cx: &Context) -> Option<usize> {
    let shown = shown(screen.rows(), screen.day, cx);
    entries(screen, &drawn(&shown)).item_at(rows_area(screen, cx.area()), at)
}

/// The line that the list begins with.
pub(super) fn top(screen: &JournalScreen, cx: &Context) -> usize {
    let shown = shown(screen.rows(), screen.day, cx);
    entries(screen, &drawn(&shown)).first(rows_area(screen, cx.area()))
}

/// Where the rows stand: below the search while there is one.
fn rows_area(screen: &JournalScreen, area: Rect) -> Rect {
    let (list, ..) = parts(screen, area);
    let used = if screen.is_typing || !screen.search.is_empty() { 2 } else { 0 };
    Rect { y: list.y + used, height: list.height.saturating_sub(used), ..list }
}

/// What is known of a row.
fn detail(row: &JournalRow, area: Rect, buf: &mut Buffer, cx: &Context) {
    match &row.what {
        JournalWhat::Entry { entry, title, has_draft } => entry_detail(entry, title.as_deref(), *has_draft, area, buf, cx),
        JournalWhat::Session(session) => session_detail(session, area, buf, cx),
    }
}

/// Paragraphs one below the other. Where there is no room for all of them, the last row says so.
fn paragraphs(parts: &[(&str, String, Style)], area: Rect, buf: &mut Buffer, cx: &Context) {
    let parts = parts.iter().filter(|(_, words, _)| !words.is_empty());
    let quiet = cx.theme.style(Role::Quiet);
    let all: Vec<Paragraph> = parts.map(|(lead, words, style)| Paragraph::new(words, *style).led_by(lead, quiet)).collect();
    let height: u16 = all.iter().map(|paragraph| paragraph.height(area.width)).sum();
    let rows = if height > area.height { area.height.saturating_sub(1) } else { area.height };
    let mut y = area.y;
    for paragraph in all {
        let room = Rect { y, height: (area.y + rows).saturating_sub(y), ..area };
        if !room.is_empty() {
            y += paragraph.draw(room, buf);
        }
    }
    if rows < area.height {
        let words = format!("{} shows the rest", cx.key(KeyContext::List, Action::Do));
        text::put(area.x, area.bottom().saturating_sub(1), &words, quiet, area, buf);
    }
}

fn entry_detail(entry: &Entry, title: Option<&str>, has_draft: bool, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (strong, text, soft, quiet) =
        (cx.theme.bold(Role::Text), cx.theme.style(Role::Text), cx.theme.style(Role::Soft), cx.theme.style(Role::Quiet));
    let time = |at, off| cx.settings.time(cx.local(at, off));
    let of = |kind: fn(&Word) -> bool| entry.words.iter().filter(|word| kind(word)).map(|word| word.label()).collect::<Vec<_>>().join(", ");
    let span = match entry.recall {
        Recall::Now => "",
        Recall::Average => ", the average of the day",
        Recall::Worst => ", the worst of the day",
    };
    let head = format!("{} of 10{span}", entry.score.value());
    let felt = cx.local(entry.felt_at, entry.felt_off);
    let when = format!("{}, {}", felt.format("%a %-d %b"), cx.settings.time(felt));
    let late = if entry.is_late() {
        let entered = cx.local(entry.entered_at, entry.entered_off);
        let day = if entered.date() == felt.date() { String::new() } else { entered.format("%a %-d %b, ").to_string() };
        format!("late: entered {day}{}", time(entry.entered_at, entry.entered_off))
    } else {
        String::new()
    };
    let worst = entry.worst.filter(|_| words::regions(entry).len() > 1).map(|_| words::regions(entry).swap_remove(0)).unwrap_or_default();
    let occasion = if entry.recall == Recall::Now { words::occasion(entry, title).unwrap_or_default() } else { String::new() };
    let draft = if has_draft { "Half filled; opening it goes on with that." } else { "" };
    let parts = [
        ("", head, strong),
        ("", when, quiet),
        ("", late, soft),
        ("", occasion, soft),
        ("", draft.to_owned(), soft),
        ("Where  ", words::regions(entry).join(", "), text),
        ("Worst  ", worst, text),
        ("Feels  ", of(|word| matches!(word, Word::Quality(_))), text),
        ("Set off by  ", of(|word| matches!(word, Word::Trigger(_))), text),
        ("You did  ", of(|word| matches!(word, Word::Did(_))), text),
        ("Medicine  ", entry.medicine.clone().unwrap_or_default(), text),
        ("", entry.note.clone().unwrap_or_default(), soft),
        ("", if words::is_bare(entry) { words::MORE.to_owned() } else { String::new() }, quiet),
    ];
    paragraphs(&parts, area, buf, cx);
}

fn session_detail(session: &Session, area: Rect, buf: &mut Buffer, cx: &Context) {
    let ended = session.ended_at.map(|at| cx.settings.time(cx.local(at, session.started_off))).unwrap_or_default();
    let began = cx.local(session.started_at, session.started_off);
    let parts = [
        ("", session.title.clone(), cx.theme.bold(Role::Text)),
        ("", format!("{}, {} to {ended}", began.format("%a %-d %b"), cx.settings.time(began)), cx.theme.style(Role::Quiet)),
        ("", session.outcome().to_owned(), cx.theme.style(Role::Soft)),
        ("", format!("{} min moving or holding", minutes(session.active_ms.max(0).unsigned_abs())), cx.theme.style(Role::Soft)),
    ];
    paragraphs(&parts, area, buf, cx);
}
