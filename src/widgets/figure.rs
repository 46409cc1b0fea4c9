//! A figure on the screen: an instant of it drawn for the terminal's dots, in the colours of the theme.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dots::{Marker, draw_picture};
use super::dress::{Dress, Palette};
use super::printed::printed;
use super::text;
use crate::config::theme::{Depth, Role, Theme};
use crate::figure::{Drawing, Figure, Instant, Shot, Side, View};

/// Below this size a figure cannot be made out.
pub const LEAST: (u16, u16) = (24, 12);
/// Below this many columns a level view shows more than a tilted one.
pub const TILT_FROM: u16 = 32;
/// From this many columns on there is room for shade.
const SHADE_FROM: u16 = 36;

/// A figure at an instant.
#[derive(Clone, Copy, Debug)]
pub struct FigureView<'a> {
    /// Whose.
    pub figure: &'a Figure,
    /// Where in its cycle: step and progress come from the player, side and breath as well.
    pub instant: Instant,
    /// Seen from where; its own main view is `figure.views()[0]`.
    pub view: View,
    /// How it is dressed; `Dress::usual(theme)` if nobody has chosen.
    pub dress: Dress,
    /// Whether arrows show the coming movement: not in the small picture beside the main one.
    pub arrows: bool,
    /// Whether the coming pose is outlined.
    pub ghost: bool,
    /// How far the muscles pulse in a hold, 0 to 1, with the breath.
    pub pulse: f32,
    /// What is said where there is no room to draw.
    pub cue: &'a str,
}

impl<'a> FigureView<'a> {
    /// A figure in its main view, with arrows, without ghost.
    #[must_use]
    pub fn new(figure: &'a Figure, instant: Instant, theme: &Theme) -> Self {
        let view = figure.views().first().copied().unwrap_or(View::Side);
        Self { figure, instant, view, dress: Dress::usual(theme), arrows: true, ghost: false, pulse: 0.0, cue: "" }
    }

    /// The dots of it for so many cells. What looks the same is equal: a screen need not be drawn anew for it.
    #[must_use]
    pub fn drawing(&self, cells: (u16, u16), marker: Marker) -> Drawing {
        self.figure.draw(&self.instant, &self.shot(cells, marker))
    }

    fn shot(&self, cells: (u16, u16), marker: Marker) -> Shot {
        let view = if self.view == View::SideTilt && cells.0 < TILT_FROM { View::Side } else { self.view };
        Shot {
            arrows: self.arrows,
            ghost: self.ghost,
            shade: cells.0 >= SHADE_FROM && marker != Marker::Braille,
            ..Shot::of(view, cells, marker.down())
        }
    }

    /// Names the body's left and right beside it, the working side brighter. Where the drawing leaves no room for that one, neither is named.
    pub fn name_sides(&self, drawing: &Drawing, area: Rect, theme: &Theme, marker: Marker, buf: &mut Buffer) {
        let (working, down) = (self.instant.side, usize::from(marker.down()));
        let (cols, rows) = (usize::from(area.width), usize::from(area.height));
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in the picture, nearest to the one that was meant"
        )]
        let cell = |(x, y): (f32, f32)| ((x / 2.0) as usize, (y / down as f32) as usize);
        let is_free = |(_, at): &(Side, (f32, f32))| {
            let (col, row) = cell(*at);
            row < rows && (col.saturating_sub(1)..=col + 1).all(|col| drawing.cell(col.min(cols.saturating_sub(1)), row, down).is_none())
        };
        let mut names = self.figure.names(working, &self.shot((area.width, area.height), marker));
        names.retain(is_free);
        if names.iter().all(|(side, _)| *side != working) {
            return;
        }
        for (side, at) in names {
            let (col, row) = cell(at);
            let (letter, style) = (
                if side == Side::Left { "L" } else { "R" },
                if side == working { theme.bold(Role::Text) } else { theme.style(Role::Quiet) },
            );
            #[allow(clippy::cast_possible_truncation, reason = "inside the area")]
            text::put(area.x + col.min(cols.saturating_sub(1)) as u16, area.y + row as u16, letter, style, area, buf);
        }
    }

    /// The same as lines for the standard output, in the theme's colours or without any.
    #[must_use]
    pub fn lines(&self, cells: (u16, u16), theme: &Theme, marker: Marker) -> Vec<String> {
        let mut buf = Buffer::empty(Rect::new(0, 0, cells.0, cells.1));
        self.draw(buf.area, theme, marker, &mut buf);
        printed(&buf, theme.depth != Depth::Mono)
    }

    /// Draws it into an area; below 24 × 12 the cue stands in its place.
    pub fn draw(&self, area: Rect, theme: &Theme, marker: Marker, buf: &mut Buffer) {
        if area.width < LEAST.0 || area.height < LEAST.1 {
            text::put(area.x, area.y, text::clip(self.cue, area.width), theme.style(Role::Soft), area, buf);
            return;
        }
        let palette = Palette::new(theme, self.dress, self.pulse);
        paint(&self.drawing((area.width, area.height), marker), &palette, area, marker, buf);
    }
}

/// Lays a drawing made for the marker over an area of its size.
pub fn paint(drawing: &Drawing, palette: &Palette, area: Rect, marker: Marker, buf: &mut Buffer) {
    let down = usize::from(marker.down());
    let dots = |col: usize, row: usize| {
        let own = drawing.cell(col, row, down)?;
        let color = |i: usize| own[i].and_then(|dot| palette.color(dot, (col * 2 + i % 2) as i32, (row * down + i / 2) as i32));
        Some(std::array::from_fn(color))
    };
    draw_picture(area, marker, &palette.weights(), dots, buf);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Color;

    use super::*;
    use crate::assets::Source;
    use crate::content;
    use crate::widgets::drawn;

    fn figure(id: &str) -> Figure {
        content::figure(&Source::embedded(), id).expect("there").expect("reads")
    }

    fn at(step: usize, progress: f32) -> Instant {
        Instant { step, progress, side: Side::Right, breath: 0.0 }
    }

    fn colours(theme: &str, dress: Option<Dress>) -> Vec<Color> {
        let (figure, theme) = (figure("cat-cow"), Theme::built_in(theme).expect("built in"));
        let mut shown = FigureView::new(&figure, at(0, 1.0), &theme);
        shown.dress = dress.unwrap_or(shown.dress);
        let mut buf = Buffer::empty(Rect::new(0, 0, 40, 16));
        shown.draw(buf.area, &theme, Marker::Octant, &mut buf);
        let mut all: Vec<Color> = Vec::new();
        for color in buf.content.iter().flat_map(|cell| [cell.fg, cell.bg]) {
            if !all.contains(&color) {
                all.push(color);
            }
        }
        all
    }

    #[test]
    fn a_theme_without_colours_gets_none_and_one_of_sixteen_only_those() {
        assert_eq!(colours("mono", None), [Color::Reset]);
        assert!(colours("calm-16", None).iter().all(|color| !matches!(color, Color::Rgb(..) | Color::Indexed(_))));
        assert!(colours("calm-dark", None).contains(&Color::Rgb(0xe2, 0xb4, 0x8c)), "skin");
        assert!(!colours("calm-dark", Some(Dress::Mannequin)).contains(&Color::Rgb(0xe2, 0xb4, 0x8c)), "no skin on a mannequin");
        for theme in ["calm-dark", "calm-light", "calm-16"] {
            let work = Theme::built_in(theme).expect("built in").color(Role::Work);
            assert!(colours(theme, None).contains(&work), "{theme} shows the muscle");
        }
    }

    #[test]
    fn where_there_is_no_room_the_cue_stands() {
        let (figure, theme) = (figure("plank"), Theme::built_in("mono").expect("built in"));
        let shown = FigureView { cue: "One line, keep breathing.", ..FigureView::new(&figure, at(0, 0.0), &theme) };
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, 12));
        shown.draw(buf.area, &theme, Marker::Octant, &mut buf);
        assert_eq!(drawn::text(&buf).trim(), "One line, keep breat");
    }

    #[test]
    fn from_behind_no_dark_line_lies_between_hair_and_neck() {
        let squeeze = figure("scapular-squeeze");
        let view = FigureView {
            view: View::Camera { az: -90.0, el: 35.0 },
            ..FigureView::new(&squeeze, at(0, 0.0), &Theme::built_in("calm-dark").expect("built in"))
        };
        let drawing = view.drawing((60, 24), Marker::Octant);
        let middle: Vec<_> = (0..96).map(|y| drawing.dot(60, y)).skip_while(Option::is_none).take(60).collect();
        assert!(middle.iter().all(Option::is_some), "{middle:?}");
    }

    #[test]
    fn the_working_side_is_named_beside_the_body_and_the_other_never_alone() {
        let theme = Theme::built_in("calm-dark").expect("built in");
        let named = |id: &str, side: Side, view: View| {
            let figure = figure(id);
            let shown = FigureView { view, ..FigureView::new(&figure, Instant { side, ..at(0, 1.0) }, &theme) };
            let mut buf = Buffer::empty(Rect::new(0, 0, 40, 16));
            shown.name_sides(&shown.drawing((40, 16), Marker::Octant), buf.area, &theme, Marker::Octant, &mut buf);
            let bright = theme.bold(Role::Text).fg;
            let cells = buf.content.iter().enumerate().filter(|(_, cell)| cell.symbol() != " ");
            cells.map(|(at, cell)| (at % 40, cell.symbol().to_owned(), Some(cell.fg) == bright)).collect::<Vec<_>>()
        };
        let mut count = 0;
        for (side, letter) in [(Side::Left, "L"), (Side::Right, "R")] {
            for id in ["eagle-arms", "doorway-pec-stretch", "thread-the-needle", "thoracic-rotation", "ball-release"] {
                for view in [View::Front, View::Side, View::Quarter, View::Back, View::Top] {
                    let all = named(id, side, view);
                    count += all.len();
                    assert!(all.is_empty() || all.iter().any(|(_, known, bright)| known == letter && *bright), "{id} {view:?}: {all:?}");
                }
            }
        }
        assert!(count > 10, "named {count} times");
    }

    #[test]
    fn muscles_pulse_in_three_steps() {
        let theme = Theme::built_in("calm-dark").expect("built in");
        let palettes: Vec<Palette> = (0..=20_u8).map(|i| Palette::new(&theme, Dress::Clothed, f32::from(i) / 20.0)).collect();
        let changes = palettes.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert_eq!(changes, 2);
    }

    proptest! {
        #[test]
        fn nothing_is_drawn_outside(
            x in 0u16..80, y in 0u16..40, width in 0u16..60, height in 0u16..30, marker in 0usize..4, step in 0usize..4, progress in 0.0_f32..1.0,
        ) {
            let (figure, theme) = (figure("arm-swings"), Theme::built_in("calm-dark").expect("built in"));
            let shown = FigureView { cue: "Chest turns.", ..FigureView::new(&figure, at(step, progress), &theme) };
            drawn::stays_inside(Rect::new(x, y, width, height), |area, buf| shown.draw(area, &theme, Marker::ALL[marker], buf));
        }
    }
}
