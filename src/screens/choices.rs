//! A question with a few lines to choose from, over the screen beneath: arrows and Enter, or the line's digit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Context, Message};
use crate::config::{Action, theme::Role};
use crate::widgets::{chrome, text};

/// Which line is selected.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Choices {
    selected: usize,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picked {
    /// Nothing, or it moved.
    Nothing,
    /// One step back.
    Back,
    /// This line.
    Line(usize),
}

impl Choices {
    /// Standing on a line.
    pub(super) fn at(selected: usize) -> Self {
        Self { selected }
    }

    /// Takes a key.
    pub(super) fn update(&mut self, message: &Message, count: usize) -> Picked {
        match message {
            Message::Action(Action::Up) => self.selected = self.selected.saturating_sub(1),
            Message::Action(Action::Down) => self.selected = (self.selected + 1).min(count.saturating_sub(1)),
            Message::Action(Action::Do) => return Picked::Line(self.selected),
            Message::Action(Action::Back) => return Picked::Back,
            Message::Key(key) => {
                if let Some(n) = key.typed().and_then(|c| c.to_digit(10)).map(|n| n as usize).filter(|n| (1..=count).contains(n)) {
                    return Picked::Line(n - 1);
                }
            }
            _ => {}
        }
        Picked::Nothing
    }
}
