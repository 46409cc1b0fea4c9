//! The same figure in each marker side by side, with the marker's name under it: which one looks right only the eye can tell.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::dots::Marker;
use super::dress::Palette;
use super::figure::{FigureView, paint};
use super::list::Look;
use super::text;
use crate::config::theme::{Role, Theme};
use crate::figure::{Figure, Instant, Side};

/// Columns between two of them.
const GAP: u16 = 2;
/// Larger than this a sample shows no more.
const WIDEST: u16 = 24;
/// Smaller than this a sample shows nothing.
const LEAST: (u16, u16) = (10, 5);

/// A sample of each marker in the order of [`Marker::ALL`]; one of them is selected.
#[derive(Clone, Copy, Debug)]
pub struct MarkerPicker<'a> {
    /// What is shown in all of them, at the end of its first movement.
    pub figure: &'a Figure,
    /// The one that is selected.
    pub selected: Marker,
}

impl MarkerPicker<'_> {
    /// A figure that is told from another even in a small picture.
    pub const SAMPLE: &'static str = "scapular-squeeze";

    /// Columns of one of them.
    fn wide(width: u16) -> u16 {
        let count = Marker::ALL.len() as u16;
        (width.saturating_sub(GAP * (count - 1)) / count).min(WIDEST)
    }

    /// Rows it takes in so many columns where there is room for all: picture, an empty row, name.
    #[must_use]
    pub fn height(width: u16) -> u16 {
        Self::wide(width) / 2 + 2
    }

    /// Where each of them stands, its name in the last row: side by side, in the middle of the area. Without room for pictures the names stand alone.
    fn places(area: Rect) -> [(Marker, Rect); Marker::ALL.len()] {
        let wide = Self::wide(area.width);
        let count = Marker::ALL.len() as u16;
        let left = area.x + area.width.saturating_sub(wide * count + GAP * (count - 1)) / 2;
        let height = Self::height(area.width).min(area.height);
        let place = |at: usize| Rect { x: left + (wide + GAP) * at as u16, width: wide, height, ..area }.intersection(area);
        std::array::from_fn(|at| (Marker::ALL[at], place(at)))
    }

    /// The marker that stands on a cell.
    #[must_use]
    pub fn marker_at(area: Rect, at: Position) -> Option<Marker> {
        Self::places(area).into_iter().find(|(_, place)| place.contains(at)).map(|(marker, _)| marker)
    }

    /// Draws them from the top of the area.
    pub fn draw(&self, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let instant = Instant { step: self.figure.first_move(), progress: 1.0, side: Side::Right, breath: 0.0 };
        let shown = FigureView { arrows: false, ..FigureView::new(self.figure, instant, theme) };
        let palette = Palette::new(theme, shown.dress, 0.0);
        for (marker, place) in Self::places(area) {
            if place.is_empty() {
                continue;
            }
            let picture = Rect { height: place.height.saturating_sub(2), ..place };
            if picture.width >= LEAST.0 && picture.height >= LEAST.1 {
                paint(&shown.drawing((picture.width, picture.height), marker), &palette, picture, marker, buf);
            }
            let name = text::clip(marker.words(), place.width.saturating_sub(2));
            let wide = (text::columns(name) + 4).min(place.width);
            let row = Rect { x: place.x + (place.width - wide) / 2, y: place.bottom() - 1, width: wide, height: 1 };
            let look = Look::of(marker == self.selected, (Role::Soft, Role::Soft), row, theme, buf);
            text::put(row.x + 2, row.y, name, look.name, row, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::assets::Source;
    use crate::content;
    use crate::widgets::drawn;

    fn sample() -> Figure {
        content::figure(&Source::embedded(), MarkerPicker::SAMPLE).expect("there").expect("reads")
    }

    fn draw(width: u16, height: u16, selected: Marker, theme: &str) -> Buffer {
        let (figure, theme) = (sample(), Theme::built_in(theme).expect("built in"));
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        MarkerPicker { figure: &figure, selected }.draw(buf.area, &theme, &mut buf);
        buf
    }

    #[test]
    fn each_marker_draws_the_same_figure_with_its_own_characters() {
        insta::assert_snapshot!("marker_picker_wide", drawn::text(&draw(108, MarkerPicker::height(108), Marker::Octant, "mono")));
        insta::assert_snapshot!("marker_picker_mid", drawn::text(&draw(74, MarkerPicker::height(74), Marker::Quadrant, "mono")));
        insta::assert_snapshot!("marker_picker_small", drawn::text(&draw(56, MarkerPicker::height(56), Marker::Braille, "mono")));
        insta::assert_snapshot!("marker_picker_names_alone", drawn::text(&draw(56, 5, Marker::Sextant, "mono")));
    }

    #[test]
    fn the_selected_one_is_seen_with_and_without_colours() {
        for theme in ["calm-dark", "calm-light", "calm-16", "mono"] {
            let all = Marker::ALL.map(|marker| draw(74, 12, marker, theme));
            for (at, one) in all.iter().enumerate() {
                assert!(all[..at].iter().all(|other| other != one), "{theme}: two selections look alike");
            }
        }
    }

    #[test]
    fn a_click_finds_the_one_it_is_on() {
        let area = Rect::new(3, 2, 74, 12);
        let found: Vec<_> = (3..77).map(|x| MarkerPicker::marker_at(area, Position::new(x, 4))).collect();
        for marker in Marker::ALL {
            assert!(found.iter().filter(|at| **at == Some(marker)).count() >= usize::from(LEAST.0));
        }
        assert_eq!(MarkerPicker::marker_at(area, Position::new(3, 1)), None);
    }

    proptest! {
        #[test]
        fn nothing_is_drawn_outside(x in 0u16..80, y in 0u16..40, width in 0u16..60, height in 0u16..30, marker in 0usize..4) {
            let (figure, theme) = (sample(), Theme::built_in("calm-dark").expect("built in"));
            let picker = MarkerPicker { figure: &figure, selected: Marker::ALL[marker] };
            drawn::stays_inside(Rect::new(x, y, width, height), |area, buf| picker.draw(area, &theme, buf));
        }
    }
}
