//! A whole pose: every number of it, made from a base and what a file overrides, and its mirror image.

use super::file::{Arm, Base, BendFile, Foot, Leg, Part, PelvisFile, PoseFile, Scapula, Side};
use super::vec3::{Vec3, vec3};

/// What there is once on each side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pair<T> {
    /// The figure's left.
    pub left: T,
    /// The figure's right.
    pub right: T,
}

impl<T> Pair<T> {
    /// One for each side.
    pub fn each(mut make: impl FnMut(Side) -> T) -> Self {
        Self { left: make(Side::Left), right: make(Side::Right) }
    }

    /// That of one side.
    #[must_use]
    pub fn of(&self, side: Side) -> &T {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }

    /// That of one side, to change it.
    pub fn of_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Left => &mut self.left,
            Side::Right => &mut self.right,
        }
    }

    /// Left for right and right for left.
    #[must_use]
    pub fn swapped(self) -> Self {
        Self { left: self.right, right: self.left }
    }
}

impl Side {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// 1 on the right, where z grows, -1 on the left.
    #[must_use]
    pub fn sign(self) -> f32 {
        match self {
            Self::Left => -1.0,
            Self::Right => 1.0,
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// A place or direction whose third number counts outward, as the world has it.
    #[must_use]
    pub fn out(self, v: Vec3) -> Vec3 {
        vec3(v.x, v.y, v.z * self.sign())
    }
}

/// The pelvis: where it is and how it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "as in the file")]
pub struct Pelvis {
    pub at: Vec3,
    pub tilt: f32,
    pub turn: f32,
    pub lean: f32,
}

/// How a part of the spine is bent beyond its natural curve.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "as in the file")]
pub struct Bend {
    pub flex: f32,
    pub side: f32,
    pub turn: f32,
}

/// A whole pose.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "parts of the body")]
pub struct Pose {
    pub pelvis: Pelvis,
    pub lumbar: Bend,
    pub thorax: Bend,
    pub neck: Bend,
    pub head: Bend,
    pub scapulae: Pair<Scapula>,
    pub arms: Pair<Arm>,
    pub legs: Pair<Leg>,
    pub belly: f32,
    pub ribs: f32,
}

impl Pelvis {
    fn with(self, over: PelvisFile) -> Self {
        Self {
            at: over.at.unwrap_or(self.at),
            tilt: over.tilt.unwrap_or(self.tilt),
            turn: over.turn.unwrap_or(self.turn),
            lean: over.lean.unwrap_or(self.lean),
        }
    }

    fn mirrored(self) -> Self {
        Self { at: self.at.mirrored(), turn: -self.turn, lean: -self.lean, ..self }
    }
}

impl Bend {
    fn with(self, over: Option<BendFile>) -> Self {
        let Some(over) = over else { return self };
        Self { flex: over.flex.unwrap_or(self.flex), side: over.side.unwrap_or(self.side), turn: over.turn.unwrap_or(self.turn) }
    }

    fn mirrored(self) -> Self {
        Self { side: -self.side, turn: -self.turn, ..self }
    }
}

/// Both sides, then one alone.
fn paired<T: Copy>(before: Pair<T>, both: Option<T>, left: Option<T>, right: Option<T>) -> Pair<T> {
    let before = both.map_or(before, |both| Pair { left: both, right: both });
    Pair { left: left.unwrap_or(before.left), right: right.unwrap_or(before.right) }
}

impl Pose {
    /// This pose with what a file overrides. Pelvis and spine are changed number by number, limbs and blades whole.
    #[must_use]
    pub fn with(&self, over: &PoseFile) -> Self {
        Self {
            pelvis: over.pelvis.map_or(self.pelvis, |pelvis| self.pelvis.with(pelvis)),
            lumbar: self.lumbar.with(over.lumbar),
            thorax: self.thorax.with(over.thorax),
            neck: self.neck.with(over.neck),
            head: self.head.with(over.head),
            scapulae: paired(self.scapulae, over.scapulae, over.scapula_l, over.scapula_r),
            arms: paired(self.arms, over.arms, over.arm_l, over.arm_r),
            legs: paired(self.legs, over.legs, over.leg_l, over.leg_r),
            belly: over.belly.unwrap_or(self.belly),
            ribs: over.ribs.unwrap_or(self.ribs),
        }
    }

    /// The same pose done with the other side.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self {
            pelvis: self.pelvis.mirrored(),
            lumbar: self.lumbar.mirrored(),
            thorax: self.thorax.mirrored(),
            neck: self.neck.mirrored(),
            head: self.head.mirrored(),
            // places of limbs count outward, so they only change sides
            scapulae: self.scapulae.swapped(),
            arms: self.arms.swapped(),
            legs: self.legs.swapped(),
            ..*self
        }
    }
}

fn on_knee(at: Vec3) -> Arm {
    Arm::On { part: Part::Knee, at, bend: None, hand: None }
}

fn pinned(at: Vec3, hand: Option<Vec3>) -> Arm {
    Arm::Pin { at, bend: None, hand }
}

fn free(raise: f32, plane: f32, elbow: f32) -> Arm {
    Arm::Free { raise, plane, elbow, rotate: 0.0 }
}

fn lying(knee: f32) -> Leg {
    Leg::Free { hip: 0.0, out: 5.0, knee, rotate: 0.0, foot: Some(Foot::Point) }
}

impl Base {
    /// The whole pose of this name.
    #[must_use]
    pub fn pose(self) -> Pose {
        let flex = |flex| Bend { flex, ..Bend::default() };
        let (at, tilt) = match self {
            Self::Standing => (vec3(0.0, 0.53, 0.0), 0.0),
            Self::Seated => (vec3(0.0, 0.295, 0.0), 0.0),
            Self::Kneeling => (vec3(0.0, 0.29, 0.0), 0.0),
            Self::Quadruped => (vec3(-0.137, 0.288, 0.0), 74.0),
            Self::Prone => (vec3(0.0, 0.062, 0.0), 86.0),
            Self::Supine => (vec3(0.0, 0.062, 0.0), -90.0),
            Self::SupineKneesBent => (vec3(0.02, 0.062, 0.0), -90.0),
        };
        let (lumbar, neck, head) = match self {
            Self::Quadruped => (4.0, -6.0, -12.0),
            Self::Prone => (0.0, 0.0, -8.0),
            Self::SupineKneesBent => (0.0, 12.0, 0.0),
            _ => (0.0, 0.0, 0.0),
        };
        let arm = match self {
            Self::Standing | Self::Kneeling => free(8.0, 60.0, 8.0),
            Self::Seated => on_knee(vec3(-0.06, 0.05, 0.0)),
            Self::Quadruped => pinned(vec3(0.155, 0.03, 0.11), Some(vec3(1.0, -0.12, 0.0))),
            Self::Prone => free(12.0, 90.0, 3.0),
            Self::Supine => free(22.0, 90.0, 3.0),
            Self::SupineKneesBent => pinned(vec3(0.0, 0.025, 0.20), None),
        };
        let stand = |x, out| Leg::Pin { at: vec3(x, 0.04, out), bend: None, foot: None };
        let kneel = |knee: f32, ankle: f32| Leg::Kneel {
            knee: vec3(knee, 0.042, 0.06),
            at: vec3(ankle, 0.03, 0.06),
            foot: Some(Foot::Along(-1.0, -0.15, 0.0)),
        };
        let leg = match self {
            Self::Standing => stand(0.0, 0.06),
            Self::Seated => stand(0.245, 0.065),
            Self::Kneeling => kneel(0.0, -0.245),
            Self::Quadruped => kneel(-0.14, -0.385),
            Self::Prone => lying(2.0),
            Self::Supine => lying(4.0),
            Self::SupineKneesBent => {
                Leg::Pin { at: vec3(0.33, 0.04, 0.06), bend: Some(vec3(1.0, 0.6, 0.1)), foot: Some(Foot::Along(1.0, 0.0, 0.0)) }
            }
        };
        Pose {
            pelvis: Pelvis { at, tilt, turn: 0.0, lean: 0.0 },
            lumbar: flex(lumbar),
            thorax: Bend::default(),
            neck: flex(neck),
            head: flex(head),
            scapulae: Pair::default(),
            arms: Pair { left: arm, right: arm },
            legs: Pair { left: leg, right: leg },
            belly: 0.0,
            ribs: 0.0,
        }
    }
}
