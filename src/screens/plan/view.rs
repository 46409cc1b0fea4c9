//! How the plan looks: the days, and under them where it is, what is asked, how much is done, and the one button.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::frame;
use super::ask::Now;
use super::review::strip_days;
use super::{OnEnter, PlanScreen, choose, days, words};
use crate::app::Context;
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::plan::{DayState, Stage, look, worse};
use crate::widgets::chrome;
use crate::widgets::strip::{self, Strip};
use crate::widgets::text::{self, Paragraph};

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
    let mut hints = Vec::new();
    match now {
        _ if screen.chooses() => {
            choose::draw(screen, area, buf, cx);
            hints.push((Action::Do, "begin it"));
            if choose::last_page(screen, cx) > 0 {
                hints.push((Action::Right, "more"));
            }
            if screen.history.is_some() && !screen.choosing {
                hints.push((Action::Edit, "the last review"));
            }
            hints.push((Action::Back, "back"));
        }
        Some(now) => {
            running(screen, &now, area, buf, cx);
            match screen.on_enter(&now) {
                OnEnter::Start => hints.push((Action::Do, "begin")),
                OnEnter::Ask => hints.push((Action::Do, "this day")),
                OnEnter::Review => hints.push((Action::Do, "look back")),
                OnEnter::Nothing => {}
            }
            hints.extend([(Action::Left, "day"), (Action::Edit, "change the plan"), (Action::LogPain, ""), (Action::Undo, "undo")]);
        }
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
    hints.extend([(Action::Warnings, ""), (Action::Help, "")]);
    let question = screen.question.as_ref().zip(screen.asked(cx));
    if question.is_none() {
        frame::hints(area, KeyContext::List, &hints, buf, cx);
    }
    if let Some(((_, choices), asked)) = question {
        let says: Vec<&str> = asked.says.iter().map(String::as_str).collect();
        let lines: Vec<&str> = asked.lines.iter().map(|(words, _)| words.as_str()).collect();
        choices.draw(&asked.title, &says, &lines, area, buf, cx);
        frame::hints(area, KeyContext::Dialog, &[(Action::Do, "choose"), (Action::Back, "back"), (Action::Help, "")], buf, cx);
    }
}

/// A run that is open.
fn running(screen: &PlanScreen, now: &Now, area: Rect, buf: &mut Buffer, cx: &Context) {
    let frame = chrome::Frame::of(area);
    let look = look(now.history, &now.standing, now.history.run.length);
    let cursor = screen.day_under(now).map_or(1, |day| day.number);
    let below = days::draw(now, &look.pairs, cursor, frame.body, area, buf, cx);
    let has_chart = area.width >= 100 && look.pairs.iter().any(|pair| pair.before.is_some() || pair.after.is_some());
    let wide = if has_chart { 54 } else { frame.body.width.min(66) };
    let room = Rect { y: below, height: frame.footer.y.saturating_sub(below + 1), width: wide, ..frame.body };
    said(screen, now, cursor, room, buf, cx);
    if has_chart {
        let x = frame.body.x + 60;
        let room = Rect { x, width: frame.body.right().saturating_sub(x), ..room };
        strip::legend(room.x + strip::AXIS, room.y, cx.theme, room, buf);
        let days = strip_days(&look, &now.standing, now.today);
        Strip { days: &days, axis: true }.draw(
            Rect { y: room.y + 1, height: room.height.saturating_sub(1).min(8), ..room },
            cx.theme,
            cx.marker,
            buf,
        );
    }
}

/// Where the run is, in words, and the button.
fn said(screen: &PlanScreen, now: &Now, cursor: u16, room: Rect, buf: &mut Buffer, cx: &Context) {
    let (soft, quiet) = (cx.theme.style(Role::Soft), cx.theme.style(Role::Quiet));
    let mut y = room.y;
    let mut say = |words: &str, style, buf: &mut Buffer| {
        // one row stays for the button
        let left = Rect { y, height: room.bottom().saturating_sub(y + 1), ..room };
        y += Paragraph::new(words, style).draw(left, buf);
    };
    say(&words::title(&now.standing, now.history.run.length, now.today), cx.theme.bold(Role::Text), buf);
    if let Some(worse) = worse(now.history, &now.standing) {
        let key = cx.key(KeyContext::List, Action::Warnings);
        say(&words::worse(worse, &key), cx.theme.style(Role::Care), buf);
    }
    say(&words::asks(now.history, &now.standing, now.plan, now.today), soft, buf);
    if !matches!(now.standing.stage, Stage::Baseline { .. }) {
        say(&words::adherence(&now.standing, now.plan), soft, buf);
    }
    if let Some(strength) = words::strength(&now.standing, now.plan) {
        say(&strength, soft, buf);
    }
    if let Some(end) = now.standing.end {
        say(&format!("{} {}.", if end < now.today { "Ended" } else { "Ends" }, words::date(end)), quiet, buf);
    }
    let label = match screen.on_enter(now) {
        OnEnter::Start => format!("Do day {cursor}"),
        OnEnter::Ask => format!("What about day {cursor}"),
        OnEnter::Review => now
            .standing
            .review
            .map(|day| if day == now.history.run.length { "The review".to_owned() } else { format!("Look back, day {day}") })
            .unwrap_or_default(),
        OnEnter::Nothing => String::new(),
    };
    let y = (y + 1).min(room.bottom().saturating_sub(1));
    let key = cx.key(KeyContext::List, Action::Do);
    let mut x = room.x;
    if !label.is_empty() {
        x = chrome::button(x, y, &key, &label, cx.theme, room, buf) + 3;
    }
    // one that lies longer back is not brought up again
    let is_open = |day: &&crate::plan::PlanDayAt| day.state == DayState::Missed && day.on.is_some_and(|on| on > now.today.back(7));
    let open = now.standing.days.iter().rev().find(is_open).filter(|day| day.number != cursor);
    let reviewed = now.standing.review.filter(|_| screen.on_enter(now) == OnEnter::Start);
    let beside = match (open, reviewed) {
        (_, Some(day)) => Some((Action::Edit, format!("a look back, day {day}"))),
        (Some(day), None) if screen.on_enter(now) != OnEnter::Ask => Some((Action::Left, format!("day {} is open", day.number))),
        _ => None,
    };
    if let Some((action, words)) = beside {
        chrome::choice(x, y, &cx.key(KeyContext::List, action), &words, cx.theme, room, buf);
    }
}
