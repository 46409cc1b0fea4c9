//! The plans to choose from, and the runs that were closed: the list, and beside it what the selected one asks, what it can show and what not.

use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::PlanScreen;
use super::ask::Question;
use super::words::{date, days};
use crate::app::{Context, Effect, Route};
use crate::config::Action;
use crate::config::theme::Role;
use crate::domain::{Day, Plan, Run, RunEnd};
use crate::widgets::list::{List, Row};
use crate::widgets::{chrome, text};

/// The heading of the runs that were closed.
const PAST: &str = "Earlier";

/// The plans, the shortest first.
pub(super) fn plans<'a>(cx: &'a Context) -> Vec<&'a Plan> {
    let mut plans: Vec<&Plan> = cx.library.plans.iter().collect();
    plans.sort_by_key(|plan| plan.length);
    plans
}

/// What is selected.
enum Selected<'a> {
    Plan(&'a Plan),
    Run(&'a Run),
}

fn selected<'a>(screen: &'a PlanScreen, cx: &'a Context) -> Option<Selected<'a>> {
    let plans = plans(cx);
    match screen.selected.checked_sub(plans.len()) {
        None => plans.get(screen.selected).map(|plan| Selected::Plan(plan)),
        Some(at) => screen.past.get(at).map(Selected::Run),
    }
}

/// Whether a run that was closed is selected.
pub(super) fn is_past(screen: &PlanScreen, cx: &Context) -> bool {
    matches!(selected(screen, cx), Some(Selected::Run(_)))
}

/// The rows of the list; of them, those that stand on a line.
fn rows(screen: &PlanScreen, cx: &Context) -> Vec<(String, Option<String>)> {
    let plans = plans(cx).into_iter().map(|plan| (plan.name.clone(), Some(days(plan.length))));
    let heading = (!screen.past.is_empty()).then(|| (PAST.to_owned(), None));
    let past = screen.past.iter().map(|run| (name(run, cx), run.ended_day.map(|on| ended(on, cx))));
    plans.chain(heading).chain(past).collect()
}

/// `25 Feb`, or `Feb 2025` of another year.
fn ended(on: Day, cx: &Context) -> String {
    let (date, today) = (on.date(), cx.day().date());
    date.format(if date.year() == today.year() { "%-d %b" } else { "%b %Y" }).to_string()
}

/// The list in its rows, for drawing it and for finding what lies under a click.
fn list<T>(screen: &PlanScreen, room: Rect, cx: &Context, then: impl FnOnce(&List, Rect) -> T) -> T {
    let rows = rows(screen, cx);
    let rows: Vec<Row> = rows
        .iter()
        .map(|(name, detail)| match detail {
            Some(detail) => Row::item(name, detail),
            None => Row::Section(name),
        })
        .collect();
    then(&List { rows: &rows, selected: Some(screen.selected), top: None }, room)
}

impl PlanScreen {
    /// A key among the plans to choose from.
    pub(super) fn choose(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let plans = plans(cx);
        let count = plans.len() + self.past.len();
        let step = |screen: &mut Self, to: usize| (screen.selected, screen.page) = (to.min(count.saturating_sub(1)), 0);
        match action {
            Action::Up => step(self, self.selected.saturating_sub(1)),
            Action::Down => step(self, self.selected + 1),
            Action::Top => step(self, 0),
            Action::End => step(self, usize::MAX),
            Action::Left | Action::PageUp => self.page = self.page.saturating_sub(1),
            Action::Right | Action::PageDown => self.page = (self.page + 1).min(last_page(self, cx)),
            Action::Do => {
                if let Some(plan) = plans.get(self.selected) {
                    return self.ask(Question::Begin(plan.id.clone()));
                }
                let past = self.selected.checked_sub(plans.len()).and_then(|at| self.past.get(at));
                return past.map(|run| Effect::Go(Route::Review(Some(run.uid)))).into_iter().collect();
            }
            Action::Back if self.choosing => self.choosing = false,
            Action::Back => return vec![Effect::Home(Route::Today)],
            _ => {}
        }
        Vec::new()
    }
}

/// Where the list and the text lie: beside each other, or the text under the list.
fn areas(screen: &PlanScreen, area: Rect, cx: &Context) -> (Rect, Rect) {
    let frame = chrome::Frame::of(area);
    let height = frame.footer.y.saturating_sub(frame.body.y + 1);
    // the heading of the closed runs has a free row before it
    let count = rows(screen, cx).len() + usize::from(!screen.past.is_empty());
    let rows = u16::try_from(count).unwrap_or(u16::MAX).min(height / 2);
    let x = frame.body.x.saturating_sub(2);
    if chrome::is_narrow(area.width) {
        let list = Rect { x, width: frame.body.width + 4, height: rows, ..frame.body };
        let y = frame.body.y + rows + 1;
        return (list, Rect { y, height: height.saturating_sub(rows + 1), ..frame.body });
    }
    let (wide, at) = if area.width >= 100 { (46, 58) } else { (36, 40) };
    let list = Rect { x, width: wide, height: height.min(u16::try_from(count).unwrap_or(u16::MAX)), ..frame.body };
    (list, Rect { x: at, width: frame.body.right().saturating_sub(at), height, ..frame.body })
}

/// The text of a plan in pages.
fn pages(plan: &Plan, room: Rect, cx: &Context) -> Vec<Vec<(String, Style)>> {
    let (bold, soft, quiet) = (cx.theme.bold(Role::Text), cx.theme.style(Role::Soft), cx.theme.style(Role::Quiet));
    let width = room.width.min(56);
    let wrap = |words: &str, style| text::wrap(words, width).into_iter().map(move |line| (line, style)).collect::<Vec<_>>();
    let blank = || (String::new(), soft);
    let mut lines = [wrap(&plan.name, bold), wrap(&plan.about, soft), vec![blank()]].concat();
    let routine = plan.routine.as_ref().and_then(|id| cx.library.routine(id));
    let mut asks = format!("{}; {} a week are enough.", days(plan.length), plan.days_a_week);
    if let Some(routine) = routine {
        asks = format!("{asks} The routine is {}.", routine.name);
    }
    if plan.baseline > 0 {
        asks = format!("{asks} {} of ratings come first, if you like.", days(plan.baseline));
    }
    lines.extend([wrap("What it asks", quiet), wrap(&asks, soft), vec![blank()], wrap(EXPECT, quiet)].concat());
    for line in &plan.expect {
        lines.extend([wrap(line, soft), vec![blank()]].concat());
    }
    paged(lines, usize::from(room.height.saturating_sub(2)).max(2), quiet)
}

/// What the sentences about a plan are headed with.
const EXPECT: &str = "What to expect";

/// Lines in pages of so many. None begins or ends with a free line, and no heading stands last.
fn paged(lines: Vec<(String, Style)>, height: usize, heading: Style) -> Vec<Vec<(String, Style)>> {
    let mut pages = vec![Vec::new()];
    for line in lines {
        if let Some(page) = pages.last_mut().filter(|page| page.len() < height) {
            if !(page.is_empty() && line.0.is_empty()) {
                page.push(line);
            }
            continue;
        }
        let mut next = Vec::new();
        if let Some(last) = pages.last_mut() {
            next.extend(last.pop_if(|(_, style)| *style == heading));
        }
        if !(next.is_empty() && line.0.is_empty()) {
            next.push(line);
        }
        pages.push(next);
    }
    for page in &mut pages {
        while page.pop_if(|(words, _)| words.is_empty()).is_some() {}
    }
    pages.retain(|page| !page.is_empty());
    pages
}

/// The last page of the selected plan's text.
pub(super) fn last_page(screen: &PlanScreen, cx: &Context) -> usize {
    let (_, room) = areas(screen, cx.area(), cx);
    match selected(screen, cx) {
        Some(Selected::Plan(plan)) => pages(plan, room, cx).len().saturating_sub(1),
        _ => 0,
    }
}

/// The plan, or the closed run after them, on a cell.
pub(super) fn row_at(screen: &PlanScreen, at: Position, cx: &Context) -> Option<usize> {
    let (room, _) = areas(screen, cx.area(), cx);
    list(screen, room, cx, |list, room| list.item_at(room, at))
}

/// Draws list and text.
pub(super) fn draw(screen: &PlanScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (beside, room) = areas(screen, area, cx);
    list(screen, beside, cx, |list, room| list.draw(room, cx.theme, buf));
    match selected(screen, cx) {
        Some(Selected::Plan(plan)) => {
            let pages = pages(plan, room, cx);
            let page = screen.page.min(pages.len().saturating_sub(1));
            for (y, (line, style)) in (room.y..room.bottom()).zip(pages.get(page).into_iter().flatten()) {
                text::put(room.x, y, line, *style, room, buf);
            }
            if pages.len() > 1 {
                let words = format!("page {} of {}", page + 1, pages.len());
                text::put(room.x, room.bottom().saturating_sub(1), &words, cx.theme.style(Role::Quiet), room, buf);
            }
        }
        Some(Selected::Run(run)) => past(run, room, buf, cx),
        None => {}
    }
}

/// The name of a run's plan; its id if the plans here know it no more.
fn name(run: &Run, cx: &Context) -> String {
    cx.library.plan(&run.plan).map_or_else(|| run.plan.clone(), |plan| plan.name.clone())
}

/// A run that was closed, in a few words.
fn past(run: &Run, room: Rect, buf: &mut Buffer, cx: &Context) {
    let how = match run.end_kind {
        Some(RunEnd::Stopped) => "Ended",
        Some(RunEnd::Restarted) => "Ended by a new start",
        Some(RunEnd::Finished) | None => "Closed",
    };
    let from = run.baseline_day.or(run.day1).map(|day| format!("Begun {}. ", date(day))).unwrap_or_default();
    let ended = run.ended_day.map(|day| format!("{how} {}.", date(day))).unwrap_or_default();
    let mut y = room.y;
    for (words, style) in [
        (name(run, cx), cx.theme.bold(Role::Text)),
        (format!("{from}{ended}"), cx.theme.style(Role::Soft)),
        ("Its days, sessions and ratings stay; its review can be read.".to_owned(), cx.theme.style(Role::Quiet)),
    ] {
        let left = Rect { y, height: room.bottom().saturating_sub(y), ..room };
        y += text::Paragraph::new(&words, style).draw(left, buf);
    }
}
