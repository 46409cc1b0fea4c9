//! What frames every screen: margins, the header, the footer's hints, the one filled button, choices beside it, surfaces.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::text::{columns, put, put_right};
use crate::config::theme::{Depth, Role, Theme, mix};

/// Below so many rows the header moves to the top row and the footer to the last.
const TIGHT_BELOW: u16 = 20;

/// Columns left free on each side.
#[must_use]
pub fn margin(width: u16) -> u16 {
    match width {
        100.. => 6,
        70.. => 3,
        _ => 2,
    }
}

/// Whether a screen is too narrow for two columns: a list and its page stand in one place.
#[must_use]
pub fn is_narrow(width: u16) -> bool {
    width < 70
}

/// Where the parts of a screen lie. All three are inside the margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Two rows: the tabs and the stroke under them, or a title and what it says.
    pub header: Rect,
    /// Everything between.
    pub body: Rect,
    /// One row of hints.
    pub footer: Rect,
}

impl Frame {
    /// The parts of a screen that fills `area`.
    #[must_use]
    pub fn of(area: Rect) -> Self {
        let side = margin(area.width);
        let is_tight = area.height < TIGHT_BELOW;
        let row = |from: u16, height: u16| {
            Rect::new(area.x.saturating_add(side), area.y.saturating_add(from), area.width.saturating_sub(2 * side), height)
                .intersection(area)
        };
        let (head, body) = if is_tight { (0, 2) } else { (1, 4) };
        let foot = area.height.saturating_sub(if is_tight { 1 } else { 2 });
        Self { header: row(head, 2), body: row(body, foot.saturating_sub(body + 1)), footer: row(foot, 1) }
    }
}

/// Where the tabs lie in the header's first row, each with its columns from its key to the end of its name, and whether names fit.
fn tab_spans(width: u16, tabs: &[(&str, &str)], active: usize) -> (Vec<Range<u16>>, bool) {
    let gap = if width >= 100 - 2 * margin(100) { 4 } else { 2 };
    let whole: u16 = tabs.iter().map(|(key, name)| columns(key) + 1 + columns(name) + gap).sum::<u16>().saturating_sub(gap);
    // where the names do not fit, the keys stay, and the name of the one that is open
    let names_fit = whole <= width;
    let mut x = 0u16;
    let spans = tabs.iter().enumerate().map(|(i, (key, name))| {
        let wide = columns(key).saturating_add(if names_fit || i == active { 1 + columns(name) } else { 0 });
        let span = x..x.saturating_add(wide);
        x = span.end.saturating_add(gap);
        span
    });
    (spans.collect(), names_fit)
}

/// The tab that is drawn on a cell.
#[must_use]
pub fn tab_at(area: Rect, tabs: &[(&str, &str)], active: usize, at: Position) -> Option<usize> {
    let column = at.x.checked_sub(area.x).filter(|_| area.contains(at))?;
    tab_spans(area.width, tabs, active).0.iter().position(|span| span.contains(&column))
}

/// The tabs of the header: key and name, `active` lit. `right` stands at the other end, or in the row below it, if there is room.
pub fn tabs(area: Rect, tabs: &[(&str, &str)], active: usize, right: &str, theme: &Theme, buf: &mut Buffer) {
    let (spans, names_fit) = tab_spans(area.width, tabs, active);
    let (mut end, mut lit) = (area.x, None);
    for (i, ((key, name), span)) in tabs.iter().zip(&spans).enumerate() {
        let is_active = i == active;
        let start = area.x.saturating_add(span.start);
        let mut x = put(start, area.y, key, theme.style(if is_active { Role::Accent } else { Role::Quiet }), area, buf);
        if is_active {
            x = put(x.saturating_add(1), area.y, name, theme.bold(Role::Text), area, buf);
            put(start, area.y.saturating_add(1), &"━".repeat(usize::from(x - start)), theme.style(Role::Accent), area, buf);
            lit = Some(x);
        } else if names_fit {
            x = put(x.saturating_add(1), area.y, name, theme.style(Role::Quiet), area, buf);
        }
        end = x.saturating_add(2);
    }
    let start = area.right().saturating_sub(columns(right));
    if end <= start {
        put_right(area.right(), area.y, right, theme.style(Role::Quiet), area, buf);
    } else if lit.is_none_or(|lit| lit.saturating_add(2) <= start) && area.x.saturating_add(columns(right)) <= area.right() {
        // beside the stroke under the open tab
        put_right(area.right(), area.y.saturating_add(1), right, theme.style(Role::Quiet), area, buf);
    }
}

/// A title where there are no tabs: on the left what this is and what of it, on the right two short facts. The right gives way to the left.
pub fn title(area: Rect, left: [&str; 2], right: [&str; 2], theme: &Theme, buf: &mut Buffer) {
    let styles = [(theme.bold(Role::Text), theme.style(Role::Soft)), (theme.style(Role::Soft), theme.style(Role::Quiet))];
    for (i, y) in (0..2).zip(area.y..area.bottom()) {
        let end = put(area.x, y, left[i], styles[i].0, area, buf);
        if end.saturating_add(2).saturating_add(columns(right[i])) <= area.right() {
            put_right(area.right(), y, right[i], if i == 0 { styles[0].1 } else { styles[1].1 }, area, buf);
        }
    }
}

/// A key that works now, what it does, and how much it matters: 0 is kept longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint<'a> {
    /// The key as it is written: `Enter`, `Space`, `p`.
    pub key: &'a str,
    /// What it does, one to three words.
    pub label: &'a str,
    /// The lower, the longer it stays.
    pub priority: u8,
}

impl<'a> From<(&'a str, &'a str, u8)> for Hint<'a> {
    fn from((key, label, priority): (&'a str, &'a str, u8)) -> Self {
        Self { key, label, priority }
    }
}

impl Hint<'_> {
    /// Columns of its key and its words.
    fn columns(&self) -> u16 {
        columns(self.key).saturating_add(1).saturating_add(columns(self.label))
    }
}

/// Columns between two hints, for a screen's width without its margins.
fn hint_gap(width: u16) -> u16 {
    if width >= 100 - 2 * margin(100) { 4 } else { 3 }
}

/// The hints that fit into so many columns, in their order, `?` last: at most six, below 66 columns at most four.
#[must_use]
pub fn fitting<'a>(hints: &[Hint<'a>], width: u16) -> Vec<Hint<'a>> {
    let most = if width >= 70 - 2 * margin(70) { 6 } else { 4 };
    let mut kept = hints.to_vec();
    kept.sort_by_key(|hint| hint.key == "?");
    let length = |hints: &[Hint]| -> usize {
        let gaps = usize::from(hint_gap(width)) * hints.len().saturating_sub(1);
        hints.iter().map(|hint| usize::from(hint.columns())).sum::<usize>() + gaps
    };
    while kept.len() > most || (!kept.is_empty() && length(&kept) > usize::from(width)) {
        let least = kept.iter().enumerate().max_by_key(|(i, hint)| (hint.priority, hint.key != "?", *i)).map_or(0, |(i, _)| i);
        kept.remove(least);
    }
    kept
}

/// The footer: keys and what they do, pruned to the width.
pub fn footer(area: Rect, hints: &[Hint], theme: &Theme, buf: &mut Buffer) {
    for (x, hint) in hint_columns(area, hints) {
        let x = put(x, area.y, hint.key, theme.bold(Role::Soft), area, buf);
        put(x.saturating_add(1), area.y, hint.label, theme.style(Role::Quiet), area, buf);
    }
}

/// The hint that the footer shows on a cell.
#[must_use]
pub fn hint_at<'a>(area: Rect, hints: &[Hint<'a>], at: Position) -> Option<Hint<'a>> {
    let is_on = |(x, hint): &(u16, Hint)| (*x..x.saturating_add(hint.columns())).contains(&at.x);
    hint_columns(area, hints).find(|found| area.contains(at) && at.y == area.y && is_on(found)).map(|(_, hint)| hint)
}

/// The hints that fit, each with the column it begins in.
fn hint_columns<'a>(area: Rect, hints: &[Hint<'a>]) -> impl Iterator<Item = (u16, Hint<'a>)> {
    fitting(hints, area.width).into_iter().scan(area.x, move |next, hint| {
        let x = *next;
        *next = x.saturating_add(hint.columns()).saturating_add(hint_gap(area.width));
        Some((x, hint))
    })
}

/// The one filled button of a screen; gives the column after it.
pub fn button(x: u16, y: u16, key: &str, label: &str, theme: &Theme, area: Rect, buf: &mut Buffer) -> u16 {
    put(x, y, &format!("  {key}   {label}  "), theme.style(Role::OnAccent), area, buf)
}

/// Another thing one may do, beside the button; gives the column after it.
pub fn choice(x: u16, y: u16, key: &str, label: &str, theme: &Theme, area: Rect, buf: &mut Buffer) -> u16 {
    let x = put(x, y, key, theme.bold(Role::Soft), area, buf);
    put(x.saturating_add(2), y, label, theme.style(Role::Quiet), area, buf)
}

/// Paints the whole area in the ground of the room and forgets what was there: the first thing a screen does.
pub fn ground(area: Rect, theme: &Theme, buf: &mut Buffer) {
    fill(area, theme.style(Role::Ground), buf);
}

/// Clears the area to a raised surface: the one overlay. Where there is no colour for it, it is plain ground, and the veil around it tells it apart.
pub fn surface(area: Rect, theme: &Theme, buf: &mut Buffer) {
    let style = theme.style(Role::Ground);
    let is_colour = matches!(theme.depth, Depth::TrueColor | Depth::Ansi256);
    fill(area, if is_colour { style.bg(theme.color(Role::Raised)) } else { style }, buf);
}

fn fill(area: Rect, style: Style, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    for position in area.positions() {
        buf[position].reset();
        buf[position].set_style(style);
    }
}

/// Sets everything drawn so far back towards the ground, by `t` from 0 to 1; without mixable colours it becomes dim.
pub fn veil(area: Rect, t: f32, theme: &Theme, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    for position in area.positions() {
        let cell = &mut buf[position];
        if theme.can_mix() {
            let ground = theme.color(Role::Ground);
            cell.set_fg(mix(cell.fg, ground, t));
            if cell.bg != Color::Reset {
                cell.set_bg(mix(cell.bg, ground, t));
            }
        } else {
            if cell.bg != Color::Reset {
                // text on a filled button may have no contrast without its ground
                cell.set_fg(Color::Reset).set_bg(Color::Reset);
            }
            cell.modifier.remove(Modifier::BOLD | Modifier::REVERSED);
            cell.modifier.insert(Modifier::DIM);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    const TABS: [(&str, &str); 2] = [("1", "Today"), ("2", "Library")];

    fn dark() -> Theme {
        Theme::built_in("calm-dark").unwrap()
    }

    fn keys(hints: &[(&'static str, &'static str, u8)], width: u16) -> Vec<&'static str> {
        let hints: Vec<Hint<'static>> = hints.iter().map(|&h| h.into()).collect();
        fitting(&hints, width).iter().map(|h| h.key).collect()
    }

    #[test]
    fn a_frame_keeps_its_margins_at_every_width() {
        let frame = |w, h| Frame::of(Rect::new(0, 0, w, h));
        assert_eq!((margin(120), margin(80), margin(60)), (6, 3, 2));
        assert_eq!(
            frame(120, 36),
            Frame { header: Rect::new(6, 1, 108, 2), body: Rect::new(6, 4, 108, 29), footer: Rect::new(6, 34, 108, 1) }
        );
        assert_eq!(frame(60, 18), Frame { header: Rect::new(2, 0, 56, 2), body: Rect::new(2, 2, 56, 14), footer: Rect::new(2, 17, 56, 1) });
    }

    #[test]
    fn the_header_shows_where_one_is_and_drops_what_does_not_fit() {
        let draw = |w: u16, right: &str| {
            let mut buf = Buffer::empty(Rect::new(0, 0, w, 2));
            tabs(buf.area, &TABS, 1, right, &dark(), &mut buf);
            drawn::text(&buf)
        };
        assert_eq!(draw(44, "next move 14:20"), "1 Today  2 Library           next move 14:20\n         ━━━━━━━━━");
        assert_eq!(draw(30, "next move 14:20"), "1 Today  2 Library\n         ━━━━━━━━━");
        assert_eq!(draw(14, ""), "1  2 Library\n   ━━━━━━━━━");
    }

    #[test]
    fn hints_are_pruned_by_priority_and_help_stays_last() {
        let all = [
            ("?", "help", 1),
            ("Enter", "begin", 0),
            ("p", "log pain", 2),
            ("!", "warning signs", 1),
            ("v", "view", 8),
            ("s", "short", 5),
            ("f", "filter", 9),
        ];
        assert_eq!(keys(&all, 108), ["Enter", "p", "!", "v", "s", "?"]);
        assert_eq!(keys(&all, 56), ["Enter", "p", "!", "?"]);
        assert_eq!((keys(&all, 20), keys(&all, 19)), (vec!["Enter", "?"], vec!["Enter"]));
        assert_eq!(keys(&all, 0), Vec::<&str>::new());
    }

    #[test]
    fn a_button_shows_without_colour_too() {
        for id in ["calm-dark", "calm-16", "mono"] {
            let theme = Theme::built_in(id).unwrap();
            let mut buf = Buffer::empty(Rect::new(0, 0, 40, 1));
            let end = button(0, 0, "Enter", "Begin", &theme, buf.area, &mut buf);
            choice(end + 3, 0, "s", "short, 3 min", &theme, buf.area, &mut buf);
            assert_eq!(drawn::text(&buf), "  Enter   Begin     s  short, 3 min");
            assert_ne!((buf[(0, 0)].bg, buf[(0, 0)].modifier), (buf[(39, 0)].bg, buf[(39, 0)].modifier), "{id}");
        }
    }

    #[test]
    fn a_veil_sets_the_screen_back_and_a_surface_clears_it() {
        for id in ["calm-dark", "mono"] {
            let theme = Theme::built_in(id).unwrap();
            let mut buf = Buffer::empty(Rect::new(0, 0, 10, 2));
            ground(buf.area, &theme, &mut buf);
            put(0, 0, "behind", theme.style(Role::Text), buf.area, &mut buf);
            let before = buf.clone();
            veil(buf.area, 0.72, &theme, &mut buf);
            assert_ne!(buf, before, "{id}");
            surface(Rect::new(0, 0, 4, 1), &theme, &mut buf);
            assert_eq!(drawn::text(&buf), "    nd\n");
        }
    }

    #[test]
    fn a_veiled_button_loses_its_ground_where_it_cannot_fade() {
        let theme = Theme::built_in("calm-16").unwrap();
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, 1));
        button(0, 0, "Enter", "Begin", &theme, buf.area, &mut buf);
        veil(buf.area, 0.72, &theme, &mut buf);
        assert_eq!((buf[(2, 0)].fg, buf[(2, 0)].bg, buf[(2, 0)].modifier), (Color::Reset, Color::Reset, Modifier::DIM));
    }

    proptest! {
        #[test]
        fn any_area_stays_inside(x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50, word in "\\PC{0,20}", active in 0usize..4) {
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                let theme = dark();
                tabs(area, &[("1", &word), ("2", "Library")], active, &word, &theme, buf);
                title(area, [&word, "b"], ["c", &word], &theme, buf);
                footer(area, &[(word.as_str(), "x", 1).into(), ("?", word.as_str(), 2).into()], &theme, buf);
                button(area.x, area.y, "Enter", &word, &theme, area, buf);
                choice(area.x, area.y, "s", &word, &theme, area, buf);
                surface(area, &theme, buf);
                veil(area, 0.4, &theme, buf);
            });
            let area = Rect::new(x, y, w, h);
            let frame = Frame::of(area);
            for part in [frame.header, frame.body, frame.footer] { prop_assert_eq!(part.intersection(area), part); }
        }
    }
}
