//! The figure of what is open: where its loop stands, from where it is seen, and when a dot of it changes next. It is made once for what is open.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::pace::Loop;
use crate::app::{Context, What};
use crate::config::marker::Marker;
use crate::figure::{Drawing, Figure, Ink, Instant, Side, View};
use crate::screens::what;
use crate::widgets::dress::{Dress, Palette};
use crate::widgets::figure::{FigureView, paint};
use crate::widgets::glow::Glow;

/// So long after the last key it comes to rest: an open library costs nothing all day.
const REST: Duration = Duration::from_secs(120);
/// An instant that is overdue by more than this was not seen by anybody; that time does not count.
const UNSEEN: Duration = Duration::from_millis(400);
/// How far a key goes around the figure, in degrees.
const TURN: f32 = 15.0;

/// What Space does with the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pauses {
    /// Nothing: it is a still.
    No,
    /// It stops.
    Stops,
    /// It goes on.
    GoesOn,
    /// The next key pose is shown: with reduced motion nothing moves.
    NextPose,
}

/// A figure with its loop.
#[derive(Debug)]
pub(super) struct Show {
    what: What,
    figure: Figure,
    turns: Loop,
    view: View,
    is_stopped: bool,
    is_away: bool,
    is_reduced: bool,
    /// Milliseconds of the loop at `since`, on the awake clock.
    at: u64,
    since: Duration,
    /// The last sign of life.
    alive: Duration,
    /// With reduced motion: the step whose end is shown.
    pose: usize,
    shown: Picture,
    /// When a dot changes next, and at which place of the loop.
    next: Option<(Duration, u64)>,
}

/// What is seen.
#[derive(Clone, Debug, PartialEq)]
struct Picture {
    cells: (u16, u16),
    marker: Marker,
    drawing: Drawing,
    /// How far the muscles pulse, in halves; of no matter where none is seen.
    pulse: u8,
}

impl Show {
    /// The figure of an exercise, one of its forms, or care; nothing if there is none.
    pub(super) fn new(what: &What, area: Rect, cx: &Context) -> Option<Self> {
        let figure = match what {
            What::Exercise(id, form) => cx.library.figure_of(cx.library.exercise(id)?, *form)?,
            What::Care(id) => cx.library.figure_of_care(id)?,
            What::Routine(_) | What::Break { .. } => return None,
        };
        let timeline = what::timeline(what, false, false, cx.library, 0);
        let view = figure.views().first().copied().unwrap_or(View::Side);
        let (turns, pose, now) = (Loop::new(&figure, timeline.as_ref()), figure.first_move(), cx.now.awake);
        let is_reduced = cx.settings.reduced_motion;
        let shown = picture(&figure, view, if is_reduced { still(pose) } else { turns.instant(0) }, area, cx);
        let mut show = Self {
            what: what.clone(),
            figure,
            turns,
            view,
            is_stopped: false,
            is_away: false,
            is_reduced,
            at: 0,
            since: now,
            alive: now,
            pose,
            shown,
            next: None,
        };
        show.advance(area, cx);
        Some(show)
    }

    /// Whether it is the figure of this.
    pub(super) fn is_of(&self, what: &What) -> bool {
        self.what == *what
    }

    /// Whether it is one that can move, and may.
    fn may_move(&self) -> bool {
        !self.figure.is_still() && !self.is_reduced && !self.is_stopped && !self.is_away
    }

    /// At which place of the loop it comes to rest, if no key is pressed.
    fn rest(&self) -> u64 {
        self.turns.end_after(self.at + millis((self.alive + REST).saturating_sub(self.since)))
    }

    /// The place of the loop at an instant.
    fn place(&self, now: Duration) -> u64 {
        if self.may_move() { (self.at + millis(now.saturating_sub(self.since))).min(self.rest()) } else { self.at }
    }

    /// From here on it goes on where it stands.
    fn anchor(&mut self, now: Duration) {
        self.at = self.place(now);
        self.since = now;
    }

    /// Time that nobody saw does not count.
    fn skip_unseen(&mut self, now: Duration) {
        if let Some((due, _)) = self.next {
            let unseen = now.saturating_sub(due);
            if unseen > UNSEEN {
                // it stands just before what would have come
                let unseen = unseen + Duration::from_millis(1);
                self.since += unseen;
                self.alive += unseen;
                self.next = None;
            }
        }
    }

    /// A key was pressed: it goes on for a while again.
    pub(super) fn touch(&mut self, now: Duration) {
        self.skip_unseen(now);
        self.anchor(now);
        self.alive = now;
    }

    /// It is out of sight, or seen again.
    pub(super) fn set_away(&mut self, is_away: bool, now: Duration) {
        if self.is_away != is_away {
            self.touch(now);
            self.is_away = is_away;
            self.next = None;
        }
    }

    /// What Space does just now.
    pub(super) fn pauses(&self) -> Pauses {
        match () {
            () if self.figure.is_still() => Pauses::No,
            () if self.is_reduced => Pauses::NextPose,
            () if self.next.is_some() => Pauses::Stops,
            () => Pauses::GoesOn,
        }
    }

    /// Space: it stops, goes on, or shows its next key pose. `was` is what that was before the key gave it a sign of life.
    pub(super) fn pause(&mut self, was: Pauses, now: Duration) {
        match was {
            Pauses::No => {}
            Pauses::Stops => {
                self.anchor(now);
                self.is_stopped = true;
            }
            Pauses::GoesOn => {
                self.anchor(now);
                self.is_stopped = false;
            }
            Pauses::NextPose => {
                let count = self.figure.steps().len();
                let next = (1..=count).map(|by| (self.pose + by) % count).find(|&step| !self.figure.is_hold(step));
                self.pose = next.unwrap_or(self.pose);
            }
        }
    }

    /// The next of the figure's own views.
    pub(super) fn look_from_elsewhere(&mut self) {
        let views = self.figure.views();
        let at = views.iter().position(|view| *view == self.view).map_or(0, |at| at + 1);
        self.view = views.get(at % views.len().max(1)).copied().unwrap_or(self.view);
    }

    /// Around the figure, to the left or to the right.
    pub(super) fn turn(&mut self, is_right: bool) {
        self.view = self.view.orbited(if is_right { TURN } else { -TURN });
    }

    /// Takes in the time and the surroundings: what is seen now, and when that changes.
    pub(super) fn advance(&mut self, area: Rect, cx: &Context) {
        let now = cx.now.awake;
        self.skip_unseen(now);
        if self.is_reduced != cx.settings.reduced_motion {
            self.anchor(now);
            self.is_reduced = !self.is_reduced;
        }
        let place = self.place(now);
        self.shown = self.picture(place, area, cx);
        self.next = None;
        if !self.may_move() {
            return;
        }
        let (rest, mut at) = (self.rest(), place);
        while at < rest && at - place <= self.turns.whole() {
            at = self.turns.next(at);
            if at >= rest || self.picture(at, area, cx) != self.shown {
                self.next = Some((self.since + Duration::from_millis(at.saturating_sub(self.at)), at));
                return;
            }
        }
    }

    fn picture(&self, at: u64, area: Rect, cx: &Context) -> Picture {
        let instant = if self.is_reduced { still(self.pose) } else { self.turns.instant(at) };
        picture(&self.figure, self.view, instant, area, cx)
    }

    /// When a dot changes next.
    pub(super) fn due(&self) -> Option<Duration> {
        self.next.map(|(due, _)| due)
    }

    /// Whether a dot has changed by now, and whether it then comes to rest, which the hints say as well.
    pub(super) fn has_changed(&self, now: Duration) -> (bool, bool) {
        self.next.map_or((false, false), |(due, at)| (due <= now, due <= now && (at >= self.rest() || self.place(now) >= self.rest())))
    }

    /// Draws it.
    pub(super) fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        Glow::behind(area, 1.0).draw(cx.area(), cx.theme, buf);
        let palette = Palette::new(cx.theme, Dress::usual(cx.theme), f32::from(self.shown.pulse) / 2.0);
        if self.shown.cells == (area.width, area.height) && self.shown.marker == cx.marker {
            paint(&self.shown.drawing, &palette, area, cx.marker, buf);
        }
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

fn still(step: usize) -> (Instant, f32) {
    (Instant { step, progress: 1.0, side: Side::Right, breath: 0.0 }, 0.0)
}

fn picture(figure: &Figure, view: View, (instant, pulse): (Instant, f32), area: Rect, cx: &Context) -> Picture {
    let cells = (area.width, area.height);
    let drawing = FigureView { view, ..FigureView::new(figure, instant, cx.theme) }.drawing(cells, cx.marker);
    let has_muscle = drawing.rows().flatten().flatten().any(|dot| matches!(dot.ink, Ink::Work | Ink::Stretch));
    let pulse = if has_muscle { (pulse * 2.0).round() as u8 } else { 0 };
    Picture { cells, marker: cx.marker, drawing, pulse }
}
