//! The session as one line: a stroke for each part, as long as the part lasts; done, now and ahead differ in form as well as colour.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text::{columns, put};
use crate::config::theme::{Role, Theme};

/// A part: an exercise of the session, or a side and set of an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinePart<'a> {
    /// How long it lasts, in any unit that all parts share.
    pub length: u64,
    /// Its name, for the row below; may be empty.
    pub name: &'a str,
}

/// The line, and where one stands on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SessionLine<'a> {
    /// The parts in order.
    pub parts: &'a [LinePart<'a>],
    /// Which of them is now; as many as there are parts when all is done.
    pub current: usize,
    /// How much of the current one has passed, 0 to 1.
    pub done: f32,
}

impl SessionLine<'_> {
    /// The columns of each part in a line so wide: as long as it lasts, at least one, with one free between where there is room for that.
    #[must_use]
    pub fn spans(&self, width: u16) -> Vec<Range<u16>> {
        let parts = self.parts.len();
        let width = usize::from(width);
        let gap = usize::from(width >= parts * 2);
        // what remains when every part has its one column is shared out by length
        let free = width.saturating_sub(parts + gap * parts.saturating_sub(1)) as u128;
        let total = self.parts.iter().map(|part| u128::from(part.length)).sum::<u128>().max(1);
        let mut before = 0u128;
        let mut spans = Vec::with_capacity(parts);
        for (i, part) in self.parts.iter().enumerate() {
            let share = |length: u128| ((length * free * 2 + total) / (total * 2)) as usize;
            let start = i * (1 + gap) + share(before);
            before += u128::from(part.length);
            let end = i * (1 + gap) + 1 + share(before);
            let column = |at: usize| u16::try_from(at.min(width)).unwrap_or(u16::MAX);
            spans.push(column(start)..column(end));
        }
        spans
    }

    /// Draws the line into the first row of the area, and the names that fit into the second if there is one.
    pub fn draw(&self, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let spans = self.spans(area.width);
        for (i, span) in spans.iter().enumerate() {
            let passed = match i.cmp(&self.current) {
                std::cmp::Ordering::Less => span.len() as f32,
                std::cmp::Ordering::Equal => (span.len() as f32 * self.done.clamp(0.0, 1.0)).ceil(),
                std::cmp::Ordering::Greater => 0.0,
            };
            let done = if i < self.current { Role::Ember } else { Role::Accent };
            for (k, x) in span.clone().enumerate() {
                let (stroke, role) = if (k as f32) < passed { ("━", done) } else { ("─", Role::Line) };
                put(area.x.saturating_add(x), area.y, stroke, theme.style(role), area, buf);
            }
        }
        if area.height > 1 {
            self.names(&spans, area, theme, buf);
        }
    }

    /// The current part's name first; of the others those that fit under their own stroke beside it.
    fn names(&self, spans: &[Range<u16>], area: Rect, theme: &Theme, buf: &mut Buffer) {
        let y = area.y.saturating_add(1);
        let mut taken = 0..0;
        if let (Some(part), Some(span)) = (self.parts.get(self.current), spans.get(self.current)) {
            let width = columns(part.name);
            let start = span.start.min(area.width.saturating_sub(width));
            taken = start..start.saturating_add(width);
            put(area.x.saturating_add(start), y, part.name, theme.bold(Role::Text), area, buf);
        }
        for (i, (part, span)) in self.parts.iter().zip(spans).enumerate() {
            let end = span.start.saturating_add(columns(part.name));
            let is_free = taken.is_empty() || end < taken.start || span.start > taken.end;
            if i != self.current && end <= span.end && is_free {
                put(area.x.saturating_add(span.start), y, part.name, theme.style(Role::Quiet), area, buf);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    fn part(length: u64, name: &str) -> LinePart<'_> {
        LinePart { length, name }
    }

    fn draw(line: SessionLine, width: u16, theme: &str) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 2));
        line.draw(buf.area, &Theme::built_in(theme).unwrap(), &mut buf);
        buf
    }

    #[test]
    fn strokes_are_as_long_as_their_parts_and_only_names_that_fit_are_shown() {
        let parts = [
            part(60, "shoulders"),
            part(60, "neck"),
            part(100, "rotation"),
            part(150, "doorway stretch"),
            part(180, "band row"),
            part(300, "breathing"),
        ];
        let line = SessionLine { parts: &parts, current: 3, done: 0.22 };
        assert_eq!(
            drawn::text(&draw(line, 60, "mono")),
            "━━━━ ━━━━━ ━━━━━━━ ━━─────── ──────────── ──────────────────\n     neck          doorway stretch        breathing"
        );
        let none = SessionLine { parts: &[], current: 0, done: 0.0 };
        assert_eq!(drawn::text(&draw(none, 10, "mono")), "\n");
    }

    #[test]
    fn done_now_and_ahead_have_their_own_roles() {
        let theme = Theme::built_in("calm-dark").unwrap();
        let parts = [part(1, ""), part(1, ""), part(1, "")];
        let buf = draw(SessionLine { parts: &parts, current: 1, done: 0.1 }, 11, "calm-dark");
        let at = |x: u16| (buf[(x, 0)].symbol().to_owned(), buf[(x, 0)].fg);
        assert_eq!(at(0), ("━".into(), theme.color(Role::Ember)));
        assert_eq!(at(4), ("━".into(), theme.color(Role::Accent)));
        assert_eq!(at(5), ("─".into(), theme.color(Role::Line)));
        assert_eq!(at(8), ("─".into(), theme.color(Role::Line)));
    }

    proptest! {
        #[test]
        fn parts_fill_the_line_in_order_without_touching(lengths in proptest::collection::vec(0u64..5000, 1..30), width in 60u16..200) {
            let parts: Vec<_> = lengths.iter().map(|&n| part(n, "")).collect();
            let spans = SessionLine { parts: &parts, current: 0, done: 0.0 }.spans(width);
            prop_assert_eq!(spans[0].start, 0);
            prop_assert!(spans.iter().all(|span| !span.is_empty()));
            prop_assert!(spans.windows(2).all(|two| two[1].start == two[0].end + 1));
            if lengths.iter().sum::<u64>() > 0 { prop_assert_eq!(spans[spans.len() - 1].end, width); }
        }

        #[test]
        fn any_area_and_any_value_stay_inside(
            lengths in proptest::collection::vec(proptest::num::u64::ANY, 0..40), name in "\\PC{0,12}", current in 0usize..50, done in proptest::num::f32::ANY,
            x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50,
        ) {
            let parts: Vec<_> = lengths.iter().map(|&n| part(n, &name)).collect();
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                SessionLine { parts: &parts, current, done }.draw(area, &Theme::built_in("calm-dark").unwrap(), buf);
            });
        }
    }
}
