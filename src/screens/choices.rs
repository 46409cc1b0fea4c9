//! A question with a few lines to choose from, over the screen beneath: arrows and Enter, or the line's digit.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::{Context, Message, Said, Wants};
use crate::config::{Action, theme::Role};
use crate::widgets::{chrome, list, text};

/// Which line is selected.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Choices {
    selected: usize,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picked {
    /// Nothing, or it moved.
    Nothing,
    /// One step back.
    Back,
    /// This line.
    Line(usize),
}

impl Choices {
    /// The line one stands on.
    pub(super) fn selected(self) -> usize {
        self.selected
    }

    /// Takes a key.
    pub(super) fn update(&mut self, message: &Message, count: usize) -> Picked {
        match message {
            Message::Action(Action::Up) => self.selected = self.selected.saturating_sub(1),
            Message::Action(Action::Down) => self.selected = (self.selected + 1).min(count.saturating_sub(1)),
            Message::Action(Action::Do) => return Picked::Line(self.selected),
            // a second click does what Enter does
            Message::Select(line) if *line == self.selected => return Picked::Line(*line),
            Message::Select(line) => self.selected = (*line).min(count.saturating_sub(1)),
            Message::Action(Action::Back) => return Picked::Back,
            Message::Key(key) => {
                if let Some(n) = key.typed().and_then(|c| c.to_digit(10)).map(|n| n as usize).filter(|n| (1..=count).contains(n)) {
                    return Picked::Line(n - 1);
                }
            }
            _ => {}
        }
        Picked::Nothing
    }
}

/// The question as lines, each to be chosen with its number before it. `unasked` is the one that holds where nobody answers.
pub(super) fn says(title: &str, says: &[&str], lines: &[&str], unasked: Option<usize>) -> Said {
    let said = std::iter::once(title).chain(says.iter().copied()).filter(|words| !words.is_empty()).map(str::to_owned);
    let numbered = lines.iter().enumerate().map(|(at, line)| format!("{}: {line}.", at + 1));
    let last = std::iter::once("Type a number. q: back.".to_owned());
    Said::Page(said.chain(numbered).chain(last).collect(), Wants::Line { count: lines.len(), unasked })
}

impl Choices {
    /// Draws the question over the screen beneath, which is set back: a title, a few sentences, the lines.
    pub(super) fn draw(&self, title: &str, says: &[&str], lines: &[&str], area: Rect, buf: &mut Buffer, cx: &Context) {
        chrome::veil(area, 0.72, cx.theme, buf);
        let (spot, room) = Self::spot(says, lines, area);
        chrome::surface(spot, cx.theme, buf);
        self.body(title, says, lines, room, buf, cx);
    }

    /// Draws the question with room for so many rows of another kind in place of its lines, and gives that room.
    pub(super) fn frame(&self, title: &str, says: &[&str], rows: usize, area: Rect, buf: &mut Buffer, cx: &Context) -> Rect {
        chrome::veil(area, 0.72, cx.theme, buf);
        let (spot, room) = Self::spot(says, &vec![""; rows], area);
        chrome::surface(spot, cx.theme, buf);
        self.body(title, says, &[], room, buf, cx);
        Self::lines_room(says, room)
    }

    /// The surface of the question, and the room for its words.
    fn spot(says: &[&str], lines: &[&str], area: Rect) -> (Rect, Rect) {
        let width = area.width.saturating_sub(8).min(64);
        let inner = width.saturating_sub(6);
        let rows: u16 = says.iter().map(|s| text::wrap(s, inner).len()).sum::<usize>().try_into().unwrap_or(u16::MAX);
        let height = (rows + u16::try_from(lines.len()).unwrap_or(0) + 6).min(area.height);
        let spot = Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height);
        (spot, Rect::new(spot.x + 3, spot.y + 1, inner, height.saturating_sub(2)))
    }

    /// What a click on a cell stands for while the question lies over the screen.
    pub(super) fn under(&self, says: &[&str], lines: &[&str], at: Position, cx: &Context) -> Option<Message> {
        let (_, room) = Self::spot(says, lines, cx.area());
        self.line_at(lines, Self::lines_room(says, room), at)
    }

    /// The line on a cell, the lines standing alone in a room.
    pub(super) fn line_at(&self, lines: &[&str], room: Rect, at: Position) -> Option<Message> {
        let rows: Vec<list::Row> = lines.iter().map(|line| list::Row::item(line, "")).collect();
        let list = list::List { rows: &rows, selected: Some(self.selected), top: None };
        list.item_at(Self::list_area(room), at).map(Message::Select)
    }

    /// The room of the lines below the title and the sentences.
    fn lines_room(says: &[&str], room: Rect) -> Rect {
        let said: usize = says.iter().filter(|s| !s.is_empty()).map(|s| text::wrap(s, room.width).len()).sum();
        let y = room.y.saturating_add(2).saturating_add(u16::try_from(said).unwrap_or(u16::MAX));
        Rect { y, height: room.bottom().saturating_sub(y), ..room }
    }

    /// With the columns that the mark of the selected line takes.
    fn list_area(room: Rect) -> Rect {
        Rect { x: room.x.saturating_sub(2), width: room.width + 4, ..room }
    }

    /// Draws the question on a page of its own.
    pub(super) fn draw_page(&self, title: &str, says: &[&str], lines: &[&str], area: Rect, buf: &mut Buffer, cx: &Context) {
        self.body(title, says, lines, Self::page(area), buf, cx);
    }

    /// The line of a page on a cell.
    pub(super) fn under_page(&self, says: &[&str], lines: &[&str], area: Rect, at: Position) -> Option<Message> {
        self.line_at(lines, Self::lines_room(says, Self::page(area)), at)
    }

    /// The room on a page of its own.
    fn page(area: Rect) -> Rect {
        let width = area.width.min(60);
        Rect::new(area.x + (area.width - width) / 2, area.y, width, area.height)
    }

    fn body(&self, title: &str, says: &[&str], lines: &[&str], room: Rect, buf: &mut Buffer, cx: &Context) {
        text::put(room.x, room.y, title, cx.theme.bold(Role::Text), room, buf);
        let mut y = room.y + 1;
        for words in says.iter().filter(|s| !s.is_empty()) {
            y += text::Paragraph::new(words, cx.theme.style(Role::Soft))
                .draw(Rect { y, height: room.bottom().saturating_sub(y), ..room }, buf);
        }
        self.lines(lines, Self::lines_room(says, room), buf, cx);
    }

    /// Draws the lines alone.
    pub(super) fn lines(&self, lines: &[&str], room: Rect, buf: &mut Buffer, cx: &Context) {
        let numbered: Vec<String> = lines.iter().enumerate().map(|(i, line)| format!("{}  {line}", i + 1)).collect();
        let rows: Vec<list::Row> = numbered.iter().map(|line| list::Row::item(line, "")).collect();
        list::List { rows: &rows, selected: Some(self.selected), top: None }.draw(Self::list_area(room), cx.theme, buf);
    }
}
