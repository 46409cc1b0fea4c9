//! A list in which several lines can be marked, and one of them as the worst: arrows move, one key marks, two keys take all or none.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::Context;
use crate::config::Action;
use crate::widgets::list::{List, Mark, Row};

/// What is marked, and on which line one stands.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    at: usize,
    on: Vec<bool>,
    worst: Option<usize>,
}

impl Marks {
    /// So many lines, with these marked.
    pub(super) fn new(on: Vec<bool>) -> Self {
        Self { at: 0, on, worst: None }
    }

    /// Which lines are marked.
    pub(super) fn marked(&self) -> impl Iterator<Item = usize> + '_ {
        self.on.iter().enumerate().filter_map(|(at, on)| on.then_some(at))
    }

    /// The worst of them.
    pub(super) fn worst(&self) -> Option<usize> {
        self.worst
    }

    /// Takes a key.
    pub(super) fn action(&mut self, action: Action) {
        let last = self.on.len().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::Top => self.at = 0,
            Action::End => self.at = last,
            Action::Mark => {
                if let Some(on) = self.on.get_mut(self.at) {
                    *on = !*on;
                }
            }
            Action::All => self.on.fill(true),
            Action::Clear => self.on.fill(false),
            _ => {}
        }
        self.worst = self.worst.filter(|at| self.on[*at]);
    }

    /// Marks the line one stands on as the worst, or no longer.
    pub(super) fn mark_worst(&mut self) {
        if let Some(on) = self.on.get_mut(self.at) {
            *on = true;
            self.worst = (self.worst != Some(self.at)).then_some(self.at);
        }
    }

    /// Stands on a line and marks it, as a click does.
    pub(super) fn select(&mut self, line: usize) {
        self.at = line.min(self.on.len().saturating_sub(1));
        self.action(Action::Mark);
    }

    /// The lists of an area, each with the first of its lines and how many it has: two columns where the lines do not fit below each other and there is
    /// width for it. The signs of the lines stand in the first column of `area`.
    fn columns(&self, area: Rect) -> Vec<(Rect, usize, usize)> {
        let count = self.on.len();
        let is_double = count > usize::from(area.height) && area.width >= 64;
        let (per, width) = if is_double { (count.div_ceil(2), area.width / 2) } else { (count, area.width.min(44)) };
        let spot = |column: u16| Rect { x: (area.x + column * width).saturating_sub(2), width: width.min(44), ..area };
        let lists = (0u16..).zip((0..count).step_by(per.max(1)));
        lists.map(|(column, from)| (spot(column), from, per.min(count - from))).collect()
    }

    /// The row after the last line.
    pub(super) fn end(&self, area: Rect) -> u16 {
        let rows = self.columns(area).first().map_or(0, |(_, _, rows)| *rows);
        area.y + u16::try_from(rows).unwrap_or(u16::MAX).min(area.height)
    }

    /// The line on a cell.
    pub(super) fn line_at(&self, area: Rect, at: Position) -> Option<usize> {
        self.columns(area).into_iter().find_map(|(spot, from, rows)| {
            let items = vec![Row::item("", ""); rows];
            let selected = self.at.checked_sub(from).filter(|at| *at < rows);
            Some(from + List { rows: &items, selected, top: None }.item_at(spot, at)?)
        })
    }

    /// Draws the lines.
    pub(super) fn draw(&self, labels: &[String], area: Rect, buf: &mut Buffer, cx: &Context) {
        let rows: Vec<Row> = labels
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let worst = self.worst == Some(at);
                let mark = if worst { Mark::Worst } else { Mark::of(self.on.get(at) == Some(&true)) };
                Row::Item { name, detail: if worst { "worst" } else { "" }, short: "", mark }
            })
            .collect();
        for (spot, from, count) in self.columns(area) {
            let selected = self.at.checked_sub(from).filter(|at| *at < count);
            List { rows: &rows[from..from + count], selected, top: None }.draw(spot, cx.theme, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_is_one_of_the_marked_and_goes_with_its_mark() {
        let mut marks = Marks::new(vec![false; 3]);
        marks.action(Action::Down);
        marks.mark_worst();
        assert_eq!((marks.marked().collect::<Vec<_>>(), marks.worst()), (vec![1], Some(1)));
        marks.action(Action::End);
        marks.mark_worst();
        assert_eq!((marks.marked().count(), marks.worst()), (2, Some(2)));
        marks.action(Action::Mark);
        assert_eq!((marks.marked().collect::<Vec<_>>(), marks.worst()), (vec![1], None));
        marks.action(Action::All);
        marks.action(Action::Up);
        marks.mark_worst();
        marks.mark_worst();
        assert_eq!((marks.marked().count(), marks.worst()), (3, None), "the same key takes it back, the mark stays");
        marks.action(Action::Clear);
        assert_eq!(marks.marked().count(), 0);
    }
}
