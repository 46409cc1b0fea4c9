//! A text field, of one line or of many: what is typed into it, where its cursor stands, and the rows that are seen of it.
//!
//! Own work: ratatui-textarea was tried. It lays out the whole text anew for each key, counts rows in sixteen bits, which a note of a hundred
//! thousand line breaks overflows, and keeps in itself what it drew last. Here only the rows near the cursor are laid out.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

use super::text::{columns, put};
use crate::config::Key;
use crate::config::theme::{Role, Theme};
use crate::domain::{clean, clean_line};

/// What a key or a paste did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// It means nothing here.
    Nothing,
    /// The cursor moved, or stands where it stood.
    Moved,
    /// The text is another one.
    Changed,
    /// It would have had so many characters, and was left as it was.
    TooLong(usize),
}

/// A text field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// Where the cursor stands, in bytes, between two graphemes.
    at: usize,
    /// The column the cursor strives for while it moves up and down.
    goal: Option<u16>,
    has_lines: bool,
    /// The most characters it takes.
    most: usize,
    /// How many it has.
    count: usize,
}

/// A row of the text as it is shown: the bytes from `start` to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    start: usize,
    end: usize,
}

impl Field {
    /// An empty field of one line.
    #[must_use]
    pub fn line(most: usize) -> Self {
        Self { text: String::new(), at: 0, goal: None, has_lines: false, most, count: 0 }
    }

    /// An empty field of many lines.
    #[must_use]
    pub fn lines(most: usize) -> Self {
        Self { has_lines: true, ..Self::line(most) }
    }

    /// The same with a text, the cursor at its end. What steers a terminal is left out.
    #[must_use]
    pub fn with(mut self, text: &str) -> Self {
        self.text = if self.has_lines { clean(text).into_owned() } else { clean_line(text) };
        self.count = self.text.chars().count();
        self.at = self.text.len();
        self
    }

    /// What stands in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes a key that has no other meaning.
    pub fn key(&mut self, key: Key) -> Typed {
        match key.code {
            KeyCode::Backspace => self.erase(true),
            KeyCode::Delete => self.erase(false),
            KeyCode::Home => self.edge(false),
            KeyCode::End => self.edge(true),
            KeyCode::Char('w') if key.ctrl => self.erase_word(),
            _ => key.typed().map_or(Typed::Nothing, |c| self.insert(c.encode_utf8(&mut [0; 4]))),
        }
    }

    /// Puts a text in at the cursor, all of it or nothing.
    pub fn insert(&mut self, text: &str) -> Typed {
        let text = if self.has_lines { clean(text) } else { text.replace(['\n', '\t'], " ").into() };
        let text = clean(&text);
        let count = self.count + text.chars().count();
        if count > self.most {
            return Typed::TooLong(count);
        }
        if text.is_empty() {
            return Typed::Moved;
        }
        self.text.insert_str(self.at, &text);
        (self.at, self.count, self.goal) = (self.at + text.len(), count, None);
        // what was put in may have joined with what follows
        self.at = self.snapped(self.at);
        Typed::Changed
    }

    fn erase(&mut self, back: bool) -> Typed {
        let other = if back { self.before(self.at) } else { self.after(self.at) };
        self.cut(self.at.min(other), self.at.max(other))
    }

    fn erase_word(&mut self) -> Typed {
        let head = self.text[..self.at].trim_end_matches(' ');
        let from = head.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
        let from = if from == head.len() { self.before(self.at) } else { from };
        self.cut(from, self.at)
    }

    fn cut(&mut self, from: usize, to: usize) -> Typed {
        self.goal = None;
        if from == to {
            return Typed::Moved;
        }
        self.count -= self.text[from..to].chars().count();
        self.text.replace_range(from..to, "");
        self.at = self.snapped(from);
        Typed::Changed
    }

    /// Moves by one letter.
    pub fn step(&mut self, forward: bool) {
        self.at = if forward { self.after(self.at) } else { self.before(self.at) };
        self.goal = None;
    }

    fn edge(&mut self, end: bool) -> Typed {
        let line = self.line_at(self.at);
        (self.at, self.goal) = (if end { line.end } else { line.start }, None);
        Typed::Moved
    }

    /// Moves a row up or down where the text is so many columns wide. Whether there was one.
    pub fn row(&mut self, down: bool, width: u16) -> bool {
        if !self.has_lines {
            return false;
        }
        let (rows, here) = self.around(width, 1);
        let goal = self.goal.unwrap_or_else(|| columns(&self.text[rows[here].start..self.at]));
        let to = if down { Some(here + 1) } else { here.checked_sub(1) };
        let Some(row) = to.and_then(|to| rows.get(to)).copied() else { return false };
        self.at = row.start;
        for (at, grapheme) in self.text[row.start..row.end].grapheme_indices(true) {
            let is_wrap = row.start + at + grapheme.len() == row.end && self.text[row.end..].chars().next().is_some_and(|c| c != '\n');
            if is_wrap || columns(&self.text[row.start..row.start + at + grapheme.len()]) > goal {
                break;
            }
            self.at = row.start + at + grapheme.len();
        }
        self.goal = Some(goal);
        true
    }

    fn before(&self, at: usize) -> usize {
        at - self.text[..at].graphemes(true).next_back().map_or(0, str::len)
    }

    fn after(&self, at: usize) -> usize {
        at + self.text[at..].graphemes(true).next().map_or(0, str::len)
    }

    /// The first place between two graphemes that is not before `at`, looked for in its line alone.
    fn snapped(&self, at: usize) -> usize {
        let line = self.line_at(at);
        let ends = self.text[line.start..line.end].grapheme_indices(true).map(|(n, g)| line.start + n + g.len());
        std::iter::once(line.start).chain(ends).find(|end| *end >= at).unwrap_or(line.end)
    }

    /// The line around a place, without its break.
    fn line_at(&self, at: usize) -> Row {
        let start = self.text[..at].rfind('\n').map_or(0, |n| n + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |n| at + n);
        Row { start, end }
    }

    /// The rows near the cursor, at least `reach` on each side where there are so many, and which of them the cursor is in.
    fn around(&self, width: u16, reach: usize) -> (Vec<Row>, usize) {
        let line = self.line_at(self.at);
        let mut rows = rows_of(&self.text, line, width);
        // at the seam of two rows it stands at the beginning of the second
        let mut here = rows.iter().rposition(|row| row.start <= self.at).unwrap_or(0);
        let mut first = line.start;
        while here < reach && first > 0 {
            let line = self.line_at(first - 1);
            let above = rows_of(&self.text, line, width);
            here += above.len();
            rows.splice(0..0, above);
            first = line.start;
        }
        let mut last = line.end;
        while rows.len() <= here + reach && last < self.text.len() {
            let line = self.line_at(last + 1);
            rows.extend(rows_of(&self.text, line, width));
            last = line.end;
        }
        (rows, here)
    }

    /// How many rows it takes at a width, up to `most`, counted around the cursor.
    #[must_use]
    pub fn height(&self, width: u16, most: u16) -> u16 {
        let (rows, _) = self.around(width, usize::from(most));
        u16::try_from(rows.len()).unwrap_or(u16::MAX).clamp(1, most.max(1))
    }

    /// Draws the rows around the cursor; with `has_focus` the cursor too.
    pub fn draw(&self, has_focus: bool, area: Rect, theme: &Theme, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let (height, style) = (usize::from(area.height), theme.style(Role::Text));
        if !self.has_lines {
            // the end of a long line is what one types at
            let from = self.first_seen(area.width.saturating_sub(1));
            put(area.x, area.y, &self.text[from..], style, area, buf);
            if has_focus {
                cursor(area.x.saturating_add(columns(&self.text[from..self.at])), area.y, theme, area, buf);
            }
            return;
        }
        let (rows, here) = self.around(area.width, height);
        let seen = super::list::window(rows.len(), here, height);
        for (y, row) in (area.y..area.bottom()).zip(&rows[seen.clone()]) {
            put(area.x, y, &self.text[row.start..row.end], style, area, buf);
        }
        if has_focus && let Some(y) = u16::try_from(here - seen.start).ok().and_then(|n| area.y.checked_add(n)) {
            let x = area.x.saturating_add(columns(&self.text[rows[here].start..self.at])).min(area.right().saturating_sub(1));
            cursor(x, y, theme, area, buf);
        }
    }

    /// The first byte seen of one line, so that the cursor has room in so many columns.
    fn first_seen(&self, width: u16) -> usize {
        let mut from = self.at;
        let mut used = 0;
        for (at, grapheme) in self.text[..self.at].grapheme_indices(true).rev() {
            used += columns(grapheme);
            if used > width {
                break;
            }
            from = at;
        }
        from
    }
}

/// The cursor: the letter it stands on, reversed.
fn cursor(x: u16, y: u16, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.contains((x, y).into()) {
        let cell = &mut buf[(x, y)];
        if cell.symbol() == " " {
            cell.set_symbol("▌").set_style(theme.style(Role::Accent));
        } else {
            cell.modifier.insert(Modifier::REVERSED);
        }
    }
}

/// The rows of one line: broken after blanks, inside a word only where it is longer than a row. They follow each other without a gap.
fn rows_of(text: &str, line: Row, width: u16) -> Vec<Row> {
    let width = width.max(1);
    let mut rows = Vec::new();
    // where the row began, where it may be broken, and the columns from each of the two
    let (mut start, mut seam, mut used, mut since) = (line.start, line.start, 0u16, 0u16);
    for (n, grapheme) in text[line.start..line.end].grapheme_indices(true) {
        let (at, wide) = (line.start + n, columns(grapheme));
        if grapheme == " " {
            // blanks at the end of a row hang over its edge
            (seam, since) = (at + 1, 0);
            used = used.saturating_add(1);
            continue;
        }
        // twice where what follows the seam and a wide letter are too much together
        while used.saturating_add(wide) > width && at > start {
            let (cut, kept) = if seam > start { (seam, since) } else { (at, 0) };
            rows.push(Row { start, end: cut });
            (start, seam, used, since) = (cut, cut, kept, kept);
        }
        used = used.saturating_add(wide);
        since = since.saturating_add(wide);
    }
    rows.push(Row { start, end: line.end });
    rows
}

#[cfg(test)]
#[path = "field_tests.rs"]
mod tests;
