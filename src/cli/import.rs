//! `unhunch import`: an export back into the database, all of it or nothing, as often as one likes.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit;
use crate::domain::{clean_line, fault};
use crate::report::{self, MOST_BYTES};
use crate::store::{Merged, Stamp, Store, Why};

/// What `import` is asked.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportArgs {
    /// A file that `unhunch export` wrote
    pub file: PathBuf,
    /// Tell what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Reads the file and takes in what is newer than what is here. Returns the exit code; 0 means it is on disk.
///
/// # Errors
/// When a refusal cannot be printed.
pub fn run(store: &mut Store, args: &ImportArgs, stamp: Stamp, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let shown = clean_line(&args.file.display().to_string());
    let bytes = match read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let why = format!("{shown} cannot be read: {}. Name a file that unhunch export wrote.", fault(&error));
            return exit::refuse(err, &why, exit::USAGE);
        }
    };
    let records = match report::parse(&bytes) {
        Ok(records) => records,
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
    match store.merge(&records, args.dry_run, stamp) {
        Ok(merged) => {
            // It is on disk: that nobody listens any more is no failure.
            let _ = writeln!(out, "{}", said(merged, args.dry_run));
            Ok(exit::DONE)
        }
        Err(error) => exit::refuse(err, &format!("{error} Nothing was changed."), exit::of_store(&error)),
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
    use crate::cli::export::{self, ExportArgs};
    use crate::domain::{Day, EntryMoment, Score};
    use crate::store::{NewEntry, Piece, Request, StoreError};

    const NOON: Stamp = Stamp { at: 1_772_452_800_000, off: 60, day: Day(20_514) };

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
        let args = ImportArgs { file: file.to_path_buf(), dry_run };
        let code = run(store, &args, NOON, &mut out, &mut err).expect("prints");
        assert_eq!(code == 0, err.is_empty());
        (code, String::from_utf8([out, err].concat()).expect("text"))
    }

    #[test]
    fn an_export_comes_back_whole_and_only_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("back.json");
        let first = filled(&[4, 7, 0]);
        let args = ExportArgs { output: file.clone(), ..ExportArgs::default() };
        assert_eq!(export::run(&first, &args, NOON, &mut Vec::new(), &mut Vec::new()).expect("prints"), 0);

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
