//! `unhunch import`: an export back into the database, all of it or nothing, as often as one likes.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit;
use super::log::When;
use crate::domain::{clean, clean_line, fault};
use crate::report::{self, DateForm, Field, Local, MOST_BYTES, Mapping, Sheet};
use crate::store::{Merged, Store, StoreError, Why};

/// What `import` is asked.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportArgs {
    /// A file that `unhunch export` wrote, or a CSV file with date, time, score and note
    pub file: PathBuf,
    /// Which columns of a CSV file hold what, if it is not guessed, such as date=Datum,time=Zeit,score=Pain,note=Note
    #[arg(long, value_name = "FIELD=HEADER", value_delimiter = ',', value_parser = column)]
    pub columns: Vec<(Field, String)>,
    /// How its dates are written, if not as 2026-03-02
    #[arg(long, value_enum, value_name = "ORDER")]
    pub dates: Option<Dates>,
    /// Tell what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// In which order day, month and year stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Dates {
    /// 2026-03-02
    Ymd,
    /// 02.03.2026
    Dmy,
    /// 03/02/2026
    Mdy,
}

/// `date=Datum`
fn column(text: &str) -> Result<(Field, String), String> {
    let found = text.split_once('=').filter(|(_, header)| !header.trim().is_empty());
    let found = found.and_then(|(field, header)| Some((Field::parse(field.trim())?, header.trim().to_owned())));
    found.ok_or_else(|| "write uid, date, time, score or note, then = and the header, such as date=Datum".to_owned())
}

/// Reads the file and takes in what is newer than what is here. Returns the exit code; 0 means it is on disk.
///
/// # Errors
/// When a refusal cannot be printed.
pub fn run(store: &mut Store, args: &ImportArgs, when: &When<'_>, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let shown = clean_line(&args.file.display().to_string());
    let bytes = match read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let why = format!("{shown} cannot be read: {}. Name a file that unhunch export wrote.", fault(&error));
            return exit::refuse(err, &why, exit::USAGE);
        }
    };
    let stamp = when.stamp(when.now);
    let mapping = Mapping {
        columns: args.columns.clone(),
        dates: args.dates.map(|dates| match dates {
            Dates::Ymd => DateForm::YearMonthDay,
            Dates::Dmy => DateForm::DayMonthYear,
            Dates::Mdy => DateForm::MonthDayYear,
        }),
    };
    let read = if mapping.is_given() || is_table(&args.file, &bytes) {
        let local = Local { now: stamp.at, off: stamp.off, zone: when.zone, day_start: when.day_start };
        report::read_sheet(&bytes, &mapping, &local)
    } else {
        report::parse(&bytes).map(Sheet::from)
    };
    let sheet = match read {
        Ok(sheet) => sheet,
        Err(error) => return exit::refuse(err, &format!("{shown}: {error} Nothing was changed."), exit::REFUSED),
    };
    drop(bytes);
    // Where nothing is, nothing can be lost.
    if !args.dry_run
        && !store.is_empty().unwrap_or(false)
        && let Err(error) = store.back_up(Why::Import, stamp)
    {
        let why = format!("Nothing was imported, because the copy before it failed: {}.", error.reason());
        return exit::refuse(err, &why, exit::of_store(&error));
    }
    match store.merge(&sheet.records, args.dry_run, stamp) {
        Ok(merged) => {
            // It is on disk: that nobody listens any more is no failure.
            for note in &sheet.notes {
                let _ = writeln!(out, "{}", clean(note));
            }
            let _ = writeln!(out, "{}", said(merged, args.dry_run));
            Ok(exit::DONE)
        }
        Err(StoreError::Refused(why)) => {
            exit::refuse(err, &format!("{shown}: {}. Nothing was changed.", sheet.placed(&why)), exit::REFUSED)
        }
        Err(error) => exit::refuse(err, &format!("{error} Nothing was changed."), exit::of_store(&error)),
    }
}

/// Whether a file is a table and not an export in JSON: by its name, or else by how it begins.
fn is_table(path: &Path, bytes: &[u8]) -> bool {
    match path.extension().and_then(|end| end.to_str()).map(str::to_lowercase).as_deref() {
        Some("csv" | "tsv") => true,
        Some("json") => false,
        _ => !bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_none_or(|byte| matches!(byte, b'{' | b'[')),
    }
}

/// The bytes of a file, one more than is allowed at most: what is larger is refused before it fills the memory.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What became of it, in words.
fn said(merged: Merged, dry_run: bool) -> String {
    let Merged { added, updated, deleted, skipped } = merged;
    let begin = if dry_run { "Would have imported: " } else { "Imported: " };
    let end = match (dry_run, added + updated + deleted) {
        (true, _) => ". Nothing was changed.",
        (false, 0) => ".",
        (false, _) => ". Undo takes it back as one step.",
    };
    format!("{begin}{added} added, {updated} updated, {deleted} deleted, {skipped} skipped as already here or changed here since{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Source;
    use crate::cli::export::{self, ExportArgs};
    use crate::config::ClockStyle;
    use crate::domain::{Day, DayStart, EntryMoment, Score};
    use crate::runtime::LocalZone;
    use crate::store::{NewEntry, Piece, Request, Stamp};

    const NOON: Stamp = Stamp { at: 1_772_452_800_000, off: 60, day: Day(20_514) };

    fn noon() -> When<'static> {
        let now = chrono::DateTime::parse_from_rfc3339("2026-03-02T13:00:00+01:00").expect("a time");
        When { now, zone: &LocalZone, day_start: DayStart::default(), clock: ClockStyle::H24 }
    }

    fn filled(scores: &[u8]) -> Store {
        let mut store = Store::in_memory().expect("opens");
        for &score in scores {
            let entry = NewEntry::now(Score::new(score).expect("on the scale"), EntryMoment::Free, None);
            store.answer(&Request::Rate(Box::new(entry)), NOON).expect("rated");
        }
        store
    }

    fn pieces(store: &Store) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let take = |piece| -> Result<(), StoreError> {
            pieces.push(piece);
            Ok(())
        };
        store.records(take).expect("reads");
        pieces
    }

    fn import(store: &mut Store, file: &Path, dry_run: bool) -> (u8, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = ImportArgs { file: file.to_path_buf(), dry_run, ..ImportArgs::default() };
        let code = run(store, &args, &noon(), &mut out, &mut err).expect("prints");
        assert_eq!(code == 0, err.is_empty());
        (code, String::from_utf8([out, err].concat()).expect("text"))
    }

    #[test]
    fn an_export_comes_back_whole_and_only_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("back.json");
        let mut first = filled(&[4, 7, 0]);
        let args = ExportArgs { output: file.clone(), ..ExportArgs::default() };
        assert_eq!(export::run(&mut first, &args, &Source::embedded(), NOON, &mut Vec::new(), &mut Vec::new()).expect("prints"), 0);

        let mut second = filled(&[]);
        let (code, said) = import(&mut second, &file, true);
        assert_eq!(code, 0);
        assert!(
            said.starts_with("Would have imported: 3 added, 0 updated, 0 deleted, 0 skipped") && said.ends_with("Nothing was changed.\n"),
            "{said}"
        );
        assert_eq!(pieces(&second), []);
        assert!(import(&mut second, &file, false).1.starts_with("Imported: 3 added, 0 updated, 0 deleted, 0 skipped"));
        assert_eq!(pieces(&first), pieces(&second));
        let said = import(&mut second, &file, false).1;
        assert_eq!(said, "Imported: 0 added, 0 updated, 0 deleted, 3 skipped as already here or changed here since.\n");
        assert_eq!(pieces(&first), pieces(&second));
    }

    #[test]
    fn what_is_no_export_changes_nothing_and_says_why() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("back.json");
        let mut store = filled(&[4]);
        let before = pieces(&store);
        let (code, said) = import(&mut store, &file, false);
        assert!(code == 2 && said.starts_with("error: ") && said.contains("cannot be read: there is no such file"), "{said}");
        for (text, told) in [("{\"format\":1,\"entries\":[{}]}", "entries[0].uid is missing"), ("hello", "not JSON as unhunch writes it")] {
            std::fs::write(&file, text).expect("written");
            let (code, said) = import(&mut store, &file, false);
            assert!(code == 1 && said.starts_with("error: ") && said.contains(told) && said.ends_with("Nothing was changed.\n"), "{said}");
        }
        // A gigabyte of nothing is read no further than the limit.
        File::create(&file).expect("made").set_len(1 << 30).expect("set");
        let (code, said) = import(&mut store, &file, false);
        assert!(code == 1 && said.contains("more than 64 MB"), "{said}");
        assert_eq!(pieces(&store), before);
    }
}
