//! Turning among the days that the chart and its table show.

use ratatui::layout::Rect;

use super::reach::PlanDays;
use super::{JournalScreen, chart, view};
use crate::app::{Context, Effect};
use crate::config::Action;
use crate::store::{PlanReply, Reply};

impl JournalScreen {
    /// What concerns the chart and its numbers, in the list and in the table.
    pub(super) fn chart(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let fits = |days: i32| self.fits(days, cx);
        match action {
            Action::Table => {
                self.table = if self.table.is_some() { None } else { Some(0) };
                // where it is not drawn, the table could show more days
                let (has_table, size) = (self.table.is_some(), cx.size);
                self.reach.shrink(|days| has_table || view::can_draw(days, size));
            }
            Action::Wider | Action::Narrower => {
                let to = if action == Action::Wider { self.reach.wider(fits) } else { self.reach.narrower(fits) };
                let Some(to) = to else { return Vec::new() };
                self.reach.choose(to);
            }
            Action::Left => self.reach.turn(true, self.day),
            Action::Right if self.reach.is_back() => self.reach.turn(false, self.day),
            _ => return Vec::new(),
        }
        if let Some(top) = &mut self.table {
            *top = 0;
        }
        vec![self.ask_chart()]
    }

    /// Whether so many days can be shown: as numbers always, drawn where each has its place.
    pub(super) fn fits(&self, days: i32, cx: &Context) -> bool {
        self.table.is_some() || view::can_draw(days, cx.size)
    }

    /// What became known of the plan.
    pub(super) fn planned(&mut self, reply: Option<&Reply>, cx: &Context) -> Vec<Effect> {
        let plan = match reply {
            Some(Reply::Plan(PlanReply::Run(Some(history)))) => PlanDays::of(history, self.day, cx),
            _ => None,
        };
        let (has_table, size) = (self.table.is_some(), cx.size);
        self.reach.set_plan(plan, |days| has_table || view::can_draw(days, size));
        vec![self.ask_chart()]
    }

    /// What a key does in the table.
    pub(super) fn in_table(&mut self, top: usize, action: Action, cx: &Context) -> Vec<Effect> {
        let rows = chart::table_rows(view::whole(Rect::new(0, 0, cx.size.width, cx.size.height)));
        let last = chart::past(&self.days, self.day).len().saturating_sub(rows);
        let to = match action {
            Action::Up => top.saturating_sub(1),
            Action::Down => top + 1,
            Action::PageUp => top.saturating_sub(rows),
            Action::PageDown => top + rows,
            Action::Top => 0,
            Action::End => last,
            Action::Back | Action::Do => return self.chart(Action::Table, cx),
            Action::Search => {
                self.is_typing = true;
                return self.chart(Action::Table, cx);
            }
            _ => return self.chart(action, cx),
        };
        self.table = Some(to.min(last));
        Vec::new()
    }
}
