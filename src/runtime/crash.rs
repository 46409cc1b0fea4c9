//! When something panics: the terminal is given back, what is known is left in a file without any of the user's words, and the program ends.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::terminal;

/// The exit code of a panic, as Rust has it.
const CRASHED: i32 = 101;
/// A terminal that does not read may not keep a crashed program alive.
const LEAVE_WITHIN: Duration = Duration::from_millis(1500);

/// From now on a panic in any thread ends the program in good order.
pub fn watch(file: PathBuf) {
    std::panic::set_hook(Box::new(move |info| {
        let leaving = end_soon();
        if let Ok(mut tty) = terminal::Tty::open() {
            terminal::leave(&mut tty);
        }
        drop(leaving);
        terminal::give_keyboard_back();
        let told = tell(info, &file);
        // not through std's lock: whoever holds it may be waiting for us
        let _ = rustix::io::write(rustix::stdio::stderr(), told.as_bytes());
        signal_hook::low_level::exit(CRASHED);
    }));
}

/// Panics in the thread that `UNHUNCH_PANIC` names, so that a test can see what becomes of it. Not in released programs.
pub fn rehearse(thread: &str) {
    #[cfg(debug_assertions)]
    if std::env::var("UNHUNCH_PANIC").is_ok_and(|name| name == thread) {
        let words = "secret words of the user";
        panic!("a rehearsal in `{words}`");
    }
    let _ = thread;
}

/// Ends the program if giving the screen back takes for ever; no longer, once what is returned is dropped.
fn end_soon() -> Sender<()> {
    let (leaving, left) = channel::<()>();
    let watchdog = move || {
        if left.recv_timeout(LEAVE_WITHIN) == Err(RecvTimeoutError::Timeout) {
            terminal::give_keyboard_back();
            signal_hook::low_level::exit(CRASHED);
        }
    };
    let _ = std::thread::Builder::new().name("crash".into()).spawn(watchdog);
    leaving
}

/// Writes the file and returns what to say.
fn tell(info: &PanicHookInfo, file: &Path) -> String {
    let thread = std::thread::current();
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let payload = info.payload();
    let message = match (payload.downcast_ref::<&'static str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (None, Some(text)) => unquoted(text).to_owned(),
        (None, None) => String::new(),
    };
    let mut report = String::new();
    let _ = writeln!(report, "unhunch {} on {} {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    let _ = writeln!(report, "thread `{}` at {place}", thread.name().unwrap_or("?"));
    let _ = writeln!(report, "{message}");
    let _ = writeln!(report, "{}", Backtrace::force_capture());
    let sorry = format!("unhunch had to stop because of a mistake in it ({place}).\nEverything you were told was saved is saved.\n");
    match keep(file, &report) {
        Ok(()) => sorry + &format!("What happened, without any of your words, is in {}\n", file.display()),
        Err(error) => sorry + &format!("What happened could not be kept in {}: {error}\n{report}", file.display()),
    }
}

/// A message put together at run time may quote what the user wrote: everything from the first quotation mark on is left out.
fn unquoted(message: &str) -> &str {
    message.split(['`', '"', '\'']).next().unwrap_or_default()
}

fn keep(file: &Path, report: &str) -> std::io::Result<()> {
    // never through a link that somebody put there
    let flags = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or_default();
    let mut out = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).custom_flags(flags).open(file)?;
    out.write_all(report.as_bytes())?;
    out.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_loses_everything_it_quotes() {
        let slip = "byte index 1 is not a char boundary; it is inside 'ä' (bytes 0..2) of `ärger with my boss`";
        assert_eq!(unquoted(slip), "byte index 1 is not a char boundary; it is inside ");
        assert_eq!(
            unquoted("index out of bounds: the len is 3 but the index is 7"),
            "index out of bounds: the len is 3 but the index is 7"
        );
    }

    #[test]
    fn the_file_can_be_read_by_nobody_else_and_never_follows_a_link() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("crash.txt");
        keep(&file, "one").expect("kept");
        assert_eq!(std::fs::metadata(&file).expect("stands").permissions().mode() & 0o777, 0o600);
        let (link, victim) = (dir.path().join("link"), dir.path().join("victim"));
        std::fs::write(&victim, "mine").expect("written");
        std::os::unix::fs::symlink(&victim, &link).expect("linked");
        assert!(keep(&link, "two").is_err());
        assert_eq!(std::fs::read_to_string(&victim).expect("read"), "mine");
    }
}
