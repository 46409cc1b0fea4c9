//! Who shows the exercise: its figure, made ready once, and the pictures of it that were drawn last.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::PlayerScreen;
use super::course::{Course, Pose};
use super::motion::on_grid;
use super::place::Place;
use crate::app::{Context, Message};
use crate::config::marker::Marker;
use crate::config::theme::Role;
use crate::content::Library;
use crate::domain::{Side, VariantKind};
use crate::figure::{Drawing, Figure, Instant, View};
use crate::player::{Mode, Part, StepKind, Timeline};
use crate::widgets::dress::{Dress, Palette};
use crate::widgets::figure::{FigureView, TILT_FROM, paint};
use crate::widgets::{chrome, text};

/// How far a figure that rests, or stands still in a pause, is set back.
const REST: f32 = 0.25;
const PAUSE: f32 = 0.5;

/// What is to be seen beside the orb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// The figure, seen from its view of this number.
    Figure(usize),
    /// What to do, in words.
    Words,
}

/// The figure of one exercise of the session.
#[derive(Debug)]
pub(super) struct Cast {
    /// Whose it is, from 0.
    pub(super) part: usize,
    /// Nothing where there is none.
    shown: Option<Shown>,
}

#[derive(Debug)]
struct Shown {
    figure: Figure,
    course: Course,
    /// What was drawn last, the newest first.
    scenes: RefCell<Vec<Rc<Scene>>>,
}

/// What makes one picture another.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    pose: Pose,
    main: (View, (u16, u16)),
    inset: Option<(View, (u16, u16))>,
    marker: Marker,
}

#[derive(Debug)]
struct Scene {
    key: Key,
    main: Drawing,
    inset: Option<Drawing>,
}

impl Cast {
    /// The figure of a part of the timeline, in the form that is done.
    pub(super) fn of(part: usize, timeline: &Timeline, library: &Library) -> Self {
        let figure = timeline.parts.get(part).and_then(|part| figure(part, library));
        let work = timeline.work().find(|(_, step)| step.part == part).map(|(_, step)| &step.kind);
        let shown = figure.map(|figure| {
            let own = figure.steps().len();
            let ready = figure.clone().with_way_in();
            let way_in = (ready.steps().len() > own).then(|| ready.steps().len() - 1);
            Shown { course: Course::new(&figure, work, way_in), figure: ready, scenes: RefCell::default() }
        });
        Self { part, shown }
    }

    /// Whether there is a figure at all.
    pub(super) fn is_empty(&self) -> bool {
        self.shown.is_none()
    }

    /// How many views its figure has.
    fn views(&self) -> usize {
        self.shown.as_ref().map_or(0, |shown| shown.figure.views().len())
    }

    /// What the key for the view leads to next: the figure's own views, then the words.
    pub(super) fn next(&self, sight: Sight) -> Sight {
        match sight {
            Sight::Figure(view) if view + 1 < self.views() => Sight::Figure(view + 1),
            Sight::Figure(_) => Sight::Words,
            Sight::Words => Sight::Figure(0),
        }
    }
}

impl PlayerScreen {
    /// Calls for the figure of the exercise that stands there now, and for one that was not there before the content had been read.
    pub(super) fn call(&mut self, message: &Message, cx: &Context) {
        let part = self.player.step(cx.now.awake).part;
        if part != self.cast.part {
            self.cast = Cast::of(part, self.player.timeline(), cx.library);
            if self.sight != Sight::Words {
                self.sight = Sight::Figure(0);
            }
        } else if self.cast.is_empty() && *message == Message::Content {
            self.cast = Cast::of(part, self.player.timeline(), cx.library);
        }
    }
}

/// The form's own figure, else the exercise's; timed care has one of its own name.
fn figure(part: &Part, library: &Library) -> Option<Figure> {
    let Some(exercise) = library.exercise(&part.id) else {
        return library.figures.find(&part.id).and_then(|file| Figure::from_file(file.clone()).ok());
    };
    let is = |form: &Option<crate::domain::Variant>| form.as_ref().is_some_and(|form| form.name == part.variant);
    let form = match () {
        () if is(&exercise.easier) => Some(VariantKind::Easier),
        () if is(&exercise.harder) => Some(VariantKind::Harder),
        () => None,
    };
    library.figure_of(exercise, form)
}

/// A figure in its place at an instant.
#[derive(Debug)]
pub(super) struct Acting<'a> {
    shown: &'a Shown,
    main: View,
    second: Option<View>,
    pub(super) place: Place,
    pub(super) pose: Pose,
    /// Whether one side works at a time, for a set or for a repetition.
    is_sided: bool,
}

impl<'a> Acting<'a> {
    /// The figure as it stands at an instant; nothing if there is none, or no room for it, or the words are shown.
    pub(super) fn of(screen: &'a PlayerScreen, now: Duration, area: Rect, cx: &Context) -> Option<Self> {
        let Sight::Figure(view) = screen.sight else { return None };
        let timeline = screen.player.timeline();
        let now = on_grid(screen, now);
        let place = screen.player.place(now);
        let step = timeline.steps.get(place.step)?;
        let shown = screen.cast.shown.as_ref().filter(|_| screen.cast.part == step.part)?;
        let side = timeline.steps[place.step..].iter().find_map(|step| match &step.kind {
            StepKind::Work { side, .. } => Some(*side),
            _ => None,
        });
        let pose = shown.course.at(step, place.ms, side.unwrap_or(Side::Both), cx.settings.reduced_motion);
        let views = shown.figure.views();
        let view = view % views.len().max(1);
        let main = views.get(view).copied().unwrap_or(View::Side);
        let others = || (1..views.len()).map(|next| views[(view + next) % views.len()]);
        let seen = |place: &Place| place.inset.and_then(|inset| others().find(|other| !is_alike(main, place.main, *other, inset)));
        let both = Place::of(area, true)?;
        let second = seen(&both);
        let place = if second.is_some() { both } else { Place::of(area, false)? };
        let is_sided = shown.course.alternates() || side.is_some_and(|side| side != Side::Both);
        Some(Self { shown, main, second, place, pose, is_sided })
    }

    /// The same at another instant.
    pub(super) fn again(&self, screen: &'a PlayerScreen, now: Duration, area: Rect, cx: &Context) -> Option<Self> {
        Self::of(screen, now, area, cx).filter(|other| other.place == self.place)
    }

    /// Whether both show the same dots.
    pub(super) fn looks_like(&self, other: &Self, cx: &Context) -> bool {
        if self.pose == other.pose {
            return true;
        }
        let (before, after) = (self.scene(cx), other.scene(cx));
        self.pose.pulse == other.pose.pulse && before.main == after.main && before.inset == after.inset
    }

    /// The figure in its main view.
    fn seen(&self, cx: &Context) -> FigureView<'_> {
        let Pose { step, progress, side, is_cued, .. } = self.pose;
        let shot = FigureView::new(&self.shown.figure, Instant { step, progress, side, breath: 0.0 }, cx.theme);
        FigureView { view: self.main, arrows: is_cued, ..shot }
    }

    fn scene(&self, cx: &Context) -> Rc<Scene> {
        let size = |area: Rect| (area.width, area.height);
        // what fades is colour alone
        let pose = Pose { pulse: 0, ..self.pose };
        let inset = self.second.zip(self.place.inset.map(size));
        let key = Key { pose, main: (self.main, size(self.place.main)), inset, marker: cx.marker };
        let mut scenes = self.shown.scenes.borrow_mut();
        if let Some(at) = scenes.iter().position(|scene| scene.key == key) {
            let known = scenes.remove(at);
            scenes.insert(0, Rc::clone(&known));
            return known;
        }
        let shot = self.seen(cx);
        let main = shot.drawing(key.main.1, cx.marker);
        let inset = inset.map(|(view, cells)| FigureView { view, arrows: false, ..shot }.drawing(cells, cx.marker));
        let scene = Rc::new(Scene { key, main, inset });
        scenes.insert(0, Rc::clone(&scene));
        scenes.truncate(2);
        scene
    }

    /// Draws the figure, the second view and where that is seen from.
    pub(super) fn draw(&self, mode: Mode, kind: &StepKind, buf: &mut Buffer, cx: &Context) {
        let scene = self.scene(cx);
        let palette = Palette::new(cx.theme, Dress::usual(cx.theme), f32::from(self.pose.pulse) / 2.0);
        paint(&scene.main, &palette, self.place.main, cx.marker, buf);
        if self.is_sided {
            self.seen(cx).name_sides(&scene.main, self.place.main, cx.theme, cx.marker, buf);
        }
        if let (Some(drawing), Some(area)) = (&scene.inset, self.place.inset) {
            paint(drawing, &palette, area, cx.marker, buf);
            if let Some(view) = self.second {
                let row = Rect { y: area.bottom(), height: 1, ..area };
                let from = seen_from(view);
                if text::columns(from) <= row.width {
                    text::put_centred(row.y, from, cx.theme.style(Role::Quiet), row, buf);
                }
            }
        }
        let back = match (mode, kind) {
            (Mode::Paused | Mode::Entering | Mode::Ended, _) => PAUSE,
            (Mode::Running, StepKind::Rest) => REST,
            (Mode::Running, _) => return,
        };
        let areas = [Some(self.place.main), self.place.inset];
        areas.into_iter().flatten().for_each(|area| chrome::veil(area, back, cx.theme, buf));
    }
}

/// Whether a second view in its place would show what the main one shows: a tilted view is level in a small picture.
fn is_alike(main: View, large: Rect, second: View, small: Rect) -> bool {
    let levelled = |view, area: Rect| if view == View::SideTilt && area.width < TILT_FROM { View::Side } else { view };
    levelled(main, large) == levelled(second, small)
}

/// Where a view is seen from, in words.
fn seen_from(view: View) -> &'static str {
    let (az, el) = match view {
        View::Side | View::SideTilt => (0.0, 0.0),
        View::Quarter => (45.0, 0.0),
        View::Front => (90.0, 0.0),
        View::Back => (270.0, 0.0),
        View::BackQuarter => (315.0, 0.0),
        View::Top | View::TopUp => (0.0, 90.0),
        View::Camera { az, el } => (az, el),
    };
    match az.rem_euclid(360.0) {
        _ if el > 60.0 => "from above",
        az if !(30.0..330.0).contains(&az) || (150.0..210.0).contains(&az) => "from the side",
        az if (70.0..110.0).contains(&az) => "from the front",
        az if (250.0..290.0).contains(&az) => "from behind",
        az if az < 180.0 => "half from the front",
        _ => "half from behind",
    }
}
