//! The words of a nudge, of the question about a time away, and of what comes next: the band over whatever is shown, and one line where it has to wait.

use std::time::Duration;

use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::{Context, Message, Nudged};
use crate::breaks::{Asked, Nudge, State};
use crate::config::{Action, KeyContext, theme::Role};
use crate::widgets::banner::{Banner, Choice};
use crate::widgets::{chrome, text};

/// A key of the banner: its action, what it does, and the same in fewer words.
type Key = (Action, &'static str, &'static str);

const LATER: [Key; 2] = [(Action::Snooze, "in {} min", "{} min"), (Action::Later, "later", "later")];
const SKIP: Key = (Action::SkipNudge, "skip", "skip");

/// What is asked, in words, with its keys; the first one is the button, if there is one.
fn words(asked: Asked, cx: &Context) -> (String, String, Vec<Key>, bool) {
    let nudge = |title: &str, says: &str, button: Key, already: Option<Key>| {
        let keys = [button].into_iter().chain(LATER).chain(already).chain([SKIP]);
        (title.to_owned(), says.to_owned(), keys.collect::<Vec<_>>(), true)
    };
    let moved = Some((Action::Moved, "already moved", "moved"));
    let already = Some((Action::Moved, "already done", "done"));
    match asked {
        Asked::Nudge { kind: Nudge::Move, small: true, .. } => {
            let says = "Two were skipped, so this is the smallest: 45 seconds, seated.";
            nudge("Time to move", says, (Action::Move, "Move", "Move"), moved)
        }
        Asked::Nudge { kind: Nudge::Move, .. } => {
            let says = format!("{}One minute is enough.", sitting_since(cx).unwrap_or_default());
            nudge("Time to move", &says, (Action::Move, "Move", "Move"), moved)
        }
        Asked::Nudge { kind: Nudge::Stand, .. } => {
            nudge("Time to stand", "A standing block begins.", (Action::Moved, "Standing", "Standing"), None)
        }
        Asked::Nudge { kind: Nudge::Sit, .. } => {
            nudge("Time to sit", "The standing block is over.", (Action::Moved, "Sitting", "Sitting"), None)
        }
        Asked::Nudge { kind: Nudge::Water, .. } => nudge("Time to drink", "A glass of water.", (Action::Moved, "Done", "Done"), None),
        Asked::Nudge { kind: Nudge::Posture, .. } => {
            nudge("Sit another way", "Lean back, or change how you sit.", (Action::Moved, "Done", "Done"), None)
        }
        Asked::Nudge { kind: Nudge::Routine, .. } => {
            nudge("Your routine", "This is the time you chose for it.", (Action::Start, "Start", "Start"), already)
        }
        Asked::Nudge { kind: Nudge::Evening, .. } => {
            nudge("The evening's rating", "One number for the whole day.", (Action::Average, "Rate", "Rate"), already)
        }
        Asked::Away { away, .. } => {
            let keys =
                vec![(Action::Moved, "rested", "rested"), (Action::Worked, "worked", "worked"), (Action::SkipNudge, "ignore", "ignore")];
            (format!("You were away {}", long(away)), "Rested counts as a break, worked as sitting.".to_owned(), keys, false)
        }
    }
}

/// `25 min`, `2 h 5 min`.
pub(super) fn long(away: Duration) -> String {
    let minutes = away.as_secs() / 60;
    match (minutes / 60, minutes % 60) {
        (0 | 1, _) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `Sitting since 13:40. `, if that is of today.
fn sitting_since(cx: &Context) -> Option<String> {
    let at = DateTime::<Utc>::from_timestamp_millis(cx.breaks.saved().moved_at)?;
    let local = cx.zone.wall(at);
    (local.date_naive() == cx.now.wall.date_naive()).then(|| format!("Sitting since {}. ", cx.settings.time(local.naive_local())))
}

fn banner(asked: Asked, cx: &Context) -> (Banner, Vec<Key>) {
    let (title, says, keys, has_button) = words(asked, cx);
    // a key that was taken away is not shown
    let keys: Vec<Key> = keys.into_iter().filter(|(action, ..)| !cx.key(KeyContext::Pane, *action).is_empty()).collect();
    let minutes = (cx.settings.snooze().as_secs() / 60).to_string();
    let said = |words: &str| words.replace("{}", &minutes);
    let choice = |(action, label, short): &Key| Choice { key: cx.key(KeyContext::Pane, *action), label: said(label), short: said(short) };
    (Banner { title, says, choices: keys.iter().map(choice).collect(), has_button }, keys)
}

/// `Time to move: m, after this`: where the screen in front has the keys.
fn after_this(asked: Asked, cx: &Context) -> String {
    let (title, _, keys, has_button) = words(asked, cx);
    let keys: Vec<String> =
        keys.iter().take(if has_button { 1 } else { 3 }).map(|(action, ..)| cx.key(KeyContext::Pane, *action)).collect();
    format!("{title}: {}, after this", keys.join(" "))
}

/// The one line for a terminal too small for a banner: `Time to move: m`.
#[must_use]
pub fn small(nudged: Nudged, cx: &Context) -> String {
    let line = after_this(nudged.asked, cx);
    if nudged.waits { line } else { line.trim_end_matches(", after this").to_owned() }
}

/// Draws what is asked over whatever is shown; in one dim line where it has to wait.
pub fn draw(nudged: Nudged, area: Rect, buf: &mut Buffer, cx: &Context) {
    if nudged.waits {
        let footer = chrome::Frame::of(area).footer;
        // the last row is free, or the one above the hints
        let y = if footer.y + 1 < area.bottom() { footer.y + 1 } else { footer.y.saturating_sub(1) };
        let line = after_this(nudged.asked, cx);
        text::put(footer.x, y, text::clip(&line, footer.width), cx.theme.style(Role::Quiet), area, buf);
        return;
    }
    banner(nudged.asked, cx).0.draw(area, cx.theme, buf);
}

/// Whether the banner covers a cell, and the key that is drawn there.
#[must_use]
pub fn under(nudged: Nudged, at: Position, cx: &Context) -> Option<Option<Message>> {
    if nudged.waits || !Banner::spot(cx.area()).contains(at) {
        return None;
    }
    let (banner, keys) = banner(nudged.asked, cx);
    Some(banner.under(cx.area(), at).and_then(|choice| keys.get(choice)).map(|(action, ..)| Message::Action(*action)))
}

/// What comes next, as times on the clock: `next move 14:20`, `paused until 14:00`, `no nudges until 9:00 tomorrow`; nothing where nothing comes.
#[must_use]
pub fn next(cx: &Context) -> Option<String> {
    let at = cx.at();
    let on_wall = |at: DateTime<Utc>| cx.zone.wall(at).naive_local();
    if let Some(until) = cx.breaks.paused_until(at) {
        return Some(format!("paused until {}", when(on_wall(until), cx)));
    }
    let next = cx.breaks.next(at)?;
    let local = next.at.naive_local();
    if cx.breaks.state(at) == State::OffHours {
        return Some(format!("no nudges until {}", when(local, cx)));
    }
    let what = match next.kind {
        Nudge::Move => "move",
        Nudge::Stand => "stand",
        Nudge::Sit => "sit",
        Nudge::Water => "water",
        Nudge::Posture => "posture",
        Nudge::Routine => "routine",
        Nudge::Evening => "rating",
    };
    Some(format!("next {what} {}", when(local, cx)))
}

/// `14:20`, `9:00 tomorrow`, `9:00 on Monday`, `9:00 on 3 Mar`.
pub(super) fn when(local: chrono::NaiveDateTime, cx: &Context) -> String {
    let time = cx.settings.time(local);
    let days = local.date().signed_duration_since(cx.now.wall.date_naive()).num_days();
    match days {
        ..=0 => time,
        1 => format!("{time} tomorrow"),
        2..=6 => format!("{time} on {}", local.format("%A")),
        _ => format!("{time} on {}", local.format("%-d %b")),
    }
}

/// What a notice says of a nudge: the words for a screen that others may see, and those that say more.
#[must_use]
pub fn notice(kind: Nudge) -> (&'static str, &'static str) {
    match kind {
        Nudge::Move => ("Time to move", "Time to move for a minute"),
        Nudge::Stand => ("Time to stand", "Time for a standing block"),
        Nudge::Sit => ("Time to sit", "The standing block is over"),
        Nudge::Water => ("Time to drink", "Time for a glass of water"),
        Nudge::Posture => ("Time to sit another way", "Time to change how you sit"),
        Nudge::Routine => ("It is the time you chose", "Time for your routine"),
        Nudge::Evening => ("It is the time you chose", "Time for the evening's pain rating"),
    }
}
