//! What every screen of this house has around it: tabs or a title, and hints from the live keymap.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::banner;
use crate::app::{Context, Message, PANES};
use crate::config::{Action, KeyContext};
use crate::widgets::chrome;

/// The tabs, the open one lit, and a few words on the right: what comes next, else those given.
pub(super) fn tabs(area: Rect, open: Action, right: &str, buf: &mut Buffer, cx: &Context) {
    let next = banner::next(cx);
    tabs_with(area, open, next.as_deref().unwrap_or(right), buf, cx);
}

/// The same with these words alone on the right: for the pane that says itself what comes next.
pub(super) fn tabs_with(area: Rect, open: Action, right: &str, buf: &mut Buffer, cx: &Context) {
    let keys = pane_keys(cx);
    chrome::tabs(chrome::Frame::of(area).header, &named(&keys), place(open), right, cx.theme, buf);
}

/// What a click on a tab stands for: the key of its pane.
pub(super) fn tab_at(open: Action, at: Position, cx: &Context) -> Option<Message> {
    let keys = pane_keys(cx);
    let tab = chrome::tab_at(chrome::Frame::of(cx.area()).header, &named(&keys), place(open), at)?;
    PANES.get(tab).map(|(action, ..)| Message::Action(*action))
}

fn pane_keys(cx: &Context) -> Vec<String> {
    PANES.iter().map(|(action, ..)| cx.key(KeyContext::Pane, *action)).collect()
}

fn named(keys: &[String]) -> Vec<(&str, &str)> {
    keys.iter().map(String::as_str).zip(PANES.iter().map(|(_, name, _)| *name)).collect()
}

fn place(open: Action) -> usize {
    PANES.iter().position(|(action, ..)| *action == open).unwrap_or(0)
}

/// The column of a page that asks one thing: the question, what is chosen from, the button.
pub(super) fn column(area: Rect) -> Rect {
    let body = chrome::Frame::of(area).body;
    let width = body.width.min(70);
    let down = if area.height >= 30 { 3 } else { 0 };
    Rect { x: area.x + (area.width - width) / 2, width, y: body.y + down, height: body.height.saturating_sub(down) }
}

/// A hint: the action, and the words of this screen for it; the action's own if empty.
pub(super) type Hint = (Action, &'static str);

/// The footer: the most useful first, help last.
pub(super) fn hints(area: Rect, context: KeyContext, hints: &[Hint], buf: &mut Buffer, cx: &Context) {
    let keys: Vec<String> = hints.iter().map(|(action, _)| hint_key(context, *action, cx)).collect();
    chrome::footer(chrome::Frame::of(area).footer, &worded(hints, &keys), cx.theme, buf);
}

/// What a click on the footer stands for: what the hint there says. Not the scale's, which are eleven keys.
pub(super) fn hint_at(context: KeyContext, hints: &[Hint], at: Position, cx: &Context) -> Option<Message> {
    let keys: Vec<String> = hints.iter().map(|(action, _)| hint_key(context, *action, cx)).collect();
    let found = chrome::hint_at(chrome::Frame::of(cx.area()).footer, &worded(hints, &keys), at)?;
    let (action, _) = hints.iter().zip(&keys).find(|(_, key)| *key == found.key)?.0;
    (*action != Action::Score(0)).then_some(Message::Action(*action))
}

/// The hints with their keys and words, each with how much it matters; what has no key is left out.
fn worded<'a>(hints: &[Hint], keys: &'a [String]) -> Vec<chrome::Hint<'a>> {
    (0u8..)
        .zip(hints.iter().zip(keys))
        .filter(|(_, (_, key))| !key.is_empty())
        .map(|(i, ((action, label), key))| {
            // help and the way to the warning signs go last of all
            let priority = if matches!(action, Action::Help | Action::Warnings) { 0 } else { i };
            chrome::Hint { key, label: if label.is_empty() { action.label() } else { label }, priority }
        })
        .collect()
}

/// The key of a hint; the scale's eleven keys are one hint.
fn hint_key(context: KeyContext, action: Action, cx: &Context) -> String {
    match action {
        Action::Score(0) => format!("{}–{}", cx.key(context, Action::Score(0)), cx.key(context, Action::Score(9))),
        _ => cx.key(context, action),
    }
}
