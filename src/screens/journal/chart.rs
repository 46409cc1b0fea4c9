//! The chart of the last days before and after, in as many bands as it takes to draw each day by itself, and the same numbers as a table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::words;
use crate::app::Context;
use crate::config::theme::Role;
use crate::domain::{Day, Score};
use crate::screens::today::strip_day;
use crate::store::DayNumbers;
use crate::widgets::strip::{self, AXIS, Strip, StripDay};
use crate::widgets::text::{self, Paragraph};

/// How many days the chart can show, from few to many.
pub(super) const RANGES: [i32; 3] = [14, 28, 90];

/// Rows of one band with slopes and the numbers of its days.
const BAND: u16 = 5;

/// In how many bands so many days can be drawn, each at least two columns wide; nothing if there is no room for them.
pub(super) fn bands(days: i32, width: u16, rows: u16) -> Option<u16> {
    (1..=3).find(|bands| {
        let in_one = u16::try_from(days).unwrap_or(u16::MAX).div_ceil(*bands).max(1);
        match width.saturating_sub(AXIS) / in_one {
            0 | 1 => false,
            // two columns have no room for two numbers beside each other, only for slopes
            2 => rows >= BAND * bands,
            _ => rows >= if *bands == 1 { 3 } else { BAND * bands },
        }
    })
}

/// The rows a chart of so many days takes, with its title and its sentence: as many as it needs, some more where there are many.
pub(super) fn height(days: i32, says: u16, width: u16, most: u16, is_tall: bool) -> u16 {
    let around = 1 + says;
    let rows = most.saturating_sub(around);
    match bands(days, width, rows) {
        Some(1) if is_tall => around + rows.min(8),
        Some(bands) if rows >= BAND * bands => around + BAND * bands + if is_tall { bands } else { 0 },
        Some(_) => around + rows.min(3),
        None => around,
    }
}

/// The most rows of a sentence.
const SENTENCE: u16 = 2;

/// The rows the sentence takes.
pub(super) fn says_height(days: &[DayNumbers], width: u16) -> u16 {
    Paragraph::new(&words::sentence(days), ratatui::style::Style::new()).height(width).clamp(1, SENTENCE)
}

/// Draws the chart with its title, legend and sentence.
pub(super) fn draw(days: &[DayNumbers], area: Rect, buf: &mut Buffer, cx: &Context) {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
    let title = words::span(first.pain.day, last.pain.day, cx);
    let x = text::put(area.x, area.y, &title, cx.theme.style(Role::Quiet), area, buf) + 6;
    strip::legend(x, area.y, cx.theme, area, buf);
    let says = says_height(days, area.width);
    let room = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + says), ..area };
    let today = cx.day();
    let count = i32::try_from(days.len()).unwrap_or(i32::MAX);
    if let Some(bands) = bands(count, area.width, room.height) {
        let marks: Vec<StripDay> = days.iter().map(|day| strip_day(&day.pain, today)).collect();
        let (each, height) = (marks.len().div_ceil(usize::from(bands)), room.height / bands);
        for (n, part) in (0u16..).zip(marks.chunks(each)) {
            let band = Rect { y: room.y + n * height, height, ..room };
            Strip { days: part, axis: true }.draw(band, cx.theme, cx.marker, buf);
        }
    }
    let says = Rect { y: area.bottom().saturating_sub(says), height: says, ..area };
    Paragraph::new(&words::sentence(days), cx.theme.style(Role::Soft)).draw(says, buf);
}

/// Rows of the table that are seen at once.
pub(super) fn table_rows(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(2 + SENTENCE))
}

/// Draws the numbers, the newest day first, from a row on.
pub(super) fn draw_table(days: &[DayNumbers], top: usize, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
    let (quiet, soft) = (cx.theme.style(Role::Quiet), cx.theme.style(Role::Soft));
    text::put(area.x, area.y, &words::span(first.pain.day, last.pain.day, cx), quiet, area, buf);
    let columns = ["before", "after", "alone", "average"];
    let right = |n: u16| area.x + 24 + n * 10;
    for (n, name) in (0u16..).zip(columns) {
        text::put_right(right(n), area.y + 1, name, quiet, area, buf);
    }
    let number = |score: Option<Score>| score.map_or_else(|| "–".to_owned(), |score| score.value().to_string());
    let today = cx.day();
    for (y, day) in (area.y + 2..area.bottom().saturating_sub(SENTENCE)).zip(days.iter().rev().skip(top)) {
        let name = day.pain.day.date().format("%a %-d %b").to_string();
        let style = if day.pain.day == today { cx.theme.bold(Role::Accent) } else { soft };
        text::put(area.x, y, &name, style, area, buf);
        for (n, score) in (0u16..).zip([day.pain.before, day.pain.after, day.pain.single, day.average]) {
            let style = if score.is_some() { cx.theme.style(Role::Text) } else { quiet };
            text::put_right(right(n), y, &number(score), style, area, buf);
        }
    }
    let says = Rect { y: area.bottom().saturating_sub(SENTENCE), height: SENTENCE, ..area };
    Paragraph::new(&words::sentence(days), soft).draw(says, buf);
}

/// The first day of a range that ends on a day.
pub(super) fn first(to: Day, days: i32) -> Day {
    to.back(days - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_drawn_only_where_each_day_has_its_place() {
        assert_eq!([14, 28, 90].map(|days| bands(days, 56, 3)), [Some(1), None, None], "60 × 18");
        assert_eq!([14, 28, 90].map(|days| bands(days, 74, 6)), [Some(1), Some(1), None], "80 × 24");
        assert_eq!([14, 28, 90].map(|days| bands(days, 108, 12)), [Some(1), Some(1), Some(2)], "120 × 36");
        assert_eq!([bands(14, 20, 40), bands(14, 12, 40)], [Some(2), None]);
    }
}
