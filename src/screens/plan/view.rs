//! How the plan looks: the days, and under them where it is, what is asked, how much is done, the habits, and the one button.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::super::frame;
use super::ask::{self, Now};
use super::review::strip_days;
use super::{PlanScreen, choose, days, verdict, words};
use crate::app::{Context, Message};
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::plan::{Look, Stage, look};
use crate::widgets::chrome;
use crate::widgets::list::{List, Mark, Row};
use crate::widgets::strip::{self, Strip};
use crate::widgets::text::{self, Paragraph};

/// What Enter does on a plan day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnEnter {
    /// Starts today's session.
    Start,
    /// Takes the number of a day of the baseline.
    Rate,
    /// Asks what about an open day.
    Ask,
    /// Opens the look back.
    Review,
    /// Ticks the habit the arrows stand on.
    Tick,
    /// Asks which habits.
    TakeUp,
    /// Nothing.
    Nothing,
}

/// The hints of a question.
const CHOOSE: [frame::Hint; 3] = [(Action::Do, "choose"), (Action::Back, "back"), (Action::Help, "")];
/// The same where the arrows move a day.
const CHOOSE_DAY: [frame::Hint; 5] =
    [(Action::Do, "choose"), (Action::Left, "a day earlier"), (Action::Right, "a day later"), (Action::Back, "back"), (Action::Help, "")];

/// Draws the pane.
pub(super) fn draw(screen: &PlanScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let now = screen.now(cx);
    let right = match &now {
        Some(now) if !screen.chooses() => match now.history.run.day1.or(now.history.run.baseline_day) {
            Some(from) => format!("{}, from {}", now.plan.name, from.date().format("%-d %B")),
            None => now.plan.name.clone(),
        },
        _ => String::new(),
    };
    frame::tabs(area, Action::Plan, &right, buf, cx);
    if !screen.is_read {
        return;
    }
    match &now {
        _ if screen.chooses() => choose::draw(screen, area, buf, cx),
        Some(now) => running(screen, now, area, buf, cx),
        None => {
            let body = chrome::Frame::of(area).body;
            text::put(body.x, body.y, "The plan that runs is not among the plans here.", cx.theme.style(Role::Soft), body, buf);
            text::put(
                body.x,
                body.y + 1,
                "Its file may be missing or hidden; nothing of it is lost.",
                cx.theme.style(Role::Quiet),
                body,
                buf,
            );
        }
    }
    match screen.question.as_ref().zip(screen.asked(cx)) {
        Some(((question, choices), asked)) => {
            let says: Vec<&str> = asked.says.iter().map(String::as_str).collect();
            let lines: Vec<&str> = asked.lines.iter().map(|(words, _)| words.as_str()).collect();
            choices.draw(&asked.title, &says, &lines, area, buf, cx);
            frame::hints(area, KeyContext::Dialog, of_question(question), buf, cx);
        }
        None => frame::hints(area, KeyContext::List, &hints(screen, now.as_ref(), cx), buf, cx),
    }
}

fn of_question(question: &ask::Question) -> &'static [frame::Hint] {
    if matches!(question, ask::Question::PauseTo(..)) { &CHOOSE_DAY } else { &CHOOSE }
}

/// The hints while nothing is asked.
fn hints(screen: &PlanScreen, now: Option<&Now>, cx: &Context) -> Vec<frame::Hint> {
    let mut hints = Vec::new();
    match now {
        _ if screen.chooses() => {
            hints.push((Action::Do, if choose::is_past(screen, cx) { "its review" } else { "begin it" }));
            if choose::last_page(screen, cx) > 0 {
                hints.push((Action::Right, "more"));
            }
            hints.push((Action::Back, "back"));
        }
        Some(now) => {
            match screen.on_enter(now) {
                OnEnter::Start => hints.push((Action::Do, "begin")),
                OnEnter::Rate => hints.push((Action::Do, "rate")),
                OnEnter::Ask => hints.push((Action::Do, "this day")),
                OnEnter::Review => hints.push((Action::Do, "look back")),
                OnEnter::Tick => hints.extend([(Action::Mark, "tick"), (Action::Down, "next habit")]),
                OnEnter::TakeUp => hints.push((Action::Do, "choose")),
                OnEnter::Nothing => {}
            }
            hints.extend([(Action::Left, "day"), (Action::Edit, "change the plan"), (Action::LogPain, ""), (Action::Undo, "undo")]);
        }
        None => {}
    }
    hints.extend([(Action::Warnings, ""), (Action::Help, "")]);
    hints
}

/// What a click on a cell stands for.
pub(super) fn under(screen: &PlanScreen, at: Position, cx: &Context) -> Option<Message> {
    if let Some(((question, choices), asked)) = screen.question.as_ref().zip(screen.asked(cx)) {
        let says: Vec<&str> = asked.says.iter().map(String::as_str).collect();
        let lines: Vec<&str> = asked.lines.iter().map(|(words, _)| words.as_str()).collect();
        let line = choices.under(&says, &lines, at, cx);
        return line.or_else(|| frame::hint_at(KeyContext::Dialog, of_question(question), at, cx));
    }
    let now = screen.now(cx);
    if let Some(tab) = frame::tab_at(Action::Plan, at, cx) {
        return Some(tab);
    }
    if !screen.is_read {
        return None;
    }
    let hint = frame::hint_at(KeyContext::List, &hints(screen, now.as_ref(), cx), at, cx);
    if hint.is_some() || screen.chooses() {
        return hint.or_else(|| choose::row_at(screen, at, cx).map(Message::Select));
    }
    let now = now?;
    let laid = Laid::of(screen, &now, cx.area(), cx);
    if laid.button().is_some_and(|button| button.contains(at)) {
        return Some(Message::Action(Action::Do));
    }
    if let Some((action, _)) = laid.beside(cx).filter(|(_, spot)| spot.contains(at)) {
        return Some(Message::Action(action));
    }
    let habit = habit_list(screen, &now, laid.habits, cx, |list, room| list.item_at(room, at));
    if let Some(habit) = habit {
        return Some(Message::Select(first_habit(&now) + habit));
    }
    let room = chrome::Frame::of(cx.area()).body;
    days::day_at(&now, laid.cursor, room, cx.area(), at).map(|day| Message::Select(usize::from(day)))
}

/// By which number the first habit is clicked on: they are counted on after the days.
pub(super) fn first_habit(now: &Now) -> usize {
    usize::from(now.history.run.length) + 1
}

/// What stands under the days, and where.
struct Laid {
    /// The plan day under the cursor.
    cursor: u16,
    look: Look,
    /// The room for the words, and the one beside it for the chart.
    room: Rect,
    chart: Option<Rect>,
    lines: Vec<(String, Style)>,
    /// The rows of the habits.
    habits: Rect,
    /// The words of the button, what its key is called, and its row.
    label: String,
    key: String,
    y: u16,
    /// What else one may do.
    other: Option<(Action, String)>,
}

impl Laid {
    fn of(screen: &PlanScreen, now: &Now, area: Rect, cx: &Context) -> Self {
        let frame = chrome::Frame::of(area);
        let look = look(now.history, &now.standing, now.history.run.length);
        let cursor = screen.day_under(now).map_or(1, |day| day.number);
        let below = days::below(now, cursor, frame.body, area);
        let has_chart = area.width >= 100 && look.pairs.iter().any(|pair| pair.before.is_some() || pair.after.is_some());
        let wide = if has_chart { 54 } else { frame.body.width.min(66) };
        let room = Rect { y: below, height: frame.footer.y.saturating_sub(below + 1), width: wide, ..frame.body };
        let x = frame.body.x + 60;
        let chart = has_chart.then_some(Rect { x, width: frame.body.right().saturating_sub(x), ..room });
        let lines = lines(screen, now, cursor, &look, cx);
        let label = label(screen, now, cursor);
        // the habits keep their rows, and the button its own
        let kept = match now.standing.today {
            Some(_) if now.is_of_habits() => u16::try_from(now.habits.len()).unwrap_or(u16::MAX),
            _ => 0,
        };
        let said: u16 = lines.iter().map(|(words, style)| Paragraph::new(words, *style).height(room.width)).sum();
        let most = room.height.saturating_sub(kept + u16::from(!label.is_empty()));
        let gap = u16::from(said < most);
        let y = room.y + said.min(most) + gap;
        let habits = Rect { y, height: kept.min(room.bottom().saturating_sub(y)), ..room };
        let y = if kept > 0 { habits.bottom() } else { y };
        let y = y.min(room.bottom().saturating_sub(1));
        let key = cx.key(KeyContext::List, Action::Do);
        Self { cursor, look, room, chart, lines, habits, label, key, y, other: other(screen, now, cursor) }
    }

    /// The cells of the button.
    fn button(&self) -> Option<Rect> {
        let width = text::columns(&self.key) + text::columns(&self.label) + 7;
        (!self.label.is_empty()).then_some(Rect { y: self.y, height: 1, width, ..self.room })
    }

    /// What stands beside the button, and where.
    fn beside(&self, cx: &Context) -> Option<(Action, Rect)> {
        let (action, words) = self.other.as_ref()?;
        let x = self.button().map_or(self.room.x, |button| button.right() + 3);
        let width = text::columns(&cx.key(KeyContext::List, *action)) + 2 + text::columns(words);
        Some((*action, Rect { x, y: self.y, width, height: 1 }))
    }
}

/// A run that is open.
fn running(screen: &PlanScreen, now: &Now, area: Rect, buf: &mut Buffer, cx: &Context) {
    let laid = Laid::of(screen, now, area, cx);
    let room = laid.room;
    days::draw(now, &laid.look.pairs, laid.cursor, chrome::Frame::of(area).body, area, buf, cx);
    let mut y = room.y;
    for (words, style) in &laid.lines {
        let end = if laid.habits.height > 0 { laid.habits.y } else { laid.y };
        y += Paragraph::new(words, *style).draw(Rect { y, height: end.saturating_sub(y), ..room }, buf);
    }
    habit_list(screen, now, laid.habits, cx, |list, room| list.draw(room, cx.theme, buf));
    if laid.button().is_some() {
        chrome::button(room.x, laid.y, &laid.key, &laid.label, cx.theme, room, buf);
    }
    if let (Some((action, spot)), Some((_, words))) = (laid.beside(cx), &laid.other) {
        chrome::choice(spot.x, spot.y, &cx.key(KeyContext::List, action), words, cx.theme, room, buf);
    }
    if let Some(room) = laid.chart {
        strip::legend(room.x + strip::AXIS, room.y, cx.theme, room, buf);
        let days = strip_days(&laid.look, &now.standing, now.today);
        Strip { days: &days, axis: true }.draw(
            Rect { y: room.y + 1, height: room.height.saturating_sub(1).min(8), ..room },
            cx.theme,
            cx.marker,
            buf,
        );
    }
}

/// Where the run is, in words.
fn lines(screen: &PlanScreen, now: &Now, cursor: u16, look: &Look, cx: &Context) -> Vec<(String, Style)> {
    let (soft, quiet, care) = (cx.theme.style(Role::Soft), cx.theme.style(Role::Quiet), cx.theme.style(Role::Care));
    let mut lines = vec![(words::title(&now.standing, now.history.run.length, now.today), cx.theme.bold(Role::Text))];
    let key = cx.key(KeyContext::List, Action::Warnings);
    if screen.is_warned {
        lines.push((words::warned(&key), care));
    }
    lines.extend(verdict::worse(now.history, &now.standing, &key).map(|words| (words, care)));
    let day = screen.day_under(now).filter(|day| screen.cursor.is_some() && day.on.is_some_and(|on| on != now.today));
    match day {
        Some(day) => {
            let pair = look.pairs.get(usize::from(cursor).saturating_sub(1)).copied().unwrap_or_default();
            lines.push((words::day(now.history, day, pair), soft));
        }
        None => lines.push((words::asks(now.history, &now.standing, now.plan, now.today), soft)),
    }
    if !matches!(now.standing.stage, Stage::Baseline { .. }) {
        lines.push((words::adherence(&now.standing, now.plan), soft));
    }
    if let Some(strength) = words::strength(&now.standing, now.plan) {
        lines.push((strength, soft));
    }
    if let Some(end) = now.standing.end {
        lines.push((format!("{} {}.", if end < now.today { "Ended" } else { "Ends" }, words::date(end)), quiet));
    }
    lines.retain(|(words, _)| !words.is_empty());
    lines
}

/// The words of the button; none where Enter does nothing, or where what it does is seen on the row it stands on.
fn label(screen: &PlanScreen, now: &Now, cursor: u16) -> String {
    match screen.on_enter(now) {
        OnEnter::Start => format!("Do day {cursor}"),
        OnEnter::Rate => "Rate the pain now".to_owned(),
        OnEnter::Ask => format!("What about day {cursor}"),
        OnEnter::TakeUp => "Choose the habits".to_owned(),
        OnEnter::Review => now
            .standing
            .review
            .map(|day| if day == now.history.run.length { "The review".to_owned() } else { format!("Look back, day {day}") })
            .unwrap_or_default(),
        OnEnter::Tick | OnEnter::Nothing => String::new(),
    }
}

/// What else one may do: a look back that waits, or a day that is open.
fn other(screen: &PlanScreen, now: &Now, cursor: u16) -> Option<(Action, String)> {
    let on_enter = screen.on_enter(now);
    let open = now.open_day().filter(|day| day.number != cursor);
    let reviewed = now.standing.review.filter(|_| matches!(on_enter, OnEnter::Start | OnEnter::Tick | OnEnter::TakeUp));
    match (open, reviewed) {
        (_, Some(day)) => Some((Action::Edit, format!("a look back, day {day}"))),
        (Some(day), None) if on_enter != OnEnter::Ask => {
            // one step to the left, or by its line among the changes
            let action = if day.number + 1 == cursor { Action::Left } else { Action::Edit };
            Some((action, format!("day {} is open", day.number)))
        }
        _ => None,
    }
}

/// The habits of today with their room, for drawing them and for finding what lies under a click.
fn habit_list<T>(screen: &PlanScreen, now: &Now, room: Rect, cx: &Context, then: impl FnOnce(&List, Rect) -> T) -> T {
    let names: Vec<String> = now.habits.iter().map(|line| ask::named(&line.habit, cx).name).collect();
    let mark = |at: usize| Mark::of(now.habits[at].ticks.contains(&now.today));
    let rows: Vec<Row> = names.iter().enumerate().map(|(at, name)| Row::Item { name, detail: "", short: "", mark: mark(at) }).collect();
    let selected = (screen.on_enter(now) == OnEnter::Tick).then_some(screen.habit);
    let room = Rect { x: room.x.saturating_sub(2), width: room.width.min(46) + 4, ..room };
    then(&List { rows: &rows, selected, top: None }, room)
}
