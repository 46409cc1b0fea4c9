//! What stands, lies or is held: drawn into the picture with the body.

use super::canvas::{Canvas, Line};
use super::file::{Joint, Prop, Side};
use super::flesh::Capsule;
use super::ink::{Group, Ink};
use super::skeleton::Body;
use super::vec3::{Frame, Vec3, vec3};

/// Far behind everything that stands on the floor.
const FLOOR: f32 = -6.0;

impl Joint {
    /// The same of the other side.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::ShoulderL => Self::ShoulderR,
            Self::ShoulderR => Self::ShoulderL,
            Self::ElbowL => Self::ElbowR,
            Self::ElbowR => Self::ElbowL,
            Self::WristL => Self::WristR,
            Self::WristR => Self::WristL,
            Self::HandL => Self::HandR,
            Self::HandR => Self::HandL,
            Self::KneeL => Self::KneeR,
            Self::KneeR => Self::KneeL,
            Self::AnkleL => Self::AnkleR,
            Self::AnkleR => Self::AnkleL,
            Self::FootL => Self::FootR,
            Self::FootR => Self::FootL,
            Self::At(x, y, z) => Self::At(x, y, -z),
            middle => middle,
        }
    }

    /// Where it is, and the frame of what it belongs to.
    #[must_use]
    pub fn of(self, body: &Body) -> (Vec3, Frame) {
        let (chest, pelvis) = (body.chest.1, body.pelvis.1);
        let arm = |side| body.arm.of(side);
        let leg = |side| body.leg.of(side);
        let hand = |side| arm(side).wrist.lerp(arm(side).hand, 0.5);
        let foot = |side| leg(side).ankle + leg(side).toe * 0.05;
        match self {
            Self::Pelvis => body.pelvis,
            Self::Waist => body.waist,
            Self::Chest => body.chest,
            Self::C7 => (body.c7, chest),
            Self::Head => body.head,
            Self::Belly => {
                let (waist, frame) = body.waist;
                (waist + frame.u * -0.03 + frame.f * (0.064 + 0.050 * body.belly), frame)
            }
            Self::ShoulderL => (body.shoulder.left, chest),
            Self::ShoulderR => (body.shoulder.right, chest),
            Self::ElbowL => (arm(Side::Left).elbow, chest),
            Self::ElbowR => (arm(Side::Right).elbow, chest),
            Self::WristL => (arm(Side::Left).wrist, chest),
            Self::WristR => (arm(Side::Right).wrist, chest),
            Self::HandL => (hand(Side::Left), chest),
            Self::HandR => (hand(Side::Right), chest),
            Self::KneeL => (leg(Side::Left).knee, pelvis),
            Self::KneeR => (leg(Side::Right).knee, pelvis),
            Self::AnkleL => (leg(Side::Left).ankle, pelvis),
            Self::AnkleR => (leg(Side::Right).ankle, pelvis),
            Self::FootL => (foot(Side::Left), pelvis),
            Self::FootR => (foot(Side::Right), pelvis),
            Self::At(x, y, z) => (vec3(x, y, z), Frame::WORLD),
        }
    }
}

impl Prop {
    /// The same for the other side.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        match self.clone() {
            Self::Ball { on, at, r } => Self::Ball { on: on.map(Joint::mirrored), at: at.mirrored(), r },
            Self::Box { on, at, size } => Self::Box { on: on.map(Joint::mirrored), at: at.mirrored(), size },
            Self::Bench { on, at, size } => Self::Bench { on: on.map(Joint::mirrored), at: at.mirrored(), size },
            Self::Band { along, anchor } => {
                Self::Band { along: along.into_iter().map(Joint::mirrored).collect(), anchor: anchor.map(Vec3::mirrored) }
            }
            Self::Stick { along: (a, b) } => Self::Stick { along: (a.mirrored(), b.mirrored()) },
            same => same,
        }
    }

    /// What of it has to be in the picture. Where the picture cuts the body, only what is held counts.
    pub(super) fn extent(&self, is_cut: bool) -> Vec<Vec3> {
        match *self {
            Self::Wall { x, high } if !is_cut => {
                vec![vec3(x, 0.0, -0.2), vec3(x + 0.03 * x.signum(), high.unwrap_or(1.0), 0.2)]
            }
            Self::Door { x, half } if !is_cut => vec![vec3(x, 0.0, -half - 0.03), vec3(x, DOOR, half + 0.03)],
            Self::Chair { .. } if !is_cut => vec![vec3(-0.16, 0.0, -0.1), vec3(0.12, 0.3, 0.1)],
            Self::Bench { on: None, at, size } if !is_cut => vec![at - size * 0.5, at + size * 0.5],
            Self::Roller { at: (x, y), r, .. } => vec![vec3(x - r, y - r, 0.0), vec3(x + r, y + r, 0.0)],
            Self::Ball { on: None, at, r } => vec![at - vec3(r, r, 0.0), at + vec3(r, r, 0.0)],
            Self::Pillow { at: (x, y), r, .. } => vec![vec3(x - r, y - r, 0.0), vec3(x + r, y + r, 0.0)],
            Self::Box { on: None, at, .. } => vec![at],
            Self::Band { anchor: Some(anchor), .. } => vec![anchor],
            _ => Vec::new(),
        }
    }

    /// Draws it into the picture of a body.
    pub(super) fn draw(&self, canvas: &mut Canvas, body: &Body) {
        match *self {
            Self::Floor if canvas.lens.camera.is_level() => floor(canvas, None),
            Self::Floor => mat(canvas, 0.0, 0.0, 0.55, 0.18),
            Self::Mat { at: (x, z), len, wide } => mat(canvas, x, z, len.unwrap_or(1.1) / 2.0, wide.unwrap_or(0.36) / 2.0),
            Self::Wall { x, high } => wall(canvas, x, high.unwrap_or(1.0)),
            Self::Door { x, half } => door(canvas, x, half),
            Self::Chair { high, back } => chair(canvas, high.unwrap_or(0.235), back),
            Self::Bench { on, at, size } => {
                let from = on.map_or(Vec3::ZERO, |joint| joint.of(body).0);
                canvas.solid(Group::Thing, Ink::Prop, from + at, &Frame::WORLD, size);
            }
            Self::Roller { at: (x, y), r, half } => {
                let half = half.unwrap_or(0.14);
                rod(canvas, (Group::Thing, Ink::Prop), vec3(x, y, -half), vec3(x, y, half), r);
            }
            Self::Ball { on, at, r } => {
                let (from, frame) = on.map_or((Vec3::ZERO, Frame::WORLD), |joint| joint.of(body));
                let middle = from + frame.world(at);
                rod(canvas, (Group::Thing, Ink::Kit), middle, middle, r);
            }
            Self::Pillow { at: (x, y), r, len } => {
                for z in [-0.07, 0.0, 0.07] {
                    rod(canvas, (Group::Thing, Ink::Prop), vec3(x - len / 2.0, y, z), vec3(x + len / 2.0, y, z), r);
                }
            }
            Self::Box { on, at, size } => {
                let (from, frame) = on.map_or((Vec3::ZERO, Frame::WORLD), |joint| joint.of(body));
                canvas.solid(Group::Thing, Ink::Kit, from + frame.world(at), &frame, size);
            }
            Self::Band { ref along, anchor } => {
                let line = Line { ink: Ink::Kit, bias: 0.10 };
                for pair in along.windows(2) {
                    let [a, b] = pair else { continue };
                    canvas.line(line, a.of(body).0, b.of(body).0);
                }
                if let Some(anchor) = anchor {
                    let half = vec3(0.0, 0.03, 0.0);
                    rod(canvas, (Group::Thing, Ink::Prop), anchor - half, anchor + half, 0.012);
                }
            }
            Self::Stick { along: (a, b) } => rod(canvas, (Group::Thing, Ink::Prop), a.of(body).0, b.of(body).0, 0.010),
        }
    }
}

/// How high a door is.
const DOOR: f32 = 1.12;

fn rod(canvas: &mut Canvas, (group, ink): (Group, Ink), a: Vec3, b: Vec3, r: f32) {
    canvas.capsule(&Capsule { group, ink, a, ra: r, b, rb: r });
}

/// The floor where it is seen as a line, below the feet: all across, or between two places.
fn floor(canvas: &mut Canvas, between: Option<(f32, f32)>) {
    if !canvas.lens.camera.is_level() {
        return;
    }
    let y = canvas.lens.dot(Vec3::ZERO).1 + 1.0;
    let (from, to) = between.unwrap_or((0.0, canvas.width as f32 - 1.0));
    for x in Canvas::span(from, to, canvas.width) {
        canvas.mark(Ink::Floor, x as f32, y, FLOOR);
        if between.is_some() {
            canvas.mark(Ink::Floor, x as f32, y + 1.0, FLOOR);
        }
    }
}

fn frame(canvas: &mut Canvas, line: Line, corners: [Vec3; 4]) {
    for (at, corner) in corners.iter().enumerate() {
        canvas.line(line, *corner, corners[(at + 1) % 4]);
    }
}

fn mat(canvas: &mut Canvas, x: f32, z: f32, long: f32, wide: f32) {
    let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(a, b)| vec3(x + a * long, 0.0, z + b * wide));
    if canvas.lens.camera.is_level() {
        let seen = corners.map(|corner| canvas.lens.dot(corner).0);
        floor(canvas, Some((seen.iter().copied().fold(f32::MAX, f32::min), seen.iter().copied().fold(f32::MIN, f32::max))));
    } else {
        frame(canvas, Line { ink: Ink::Floor, bias: FLOOR }, corners);
    }
}

/// A wall behind the back is left of the body, one in front of it right.
fn wall(canvas: &mut Canvas, x: f32, high: f32) {
    let camera = canvas.lens.camera;
    if camera.is_level() && camera.toward.z.abs() > 0.9 {
        canvas.line(Line { ink: Ink::Prop, bias: -5.0 }, vec3(x, 0.0, 0.0), vec3(x, high, 0.0));
        let away = 0.03 * x.signum();
        let count = (high / 0.07).clamp(1.0, 40.0);
        for stroke in 0..count as u8 {
            let y = (f32::from(stroke) + 0.5) * high / count;
            canvas.line(Line { ink: Ink::PropFar, bias: -5.0 }, vec3(x, y, 0.0), vec3(x + away, y - 0.03, 0.0));
        }
    } else {
        let corners = [(0.0, -1.0), (high, -1.0), (high, 1.0), (0.0, 1.0)].map(|(y, side)| vec3(x, y, 0.22 * side));
        frame(canvas, Line { ink: Ink::PropFar, bias: -0.3 }, corners);
    }
}

fn door(canvas: &mut Canvas, x: f32, half: f32) {
    const THICK: f32 = 0.035;
    let bias = if canvas.lens.camera.toward.x.abs() > 0.5 { -0.25 } else { 0.0 };
    for edge in [0.0, THICK] {
        for side in [-1.0, 1.0] {
            let z = side * (half + edge);
            canvas.line(Line { ink: Ink::Prop, bias }, vec3(x, 0.0, z), vec3(x, DOOR + edge, z));
        }
        let (y, z) = (DOOR + edge, half + edge);
        canvas.line(Line { ink: Ink::Prop, bias: -0.25 }, vec3(x, y, -z), vec3(x, y, z));
    }
}

fn chair(canvas: &mut Canvas, high: f32, back: bool) {
    const HALF: f32 = 0.09;
    let (behind, ahead) = (-0.10, 0.14);
    let seat = vec3((behind + ahead) / 2.0, high, 0.0);
    canvas.solid(Group::Thing, Ink::Prop, seat, &Frame::WORLD, vec3(ahead - behind, 0.022, 2.0 * HALF));
    for z in [0.01 - HALF, HALF - 0.01] {
        let ink = if z > 0.0 { Ink::Prop } else { Ink::PropFar };
        for x in [behind + 0.01, ahead - 0.01] {
            rod(canvas, (Group::ThingFar, ink), vec3(x, 0.0, z), vec3(x, high - 0.02, z), 0.008);
        }
        if back {
            rod(canvas, (Group::ThingFar, ink), vec3(behind, high, z), vec3(behind - 0.02, high + 0.26, z), 0.008);
        }
    }
    if back && !canvas.lens.camera.is_above() {
        let y = high + 0.25;
        rod(canvas, (Group::ThingFar, Ink::Prop), vec3(behind - 0.02, y, -HALF), vec3(behind - 0.02, y, HALF), 0.014);
    }
}
