//! Two breaths as a line that stands still while a point moves along it: what has been, where one is, what comes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dots::{Dots, Marker};
use crate::config::theme::{Role, Theme};

/// A stretch of breathing, two breaths as a rule.
pub struct Wave<'a> {
    /// The breath from 0 (out) to 1 (in), at a share of the stretch from 0 to 1.
    pub breath: &'a dyn Fn(f32) -> f32,
    /// How much of the stretch has passed, 0 to 1.
    pub now: f32,
}

impl Wave<'_> {
    /// The dot column on which the point stands in an area so many cells wide: two moments in the same column look the same.
    #[must_use]
    pub fn column(&self, width: u16) -> i32 {
        let last = (i32::from(width) * 2 - 1).max(0);
        ((self.now.clamp(0.0, 1.0) * last as f32).floor() as i32).clamp(0, last)
    }

    /// Draws it over the whole area; two rows are enough.
    pub fn draw(&self, area: Rect, theme: &Theme, marker: Marker, buf: &mut Buffer) {
        let mut dots = Dots::new(area.width, area.height);
        let (width, height) = (dots.width(), dots.height());
        let (accent, been, ahead) = (theme.color(Role::Accent), theme.color(Role::Ember), theme.color(Role::Line));
        let row = |x: i32| {
            let breath = (self.breath)(x as f32 / (width - 1).max(1) as f32);
            ((1.0 - breath.clamp(0.0, 1.0)) * (height - 2).max(0) as f32).round() as i32
        };
        let point = self.column(area.width);
        for x in 0..width {
            // steep stretches are filled, so that the line holds together
            let (from, to) = (row(x), row((x + 1).min(width - 1)));
            let color = if x < point { been } else { ahead };
            // without a second colour what comes is dashed
            if been == ahead && x > point + 1 && x % 4 >= 2 {
                continue;
            }
            (from.min(to)..=from.max(to)).for_each(|y| dots.set(x, y, Some(color)));
        }
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            dots.set(point + dx, row(point) + dy, Some(accent));
        }
        dots.draw((i32::from(area.x), i32::from(area.y)), marker, &[accent, been, ahead], area, buf);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    fn breath(at: f32) -> f32 {
        (1.0 - (at * 2.0 * std::f32::consts::TAU).cos()) / 2.0
    }

    fn draw(now: f32) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, 38, 2));
        Wave { breath: &breath, now }.draw(buf.area, &Theme::built_in("calm-dark").unwrap(), Marker::Braille, &mut buf);
        buf
    }

    #[test]
    fn two_breaths_and_the_point_on_them() {
        insta::assert_snapshot!("wave", drawn::text(&draw(0.32)));
    }

    #[test]
    fn what_comes_differs_from_what_has_been_without_colour_too() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 38, 2));
        Wave { breath: &breath, now: 0.5 }.draw(buf.area, &Theme::built_in("mono").unwrap(), Marker::Braille, &mut buf);
        let points = |from: usize| {
            drawn::text(&buf)
                .lines()
                .flat_map(|l| l.chars().skip(from).take(17).collect::<Vec<_>>())
                .map(|c| (c as u32 & 0xff).count_ones())
                .sum::<u32>()
        };
        assert!(points(21) * 4 < points(0) * 3, "{}", drawn::text(&buf));
    }

    #[test]
    fn only_a_new_column_changes_the_picture() {
        let column = |now| Wave { breath: &breath, now }.column(38);
        assert_eq!((column(0.0), column(1.0), column(f32::NAN)), (0, 75, 0));
        assert_eq!(column(0.320), column(0.321));
        assert_eq!(draw(0.320), draw(0.321));
        assert_ne!(draw(0.32), draw(0.34));
    }

    proptest! {
        #[test]
        fn any_area_and_any_value_stay_inside(x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50, now in proptest::num::f32::ANY, level in proptest::num::f32::ANY, pick in 0usize..3) {
            let marker = [Marker::Octant, Marker::Quadrant, Marker::Braille][pick];
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                Wave { breath: &|_| level, now }.draw(area, &Theme::built_in("calm-dark").unwrap(), marker, buf);
            });
        }
    }
}
