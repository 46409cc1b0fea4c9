//! Arms and legs: by angles, or by two bones that reach for the place they are pinned to.

use super::file::{Arm, Foot, Joint, Leg, Part, Side};
use super::pose::Pose;
use super::skeleton::{ArmBones, Body, FOREARM, HAND, LegBones, SHIN, THIGH, UPPER_ARM, hip, trunk};
use super::vec3::{Frame, Vec3, rotate, vec3};

/// Where elbows and knees point if nothing else is said.
pub(super) const ELBOW: Vec3 = vec3(-0.35, -1.0, 0.45);
pub(super) const KNEE: Vec3 = vec3(1.0, 0.35, 0.12);

/// Thighs are never drawn shorter or longer than this share of their length.
const GIVE: f32 = 0.07;

/// A pose as places in the world.
#[must_use]
pub fn solve(pose: &Pose) -> Body {
    let pose = on_both_knees(pose);
    let mut body = trunk(&pose);
    for side in Side::BOTH {
        *body.leg.of_mut(side) = leg(&body, side, *pose.legs.of(side));
    }
    // the arm that lies on the other one comes after it
    let left_last = matches!(pose.arms.left, Arm::On { part: Part::OtherWrist | Part::OtherElbow, .. });
    for side in if left_last { [Side::Right, Side::Left] } else { Side::BOTH } {
        *body.arm.of_mut(side) = arm(&body, side, *pose.arms.of(side));
    }
    body
}

/// With both knees pinned the pelvis slides along hips and knees until both thighs have their true length.
fn on_both_knees(pose: &Pose) -> Pose {
    let mut pose = *pose;
    let (Leg::Kneel { knee: left, .. }, Leg::Kneel { knee: right, .. }) = (pose.legs.left, pose.legs.right) else { return pose };
    for _ in 0..2 {
        let (at, frame) = trunk(&pose).pelvis;
        for (side, knee) in [(Side::Left, left), (Side::Right, right)] {
            let thigh = side.out(knee) - hip(at, frame, side);
            pose.pelvis.at += thigh.normal() * ((thigh.length() - THIGH) / 2.0);
        }
    }
    pose
}

/// The middle and the end of two bones from `root` that reach for `target`, the middle pointing toward `pole`, and how far it is out of reach.
fn reach(root: Vec3, target: Vec3, (first, second): (f32, f32), pole: Vec3) -> (Vec3, Vec3, f32) {
    let way = target - root;
    let length = way.length();
    let toward = if length > 1e-9 { way * (1.0 / length) } else { vec3(0.0, -1.0, 0.0) };
    let reached = length.clamp((first - second).abs() + 1e-4, (first + second) * 0.9995);
    let along = (first * first - second * second + reached * reached) / (2.0 * reached);
    let beside = (first * first - along * along).max(0.0).sqrt();
    let mut bend = pole - toward * pole.dot(toward);
    if bend.length() < 1e-6 {
        bend = toward.cross(vec3(0.0, 0.0, 1.0));
    }
    if bend.length() < 1e-6 {
        bend = vec3(1.0, 0.0, 0.0);
    }
    (root + toward * along + bend.normal() * beside, root + toward * reached, length - reached)
}

fn leg(body: &Body, side: Side, leg: Leg) -> LegBones {
    let hip = body.leg.of(side).hip;
    let frame = body.pelvis.1.outward(side.sign());
    let is_pinned = matches!(leg, Leg::Pin { .. });
    let (knee, ankle, short, foot) = match leg {
        Leg::Pin { at, bend, foot } => {
            let (knee, ankle, short) = reach(hip, side.out(at), (THIGH, SHIN), side.out(bend.unwrap_or(KNEE)));
            (knee, ankle, short, foot)
        }
        Leg::Kneel { knee, at, foot } => {
            let thigh = side.out(knee) - hip;
            let length = thigh.length();
            let knee = hip + thigh.normal() * length.clamp(THIGH * (1.0 - GIVE), THIGH * (1.0 + GIVE));
            (knee, knee + (side.out(at) - knee).normal() * SHIN, length - THIGH, foot)
        }
        Leg::Free { hip: flexed, out, knee: bent, rotate: turned, foot } => {
            let (thigh, forward) = rotate(-frame.u, frame.f, flexed);
            let (thigh, outward) = rotate(thigh, frame.r, out);
            let knee = hip + thigh * THIGH;
            let (back, _) = rotate(-forward, outward, turned);
            let (shin, _) = rotate(thigh, back, bent);
            (knee, knee + shin * SHIN, 0.0, foot)
        }
        Leg::Along([thigh, shin, toe]) => {
            let knee = hip + frame.world(thigh.normal()) * THIGH;
            let ankle = knee + frame.world(shin.normal()) * SHIN;
            return LegBones { hip, knee, ankle, toe: frame.world(toe).normal(), short: 0.0 };
        }
    };
    let shin = (ankle - knee).normal();
    let ahead = {
        let level = frame.f - shin * frame.f.dot(shin);
        if level.length() > 0.2 { level.normal() } else { -frame.u }
    };
    // who stands on a foot has its sole on the floor, whichever way the shin leans
    let across = vec3(0.0, 1.0, 0.0).cross(body.pelvis.1.r);
    let is_flat = is_pinned && across.length() > 0.2;
    let toe = match foot {
        None if is_flat => across.normal(),
        None => ahead,
        Some(Foot::Point) => (shin * 0.93 + frame.f * 0.30).normal(),
        Some(Foot::Along(x, y, z)) => side.out(vec3(x, y, z)).normal(),
    };
    LegBones { hip, knee, ankle, toe, short }
}

fn arm(body: &Body, side: Side, arm: Arm) -> ArmBones {
    let shoulder = *body.shoulder.of(side);
    let frame = body.chest.1.outward(side.sign());
    let done = |elbow: Vec3, wrist: Vec3, toward: Option<Vec3>, short: f32| {
        let toward = toward.unwrap_or(wrist - elbow).normal();
        ArmBones { elbow, wrist, hand: wrist + toward * HAND, toward, short }
    };
    match arm {
        Arm::Free { raise, plane, elbow: bent, rotate: turned } => {
            let (sin, cos) = plane.to_radians().sin_cos();
            let (heading, normal) = (frame.f * cos + frame.r * sin, frame.r * cos - frame.f * sin);
            // the arm goes from hanging toward the heading, and takes forward and outward along
            let (upper, risen) = rotate(-frame.u, heading, raise);
            let (forward, outward) = (risen * cos - normal * sin, risen * sin + normal * cos);
            let bend = forward * turned.to_radians().cos() + outward * turned.to_radians().sin();
            let elbow = shoulder + upper * UPPER_ARM;
            let (fore, _) = rotate(upper, bend, bent);
            done(elbow, elbow + fore * FOREARM, None, 0.0)
        }
        Arm::Pin { at, bend, hand } => {
            let pole = side.out(bend.unwrap_or(ELBOW));
            let (elbow, wrist, short) = reach(shoulder, side.out(at), (UPPER_ARM, FOREARM), pole);
            done(elbow, wrist, hand.map(|hand| side.out(hand)), short)
        }
        Arm::On { part, at, bend, hand } => {
            let (origin, own) = anchor(body, part, side);
            let target = origin + own.outward(side.sign()).world(at);
            let pole = frame.world(bend.unwrap_or(ELBOW));
            let (elbow, wrist, short) = reach(shoulder, target, (UPPER_ARM, FOREARM), pole);
            done(elbow, wrist, hand.map(|hand| frame.world(hand)), short)
        }
        Arm::Along([upper, fore, hand]) => {
            let elbow = shoulder + frame.world(upper.normal()) * UPPER_ARM;
            done(elbow, elbow + frame.world(fore.normal()) * FOREARM, Some(frame.world(hand)), 0.0)
        }
    }
}

/// A part of the body that a hand of a side rests on.
fn anchor(body: &Body, part: Part, side: Side) -> (Vec3, Frame) {
    let chest = body.chest.1;
    match part {
        Part::Pelvis => body.pelvis,
        Part::Waist => body.waist,
        Part::Chest => body.chest,
        Part::Head => body.head,
        Part::C7 => (body.c7, chest),
        Part::Belly => Joint::Belly.of(body),
        Part::Shoulder => (*body.shoulder.of(side), chest),
        Part::OtherShoulder => (*body.shoulder.of(side.other()), chest),
        Part::Knee => (body.leg.of(side).knee, body.pelvis.1),
        Part::Ankle => (body.leg.of(side).ankle, body.pelvis.1),
        Part::OtherWrist => (body.arm.of(side.other()).wrist, chest),
        Part::OtherElbow => (body.arm.of(side.other()).elbow, chest),
    }
}
