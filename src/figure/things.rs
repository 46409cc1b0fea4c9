//! What is around the body, as a file tells it: places to tie things to, props and arrows.

use serde::Deserialize;

use super::vec3::Vec3;

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
