//! Figures: one by its id, for whoever wants no library, and the rules for all of them.

use super::load::Read;
use crate::assets::{Folder, Source};
use crate::domain::{Problem, Severity};
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

fn problems(read: &Read<FigureFile>, findings: Vec<Finding>) -> Vec<Problem> {
    let problem = |finding: Finding| match finding.severity {
        Severity::Refused => read.refuse(&finding.path, finding.what, finding.remedy),
        Severity::Noted => read.note(&finding.path, finding.what, finding.remedy),
    };
    findings.into_iter().map(problem).collect()
}
