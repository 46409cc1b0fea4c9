//! The title of the tab and the progress shown on it: the only words for them, and the way back that every exit takes.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

/// Keeps the title that was there before, on the terminal's own stack (xterm's window operations), and gives it back.
const PUSH: &[u8] = b"\x1b[22;2t";
/// A terminal without such a stack is left with no title of ours at least.
const POP: &[u8] = b"\x1b]2;\x1b\\\x1b[23;2t";
/// Ended with ST: some terminals pass over it otherwise.
const NO_PROGRESS: &[u8] = b"\x1b]9;4;0\x1b\\";

/// What has been changed and is to be put back. Whoever ends the program, from whatever thread, finds it here.
static CHANGED: Mutex<Changed> = Mutex::new(Changed { title: false, progress: false, is_left: false });

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Changed {
    title: bool,
    progress: bool,
    /// The screen was left: whoever still has something to say of the tab comes too late.
    is_left: bool,
}

impl Changed {
    /// The title from now on; nothing gives back the one that was there.
    fn title(&mut self, title: Option<&str>, out: &mut impl Write) -> io::Result<()> {
        if self.is_left {
            return Ok(());
        }
        let was_ours = std::mem::replace(&mut self.title, title.is_some());
        match title {
            Some(title) => {
                if !was_ours {
                    out.write_all(PUSH)?;
                }
                write!(out, "\x1b]2;{title}\x1b\\")
            }
            None if was_ours => out.write_all(POP),
            None => Ok(()),
        }
    }

    fn progress(&mut self, percent: Option<u8>, out: &mut impl Write) -> io::Result<()> {
        if self.is_left {
            return Ok(());
        }
        let was_ours = std::mem::replace(&mut self.progress, percent.is_some());
        match percent {
            Some(percent) => write!(out, "\x1b]9;4;1;{}\x1b\\", percent.min(100)),
            None if was_ours => out.write_all(NO_PROGRESS),
            None => Ok(()),
        }
    }

    fn give_back(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.progress(None, out)?;
        self.title(None, out)?;
        self.is_left = true;
        Ok(())
    }
}

/// Notes what is changed before it is said; and says it without holding on to the note, since a terminal may never take it.
fn said(change: impl FnOnce(&mut Changed, &mut Vec<u8>) -> io::Result<()>, out: &mut impl Write) -> io::Result<()> {
    let mut words = Vec::new();
    change(&mut CHANGED.lock().unwrap_or_else(PoisonError::into_inner), &mut words)?;
    out.write_all(&words)
}

/// What is to stand on the tab, for whenever the screen is taken again.
#[derive(Debug, Default)]
pub struct Window {
    title: Option<String>,
    progress: Option<u8>,
}

impl Window {
    /// Sets the title, or gives it back.
    ///
    /// # Errors
    /// What `out` says.
    pub fn title(&mut self, title: Option<String>, out: &mut impl Write) -> io::Result<()> {
        self.title = title;
        said(|changed, words| changed.title(self.title.as_deref(), words), out)
    }

    /// Shows progress, or takes it away.
    ///
    /// # Errors
    /// What `out` says.
    pub fn progress(&mut self, percent: Option<u8>, out: &mut impl Write) -> io::Result<()> {
        self.progress = percent;
        said(|changed, words| changed.progress(percent, words), out)
    }

    /// All of it again, after the tab was somebody else's.
    ///
    /// # Errors
    /// What `out` says.
    pub fn again(&self, out: &mut impl Write) -> io::Result<()> {
        let again = |changed: &mut Changed, words: &mut Vec<u8>| {
            changed.is_left = false;
            changed.title(self.title.as_deref(), words)?;
            changed.progress(self.progress, words)
        };
        said(again, out)
    }
}

/// Puts back whatever was changed.
///
/// # Errors
/// What `out` says.
pub fn give_back(out: &mut impl Write) -> io::Result<()> {
    said(Changed::give_back, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(act: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        act(&mut out).expect("memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn the_title_that_was_there_is_kept_once_and_given_back_once() {
        let mut changed = Changed::default();
        assert_eq!(said(|out| changed.title(Some("unhunch"), out)), "\x1b[22;2t\x1b]2;unhunch\x1b\\");
        assert_eq!(said(|out| changed.title(Some("3 min · unhunch"), out)), "\x1b]2;3 min · unhunch\x1b\\");
        assert_eq!(said(|out| changed.give_back(out)), "\x1b]2;\x1b\\\x1b[23;2t");
        assert_eq!(said(|out| changed.give_back(out)), "");
        assert_eq!(said(|out| changed.title(Some("late"), out)), "", "nothing is said of a tab that was left");
    }

    #[test]
    fn progress_is_taken_away_where_there_was_any_and_nowhere_else() {
        let mut changed = Changed::default();
        assert_eq!(said(|out| changed.progress(None, out)), "");
        assert_eq!(said(|out| changed.progress(Some(40), out)), "\x1b]9;4;1;40\x1b\\");
        assert_eq!(said(|out| changed.give_back(out)), "\x1b]9;4;0\x1b\\");
        assert_eq!(said(|out| changed.give_back(out)), "");
    }
}
