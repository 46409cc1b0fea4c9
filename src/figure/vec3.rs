//! Points and directions in space, and the frame a bone carries along.

use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use serde::Deserialize;

/// A point or a direction. Standing height is 1: x goes forward, the way the figure faces, y up from the floor, z to the figure's right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "(f32, f32, f32)")]
pub struct Vec3 {
    /// Forward.
    pub x: f32,
    /// Up.
    pub y: f32,
    /// To the figure's right.
    pub z: f32,
}

impl From<(f32, f32, f32)> for Vec3 {
    fn from((x, y, z): (f32, f32, f32)) -> Self {
        Self { x, y, z }
    }
}

/// A point or a direction.
#[must_use]
pub const fn vec3(x: f32, y: f32, z: f32) -> Vec3 {
    Vec3 { x, y, z }
}

impl Vec3 {
    /// The origin, or no direction.
    pub const ZERO: Self = vec3(0.0, 0.0, 0.0);

    /// The dot product.
    #[must_use]
    pub fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// The cross product.
    #[must_use]
    pub fn cross(self, other: Self) -> Self {
        vec3(self.y * other.z - self.z * other.y, self.z * other.x - self.x * other.z, self.x * other.y - self.y * other.x)
    }

    /// How long it is.
    #[must_use]
    pub fn length(self) -> f32 {
        self.dot(self).sqrt()
    }

    /// The same direction with length 1; what has no direction stays as it is.
    #[must_use]
    pub fn normal(self) -> Self {
        let length = self.length();
        if length > 1e-9 { self * (1.0 / length) } else { self }
    }

    /// The way from here to there: `t` 0 is here, 1 there.
    #[must_use]
    pub fn lerp(self, other: Self, t: f32) -> Self {
        self + (other - self) * t
    }

    /// The direction between two, turned at an even rate. Opposite ones turn by a way of their own, always the same.
    #[must_use]
    pub fn slerp(self, other: Self, t: f32) -> Self {
        let (a, mut b) = (self.normal(), other.normal());
        let angle = |b: Self| a.dot(b).clamp(-1.0, 1.0).acos();
        let mut between = angle(b);
        if between < 1e-4 {
            return a;
        }
        if std::f32::consts::PI - between < 1e-3 {
            b = (b + vec3(0.02, 0.01, 0.015)).normal();
            between = angle(b);
        }
        (a * ((1.0 - t) * between).sin() + b * (t * between).sin()) * (1.0 / between.sin())
    }

    /// Seen in the mirror that the body's middle plane is: left and right change places.
    #[must_use]
    pub fn mirrored(self) -> Self {
        vec3(self.x, self.y, -self.z)
    }

    /// Whether all three are numbers that a body can have.
    #[must_use]
    pub fn is_sane(self) -> bool {
        [self.x, self.y, self.z].iter().all(|n| n.abs() < 3.0)
    }
}

impl Add for Vec3 {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        vec3(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl AddAssign for Vec3 {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Vec3 {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        vec3(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl Mul<f32> for Vec3 {
    type Output = Self;
    fn mul(self, by: f32) -> Self {
        vec3(self.x * by, self.y * by, self.z * by)
    }
}

impl Neg for Vec3 {
    type Output = Self;
    fn neg(self) -> Self {
        self * -1.0
    }
}

/// Three directions at right angles: where forward, up and right are for a part of the body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Forward.
    pub f: Vec3,
    /// Up.
    pub u: Vec3,
    /// Right; outward where the frame is that of a limb.
    pub r: Vec3,
}

/// Turns `a` toward `b` by so many degrees, and `b` along with it.
pub(super) fn rotate(a: Vec3, b: Vec3, degrees: f32) -> (Vec3, Vec3) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    (a * cos + b * sin, b * cos - a * sin)
}

impl Frame {
    /// The world's own.
    pub const WORLD: Self = Self { f: vec3(1.0, 0.0, 0.0), u: vec3(0.0, 1.0, 0.0), r: vec3(0.0, 0.0, 1.0) };

    /// Bent forward: up goes toward forward.
    #[must_use]
    pub fn flexed(self, degrees: f32) -> Self {
        let (u, f) = rotate(self.u, self.f, degrees);
        Self { f, u, ..self }
    }

    /// Leaning to the right.
    #[must_use]
    pub fn leaned(self, degrees: f32) -> Self {
        let (u, r) = rotate(self.u, self.r, degrees);
        Self { u, r, ..self }
    }

    /// Turned to the right.
    #[must_use]
    pub fn turned(self, degrees: f32) -> Self {
        let (f, r) = rotate(self.f, self.r, degrees);
        Self { f, r, ..self }
    }

    /// With the third direction pointing outward on a side: `sign` is 1 on the right, -1 on the left.
    #[must_use]
    pub fn outward(self, sign: f32) -> Self {
        Self { r: self.r * sign, ..self }
    }

    /// A direction given in this frame, as the world sees it.
    #[must_use]
    pub fn world(&self, v: Vec3) -> Vec3 {
        self.f * v.x + self.u * v.y + self.r * v.z
    }

    /// A direction of the world, as this frame sees it.
    #[must_use]
    pub fn local(&self, v: Vec3) -> Vec3 {
        vec3(self.f.dot(v), self.u.dot(v), self.r.dot(v))
    }

    /// Between two frames that are not far from each other.
    #[must_use]
    pub fn lerp(&self, other: &Self, t: f32) -> Self {
        let between = |a: Vec3, b: Vec3| a.lerp(b, t).normal();
        Self { f: between(self.f, other.f), u: between(self.u, other.u), r: between(self.r, other.r) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_ways_to_move_go_the_way_their_names_say() {
        assert!(Frame::WORLD.flexed(90.0).u.x > 0.99, "bent forward, up is forward");
        assert!(Frame::WORLD.leaned(90.0).u.z > 0.99, "leaned right, up is right");
        assert!(Frame::WORLD.turned(90.0).f.z > 0.99, "turned right, forward is right");
    }

    #[test]
    fn a_slerp_keeps_its_length_even_between_opposites() {
        for (a, b) in [(vec3(1.0, 0.0, 0.0), vec3(0.0, 0.0, 2.0)), (vec3(0.0, 1.0, 0.0), vec3(0.0, -1.0, 0.0))] {
            for t in [0.0, 0.3, 0.5, 1.0] {
                assert!((a.slerp(b, t).length() - 1.0).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn local_and_world_undo_each_other() {
        let frame = Frame::WORLD.turned(30.0).leaned(20.0).flexed(50.0);
        let v = vec3(0.3, -0.2, 0.7);
        assert!((frame.world(frame.local(v)) - v).length() < 1e-6);
    }
}
