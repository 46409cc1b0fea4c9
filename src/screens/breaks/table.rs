//! The last days as a table: a row for each, the newest first, and a column for each thing that can become of a nudge.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::words;
use crate::app::Context;
use crate::config::theme::Role;
use crate::domain::Day;
use crate::store::Tally;
use crate::widgets::text;

/// What a column is called, and what it counts.
type Column = (&'static str, fn(&Tally) -> u32);

/// The columns, in their order.
const COLUMNS: [Column; 7] = [
    ("due", |tally| tally.due),
    ("taken", |tally| tally.taken),
    ("already", |tally| tally.already),
    ("snoozed", |tally| tally.snoozed),
    ("skipped", |tally| tally.skipped),
    ("missed", |tally| tally.missed),
    ("away", |tally| tally.away),
];
const LONGEST: &str = "longest sit";
/// Columns a day's name takes: `Mon 23`.
const DAY: u16 = 6;

/// Where the columns end, and the last of them if there is room for it.
fn ends(width: u16) -> (Vec<u16>, Option<u16>) {
    let names: u16 = COLUMNS.iter().map(|(name, _)| text::columns(name)).sum();
    let (few, all) = (DAY + names, DAY + names + text::columns(LONGEST));
    let has_longest = all + 8 <= width;
    let gap = if has_longest { (width - all) / 8 } else { width.saturating_sub(few) / 7 };
    let gap = gap.clamp(1, 3);
    let ends = COLUMNS.iter().scan(DAY, |x, (name, _)| {
        *x += gap + text::columns(name);
        Some(*x)
    });
    let ends: Vec<u16> = ends.collect();
    let last = ends.last().copied().unwrap_or(DAY) + gap + text::columns(LONGEST);
    (ends, has_longest.then_some(last))
}

/// Draws the names of the columns and as many days as fit below them, from a day on.
pub(super) fn draw(days: &[(Day, Tally)], top: usize, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (quiet, soft) = (cx.theme.style(Role::Quiet), cx.theme.style(Role::Soft));
    let (ends, longest) = ends(area.width);
    for ((name, _), end) in COLUMNS.iter().zip(&ends) {
        text::put_right(area.x + end, area.y, name, quiet, area, buf);
    }
    if let Some(end) = longest {
        text::put_right(area.x + end, area.y, LONGEST, quiet, area, buf);
    }
    for (y, (day, tally)) in (area.y + 1..area.bottom()).zip(days.iter().skip(top)) {
        let is_today = *day == cx.day();
        let (name, number) = (day.date().format("%a %-d").to_string(), |n: u32| if n == 0 { "·".to_owned() } else { n.to_string() });
        text::put(area.x, y, &name, if is_today { cx.theme.bold(Role::Accent) } else { soft }, area, buf);
        for ((_, count), end) in COLUMNS.iter().zip(&ends) {
            let n = count(tally);
            text::put_right(area.x + end, y, &number(n), if n == 0 { quiet } else { cx.theme.style(Role::Text) }, area, buf);
        }
        if let Some(end) = longest {
            let (says, style) = tally.longest_ms.map_or(("·".to_owned(), quiet), |ms| (words::long(ms), cx.theme.style(Role::Text)));
            text::put_right(area.x + end, y, &says, style, area, buf);
        }
    }
}
