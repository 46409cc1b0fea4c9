//! The rules that content keeps. Loading applies them to the user's own files, `unhunch check` and the tests to all.

mod exercise;
mod guidance;
mod prose;
mod routine;
mod sound;
mod template;

use super::load::{Depth, Files, GUIDANCE, Read, gather, unknown_hidden};
use crate::assets::{Folder, Source, nearest};
use crate::domain::{Problem, Severity};

pub(super) use exercise::exercise;
pub(super) use guidance::{background, care, conditions, desk, habits, remedies, sources, warning_signs};
pub(super) use routine::{plan, routine};
pub(super) use sound::{sound_exercise, sound_routine};

/// Every mistake in the embedded files and the user's own, in the order of files, lines and columns. `hidden` comes from the settings,
/// `extra` is what others found in theirs (settings, keymaps, themes).
#[must_use]
pub fn check(source: &Source, hidden: &[String], extra: Vec<Problem>) -> Vec<Problem> {
    let mut problems = extra;
    let files = gather(source, Depth::All, &mut problems);
    problems.extend(missing_guidance(source));
    problems.extend(unknown_hidden(source, &files, hidden));
    problems.extend(exercise::clashes(&files));
    problems.extend(template::shared_sentences(&files));
    order(&mut problems);
    problems
}

/// By file, line and column; a problem that two rules found alike stands once.
pub(super) fn order(problems: &mut Vec<Problem>) {
    problems.sort_by(|a, b| (&a.file, a.line, a.column, &a.what).cmp(&(&b.file, b.line, b.column, &b.what)));
    problems.dedup();
}

/// "Did you mean …?", or what to do where nothing is near.
pub(super) fn did_you_mean(found: &str, known: &[&str], otherwise: &str) -> String {
    nearest(found, known.iter().copied()).map_or_else(|| otherwise.to_owned(), |meant| format!("Did you mean `{meant}`?"))
}

fn missing_guidance(source: &Source) -> Vec<Problem> {
    let is_missing = |id: &&str| source.builtin(Folder::Guidance, id).is_none() && source.own(Folder::Guidance, id).is_none();
    let problem =
        |id| Problem::of_file(format!("assets/guidance/{id}.ron"), "This file is missing.", "Write it: the app shows what is in it.");
    GUIDANCE.into_iter().filter(is_missing).map(problem).collect()
}

/// Source ids that `sources.ron` does not explain. Nothing is known without that file.
fn unknown_sources<T>(read: &Read<T>, path: &str, ids: &[String], files: &Files) -> Vec<Problem> {
    let mut problems = Vec::new();
    if ids.is_empty() {
        problems.push(read.note(path, "No source is named.", "Name at least one; `ours` stands for what the app adds itself."));
    }
    let Some(sources) = &files.sources else { return problems };
    let known: Vec<&str> = sources.value.sources.keys().map(String::as_str).collect();
    for (at, id) in ids.iter().enumerate().filter(|(_, id)| !known.contains(&id.as_str())) {
        let what = format!("There is no source `{id}`.");
        let remedy = did_you_mean(id, &known, "Explain it in `guidance/sources.ron`.");
        problems.push(Problem { severity: Severity::Noted, ..read.refuse(&format!("{path}.{at}"), what, remedy) });
    }
    problems
}

/// A list that has too few parts or too many; `what` in the plural.
fn count<T>(read: &Read<T>, path: &str, found: usize, from: usize, to: usize, what: &str) -> Option<Problem> {
    if (from..=to).contains(&found) {
        return None;
    }
    let wanted = if to == usize::MAX { format!("{from} or more") } else { format!("{from} to {to}") };
    let remedy = if found < from { "Add what is missing." } else { "Join or remove some." };
    let said = if found == 1 { format!("There is 1 {}", what.trim_end_matches('s')) } else { format!("There are {found} {what}") };
    Some(read.note(path, format!("{said}; {wanted} are wanted."), remedy))
}
