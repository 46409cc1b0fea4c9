//! The guide: what to know around the exercises, in chapters beside the page of the selected; care by the clock, the desk check and the habits
//! are done from here.

mod deeds;
mod desk;
mod entries;
mod page;
mod view;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::desk::{Check, DeskForm, Done};
use self::entries::{Entry, Row};
use super::choices::{Choices, Picked};
use super::matching;
use super::search::SearchLine;
use crate::app::{Context, Effect, Message, Route, Screen};
use crate::config::{Action, KeyContext};
use crate::domain::{AnswerKind, Day};
use crate::store::{HabitLine, HabitRequest, Request};
use crate::widgets::chrome;

/// What the store said of the person.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// The habits that are kept, with their ticks of the last fourteen days.
    habits: Vec<HabitLine>,
    /// The last desk check.
    check: Option<Check>,
    /// A desk check that was left half made, as it was kept.
    half: Option<String>,
}

impl Known {
    /// A habit that is kept.
    fn kept(&self, id: &str) -> Option<&HabitLine> {
        self.habits.iter().find(|line| line.habit == id)
    }

    /// The day of the last desk check.
    fn desk_day(&self) -> Option<Day> {
        self.check.as_ref().map(|check| check.day)
    }
}

/// What the keys are for just now.
#[derive(Clone, Debug)]
enum Focus {
    /// Moving through the list.
    List,
    /// Typing into the search.
    Search,
    /// Making the desk check.
    Desk(DeskForm),
    /// Choosing one of a remedy's timers.
    Timer(Choices),
}

/// The list, its search, and the page beside it.
#[derive(Debug)]
pub(super) struct GuideScreen {
    focus: Focus,
    search: SearchLine,
    known: Known,
    rows: Vec<Row>,
    selected: usize,
    /// The line that the list began with at the last click.
    top: Option<usize>,
    /// Which page of the text is open, from 0.
    page: usize,
    /// On narrow screens: whether the page is shown in place of the list.
    opened: bool,
}

impl GuideScreen {
    pub(super) fn new(cx: &Context) -> Self {
        let mut screen = Self {
            focus: Focus::List,
            search: SearchLine::default(),
            known: Known::default(),
            rows: Vec::new(),
            selected: 0,
            top: None,
            page: 0,
            opened: false,
        };
        screen.look(cx);
        screen
    }

    fn read(cx: &Context) -> Vec<Effect> {
        let habits = Request::Habit(HabitRequest::Current(cx.day()));
        [habits, Request::Answers(AnswerKind::Desk), Request::Half(AnswerKind::Desk)].map(Effect::Ask).into()
    }

    /// Looks again, keeping the selected row if it is still there.
    fn look(&mut self, cx: &Context) {
        let kept = self.entry().cloned();
        let rows = entries::all(cx.library, &self.known, cx.day());
        self.rows = if self.search.is_empty() {
            rows
        } else {
            entries::search(rows, self.search.text(), cx.library, |entry| page::words(entry, &self.known, cx))
        };
        let place = kept.and_then(|entry| self.rows.iter().position(|row| row.entry == entry));
        // what has left the list leaves its place to the row after it
        self.selected = place.unwrap_or_else(|| self.selected.min(self.rows.len().saturating_sub(1)));
    }

    fn search_anew(&mut self, cx: &Context) {
        self.look(cx);
        self.step(0, cx);
    }

    /// The entry that is selected.
    fn entry(&self) -> Option<&Entry> {
        self.rows.get(self.selected).map(|row| &row.entry)
    }

    fn step(&mut self, to: usize, cx: &Context) {
        self.top = None;
        self.select(to, cx);
    }

    fn select(&mut self, to: usize, cx: &Context) {
        self.selected = to.min(self.rows.len().saturating_sub(1));
        self.page = if self.search.is_empty() { 0 } else { self.found_on(cx) };
    }

    /// The first page on which the search stands.
    fn found_on(&self, cx: &Context) -> usize {
        let holds = |lines: &Vec<_>| matching::holds(self.search.text().trim(), &page::words_of(lines));
        self.pages(cx).iter().position(holds).unwrap_or(0)
    }

    fn pages(&self, cx: &Context) -> Vec<Vec<super::prose::Line>> {
        let area = Rect::new(0, 0, cx.size.width, cx.size.height);
        self.entry().map(|entry| page::pages(entry, &self.known, view::page_area(area, self, cx), cx)).unwrap_or_default()
    }

    fn list(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let is_narrow = chrome::is_narrow(cx.size.width);
        let leap = usize::from(cx.size.height.saturating_sub(10)).max(1);
        match action {
            Action::Up => self.step(self.selected.saturating_sub(1), cx),
            Action::Down => self.step(self.selected + 1, cx),
            Action::PageUp => self.step(self.selected.saturating_sub(leap), cx),
            Action::PageDown => self.step(self.selected + leap, cx),
            Action::Top => self.step(0, cx),
            Action::End => self.step(usize::MAX, cx),
            Action::Left => self.page = self.page.saturating_sub(1),
            Action::Right => self.page = (self.page + 1).min(self.pages(cx).len().saturating_sub(1)),
            Action::Search => {
                self.focus = Focus::Search;
                self.opened = false;
            }
            Action::Back if self.opened => self.opened = false,
            Action::Back if !self.search.is_empty() => {
                self.search.clear();
                self.look(cx);
            }
            Action::Back => return vec![Effect::Home(Route::Today)],
            Action::Do if is_narrow && !self.opened => self.opened = !self.rows.is_empty(),
            Action::Do => return self.act(cx),
            Action::Mark => return self.mark(cx),
            Action::Repaint => return vec![Effect::Reload],
            _ => {}
        }
        Vec::new()
    }

    /// A click on a row selects it; a second one does what its button does.
    fn click(&mut self, row: usize, cx: &Context) -> Vec<Effect> {
        self.focus = Focus::List;
        self.top = Some(view::top(self, cx));
        if row != self.selected || self.rows.is_empty() {
            self.select(row, cx);
            return Vec::new();
        }
        if chrome::is_narrow(cx.size.width) && !self.opened {
            return self.list(Action::Do, cx);
        }
        self.deed(cx).map(|(action, _)| self.list(action, cx)).unwrap_or_default()
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
            Message::Action(Action::Up) => self.step(self.selected.saturating_sub(1), cx),
            Message::Action(Action::Down) => self.step(self.selected + 1, cx),
            _ => {}
        }
        Vec::new()
    }

    fn checking(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let Focus::Desk(form) = &mut self.focus else { return Vec::new() };
        match form.update(message, cx) {
            Done::Open(effects) => effects,
            Done::Closed(effects) => {
                self.focus = Focus::List;
                // what was half made is over with it, kept or left
                let half = self.known.half.take().filter(|_| effects.is_empty());
                let forget = half.map(|_| Effect::Ask(Request::DropHalf(AnswerKind::Desk)));
                forget.into_iter().chain(effects).collect()
            }
        }
    }

    /// Keeps the desk check as it stands, if that is due.
    fn keep_half(&mut self, cx: &Context) -> Vec<Effect> {
        let Focus::Desk(form) = &mut self.focus else { return Vec::new() };
        let Some(body) = form.half(cx) else { return Vec::new() };
        self.known.half = Some(body.clone());
        vec![Effect::Ask(Request::KeepHalf(AnswerKind::Desk, body))]
    }

    fn choosing(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let timers = self.timers(cx);
        let Focus::Timer(choices) = &mut self.focus else { return Vec::new() };
        match choices.update(message, timers.len()) {
            Picked::Nothing => return Vec::new(),
            Picked::Back => self.focus = Focus::List,
            Picked::Line(at) => {
                self.focus = Focus::List;
                return timers.get(at).map(|care| deeds::start(care)).unwrap_or_default();
            }
        }
        Vec::new()
    }
}

impl Screen for GuideScreen {
    fn context(&self) -> KeyContext {
        match &self.focus {
            Focus::List => KeyContext::List,
            Focus::Search => KeyContext::Text,
            Focus::Desk(form) => form.context(),
            Focus::Timer(_) => KeyContext::Dialog,
        }
    }

    fn pane(&self) -> Option<Action> {
        Some(Action::Guide)
    }

    fn unused(&self) -> &'static [Action] {
        use Action::{
            Average, Delete, Edit, Filter, Left, Narrower, NextPane, PreviousPane, Right, Same, Save, Score, Table, TurnLeft, TurnRight,
            View, Wider, Worst,
        };
        match &self.focus {
            Focus::List => &[Filter, Edit, Delete, Average, Table, Wider, Narrower, View, TurnLeft, TurnRight],
            Focus::Desk(_) => &[Left, Right, Worst, Same, Score(0), Score(10), Save, NextPane, PreviousPane],
            Focus::Search => &[Save, NextPane, PreviousPane],
            Focus::Timer(_) => &[],
        }
    }

    fn opened(&mut self, cx: &Context) -> Vec<Effect> {
        Self::read(cx)
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match (message, &self.focus) {
            (Message::Stored(asked, Ok(reply)), _) => self.stored(asked, reply, cx),
            (Message::Outside, _) => Self::read(cx),
            (Message::NewDay, _) => {
                self.look(cx);
                Self::read(cx)
            }
            (Message::Content, _) => {
                self.look(cx);
                Vec::new()
            }
            (Message::Resized, _) => {
                self.page = self.page.min(self.pages(cx).len().saturating_sub(1));
                Vec::new()
            }
            (Message::Select(row), Focus::List | Focus::Search) => self.click(*row, cx),
            (Message::Action(action), Focus::List) => self.list(*action, cx),
            (Message::Action(_) | Message::Key(_) | Message::Paste(_), Focus::Search) => self.typing(message, cx),
            (Message::Tick | Message::Woke { .. }, Focus::Desk(_)) => self.keep_half(cx),
            (Message::Action(_) | Message::Key(_) | Message::Select(_), Focus::Desk(_)) => self.checking(message, cx),
            (Message::Action(_) | Message::Key(_) | Message::Select(_), Focus::Timer(_)) => self.choosing(message, cx),
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        view::under(self, at, cx)
    }

    fn wheel(&self, at: Position, down: bool, cx: &Context) -> Option<Message> {
        let is_page = matches!(self.focus, Focus::List) && view::is_page(self, at, cx);
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

    fn due(&self, _cx: &Context) -> Option<Duration> {
        if let Focus::Desk(form) = &self.focus { form.due() } else { None }
    }
}
