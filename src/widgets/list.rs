//! A list with sections: which rows are seen follows from the selection, and after a click from where the list stood.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::text::{clip, columns, put, put_right};
use crate::config::theme::{Role, Theme};

/// A sign before a row's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// None.
    #[default]
    None,
    /// `●` chosen, done.
    Full,
    /// `○` not chosen, skipped.
    Open,
    /// `×` the worst of those chosen.
    Worst,
}

impl Mark {
    /// Chosen or not.
    #[must_use]
    pub fn of(is_chosen: bool) -> Self {
        if is_chosen { Self::Full } else { Self::Open }
    }

    /// The sign and its role.
    #[must_use]
    pub fn sign(self) -> (&'static str, Role) {
        match self {
            Self::None => ("", Role::Quiet),
            Self::Full => ("●", Role::Accent),
            Self::Open => ("○", Role::Quiet),
            Self::Worst => ("×", Role::Accent),
        }
    }
}

/// One entry of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    /// The heading of the rows after it; an empty row comes before it, none after.
    Section(&'a str),
    /// Something that can be selected.
    Item {
        /// What it is called.
        name: &'a str,
        /// What stands on the right: dose, time. Left out where even the short form does not fit.
        detail: &'a str,
        /// The same in fewer columns; empty if there is none.
        short: &'a str,
        /// A sign before the name.
        mark: Mark,
    },
}

impl<'a> Row<'a> {
    /// An item with a name and what stands on its right.
    #[must_use]
    pub fn item(name: &'a str, detail: &'a str) -> Self {
        Self::Item { name, detail, short: "", mark: Mark::None }
    }
}

/// A list. Its rows take the whole area; the text begins two columns in, where the mark of the selected row has room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List<'a> {
    /// Sections and items.
    pub rows: &'a [Row<'a>],
    /// Which item is selected, counting items alone.
    pub selected: Option<usize>,
    /// The line to begin with, as long as the selected item is seen from there: a click moves no row. Else the selection is in the middle.
    pub top: Option<usize>,
}

/// A line of the list as drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Gap,
    /// The index of its row.
    Section(usize),
    /// The index of its row, and which item it is.
    Item(usize, usize),
}

/// Which lines of `length` are seen in `height` rows so that `focus` is among them, in the middle where there is a choice.
#[must_use]
pub fn window(length: usize, focus: usize, height: usize) -> Range<usize> {
    let start = focus.saturating_sub(height / 2).min(length.saturating_sub(height));
    start..(start + height).min(length)
}

impl List<'_> {
    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::with_capacity(self.rows.len() + 8);
        let mut items = 0;
        for (i, row) in self.rows.iter().enumerate() {
            match row {
                Row::Section(_) => {
                    if i > 0 {
                        lines.push(Line::Gap);
                    }
                    lines.push(Line::Section(i));
                }
                Row::Item { .. } => {
                    lines.push(Line::Item(i, items));
                    items += 1;
                }
            }
        }
        lines
    }

    /// The item that is drawn on a row of the screen, counting items alone.
    #[must_use]
    pub fn item_at(&self, area: Rect, at: Position) -> Option<usize> {
        if !area.contains(at) {
            return None;
        }
        let (lines, seen) = self.seen(area);
        let line = seen.start + usize::from(at.y - area.y);
        match lines.get(line) {
            Some(Line::Item(_, n)) if seen.contains(&line) => Some(*n),
            _ => None,
        }
    }

    /// The line that is seen first.
    #[must_use]
    pub fn first(&self, area: Rect) -> usize {
        self.seen(area).1.start
    }

    /// All lines, and which of them are seen.
    fn seen(&self, area: Rect) -> (Vec<Line>, Range<usize>) {
        let lines = self.lines();
        let focus = lines.iter().position(|line| matches!(line, Line::Item(_, n) if Some(*n) == self.selected)).unwrap_or(0);
        let height = usize::from(area.height);
        let kept = self.top.map(|top| top..(top + height).min(lines.len())).filter(|kept| kept.contains(&focus));
        let seen = kept.unwrap_or_else(|| window(lines.len(), focus, height));
        (lines, seen)
    }

    /// Draws what fits, the selected row among it, and says how many items are above and below.
    pub fn draw(&self, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let (lines, seen) = self.seen(area);
        // with fewer rows the notices would hide what they speak of
        let has_notices = area.height >= 5;
        let above = has_notices && seen.start > 0;
        let below = has_notices && seen.end < lines.len();
        let items = |lines: &[Line]| lines.iter().filter(|line| matches!(line, Line::Item(..))).count();
        for ((y, line), at) in (area.y..area.bottom()).zip(&lines[seen.clone()]).zip(seen.clone()) {
            if above && at == seen.start {
                notice(y, &format!("{} more above", items(&lines[..=at])), theme, area, buf);
            } else if below && at + 1 == seen.end {
                notice(y, &format!("{} more below", items(&lines[at..])), theme, area, buf);
            } else {
                self.line(y, *line, theme, area, buf);
            }
        }
    }

    /// The voices of an item's name and detail while it is not selected. What is marked stands out; in a list that is only read, what is not steps back.
    fn voices(&self, mark: Mark) -> (Role, Role) {
        match mark {
            Mark::Full | Mark::Worst => (Role::Text, Role::Soft),
            Mark::Open if self.selected.is_none() => (Role::Quiet, Role::Quiet),
            Mark::None | Mark::Open => (Role::Soft, Role::Quiet),
        }
    }

    fn line(&self, y: u16, line: Line, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let x = area.x.saturating_add(2);
        match line {
            Line::Gap => {}
            Line::Section(row) => {
                if let Row::Section(name) = self.rows[row] {
                    put(x, y, name, theme.style(Role::Quiet), area, buf);
                }
            }
            Line::Item(row, n) => {
                if let Row::Item { name, detail, short, mark } = self.rows[row] {
                    let row = Rect { y, height: 1, ..area }.intersection(area);
                    let look = Look::of(Some(n) == self.selected, self.voices(mark), row, theme, buf);
                    let (sign, role) = mark.sign();
                    put(x, y, sign, look.sign.unwrap_or(theme.style(role)), area, buf);
                    let x = if mark == Mark::None { x } else { x.saturating_add(3) };
                    let right = area.right().saturating_sub(2);
                    let name = clip(name, right.saturating_sub(x));
                    let end = put(x, y, name, look.name, area, buf).saturating_add(2);
                    if let Some(detail) = [detail, short].into_iter().find(|d| end.saturating_add(columns(d)) <= right) {
                        put_right(right, y, detail, look.detail, area, buf);
                    }
                }
            }
        }
    }
}

/// What is not seen of a list.
pub(super) fn notice(y: u16, text: &str, theme: &Theme, area: Rect, buf: &mut Buffer) {
    put(area.x.saturating_add(2), y, text, theme.style(Role::Quiet), area, buf);
}

/// How the parts of an item look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Its name.
    pub name: Style,
    /// What stands on its right.
    pub detail: Style,
    /// In place of the sign's own, on a reversed row.
    pub sign: Option<Style>,
}

impl Look {
    /// The look of an item, the voices of its name and detail while it is not selected given; draws what is beneath it in its one or more rows.
    /// A selected one is raised, marked at its left edge and bold, so that each theme shows it by two signs at least.
    pub fn of(is_selected: bool, (name, detail): (Role, Role), rows: Rect, theme: &Theme, buf: &mut Buffer) -> Self {
        if !is_selected {
            return Self { name: theme.style(name), detail: theme.style(detail), sign: None };
        }
        let raised = theme.style(Role::Raised);
        buf.set_style(rows.intersection(buf.area), raised);
        if raised.add_modifier.contains(Modifier::REVERSED) {
            put(rows.x, rows.y, ">", raised.add_modifier(Modifier::BOLD), rows, buf);
            return Self { name: raised.add_modifier(Modifier::BOLD), detail: raised, sign: Some(raised) };
        }
        for y in rows.y..rows.bottom() {
            put(rows.x, y, "▌", theme.style(Role::Accent), rows, buf);
        }
        Self { name: theme.bold(Role::Text), detail: theme.style(Role::Soft), sign: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    const ROWS: [Row; 8] = [
        Row::Section("Mobility"),
        Row::Item { name: "Thoracic rotation", detail: "10 a side", short: "10", mark: Mark::None },
        Row::Item { name: "Chin tuck", detail: "8 × 5 s", short: "", mark: Mark::Full },
        Row::Section("Stretch"),
        Row::Item { name: "Eagle arms", detail: "2 × 25 s a side", short: "2 × 25 s", mark: Mark::None },
        Row::Item { name: "Child's pose with reach", detail: "2 × 25 s a side", short: "2 × 25 s", mark: Mark::Open },
        Row::Section("Strength"),
        Row::Item { name: "Bird dog", detail: "10 a side", short: "", mark: Mark::None },
    ];

    fn draw(selected: usize, width: u16, height: u16, theme: &str) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        List { rows: &ROWS, selected: Some(selected), top: None }.draw(buf.area, &Theme::built_in(theme).unwrap(), &mut buf);
        buf
    }

    #[test]
    fn a_whole_list_as_one_sees_it() {
        insta::assert_snapshot!("list_whole", drawn::text(&draw(2, 34, 12, "calm-dark")));
        insta::assert_snapshot!("list_scrolled_mono", drawn::text(&draw(3, 34, 6, "mono")));
    }

    #[test]
    fn details_give_way_before_names_are_cut() {
        assert!(drawn::text(&draw(0, 31, 12, "calm-dark")).contains("Eagle arms  2 × 25 s a side"));
        let narrow = drawn::text(&draw(0, 25, 12, "calm-dark"));
        assert!(narrow.contains("Eagle arms   2 × 25 s\n"), "{narrow}");
        let slim = drawn::text(&draw(0, 16, 12, "calm-dark"));
        assert!(slim.contains("Thoracic rot") && !slim.contains('…'), "{slim}");
    }

    #[test]
    fn what_is_marked_stands_out_and_what_is_not_steps_back_where_one_only_reads() {
        let theme = Theme::built_in("calm-dark").unwrap();
        let name_of_the_open_one = |selected| {
            let mut buf = Buffer::empty(Rect::new(0, 0, 40, 12));
            List { rows: &ROWS, selected, top: None }.draw(buf.area, &theme, &mut buf);
            assert_eq!((buf[(2, 2)].fg, buf[(5, 2)].fg), (theme.color(Role::Accent), theme.color(Role::Text)));
            buf[(5, 6)].fg
        };
        assert_eq!(name_of_the_open_one(None), theme.color(Role::Quiet));
        assert_eq!(name_of_the_open_one(Some(0)), theme.color(Role::Soft));
    }

    #[test]
    fn the_selected_row_shows_by_two_signs_in_every_theme() {
        for (theme, sign) in [("calm-dark", "▌"), ("calm-light", "▌"), ("calm-16", ">"), ("mono", ">")] {
            let buf = draw(0, 30, 12, theme);
            assert_eq!(buf[(0, 1)].symbol(), sign, "{theme}");
            assert!(buf[(2, 1)].modifier.contains(Modifier::BOLD), "{theme}");
            assert_ne!((buf[(25, 1)].bg, buf[(25, 1)].modifier), (buf[(25, 2)].bg, buf[(25, 2)].modifier), "{theme}");
        }
    }

    #[test]
    fn a_click_finds_the_item_that_is_drawn_there_and_no_heading() {
        let list = List { rows: &ROWS, selected: Some(2), top: None };
        let found = |y, area| list.item_at(area, Position::new(4, y));
        let whole = Rect::new(2, 3, 34, 12);
        let items: Vec<Option<usize>> = (0..16).map(|y| found(y, whole)).collect();
        let seen = [None, None, None, None, Some(0), Some(1), None, None, Some(2), Some(3), None, None, Some(4), None, None, None];
        assert_eq!(items, seen);
        assert_eq!(list.item_at(whole, Position::new(1, 4)), None, "beside the list");
    }

    #[test]
    fn a_click_moves_no_row_and_a_selection_out_of_sight_is_followed() {
        let area = Rect::new(0, 0, 34, 5);
        let list = |selected, top| List { rows: &ROWS, selected: Some(selected), top };
        let top = list(4, None).first(area);
        let clicked = list(3, Some(top));
        assert_eq!(clicked.first(area), top);
        assert_ne!(list(3, None).first(area), top, "without it the row would have moved");
        assert_eq!(list(0, Some(top)).first(area), 0);
    }

    proptest! {
        #[test]
        fn a_click_on_a_name_selects_that_item(selected in 0usize..5, height in 1u16..14) {
            let names = ["Thoracic", "Chin tuck", "Eagle", "Child's", "Bird dog"];
            let area = Rect::new(0, 0, 40, height);
            let list = List { rows: &ROWS, selected: Some(selected), top: None };
            for (y, row) in (0..).zip(drawn::text(&draw(selected, 40, height, "calm-dark")).lines()) {
                if let Some(n) = names.iter().position(|name| row.contains(name)) {
                    prop_assert_eq!(list.item_at(area, Position::new(5, y)), Some(n));
                }
            }
        }

        #[test]
        fn the_window_is_full_and_holds_the_focus(length in 1usize..200, focus in 0usize..200, height in 1usize..60) {
            let focus = focus % length;
            let seen = window(length, focus, height);
            prop_assert!(seen.contains(&focus));
            prop_assert_eq!(seen.len(), height.min(length));
        }

        #[test]
        fn the_selected_item_is_always_seen(selected in 0usize..5, height in 1u16..14) {
            let seen = drawn::text(&draw(selected, 40, height, "calm-dark"));
            let name = ["Thoracic", "Chin tuck", "Eagle", "Child's", "Bird dog"][selected];
            prop_assert!(seen.contains(name), "{} in {}", name, seen);
        }

        #[test]
        fn any_area_stays_inside(x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50, selected in proptest::option::of(0usize..9), name in "\\PC{0,30}") {
            let rows = [Row::Section(&name), Row::item(&name, &name), Row::Item { name: "a", detail: &name, short: "b", mark: Mark::Open }];
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                List { rows: &rows, selected, top: None }.draw(area, &Theme::built_in("mono").unwrap(), buf);
            });
        }
    }
}
