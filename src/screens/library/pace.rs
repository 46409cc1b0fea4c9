//! The loop of a figure: how long each of its steps lasts, at the pace of its exercise, and where it stands after so much time.

use crate::domain::Breath;
use crate::figure::{Figure, Instant, Phase, Side, Sides};
use crate::player::{BeatPlan, Pace, Pattern, StepKind, Timeline};

/// Milliseconds of a picture while it moves: twelve in a second.
const MOVING: u64 = 84;
/// The same in a hold, where only muscles pulse: six in a second.
const HOLDING: u64 = 168;
/// From the shortest to the longest that is looked at: a movement, and a hold, which nobody wants to wait for.
const MOVE: (u64, u64) = (500, 6000);
const HOLD: (u64, u64) = (800, 2000);
/// Milliseconds of a movement for which the exercise names none.
const USUAL: u64 = 2000;

/// The steps of a figure in their time; left and right take turns where they do in the exercise.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Loop {
    /// Milliseconds of each step, and whether it is a hold.
    steps: Vec<(u64, bool)>,
    has_turns: bool,
    first_move: usize,
}

/// What the exercise says of time.
#[derive(Clone, Copy, Debug, Default)]
struct Tempo<'a> {
    beats: &'a [BeatPlan],
    pace: Option<Pace>,
}

impl Loop {
    /// The loop of a figure at the pace of what is done.
    pub(super) fn new(figure: &Figure, timeline: Option<&Timeline>) -> Self {
        let works = timeline.into_iter().flat_map(|timeline| &timeline.steps);
        let tempo = works.filter_map(|step| match &step.kind {
            StepKind::Work { pattern: Pattern::Reps { beats, .. }, pace, .. } => Some(Tempo { beats, pace: *pace }),
            StepKind::Work { pace, .. } => Some(Tempo { beats: &[], pace: *pace }),
            _ => None,
        });
        let tempo = tempo.into_iter().next().unwrap_or_default();
        let steps = figure.steps().iter().enumerate().map(|(at, step)| {
            let is_hold = figure.is_hold(at);
            let whole = tempo.seconds(step.phase, at, figure.steps().len());
            let share = if tempo.beats.len() == figure.steps().len() { 1.0 } else { step.share };
            let ms = (whole as f32 * share) as u64;
            let (least, most) = if is_hold { HOLD } else { MOVE };
            (ms.clamp(least, most), is_hold)
        });
        Self { steps: steps.collect(), has_turns: figure.sides() == Sides::Alternate, first_move: figure.first_move() }
    }

    /// Milliseconds of the whole cycle.
    pub(super) fn whole(&self) -> u64 {
        self.steps.iter().map(|(ms, _)| ms).sum()
    }

    /// The step, milliseconds in it, and which round it is.
    fn place(&self, at: u64) -> (usize, u64, u64) {
        let whole = self.whole().max(1);
        let mut left = at % whole;
        for (step, (ms, _)) in self.steps.iter().enumerate() {
            if left < *ms {
                return (step, left, at / whole);
            }
            left -= ms;
        }
        (0, 0, at / whole)
    }

    fn grain(&self, step: usize) -> u64 {
        if self.steps[step].1 { HOLDING } else { MOVING }
    }

    /// What is shown after so many milliseconds, and how far the muscles pulse.
    pub(super) fn instant(&self, at: u64) -> (Instant, f32) {
        let (step, left, round) = self.place(at);
        let grain = self.grain(step);
        let progress = (left / grain * grain) as f32 / self.steps[step].0.max(1) as f32;
        let side = if self.has_turns && round % 2 == 1 { Side::Left } else { Side::Right };
        let pulse = if self.steps[step].1 { (1.0 - (std::f32::consts::TAU * progress).cos()) / 2.0 } else { 0.0 };
        (Instant { step, progress, side, breath: 0.0 }, pulse)
    }

    /// When the next picture comes.
    pub(super) fn next(&self, at: u64) -> u64 {
        let (step, left, _) = self.place(at);
        let grain = self.grain(step);
        at - left + ((left / grain + 1) * grain).min(self.steps[step].0)
    }

    /// When it next stands at the end of its first movement: the last picture before the step is over.
    pub(super) fn end_after(&self, at: u64) -> u64 {
        let whole = self.whole().max(1);
        let end: u64 = self.steps.iter().take(self.first_move + 1).map(|(ms, _)| ms).sum();
        let rounds = (at.saturating_sub(end)).div_ceil(whole);
        end + rounds * whole
    }
}

impl Tempo<'_> {
    /// Milliseconds of a phase: by the beat of the same place where both have as many parts, else by the beat or the breath of its kind.
    fn seconds(&self, phase: Phase, at: usize, count: usize) -> u64 {
        if self.beats.len() == count {
            return self.beats[at].ms;
        }
        let beat = |breath: Breath| self.beats.iter().find(|beat| beat.breath == breath).map(|beat| beat.ms);
        let named = match phase {
            Phase::Inhale => beat(Breath::In).or(self.pace.map(|pace| pace.inhale)),
            Phase::Exhale => beat(Breath::Out).or(self.pace.map(|pace| pace.exhale)),
            Phase::Move => self.beats.first().map(|beat| beat.ms),
            Phase::Return => self.beats.last().map(|beat| beat.ms),
            Phase::Hold | Phase::Rest => None,
        };
        named.unwrap_or(USUAL)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn two(first: u64, hold: u64, has_turns: bool) -> Loop {
        Loop { steps: vec![(first, false), (hold, true), (1000, false)], has_turns, first_move: 0 }
    }

    #[test]
    fn holds_are_shortened_and_left_and_right_take_turns() {
        let library = crate::content::load(&crate::assets::Source::embedded(), &[]).0;
        let of = |id: &str| {
            let what = crate::app::What::Exercise(id.into(), None);
            let figure = library.figure_of(library.exercise(id).expect("known"), None).expect("a figure");
            Loop::new(&figure, super::super::super::what::timeline(&what, false, false, &library, 0).as_ref())
        };
        let doorway = of("doorway-pec-stretch");
        assert_eq!(doorway.steps[1], (2000, true), "half a minute is held in the session alone");
        assert_eq!(of("cat-cow").steps, [(4000, false), (4000, false)], "as its beats go");
        let rolls = of("neck-rolls");
        assert_eq!(rolls.instant(0).0.side, Side::Right);
        assert_eq!(rolls.instant(rolls.whole()).0.side, Side::Left);
    }

    proptest! {
        #[test]
        fn from_picture_to_picture_time_goes_on_and_between_two_nothing_changes(first in 500u64..6000, hold in 800u64..2000, at in 0u64..40_000) {
            let turns = two(first, hold, true);
            let next = turns.next(at);
            prop_assert!(next > at && next - at <= HOLDING);
            prop_assert_eq!(turns.instant(at), turns.instant(next - 1));
        }

        #[test]
        fn it_comes_to_rest_at_the_end_of_the_first_movement_within_one_round(first in 500u64..6000, hold in 800u64..2000, at in 0u64..400_000) {
            let turns = two(first, hold, false);
            let end = turns.end_after(at);
            prop_assert!(end >= at && end - at <= turns.whole());
            prop_assert_eq!(turns.place(end).0, 1, "where the hold begins");
            prop_assert_eq!(turns.place(end).1, 0);
        }
    }
}
