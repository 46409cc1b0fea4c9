//! How the player looks: what is done on the left, the orb on the right, the session's line below; the number is always the hold.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::frame;
use super::super::resume::side_words;
use super::PlayerScreen;
use super::ask::Page;
use super::foot::foot;
use super::motion::{Breaths, flashing, orb, orb_area, state_word, wave_area};
use crate::app::Context;
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::Side;
use crate::player::{Face, Mode, Part, StepKind};
use crate::widgets::chrome;
use crate::widgets::glow::Glow;
use crate::widgets::orb::{Orb, OrbSize};
use crate::widgets::strokes::Strokes;
use crate::widgets::text::{self, Paragraph};
use crate::widgets::word::Word;

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
    let orb = orb(screen, &face, now, cx);
    orb.draw(spot, OrbSize::of(area.width, area.height), cx.theme, cx.marker, buf);
    if let Some(breaths) = Breaths::of(screen, now, cx) {
        breaths.wave(&|share| breaths.level(share)).draw(wave_area(area), cx.theme, cx.marker, buf);
    }
    // the word lies inside the part that is drawn again, so it is drawn with it
    under_orb(screen, &orb, &face, spot, area, buf, cx);
    if buf.area != area {
        return;
    }
    let parts = &screen.player.timeline().parts;
    let part = &parts[face.part];
    head(screen, part, &face, area, buf, cx);
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
        // standing still it has its own name above, and is not what comes next
        _ if name == part.name => capital(&about),
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
fn under_orb(screen: &PlayerScreen, orb: &Orb, face: &Face, spot: Rect, area: Rect, buf: &mut Buffer, cx: &Context) {
    let kind = &screen.player.step(cx.now.awake).kind;
    let (word, seconds) = match screen.player.mode() {
        Mode::Paused | Mode::Ended => ("paused".to_owned(), None),
        Mode::Entering => ("on in".to_owned(), Some(face.entry)),
        Mode::Running => (state_word(kind, face), (face.word_seconds > 0).then_some(face.word_seconds)),
    };
    let line = match word.as_str() {
        "in" | "out" => format!("breathe {word}"),
        "on in" => "going on in".to_owned(),
        _ => word.clone(),
    };
    let size = OrbSize::of(area.width, area.height);
    let top = spot.bottom() + u16::from(size == OrbSize::Large);
    let room = Rect { y: top, height: Word::rows(size), ..spot }.intersection(area);
    let seconds = seconds.and_then(|s| u32::try_from(s).ok());
    Word { word: &word, line: &line, seconds, state: orb.state }.draw(room, size, cx.theme, cx.marker, buf);
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
        StepKind::Ready => {
            say(&part.start, lead, 1, &mut room, buf);
            let first = screen.player.timeline().steps.iter().find_map(|step| match &step.kind {
                StepKind::Work { cue, .. } if !cue.is_empty() => Some(cue),
                _ => None,
            });
            let cue = first.unwrap_or(if small { &part.cue_short } else { &part.cue });
            say(cue, cx.theme.style(Role::Text), 1, &mut room, buf);
        }
        StepKind::Rest => say("Let go for a moment and breathe freely.", lead, 1, &mut room, buf),
        StepKind::Work { cue, .. } if !cue.is_empty() => say(cue, lead, 1, &mut room, buf),
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
    // timed care has no place where it is felt, but something to do afterwards
    let feel = if part.position.is_none() { feel.led_by("At the end: ", cx.theme.style(Role::Quiet)) } else { feel };
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

/// A change of sides fills the screen for as long as it lasts.
fn switch(screen: &PlayerScreen, side: Side, face: &Face, area: Rect, buf: &mut Buffer, cx: &Context) {
    let part = &screen.player.timeline().parts[face.part];
    let rows = if area.width >= 100 && area.height >= 30 {
        8
    } else if area.width >= 70 {
        6
    } else {
        5
    };
    let word = Strokes::new(side_words(side), rows);
    let y = area.y + (area.height / 2).saturating_sub(rows / 2 + 4);
    Glow::behind(Rect { y, height: rows, ..area }.intersection(area), 1.0).draw(area, cx.theme, buf);
    word.draw_centred(Rect { y, height: area.height.saturating_sub(y), ..area }, cx.theme.color(Role::Text), cx.marker, buf);
    let below = y + rows + 3;
    let says = text::wrap(&part.switch, chrome::Frame::of(area).body.width);
    for (row, line) in (below..).zip(&says) {
        text::put_centred(row, line, cx.theme.style(Role::Text), area, buf);
    }
    let total = 5;
    let passed = total - usize::try_from(face.seconds).unwrap_or(total).min(total);
    let dots: String = (0..total).map(|i| if i < passed { "● " } else { "○ " }).collect();
    let dots_row = below + 1 + u16::try_from(says.len()).unwrap_or(1);
    text::put_centred(dots_row, dots.trim_end(), cx.theme.style(Role::Accent), area, buf);
    foot(screen, face, area, buf, cx);
}

/// One word over the whole screen, for a moment.
pub(in crate::screens) fn flash(word: &str, area: Rect, buf: &mut Buffer, cx: &Context) {
    let rows = if area.width >= 100 && area.height >= 30 { 8 } else { 5 };
    let y = area.y + (area.height / 2).saturating_sub(rows / 2 + 1);
    Glow::behind(Rect { y, height: rows, ..area }.intersection(area), 1.0).draw(area, cx.theme, buf);
    Strokes::new(word, rows).draw_centred(
        Rect { y, height: area.height.saturating_sub(y), ..area },
        cx.theme.color(Role::Text),
        cx.marker,
        buf,
    );
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
            others: &[],
            skip: "no number",
            back: "back",
        };
        return page.draw(&ask.picker, area, buf, cx);
    }
    let lines: Vec<&str> = ask.lines().iter().map(|c| c.label).collect();
    chrome::title(chrome::Frame::of(area).header, [&part.name, "Stopped"], ["", ""], cx.theme, buf);
    let body = chrome::Frame::of(area).body;
    let top = body.height.saturating_sub(10) / 3;
    ask.choices.draw_page(ask.title(), &[ask.hint()], &lines, Rect { y: body.y + top, height: body.height - top, ..body }, buf, cx);
    frame::hints(
        area,
        KeyContext::Dialog,
        &[(Action::Do, "this one"), (Action::Back, "back to the session"), (Action::Warnings, ""), (Action::Help, "")],
        buf,
        cx,
    );
}
