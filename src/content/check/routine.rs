//! The rules of routines and plans: stated lengths are real ones, days are counted, what is referred to exists.

use super::super::load::{Files, Read};
use super::super::times;
use super::exercise::{can_hold, idle_hold};
use super::sound::{absent, bounds, numbered, sound_routine};
use super::{count, did_you_mean, prose, unknown_sources};
use crate::domain::{Gentle, Plan, PlanDay, Problem, Routine, RoutineItem, VariantKind};
use crate::player;

/// The most that a short version may take, in seconds.
const SHORT: u32 = 180;

/// All rules of one routine.
/// `listed` are the exercises that have a file.
pub(in crate::content) fn routine(read: &Read<Routine>, listed: &[String], files: &Files) -> Vec<Problem> {
    let mut problems = sound_routine(read, &files.exercises, listed);
    let is_sound = problems.is_empty();
    problems.extend(prose::texts(read));
    problems.extend(unknown_sources(read, "sources", &read.value.sources, files));
    problems.extend(gentle_day(read));
    if is_sound {
        problems.extend(items(read, files));
        problems.extend(lengths(read, files));
    }
    problems
}

/// A gentler day still has something to do.
fn gentle_day(read: &Read<Routine>) -> Vec<Problem> {
    let is_empty = |items: &[RoutineItem]| !items.is_empty() && items.iter().all(|item| item.gentle == Gentle::Skip);
    let lists = [("items", &read.value.items), ("short", &read.value.short)];
    let note = |path| read.note(path, "A gentler day would leave out everything.", "Give at least one item a gentle form.");
    lists.into_iter().filter(|(_, items)| is_empty(items)).map(|(path, _)| note(path)).collect()
}

/// What an item asks of its exercise that the exercise does not have: a start position, a hold to lengthen.
fn items(read: &Read<Routine>, files: &Files) -> Vec<Problem> {
    let items = numbered("items", &read.value.items).chain(numbered("short", &read.value.short));
    let mut problems = Vec::new();
    for (path, item) in items {
        let Some(exercise) = files.exercises.get(&item.exercise).map(|read| &read.value) else { continue };
        let form = match item.variant {
            None => None,
            Some(VariantKind::Easier) => exercise.easier.as_ref(),
            Some(VariantKind::Harder) => exercise.harder.as_ref(),
        };
        let is_known = |position| exercise.positions.contains(&position) || form.and_then(|form| form.position) == Some(position);
        if let Some(position) = item.position.filter(|position| !is_known(*position)) {
            let known: Vec<String> = exercise.positions.iter().map(|known| format!("{known:?}")).collect();
            let what = format!("`{}` is not done {}.", item.exercise, position.words());
            problems.push(read.note(&format!("{path}.position"), what, format!("Its positions are: {}.", known.join(", "))));
        }
        let is_held = item.dose.hold.is_some() || item.dose.first_hold.is_some_and(|seconds| seconds > 0);
        if is_held && !can_hold(exercise, form, player::item(item, exercise).dose.work) {
            problems.push(idle_hold(read, &format!("{path}.dose")));
        }
    }
    problems
}

/// The stated seconds are the computed ones. An embedded routine is not blamed for a user's own exercise in it.
fn lengths(read: &Read<Routine>, files: &Files) -> Vec<Problem> {
    let routine = &read.value;
    let find = |id: &str| files.exercises.get(id);
    let uses_own = routine.items.iter().chain(&routine.short).any(|item| find(&item.exercise).is_some_and(Read::is_own));
    if uses_own && !read.is_own() {
        return Vec::new();
    }
    let (seconds, short) = times::seconds(routine, |id| find(id).map(|read| &read.value));
    let mut problems = Vec::new();
    for (path, stated, computed) in [("seconds", routine.seconds, seconds), ("short_seconds", routine.short_seconds, short)] {
        if stated != computed {
            let what = format!("Stated are {stated} seconds; the exercises with their rests and changes take {computed}.");
            problems.push(read.note(path, what, format!("Write `{path}: {computed}`, or change a dose.")));
        }
    }
    if short > SHORT {
        let (path, what) = if routine.short.is_empty() {
            ("items", format!("This takes {seconds} seconds and has no short version."))
        } else {
            ("short", format!("The short version takes {short} seconds; three minutes ({SHORT}) are the most."))
        };
        problems.push(read.note(path, what, format!("Write a `short: [..]` of at most {SHORT} seconds.")));
    }
    problems
}

/// All rules of one plan.
/// `listed` are the routines that have a file.
pub(in crate::content) fn plan(read: &Read<Plan>, listed: &[String], files: &Files) -> Vec<Problem> {
    let plan = &read.value;
    let mut problems = prose::texts(read);
    problems.extend(bounds(read, "length", "The days are", plan.length, 1, 366));
    if usize::from(plan.length) != plan.days.len() {
        let what = format!("The length is {} days, and {} are listed.", plan.length, plan.days.len());
        problems.push(read.refuse("days", what, "List as many days as the length says, or change the length."));
    }
    match &plan.routine {
        Some(id) if !files.routines.contains_key(id) => {
            problems.push(absent(read, "routine", "routine", id, listed));
        }
        None if plan.days.iter().any(|day| *day != PlanDay::Habits) => {
            problems.push(read.refuse(
                "days",
                "Days ask for a routine, and none is named.",
                "Add `routine: \"..\"`, or make them `Habits`.",
            ));
        }
        _ => {}
    }
    problems.extend(bounds(read, "days_a_week", "The days a week are", plan.days_a_week, 1, 7));
    problems.extend(bounds(read, "baseline", "The days before the first are", plan.baseline, 0, 14));
    for (at, day) in plan.reviews.iter().enumerate() {
        let is_in_order = at == 0 || plan.reviews.get(at - 1).is_some_and(|before| before < day);
        if !(1..=plan.length).contains(day) || !is_in_order {
            let what = format!("Day {day} cannot be looked back on here; the plan has {} days.", plan.length);
            problems.push(read.note(&format!("reviews.{at}"), what, "Name days of the plan, each later than the one before."));
        }
    }
    problems.extend(presets(read, files));
    for (path, sentences) in [("expect", &plan.expect), ("after", &plan.after)] {
        problems.extend(count(read, path, sentences.len(), 1, usize::MAX, "sentences"));
    }
    problems.extend(unknown_sources(read, "sources", &plan.sources, files));
    problems
}

fn presets(read: &Read<Plan>, files: &Files) -> Vec<Problem> {
    let plan = &read.value;
    let mut problems = Vec::new();
    for (at, preset) in plan.presets.iter().enumerate() {
        if preset.len() < usize::from(plan.habits) {
            let what = format!("{} habits are to be chosen, and this preset has {}.", plan.habits, preset.len());
            problems.push(read.note(&format!("presets.{at}"), what, "Add habits to it."));
        }
        let Some(habits) = &files.habits else { continue };
        let known: Vec<&str> = habits.value.habits.iter().map(|habit| habit.id.as_str()).collect();
        for (n, id) in preset.iter().enumerate().filter(|(_, id)| !known.contains(&id.as_str())) {
            let remedy = did_you_mean(id, &known, "Take one of `guidance/habits.ron`.");
            problems.push(read.note(&format!("presets.{at}.{n}"), format!("There is no habit `{id}`."), remedy));
        }
    }
    problems
}
