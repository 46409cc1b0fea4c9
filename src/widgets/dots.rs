//! The one dot rasteriser: a grid of coloured dots, two by four a cell, drawn with octants, sextants, quadrants or braille.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use ratatui::symbols::{braille::BRAILLE, pixel};

pub use super::mask::Mask;
pub use crate::config::marker::Marker;

/// Dots of one cell, side by side.
pub const DOTS_ACROSS: i32 = 2;
/// Dots of one cell, one below the other.
pub const DOTS_DOWN: i32 = 4;

/// Squared distance of two colours below which they pass for shades of one thing and may share a cell.
const SHADE: i32 = 24 * 24;

/// A grid of dots, each unlit or of one colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    cols: u16,
    rows: u16,
    dots: Vec<Option<Color>>,
}

impl Dots {
    /// An unlit grid of so many cells.
    #[must_use]
    pub fn new(cols: u16, rows: u16) -> Self {
        Self { cols, rows, dots: vec![None; usize::from(cols) * usize::from(rows) * (DOTS_ACROSS * DOTS_DOWN) as usize] }
    }

    /// Width in dots.
    #[must_use]
    pub fn width(&self) -> i32 {
        i32::from(self.cols) * DOTS_ACROSS
    }

    /// Height in dots.
    #[must_use]
    pub fn height(&self) -> i32 {
        i32::from(self.rows) * DOTS_DOWN
    }

    fn index(&self, x: i32, y: i32) -> Option<usize> {
        ((0..self.width()).contains(&x) && (0..self.height()).contains(&y)).then(|| (y * self.width() + x) as usize)
    }

    /// The colour of a dot; outside every dot is unlit.
    #[must_use]
    pub fn dot(&self, x: i32, y: i32) -> Option<Color> {
        self.index(x, y).and_then(|at| self.dots[at])
    }

    /// Lights a dot, or puts it out; outside nothing happens.
    pub fn set(&mut self, x: i32, y: i32, color: Option<Color>) {
        if let Some(at) = self.index(x, y) {
            self.dots[at] = color;
        }
    }

    /// Lights every dot of a mask in one colour; the unlit ones leave what is there.
    pub fn stamp(&mut self, mask: &Mask, x: i32, y: i32, color: Color) {
        for dy in 0..mask.height() {
            (0..mask.width()).filter(|&dx| mask.is_lit(dx, dy)).for_each(|dx| self.set(x + dx, y + dy, Some(color)));
        }
    }

    /// Draws the grid with its left upper cell at `at`, in cells; what falls outside `clip` or the buffer is left out. Cells without a lit dot keep
    /// what they show, others keep their background where a dot is unlit.
    ///
    /// One cell has two colours at most. `first` are the colours that must survive, most important first; else the more frequent one does. In braille
    /// they alone are made of points throughout; a cell filled with any other colour is a plain surface.
    pub fn draw(&self, at: (i32, i32), marker: Marker, first: &[Color], clip: Rect, buf: &mut Buffer) {
        let clip = clip.intersection(buf.area);
        for y in clip.y..clip.bottom() {
            let row = i32::from(y) - at.1;
            if !(0..i32::from(self.rows)).contains(&row) {
                continue;
            }
            for x in clip.x..clip.right() {
                let col = i32::from(x) - at.0;
                if !(0..i32::from(self.cols)).contains(&col) {
                    continue;
                }
                let Some(ink) = self.resolve(col, row, marker, first) else { continue };
                ink.put(&mut buf[(x, y)]);
            }
        }
    }

    /// The dots of one cell, thinned to those the marker draws, and how many they are.
    fn cell(&self, col: i32, row: i32, marker: Marker, first: &[Color]) -> ([Option<Color>; 8], usize) {
        let (x, y) = (col * DOTS_ACROSS, row * DOTS_DOWN);
        let count = usize::from(marker.down()) * 2;
        if i32::from(marker.down()) == DOTS_DOWN {
            let mut own = [None; 8];
            for (line, pair) in own.chunks_mut(2).enumerate().take(count / 2) {
                let at = ((y + line as i32) * self.width() + x) as usize;
                pair.copy_from_slice(&self.dots[at..at + 2]);
            }
            return (own, count);
        }
        let dot = |i: usize| {
            let (x, line) = (x + i as i32 % 2, i as i32 / 2);
            match marker {
                Marker::Quadrant => self.pair(x, y + line * 2, first),
                // three of four lines: the two in the middle are one
                Marker::Sextant if line == 1 => self.pair(x, y + 1, first),
                Marker::Sextant if line == 2 => self.dot(x, y + 3),
                _ => self.dot(x, y + line),
            }
        };
        (std::array::from_fn(|i| if i < count { dot(i) } else { None }), count)
    }

    /// Whether no dot of a cell is lit: most are not.
    fn is_dark(&self, col: i32, row: i32) -> bool {
        let at = (row * DOTS_DOWN * self.width() + col * DOTS_ACROSS) as usize;
        let line = |line: i32| at + (line * self.width()) as usize;
        (0..DOTS_DOWN).all(|down| self.dots[line(down)].is_none() && self.dots[line(down) + 1].is_none())
    }

    /// What one cell shows: its dots thinned to the marker's own, then to two colours.
    fn resolve(&self, col: i32, row: i32, marker: Marker, first: &[Color]) -> Option<Ink> {
        if self.is_dark(col, row) {
            return None;
        }
        let (dots, count) = self.cell(col, row, marker, first);
        let dots: &[Option<Color>; 8] = &dots;
        // and most others have one colour
        let only = dots[..count].iter().flatten().next().copied()?;
        if dots[..count].iter().flatten().all(|color| *color == only) {
            let bits = (0..count).filter(|&i| dots[i].is_some()).fold(0, |bits, i| bits | 1 << i);
            return Some(Ink::plain(only, bits, count, marker, first));
        }
        let ranked = rank(&dots[..count], first);
        let winner = ranked.first()?.0;
        let lit: usize = ranked.iter().map(|(_, n)| n).sum();
        let pattern = |is: &dyn Fn(Color) -> bool| (0..count).filter(|&i| dots[i].is_some_and(is)).fold(0, |bits, i| bits | 1 << i);
        // among the rest, shades of the winner go with it; what is another thing is the runner-up
        let (kin, rest): (Vec<_>, Vec<_>) = ranked[1..].iter().partition(|(color, _)| are_shades(*color, winner));
        let is_full = lit == count;
        let is_surface = marker == Marker::Braille && !in_points(winner, marker, first) && rest.is_empty();
        if is_full
            && !is_surface
            && let Some(&(second, _)) = rest.first().or(kin.first())
        {
            let bits = pattern(&|c| distance(c, winner) < distance(c, second));
            return Some(Ink { glyph: glyph(marker, bits), fg: winner, bg: Some(second) });
        }
        if is_full {
            return Some(Ink::plain(winner, (1 << count) - 1, count, marker, first));
        }
        let bits = pattern(&|c| are_shades(c, winner));
        // a third party beside winner and ground: the greater part of the rest becomes the background
        let bg = rest.first().filter(|(_, n)| *n > count - lit).map(|(color, _)| *color);
        Some(Ink { glyph: glyph(marker, bits), fg: winner, bg })
    }

    /// Two dots, one above the other, as one. Where one of them is lit, the lower decides, so that edges keep their mean place; a line one dot thick
    /// is never lost.
    fn pair(&self, x: i32, y: i32, first: &[Color]) -> Option<Color> {
        let (upper, lower) = (self.dot(x, y), self.dot(x, y + 1));
        match (upper, lower) {
            (Some(a), Some(b)) => {
                let place = |c| first.iter().position(|f| *f == c).unwrap_or(first.len());
                Some(if place(a) < place(b) { a } else { b })
            }
            (Some(_), None) if self.dot(x, y - 1) == upper => None,
            (lone, None) => lone,
            (None, lower) => lower,
        }
    }
}

/// What a cell is drawn with.
struct Ink {
    glyph: char,
    fg: Color,
    bg: Option<Color>,
}

impl Ink {
    /// One colour in the dots of `bits`, of `count` in the cell.
    fn plain(color: Color, bits: usize, count: usize, marker: Marker, first: &[Color]) -> Self {
        // a space on a coloured ground has no seams; colours of the terminal's own may differ between letter and ground
        let solid = bits == (1 << count) - 1 && !in_points(color, marker, first) && matches!(color, Color::Rgb(..));
        Self { glyph: if solid { ' ' } else { glyph(marker, bits) }, fg: color, bg: solid.then_some(color) }
    }

    fn put(&self, cell: &mut Cell) {
        cell.set_char(self.glyph).set_fg(self.fg);
        if let Some(bg) = self.bg {
            cell.set_bg(bg);
        }
        cell.modifier = Modifier::empty();
    }
}

/// Draws a picture of many colours, whose unlit dots are part of it: a cell with an unlit dot has one colour, a full one two. `dots` gives those of the
/// cell in a column and row of the area, as many as the marker draws. A colour counts so many dots more, or fewer, than it has. Braille has points alone.
pub fn draw_picture(
    area: Rect,
    marker: Marker,
    weights: &[(Color, i32)],
    dots: impl Fn(usize, usize) -> Option<[Option<Color>; 8]>,
    buf: &mut Buffer,
) {
    let (count, seen) = (usize::from(marker.down()) * 2, area.intersection(buf.area));
    for y in seen.y..seen.bottom() {
        for x in seen.x..seen.right() {
            let own = dots(usize::from(x - area.x), usize::from(y - area.y));
            if let Some(ink) = own.and_then(|own| weighed(&own[..count], marker, weights)) {
                ink.put(&mut buf[(x, y)]);
            }
        }
    }
}

/// Whether a colour is drawn in points throughout: among them a solid cell would stick out, so only surfaces are solid in braille.
fn in_points(color: Color, marker: Marker, first: &[Color]) -> bool {
    marker == Marker::Braille && (first.contains(&color) || !matches!(color, Color::Rgb(..)))
}

/// What a cell of a picture shows.
fn weighed(dots: &[Option<Color>], marker: Marker, weights: &[(Color, i32)]) -> Option<Ink> {
    let count = dots.len();
    let only = dots.iter().flatten().next().copied()?;
    if dots.iter().flatten().all(|color| *color == only) {
        let bits = (0..count).filter(|&i| dots[i].is_some()).fold(0, |bits, i| bits | 1 << i);
        return Some(match marker {
            Marker::Braille => Ink { glyph: glyph(marker, bits), fg: only, bg: None },
            _ => Ink::plain(only, bits, count, marker, &[]),
        });
    }
    let weight = |color: Color| weights.iter().find(|(c, _)| *c == color).map_or(0, |(_, weight)| *weight);
    let (winner, second) = two_heaviest(dots, weight)?;
    let bits = |is: &dyn Fn(Color) -> bool| (0..count).filter(|&i| dots[i].is_some_and(is)).fold(0, |bits, i| bits | 1 << i);
    let is_full = dots.iter().all(Option::is_some);
    let stays = |color: Color| color == winner || weight(color) >= 0 || weight(winner) < 0;
    match second {
        Some(second) if is_full && marker != Marker::Braille => {
            let bits = bits(&|c| c == winner || (c != second && distance(c, winner) <= distance(c, second)));
            Some(Ink { glyph: glyph(marker, bits), fg: winner, bg: Some(second) })
        }
        // what counts for little goes out rather than take on another's colour
        _ if marker == Marker::Braille => Some(Ink { glyph: glyph(marker, bits(&stays)), fg: winner, bg: None }),
        _ => Some(Ink::plain(winner, bits(&stays), count, marker, &[])),
    }
}

/// The two colours of a cell that count for most: weight and number, then number alone, then which is met first.
fn two_heaviest(dots: &[Option<Color>], weight: impl Fn(Color) -> i32) -> Option<(Color, Option<Color>)> {
    let mut counts = [(Color::Reset, 0); 8];
    let mut met = 0;
    for &color in dots.iter().flatten() {
        let at = counts[..met].iter().position(|(known, _)| *known == color).unwrap_or(met);
        met = met.max(at + 1);
        counts[at] = (color, counts[at].1 + 1);
    }
    let mut first: Option<(Color, (i32, i32))> = None;
    let mut second = None;
    for &(color, number) in &counts[..met] {
        let value = (number + weight(color), number);
        let beats = |other: Option<(Color, (i32, i32))>| other.is_none_or(|(_, most)| value > most);
        if beats(first) {
            (first, second) = (Some((color, value)), first);
        } else if beats(second) {
            second = Some((color, value));
        }
    }
    Some((first?.0, second.map(|(color, _)| color)))
}

/// The colours of a cell with their counts: the important ones first, then by count, then in the order met.
fn rank(dots: &[Option<Color>], first: &[Color]) -> Vec<(Color, usize)> {
    let mut counts: Vec<(Color, usize)> = Vec::with_capacity(4);
    for color in dots.iter().flatten() {
        match counts.iter_mut().find(|(c, _)| c == color) {
            Some((_, n)) => *n += 1,
            None => counts.push((*color, 1)),
        }
    }
    let place = |color: &Color| first.iter().position(|f| f == color).unwrap_or(first.len());
    counts.sort_by_key(|(color, n)| (place(color), std::cmp::Reverse(*n)));
    counts
}

fn glyph(marker: Marker, bits: usize) -> char {
    match marker {
        Marker::Octant => pixel::OCTANTS[bits],
        Marker::Sextant => pixel::SEXTANTS[bits],
        Marker::Quadrant => pixel::QUADRANTS[bits],
        Marker::Braille => BRAILLE[bits],
    }
}

fn are_shades(a: Color, b: Color) -> bool {
    a == b || distance(a, b) < SHADE
}

/// Squared distance of two colours; those that cannot be measured are far from all but themselves.
fn distance(a: Color, b: Color) -> i32 {
    match (a, b) {
        (Color::Rgb(ar, ag, ab), Color::Rgb(br, bg, bb)) => {
            [(ar, br), (ag, bg), (ab, bb)].iter().map(|&(a, b)| i32::from(a.abs_diff(b)).pow(2)).sum()
        }
        _ if a == b => 0,
        _ => i32::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BONE: Color = Color::Rgb(236, 226, 212);
    const RUST: Color = Color::Rgb(143, 103, 66);
    const EARTH: Color = Color::Rgb(64, 48, 31);

    fn cell(marker: Marker, first: &[Color], dots: [&str; 4]) -> (String, Color, Color) {
        let mut grid = Dots::new(1, 1);
        for (y, line) in dots.iter().enumerate() {
            for (x, dot) in line.chars().enumerate() {
                let color = match dot {
                    'b' => Some(BONE),
                    'r' => Some(RUST),
                    'e' => Some(EARTH),
                    'y' => Some(Color::Yellow),
                    _ => None,
                };
                grid.set(x as i32, y as i32, color);
            }
        }
        let mut buf = Buffer::empty(Rect::new(0, 0, 1, 1));
        grid.draw((0, 0), marker, first, buf.area, &mut buf);
        (buf[(0, 0)].symbol().to_owned(), buf[(0, 0)].fg, buf[(0, 0)].bg)
    }

    #[test]
    fn each_marker_draws_its_own_glyph_for_the_same_dots() {
        let half = ["b.", "b.", "b.", "b."];
        assert_eq!(cell(Marker::Octant, &[], half), ("▌".into(), BONE, Color::Reset));
        assert_eq!(cell(Marker::Quadrant, &[], half), ("▌".into(), BONE, Color::Reset));
        assert_eq!(cell(Marker::Braille, &[], half), ("⡇".into(), BONE, Color::Reset));
    }

    #[test]
    fn a_full_cell_is_ground_in_truecolour_and_a_block_in_the_terminals_own_colours() {
        assert_eq!(cell(Marker::Octant, &[], ["bb"; 4]), (" ".into(), BONE, BONE));
        assert_eq!(cell(Marker::Octant, &[], ["yy"; 4]), ("█".into(), Color::Yellow, Color::Reset));
        assert_eq!(cell(Marker::Braille, &[BONE], ["bb"; 4]), ("⣿".into(), BONE, Color::Reset));
        assert_eq!(cell(Marker::Braille, &[], ["bb"; 4]), (" ".into(), BONE, BONE));
    }

    #[test]
    fn a_full_cell_of_three_colours_gives_the_third_to_the_nearer() {
        // without the rule the earth dot would light up in bone
        assert_eq!(cell(Marker::Octant, &[BONE], ["bb", "rr", "rr", "re"]), ("🮂".into(), BONE, RUST));
    }

    #[test]
    fn the_important_colour_survives_and_the_greater_rest_becomes_the_ground() {
        assert_eq!(cell(Marker::Octant, &[BONE], ["b.", "rr", "rr", "rr"]), ("𜺨".into(), BONE, RUST));
        assert_eq!(cell(Marker::Octant, &[BONE], ["b.", "..", ".r", "rr"]), ("𜺨".into(), BONE, Color::Reset));
        assert_eq!(cell(Marker::Octant, &[], ["b.", "..", ".r", "rr"]).1, RUST);
    }

    #[test]
    fn quadrants_keep_thin_lines_and_the_mean_place_of_edges() {
        assert_eq!(cell(Marker::Quadrant, &[], ["bb", "..", "..", ".."]).0, "▀");
        assert_eq!(cell(Marker::Quadrant, &[], ["..", "bb", "..", ".."]).0, "▀");
        assert_eq!(cell(Marker::Quadrant, &[], ["..", "bb", "bb", ".."]).0, "▀", "the lower half-dot is dropped");
        assert_eq!(cell(Marker::Quadrant, &[], ["bb", "bb", "bb", "bb"]).0, " ");
    }

    #[test]
    fn a_picture_keeps_its_dark_dots_and_gives_two_colours_to_full_cells_alone() {
        let cell = |marker: Marker, lines: &[&str]| {
            let dots: Vec<_> = lines
                .iter()
                .flat_map(|line| line.chars())
                .map(|dot| (dot != '.').then_some(if dot == 'b' { BONE } else { RUST }))
                .collect();
            let mut buf = Buffer::empty(Rect::new(0, 0, 1, 1));
            let own = std::array::from_fn(|i| dots.get(i).copied().flatten());
            draw_picture(buf.area, marker, &[(RUST, 4)], |_, _| Some(own), &mut buf);
            (buf[(0, 0)].symbol().to_owned(), buf[(0, 0)].fg, buf[(0, 0)].bg)
        };
        assert_eq!(cell(Marker::Sextant, &["b.", "b.", "b."]), ("▌".into(), BONE, Color::Reset));
        assert_eq!(cell(Marker::Quadrant, &["b.", "bb"]), ("▙".into(), BONE, Color::Reset));
        assert_eq!(cell(Marker::Quadrant, &["br", "bb"]), ("▝".into(), RUST, BONE), "the rarer one counts more");
        let (glyph, fg, bg) = cell(Marker::Octant, &["b.", "b.", "br", "b."]);
        assert_eq!((fg, bg), (RUST, Color::Reset), "a dark dot stays dark, whatever the rest is");
        assert_ne!(glyph, "█");
        assert_eq!(cell(Marker::Braille, &["bb", "bb", "bb", "bb"]), ("⣿".into(), BONE, Color::Reset), "points, no surface");
    }

    proptest! {
        #[test]
        fn any_place_and_any_clip_stay_inside(
            at in (-40i32..60, -40i32..60), clip in (0u16..40, 0u16..40, 0u16..40, 0u16..40), size in (0u16..12, 0u16..12), marker in 0usize..4,
        ) {
            let marker = Marker::ALL[marker];
            let mut grid = Dots::new(size.0, size.1);
            for y in -2..grid.height() + 2 { for x in -2..grid.width() + 2 { grid.set(x, y, [Some(BONE), Some(RUST), None][(x * 7 + y * 5).unsigned_abs() as usize % 3]); } }
            let clip = Rect::new(clip.0, clip.1, clip.2, clip.3);
            let mut buf = Buffer::empty(Rect::new(5, 3, 20, 15));
            let before = buf.clone();
            grid.draw(at, marker, &[RUST], clip, &mut buf);
            for y in buf.area.y..buf.area.bottom() { for x in buf.area.x..buf.area.right() {
                if !clip.contains((x, y).into()) { prop_assert_eq!(&buf[(x, y)], &before[(x, y)]); }
            } }
        }
    }
}
