//! What was done: two numbers without an adjective, the list, and the days around it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Context, Effect, Message, Rating, Route, Screen};
use crate::config::{Action, KeyContext};
use crate::domain::{Item, Outcome, SessionState, Side, Uid, clock};
use crate::store::{Reply, Request, SummaryData};

/// One finished session.
#[derive(Debug)]
pub(super) struct SummaryScreen {
    session: Uid,
    data: Option<Box<SummaryData>>,
}

/// One line of what was done.
pub(super) struct Line {
    /// Whether any of it was done.
    pub(super) done: bool,
    /// The name.
    pub(super) name: String,
    /// How much.
    pub(super) much: String,
}

impl SummaryScreen {
    pub(super) fn new(session: Uid) -> Self {
        Self { session, data: None }
    }

    /// One line an exercise, in the order of the session.
    fn lines(&self, cx: &Context) -> Vec<Line> {
        let Some(data) = &self.data else { return Vec::new() };
        let mut groups: Vec<(&str, &str, Vec<&Item>)> = Vec::new();
        for item in &data.items {
            match groups.last_mut() {
                Some((id, variant, items)) if *id == item.exercise && *variant == item.variant => items.push(item),
                _ => groups.push((&item.exercise, &item.variant, vec![item])),
            }
        }
        groups
            .into_iter()
            .map(|(id, variant, items)| {
                let known = cx.library.exercise(id).map(|e| e.name.clone()).or_else(|| cx.library.care(id).map(|c| c.name.clone()));
                let name = if variant.is_empty() { known.unwrap_or_else(|| id.replace('-', " ")) } else { variant.to_owned() };
                let done = items.iter().any(|i| i.done_ms > 0);
                Line { done, name, much: much(&items) }
            })
            .collect()
    }
}

/// `2 × 30 s a side`, `3 × 10`, `2 × 8 of 10`, `1:00`, `skipped`: what was really done.
fn much(items: &[&Item]) -> String {
    if items.iter().all(|i| i.done_ms == 0) {
        return if items.iter().any(|i| i.outcome == Outcome::Ouch) { "stopped".into() } else { "skipped".into() };
    }
    let whole = items.iter().all(|i| i.outcome == Outcome::Done);
    let sided = items.iter().any(|i| i.side != Side::Both);
    let side = if sided { " a side" } else { "" };
    let sets = items.iter().map(|i| i.set_no).max().unwrap_or(1);
    let times = if sets > 1 { format!("{sets} × ") } else { String::new() };
    if whole {
        let first = items[0];
        return match (first.done_reps, sets, sided) {
            (Some(reps), ..) => format!("{times}{reps}{side}"),
            (None, 1, false) => clock(u64::try_from(first.done_ms).unwrap_or(0)),
            (None, ..) => format!("{times}{} s{side}", first.done_ms / 1000),
        };
    }
    let (done, planned) = items.iter().fold((0, 0), |(d, p), i| (d + i.done_reps.unwrap_or(0), p + i.planned_reps.unwrap_or(0)));
    if planned > 0 {
        return format!("{done} of {planned}");
    }
    let (done, planned) = items.iter().fold((0, 0), |(d, p), i| (d + i.done_ms, p + i.planned_ms.unwrap_or(0)));
    format!("{} of {}", clock(u64::try_from(done).unwrap_or(0)), clock(u64::try_from(planned).unwrap_or(0)))
}

impl Screen for SummaryScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn opened(&mut self, _cx: &Context) -> Vec<Effect> {
        vec![Effect::Ask(Request::Summary(self.session))]
    }

    fn update(&mut self, message: &Message, _cx: &Context) -> Vec<Effect> {
        match message {
            Message::Stored(_, Ok(Reply::Summary(data))) if data.session.uid == self.session => {
                self.data = Some(data.clone());
                Vec::new()
            }
            Message::Outside => vec![Effect::Ask(Request::Summary(self.session))],
            Message::Action(Action::Do | Action::Back) => vec![Effect::Home(Route::Today)],
            Message::Action(Action::Erase) => {
                let title = self.data.as_ref().map(|d| d.session.title.clone()).unwrap_or_default();
                vec![Effect::Replace(Route::Rate(Rating::After { session: self.session, title }))]
            }
            _ => Vec::new(),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let _ = (area, buf, cx, SessionState::Done);
    }
}
