//! A figure made ready: its poses resolved and solved, its ways traced, so that any instant of it can be drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::arrows::WAY;
use super::camera::{Camera, Extent};
use super::file::{Arrow, Ease, FigureFile, Focus, Phase, Prop, Side, Sides, Step, View, Zone};
use super::flesh::flesh;
use super::limbs::solve;
use super::lint::Finding;
use super::mix::mix;
use super::pose::Pose;
use super::skeleton::Body;
use super::vec3::{Vec3, vec3};

/// A figure that can be drawn. What drawing needs is worked out when it is drawn first.
#[derive(Clone, Debug)]
pub struct Figure {
    pub(super) file: FigureFile,
    pub(super) poses: BTreeMap<String, Pose>,
    stage: OnceLock<Stage>,
}

impl PartialEq for Figure {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file
    }
}

/// Both sides' versions, and what has to be in the picture over the whole cycle.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    right: Take,
    left: Option<Take>,
    /// What has to be in the picture in each of its own views.
    extents: Vec<(View, Side, Extent)>,
}

/// One side's version, solved.
#[derive(Clone, Debug)]
pub(super) struct Take {
    /// For each step the pose it leads to.
    keys: Vec<(Pose, Body)>,
    pub props: Vec<Prop>,
    pub zones: Vec<Zone>,
    pub arrows: Vec<Arrow>,
    /// What of the body has to be in the picture.
    balls: Vec<(Vec3, f32)>,
    /// For each arrow and step the way of the joint it traces; empty where there is none.
    ways: Vec<Vec<Vec<Vec3>>>,
}

impl Figure {
    /// A figure from its file.
    ///
    /// # Errors
    /// What makes it impossible to draw: a pose that is not there, poses that begin with one another, no step, numbers no body can have.
    pub fn from_file(file: FigureFile) -> Result<Self, Vec<Finding>> {
        let mut findings = super::lint::names(&file);
        if !findings.is_empty() {
            return Err(findings);
        }
        let mut poses = BTreeMap::new();
        for name in file.poses.keys() {
            match resolve(&file, name, &mut BTreeSet::new()) {
                Some(pose) => {
                    poses.insert(name.clone(), pose);
                }
                None => findings.push(Finding::refused(
                    format!("poses.{name}.from"),
                    format!("The pose `{name}` begins with itself, by way of `from`."),
                    "Let one of them begin with the base: leave out its `from`.",
                )),
            }
        }
        for (name, pose) in &poses {
            if !super::lint::is_sane(&solve(pose)) {
                findings.push(Finding::refused(
                    format!("poses.{name}"),
                    "This pose lies somewhere no body can be.",
                    "Lengths are in body heights, 1.0 is standing; angles are in degrees.",
                ));
            }
        }
        if findings.is_empty() { Ok(Self { file, poses, stage: OnceLock::new() }) } else { Err(findings) }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.file.id
    }

    /// The steps of its cycle.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.file.cycle
    }

    /// Whether one side works at a time, so that it can be shown for the left as well.
    #[must_use]
    pub fn sides(&self) -> Sides {
        self.file.sides
    }

    /// The views one can cycle through; the first is the main one, the second stands beside it on wide screens.
    #[must_use]
    pub fn views(&self) -> &[View] {
        if self.file.views.is_empty() { std::slice::from_ref(&self.file.view) } else { &self.file.views }
    }

    /// Whether a step stays where the one before it has led.
    #[must_use]
    pub fn is_hold(&self, step: usize) -> bool {
        let count = self.file.cycle.len();
        let to = |at: usize| self.file.cycle.get(at % count.max(1)).map(|step| &step.to);
        to(step) == to(step + count - 1)
    }

    /// Whether nothing in it moves: a still.
    #[must_use]
    pub fn is_still(&self) -> bool {
        (0..self.file.cycle.len()).all(|step| self.is_hold(step))
    }

    /// Where in the cycle it is if it runs the other way round, for exercises that change their direction: draw that without arrows.
    #[must_use]
    pub fn reversed(&self, step: usize, progress: f32) -> (usize, f32) {
        let count = self.file.cycle.len();
        (count - 1 - step % count, 1.0 - progress)
    }

    /// The same with a way in: one more pair of steps at the end, from where the cycle begins to the base's own pose and back. The last of them leads from
    /// that pose to the start of the cycle. Nothing is added where both are the same, or nothing moves at all.
    #[must_use]
    pub fn with_way_in(mut self) -> Self {
        let base = self.file.base.pose();
        let start = self.file.cycle.last().map(|step| step.to.clone()).unwrap_or_default();
        if self.is_still() || self.poses.get(&start).is_none_or(|pose| *pose == base) {
            return self;
        }
        // no pose of a file is called nothing
        self.poses.insert(String::new(), base);
        let step = |to: &str, phase| Step { to: to.to_owned(), phase, ease: Ease::default(), share: 1.0 };
        self.file.cycle.extend([step("", Phase::Return), step(&start, Phase::Move)]);
        self.stage = OnceLock::new();
        self
    }

    /// The first step that moves; the first, if none does.
    #[must_use]
    pub fn first_move(&self) -> usize {
        (0..self.file.cycle.len()).find(|&step| !self.is_hold(step)).unwrap_or(0)
    }

    pub(super) fn stage(&self) -> &Stage {
        self.stage.get_or_init(|| Stage::new(self))
    }

    /// The body at so much of a step.
    #[must_use]
    pub fn body(&self, step: usize, progress: f32, side: Side) -> Body {
        solve(&self.stage().take(side).pose(&self.file.cycle, step, progress))
    }
}

/// A pose with all that it begins with; nothing if it begins with itself.
fn resolve<'a>(file: &'a FigureFile, name: &'a str, above: &mut BTreeSet<&'a str>) -> Option<Pose> {
    let over = file.poses.get(name)?;
    if !above.insert(name) {
        return None;
    }
    let before = match &over.from {
        None => file.base.pose(),
        Some(from) => resolve(file, from, above)?,
    };
    Some(before.with(over))
}

impl Stage {
    fn new(figure: &Figure) -> Self {
        let file = &figure.file;
        let right = Take::new(figure, false);
        let left = (file.sides != Sides::Both).then(|| Take::new(figure, true));
        let mut stage = Self { right, left, extents: Vec::new() };
        for &view in figure.views() {
            for side in Side::BOTH {
                let extent = stage.extent(file, view, side);
                stage.extents.push((view, side, extent));
            }
        }
        stage
    }

    /// The version of a side; where both work alike there is one.
    pub fn take(&self, side: Side) -> &Take {
        match (side, &self.left) {
            (Side::Left, Some(left)) => left,
            _ => &self.right,
        }
    }

    /// What has to be in the picture, seen by a camera: of both sides where they take turns before the same one.
    pub fn extent(&self, file: &FigureFile, view: View, side: Side) -> Extent {
        if let Some((.., known)) = self.extents.iter().find(|(known, of, _)| *known == view && *of == side) {
            return *known;
        }
        let camera = &camera(file, view, side);
        let mut extent = Extent::NOTHING;
        let both = [Some(&self.right), self.left.as_ref()];
        let one = [Some(self.take(side)), None];
        for take in if file.sides == Sides::Each { one } else { both }.into_iter().flatten() {
            take.balls.iter().for_each(|&(at, radius)| extent.take(camera, at, radius));
            for prop in &take.props {
                prop.extent(file.focus != Focus::Body).into_iter().for_each(|at| extent.take(camera, at, 0.0));
            }
            for (arrow, ways) in take.arrows.iter().zip(&take.ways) {
                for (step, way) in ways.iter().enumerate().filter(|(step, _)| is_during(arrow.during(), &file.cycle[*step])) {
                    arrow.extend(&mut extent, camera, take.start(step), &take.keys[step].1, way);
                }
            }
        }
        extent
    }
}

/// The camera for a side: where one side works at a time it is always seen from that side.
pub(super) fn camera(file: &FigureFile, view: View, side: Side) -> Camera {
    if file.sides == Sides::Each && side == Side::Left { view.mirrored() } else { view }.camera()
}

/// Whether something is shown in a step.
pub(super) fn is_during(during: &[String], step: &Step) -> bool {
    during.is_empty() || during.contains(&step.to)
}

impl Take {
    fn new(figure: &Figure, mirrored: bool) -> Self {
        let file = &figure.file;
        let pose = |step: &Step| figure.poses.get(&step.to).copied().unwrap_or_else(|| file.base.pose());
        let key = |step: &Step| {
            let pose = if mirrored { pose(step).mirrored() } else { pose(step) };
            (pose, solve(&pose))
        };
        let zone = |zone: &Zone| Zone { side: zone.side.map(Side::other), ..zone.clone() };
        let mut take = Self {
            keys: file.cycle.iter().map(key).collect(),
            props: if mirrored { file.props.iter().map(Prop::mirrored).collect() } else { file.props.clone() },
            zones: if mirrored { file.zones.iter().map(zone).collect() } else { file.zones.clone() },
            arrows: if mirrored { file.arrows.iter().map(Arrow::mirrored).collect() } else { file.arrows.clone() },
            balls: Vec::new(),
            ways: Vec::new(),
        };
        let mut balls = Vec::new();
        for step in 0..file.cycle.len() {
            let samples: &[f32] = if figure.is_hold(step) { &[1.0] } else { &[0.25, 0.5, 0.75, 1.0] };
            for &progress in samples {
                needed(file.focus, &solve(&take.pose(&file.cycle, step, progress)), &mut balls);
            }
        }
        take.balls = balls;
        let ways = take.arrows.iter().map(|arrow| (0..file.cycle.len()).map(|step| take.way(arrow, &file.cycle, step)).collect()).collect();
        take.ways = ways;
        take
    }

    fn way(&self, arrow: &Arrow, cycle: &[Step], step: usize) -> Vec<Vec3> {
        let &Arrow::Trace { of, .. } = arrow else { return Vec::new() };
        if !is_during(arrow.during(), &cycle[step]) {
            return Vec::new();
        }
        let at = |i: usize| of.of(&solve(&self.pose(cycle, step, i as f32 / (WAY - 1) as f32))).0;
        (0..WAY).map(at).collect()
    }

    /// The body with which a step begins.
    pub fn start(&self, step: usize) -> &Body {
        &self.keys[(step + self.keys.len() - 1) % self.keys.len()].1
    }

    /// The body to which a step leads.
    pub fn end(&self, step: usize) -> &Body {
        &self.keys[step].1
    }

    /// The way of what an arrow traces.
    pub fn traced(&self, arrow: usize, step: usize) -> &[Vec3] {
        &self.ways[arrow][step]
    }

    /// The pose at so much of a step.
    pub fn pose(&self, cycle: &[Step], step: usize, progress: f32) -> Pose {
        let count = self.keys.len();
        let ((from, at_from), (to, at_to)) = (&self.keys[(step + count - 1) % count], &self.keys[step % count]);
        let t = cycle[step % count].ease.of(progress.clamp(0.0, 1.0));
        mix((from, at_from), (to, at_to), t)
    }
}

/// What of a body has to be in the picture.
fn needed(focus: Focus, body: &Body, balls: &mut Vec<(Vec3, f32)>) {
    let ((head, _), (chest, _), (waist, _), (pelvis, _)) = (body.head, body.chest, body.waist, body.pelvis);
    let both = |balls: &mut Vec<(Vec3, f32)>, radius: f32, of: &dyn Fn(Side) -> Vec3| {
        balls.extend(Side::BOTH.map(|side| (of(side), radius)));
    };
    match focus {
        Focus::Body => {
            let all = flesh(body, 1.0);
            balls.extend(all.iter().flat_map(|capsule| [(capsule.a, capsule.ra), (capsule.b, capsule.rb)]));
        }
        Focus::Head => {
            balls.extend([(head, 0.085), (body.c7, 0.05), (chest, 0.05)]);
            both(balls, 0.03, &|side| *body.shoulder.of(side));
        }
        Focus::Trunk => {
            balls.extend([(head, 0.08), (pelvis, 0.08), (vec3(pelvis.x, 0.0, 0.0), 0.01)]);
            both(balls, 0.05, &|side| body.leg.of(side).knee);
        }
        Focus::ToKnee => {
            balls.push((head, 0.085));
            both(balls, 0.05, &|side| body.leg.of(side).knee);
            both(balls, 0.03, &|side| body.arm.of(side).elbow);
            both(balls, 0.03, &|side| body.arm.of(side).hand);
        }
        Focus::Upper => {
            balls.extend([(head, 0.085), (chest, 0.1), (waist, 0.02)]);
            both(balls, 0.04, &|side| *body.shoulder.of(side));
            let lifted = |at: &Vec3| at.y > waist.y;
            let arms = Side::BOTH.into_iter().flat_map(|side| [body.arm.of(side).elbow, body.arm.of(side).hand]);
            balls.extend(arms.filter(lifted).map(|at| (at, 0.03)));
        }
    }
}
