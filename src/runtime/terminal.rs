//! The terminal as a whole: raw mode, the alternate screen, and the way back that every exit takes.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::sync::Mutex;

use crossterm::QueueableCommand;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::style::ResetColor;
use crossterm::terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::termios::{OptionalActions, SpecialCodeIndex, Termios, isatty, tcgetattr, tcgetwinsize, tcsetattr};

/// What the terminal was like before, while it is ours.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Larger screens are drawn in their upper left corner only; what asks for a million columns is not a screen.
const LARGEST: Size = Size { width: 1000, height: 400 };
/// What a terminal that does not know its size is taken for.
const USUAL: Size = Size { width: 80, height: 24 };

/// Buttons and wheel, reported in decimal numbers (xterm's modes 1000 and 1006).
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Whether there is a terminal to read from and to draw on.
#[must_use]
pub fn is_there() -> bool {
    isatty(rustix::stdio::stdin()) && isatty(rustix::stdio::stdout())
}

/// Its size in cells, never 0.
#[must_use]
pub fn size() -> Size {
    match tcgetwinsize(rustix::stdio::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => {
            Size { width: size.ws_col.min(LARGEST.width), height: size.ws_row.min(LARGEST.height) }
        }
        _ => USUAL,
    }
}

fn before() -> std::sync::MutexGuard<'static, Option<Termios>> {
    BEFORE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Takes the keyboard: every byte as it comes, nothing echoed. In the background this stops the program until `fg`.
///
/// # Errors
/// What the system says.
pub fn take_keyboard() -> io::Result<()> {
    let found = tcgetattr(rustix::stdio::stdin())?;
    let mut before = before();
    let mut raw = before.get_or_insert(found).clone();
    drop(before);
    raw.make_raw();
    // a read that finds nothing returns at once, whoever took the bytes
    raw.special_codes[SpecialCodeIndex::VMIN] = 0;
    raw.special_codes[SpecialCodeIndex::VTIME] = 0;
    Ok(tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &raw)?)
}

/// Puts the words that take the screen, and the mouse if it is wished for, into `out`, without flushing.
///
/// # Errors
/// What `out` says.
pub fn enter(mouse: bool, out: &mut impl Write) -> io::Result<()> {
    out.queue(EnterAlternateScreen)?.queue(EnableFocusChange)?.queue(EnableBracketedPaste)?.queue(Hide)?;
    if mouse { hear_mouse(true, out) } else { Ok(()) }
}

/// Asks for clicks and the wheel, or no longer: no movements, so that a hand on the mouse wakes nobody.
///
/// # Errors
/// What `out` says.
pub fn hear_mouse(on: bool, out: &mut impl Write) -> io::Result<()> {
    out.write_all(if on { MOUSE_ON } else { MOUSE_OFF })
}

/// Gives screen and keyboard back, once; a second call does nothing. Errors are passed over: there is nobody left to tell.
pub fn leave(out: &mut impl Write) {
    let ours = before().is_some();
    if ours {
        let words = |out: &mut dyn Write| -> io::Result<()> {
            let mut bytes = Vec::new();
            super::window::give_back(&mut bytes)?;
            hear_mouse(false, &mut bytes)?;
            bytes.queue(EndSynchronizedUpdate)?.queue(DisableBracketedPaste)?.queue(DisableFocusChange)?.queue(ResetColor)?;
            bytes.queue(LeaveAlternateScreen)?.queue(Show)?;
            out.write_all(&bytes)?;
            out.flush()
        };
        let _ = words(out);
        give_keyboard_back();
    }
}

/// Gives the keyboard back as it was found. Waits for nothing, so it also works when the output is blocked.
pub fn give_keyboard_back() {
    if let Some(found) = before().take() {
        let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &found);
    }
}

/// The way out: standard output without a buffer of its own, patient with a terminal that was set not to block.
#[derive(Debug)]
pub struct Tty(File);

impl Tty {
    /// Standard output.
    ///
    /// # Errors
    /// What the system says.
    pub fn open() -> io::Result<Self> {
        Ok(Self(File::from(rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdout(), 3)?)))
    }
}

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.0.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    poll(&mut [PollFd::from_borrowed_fd(self.0.as_fd(), PollFlags::OUT)], None)?;
                }
                done => return done,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
