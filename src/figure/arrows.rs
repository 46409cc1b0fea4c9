//! Arrows that show the coming movement and then get out of its way.

use super::camera::{Camera, Extent};
use super::canvas::Canvas;
use super::file::{Arrow, Joint, Plane};
use super::ink::Ink;
use super::skeleton::Body;
use super::vec3::{Frame, Vec3};

/// On top of everything.
const TOP: f32 = 9.0;
/// Points of a way.
pub(super) const WAY: usize = 17;
/// How long a straight arrow is if its file does not say.
const LENGTH: f32 = 0.09;

impl Arrow {
    /// The poses on the way to which it is shown; empty for always.
    #[must_use]
    pub fn during(&self) -> &[String] {
        match self {
            Self::Trace { during, .. } | Self::Push { during, .. } | Self::Arc { during, .. } => during,
        }
    }

    /// The same for the other side.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        match self.clone() {
            Self::Trace { of, shift, during } => Self::Trace { of: of.mirrored(), shift, during },
            Self::Push { at, off, dir, len, during } => {
                Self::Push { at: at.mirrored(), off: off.mirrored(), dir: dir.mirrored(), len, during }
            }
            Self::Arc { at, plane, off, r, span, during } => {
                let span = if plane == Plane::Flex { span } else { (-span.0, -span.1) };
                Self::Arc { at: at.mirrored(), plane, off: off.mirrored(), r, span, during }
            }
        }
    }

    /// The places that have to be in the picture: `start` is the body as the step begins, `way` the way of a traced joint.
    pub(super) fn extend(&self, extent: &mut Extent, camera: &Camera, start: &Body, end: &Body, way: &[Vec3]) {
        const ROOM: f32 = 0.02;
        match *self {
            Self::Trace { shift: (x, y), .. } => {
                let shift = camera.right * x + camera.up * (y + ROOM);
                way.iter().for_each(|&at| extent.take(camera, at + shift, ROOM));
            }
            Self::Push { at, off, dir, len, .. } => {
                let from = at.of(end).0 + off;
                [from, from + dir.normal() * len.unwrap_or(LENGTH)].into_iter().for_each(|at| extent.take(camera, at, ROOM));
            }
            Self::Arc { at, plane, off, r, .. } => {
                let (middle, a, b) = circle(at, plane, off, start);
                [a * r, a * -r, b * r, b * -r].into_iter().for_each(|edge| extent.take(camera, middle + edge, ROOM));
            }
        }
    }

    /// Draws it at so much of a step: `start` is the body as the step began, `body` the body now, `way` the way of a traced joint.
    pub(super) fn draw(&self, canvas: &mut Canvas, start: &Body, body: &Body, way: &[Vec3], progress: f32) {
        let size = (canvas.height as f32 * 0.06).clamp(3.0, 7.0);
        let seen = |canvas: &Canvas, at: Vec3| {
            let (x, y, _) = canvas.lens.dot(at);
            (x, y)
        };
        match *self {
            Self::Trace { shift: (right, up), .. } => {
                let begin = (progress * (way.len().saturating_sub(1)) as f32) as usize;
                let shift = canvas.lens.camera.right * right + canvas.lens.camera.up * up;
                let points: Vec<(f32, f32)> = way.iter().skip(begin).map(|&at| seen(canvas, at + shift)).collect();
                let length: f32 = points.windows(2).map(|pair| (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1)).sum();
                if length >= size * 1.6 {
                    stroke(canvas, &points[..points.len() - 1], 2);
                    head(canvas, points[points.len().saturating_sub(3)], points[points.len() - 1], size);
                }
            }
            Self::Push { at, off, dir, len, .. } => {
                let from = at.of(body).0 + off;
                let (a, b) = (seen(canvas, from), seen(canvas, from + dir.normal() * len.unwrap_or(LENGTH)));
                stroke(canvas, &[a, b], 0);
                head(canvas, a, b, size);
            }
            Self::Arc { at, plane, off, r, span: (from, to), .. } => {
                let (middle, a, b) = circle(at, plane, off, start);
                let from = from + (to - from) * progress * 0.6;
                let points: Vec<(f32, f32)> = (0..15_u8)
                    .map(|i| (from + (to - from) * f32::from(i) / 14.0).to_radians())
                    .map(|angle| seen(canvas, middle + a * (angle.cos() * r) + b * (angle.sin() * r)))
                    .collect();
                stroke(canvas, &points[..points.len() - 1], 0);
                head(canvas, points[points.len() - 3], points[points.len() - 1], size);
            }
        }
    }
}

/// The middle of an arc and its two axes.
fn circle(at: Joint, plane: Plane, off: Vec3, body: &Body) -> (Vec3, Vec3, Vec3) {
    let (from, Frame { f, u, r }) = at.of(body);
    let (a, b) = match plane {
        Plane::Turn => (f, r),
        Plane::Flex => (u, f),
        Plane::Lean => (u, r),
    };
    (from + Frame { f, u, r }.world(off), a, b)
}

/// A line through points of the picture; `dash` dots on and off, 0 for a whole one.
fn stroke(canvas: &mut Canvas, points: &[(f32, f32)], dash: usize) {
    let mut count = 0;
    for pair in points.windows(2) {
        let [a, b] = pair else { continue };
        let steps = (b.0 - a.0).abs().max((b.1 - a.1).abs()).min(1024.0) as usize + 1;
        for step in 0..steps {
            count += 1;
            if dash == 0 || (count / dash).is_multiple_of(2) {
                let t = step as f32 / steps as f32;
                canvas.mark(Ink::Arrow, a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t, TOP);
            }
        }
    }
}

/// The head: a filled triangle at `b`, pointing away from `a`. Dots may be higher than wide; the triangle is not.
fn head(canvas: &mut Canvas, a: (f32, f32), b: (f32, f32), size: f32) {
    let aspect = canvas.lens.aspect;
    let (dx, dy) = (b.0 - a.0, (b.1 - a.1) * aspect);
    let length = dx.hypot(dy);
    if length < 1e-6 {
        return;
    }
    let (dx, dy) = (dx / length, dy / length);
    let size = size * aspect.max(1.0).sqrt();
    let tip = (b.0 + dx * size * 0.5, b.1 + dy * size * 0.5 / aspect);
    for y in Canvas::span(tip.1 - size * 2.0, tip.1 + size * 2.0, canvas.height) {
        for x in Canvas::span(tip.0 - size * 2.0, tip.0 + size * 2.0, canvas.width) {
            let (px, py) = (x as f32 + 0.5 - tip.0, (y as f32 + 0.5 - tip.1) * aspect);
            let (back, aside) = (-(px * dx + py * dy), (py * dx - px * dy).abs());
            if (-0.3..=size * 1.15).contains(&back) && aside <= back * 0.85 + 0.35 {
                canvas.mark(Ink::Arrow, x as f32, y as f32, TOP);
            }
        }
    }
}
