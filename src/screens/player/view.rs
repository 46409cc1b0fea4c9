//! How the player looks: the figure on the left, the orb on the right, the session's line below; the number is always the hold.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::frame;
use super::super::resume::side_words;
use super::ask::{Ask, Page};
use super::cast::Acting;
use super::foot::foot;
use super::motion::{Breaths, flashing, moving_area, orb, orb_area, state_word, wave_area};
use super::{PlayerScreen, words};
use crate::app::{Context, Message};
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::Side;
use crate::player::{Face, Mode, Part, StepKind};
use crate::widgets::chrome;
use crate::widgets::glow::Glow;
use crate::widgets::orb::{Orb, OrbSize};
use crate::widgets::strokes::Strokes;
use crate::widgets::text;
use crate::widgets::word::Word;

/// Draws it all, or only what moves where the buffer is just that.
pub(super) fn draw(screen: &PlayerScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let now = cx.now.awake;
    let face = screen.player.face(now);
    let step = screen.player.step(now);
    let spot = orb_area(area);
    if let Some(ask) = &screen.ask {
        return question(screen, ask, area, buf, cx);
    }
    let changes = match step.kind {
        StepKind::Switch(side) if screen.player.mode() == Mode::Running => Some(side),
        _ => None,
    };
    let acting = Acting::of(screen, now, area, cx);
    if flashing(screen, now, cx) && (acting.is_some() || changes.is_none()) {
        return flash(&state_word(&step.kind, &face), area, buf, cx);
    }
    if let (Some(side), None) = (changes, &acting) {
        return switch(screen, side, &face, area, buf, cx);
    }
    let strength = match screen.player.mode() {
        Mode::Running if matches!(step.kind, StepKind::Work { .. } | StepKind::Switch(_)) => 1.0,
        Mode::Running => 0.35,
        _ => 0.3,
    };
    let part = &screen.player.timeline().parts[face.part];
    if let Some(acting) = &acting {
        Glow::behind(acting.place.main, strength).draw(area, cx.theme, buf);
        acting.draw(screen.player.mode(), &step.kind, buf, cx);
        words::beside(screen, part, &step.kind, &acting.place, buf, cx);
    } else {
        Glow::behind(spot, strength).draw(area, cx.theme, buf);
    }
    if let Some(side) = changes {
        other_side(side, &face, spot, area, buf, cx);
    } else if buf.area.intersects(moving_area(area)) {
        let orb = orb(screen, &face, now, cx);
        orb.draw(spot, OrbSize::of(area.width, area.height), cx.theme, cx.marker, buf);
        if let Some(breaths) = Breaths::of(screen, now, cx) {
            breaths.wave(&|share| breaths.level(share)).draw(wave_area(area), cx.theme, cx.marker, buf);
        }
        // the word lies inside the part that is drawn again, so it is drawn with it
        under_orb(screen, &orb, &face, spot, area, buf, cx);
    }
    if buf.area != area {
        return;
    }
    head(screen, part, &face, area, buf, cx);
    if acting.is_none() {
        words::alone(screen, part, &step.kind, area, buf, cx);
    }
    foot(screen, &face, area, buf, cx);
}

/// The name, the side, the set, the rep, and which exercise of how many.
fn head(screen: &PlayerScreen, part: &Part, face: &Face, area: Rect, buf: &mut Buffer, cx: &Context) {
    let kind = &screen.player.step(cx.now.awake).kind;
    let name = match (screen.player.mode(), kind) {
        (Mode::Running | Mode::Entering, StepKind::Ready) => "Get ready".to_owned(),
        (Mode::Running | Mode::Entering, StepKind::Rest) => "Rest".to_owned(),
        (Mode::Running, StepKind::Switch(_)) => "Change sides".to_owned(),
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
    // where the orb reaches up beside the second row, the name stands in the first
    let (name, under) = match under.strip_prefix("Next: ") {
        Some(next) if chrome::is_narrow(area.width) && !about.is_empty() => {
            (format!("{name}: {}", next.split(", ").next().unwrap_or_default()), capital(&about))
        }
        _ => (name, under),
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
    let dots_row = below + 1 + u16::try_from(says.len()).unwrap_or(1);
    text::put_centred(dots_row, &dots(face), cx.theme.style(Role::Accent), area, buf);
    foot(screen, face, area, buf, cx);
}

/// The seconds of a change of sides, a dot each.
fn dots(face: &Face) -> String {
    let total = 5;
    let passed = total - usize::try_from(face.seconds).unwrap_or(total).min(total);
    let dots: Vec<&str> = (0..total).map(|i| if i < passed { "●" } else { "○" }).collect();
    dots.join(" ")
}

/// The other side beside the figure that has changed to it already: its name as large as the orb's place allows, a word below the other.
fn other_side(side: Side, face: &Face, spot: Rect, area: Rect, buf: &mut Buffer, cx: &Context) {
    let words = side_words(side);
    // what hangs below a letter has its own row, and one more lies free
    let is_fitting = |rows: u16| words.split(' ').all(|word| Strokes::new(word, rows).cells(cx.marker).0 <= spot.width);
    let rows = (4..=7).rev().find(|rows| rows * 2 + 2 <= spot.height && is_fitting(*rows)).unwrap_or(4);
    let mut y = spot.y + spot.height.saturating_sub(rows * 2 + 2) / 2;
    for word in words.split(' ') {
        let row = Rect { y, height: rows + 1, ..spot }.intersection(area);
        Strokes::new(word, rows).draw_centred(row, cx.theme.color(Role::Text), cx.marker, buf);
        y += rows + 2;
    }
    let below = Rect { y: spot.bottom(), height: 1, ..spot };
    text::put_centred(below.y, &dots(face), cx.theme.style(Role::Accent), below, buf);
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
fn question(screen: &PlayerScreen, ask: &Ask, area: Rect, buf: &mut Buffer, cx: &Context) {
    let face = screen.player.face(cx.now.awake);
    let part = &screen.player.timeline().parts[face.part];
    if ask.page == Page::Score {
        return scale_page(part, ask).draw(&ask.picker, area, buf, cx);
    }
    let lines: Vec<&str> = ask.lines().iter().map(|c| c.label).collect();
    chrome::title(chrome::Frame::of(area).header, [&part.name, "Stopped"], ["", ""], cx.theme, buf);
    ask.choices.draw_page(ask.title(), &[ask.hint()], &lines, question_room(area), buf, cx);
    frame::hints(
        area,
        KeyContext::Dialog,
        &[(Action::Do, "this one"), (Action::Back, "back to the session"), (Action::Warnings, ""), (Action::Help, "")],
        buf,
        cx,
    );
}

/// The pain scale inside the session.
fn scale_page<'a>(part: &'a Part, ask: &Ask) -> super::super::scale::Page<'a> {
    super::super::scale::Page {
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
    }
}

/// Where a question with its lines stands.
fn question_room(area: Rect) -> Rect {
    let body = chrome::Frame::of(area).body;
    let top = body.height.saturating_sub(10) / 3;
    Rect { y: body.y + top, height: body.height - top, ..body }
}

/// What a click on a cell of an open question stands for.
pub(super) fn under(screen: &PlayerScreen, ask: &Ask, at: Position, cx: &Context) -> Option<Message> {
    if ask.page == Page::Score {
        let face = screen.player.face(cx.now.awake);
        return scale_page(&screen.player.timeline().parts[face.part], ask).under(at, cx);
    }
    let lines: Vec<&str> = ask.lines().iter().map(|c| c.label).collect();
    ask.choices.under_page(&[ask.hint()], &lines, question_room(cx.area()), at)
}
