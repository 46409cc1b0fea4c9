//! The running session: go, pause, next, back, again. Where it stands is elapsed milliseconds on the timeline, nothing else.

use std::time::Duration;

use super::lay::Unit;
use super::timeline::{Pattern, Place, StepKind, Timeline};
use crate::domain::{Outcome, SessionState};

/// Milliseconds of the count before a paused session goes on.
const ENTRY: u64 = 3000;
/// Within this many milliseconds of a set's start, `back` means the set before.
const BACK: u64 = 2000;

/// How the session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Time runs.
    Running,
    /// Nothing moves.
    Paused,
    /// The three seconds before it goes on.
    Entering,
    /// The end of the timeline is reached.
    Ended,
}

/// Something that happened while time went on, in the order in which it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Crossed {
    /// A step began.
    Began(usize),
    /// So many whole seconds are left of a step: 3, 2, 1.
    Last(usize, u64),
    /// An item ended.
    Item {
        /// Its step.
        step: usize,
        /// Milliseconds done of it.
        done_ms: u64,
        /// What became of it.
        outcome: Outcome,
    },
    /// The last step ended.
    Finished,
}

/// A session being played.
#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    timeline: Timeline,
    mode: Mode,
    /// Elapsed on the timeline at `anchor`, milliseconds.
    at: u64,
    /// The awake clock at which `at` was true.
    anchor: Duration,
    /// Milliseconds run so far, pauses left out.
    active: u64,
    /// What became of each item, by its place.
    outcomes: Vec<Option<Outcome>>,
}

impl Player {
    /// A session from its beginning, running.
    #[must_use]
    pub fn new(timeline: Timeline, now: Duration) -> Self {
        let items = timeline.work().count();
        Self { timeline, mode: Mode::Running, at: 0, anchor: now, active: 0, outcomes: vec![None; items] }
    }

    /// A session taken up again at a place, after a count of three. `done` says what became of the items so far.
    #[must_use]
    pub fn resume(timeline: Timeline, place: Place, active_ms: u64, done: &[(usize, Outcome)], now: Duration) -> Self {
        let at = timeline.start_of(place.step).saturating_add(place.ms).min(timeline.total_ms().saturating_sub(1));
        let mut player = Self { at, active: active_ms, mode: Mode::Entering, ..Self::new(timeline, now) };
        for &(seq, outcome) in done {
            if let Some(slot) = player.outcomes.get_mut(seq) {
                *slot = Some(outcome);
            }
        }
        player
    }

    /// The timeline it plays.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// How it stands.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Milliseconds run so far, pauses left out, as of the last [`Player::advance`].
    #[must_use]
    pub fn active_ms(&self) -> u64 {
        self.active
    }

    /// What became of each item, by its place.
    #[must_use]
    pub fn outcomes(&self) -> &[Option<Outcome>] {
        &self.outcomes
    }

    /// Elapsed milliseconds on the timeline.
    #[must_use]
    pub fn elapsed(&self, now: Duration) -> u64 {
        match self.mode {
            Mode::Running => (self.at + since(self.anchor, now)).min(self.timeline.total_ms()),
            // what lies beyond the count has run, whether or not it was taken in yet
            Mode::Entering => (self.at + since(self.anchor, now).saturating_sub(ENTRY)).min(self.timeline.total_ms()),
            Mode::Paused | Mode::Ended => self.at,
        }
    }

    /// The step and the milliseconds inside it; the end of the last step once all is over.
    #[must_use]
    pub fn place(&self, now: Duration) -> Place {
        let last = self.timeline.steps.len().saturating_sub(1);
        self.timeline.place(self.elapsed(now)).unwrap_or_else(|| Place { step: last, ms: self.timeline.steps.last().map_or(0, |s| s.ms) })
    }

    /// Milliseconds left of the count of three, while entering.
    #[must_use]
    pub fn entry_left(&self, now: Duration) -> u64 {
        if self.mode == Mode::Entering { ENTRY.saturating_sub(since(self.anchor, now)) } else { 0 }
    }

    /// Lets time go on to `now` and says what was crossed, in order. Any split of the same time says the same.
    pub fn advance(&mut self, now: Duration) -> Vec<Crossed> {
        let mut crossed = Vec::new();
        if self.mode == Mode::Entering && since(self.anchor, now) >= ENTRY {
            self.mode = Mode::Running;
            self.anchor += Duration::from_millis(ENTRY);
        }
        if self.mode != Mode::Running {
            return crossed;
        }
        let delta = since(self.anchor, now);
        let target = (self.at + delta).min(self.timeline.total_ms());
        self.cross(target, &mut crossed);
        self.active += target - self.at;
        self.at = target;
        // whole milliseconds only: the rest stays for the next call, so that no split loses any
        self.anchor += Duration::from_millis(delta);
        if self.at >= self.timeline.total_ms() {
            self.mode = Mode::Ended;
            crossed.push(Crossed::Finished);
        }
        crossed
    }

    /// What lies between `self.at` (excluded) and `target` (included).
    fn cross(&mut self, target: u64, crossed: &mut Vec<Crossed>) {
        let mut start = 0;
        for (index, step) in self.timeline.steps.iter().enumerate() {
            let end = start + step.ms;
            if end > self.at && start <= target {
                if start > self.at {
                    crossed.push(Crossed::Began(index));
                }
                for left in [3, 2, 1] {
                    let mark = end.saturating_sub(left * 1000);
                    if mark > start && mark > self.at && mark <= target {
                        crossed.push(Crossed::Last(index, left));
                    }
                }
                if end <= target
                    && let StepKind::Work { seq, .. } = step.kind
                {
                    self.outcomes[seq] = Some(Outcome::Done);
                    crossed.push(Crossed::Item { step: index, done_ms: step.ms, outcome: Outcome::Done });
                }
            }
            start = end;
        }
    }

    /// Stops the clock at once.
    pub fn pause(&mut self, now: Duration) -> Vec<Crossed> {
        let crossed = self.advance(now);
        if self.mode != Mode::Ended {
            self.mode = Mode::Paused;
        }
        crossed
    }

    /// Stops the clock where it stood when time was last let on: the machine slept, or nobody can have followed.
    pub fn pause_where_seen(&mut self) {
        if self.mode != Mode::Ended {
            self.mode = Mode::Paused;
        }
    }

    /// Goes on after a count of three.
    pub fn go(&mut self, now: Duration) {
        if self.mode == Mode::Paused {
            self.mode = Mode::Entering;
            self.anchor = now;
        }
    }

    /// On to the next step. A set left in the middle is logged as skipped, with what was done of it.
    pub fn next(&mut self, now: Duration) -> Vec<Crossed> {
        self.leave(now, Outcome::Skipped, false)
    }

    /// Leaves the whole exercise: every set of it that is not done yet counts as skipped, the one in the middle as `outcome`.
    pub fn leave_exercise(&mut self, now: Duration, outcome: Outcome) -> Vec<Crossed> {
        self.leave(now, outcome, true)
    }

    fn leave(&mut self, now: Duration, outcome: Outcome, whole: bool) -> Vec<Crossed> {
        let mut crossed = self.advance(now);
        if self.mode == Mode::Ended {
            return crossed;
        }
        let Place { step, ms } = self.place(now);
        let part = self.timeline.steps[step].part;
        let mut to = step;
        while to < self.timeline.steps.len() && (to == step || (whole && self.timeline.steps[to].part == part)) {
            if let StepKind::Work { seq, .. } = self.timeline.steps[to].kind {
                let (done_ms, what) = if to == step { (ms, outcome) } else { (0, Outcome::Skipped) };
                self.outcomes[seq] = Some(what);
                crossed.push(Crossed::Item { step: to, done_ms, outcome: what });
            }
            to += 1;
        }
        self.jump(to, now, &mut crossed);
        crossed
    }

    /// Back to the start of this set, or of the one before if this one has hardly begun.
    pub fn back(&mut self, now: Duration) -> Vec<Crossed> {
        let mut crossed = self.advance(now);
        let Place { step, ms } = self.place(now);
        let here = matches!(self.timeline.steps.get(step).map(|s| &s.kind), Some(StepKind::Work { .. })) && ms >= BACK;
        let to = if here { Some(step) } else { self.timeline.work().map(|(i, _)| i).rfind(|&i| i < step) };
        self.jump(to.unwrap_or(0), now, &mut crossed);
        crossed
    }

    /// This set once more from its start; from a rest or switch, the set just done.
    pub fn again(&mut self, now: Duration) -> Vec<Crossed> {
        let mut crossed = self.advance(now);
        let Place { step, .. } = self.place(now);
        let part = self.timeline.steps[step].part;
        let to = self.timeline.work().filter(|(_, s)| s.part == part).map(|(i, _)| i).rfind(|&i| i <= step);
        self.jump(to.unwrap_or(step), now, &mut crossed);
        crossed
    }

    /// Stands at the start of a step: a running session goes straight on, a paused one stays paused, beyond the last it ends.
    fn jump(&mut self, step: usize, now: Duration, crossed: &mut Vec<Crossed>) {
        self.at = self.timeline.start_of(step);
        self.anchor = now;
        if step >= self.timeline.steps.len() {
            self.mode = Mode::Ended;
            crossed.push(Crossed::Finished);
            return;
        }
        if self.mode == Mode::Ended {
            self.mode = Mode::Paused;
        }
        crossed.push(Crossed::Began(step));
    }

    /// Puts another form in place of the rest of this exercise. The step in the middle ends where it stands; what follows is numbered anew.
    /// Returns the step at which the other form begins.
    pub fn swap(&mut self, step: usize, unit: &Unit<'_>, now: Duration) -> usize {
        let ms = if self.place(now).step == step { self.place(now).ms } else { 0 };
        let begins = self.timeline.swap(step, ms, unit);
        self.outcomes.resize(self.timeline.work().filter(|(i, _)| *i < begins).count(), None);
        self.outcomes.resize(self.timeline.work().count(), None);
        self.at = self.timeline.start_of(begins);
        self.anchor = now;
        begins
    }

    /// The item in whose middle the session stands, if any: its step and the milliseconds done. For ending early.
    #[must_use]
    pub fn open_item(&self, now: Duration) -> Option<(usize, u64)> {
        let Place { step, ms } = self.place(now);
        let StepKind::Work { seq, .. } = self.timeline.steps.get(step)?.kind else { return None };
        (self.mode != Mode::Ended && ms > 0 && self.outcomes[seq].is_none()).then_some((step, ms))
    }

    /// Says what became of the item in whose middle the session stands, without leaving it. Gives its step and the milliseconds done.
    pub fn mark(&mut self, now: Duration, outcome: Outcome) -> Option<(usize, u64)> {
        let Place { step, ms } = self.place(now);
        let StepKind::Work { seq, .. } = self.timeline.steps.get(step)?.kind else { return None };
        self.outcomes[seq] = Some(outcome);
        Some((step, ms))
    }

    /// What the session counts as, ended now (decisions 4.7): done if no item is open and at least half of the time was active.
    #[must_use]
    pub fn verdict(&self) -> SessionState {
        let complete = self.outcomes.iter().all(|o| matches!(o, Some(Outcome::Done | Outcome::Skipped)));
        if complete && self.active * 2 >= self.timeline.total_ms() { SessionState::Done } else { SessionState::Partial }
    }
}

impl Pattern {
    /// Whole reps (or breaths) done after so many milliseconds; nothing where none are counted.
    #[must_use]
    pub fn reps_done(&self, ms: u64, planned_ms: u64) -> Option<u64> {
        match self {
            Self::Hold | Self::Flow { .. } => None,
            Self::Breaths { count } | Self::Reps { count, .. } if ms >= planned_ms => Some(u64::from(*count)),
            Self::Breaths { count } => Some(ms * u64::from(*count) / planned_ms.max(1)),
            Self::Reps { .. } => self.rep_at(ms).map(|rep| u64::from(rep.index)),
        }
    }
}

/// Whole milliseconds from one reading of the awake clock to a later one.
fn since(from: Duration, to: Duration) -> u64 {
    u64::try_from(to.saturating_sub(from).as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
