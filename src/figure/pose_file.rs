//! A pose as a file tells it: only what differs from the pose it begins with.

use serde::Deserialize;

use super::vec3::Vec3;

/// A pose: its base, or another pose, with what is different.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename = "Pose", default, deny_unknown_fields)]
#[allow(missing_docs, reason = "parts of the body; `arms` is both, `arm_r` one")]
pub struct PoseFile {
    /// The pose it begins with, in place of the base.
    pub from: Option<String>,
    pub pelvis: Option<PelvisFile>,
    pub lumbar: Option<BendFile>,
    pub thorax: Option<BendFile>,
    pub neck: Option<BendFile>,
    pub head: Option<BendFile>,
    pub arms: Option<Arm>,
    pub arm_l: Option<Arm>,
    pub arm_r: Option<Arm>,
    pub legs: Option<Leg>,
    pub leg_l: Option<Leg>,
    pub leg_r: Option<Leg>,
    pub scapulae: Option<Scapula>,
    pub scapula_l: Option<Scapula>,
    pub scapula_r: Option<Scapula>,
    /// How far the belly is breathed out, 0 to 1.
    pub belly: Option<f32>,
    /// How far the ribs are, 0 to 1.
    pub ribs: Option<f32>,
}

/// Where the pelvis is and how it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(rename = "Pelvis", default, deny_unknown_fields)]
pub struct PelvisFile {
    /// Where it is.
    pub at: Option<Vec3>,
    /// Forward: 0 standing, about 80 on all fours, 90 face down, -90 on the back.
    pub tilt: Option<f32>,
    /// To the right.
    pub turn: Option<f32>,
    /// To the right.
    pub lean: Option<f32>,
}

/// How a part of the spine is bent beyond its natural curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(rename = "Bend", default, deny_unknown_fields)]
pub struct BendFile {
    /// Forward.
    pub flex: Option<f32>,
    /// To the right.
    pub side: Option<f32>,
    /// To the right.
    pub turn: Option<f32>,
}

/// How a shoulder blade lies on the ribs, each about -1 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scapula {
    /// Toward the spine; less than 0 is around the ribs.
    pub retract: f32,
    /// Up; less than 0 is down.
    pub elevate: f32,
    /// Its lower corner outward, in degrees.
    pub rotate: f32,
}

/// Where an arm is. The third number of a place is the distance from the middle, outward on the arm's own side.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Arm {
    /// In the air, by angles.
    Free {
        /// 0 hanging, 90 level, 180 overhead.
        raise: f32,
        /// 0 raises it in front, 90 sideways, more than 90 behind.
        #[serde(default)]
        plane: f32,
        /// How far the elbow is bent.
        #[serde(default = "nearly_straight")]
        elbow: f32,
        /// The forearm outward.
        #[serde(default)]
        rotate: f32,
    },
    /// The wrist stays at a place of the world.
    Pin {
        /// The place.
        at: Vec3,
        /// Where the elbow points.
        #[serde(default)]
        bend: Option<Vec3>,
        /// Where the fingers point.
        #[serde(default)]
        hand: Option<Vec3>,
    },
    /// The wrist stays on a part of the body.
    On {
        /// The part.
        part: Part,
        /// Forward, up and outward from it.
        at: Vec3,
        /// Where the elbow points, seen from the chest.
        #[serde(default)]
        bend: Option<Vec3>,
        /// Where the fingers point, seen from the chest.
        #[serde(default)]
        hand: Option<Vec3>,
    },
    /// Between two poses: directions of upper arm, forearm and hand, seen from the chest.
    #[serde(skip)]
    Along([Vec3; 3]),
}

fn nearly_straight() -> f32 {
    3.0
}

/// Where a leg is.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Leg {
    /// In the air or lying, by angles.
    Free {
        /// Forward.
        #[serde(default)]
        hip: f32,
        /// Outward.
        #[serde(default)]
        out: f32,
        /// How far the knee is bent.
        #[serde(default)]
        knee: f32,
        /// The shin outward.
        #[serde(default)]
        rotate: f32,
        /// Where the foot points.
        #[serde(default)]
        foot: Option<Foot>,
    },
    /// The ankle stays at a place of the world.
    Pin {
        /// The place.
        at: Vec3,
        /// Where the knee points.
        #[serde(default)]
        bend: Option<Vec3>,
        /// Where the foot points.
        #[serde(default)]
        foot: Option<Foot>,
    },
    /// Knee and ankle stay on the floor.
    Kneel {
        /// Where the knee is.
        knee: Vec3,
        /// Where the ankle is.
        at: Vec3,
        /// Where the foot points.
        #[serde(default)]
        foot: Option<Foot>,
    },
    /// Between two poses: directions of thigh, shin and foot, seen from the pelvis.
    #[serde(skip)]
    Along([Vec3; 3]),
}

/// Where a foot points; without it a pinned one stands flat and any other goes on from the shin.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub enum Foot {
    /// Stretched.
    Point,
    /// In a direction: forward, up, outward.
    Along(f32, f32, f32),
}

/// A part of the body that a hand can rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[allow(missing_docs, reason = "parts of the body")]
pub enum Part {
    Pelvis,
    Waist,
    Chest,
    Head,
    C7,
    Belly,
    Shoulder,
    OtherShoulder,
    Knee,
    Ankle,
    OtherWrist,
    OtherElbow,
}
