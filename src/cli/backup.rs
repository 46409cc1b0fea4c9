//! `unhunch backup`: a checked copy of the whole database, beside the others or in a folder of one's own choice.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::exit;
use crate::domain::clean_line;
use crate::store::{Counts, Stamp, Store, Why};

/// What `backup` is asked.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupArgs {
    /// Another folder, such as one on a second disk; nothing in it is ever deleted
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
}

/// Makes the copy. Returns the exit code; 0 means it is on disk and was read back.
///
/// # Errors
/// When a refusal cannot be printed.
pub fn run(store: &Store, args: &BackupArgs, stamp: Stamp, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let copied = match &args.to {
        Some(folder) => store.back_up_to(folder, stamp).map(Some),
        None => store.back_up(Why::ByHand, stamp),
    };
    match copied {
        Ok(copied) => {
            let said = copied.map(|copied| format!("Copied and checked: {}.\n{}", counted(copied.counts), copied.path.display()));
            // It is on disk: that nobody listens any more is no failure.
            let _ = writeln!(out, "{}", crate::domain::clean(&said.unwrap_or_default()));
            Ok(exit::DONE)
        }
        Err(error) => {
            let whither = args.to.as_ref().map(|dir| format!(" in {}", clean_line(&dir.display().to_string()))).unwrap_or_default();
            let remedy =
                if args.to.is_some() { "Name a folder that is there, and where there is room." } else { "Mend that, then try again." };
            exit::refuse(err, &format!("No copy was made{whither}: {}. {remedy}", error.reason()), exit::of_store(&error))
        }
    }
}

/// `214 ratings, 57 sessions`
pub fn counted(counts: Counts) -> String {
    let of = |count: i64, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    format!("{}, {}", of(counts.ratings, "rating"), of(counts.sessions, "session"))
}
