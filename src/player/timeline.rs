//! The frozen timeline: which step lasts from when to when. Built once from content, stored with the session, never recomputed.

use serde::{Deserialize, Serialize};

use super::pacer::Pace;
use crate::domain::{
    Beat, Breath, Care, Dose, DosePart, Equipment, Exercise, Gentle, Kind, Position, RoutineItem, Side, Sides, Tempo, Variant, VariantKind,
    Work,
};

/// Seconds of get-ready before the first exercise (decisions 4.1).
const READY_FIRST: u64 = 10;
/// Seconds of get-ready before each further exercise.
const READY_NEXT: u64 = 5;
/// The same where one has to get down to the floor or up from it (review of the content, section C).
const READY_FLOOR: u64 = 15;
/// Seconds for changing sides.
const SWITCH: u64 = 5;

/// One form of one exercise with its dose, ready to be laid on the timeline.
#[derive(Clone, Debug)]
pub struct Unit<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Its easier or harder form, if that is done.
    pub variant: Option<VariantKind>,
    /// The dose.
    pub dose: Dose,
    /// The start position.
    pub position: Position,
}

/// What the player says of one exercise of the session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The exercise's id, or the care's.
    pub id: String,
    /// The variant's name, empty for the exercise itself.
    pub variant: String,
    /// The name shown.
    pub name: String,
    /// The start position; none for timed care.
    pub position: Option<Position>,
    /// What is needed.
    pub equipment: Vec<Equipment>,
    /// How to come into the start position.
    pub start: String,
    /// The line of the middle.
    pub cue: String,
    /// The same, short.
    pub cue_short: String,
    /// What to do at the change of sides.
    pub switch: String,
    /// Where one feels it.
    pub feel: String,
    /// Its steps.
    pub steps: Vec<String>,
    /// Its own signs to stop.
    pub stop_if: Vec<String>,
    /// What a set is called.
    pub set_name: String,
    /// What a rep is called.
    pub rep_name: String,
    /// The dose in words.
    pub dose: String,
    /// Whether there is an easier form to offer.
    pub has_easier: bool,
}

/// One part of a rep on the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BeatPlan {
    /// Milliseconds.
    pub ms: u64,
    /// The word under the number.
    pub word: String,
    /// What the breath does.
    pub breath: Breath,
}

/// What happens inside a work step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pattern {
    /// A position is kept.
    Hold,
    /// A movement goes on; with two directions the second half goes the other way.
    Flow {
        /// The two ways round.
        directions: Option<(String, String)>,
    },
    /// Repetitions at a tempo.
    Reps {
        /// Reps in all, both sides of alternating ones counted.
        count: u16,
        /// The parts of one rep.
        beats: Vec<BeatPlan>,
        /// Extra milliseconds in the first rep's second beat (its hold).
        first_extra: u64,
        /// Whether left and right take turns.
        alternating: bool,
        /// A name for each rep in turn; empty where all are alike.
        names: Vec<String>,
        /// The two ways round, and the milliseconds of the change between them.
        directions: Option<(String, String, u64)>,
    },
    /// So many breaths of the pace.
    Breaths {
        /// How many.
        count: u16,
    },
}

/// What a step is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StepKind {
    /// Come into the start position.
    Ready,
    /// One set on one side: the item that is logged.
    Work {
        /// Its place among the items, from 0.
        seq: usize,
        /// The side.
        side: Side,
        /// Which set, from 1.
        set: u8,
        /// Of how many.
        sets: u8,
        /// What happens inside.
        pattern: Pattern,
        /// The paced breath, if the exercise names its seconds.
        pace: Option<Pace>,
        /// The word for timed care's phase, empty otherwise.
        word: String,
    },
    /// Rest before the next set.
    Rest,
    /// Change sides; the side that comes.
    Switch(Side),
}

/// One step of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Which part (exercise) it belongs to, from 0.
    pub part: usize,
    /// Milliseconds.
    pub ms: u64,
    /// What it is.
    pub kind: StepKind,
}

/// A place on the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The step, from 0.
    pub step: usize,
    /// Milliseconds inside it.
    pub ms: u64,
}

/// The frozen timeline of a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// What it is called.
    pub title: String,
    /// Its exercises in order.
    pub parts: Vec<Part>,
    /// Its steps in order; none lasts 0.
    pub steps: Vec<Step>,
}

impl Timeline {
    /// Milliseconds from the first get-ready to the end.
    #[must_use]
    pub fn total_ms(&self) -> u64 {
        self.steps.iter().map(|s| s.ms).sum()
    }

    /// Milliseconds at which a step begins; the total for a step beyond the last.
    #[must_use]
    pub fn start_of(&self, step: usize) -> u64 {
        self.steps.iter().take(step).map(|s| s.ms).sum()
    }

    /// Where elapsed milliseconds lead; nothing once the end is reached.
    #[must_use]
    pub fn place(&self, elapsed: u64) -> Option<Place> {
        let mut left = elapsed;
        for (step, s) in self.steps.iter().enumerate() {
            if left < s.ms {
                return Some(Place { step, ms: left });
            }
            left -= s.ms;
        }
        None
    }

    /// Milliseconds spent in one part, all its steps together.
    #[must_use]
    pub fn part_ms(&self, part: usize) -> u64 {
        self.steps.iter().filter(|s| s.part == part).map(|s| s.ms).sum()
    }

    /// Ends a step after `ms`, drops the rest of its exercise and lays `unit` there instead; returns the first step of it.
    pub(super) fn swap(&mut self, step: usize, ms: u64, unit: &Unit<'_>) -> usize {
        let part = self.steps[step].part;
        let begins = step + 1;
        let rest = self.steps[begins..].iter().position(|s| s.part != part).map_or(self.steps.len(), |n| begins + n);
        let mut tail = self.steps.split_off(rest);
        self.steps.truncate(begins);
        self.steps[step].ms = ms.max(1);
        self.parts.insert(part + 1, describe(unit));
        for later in &mut tail {
            later.part += 1;
        }
        self.steps.push(Step { part: part + 1, ms: READY_NEXT * 1000, kind: StepKind::Ready });
        lay(unit, part + 1, &mut 0, &mut self.steps);
        self.steps.append(&mut tail);
        let work = self.steps.iter_mut().filter_map(|s| if let StepKind::Work { seq, .. } = &mut s.kind { Some(seq) } else { None });
        for (number, seq) in work.enumerate() {
            *seq = number;
        }
        begins
    }

    /// The work steps, each with its index.
    pub fn work(&self) -> impl DoubleEndedIterator<Item = (usize, &Step)> {
        self.steps.iter().enumerate().filter(|(_, s)| matches!(s.kind, StepKind::Work { .. }))
    }
}

/// A routine's item as a unit, in its normal form.
#[must_use]
pub fn item<'a>(item: &RoutineItem, exercise: &'a Exercise) -> Unit<'a> {
    unit(exercise, item.variant, &item.dose, item.position)
}

/// The same in its gentle form; nothing if the gentler day leaves it out.
#[must_use]
pub fn gentle_item<'a>(plain: &RoutineItem, exercise: &'a Exercise) -> Option<Unit<'a>> {
    match &plain.gentle {
        Gentle::Same => Some(item(plain, exercise)),
        Gentle::Skip => None,
        Gentle::Do { variant: None, dose } => {
            let mut unit = item(plain, exercise);
            unit.dose = unit.dose.with(dose);
            Some(unit)
        }
        Gentle::Do { variant, dose } => Some(unit(exercise, *variant, dose, plain.position)),
    }
}

fn unit<'a>(exercise: &'a Exercise, variant: Option<VariantKind>, dose: &DosePart, position: Option<Position>) -> Unit<'a> {
    let form = form(exercise, variant);
    let own = form.map_or(&exercise.dose, |v| &v.dose);
    let usual = form.and_then(|v| v.position).or(exercise.positions.first().copied()).unwrap_or(Position::Standing);
    Unit { exercise, variant: form.and(variant), dose: own.with(dose), position: position.unwrap_or(usual) }
}

fn form(exercise: &Exercise, variant: Option<VariantKind>) -> Option<&Variant> {
    match variant? {
        VariantKind::Easier => exercise.easier.as_ref(),
        VariantKind::Harder => exercise.harder.as_ref(),
    }
}

/// Lays units one after the other.
#[must_use]
pub fn build(title: &str, units: &[Unit<'_>]) -> Timeline {
    let mut timeline = Timeline { title: title.to_owned(), parts: Vec::new(), steps: Vec::new() };
    let mut seq = 0;
    let mut before: Option<Position> = None;
    for unit in units {
        let ready = match before {
            None => READY_FIRST,
            Some(last) if last.on_floor() != unit.position.on_floor() => READY_FLOOR,
            Some(_) => READY_NEXT,
        };
        before = Some(unit.position);
        let part = timeline.parts.len();
        timeline.parts.push(describe(unit));
        timeline.steps.push(Step { part, ms: ready * 1000, kind: StepKind::Ready });
        lay(unit, part, &mut seq, &mut timeline.steps);
    }
    timeline
}

/// The sets of one exercise in their order of sides, with the rests and switches between them.
fn lay(unit: &Unit<'_>, part: usize, seq: &mut usize, steps: &mut Vec<Step>) {
    let form = form(unit.exercise, unit.variant);
    let sides = form.and_then(|v| v.sides).unwrap_or(unit.exercise.sides);
    let sets = unit.dose.sets.max(1);
    let order: Vec<(Side, u8)> = match sides {
        Sides::Each if unit.exercise.alternate => (1..=sets).flat_map(|n| [(Side::Left, n), (Side::Right, n)]).collect(),
        Sides::Each => [Side::Left, Side::Right].into_iter().flat_map(|side| (1..=sets).map(move |n| (side, n))).collect(),
        Sides::Both | Sides::Alternating | Sides::Directions => (1..=sets).map(|n| (Side::Both, n)).collect(),
    };
    let pace = pace_of(&unit.exercise.breath);
    let mut last: Option<Side> = None;
    for (side, set) in order {
        match last {
            Some(previous) if previous != side => steps.push(Step { part, ms: SWITCH * 1000, kind: StepKind::Switch(side) }),
            Some(_) if unit.dose.rest > 0 => steps.push(Step { part, ms: u64::from(unit.dose.rest) * 1000, kind: StepKind::Rest }),
            _ => {}
        }
        last = Some(side);
        let (pattern, ms) = pattern(unit, form, sides, pace.as_ref());
        steps.push(Step { part, ms: ms.max(1), kind: StepKind::Work { seq: *seq, side, set, sets, pattern, pace, word: String::new() } });
        *seq += 1;
    }
}

fn pace_of(breath: &Tempo) -> Option<Pace> {
    match *breath {
        Tempo::Free | Tempo::Slow => None,
        Tempo::Paced { inhale, full, exhale, empty } => {
            let pace = Pace { inhale: millis(inhale), full: millis(full), exhale: millis(exhale), empty: millis(empty) };
            (pace.cycle() > 0).then_some(pace)
        }
    }
}

/// Seconds of a file, rounded to the half second in which the pacer counts.
fn millis(seconds: f32) -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=3600 seconds first")]
    let halves = (f64::from(seconds).clamp(0.0, 3600.0) * 2.0).round() as u64;
    halves * 500
}

/// What happens in one set, and how long it takes.
fn pattern(unit: &Unit<'_>, form: Option<&Variant>, sides: Sides, pace: Option<&Pace>) -> (Pattern, u64) {
    let exercise = unit.exercise;
    let ways = (sides == Sides::Directions).then(|| exercise.names.directions.clone());
    match unit.dose.work {
        Work::Hold(s) => (Pattern::Hold, u64::from(s) * 1000),
        Work::Time(s) => (Pattern::Flow { directions: ways }, u64::from(s) * 1000),
        Work::Breaths(count) => (Pattern::Breaths { count }, u64::from(count) * pace.map_or(10_000, Pace::cycle)),
        Work::Reps(n) => {
            let beats = beats(exercise, form, unit.dose.hold);
            let one: u64 = beats.iter().map(|b| b.ms).sum();
            let alternating = sides == Sides::Alternating;
            let count = if alternating || ways.is_some() { n.saturating_mul(2) } else { n };
            let first_extra = u64::from(unit.dose.first_hold) * 1000;
            let turn = if ways.is_some() { u64::from(exercise.turn) * 1000 } else { 0 };
            let ms = one * u64::from(count) + first_extra + turn;
            let directions = ways.map(|(a, b)| (a, b, turn));
            (Pattern::Reps { count, beats, first_extra, alternating, names: exercise.names.reps.clone(), directions }, ms)
        }
    }
}

/// One rep's parts: the form's own, else the exercise's, else the default of its kind (decisions 4.18), with the dose's hold in place.
fn beats(exercise: &Exercise, form: Option<&Variant>, hold: Option<u16>) -> Vec<BeatPlan> {
    let default = || match exercise.kind {
        Kind::Strength => vec![Beat::Out(3.0, "lift".into()), Beat::Hold(1.0, "keep".into()), Beat::In(3.0, "lower".into())],
        _ => vec![Beat::Out(2.0, "go".into()), Beat::In(2.0, "back".into())],
    };
    let own = form.and_then(|v| v.beats.clone()).unwrap_or_else(|| exercise.beats.clone());
    let own = if own.is_empty() { default() } else { own };
    own.iter()
        .map(|beat| {
            let ms = match (beat, hold) {
                (Beat::Hold(..), Some(seconds)) => u64::from(seconds) * 1000,
                _ => millis(beat.seconds()),
            };
            BeatPlan { ms, word: beat.word().to_owned(), breath: beat.breath() }
        })
        .filter(|beat| beat.ms > 0)
        .collect()
}

fn describe(unit: &Unit<'_>) -> Part {
    let exercise = unit.exercise;
    let form = form(exercise, unit.variant);
    let sides = form.and_then(|v| v.sides).unwrap_or(exercise.sides);
    Part {
        id: exercise.id.clone(),
        variant: form.map(|v| v.name.clone()).unwrap_or_default(),
        name: form.map_or_else(|| exercise.name.clone(), |v| v.name.clone()),
        position: Some(unit.position),
        equipment: form.and_then(|v| v.equipment.clone()).unwrap_or_else(|| exercise.equipment.clone()),
        start: form.and_then(|v| v.steps.first()).unwrap_or(&exercise.start).clone(),
        cue: form.map_or_else(|| exercise.cue.clone(), |v| v.cue.clone()),
        cue_short: form.map_or_else(|| exercise.cue_short.clone(), |v| v.cue.clone()),
        switch: exercise.switch.clone(),
        feel: exercise.feel.clone(),
        steps: form.map_or_else(|| exercise.steps.clone(), |v| v.steps.clone()),
        stop_if: exercise.stop_if.clone(),
        set_name: exercise.names.set.clone(),
        rep_name: exercise.names.rep.clone(),
        dose: unit.dose.words(sides, &exercise.names),
        has_easier: unit.variant != Some(VariantKind::Easier) && exercise.easier.is_some(),
    }
}

/// Timed care on the same timeline: each phase of each round is one work step.
#[must_use]
pub fn care(care: &Care) -> Timeline {
    let minutes = care.phases.iter().map(|p| u64::from(p.seconds)).sum::<u64>() * u64::from(care.rounds.max(1)) / 60;
    let part = Part {
        id: care.id.clone(),
        variant: String::new(),
        name: care.name.clone(),
        position: None,
        equipment: care.equipment.clone(),
        start: care.start.clone(),
        cue: care.phases.first().map(|p| p.cue.clone()).unwrap_or_default(),
        cue_short: String::new(),
        switch: String::new(),
        feel: care.end.clone(),
        steps: care.steps.clone(),
        stop_if: care.stop_if.clone(),
        set_name: "round".into(),
        rep_name: "rep".into(),
        dose: format!("{minutes} min"),
        has_easier: false,
    };
    let mut steps = vec![Step { part: 0, ms: READY_FIRST * 1000, kind: StepKind::Ready }];
    let rounds = care.rounds.max(1);
    let phases = (1..=rounds).flat_map(|round| care.phases.iter().map(move |phase| (round, phase)));
    for (seq, (round, phase)) in phases.enumerate() {
        steps.push(Step {
            part: 0,
            ms: u64::from(phase.seconds.max(1)) * 1000,
            kind: StepKind::Work {
                seq,
                side: Side::Both,
                set: round,
                sets: rounds,
                pattern: Pattern::Flow { directions: None },
                pace: None,
                word: phase.word.clone(),
            },
        });
    }
    Timeline { title: care.name.clone(), parts: vec![part], steps }
}

#[cfg(test)]
#[path = "timeline_tests.rs"]
pub(in crate::player) mod tests;
