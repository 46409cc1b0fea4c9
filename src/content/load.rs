//! Files to a library: the user's own first, the embedded where his is refused, every mistake collected.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::library::{Guidance, Library, Named, Shelf};
use super::{check, times};
use crate::assets::{Asset, Folder, Origin, Source, nearest};
use crate::domain::{
    Background, Care, Conditions, Desk, Exercise, Habits, Plan, Problem, Remedies, Routine, RoutineItem, Severity, Sources, WarningSigns,
};

/// A value with the file it was read from.
#[derive(Debug)]
pub(super) struct Read<T> {
    pub asset: Asset,
    pub value: T,
}

impl<T> Read<T> {
    /// A problem with the value at a path of the file; used all the same.
    pub fn note(&self, path: &str, what: impl Into<String>, remedy: impl Into<String>) -> Problem {
        Problem { severity: Severity::Noted, ..self.asset.problem(path, what, remedy) }
    }

    /// A problem for which the file is left out.
    pub fn refuse(&self, path: &str, what: impl Into<String>, remedy: impl Into<String>) -> Problem {
        self.asset.problem(path, what, remedy)
    }

    /// Whether the user wrote it.
    pub fn is_own(&self) -> bool {
        self.asset.origin == Origin::Own
    }
}

/// Everything that was read, by id. Guidance is empty where its file is refused.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub exercises: BTreeMap<String, Read<Exercise>>,
    pub routines: BTreeMap<String, Read<Routine>>,
    pub plans: BTreeMap<String, Read<Plan>>,
    pub care: BTreeMap<String, Read<Care>>,
    pub warning_signs: Option<Read<WarningSigns>>,
    pub conditions: Option<Read<Conditions>>,
    pub remedies: Option<Read<Remedies>>,
    pub habits: Option<Read<Habits>>,
    pub desk: Option<Read<Desk>>,
    pub background: Option<Read<Background>>,
    pub sources: Option<Read<Sources>>,
}

/// Whose files are examined beyond reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// The user's own: the embedded ones were examined when the program was built.
    Own,
    /// All.
    All,
}

/// The files of guidance; they have fixed names, and any other is never read.
pub(super) const GUIDANCE: [&str; 7] = ["warning-signs", "avoid", "remedies", "habits", "desk-check", "background", "sources"];

/// The library, without what is `hidden` (ids of exercises, routines, plans and care), and all problems found on the way.
/// A file that is refused is left out; where it would have replaced an embedded one, that one stays.
#[must_use]
pub fn load(source: &Source, hidden: &[String]) -> (Library, Vec<Problem>) {
    let mut problems = Vec::new();
    let files = gather(source, Depth::Own, &mut problems);
    problems.extend(unknown_hidden(source, &files, hidden));
    check::order(&mut problems);
    (library(files, hidden), problems)
}

/// One routine with the exercises it needs, in the order of their first use, reading no file but theirs; for the first frame.
/// Nothing if there is no such routine, or nothing of it is left.
#[must_use]
pub fn load_routine(source: &Source, id: &str, hidden: &[String]) -> Option<(Routine, Vec<Exercise>)> {
    if hidden.iter().any(|h| h == id) {
        return None;
    }
    let own = source.own(Folder::Routines, id).and_then(Result::ok).and_then(|asset| try_routine(source, asset, hidden));
    own.or_else(|| try_routine(source, source.builtin(Folder::Routines, id)?, hidden))
}

fn try_routine(source: &Source, asset: Asset, hidden: &[String]) -> Option<(Routine, Vec<Exercise>)> {
    let mut routine: Read<Routine> = read(asset).ok()?;
    let mut exercises: BTreeMap<String, Read<Exercise>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for item in routine.value.items.iter().chain(&routine.value.short) {
        if !exercises.contains_key(&item.exercise) {
            let found = pick(source, Folder::Exercises, &item.exercise, Depth::Own, &mut Vec::new(), check::sound_exercise)?;
            exercises.insert(item.exercise.clone(), found);
            order.push(item.exercise.clone());
        }
    }
    let is_refused = |found: Vec<Problem>| found.iter().any(|problem| problem.severity == Severity::Refused);
    if routine.is_own() && is_refused(check::sound_routine(&routine, &exercises, &[])) {
        return None;
    }
    routine.value.set_id(&routine.asset.id);
    let routine = settled(routine, &exercises, hidden)?;
    let exercises = order
        .into_iter()
        .filter(|id| !hidden.contains(id))
        .filter_map(|id| {
            let mut exercise = exercises.remove(&id)?.value;
            exercise.set_id(&id);
            Some(exercise)
        })
        .collect();
    Some((routine, exercises))
}

fn read<T: DeserializeOwned>(asset: Asset) -> Result<Read<T>, Box<Problem>> {
    let value = asset.parse()?;
    Ok(Read { asset, value })
}

/// The file of an id that can be used: the user's own, else the embedded one. `judge` says what is wrong with one that reads.
fn pick<T: DeserializeOwned>(
    source: &Source,
    folder: Folder,
    id: &str,
    depth: Depth,
    problems: &mut Vec<Problem>,
    judge: impl Fn(&Read<T>) -> Vec<Problem>,
) -> Option<Read<T>> {
    let candidates = source.own(folder, id).into_iter().chain(source.builtin(folder, id).map(Ok));
    for candidate in candidates {
        match candidate.and_then(read::<T>) {
            Err(problem) => problems.push(*problem),
            Ok(read) if depth == Depth::Own && !read.is_own() => return Some(read),
            Ok(read) => {
                let found = judge(&read);
                let is_refused = found.iter().any(|problem| problem.severity == Severity::Refused);
                problems.extend(found);
                if !is_refused {
                    return Some(read);
                }
            }
        }
    }
    None
}

/// Every usable file of a folder.
fn folder<T: DeserializeOwned + Named>(
    source: &Source,
    folder: Folder,
    depth: Depth,
    problems: &mut Vec<Problem>,
    judge: impl Fn(&Read<T>) -> Vec<Problem>,
) -> BTreeMap<String, Read<T>> {
    let listing = source.list(folder);
    problems.extend(listing.problems);
    let mut all = BTreeMap::new();
    for id in listing.ids {
        if let Some(mut read) = pick(source, folder, &id, depth, problems, &judge) {
            read.value.set_id(&id);
            all.insert(id, read);
        }
    }
    all
}

/// Reads everything, sources first and what refers to others last, so that each can be judged by what it refers to.
pub(super) fn gather(source: &Source, depth: Depth, problems: &mut Vec<Problem>) -> Files {
    let mut files = Files::default();
    guidance_names(source, problems);
    files.sources = pick(source, Folder::Guidance, "sources", depth, problems, check::sources);
    files.conditions = pick(source, Folder::Guidance, "avoid", depth, problems, check::conditions);
    files.habits = pick(source, Folder::Guidance, "habits", depth, problems, |read| check::habits(read, &files));
    files.warning_signs = pick(source, Folder::Guidance, "warning-signs", depth, problems, |read| check::warning_signs(read, &files));
    files.desk = pick(source, Folder::Guidance, "desk-check", depth, problems, |read| check::desk(read, &files));
    files.background = pick(source, Folder::Guidance, "background", depth, problems, |read| check::background(read, &files));
    let [care, exercises, routines] = [Folder::Care, Folder::Exercises, Folder::Routines].map(|folder| source.list(folder).ids);
    files.exercises = folder(source, Folder::Exercises, depth, problems, |read| check::exercise(read, &files));
    files.remedies = pick(source, Folder::Guidance, "remedies", depth, problems, |read| check::remedies(read, &care, &files));
    files.care = folder(source, Folder::Care, depth, problems, |read| check::care(read, &files));
    files.routines = folder(source, Folder::Routines, depth, problems, |read| check::routine(read, &exercises, &files));
    files.plans = folder(source, Folder::Plans, depth, problems, |read| check::plan(read, &routines, &files));
    problems.extend(source.stray_folders());
    files
}

fn guidance_names(source: &Source, problems: &mut Vec<Problem>) {
    let listing = source.list(Folder::Guidance);
    problems.extend(listing.problems);
    for id in listing.ids.iter().filter(|id| !GUIDANCE.contains(&id.as_str())) {
        let Some(Ok(asset)) = source.own(Folder::Guidance, id).or_else(|| source.builtin(Folder::Guidance, id).map(Ok)) else { continue };
        let meant = nearest(id, GUIDANCE).map_or_else(String::new, |meant| format!("Did you mean `{meant}.ron`? "));
        problems.push(Problem {
            severity: Severity::Noted,
            ..asset.problem("", "This file is not read.", format!("{meant}The files of this folder are: {}.", GUIDANCE.join(", ")))
        });
    }
}

/// A routine as it is used: without items that are hidden, and with its real length where anything in it is not the embedded one.
fn settled(read: Read<Routine>, exercises: &BTreeMap<String, Read<Exercise>>, hidden: &[String]) -> Option<Routine> {
    let is_own = read.is_own();
    let mut routine = read.value;
    let count = routine.items.len() + routine.short.len();
    let is_kept = |item: &RoutineItem| !hidden.contains(&item.exercise) && exercises.contains_key(&item.exercise);
    routine.items.retain(is_kept);
    routine.short.retain(is_kept);
    if routine.items.is_empty() {
        return None;
    }
    let uses_own = routine.items.iter().chain(&routine.short).any(|item| exercises.get(&item.exercise).is_some_and(Read::is_own));
    if is_own || uses_own || routine.items.len() + routine.short.len() != count {
        (routine.seconds, routine.short_seconds) = times::seconds(&routine, |id| exercises.get(id).map(|read| &read.value));
    }
    Some(routine)
}

fn library(files: Files, hidden: &[String]) -> Library {
    let is_shown = |id: &str| !hidden.iter().any(|h| h == id);
    let routines: Vec<Routine> = files
        .routines
        .into_values()
        .filter(|read| is_shown(&read.value.id))
        .filter_map(|read| settled(read, &files.exercises, hidden))
        .collect();
    let mut exercises: Vec<Exercise> = shown(files.exercises, is_shown);
    exercises.sort_by_cached_key(|exercise| (exercise.kind, exercise.name.to_lowercase()));
    let routines = Shelf::by_name(routines);
    let mut plans: Vec<Plan> = shown(files.plans, is_shown);
    plans.retain(|plan| plan.routine.as_ref().is_none_or(|id| routines.find(id).is_some()));
    Library {
        exercises: Shelf::new(exercises),
        routines,
        plans: Shelf::by_name(plans),
        care: Shelf::by_name(shown(files.care, is_shown)),
        guidance: Guidance {
            warning_signs: value(files.warning_signs),
            conditions: value(files.conditions),
            remedies: value(files.remedies),
            habits: value(files.habits),
            desk: value(files.desk),
            background: value(files.background),
            sources: value(files.sources),
        },
    }
}

fn shown<T: Named>(reads: BTreeMap<String, Read<T>>, is_shown: impl Fn(&str) -> bool) -> Vec<T> {
    reads.into_values().map(|read| read.value).filter(|value| is_shown(value.id())).collect()
}

fn value<T: Default>(read: Option<Read<T>>) -> T {
    read.map(|read| read.value).unwrap_or_default()
}

/// Hidden ids that hide nothing.
pub(super) fn unknown_hidden(source: &Source, files: &Files, hidden: &[String]) -> Vec<Problem> {
    let known: Vec<&str> = files
        .exercises
        .keys()
        .chain(files.routines.keys())
        .chain(files.plans.keys())
        .chain(files.care.keys())
        .map(String::as_str)
        .collect();
    let settings = source.own(Folder::Top, "settings").and_then(Result::ok);
    let unknown = hidden.iter().enumerate().filter(|(_, id)| !known.contains(&id.as_str()));
    unknown
        .map(|(at, id)| {
            let what = format!("There is nothing with the id `{id}` to hide.");
            let remedy = check::did_you_mean(id, &known, "Remove it from the list.");
            let problem = match &settings {
                Some(asset) => asset.problem(&format!("hidden.{at}"), what, remedy),
                None => Problem::of_file("settings.ron", what, remedy),
            };
            Problem { severity: Severity::Noted, ..problem }
        })
        .collect()
}
