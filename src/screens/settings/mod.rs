//! The settings: everything that can be chosen, what it does, saved at once and tried on the spot.

mod rows;
mod values;
mod view;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::rows::Row;
use super::player::FLASH;
use crate::app::{Change, Context, Effect, Message, Route, Screen};
use crate::config::{Action, KeyContext};
use crate::domain::{Moment, Notice};
use crate::store::Request;

/// The list of what can be chosen.
#[derive(Debug, Default)]
pub(super) struct SettingsScreen {
    selected: usize,
    /// Since when the full-screen word is being tried.
    trial: Option<Duration>,
}

impl SettingsScreen {
    fn row(&self) -> Row {
        rows::all().nth(self.selected).unwrap_or(Row::Theme)
    }

    fn list(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let last = rows::all().count() - 1;
        match action {
            Action::Up => self.selected = self.selected.saturating_sub(1),
            Action::Down => self.selected = (self.selected + 1).min(last),
            Action::Top | Action::PageUp => self.selected = 0,
            Action::End | Action::PageDown => self.selected = last,
            Action::Back => return vec![Effect::Back],
            Action::Left => return self.turn(false, cx),
            Action::Do if self.row() == Row::Marker && !self.row().is_fixed(cx) => return vec![Effect::Go(Route::Dots)],
            Action::Right | Action::Do | Action::Mark => return self.turn(true, cx),
            Action::Delete => return self.reset(cx),
            _ => {}
        }
        Vec::new()
    }

    fn fixed(&self) -> Vec<Effect> {
        vec![Effect::Toast(format!("{} is fixed by your settings.ron; change it there.", self.row().label()))]
    }

    fn turn(&mut self, forward: bool, cx: &Context) -> Vec<Effect> {
        let row = self.row();
        match (row, row.setting()) {
            _ if row.is_fixed(cx) => self.fixed(),
            (Row::FirstStart, _) if forward => vec![Effect::Go(Route::Welcome)],
            (Row::NotifyTrial, _) if forward => vec![Effect::Notify(Notice::trial())],
            (Row::Equipment, _) if forward => vec![Effect::Go(Route::Equipment)],
            (_, Some(name)) => row.turned(forward, cx).map(|json| Effect::Ask(Request::SetPref(name.into(), json))).into_iter().collect(),
            (_, None) => Vec::new(),
        }
    }

    fn reset(&self, cx: &Context) -> Vec<Effect> {
        let row = self.row();
        match row.setting() {
            _ if row.is_fixed(cx) => self.fixed(),
            Some(name) => vec![Effect::Ask(Request::DropPref(name.into()))],
            None => Vec::new(),
        }
    }

    /// Whether the word that is tried still stands.
    fn is_trying(&self, now: Duration) -> bool {
        self.trial.is_some_and(|since| now < since + Duration::from_millis(FLASH))
    }
}

impl Screen for SettingsScreen {
    fn context(&self) -> KeyContext {
        KeyContext::List
    }

    fn unused(&self) -> &'static [Action] {
        use Action::{Edit, Filter, Narrower, NextPane, PreviousPane, Search, Table, TurnLeft, TurnRight, View, Wider};
        &[Action::Settings, NextPane, PreviousPane, Search, Filter, Edit, View, TurnLeft, TurnRight, Table, Wider, Narrower]
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Action(action) => {
                self.trial = None;
                self.list(*action, cx)
            }
            // a second click does what Enter does
            Message::Select(row) if std::mem::replace(&mut self.selected, *row) == *row => self.list(Action::Do, cx),
            // what was switched on shows what it is
            Message::Stored(asked, Ok(_)) => match &**asked {
                Request::SetPref(name, value) if name == "flash" && value == "true" && !cx.settings.reduced_motion => {
                    self.trial = Some(cx.now.awake);
                    Vec::new()
                }
                Request::SetPref(name, value) if value == "true" => rows::sample(name).map(Effect::Sound).into_iter().collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        view::line_at(self, at, cx).map(Message::Select)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        if self.is_trying(cx.now.awake) {
            return super::player::flash("breathe", area, buf, cx);
        }
        view::draw(self, area, buf, cx);
    }

    fn due(&self, cx: &Context) -> Option<Duration> {
        self.trial.filter(|_| self.is_trying(cx.now.awake)).map(|since| since + Duration::from_millis(FLASH))
    }

    fn changed(&self, since: &Moment, _area: Rect, cx: &Context) -> Change {
        if self.is_trying(since.awake) == self.is_trying(cx.now.awake) { Change::Nothing } else { Change::All }
    }
}
