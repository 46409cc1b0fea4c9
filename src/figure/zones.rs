//! What is coloured on the finished body: muscles, hair and eyes.

use super::camera::Lens;
use super::canvas::Canvas;
use super::file::{Side, ZoneKind, ZoneName};
use super::ink::{Group, Ink};
use super::ply::{Groups, Ply};
use super::skeleton::Body;
use super::vec3::{Frame, Vec3, vec3};

/// How far the face is turned away where the nape is seen.
const NAPE: f32 = -0.2;

/// The head is large enough for eyes from so many dots.
const EYES_FROM: f32 = 7.0;

/// Where a muscle lies: the part of the body it goes with, its middle from there and its half sizes (forward, up, outward), and whether there is one on
/// each side. A dot inside is coloured, so what is on the back is hidden from the front by itself.
struct Place {
    frame: Origin,
    middle: Vec3,
    half: Vec3,
    paired: bool,
    on: Groups,
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
const TORSO: Groups = Groups::of(&[Group::Torso]);
const NECK: Groups = Groups::of(&[Group::Neck]);
const TORSO_NECK: Groups = Groups::of(&[Group::Torso, Group::Neck]);
const NECK_HEAD: Groups = Groups::of(&[Group::Neck, Group::Head]);
const TORSO_ARM: Groups = Groups::of(&[Group::Torso, Group::ArmL, Group::ArmR]);
const TORSO_LEG: Groups = Groups::of(&[Group::Torso, Group::LegL, Group::LegR]);
const ARM: Groups = Groups::of(&[Group::ArmL, Group::ArmR]);
const LEG: Groups = Groups::of(&[Group::LegL, Group::LegR]);
const HEAD: Groups = Groups::of(&[Group::Head]);

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
        ZoneName::UpperTrap => at(Origin::C7, (-0.01, -0.005, 0.052), (0.06, 0.045, 0.055), true, TORSO_NECK),
        ZoneName::NeckSide => at(Origin::C7, (0.0, 0.045, 0.03), (0.06, 0.05, 0.035), true, TORSO_NECK),
        ZoneName::NeckBack => at(Origin::C7, (-0.03, 0.04, 0.0), (0.05, 0.05, 0.05), false, TORSO_NECK),
        ZoneName::NeckFront => at(Origin::C7, (0.05, 0.035, 0.0), (0.04, 0.045, 0.05), false, NECK),
        ZoneName::Suboccipital => at(Origin::Head, (-0.05, -0.05, 0.0), (0.04, 0.035, 0.05), false, NECK_HEAD),
        ZoneName::MidBack => at(Origin::Chest, (-0.05, 0.0, 0.035), (0.07, 0.055, 0.034), true, TORSO),
        ZoneName::Chest => at(Origin::Chest, (0.06, 0.015, 0.055), (0.06, 0.045, 0.055), true, TORSO),
        ZoneName::Serratus => at(Origin::Chest, (0.01, -0.035, 0.085), (0.06, 0.05, 0.035), true, TORSO),
        ZoneName::RearShoulder => at(Origin::Shoulder, (-0.03, 0.0, 0.0), (0.035, 0.045, 0.045), true, TORSO_ARM),
        ZoneName::FrontShoulder => at(Origin::Shoulder, (0.03, -0.005, 0.0), (0.04, 0.05, 0.045), true, TORSO_ARM),
        ZoneName::Lats => at(Origin::Waist, (0.0, 0.06, 0.075), (0.07, 0.075, 0.05), true, TORSO),
        ZoneName::LowerBack => at(Origin::Waist, (-0.05, -0.05, 0.0), (0.06, 0.06, 0.08), false, TORSO),
        ZoneName::Belly => at(Origin::Waist, (0.06, -0.03, 0.0), (0.06, 0.065, 0.08), false, TORSO),
        ZoneName::Ribs => at(Origin::Waist, (0.03, 0.075, 0.0), (0.09, 0.06, 0.11), false, TORSO),
        ZoneName::Side => at(Origin::Waist, (0.0, 0.02, 0.07), (0.06, 0.11, 0.035), true, TORSO),
        ZoneName::Glutes => at(Origin::Pelvis, (-0.05, -0.01, 0.045), (0.06, 0.06, 0.06), true, TORSO_LEG),
        ZoneName::HipFront => at(Origin::Pelvis, (0.06, -0.02, 0.05), (0.05, 0.06, 0.05), true, TORSO_LEG),
        ZoneName::Forearm => at(Origin::Forearm, (0.0, 0.0, 0.0), (0.045, 0.045, 0.045), true, ARM),
        ZoneName::Calves => at(Origin::Calf, (-0.02, 0.0, 0.0), (0.05, 0.10, 0.05), true, LEG),
        // these two follow the spine and are drawn by their curves
        ZoneName::ThoracicSpine | ZoneName::LumbarSpine => at(Origin::Chest, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), false, TORSO),
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

/// Changes the dots on some parts whose surface lies within a ball, where `is_in` says so of the place that is seen in each.
fn near(canvas: &mut Canvas, (middle, radius): (Vec3, f32), on: Groups, to: impl Fn(Ply) -> Ply, is_in: impl Fn(Vec3) -> bool) {
    let lens: Lens = canvas.lens;
    let (x, y, _) = lens.dot(middle);
    let (wide, high) = (radius * lens.scale, radius * lens.scale / lens.aspect);
    let across = Canvas::span(x - wide, x + wide, canvas.width);
    for y in Canvas::span(y - high, y + high, canvas.height) {
        let first = canvas.at(across.start, y);
        let last = first + across.len();
        let row = canvas.plies[first..last].iter_mut().zip(&canvas.depth[first..last]).zip(across.clone());
        for ((ply, &depth), x) in row.filter(|((ply, _), _)| ply.is_one_of(on)) {
            if is_in(lens.world(x, y, depth)) {
                *ply = to(*ply);
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
    let coloured = |ply: Ply| ply.inked(ink);
    if let Some(Curve { from, to, half }) = curve(name) {
        const BEHIND: f32 = -0.042;
        let last = body.spine.len() as f32 - 1.0;
        for point in &body.spine[(from * last) as usize..=(to * last) as usize] {
            let middle = point.at + point.frame.f * BEHIND;
            near(canvas, (middle, half.z.max(half.x)), TORSO, coloured, |at| is_inside(&point.frame, middle, half, at));
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
        near(canvas, (middle, reach), place.on, coloured, |at| is_inside(&frame, middle, place.half, at));
    }
}

/// The upper back half of the head is hair.
pub(super) fn hair(canvas: &mut Canvas, body: &Body) {
    let (head, face) = body.head;
    near(canvas, (head, 0.13), HEAD, |ply| ply.inked(Ink::Hair), |at| {
        let from = face.local(at - head);
        from.x * 0.9 - from.y * 1.15 < -0.028
    });
}

/// From behind no dark line goes between hair and neck: it would be taken for a mouth. Under the chin it stays.
pub(super) fn nape(canvas: &mut Canvas, body: &Body) {
    let (head, face) = body.head;
    if face.f.dot(canvas.lens.camera.toward) < NAPE {
        near(canvas, (head, 0.13), NECK, |ply| ply.with(Group::Head), |_| true);
    }
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
        let at = canvas.at(x as usize, y as usize);
        (canvas.plies[at].is(Group::Head) && canvas.depth[at] < depth + 0.02).then_some(at)
    };
    Side::BOTH.into_iter().filter_map(eye).collect()
}
