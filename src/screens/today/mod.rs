//! Today: what is due, how it has been, and one key to begin.

mod notes;
mod view;

pub(super) use notes::habit_name;
pub(super) use view::strip_day;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::frame;
use super::resume::runs_elsewhere;
use crate::app::{Context, Effect, Message, Route, Said, Screen};
use crate::config::{Action, KeyContext};
use crate::domain::Day;
use crate::plan::{Standing, standing};
use crate::store::{HabitName, HabitReply, HabitRequest, PlanRequest, Reply, Request, SessionLine, TodayData};

/// The first pane.
#[derive(Debug)]
pub(super) struct TodayScreen {
    day: Day,
    /// What the store said; nothing before its first answer.
    data: Option<TodayData>,
    /// How the plan that runs stands; nothing before its file has been read.
    standing: Option<Standing>,
    /// The habit the arrows stand on; nothing while they stand on the button.
    habit: Option<usize>,
    /// Whether the question about an unfinished session has been put in this life of the screen.
    offered: bool,
}

impl TodayScreen {
    pub(super) fn new(cx: &Context) -> Self {
        Self { day: cx.day(), data: None, standing: None, habit: None, offered: false }
    }

    fn read(&mut self, cx: &Context) -> Vec<Effect> {
        self.day = cx.day();
        vec![Effect::Ask(Request::Today(self.day))]
    }

    /// Takes up what the store said, and looks how the plan stands by it.
    fn learn(&mut self, data: TodayData, cx: &Context) -> Vec<Effect> {
        self.habit = self.habit.filter(|at| *at < data.habits.len());
        self.data = Some(data);
        let mut effects = self.stand(cx);
        effects.extend(self.unfinished(cx));
        effects
    }

    /// How the plan stands. Day 1 that a whole baseline has made is written down.
    fn stand(&mut self, cx: &Context) -> Vec<Effect> {
        let run = self.data.as_ref().and_then(|data| data.run.as_deref());
        self.standing = run.and_then(|run| Some(standing(run, cx.library.plan(&run.run.plan)?, self.day)));
        let fix = self.standing.as_ref().and_then(|standing| standing.fix);
        match (run, fix) {
            (Some(run), Some(day1)) => vec![Effect::Ask(Request::Plan(PlanRequest::Fix { run: run.run.uid, day1 }))],
            _ => Vec::new(),
        }
    }

    /// The routine of the day: the plan's, else the chosen one.
    fn routine<'a>(&'a self, cx: &Context<'a>) -> &'a str {
        self.data.as_ref().map_or(&cx.settings.routine, |data| data.routine(&cx.settings.routine))
    }

    /// Today's routine, if it has been done today.
    fn done(&self, cx: &Context) -> Option<&SessionLine> {
        self.data.as_ref()?.done(self.routine(cx))
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
        // what runs in another tab is not pulled out of its hands unasked; where there is no page to come back to, the question has to be put now
        if (runs_elsewhere(&left, cx) && !cx.caps.lines) || std::mem::replace(&mut self.offered, true) {
            return Vec::new();
        }
        vec![Effect::Go(Route::Resume(left))]
    }

    /// Whether a warning sign waits to be seen to.
    fn is_warned(&self) -> bool {
        self.data.as_ref().is_some_and(|data| data.warning.is_some())
    }

    /// Ticks a habit for today, or takes the tick away.
    fn tick(&self, at: usize, cx: &Context) -> Vec<Effect> {
        let Some(line) = self.data.as_ref().and_then(|data| data.habits.get(at)) else { return Vec::new() };
        let habit = HabitName { id: line.habit.clone(), name: notes::habit_name(&line.habit, cx).to_owned() };
        let done = !line.ticks.contains(&self.day);
        vec![Effect::Ask(Request::Habit(HabitRequest::Tick { habit, day: self.day, done }))]
    }

    fn key(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let habits = view::habits_shown(self, cx);
        match (action, self.habit) {
            (Action::Down, None) if habits > 0 => self.habit = Some(0),
            (Action::Down, Some(at)) => self.habit = Some((at + 1).min(habits.saturating_sub(1))),
            (Action::Up, Some(at)) => self.habit = at.checked_sub(1),
            (Action::Back, Some(_)) => self.habit = None,
            (Action::Do | Action::Mark, Some(at)) => return self.tick(at, cx),
            (Action::Do, None) if self.is_warned() => {
                return vec![Effect::Go(Route::Warned(None))];
            }
            (Action::Do, None) => {
                return match self.data.as_ref().and_then(|d| d.unfinished.clone()) {
                    Some(left) => vec![Effect::Go(Route::Resume(left))],
                    None => vec![Effect::Go(Route::StartToday { short: false })],
                };
            }
            (Action::Search, _) => return vec![Effect::Home(Route::Library)],
            _ => {}
        }
        Vec::new()
    }
}

impl Screen for TodayScreen {
    fn context(&self) -> KeyContext {
        // among the habits the keys of a list hold, so that Space ticks
        if self.habit.is_some() { KeyContext::List } else { KeyContext::Pane }
    }

    fn pane(&self) -> Option<Action> {
        Some(Action::Today)
    }

    fn opened(&mut self, cx: &Context) -> Vec<Effect> {
        self.read(cx)
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Stored(_, Ok(Reply::Today(data))) => self.learn((**data).clone(), cx),
            Message::Stored(_, Ok(Reply::Habit(HabitReply::Current(habits)))) => {
                if let Some(data) = &mut self.data {
                    data.habits.clone_from(habits);
                }
                self.read(cx)
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
            Message::Content => self.stand(cx),
            Message::Resized => {
                self.habit = self.habit.filter(|at| *at < view::habits_shown(self, cx));
                Vec::new()
            }
            Message::Outside | Message::NewDay => self.read(cx),
            Message::Select(at) => {
                self.habit = Some(*at);
                self.tick(*at, cx)
            }
            Message::Action(action) => self.key(*action, cx),
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        frame::tab_at(Action::Today, at, cx).or_else(|| view::habit_at(self, at, cx).map(Message::Select))
    }

    fn due(&self, cx: &Context) -> Option<std::time::Duration> {
        notes::evening_in(self, cx).map(|left| cx.now.awake + left)
    }

    fn changed(&self, since: &crate::domain::Moment, _area: Rect, cx: &Context) -> crate::app::Change {
        let then = Context { now: since, ..*cx };
        if notes::evening_in(self, &then).is_some() && notes::evening_in(self, cx).is_none() {
            crate::app::Change::All
        } else {
            crate::app::Change::Nothing
        }
    }

    fn says(&self, _cx: &Context) -> Said {
        // a session that may be unfinished is looked for first
        if self.data.is_none() { Said::Nothing } else { Said::Over(Vec::new()) }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        view::draw(self, area, buf, cx);
    }
}
