//! The plans to choose from: the list, and beside it what the chosen one asks, what it can show and what not.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::PlanScreen;
use super::words::{date, days};
use crate::app::Context;
use crate::config::theme::Role;
use crate::domain::{Plan, RunEnd};
use crate::widgets::list::{List, Row};
use crate::widgets::{chrome, text};

/// The plans, the shortest first.
pub(super) fn plans<'a>(cx: &'a Context) -> Vec<&'a Plan> {
    let mut plans: Vec<&Plan> = cx.library.plans.iter().collect();
    plans.sort_by_key(|plan| plan.length);
    plans
}

/// Where the list and the text lie: beside each other, or the text under the list.
fn areas(area: Rect, count: usize) -> (Rect, Rect) {
    let frame = chrome::Frame::of(area);
    let height = frame.footer.y.saturating_sub(frame.body.y + 1);
    let rows = u16::try_from(count).unwrap_or(u16::MAX).min(height / 2);
    let x = frame.body.x.saturating_sub(2);
    if chrome::is_narrow(area.width) {
        let list = Rect { x, width: frame.body.width + 4, height: rows, ..frame.body };
        let y = frame.body.y + rows + 1;
        return (list, Rect { y, height: height.saturating_sub(rows + 1), ..frame.body });
    }
    let (wide, at) = if area.width >= 100 { (46, 58) } else { (36, 40) };
    let list = Rect { x, width: wide, height, ..frame.body };
    (list, Rect { x: at, width: frame.body.right().saturating_sub(at), height, ..frame.body })
}

/// The text of a plan in pages.
fn pages(plan: &Plan, room: Rect, cx: &Context) -> Vec<Vec<(String, Style)>> {
    let (bold, soft, quiet) = (cx.theme.bold(Role::Text), cx.theme.style(Role::Soft), cx.theme.style(Role::Quiet));
    let width = room.width.min(56);
    let wrap = |words: &str, style| text::wrap(words, width).into_iter().map(move |line| (line, style)).collect::<Vec<_>>();
    let mut blocks = vec![[wrap(&plan.name, bold), wrap(&plan.about, soft)].concat()];
    let routine = plan.routine.as_ref().and_then(|id| cx.library.routine(id));
    let mut asks = format!("{}; {} a week are enough.", days(plan.length), plan.days_a_week);
    if let Some(routine) = routine {
        asks = format!("{asks} The routine is {}.", routine.name);
    }
    if plan.baseline > 0 {
        asks = format!("{asks} {} of ratings come first, if you like.", days(plan.baseline));
    }
    blocks.push([wrap("What it asks", quiet), wrap(&asks, soft)].concat());
    for (n, line) in plan.expect.iter().enumerate() {
        let lead = if n == 0 { wrap("What to expect, and what it cannot show", quiet) } else { Vec::new() };
        blocks.push([lead, wrap(line, soft)].concat());
    }
    let height = usize::from(room.height.saturating_sub(2)).max(1);
    let mut pages = vec![Vec::new()];
    for block in blocks {
        let last = pages.last().map_or(0, Vec::len);
        if last > 0 && last + 1 + block.len() > height {
            pages.push(Vec::new());
        }
        if let Some(page) = pages.last_mut() {
            if !page.is_empty() {
                page.push((String::new(), soft));
            }
            page.extend(block);
        }
    }
    pages
}

/// The last page of the chosen plan's text.
pub(super) fn last_page(screen: &PlanScreen, cx: &Context) -> usize {
    let plans = plans(cx);
    let (_, room) = areas(Rect::new(0, 0, cx.size.width, cx.size.height), plans.len());
    plans.get(screen.selected).map_or(0, |plan| pages(plan, room, cx).len() - 1)
}

/// The plan on a cell.
pub(super) fn plan_at(screen: &PlanScreen, at: Position, cx: &Context) -> Option<usize> {
    let plans = plans(cx);
    let rows: Vec<Row> = plans.iter().map(|plan| Row::item(&plan.name, "")).collect();
    let (list, _) = areas(cx.area(), plans.len());
    let list = Rect { height: list.height.min(u16::try_from(rows.len()).unwrap_or(u16::MAX)), ..list };
    List { rows: &rows, selected: Some(screen.selected), top: None }.item_at(list, at)
}

/// Draws list and text.
pub(super) fn draw(screen: &PlanScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let plans = plans(cx);
    let (list, room) = areas(area, plans.len());
    let lengths: Vec<String> = plans.iter().map(|plan| days(plan.length)).collect();
    let rows: Vec<Row> = plans.iter().zip(&lengths).map(|(plan, length)| Row::item(&plan.name, length)).collect();
    List { rows: &rows, selected: Some(screen.selected), top: None }.draw(
        Rect { height: list.height.min(u16::try_from(rows.len()).unwrap_or(u16::MAX)), ..list },
        cx.theme,
        buf,
    );
    if !chrome::is_narrow(area.width) {
        last(
            screen,
            Rect { x: list.x + 2, y: list.y + 5, width: list.width.saturating_sub(4), height: list.height.saturating_sub(5) },
            buf,
            cx,
        );
    }
    let Some(plan) = plans.get(screen.selected) else { return };
    let pages = pages(plan, room, cx);
    let page = screen.page.min(pages.len() - 1);
    for (y, (line, style)) in (room.y..room.bottom()).zip(&pages[page]) {
        text::put(room.x, y, line, *style, room, buf);
    }
    if pages.len() > 1 {
        let words = format!("page {} of {}", page + 1, pages.len());
        text::put(room.x, room.bottom().saturating_sub(1), &words, cx.theme.style(Role::Quiet), room, buf);
    }
}

/// The run that was closed last, in a few words.
fn last(screen: &PlanScreen, room: Rect, buf: &mut Buffer, cx: &Context) {
    let Some(run) = screen.history.as_deref().map(|history| &history.run) else { return };
    let (Some(kind), Some(on)) = (run.end_kind, run.ended_day) else { return };
    let name = cx.library.plan(&run.plan).map_or(run.plan.as_str(), |plan| plan.name.as_str());
    let how = match kind {
        RunEnd::Finished => "closed",
        RunEnd::Stopped => "ended",
        RunEnd::Restarted => "begun anew",
    };
    text::put(room.x, room.y, "Last", cx.theme.style(Role::Quiet), room, buf);
    text::Paragraph::new(&format!("{name}, {how} {}.", date(on)), cx.theme.style(Role::Soft))
        .draw(Rect { y: room.y + 1, height: room.height.saturating_sub(1), ..room }, buf);
}
