//! A figure as its file tells it: where it is seen from, its poses, their cycle, and what lies around it.

use std::collections::BTreeMap;

use serde::Deserialize;

pub use super::pose_file::{Arm, BendFile, Foot, Leg, Part, PelvisFile, PoseFile, Scapula};
pub use super::things::{Arrow, Joint, Plane, Prop};

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
