//! One instant of a figure as a drawing.

use super::camera::Lens;
use super::canvas::Canvas;
use super::file::{Focus, Side, View};
use super::finish::{finish, outline};
use super::flesh::{Capsule, flesh, scapula};
use super::ink::{Drawing, Group, Ink};
use super::limbs::solve;
use super::ready::{Figure, camera, is_during};
use super::skeleton::Body;
use super::zones;

/// From here on in a step neither arrows nor ghost are needed.
const CUES_UNTIL: f32 = 0.8;

/// Where in its cycle a figure is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Instant {
    /// The step of the cycle, from 0.
    pub step: usize,
    /// How much of it is over, 0 to 1.
    pub progress: f32,
    /// The side that works; of no matter where both do alike.
    pub side: Side,
    /// How full the breath is, 0 to 1. A figure that breathes by itself takes no notice.
    pub breath: f32,
}

/// How an instant is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shot {
    /// From where.
    pub view: View,
    /// The size in cells.
    pub cells: (u16, u16),
    /// Dots of a cell, one below the other: 4, 3 or 2. There are always two beside each other.
    pub down: u16,
    /// Whether muscles are coloured.
    pub zones: bool,
    /// Whether arrows show the coming movement.
    pub arrows: bool,
    /// Whether the pose that is coming is outlined.
    pub ghost: bool,
    /// Whether the side away from the light is darker.
    pub shade: bool,
}

impl Shot {
    /// Everything but the ghost, of such a size.
    #[must_use]
    pub fn of(view: View, cells: (u16, u16), down: u16) -> Self {
        Self { view, cells, down: down.max(1), zones: true, arrows: true, ghost: false, shade: false }
    }

    fn dots(&self) -> (usize, usize) {
        (usize::from(self.cells.0) * 2, usize::from(self.cells.1) * usize::from(self.down))
    }
}

/// Nearer to each other than this, in dots, two names of a side would not be told apart.
const NAMED_APART: f32 = 8.0;
/// So many dots lie free between a name and the body.
const NAME_FREE: f32 = 3.0;

/// The limbs of the side that is turned away by more than this are far ones.
const FAR_ARM: f32 = 0.39;
const FAR_LEG: f32 = 0.48;

/// Thin limbs are lost in a small picture: so much thicker they are drawn.
fn thickness(scale: f32) -> f32 {
    match scale {
        s if s > 60.0 => 1.0,
        s if s > 40.0 => 1.12,
        _ => 1.25,
    }
}

impl Figure {
    /// Draws one instant. The size of the body is the same over the whole cycle.
    #[must_use]
    pub fn draw(&self, instant: &Instant, shot: &Shot) -> Drawing {
        let stage = self.stage();
        let step = instant.step % self.file.cycle.len();
        let progress = instant.progress.clamp(0.0, 1.0);
        let take = stage.take(instant.side);
        let lens = self.lens(shot, instant.side);
        let mut pose = take.pose(&self.file.cycle, step, progress);
        if !self.breathes() {
            let breath = instant.breath.clamp(0.0, 1.0);
            pose.belly += breath * 0.5;
            pose.ribs += breath * 0.6;
        }
        let body = solve(&pose);
        let mut canvas = Canvas::new(lens, shot.dots());
        for prop in &take.props {
            prop.draw(&mut canvas, &body);
        }
        flesh_out(&mut canvas, &body);
        if self.file.show_scapulae {
            blades(&mut canvas, &body);
        }
        zones::hair(&mut canvas, &body);
        let now = &self.file.cycle[step];
        if shot.zones {
            for zone in take.zones.iter().filter(|zone| is_during(&zone.during, now)) {
                zones::colour(&mut canvas, &body, zone.at, zone.kind, zone.side);
            }
        }
        let is_cued = progress < CUES_UNTIL && !self.is_hold(step);
        if shot.arrows && is_cued {
            for (at, arrow) in take.arrows.iter().enumerate().filter(|(_, arrow)| is_during(arrow.during(), now)) {
                arrow.draw(&mut canvas, take.start(step), &body, take.traced(at, step), progress);
            }
        }
        let ghost = if shot.ghost && is_cued {
            let mut coming = Canvas::new(lens, shot.dots());
            flesh_out(&mut coming, take.end(step));
            outline(&coming)
        } else {
            Vec::new()
        };
        zones::nape(&mut canvas, &body);
        let eyes = zones::eyes(&canvas, &body);
        finish(&mut canvas, shot.shade, &eyes, &ghost)
    }

    /// Where the sides of the body can be named, as dots: level with the left and with the right shoulder as the cycle begins, beyond all that the body
    /// reaches in it. A view that shows one shoulder behind the other has a place for the working side alone.
    #[must_use]
    pub fn names(&self, working: Side, shot: &Shot) -> Vec<(Side, (f32, f32))> {
        let (lens, body) = (self.lens(shot, working), self.body(0, 0.0, working));
        let (low, high) = self.stage().extent(&self.file, shot.view, working).across();
        let edge = |at: f32| lens.dot(lens.camera.right * at).0;
        let (left, right) = (lens.dot(body.shoulder.left), lens.dot(body.shoulder.right));
        let name = |side: Side| {
            let (own, other) = if side == Side::Left { (left, right) } else { (right, left) };
            (side, (if own.0 < other.0 { edge(low) - NAME_FREE } else { edge(high) + NAME_FREE }, own.1))
        };
        let is_apart = (left.0 - right.0).abs() > NAMED_APART;
        Side::BOTH.into_iter().filter(|side| is_apart || *side == working).map(name).collect()
    }

    /// How a shot of a side is taken.
    pub(super) fn lens(&self, shot: &Shot, side: Side) -> Lens {
        let camera = camera(&self.file, shot.view, side);
        let extent = self.stage().extent(&self.file, shot.view, side);
        Lens::fit(camera, &extent, shot.dots(), 4.0 / f32::from(shot.down.max(1)), self.file.focus != Focus::Body)
    }

    /// Whether its own poses breathe.
    #[must_use]
    pub fn breathes(&self) -> bool {
        self.poses.values().any(|pose| pose.belly != 0.0 || pose.ribs != 0.0)
    }
}

/// The body, far limbs in far inks.
fn flesh_out(canvas: &mut Canvas, body: &Body) {
    let camera = canvas.lens.camera;
    let depth = |at| camera.see(at).z;
    // by the trunk alone: a shoulder that circles would change its colour on the way
    let (chest, pelvis) = (body.chest.1.r.dot(camera.toward), body.pelvis.1.r.dot(camera.toward));
    let is_far = |group: Group| match group {
        Group::ArmL => chest > FAR_ARM,
        Group::ArmR => chest < -FAR_ARM,
        Group::LegL => pelvis > FAR_LEG,
        Group::LegR => pelvis < -FAR_LEG,
        _ => false,
    };
    // what is near first: most of what is behind it need not be looked at
    let mut all = flesh(body, thickness(canvas.lens.scale));
    let near = |capsule: &Capsule| depth(capsule.a) + depth(capsule.b);
    all.sort_by(|a, b| near(b).total_cmp(&near(a)));
    for mut capsule in all {
        if is_far(capsule.group) {
            capsule.ink = capsule.ink.far();
        }
        canvas.capsule(&capsule);
    }
}

/// The shoulder blades, where the back is seen.
fn blades(canvas: &mut Canvas, body: &Body) {
    let back = -body.chest.1.f;
    if back.dot(canvas.lens.camera.toward) <= 0.3 {
        return;
    }
    for side in Side::BOTH {
        let corners = scapula(body, side).map(|corner| corner + back * 0.012);
        let group = Group::blade(side);
        for at in 0..3 {
            let (a, b) = (corners[at], corners[(at + 1) % 3]);
            canvas.capsule(&Capsule { group, ink: Ink::Bone, a, ra: 0.011, b, rb: 0.011 });
        }
        canvas.plate(group, Ink::Bone, &corners, 0.012);
    }
}
