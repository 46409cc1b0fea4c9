//! A list in which several lines can be marked, and one of them as the worst: arrows move, one key marks, two keys take all or none.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

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

    /// Draws the lines, in two columns where they do not fit below each other and there is width for it. The signs stand in the first
    /// column of `area`. Gives the row after the last line.
    pub(super) fn draw(&self, labels: &[String], area: Rect, buf: &mut Buffer, cx: &Context) -> u16 {
        let rows: Vec<Row> = labels
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let worst = self.worst == Some(at);
                let mark = if worst { Mark::Worst } else { Mark::of(self.on.get(at) == Some(&true)) };
                Row::Item { name, detail: if worst { "worst" } else { "" }, short: "", mark }
            })
            .collect();
        let (per, width) = if rows.len() > usize::from(area.height) && area.width >= 64 {
            (rows.len().div_ceil(2), area.width / 2)
        } else {
            (rows.len(), area.width.min(44))
        };
        for (column, rows) in (0u16..).zip(rows.chunks(per.max(1))) {
            let from = usize::from(column) * per;
            let selected = self.at.checked_sub(from).filter(|at| *at < rows.len());
            let spot = Rect { x: (area.x + column * width).saturating_sub(2), width: width.min(44), ..area };
            List { rows, selected }.draw(spot, cx.theme, buf);
        }
        area.y + u16::try_from(per).unwrap_or(u16::MAX).min(area.height)
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
