//! Figures: one by its id, for whoever wants no library, and the rules for all of them.

use super::load::{Files, Read};
use crate::assets::{Folder, Source, nearest};
use crate::domain::{Exercise, Problem, Severity, Variant};
use crate::figure::{Figure, FigureFile, Finding};

/// One figure: the user's own, else the embedded one, as it is and not another in its place. Nothing if there is none of this id.
///
/// # Errors
/// What keeps it from being drawn.
#[must_use]
pub fn figure(source: &Source, id: &str) -> Option<Result<Figure, Vec<Problem>>> {
    let asset = source.own(Folder::Figures, id).or_else(|| source.builtin(Folder::Figures, id).map(Ok))?;
    let made = asset.and_then(|asset| Ok(Read { value: asset.parse::<FigureFile>()?, asset }));
    Some(match made {
        Err(problem) => Err(vec![*problem]),
        Ok(mut read) => {
            id.clone_into(&mut read.value.id);
            Figure::from_file(read.value.clone()).map_err(|findings| problems(&read, findings))
        }
    })
}

/// All rules of a figure: names, reach, floor, and whether anybody sees it move.
pub(super) fn check(read: &Read<FigureFile>) -> Vec<Problem> {
    match Figure::from_file(read.value.clone()) {
        Err(findings) => problems(read, findings),
        Ok(figure) => problems(read, figure.lint()),
    }
}

/// Figures that an exercise names and that are not there.
pub(super) fn unknown(read: &Read<Exercise>, files: &Files) -> Vec<Problem> {
    let exercise = &read.value;
    let of_form = |form: &Option<Variant>| form.as_ref().and_then(|form| form.figure.clone());
    let named =
        [("figure", exercise.figure.clone()), ("easier.figure", of_form(&exercise.easier)), ("harder.figure", of_form(&exercise.harder))];
    let unknown = named.into_iter().filter_map(|(path, id)| Some((path, id.filter(|id| !files.figures.contains_key(id))?)));
    unknown
        .map(|(path, id)| {
            let known = files.figures.keys().map(String::as_str);
            let remedy =
                nearest(&id, known).map_or_else(|| "Draw it, or leave this out.".to_owned(), |meant| format!("Did you mean `{meant}`?"));
            read.note(path, format!("There is no figure `{id}`."), remedy)
        })
        .collect()
}

fn problems(read: &Read<FigureFile>, findings: Vec<Finding>) -> Vec<Problem> {
    let problem = |finding: Finding| match finding.severity {
        Severity::Refused => read.refuse(&finding.path, finding.what, finding.remedy),
        Severity::Noted => read.note(&finding.path, finding.what, finding.remedy),
    };
    findings.into_iter().map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::VariantKind;

    #[test]
    fn every_exercise_has_a_figure_that_moves_and_timed_care_a_still() {
        let (library, _) = crate::content::load(&Source::embedded(), &[]);
        for exercise in library.exercises.iter() {
            let figure = library.figure_of(exercise, None).unwrap_or_else(|| panic!("{} has no figure", exercise.id));
            assert!(!figure.is_still() || !matches!(exercise.dose.work, crate::domain::Work::Reps(_)), "{} does not move", exercise.id);
            for form in [VariantKind::Easier, VariantKind::Harder] {
                assert!(library.figure_of(exercise, Some(form)).is_some());
            }
        }
        for care in library.care.iter() {
            let figure = library.figure_of_care(&care.id).unwrap_or_else(|| panic!("{} has no picture", care.id));
            assert!(figure.is_still(), "{} moves", care.id);
        }
    }
}
