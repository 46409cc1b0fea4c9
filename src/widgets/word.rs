//! The word of the moment under the orb: in strokes where there is room and the dots are fine enough, else one line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dots::Marker;
use super::orb::{OrbSize, OrbState};
use super::strokes::Strokes;
use super::text::{columns, put};
use crate::config::theme::{Role, Theme};

/// Height of the strokes, in cells; `g`, `p`, `y` hang one cell below.
const ROWS: u16 = 3;
/// Free columns between word and seconds.
const GAP: i32 = 3;

/// A word and, while one breathes by it, its seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// For the strokes, short: `in`, `out`, `hold`, `get ready`, `rest`, `paused`.
    pub word: &'a str,
    /// For one line, as it is said: `breathe in`.
    pub line: &'a str,
    /// Seconds left of this word.
    pub seconds: Option<u32>,
    /// What the orb above stands for.
    pub state: OrbState,
}

impl Word<'_> {
    /// Rows it takes at a size of the orb, what hangs below included.
    #[must_use]
    pub fn rows(size: OrbSize) -> u16 {
        if size == OrbSize::Large { ROWS + 1 } else { 1 }
    }

    /// Draws it in the middle of the columns of the area. The seconds keep their place under any word of a breath.
    pub fn draw(&self, area: Rect, size: OrbSize, theme: &Theme, marker: Marker, buf: &mut Buffer) {
        // three rows are six quadrants: too few for an e or a five
        let is_fine = size == OrbSize::Large && marker != Marker::Quadrant && area.height >= ROWS;
        if !(is_fine && self.strokes(area, theme, marker, buf)) {
            self.plain(area, theme, buf);
        }
    }

    fn roles(&self) -> (Role, Role) {
        match self.state {
            OrbState::Work => (Role::Text, Role::Accent),
            OrbState::Ready => (Role::Text, Role::Text),
            OrbState::Rest | OrbState::Paused => (Role::Soft, Role::Soft),
        }
    }

    /// Draws it in strokes, if it fits the width; says whether it did.
    fn strokes(&self, area: Rect, theme: &Theme, marker: Marker, buf: &mut Buffer) -> bool {
        let (word, seconds) = self.roles();
        let wide = |text: &str| i32::from(Strokes::new(text, ROWS).cells(marker).0);
        let room = i32::from(area.width);
        let Some(left) = self.seconds else {
            let fits = wide(self.word) <= room;
            if fits {
                Strokes::new(self.word, ROWS).draw_centred(area, theme.color(word), marker, buf);
            }
            return fits;
        };
        // as wide as the longest word of a breath, so that the number stays where it is
        let slot = wide(self.word).max(wide("hold"));
        let number = left.to_string();
        let digits = i32::from(Strokes::new("0", ROWS).fixed().cells(marker).0);
        let whole = slot + GAP + digits;
        if whole > room {
            return false;
        }
        let start = i32::from(area.x) + (room - whole) / 2;
        let y = i32::from(area.y);
        Strokes::new(self.word, ROWS).draw((start, y), theme.color(word), marker, area, buf);
        Strokes::new(&number, ROWS).fixed().draw((start + slot + GAP, y), theme.color(seconds), marker, area, buf);
        true
    }

    /// One line: the word as it is said, the seconds in bold after it, on the row where the strokes have their middle.
    fn plain(&self, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let (word, seconds) = self.roles();
        let y = area.y.saturating_add(area.height.min(ROWS).saturating_sub(1) / 2);
        let number = self.seconds.map(|left| left.to_string());
        // one place for the number under `breathe in`, `breathe out` and every shorter word
        let slot = columns(self.line).max(if number.is_some() { columns("breathe out") } else { 0 });
        let tail = number.as_ref().map_or(0, |_| 3);
        let x = area.x.saturating_add(area.width.saturating_sub(slot.saturating_add(tail)) / 2);
        // the word leans on its number
        put(x.saturating_add(slot - columns(self.line)), y, self.line, theme.bold(word), area, buf);
        if let Some(number) = number {
            put(x.saturating_add(slot).saturating_add(2), y, &number, theme.bold(seconds), area, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    fn draw(word: &str, line: &str, seconds: Option<u32>, size: OrbSize, marker: Marker) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, 38, Word::rows(size)));
        Word { word, line, seconds, state: OrbState::Work }.draw(buf.area, size, &Theme::built_in("mono").unwrap(), marker, &mut buf);
        drawn::text(&buf)
    }

    #[test]
    fn words_in_strokes_and_in_one_line() {
        insta::assert_snapshot!("word_in", draw("in", "breathe in", Some(3), OrbSize::Large, Marker::Braille));
        insta::assert_snapshot!("word_ready", draw("get ready", "get ready", None, OrbSize::Large, Marker::Braille));
        assert_eq!(draw("out", "breathe out", Some(5), OrbSize::Small, Marker::Octant), "            breathe out  5");
        assert_eq!(draw("in", "breathe in", Some(3), OrbSize::Large, Marker::Quadrant).trim(), "breathe in  3");
    }

    #[test]
    fn the_seconds_stay_where_they_are_from_word_to_word() {
        for (size, marker) in [(OrbSize::Large, Marker::Octant), (OrbSize::Medium, Marker::Octant), (OrbSize::Large, Marker::Quadrant)] {
            let ends = ["in", "out", "hold"].map(|word| {
                let line = format!("breathe {word}");
                let lines = draw(word, if word == "hold" { word } else { &line }, Some(4), size, marker);
                lines.lines().map(|line| line.chars().count()).max()
            });
            assert!(ends[0] == ends[1] && ends[1] == ends[2], "{size:?} {marker:?} {ends:?}");
        }
    }

    #[test]
    fn a_word_too_long_for_strokes_is_written() {
        assert_eq!(draw("shoulder blades", "shoulder blades", None, OrbSize::Large, Marker::Octant).trim(), "shoulder blades");
    }

    proptest! {
        #[test]
        fn any_area_stays_inside(
            x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50, word in "\\PC{0,16}", seconds in proptest::option::of(proptest::num::u32::ANY), pick in 0usize..9,
        ) {
            let marker = [Marker::Octant, Marker::Quadrant, Marker::Braille][pick % 3];
            let size = [OrbSize::Large, OrbSize::Medium, OrbSize::Small][pick / 3];
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                Word { word: &word, line: &word, seconds, state: OrbState::Rest }.draw(area, size, &Theme::built_in("calm-dark").unwrap(), marker, buf);
            });
        }
    }
}
