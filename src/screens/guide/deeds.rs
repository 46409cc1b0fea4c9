//! What is done from the guide: care by the clock is started, the desk looked at, habits are taken up, ticked and let go; and what the store answers.

use super::desk::{Check, DeskForm};
use super::entries::{self, Entry};
use super::{Focus, GuideScreen};
use crate::app::{Context, Effect, Route, What};
use crate::config::{Action, KeyContext};
use crate::domain::{AnswerKind, Care, minutes};
use crate::screens::choices::Choices;
use crate::store::{HabitLine, HabitName, HabitReply, HabitRequest, Reply, Request};

impl GuideScreen {
    /// What Enter does with the selected entry.
    pub(super) fn act(&mut self, cx: &Context) -> Vec<Effect> {
        match self.entry() {
            Some(Entry::Remedy(_)) => match self.timers(cx).as_slice() {
                [] => Vec::new(),
                [one] => start(one),
                _ => {
                    self.focus = Focus::Timer(Choices::default());
                    Vec::new()
                }
            },
            Some(Entry::Desk) => {
                self.focus = Focus::Desk(DeskForm::new(&self.known, cx));
                Vec::new()
            }
            Some(Entry::Habit(id)) => {
                let habit = name(id, cx);
                if self.known.kept(id).is_some() {
                    vec![Effect::Ask(Request::Habit(HabitRequest::LetGo(habit)))]
                } else {
                    take_up(vec![habit])
                }
            }
            Some(Entry::Preset(at)) => take_up(entries::preset(cx.library, *at).iter().map(|habit| name(&habit.id, cx)).collect()),
            _ => Vec::new(),
        }
    }

    /// What Space does: a habit that is kept is ticked for today or not, another one is taken up.
    pub(super) fn mark(&mut self, cx: &Context) -> Vec<Effect> {
        match self.entry() {
            Some(Entry::Habit(id)) => match self.known.kept(id) {
                Some(line) => {
                    let (habit, day) = (name(id, cx), cx.day());
                    let done = !line.ticks.contains(&day);
                    vec![Effect::Ask(Request::Habit(HabitRequest::Tick { habit, day, done }))]
                }
                None => take_up(vec![name(id, cx)]),
            },
            Some(Entry::Preset(_)) => self.act(cx),
            _ => Vec::new(),
        }
    }

    /// The care by the clock that goes with the selected remedy.
    pub(super) fn timers<'a>(&self, cx: &'a Context) -> Vec<&'a Care> {
        let Some(Entry::Remedy(id)) = self.entry() else { return Vec::new() };
        let remedy = entries::remedy(cx.library, id);
        remedy.into_iter().flat_map(|remedy| &remedy.care).filter_map(|care| cx.library.timed_care(care)).collect()
    }

    /// What is done first with the selected entry, in the words of a button; nothing if it is only read.
    pub(super) fn deed(&self, cx: &Context) -> Option<(Action, String)> {
        match self.entry()? {
            Entry::Remedy(_) => match self.timers(cx).as_slice() {
                [] => None,
                [one] => Some((Action::Do, format!("Start {}", length(one)))),
                _ => Some((Action::Do, "Start a timer".into())),
            },
            Entry::Desk if self.known.half.is_some() => Some((Action::Do, "Go on with the check".into())),
            Entry::Desk => Some((Action::Do, if self.known.check.is_some() { "Check again" } else { "Check it now" }.into())),
            Entry::Habit(id) => match self.known.kept(id) {
                Some(line) => (!line.ticks.contains(&cx.day())).then(|| (Action::Mark, "Done today".into())),
                None => Some((Action::Do, "Take it up".into())),
            },
            Entry::Preset(at) => {
                let habits = entries::preset(cx.library, *at);
                let is_open = habits.iter().any(|habit| self.known.kept(&habit.id).is_none());
                is_open.then(|| (Action::Do, if habits.len() == 2 { "Take up both" } else { "Take them up" }.into()))
            }
            _ => None,
        }
    }

    /// An answer of the store.
    pub(super) fn stored(&mut self, asked: &Request, reply: &Reply, cx: &Context) -> Vec<Effect> {
        match (asked, reply) {
            (Request::Habit(asked), Reply::Habit(HabitReply::Current(lines))) => {
                self.known.habits.clone_from(lines);
                self.look(cx);
                said(asked, lines, cx).map(Effect::Toast).into_iter().collect()
            }
            (Request::Answers(AnswerKind::Desk), Reply::Answers(answers)) => {
                self.known.check = Check::newest(answers);
                self.look(cx);
                Vec::new()
            }
            (Request::Half(AnswerKind::Desk), Reply::Half(half)) => {
                self.known.half.clone_from(half);
                Vec::new()
            }
            (Request::Answer { kind: AnswerKind::Desk, .. }, Reply::Answered(_)) => {
                self.page = 0;
                vec![Effect::Ask(Request::Answers(AnswerKind::Desk)), Effect::Toast("The desk check is kept.".into())]
            }
            _ => Vec::new(),
        }
    }
}

/// `15 min`.
pub(super) fn length(care: &Care) -> String {
    format!("{} min", minutes(crate::player::care(care).total_ms()))
}

pub(super) fn start(care: &Care) -> Vec<Effect> {
    vec![Effect::Go(Route::Start { what: What::Care(care.id.clone()), short: false })]
}

/// A habit with the name it has now.
fn name(id: &str, cx: &Context) -> HabitName {
    let name = entries::habit(cx.library, id).map_or_else(|| id.to_owned(), |habit| habit.name.clone());
    HabitName { id: id.to_owned(), name }
}

fn take_up(habits: Vec<HabitName>) -> Vec<Effect> {
    vec![Effect::Ask(Request::Habit(HabitRequest::TakeUp(habits)))]
}

/// The sentence after a change of what is kept; a tick is seen where it stands.
fn said(asked: &HabitRequest, lines: &[HabitLine], cx: &Context) -> Option<String> {
    let undo = cx.key(KeyContext::List, Action::Undo);
    match asked {
        HabitRequest::TakeUp(habits) => {
            let taken = match habits.as_slice() {
                [one] => format!("Yours now: {}.", one.name),
                [_, _] => "Both are yours now.".into(),
                _ => "They are yours now.".into(),
            };
            let more = if lines.len() > 2 { " Two are easier." } else { "" };
            Some(taken + more)
        }
        HabitRequest::LetGo(habit) => Some(format!("Let go: {}. {undo} takes it back.", habit.name)),
        _ => None,
    }
}
