//! Today: what is due, how it has been, and one key to begin.

mod view;

pub(super) use view::strip_day;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::frame;
use super::resume::runs_elsewhere;
use crate::app::{Context, Effect, Message, Route, Screen};
use crate::config::{Action, KeyContext};
use crate::domain::{Day, SessionKind, SessionState};
use crate::store::{Reply, Request, SessionLine, TodayData};

/// The first pane.
#[derive(Debug)]
pub(super) struct TodayScreen {
    day: Day,
    /// What the store said; nothing before its first answer.
    data: Option<TodayData>,
    /// Whether the question about an unfinished session has been put in this life of the screen.
    offered: bool,
}

impl TodayScreen {
    pub(super) fn new(cx: &Context) -> Self {
        Self { day: cx.day(), data: None, offered: false }
    }

    /// The same, with what has been read already: the first frame shows data, not a splash.
    fn read(&mut self, cx: &Context) -> Vec<Effect> {
        self.day = cx.day();
        vec![Effect::Ask(Request::Today(self.day))]
    }

    /// Today's routine, if it has been done today.
    fn done(&self, cx: &Context) -> Option<&SessionLine> {
        let sessions = &self.data.as_ref()?.sessions;
        sessions.iter().rev().find(|s| s.kind == SessionKind::Routine && s.what == cx.settings.routine && s.state == SessionState::Done)
    }

    /// An unfinished session: one of an earlier day has to be closed, another is offered.
    fn unfinished(&mut self, cx: &Context) -> Vec<Effect> {
        match self.data.as_ref().and_then(|d| d.unfinished.as_ref()) {
            Some(left) if left.session.day < self.day => vec![Effect::Ask(Request::CloseStale(self.day))],
            _ => self.offer(cx),
        }
    }

    /// Offers an unfinished session, once.
    fn offer(&mut self, cx: &Context) -> Vec<Effect> {
        let Some(left) = self.data.as_ref().and_then(|d| d.unfinished.clone()) else { return Vec::new() };
        // what runs in another tab is not pulled out of its hands unasked
        if runs_elsewhere(&left, cx) || std::mem::replace(&mut self.offered, true) {
            return Vec::new();
        }
        vec![Effect::Go(Route::Resume(left))]
    }
}

impl Screen for TodayScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Pane
    }

    fn pane(&self) -> Option<Action> {
        Some(Action::Today)
    }

    fn opened(&mut self, cx: &Context) -> Vec<Effect> {
        self.read(cx)
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Stored(_, Ok(Reply::Today(data))) => {
                self.data = Some((**data).clone());
                self.unfinished(cx)
            }
            Message::Stored(_, Ok(Reply::Closed(Some(title)))) => {
                if let Some(data) = &mut self.data {
                    data.unfinished = None;
                }
                let mut effects = self.read(cx);
                effects.push(Effect::Toast(format!("{title} was left in the middle; what you did of it is kept.")));
                effects
            }
            // it began yesterday and has hardly been left, if at all
            Message::Stored(_, Ok(Reply::Closed(None))) => self.offer(cx),
            Message::Outside | Message::NewDay => self.read(cx),
            Message::Action(Action::Do) => match self.data.as_ref().and_then(|d| d.unfinished.clone()) {
                Some(left) => vec![Effect::Go(Route::Resume(left))],
                None => vec![Effect::Go(Route::StartToday { short: false })],
            },
            Message::Action(Action::Back) => vec![Effect::Quit],
            Message::Action(Action::Search) => vec![Effect::Home(Route::Library)],
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        frame::tab_at(Action::Today, at, cx)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        view::draw(self, area, buf, cx);
    }
}
