//! The chart of the last days before and after, in as many bands as it takes to draw each day by itself, and the same numbers as a table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{JournalScreen, words};
use crate::app::Context;
use crate::config::theme::Role;
use crate::domain::{Day, Score};
use crate::screens::today::strip_day;
use crate::store::DayNumbers;
use crate::widgets::strip::{AXIS, Strip, StripDay};
use crate::widgets::text::{self, Paragraph};

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

/// The days up to today: those of a plan that are still to come have no numbers.
pub(super) fn past(days: &[DayNumbers], today: Day) -> &[DayNumbers] {
    &days[..days.partition_point(|day| day.pain.day <= today)]
}

/// The rows the sentence takes.
pub(super) fn says_height(days: &[DayNumbers], today: Day, width: u16) -> u16 {
    // as if the most were left out, so that nothing moves when that changes
    let says = words::sentence(past(days, today), hidden(days, false));
    Paragraph::new(&says, ratatui::style::Style::new()).height(width).clamp(1, SENTENCE)
}

/// How many single ratings are not drawn: those of days with sessions; among figures also all but the last of a day.
fn hidden(days: &[DayNumbers], is_drawn: bool) -> usize {
    let of = |day: &DayNumbers| match day.pain.before.or(day.pain.after) {
        Some(_) => day.singles.len(),
        None if is_drawn => 0,
        None => day.singles.len().saturating_sub(1),
    };
    days.iter().map(of).sum()
}

/// What the days are called, and where that leaves no room for the rest of the row, in short.
fn titles(screen: &JournalScreen) -> [String; 2] {
    let (from, to) = screen.reach.span(screen.day);
    match screen.reach.plan() {
        Some(_) => [format!("The plan, {}", words::dates(from, to)), "The plan".into()],
        None => [words::span(from, to, screen.day), words::dates(from, to)],
    }
}

/// Draws the chart with its title, legend and sentence.
pub(super) fn draw(screen: &JournalScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (days, today) = (&screen.days[..], screen.day);
    if days.is_empty() {
        return;
    }
    let says_rows = says_height(days, today, area.width);
    let room = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + says_rows), ..area };
    let bands = bands(i32::try_from(days.len()).unwrap_or(i32::MAX), area.width, room.height);
    let is_drawn = bands.is_some_and(|bands| bands.height >= SLOPES);
    let is_several = |day: &DayNumbers| is_drawn && day.singles.len() > 1 && day.pain.before.or(day.pain.after).is_none();
    let marks: Vec<StripDay> = days
        .iter()
        .map(|day| {
            let number = screen.reach.plan().map(|plan| plan.number(day.pain.day).and_then(|n| u8::try_from(n).ok()).unwrap_or(0));
            let found = strip_day(&day.pain, today);
            StripDay { number: number.unwrap_or(found.number), before: found.before.filter(|_| !is_several(day)), ..found }
        })
        .collect();
    legend(screen, &marks, days.iter().any(is_several), area, buf, cx);
    let several: Vec<&[Score]> = days.iter().map(|day| if is_several(day) { &day.singles[..] } else { &[] }).collect();
    if let Some(bands) = bands {
        let length = marks.len().div_ceil(usize::from(bands.count));
        for (n, (part, several)) in (0u16..).zip(marks.chunks(length).zip(several.chunks(length))) {
            let band = Rect { y: room.y + n * bands.height, height: bands.height, ..room };
            Strip { days: part, axis: true }.draw_all(several, band, cx.theme, cx.marker, buf);
        }
    }
    let says = Rect { y: area.bottom().saturating_sub(says_rows), height: says_rows, ..area };
    Paragraph::new(&words::sentence(past(days, today), hidden(days, is_drawn)), cx.theme.style(Role::Soft)).draw(says, buf);
}

/// The title of the chart and what its marks mean, as much of it as there is room for.
fn legend(screen: &JournalScreen, marks: &[StripDay], has_several: bool, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (quiet, soft) = (cx.theme.style(Role::Quiet), cx.theme.style(Role::Soft));
    let has_single = screen.days.iter().any(|day| day.pain.single.is_some());
    let ring = if has_single { " before, or single" } else { " before" };
    let mut says = vec![("○", soft, ring), ("●", cx.theme.style(Role::Accent), " after")];
    says.extend(has_several.then_some(("▘", soft, " several single")));
    says.extend(marks.iter().any(|day| day.number == 0).then_some(("·", soft, " no plan day")));
    let wide: u16 = says.iter().take(2).map(|(_, _, words)| 4 + text::columns(words)).sum();
    let [long, short] = titles(screen);
    let title = if text::columns(&long) + wide <= area.width { long } else { short };
    let mut x = text::put(area.x, area.y, &title, quiet, area, buf);
    for (sign, style, words) in says {
        if x + 4 + text::columns(words) <= area.right() {
            x = text::put_spans(x + 3, area.y, &[(sign, style), (words, quiet)], area, buf);
        }
    }
}

/// Rows of the table that are seen at once.
pub(super) fn table_rows(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(2 + SENTENCE))
}

/// Draws the numbers, the newest day first, from a row on.
pub(super) fn draw_table(screen: &JournalScreen, top: usize, area: Rect, buf: &mut Buffer, cx: &Context) {
    let days = past(&screen.days, screen.day);
    let (quiet, soft) = (cx.theme.style(Role::Quiet), cx.theme.style(Role::Soft));
    text::put(area.x, area.y, &titles(screen)[0], quiet, area, buf);
    let (first, gap) = if area.width >= 70 { (25, 4) } else { (22, 2) };
    let (plan, right) = (screen.reach.plan(), |n: u16| area.x + first + n * 9);
    let single = right(2) + gap;
    let columns = ["before", "after", "average"];
    for (n, name) in (0u16..).zip(columns) {
        text::put_right(right(n), area.y + 1, name, quiet, area, buf);
    }
    if plan.is_some() {
        text::put_right(area.x + 14, area.y + 1, "day", quiet, area, buf);
    }
    text::put(single, area.y + 1, "single (count)", quiet, area, buf);
    let number = |score: Option<Score>| score.map_or_else(|| "–".to_owned(), |score| score.value().to_string());
    for (y, day) in (area.y + 2..area.bottom().saturating_sub(SENTENCE)).zip(days.iter().rev().skip(top)) {
        let name = day.pain.day.date().format("%a %-d %b").to_string();
        let style = if day.pain.day == screen.day { cx.theme.bold(Role::Accent) } else { soft };
        text::put(area.x, y, &name, style, area, buf);
        if let Some(number) = plan.and_then(|plan| plan.number(day.pain.day)) {
            text::put_right(area.x + 14, y, &number.to_string(), style, area, buf);
        }
        for (n, score) in (0u16..).zip([day.pain.before, day.pain.after, day.average]) {
            let style = if score.is_some() { cx.theme.style(Role::Text) } else { quiet };
            text::put_right(right(n), y, &number(score), style, area, buf);
        }
        let style = if day.singles.is_empty() { quiet } else { cx.theme.style(Role::Text) };
        text::put(single, y, &singles(&day.singles, area.right().saturating_sub(single)), style, area, buf);
    }
    let says = Rect { y: area.bottom().saturating_sub(SENTENCE), height: SENTENCE, ..area };
    Paragraph::new(&words::sentence(days, 0), soft).draw(says, buf);
}

/// The single ratings of a day in the order in which they were felt, and how many; where that is too long, their bounds.
fn singles(scores: &[Score], width: u16) -> String {
    let list: Vec<String> = scores.iter().map(|score| score.value().to_string()).collect();
    let (Some(low), Some(high)) = (scores.iter().min(), scores.iter().max()) else { return "–".into() };
    let count = scores.len();
    match list.as_slice() {
        [one] => one.clone(),
        many => {
            let all = format!("{} ({count})", many.join(" "));
            if text::columns(&all) <= width { all } else { format!("{} to {} ({count})", low.value(), high.value()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_drawn_only_where_each_day_has_its_place() {
        let drawn = |width, rows| [14, 28, 90].map(|days| bands(days, width, rows).map(|bands| (bands.count, bands.height)));
        assert_eq!(drawn(56, 3), [Some((1, 3)), None, None], "60 × 18");
        assert_eq!(drawn(74, 6), [Some((1, 6)), Some((2, 3)), None], "80 × 24");
        assert_eq!(drawn(108, 12), [Some((1, 8)), Some((2, 6)), Some((3, 3))], "120 × 36");
        assert_eq!(drawn(12, 40), [None; 3]);
    }

    #[test]
    fn the_single_ratings_of_a_day_are_listed_or_bounded() {
        let of = |scores: &[u8], width| singles(&scores.iter().filter_map(|n| Score::new(*n)).collect::<Vec<_>>(), width);
        assert_eq!(of(&[], 15), "–");
        assert_eq!(of(&[4], 15), "4");
        assert_eq!(of(&[6, 4, 7, 5], 15), "6 4 7 5 (4)");
        assert_eq!(of(&[6, 4, 7, 5, 10, 2, 2], 15), "2 to 10 (7)");
    }
}
