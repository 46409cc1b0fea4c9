//! The flesh on the bones: tapered capsules for trunk, head and limbs, and the shoulder blades on the back.

use super::file::Side;
use super::ink::{Group, Ink};
use super::skeleton::{Body, FOOT, HEEL};
use super::vec3::{Frame, Vec3, vec3};

/// Two balls and what is between them.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "two ends, each with its radius")]
pub struct Capsule {
    pub group: Group,
    pub ink: Ink,
    pub a: Vec3,
    pub ra: f32,
    pub b: Vec3,
    pub rb: f32,
}

/// A cross-section of the trunk: how far up the spine from the hips, half its width and depth, how far in front of the spine.
struct Section {
    along: f32,
    wide: f32,
    deep: f32,
    ahead: f32,
}

const fn section(along: f32, wide: f32, deep: f32, ahead: f32) -> Section {
    Section { along, wide, deep, ahead }
}

const SECTIONS: [Section; 10] = [
    section(-0.045, 0.060, 0.044, 0.004),
    section(-0.012, 0.082, 0.062, -0.004),
    section(0.03, 0.084, 0.060, 0.000),
    section(0.075, 0.072, 0.052, 0.006),
    section(0.115, 0.071, 0.052, 0.012),
    section(0.155, 0.080, 0.058, 0.018),
    section(0.20, 0.090, 0.064, 0.024),
    section(0.245, 0.094, 0.062, 0.026),
    section(0.28, 0.088, 0.050, 0.020),
    section(0.305, 0.062, 0.038, 0.014),
];

/// Columns of capsules between two sections, from left to right.
const COLUMNS: [f32; 3] = [-1.0, 0.0, 1.0];

/// A section of a bent, breathing trunk.
struct Slice {
    middle: Vec3,
    frame: Frame,
    wide: f32,
    deep: f32,
}

impl Slice {
    /// The middle and the radius of a column.
    fn column(&self, place: f32) -> (Vec3, f32) {
        let radius = self.deep.min(self.wide) * (1.0 - (place * 0.72).powi(2)).max(0.0).sqrt();
        (self.middle + self.frame.r * (place * (self.wide - radius)), radius)
    }
}

/// A smooth hill of height 1 around 0.
fn hill(x: f32) -> f32 {
    if x.abs() < 1.0 { 0.5 + 0.5 * (std::f32::consts::PI * x).cos() } else { 0.0 }
}

fn slice(body: &Body, section: &Section) -> Slice {
    let s = section.along;
    let spine = &body.spine;
    let (at, frame) = if s < 0.0 {
        (spine[0].at + spine[0].frame.u * s, spine[0].frame)
    } else {
        let next = spine.iter().position(|point| point.along > s + 1e-6).unwrap_or(spine.len() - 1).max(1);
        let (below, above) = (&spine[next - 1], &spine[next]);
        let t = (s - below.along) / (above.along - below.along);
        (below.at.lerp(above.at, t), below.frame.lerp(&above.frame, t))
    };
    let bulge = hill((s - 0.095) / 0.13) * 0.040 * body.belly + hill((s - 0.21) / 0.12) * 0.020 * body.ribs;
    let wider = (1.0 - (s - 0.16).abs() / 0.10).max(0.0) * 0.012 * body.ribs;
    Slice { middle: at + frame.f * (section.ahead + bulge * 0.85), frame, wide: section.wide + wider, deep: section.deep + bulge * 0.5 }
}

/// The whole body; radii times `thick`.
#[must_use]
pub fn flesh(body: &Body, thick: f32) -> Vec<Capsule> {
    let mut all = Vec::with_capacity(56);
    let mut add = |group, ink, a, ra: f32, b, rb: f32| all.push(Capsule { group, ink, a, ra: ra * thick, b, rb: rb * thick });
    let slices = SECTIONS.each_ref().map(|section| slice(body, section));
    for pair in slices.windows(2) {
        let [below, above] = pair else { continue };
        for place in COLUMNS {
            let ((a, ra), (b, rb)) = (below.column(place), above.column(place));
            add(Group::Torso, Ink::Torso, a, ra, b, rb);
        }
    }
    let (chest, ribs) = body.chest;
    for side in Side::BOTH {
        let shoulder = *body.shoulder.of(side);
        add(Group::Torso, Ink::Torso, body.c7 - ribs.u * 0.004 + ribs.f * 0.008, 0.030, shoulder, 0.034);
        add(Group::Torso, Ink::Torso, chest + ribs.world(vec3(0.02, 0.01, side.sign() * 0.06)), 0.045, shoulder, 0.038);
    }
    let (head, face) = body.head;
    add(Group::Neck, Ink::Skin, body.c7 - ribs.u * 0.005, 0.036, body.skull + face.f * 0.012, 0.031);
    let at = |x, y| head + face.world(vec3(x, y, 0.0));
    add(Group::Head, Ink::Skin, at(-0.010, 0.012), 0.066, at(0.006, 0.004), 0.063);
    add(Group::Head, Ink::Skin, at(0.012, -0.030), 0.050, at(0.030, -0.042), 0.034);
    add(Group::Head, Ink::Skin, at(0.062, -0.004), 0.012, at(0.074, -0.016), 0.011);
    for side in Side::BOTH {
        let (group, arm) = (Group::arm(side), body.arm.of(side));
        add(group, Ink::Skin, *body.shoulder.of(side), 0.040, arm.elbow, 0.029);
        add(group, Ink::Skin, arm.elbow, 0.029, arm.wrist, 0.020);
        add(group, Ink::Skin, arm.wrist, 0.021, arm.hand, 0.017);
        let (group, leg) = (Group::leg(side), body.leg.of(side));
        let shin = leg.ankle - leg.knee;
        let calf = leg.knee + shin * 0.35;
        add(group, Ink::Leg, leg.hip, 0.064, leg.knee, 0.042);
        add(group, Ink::Leg, leg.knee, 0.042, calf, 0.043);
        add(group, Ink::Leg, calf, 0.043, leg.ankle, 0.026);
        let down = shin.normal();
        add(group, Ink::Foot, leg.ankle - leg.toe * HEEL + down * 0.012, 0.026, leg.ankle + leg.toe * FOOT + down * 0.022, 0.016);
    }
    all
}

/// The three corners of a shoulder blade on the back: inner, lower, outer.
#[must_use]
pub fn scapula(body: &Body, side: Side) -> [Vec3; 3] {
    const BACK: f32 = -0.052;
    let blade = body.scapulae.of(side);
    let (retract, up) = (blade.retract, 0.04 * blade.elevate);
    let mut corners = [
        vec3(BACK, 0.052 + up, 0.052 - 0.020 * retract),
        vec3(BACK - 0.002, -0.052 + up, 0.055 - 0.022 * retract),
        vec3(BACK + 0.012, 0.045 + up, 0.098 - 0.014 * retract),
    ];
    if blade.rotate != 0.0 {
        let middle = (corners[0] + corners[1] + corners[2]) * (1.0 / 3.0);
        let (sin, cos) = blade.rotate.to_radians().sin_cos();
        for corner in &mut corners {
            let (dy, dz) = (corner.y - middle.y, corner.z - middle.z);
            *corner = vec3(corner.x, middle.y + dy * cos + dz * sin, middle.z + dz * cos - dy * sin);
        }
    }
    let (chest, frame) = body.chest;
    corners.map(|corner| chest + frame.outward(side.sign()).world(corner))
}
