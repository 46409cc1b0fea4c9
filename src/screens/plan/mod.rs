//! The plan: its days, what today asks, and what can be changed about it; without a run, the plans to choose from.

mod ask;
mod choose;
mod days;
mod review;
mod view;
mod words;

pub(super) use review::ReviewScreen;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::ask::{Asked, Deed, Now, Question};
use super::choices::{Choices, Picked};
use crate::app::{Context, Effect, Message, Route, Screen, What};
use crate::config::{Action, KeyContext};
use crate::domain::Day;
use crate::plan::{DayState, History, PlanDayAt, Stage, standing};
use crate::store::{PlanReply, PlanRequest, Reply, Request};
use crate::widgets::chrome;

/// The fourth pane.
#[derive(Debug)]
pub(super) struct PlanScreen {
    day: Day,
    /// The open run, or the last one that was closed.
    history: Option<Box<History>>,
    /// Whether the store has answered.
    is_read: bool,
    /// Whether plans are shown to choose from although a run is open.
    choosing: bool,
    /// Which of them is selected, and the page of its text.
    selected: usize,
    page: usize,
    /// The plan day under the cursor; today's while it was not moved.
    cursor: Option<u16>,
    question: Option<(Question, Choices)>,
}

/// What Enter does on a plan day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnEnter {
    /// Starts today's session.
    Start,
    /// Asks what about an open day.
    Ask,
    /// Opens the look back.
    Review,
    /// Nothing.
    Nothing,
}

impl PlanScreen {
    pub(super) fn new(cx: &Context) -> Self {
        Self { day: cx.day(), history: None, is_read: false, choosing: false, selected: 0, page: 0, cursor: None, question: None }
    }

    fn read(&mut self, cx: &Context) -> Vec<Effect> {
        self.day = cx.day();
        vec![Effect::Ask(Request::Plan(PlanRequest::Last))]
    }

    /// The open run and how it stands, if there is one whose plan is known.
    fn now<'a>(&'a self, cx: &'a Context) -> Option<Now<'a>> {
        let history = self.history.as_deref().filter(|history| history.run.ended_day.is_none())?;
        let plan = cx.library.plan(&history.run.plan)?;
        Some(Now { history, plan, standing: standing(history, plan, self.day), today: self.day })
    }

    /// Whether plans are shown to choose from.
    fn chooses(&self) -> bool {
        self.choosing || self.history.as_deref().is_none_or(|history| history.run.ended_day.is_some())
    }

    /// The plan day under the cursor.
    fn day_under<'a>(&self, now: &'a Now) -> Option<&'a PlanDayAt> {
        let number = self.cursor.unwrap_or_else(|| match now.standing.stage {
            Stage::Running(number) => number,
            Stage::Over => now.history.run.length,
            _ => now.standing.days.iter().find(|day| day.on.is_none_or(|on| on >= now.today)).map_or(1, |day| day.number),
        });
        now.standing.days.get(usize::from(number).checked_sub(1)?)
    }

    fn on_enter(&self, now: &Now) -> OnEnter {
        let Some(day) = self.day_under(now) else { return OnEnter::Nothing };
        let is_today = day.on == Some(now.today);
        let has_routine = !now.history.run.routine.is_empty();
        let review = if now.standing.review.is_some() { OnEnter::Review } else { OnEnter::Nothing };
        match day.state {
            // the review comes first once all days lie behind, unless a day was gone to
            _ if now.standing.stage == Stage::Over && self.cursor.is_none() => review,
            DayState::Due | DayState::Partial if is_today => {
                if has_routine {
                    OnEnter::Start
                } else {
                    review
                }
            }
            DayState::Missed | DayState::Partial | DayState::Excused if !is_today => OnEnter::Ask,
            DayState::ToCome => {
                if now.standing.stage == Stage::Over {
                    review
                } else {
                    OnEnter::Nothing
                }
            }
            _ => review,
        }
    }

    fn asked(&self, cx: &Context) -> Option<Asked> {
        let (question, _) = self.question.as_ref()?;
        ask::asked(question, self.now(cx).as_ref(), cx)
    }

    fn ask(&mut self, question: Question) -> Vec<Effect> {
        self.question = Some((question, Choices::default()));
        Vec::new()
    }

    /// A key while a question is open.
    fn answer(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let Some(mut asked) = self.asked(cx) else {
            self.question = None;
            return Vec::new();
        };
        let Some((_, choices)) = &mut self.question else { return Vec::new() };
        let line = match choices.update(message, asked.lines.len()) {
            Picked::Nothing => return Vec::new(),
            Picked::Back => {
                self.question = None;
                return Vec::new();
            }
            Picked::Line(line) => line,
        };
        self.question = None;
        let start = |short| Effect::Go(Route::Start { what: What::Routine(self.routine()), short });
        match asked.lines.swap_remove(line).1 {
            Deed::Change(request) => {
                let effects = vec![Effect::Ask(Request::Plan(request))];
                self.choosing = false;
                self.cursor = None;
                effects
            }
            Deed::ChangeAndStart(request, short) => {
                let start = start(short);
                self.cursor = None;
                vec![Effect::Ask(Request::Plan(request)), start]
            }
            Deed::Then(question) => self.ask(question),
            Deed::Choose => {
                (self.choosing, self.selected, self.page) = (true, 0, 0);
                Vec::new()
            }
            Deed::Review => vec![Effect::Go(Route::Review)],
            Deed::Stay => Vec::new(),
        }
    }

    fn routine(&self) -> String {
        self.history.as_deref().map(|history| history.run.routine.clone()).unwrap_or_default()
    }

    /// A key among the plans to choose from.
    fn choose(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let plans = choose::plans(cx);
        let step = |screen: &mut Self, to: usize| (screen.selected, screen.page) = (to.min(plans.len().saturating_sub(1)), 0);
        match action {
            Action::Up => step(self, self.selected.saturating_sub(1)),
            Action::Down => step(self, self.selected + 1),
            Action::Top => step(self, 0),
            Action::End => step(self, usize::MAX),
            Action::Left | Action::PageUp => self.page = self.page.saturating_sub(1),
            Action::Right | Action::PageDown => self.page = (self.page + 1).min(choose::last_page(self, cx)),
            Action::Do => {
                if let Some(plan) = plans.get(self.selected) {
                    return self.ask(Question::Begin(plan.id.clone()));
                }
            }
            Action::Edit if self.history.is_some() && !self.choosing => return vec![Effect::Go(Route::Review)],
            Action::Back if self.choosing => self.choosing = false,
            Action::Back => return vec![Effect::Home(Route::Today)],
            _ => {}
        }
        Vec::new()
    }

    /// A key among the days.
    fn days(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let Some(now) = self.now(cx) else {
            return if action == Action::Back { vec![Effect::Home(Route::Today)] } else { Vec::new() };
        };
        let length = now.history.run.length;
        let at = self.day_under(&now).map_or(1, |day| day.number);
        let moved = match action {
            Action::Left => at.saturating_sub(1),
            Action::Right => at.saturating_add(1),
            Action::Up => {
                if at > days::WEEK {
                    at - days::WEEK
                } else {
                    at
                }
            }
            Action::Down => {
                if at + days::WEEK <= length {
                    at + days::WEEK
                } else {
                    at
                }
            }
            Action::Top => 1,
            Action::End => length,
            Action::Do => {
                let (on_enter, under) = (self.on_enter(&now), self.day_under(&now).copied());
                return match (on_enter, under) {
                    (OnEnter::Start, _) => vec![Effect::Go(Route::Start { what: What::Routine(self.routine()), short: false })],
                    (OnEnter::Review, _) => vec![Effect::Go(Route::Review)],
                    (OnEnter::Ask, Some(PlanDayAt { number, on: Some(on), .. })) => self.ask(Question::Open(number, on)),
                    _ => Vec::new(),
                };
            }
            Action::Edit => return self.ask(Question::Change),
            Action::Back => return vec![Effect::Home(Route::Today)],
            _ => return Vec::new(),
        };
        self.cursor = Some(moved.clamp(1, length.max(1)));
        Vec::new()
    }
}

impl Screen for PlanScreen {
    fn context(&self) -> KeyContext {
        if self.question.is_some() { KeyContext::Dialog } else { KeyContext::List }
    }

    fn pane(&self) -> Option<Action> {
        Some(Action::Plan)
    }

    fn opened(&mut self, cx: &Context) -> Vec<Effect> {
        self.read(cx)
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Stored(_, Ok(Reply::Plan(PlanReply::Run(history)))) => {
                (self.history, self.is_read) = (history.clone(), true);
                // the baseline has become whole: day 1 stands from now on, whatever becomes of its ratings
                let fix = self.now(cx).and_then(|now| Some((now.history.run.uid, now.standing.fix?)));
                fix.map(|(run, day1)| Effect::Ask(Request::Plan(PlanRequest::Fix { run, day1 }))).into_iter().collect()
            }
            Message::Stored(_, Ok(Reply::Plan(PlanReply::Changed(_)))) | Message::Outside | Message::NewDay => self.read(cx),
            Message::Action(_) | Message::Key(_) | Message::Select(_) if self.question.is_some() => self.answer(message, cx),
            Message::Action(action) if self.chooses() => self.choose(*action, cx),
            Message::Action(action) => self.days(*action, cx),
            // a second click does what Enter does
            Message::Select(plan) if self.chooses() => {
                if std::mem::replace(&mut self.selected, *plan) == *plan {
                    return self.choose(Action::Do, cx);
                }
                self.page = 0;
                Vec::new()
            }
            Message::Select(day) => {
                let number = u16::try_from(*day).ok();
                if number == self.now(cx).as_ref().and_then(|now| self.day_under(now)).map(|day| day.number) {
                    return self.days(Action::Do, cx);
                }
                self.cursor = number.or(self.cursor);
                Vec::new()
            }
            Message::Resized => {
                self.page = 0;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        if let Some(((_, choices), asked)) = self.question.as_ref().zip(self.asked(cx)) {
            let says: Vec<&str> = asked.says.iter().map(String::as_str).collect();
            let lines: Vec<&str> = asked.lines.iter().map(|(words, _)| words.as_str()).collect();
            return choices.under(&says, &lines, at, cx);
        }
        if !self.is_read {
            return None;
        }
        if self.chooses() {
            return choose::plan_at(self, at, cx).map(Message::Select);
        }
        let now = self.now(cx)?;
        let cursor = self.day_under(&now).map_or(1, |day| day.number);
        let room = chrome::Frame::of(cx.area()).body;
        days::day_at(&now, cursor, room, cx.area(), at).map(|day| Message::Select(usize::from(day)))
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        view::draw(self, area, buf, cx);
    }
}
