//! The look back and the review: how many, how high, which days; before and after side by side; and what the guides say comes next. It judges
//! nothing, but says when it has become worse.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::frame;
use super::words::{self, mean};
use crate::app::{Context, Effect, Message, Screen};
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::{Day, Plan, Score};
use crate::plan::{History, Look, Series, Stage, Standing, look, standing, worse};
use crate::store::{PlanReply, PlanRequest, Reply, Request};
use crate::widgets::chrome;
use crate::widgets::strip::{self, Strip, StripDay, When};
use crate::widgets::text::Paragraph;

/// The most days a chart holds side by side.
const CHART: usize = 14;

/// The review of the open run, or of the last.
#[derive(Debug)]
pub(in crate::screens) struct ReviewScreen {
    day: Day,
    history: Option<Box<History>>,
    page: usize,
}

impl ReviewScreen {
    pub(in crate::screens) fn new(cx: &Context) -> Self {
        Self { day: cx.day(), history: None, page: 0 }
    }

    fn read(&mut self, cx: &Context) -> Vec<Effect> {
        self.day = cx.day();
        vec![Effect::Ask(Request::Plan(PlanRequest::Last))]
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
fn done(standing: &Standing) -> String {
    let tally = standing.tally;
    let mut parts = vec![format!("{} done", words::days(tally.done))];
    if tally.short > 0 {
        parts.push(format!("{} of them short", tally.short));
    }
    for (count, word) in
        [(tally.partial, "partial"), (tally.excused, "excused"), (tally.missed - tally.partial, "open"), (tally.left, "to come")]
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

/// The chart in words: each number in its order, a dot where there is none.
fn in_words(look: &Look, standing: &Standing, today: Day) -> String {
    let shown: Vec<_> =
        standing.days.iter().zip(&look.pairs).filter(|(day, _)| day.on.is_some_and(|on| on <= today)).map(|(_, pair)| *pair).collect();
    let shown = &shown[shown.len().saturating_sub(CHART)..];
    let row = |of: fn(&crate::plan::Pair) -> Option<Score>| {
        shown.iter().map(|pair| of(pair).map_or("–".to_owned(), |score| score.value().to_string())).collect::<Vec<_>>().join(" ")
    };
    format!("Before: {}. After: {}.", row(|pair| pair.before), row(|pair| pair.after))
}

impl Screen for ReviewScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn opened(&mut self, cx: &Context) -> Vec<Effect> {
        self.read(cx)
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let pages = if is_wide(cx.size.width) { 1 } else { 2 };
        match message {
            Message::Stored(_, Ok(Reply::Plan(PlanReply::Run(history)))) => self.history.clone_from(history),
            Message::Outside | Message::NewDay => return self.read(cx),
            Message::Action(Action::Right | Action::Down | Action::PageDown | Action::Do) if self.page + 1 < pages => self.page += 1,
            Message::Action(Action::Left | Action::Up | Action::PageUp) => self.page = self.page.saturating_sub(1),
            Message::Action(Action::Do | Action::Back) => return vec![Effect::Back],
            Message::Resized => self.page = 0,
            _ => {}
        }
        Vec::new()
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let frame = chrome::Frame::of(area);
        let hints: &[frame::Hint] = match (self.page, is_wide(area.width)) {
            (_, true) => &[(Action::Back, "back"), (Action::Warnings, ""), (Action::Help, "")],
            (0, false) => &[(Action::Do, "what comes next"), (Action::Back, "back"), (Action::Warnings, ""), (Action::Help, "")],
            _ => &[(Action::Do, "back"), (Action::Left, "the numbers"), (Action::Warnings, ""), (Action::Help, "")],
        };
        frame::hints(area, KeyContext::Dialog, hints, buf, cx);
        let Some(history) = &self.history else { return };
        let Some(plan) = cx.library.plan(&history.run.plan) else { return };
        let standing = standing(history, plan, self.day);
        let until = standing.review.unwrap_or(history.run.length);
        let is_last = until == history.run.length && !matches!(standing.stage, Stage::Running(n) if n < until);
        let title = if is_last { format!("Day {until}, the review") } else { format!("Day {until}, a look back") };
        let dates = match (standing.days.first().and_then(|day| day.on), standing.days.get(usize::from(until) - 1).and_then(|day| day.on)) {
            (Some(from), Some(to)) => format!("{} to {}", words::date(from), words::date(to)),
            _ => String::new(),
        };
        chrome::title(frame.header, [&title, &plan.name], [&dates, ""], cx.theme, buf);
        let height = frame.footer.y.saturating_sub(frame.body.y + 1);
        let room = Rect { height, ..frame.body };
        if is_wide(area.width) {
            let half = Rect { width: 56, ..room };
            numbers(history, &standing, until, self.day, half, buf, cx);
            let x = room.x + 64;
            next(plan, Rect { x, width: room.right().saturating_sub(x), ..room }, buf, cx);
        } else if self.page == 0 {
            numbers(history, &standing, until, self.day, room, buf, cx);
        } else {
            next(plan, Rect { width: room.width.min(66), ..room }, buf, cx);
        }
    }
}

fn is_wide(width: u16) -> bool {
    width >= 100
}

/// What the numbers say, with the chart between.
fn numbers(history: &History, standing: &Standing, until: u16, today: Day, room: Rect, buf: &mut Buffer, cx: &Context) {
    let (text, soft, quiet) = (cx.theme.style(Role::Text), cx.theme.style(Role::Soft), cx.theme.style(Role::Quiet));
    let look = look(history, standing, until);
    let mut lines = vec![
        (done(standing), text),
        (
            format!(
                "{} {} on {}.",
                look.ratings,
                if look.ratings == 1 { "rating" } else { "ratings" },
                words::days(u16::try_from(look.rated_days).unwrap_or(u16::MAX))
            ),
            quiet,
        ),
        (series("Before a session", look.before), soft),
        (series("After it", look.after), soft),
    ];
    if let (Some(baseline), Some(last)) = (look.baseline, look.last) {
        lines.push((
            format!(
                "Before day 1: mean {} of {}. Last days: mean {} of {}.",
                mean(baseline.tenths()),
                days_of(baseline),
                mean(last.tenths()),
                days_of(last)
            ),
            soft,
        ));
    }
    let has_numbers = look.pairs.iter().any(|pair| pair.before.is_some() || pair.after.is_some());
    let mut under = Vec::new();
    if has_numbers {
        under.push((in_words(&look, standing, today), quiet));
    }
    if let Some(worse) = worse(history, standing) {
        under.insert(0, (words::worse(worse, &cx.key(KeyContext::Dialog, Action::Warnings)), cx.theme.style(Role::Care)));
    } else {
        under.push(("Pain rises and falls by itself; two weeks of numbers name no cause.".to_owned(), quiet));
    }
    let rows = |lines: &[(String, ratatui::style::Style)]| {
        lines.iter().map(|(words, style)| Paragraph::new(words, *style).height(room.width)).sum::<u16>()
    };
    let chart = room.height.saturating_sub(rows(&lines) + rows(&under) + 3).min(9);
    let mut y = room.y;
    let say = |lines: &[(String, ratatui::style::Style)], y: &mut u16, buf: &mut Buffer| {
        for (words, style) in lines {
            *y += Paragraph::new(words, *style).draw(Rect { y: *y, height: room.bottom().saturating_sub(*y), ..room }, buf);
        }
    };
    say(&lines, &mut y, buf);
    let days = strip_days(&look, standing, today);
    if chart >= 3 && has_numbers {
        y += 1;
        strip::legend(room.x + strip::AXIS, y, cx.theme, room, buf);
        Strip { days: &days, axis: true }.draw(Rect { y: y + 1, height: chart - 1, ..room }, cx.theme, cx.marker, buf);
        y += chart + 1;
    } else {
        y += 1;
    }
    say(&under, &mut y, buf);
}

fn days_of(series: Series) -> String {
    words::days(u16::try_from(series.n).unwrap_or(u16::MAX))
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
