//! Which instant of a figure belongs to an instant of a set: reps follow their beats or the paced breath, all else goes by time.

use crate::domain::{Breath, Side};
use crate::figure::{self, Figure, Phase, Sides};
use crate::player::{BeatPlan, Pace, Pattern, Step, StepKind};

/// While getting ready the figure comes into its start from here on, and takes so long, in milliseconds.
const WAY_IN: (u64, u64) = (1000, 2500);
/// A step on the way into a position that is kept, in milliseconds, if it is not shared.
const INTO: u64 = 2000;
/// A step of a movement that flows.
const FLOW: u64 = 2000;
/// A step of what goes round and round in one place: a ball, a hand that kneads.
const KNEAD: u64 = 3000;
/// Under reduced motion a key pose stays at least so long.
const STILL: u64 = 2000;
/// How muscles pulse in a hold for which no breath is paced.
const CALM: Pace = Pace { inhale: 4000, full: 0, exhale: 6000, empty: 0 };

/// Where a figure stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pose {
    /// The step of its cycle.
    pub(super) step: usize,
    /// How much of it is over, 0 to 1.
    pub(super) progress: f32,
    /// The side that works.
    pub(super) side: figure::Side,
    /// How far its muscles have faded with the breath, 0 to 2; not at all but in a hold.
    pub(super) pulse: u8,
    /// Whether arrows may show what comes.
    pub(super) is_cued: bool,
}

/// A step of the figure and the milliseconds it takes.
type Timed = (usize, u64);

/// What fills a set.
#[derive(Clone, Debug, PartialEq)]
enum Way {
    /// For each beat of a rep, or part of a paced breath, the steps that fill it; none where the figure stays as it is.
    Beats(Vec<Vec<usize>>),
    /// Once into a position, then one step in which it is kept.
    Kept { into: Vec<Timed>, at: usize },
    /// Once into a position, then round and round.
    Round { into: Vec<Timed>, ring: Vec<Timed> },
}

/// The way of one figure through the sets of one exercise.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Course {
    way: Way,
    /// How the steps of its cycle share a beat, and in which it stands still.
    shares: Vec<f32>,
    holds: Vec<bool>,
    alternates: bool,
    is_still: bool,
    /// The step that leads into the start, if the figure has one.
    way_in: Option<usize>,
}

impl Course {
    /// The way of a figure through sets of such a kind. `way_in` is the step that leads to where its cycle begins.
    pub(super) fn new(figure: &Figure, work: Option<&StepKind>, way_in: Option<usize>) -> Self {
        let steps = figure.steps();
        let holds: Vec<bool> = (0..steps.len()).map(|step| figure.is_hold(step)).collect();
        let way = match work {
            Some(StepKind::Work { pattern, pace, .. }) => way(figure, &holds, pattern, pace.as_ref()),
            _ => keep(figure, &holds),
        };
        let shares = steps.iter().map(|step| step.share.max(0.01)).collect();
        Self { way, shares, holds, alternates: figure.sides() == Sides::Alternate, is_still: figure.is_still(), way_in }
    }

    /// Whether the sides take turns from one repetition to the next.
    pub(super) fn alternates(&self) -> bool {
        self.alternates
    }

    /// Where the figure stands `ms` into a step of the session, in which such a side works or will.
    pub(super) fn at(&self, step: &Step, ms: u64, side: Side, is_reduced: bool) -> Pose {
        let side = match side {
            Side::Left => figure::Side::Left,
            Side::Both if self.alternates => figure::Side::Left,
            Side::Right | Side::Both => figure::Side::Right,
        };
        let still = Pose { step: self.first(), progress: 0.0, side, pulse: 0, is_cued: true };
        if self.is_still {
            return Pose { progress: 1.0, ..still };
        }
        match (&step.kind, self.way_in) {
            (StepKind::Ready, Some(way)) if !is_reduced && ms < WAY_IN.0 + WAY_IN.1 => {
                Pose { step: way, progress: share(ms.saturating_sub(WAY_IN.0), WAY_IN.1), is_cued: false, ..still }
            }
            (StepKind::Ready | StepKind::Switch(_), _) => still,
            (StepKind::Rest, _) => Pose { is_cued: false, ..still },
            (StepKind::Work { pattern, pace, .. }, _) => {
                self.work(pattern, pace.as_ref(), (ms.min(step.ms.saturating_sub(1)), step.ms), still, is_reduced)
            }
        }
    }

    /// The step with which a rep, or the way into a position, begins.
    fn first(&self) -> usize {
        match &self.way {
            Way::Beats(beats) => beats.iter().flatten().next().copied().unwrap_or(0),
            Way::Kept { into, at } => into.first().map_or(*at, |(step, _)| *step),
            Way::Round { into, ring } => into.first().or(ring.first()).map_or(0, |(step, _)| *step),
        }
    }

    fn work(&self, pattern: &Pattern, pace: Option<&Pace>, (ms, whole): (u64, u64), still: Pose, is_reduced: bool) -> Pose {
        let mut pose = still;
        // which way round, since when this beat or this way runs
        let (mut is_back, mut since) = (false, ms);
        (pose.step, pose.progress) = match &self.way {
            Way::Beats(beats) => {
                let (beat, into, lasts) = match (pace, pattern.rep_at(ms)) {
                    (Some(pace), _) => part_of(pace, ms),
                    (None, Some(rep)) => {
                        if self.alternates && rep.index % 2 == 1 {
                            pose.side = figure::Side::Right;
                        }
                        is_back = matches!(pattern, Pattern::Reps { count, directions: Some(_), .. } if rep.index >= count / 2);
                        if rep.turning {
                            return Pose { is_cued: false, ..pose };
                        }
                        (rep.beat, rep.into, rep.lasts)
                    }
                    (None, None) => (0, ms, whole),
                };
                since = into;
                self.beat(beats, beat, share(into, lasts))
            }
            Way::Kept { into, at } => {
                let way: u64 = into.iter().map(|(_, ms)| ms).sum();
                since = ms.saturating_sub(way);
                run(into, ms).unwrap_or((*at, 1.0))
            }
            Way::Round { into, ring } => {
                let half = whole / 2;
                is_back = matches!(pattern, Pattern::Flow { directions: Some(_) }) && ms >= half;
                let ms = if is_back { ms - half } else { ms };
                let slow: Vec<Timed> = ring.iter().map(|&(step, ms)| (step, if is_reduced { ms.max(STILL) } else { ms })).collect();
                let (way, round) = (into.iter().map(|(_, ms)| ms).sum::<u64>(), slow.iter().map(|(_, ms)| ms).sum::<u64>().max(1));
                run(into, ms).or_else(|| run(&slow, (ms - way) % round)).unwrap_or((pose.step, 0.0))
            }
        };
        if self.holds.get(pose.step).copied().unwrap_or(false) {
            pose.progress = 1.0;
            if !is_reduced {
                pose.pulse = level(pace, if pace.is_some() { ms } else { since });
            }
        } else if is_reduced {
            pose.progress = 1.0;
        }
        if is_back {
            (pose.step, pose.progress) = (self.shares.len() - 1 - pose.step, 1.0 - pose.progress);
            pose.is_cued = false;
        }
        pose
    }

    /// A step, and how much of it is over, at a share of a beat. An empty beat stays where the one before it has led.
    fn beat(&self, beats: &[Vec<usize>], beat: usize, share: f32) -> (usize, f32) {
        let Some(steps) = beats.get(beat).filter(|steps| !steps.is_empty()) else {
            let before = (0..beat.min(beats.len())).rev().chain((beat.min(beats.len())..beats.len()).rev());
            let led = before.filter_map(|at| beats[at].last()).next();
            return (led.copied().unwrap_or(0), 1.0);
        };
        let all: f32 = steps.iter().map(|&step| self.shares[step]).sum();
        let mut left = share.clamp(0.0, 1.0) * all;
        for &step in steps {
            if left < self.shares[step] {
                return (step, left / self.shares[step]);
            }
            left -= self.shares[step];
        }
        (steps[steps.len() - 1], 1.0)
    }
}

/// How a set of such a pattern is filled.
fn way(figure: &Figure, holds: &[bool], pattern: &Pattern, pace: Option<&Pace>) -> Way {
    let breathes = figure.steps().iter().any(|step| matches!(step.phase, Phase::Inhale | Phase::Exhale));
    let is_kept = figure.steps().iter().zip(holds).any(|(step, hold)| *hold && step.phase == Phase::Hold);
    match (pattern, pace) {
        (Pattern::Reps { .. } | Pattern::Flow { .. }, Some(pace)) if breathes => Way::Beats(align(&breath(pace), &steps_of(figure, holds))),
        (Pattern::Breaths { .. }, Some(pace)) if breathes && !is_kept => Way::Beats(align(&breath(pace), &steps_of(figure, holds))),
        (Pattern::Reps { beats, .. }, None) => {
            let beats: Vec<Kind> = beats.iter().map(kind).collect();
            Way::Beats(align(&beats, &steps_of(figure, holds)))
        }
        (Pattern::Hold | Pattern::Breaths { .. }, _) => keep(figure, holds),
        (Pattern::Reps { .. } | Pattern::Flow { .. }, _) => {
            Way::Round { into: Vec::new(), ring: timed(figure, 0, figure.steps().len(), |_| FLOW) }
        }
    }
}

/// Into the position that is kept. Where nothing is kept, what breathes goes on breathing, and the rest goes round and round.
fn keep(figure: &Figure, holds: &[bool]) -> Way {
    let steps = figure.steps();
    if let Some(at) = (0..steps.len()).find(|&at| holds[at] && steps[at].phase == Phase::Hold) {
        return Way::Kept { into: timed(figure, 0, at, |_| INTO), at };
    }
    let is_breath = |at: &usize| matches!(steps[*at].phase, Phase::Inhale | Phase::Exhale);
    let Some(first) = (0..steps.len()).find(is_breath) else {
        return Way::Round { into: Vec::new(), ring: timed(figure, 0, steps.len(), |_| KNEAD) };
    };
    let end = (first..steps.len()).find(|at| !is_breath(at)).unwrap_or(steps.len());
    let pace = |phase| if phase == Phase::Inhale { CALM.inhale } else { CALM.exhale };
    Way::Round { into: timed(figure, 0, first, |_| INTO), ring: timed(figure, first, end, pace) }
}

/// Steps with their share of the time of their phase.
fn timed(figure: &Figure, from: usize, to: usize, whole: impl Fn(Phase) -> u64) -> Vec<Timed> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a few seconds")]
    let ms = |step: &figure::Step| (step.share.clamp(0.05, 20.0) * whole(step.phase) as f32) as u64;
    (from..to).map(|at| (at, ms(&figure.steps()[at]).max(1))).collect()
}

/// The step in which one is after so many milliseconds, and how much of it is over; nothing once all are over.
fn run(steps: &[Timed], ms: u64) -> Option<(usize, f32)> {
    let mut left = ms;
    for &(step, lasts) in steps {
        if left < lasts {
            return Some((step, share(left, lasts)));
        }
        left -= lasts;
    }
    None
}

#[allow(clippy::cast_precision_loss, reason = "milliseconds of one movement")]
fn share(into: u64, lasts: u64) -> f32 {
    (into as f32 / lasts.max(1) as f32).min(1.0)
}

/// How full the breath is, in three steps.
fn level(pace: Option<&Pace>, ms: u64) -> u8 {
    match pace.unwrap_or(&CALM).at(ms).level {
        level if level < 0.25 => 0,
        level if level < 0.75 => 1,
        _ => 2,
    }
}

/// The part of a paced breath at `ms`, of those that last at all, and the milliseconds into it and of it.
fn part_of(pace: &Pace, ms: u64) -> (usize, u64, u64) {
    let mut left = ms % pace.cycle().max(1);
    let parts = [pace.inhale, pace.full, pace.exhale, pace.empty].into_iter().filter(|ms| *ms > 0);
    for (at, lasts) in parts.enumerate() {
        if left < lasts {
            return (at, left, lasts);
        }
        left -= lasts;
    }
    (0, 0, 1)
}

/// What a beat or a step is, as far as they can be told to belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    In,
    Out,
    /// Breathing freely: a beat may move or stay, a step moves.
    Free,
    /// Nothing moves: a step that is kept, the moment before the next rep.
    Stay,
}

fn kind(beat: &BeatPlan) -> Kind {
    match beat.breath {
        Breath::In => Kind::In,
        Breath::Out => Kind::Out,
        Breath::Free if beat.word == "pause" => Kind::Stay,
        Breath::Free => Kind::Free,
    }
}

fn breath(pace: &Pace) -> Vec<Kind> {
    let parts = [(pace.inhale, Kind::In), (pace.full, Kind::Free), (pace.exhale, Kind::Out), (pace.empty, Kind::Free)];
    parts.into_iter().filter(|(ms, _)| *ms > 0).map(|(_, kind)| kind).collect()
}

fn steps_of(figure: &Figure, holds: &[bool]) -> Vec<Kind> {
    let kind = |(step, hold): (&figure::Step, &bool)| match step.phase {
        _ if *hold => Kind::Stay,
        Phase::Inhale => Kind::In,
        Phase::Exhale => Kind::Out,
        _ => Kind::Free,
    };
    figure.steps().iter().zip(holds).map(kind).collect()
}

/// Gives each beat the steps that suit it best, all steps in their order round the ring, which may begin anywhere.
fn align(beats: &[Kind], steps: &[Kind]) -> Vec<Vec<usize>> {
    let mut best = (u32::MAX, Vec::new());
    for from in 0..steps.len() {
        let ring: Vec<usize> = (0..steps.len()).map(|at| (from + at) % steps.len()).collect();
        let (cost, groups) = share_out(beats, steps, &ring);
        let cost = cost.saturating_add(u32::from(from > 0));
        if cost < best.0 {
            best = (cost, groups);
        }
    }
    best.1
}

/// The cheapest way to share the steps of a ring out among beats, and what it costs.
fn share_out(beats: &[Kind], steps: &[Kind], ring: &[usize]) -> (u32, Vec<Vec<usize>>) {
    let Some((&beat, others)) = beats.split_first() else {
        return (if ring.is_empty() { 0 } else { 1000 }, Vec::new());
    };
    let mut best = (u32::MAX, Vec::new());
    for count in 0..=ring.len() {
        let own: u32 = if count == 0 { misses(beat) } else { ring[..count].iter().map(|&step| misfit(beat, steps[step])).sum() };
        let (rest, mut groups) = share_out(others, steps, &ring[count..]);
        if own + rest < best.0 {
            groups.insert(0, ring[..count].to_vec());
            best = (own + rest, groups);
        }
    }
    best
}

/// How badly a beat does without any step.
fn misses(beat: Kind) -> u32 {
    match beat {
        Kind::In | Kind::Out => 6,
        Kind::Free => 1,
        Kind::Stay => 0,
    }
}

/// How badly a step suits a beat.
fn misfit(beat: Kind, step: Kind) -> u32 {
    match (beat, step) {
        (Kind::In, Kind::In) | (Kind::Out, Kind::Out) | (Kind::Free, Kind::Stay) => 0,
        (Kind::Stay, Kind::Stay) => 1,
        (_, Kind::Free) if beat != Kind::Stay => 2,
        (Kind::In | Kind::Out, Kind::Stay) => 3,
        (Kind::Free, _) => 4,
        (Kind::In, _) | (Kind::Out, _) => 8,
        (Kind::Stay, _) => 6,
    }
}

#[cfg(test)]
#[path = "course_tests.rs"]
mod tests;
