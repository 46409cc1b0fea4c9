//! What is coloured on the finished body: muscles, hair and eyes.

use super::camera::Lens;
use super::canvas::Canvas;
use super::file::{Side, ZoneKind, ZoneName};
use super::ink::{Group, Ink};
use super::skeleton::Body;
use super::vec3::{Frame, Vec3, vec3};

/// The head is large enough for eyes from so many dots.
const EYES_FROM: f32 = 7.0;

/// Where a muscle lies: the part of the body it goes with, its middle from there and its half sizes (forward, up, outward), and whether there is one on
/// each side. A dot inside is coloured, so what is on the back is hidden from the front by itself.
struct Place {
    frame: Origin,
    middle: Vec3,
    half: Vec3,
    paired: bool,
    on: On,
}

#[derive(Clone, Copy)]
enum Origin {
    C7,
    Chest,
    Waist,
    Pelvis,
    Shoulder,
    Head,
    Forearm,
    Calf,
}

/// What a muscle can be seen on.
#[derive(Clone, Copy)]
enum On {
    Torso,
    Neck,
    TorsoNeck,
    NeckHead,
    TorsoArm,
    TorsoLeg,
    Arm,
    Leg,
}

impl On {
    fn takes(self, group: Group) -> bool {
        let (torso, neck, head) = (group == Group::Torso, group == Group::Neck, group == Group::Head);
        match self {
            Self::Torso => torso,
            Self::Neck => neck,
            Self::TorsoNeck => torso || neck,
            Self::NeckHead => neck || head,
            Self::TorsoArm => torso || group.is_arm(),
            Self::TorsoLeg => torso || group.is_leg(),
            Self::Arm => group.is_arm(),
            Self::Leg => group.is_leg(),
        }
    }
}

/// A muscle along the spine follows its curve: from where to where (0 the pelvis, 1 the skull) and half its width.
struct Curve {
    from: f32,
    to: f32,
    half: Vec3,
}

fn curve(name: ZoneName) -> Option<Curve> {
    let along = |from, to, depth, wide| Some(Curve { from, to, half: vec3(depth, 0.035, wide) });
    match name {
        ZoneName::ThoracicSpine => along(0.36, 0.80, 0.045, 0.055),
        ZoneName::LumbarSpine => along(0.05, 0.34, 0.05, 0.06),
        _ => None,
    }
}

fn place(name: ZoneName) -> Place {
    let at = |frame, middle: (f32, f32, f32), half: (f32, f32, f32), paired, on| Place {
        frame,
        middle: middle.into(),
        half: half.into(),
        paired,
        on,
    };
    match name {
        ZoneName::UpperTrap => at(Origin::C7, (-0.01, -0.005, 0.052), (0.06, 0.045, 0.055), true, On::TorsoNeck),
        ZoneName::NeckSide => at(Origin::C7, (0.0, 0.045, 0.03), (0.06, 0.05, 0.035), true, On::TorsoNeck),
        ZoneName::NeckBack => at(Origin::C7, (-0.03, 0.04, 0.0), (0.05, 0.05, 0.05), false, On::TorsoNeck),
        ZoneName::NeckFront => at(Origin::C7, (0.05, 0.035, 0.0), (0.04, 0.045, 0.05), false, On::Neck),
        ZoneName::Suboccipital => at(Origin::Head, (-0.05, -0.05, 0.0), (0.04, 0.035, 0.05), false, On::NeckHead),
        ZoneName::MidBack => at(Origin::Chest, (-0.05, 0.0, 0.035), (0.07, 0.055, 0.034), true, On::Torso),
        ZoneName::Chest => at(Origin::Chest, (0.06, 0.015, 0.055), (0.06, 0.045, 0.055), true, On::Torso),
        ZoneName::Serratus => at(Origin::Chest, (0.01, -0.035, 0.085), (0.06, 0.05, 0.035), true, On::Torso),
        ZoneName::RearShoulder => at(Origin::Shoulder, (-0.03, 0.0, 0.0), (0.035, 0.045, 0.045), true, On::TorsoArm),
        ZoneName::FrontShoulder => at(Origin::Shoulder, (0.03, -0.005, 0.0), (0.04, 0.05, 0.045), true, On::TorsoArm),
        ZoneName::Lats => at(Origin::Waist, (0.0, 0.06, 0.075), (0.07, 0.075, 0.05), true, On::Torso),
        ZoneName::LowerBack => at(Origin::Waist, (-0.05, -0.05, 0.0), (0.06, 0.06, 0.08), false, On::Torso),
        ZoneName::Belly => at(Origin::Waist, (0.06, -0.03, 0.0), (0.06, 0.065, 0.08), false, On::Torso),
        ZoneName::Ribs => at(Origin::Waist, (0.03, 0.075, 0.0), (0.09, 0.06, 0.11), false, On::Torso),
        ZoneName::Side => at(Origin::Waist, (0.0, 0.02, 0.07), (0.06, 0.11, 0.035), true, On::Torso),
        ZoneName::Glutes => at(Origin::Pelvis, (-0.05, -0.01, 0.045), (0.06, 0.06, 0.06), true, On::TorsoLeg),
        ZoneName::HipFront => at(Origin::Pelvis, (0.06, -0.02, 0.05), (0.05, 0.06, 0.05), true, On::TorsoLeg),
        ZoneName::Forearm => at(Origin::Forearm, (0.0, 0.0, 0.0), (0.045, 0.045, 0.045), true, On::Arm),
        ZoneName::Calves => at(Origin::Calf, (-0.02, 0.0, 0.0), (0.05, 0.10, 0.05), true, On::Leg),
        // these two follow the spine and are drawn by their curves
        ZoneName::ThoracicSpine | ZoneName::LumbarSpine => at(Origin::Chest, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), false, On::Torso),
    }
}

fn origin(body: &Body, origin: Origin, side: Side) -> (Vec3, Frame) {
    match origin {
        Origin::C7 => (body.c7, body.chest.1),
        Origin::Chest => body.chest,
        Origin::Waist => body.waist,
        Origin::Pelvis => body.pelvis,
        Origin::Shoulder => (*body.shoulder.of(side), body.chest.1),
        Origin::Head => body.head,
        Origin::Forearm => {
            let arm = body.arm.of(side);
            (arm.elbow.lerp(arm.wrist, 0.35), body.chest.1)
        }
        Origin::Calf => {
            let leg = body.leg.of(side);
            (leg.knee.lerp(leg.ankle, 0.4), body.pelvis.1)
        }
    }
}

/// Goes through the dots whose surface may lie within a ball, with the place that is seen in each.
fn near(canvas: &mut Canvas, middle: Vec3, radius: f32, mut see: impl FnMut(Vec3, Group) -> Option<Ink>) {
    let lens: Lens = canvas.lens;
    let (x, y, _) = lens.dot(middle);
    let (wide, high) = (radius * lens.scale, radius * lens.scale / lens.aspect);
    let across = Canvas::span(x - wide, x + wide, canvas.width);
    for y in Canvas::span(y - high, y + high, canvas.height) {
        for x in across.clone() {
            let Some(cell) = canvas.cells.get_mut(y * canvas.width + x).filter(|cell| cell.group != Group::Nothing) else { continue };
            if let Some(ink) = see(lens.world(x, y, cell.depth), cell.group) {
                cell.ink = ink;
            }
        }
    }
}

/// Whether a place is inside an egg.
fn is_inside(frame: &Frame, middle: Vec3, half: Vec3, at: Vec3) -> bool {
    let from = frame.local(at - middle);
    (from.x / half.x).powi(2) + (from.y / half.y).powi(2) + (from.z / half.z).powi(2) < 1.0
}

/// Colours a muscle, on one side alone or on both.
pub(super) fn colour(canvas: &mut Canvas, body: &Body, name: ZoneName, kind: ZoneKind, side: Option<Side>) {
    let ink = match kind {
        ZoneKind::Work => Ink::Work,
        ZoneKind::Stretch => Ink::Stretch,
    };
    if let Some(Curve { from, to, half }) = curve(name) {
        const BEHIND: f32 = -0.042;
        let last = body.spine.len() as f32 - 1.0;
        for point in &body.spine[(from * last) as usize..=(to * last) as usize] {
            let middle = point.at + point.frame.f * BEHIND;
            near(canvas, middle, half.z.max(half.x), |at, group| {
                (group == Group::Torso && is_inside(&point.frame, middle, half, at)).then_some(ink)
            });
        }
        return;
    }
    let place = place(name);
    for one in Side::BOTH {
        if side.is_some_and(|side| side != one) || (!place.paired && one == Side::Left) {
            continue;
        }
        let (from, frame) = origin(body, place.frame, one);
        let frame = frame.outward(one.sign());
        let middle = from + frame.world(place.middle);
        let reach = place.half.x.max(place.half.y).max(place.half.z);
        near(canvas, middle, reach, |at, group| (place.on.takes(group) && is_inside(&frame, middle, place.half, at)).then_some(ink));
    }
}

/// The upper back half of the head is hair.
pub(super) fn hair(canvas: &mut Canvas, body: &Body) {
    let (head, face) = body.head;
    near(canvas, head, 0.13, |at, group| {
        let from = face.local(at - head);
        (group == Group::Head && from.x * 0.9 - from.y * 1.15 < -0.028).then_some(Ink::Hair)
    });
}

/// Where the eyes are: dots that are put out, if the head is large enough and the face is seen.
pub(super) fn eyes(canvas: &Canvas, body: &Body) -> Vec<usize> {
    if canvas.lens.scale * 0.13 <= EYES_FROM {
        return Vec::new();
    }
    let (head, face) = body.head;
    let eye = |side: Side| {
        let (x, y, depth) = canvas.lens.dot(head + face.world(vec3(0.060, 0.006, 0.026 * side.sign())));
        if x < 0.0 || y < 0.0 || x as usize >= canvas.width || y as usize >= canvas.height {
            return None;
        }
        let at = y as usize * canvas.width + x as usize;
        canvas.cells.get(at).is_some_and(|cell| cell.group == Group::Head && cell.depth < depth + 0.02).then_some(at)
    };
    Side::BOTH.into_iter().filter_map(eye).collect()
}
