//! What moves in the player, and when it looks different next: the orb, its place, the full-screen word.

use std::time::Duration;

use ratatui::layout::Rect;

use super::super::resume::side_words;
use super::cast::Acting;
use super::{FLASH, PlayerScreen};
use crate::app::{Change, Context};
use crate::player::{Face, Mode, Pace, StepKind};
use crate::widgets::chrome;
use crate::widgets::orb::{Orb, OrbSize, OrbState};
use crate::widgets::wave::Wave;
use crate::widgets::word::Word;

/// What can be told apart on the screen, the figure aside: two equal looks need no drawing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    /// All words and numbers, and which full-screen word stands.
    pub(super) text: (Face, bool),
    /// The orb, if it is seen.
    orb: Option<Breathing>,
}

/// What moves at the orb: the disc's radius in dots, and the column on which the wave's point stands.
type Breathing = (Option<u16>, Option<i32>);

impl Look {
    pub(super) fn of(screen: &PlayerScreen, now: Duration, area: Rect, cx: &Context) -> Self {
        let face = screen.player.face(now);
        let is_flashing = flashing(screen, now, cx);
        let orb = (!is_flashing).then(|| breathing(screen, &face, now, area, cx));
        Self { text: (face, is_flashing), orb }
    }
}

fn breathing(screen: &PlayerScreen, face: &Face, now: Duration, area: Rect, cx: &Context) -> Breathing {
    let radius = orb(screen, face, now, cx).radius(OrbSize::of(area.width, area.height));
    let wave = Breaths::of(screen, now, cx).map(|b| b.wave(&|_| 0.0).column(wave_area(area).width));
    (radius, wave)
}

/// What has changed by time alone from one instant to another.
pub(super) fn changed(screen: &PlayerScreen, then: Duration, now: Duration, area: Rect, cx: &Context) -> Change {
    let (before, after) = (Look::of(screen, then, area, cx), Look::of(screen, now, area, cx));
    if before.text != after.text {
        return Change::All;
    }
    let moved = match (Acting::of(screen, then, area, cx), Acting::of(screen, now, area, cx)) {
        _ if after.text.1 => None,
        (Some(before), Some(after)) => (!before.looks_like(&after, cx)).then(|| after.place.moving()),
        (None, None) => None,
        _ => return Change::All,
    };
    let swollen = (before.orb != after.orb).then(|| moving_area(area));
    match (moved, swollen) {
        (None, None) => Change::Nothing,
        (Some(part), None) | (None, Some(part)) => Change::Part(part),
        (Some(one), Some(other)) => Change::Part(one.union(other)),
    }
}

/// Pictures a second of what moves. Whole and half seconds are among their instants, so that numbers cost no picture of their own.
const RATE: u64 = 12;

/// The milliseconds of the picture that is shown at `ms` into a step.
fn picture(ms: u64) -> u64 {
    (ms * RATE / 1000 * 1000).div_ceil(RATE)
}

/// The instant of the picture that is shown at an instant: what moves does so by pictures counted from the beginning of its step.
pub(super) fn on_grid(screen: &PlayerScreen, now: Duration) -> Duration {
    let ms = screen.player.place(now).ms;
    now.saturating_sub(Duration::from_millis(ms - picture(ms)))
}

/// The instant at which something visible changes next.
pub(super) fn next_change(screen: &PlayerScreen, cx: &Context) -> Duration {
    let now = cx.now.awake;
    let player = &screen.player;
    let to_second = |ms: u64| if ms.is_multiple_of(1000) { 1000 } else { ms % 1000 };
    let (place, step) = (player.place(now), player.step(now));
    let mut wait = to_second(step.ms.saturating_sub(place.ms));
    wait = wait.min(to_second(player.timeline().total_ms().saturating_sub(player.elapsed(now))));
    if player.mode() == Mode::Entering {
        wait = to_second(player.entry_left(now));
    } else if let StepKind::Work { pattern, pace, .. } = &step.kind {
        if let Some(rep) = pattern.rep_at(place.ms) {
            wait = wait.min(to_second(rep.lasts - rep.into));
        }
        if let Some(pace) = pace {
            wait = wait.min(to_second(pace.at(place.ms).left));
        }
    }
    let due = now + Duration::from_millis(wait);
    if let Some((_, since)) = screen.flash.filter(|_| flashing(screen, now, cx)) {
        // nothing else is seen beneath the word
        return due.min(since + Duration::from_millis(FLASH));
    }
    if player.mode() == Mode::Running && screen.ask.is_none() { next_picture(screen, now, due, cx) } else { due }
}

/// The first picture before `due` that may differ from the one at `now`.
fn next_picture(screen: &PlayerScreen, now: Duration, due: Duration, cx: &Context) -> Duration {
    let area = cx.area();
    let acting = Acting::of(screen, now, area, cx);
    let is_led = screen.player.now(now).led;
    if acting.is_none() && !is_led {
        return due;
    }
    let orb = |at| is_led.then(|| breathing(screen, &screen.player.face(at), at, area, cx));
    let here = orb(now);
    let ms = screen.player.place(now).ms;
    let mut number = ms * RATE / 1000 + 1;
    loop {
        let at = now + Duration::from_millis((number * 1000).div_ceil(RATE) - ms);
        let stands = acting.as_ref().is_none_or(|acting| acting.again(screen, at, area, cx).is_some_and(|then| then.pose == acting.pose));
        if at >= due || !stands || orb(at) != here {
            return due.min(at);
        }
        number += 1;
    }
}

/// Whether a full-screen word stands just now: a moment at each change of state, never under reduced motion.
pub(super) fn flashing(screen: &PlayerScreen, now: Duration, cx: &Context) -> bool {
    cx.settings.flash
        && !cx.settings.reduced_motion
        && screen.ask.is_none()
        && screen.player.mode() == Mode::Running
        && screen.flash.is_some_and(|(step, since)| step == screen.player.place(now).step && now < since + Duration::from_millis(FLASH))
}

/// The orb of an instant.
pub(super) fn orb(screen: &PlayerScreen, face: &Face, now: Duration, cx: &Context) -> Orb {
    let step = screen.player.step(now);
    let moving = screen.player.now(on_grid(screen, now));
    let state = match (screen.player.mode(), &step.kind) {
        (Mode::Paused | Mode::Ended, _) => OrbState::Paused,
        (_, StepKind::Ready | StepKind::Switch(_)) => OrbState::Ready,
        (_, StepKind::Rest) => OrbState::Rest,
        (Mode::Entering, _) => OrbState::Paused,
        (Mode::Running, StepKind::Work { .. }) => OrbState::Work,
    };
    // under reduced motion the disc has three sizes, changed at the edges of a breath
    let level = if cx.settings.reduced_motion { (moving.level * 2.0).round() / 2.0 } else { moving.level };
    // the ring moves by the second, like the number inside it
    let whole = step.ms.div_ceil(1000).max(1);
    #[allow(clippy::cast_precision_loss, reason = "seconds of a step of at most an hour")]
    let elapsed = (whole - face.seconds.min(whole)) as f32 / whole as f32;
    let breath = (moving.led && matches!(step.kind, StepKind::Work { .. })).then_some(level);
    Orb { state, elapsed, breath, seconds: u32::try_from(face.seconds).unwrap_or(u32::MAX) }
}

/// Two breaths of a paced exercise: what has been, where one is, what comes.
pub(super) struct Breaths {
    pace: Pace,
    /// How much of the two has passed, 0 to 1.
    now: f32,
}

impl Breaths {
    /// Those of an instant; nothing where no breath is paced, where there is no room, or where little is to move.
    pub(super) fn of(screen: &PlayerScreen, now: Duration, cx: &Context) -> Option<Self> {
        let StepKind::Work { pace: Some(pace), .. } = &screen.player.step(now).kind else { return None };
        let room = OrbSize::of(cx.size.width, cx.size.height) == OrbSize::Large && !cx.settings.reduced_motion;
        let two = pace.cycle() * 2;
        #[allow(clippy::cast_precision_loss, reason = "a share of two breaths")]
        let passed = (picture(screen.player.place(now).ms) % two.max(1)) as f32 / two.max(1) as f32;
        room.then_some(Self { pace: *pace, now: passed })
    }

    /// The level at a share of the two breaths.
    pub(super) fn level(&self, share: f32) -> f32 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "inside two breaths")]
        let at = (share.clamp(0.0, 1.0) * (self.pace.cycle() * 2) as f32) as u64;
        self.pace.at(at).level
    }

    pub(super) fn wave<'a>(&self, breath: &'a dyn Fn(f32) -> f32) -> Wave<'a> {
        Wave { breath, now: self.now }
    }
}

/// Where the two breaths stand: under the word, where a paced exercise has no line of sets.
pub(super) fn wave_area(area: Rect) -> Rect {
    let orb = orb_area(area);
    Rect { y: orb.bottom() + 1 + Word::rows(OrbSize::Large), height: 2, ..orb }.intersection(area)
}

/// What is drawn again while only the breath moves: the orb, its word, the two breaths.
pub(super) fn moving_area(area: Rect) -> Rect {
    let size = OrbSize::of(area.width, area.height);
    let orb = orb_area(area);
    let below = if size == OrbSize::Large { 1 + Word::rows(size) + 2 } else { Word::rows(size) };
    Rect { height: orb.height + below, ..orb }.intersection(area)
}

/// Where the orb is drawn: the same columns in every state, so that nothing jumps.
pub(super) fn orb_area(area: Rect) -> Rect {
    let (cols, rows) = OrbSize::of(area.width, area.height).cells();
    let margin = chrome::margin(area.width);
    let top = match area.height {
        30.. => 4,
        23.. => 3,
        // its word keeps a row above the session's line
        22 => 2,
        _ => 1,
    };
    Rect::new(area.right().saturating_sub(margin.saturating_sub(2) + cols), area.y + top, cols, rows).intersection(area)
}

/// The word of a state, as the orb has it under it.
pub(super) fn state_word(kind: &StepKind, face: &Face) -> String {
    match kind {
        StepKind::Ready => "get ready".into(),
        StepKind::Rest => "rest".into(),
        StepKind::Switch(side) => side_words(*side).into(),
        StepKind::Work { .. } if face.word.is_empty() => "go".into(),
        StepKind::Work { .. } => face.word.clone(),
    }
}
