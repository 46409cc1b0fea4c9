//! Copies of the whole database: their names, what is in them, and which there are. Made in one way whatever for, thinned by one rule, put back by one.

mod due;
mod make;
mod restore;
mod thin;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime};

use super::open::connect_to_copy;
use super::place::BACKUPS;
use super::table::TABLES;
use super::{StoreError, check};

pub(super) use due::Due;
pub(super) use make::{Archive, copy};
pub use make::{Copied, Copying};
pub use restore::{RestoreError, Restored, restore};

/// What a copy was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// In the course of the day.
    ByItself,
    /// Somebody asked for it.
    ByHand,
    /// The schema is about to become this one.
    Schema(i64),
    /// An import is about to change much.
    Import,
    /// A copy is about to take its place.
    Restore,
}

/// The first word of the name of what could not be copied but was kept as it was, byte for byte.
const REPLACED: &str = "replaced";
/// The same of copies made by themselves.
const BY_ITSELF: &str = "by-itself";
/// How the time stands in a name.
const TIME: &str = "%Y%m%dT%H%M%SZ";
/// What a copy is called until it is whole.
const DRAFT: &str = ".tmp";

impl Why {
    fn word(self) -> String {
        match self {
            Self::ByItself => BY_ITSELF.to_owned(),
            Self::ByHand => "by-hand".to_owned(),
            Self::Schema(version) => format!("before-schema-{version}"),
            Self::Import => "before-import".to_owned(),
            Self::Restore => "before-restore".to_owned(),
        }
    }
}

/// How much is in a database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pain ratings.
    pub ratings: i64,
    /// Sessions.
    pub sessions: i64,
    /// Rows of the person's, of all kinds.
    pub rows: i64,
}

/// A copy in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, UTC milliseconds.
    pub at: i64,
    /// What for, in words.
    pub why: String,
    /// Bytes.
    pub size: u64,
    /// What is in it; nothing if it cannot be read.
    pub counts: Option<Counts>,
}

/// The copies in a data folder, the newest first.
///
/// # Errors
/// If the folder is there and cannot be read.
pub fn backups(dir: &Path) -> io::Result<Vec<Backup>> {
    let mut found = Vec::new();
    for (path, name) in names(&dir.join(BACKUPS))? {
        let meta = fs::symlink_metadata(&path)?;
        // of those of one second the file system knows the order
        let order = (name.at, meta.modified()?);
        found.push((order, Backup { at: name.at, why: name.why.replace('-', " "), size: meta.len(), counts: counts_of(&path).ok(), path }));
    }
    found.sort_by(|(a, _), (b, _)| b.cmp(a));
    Ok(found.into_iter().map(|(_, copy)| copy).collect())
}

/// Takes away what a copy left that was cut short, here and in the data folder. Of one that is just being made it takes nothing.
///
/// # Errors
/// If something is there that cannot be taken away.
pub fn tidy(dir: &Path) -> io::Result<()> {
    restore::tidy(dir)?;
    let folder = dir.join(BACKUPS);
    match fs::symlink_metadata(&folder) {
        Ok(meta) if meta.is_dir() => make::Turn::at_once(&folder)?.map_or(Ok(()), |turn| turn.sweep()),
        _ => Ok(()),
    }
}

/// The name of a copy: `<why>-<UTC time>.db`, and a number where one second saw several.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    why: String,
    at: i64,
}

impl Name {
    /// Reads it; nothing if it is not a name of ours.
    fn read(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".db")?;
        let stem = match stem.rsplit_once('-') {
            Some((rest, count)) if rest.ends_with('Z') && !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit()) => rest,
            _ => stem,
        };
        let (why, time) = stem.rsplit_once('-')?;
        let at = NaiveDateTime::parse_from_str(time, TIME).ok()?.and_utc().timestamp_millis();
        let is_word = !why.is_empty() && why.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        is_word.then(|| Self { why: why.to_owned(), at })
    }

    /// A name in `folder` that nothing has yet.
    fn free(folder: &Path, why: &str, at: i64) -> PathBuf {
        let time = DateTime::from_timestamp_millis(at).unwrap_or_default().format(TIME);
        let nth = |n: u32| folder.join(if n == 1 { format!("{why}-{time}.db") } else { format!("{why}-{time}-{n}.db") });
        (1..).map(nth).find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_else(|| nth(1))
    }
}

/// Every copy of a folder with its name; none if there is no such folder. What has another name is nobody's to judge.
fn names(folder: &Path) -> io::Result<Vec<(PathBuf, Name)>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_str().and_then(Name::read);
        if let Some(name) = name.filter(|_| entry.file_type().is_ok_and(|kind| kind.is_file())) {
            found.push((entry.path(), name));
        }
    }
    Ok(found)
}

/// How much is in a copy.
fn counts_of(file: &Path) -> Result<Counts, StoreError> {
    Ok(told(&check::rows(&connect_to_copy(file)?)?))
}

/// What of the rows of all tables is worth telling.
fn told(rows: &[(String, i64)]) -> Counts {
    let of = |name: &str| rows.iter().find(|(table, _)| table == name).map_or(0, |(_, rows)| *rows);
    Counts { ratings: of("entry"), sessions: of("session"), rows: TABLES.iter().map(|table| of(table.name)).sum() }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod names_tests {
    use super::super::testing::{Folder, NOON};
    use super::*;

    #[test]
    fn a_name_tells_what_for_and_when_and_is_never_given_twice() {
        let folder = Folder::new();
        let mut seen = Vec::new();
        for why in [Why::ByItself, Why::ByHand, Why::Schema(12), Why::Import, Why::Restore, Why::ByHand, Why::ByHand] {
            let path = Name::free(folder.path(), &why.word(), NOON.at);
            fs::write(&path, "").expect("written");
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
            assert_eq!(Name::read(name), Some(Name { why: why.word(), at: NOON.at }), "{name}");
            seen.push(name.to_owned());
        }
        assert_eq!(seen[0], "by-itself-20260302T120000Z.db");
        assert_eq!(seen[2], "before-schema-12-20260302T120000Z.db");
        assert_eq!(seen[6], "by-hand-20260302T120000Z-3.db");
        assert_eq!(names(folder.path()).expect("reads").len(), 7);
    }

    #[test]
    fn what_is_not_ours_has_no_name() {
        for name in [
            "",
            ".db",
            "journal.db",
            "by-itself-20260302T120000Z.db.tmp",
            "by-itself-20260302T120000Z.txt",
            "by-itself-20260302T120000Z-.db",
            "by-itself-20260302T120000Z-x.db",
            "by-itself-20261302T120000Z.db",
            "-20260302T120000Z.db",
            "My copy-20260302T120000Z.db",
            "20260302T120000Z.db",
            "Ä-20260302T120000Z-2.db",
        ] {
            assert_eq!(Name::read(name), None, "{name}");
        }
    }
}
