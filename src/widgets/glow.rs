//! The pool of lamplight behind a hero: background only, in ten steps, never moving.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::{Role, Theme, mix};

/// Lamplight around a point, fading to nothing at the radii. Units are cells; strength 1 behind a hero, 0.7 behind what comes second, 0.35 at rest,
/// 0.3 in a pause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glow {
    /// Column and row of the middle.
    pub middle: (f32, f32),
    /// How far it reaches, across and down.
    pub reach: (f32, f32),
    /// 0 to 1.
    pub strength: f32,
}

impl Glow {
    /// The glow for a hero that fills `area`.
    #[must_use]
    pub fn behind(area: Rect, strength: f32) -> Self {
        let (width, height) = (f32::from(area.width), f32::from(area.height));
        let middle = (f32::from(area.x) + width / 2.0, f32::from(area.y) + height / 2.0);
        Self { middle, reach: (width * 0.66, height * 0.62), strength }
    }

    /// Warms the background of `area`. Where the ground is not painted or colours cannot be mixed, nothing glows.
    pub fn draw(&self, area: Rect, theme: &Theme, buf: &mut Buffer) {
        if !theme.can_mix() || !theme.paint_ground {
            return;
        }
        for position in area.intersection(buf.area).intersection(self.within()).positions() {
            let light = self.light(position);
            if light > 0.0 {
                let cell = &mut buf[position];
                cell.set_bg(mix(cell.bg, theme.color(Role::Lamp), light));
            }
        }
    }

    /// The cells it can reach.
    fn within(&self) -> Rect {
        let span = |middle: f32, reach: f32| {
            // numbers beyond a screen stop at its ends
            let (from, to) = ((middle - reach.max(0.5)).floor() as u16, (middle + reach.max(0.5)).ceil() as u16);
            (from, to.saturating_sub(from))
        };
        let ((x, width), (y, height)) = (span(self.middle.0, self.reach.0), span(self.middle.1, self.reach.1));
        Rect::new(x, y, width, height)
    }

    /// How much light falls on a cell, 0 to 1.
    fn light(&self, cell: Position) -> f32 {
        let away = |at: u16, middle: f32, reach: f32| (f32::from(at) + 0.5 - middle) / reach.max(0.5);
        let (across, down) = (away(cell.x, self.middle.0, self.reach.0), away(cell.y, self.middle.1, self.reach.1));
        let square = across * across + down * down;
        if square >= 1.0 || square.is_nan() {
            return 0.0;
        }
        let distance = square.sqrt();
        ((1.0 - distance).powf(1.25) * 10.0).round() / 10.0 * self.strength.clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::theme::{Theme, contrast};
    use crate::widgets::{chrome, drawn};
    use proptest::prelude::*;
    use ratatui::style::Color;

    fn lit(theme: &Theme) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, 41, 21));
        chrome::ground(buf.area, theme, &mut buf);
        Glow { middle: (20.5, 10.5), reach: (20.0, 10.0), strength: 1.0 }.draw(buf.area, theme, &mut buf);
        buf
    }

    #[test]
    fn it_is_warmest_in_the_middle_and_gone_at_the_edge() {
        let theme = Theme::built_in("calm-dark").unwrap();
        let buf = lit(&theme);
        assert_eq!((buf[(20, 10)].bg, buf[(0, 0)].bg), (theme.color(Role::Lamp), theme.color(Role::Ground)));
        let light = |x| contrast(buf[(x, 10)].bg, Color::Rgb(0, 0, 0)).unwrap();
        assert!((20..40).all(|x| light(x + 1) <= light(x)));
        let mut steps: Vec<_> = (0..41).map(|x| format!("{:?}", buf[(x, 10)].bg)).collect();
        steps.sort();
        steps.dedup();
        assert!(steps.len() <= 11, "{}", steps.len());
    }

    #[test]
    fn nothing_glows_on_a_ground_that_is_not_ours_or_without_colours_to_mix() {
        let dark = Theme::built_in("calm-dark").unwrap();
        for theme in [dark.clone().on_own_ground(), dark.in_256(), Theme::built_in("calm-16").unwrap(), Theme::built_in("mono").unwrap()] {
            let mut bare = Buffer::empty(Rect::new(0, 0, 41, 21));
            chrome::ground(bare.area, &theme, &mut bare);
            assert_eq!(lit(&theme), bare);
        }
    }

    proptest! {
        #[test]
        fn any_place_stays_inside(
            x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50, middle in proptest::num::f32::ANY, reach in proptest::num::f32::ANY, strength in proptest::num::f32::ANY,
        ) {
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                Glow { middle: (middle, 9.0), reach: (reach, reach), strength }.draw(area, &Theme::built_in("calm-dark").unwrap(), buf);
                Glow::behind(area, 1.0).draw(area, &Theme::built_in("calm-dark").unwrap(), buf);
            });
        }
    }
}
