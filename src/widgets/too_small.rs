//! What a terminal below 60 × 18 shows: one calm request, and the running hold, which goes on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text::{clip, columns, put_centred};
use crate::config::theme::{Role, Theme};

/// The smallest terminal that holds a screen, in columns.
pub const COLUMNS: u16 = 60;
/// The smallest terminal that holds a screen, in rows.
pub const ROWS: u16 = 18;
/// The request, in forms from long to short.
const ASKS: [&str; 3] = ["A little more room, please: 60 × 18.", "More room, please: 60 × 18.", "60 × 18, please."];

/// Whether a terminal is too small for any screen.
#[must_use]
pub fn is_too_small(columns: u16, rows: u16) -> bool {
    columns < COLUMNS || rows < ROWS
}

/// The hold (or rest) that goes on meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running<'a> {
    /// What is done, with its side.
    pub what: &'a str,
    /// Seconds left.
    pub seconds: u32,
    /// The word of the moment: `hold`, `in`, `out`, `rest`, `paused`.
    pub word: &'a str,
}

impl Running<'_> {
    /// What is said of it, from long to short; the seconds are in each.
    fn forms(&self) -> [String; 3] {
        let Self { what, seconds, word } = self;
        [format!("{what}, {word}, {seconds} s left"), format!("{word}, {seconds} s"), format!("{seconds}")]
    }
}

/// Draws the request in the middle of the area, and below it what is running, else what is asked of the person. With one row only, that has it.
pub fn draw(area: Rect, running: Option<Running>, asks: Option<&str>, theme: &Theme, buf: &mut Buffer) {
    let fitting = |forms: &[String]| forms.iter().find(|form| columns(form) <= area.width).cloned();
    let ask = fitting(&ASKS.map(str::to_owned)).unwrap_or_default();
    let (request, hold) =
        (theme.style(Role::Soft), theme.style(if running.is_some() || asks.is_some() { Role::Text } else { Role::Quiet }));
    let line = running.map(|running| {
        let forms = running.forms();
        fitting(&forms).unwrap_or_else(|| clip(&forms[2], area.width).to_owned())
    });
    let line = line.or_else(|| asks.map(|asks| clip(asks, area.width).to_owned()));
    let middle = area.y.saturating_add(area.height.saturating_sub(1) / 2);
    match line {
        None => put_centred(middle, &ask, request, area, buf),
        Some(line) if area.height < 2 => put_centred(middle, &line, hold, area, buf),
        Some(line) => {
            put_centred(middle, &ask, request, area, buf);
            put_centred(middle.saturating_add(1), &line, hold, area, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    const HOLD: Running = Running { what: "Doorway pec stretch, left", seconds: 22, word: "hold" };

    fn shown(width: u16, height: u16, running: Option<Running>) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        draw(buf.area, running, None, &Theme::built_in("calm-dark").unwrap(), &mut buf);
        drawn::text(&buf)
    }

    #[test]
    fn it_asks_calmly_and_keeps_what_seconds_and_word() {
        assert_eq!(
            shown(50, 4, Some(HOLD)),
            "\n       A little more room, please: 60 × 18.\n    Doorway pec stretch, left, hold, 22 s left\n"
        );
        assert_eq!(shown(20, 2, Some(HOLD)), "  60 × 18, please.\n     hold, 22 s");
        assert_eq!(shown(30, 1, None), " More room, please: 60 × 18.");
        assert_eq!(shown(3, 1, Some(HOLD)), "22");
    }

    #[test]
    fn a_nudge_has_its_line_where_nothing_runs() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 40, 2));
        draw(buf.area, None, Some("Time to move: m"), &Theme::built_in("calm-dark").unwrap(), &mut buf);
        assert!(drawn::text(&buf).contains("Time to move: m"));
        let mut buf = Buffer::empty(Rect::new(0, 0, 40, 2));
        draw(buf.area, Some(HOLD), Some("Time to move: m"), &Theme::built_in("calm-dark").unwrap(), &mut buf);
        assert!(!drawn::text(&buf).contains("move"));
    }

    #[test]
    fn the_smallest_terminal_is_sixty_by_eighteen() {
        assert!(is_too_small(59, 18) && is_too_small(60, 17) && !is_too_small(60, 18));
    }

    proptest! {
        #[test]
        fn the_seconds_are_seen_wherever_they_fit(width in 2u16..60, height in 1u16..18) {
            prop_assert!(shown(width, height, Some(HOLD)).contains("22"));
        }

        #[test]
        fn any_area_stays_inside(x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50, what in "\\PC{0,40}", seconds in proptest::num::u32::ANY) {
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                draw(area, Some(Running { what: &what, seconds, word: &what }), Some(&what), &Theme::built_in("mono").unwrap(), buf);
                draw(area, None, Some(&what), &Theme::built_in("calm-dark").unwrap(), buf);
            });
        }
    }
}
