//! How the settings look: the list with what each stands on, and beside it what it does, with a sample where there is one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame;
use super::SettingsScreen;
use super::rows::{Row, SECTIONS};
use crate::app::Context;
use crate::config::{Action, KeyContext, theme::Role};
use crate::widgets::chrome;
use crate::widgets::list::{self, List};
use crate::widgets::orb::{Orb, OrbSize, OrbState};
use crate::widgets::strokes::Strokes;
use crate::widgets::text::{self, Paragraph};

/// Rows below the list on narrow screens: what the selected line does.
const BELOW: u16 = 5;
/// Columns of the sample beside the words there.
const SAMPLE: u16 = 14;

/// Draws the page.
pub(super) fn draw(screen: &SettingsScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let frame = chrome::Frame::of(area);
    let row = screen.row();
    chrome::title(frame.header, ["Settings", "Saved at once"], ["", ""], cx.theme, buf);
    let (left, right) = columns(area);
    let values = values(cx);
    List { rows: &rows(&values), selected: Some(screen.selected), top: None }.draw(left, cx.theme, buf);
    if chrome::is_narrow(area.width) {
        below(row, right, buf, cx);
    } else {
        beside(row, right, buf, cx);
    }
    let change = match row {
        Row::FirstStart | Row::Equipment => "open",
        Row::NotifyTrial => "send one",
        Row::Marker => "side by side",
        Row::Hidden => "",
        _ => "change",
    };
    let is_open = !row.is_fixed(cx);
    let mut hints: Vec<frame::Hint> = Vec::new();
    if is_open && !change.is_empty() {
        hints.push((Action::Do, change));
    }
    if is_open && row == Row::Marker {
        hints.push((Action::Right, "next"));
    }
    if is_open && ["change", "side by side"].contains(&change) {
        hints.push((Action::Left, "the one before"));
    }
    if is_open && is_chosen(row, cx) {
        hints.push((Action::Delete, "the default"));
    }
    hints.extend([(Action::Back, "back"), (Action::Warnings, ""), (Action::Help, "")]);
    frame::hints(area, KeyContext::List, &hints, buf, cx);
}

/// Whether it stands on something other than its default.
fn is_chosen(row: Row, cx: &Context) -> bool {
    row.setting().is_some() && row.value(cx.settings, cx) != row.value(&cx.choices.defaults(), cx)
}

/// Where the list stands, and where what there is to say of the selected line.
fn columns(area: Rect) -> (Rect, Rect) {
    let frame = chrome::Frame::of(area);
    let height = frame.footer.y.saturating_sub(frame.body.y + 1);
    let whole = Rect { x: frame.body.x.saturating_sub(2), height, ..frame.body };
    match area.width {
        100.. => (Rect { width: 50, ..whole }, Rect { x: 62, width: frame.body.right().saturating_sub(62), ..whole }),
        70.. => (Rect { width: 40, ..whole }, Rect { x: 45, width: frame.body.right().saturating_sub(45), ..whole }),
        _ => {
            let split = height.saturating_sub(BELOW);
            let below = Rect { y: whole.y + split + 1, height: BELOW - 1, ..frame.body };
            (Rect { width: frame.body.width + 4, height: split, ..whole }, below)
        }
    }
}

/// What each line stands on.
fn values(cx: &Context) -> Vec<String> {
    super::rows::all().map(|row| row.value(cx.settings, cx)).collect()
}

/// The lines under their headings.
fn rows(values: &[String]) -> Vec<list::Row<'_>> {
    let mut values = values.iter();
    let mut rows = Vec::new();
    for (section, of_it) in SECTIONS {
        rows.push(list::Row::Section(section));
        rows.extend(of_it.iter().zip(values.by_ref()).map(|(row, value)| list::Row::item(row.label(), value)));
    }
    rows
}

/// The line on a cell.
pub(super) fn line_at(screen: &SettingsScreen, at: Position, cx: &Context) -> Option<usize> {
    List { rows: &rows(&values(cx)), selected: Some(screen.selected), top: None }.item_at(columns(cx.area()).0, at)
}

/// What there is to say: what it does, what else holds just now, its default or that it is fixed.
fn words(row: Row, cx: &Context) -> Vec<String> {
    let mut words = vec![row.about().to_owned()];
    if !row.note(cx).is_empty() {
        words.push(row.note(cx).to_owned());
    }
    if row.is_fixed(cx) {
        words.push("Fixed by settings.ron, your own file; it cannot be changed here.".to_owned());
    } else if is_chosen(row, cx) {
        let key = cx.key(KeyContext::List, Action::Delete);
        words.push(format!("Without a choice: {}. {key} sets it back.", row.value(&cx.choices.defaults(), cx)));
    }
    words
}

fn beside(row: Row, room: Rect, buf: &mut Buffer, cx: &Context) {
    let x = text::put(room.x, room.y, row.label(), cx.theme.bold(Role::Text), room, buf) + 3;
    let value = row.value(cx.settings, cx);
    // a value that is too long to stand beside the label stands below it
    let fits = text::columns(&value) <= room.right().saturating_sub(x);
    let (x, mut y) = if fits { (x, room.y) } else { (room.x, room.y + 1) };
    text::put(x, y, &value, cx.theme.style(Role::Accent), room, buf);
    y += 2;
    // the sample stands below the words, and gives way to them
    let (columns, rows) = OrbSize::Small.cells();
    for words in words(row, cx) {
        y += Paragraph::new(&words, cx.theme.style(Role::Soft)).draw(Rect { y, height: room.bottom().saturating_sub(y), ..room }, buf) + 1;
    }
    let spot = Rect { y, width: columns.min(room.width), height: rows, ..room };
    if row == Row::Marker && spot.bottom() <= room.bottom() {
        let orb = Orb { state: OrbState::Work, elapsed: 0.6, breath: Some(0.7), seconds: 27 };
        orb.draw(spot, OrbSize::Small, cx.theme, cx.marker, buf);
    } else if row == Row::Marker {
        digits(Rect { height: room.bottom().saturating_sub(y), ..spot }, buf, cx);
    }
}

fn below(row: Row, room: Rect, buf: &mut Buffer, cx: &Context) {
    let is_sample = row == Row::Marker;
    let room_of_words = Rect { width: room.width.saturating_sub(if is_sample { SAMPLE + 2 } else { 0 }), ..room };
    let mut y = room.y;
    for words in words(row, cx) {
        y += Paragraph::new(&words, cx.theme.style(Role::Soft))
            .draw(Rect { y, height: room.bottom().saturating_sub(y), ..room_of_words }, buf);
    }
    if is_sample {
        digits(Rect { x: room.right().saturating_sub(SAMPLE), width: SAMPLE, ..room }, buf, cx);
    }
}

/// Digits drawn with the dots that are chosen.
fn digits(room: Rect, buf: &mut Buffer, cx: &Context) {
    Strokes::new("27", room.height.min(5)).draw((i32::from(room.x), i32::from(room.y)), cx.theme.color(Role::Text), cx.marker, room, buf);
}
