//! What can happen to a screen.

use std::time::Duration;

use chrono::TimeDelta;
use ratatui::layout::Position;

use crate::config::{Action, Key};
use crate::store::{Reply, Request, StoreError};

/// Something that happened. Time and answers go to every screen on the stack, keys only to the top one.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// A key that means something here.
    Action(Action),
    /// A key that means nothing in the keymap here: typed text, or a slap at the keyboard.
    Key(Key),
    /// Text pasted in one go.
    Paste(String),
    /// The left button was pressed on a cell.
    Click(Position),
    /// The wheel was turned over a cell, by a notch.
    Wheel {
        /// The cell.
        at: Position,
        /// Towards the person: what lies below comes.
        down: bool,
    },
    /// The item of this number, of those that can be selected, was clicked on.
    Select(usize),
    /// The terminal has another size.
    Resized,
    /// The terminal's focus came or went.
    Focus(bool),
    /// An instant a screen had asked for has come.
    Tick,
    /// The machine slept, the program was stopped, or the wall clock was set.
    Woke {
        /// Time away.
        slept: Duration,
        /// By how much the wall clock was set.
        stepped: TimeDelta,
    },
    /// The store's answer, with what was asked.
    Stored(Box<Request>, Result<Reply, StoreError>),
    /// Somebody else wrote to the database.
    Outside,
    /// The content has been read, or read again.
    Content,
    /// A new day has begun.
    NewDay,
}
