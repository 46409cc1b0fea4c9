//! The stroke font: digits, letters and a few signs as lines and arcs, drawn at any height by the dots every picture here is made of.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::dots::{DOTS_ACROSS, DOTS_DOWN, Dots, Marker, Mask};

/// A piece of a stroke, in units of the digit's height, from the baseline upward.
enum Part {
    /// Straight from point to point.
    Line(&'static [(f32, f32)]),
    /// Part of an ellipse: centre, radii, from and to in degrees (0 right, 90 up).
    Arc(f32, f32, f32, f32, f32, f32),
    /// From the first to the third point, drawn to the second.
    Curve((f32, f32), (f32, f32), (f32, f32)),
}
use Part::{Arc, Curve, Line};

/// A glyph: strokes, each of joined parts, and its width in units of the digit's height.
type Glyph = (&'static [&'static [Part]], f32);

/// The width every digit gets where columns must not move.
const DIGIT: f32 = 0.62;
/// Space between two glyphs.
const GAP: f32 = 0.27;
/// How far the longest letters hang below the line.
const DESCENT: f32 = 0.32;
const BOWL: Part = Arc(0.30, 0.34, 0.30, 0.34, 0.0, 360.0);

#[rustfmt::skip]
fn glyph(c: char) -> Glyph {
    match c.to_ascii_lowercase() {
        '0' => (&[&[Arc(0.31, 0.5, 0.31, 0.5, 0.0, 360.0)]], 0.62),
        '1' => (&[&[Line(&[(0.02, 0.80), (0.26, 1.0), (0.26, 0.0)])]], 0.36),
        '2' => (&[&[Arc(0.30, 0.70, 0.29, 0.30, 165.0, -38.0), Line(&[(0.02, 0.0), (0.61, 0.0)])]], 0.61),
        '3' => (&[&[Arc(0.28, 0.76, 0.26, 0.24, 145.0, -90.0), Arc(0.28, 0.26, 0.31, 0.26, 90.0, -150.0)]], 0.60),
        '4' => (&[&[Line(&[(0.47, 0.0), (0.47, 1.0), (0.0, 0.29), (0.64, 0.29)])]], 0.64),
        '5' => (&[&[Line(&[(0.56, 1.0), (0.05, 1.0), (0.05, 0.50)])],
            &[Curve((0.05, 0.50), (0.16, 0.66), (0.30, 0.66)), Arc(0.30, 0.33, 0.31, 0.33, 90.0, -148.0)]], 0.61),
        '6' => (&[&[Arc(0.31, 0.31, 0.31, 0.31, 0.0, 360.0)], &[Curve((0.47, 1.0), (0.03, 0.66), (0.0, 0.31))]], 0.62),
        '7' => (&[&[Line(&[(0.0, 1.0), (0.58, 1.0), (0.19, 0.0)])]], 0.58),
        '8' => (&[&[Arc(0.31, 0.755, 0.25, 0.245, 0.0, 360.0)], &[Arc(0.31, 0.255, 0.31, 0.255, 0.0, 360.0)]], 0.62),
        '9' => (&[&[Arc(0.31, 0.69, 0.31, 0.31, 0.0, 360.0)], &[Curve((0.15, 0.0), (0.59, 0.34), (0.62, 0.69))]], 0.62),
        ':' => (&[&[Line(&[(0.03, 0.2), (0.03, 0.201)])], &[Line(&[(0.03, 0.68), (0.03, 0.681)])]], 0.06),
        '→' => (&[&[Line(&[(0.0, 0.46), (0.86, 0.46)])], &[Line(&[(0.60, 0.72), (0.86, 0.46), (0.60, 0.20)])]], 0.86),
        '–' => (&[&[Line(&[(0.0, 0.46), (0.5, 0.46)])]], 0.5),
        'a' => (&[&[BOWL], &[Line(&[(0.60, 0.68), (0.60, 0.0)])]], 0.60),
        'b' => (&[&[Line(&[(0.0, 1.0), (0.0, 0.0)])], &[BOWL]], 0.60),
        'c' => (&[&[Arc(0.30, 0.34, 0.30, 0.34, 48.0, 312.0)]], 0.52),
        'd' => (&[&[BOWL], &[Line(&[(0.60, 1.0), (0.60, 0.0)])]], 0.60),
        'e' => (&[&[Line(&[(0.02, 0.35), (0.60, 0.35)]), Arc(0.30, 0.34, 0.30, 0.34, 2.0, 312.0)]], 0.60),
        'f' => (&[&[Arc(0.30, 0.80, 0.19, 0.20, 40.0, 180.0), Line(&[(0.11, 0.0)])], &[Line(&[(-0.03, 0.64), (0.32, 0.64)])]], 0.38),
        'g' => (&[&[BOWL], &[Line(&[(0.60, 0.68), (0.60, -0.06)]), Arc(0.31, -0.06, 0.29, 0.24, 0.0, -150.0)]], 0.60),
        'h' => (&[&[Line(&[(0.0, 1.0), (0.0, 0.0)])], &[Arc(0.27, 0.36, 0.27, 0.32, 180.0, 0.0), Line(&[(0.54, 0.0)])]], 0.54),
        'i' => (&[&[Line(&[(0.0, 0.62), (0.0, 0.0)])], &[Line(&[(0.0, 1.0), (0.0, 1.001)])]], 0.0),
        'j' => (&[&[Line(&[(0.18, 0.62), (0.18, -0.06)]), Arc(-0.02, -0.06, 0.20, 0.24, 0.0, -110.0)],
            &[Line(&[(0.18, 1.0), (0.18, 1.001)])]], 0.18),
        'k' => (&[&[Line(&[(0.0, 1.0), (0.0, 0.0)])], &[Line(&[(0.46, 0.66), (0.0, 0.24)])], &[Line(&[(0.15, 0.38), (0.50, 0.0)])]], 0.50),
        'l' => (&[&[Line(&[(0.0, 1.0), (0.0, 0.0)])]], 0.0),
        'm' => (&[&[Line(&[(0.0, 0.68), (0.0, 0.0)])], &[Arc(0.21, 0.40, 0.21, 0.28, 180.0, 0.0), Line(&[(0.42, 0.0)])],
            &[Arc(0.63, 0.40, 0.21, 0.28, 180.0, 0.0), Line(&[(0.84, 0.0)])]], 0.84),
        'n' => (&[&[Line(&[(0.0, 0.68), (0.0, 0.0)])], &[Arc(0.27, 0.36, 0.27, 0.32, 180.0, 0.0), Line(&[(0.54, 0.0)])]], 0.54),
        'o' => (&[&[BOWL]], 0.60),
        'p' => (&[&[Line(&[(0.0, 0.68), (0.0, -0.30)])], &[BOWL]], 0.60),
        'q' => (&[&[BOWL], &[Line(&[(0.60, 0.68), (0.60, -0.30)])]], 0.60),
        'r' => (&[&[Line(&[(0.0, 0.68), (0.0, 0.0)])], &[Arc(0.26, 0.36, 0.26, 0.32, 180.0, 55.0)]], 0.40),
        's' => (&[&[Arc(0.24, 0.515, 0.21, 0.165, 35.0, 270.0), Arc(0.24, 0.17, 0.24, 0.18, 90.0, -145.0)]], 0.48),
        't' => (&[&[Line(&[(0.13, 0.94), (0.13, 0.17)]), Arc(0.29, 0.17, 0.16, 0.17, 180.0, 300.0)], &[Line(&[(-0.03, 0.64), (0.34, 0.64)])]], 0.38),
        'u' => (&[&[Line(&[(0.0, 0.68), (0.0, 0.30)]), Arc(0.27, 0.30, 0.27, 0.30, 180.0, 360.0)], &[Line(&[(0.54, 0.68), (0.54, 0.0)])]], 0.54),
        'v' => (&[&[Line(&[(0.0, 0.66), (0.27, 0.0), (0.54, 0.66)])]], 0.54),
        'w' => (&[&[Line(&[(0.0, 0.66), (0.2, 0.0), (0.4, 0.6), (0.6, 0.0), (0.8, 0.66)])]], 0.80),
        'x' => (&[&[Line(&[(0.0, 0.66), (0.48, 0.0)])], &[Line(&[(0.48, 0.66), (0.0, 0.0)])]], 0.48),
        'y' => (&[&[Line(&[(0.0, 0.66), (0.27, 0.0)])], &[Line(&[(0.54, 0.66), (0.17, -0.28)])]], 0.54),
        'z' => (&[&[Line(&[(0.0, 0.66), (0.48, 0.66), (0.0, 0.0), (0.5, 0.0)])]], 0.50),
        _ => (&[], 0.22),
    }
}

/// A word or number in strokes. `rows` is the height of a digit in cells; letters that hang below it need one or more cells more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strokes<'a> {
    /// Digits, letters, `:`, `→`, `–`, space; anything else is a space. Capitals are drawn small.
    pub text: &'a str,
    /// Height of a digit in cells.
    pub rows: u16,
    /// Half the thickness of a stroke, in dots.
    pub weight: f32,
    /// Whether all digits are equally wide, so that a number keeps its place while it counts.
    pub fixed: bool,
}

impl<'a> Strokes<'a> {
    /// Strokes of the weight that suits the height.
    #[must_use]
    pub fn new(text: &'a str, rows: u16) -> Self {
        let weight = match rows {
            0..=3 => 1.1,
            4 | 5 => 1.3,
            6 => 1.5,
            7 => 1.7,
            8 => 1.9,
            _ => 2.0,
        };
        Self { text, rows, weight, fixed: false }
    }

    /// The same with another thickness.
    #[must_use]
    pub fn weight(self, weight: f32) -> Self {
        Self { weight, ..self }
    }

    /// The same with all digits equally wide.
    #[must_use]
    pub fn fixed(self) -> Self {
        Self { fixed: true, ..self }
    }

    /// Its dots, from the left edge of the first stroke to the right edge of the last; with fixed digits from column to column.
    #[must_use]
    pub fn mask(&self, marker: Marker) -> Mask {
        // quadrants see two dots as one, so there the strokes are laid on every second line
        let grain = if marker == Marker::Quadrant { 2.0 } else { 1.0 };
        let scale = (f32::from(self.rows) * DOTS_DOWN as f32 - 2.0 * self.weight).max(1.0);
        let height = i32::from(self.rows) * DOTS_DOWN;
        let hang = if self.text.contains(['g', 'j', 'p', 'q', 'y']) { (DESCENT * scale / 4.0).ceil() as i32 * DOTS_DOWN } else { 0 };
        let across = self.text.chars().map(|c| glyph(c).1.max(DIGIT) + GAP).sum::<f32>() * scale + 4.0 * self.weight + 8.0;
        let mut mask = Mask::new(across as i32, height + hang);
        let upright = Snap { thick: (2.0 * self.weight + 0.01).floor() as i32, grain: 1.0 };
        let level = Snap { thick: if grain > 1.0 { self.weight.round().max(1.0) as i32 } else { upright.thick }, grain };
        let mut x = upright.thick as f32 / 2.0;
        for (i, c) in self.text.chars().enumerate() {
            let (strokes, own) = glyph(c);
            let width = if self.fixed && c.is_ascii_digit() { own.max(DIGIT) } else { own };
            let strokes: Vec<Outline> = strokes.iter().map(|parts| Outline::of(parts)).collect();
            if i == 0 {
                let left = strokes.iter().flat_map(|s| &s.points).map(|p| p.0).fold(0.0, f32::min);
                x += (-left * scale).ceil();
            }
            let start = x + ((width - own) / 2.0 * scale).round();
            let across = Hints::new(strokes.iter().flat_map(|s| &s.uprights), |v| start + v * scale, &upright);
            let down = Hints::new(strokes.iter().flat_map(|s| &s.levels), |v| height as f32 - self.weight - v * scale, &level);
            for stroke in &strokes {
                let points: Vec<(f32, f32)> = stroke.points.iter().map(|p| (across.place(p.0), down.place(p.1))).collect();
                points.windows(2).for_each(|ends| draw_line(&mut mask, ends[0], ends[1], self.weight, grain));
            }
            x = (x + (width + GAP) * scale - upright.phase()).round() + upright.phase();
        }
        if self.fixed {
            let end = x - GAP * scale + upright.thick as f32 / 2.0;
            return mask.columns(0, end.ceil() as i32);
        }
        let (from, to) = mask.lit_columns().unwrap_or((0, -1));
        mask.columns(from, to + 1)
    }

    /// Its size in cells.
    #[must_use]
    pub fn cells(&self, marker: Marker) -> (u16, u16) {
        cells(&self.mask(marker))
    }

    /// Draws it with its left upper cell at `at`; gives its width in cells. What falls outside `clip` is left out.
    pub fn draw(&self, at: (i32, i32), color: Color, marker: Marker, clip: Rect, buf: &mut Buffer) -> u16 {
        draw(&self.mask(marker), at, color, marker, clip, buf)
    }

    /// Draws it in the middle of the columns of `area`, its digits from the top row on; gives its width in cells.
    pub fn draw_centred(&self, area: Rect, color: Color, marker: Marker, buf: &mut Buffer) -> u16 {
        let mask = self.mask(marker);
        let x = i32::from(area.x) + (i32::from(area.width) - i32::from(cells(&mask).0)) / 2;
        draw(&mask, (x, i32::from(area.y)), color, marker, area, buf)
    }
}

/// The cells a mask takes: columns and rows.
#[must_use]
pub fn cells(mask: &Mask) -> (u16, u16) {
    let cells = |dots: i32, a: i32| u16::try_from((dots + a - 1) / a).unwrap_or(u16::MAX);
    (cells(mask.width(), DOTS_ACROSS), cells(mask.height(), DOTS_DOWN))
}

/// Draws a mask with its left upper cell at `at`; gives its width in cells. What falls outside `clip` is left out.
pub fn draw(mask: &Mask, at: (i32, i32), color: Color, marker: Marker, clip: Rect, buf: &mut Buffer) -> u16 {
    let (cols, rows) = cells(mask);
    let mut dots = Dots::new(cols, rows);
    dots.stamp(mask, 0, 0, color);
    dots.draw(at, marker, &[color], clip, buf);
    cols
}

/// Dots of a number, in strokes of half-thickness `weight`, as high as `rows` cells.
#[must_use]
pub fn numerals(text: &str, rows: u16, weight: f32, marker: Marker) -> Mask {
    Strokes { text, rows, weight, fixed: true }.mask(marker)
}

/// A stroke as points, and the columns and rows where it stands, lies, turns or ends: there its edges should fall between dots.
struct Outline {
    points: Vec<(f32, f32)>,
    uprights: Vec<f32>,
    levels: Vec<f32>,
}

impl Outline {
    fn of(parts: &[Part]) -> Self {
        let mut outline = Self { points: Vec::new(), uprights: Vec::new(), levels: Vec::new() };
        for part in parts {
            match *part {
                Line(points) => {
                    outline.points.extend(points);
                    outline.uprights.extend(points.iter().map(|p| p.0));
                    outline.levels.extend(points.iter().map(|p| p.1));
                }
                Curve(a, b, c) => outline.points.extend((0..=14u8).map(|i| {
                    let t = f32::from(i) / 14.0;
                    let at = |a: f32, b: f32, c: f32| (1.0 - t).powi(2) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
                    (at(a.0, b.0, c.0), at(a.1, b.1, c.1))
                })),
                Arc(cx, cy, rx, ry, from, to) => {
                    outline.points.extend((0..=24u8).map(|i| {
                        let angle = (from + (to - from) * f32::from(i) / 24.0).to_radians();
                        (cx + rx * angle.cos(), cy + ry * angle.sin())
                    }));
                    for quarter in -4..=4i16 {
                        let angle = f32::from(quarter) * 90.0;
                        if angle >= from.min(to) && angle <= from.max(to) {
                            match quarter.rem_euclid(4) {
                                0 => outline.uprights.push(cx + rx),
                                1 => outline.levels.push(cy + ry),
                                2 => outline.uprights.push(cx - rx),
                                _ => outline.levels.push(cy - ry),
                            }
                        }
                    }
                }
            }
        }
        outline
    }
}

/// Where the middle of a stroke may lie so that both its edges fall between dots.
struct Snap {
    /// Thickness, in grains.
    thick: i32,
    /// Size of the smallest thing that can be drawn, in dots.
    grain: f32,
}

impl Snap {
    fn phase(&self) -> f32 {
        if self.thick % 2 == 0 { 0.0 } else { 0.5 }
    }

    fn snap(&self, v: f32) -> f32 {
        ((v / self.grain - self.phase()).round() + self.phase()) * self.grain
    }
}

/// Moves the stems of a glyph to whole dots and everything between with them, so that shapes stay whole.
struct Hints {
    /// Unit, dot before snapping, dot after; in the order of units.
    stems: Vec<(f32, f32, f32)>,
    origin: f32,
    scale: f32,
}

impl Hints {
    fn new<'a>(stems: impl Iterator<Item = &'a f32>, place: impl Fn(f32) -> f32, snap: &Snap) -> Self {
        let mut stems: Vec<_> = stems.map(|&unit| (unit, place(unit), snap.snap(place(unit)))).collect();
        stems.sort_by(|a, b| a.0.total_cmp(&b.0));
        stems.dedup_by(|a, b| (a.0 - b.0).abs() < 5e-3);
        Self { stems, origin: place(0.0), scale: place(1.0) - place(0.0) }
    }

    fn place(&self, unit: f32) -> f32 {
        let raw = self.origin + self.scale * unit;
        let after = self.stems.partition_point(|stem| stem.0 <= unit);
        match (after.checked_sub(1).map(|i| self.stems[i]), self.stems.get(after)) {
            (None, None) => raw,
            (Some((_, from, to)), None) | (None, Some(&(_, from, to))) => raw + to - from,
            (Some(low), Some(high)) => low.2 + (high.2 - low.2) * (unit - low.0) / (high.0 - low.0),
        }
    }
}

/// Lights every dot whose middle is no farther than `weight` from the line; `grain` 2 takes two dots, one above the other, as one.
fn draw_line(mask: &mut Mask, a: (f32, f32), b: (f32, f32), weight: f32, grain: f32) {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = (dx * dx + dy * dy).max(1e-9);
    let low = |a: f32, b: f32| (a.min(b) - weight).floor() as i32;
    let high = |a: f32, b: f32| (a.max(b) + weight).ceil() as i32;
    let step = grain as i32;
    for y in (low(a.1, b.1).div_euclid(step) * step..=high(a.1, b.1)).step_by(step as usize) {
        for x in low(a.0, b.0)..=high(a.0, b.0) {
            // the pieces of an arc overlap
            if mask.is_lit(x, y) {
                continue;
            }
            let (px, py) = (x as f32 + 0.5 - a.0, y as f32 + grain / 2.0 - a.1);
            let t = ((px * dx + py * dy) / length).clamp(0.0, 1.0);
            if (px - t * dx).powi(2) + (py - t * dy).powi(2) <= weight * weight {
                (0..step).for_each(|i| mask.light(x, y + i));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    fn drawing(strokes: Strokes, marker: Marker) -> String {
        let (cols, rows) = strokes.cells(marker);
        let mut buf = Buffer::empty(Rect::new(0, 0, cols, rows));
        strokes.draw((0, 0), Color::Reset, marker, buf.area, &mut buf);
        drawn::text(&buf)
    }

    #[test]
    fn digits_and_letters_as_one_sees_them() {
        insta::assert_snapshot!("digits_5_quadrant", drawing(Strokes::new("1234567890", 5), Marker::Quadrant));
        insta::assert_snapshot!("digits_7_braille", drawing(Strokes::new("5 → 3", 7), Marker::Braille));
        insta::assert_snapshot!("letters_3_braille", drawing(Strokes::new("get ready, paused", 3), Marker::Braille));
    }

    #[test]
    fn every_glyph_fills_its_height_and_ends_on_whole_dots() {
        for rows in [3, 5, 7, 8, 9] {
            for digit in "0123456789".chars() {
                let mask = Strokes::new(&digit.to_string(), rows).mask(Marker::Octant);
                let row = |y: i32| (0..mask.width()).filter(|&x| mask.is_lit(x, y)).count();
                assert!(row(0) > 0 && row(mask.height() - 1) > 0, "{digit} at {rows} rows");
                assert!((0..mask.height()).any(|y| mask.is_lit(0, y)), "{digit} starts on its first dot");
            }
        }
    }

    #[test]
    fn round_digits_are_the_same_from_both_sides() {
        for marker in [Marker::Octant, Marker::Quadrant] {
            for rows in [3, 5, 7, 9] {
                let mask = Strokes::new("0", rows).mask(marker);
                for (x, y) in (0..mask.width()).flat_map(|x| (0..mask.height()).map(move |y| (x, y))) {
                    assert_eq!(mask.is_lit(x, y), mask.is_lit(mask.width() - 1 - x, y), "{rows} rows, {marker:?}, {x} {y}");
                }
            }
        }
    }

    #[test]
    fn quadrants_get_strokes_on_whole_quadrants() {
        let mask = Strokes::new("2345", 7).mask(Marker::Quadrant);
        for (x, y) in (0..mask.width()).flat_map(|x| (0..mask.height() / 2).map(move |y| (x, y * 2))) {
            assert_eq!(mask.is_lit(x, y), mask.is_lit(x, y + 1));
        }
    }

    #[test]
    fn fixed_digits_are_equally_wide_and_letters_hang_below() {
        let wide = |text: &str| numerals(text, 5, 1.3, Marker::Octant).width();
        assert!((wide("00") - wide("08")).abs() <= 1);
        assert!(Strokes::new("11", 5).mask(Marker::Octant).width() < wide("00") - 6);
        assert_eq!(Strokes::new("side", 3).cells(Marker::Octant).1, 3);
        assert_eq!(Strokes::new("right", 3).cells(Marker::Octant).1, 4);
    }

    proptest! {
        #[test]
        fn any_text_at_any_place_stays_inside(
            text in ".{0,12}", rows in 0u16..14, weight in -3f32..9.0, at in (-30i32..90, -30i32..60), pick in 0usize..3,
            x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50,
        ) {
            let marker = [Marker::Octant, Marker::Quadrant, Marker::Braille][pick];
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                Strokes::new(&text, rows).weight(weight).draw(at, Color::White, marker, area, buf);
            });
        }
    }
}
