//! The canvas: capsules, plates and lines drawn into dots, nearer over farther.

use std::ops::Range;

use super::camera::Lens;
use super::ink::{Group, Ink};
use super::ply::Ply;
use super::vec3::{Frame, Vec3};

/// The farthest; nothing is behind it.
pub(super) const FAR: f32 = -9.0;
/// So many dots beside the picture may be written: a row is drawn several dots at once.
pub(super) const BEYOND: usize = 8;
/// No line is followed for longer.
const LONGEST: f32 = 4096.0;

/// A dot of a line, laid over the finished picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub at: usize,
    pub ink: Ink,
    pub depth: f32,
}

/// The part of the picture in which anything may be: columns and rows.
#[derive(Clone, Debug)]
pub(super) struct Touched {
    pub across: Range<usize>,
    pub down: Range<usize>,
}

impl Touched {
    pub fn take(&mut self, across: &Range<usize>, down: &Range<usize>) {
        if across.is_empty() || down.is_empty() {
            return;
        }
        let join = |a: &Range<usize>, b: &Range<usize>| if a.is_empty() { b.clone() } else { a.start.min(b.start)..a.end.max(b.end) };
        (self.across, self.down) = (join(&self.across, across), join(&self.down, down));
    }
}

/// A picture that is being drawn. An empty row lies above it and one below, and some dots to its right, so that each dot has four beside it.
#[derive(Debug)]
pub(super) struct Canvas {
    pub lens: Lens,
    pub width: usize,
    pub height: usize,
    /// How near each dot is.
    pub depth: Vec<f32>,
    /// What it shows.
    pub plies: Vec<Ply>,
    pub touched: Touched,
    pub marks: Vec<Mark>,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub ink: Ink,
    /// So much nearer than it is.
    pub bias: f32,
}

impl Canvas {
    pub fn new(lens: Lens, (width, height): (usize, usize)) -> Self {
        let count = (width + BEYOND + 1) * (height + 2);
        let touched = Touched { across: 0..0, down: 0..0 };
        Self { lens, width, height, depth: vec![FAR; count], plies: vec![Ply::NOTHING; count], touched, marks: Vec::new() }
    }

    /// From one row to the next.
    pub fn stride(&self) -> usize {
        self.width + BEYOND + 1
    }

    /// Where a dot of the picture is kept.
    pub fn at(&self, x: usize, y: usize) -> usize {
        (y + 1) * self.stride() + x
    }

    /// Which dot is kept there.
    pub fn place(&self, at: usize) -> (usize, usize) {
        (at % self.stride(), (at / self.stride()).saturating_sub(1))
    }

    /// Whether a dot is one of the picture.
    pub fn is_inside(&self, at: usize) -> bool {
        let row = at / self.stride();
        (1..=self.height).contains(&row) && at % self.stride() < self.width
    }

    /// Puts out what was written beside the picture.
    pub fn trim(&mut self) {
        let stride = self.stride();
        for y in self.touched.down.clone() {
            self.depth[(y + 1) * stride + self.width] = FAR;
        }
    }

    /// The dots from `low` to `high` that are on the canvas; nothing if none is.
    pub fn span(low: f32, high: f32, count: usize) -> Range<usize> {
        if count == 0 || high < 0.0 || low >= count as f32 || low.is_nan() || high.is_nan() {
            return 0..0;
        }
        // a float that is too large or too small becomes the nearest number there is, so a negative one 0
        let last = (high as usize).min(count);
        (low as usize)..(last + usize::from((last as f32) < high) + 1).min(count)
    }

    /// A flat piece with three or more corners, all angles outward.
    pub fn plate(&mut self, group: Group, ink: Ink, corners: &[Vec3], bias: f32) {
        let seen: Vec<(f32, f32, f32)> = corners.iter().map(|&corner| self.lens.dot(corner)).collect();
        let [first, second, .., last] = seen.as_slice() else { return };
        let edges = || seen.iter().zip(seen.iter().cycle().skip(1)).take(seen.len());
        let area: f32 = edges().map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
        let cross = |a: (f32, f32, f32), b: (f32, f32, f32)| (a.0 - first.0) * (b.1 - first.1) - (b.0 - first.0) * (a.1 - first.1);
        let whole = cross(*second, *last);
        if area.abs() < 1e-6 || whole.abs() < 1e-6 {
            return;
        }
        let least = |pick: fn(&(f32, f32, f32)) -> f32| seen.iter().map(pick).fold(f32::MAX, f32::min);
        let most = |pick: fn(&(f32, f32, f32)) -> f32| seen.iter().map(pick).fold(f32::MIN, f32::max);
        let down = Self::span(least(|p| p.1) - 1.0, most(|p| p.1) + 1.0, self.height);
        let across = Self::span(least(|p| p.0) - 1.0, most(|p| p.0) + 1.0, self.width);
        self.touched.take(&across, &down);
        for y in down {
            for x in across.clone() {
                let here = (x as f32 + 0.5, y as f32 + 0.5, 0.0);
                let inside = edges().all(|(a, b)| ((b.0 - a.0) * (here.1 - a.1) - (b.1 - a.1) * (here.0 - a.0)) * area >= 0.0);
                if !inside {
                    continue;
                }
                let (u, v) = (cross(here, *last) / whole, cross(*second, here) / whole);
                let depth = first.2 + u * (second.2 - first.2) + v * (last.2 - first.2) + bias;
                let at = self.at(x, y);
                if depth > self.depth[at] {
                    (self.depth[at], self.plies[at]) = (depth, Ply::new(group, ink));
                }
            }
        }
    }

    /// A box: the sides of it that are seen.
    pub fn solid(&mut self, group: Group, ink: Ink, middle: Vec3, frame: &Frame, size: Vec3) {
        let axes = [frame.f * (size.x / 2.0), frame.u * (size.y / 2.0), frame.r * (size.z / 2.0)];
        for (at, normal) in [frame.f, frame.u, frame.r].into_iter().enumerate() {
            let (a, b) = (axes[(at + 1) % 3], axes[(at + 2) % 3]);
            for sign in [-1.0, 1.0] {
                if (normal * sign).dot(self.lens.camera.toward) > 0.02 {
                    let face = middle + axes[at] * sign;
                    self.plate(group, ink, &[face + a + b, face + a - b, face - a - b, face - a + b], 0.0);
                }
            }
        }
    }

    /// A thin line, hidden where something nearer is.
    pub fn line(&mut self, line: Line, a: Vec3, b: Vec3) {
        let ((ax, ay, az), (bx, by, bz)) = (self.lens.dot(a), self.lens.dot(b));
        let steps = (bx - ax).abs().max((by - ay).abs()).min(LONGEST).ceil().max(1.0);
        for step in 0..=(steps as usize) {
            let t = step as f32 / steps;
            self.mark(line.ink, ax + (bx - ax) * t, ay + (by - ay) * t, az + (bz - az) * t + line.bias);
        }
    }

    /// One dot of a line.
    pub fn mark(&mut self, ink: Ink, x: f32, y: f32, depth: f32) {
        if x >= 0.0 && y >= 0.0 && (x as usize) < self.width && (y as usize) < self.height {
            self.marks.push(Mark { at: self.at(x as usize, y as usize), ink, depth });
        }
    }
}
