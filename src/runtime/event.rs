//! What happens to the core, and what it has the shell carry out.

use std::time::Duration;

use ratatui::layout::{Position, Size};

use crate::config::{Action, Key};
use crate::content::Library;
use crate::domain::{Notice, Problem};
use crate::sound::{Sound, Tone};
use crate::store::{Reply, Request, Stamp, StoreError};

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key.
    Key(Key),
    /// What a typed line stands for, whatever the keymap says.
    Meant(Action),
    /// A paste.
    Paste(String),
    /// The focus came or went.
    Focus(bool),
    /// The left button was pressed on a cell.
    Click(Position),
    /// The wheel was turned over a cell, by a notch.
    Wheel {
        /// The cell.
        at: Position,
        /// Towards the person.
        down: bool,
    },
    /// The terminal has this size now.
    Resized(Size),
    /// The terminal's background, as it answered.
    Background {
        /// Whether it is light.
        light: bool,
    },
    /// The store's answer.
    Stored(Box<Request>, Result<Reply, StoreError>),
    /// Somebody else wrote to the database.
    Outside,
    /// This tab is the one that nudges, or another is.
    Leads(bool),
    /// The program stood still for so long, by its own wish.
    Stopped(Duration),
    /// The content has been read.
    Content(Box<Library>, Vec<Problem>),
    /// A sentence for the person, from outside of any screen.
    Notice(String),
    /// Nothing but time: a deadline, the end of the day, a clock that was set, a return from sleep.
    Time,
}

/// What the shell has to carry out.
#[derive(Clone, Debug, PartialEq)]
pub enum Do {
    /// Ask the store.
    Ask(Request, Stamp),
    /// Look whether somebody else wrote to the database.
    Look,
    /// Ring the terminal's bell in place of this tone.
    Bell(Tone),
    /// Let it be heard through a loudspeaker.
    Sound(Sound),
    /// Send the terminal these words, which are no picture.
    Tell(Vec<u8>),
    /// Show it by the desktop's own notices.
    Notify(Notice),
    /// Set the title of the tab, or give it back.
    Title(Option<String>),
    /// Show so much of a hundred on the tab, or nothing.
    Progress(Option<u8>),
    /// Print a line.
    Line(String),
    /// To the shell, until `fg`.
    Suspend,
    /// Draw the next frame from the ground up.
    Repaint,
    /// Read the content again.
    Reload,
    /// End.
    Quit,
}
