//! Where the player's figure stands: the large picture, the second view beside it, the words beside or beneath them.

use ratatui::layout::Rect;

use super::motion::orb_area;
use crate::widgets::{chrome, figure};

/// The parts of the left half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The figure.
    pub(super) main: Rect,
    /// Its second view, with a row for its caption below.
    pub(super) inset: Option<Rect>,
    /// What is said.
    pub(super) words: Rect,
    /// Whether the words stand beside the figure, with room between them.
    pub(super) beside: bool,
}

/// Columns of words beside the figure, at least and at most.
const BESIDE: (u16, u16) = (24, 40);
/// The figure grows to this and no further: more dots would show no more.
const MOST: (u16, u16) = (72, 32);
/// Rows of words beneath the figure where there is room for them.
const BENEATH: u16 = 3;

/// The row of the session's line.
pub(super) fn line_row(area: Rect) -> u16 {
    chrome::Frame::of(area).footer.y.saturating_sub(2 + u16::from(area.height >= 20))
}

/// Whether the sets of the exercise have a line of their own.
pub(super) fn has_sets(area: Rect) -> bool {
    area.width >= 100 && area.height >= 30
}

/// The left half, down to the lines of progress.
pub(super) fn left(area: Rect) -> Rect {
    let (frame, spot) = (chrome::Frame::of(area), orb_area(area));
    let top = spot.y.max(frame.header.bottom());
    let bottom = line_row(area).saturating_sub(if has_sets(area) { 4 } else { 0 });
    Rect::new(frame.header.x, top, spot.x.saturating_sub(frame.header.x + 2), bottom.saturating_sub(top))
}

impl Place {
    /// The places on a screen; nothing where a figure could not be made out.
    pub(super) fn of(area: Rect, has_second: bool) -> Option<Self> {
        let left = left(area);
        let place = if left.width >= 60 && left.height >= 20 { Self::wide(left, has_second) } else { Self::narrow(area, left, has_second) };
        (place.main.width >= figure::LEAST.0 && place.main.height >= figure::LEAST.1).then_some(place)
    }

    /// The second view and the words beside the figure.
    fn wide(left: Rect, has_second: bool) -> Self {
        let main = Rect { width: (left.width - BESIDE.0 - 2).min(MOST.0), height: left.height.min(MOST.1), ..left };
        let x = main.right() + 2;
        let side = Rect { x, width: left.right().saturating_sub(x).min(BESIDE.1), ..left };
        let inset = has_second.then_some(Rect { height: (main.height * 4 / 9).min(side.width / 2), ..side });
        let used = inset.map_or(0, |inset| inset.height + 2);
        Self { main, inset, words: Rect { y: side.y + used, height: side.height.saturating_sub(used), ..side }, beside: true }
    }

    /// The second view beside the figure where there is room for it, the words beneath.
    fn narrow(area: Rect, left: Rect, has_second: bool) -> Self {
        let free = left.height.saturating_sub(figure::LEAST.1);
        let rows = free.min(BENEATH);
        let height = (left.height - rows - u16::from(free > rows + 1)).min(MOST.1);
        let y = left.y + height;
        // below the orb and its word the whole width is free
        let width = if y > orb_area(area).bottom() { chrome::Frame::of(area).footer.width } else { left.width };
        let words = Rect { y, height: rows, width, ..left };
        let main = Rect { height, ..left };
        if !has_second || chrome::is_narrow(area.width) {
            return Self { main, inset: None, words, beside: false };
        }
        // from the width on that a tilted view needs, it has that
        let least = if left.width >= figure::TILT_FROM + 12 { figure::TILT_FROM } else { figure::LEAST.0 };
        let main = Rect { width: (left.width * 2 / 3).clamp(least, MOST.0), ..main };
        let x = main.right() + 1;
        let across = left.right().saturating_sub(x).min(MOST.0 / 2);
        // as low as the figure stands, its caption below
        let down = (across * 2 / 3).min(height.saturating_sub(1));
        let inset = Rect { x, y: main.bottom().saturating_sub(down + 1), width: across, height: down };
        Self { main, inset: Some(inset), words, beside: false }
    }

    /// All that is drawn again when the figure moves.
    pub(super) fn moving(&self) -> Rect {
        let inset = self.inset.map(|inset| Rect { height: inset.height + 1, ..inset });
        let both = inset.map_or(self.main, |inset| self.main.union(inset));
        if self.beside { both.union(self.words) } else { both }
    }
}
