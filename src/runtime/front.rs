//! Where a person meets the app: a screen that is drawn, or lines that are printed. The loop is the same.

use std::time::Duration;

use super::core::Core;
use super::draw::Canvas;
use super::ears::Ears;
use super::event::Event;
use super::lines::Lines;
use super::shell::Exit;

/// The one or the other.
#[derive(Debug)]
pub enum Front {
    /// The drawing thread.
    Screen(Canvas),
    /// Standard output, a line at a time.
    Lines(Lines),
}

impl Front {
    /// Whether lines are printed.
    #[must_use]
    pub fn is_lines(&self) -> bool {
        matches!(self, Self::Lines(_))
    }

    /// Shows what has changed. How it ends, if nothing more is to come.
    pub fn show(&mut self, core: &mut Core) -> Option<Exit> {
        match self {
            Self::Screen(canvas) => {
                if let Some(frame) = core.frame() {
                    canvas.show(frame);
                }
                None
            }
            Self::Lines(lines) => lines.show(&core.says()),
        }
    }

    /// What a line that was typed stands for; if none is left, more are listened for.
    pub fn typed(&mut self, core: &Core, ears: &Ears) -> Option<Event> {
        let Self::Lines(lines) = self else { return None };
        let event = lines.next(&core.says());
        if lines.wants_more() {
            ears.listen();
        }
        event
    }

    /// Takes lines that were typed, the last ones or not.
    pub fn hear(&mut self, typed: Vec<String>, is_last: bool) {
        if let Self::Lines(lines) = self {
            lines.hear(typed, is_last);
        }
    }

    /// Prints a line, where lines are printed.
    pub fn tell(&mut self, line: &str) {
        if let Self::Lines(lines) = self {
            lines.tell(line);
        }
    }

    /// Rings the terminal's bell.
    pub fn ring(&mut self) {
        match self {
            Self::Screen(canvas) => canvas.ring(),
            Self::Lines(lines) => lines.ring(),
        }
    }

    /// Sends the terminal words that are no picture; printed lines stay clean of them.
    pub fn words(&self, words: &[u8]) {
        if let Self::Screen(canvas) = self {
            canvas.tell(words);
        }
    }

    /// Sets the title of the tab, or gives it back.
    pub fn title(&self, title: Option<String>) {
        if let Self::Screen(canvas) = self {
            canvas.title(title);
        }
    }

    /// Shows so much of a hundred on the tab, or nothing.
    pub fn progress(&self, percent: Option<u8>) {
        if let Self::Screen(canvas) = self {
            canvas.progress(percent);
        }
    }

    /// Asks the terminal to tell of the mouse, or no longer.
    pub fn hear_mouse(&self, on: bool) {
        if let Self::Screen(canvas) = self {
            canvas.hear_mouse(on);
        }
    }

    /// The next frame is drawn from the ground up.
    pub fn forget(&self) {
        if let Self::Screen(canvas) = self {
            canvas.forget();
        }
    }

    /// Takes the screen again.
    pub fn enter(&self, mouse: bool) {
        if let Self::Screen(canvas) = self {
            canvas.enter(mouse);
        }
    }

    /// Gives the screen back, or says the last line.
    pub fn leave(&mut self, core: &Core, patience: Duration) {
        match self {
            Self::Screen(canvas) => drop(canvas.leave(patience)),
            Self::Lines(lines) => lines.leave(&core.says()),
        }
    }
}
