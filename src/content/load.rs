//! Files to a library: the user's own first, the embedded where his is refused, every mistake collected.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::library::{Guidance, Library, Named, Shelf};
use super::{check, figures, times};
use crate::assets::{Asset, Folder, Origin, Source, nearest};
use crate::domain::{
    Background, Care, Conditions, Desk, Exercise, Habits, Plan, Problem, Remedies, Routine, RoutineItem, Severity, Sources, WarningSigns,
};
use crate::figure::FigureFile;

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
    pub figures: BTreeMap<String, Read<FigureFile>>,
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

/// The warning signs alone, for a first frame that asks about them; empty if their file is refused.
#[must_use]
pub fn load_warning_signs(source: &Source) -> WarningSigns {
    value(pick(source, Folder::Guidance, "warning-signs", Depth::Own, &mut Vec::new(), |read| {
        check::warning_signs(read, &Files::default())
    }))
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

/// One plan, for the first frame of a day on which it runs. A mistake in the user's own is told of when everything is read.
#[must_use]
pub fn load_plan(source: &Source, id: &str) -> Option<Plan> {
    let mut read = pick::<Plan>(source, Folder::Plans, id, Depth::Own, &mut Vec::new(), |_| Vec::new())?;
    read.value.set_id(id);
    Some(read.value)
}

fn try_routine(source: &Source, asset: Asset, hidden: &[String]) -> Option<(Routine, Vec<Exercise>)> {
    let mut routine: Read<Routine> = read(asset, Depth::Own).ok()?;
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

fn read<T: DeserializeOwned>(asset: Asset, depth: Depth) -> Result<Read<T>, Box<Problem>> {
    // whoever examines the embedded files as well means their text
    let value = if depth == Depth::All { asset.parse() } else { asset.value() }?;
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
        match candidate.and_then(|asset| read::<T>(asset, depth)) {
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
    files.figures = folder(source, Folder::Figures, depth, problems, figures::check);
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
        problems.push(asset.problem(
            "",
            "This file is not read.",
            format!("{meant}The files of this folder are: {}.", GUIDANCE.join(", ")),
        ));
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
        figures: Shelf::new(shown(files.figures, |_| true)),
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
            fs::write(path, text).expect("written");
        }
        dir
    }

    /// A built-in file with one thing changed.
    fn changed(folder: Folder, id: &str, from: &str, to: &str) -> String {
        let text = Source::embedded().builtin(folder, id).expect("a built-in").text.into_owned();
        assert!(text.contains(from), "{from} is not in {id}");
        text.replacen(from, to, 1)
    }

    #[test]
    fn things_stand_in_their_order_and_are_found_by_id() {
        let (library, problems) = load(&Source::embedded(), &[]);
        assert_eq!(problems, []);
        assert!(library.exercises.is_sorted_by_key(|exercise| (exercise.kind, exercise.name.to_lowercase())));
        assert!(library.routines.is_sorted_by_key(|routine| routine.name.to_lowercase()));
        for exercise in library.exercises.iter() {
            assert_eq!(library.exercise(&exercise.id).map(|found| &found.name), Some(&exercise.name));
        }
        assert!(library.exercise("nothing").is_none());
        assert!(!library.guidance.warning_signs.tiers.is_empty() && !library.guidance.sources.sources.is_empty());
    }

    #[test]
    fn the_same_id_replaces_and_a_new_one_adds() {
        let own = changed(Folder::Exercises, "cat-cow", "name: \"", "name: \"My ");
        let dir = folder_with(&[("exercises/cat-cow.ron", &own), ("exercises/brand-new.ron", &own)]);
        let count = load(&Source::embedded(), &[]).0.exercises.len();
        let (library, _) = load(&Source::with_own(dir.path()), &[]);
        assert_eq!(library.exercises.len(), count + 1);
        assert!(library.exercise("cat-cow").expect("replaced").name.starts_with("My "));
        assert_eq!(library.exercise("brand-new").expect("added").id, "brand-new");
    }

    #[test]
    fn a_refused_file_leaves_the_built_in_and_says_why() {
        for (from, to) in [("format: 1,", "format: 1"), ("sets: 1", "sets: 0")] {
            let own = changed(Folder::Exercises, "scapular-squeeze", from, to);
            let dir = folder_with(&[("exercises/scapular-squeeze.ron", &own)]);
            let (library, problems) = load(&Source::with_own(dir.path()), &[]);
            assert_eq!(library.exercise("scapular-squeeze"), load(&Source::embedded(), &[]).0.exercise("scapular-squeeze"));
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert_eq!(problems[0].severity, Severity::Refused);
        }
    }

    #[test]
    fn the_first_frame_gets_the_same_routine_as_the_library() {
        let (library, _) = load(&Source::embedded(), &[]);
        for routine in library.routines.iter() {
            let (alone, exercises) = load_routine(&Source::embedded(), &routine.id, &[]).expect("loads");
            assert_eq!(&alone, routine);
            for item in routine.items.iter().chain(&routine.short) {
                let found = exercises.iter().find(|exercise| exercise.id == item.exercise);
                assert_eq!(found, library.exercise(&item.exercise));
            }
        }
        assert!(load_routine(&Source::embedded(), "nothing", &[]).is_none());
    }

    #[test]
    fn a_routine_of_ones_own_that_is_refused_leaves_the_built_in_for_the_first_frame_too() {
        let own = changed(Folder::Routines, "gentle-day", "\"shoulder-circles\"", "\"shoulder-circle\"");
        let dir = folder_with(&[("routines/gentle-day.ron", &own)]);
        let source = Source::with_own(dir.path());
        let (routine, _) = load_routine(&source, "gentle-day", &[]).expect("the built-in");
        assert_eq!(Some(&routine), load(&source, &[]).0.routine("gentle-day"));
        assert_eq!(routine.items[0].exercise, "shoulder-circles");
    }

    #[test]
    fn a_longer_exercise_of_ones_own_makes_its_routines_longer() {
        let own = changed(Folder::Exercises, "shoulder-circles", "Time(60)", "Time(100)");
        let dir = folder_with(&[("exercises/shoulder-circles.ron", &own)]);
        let source = Source::with_own(dir.path());
        let (library, problems) = load(&source, &[]);
        let before = load(&Source::embedded(), &[]).0.routine("gentle-day").expect("there").seconds;
        assert_eq!(library.routine("gentle-day").expect("there").seconds, before + 40);
        assert!(problems.iter().all(|problem| !problem.file.contains("routines")), "no routine is blamed: {problems:?}");
        assert_eq!(load_routine(&source, "gentle-day", &[]).expect("there").0.seconds, before + 40);
    }

    #[test]
    fn what_is_hidden_is_nowhere_and_its_routines_do_without_it() {
        let hidden = ["band-row", "desk-five", "heat-pack", "two-habits-month", "nothing"].map(str::to_owned);
        let source = Source::embedded();
        let (whole, _) = load(&source, &[]);
        let (library, problems) = load(&source, &hidden);
        assert!(library.exercise("band-row").is_none() && library.routine("desk-five").is_none());
        assert!(library.timed_care("heat-pack").is_none() && library.plan("two-habits-month").is_none());
        let (before, after) = (whole.routine("daily-relief").expect("there"), library.routine("daily-relief").expect("there"));
        assert_eq!(after.items.len() + 1, before.items.len());
        assert!(after.seconds < before.seconds && after.short_seconds < before.short_seconds);
        let (alone, exercises) = load_routine(&source, "daily-relief", &hidden).expect("there");
        assert_eq!(&alone, after);
        assert!(exercises.iter().all(|exercise| exercise.id != "band-row"));
        assert!(load_routine(&source, "desk-five", &hidden).is_none());
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].what, "There is nothing with the id `nothing` to hide.");
    }

    #[test]
    fn a_plan_goes_with_its_routine() {
        let (library, _) = load(&Source::embedded(), &["daily-relief".to_owned()]);
        assert!(library.plan("two-week-tracking").is_none());
        assert!(library.plan("two-habits-month").is_some());
    }
}
