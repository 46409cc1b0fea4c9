//! Rows of a journal by day: time, number, what it was. Of a list too long to hold only a stretch is given, and what lies beyond it is said.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::list::{Look, notice, window};
use super::text::{clip, columns, put, put_right};
use crate::config::theme::{Role, Theme};

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    /// The heading of a day; an empty row comes before it where there is room.
    Day(&'a str),
    /// What was written down.
    Item {
        /// The time of day.
        time: &'a str,
        /// The number; empty where there is none.
        number: &'a str,
        /// The voice of the number.
        role: Role,
        /// What it was.
        words: &'a str,
        /// What stands on the right of it.
        note: &'a str,
    },
}

/// Fewer rows than this have none to spare between two days.
const GAPS_FROM: u16 = 14;

/// A stretch of the rows, with the selected one always seen.
#[derive(Clone, Copy, Debug)]
pub struct Entries<'a> {
    /// Days and items, the newest first.
    pub rows: &'a [Row<'a>],
    /// Which item is selected, counting items alone.
    pub selected: usize,
    /// Whether there are rows beyond this stretch, above and below.
    pub beyond: [bool; 2],
    /// The line to begin with as long as the selected row is seen then: what was clicked on stays where it is.
    pub top: Option<usize>,
}

/// A line as drawn: a gap, or the index of its row and which item it is, if one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Gap,
    Row(usize, Option<usize>),
}

impl Entries<'_> {
    /// The lines in so many rows: where there are few, days follow each other without a gap.
    fn lines(&self, height: u16) -> Vec<Line> {
        let mut lines = Vec::with_capacity(self.rows.len() + 8);
        let mut items = 0;
        for (n, row) in self.rows.iter().enumerate() {
            if matches!(row, Row::Day(_)) {
                lines.extend((n > 0 && height >= GAPS_FROM).then_some(Line::Gap));
                lines.push(Line::Row(n, None));
            } else {
                lines.push(Line::Row(n, Some(items)));
                items += 1;
            }
        }
        lines
    }

    /// The lines that are seen, and whether the first and the last of them only say that there are more.
    fn seen(&self, lines: &[Line], height: usize) -> (std::ops::Range<usize>, [bool; 2]) {
        let focus = lines.iter().position(|line| matches!(line, Line::Row(_, Some(n)) if *n == self.selected)).unwrap_or(0);
        let kept = self.top.map(|top| top..(top + height).min(lines.len())).filter(|kept| kept.contains(&focus));
        let seen = kept.unwrap_or_else(|| window(lines.len(), focus, height));
        let [above, below] = self.beyond;
        let has_notices = height >= 5;
        let notices = [
            has_notices && (seen.start > 0 || above) && focus > seen.start,
            has_notices && (seen.end < lines.len() || below) && focus + 1 < seen.end,
        ];
        (seen, notices)
    }

    /// The line that is seen first.
    #[must_use]
    pub fn first(&self, area: Rect) -> usize {
        self.seen(&self.lines(area.height), usize::from(area.height)).0.start
    }

    /// The item that is drawn on a cell of the screen, counting items alone.
    #[must_use]
    pub fn item_at(&self, area: Rect, at: Position) -> Option<usize> {
        if !area.contains(at) {
            return None;
        }
        let lines = self.lines(area.height);
        let (seen, [above, below]) = self.seen(&lines, usize::from(area.height));
        let at = seen.start + usize::from(at.y - area.y);
        let is_notice = above && at == seen.start || below && at + 1 == seen.end;
        match lines.get(at).filter(|_| seen.contains(&at) && !is_notice)? {
            Line::Row(_, item) => *item,
            Line::Gap => None,
        }
    }

    /// Draws what fits, the selected row among it, and says how much is above and below.
    pub fn draw(&self, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let lines = self.lines(area.height);
        let (seen, [above, below]) = self.seen(&lines, usize::from(area.height));
        let items = |lines: &[Line]| lines.iter().filter(|line| matches!(line, Line::Row(_, Some(_)))).count();
        let more = |count: usize, is_all: bool, way: &str| if is_all { format!("{count} more {way}") } else { format!("more {way}") };
        let wide = |part: fn(&Row<'_>) -> u16| self.rows.iter().map(part).max().unwrap_or(0);
        let time = wide(|row| if let Row::Item { time, .. } = row { columns(time) } else { 0 });
        for ((y, line), at) in (area.y..area.bottom()).zip(&lines[seen.clone()]).zip(seen.clone()) {
            if above && at == seen.start {
                notice(y, &more(items(&lines[..=at]), !self.beyond[0], "above"), theme, area, buf);
            } else if below && at + 1 == seen.end {
                notice(y, &more(items(&lines[at..]), !self.beyond[1], "below"), theme, area, buf);
            } else if let Line::Row(row, item) = line {
                self.row(y, &self.rows[*row], *item, time, theme, area, buf);
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a row, its place and what everything here is drawn with")]
    fn row(&self, y: u16, row: &Row<'_>, item: Option<usize>, wide: u16, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let x = area.x.saturating_add(2);
        let (time, number, role, words, note) = match row {
            Row::Day(name) => {
                put(x, y, name, theme.style(Role::Quiet), area, buf);
                return;
            }
            Row::Item { time, number, role, words, note } => (time, number, *role, words, note),
        };
        let look =
            Look::of(item == Some(self.selected), (Role::Soft, Role::Quiet), Rect { y, height: 1, ..area }.intersection(area), theme, buf);
        put(x, y, time, look.detail, area, buf);
        let x = x.saturating_add(wide);
        put_right(x.saturating_add(4), y, number, look.sign.unwrap_or(theme.bold(role)), area, buf);
        let x = x.saturating_add(7);
        let right = area.right().saturating_sub(2);
        let room = right.saturating_sub(x);
        let kept = if note.is_empty() { room } else { room.saturating_sub(columns(note).saturating_add(2)) };
        put(x, y, whole_words(words, kept), look.name, area, buf);
        if columns(note) <= room {
            put_right(right, y, note, look.detail, area, buf);
        }
    }
}

/// As many whole words as fit; letters only of a first word that is too long by itself.
fn whole_words(text: &str, width: u16) -> &str {
    let cut = clip(text, width);
    if cut.len() == text.len() || text[cut.len()..].starts_with(' ') {
        return cut.trim_end_matches([',', ' ']);
    }
    cut.rfind(' ').map_or(cut, |at| cut[..at].trim_end_matches([',', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    fn item<'a>(time: &'a str, number: &'a str, words: &'a str, note: &'a str) -> Row<'a> {
        Row::Item { time, number, role: Role::Text, words, note }
    }

    fn draw(rows: &[Row], selected: usize, beyond: [bool; 2], width: u16, height: u16) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        Entries { rows, selected, beyond, top: None }.draw(buf.area, &Theme::built_in("mono").unwrap(), &mut buf);
        drawn::text(&buf)
    }

    #[test]
    fn rows_stand_in_columns_under_their_day() {
        let rows = [
            Row::Day("Today"),
            item("10:44", "3", "after Daily relief", ""),
            item("8:10", "10", "between the blades, a long call in the morning", "late"),
            Row::Day("Friday"),
            item("18:02", "", "Daily relief", ""),
        ];
        let shown = draw(&rows, 0, [false, false], 44, 14);
        let expected =
            "  Today\n> 10:44   3   after Daily relief\n  8:10   10   between the blades, a   late\n\n  Friday\n  18:02       Daily relief";
        assert_eq!(shown.trim_end(), expected);
    }

    #[test]
    fn what_lies_beyond_is_said_and_a_row_is_found_by_its_place() {
        let names: Vec<String> = (0..20).map(|n| format!("row {n}")).collect();
        let rows: Vec<Row> = names.iter().map(|name| item("10:00", "4", name, "")).collect();
        let shown = draw(&rows, 10, [false, true], 40, 6);
        assert!(shown.starts_with("  8 more above") && shown.trim_end().ends_with("more below"), "{shown}");
        let entries = Entries { rows: &rows, selected: 10, beyond: [false, true], top: None };
        let area = Rect::new(3, 5, 40, 6);
        assert_eq!([5, 6, 9, 10, 11, 4].map(|y| entries.item_at(area, Position::new(5, y))), [None, Some(8), Some(11), None, None, None]);
    }

    #[test]
    fn a_row_that_is_clicked_on_stays_where_it_is() {
        let names: Vec<String> = (0..20).map(|n| format!("row {n}")).collect();
        let rows: Vec<Row> = names.iter().map(|name| item("10:00", "4", name, "")).collect();
        let area = Rect::new(0, 0, 40, 6);
        let entries = |selected, top| Entries { rows: &rows, selected, beyond: [false, false], top };
        let top = entries(10, None).first(area);
        let at = Position::new(3, 4);
        let found = entries(10, None).item_at(area, at).expect("a row");
        assert_eq!(entries(found, Some(top)).item_at(area, at), Some(found));
        assert_ne!(entries(found, None).item_at(area, at), Some(found), "without it the row would have moved");
        assert_ne!(entries(0, Some(top)).first(area), top, "a selection out of sight is followed");
    }

    proptest! {
        #[test]
        fn the_selected_row_is_seen_and_found_where_it_is_drawn(count in 1usize..60, selected in 0usize..60, height in 1u16..20, days in 1usize..5) {
            let selected = selected % count;
            let names: Vec<String> = (0..count).map(|n| format!("<{n}>")).collect();
            let mut rows = Vec::new();
            for (n, name) in names.iter().enumerate() {
                if n % days == 0 { rows.push(Row::Day("a day")); }
                rows.push(item("10:00", "4", name, ""));
            }
            let shown = draw(&rows, selected, [true, true], 40, height);
            let at = shown.lines().position(|line| line.contains(&names[selected]));
            prop_assert!(at.is_some(), "{}", shown);
            let entries = Entries { rows: &rows, selected, beyond: [true, true], top: None };
            let at = Position::new(3, u16::try_from(at.unwrap()).unwrap());
            prop_assert_eq!(entries.item_at(Rect::new(0, 0, 40, height), at), Some(selected));
        }

        #[test]
        fn any_area_stays_inside(x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50, words in "\\PC{0,30}", selected in 0usize..4) {
            let rows = [Row::Day(&words), item(&words, &words, &words, &words), item("9:00", "3", &words, "")];
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                Entries { rows: &rows, selected, beyond: [true, true], top: None }.draw(area, &Theme::built_in("calm-dark").unwrap(), buf);
            });
        }
    }
}
