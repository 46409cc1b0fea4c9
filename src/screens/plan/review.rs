//! The look back and the review: how many, how high, which days; before and after side by side; what the numbers can carry, and no more; and what the
//! guides say comes next.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::super::frame;
use super::super::today::habit_name;
use super::verdict;
use super::words::{self, mean};
use crate::app::{Context, Effect, Message, Screen};
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::{Day, Plan, Score, Uid};
use crate::insight::{Changes, Gate, around};
use crate::plan::{History, Look, Series, Stage, Standing, Tally, look, standing};
use crate::store::{HabitLine, HabitReply, HabitRequest, PlanReply, PlanRequest, Reply, Request};
use crate::widgets::chrome;
use crate::widgets::strip::{self, Strip, StripDay, When};
use crate::widgets::text::Paragraph;

/// What stands beside every change.
const NATURAL: &str = "Pain rises and falls by itself; these numbers name no cause.";

/// The most days a chart holds side by side.
const CHART: usize = 14;

/// The review of a run: of the open one, or of the last, where none is named.
#[derive(Debug)]
pub(in crate::screens) struct ReviewScreen {
    run: Option<Uid>,
    day: Day,
    history: Option<Box<History>>,
    /// The habits that were kept on the days it looks back on.
    habits: Vec<HabitLine>,
    /// The changes around its sessions, added up.
    changes: Changes,
    /// Whether a warning sign waits to be seen to.
    is_warned: bool,
    page: usize,
}

impl ReviewScreen {
    pub(in crate::screens) fn new(run: Option<Uid>, cx: &Context) -> Self {
        Self { run, day: cx.day(), history: None, habits: Vec::new(), changes: Changes::default(), is_warned: false, page: 0 }
    }

    fn read(&mut self, cx: &Context) -> Vec<Effect> {
        self.day = cx.day();
        let run = self.run.map_or(PlanRequest::Last, PlanRequest::One);
        vec![Effect::Ask(Request::Plan(run)), Effect::Ask(Request::Warning)]
    }

    /// Takes up the run, and asks which habits its days were made of, or what its sessions changed.
    fn learn(&mut self, history: Option<&History>, cx: &Context) -> Vec<Effect> {
        self.history = history.cloned().map(Box::new);
        let Some(back) = self.back(cx) else { return Vec::new() };
        let Some((from, to)) = back.day(1).zip(back.day(back.until)) else { return Vec::new() };
        let is_of_habits = back.history.run.is_of_habits();
        vec![Effect::Ask(if is_of_habits { Request::Habit(HabitRequest::Kept { from, to }) } else { Request::Changes { from, to } })]
    }

    /// What it looks back on.
    fn back<'a>(&'a self, cx: &'a Context) -> Option<Back<'a>> {
        let history = self.history.as_deref()?;
        let plan = cx.library.plan(&history.run.plan)?;
        let today = history.run.ended_day.map_or(self.day, |ended| ended.min(self.day));
        let standing = standing(history, plan, today);
        let (length, reached) = (history.run.length, standing.reached(today));
        let (until, title) = match (&standing.stage, standing.review) {
            (Stage::Ended(_), _) if reached == 0 => (0, "Ended before day 1".to_owned()),
            (Stage::Ended(_), _) if reached < length => (reached, format!("Ended on day {reached}")),
            (Stage::Ended(_) | Stage::Over, _) => (length, format!("Day {length}, the review")),
            (_, Some(day)) if day == length => (length, format!("Day {length}, the review")),
            (_, Some(day)) => (day, format!("Day {day}, a look back")),
            (_, None) => (reached, format!("{} so far", words::days(reached))),
        };
        Some(Back { history, plan, standing, until, title, today })
    }
}

/// The run a review looks back on, up to which plan day, and under which title.
struct Back<'a> {
    history: &'a History,
    plan: &'a Plan,
    standing: Standing,
    until: u16,
    title: String,
    today: Day,
}

impl Back<'_> {
    /// The calendar day of a plan day.
    fn day(&self, number: u16) -> Option<Day> {
        self.standing.days.get(usize::from(number.checked_sub(1)?)).and_then(|day| day.on)
    }

    /// The last day that is looked at, today at most.
    fn last(&self) -> Day {
        self.day(self.until).map_or(self.today, |day| day.min(self.today))
    }
}

/// The days of a look as the chart draws them: the last of them if there are more than fit.
pub(super) fn strip_days(look: &Look, standing: &Standing, today: Day) -> Vec<StripDay> {
    let last = standing.days.iter().take(look.pairs.len()).rposition(|day| day.on.is_some_and(|on| on <= today)).map_or(0, |at| at + 1);
    let from = last.max(CHART.min(look.pairs.len())).saturating_sub(CHART);
    let days = standing.days.iter().zip(&look.pairs).skip(from).take(CHART);
    days.map(|(day, pair)| StripDay {
        number: u8::try_from(day.number).unwrap_or(u8::MAX),
        before: pair.before,
        after: pair.after,
        when: match day.on {
            Some(on) if on < today => When::Past,
            Some(on) if on == today => When::Today,
            _ => When::Ahead,
        },
    })
    .collect()
}

/// `5 days done, 1 of them short; 1 excused; 1 open.` over the plan days up to `until`.
fn done(tally: Tally) -> String {
    let mut parts = vec![format!("{} done", words::days(tally.done))];
    if tally.short > 0 {
        parts.push(format!("{} of them short", tally.short));
    }
    for (count, word) in
        [(tally.partial, "partial"), (tally.excused, "excused"), (tally.missed - tally.partial, "open"), (tally.left, "still to do")]
    {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    format!("{}.", parts.join(", "))
}

/// `before   5 ratings, mean 5.0, from 4 to 6`
fn series(name: &str, series: Option<Series>) -> String {
    match series {
        None => format!("{name}: no ratings."),
        Some(Series { n: 1, min, .. }) => format!("{name}: 1 rating, {min}."),
        Some(found) => format!("{name}: {} ratings, mean {}, from {} to {}.", found.n, mean(found.tenths()), found.min, found.max),
    }
}

/// The chart in words: the days that have numbers, in their order, and how many have none.
fn in_words(look: &Look, standing: &Standing, today: Day) -> String {
    let days: Vec<_> = standing.days.iter().zip(&look.pairs).filter(|(day, _)| day.on.is_some_and(|on| on <= today)).collect();
    let days = &days[days.len().saturating_sub(CHART)..];
    let said: Vec<String> = days
        .iter()
        .filter_map(|(day, pair)| match (pair.before.map(Score::value), pair.after.map(Score::value)) {
            (Some(before), Some(after)) => Some(format!("day {}: {before}, {after}", day.number)),
            (Some(before), None) => Some(format!("day {}: {before}, none", day.number)),
            (None, Some(after)) => Some(format!("day {}: none, {after}", day.number)),
            (None, None) => None,
        })
        .collect();
    let without = match days.len() - said.len() {
        0 => String::new(),
        1 => " 1 day without numbers.".to_owned(),
        more => format!(" {more} days without numbers."),
    };
    format!("Before and after: {}.{without}", said.join("; "))
}

impl Screen for ReviewScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn opened(&mut self, cx: &Context) -> Vec<Effect> {
        self.read(cx)
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let pages = self.pages(cx);
        match message {
            Message::Stored(_, Ok(Reply::Plan(PlanReply::Run(history)))) if self.run.is_none() => {
                return self.learn(history.as_deref(), cx);
            }
            Message::Stored(_, Ok(Reply::Plan(PlanReply::One(history)))) => return self.learn(history.as_deref(), cx),
            Message::Stored(_, Ok(Reply::Habit(HabitReply::Kept(habits)))) => self.habits.clone_from(habits),
            Message::Stored(_, Ok(Reply::Changes(changes))) => self.changes.clone_from(changes),
            Message::Stored(_, Ok(Reply::Warning(found))) => self.is_warned = found.is_some(),
            Message::Outside | Message::NewDay => return self.read(cx),
            Message::Action(Action::Right | Action::Down | Action::PageDown | Action::Do) if self.page + 1 < pages => self.page += 1,
            Message::Action(Action::Left | Action::Up | Action::PageUp) => self.page = self.page.saturating_sub(1),
            Message::Action(Action::Do | Action::Back) => return vec![Effect::Back],
            Message::Resized => self.page = 0,
            _ => {}
        }
        Vec::new()
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        frame::hint_at(KeyContext::Dialog, self.hints(cx), at, cx)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let frame = chrome::Frame::of(area);
        frame::hints(area, KeyContext::Dialog, self.hints(cx), buf, cx);
        let Some(back) = self.back(cx) else {
            if self.history.is_some() {
                let words = "The plan of these days is not among the plans here. Nothing of them is lost.";
                Paragraph::new(words, cx.theme.style(Role::Soft)).draw(frame.body, buf);
            }
            return;
        };
        let dates = match (back.day(1), back.day(back.until)) {
            (Some(from), Some(to)) => format!("{} to {}", words::date(from), words::date(to)),
            _ => String::new(),
        };
        chrome::title(frame.header, [&back.title, &back.plan.name], [&dates, ""], cx.theme, buf);
        let height = frame.footer.y.saturating_sub(frame.body.y + 1);
        let room = Rect { height, ..frame.body };
        if is_wide(area.width) {
            self.numbers(&back, Rect { width: 56, ..room }, buf, cx);
            let x = room.x + 64;
            next(back.plan, Rect { x, width: room.right().saturating_sub(x), ..room }, buf, cx);
        } else if self.page == 0 {
            self.numbers(&back, room, buf, cx);
        } else if self.page + 1 < self.pages(cx) {
            say(&self.beyond(&back, cx), room, buf);
        } else {
            next(back.plan, Rect { width: room.width.min(66), ..room }, buf, cx);
        }
    }
}

fn is_wide(width: u16) -> bool {
    width >= 100
}

impl ReviewScreen {
    fn hints(&self, cx: &Context) -> &'static [frame::Hint] {
        match (self.page, self.pages(cx)) {
            (_, 1) => &[(Action::Back, "back"), (Action::Warnings, ""), (Action::Help, "")],
            (0, 3) => &[(Action::Do, "around sessions, over weeks"), (Action::Back, "back"), (Action::Warnings, ""), (Action::Help, "")],
            (0, 2) | (1, 3) => &[(Action::Do, "what comes next"), (Action::Back, "back"), (Action::Warnings, ""), (Action::Help, "")],
            _ => &[(Action::Do, "back"), (Action::Left, "the numbers"), (Action::Warnings, ""), (Action::Help, "")],
        }
    }

    /// What the numbers say above the chart: what asks for care first, then what was done and how it was.
    fn above(&self, back: &Back, look: &Look, cx: &Context) -> Vec<(String, Style)> {
        let (text, soft, care) = (cx.theme.style(Role::Text), cx.theme.style(Role::Soft), cx.theme.style(Role::Care));
        let key = cx.key(KeyContext::Dialog, Action::Warnings);
        let warned = self.is_warned.then(|| words::warned(&key));
        let worse = verdict::worse(back.history, &back.standing, &key);
        let severe = verdict::severe(back.history, &back.standing, back.last(), &key);
        let mut lines: Vec<(String, Style)> = [warned, worse, severe].into_iter().flatten().map(|words| (words, care)).collect();
        let done = done(back.standing.tally_until(back.until, back.today));
        let rated = words::days(u16::try_from(look.rated_days).unwrap_or(u16::MAX));
        let ratings = match look.ratings {
            0 => "No ratings.".to_owned(),
            1 => "1 rating.".to_owned(),
            more => format!("{more} ratings on {rated}."),
        };
        lines.push((format!("{done} {ratings}"), text));
        if back.history.run.is_of_habits() {
            for line in &self.habits {
                let ticks = words::days(u16::try_from(line.ticks.len()).unwrap_or(u16::MAX));
                lines.push((format!("{}: {ticks}.", habit_name(&line.habit, cx)), soft));
            }
        } else {
            lines.extend([(series("Before a session", look.before), soft), (series("After it", look.after), soft)]);
        }
        if look.ratings > 0 {
            lines.push((verdict::compared(back.history, &back.standing, back.last()), text));
        }
        lines.push((NATURAL.to_owned(), cx.theme.style(Role::Quiet)));
        lines
    }

    /// How many pages there are: the numbers, what else they carry where there is any, what comes next.
    fn pages(&self, cx: &Context) -> usize {
        let has_more = || self.back(cx).is_some_and(|back| !self.beyond(&back, cx).is_empty());
        if is_wide(cx.size.width) { 1 } else { 2 + usize::from(has_more()) }
    }

    /// What else the numbers carry: around a session, and over all days.
    fn beyond(&self, back: &Back, cx: &Context) -> Vec<(String, Style)> {
        let around = around(&self.changes, &Gate::default()).map(|found| crate::insight::words::around(&found));
        let going = verdict::going(back.history, &back.standing, back.last());
        let mut lines: Vec<(String, Style)> = around.into_iter().chain(going).map(|words| (words, cx.theme.style(Role::Soft))).collect();
        // beside every change, on whichever page
        if !lines.is_empty() && !is_wide(cx.size.width) {
            lines.push((NATURAL.to_owned(), cx.theme.style(Role::Quiet)));
        }
        lines
    }

    /// What the numbers say, with the chart between.
    fn numbers(&self, back: &Back, room: Rect, buf: &mut Buffer, cx: &Context) {
        let (standing, today) = (&back.standing, back.today);
        let look = look(back.history, standing, back.until);
        let mut lines = self.above(back, &look, cx);
        if is_wide(cx.size.width) {
            // the ups and downs stay the last word
            let natural = lines.pop();
            lines.extend(self.beyond(back, cx).into_iter().chain(natural));
        }
        let has_numbers = look.pairs.iter().any(|pair| pair.before.is_some() || pair.after.is_some());
        let said = has_numbers.then(|| (in_words(&look, standing, today), cx.theme.style(Role::Quiet)));
        let under = said.as_slice();
        let rows =
            |lines: &[(String, Style)]| lines.iter().map(|(words, style)| Paragraph::new(words, *style).height(room.width)).sum::<u16>();
        let chart = room.height.saturating_sub(rows(&lines) + rows(under) + 3).min(9);
        let mut y = say(&lines, room, buf);
        let days = strip_days(&look, standing, today);
        if chart >= 3 && has_numbers {
            y += 1;
            strip::legend(room.x + strip::AXIS, y, cx.theme, room, buf);
            Strip { days: &days, axis: true }.draw(Rect { y: y + 1, height: chart - 1, ..room }, cx.theme, cx.marker, buf);
            y += chart + 1;
        } else {
            y += 1;
        }
        say(under, Rect { y, height: room.bottom().saturating_sub(y), ..room }, buf);
    }
}

/// Paragraphs one below the other; answers the row after them.
fn say(lines: &[(String, Style)], room: Rect, buf: &mut Buffer) -> u16 {
    lines.iter().fold(room.y, |y, (words, style)| {
        y + Paragraph::new(words, *style).draw(Rect { y, height: room.bottom().saturating_sub(y), ..room }, buf)
    })
}

/// What the guides say comes next.
fn next(plan: &Plan, room: Rect, buf: &mut Buffer, cx: &Context) {
    let mut y = room.y;
    y += Paragraph::new("What comes next", cx.theme.bold(Role::Text)).draw(room, buf);
    for line in &plan.after {
        let left = Rect { y: y + 1, height: room.bottom().saturating_sub(y + 1), ..room };
        y += 1 + Paragraph::new(line, cx.theme.style(Role::Soft)).draw(left, buf);
    }
}
