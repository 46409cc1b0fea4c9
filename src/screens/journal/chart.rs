//! The chart of the last days before and after, in as many bands as it takes to draw each day by itself, and the same numbers as a table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::words;
use crate::app::Context;
use crate::config::theme::Role;
use crate::domain::{Day, Score};
use crate::screens::today::strip_day;
use crate::store::DayNumbers;
use crate::widgets::strip::{AXIS, Strip, StripDay};
use crate::widgets::text::{self, Paragraph};

/// How many days the chart can show, from few to many.
pub(super) const RANGES: [i32; 3] = [14, 28, 90];

/// Rows of a band: slopes with the numbers of their days, or before over after in figures.
const SLOPES: u16 = 5;
const FIGURES: u16 = 3;

/// How a range is drawn: in so many bands, each of so many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bands {
    count: u16,
    height: u16,
}

/// How so many days can be drawn so that each stands by itself; nothing if there is no room for them. A ring and a solid mark can be told apart from
/// four columns a day on; where there are three, the figures stand there themselves.
pub(super) fn bands(days: i32, width: u16, rows: u16) -> Option<Bands> {
    let step = |count: u16| width.saturating_sub(AXIS) / u16::try_from(days).unwrap_or(u16::MAX).div_ceil(count).max(1);
    let fit = |count: &u16, least: u16, height: u16| step(*count) >= least && rows >= height * count;
    let slopes = (1..=4).find(|count| fit(count, 4, SLOPES)).map(|count| Bands { count, height: (rows / count).min(8) });
    slopes.or_else(|| (1..=4).find(|count| fit(count, 3, FIGURES)).map(|count| Bands { count, height: FIGURES }))
}

/// The rows a chart of so many days takes, with its title and its sentence.
pub(super) fn height(days: i32, says: u16, width: u16, most: u16) -> u16 {
    let around = 1 + says;
    around + bands(days, width, most.saturating_sub(around)).map_or(0, |bands| bands.count * bands.height)
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
    let quiet = cx.theme.style(Role::Quiet);
    let x = text::put(area.x, area.y, &title, quiet, area, buf) + 6;
    let has_single = days.iter().any(|day| day.pain.single.is_some());
    let ring = if has_single { " before, or single   " } else { " before   " };
    let marks = [("○", cx.theme.style(Role::Soft)), (ring, quiet), ("●", cx.theme.style(Role::Accent)), (" after", quiet)];
    text::put_spans(x, area.y, &marks, area, buf);
    let says = says_height(days, area.width);
    let room = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + says), ..area };
    let today = cx.day();
    let count = i32::try_from(days.len()).unwrap_or(i32::MAX);
    if let Some(bands) = bands(count, area.width, room.height) {
        let marks: Vec<StripDay> = days.iter().map(|day| strip_day(&day.pain, today)).collect();
        for (n, part) in (0u16..).zip(marks.chunks(marks.len().div_ceil(usize::from(bands.count)))) {
            let band = Rect { y: room.y + n * bands.height, height: bands.height, ..room };
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
    let columns = ["before", "after", "single", "average"];
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
        let drawn = |width, rows| RANGES.map(|days| bands(days, width, rows).map(|bands| (bands.count, bands.height)));
        assert_eq!(drawn(56, 3), [Some((1, 3)), None, None], "60 × 18");
        assert_eq!(drawn(74, 6), [Some((1, 6)), Some((2, 3)), None], "80 × 24");
        assert_eq!(drawn(108, 12), [Some((1, 8)), Some((2, 6)), Some((3, 3))], "120 × 36");
        assert_eq!(drawn(12, 40), [None; 3]);
    }
}
