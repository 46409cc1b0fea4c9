//! A drawn screen as an SVG. Blocks, octants, quadrants and braille are drawn by their dots, so that only words need a font.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use ratatui::symbols::braille::BRAILLE;
use ratatui::symbols::pixel::{OCTANTS, QUADRANTS};

/// A cell in units of the picture.
const WIDE: f32 = 10.0;
const HIGH: f32 = 20.0;
/// A monospaced letter is about six tenths of its size wide.
const LETTER: f32 = 16.6;

/// What a character is drawn as.
#[derive(Debug, PartialEq)]
enum Shape {
    Blank,
    /// Rectangles in eighths of a cell across and down: left, top, width, height.
    Blocks(Vec<[u8; 4]>),
    /// Points of a braille cell, by column and row.
    Points(Vec<(u8, u8)>),
    Letter,
}

/// The picture of a screen, told in `title` to who cannot see it.
pub fn svg(screen: &Buffer, title: &str) -> String {
    let (width, height) = (f32::from(screen.area.width) * WIDE, f32::from(screen.area.height) * HIGH);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{0}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"{LETTER}\">\n<title>{0}</title>\n",
        escaped(title)
    );
    let mut shapes = Shapes::default();
    let mut letters = String::new();
    for y in 0..screen.area.height {
        grounds(screen, y, &mut shapes);
        let mut x = 0;
        while x < screen.area.width {
            let cell = &screen[(x, y)];
            let (left, top) = (f32::from(x) * WIDE, f32::from(y) * HIGH);
            match shape(cell.symbol()) {
                Shape::Blank => {}
                Shape::Blocks(blocks) => {
                    for [dx, dy, w, h] in blocks {
                        let (w, h) = (f32::from(w) * WIDE / 8.0, f32::from(h) * HIGH / 8.0);
                        shapes.block(&ink(cell), left + f32::from(dx) * WIDE / 8.0, top + f32::from(dy) * HIGH / 8.0, w, h);
                    }
                }
                Shape::Points(points) => {
                    for (col, row) in points {
                        shapes.point(&ink(cell), left + 2.5 + f32::from(col) * 5.0, top + 2.5 + f32::from(row) * 5.0);
                    }
                }
                Shape::Letter => {
                    let end = word_end(screen, x, y);
                    word(screen, (x, end), y, &mut letters);
                    x = end;
                    continue;
                }
            }
            x += 1;
        }
    }
    let _ = writeln!(out, "{}{letters}</svg>", shapes.paths());
    out
}

/// Surfaces by colour, each one path.
#[derive(Default)]
struct Shapes {
    grounds: BTreeMap<String, String>,
    blocks: BTreeMap<String, String>,
    points: BTreeMap<String, String>,
}

impl Shapes {
    fn block(&mut self, color: &str, x: f32, y: f32, w: f32, h: f32) {
        let _ = write!(self.blocks.entry(color.to_owned()).or_default(), "M{x} {y}h{w}v{h}h-{w}z");
    }

    fn point(&mut self, color: &str, x: f32, y: f32) {
        let _ = write!(self.points.entry(color.to_owned()).or_default(), "M{} {y}a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0", x - 1.6);
    }

    fn paths(&self) -> String {
        let paths = |of: &BTreeMap<String, String>, edges: &str| -> String {
            of.iter().map(|(color, path)| format!("<path fill=\"{color}\"{edges} d=\"{path}\"/>\n")).collect()
        };
        let crisp = " shape-rendering=\"crispEdges\"";
        paths(&self.grounds, crisp) + &paths(&self.blocks, crisp) + &paths(&self.points, "")
    }
}

/// The backgrounds of a row, neighbours of one colour as one.
fn grounds(screen: &Buffer, y: u16, shapes: &mut Shapes) {
    let mut x = 0;
    while x < screen.area.width {
        let color = paper(&screen[(x, y)]);
        let from = x;
        while x < screen.area.width && paper(&screen[(x, y)]) == color {
            x += 1;
        }
        let (left, top, wide) = (f32::from(from) * WIDE, f32::from(y) * HIGH, f32::from(x - from) * WIDE);
        let _ = write!(shapes.grounds.entry(color).or_default(), "M{left} {top}h{wide}v{HIGH}h-{wide}z");
    }
}

/// Where the words that begin here end: at another style, at a drawn character, or at two blanks.
fn word_end(screen: &Buffer, from: u16, y: u16) -> u16 {
    let first = &screen[(from, y)];
    let same = |x: u16| {
        let cell = &screen[(x, y)];
        ink(cell) == ink(first) && cell.modifier == first.modifier
    };
    let is_letter = |x: u16| x < screen.area.width && shape(screen[(x, y)].symbol()) == Shape::Letter && same(x);
    let mut end = from + 1;
    while is_letter(end) || (end < screen.area.width && screen[(end, y)].symbol() == " " && is_letter(end + 1)) {
        end += 1;
    }
    end
}

fn word(screen: &Buffer, (from, end): (u16, u16), y: u16, out: &mut String) {
    let cell = &screen[(from, y)];
    let text: String = (from..end).map(|x| screen[(x, y)].symbol()).collect();
    let (x, base, length) = (f32::from(from) * WIDE, f32::from(y) * HIGH + 15.0, f32::from(end - from) * WIDE);
    let mut style = String::new();
    for (mark, words) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::DIM, " opacity=\"0.6\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if cell.modifier.contains(mark) {
            style.push_str(words);
        }
    }
    let _ = writeln!(
        out,
        "<text x=\"{x}\" y=\"{base}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{style}>{}</text>",
        ink(cell),
        escaped(&text)
    );
}

fn ink(cell: &Cell) -> String {
    let color = if cell.modifier.contains(Modifier::REVERSED) { cell.bg } else { cell.fg };
    hex(color, "#d0d0d0")
}

fn paper(cell: &Cell) -> String {
    let color = if cell.modifier.contains(Modifier::REVERSED) { cell.fg } else { cell.bg };
    hex(color, "#101010")
}

fn hex(color: Color, other: &str) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Reset => other.to_owned(),
        color => panic!("{color} is a colour of the terminal's own: draw the pictures in 24-bit colour"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn shape(symbol: &str) -> Shape {
    let mut chars = symbol.chars();
    let (Some(glyph), None) = (chars.next(), chars.next()) else { return Shape::Letter };
    let bits = |table: &[char]| table.iter().position(|c| *c == glyph);
    match glyph {
        ' ' => Shape::Blank,
        '─' => Shape::Blocks(vec![[0, 4, 8, 1]]),
        '━' => Shape::Blocks(vec![[0, 3, 8, 2]]),
        '▁'..='█' => {
            let eighths = (glyph as u32 - '▁' as u32 + 1) as u8;
            Shape::Blocks(vec![[0, 8 - eighths, 8, eighths]])
        }
        '▉'..='▏' => Shape::Blocks(vec![[0, 0, ('▏' as u32 - glyph as u32 + 1) as u8, 8]]),
        _ => {
            if let Some(bits) = BRAILLE.iter().position(|c| *c == glyph) {
                return Shape::Points((0..8u8).filter(|i| bits >> i & 1 == 1).map(|i| (i % 2, i / 2)).collect());
            }
            let dots = |bits: usize, rows: u8| {
                let high = 8 / rows;
                Shape::Blocks((0..2 * rows).filter(|i| bits >> i & 1 == 1).map(|i| [i % 2 * 4, i / 2 * high, 4, high]).collect())
            };
            bits(&QUADRANTS).map(|bits| dots(bits, 2)).or_else(|| bits(&OCTANTS).map(|bits| dots(bits, 4))).unwrap_or(Shape::Letter)
        }
    }
}

#[test]
fn every_character_that_dots_are_drawn_with_is_drawn_by_its_dots() {
    assert_eq!(shape("▚"), Shape::Blocks(vec![[0, 0, 4, 4], [4, 4, 4, 4]]));
    assert_eq!(shape("▂"), Shape::Blocks(vec![[0, 6, 8, 2]]));
    assert_eq!(shape("▌"), Shape::Blocks(vec![[0, 0, 4, 8]]));
    assert_eq!(shape("⠃"), Shape::Points(vec![(0, 0), (0, 1)]));
    for glyph in QUADRANTS.into_iter().chain(OCTANTS).chain(BRAILLE).filter(|c| !c.is_whitespace() && *c != '\u{2800}') {
        assert!(!matches!(shape(&glyph.to_string()), Shape::Letter | Shape::Blank), "{glyph}");
    }
    assert_eq!(shape("a"), Shape::Letter);
}

#[test]
fn words_are_whole_and_safe_and_stand_on_their_colour() {
    let mut screen = Buffer::empty(ratatui::layout::Rect::new(0, 0, 12, 1));
    screen.set_string(0, 0, "a <b", ratatui::style::Style::new().fg(Color::Rgb(255, 0, 0)).bg(Color::Rgb(0, 0, 1)));
    let picture = svg(&screen, "one");
    assert!(picture.contains("textLength=\"40\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#ff0000\">a &lt;b</text>"), "{picture}");
    assert!(picture.contains("<path fill=\"#000001\" shape-rendering=\"crispEdges\" d=\"M0 0h40v20h-40z\"/>"), "{picture}");
}
