//! Every key that works where one came from, from the live keymap; and what this app is and is not.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Context, Effect, Message, Screen};
use crate::config::{Action, Group, KeyContext, theme::Role};
use crate::widgets::{chrome, text};

/// The keys of a place.
#[derive(Debug)]
pub(super) struct HelpScreen {
    place: KeyContext,
    /// What does nothing on the screen one came from.
    unused: &'static [Action],
    /// The first line shown, where there are more than fit.
    top: usize,
}

/// One line of the page.
enum Line {
    Heading(&'static str),
    Key(String, String),
    Gap,
    Words(String),
}

impl HelpScreen {
    pub(super) fn new(place: KeyContext, unused: &'static [Action]) -> Self {
        Self { place, unused, top: 0 }
    }

    /// What stands in each column: what is done here and everywhere, then where to go and what this is. One below the other where only one fits.
    fn columns(&self, room: Rect, cx: &Context) -> Vec<Vec<Line>> {
        let two = room.width >= 68;
        let width = if two { room.width / 2 - 2 } else { room.width };
        let mut left = self.keys(&[(Group::Here, "Here"), (Group::Everywhere, "Everywhere")], cx);
        let mut right = self.keys(&[(Group::GoTo, "Go to"), (Group::Move, "Move")], cx);
        let disclaimer = &cx.library.guidance.warning_signs.disclaimer;
        if !disclaimer.is_empty() {
            if !right.is_empty() {
                right.push(Line::Gap);
            }
            right.push(Line::Heading("What this is"));
            right.extend(text::wrap(disclaimer, width).into_iter().map(Line::Words));
        }
        if two {
            return vec![left, right];
        }
        left.push(Line::Gap);
        left.extend(right);
        vec![left]
    }

    fn keys(&self, groups: &[(Group, &'static str)], cx: &Context) -> Vec<Line> {
        let table = cx.keymap.table(self.place);
        let mut lines = Vec::new();
        let is_idle = |action: &Action| action.answers_a_nudge() && cx.breaks.asked().is_none();
        for (group, heading) in groups {
            let mut rows: Vec<(String, String)> = Vec::new();
            for (action, keys) in table.iter().filter(|(a, _)| a.group() == *group) {
                let label = action.label_in(self.place);
                // the eleven keys of the scale are one row
                if matches!(action, Action::Score(n) if *n > 0 && *n < 10)
                    || label.is_empty()
                    || self.unused.contains(action)
                    || is_idle(action)
                {
                    continue;
                }
                let keys: Vec<String> = keys.iter().take(3).map(ToString::to_string).collect();
                let keys = match action {
                    Action::Score(0) => format!("{}–{}", keys.join(" "), cx.key(self.place, Action::Score(9))),
                    _ => keys.join(" "),
                };
                rows.push((keys, label.to_owned()));
            }
            if !rows.is_empty() {
                if !lines.is_empty() {
                    lines.push(Line::Gap);
                }
                lines.push(Line::Heading(heading));
                lines.extend(rows.into_iter().map(|(keys, label)| Line::Key(keys, label)));
            }
        }
        lines
    }
}

impl Screen for HelpScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn closes_at_any_key(&self) -> bool {
        true
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let leap = usize::from(cx.size.height / 2);
        match message {
            Message::Action(Action::Up) => self.top = self.top.saturating_sub(1),
            Message::Action(Action::PageUp) => self.top = self.top.saturating_sub(leap),
            Message::Action(Action::Down | Action::PageDown) => {
                let by = if *message == Message::Action(Action::Down) { 1 } else { leap };
                let (room, _) = room(Rect::new(0, 0, cx.size.width, cx.size.height));
                let rows = self.columns(room, cx).iter().map(Vec::len).max().unwrap_or(0);
                self.top = (self.top + by).min(rows.saturating_sub(usize::from(room.height)));
            }
            Message::Action(_) | Message::Key(_) => return vec![Effect::Back],
            _ => {}
        }
        Vec::new()
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        chrome::veil(area, 0.72, cx.theme, buf);
        let (room, whole) = room(area);
        let rows = self.columns(room, cx).iter().map(Vec::len).max().unwrap_or(0);
        // no taller than what it holds
        let spot = Rect { height: whole.height.min(u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(5)), ..whole };
        chrome::surface(spot, cx.theme, buf);
        // a larger screen may have come since
        let top = self.top.min(rows.saturating_sub(usize::from(room.height)));
        if rows > usize::from(room.height) {
            let words = format!("{} to {} of {rows}  ↑ ↓", top + 1, top + usize::from(room.height));
            text::put_right(room.right(), spot.bottom().saturating_sub(1), &words, cx.theme.style(Role::Quiet), area, buf);
        }
        text::put(room.x, spot.y + 1, "Keys", cx.theme.bold(Role::Text), area, buf);
        text::put_right(room.right(), spot.y + 1, "any other key closes", cx.theme.style(Role::Quiet), area, buf);
        let columns = self.columns(room, cx);
        let width = room.width / u16::try_from(columns.len()).unwrap_or(1).max(1);
        for (column, lines) in (0u16..).zip(&columns) {
            let x = room.x + column * width;
            for (y, line) in (room.y..room.bottom()).zip(lines.iter().skip(top)) {
                match line {
                    Line::Gap => {}
                    Line::Heading(words) => {
                        text::put(x, y, words, cx.theme.style(Role::Quiet), area, buf);
                    }
                    Line::Key(keys, label) => {
                        text::put(x, y, text::clip(keys, 10), cx.theme.bold(Role::Soft), area, buf);
                        text::put(x + 11, y, text::clip(label, width.saturating_sub(13)), cx.theme.style(Role::Soft), area, buf);
                    }
                    Line::Words(words) => {
                        text::put(x, y, words, cx.theme.style(Role::Soft), area, buf);
                    }
                }
            }
        }
    }
}

/// The room for lines, and the surface around it.
fn room(area: Rect) -> (Rect, Rect) {
    let margin = chrome::margin(area.width);
    let spot = Rect::new(area.x + margin, area.y + 1, area.width.saturating_sub(2 * margin), area.height.saturating_sub(2));
    (Rect::new(spot.x + 3, spot.y + 3, spot.width.saturating_sub(6), spot.height.saturating_sub(4)), spot)
}
