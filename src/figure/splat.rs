//! Capsules drawn into dots, nearer over farther, a few dots of a row at once.

use super::canvas::{BEYOND, Canvas};
use super::flesh::Capsule;
use super::ink::{Group, Ink};
use super::ply::{Groups, Ply};

/// No capsule is thinner than this many dots.
const THINNEST: f32 = 1.05;
/// The light comes from the left, above and in front.
pub(super) const LIGHT: (f32, f32, f32) = (-0.447, 0.745, 0.497);
/// Less light than this is shade; the trunk is flatter and takes less.
const SHADE: f32 = 0.18;
pub(super) const TRUNK_SHADE: f32 = -0.12;
/// What takes no shade of its own: faces, things, and the trunk, which gets its light as a whole.
const UNSHADED: Groups = Groups::of(&[Group::Head, Group::Neck, Group::Thing, Group::ThingFar, Group::Torso]);

/// A capsule as the picture has it, in dots from its first end.
struct Bone {
    /// The column of its first end.
    ax: f32,
    /// To its second end.
    dx: f32,
    dy: f32,
    /// How near its first end is, and by how much its second is nearer.
    az: f32,
    dz: f32,
    /// The radius of its first end, and how much larger its second is.
    ra: f32,
    dr: f32,
    scale: f32,
    ply: Ply,
    /// Less light than this is shade.
    shade: f32,
}

impl Bone {
    /// Draws one row: the dots from column `x` on, `py` below the first end. `along` says how far along the bone the surface of a dot is.
    fn row(&self, (depths, plies): (&mut [f32], &mut [Ply]), x: f32, py: f32, along: impl Fn(f32) -> f32) {
        let depth = 1.0 / self.scale;
        let (light, dark) = (self.ply.in_shade(false), self.ply.in_shade(true));
        // no branch in here: the compiler does several dots at once
        for ((near, ply), i) in depths.iter_mut().zip(plies).zip(0_i32..) {
            let px = x + i as f32 + 0.5 - self.ax;
            let t = along(px);
            let r = self.ra + self.dr * t;
            let (ox, oy) = (px - t * self.dx, py - t * self.dy);
            let rest = r * r - ox * ox - oy * oy;
            let bulge = if rest > 0.0 { rest } else { 0.0 }.sqrt();
            let bone = self.az + self.dz * t;
            // how far the surface has to stand out to be nearer than what is there
            let needed = (*near - bone) * self.scale;
            let is_seen = (rest >= 0.0) & !((needed > 0.0) & (rest <= needed * needed));
            let is_dark = ox * LIGHT.0 - oy * LIGHT.1 + bulge * LIGHT.2 < self.shade * r;
            let own = if is_dark { dark } else { light };
            *near = if is_seen { bone + bulge * depth } else { *near };
            *ply = if is_seen { own } else { *ply };
        }
    }
}

impl Canvas {
    /// Two balls and what is between them.
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
        let along = if is_long { 1.0 / length } else { 0.0 };
        let ply = Ply::new(capsule.group, capsule.ink);
        let shade = match capsule.ink {
            _ if ply.is_one_of(UNSHADED) => f32::MIN,
            Ink::Torso | Ink::Bone => TRUNK_SHADE,
            _ => SHADE,
        };
        let nearest = az.max(bz) + radius / scale;
        let bone = Bone { ax, dx, dy, az, dz, ra, dr: rb - ra, scale, ply, shade };
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
            let (first, count) = (self.at(across.start, y), across.len().next_multiple_of(BEYOND));
            let x = across.start as f32;
            let (depths, plies) = (&mut self.depth[first..first + count], &mut self.plies[first..first + count]);
            if depths.iter().fold(true, |hidden, &depth| hidden & (depth >= nearest)) {
                continue;
            }
            let rise = py * dy;
            if is_long {
                bone.row((depths, plies), x, py, |px| ((px * dx + rise) * along).clamp(0.0, 1.0));
            }
            if is_steep {
                bone.row((depths, plies), x, py, |_| 0.0);
                bone.row((depths, plies), x, py, |_| 1.0);
            }
        }
    }
}
