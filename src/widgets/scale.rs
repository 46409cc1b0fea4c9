//! The pain scale: eleven columns from 0 to 10, each a little taller, both ends in words. Nothing is chosen beforehand, no earlier answer is shown.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;

use super::dots::{DOTS_ACROSS, DOTS_DOWN, Dots, Marker};
use super::strokes::Strokes;
use super::text::{columns, put, put_right};
use crate::config::theme::{Role, Theme, mix};
use crate::domain::Score;

/// What 0 means.
pub const LEAST: &str = "no pain";
/// What 10 means.
pub const MOST: &str = "worst you can imagine";
const EIGHTHS: [&str; 7] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"];

/// The scale from 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The number the arrow keys stand on; nothing until one of them was pressed.
    pub focus: Option<Score>,
}

/// The measures of one form of the scale, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    step: u16,
    bar: u16,
    rows: u16,
    digits: u16,
}

impl Form {
    /// From large to small.
    const ALL: [Self; 5] = [
        Self { step: 9, bar: 6, rows: 6, digits: 3 },
        Self { step: 9, bar: 6, rows: 5, digits: 1 },
        Self { step: 6, bar: 4, rows: 4, digits: 1 },
        Self { step: 5, bar: 3, rows: 3, digits: 1 },
        Self { step: 3, bar: 2, rows: 1, digits: 1 },
    ];

    fn width(self) -> u16 {
        self.step * 10 + self.bar
    }

    /// The first column of the scale in the middle of an area.
    fn left(self, area: Rect) -> u16 {
        area.x.saturating_add(area.width.saturating_sub(self.width()) / 2)
    }

    /// Bars, a free row, digits, a row for the focus or free, the words.
    fn height(self) -> u16 {
        self.rows + 1 + self.digits + 2
    }

    /// The largest that fits; the smallest if none does. Digits in strokes need finer dots than quadrants.
    fn of(area: Rect, marker: Marker) -> Self {
        let fits =
            |form: &Self| form.width() <= area.width && form.height() <= area.height && (form.digits == 1 || marker != Marker::Quadrant);
        Self::ALL.into_iter().find(fits).unwrap_or(Self::ALL[4])
    }
}

impl Scale {
    /// The rows the scale takes in an area.
    #[must_use]
    pub fn height(area: Rect, marker: Marker) -> u16 {
        Form::of(area, marker).height()
    }

    /// The number on a cell, of a scale drawn into the area: its column from the top of the tallest to the digits, with half the gap on either side.
    #[must_use]
    pub fn score_at(area: Rect, marker: Marker, at: Position) -> Option<Score> {
        let form = Form::of(area, marker);
        let rows = Rect { height: (form.rows + 1 + form.digits).min(area.height), ..area };
        let half = (form.step - form.bar) / 2;
        let from = form.left(area).saturating_sub(half);
        let value = at.x.checked_sub(from)? / form.step;
        rows.contains(at).then(|| u8::try_from(value).ok().and_then(Score::new))?
    }

    /// Draws it in the middle of the columns of the area, from its top row on.
    pub fn draw(&self, area: Rect, theme: &Theme, marker: Marker, buf: &mut Buffer) {
        let form = Form::of(area, marker);
        let left = form.left(area);
        for value in 0..=10u8 {
            let x = left.saturating_add(form.step * u16::from(value));
            let is_focus = self.focus.is_some_and(|score| score.value() == value);
            let color = match (is_focus, theme.can_mix()) {
                (true, _) => theme.color(Role::Accent),
                (false, true) => mix(theme.color(Role::Line), theme.color(Role::Ember), f32::from(value) / 10.0),
                // two colours in place of a slope would look like a limit
                (false, false) => theme.color(Role::Faint),
            };
            bar(x, value, form, color, area, buf);
            let y = area.y.saturating_add(form.rows + 1);
            if form.digits > 1 {
                digits_in_strokes(x, y, value, form, is_focus, theme, marker, area, buf);
            } else {
                let text = value.to_string();
                let role = if is_focus { Role::Accent } else { Role::Text };
                let x = x.saturating_add(form.bar.saturating_sub(columns(&text)) / 2);
                put(x, y, &text, theme.bold(role), area, buf);
                if is_focus {
                    put(x, y, &text, theme.bold(role).underlined(), area, buf);
                }
            }
        }
        let y = area.y.saturating_add(form.height() - 1);
        let end = put(left, y, LEAST, theme.style(Role::Quiet), area, buf);
        let right = left.saturating_add(form.width());
        if end.saturating_add(2).saturating_add(columns(MOST)) <= right {
            put_right(right, y, MOST, theme.style(Role::Quiet), area, buf);
        }
    }
}

/// A column as high as its value says, in eighths of a cell; 0 is a thin line.
fn bar(x: u16, value: u8, form: Form, color: Color, area: Rect, buf: &mut Buffer) {
    let eighths = 1 + (form.rows * 8 - 1) * u16::from(value) / 10;
    let area = area.intersection(buf.area);
    for row in 0..form.rows {
        let y = area.y.saturating_add(form.rows - 1 - row);
        let filled = eighths.saturating_sub(row * 8).min(8);
        for x in (x..x.saturating_add(form.bar)).filter(|&x| filled > 0 && area.contains((x, y).into())) {
            let cell = &mut buf[(x, y)];
            match (EIGHTHS.get(usize::from(filled) - 1), color) {
                (Some(part), _) => cell.set_symbol(part).set_fg(color),
                // ground has no seams between cells, letters may
                (None, Color::Rgb(..)) => cell.set_symbol(" ").set_bg(color),
                (None, _) => cell.set_symbol("█").set_fg(color),
            };
        }
    }
}

#[allow(clippy::too_many_arguments, reason = "a place, a value and what everything here is drawn with")]
fn digits_in_strokes(x: u16, y: u16, value: u8, form: Form, is_focus: bool, theme: &Theme, marker: Marker, area: Rect, buf: &mut Buffer) {
    let color = theme.color(if is_focus { Role::Accent } else { Role::Text });
    let text = value.to_string();
    let mask = Strokes::new(&text, form.digits).mask(marker);
    // centred to the dot under its bar
    let room = form.bar + 2;
    let mut dots = Dots::new(room, form.digits);
    dots.stamp(
        &mask,
        (i32::from(room) * DOTS_ACROSS - mask.width() + 1) / 2,
        (i32::from(form.digits) * DOTS_DOWN - mask.height()) / 2,
        color,
    );
    dots.draw((i32::from(x) - 1, i32::from(y)), marker, &[color], area, buf);
    if is_focus {
        put(x, y.saturating_add(form.digits), &"━".repeat(usize::from(form.bar)), theme.style(Role::Accent), area, buf);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;
    use ratatui::style::Modifier;

    fn draw(focus: Option<u8>, width: u16, height: u16, theme: &str, marker: Marker) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        Scale { focus: focus.and_then(Score::new) }.draw(buf.area, &Theme::built_in(theme).unwrap(), marker, &mut buf);
        buf
    }

    #[test]
    fn the_scale_at_every_size() {
        insta::assert_snapshot!("scale_wide_braille", drawn::text(&draw(Some(3), 108, 12, "mono", Marker::Braille)));
        insta::assert_snapshot!("scale_mid", drawn::text(&draw(None, 74, 9, "mono", Marker::Octant)));
        insta::assert_snapshot!("scale_small", drawn::text(&draw(None, 56, 7, "mono", Marker::Quadrant)));
        insta::assert_snapshot!("scale_smallest", drawn::text(&draw(None, 40, 5, "mono", Marker::Quadrant)));
    }

    #[test]
    fn nothing_is_chosen_until_an_arrow_was_pressed() {
        let theme = Theme::built_in("calm-dark").unwrap();
        let lit = |focus| {
            let buf = draw(focus, 74, 9, "calm-dark", Marker::Octant);
            buf.content.iter().any(|cell| cell.fg == theme.color(Role::Accent) || cell.bg == theme.color(Role::Accent))
        };
        assert!(!lit(None));
        assert!(lit(Some(0)) && lit(Some(10)));
        let mono =
            |focus| draw(focus, 56, 7, "mono", Marker::Octant).content.iter().filter(|c| c.modifier.contains(Modifier::UNDERLINED)).count();
        assert_eq!((mono(None), mono(Some(7)), mono(Some(10))), (0, 1, 2));
    }

    #[test]
    fn every_cell_of_a_column_stands_for_its_number_and_the_words_for_none() {
        for (width, height) in [(108, 12), (74, 9), (56, 7), (40, 5)] {
            let area = Rect::new(3, 2, width, height);
            let mut found = std::collections::BTreeSet::new();
            for focus in 0..=10 {
                let mut buf = Buffer::empty(Rect::new(0, 0, width + 6, height + 4));
                let theme = Theme::built_in("calm-dark").unwrap();
                Scale { focus: Score::new(focus) }.draw(area, &theme, Marker::Braille, &mut buf);
                let is_lit = |at: &Position| buf[*at].fg == theme.color(Role::Accent) || buf[*at].bg == theme.color(Role::Accent);
                for at in buf.area.positions().filter(is_lit) {
                    let score = Scale::score_at(area, Marker::Braille, at);
                    // the stroke under large digits lies below what can be clicked
                    if let Some(score) = score {
                        assert_eq!(score.value(), focus, "{at} of {area}");
                        found.insert(focus);
                    }
                }
            }
            assert_eq!(found.len(), 11, "{area}");
            let words = Position::new(area.x + area.width / 2, area.y + Scale::height(area, Marker::Braille) - 1);
            assert_eq!(Scale::score_at(area, Marker::Braille, words), None);
        }
    }

    proptest! {
        #[test]
        fn any_area_stays_inside(focus in proptest::option::of(0u8..=10), x in 0u16..90, y in 0u16..50, w in 0u16..130, h in 0u16..50, pick in 0usize..3) {
            let marker = [Marker::Octant, Marker::Quadrant, Marker::Braille][pick];
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                Scale { focus: focus.and_then(Score::new) }.draw(area, &Theme::built_in("calm-dark").unwrap(), marker, buf);
            });
        }
    }
}
