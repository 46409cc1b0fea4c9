//! What is at hand: marked at the first start and in the settings, kept as the setting `equipment`.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::frame;
use super::marks::Marks;
use crate::app::{Context, Effect, Message, Screen};
use crate::config::{Action, KeyContext, Settings, theme::Role};
use crate::domain::{Equipment, capital};
use crate::store::Request;
use crate::widgets::{chrome, text};

/// The question.
pub(super) const ASK: &str = "What do you have at hand?";
/// What it is for.
pub(super) const USE: &str = "The library can show only what fits. Change it any day.";

/// What is marked: nothing chosen so far counts as all.
pub(super) fn marks(settings: &Settings) -> Marks {
    Marks::new(Equipment::ALL.iter().map(|e| settings.equipment.as_ref().is_none_or(|list| list.contains(e))).collect())
}

/// The names, without their article.
pub(super) fn labels() -> Vec<String> {
    Equipment::ALL.into_iter().map(|equipment| capital(equipment.words().trim_start_matches("a "))).collect()
}

/// What is asked of the store: all of it is no choice, so that what a later version adds is at hand too.
pub(super) fn keep(marks: &Marks) -> Option<Request> {
    let chosen: Vec<Equipment> = marks.marked().map(|at| Equipment::ALL[at]).collect();
    let chosen = (chosen.len() < Equipment::ALL.len()).then_some(chosen);
    serde_json::to_string(&chosen).ok().map(|json| Request::SetPref("equipment".into(), json))
}

/// The page on its own.
#[derive(Debug)]
pub(super) struct EquipmentScreen {
    marks: Marks,
}

impl EquipmentScreen {
    pub(super) fn new(cx: &Context) -> Self {
        Self { marks: marks(cx.settings) }
    }
}

/// Where the lines stand.
fn list_area(area: Rect) -> Rect {
    let body = chrome::Frame::of(area).body;
    Rect { y: body.y + 2, height: body.height.saturating_sub(3), ..body }
}

impl Screen for EquipmentScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Form
    }

    fn update(&mut self, message: &Message, _cx: &Context) -> Vec<Effect> {
        match message {
            Message::Action(Action::Back) => vec![Effect::Back],
            Message::Action(Action::Do) => keep(&self.marks).map(Effect::Ask).into_iter().chain([Effect::Back]).collect(),
            Message::Select(line) => {
                self.marks.select(*line);
                Vec::new()
            }
            Message::Action(action) => {
                self.marks.action(*action);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        self.marks.line_at(list_area(cx.area()), at).map(Message::Select)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let frame = chrome::Frame::of(area);
        chrome::title(frame.header, ["Equipment", USE], ["", ""], cx.theme, buf);
        text::put(frame.body.x, frame.body.y, ASK, cx.theme.bold(Role::Text), area, buf);
        self.marks.draw(&labels(), list_area(area), buf, cx);
        let hints = [
            (Action::Mark, ""),
            (Action::Do, "keep it"),
            (Action::Back, "back"),
            (Action::All, "all"),
            (Action::Clear, "none"),
            (Action::Help, ""),
        ];
        frame::hints(area, KeyContext::Form, &hints, buf, cx);
    }
}
