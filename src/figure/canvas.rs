//! The canvas: capsules, plates and lines drawn into dots, nearer over farther.

use std::ops::Range;

use super::camera::Lens;
use super::flesh::Capsule;
use super::ink::{Group, Ink};
use super::vec3::{Frame, Vec3};

/// No capsule is thinner than this many dots.
const THINNEST: f32 = 1.05;
/// The farthest; nothing is behind it.
pub(super) const FAR: f32 = -9.0;
/// The light comes from the left, above and in front.
const LIGHT: (f32, f32, f32) = (-0.447, 0.745, 0.497);
/// No line is followed for longer.
const LONGEST: f32 = 4096.0;

/// What one dot shows while the picture is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub depth: f32,
    pub group: Group,
    pub ink: Ink,
    /// How much light falls on it.
    pub light: f32,
}

const EMPTY: Cell = Cell { depth: FAR, group: Group::Nothing, ink: Ink::Floor, light: 1.0 };

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
    fn take(&mut self, across: &Range<usize>, down: &Range<usize>) {
        if across.is_empty() || down.is_empty() {
            return;
        }
        let join = |a: &Range<usize>, b: &Range<usize>| if a.is_empty() { b.clone() } else { a.start.min(b.start)..a.end.max(b.end) };
        (self.across, self.down) = (join(&self.across, across), join(&self.down, down));
    }
}

/// A picture that is being drawn.
#[derive(Clone, Debug)]
pub(super) struct Canvas {
    pub lens: Lens,
    pub width: usize,
    pub height: usize,
    pub cells: Vec<Cell>,
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
        Self { lens, width, height, cells: vec![EMPTY; width * height], touched: Touched { across: 0..0, down: 0..0 }, marks: Vec::new() }
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

    pub fn capsule(&mut self, capsule: &Capsule) {
        let aspect = self.lens.aspect;
        let ((ax, ay, az), (bx, by, bz)) = (self.lens.dot(capsule.a), self.lens.dot(capsule.b));
        let scale = self.lens.scale;
        let (ra, rb) = ((capsule.ra * scale).max(THINNEST), (capsule.rb * scale).max(THINNEST));
        let radius = ra.max(rb);
        let down = Self::span(ay.min(by) - radius / aspect, ay.max(by) + radius / aspect, self.height);
        let (dx, dy, dz) = (bx - ax, (by - ay) * aspect, bz - az);
        let length = dx * dx + dy * dy;
        // seen along its bone it is two balls
        let is_long = length > 0.25;
        let is_steep = !is_long || (length < 9.0 && dz.abs() * scale > length.sqrt());
        let (along, depth) = (if is_long { 1.0 / length } else { 0.0 }, 1.0 / scale);
        let nearest = az.max(bz) + ra.max(rb) * depth;
        // the trunk gets its light as a whole
        let is_lit = capsule.group != Group::Torso;
        let (low, high) = ((ay.min(by) - ay) * aspect, (ay.max(by) - ay) * aspect);
        // how far to each side of the bone, in its row, anything of it can be: much for one that lies, little for one that stands
        let is_flat = dy.abs() <= 1e-3;
        let per_row = if is_flat { 0.0 } else { 1.0 / dy };
        let strip = if is_flat { f32::MAX } else { radius * length.sqrt() * per_row.abs() };
        self.touched.take(&Self::span(ax.min(bx) - radius, ax.max(bx) + radius, self.width), &down);
        for y in down {
            let py = (y as f32 + 0.5 - ay) * aspect;
            // beyond its ends a row meets less of the ball
            let beyond = (low - py).max(py - high);
            let half = if beyond > 0.0 { (radius * radius - beyond * beyond).max(0.0).sqrt() } else { radius };
            // the part of the bone that can reach this row
            let (at, reach) = (py * per_row, (radius * per_row).abs());
            let (from, to) = if is_flat { (0.0, 1.0) } else { ((at - reach).clamp(0.0, 1.0), (at + reach).clamp(0.0, 1.0)) };
            let (from, to, middle) = (ax + dx * from, ax + dx * to, ax + dx * at);
            let across = Self::span((from.min(to) - half).max(middle - strip), (from.max(to) + half).min(middle + strip), self.width);
            let first = across.start;
            let Some(cells) = self.cells.get_mut(y * self.width + across.start..y * self.width + across.end) else { continue };
            let rise = py * dy;
            for (x, cell) in cells.iter_mut().enumerate() {
                if cell.depth >= nearest {
                    continue;
                }
                let px = (first + x) as f32 + 0.5 - ax;
                let mut splat = |t: f32| {
                    let r = ra + (rb - ra) * t;
                    let (ox, oy) = (px - t * dx, py - t * dy);
                    let rest = r * r - ox * ox - oy * oy;
                    // how far the surface has to stand out to be nearer than what is there: most does not, and needs no root
                    let bone = az + dz * t;
                    let needed = (cell.depth - bone) * scale;
                    if rest < 0.0 || (needed > 0.0 && rest <= needed * needed) {
                        return;
                    }
                    let bulge = rest.sqrt();
                    let light = if is_lit { (ox * LIGHT.0 - oy * LIGHT.1 + bulge * LIGHT.2) / r } else { 1.0 };
                    *cell = Cell { depth: bone + bulge * depth, group: capsule.group, ink: capsule.ink, light };
                };
                if is_long {
                    splat(((px * dx + rise) * along).clamp(0.0, 1.0));
                }
                if is_steep {
                    splat(0.0);
                    splat(1.0);
                }
            }
        }
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
                if let Some(cell) = self.cells.get_mut(y * self.width + x)
                    && depth > cell.depth
                {
                    *cell = Cell { depth, group, ink, light: 1.0 };
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
            self.marks.push(Mark { at: y as usize * self.width + x as usize, ink, depth });
        }
    }
}
