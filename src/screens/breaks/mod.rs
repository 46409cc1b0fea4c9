//! The pane of breaks: what one does since when, what comes next, today as one line, and what became of the nudges of the last days.

mod table;
mod view;
mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::frame;
use crate::app::{Context, Effect, Message, Route, Screen};
use crate::config::{Action, KeyContext};
use crate::store::{BreakDays, BreaksReply, BreaksRequest, Reply, Request};
use crate::widgets::day_line::DayLine;

/// The pane.
#[derive(Debug, Default)]
pub(super) struct BreaksScreen {
    /// What the store told last; nothing before it has.
    known: Option<Known>,
    /// The first day of the table that is seen.
    top: usize,
}

/// What the store told, and the line of the day as it was then.
#[derive(Debug)]
struct Known {
    days: BreakDays,
    line: DayLine,
}

impl BreaksScreen {
    pub(super) fn new(_cx: &Context) -> Self {
        Self::default()
    }

    fn ask(cx: &Context) -> Vec<Effect> {
        vec![Effect::Ask(Request::Breaks(BreaksRequest::Days(cx.day())))]
    }

    fn key(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let (last, page) = (view::last_top(self, cx), view::rows(self, cx.area(), cx).max(1));
        let to = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top + 1,
            Action::PageUp => self.top.saturating_sub(page),
            Action::PageDown => self.top + page,
            Action::Top => 0,
            Action::End => last,
            Action::Back => return vec![Effect::Home(Route::Today)],
            _ => return Vec::new(),
        };
        self.top = to.min(last);
        Vec::new()
    }
}

impl Screen for BreaksScreen {
    fn context(&self) -> KeyContext {
        KeyContext::List
    }

    fn pane(&self) -> Option<Action> {
        Some(Action::Breaks)
    }

    fn unused(&self) -> &'static [Action] {
        use Action::{
            Delete, Do, Down, Edit, End, Filter, Left, Mark, Narrower, PageDown, PageUp, Right, Search, Table, Top, TurnLeft, TurnRight,
            Up, View, Wider,
        };
        const ALWAYS: &[Action] = &[Delete, Do, Edit, Filter, Left, Mark, Narrower, Right, Search, Table, TurnLeft, TurnRight, View, Wider];
        const WITHOUT_TABLE: &[Action] = &[
            Delete, Do, Edit, Filter, Left, Mark, Narrower, Right, Search, Table, TurnLeft, TurnRight, View, Wider, Up, Down, PageUp,
            PageDown, Top, End,
        ];
        if self.known.as_ref().is_some_and(|known| words::has_counts(&known.days)) { ALWAYS } else { WITHOUT_TABLE }
    }

    fn opened(&mut self, cx: &Context) -> Vec<Effect> {
        Self::ask(cx)
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Stored(_, Ok(Reply::Breaks(BreaksReply::Days(days)))) => {
                let line = words::line(days, cx);
                self.known = Some(Known { days: (**days).clone(), line });
                self.top = self.top.min(view::last_top(self, cx));
                Vec::new()
            }
            // the schedule has written something down: a nudge got its answer, a stretch has ended
            Message::Stored(asked, Ok(_)) if matches!(**asked, Request::Breaks(BreaksRequest::Keep(..))) => Self::ask(cx),
            Message::Outside | Message::NewDay => Self::ask(cx),
            Message::Resized => {
                self.top = self.top.min(view::last_top(self, cx));
                Vec::new()
            }
            Message::Action(action) => self.key(*action, cx),
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        frame::tab_at(Action::Breaks, at, cx).or_else(|| view::hint_at(self, at, cx))
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        view::draw(self, area, buf, cx);
    }
}
