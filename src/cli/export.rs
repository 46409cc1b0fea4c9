//! `unhunch export`: everything the person did as one file, whole under its name or not there at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, SecondsFormat};
use clap::{Args, ValueEnum};

use super::{calendar, exit};
use crate::assets::Source;
use crate::domain::{clean_line, fault};
use crate::report::{Export, MOST_BYTES, TableExport};
use crate::store::{Stamp, Store, StoreError, TABLES, Table};

/// In which form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// All of it, without loss; `unhunch import` reads it back
    #[default]
    Json,
    /// One table, for a spreadsheet
    Csv,
    /// The remaining days of the plan, for a calendar
    Ics,
}

/// Which table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Ratings with their words and notes
    #[default]
    Entries,
    /// What was done
    Sessions,
    /// The same, item by item
    Items,
    /// Nudges to move, with what became of them
    Nudges,
    /// Desk checks and other questions asked once in a while
    Checks,
}

impl What {
    fn table(self) -> Option<&'static Table> {
        let list = match self {
            Self::Entries => "entries",
            Self::Sessions => "sessions",
            Self::Items => "items",
            Self::Nudges => "nudges",
            Self::Checks => "answers",
        };
        TABLES.iter().copied().find(|table| table.list == list)
    }
}

/// What `export` is asked.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportArgs {
    /// In which form
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Which table, with --format csv; entries if none is named
    #[arg(long, value_enum, value_name = "TABLE")]
    pub what: Option<What>,
    /// With --format csv: every value as it is stored, so that import reads it back; a spreadsheet may take a text in it for a formula
    #[arg(long)]
    pub raw: bool,
    /// Where to; - is standard output
    #[arg(short, long, value_name = "FILE|-", default_value = "-")]
    pub output: PathBuf,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}

/// What is written.
enum Content {
    /// Everything, made at this time.
    All(String),
    /// One table, for people or raw.
    One(&'static Table, bool),
    /// A text.
    Text(String),
}

/// Why nothing was written.
pub(super) enum Fault {
    Store(StoreError),
    Io(io::Error),
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Writes what is asked. `out` is standard output and gets nothing else. Returns the exit code; 0 means the file is on disk.
///
/// # Errors
/// When a refusal cannot be printed.
pub fn run(
    store: &mut Store,
    args: &ExportArgs,
    source: &Source,
    stamp: Stamp,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    if args.format != Format::Csv && (args.what.is_some() || args.raw) {
        return exit::refuse(err, "--what and --raw are for tables; add --format csv.", exit::USAGE);
    }
    let content = match (args.format, args.what.unwrap_or_default().table()) {
        (Format::Csv, Some(table)) => Content::One(table, args.raw),
        (Format::Csv, None) => return exit::refuse(err, "There is no such table.", exit::USAGE),
        (Format::Json, _) => Content::All(exported_at(stamp)),
        (Format::Ics, _) => match calendar::remaining(store, source, stamp) {
            Ok(text) => Content::Text(text),
            Err((code, why)) => return exit::refuse(err, &why, code),
        },
    };
    let written = if args.output == Path::new("-") {
        pour(store, &content, &mut *out)
    } else {
        keep(&args.output, args.force, |file| pour(store, &content, file))
    };
    match written {
        Ok(bytes) => {
            if bytes > MOST_BYTES as u64 {
                writeln!(err, "The export has {} MB; import reads {} MB at most.", bytes >> 20, MOST_BYTES >> 20)?;
            }
            Ok(exit::DONE)
        }
        // Whoever read along has seen enough.
        Err(Fault::Io(error)) if error.kind() == ErrorKind::BrokenPipe && args.output == Path::new("-") => Ok(exit::DONE),
        Err(fault) => cannot_keep(err, &fault, &args.output),
    }
}

/// Says why a file was not written. Returns the exit code.
///
/// # Errors
/// When it cannot be printed.
pub(super) fn cannot_keep(err: &mut dyn Write, why: &Fault, path: &Path) -> io::Result<u8> {
    let shown = clean_line(&path.display().to_string());
    match why {
        Fault::Store(error) => exit::refuse(err, &error.to_string(), exit::of_store(error)),
        Fault::Io(error) if error.kind() == ErrorKind::AlreadyExists => {
            exit::refuse(err, &format!("{shown} is there already. Name another file, or replace it with --force."), exit::REFUSED)
        }
        Fault::Io(error) => {
            exit::refuse(err, &format!("{shown} cannot be written: {}. Name another file with -o.", fault(error)), exit::NOT_SAVED)
        }
    }
}

/// The date of an export: local, with its offset.
fn exported_at(stamp: Stamp) -> String {
    let utc = DateTime::from_timestamp_millis(stamp.at).unwrap_or_default();
    match FixedOffset::east_opt(stamp.off.saturating_mul(60)) {
        Some(off) => utc.with_timezone(&off).to_rfc3339_opts(SecondsFormat::Secs, false),
        None => utc.to_rfc3339_opts(SecondsFormat::Secs, false),
    }
}

/// Writes it to `out`. Answers how many bytes.
fn pour(store: &Store, content: &Content, out: impl Write) -> Result<u64, Fault> {
    let mut counted = Counted { out: BufWriter::new(out), bytes: 0 };
    match content {
        Content::All(at) => {
            let mut export = Export::new(counted, at)?;
            store.records(|piece| -> Result<(), Fault> { Ok(export.push(&piece)?) })?;
            counted = export.finish()?;
        }
        Content::One(table, raw) => {
            let mut export = TableExport::new(counted, table, *raw)?;
            store.table(table, |record| -> Result<(), Fault> { Ok(export.push(&record)?) })?;
            counted = export.finish()?;
        }
        Content::Text(text) => counted.write_all(text.as_bytes())?,
    }
    counted.out.flush()?;
    Ok(counted.bytes)
}

/// Writes a file of that name: first under another name, closed to others, then on disk, then renamed. One that is there is replaced only by force.
pub(super) fn keep<T>(path: &Path, force: bool, pour: impl FnOnce(&File) -> Result<T, Fault>) -> Result<T, Fault> {
    if !force && fs::symlink_metadata(path).is_ok() {
        return Err(Fault::Io(ErrorKind::AlreadyExists.into()));
    }
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.is_dir() {
        return Err(Fault::Io(ErrorKind::IsADirectory.into()));
    }
    // tempfile makes it with O_EXCL and mode 0600, and takes it away again if what follows fails.
    let draft = tempfile::Builder::new().prefix(".unhunch-export-").tempfile_in(dir)?;
    let poured = pour(draft.as_file())?;
    draft.as_file().sync_all()?;
    // Renaming replaces a link, never what it leads to.
    let kept = if force { draft.persist(path) } else { draft.persist_noclobber(path) };
    kept.map_err(|error| error.error)?;
    File::open(dir)?.sync_all()?;
    Ok(poured)
}

/// Counts what passes.
struct Counted<W> {
    out: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::domain::{Day, EntryMoment, Score};
    use crate::store::{NewEntry, Request};

    const NOON: Stamp = Stamp { at: 1_772_452_800_000, off: 60, day: Day(20_514) };

    fn filled() -> Store {
        let mut store = Store::in_memory().expect("opens");
        let entry = NewEntry::now(Score::new(4).expect("on the scale"), EntryMoment::Free, None);
        store.answer(&Request::Rate(Box::new(entry)), NOON).expect("rated");
        store
    }

    fn export(output: &Path, force: bool) -> (u8, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = ExportArgs { output: output.to_path_buf(), force, ..ExportArgs::default() };
        let code = run(&mut filled(), &args, &Source::embedded(), NOON, &mut out, &mut err).expect("prints");
        (code, String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"))
    }

    #[test]
    fn standard_output_gets_the_export_and_nothing_else() {
        let (code, out, err) = export(Path::new("-"), false);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(
            out.starts_with("{\n\"format\": 1,\n\"schema\": 3,\n\"exported_at\": \"2026-03-02T13:00:00+01:00\",\n\"runs\": [],\n"),
            "{out}"
        );
        assert!(out.contains("\"score\":4") && out.ends_with("\"deleted\": []\n}\n"), "{out}");
        assert_eq!(crate::report::parse(out.as_bytes()).expect("reads").rows.len(), 1);
    }

    #[test]
    fn a_file_is_the_persons_alone_and_never_replaced_unasked() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("back.json");
        assert_eq!(export(&file, false), (0, String::new(), String::new()));
        assert_eq!(fs::metadata(&file).expect("stands").permissions().mode() & 0o777, 0o600);
        fs::write(&file, "mine").expect("written");
        let (code, _, err) = export(&file, false);
        assert!(code == 1 && err.starts_with("error: ") && err.contains("--force"), "{err}");
        assert_eq!(fs::read_to_string(&file).expect("reads"), "mine");
        assert_eq!(export(&file, true).0, 0);
        assert!(fs::read_to_string(&file).expect("reads").starts_with('{'));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_link_is_replaced_and_what_it_leads_to_is_untouched() {
        let folder = tempfile::tempdir().expect("a folder");
        let (victim, link) = (folder.path().join("victim"), folder.path().join("link"));
        symlink(&victim, &link).expect("linked");
        assert_eq!(export(&link, false).0, 1, "a link that leads nowhere is there, too");
        fs::write(&victim, "mine").expect("written");
        assert_eq!(export(&link, true).0, 0);
        assert_eq!(fs::read_to_string(&victim).expect("reads"), "mine");
        assert!(fs::symlink_metadata(&link).expect("stands").is_file());
    }

    #[test]
    fn what_cannot_be_written_is_said_and_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let (code, _, err) = export(&folder.path().join("none/back.json"), false);
        assert!(code == 74 && err.contains("cannot be written: there is no such file or folder. Name"), "{err}");
        let (code, _, err) = export(folder.path(), true);
        assert!(code == 74 && err.contains("cannot be written"), "{err}");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }
}
