//! The skeleton: bone lengths, and the trunk of a pose as a chain of points with their frames, up to the shoulders.

use super::file::{Scapula, Side};
use super::pose::{Bend, Pair, Pose};
use super::vec3::{Frame, Vec3, vec3};

pub(super) const UPPER_ARM: f32 = 0.165;
pub(super) const FOREARM: f32 = 0.145;
pub(super) const HAND: f32 = 0.072;
pub(super) const THIGH: f32 = 0.245;
pub(super) const SHIN: f32 = 0.245;
pub(super) const FOOT: f32 = 0.115;
pub(super) const HEEL: f32 = 0.035;

/// A part of the spine: how many vertebrae it is drawn with, its length, and its natural bend forward.
struct Region {
    segments: u8,
    length: f32,
    natural: f32,
}

const LUMBAR: Region = Region { segments: 3, length: 0.12, natural: -17.0 };
const THORAX: Region = Region { segments: 6, length: 0.18, natural: 26.0 };
const NECK: Region = Region { segments: 2, length: 0.062, natural: 2.0 };
/// How far the lowest vertebra leans forward from the pelvis.
const SACRUM: f32 = 9.0;
/// The middle of the head above the last vertebra, and in front of it.
const SKULL: (f32, f32) = (0.052, 0.016);
/// Points of the spine, the lowest included.
pub(super) const POINTS: usize = 12;
/// The point at which the neck begins.
pub(super) const C7: usize = 9;

/// One point of the spine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vertebra {
    /// Its height along the spine.
    pub along: f32,
    /// Where it is.
    pub at: Vec3,
    /// How it stands.
    pub frame: Frame,
}

/// A pose as places in the world.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "parts of the body")]
pub struct Body {
    pub spine: [Vertebra; POINTS],
    pub pelvis: (Vec3, Frame),
    pub waist: (Vec3, Frame),
    /// The rib cage: the arms hang on its frame.
    pub chest: (Vec3, Frame),
    pub c7: Vec3,
    pub skull: Vec3,
    pub head: (Vec3, Frame),
    pub scapulae: Pair<Scapula>,
    pub shoulder: Pair<Vec3>,
    pub arm: Pair<ArmBones>,
    pub leg: Pair<LegBones>,
    pub belly: f32,
    pub ribs: f32,
}

/// An arm below the shoulder.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "parts of the body")]
pub struct ArmBones {
    pub elbow: Vec3,
    pub wrist: Vec3,
    /// The tips of the fingers, and where they point.
    pub hand: Vec3,
    pub toward: Vec3,
    /// How far the place it is pinned to is out of reach.
    pub short: f32,
}

/// A leg.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "parts of the body")]
pub struct LegBones {
    pub hip: Vec3,
    pub knee: Vec3,
    pub ankle: Vec3,
    /// Where the foot points.
    pub toe: Vec3,
    /// How far the place it is pinned to is out of reach, or a knee's from the length of the thigh.
    pub short: f32,
}

/// The trunk of a pose, its arms and legs still at the origin.
pub(super) fn trunk(pose: &Pose) -> Body {
    let pelvis = pose.pelvis;
    let root = Frame::WORLD.turned(pelvis.turn).leaned(pelvis.lean).flexed(pelvis.tilt);
    let mut spine = [Vertebra { along: 0.0, at: pelvis.at, frame: root }; POINTS];
    let mut point = Vertebra { frame: root.flexed(SACRUM), ..spine[0] };
    let mut next = 1;
    for (region, bend) in [(&LUMBAR, pose.lumbar), (&THORAX, pose.thorax), (&NECK, pose.neck)] {
        let n = f32::from(region.segments);
        for _ in 0..region.segments {
            point.frame = point.frame.turned(bend.turn / n).leaned(bend.side / n).flexed((bend.flex + region.natural) / n);
            point.at += point.frame.u * (region.length / n);
            point.along += region.length / n;
            spine[next] = point;
            next += 1;
        }
    }
    let waist = spine[usize::from(LUMBAR.segments)];
    // the rib cage is taken at two thirds of the thorax, its natural slope undone
    let ribs = spine[usize::from(LUMBAR.segments + THORAX.segments) - 1];
    let slope = SACRUM + LUMBAR.natural + THORAX.natural * f32::from(THORAX.segments - 1) / f32::from(THORAX.segments);
    let chest = (ribs.at, ribs.frame.flexed(4.0 - slope));
    let Bend { flex, side, turn } = pose.head;
    let level = SACRUM + LUMBAR.natural + THORAX.natural + NECK.natural;
    let face = point.frame.flexed(flex - level).leaned(side).turned(turn);
    let shoulder = Pair::each(|side| shoulder(chest, side, *pose.scapulae.of(side)));
    Body {
        spine,
        pelvis: (pelvis.at, root),
        waist: (waist.at, waist.frame),
        chest,
        c7: spine[C7].at,
        skull: point.at,
        head: (point.at + face.u * SKULL.0 + face.f * SKULL.1, face),
        scapulae: pose.scapulae,
        shoulder,
        arm: Pair::each(|side| {
            // for an arm that is laid on the other before that one is known
            let wrist = *shoulder.of(side) - chest.1.u * (UPPER_ARM + FOREARM);
            ArmBones { elbow: wrist, wrist, hand: wrist, toward: -chest.1.u, short: 0.0 }
        }),
        leg: Pair::each(|side| LegBones { hip: hip(pelvis.at, root, side), ..LegBones::default() }),
        belly: pose.belly,
        ribs: pose.ribs,
    }
}

/// Where the thigh hangs.
pub(super) fn hip(pelvis: Vec3, frame: Frame, side: Side) -> Vec3 {
    pelvis + frame.world(vec3(0.0, -0.005, side.sign() * 0.052))
}

/// Where the arm hangs: the blade slides around the ribs and takes it along.
fn shoulder((chest, frame): (Vec3, Frame), side: Side, blade: Scapula) -> Vec3 {
    let Scapula { retract, elevate, .. } = blade;
    let out = 0.115 - 0.016 * retract.max(0.0) - 0.012 * (-retract).max(0.0) - 0.010 * elevate.abs();
    chest + frame.world(vec3(0.012 - 0.050 * retract, 0.048 + 0.045 * elevate, side.sign() * out))
}
