//! What else is there on this machine: programs that play, speak and show notices, and the tmux around us. Asked by who wants to know it, never by the app.

use std::time::Duration;

use super::announcer::{Announcer, notifier};
use super::program::{self, Program};
use super::speaker;
use crate::domain::Notice;

/// tmux answers at once, or hangs.
const WITHIN: Duration = Duration::from_secs(2);
/// What tmux is asked: each on a line of its own.
const ASKED: &str = "#{version}\n#{allow-passthrough}\n#{focus-events}";

/// The programs that were found, by their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// Plays the tones.
    pub player: Option<String>,
    /// Speaks.
    pub voice: Option<String>,
    /// Shows notices.
    pub notifier: Option<String>,
}

/// How the tmux around us is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tmux {
    /// Its version.
    pub version: String,
    /// What it hands on to the terminal: off, on for what is seen, or all.
    pub passthrough: String,
    /// Whether it tells of the focus.
    pub focus: String,
    /// Whether it knows of `all`: from 3.4 on.
    pub knows_all: bool,
}

/// Looks for the programs.
#[must_use]
pub fn programs() -> Programs {
    let (player, voice) = speaker::found();
    let name = |found: Option<Program>| found.map(|program| program.name());
    Programs { player: name(player), voice: name(voice), notifier: name(notifier()) }
}

/// Asks the tmux around us; nothing if it does not answer.
#[must_use]
pub fn ask_tmux() -> Option<Tmux> {
    let tmux = Program::find(&[("tmux", &[])], &program::path())?;
    let pane = std::env::var("TMUX_PANE").unwrap_or_default();
    let target: &[&str] = if pane.is_empty() { &[] } else { &["-t", &pane] };
    read(&tmux.answer(&[&["display-message", "-p"], target, &[ASKED]].concat(), WITHIN)?)
}

fn read(said: &str) -> Option<Tmux> {
    let mut lines = said.lines().map(str::to_owned);
    let (version, passthrough, focus) = (lines.next()?, lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<u32>().ok());
    let knows_all = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= (3, 4);
    Some(Tmux { version, passthrough, focus, knows_all })
}

/// Shows a notice by the desktop's own. Whether there is something to show it.
#[must_use]
pub fn announce(notice: &Notice) -> bool {
    Announcer::default().announce(notice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tmux_says_is_read_line_by_line() {
        let tmux = read("3.3a\noff\n0").expect("read");
        assert_eq!((tmux.version.as_str(), tmux.passthrough.as_str(), tmux.focus.as_str(), tmux.knows_all), ("3.3a", "off", "0", false));
        assert!(read("3.4\nall\n1").expect("read").knows_all && read("next-3.6\non\n1").expect("read").knows_all);
    }
}
