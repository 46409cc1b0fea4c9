//! What is wrong with a figure: names that are not there, pins out of reach, limbs in the floor, steps that nobody sees.

use super::draw::{Instant, Shot};
use super::file::{Arm, FigureFile, Leg, Part, Side};
use super::ready::Figure;
use super::skeleton::Body;
use super::vec3::Vec3;
use crate::domain::Severity;

/// A pinned hand or foot may be out of reach by so much (body heights), a pinned knee off by so much.
const REACH: f32 = 0.012;
const KNEE: f32 = 0.015;
/// Skin may sink into the floor by so much.
const SINK: f32 = 0.012;
/// A bone points at the eye from this share of its length on.
const AT_THE_EYE: f32 = 0.85;
/// A step that moves has to change so many dots at this size.
const SEEN: usize = 3;
const SIZE: (u16, u16) = (40, 16);
/// A joint that goes so many dots is surely seen.
const FAR: f32 = 4.0;
/// Samples of a step.
const SAMPLES: u8 = 11;

/// Something wrong, at a path of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Fields, indices and names with dots between them, as `cycle.2.to`.
    pub path: String,
    /// What is wrong, a full sentence.
    pub what: String,
    /// What to do about it, a full sentence.
    pub remedy: String,
    /// Whether the figure can be used all the same.
    pub severity: Severity,
}

impl Finding {
    pub(super) fn refused(path: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { path: path.into(), what: what.into(), remedy: remedy.into(), severity: Severity::Refused }
    }

    fn noted(path: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { severity: Severity::Noted, ..Self::refused(path, what, remedy) }
    }
}

/// Names of poses that are not there, and a cycle without steps.
pub(super) fn names(file: &FigureFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    let known: Vec<&str> = file.poses.keys().map(String::as_str).collect();
    let mut look = |path: String, name: &str| {
        if !file.poses.contains_key(name) {
            findings.push(Finding::refused(path, format!("There is no pose `{name}`."), format!("The poses are: {}.", known.join(", "))));
        }
    };
    for (name, pose) in &file.poses {
        pose.from.iter().for_each(|from| look(format!("poses.{name}.from"), from));
    }
    for (at, step) in file.cycle.iter().enumerate() {
        look(format!("cycle.{at}.to"), &step.to);
    }
    for (list, all) in [
        ("zones", file.zones.iter().map(|zone| zone.during.as_slice()).collect::<Vec<_>>()),
        ("arrows", file.arrows.iter().map(|arrow| arrow.during()).collect()),
    ] {
        for (at, during) in all.into_iter().enumerate() {
            during.iter().enumerate().for_each(|(i, name)| look(format!("{list}.{at}.during.{i}"), name));
        }
    }
    if file.cycle.is_empty() {
        findings.push(Finding::refused("cycle", "There is no step.", "Write at least `(to: \"start\", phase: Hold)`."));
    }
    for (at, step) in file.cycle.iter().enumerate().filter(|(_, step)| !(0.01..=100.0).contains(&step.share)) {
        let what = format!("A share of {} is none.", step.share);
        findings.push(Finding::refused(format!("cycle.{at}.share"), what, "Write a number above 0; 1 is the whole phase."));
    }
    findings
}

/// The places of a body that may not lie in the floor, with what they are called.
fn places(body: &Body) -> impl Iterator<Item = (String, Vec3)> + '_ {
    let sided = Side::BOTH.into_iter().flat_map(|side| {
        let (arm, leg) = (body.arm.of(side), body.leg.of(side));
        let shoulder = *body.shoulder.of(side);
        [("hand", arm.hand), ("wrist", arm.wrist), ("elbow", arm.elbow), ("shoulder", shoulder), ("knee", leg.knee), ("ankle", leg.ankle)]
            .map(|(name, at)| (format!("The {} {name}", if side == Side::Left { "left" } else { "right" }), at))
    });
    sided.chain([("The head".to_owned(), body.head.0), ("The pelvis".to_owned(), body.pelvis.0)])
}

/// Whether all of a body is where bodies are.
pub(super) fn is_sane(body: &Body) -> bool {
    places(body).all(|(_, at)| at.is_sane()) && body.spine.iter().all(|point| point.at.is_sane())
}

impl Figure {
    /// All that is wrong with it, though it can be drawn.
    #[must_use]
    pub fn lint(&self) -> Vec<Finding> {
        let mut findings = self.poses_nobody_takes();
        for (name, pose) in &self.poses {
            findings.extend(reach(name, pose, &super::limbs::solve(pose)));
        }
        for step in (0..self.steps().len()).filter(|&step| !self.is_hold(step)) {
            findings.extend(self.floor(step));
            findings.extend(self.axis(step));
            findings.extend(self.too_small(step));
        }
        findings
    }

    fn poses_nobody_takes(&self) -> Vec<Finding> {
        let is_used = |name: &String| {
            self.steps().iter().any(|step| step.to == *name) || self.file.poses.values().any(|pose| pose.from.as_ref() == Some(name))
        };
        let unused = self.file.poses.keys().filter(|name| !is_used(name));
        unused
            .map(|name| {
                Finding::noted(format!("poses.{name}"), format!("No step leads to the pose `{name}`."), "Add a step, or remove it.")
            })
            .collect()
    }

    /// The lowest place under the floor in a step.
    fn floor(&self, step: usize) -> Option<Finding> {
        let samples = (1..=SAMPLES).map(|i| f32::from(i) / f32::from(SAMPLES + 1));
        let mut worst: Option<(f32, String, f32)> = None;
        for t in samples {
            for (name, at) in places(&self.body(step, t, Side::Right)) {
                if at.y < worst.as_ref().map_or(-SINK, |(low, ..)| *low) {
                    worst = Some((at.y, name, t));
                }
            }
        }
        let (low, name, t) = worst?;
        let what = format!("{name} is {:.3} under the floor at {t:.2} of this step.", -low);
        Some(Finding::noted(format!("cycle.{step}"), what, "Raise it in the pose, or lead the step through a pose in between."))
    }

    /// Arms that move, all of which point at the eye at the end of a step.
    fn axis(&self, step: usize) -> Option<Finding> {
        let toward = self.file.view.camera().toward;
        let (before, after) = (self.body(step, 0.0, Side::Right), self.body(step, 1.0, Side::Right));
        let mut hidden = 0;
        for side in Side::BOTH {
            let bones = |body: &Body| {
                let arm = body.arm.of(side);
                [(arm.elbow - *body.shoulder.of(side)).normal(), (arm.wrist - arm.elbow).normal()]
            };
            let (from, to) = (bones(&before), bones(&after));
            let has_moved = from.iter().zip(&to).any(|(a, b)| a.dot(*b) < 0.9);
            if has_moved && !to.iter().all(|bone| bone.dot(toward).abs() > AT_THE_EYE) {
                return None;
            }
            hidden += usize::from(has_moved);
        }
        let what = "What moves here ends up pointing at the eye, so nobody sees it.";
        (hidden > 0).then(|| Finding::noted(format!("cycle.{step}"), what, "Choose another view, or turn the arm."))
    }

    /// A step that moves but changes next to nothing in the main view.
    fn too_small(&self, step: usize) -> Option<Finding> {
        let shot = Shot { zones: false, arrows: false, ..Shot::of(self.file.view, SIZE, 4) };
        // what moves a joint far enough need not be drawn to be sure of
        let lens = self.lens(&shot, Side::Right);
        let (before, after) = (self.body(step, 0.0, Side::Right), self.body(step, 1.0, Side::Right));
        let far = |(a, b): (Vec3, Vec3)| {
            let ((ax, ay, _), (bx, by, _)) = (lens.dot(a), lens.dot(b));
            (ax - bx).hypot(ay - by) > FAR
        };
        if places(&before).map(|(_, at)| at).zip(places(&after).map(|(_, at)| at)).any(far) {
            return None;
        }
        let at = |progress| self.draw(&Instant { step, progress, side: Side::Right, breath: 0.0 }, &shot);
        if at(0.0).differences(&at(1.0)) >= SEEN {
            return None;
        }
        let what = format!("This step changes fewer than {SEEN} dots at {} × {}.", SIZE.0, SIZE.1);
        Some(Finding::noted(format!("cycle.{step}"), what, "Make the movement larger, or look at it from where it shows."))
    }
}

/// Pins that are out of reach in a pose.
fn reach(name: &str, pose: &super::pose::Pose, body: &Body) -> Vec<Finding> {
    let mut findings = Vec::new();
    for side in Side::BOTH {
        let word = if side == Side::Left { "left" } else { "right" };
        let letter = if side == Side::Left { 'l' } else { 'r' };
        let arm = body.arm.of(side).short;
        if arm > REACH {
            findings.push(Finding::noted(
                format!("poses.{name}.arm_{letter}"),
                format!("The {word} hand cannot reach its place in `{name}`: {arm:.3} is missing."),
                "Bring the place nearer, or the trunk to it.",
            ));
        }
        let leg = body.leg.of(side).short;
        let (is_off, what) = match pose.legs.of(side) {
            Leg::Kneel { .. } => (leg.abs() > KNEE, "knee is pinned off the length of its thigh"),
            _ => (leg > REACH, "foot cannot reach its place"),
        };
        if is_off {
            findings.push(Finding::noted(
                format!("poses.{name}.leg_{letter}"),
                format!("The {word} {what} in `{name}`: by {leg:+.3}."),
                "Move the pelvis or the place.",
            ));
        }
    }
    let on_other = |arm: &Arm| matches!(arm, Arm::On { part: Part::OtherWrist | Part::OtherElbow, .. });
    if on_other(&pose.arms.left) && on_other(&pose.arms.right) {
        let what = format!("In `{name}` each arm lies on the other, so neither has a place.");
        findings.push(Finding::noted(format!("poses.{name}"), what, "Give one of them a place of its own."));
    }
    findings
}
