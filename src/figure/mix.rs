//! What is between two poses: pinned limbs keep to their places, free ones turn, the trunk bends evenly.

use super::file::{Arm, Ease, Foot, Leg, Scapula, Side};
use super::limbs::{ELBOW, KNEE};
use super::pose::{Bend, Pair, Pelvis, Pose};
use super::skeleton::Body;
use super::vec3::Vec3;

impl Ease {
    /// How far a movement is when so much of its time is over.
    #[must_use]
    pub fn of(self, t: f32) -> f32 {
        match self {
            Self::Linear => t,
            Self::In => t * t,
            Self::Out => 1.0 - (1.0 - t) * (1.0 - t),
            Self::InOut => t * t * (3.0 - 2.0 * t),
            Self::Breath => 0.5 - 0.5 * (std::f32::consts::PI * t).cos(),
        }
    }
}

fn between(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

fn bend(a: Bend, b: Bend, t: f32) -> Bend {
    Bend { flex: between(a.flex, b.flex, t), side: between(a.side, b.side, t), turn: between(a.turn, b.turn, t) }
}

/// The pose between two, each given with its solved body; `t` 0 is the first, 1 the second.
#[must_use]
pub fn mix((a, at_a): (&Pose, &Body), (b, at_b): (&Pose, &Body), t: f32) -> Pose {
    if t <= 0.0 {
        return *a;
    }
    if t >= 1.0 {
        return *b;
    }
    let blade = |a: Scapula, b: Scapula| Scapula {
        retract: between(a.retract, b.retract, t),
        elevate: between(a.elevate, b.elevate, t),
        rotate: between(a.rotate, b.rotate, t),
    };
    Pose {
        pelvis: Pelvis {
            at: a.pelvis.at.lerp(b.pelvis.at, t),
            tilt: between(a.pelvis.tilt, b.pelvis.tilt, t),
            turn: between(a.pelvis.turn, b.pelvis.turn, t),
            lean: between(a.pelvis.lean, b.pelvis.lean, t),
        },
        lumbar: bend(a.lumbar, b.lumbar, t),
        thorax: bend(a.thorax, b.thorax, t),
        neck: bend(a.neck, b.neck, t),
        head: bend(a.head, b.head, t),
        scapulae: Pair::each(|side| blade(*a.scapulae.of(side), *b.scapulae.of(side))),
        arms: Pair::each(|side| arm((*a.arms.of(side), at_a), (*b.arms.of(side), at_b), side, t)),
        legs: Pair::each(|side| leg((*a.legs.of(side), at_a), (*b.legs.of(side), at_b), side, t)),
        belly: between(a.belly, b.belly, t),
        ribs: between(a.ribs, b.ribs, t),
    }
}

/// Fingers or toes: as told where both poses tell it, as the bone goes where neither does, else by the way from the one to the other.
fn tip(told: (Option<Vec3>, Option<Vec3>), solved: (Vec3, Vec3), t: f32) -> Option<Vec3> {
    match told {
        (None, None) => None,
        (a, b) => Some(a.unwrap_or(solved.0).slerp(b.unwrap_or(solved.1), t)),
    }
}

fn arm((a, at_a): (Arm, &Body), (b, at_b): (Arm, &Body), side: Side, t: f32) -> Arm {
    let pole = |a: Option<Vec3>, b: Option<Vec3>| Some(a.unwrap_or(ELBOW).lerp(b.unwrap_or(ELBOW), t));
    let frames = [at_a, at_b].map(|body| body.chest.1.outward(side.sign()));
    let toward = [at_a, at_b].map(|body| body.arm.of(side).toward);
    match (a, b) {
        (Arm::Pin { at: from, bend, hand }, Arm::Pin { at: to, bend: bend_b, hand: hand_b }) => Arm::Pin {
            at: from.lerp(to, t),
            bend: pole(bend, bend_b),
            hand: tip((hand, hand_b), (side.out(toward[0]), side.out(toward[1])), t),
        },
        (Arm::On { part, at: from, bend, hand }, Arm::On { part: same, at: to, bend: bend_b, hand: hand_b }) if part == same => Arm::On {
            part,
            at: from.lerp(to, t),
            bend: pole(bend, bend_b),
            hand: tip((hand, hand_b), (frames[0].local(toward[0]), frames[1].local(toward[1])), t),
        },
        _ => {
            let bones = |body: &Body| {
                let (arm, frame) = (body.arm.of(side), body.chest.1.outward(side.sign()));
                [arm.elbow - *body.shoulder.of(side), arm.wrist - arm.elbow, arm.toward].map(|bone| frame.local(bone))
            };
            Arm::Along(turned(bones(at_a), bones(at_b), t))
        }
    }
}

fn leg((a, at_a): (Leg, &Body), (b, at_b): (Leg, &Body), side: Side, t: f32) -> Leg {
    let pole = |a: Option<Vec3>, b: Option<Vec3>| Some(a.unwrap_or(KNEE).lerp(b.unwrap_or(KNEE), t));
    let foot = |a: Option<Foot>, b: Option<Foot>| {
        if a == b {
            return a;
        }
        let toe = at_a.leg.of(side).toe.slerp(at_b.leg.of(side).toe, t);
        let Vec3 { x, y, z } = side.out(toe);
        Some(Foot::Along(x, y, z))
    };
    match (a, b) {
        (Leg::Pin { at: from, bend, foot: toe }, Leg::Pin { at: to, bend: bend_b, foot: toe_b }) => {
            Leg::Pin { at: from.lerp(to, t), bend: pole(bend, bend_b), foot: foot(toe, toe_b) }
        }
        (Leg::Kneel { knee, at, foot: toe }, Leg::Kneel { knee: knee_b, at: ankle_b, foot: toe_b }) => {
            Leg::Kneel { knee: knee.lerp(knee_b, t), at: at.lerp(ankle_b, t), foot: foot(toe, toe_b) }
        }
        _ => {
            let bones = |body: &Body| {
                let (leg, frame) = (body.leg.of(side), body.pelvis.1.outward(side.sign()));
                [leg.knee - leg.hip, leg.ankle - leg.knee, leg.toe].map(|bone| frame.local(bone))
            };
            Leg::Along(turned(bones(at_a), bones(at_b), t))
        }
    }
}

fn turned(a: [Vec3; 3], b: [Vec3; 3], t: f32) -> [Vec3; 3] {
    std::array::from_fn(|i| a[i].slerp(b[i], t))
}
