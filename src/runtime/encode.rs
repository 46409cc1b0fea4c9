//! Cells as the bytes that draw them: the cursor moves only over gaps, a style is said only where it changes, and of a blank only what can be seen.

use std::io::{self, Write};

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What of a style can be seen on a blank; its colour and weight cannot.
const SEEN_ON_BLANKS: Modifier =
    Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT).union(Modifier::SLOW_BLINK).union(Modifier::RAPID_BLINK);

/// Each modifier with its number in the language of terminals.
const MODIFIERS: [(Modifier, u16); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

#[derive(Clone, Copy, PartialEq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    /// The pen for a cell, as like `self` as the cell's looks allow.
    fn for_cell(self, cell: &Cell) -> Self {
        let wanted = Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
        if cell.symbol() == " " && !(self.modifier | cell.modifier).intersects(SEEN_ON_BLANKS) {
            return Self { bg: cell.bg, ..self };
        }
        wanted
    }
}

/// Writes cells, each with its column and row, and leaves a plain pen.
///
/// # Errors
/// What `out` says.
pub fn cells<'a>(out: &mut impl Write, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) -> io::Result<()> {
    let mut pen = Pen::PLAIN;
    let mut next = None;
    for (x, y, cell) in cells {
        if next != Some((x, y)) {
            out.write_all(b"\x1b[")?;
            number(out, y + 1)?;
            out.write_all(b";")?;
            number(out, x + 1)?;
            out.write_all(b"H")?;
        }
        // behind a wide character the cursor is where the next one asks it to be
        next = Some((x + 1, y));
        let wanted = pen.for_cell(cell);
        if wanted != pen {
            change(out, pen, wanted)?;
            pen = wanted;
        }
        out.write_all(cell.symbol().as_bytes())?;
    }
    if pen == Pen::PLAIN { Ok(()) } else { out.write_all(b"\x1b[0m") }
}

/// From one pen to another in one sequence.
fn change(out: &mut impl Write, from: Pen, to: Pen) -> io::Result<()> {
    let mut sequence = Sequence { out, begun: false };
    let mut from = from;
    if !(from.modifier - to.modifier).is_empty() {
        sequence.put(0)?;
        from = Pen::PLAIN;
    }
    for (modifier, value) in MODIFIERS {
        if (to.modifier - from.modifier).contains(modifier) {
            sequence.put(value)?;
        }
    }
    if from.fg != to.fg {
        sequence.color(to.fg, 0)?;
    }
    if from.bg != to.bg {
        sequence.color(to.bg, 10)?;
    }
    sequence.out.write_all(b"m")
}

/// The numbers of one change of style.
struct Sequence<'a, W> {
    out: &'a mut W,
    begun: bool,
}

impl<W: Write> Sequence<'_, W> {
    fn put(&mut self, value: u16) -> io::Result<()> {
        let lead: &[u8] = if std::mem::replace(&mut self.begun, true) { b";" } else { b"\x1b[" };
        self.out.write_all(lead)?;
        number(self.out, value)
    }

    /// A colour; `ground` is 10 for that behind the characters, else 0.
    fn color(&mut self, color: Color, ground: u16) -> io::Result<()> {
        let value = match color {
            Color::Reset => 39,
            Color::Black => 30,
            Color::Red => 31,
            Color::Green => 32,
            Color::Yellow => 33,
            Color::Blue => 34,
            Color::Magenta => 35,
            Color::Cyan => 36,
            Color::Gray => 37,
            Color::DarkGray => 90,
            Color::LightRed => 91,
            Color::LightGreen => 92,
            Color::LightYellow => 93,
            Color::LightBlue => 94,
            Color::LightMagenta => 95,
            Color::LightCyan => 96,
            Color::White => 97,
            Color::Indexed(_) | Color::Rgb(..) => 38,
        };
        self.put(value + ground)?;
        match color {
            Color::Indexed(index) => [5, index.into()].into_iter().try_for_each(|part| self.put(part)),
            Color::Rgb(red, green, blue) => [2, red.into(), green.into(), blue.into()].into_iter().try_for_each(|part| self.put(part)),
            _ => Ok(()),
        }
    }
}

/// A number in digits. Thousands of them are in a frame, so they do not go through `format!`.
fn number(out: &mut impl Write, mut value: u16) -> io::Result<()> {
    let mut digits = [b'0'; 5];
    let mut from = digits.len();
    loop {
        from -= 1;
        digits[from] += u8::try_from(value % 10).unwrap_or(0);
        value /= 10;
        if value == 0 {
            return out.write_all(&digits[from..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn bytes(buffer: &Buffer) -> Vec<u8> {
        let mut out = Vec::new();
        cells(&mut out, super::super::draw::cells(buffer)).expect("memory");
        out
    }

    fn terminal(buffer: &Buffer) -> vt100::Parser {
        let mut parser =
            vt100::Parser::new(buffer.area.height.try_into().expect("rows"), buffer.area.width.try_into().expect("columns"), 0);
        parser.process(&bytes(buffer));
        parser
    }

    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];

    fn seen(color: Color) -> vt100::Color {
        match color {
            Color::Reset => vt100::Color::Default,
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            Color::Indexed(index) => vt100::Color::Idx(index),
            named => vt100::Color::Idx(u8::try_from(NAMED.iter().position(|n| *n == named).expect("named")).expect("sixteen")),
        }
    }

    fn any_color() -> impl Strategy<Value = Color> {
        prop_oneof![
            Just(Color::Reset),
            (0_usize..16).prop_map(|n| NAMED[n]),
            any::<u8>().prop_map(Color::Indexed),
            any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
        ]
    }

    fn any_style() -> impl Strategy<Value = Style> {
        // the terminal of the test knows one weight at a time
        let weights = [Modifier::empty(), Modifier::BOLD, Modifier::DIM];
        let others = [Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED];
        (any_color(), any_color(), 0_usize..3, 0_usize..8).prop_map(move |(fg, bg, weight, bits)| {
            let modifier = others.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).fold(weights[weight], |all, (_, m)| all | *m);
            Style::reset().fg(fg).bg(bg).add_modifier(modifier)
        })
    }

    proptest! {
        #[test]
        fn a_terminal_shows_the_very_cells(
            words in proptest::collection::vec(("[ a-z█▌☕]{1,9}", any_style(), 0_u16..30, 0_u16..8), 0..24),
        ) {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 8));
            for (word, style, x, y) in &words {
                buffer.set_string(*x, *y, word, *style);
            }
            let parser = terminal(&buffer);
            let mut hidden = 0;
            for at in buffer.area.positions() {
                let cell = &buffer[at];
                // what a wide character covers
                if hidden > 0 && at.x > 0 {
                    hidden -= 1;
                    continue;
                }
                hidden = u16::from(cell.symbol() == "☕");
                let found = parser.screen().cell(at.y, at.x).expect("inside");
                let symbol = if found.has_contents() { found.contents() } else { " " };
                prop_assert_eq!(symbol, cell.symbol(), "{}", at);
                prop_assert_eq!(found.bgcolor(), seen(cell.bg), "{}", at);
                prop_assert_eq!(found.inverse(), cell.modifier.contains(Modifier::REVERSED));
                prop_assert_eq!(found.underline(), cell.modifier.contains(Modifier::UNDERLINED));
                if cell.symbol() != " " || cell.modifier.intersects(SEEN_ON_BLANKS) {
                    prop_assert_eq!(found.fgcolor(), seen(cell.fg), "{}", at);
                    prop_assert_eq!(found.bold(), cell.modifier.contains(Modifier::BOLD));
                    prop_assert_eq!(found.dim(), cell.modifier.contains(Modifier::DIM));
                    prop_assert_eq!(found.italic(), cell.modifier.contains(Modifier::ITALIC));
                }
            }
        }
    }

    #[test]
    fn a_style_is_said_once_and_blanks_carry_only_their_ground() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 7, 1));
        buffer.set_string(0, 0, "ab", Style::new().fg(Color::Red).add_modifier(Modifier::BOLD));
        buffer.set_string(3, 0, "cd", Style::new().fg(Color::Red).add_modifier(Modifier::BOLD));
        buffer.set_string(6, 0, "e", Style::new().bg(Color::Rgb(1, 20, 255)));
        assert_eq!(String::from_utf8_lossy(&bytes(&buffer)), "\x1b[1;1H\x1b[1;31mab\x1b[1;4Hcd\x1b[1;7H\x1b[0;48;2;1;20;255me\x1b[0m");
    }

    #[test]
    fn numbers_are_written_in_full() {
        for value in [0, 7, 10, 255, 999, 65_535] {
            let mut out = Vec::new();
            number(&mut out, value).expect("memory");
            assert_eq!(String::from_utf8_lossy(&out), value.to_string());
        }
    }
}
