//! The foot of the player: the sets of this exercise, the session's line, what comes then, how long it still takes, the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::frame;
use super::super::resume::side_words;
use super::PlayerScreen;
use super::place::{has_sets, line_row};
use crate::app::Context;
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::{Side, clock};
use crate::player::{Face, Mode, StepKind};
use crate::widgets::session_line::{LinePart, SessionLine};
use crate::widgets::{chrome, text};

/// The session's line, what comes then, how long it still takes, the keys.
pub(super) fn foot(screen: &PlayerScreen, face: &Face, area: Rect, buf: &mut Buffer, cx: &Context) {
    let frame = chrome::Frame::of(area);
    let timeline = screen.player.timeline();
    let gap = if area.height >= 20 { 1 } else { 0 };
    let then = Rect { y: frame.footer.y.saturating_sub(1 + gap), ..frame.footer };
    let line = Rect { y: line_row(area), ..frame.footer };
    if has_sets(area) {
        sets(screen, face, Rect { y: line.y.saturating_sub(3), height: 2, ..line }, buf, cx);
    }
    let lengths: Vec<u64> = (0..timeline.parts.len()).map(|p| timeline.part_ms(p)).collect();
    let before: u64 = lengths.iter().take(face.part).sum();
    #[allow(clippy::cast_precision_loss, reason = "a share of one exercise")]
    let share = (screen.player.elapsed(cx.now.awake).saturating_sub(before) / 1000 * 1000) as f32 / lengths[face.part].max(1) as f32;
    let parts: Vec<LinePart> = lengths.iter().map(|&length| LinePart { length, name: "" }).collect();
    SessionLine { parts: &parts, current: face.part, done: share }.draw(line, cx.theme, buf);
    // the nearer of two things to come where both do not fit
    let room = then.width.saturating_sub(14);
    let words = [2, 1].map(|most| next_words(screen, face, most));
    let words = words.iter().find(|w| text::columns(w) <= room).unwrap_or(&words[1]);
    text::put(then.x, then.y, text::clip(words, room), cx.theme.style(Role::Quiet), then, buf);
    text::put_right(then.right(), then.y, &format!("{} left", clock(face.left * 1000)), cx.theme.style(Role::Soft), then, buf);
    let hints: &[frame::Hint] = match screen.player.mode() {
        Mode::Paused => &[
            (Action::Pause, "go on"),
            (Action::Back, "stop here"),
            (Action::View, "view"),
            (Action::Next, "next"),
            (Action::Again, "set again"),
            (Action::Previous, "back"),
            (Action::Ouch, "it hurts"),
            (Action::Warnings, ""),
            (Action::Help, ""),
        ],
        _ => &[
            (Action::Pause, "pause"),
            (Action::Next, "next"),
            (Action::Ouch, "it hurts"),
            (Action::View, "view"),
            (Action::Previous, "back"),
            (Action::Again, "set again"),
            (Action::Warnings, ""),
            (Action::Help, ""),
        ],
    };
    frame::hints(area, KeyContext::Player, hints, buf, cx);
}

/// The sets of this exercise as a line of their own, each under its name; one set alone is what the ring shows.
fn sets(screen: &PlayerScreen, face: &Face, room: Rect, buf: &mut Buffer, cx: &Context) {
    let timeline = screen.player.timeline();
    let sets: Vec<(usize, u64, String)> = timeline
        .work()
        .filter(|(_, s)| s.part == face.part)
        .filter_map(|(index, s)| match &s.kind {
            StepKind::Work { side: Side::Both, set, .. } => Some((index, s.ms, format!("{} {set}", timeline.parts[face.part].set_name))),
            StepKind::Work { side, set, sets, .. } => {
                let side = if *side == Side::Left { "left" } else { "right" };
                Some((index, s.ms, if *sets > 1 { format!("{side} {set}") } else { side.to_owned() }))
            }
            _ => None,
        })
        .collect();
    if sets.len() < 2 {
        return;
    }
    let current = sets.iter().position(|(index, ..)| *index >= face.step).unwrap_or(sets.len());
    let (at, ms, _) = sets.get(current).map_or((0, 1, ""), |(at, ms, name)| (*at, *ms, name.as_str()));
    #[allow(clippy::cast_precision_loss, reason = "a share of one set")]
    let share = if at == face.step { 1.0 - (face.seconds * 1000).min(ms) as f32 / ms as f32 } else { 0.0 };
    let parts: Vec<LinePart> = sets.iter().map(|(_, ms, name)| LinePart { length: *ms, name }).collect();
    SessionLine { parts: &parts, current, done: share }.draw(room, cx.theme, buf);
}

/// `Then the right side, then resistance band row.`
fn next_words(screen: &PlayerScreen, face: &Face, most: usize) -> String {
    let timeline = screen.player.timeline();
    let mut then = Vec::new();
    // before a set has begun, it is that set itself that stands above; what comes then is what follows it
    let mut waiting = !matches!(timeline.steps[face.step].kind, StepKind::Work { .. });
    for (index, step) in timeline.steps.iter().enumerate().skip(face.step + 1) {
        match &step.kind {
            _ if step.part != face.part => {
                then.push(timeline.parts[step.part].name.to_lowercase());
                break;
            }
            StepKind::Work { .. } if waiting => waiting = false,
            // the next phase of timed care
            StepKind::Work { word, .. } if then.is_empty() && !word.is_empty() => then.push(word.clone()),
            StepKind::Switch(side) if then.is_empty() && !waiting => then.push(format!("the {}", side_words(*side))),
            StepKind::Rest if then.is_empty() && !waiting => {
                if let Some(StepKind::Work { set, .. }) = timeline.steps.get(index + 1).map(|s| &s.kind) {
                    then.push(format!("{} {set}", timeline.parts[face.part].set_name));
                }
            }
            _ => {}
        }
    }
    then.truncate(most);
    match then.as_slice() {
        [] => "Then you are through.".into(),
        [one] => format!("Then {one}"),
        [one, two, ..] => format!("Then {one}, then {two}"),
    }
}
