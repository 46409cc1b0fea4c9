//! Laying exercises on the timeline: sets, sides, rests and switches in their order, from what the content says.

use super::pacer::Pace;
use super::timeline::{BeatPlan, Part, Pattern, Step, StepKind, Timeline};
use crate::domain::{
    Beat, Care, Dose, DosePart, Equipment, Exercise, Gentle, Kind, Position, RoutineItem, Side, Sides, Tempo, Variant, VariantKind, Work,
};

/// Seconds of get-ready before the first exercise (decisions 4.1).
const READY_FIRST: u64 = 10;
/// Seconds of get-ready before each further exercise.
pub(super) const READY_NEXT: u64 = 5;
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

impl Unit<'_> {
    /// What is needed for it.
    #[must_use]
    pub fn needs(&self) -> &[Equipment] {
        form(self.exercise, self.variant).and_then(|form| form.equipment.as_deref()).unwrap_or(&self.exercise.equipment)
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
pub(super) fn lay(unit: &Unit<'_>, part: usize, seq: &mut usize, steps: &mut Vec<Step>) {
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
        steps.push(Step {
            part,
            ms: ms.max(1),
            kind: StepKind::Work { seq: *seq, side, set, sets, pattern, pace, word: String::new(), cue: String::new() },
        });
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

/// What the player says of it.
pub(super) fn describe(unit: &Unit<'_>) -> Part {
    let exercise = unit.exercise;
    let form = form(exercise, unit.variant);
    let sides = form.and_then(|v| v.sides).unwrap_or(exercise.sides);
    Part {
        id: exercise.id.clone(),
        variant: form.map(|v| v.name.clone()).unwrap_or_default(),
        name: form.map_or_else(|| exercise.name.clone(), |v| v.name.clone()),
        position: Some(unit.position),
        equipment: unit.needs().to_vec(),
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
        // each phase says its own
        cue: String::new(),
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
                cue: phase.cue.clone(),
            },
        });
    }
    Timeline { title: care.name.clone(), parts: vec![part], steps }
}
