//! A drawn buffer as lines for the standard output: plain, or with the escapes that colour it.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;

/// The lines of a buffer, without blanks at their ends; in colour each line ends as it began, so that they can stand anywhere.
#[must_use]
pub fn printed(buf: &Buffer, in_colour: bool) -> Vec<String> {
    (buf.area.y..buf.area.bottom()).map(|y| line(buf, y, in_colour)).collect()
}

fn line(buf: &Buffer, y: u16, in_colour: bool) -> String {
    let is_blank = |cell: &Cell| cell.symbol() == " " && cell.bg == Color::Reset;
    let last = (buf.area.x..buf.area.right()).rev().find(|&x| !is_blank(&buf[(x, y)]));
    let mut line = String::new();
    let mut now = (Color::Reset, Color::Reset);
    for x in buf.area.x..last.map_or(buf.area.x, |last| last + 1) {
        let cell = &buf[(x, y)];
        if in_colour && (cell.fg, cell.bg) != now {
            now = (cell.fg, cell.bg);
            // a string takes everything
            let _ = write!(line, "\x1b[0;{};{}m", code(cell.fg, 30), code(cell.bg, 40));
        }
        // a cell of one colour is a space on a coloured ground; without the colour it is a block
        let is_surface = !in_colour && cell.symbol() == " " && cell.bg != Color::Reset;
        line.push_str(if is_surface { "█" } else { cell.symbol() });
    }
    if now != (Color::Reset, Color::Reset) {
        line.push_str("\x1b[0m");
    }
    line
}

/// The numbers that choose a colour: `base` is 30 for letters, 40 for the ground.
fn code(color: Color, base: u8) -> String {
    let one = |at: u8| (base + at).to_string();
    let bright = |at: u8| (base + 60 + at).to_string();
    match color {
        Color::Reset => one(9),
        Color::Black => one(0),
        Color::Red => one(1),
        Color::Green => one(2),
        Color::Yellow => one(3),
        Color::Blue => one(4),
        Color::Magenta => one(5),
        Color::Cyan => one(6),
        Color::Gray => one(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
        Color::Indexed(i) => format!("{};5;{i}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn a_line_is_plain_or_coloured_and_closed() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
        buf.set_string(1, 0, "a", Style::new().fg(Color::Rgb(1, 2, 3)));
        buf.set_string(2, 0, " ", Style::new().bg(Color::Red));
        assert_eq!(printed(&buf, false), [" a█"]);
        assert_eq!(printed(&buf, true), [" \x1b[0;38;2;1;2;3;49ma\x1b[0;39;41m \x1b[0m"]);
    }
}
