//! Which dots look right: the same figure in each marker, asked at the first start and in the settings, kept as the setting `marker`.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::frame;
use crate::app::{Context, Effect, Message, Screen};
use crate::config::marker::Marker;
use crate::config::{Action, KeyContext, MarkerChoice, theme::Role};
use crate::figure::Figure;
use crate::store::Request;
use crate::widgets::marker_picker::MarkerPicker;
use crate::widgets::{chrome, text};

/// The question.
pub(super) const ASK: &str = "Which of these looks right?";
/// By what one tells.
pub(super) const USE: &str = "The finest without gaps, boxes or question marks.";
/// The samples, and the one that is selected.
#[derive(Debug)]
pub(super) struct Dots {
    /// What is shown in all of them; nothing until the content is read.
    figure: Option<Figure>,
    at: usize,
}

impl Dots {
    /// With those that are in use just now.
    pub(super) fn new(cx: &Context) -> Self {
        let at = Marker::ALL.iter().position(|marker| *marker == cx.marker).unwrap_or(0);
        let mut dots = Self { figure: None, at };
        dots.read(cx);
        dots
    }

    /// Makes the figure ready, once the content is there.
    pub(super) fn read(&mut self, cx: &Context) {
        self.figure = cx.library.exercise(MarkerPicker::SAMPLE).and_then(|exercise| cx.library.figure_of(exercise, None));
    }

    fn marker(&self) -> Marker {
        Marker::ALL[self.at]
    }

    /// Takes a key that moves.
    pub(super) fn action(&mut self, action: Action) {
        let last = Marker::ALL.len() - 1;
        match action {
            Action::Left | Action::Up | Action::PreviousPane => self.at = self.at.saturating_sub(1),
            Action::Right | Action::Down | Action::NextPane => self.at = (self.at + 1).min(last),
            Action::Top => self.at = 0,
            Action::End => self.at = last,
            _ => {}
        }
    }

    /// Stands on one of them, as a click does.
    pub(super) fn select(&mut self, at: usize) {
        self.at = at.min(Marker::ALL.len() - 1);
    }

    /// What is asked of the store: those that the terminal's name stands for are no choice, so that another terminal may have its own.
    pub(super) fn keep(&self, cx: &Context) -> Option<Request> {
        if self.marker() == cx.caps.marker {
            return Some(Request::DropPref("marker".into()));
        }
        let json = serde_json::to_string(&MarkerChoice::from(self.marker())).ok()?;
        Some(Request::SetPref("marker".into(), json))
    }

    /// Where the samples stand in a screen, from a row on.
    fn room(y: u16, rows: u16, area: Rect) -> Rect {
        // as wide as the question and the button of the first start
        let column = frame::column(area);
        Rect { y, height: MarkerPicker::height(column.width).min(rows), ..column }
    }

    /// The row after the samples.
    pub(super) fn end(y: u16, rows: u16, area: Rect) -> u16 {
        Self::room(y, rows, area).bottom()
    }

    /// The sample on a cell.
    pub(super) fn at(y: u16, rows: u16, at: Position, area: Rect) -> Option<usize> {
        let found = MarkerPicker::marker_at(Self::room(y, rows, area), at)?;
        Marker::ALL.iter().position(|marker| *marker == found)
    }

    /// Draws the samples into so many rows at most.
    pub(super) fn draw(&self, y: u16, rows: u16, area: Rect, buf: &mut Buffer, cx: &Context) {
        let room = Self::room(y, rows, area);
        match &self.figure {
            Some(figure) => MarkerPicker { figure, selected: self.marker() }.draw(room, cx.theme, buf),
            None => {
                text::put(room.x, room.y, "Reading", cx.theme.style(Role::Soft), room, buf);
            }
        }
    }
}

/// The page on its own.
#[derive(Debug)]
pub(super) struct DotsScreen {
    dots: Dots,
}

impl DotsScreen {
    pub(super) fn new(cx: &Context) -> Self {
        Self { dots: Dots::new(cx) }
    }
}

/// The first row of the samples, and how many there may be.
fn rows(area: Rect) -> (u16, u16) {
    let column = frame::column(area);
    (column.y + 3, column.height.saturating_sub(3))
}

impl Screen for DotsScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Action(Action::Back) => return vec![Effect::Back],
            Message::Action(Action::Do) => return self.dots.keep(cx).map(Effect::Ask).into_iter().chain([Effect::Back]).collect(),
            Message::Action(action) => self.dots.action(*action),
            Message::Select(at) => self.dots.select(*at),
            Message::Content => self.dots.read(cx),
            _ => {}
        }
        Vec::new()
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        let (y, rows) = rows(cx.area());
        Dots::at(y, rows, at, cx.area()).map(Message::Select)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let frame = chrome::Frame::of(area);
        chrome::title(frame.header, ["Dots", "Digits, breath and figures are drawn with them"], ["", ""], cx.theme, buf);
        let column = frame::column(area);
        text::put(column.x, column.y, ASK, cx.theme.bold(Role::Text), area, buf);
        text::put(column.x, column.y + 1, USE, cx.theme.style(Role::Soft), area, buf);
        let (y, rows) = rows(area);
        self.dots.draw(y, rows, area, buf, cx);
        frame::hints(
            area,
            KeyContext::Dialog,
            &[(Action::Do, "this one"), (Action::Right, "next"), (Action::Back, "back"), (Action::Help, "")],
            buf,
            cx,
        );
    }
}
