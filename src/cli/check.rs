//! `unhunch check`: every mistake in the embedded files and the user's own, with its place and its remedy.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit;
use crate::assets::Source;
use crate::content;
use crate::domain::{Problem, Severity, clean, clean_line};

/// What `check` is asked.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckArgs {
    /// A folder laid out like the configuration folder, in place of your own; only its mistakes are reported
    pub dir: Option<PathBuf>,
}

/// Prints all mistakes together and counts them. `config_dir` is the user's own folder; `settings` reads the settings of a source: the ids
/// hidden by it, and what is wrong with settings, keymaps and themes.
///
/// Returns the exit code: 0 clean, 1 with findings, 2 if there is no such folder.
///
/// # Errors
/// When nothing can be written.
pub fn run(
    args: &CheckArgs,
    config_dir: &Path,
    settings: impl FnOnce(&Source) -> (Vec<String>, Vec<Problem>),
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let dir = args.dir.as_deref().unwrap_or(config_dir);
    // a configuration folder that is not there has no mistakes; a file in its place is one, not one for each file it might hold
    if !dir.is_dir() && (args.dir.is_some() || dir.exists()) {
        let why =
            format!("There is no folder {}. Name one laid out like the configuration folder.", clean_line(&dir.display().to_string()));
        return exit::refuse(err, &why, exit::USAGE);
    }
    let source = Source::with_own(dir);
    let (hidden, extra) = settings(&source);
    let mut problems = content::check(&source, &hidden, extra);
    if args.dir.is_some() {
        problems.retain(|problem| Path::new(&problem.file).starts_with(dir));
    }
    for problem in &problems {
        writeln!(out, "{}", clean(&problem.to_string()))?;
    }
    writeln!(out, "{}", counted(&problems))?;
    Ok(u8::from(!problems.is_empty()))
}

fn counted(problems: &[Problem]) -> String {
    let files: BTreeSet<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    let refused: BTreeSet<&str> =
        problems.iter().filter(|problem| problem.severity == Severity::Refused).map(|problem| problem.file.as_str()).collect();
    let number = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let used = match refused.len() {
        0 => String::new(),
        1 => "; 1 file is not used until it is mended".to_owned(),
        count => format!("; {count} files are not used until they are mended"),
    };
    match problems.len() {
        0 => "No mistakes.".to_owned(),
        count => format!("{} in {}{used}.", number(count, "mistake"), number(files.len(), "file")),
    }
}
