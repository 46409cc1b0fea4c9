//! A rating with all that can be said about it: opened when a number has been saved, and to change what was written earlier.

mod felt;
mod form;
mod lines;
mod view;

pub(super) use self::felt::time_of;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::form::{Form, Part};
use self::lines::Spot;
use super::choices::{Choices, Picked};
use crate::app::{Context, Effect, Message, Route, Screen};
use crate::config::{Action, Key, KeyContext};
use crate::domain::{Entry, Score, Uid};
use crate::store::{FormData, JournalReply, JournalRequest, Request};
use crate::widgets::field::Typed;

/// So long after a change the form is kept as it stands: with the time of a write, a kill loses less than two seconds.
/// How long after a change a half-filled form is kept.
pub(super) const KEEP: Duration = Duration::from_secs(1);

/// What can be done with a changed form that one leaves.
const LEAVE: [&str; 3] = ["Keep editing", "Save it", "Leave without saving"];

/// The form of a rating, and what it was opened with.
#[derive(Debug)]
pub(super) struct EntryScreen {
    uid: Uid,
    /// Whether the rating has only just been given.
    is_new: bool,
    open: Option<Open>,
    /// The question on leaving.
    ask: Option<Choices>,
    /// Since when there is something that is not kept, on the awake clock.
    unkept: Option<Duration>,
    /// Whether the store has been asked to save.
    is_saving: bool,
}

#[derive(Debug)]
struct Open {
    data: FormData,
    form: Form,
    /// Why something was refused.
    refused: Option<String>,
    /// Whether a half-filled form lies in the store.
    is_kept: bool,
}

impl Open {
    /// Whether a word is marked that belongs to the warning signs, and was not when the form was opened.
    fn is_flagged(&self) -> bool {
        let was = &self.data.entry.words;
        self.form.flagged().any(|word| !was.contains(&word))
    }

    /// Takes over the regions of the rating before, if it has any.
    fn take_same(&mut self) {
        if let Some((regions, worst)) = &self.data.last {
            self.form.same_regions(regions, *worst);
        }
    }
}

impl EntryScreen {
    pub(super) fn new(uid: Uid, is_new: bool) -> Self {
        Self { uid, is_new, open: None, ask: None, unkept: None, is_saving: false }
    }

    fn journal(request: JournalRequest) -> Effect {
        Effect::Ask(Request::Journal(request))
    }

    /// Opens the form, with what was left half filled.
    fn read(&mut self, data: &FormData, cx: &Context) {
        if self.open.is_some() {
            return;
        }
        let now = cx.now.wall.naive_local();
        let felt = felt::shown(cx.local(data.entry.felt_at, data.entry.felt_off), now, cx.settings.clock);
        let form = Form::new(&data.entry, felt, data.draft.as_deref());
        self.open = Some(Open { data: data.clone(), form, refused: None, is_kept: data.draft.is_some() });
    }

    fn save(&mut self, cx: &Context) -> Vec<Effect> {
        self.ask = None;
        let Some(open) = &mut self.open else { return Vec::new() };
        if self.is_saving {
            return Vec::new();
        }
        if !open.form.is_changed() {
            return self.leave();
        }
        match open.form.change(&open.data.entry, cx.now.wall.naive_local()) {
            Ok((mut change, felt)) => {
                change.felt = felt.map(|at| felt::stamp(at, cx));
                (self.is_saving, self.unkept) = (true, None);
                vec![Self::journal(JournalRequest::Change(Box::new(change)))]
            }
            Err(refused) => {
                (open.refused, open.form.part) = (Some(refused), Part::Felt);
                Vec::new()
            }
        }
    }

    /// Saved: back to where one was; the warning signs open once if a word was marked that belongs to them.
    fn saved(&self, cx: &Context) -> Vec<Effect> {
        let Some(open) = &self.open else { return vec![Effect::Back] };
        let said = format!("Saved: {} at {}.", open.form.score.value(), cx.settings.time(cx.now.wall.naive_local()));
        // that page says itself that it is saved
        vec![Effect::Back, if open.is_flagged() { Effect::Go(Route::Flagged) } else { Effect::Toast(said) }]
    }

    /// Back without saving; what was kept half filled is forgotten.
    fn leave(&mut self) -> Vec<Effect> {
        self.unkept = None;
        let is_kept = self.open.as_ref().is_some_and(|open| open.is_kept);
        is_kept.then(|| Self::journal(JournalRequest::DropDraft(self.uid))).into_iter().chain([Effect::Back]).collect()
    }

    fn answer(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let Some(ask) = &mut self.ask else { return Vec::new() };
        match ask.update(message, LEAVE.len()) {
            Picked::Nothing => return Vec::new(),
            Picked::Back | Picked::Line(0) => self.ask = None,
            Picked::Line(1) => return self.save(cx),
            Picked::Line(_) => return self.leave(),
        }
        Vec::new()
    }

    /// Keeps the form if that is due.
    fn keep(&mut self, cx: &Context) -> Vec<Effect> {
        let Some(open) = self.open.as_mut().filter(|_| self.unkept.is_some_and(|since| since + KEEP <= cx.now.awake)) else {
            return Vec::new();
        };
        self.unkept = None;
        let Ok(body) = serde_json::to_string(&open.form.body()) else { return Vec::new() };
        open.is_kept = true;
        vec![Self::journal(JournalRequest::Draft { entry: self.uid, body })]
    }

    /// What a click on a spot does to the form.
    fn clicked(open: &mut Open, spot: Spot) {
        let form = &mut open.form;
        match spot {
            Spot::Part(part) => form.part = part,
            Spot::Word(part, at) => {
                form.part = part;
                if let Some(on) = form.on.get_mut(part as usize) {
                    *on = at;
                }
                form.mark();
            }
            Spot::Worst => form.next_worst(),
            Spot::Same => open.take_same(),
            Spot::Less => form.step_score(false),
            Spot::More => form.step_score(true),
        }
    }

    /// What the form makes of a key or a click that neither saves nor leaves.
    fn edit(&mut self, message: &Message, cx: &Context) {
        let Some(open) = &mut self.open else { return };
        let now = cx.now.wall.naive_local();
        let before = (open.form.score, open.form.words.clone(), open.form.worst);
        match message {
            Message::Action(Action::Same) => open.take_same(),
            Message::Select(code) => Spot::of(*code).into_iter().for_each(|spot| Self::clicked(open, spot)),
            _ => {}
        }
        let form = &mut open.form;
        let mut typed = Typed::Nothing;
        match message {
            Message::Action(Action::Up) => form.up_or_down(false, view::value_width(cx.size.width)),
            Message::Action(Action::Down) => form.up_or_down(true, view::value_width(cx.size.width)),
            Message::Action(Action::NextPane) => form.turn(true),
            Message::Action(Action::PreviousPane) => form.turn(false),
            Message::Action(Action::Left) => form.left_or_right(false),
            Message::Action(Action::Right) => form.left_or_right(true),
            Message::Action(Action::Do) => typed = form.note.insert("\n"),
            Message::Action(Action::Mark) => form.mark(),
            Message::Action(Action::Worst) => form.mark_worst(),
            Message::Action(Action::Score(n)) => form.score = Score::new(*n).unwrap_or(form.score),
            Message::Key(key) if form.part == Part::Felt && sign(*key).is_some() => {
                typed = form.step_time(sign(*key) == Some('+'), now, cx.settings.clock);
            }
            Message::Key(key) => {
                form.begin_time(*key);
                typed = form.field().map_or(Typed::Nothing, |field| field.key(*key));
            }
            Message::Paste(text) => typed = form.field().map_or(Typed::Nothing, |field| field.insert(text)),
            _ => {}
        }
        let is_changed = typed == Typed::Changed || before != (form.score, form.words.clone(), form.worst);
        if is_changed {
            open.refused = None;
            self.unkept = self.unkept.or(Some(cx.now.awake));
        }
        if let Typed::TooLong(count) = typed {
            let (what, most) = if form.part == Part::Note { ("note", Entry::NOTE_LIMIT) } else { ("line", 1_000) };
            open.refused = Some(format!("The {what} would have {} characters; the most is {}.", grouped(count), grouped(most)));
        }
    }
}

/// The sign a key types, if it is one that sets the time.
fn sign(key: Key) -> Option<char> {
    key.typed().filter(|c| ['+', '-'].contains(c))
}

/// `100,000`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.join(",")
}

impl Screen for EntryScreen {
    fn context(&self) -> KeyContext {
        match &self.open {
            _ if self.ask.is_some() => KeyContext::Dialog,
            Some(open) if open.form.part.is_text() => KeyContext::Text,
            _ => KeyContext::Form,
        }
    }

    fn unused(&self) -> &'static [Action] {
        let has_last = self.open.as_ref().is_some_and(|open| open.data.last.is_some());
        match &self.open {
            Some(open) if open.form.part != Part::Where => &[Action::Worst],
            _ if !has_last => &[Action::Same],
            _ => &[],
        }
    }

    fn opened(&mut self, _cx: &Context) -> Vec<Effect> {
        vec![Self::journal(JournalRequest::Form(self.uid))]
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Stored(asked, result) => match (&**asked, result) {
                (Request::Journal(JournalRequest::Form(uid)), Ok(crate::store::Reply::Journal(JournalReply::Form(data))))
                    if *uid == self.uid =>
                {
                    self.read(data, cx);
                    Vec::new()
                }
                (Request::Journal(JournalRequest::Form(uid)), Err(_)) if *uid == self.uid => vec![Effect::Back],
                (Request::Journal(JournalRequest::Change(change)), Ok(_)) if change.uid == self.uid => self.saved(cx),
                (Request::Journal(JournalRequest::Change(change)), Err(_)) if change.uid == self.uid => {
                    // not saved: all that was typed is still here, and kept soon
                    (self.is_saving, self.unkept) = (false, Some(cx.now.awake));
                    Vec::new()
                }
                _ => Vec::new(),
            },
            Message::Tick | Message::Woke { .. } => self.keep(cx),
            _ if self.is_saving => Vec::new(),
            Message::Action(_) | Message::Key(_) | Message::Select(_) if self.ask.is_some() => self.answer(message, cx),
            Message::Action(Action::Save) => self.save(cx),
            Message::Action(Action::Do) if self.open.as_ref().is_none_or(|open| open.form.part != Part::Note) => self.save(cx),
            Message::Action(Action::Back) => {
                if self.open.as_ref().is_some_and(|open| open.form.is_changed()) {
                    self.ask = Some(Choices::default());
                    return Vec::new();
                }
                self.leave()
            }
            Message::Action(_) | Message::Key(_) | Message::Paste(_) | Message::Select(_) if self.ask.is_none() => {
                self.edit(message, cx);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        match (&self.ask, &self.open) {
            (Some(ask), _) => ask.under(&[view::UNSAVED], &LEAVE, at, cx),
            (None, Some(open)) => view::spot_at(open, at, cx),
            (None, None) => None,
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        view::draw(self, area, buf, cx);
    }

    fn due(&self, _cx: &Context) -> Option<Duration> {
        self.unkept.map(|since| since + KEEP)
    }
}
