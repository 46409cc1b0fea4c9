//! How the player looks: what is done on the left, the orb on the right, the session's line below; the number is always the hold.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::frame;
use super::super::resume::side_words;
use super::ask::Page;
use super::{FLASH, PlayerScreen};
use crate::app::Context;
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::{Side, clock};
use crate::player::{Face, Mode, Part, StepKind};
use crate::widgets::orb::{Orb, OrbSize, OrbState};
use crate::widgets::strokes::Strokes;
use crate::widgets::text::{self, Paragraph};
use crate::widgets::session_line::{LinePart, SessionLine};
use crate::widgets::glow::Glow;
use crate::widgets::chrome;

/// What can be told apart on the screen: two equal looks need no drawing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    /// All words and numbers, and which full-screen word stands.
    pub(super) text: (Face, bool),
    /// The disc's radius in dots.
    radius: Option<u16>,
}

impl Look {
    pub(super) fn of(screen: &PlayerScreen, now: Duration, area: Rect, cx: &Context) -> Self {
        let face = screen.player.face(now);
        let radius = orb(screen, &face, now, cx).radius(OrbSize::of(area.width, area.height));
        Self { text: (face, flashing(screen, now, cx)), radius }
    }
}

/// Grain of the search for the next visible change of the breath: 14 frames a second at most.
const GRAIN: Duration = Duration::from_millis(70);

/// The instant at which something visible changes next.
pub(super) fn next_change(screen: &PlayerScreen, cx: &Context) -> Duration {
    let now = cx.now.awake;
    let player = &screen.player;
    let to_second = |ms: u64| if ms % 1000 == 0 { 1000 } else { ms % 1000 };
    let (place, step) = (player.place(now), player.step(now));
    let mut wait = to_second(step.ms.saturating_sub(place.ms));
    wait = wait.min(to_second(player.timeline().total_ms().saturating_sub(player.elapsed(now))));
    if player.mode() == Mode::Entering {
        wait = to_second(player.entry_left(now));
    } else if let StepKind::Work { pattern, pace, .. } = &step.kind {
        if let Some(rep) = pattern.rep_at(place.ms) {
            wait = wait.min(to_second(rep.lasts - rep.into));
        }
        if let Some(pace) = pace {
            wait = wait.min(to_second(pace.at(place.ms).left));
        }
    }
    let mut due = now + Duration::from_millis(wait);
    if let Some((_, since)) = screen.flash.filter(|_| flashing(screen, now, cx)) {
        due = due.min(since + Duration::from_millis(FLASH));
    }
    if player.mode() == Mode::Running && player.now(now).led {
        let area = Rect::new(0, 0, cx.size.width, cx.size.height);
        let size = OrbSize::of(area.width, area.height);
        let radius = |at| orb(screen, &player.face(at), at, cx).radius(size);
        let here = radius(now);
        let mut at = now + GRAIN;
        while at < due && radius(at) == here {
            at += GRAIN;
        }
        due = due.min(at);
    }
    due
}

/// Whether a full-screen word stands just now: a moment at each change of state, never under reduced motion.
fn flashing(screen: &PlayerScreen, now: Duration, cx: &Context) -> bool {
    cx.settings.flash
        && !cx.settings.reduced_motion
        && screen.ask.is_none()
        && screen.player.mode() == Mode::Running
        && screen.flash.is_some_and(|(step, since)| step == screen.player.place(now).step && now < since + Duration::from_millis(FLASH))
}

/// The orb of an instant.
fn orb(screen: &PlayerScreen, face: &Face, now: Duration, cx: &Context) -> Orb {
    let step = screen.player.step(now);
    let moving = screen.player.now(now);
    let state = match (screen.player.mode(), &step.kind) {
        (Mode::Paused | Mode::Ended, _) => OrbState::Paused,
        (_, StepKind::Ready | StepKind::Switch(_)) => OrbState::Ready,
        (_, StepKind::Rest) => OrbState::Rest,
        (Mode::Entering, _) => OrbState::Paused,
        (Mode::Running, StepKind::Work { .. }) => OrbState::Work,
    };
    // under reduced motion the disc has three sizes, changed at the edges of a breath
    let level = if cx.settings.reduced_motion { (moving.level * 2.0).round() / 2.0 } else { moving.level };
    // the ring moves by the second, like the number inside it
    let whole = step.ms.div_ceil(1000).max(1);
    #[allow(clippy::cast_precision_loss, reason = "seconds of a step of at most an hour")]
    let elapsed = (whole - face.seconds.min(whole)) as f32 / whole as f32;
    let breath = (moving.led && matches!(step.kind, StepKind::Work { .. })).then_some(level);
    Orb { state, elapsed, breath, seconds: u32::try_from(face.seconds).unwrap_or(u32::MAX) }
}

/// Where the orb is drawn: the same columns in every state, so that nothing jumps.
pub(super) fn orb_area(area: Rect) -> Rect {
    let (cols, rows) = OrbSize::of(area.width, area.height).cells();
    let margin = chrome::margin(area.width);
    let top = match area.height {
        30.. => 4,
        22.. => 3,
        _ => 1,
    };
    Rect::new(area.right().saturating_sub(margin.saturating_sub(2) + cols), area.y + top, cols, rows).intersection(area)
}

/// The word of a state, as the orb has it under it.
pub(super) fn state_word(kind: &StepKind, face: &Face) -> String {
    match kind {
        StepKind::Ready => "get ready".into(),
        StepKind::Rest => "rest".into(),
        StepKind::Switch(side) => side_words(*side).into(),
        StepKind::Work { .. } if face.word.is_empty() => "go".into(),
        StepKind::Work { .. } => face.word.clone(),
    }
}

/// Draws it all, or only the orb where the buffer is just the orb's.
pub(super) fn draw(screen: &PlayerScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let now = cx.now.awake;
    let face = screen.player.face(now);
    let step = screen.player.step(now);
    let spot = orb_area(area);
    if let Some(ask) = &screen.ask {
        return question(screen, ask, area, buf, cx);
    }
    if let StepKind::Switch(side) = step.kind
        && screen.player.mode() == Mode::Running
    {
        return switch(screen, side, &face, area, buf, cx);
    }
    if flashing(screen, now, cx) {
        return flash(&state_word(&step.kind, &face), area, buf, cx);
    }
    let strength = match screen.player.mode() {
        Mode::Running if matches!(step.kind, StepKind::Work { .. }) => 1.0,
        Mode::Running => 0.35,
        _ => 0.3,
    };
    Glow::behind(spot, strength).draw(area, cx.theme, buf);
    orb(screen, &face, now, cx).draw(spot, OrbSize::of(area.width, area.height), cx.theme, cx.marker, buf);
    if buf.area != area {
        return;
    }
    let parts = &screen.player.timeline().parts;
    let part = &parts[face.part];
    head(screen, part, &face, area, buf, cx);
    under_orb(screen, &step.kind, &face, spot, area, buf, cx);
    left(screen, part, &step.kind, spot, area, buf, cx);
    foot(screen, &face, area, buf, cx);
}

/// The name, the side, the set, the rep, and which exercise of how many.
fn head(screen: &PlayerScreen, part: &Part, face: &Face, area: Rect, buf: &mut Buffer, cx: &Context) {
    let kind = &screen.player.step(cx.now.awake).kind;
    let name = match (screen.player.mode(), kind) {
        (Mode::Running | Mode::Entering, StepKind::Ready) => "Get ready".to_owned(),
        (Mode::Running | Mode::Entering, StepKind::Rest) => "Rest".to_owned(),
        _ => part.name.clone(),
    };
    let mut about = Vec::new();
    if face.side != Side::Both {
        about.push(side_words(face.side).to_owned());
    }
    if face.set.1 > 1 {
        about.push(format!("{} {} of {}", part.set_name, face.set.0, face.set.1));
    }
    if let (Some((rep, of)), StepKind::Work { .. }) = (face.rep, kind) {
        about.push(format!("{} {rep} of {of}", part.rep_name));
    }
    if !face.label.is_empty() {
        about.push(face.label.clone());
    }
    let about = about.join(", ");
    let under = match kind {
        StepKind::Work { .. } => capital(&about),
        _ if about.is_empty() => format!("Next: {}", part.name.to_lowercase()),
        _ => format!("Next: {}, {about}", part.name.to_lowercase()),
    };
    let of = format!("{} of {}", face.part + 1, screen.player.timeline().parts.len());
    chrome::title(chrome::Frame::of(area).header, [&name, &under], [&of, ""], cx.theme, buf);
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The word and its seconds, large where there is room.
fn under_orb(screen: &PlayerScreen, kind: &StepKind, face: &Face, spot: Rect, area: Rect, buf: &mut Buffer, cx: &Context) {
    let running = screen.player.mode() == Mode::Running;
    let (word, seconds) = match screen.player.mode() {
        Mode::Paused | Mode::Ended => ("paused".to_owned(), None),
        Mode::Entering => ("on in".to_owned(), Some(face.entry)),
        Mode::Running => (state_word(kind, face), (face.word_seconds > 0).then_some(face.word_seconds)),
    };
    let row = spot.bottom();
    if area.width >= 100 && area.height >= 30 {
        let number = seconds.map(|s| s.to_string()).unwrap_or_default();
        let (word, number) = (Strokes::new(&word, 3), Strokes::new(&number, 3));
        let (wide, gap) = (word.cells(cx.marker).0, if seconds.is_some() { 4 } else { 0 });
        let whole = wide + gap + if seconds.is_some() { number.cells(cx.marker).0.max(3) } else { 0 };
        let x = i32::from(spot.x) + (i32::from(spot.width) - i32::from(whole)) / 2;
        let y = i32::from(row) + 1;
        let clip = Rect::new(0, 0, area.width, area.height.saturating_sub(6));
        word.draw((x, y), cx.theme.color(if running { Role::Text } else { Role::Soft }), cx.marker, clip, buf);
        if seconds.is_some() {
            number.draw((x + i32::from(wide + gap), y), cx.theme.color(if running { Role::Accent } else { Role::Soft }), cx.marker, clip, buf);
        }
        return;
    }
    let word = match word.as_str() {
        "in" | "out" => format!("breathe {word}"),
        _ => word,
    };
    let line = seconds.map_or(word.clone(), |s| format!("{word}  {s}"));
    let x = spot.x + spot.width.saturating_sub(text::columns(&line)) / 2;
    let x = text::put(x, row, &word, cx.theme.bold(if running { Role::Text } else { Role::Soft }), area, buf);
    if let Some(s) = seconds {
        text::put(x + 2, row, &s.to_string(), cx.theme.bold(Role::Accent), area, buf);
    }
}

/// What to do: the start while getting ready, else the cue, then the steps, and when to stop. The figure will stand here.
fn left(screen: &PlayerScreen, part: &Part, kind: &StepKind, spot: Rect, area: Rect, buf: &mut Buffer, cx: &Context) {
    let frame = chrome::Frame::of(area);
    let small = area.width < 70;
    let top = (spot.y + u16::from(area.height >= 22)).max(frame.header.bottom());
    let width = spot.x.saturating_sub(frame.header.x + 2).min(56);
    let bottom = frame.footer.y.saturating_sub(if area.height >= 30 { 7 } else { 3 });
    let mut room = Rect::new(frame.header.x, top, width, bottom.saturating_sub(top));
    let (lead, soft) = (cx.theme.bold(Role::Text), cx.theme.style(Role::Soft));
    let say = |words: &str, style: Style, after: u16, room: &mut Rect, buf: &mut Buffer| {
        let used = Paragraph::new(words, style).draw(*room, buf) + after;
        *room = Rect { y: room.y + used, height: room.height.saturating_sub(used), ..*room };
    };
    if let Some(note) = screen.note.filter(|_| screen.player.mode() == Mode::Paused) {
        say(note, cx.theme.style(Role::Text), 1, &mut room, buf);
    } else if screen.player.mode() == Mode::Paused {
        say("Nothing is lost.", cx.theme.style(Role::Text), 1, &mut room, buf);
    }
    match kind {
        StepKind::Ready => say(&part.start, lead, 1, &mut room, buf),
        StepKind::Rest => say("Let go for a moment and breathe freely.", lead, 1, &mut room, buf),
        StepKind::Switch(_) | StepKind::Work { .. } => say(if small { &part.cue_short } else { &part.cue }, lead, 1, &mut room, buf),
    }
    let stop = stop_words(part);
    let stop = Paragraph::new(&stop, soft).led_by("Stop if ", cx.theme.bold(Role::Care));
    let stop_rows = stop.height(width);
    let keep = if part.stop_if.is_empty() { 0 } else { stop_rows + 1 };
    for (number, step) in part.steps.iter().enumerate() {
        let lead = format!("{}  ", number + 1);
        let line = Paragraph::new(step, soft).led_by(&lead, cx.theme.style(Role::Accent)).hanging();
        if line.height(width) + keep > room.height {
            break;
        }
        let used = line.draw(room, buf);
        room = Rect { y: room.y + used, height: room.height.saturating_sub(used), ..room };
    }
    let feel = Paragraph::new(&part.feel, soft);
    if matches!(kind, StepKind::Work { .. }) && feel.height(width) + 2 + keep <= room.height {
        room = Rect { y: room.y + 1, height: room.height.saturating_sub(1), ..room };
        let used = feel.draw(room, buf);
        room = Rect { y: room.y + used, height: room.height.saturating_sub(used), ..room };
    }
    if keep > 0 && keep <= room.height {
        stop.draw(Rect { y: room.y + 1, height: room.height - 1, ..room }, buf);
    }
}

/// The exercise's own signs in one sentence.
fn stop_words(part: &Part) -> String {
    let signs: Vec<&str> = part.stop_if.iter().map(String::as_str).collect();
    match signs.as_slice() {
        [] => String::new(),
        [one] => format!("{one}."),
        [most @ .., last] => format!("{}, or {last}.", most.join(", ")),
    }
}

/// The session's line, what comes then, how long it still takes, the keys.
fn foot(screen: &PlayerScreen, face: &Face, area: Rect, buf: &mut Buffer, cx: &Context) {
    let frame = chrome::Frame::of(area);
    let timeline = screen.player.timeline();
    let gap = if area.height >= 20 { 1 } else { 0 };
    let then = Rect { y: frame.footer.y.saturating_sub(1 + gap), ..frame.footer };
    let line = Rect { y: then.y.saturating_sub(1), ..frame.footer };
    if area.width >= 100 && area.height >= 30 {
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
            (Action::Again, "set again"),
            (Action::Next, "next"),
            (Action::Previous, "back"),
            (Action::Ouch, "it hurts"),
            (Action::Back, "stop here"),
            (Action::Help, ""),
        ],
        _ => &[
            (Action::Pause, "pause"),
            (Action::Next, "next"),
            (Action::Ouch, "it hurts"),
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

/// A change of sides fills the screen for as long as it lasts.
fn switch(screen: &PlayerScreen, side: Side, face: &Face, area: Rect, buf: &mut Buffer, cx: &Context) {
    let part = &screen.player.timeline().parts[face.part];
    let rows = if area.width >= 100 && area.height >= 30 { 8 } else if area.width >= 70 { 6 } else { 5 };
    let word = Strokes::new(side_words(side), rows);
    let y = area.y + (area.height / 2).saturating_sub(rows / 2 + 4);
    Glow::behind(Rect { y, height: rows, ..area }.intersection(area), 1.0).draw(area, cx.theme, buf);
    word.draw_centred(Rect { y, height: area.height.saturating_sub(y), ..area }, cx.theme.color(Role::Text), cx.marker, buf);
    let below = y + rows + 3;
    text::put_centred(below, &part.switch, cx.theme.style(Role::Text), area, buf);
    let total = 5;
    let passed = total - usize::try_from(face.seconds).unwrap_or(total).min(total);
    let dots: String = (0..total).map(|i| if i < passed { "● " } else { "○ " }).collect();
    text::put_centred(below + 2, dots.trim_end(), cx.theme.style(Role::Accent), area, buf);
    foot(screen, face, area, buf, cx);
}

/// One word over the whole screen, for a moment.
fn flash(word: &str, area: Rect, buf: &mut Buffer, cx: &Context) {
    let rows = if area.width >= 100 && area.height >= 30 { 8 } else { 5 };
    let y = area.y + (area.height / 2).saturating_sub(rows / 2 + 1);
    Glow::behind(Rect { y, height: rows, ..area }.intersection(area), 1.0).draw(area, cx.theme, buf);
    Strokes::new(word, rows).draw_centred(Rect { y, height: area.height.saturating_sub(y), ..area }, cx.theme.color(Role::Text), cx.marker, buf);
}

/// A question in place of everything else: nothing runs meanwhile.
fn question(screen: &PlayerScreen, ask: &super::Ask, area: Rect, buf: &mut Buffer, cx: &Context) {
    let face = screen.player.face(cx.now.awake);
    let part = &screen.player.timeline().parts[face.part];
    if ask.page == Page::Score {
        let page = super::super::scale::Page {
            title: &part.name,
            under: "Stopped",
            right: "",
            right_under: "",
            question: ask.title(),
            hint: ask.hint(),
            facts: &[],
            other: None,
            skip: "would rather not say",
            back: "back to the session",
        };
        return page.draw(&ask.picker, area, buf, cx);
    }
    let lines: Vec<&str> = ask.lines().iter().map(|c| c.label).collect();
    chrome::title(chrome::Frame::of(area).header, [&part.name, "Stopped"], ["", ""], cx.theme, buf);
    let body = chrome::Frame::of(area).body;
    let top = body.height.saturating_sub(10) / 3;
    ask.choices.draw_page(ask.title(), &[ask.hint()], &lines, Rect { y: body.y + top, height: body.height - top, ..body }, buf, cx);
    frame::hints(area, KeyContext::Dialog, &[(Action::Do, "this one"), (Action::Back, "back to the session"), (Action::Warnings, ""), (Action::Help, "")], buf, cx);
}
