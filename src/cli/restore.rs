//! `unhunch restore`: lists the copies, or puts one in the place of the database and keeps what was there.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::DateTime;
use clap::Args;

use super::backup::counted;
use super::exit;
use super::log::When;
use crate::config::Paths;
use crate::domain::{clean, clean_line, fault};
use crate::store::{Backup, RestoreError, backups, restore};

/// What `restore` is asked.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct RestoreArgs {
    /// The number of a copy in the list, its name, or a file; without it the copies are listed
    #[arg(value_name = "N|FILE")]
    pub copy: Option<OsString>,
    /// Take a copy in which rows are not as they were written
    #[arg(long, requires = "copy")]
    pub force: bool,
}

/// Lists, or restores. Returns the exit code; 0 after a restore means it is on disk.
///
/// # Errors
/// When nothing can be written.
pub fn run(paths: &Paths, args: &RestoreArgs, when: &When<'_>, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let found = match backups(&paths.data) {
        Ok(found) => found,
        Err(error) => {
            let folder = clean_line(&paths.backups().display().to_string());
            return exit::refuse(err, &format!("{folder} cannot be read: {}.", fault(&error)), exit::NOT_SAVED);
        }
    };
    let Some(wanted) = &args.copy else { return list(&found, when, out).map(|()| exit::DONE) };
    let file = match chosen(wanted, &found, paths) {
        Ok(file) => file,
        Err(why) => return exit::refuse(err, &why, exit::USAGE),
    };
    match restore(&paths.data, &file, when.now.timestamp_millis(), args.force) {
        Ok(restored) => {
            for notice in &restored.notices {
                writeln!(err, "{}", clean(notice))?;
            }
            let mut said = format!("Restored: {}.", counted(restored.counts));
            if let Some(kept) = &restored.kept {
                let name = kept.file_name().unwrap_or_default().display();
                said += &format!("\nWhat was there is kept: {}\n", kept.display());
                said += &if restored.is_copy {
                    format!("unhunch restore {name} brings it back.")
                } else {
                    "It could not be copied, so it is kept as it was, byte for byte.".to_owned()
                };
            }
            // It is on disk: that nobody listens any more is no failure.
            let _ = writeln!(out, "{}", clean(&said));
            Ok(exit::DONE)
        }
        Err(error) => exit::refuse(err, &error.to_string(), code(&error)),
    }
}

fn code(error: &RestoreError) -> u8 {
    match error {
        RestoreError::InUse => exit::LOCKED,
        RestoreError::Unfit(..) | RestoreError::Changed(..) => exit::REFUSED,
        RestoreError::Place(error) => exit::of_open(error),
        RestoreError::Failed(error) => exit::of_store(error),
    }
}

/// The file that is meant: a number of the list, a file, or a name in the folder of copies.
fn chosen(wanted: &OsStr, found: &[Backup], paths: &Paths) -> Result<PathBuf, String> {
    if let Some(number) = wanted.to_str().and_then(|text| text.parse::<usize>().ok()) {
        return match number.checked_sub(1).and_then(|n| found.get(n)) {
            Some(copy) => Ok(copy.path.clone()),
            None => Err(format!("There is no copy {number}. `unhunch restore` lists those there are.")),
        };
    }
    let file = Path::new(wanted);
    let named = paths.backups().join(file);
    Ok(if file.symlink_metadata().is_err() && named.symlink_metadata().is_ok() { named } else { file.to_path_buf() })
}

/// One line a copy, the newest first.
fn list(found: &[Backup], when: &When<'_>, out: &mut dyn Write) -> io::Result<()> {
    if found.is_empty() {
        return writeln!(out, "There is no copy yet. One is made by itself once something is saved; `unhunch backup` makes one now.");
    }
    let head = ["N", "made", "ratings", "sessions", "size", "why"].map(str::to_owned);
    let rows = found.iter().enumerate().map(|(n, copy)| {
        let [ratings, sessions] = match copy.counts {
            Some(counts) => [counts.ratings, counts.sessions].map(|count| count.to_string()),
            None => ["", ""].map(str::to_owned),
        };
        let why = if copy.counts.is_some() { copy.why.clone() } else { format!("{}, cannot be read", copy.why) };
        [(n + 1).to_string(), date(copy.at, when), ratings, sessions, size(copy.size), why]
    });
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let [number, made, ratings, sessions, size] = [0, 1, 2, 3, 4].map(width);
    for [n, at, rated, trained, bytes, why] in &rows {
        let line = format!("{at:<made$}  {rated:>ratings$}  {trained:>sessions$}  {bytes:>size$}  {why}");
        writeln!(out, "{n:>number$}  {}", clean_line(&line))?;
    }
    writeln!(out, "`unhunch restore N` puts one in place of the database; what is there now is kept as a copy.")
}

/// `Mon 2 Mar 2026 14:05`, as the clock on the wall read.
fn date(at: i64, when: &When<'_>) -> String {
    let at = DateTime::from_timestamp_millis(at).unwrap_or_default();
    let wall = when.zone.wall(at).naive_local();
    format!("{} {}", wall.format("%a %-d %b %Y"), when.clock.time(wall))
}

/// `84 KB`, `1.2 MB`
fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        format!("{} KB", bytes.div_ceil(1_000))
    } else {
        format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
    }
}
