//! The pain scale on its own: a rating in between, after a session, or in the middle of one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::scale::{Page, Picked, Picker};
use crate::app::{Context, Effect, Message, Rating, Route, Said, Screen};
use crate::config::{Action, KeyContext};
use crate::domain::{EntryMoment, Recall, Score};
use crate::store::{NewEntry, Reply, Request};

/// The scale, and for what it was opened.
#[derive(Debug)]
pub(super) struct RateScreen {
    rating: Rating,
    picker: Picker,
    /// What the store was asked to write, until it answers.
    asked: Option<Score>,
}

impl RateScreen {
    pub(super) fn new(rating: Rating) -> Self {
        Self { rating, picker: Picker::default(), asked: None }
    }

    fn rate(&mut self, score: Score) -> Vec<Effect> {
        if self.asked.is_some() {
            return Vec::new();
        }
        self.asked = Some(score);
        let mut entry = match &self.rating {
            Rating::Free => NewEntry::now(score, EntryMoment::Free, None),
            Rating::After { session, .. } => NewEntry::now(score, EntryMoment::After, Some(*session)),
            Rating::During(session, _) => NewEntry::now(score, EntryMoment::During, Some(*session)),
            Rating::Average => NewEntry { recall: Recall::Average, ..NewEntry::now(score, EntryMoment::Evening, None) },
        };
        if let Rating::During(_, item) = self.rating {
            entry.item_seq = item;
        }
        vec![Effect::Ask(Request::Rate(Box::new(entry)))]
    }

    /// Where one goes once it is rated or left unrated.
    fn on(&self) -> Effect {
        match &self.rating {
            Rating::After { session, .. } => Effect::Replace(Route::Summary(*session)),
            Rating::Free | Rating::During(..) | Rating::Average => Effect::Back,
        }
    }

    fn picked(&mut self, picked: Picked) -> Vec<Effect> {
        match picked {
            Picked::Nothing => Vec::new(),
            Picked::Score(score) => self.rate(score),
            Picked::NotRated => vec![self.on()],
        }
    }

    fn page(&self) -> Page<'_> {
        let (title, under, hint, skip) = match &self.rating {
            Rating::Free => ("Log pain", "Right now", "One key, and it is saved.", "not rated"),
            Rating::Average => ("Log pain", "The whole day", "One key, and it is saved.", "not rated"),
            Rating::After { title, is_through, .. } => {
                let under = if *is_through { "You are through" } else { "The session has ended" };
                (title.as_str(), under, "One key, then what you did.", "not rated")
            }
            Rating::During(..) => ("Log pain", "The session stands still", "One key, then back to the session.", "not rated"),
        };
        Page {
            title,
            under,
            right: "",
            right_under: "",
            question: match self.rating {
                Rating::Average => "How was your upper back on average today?",
                _ => "How is your upper back right now?",
            },
            hint,
            facts: &[],
            others: &[],
            skip,
            back: "back",
        }
    }
}

impl Screen for RateScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Scale
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Stored(asked, result) if matches!(**asked, Request::Rate(_)) => match (self.asked.take(), result) {
                (Some(score), Ok(reply)) => {
                    let said = format!("Saved: {} at {}.", score.value(), cx.settings.time(cx.now.wall.naive_local()));
                    match (&self.rating, reply) {
                        (Rating::After { .. }, _) => vec![self.on()],
                        // it is saved; whatever else there is to say comes after
                        (Rating::Free, Reply::Rated(uid)) => vec![Effect::Replace(Route::Entry { uid: *uid, is_new: true })],
                        (Rating::Average, _) => vec![self.on(), Effect::Toast(format!("Saved: {} on average.", score.value()))],
                        (Rating::Free | Rating::During(..), _) => vec![self.on(), Effect::Toast(said)],
                    }
                }
                // not saved: the number stands under the cursor, the same key tries again
                (Some(score), Err(_)) => {
                    self.picker = Picker::at(score);
                    Vec::new()
                }
                (None, _) => Vec::new(),
            },
            Message::Action(Action::Back) => vec![self.on()],
            Message::Action(action) => {
                let picked = self.picker.action(*action);
                self.picked(picked)
            }
            Message::Select(number) => {
                let picked = self.picker.click(*number);
                self.picked(picked)
            }
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        self.page().under(at, cx)
    }

    fn says(&self, _cx: &Context) -> Said {
        if self.asked.is_some() { Said::Nothing } else { self.page().says() }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        self.page().draw(&self.picker, area, buf, cx);
    }
}
