//! The rules of one exercise, and those between exercises: ranges, sides, beats, forms, names.

use std::collections::BTreeMap;

use super::super::figures;
use super::super::load::{Files, Read};
use super::{count, prose, sound, unknown_sources};
use crate::domain::{Beat, Exercise, Kind, Problem, Sides, Tempo, Variant, Work};

/// Words of the body, one of which says where an exercise is felt.
const BODY: &[&str] = &[
    "abdomen",
    "ankle",
    "arm",
    "armpit",
    "back",
    "belly",
    "blade",
    "body",
    "bone",
    "breastbone",
    "buttock",
    "calf",
    "calves",
    "chest",
    "chin",
    "collarbone",
    "diaphragm",
    "elbow",
    "face",
    "feet",
    "finger",
    "fist",
    "flank",
    "foot",
    "forearm",
    "forehead",
    "glute",
    "hamstring",
    "hand",
    "head",
    "heel",
    "hip",
    "jaw",
    "joint",
    "knee",
    "leg",
    "limb",
    "lung",
    "muscle",
    "nape",
    "neck",
    "palm",
    "pelvis",
    "rib",
    "scalp",
    "seat",
    "shin",
    "shoulder",
    "side",
    "skin",
    "skull",
    "sole",
    "spine",
    "sternum",
    "stomach",
    "tailbone",
    "temple",
    "thigh",
    "throat",
    "thumb",
    "toe",
    "torso",
    "trunk",
    "vertebra",
    "vertebrae",
    "waist",
    "wrist",
];

/// All rules of one exercise.
pub(in crate::content) fn exercise(read: &Read<Exercise>, files: &Files) -> Vec<Problem> {
    let exercise = &read.value;
    let mut problems = sound::sound_exercise(read);
    if problems.is_empty() {
        problems.extend(range(read));
    }
    problems.extend(prose::texts(read));
    problems.extend(unknown_sources(read, "sources", &exercise.sources, files));
    problems.extend(count(read, "steps", exercise.steps.len(), 3, 7, "steps"));
    problems.extend(count(read, "mistakes", exercise.mistakes.len(), 2, usize::MAX, "mistakes"));
    problems.extend(feel(read));
    problems.extend(sides(read));
    problems.extend(tempo(read, "", exercise.sides, &exercise.dose.work, &exercise.beats));
    problems.extend(holds(read));
    problems.extend(halves(read, "beats", &exercise.beats));
    for (path, form) in [("easier", &exercise.easier), ("harder", &exercise.harder)] {
        let Some(form) = form else { continue };
        problems.extend(count(read, &format!("{path}.steps"), form.steps.len(), 2, 6, "steps"));
        problems.extend(halves(read, &format!("{path}.beats"), form.beats.as_deref().unwrap_or_default()));
        let beats = form.beats.as_ref().unwrap_or(&exercise.beats);
        problems.extend(tempo(read, &format!("{path}."), form.sides.unwrap_or(exercise.sides), &form.dose.work, beats));
    }
    problems.extend(form_names(read));
    problems.extend(figures::unknown(read, files));
    problems
}

fn form_sides(form: &Option<Variant>) -> Option<Sides> {
    form.as_ref().and_then(|form| form.sides)
}

fn feel(read: &Read<Exercise>) -> Option<Problem> {
    let feel = read.value.feel.to_lowercase();
    let is_body = |word: &str| BODY.iter().any(|part| word == *part || word.strip_suffix('s') == Some(part));
    if feel.split(|c: char| !c.is_alphabetic()).any(is_body) {
        return None;
    }
    Some(read.note("feel", "No part of the body is named.", "Say where one feels it: between the blades, at the front of the chest."))
}

/// The default inside the sources' range, and the range the right way round.
fn range(read: &Read<Exercise>) -> Vec<Problem> {
    let Exercise { dose, range, beats, .. } = &read.value;
    let held = beats.iter().find_map(|beat| match beat {
        Beat::Hold(seconds, _) => Some(*seconds),
        _ => None,
    });
    let hold = dose.hold.map(f32::from).or(held);
    let sets = range.sets.map(|(from, to)| ("sets", f32::from(dose.sets), f32::from(from), f32::from(to), "dose.sets"));
    let amount = (f32::from(range.amount.0), f32::from(range.amount.1));
    let amount = Some(("amount", f32::from(dose.work.amount()), amount.0, amount.1, "dose.work"));
    let hold = range.hold.zip(hold).map(|((from, to), hold)| ("hold", hold, f32::from(from), f32::from(to), "dose.hold"));
    let mut problems = Vec::new();
    for (name, value, from, to, path) in [sets, amount, hold].into_iter().flatten() {
        if from > to {
            let what = format!("The range of `{name}` goes from {from} to {to}.");
            problems.push(read.note(&format!("range.{name}"), what, "Write the smaller number first."));
        } else if value < from || value > to {
            let what = format!("The default of {value} lies outside of the range of `{name}`, {from} to {to}.");
            problems.push(read.note(path, what, "Change the default, or the range if the sources allow it."));
        }
    }
    problems
}

fn sides(read: &Read<Exercise>) -> Vec<Problem> {
    let exercise = &read.value;
    let mut problems = Vec::new();
    let sides =
        [("sides", Some(exercise.sides)), ("easier.sides", form_sides(&exercise.easier)), ("harder.sides", form_sides(&exercise.harder))];
    let each = sides.into_iter().find(|(_, sides)| *sides == Some(Sides::Each));
    let is_each = each.is_some();
    if let (Some((path, _)), true) = (each, exercise.switch.is_empty()) {
        problems.push(read.note(
            path,
            "Nothing is said for the change of sides.",
            "Add `switch: \"..\"`, one sentence true for either side.",
        ));
    }
    if !is_each && !exercise.switch.is_empty() {
        problems.push(read.note("switch", "The sides never change here, so this is never shown.", "Remove it, or write `sides: Each`."));
    }
    if exercise.alternate && !is_each {
        problems.push(read.note("alternate", "Only sets that are done on each side can alternate.", "Remove it, or write `sides: Each`."));
    }
    if exercise.turn > 0 && !sides.iter().any(|(_, sides)| *sides == Some(Sides::Directions)) {
        problems.push(read.note("turn", "There is no second direction to turn to.", "Remove it, or write `sides: Directions`."));
    }
    problems
}

/// Whether dose, beats and breath of one form fit together; `prefix` is its path with a dot.
fn tempo(read: &Read<Exercise>, prefix: &str, sides: Sides, work: &Work, beats: &[Beat]) -> Vec<Problem> {
    let exercise = &read.value;
    let path = format!("{prefix}dose.work");
    let mut problems = Vec::new();
    match work {
        Work::Breaths(_) if !matches!(exercise.breath, Tempo::Paced { .. }) => {
            problems.push(read.note(
                &path,
                "Breaths are counted, but their seconds are not named.",
                "Add `breath: Paced(inhale: 4, exhale: 6)`.",
            ));
        }
        Work::Reps(_) if beats.is_empty() && !matches!(exercise.kind, Kind::Mobility | Kind::Strength) => {
            problems.push(read.note(
                &path,
                "Reps are counted, but their parts are not named.",
                "Add `beats: [Out(2, \"turn\"), In(2, \"back\")]`.",
            ));
        }
        Work::Reps(n) if !exercise.names.reps.is_empty() && usize::from(*n) > exercise.names.reps.len() => {
            let what = format!("There are {n} reps and {} names for them.", exercise.names.reps.len());
            problems.push(read.note(&path, what, "Name each rep in `names.reps`, or leave the names out."));
        }
        Work::Hold(_) | Work::Time(_) | Work::Breaths(_) if sides == Sides::Alternating => {
            problems.push(read.note(&path, "Only reps can alternate between the sides.", "Count in reps, or write `sides: Each`."));
        }
        _ => {}
    }
    problems
}

/// Time is kept in half seconds.
fn halves(read: &Read<Exercise>, path: &str, beats: &[Beat]) -> Vec<Problem> {
    let is_odd = |seconds: f32| seconds.is_finite() && (seconds * 2.0).fract() != 0.0;
    let odd = beats.iter().enumerate().filter(|(_, beat)| is_odd(beat.seconds()));
    odd.map(|(at, beat)| {
        let what = format!("{} seconds are no whole number of half seconds.", beat.seconds());
        read.note(&format!("{path}.{at}.0"), what, "Time is kept in steps of half a second; round it.")
    })
    .collect()
}

/// Whether a rep of the exercise, in one of its forms, has a hold that a dose can lengthen.
pub(super) fn can_hold(exercise: &Exercise, form: Option<&Variant>, work: Work) -> bool {
    let beats = form.and_then(|form| form.beats.as_ref()).unwrap_or(&exercise.beats);
    let is_default = beats.is_empty() && exercise.kind == Kind::Strength;
    matches!(work, Work::Reps(_)) && (is_default || beats.iter().any(|beat| matches!(beat, Beat::Hold(..))))
}

/// Holds that a dose names must have a beat to lengthen.
fn holds(read: &Read<Exercise>) -> Vec<Problem> {
    let exercise = &read.value;
    let own = [("", None, &exercise.dose, exercise.range.hold.is_some())];
    let forms = [("easier.", &exercise.easier), ("harder.", &exercise.harder)];
    let forms = forms.into_iter().filter_map(|(prefix, form)| form.as_ref().map(|form| (prefix, Some(form), &form.dose, false)));
    let mut problems = Vec::new();
    for (prefix, form, dose, has_range) in own.into_iter().chain(forms) {
        if can_hold(exercise, form, dose.work) {
            continue;
        }
        let named = [("dose.hold", dose.hold.is_some()), ("dose.first_hold", dose.first_hold > 0), ("range.hold", has_range)];
        problems.extend(named.into_iter().filter(|(_, is_named)| *is_named).map(|(path, _)| idle_hold(read, &format!("{prefix}{path}"))));
    }
    problems
}

/// A hold that changes nothing.
pub(super) fn idle_hold<T>(read: &Read<T>, path: &str) -> Problem {
    read.note(
        path,
        "No beat of a rep is a hold, so this changes nothing.",
        "Add a beat `Hold(3, \"stay\")` to the exercise, or remove this.",
    )
}

/// Forms are logged by their names, so the names differ.
fn form_names(read: &Read<Exercise>) -> Vec<Problem> {
    let exercise = &read.value;
    let name = exercise.name.to_lowercase();
    let easier = exercise.easier.as_ref().map(|form| form.name.to_lowercase());
    let harder = exercise.harder.as_ref().map(|form| form.name.to_lowercase());
    let mut problems = Vec::new();
    if easier.as_ref() == Some(&name) {
        problems.push(read.note("easier.name", "The easier form has the exercise's own name.", "Name it by what is different in it."));
    }
    if harder.as_ref().is_some_and(|harder| *harder == name || Some(harder) == easier.as_ref()) {
        problems.push(read.note(
            "harder.name",
            "The harder form has a name that is taken in this file.",
            "Name it by what is different in it.",
        ));
    }
    problems
}

/// Names that belong to two exercises: nobody could tell them apart in a list or a search.
pub(super) fn clashes(files: &Files) -> Vec<Problem> {
    let mut owners: BTreeMap<String, (&Read<Exercise>, String)> = BTreeMap::new();
    let mut problems = Vec::new();
    // names before other names, so that the other name is the one to go; embedded before own, so that the mistake is the newcomer's
    let mut reads: Vec<&Read<Exercise>> = files.exercises.values().collect();
    reads.sort_by_key(|read| read.asset.origin);
    let names = reads.iter().map(|read| (*read, "name".to_owned(), &read.value.name));
    let others = reads
        .iter()
        .flat_map(|read| read.value.other_names.iter().enumerate().map(|(at, name)| (*read, format!("other_names.{at}"), name)));
    for (read, path, name) in names.chain(others) {
        match owners.get(&name.to_lowercase()) {
            None => {
                owners.insert(name.to_lowercase(), (read, path));
            }
            Some((owner, at)) => {
                let place = owner.note(at, "", "");
                let what = format!("The name \"{name}\" is taken: {}:{}:{}.", place.file, place.line, place.column);
                problems.push(read.note(&path, what, "Take another name, or remove it here."));
            }
        }
    }
    problems
}
