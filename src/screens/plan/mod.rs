//! The plan: its days, what today asks, and what can be changed about it; without a run, the plans to choose from.

mod ask;
mod choose;
mod days;
mod pause;
mod review;
mod verdict;
mod view;
mod words;

pub(super) use review::ReviewScreen;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::ask::{Asked, Deed, Now, Question};
use self::view::OnEnter;
use super::choices::{Choices, Picked};
use crate::app::{Context, Effect, Message, Rating, Route, Screen, What};
use crate::config::{Action, KeyContext};
use crate::domain::{Day, Run};
use crate::plan::{DayState, History, PlanDayAt, Stage, standing};
use crate::store::{HabitLine, HabitReply, HabitRequest, PlanReply, PlanRequest, Reply, Request};

/// The fourth pane.
#[derive(Debug)]
pub(super) struct PlanScreen {
    day: Day,
    /// The open run, or the last one that was closed.
    history: Option<Box<History>>,
    /// Whether the store has answered.
    is_read: bool,
    /// The runs that were closed, the newest first.
    past: Vec<Run>,
    /// The habits that are kept, and the one the arrows stand on.
    habits: Vec<HabitLine>,
    habit: usize,
    /// Whether a warning sign waits to be seen to.
    is_warned: bool,
    /// Whether plans are shown to choose from although a run is open.
    choosing: bool,
    /// Which of them, or of the closed runs after them, is selected, and the page of its text.
    selected: usize,
    page: usize,
    /// The plan day under the cursor; today's while it was not moved.
    cursor: Option<u16>,
    question: Option<(Question, Choices)>,
}

impl PlanScreen {
    pub(super) fn new(cx: &Context) -> Self {
        Self {
            day: cx.day(),
            history: None,
            is_read: false,
            past: Vec::new(),
            habits: Vec::new(),
            habit: 0,
            is_warned: false,
            choosing: false,
            selected: 0,
            page: 0,
            cursor: None,
            question: None,
        }
    }

    fn read(&mut self, cx: &Context) -> Vec<Effect> {
        self.day = cx.day();
        let habits = Request::Habit(HabitRequest::Current(self.day));
        [Request::Plan(PlanRequest::Last), Request::Plan(PlanRequest::Past), habits, Request::Warning].map(Effect::Ask).into()
    }

    /// The open run and how it stands, if there is one whose plan is known.
    fn now<'a>(&'a self, cx: &'a Context) -> Option<Now<'a>> {
        let history = self.history.as_deref().filter(|history| history.run.ended_day.is_none())?;
        let plan = cx.library.plan(&history.run.plan)?;
        Some(Now { history, plan, standing: standing(history, plan, self.day), today: self.day, habits: &self.habits })
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
        let asks_habits = now.is_of_habits() && is_today && now.standing.stage != Stage::Over;
        let review = if now.standing.review.is_some() { OnEnter::Review } else { OnEnter::Nothing };
        if matches!(now.standing.stage, Stage::Baseline { .. }) {
            return if words::is_rated(now.history, now.today) { OnEnter::Nothing } else { OnEnter::Rate };
        }
        match day.state {
            // the review comes first once all days lie behind, unless a day was gone to
            _ if now.standing.stage == Stage::Over && self.cursor.is_none() => review,
            _ if asks_habits && self.habit < now.habits.len() => OnEnter::Tick,
            _ if asks_habits && now.lacks_habits() => OnEnter::TakeUp,
            DayState::Due | DayState::Partial if is_today && !now.is_of_habits() => OnEnter::Start,
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
        if let (Message::Action(action), Some((question, _)), Some(now)) = (message, &self.question, self.now(cx))
            && let Some(moved) = pause::moved(question, *action, &now)
        {
            self.question = self.question.take().map(|(_, choices)| (moved, choices));
            return Vec::new();
        }
        let Some((_, choices)) = &mut self.question else { return Vec::new() };
        let line = match choices.update(message, asked.lines.len()) {
            Picked::Nothing => return Vec::new(),
            Picked::Back => {
                self.question = None;
                return Vec::new();
            }
            Picked::Line(line) => line,
        };
        let Some((_, choices)) = self.question.take() else { return Vec::new() };
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
            Deed::Habit(request) => {
                self.habit = 0;
                vec![Effect::Ask(Request::Habit(request))]
            }
            Deed::Then(question) => self.ask(question),
            Deed::Again(question) => {
                self.question = Some((question, choices));
                Vec::new()
            }
            Deed::Guide => vec![Effect::Home(Route::Guide)],
            Deed::Choose => {
                (self.choosing, self.selected, self.page) = (true, 0, 0);
                Vec::new()
            }
            Deed::Review => vec![Effect::Go(Route::Review(None))],
            Deed::Stay => Vec::new(),
        }
    }

    fn routine(&self) -> String {
        self.history.as_deref().map(|history| history.run.routine.clone()).unwrap_or_default()
    }

    /// A click on a plan day, or on a habit, which are counted on after the days. A second click on a day does what Enter does; a habit is ticked by one.
    fn clicked(&mut self, place: usize, cx: &Context) -> Vec<Effect> {
        let Some(now) = self.now(cx) else { return Vec::new() };
        if let Some(habit) = place.checked_sub(view::first_habit(&now)) {
            self.cursor = None;
            self.habit = habit;
            return self.days(Action::Do, cx);
        }
        let number = u16::try_from(place).ok();
        if number == self.day_under(&now).map(|day| day.number) {
            return self.days(Action::Do, cx);
        }
        self.cursor = number.or(self.cursor);
        Vec::new()
    }

    /// Ticks the habit the arrows stand on for today, or takes the tick away.
    fn tick(&self, cx: &Context) -> Vec<Effect> {
        let Some(line) = self.habits.get(self.habit) else { return Vec::new() };
        let (habit, day) = (ask::named(&line.habit, cx), self.day);
        vec![Effect::Ask(Request::Habit(HabitRequest::Tick { habit, day, done: !line.ticks.contains(&day) }))]
    }

    /// A key among the days.
    fn days(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let Some(now) = self.now(cx) else {
            return if action == Action::Back { vec![Effect::Home(Route::Today)] } else { Vec::new() };
        };
        let length = now.history.run.length;
        let at = self.day_under(&now).map_or(1, |day| day.number);
        let habits = now.habits.len() + usize::from(now.lacks_habits());
        let moved = match action {
            // where habits are asked, up and down go among them
            Action::Up | Action::Down if now.is_of_habits() => {
                let to = if action == Action::Up { self.habit.saturating_sub(1) } else { self.habit + 1 };
                self.habit = to.min(habits.saturating_sub(1));
                return Vec::new();
            }
            Action::Left => at.saturating_sub(1),
            Action::Right => at.saturating_add(1),
            Action::Up | Action::PageUp => {
                if at > days::WEEK {
                    at - days::WEEK
                } else {
                    at
                }
            }
            Action::Down | Action::PageDown => {
                if at + days::WEEK <= length {
                    at + days::WEEK
                } else {
                    at
                }
            }
            Action::Top => 1,
            Action::End => length,
            Action::Do | Action::Mark => {
                let (on_enter, under) = (self.on_enter(&now), self.day_under(&now).copied());
                return match (on_enter, under) {
                    (OnEnter::Tick, _) => self.tick(cx),
                    // Space ticks and does nothing else
                    _ if action == Action::Mark => Vec::new(),
                    (OnEnter::Rate, _) => vec![Effect::Go(Route::Rate(Rating::Free))],
                    (OnEnter::TakeUp, _) => self.ask(Question::Habits),
                    (OnEnter::Start, _) => vec![Effect::Go(Route::Start { what: What::Routine(self.routine()), short: false })],
                    (OnEnter::Review, _) => vec![Effect::Go(Route::Review(None))],
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

    fn unused(&self) -> &'static [Action] {
        &[Action::Filter, Action::Delete, Action::Table, Action::Wider, Action::Narrower]
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
            Message::Stored(_, Ok(Reply::Plan(PlanReply::Past(past)))) => {
                self.past.clone_from(past);
                Vec::new()
            }
            Message::Stored(_, Ok(Reply::Warning(found))) => {
                self.is_warned = found.is_some();
                Vec::new()
            }
            Message::Stored(asked, Ok(Reply::Habit(HabitReply::Current(habits)))) => {
                self.habits.clone_from(habits);
                self.habit = self.habit.min(habits.len().saturating_sub(1));
                // a tick changes the days of the plan
                if matches!(**asked, Request::Habit(HabitRequest::Current(_))) { Vec::new() } else { self.read(cx) }
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
            Message::Select(place) => self.clicked(*place, cx),
            Message::Resized => {
                self.page = 0;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        view::under(self, at, cx)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        view::draw(self, area, buf, cx);
    }
}
