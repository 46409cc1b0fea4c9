//! What a file must keep to be usable at all: numbers inside sane bounds, nothing referred to that does not exist.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::super::load::Read;
use super::did_you_mean;
use crate::domain::{Beat, Dose, Exercise, Gentle, Problem, Routine, RoutineItem, Tempo, VariantKind, Work};
use crate::player;

/// A number outside of what a body, or a clock, can do.
pub(super) fn bounds<T, N: PartialOrd + Display>(read: &Read<T>, path: &str, what: &str, value: N, from: N, to: N) -> Option<Problem> {
    // written so that a NaN is outside
    if value >= from && value <= to {
        return None;
    }
    let said = format!("{what} {value}; {from} to {to} are possible.");
    Some(read.refuse(path, said, "Write a number between the two."))
}

/// The numbers of a dose at `path`.
pub(super) fn dose<T>(read: &Read<T>, path: &str, dose: &Dose) -> Vec<Problem> {
    let at = |field: &str| format!("{path}.{field}");
    let (unit, most) = match dose.work {
        Work::Reps(_) => ("The reps are", 200),
        Work::Hold(_) => ("The seconds of the hold are", 600),
        Work::Time(_) => ("The seconds are", 3600),
        Work::Breaths(_) => ("The breaths are", 200),
    };
    [
        bounds(read, &at("sets"), "The sets are", dose.sets, 1, 20),
        bounds(read, &at("work"), unit, dose.work.amount(), 1, most),
        dose.hold.and_then(|hold| bounds(read, &at("hold"), "The seconds of the hold in a rep are", hold, 0, 120)),
        bounds(read, &at("first_hold"), "The seconds of the first hold are", dose.first_hold, 0, 300),
        bounds(read, &at("rest"), "The seconds of rest are", dose.rest, 0, 600),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn beats<T>(read: &Read<T>, path: &str, beats: &[Beat]) -> Vec<Problem> {
    let one =
        |(at, beat): (usize, &Beat)| bounds(read, &format!("{path}.{at}.0"), "The seconds of this beat are", beat.seconds(), 0.5, 60.0);
    let mut problems: Vec<Problem> = beats.iter().enumerate().filter_map(one).collect();
    if !beats.is_empty() && beats.iter().all(|beat| matches!(beat, Beat::Pause(_))) {
        problems.push(read.refuse(path, "A rep made of pauses moves nothing.", "Add a beat that does something."));
    }
    problems
}

/// Whether an exercise can be used at all.
pub(in crate::content) fn sound_exercise(read: &Read<Exercise>) -> Vec<Problem> {
    let exercise = &read.value;
    let mut problems = dose(read, "dose", &exercise.dose);
    problems.extend(beats(read, "beats", &exercise.beats));
    for (path, form) in [("easier", &exercise.easier), ("harder", &exercise.harder)] {
        let Some(form) = form else { continue };
        problems.extend(dose(read, &format!("{path}.dose"), &form.dose));
        problems.extend(beats(read, &format!("{path}.beats"), form.beats.as_deref().unwrap_or_default()));
    }
    if let Tempo::Paced { inhale, full, exhale, empty } = exercise.breath {
        for (field, seconds, least) in [("inhale", inhale, 0.5), ("full", full, 0.0), ("exhale", exhale, 0.5), ("empty", empty, 0.0)] {
            problems.extend(bounds(read, &format!("breath.{field}"), &format!("The seconds of `{field}` are"), seconds, least, 30.0));
        }
    }
    problems.extend(bounds(read, "turn", "The seconds of the turn are", exercise.turn, 0, 60));
    if exercise.positions.is_empty() {
        problems.push(read.refuse("positions", "There is no start position.", "Name at least one, the usual one first."));
    }
    for (path, is_empty) in [("name", exercise.name.trim().is_empty()), ("steps", exercise.steps.is_empty())] {
        if is_empty {
            problems.push(read.refuse(path, format!("Nothing is said in `{path}`."), "Fill it in: nobody can do the exercise without."));
        }
    }
    problems
}

/// Whether a routine can be used at all: each exercise is there, in the form that is asked for, in a possible dose.
/// `listed` are the exercises that have a file, whether it can be used or not.
pub(in crate::content) fn sound_routine(
    read: &Read<Routine>,
    exercises: &BTreeMap<String, Read<Exercise>>,
    listed: &[String],
) -> Vec<Problem> {
    let routine = &read.value;
    let mut problems = Vec::new();
    if routine.items.is_empty() {
        problems.push(read.refuse("items", "There is no exercise in this routine.", "Name at least one."));
    }
    let items = numbered("items", &routine.items).chain(numbered("short", &routine.short));
    for (path, item) in items {
        match exercises.get(&item.exercise) {
            None => problems.push(absent(read, &format!("{path}.exercise"), "exercise", &item.exercise, listed)),
            Some(exercise) => problems.extend(sound_item(read, &path, item, exercise)),
        }
    }
    problems
}

/// Something referred to that is not there, or is there with a mistake of its own.
pub(super) fn absent<T>(read: &Read<T>, path: &str, kind: &str, id: &str, listed: &[String]) -> Problem {
    if listed.iter().any(|known| known == id) {
        return read.refuse(path, format!("The {kind} `{id}` has a mistake of its own."), format!("Mend that {kind} first."));
    }
    let known: Vec<&str> = listed.iter().map(String::as_str).collect();
    let remedy = did_you_mean(id, &known, &format!("Write the {kind}, or take one that exists."));
    read.refuse(path, format!("There is no {kind} `{id}`."), remedy)
}

/// Items with their paths.
pub(super) fn numbered<'a>(list: &'a str, items: &'a [RoutineItem]) -> impl Iterator<Item = (String, &'a RoutineItem)> {
    items.iter().enumerate().map(move |(at, item)| (format!("{list}.{at}"), item))
}

fn sound_item(read: &Read<Routine>, path: &str, item: &RoutineItem, exercise: &Read<Exercise>) -> Vec<Problem> {
    let mut problems = dose(read, &format!("{path}.dose"), &player::item(item, &exercise.value).dose);
    let gentle = match &item.gentle {
        Gentle::Do { variant, .. } => *variant,
        Gentle::Same | Gentle::Skip => None,
    };
    if let (Gentle::Do { .. }, Some(unit)) = (&item.gentle, player::gentle_item(item, &exercise.value)) {
        problems.extend(dose(read, &format!("{path}.gentle.dose"), &unit.dose));
    }
    // an embedded routine does not become wrong by a user's own exercise: it then goes without that form
    if read.is_own() || !exercise.is_own() {
        for (field, variant) in [("variant", item.variant), ("gentle.variant", gentle)] {
            let is_there = match variant {
                None => true,
                Some(VariantKind::Easier) => exercise.value.easier.is_some(),
                Some(VariantKind::Harder) => exercise.value.harder.is_some(),
            };
            if !is_there {
                let kind = if variant == Some(VariantKind::Easier) { "easier" } else { "harder" };
                let what = format!("`{}` has no {kind} form.", item.exercise);
                problems.push(read.refuse(&format!("{path}.{field}"), what, "Leave the variant out, or write that form."));
            }
        }
    }
    problems
}
