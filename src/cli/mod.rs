//! The command line: what can be asked of the program, one file per subcommand.

pub mod backup;
mod beside;
mod calendar;
mod card;
pub mod check;
mod chosen;
pub mod describe;
mod desk;
pub mod doctor;
pub mod exit;
pub mod export;
pub mod figure;
pub mod import;
pub mod list;
pub mod log;
pub mod nudge;
mod place;
pub mod report;
pub mod restore;
pub mod show;
pub mod status;
#[cfg(test)]
mod testing;
pub mod today;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand};

use self::chosen::{choices, theme};
use self::desk::{Absent, at_desk};
use self::exit::{NOT_SAVED, USAGE};
use crate::assets::Source;
use crate::breaks::QuietWhy;
use crate::config::Paths;
use crate::domain::fault;
use crate::runtime::{self, ClockStart, Exit, Failure, Launch};
use crate::store::{Errand, SCHEMA, sqlite_version};

/// A calm companion for an upper back that sits at a desk all day: exercises, guided sessions, a pain journal.
///
/// Without a subcommand it opens in this terminal. All data stays on this machine, in one file.
#[derive(Debug, Parser)]
#[command(name = "unhunch", disable_version_flag = true)]
struct Cli {
    #[command(flatten)]
    folders: Folders,
    /// Another clock, for trials: when it starts and how fast it runs, such as 2026-03-02T09:00x60; only with --data-dir
    #[arg(long, global = true, value_name = "START[xRATE]", hide_short_help = true)]
    clock: Option<ClockStart>,
    /// Print the versions of program, schema and SQLite
    #[arg(long, short = 'V')]
    version: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Where things lie.
#[derive(Args, Debug)]
struct Folders {
    /// The folder of database, backups and all other state
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// The folder of your own exercises, routines, themes, keys and settings
    #[arg(long, global = true, value_name = "DIR")]
    config_dir: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a routine or timed care at once
    Start(StartArgs),
    /// A movement break of a minute: here, or without a terminal in the open tab
    Break,
    /// No nudges for a while: it always has an end
    Pause(nudge::PauseArgs),
    /// End the pause
    Resume,
    /// Put off the nudge that waits
    Snooze(nudge::SnoozeArgs),
    /// Say that you have moved, or done what the nudge that waits is for
    Did,
    /// Say in one line when the next nudge comes, for a status bar; reads only
    Status(status::StatusArgs),
    /// Write down how much it hurts, from the shell or beside an open tab
    Log(log::LogArgs),
    /// Say in one paragraph what is due, whether it is done and how it was last
    Today,
    /// Write everything you did into one file, one table for a spreadsheet, or the plan's days for a calendar
    Export(export::ExportArgs),
    /// Make a page for your doctor or physiotherapist: numbers, chart, where it hurts, what was done; without your notes unless you ask for them
    Report(report::ReportArgs),
    /// Read such a file, or a pain diary kept elsewhere: what is new is added, what is known stays
    Import(import::ImportArgs),
    /// Make a checked copy of the database
    Backup(backup::BackupArgs),
    /// List the copies, or put one in place of the database; what is there is kept
    Restore(restore::RestoreArgs),
    /// Report every mistake in the content, your own and the built-in
    Check(check::CheckArgs),
    /// Say what this terminal can do, how notices reach you, and how your data are
    Doctor(doctor::DoctorArgs),
    /// List what the library holds: exercises, routines or plans
    List(list::ListArgs),
    /// Print one thing of the library with its figure, or the file it is written in
    Show(show::ShowArgs),
    /// Draw a figure, or a sheet of all of them
    Figure(figure::FigureArgs),
    /// Print where everything lies, one path a line
    Where,
    /// Print what a shell reads to complete commands and options
    Completions(describe::CompletionsArgs),
    /// Print a page for man
    Man(describe::ManArgs),
}

#[derive(Args, Debug)]
struct StartArgs {
    /// The id of a routine or of timed care; the routine of the day if none is named
    routine: Option<String>,
    /// Its short version
    #[arg(long)]
    short: bool,
    /// In plain lines, for a screen reader or a terminal that draws nothing: no full screen, no colours, each change one line, and what you type ends with Enter
    #[arg(long)]
    plain: bool,
}

/// The command line of nearly every start: no command, nothing but folders. Laying out all commands with their help for that takes a twentieth of a start.
fn plain(args: &[OsString]) -> Option<Cli> {
    let mut folders = Folders { data_dir: None, config_dir: None };
    let mut rest = args.iter().skip(1);
    while let Some(arg) = rest.next() {
        let folder = match arg.to_str()? {
            "--data-dir" => &mut folders.data_dir,
            "--config-dir" => &mut folders.config_dir,
            _ => return None,
        };
        // one that is missing, given twice or looks like something else is not for us to judge
        let dir = rest.next().filter(|dir| dir.as_encoded_bytes().first().is_some_and(|byte| *byte != b'-'))?;
        if folder.replace(PathBuf::from(dir)).is_some() {
            return None;
        }
    }
    Some(Cli { folders, clock: None, version: false, command: None })
}

/// Runs the program with these arguments, its own name first.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match plain(&args).map_or_else(|| Cli::try_parse_from(&args), Ok) {
        Ok(cli) => cli,
        Err(error) => {
            // help is an answer, everything else a mistake
            let code = if matches!(error.kind(), ErrorKind::DisplayHelp) { 0 } else { USAGE };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    // nothing depends on it
    let _ = runtime::outlive_limits();
    match run(cli, &mut io::stdout(), &mut io::stderr()) {
        Ok(code) => code,
        // whoever stops reading, as `head` does, has read enough
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: Not everything could be written: {}.", fault(&error));
            ExitCode::from(NOT_SAVED)
        }
    }
}

fn run(cli: Cli, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<ExitCode> {
    if cli.version {
        let version = env!("CARGO_PKG_VERSION");
        writeln!(out, "unhunch {version} (schema {SCHEMA}, SQLite {})", sqlite_version())?;
        return Ok(ExitCode::SUCCESS);
    }
    let var = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let paths = match Paths::find(cli.folders.data_dir.clone(), cli.folders.config_dir, var) {
        Ok(paths) => paths,
        Err(sentence) => return refuse(err, &sentence, USAGE),
    };
    if cli.clock.is_some() && cli.folders.data_dir.is_none() {
        return refuse(err, "--clock writes made-up times, so it needs a folder of its own: name one with --data-dir DIR.", USAGE);
    }
    let mut plain = false;
    let begin = match cli.command {
        None => None,
        Some(Command::Log(args)) => {
            // refused before anything is made
            let asked = match log::read(&args, &mut io::stdin().lock()) {
                Ok(asked) => asked,
                Err((code, why)) => return refuse(err, &why, code),
            };
            return at_desk(&paths, cli.clock, Absent::Make, err, |desk, err| {
                let when = desk.when();
                let code = log::run(&mut desk.store, asked, &when, out, err)?;
                desk.copy(err)?;
                Ok(code)
            });
        }
        Some(Command::Today) => {
            return at_desk(&paths, cli.clock, Absent::Pretend, err, |desk, err| {
                let stamp = desk.stamp();
                let Some(settings) = &desk.settings else {
                    return exit::refuse(err, "The settings of the program itself cannot be read; install it again.", NOT_SAVED);
                };
                today::run(&mut desk.store, settings, &Source::with_own(&paths.config), stamp, out, err)
            });
        }
        Some(Command::Export(args)) => {
            return at_desk(&paths, cli.clock, Absent::Refuse, err, |desk, err| {
                let stamp = desk.stamp();
                export::run(&mut desk.store, &args, &Source::with_own(&paths.config), stamp, out, err)
            });
        }
        Some(Command::Report(args)) => {
            return at_desk(&paths, cli.clock, Absent::Refuse, err, |desk, err| {
                let source = &Source::with_own(&paths.config);
                let around = report::Around { source, stamp: desk.stamp(), made: desk.when().now.naive_local() };
                report::run(desk, &args, &around, out, err)
            });
        }
        Some(Command::Import(args)) => {
            let absent = if args.dry_run { Absent::Pretend } else { Absent::Make };
            return at_desk(&paths, cli.clock, absent, err, |desk, err| {
                let when = desk.when();
                import::run(&mut desk.store, &args, &when, out, err)
            });
        }
        Some(Command::Backup(args)) => {
            return at_desk(&paths, cli.clock, Absent::Refuse, err, |desk, err| backup::run(&desk.store, &args, desk.stamp(), out, err));
        }
        Some(Command::Restore(args)) => {
            // the database itself may be what is broken
            let when = desk::without(&paths, cli.clock);
            return restore::run(&paths, &args, &when, out, err).map(ExitCode::from);
        }
        Some(Command::Pause(args)) => {
            // refused before anything is made
            let until = match nudge::until(&args) {
                Ok(until) => until,
                Err(why) => return refuse(err, &why, USAGE),
            };
            let why = if args.meeting { QuietWhy::Meeting } else { QuietWhy::Pause };
            return beside::say(&paths, cli.clock, nudge::Word::Pause(until, why), out, err);
        }
        Some(Command::Resume) => return beside::say(&paths, cli.clock, nudge::Word::Resume, out, err),
        Some(Command::Snooze(args)) => return beside::say(&paths, cli.clock, nudge::Word::Snooze(args.length), out, err),
        Some(Command::Did) => return beside::say(&paths, cli.clock, nudge::Word::Did, out, err),
        Some(Command::Status(args)) => {
            return beside::status(&paths, cli.clock, args, out, err).map(ExitCode::from);
        }
        Some(Command::Start(args)) => {
            plain = args.plain;
            Some(Errand::Start { routine: args.routine, short: args.short })
        }
        Some(Command::Break) => Some(Errand::Break),
        Some(Command::Check(args)) => return check::run(&args, &paths.config, choices, out, err).map(ExitCode::from),
        Some(Command::List(args)) => {
            let source = Source::with_own(&paths.config);
            return list::run(&args, &source, &choices(&source).0, out).map(|()| ExitCode::SUCCESS);
        }
        Some(Command::Show(args)) => {
            let source = Source::with_own(&paths.config);
            return show::run(&args, &source, theme(&source, false).as_ref(), out, err).map(ExitCode::from);
        }
        Some(Command::Figure(args)) => {
            let source = Source::with_own(&paths.config);
            let Some(theme) = theme(&source, args.color) else {
                return refuse(err, "The themes of the program itself cannot be read; install it again.", NOT_SAVED);
            };
            return figure::run(&args, &source, &theme, out, err).map(ExitCode::from);
        }
        Some(Command::Completions(args)) => return describe::completions(args, Cli::command(), out).map(|()| ExitCode::SUCCESS),
        Some(Command::Man(args)) => return describe::man(&args, Cli::command(), out, err).map(ExitCode::from),
        Some(Command::Doctor(args)) => return doctor::run(args, &paths, out, err).map(ExitCode::from),
        Some(Command::Where) => return place::run(&paths, out).map(|()| ExitCode::SUCCESS),
    };
    let launch = Launch { paths, clock: cli.clock, begin, plain, var: |name| std::env::var(name).ok() };
    let ended = runtime::run(&launch);
    if let (Err(Failure::NoTerminal), Some(errand)) = (&ended, &launch.begin) {
        return beside::leave(&launch.paths, launch.clock, errand, out, err);
    }
    match ended {
        Ok(Exit::Done) => Ok(ExitCode::SUCCESS),
        Ok(Exit::Refused) => Ok(ExitCode::from(exit::REFUSED)),
        Ok(Exit::Unsaved) => Ok(ExitCode::from(NOT_SAVED)),
        Ok(Exit::Signal(signal)) => {
            // does not come back, unless the system refuses
            let _ = runtime::end_by(signal);
            Ok(ExitCode::from(u8::try_from(128 + signal).unwrap_or(USAGE)))
        }
        Err(failure) => {
            let code = match failure {
                Failure::NoTerminal | Failure::Dumb | Failure::NoRoutine(_) => USAGE,
                Failure::Store(ref error) => exit::of_open(error),
                Failure::System(_) | Failure::Embedded(_) => NOT_SAVED,
            };
            refuse(err, &failure.to_string(), code)
        }
    }
}

fn refuse(err: &mut dyn Write, sentence: &str, code: u8) -> io::Result<ExitCode> {
    exit::refuse(err, sentence, code).map(ExitCode::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_plain_command_line_means_what_it_would_mean(
            words in proptest::collection::vec(
                prop_oneof![
                    3 => Just("--data-dir"), 3 => Just("--config-dir"), 3 => Just("/some/where"), 1 => Just("relative"), 1 => Just(""), 1 => Just("-"),
                    1 => Just("--"), 1 => Just("-V"), 1 => Just("where"), 1 => Just("--clock"), 1 => Just("--data-dir=/x"),
                ],
                0..6,
            ),
        ) {
            let args: Vec<OsString> = std::iter::once("unhunch").chain(words).map(OsString::from).collect();
            if let Some(cli) = plain(&args) {
                let whole = Cli::try_parse_from(&args);
                prop_assert_eq!(format!("{cli:?}"), whole.map_or_else(|error| error.to_string(), |cli| format!("{cli:?}")));
            }
        }
    }

    #[test]
    fn a_plain_start_is_seen_as_one() {
        let args = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert!(plain(&args(&["unhunch"])).is_some());
        let folders = plain(&args(&["unhunch", "--data-dir", "/d", "--config-dir", "/c"])).expect("plain").folders;
        assert_eq!((folders.data_dir, folders.config_dir), (Some("/d".into()), Some("/c".into())));
    }

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_clock_needs_a_folder_of_its_own() {
        let cli = Cli::try_parse_from(["unhunch", "--clock", "2026-03-02T09:00", "where"]).expect("understood");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        run(cli, &mut out, &mut err).expect("written");
        assert!(out.is_empty() && String::from_utf8_lossy(&err).contains("--data-dir"), "{err:?}");
    }
}
