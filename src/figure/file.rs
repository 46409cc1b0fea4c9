//! A figure as its file tells it: where it is seen from, its poses, their cycle, and what lies around it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::vec3::Vec3;

/// One figure file. Lengths are in body heights, angles in degrees.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename = "Figure", deny_unknown_fields)]
pub struct FigureFile {
    /// The version of this file format, 1.
    pub format: u32,
    /// The file's name without `.ron`; filled in while loading.
    #[serde(skip)]
    pub id: String,
    /// The body that the poses begin with.
    pub base: Base,
    /// Where it is seen from.
    pub view: View,
    /// What one can cycle through; the second is the picture beside it on wide screens. Without it, `view` alone.
    #[serde(default)]
    pub views: Vec<View>,
    /// Which part of the body has to be in the picture.
    #[serde(default)]
    pub focus: Focus,
    /// Whether one side works at a time. What is written down is the right side's.
    #[serde(default)]
    pub sides: Sides,
    /// Whether the shoulder blades are drawn on the back.
    #[serde(default)]
    pub show_scapulae: bool,
    /// What stands, lies or is held there.
    #[serde(default)]
    pub props: Vec<Prop>,
    /// Muscles at work or stretched.
    #[serde(default)]
    pub zones: Vec<Zone>,
    /// The key poses by name.
    pub poses: BTreeMap<String, PoseFile>,
    /// The steps, a ring: after the last comes the first.
    pub cycle: Vec<Step>,
    /// Arrows that show the coming movement.
    #[serde(default)]
    pub arrows: Vec<Arrow>,
}

/// A body to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[allow(missing_docs, reason = "the poses' own names")]
pub enum Base {
    Standing,
    Seated,
    Kneeling,
    Quadruped,
    Prone,
    Supine,
    SupineKneesBent,
}

/// Where the camera stands.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub enum View {
    /// From the figure's right.
    Side,
    /// From the right, a little in front and above: floor work.
    SideTilt,
    /// From the right and in front, above.
    Quarter,
    /// From the front.
    Front,
    /// From behind.
    Back,
    /// From the right and behind, above.
    BackQuarter,
    /// From above, the head to the right.
    Top,
    /// From above, the head up.
    TopUp,
    /// From anywhere: `az` 0 is the right side, 90 the front; `el` is how far above.
    Camera {
        /// Around the figure.
        az: f32,
        /// Above the floor.
        el: f32,
    },
}

/// Which part of the body has to be in the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[allow(missing_docs, reason = "parts of the body")]
pub enum Focus {
    #[default]
    Body,
    ToKnee,
    Trunk,
    Upper,
    Head,
}

/// Whether one side works at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Sides {
    /// Both work alike.
    #[default]
    Both,
    /// Left and right take turns, rep by rep.
    Alternate,
    /// All of one side, then all of the other.
    Each,
}

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

/// Where a foot points; without it, straight ahead from the shin.
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

/// One step of the cycle. It takes its share of the time that its phase has; the exercise says how long that is.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The pose it leads to; the same as before is a hold.
    pub to: String,
    /// What it is in the exercise.
    pub phase: Phase,
    /// How the movement starts and ends.
    #[serde(default)]
    pub ease: Ease,
    /// Its share of the phase, where steps divide one.
    #[serde(default = "whole")]
    pub share: f32,
}

fn whole() -> f32 {
    1.0
}

/// What a step is in the exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[allow(missing_docs, reason = "the field's own words")]
pub enum Phase {
    Move,
    Hold,
    Return,
    Rest,
    Inhale,
    Exhale,
}

/// How a movement starts and ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Ease {
    /// At one speed.
    Linear,
    /// From rest.
    In,
    /// To rest.
    Out,
    /// From rest to rest.
    #[default]
    InOut,
    /// As breath comes and goes.
    Breath,
}

/// A muscle that is shown while it works or is stretched.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Where it is.
    pub at: ZoneName,
    /// What happens to it.
    pub kind: ZoneKind,
    /// On one side alone.
    #[serde(default)]
    pub side: Option<Side>,
    /// The poses on the way to which it is shown; without it, always.
    #[serde(default)]
    pub during: Vec<String>,
}

/// A side of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[allow(missing_docs, reason = "the field's own words")]
pub enum Side {
    Left,
    Right,
}

/// What happens to a muscle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[allow(missing_docs, reason = "the field's own words")]
pub enum ZoneKind {
    Work,
    Stretch,
}

/// A muscle, or what is felt as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[allow(missing_docs, reason = "the field's own words")]
pub enum ZoneName {
    NeckFront,
    NeckBack,
    NeckSide,
    Suboccipital,
    UpperTrap,
    MidBack,
    ThoracicSpine,
    LumbarSpine,
    Lats,
    Chest,
    FrontShoulder,
    RearShoulder,
    Serratus,
    Ribs,
    Belly,
    Side,
    LowerBack,
    Glutes,
    HipFront,
    Forearm,
    Calves,
}

/// A place on the body that things are tied to.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[allow(missing_docs, reason = "parts of the body")]
pub enum Joint {
    Pelvis,
    Waist,
    Chest,
    C7,
    Head,
    Belly,
    ShoulderL,
    ShoulderR,
    ElbowL,
    ElbowR,
    WristL,
    WristR,
    HandL,
    HandR,
    KneeL,
    KneeR,
    AnkleL,
    AnkleR,
    FootL,
    FootR,
    /// A place of the world.
    At(f32, f32, f32),
}

/// What stands, lies or is held.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "sizes and places; `at` is a place of the world, or from `on`")]
pub enum Prop {
    /// A line to stand on.
    Floor,
    Mat {
        at: (f32, f32),
        #[serde(default)]
        len: Option<f32>,
        #[serde(default)]
        wide: Option<f32>,
    },
    Wall {
        x: f32,
        #[serde(default)]
        high: Option<f32>,
    },
    Door {
        x: f32,
        half: f32,
    },
    Chair {
        #[serde(default)]
        high: Option<f32>,
        #[serde(default)]
        back: bool,
    },
    /// A firm thing to sit, kneel or lean at; it stays level, also where it goes with a part of the body.
    Bench {
        #[serde(default)]
        on: Option<Joint>,
        at: Vec3,
        size: Vec3,
    },
    Roller {
        at: (f32, f32),
        r: f32,
        #[serde(default)]
        half: Option<f32>,
    },
    Ball {
        #[serde(default)]
        on: Option<Joint>,
        at: Vec3,
        r: f32,
    },
    Pillow {
        at: (f32, f32),
        r: f32,
        len: f32,
    },
    Box {
        #[serde(default)]
        on: Option<Joint>,
        at: Vec3,
        size: Vec3,
    },
    /// A band or strap through these places.
    Band {
        along: Vec<Joint>,
        #[serde(default)]
        anchor: Option<Vec3>,
    },
    /// A stick, a rail, a handle.
    Stick {
        along: (Joint, Joint),
    },
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Arrow {
    /// What remains of a joint's way through the step.
    Trace {
        /// The joint.
        of: Joint,
        /// So far to the right and up in the picture.
        #[serde(default)]
        shift: (f32, f32),
        /// The poses on the way to which it is shown; without it, always.
        #[serde(default)]
        during: Vec<String>,
    },
    /// Straight, in a direction of the world.
    Push {
        /// Where it begins.
        at: Joint,
        /// So far from there.
        #[serde(default)]
        off: Vec3,
        /// The direction.
        dir: Vec3,
        /// Its length.
        #[serde(default)]
        len: Option<f32>,
        /// The poses on the way to which it is shown; without it, always.
        #[serde(default)]
        during: Vec<String>,
    },
    /// Around a part of the body.
    Arc {
        /// The part.
        at: Joint,
        /// The plane it turns in.
        plane: Plane,
        /// So far from the part, seen from it.
        #[serde(default)]
        off: Vec3,
        /// Its radius.
        r: f32,
        /// From where to where, in degrees.
        span: (f32, f32),
        /// The poses on the way to which it is shown; without it, always.
        #[serde(default)]
        during: Vec<String>,
    },
}

/// The plane of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Plane {
    /// Around the long axis.
    Turn,
    /// Forward and back.
    Flex,
    /// Sideways.
    Lean,
}
