//! The library: everything that can be done, in a list beside its page; Enter does it now.

mod detail;
mod lay;
mod pace;
mod rows;
mod show;
mod view;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::rows::{FIELDS, Filter, Row};
use self::show::{Pauses, Show};
use super::frame;
use super::search::SearchLine;
use crate::app::{Change, Context, Effect, Message, Route, Screen, What};
use crate::config::{Action, KeyContext};
use crate::domain::Moment;
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
    /// The figure of what is open, made once for it.
    show: Option<Show>,
    /// Whether the figure is on the screen just now, and not behind the list, the filter or another page.
    is_shown: bool,
    /// Whether the terminal has the focus, as far as it tells.
    is_focused: bool,
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
            show: None,
            is_shown: false,
            is_focused: true,
        };
        screen.look(cx);
        screen.follow(cx);
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
                // where an easier or a harder form is open, that one
                let open = self.open(cx).map(|(what, _)| what).or_else(|| self.rows.get(self.selected).map(|row| row.what.clone()));
                return open.map(|what| Effect::Go(Route::Start { what, short: false })).into_iter().collect();
            }
            Action::View | Action::TurnLeft | Action::TurnRight => {
                if let Some(show) = self.show.as_mut().filter(|_| self.is_shown) {
                    match action {
                        Action::View => show.look_from_elsewhere(),
                        _ => show.turn(action == Action::TurnRight),
                    }
                }
            }
            Action::Repaint => return vec![Effect::Reload],
            _ => {}
        }
        Vec::new()
    }

    fn pages(&self, cx: &Context) -> usize {
        view::pages(self, cx).len()
    }

    /// What the open page tells of, and whether its figure stands over it.
    fn open(&self, cx: &Context) -> Option<(What, bool)> {
        let pages = view::pages(self, cx);
        let page = pages.get(self.page.min(pages.len().saturating_sub(1)))?;
        Some((page.of.clone(), page.has_figure))
    }

    /// The figure, where it is on the screen.
    fn shown(&self) -> Option<&Show> {
        self.show.as_ref().filter(|_| self.is_shown)
    }

    /// Lets the figure follow what is open and where time stands.
    fn follow(&mut self, cx: &Context) {
        let is_page = !matches!(self.focus, Focus::Filter(_)) && (self.opened || !chrome::is_narrow(cx.size.width));
        let open = self.open(cx).filter(|(_, has_figure)| *has_figure && is_page).map(|(what, _)| what);
        let area = view::figure_area(cx.area());
        self.is_shown = open.is_some();
        if let Some(what) = open.filter(|what| !self.show.as_ref().is_some_and(|show| show.is_of(what))) {
            self.show = Show::new(&what, area, cx);
        }
        if let Some(show) = &mut self.show {
            show.set_away(!self.is_shown || !self.is_focused, cx.now.awake);
            if self.is_shown {
                show.advance(area, cx);
            }
        }
        self.is_shown &= self.show.is_some();
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

    fn take(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match (message, self.focus) {
            (Message::Content, _) => {
                self.look(cx);
                self.show = None;
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
        use Action::{
            Delete, Edit, Mark, Narrower, NextPane, PreviousPane, Same, Save, Score, Table, TurnLeft, TurnRight, View, Wider, Worst,
        };
        match self.focus {
            Focus::List => match self.shown().map(Show::pauses) {
                None => &[Mark, Edit, Delete, Table, Wider, Narrower, View, TurnLeft, TurnRight],
                Some(Pauses::No) => &[Mark, Edit, Delete, Table, Wider, Narrower],
                Some(_) => &[Edit, Delete, Table, Wider, Narrower],
            },
            Focus::Search => &[Save, NextPane, PreviousPane],
            Focus::Filter(_) => &[Mark, Worst, Same, Score(0), Score(10), Save, NextPane, PreviousPane],
        }
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let was = self.shown().map(Show::pauses);
        let is_alive = matches!(message, Message::Action(_) | Message::Key(_) | Message::Paste(_) | Message::Select(_));
        if is_alive {
            self.is_focused = true;
            self.show.iter_mut().for_each(|show| show.touch(cx.now.awake));
        }
        if let Message::Focus(is_focused) = message {
            self.is_focused = *is_focused;
        }
        let effects = match (message, self.focus) {
            (Message::Action(Action::Mark), Focus::List) => {
                if let (Some(was), Some(show)) = (was, &mut self.show) {
                    show.pause(was, cx.now.awake);
                }
                Vec::new()
            }
            _ => self.take(message, cx),
        };
        match (&mut self.show, message) {
            // time alone opens nothing else
            (Some(show), Message::Tick) if self.is_shown => show.advance(view::figure_area(cx.area()), cx),
            _ => self.follow(cx),
        }
        effects
    }

    fn goes_on_unseen(&self) -> bool {
        false
    }

    fn due(&self, _cx: &Context) -> Option<Duration> {
        self.shown().and_then(Show::due)
    }

    fn changed(&self, _since: &Moment, area: Rect, cx: &Context) -> Change {
        match self.shown().map_or((false, false), |show| show.has_changed(cx.now.awake)) {
            (false, _) => Change::Nothing,
            (true, false) => Change::Part(view::figure_area(area)),
            (true, true) => Change::All,
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
