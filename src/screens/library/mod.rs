//! The library: everything that can be done, in a list beside its page; Enter does it now.

mod detail;
mod rows;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::rows::{FIELDS, Filter, Row};
use super::frame;
use super::search::SearchLine;
use crate::app::{Context, Effect, Message, Route, Screen};
use crate::config::{Action, KeyContext};
use crate::widgets::chrome;

/// What the keys are for just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    /// Moving through the list.
    List,
    /// Typing into the search.
    Search,
    /// Turning the filter's values; which line.
    Filter(usize),
}

/// The list, its search and filter, and the page beside it.
#[derive(Debug)]
pub(super) struct LibraryScreen {
    focus: Focus,
    search: SearchLine,
    filter: Filter,
    rows: Vec<Row>,
    selected: usize,
    /// With which line the list begins since the last click.
    top: Option<usize>,
    /// Which page of the detail is open, from 0.
    page: usize,
    /// On narrow screens: whether the page is shown in place of the list.
    opened: bool,
}

impl LibraryScreen {
    pub(super) fn new(cx: &Context) -> Self {
        let mut screen = Self {
            focus: Focus::List,
            search: SearchLine::default(),
            filter: Filter::default(),
            rows: Vec::new(),
            selected: 0,
            top: None,
            page: 0,
            opened: false,
        };
        screen.look(cx);
        screen
    }

    /// Looks again, keeping the selected row if it is still there.
    fn look(&mut self, cx: &Context) {
        let kept = self.rows.get(self.selected).map(|r| r.what.clone());
        self.rows = rows::rows(cx.library, cx.settings, &self.filter, self.search.text());
        self.selected = kept.and_then(|what| self.rows.iter().position(|r| r.what == what)).unwrap_or(0);
    }

    fn search_anew(&mut self, cx: &Context) {
        self.look(cx);
        (self.selected, self.page) = (0, 0);
    }

    fn step(&mut self, to: usize) {
        self.selected = to.min(self.rows.len().saturating_sub(1));
        self.top = None;
        self.page = 0;
    }

    fn list(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let narrow = chrome::is_narrow(cx.size.width);
        let leap = usize::from(cx.size.height.saturating_sub(10)).max(1);
        match action {
            Action::Up => self.step(self.selected.saturating_sub(1)),
            Action::Down => self.step(self.selected + 1),
            Action::PageUp => self.step(self.selected.saturating_sub(leap)),
            Action::PageDown => self.step(self.selected + leap),
            Action::Top => self.step(0),
            Action::End => self.step(usize::MAX),
            Action::Left => self.page = self.page.saturating_sub(1),
            Action::Right => self.page += usize::from(self.page + 1 < self.pages(cx)),
            Action::Search => {
                self.focus = Focus::Search;
                self.opened = false;
            }
            Action::Filter => self.focus = Focus::Filter(0),
            Action::Back if self.opened => self.opened = false,
            Action::Back if !self.search.is_empty() || !self.filter.is_empty() => {
                self.search.clear();
                self.filter = Filter::default();
                self.look(cx);
            }
            Action::Back => return vec![Effect::Home(Route::Today)],
            Action::Do if narrow && !self.opened => self.opened = !self.rows.is_empty(),
            Action::Do => {
                return self
                    .rows
                    .get(self.selected)
                    .map(|row| Effect::Go(Route::Start { what: row.what.clone(), short: false }))
                    .into_iter()
                    .collect();
            }
            Action::Repaint => return vec![Effect::Reload],
            _ => {}
        }
        Vec::new()
    }

    fn pages(&self, cx: &Context) -> usize {
        let area = view::detail_area(Rect::new(0, 0, cx.size.width, cx.size.height));
        self.rows.get(self.selected).map_or(1, |row| detail::pages(row, area, cx).len())
    }

    fn filter(&mut self, field: usize, action: Action, cx: &Context) {
        match action {
            Action::Up => self.focus = Focus::Filter(field.saturating_sub(1)),
            Action::Down => self.focus = Focus::Filter((field + 1).min(FIELDS.len() - 1)),
            Action::Left | Action::Right => {
                self.filter.turn(field, action == Action::Right);
                self.search_anew(cx);
            }
            Action::Do | Action::Back | Action::Filter => self.focus = Focus::List,
            _ => {}
        }
    }

    fn typing(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        if self.search.typed(message) {
            self.search_anew(cx);
        }
        match message {
            Message::Action(Action::Do) => self.focus = Focus::List,
            Message::Action(Action::Back) => {
                self.search.clear();
                self.look(cx);
                self.focus = Focus::List;
            }
            Message::Action(Action::Up) => self.step(self.selected.saturating_sub(1)),
            Message::Action(Action::Down) => self.step(self.selected + 1),
            _ => {}
        }
        Vec::new()
    }
}

impl Screen for LibraryScreen {
    fn context(&self) -> KeyContext {
        match self.focus {
            Focus::List => KeyContext::List,
            Focus::Search => KeyContext::Text,
            Focus::Filter(_) => KeyContext::Form,
        }
    }

    fn pane(&self) -> Option<Action> {
        Some(Action::Library)
    }

    fn unused(&self) -> &'static [Action] {
        use Action::{Delete, Edit, Mark, Narrower, NextPane, PreviousPane, Same, Save, Score, Table, Wider, Worst};
        match self.focus {
            Focus::List => &[Mark, Edit, Delete, Table, Wider, Narrower],
            Focus::Search => &[Save, NextPane, PreviousPane],
            Focus::Filter(_) => &[Mark, Worst, Same, Score(0), Score(10), Save, NextPane, PreviousPane],
        }
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match (message, self.focus) {
            (Message::Content, _) => {
                self.look(cx);
                Vec::new()
            }
            (Message::Action(_) | Message::Key(_) | Message::Paste(_), Focus::Search) => self.typing(message, cx),
            (Message::Select(row), Focus::List | Focus::Search) => {
                self.focus = Focus::List;
                self.top = Some(view::top(self, cx));
                // a second click does what Enter does
                if std::mem::replace(&mut self.selected, *row) == *row && !self.rows.is_empty() {
                    return self.list(Action::Do, cx);
                }
                self.page = 0;
                Vec::new()
            }
            (Message::Select(field), Focus::Filter(_)) => {
                self.focus = Focus::Filter(*field);
                Vec::new()
            }
            (Message::Action(action), Focus::List) => self.list(*action, cx),
            (Message::Action(action), Focus::Filter(field)) => {
                self.filter(field, *action, cx);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        frame::tab_at(Action::Library, at, cx).or_else(|| view::item_at(self, at, cx).map(Message::Select))
    }

    fn wheel(&self, at: Position, down: bool, cx: &Context) -> Option<Message> {
        let is_page = self.focus == Focus::List && view::is_page(self, at, cx);
        Some(Message::Action(match (is_page, down) {
            (true, true) => Action::Right,
            (true, false) => Action::Left,
            (false, true) => Action::Down,
            (false, false) => Action::Up,
        }))
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        view::draw(self, area, buf, cx);
    }
}
