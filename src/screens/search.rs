//! The line one searches with above a list: what is typed into it, and how it looks.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Context, Message};
use crate::config::{Action, KeyContext, theme::Role};
use crate::domain::clean_line;
use crate::widgets::text;

/// How much of a paste is searched for, in characters: a search is one short line.
const PASTED: usize = 80;

/// What has been typed.
#[derive(Clone, Debug, Default)]
pub(super) struct SearchLine {
    text: String,
}

impl SearchLine {
    /// What is searched for.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing is searched for.
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Shows all again.
    pub(super) fn clear(&mut self) {
        self.text.clear();
    }

    /// Takes typed or pasted text; answers whether it is another search now.
    pub(super) fn typed(&mut self, message: &Message) -> bool {
        match message {
            Message::Key(key) if key.code == KeyCode::Backspace => self.text.pop().is_some(),
            Message::Key(key) => key.typed().is_some_and(|c| self.extend([c])),
            Message::Paste(text) => self.extend(clean_line(text).chars().take(PASTED)),
            _ => false,
        }
    }

    fn extend(&mut self, typed: impl IntoIterator<Item = char>) -> bool {
        let length = self.text.len();
        self.text.extend(typed);
        self.text.len() > length
    }

    /// Draws the line into the first row of a list: the key, what is typed, and how many were found.
    pub(super) fn draw(&self, is_typing: bool, found: usize, area: Rect, buf: &mut Buffer, cx: &Context) {
        let (quiet, soft) = (cx.theme.style(Role::Quiet), cx.theme.style(Role::Soft));
        let key = cx.key(KeyContext::List, Action::Search);
        let end = text::put(area.x + 2, area.y, &key, cx.theme.bold(Role::Soft), area, buf) + 2;
        if is_typing {
            let end = text::put(end, area.y, &self.text, cx.theme.style(Role::Text), area, buf);
            text::put(end, area.y, "▌", cx.theme.style(Role::Accent), area, buf);
        } else if self.text.is_empty() {
            text::put(end, area.y, "search", quiet, area, buf);
        } else {
            text::put(end, area.y, &self.text, soft, area, buf);
        }
        text::put_right(area.right().saturating_sub(2), area.y, &found.to_string(), quiet, area, buf);
    }
}
