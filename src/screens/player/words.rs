//! What the player says: beside or beneath the figure the cue and when to stop, in the figure's place all steps as well.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::PlayerScreen;
use super::motion::orb_area;
use super::place::Place;
use crate::app::Context;
use crate::config::theme::Role;
use crate::player::{Mode, Part, StepKind, Timeline};
use crate::widgets::chrome;
use crate::widgets::text::Paragraph;

/// Room that is filled from the top.
struct Column<'a> {
    room: Rect,
    buf: &'a mut Buffer,
}

impl Column<'_> {
    fn say(&mut self, words: &Paragraph<'_>, after: u16) {
        let used = words.draw(self.room, self.buf) + after;
        self.skip(used);
    }

    fn skip(&mut self, rows: u16) {
        self.room = Rect { y: self.room.y + rows, height: self.room.height.saturating_sub(rows), ..self.room };
    }
}

/// Why it stands still, if it does.
fn note(screen: &PlayerScreen) -> Option<&'static str> {
    (screen.player.mode() == Mode::Paused).then(|| screen.note.unwrap_or("Nothing is lost."))
}

/// The line of the moment. Timed care says its own in each phase, and its first one while getting ready.
pub(super) fn cue<'a>(timeline: &'a Timeline, part: &'a Part, kind: &'a StepKind, is_short: bool) -> &'a str {
    let own = match kind {
        StepKind::Work { cue, .. } => Some(cue),
        StepKind::Ready => timeline.steps.iter().find_map(|step| match &step.kind {
            StepKind::Work { cue, .. } if !cue.is_empty() => Some(cue),
            _ => None,
        }),
        StepKind::Rest | StepKind::Switch(_) => None,
    };
    own.filter(|cue| !cue.is_empty()).unwrap_or(if is_short { &part.cue_short } else { &part.cue })
}

/// Said at a rest.
pub(super) const REST: &str = "Let go for a moment and breathe freely.";

/// Beside or beneath the figure: the start while getting ready, the cue, and when to stop if there is room for that.
pub(super) fn beside(screen: &PlayerScreen, part: &Part, kind: &StepKind, place: &Place, buf: &mut Buffer, cx: &Context) {
    let (lead, plain) = (cx.theme.bold(Role::Text), cx.theme.style(Role::Text));
    let room = place.words;
    let after = u16::from(place.beside);
    let mut column = Column { room, buf };
    // of one thing to say the longer form, if it fits
    let fitting = |words: &[&str], style: Style, height: u16| -> String {
        let fits = |words: &&&str| Paragraph::new(words, style).height(room.width) <= height;
        (*words.iter().find(fits).unwrap_or(words.last().unwrap_or(&""))).to_owned()
    };
    let (long, short) = [false, true].map(|is_short| cue(screen.player.timeline(), part, kind, is_short)).into();
    match (note(screen), kind) {
        (Some(note), _) => column.say(&Paragraph::new(note, plain), after),
        (None, StepKind::Ready) => {
            let first = Paragraph::new(&part.start, lead);
            // where one line is all there is, the figure itself shows the start
            if first.height(room.width) < room.height {
                column.say(&first, after);
            }
            let words = fitting(&[long, short], plain, column.room.height);
            column.say(&Paragraph::new(&words, plain), after);
        }
        (None, StepKind::Rest) => column.say(&Paragraph::new(REST, lead), after),
        (None, StepKind::Switch(_)) => {
            let words = fitting(&[&part.switch, long, short], lead, column.room.height);
            column.say(&Paragraph::new(&words, lead), after);
        }
        (None, StepKind::Work { .. }) => {
            let words = fitting(&[long, short], lead, column.room.height);
            column.say(&Paragraph::new(&words, lead), after);
        }
    }
    let stop = stop_words(part);
    let stop = Paragraph::new(&stop, cx.theme.style(Role::Soft)).led_by("Stop if ", cx.theme.bold(Role::Care));
    if !part.stop_if.is_empty() && stop.height(room.width) <= column.room.height {
        column.say(&stop, 0);
    }
}

/// In the figure's place: the start while getting ready, else the cue, then the steps, and when to stop.
pub(super) fn alone(screen: &PlayerScreen, part: &Part, kind: &StepKind, area: Rect, buf: &mut Buffer, cx: &Context) {
    let (frame, spot) = (chrome::Frame::of(area), orb_area(area));
    let is_small = area.width < 70;
    let top = (spot.y + u16::from(area.height >= 22)).max(frame.header.bottom());
    let width = spot.x.saturating_sub(frame.header.x + 2).min(56);
    let bottom = frame.footer.y.saturating_sub(if area.height >= 30 { 7 } else { 3 });
    let mut column = Column { room: Rect::new(frame.header.x, top, width, bottom.saturating_sub(top)), buf };
    let (lead, soft) = (cx.theme.bold(Role::Text), cx.theme.style(Role::Soft));
    let plain = cx.theme.style(Role::Text);
    let cue = cue(screen.player.timeline(), part, kind, is_small);
    match (note(screen), kind) {
        // in place of the cue, so that it pushes no step away
        (Some(note), _) => column.say(&Paragraph::new(note, plain), 1),
        (None, StepKind::Ready) => {
            column.say(&Paragraph::new(&part.start, lead), 1);
            column.say(&Paragraph::new(cue, plain), 1);
        }
        (None, StepKind::Rest) => column.say(&Paragraph::new(REST, lead), 1),
        (None, StepKind::Switch(_) | StepKind::Work { .. }) => column.say(&Paragraph::new(cue, lead), 1),
    }
    let stop = stop_words(part);
    let stop = Paragraph::new(&stop, soft).led_by("Stop if ", cx.theme.bold(Role::Care));
    let keep = if part.stop_if.is_empty() { 0 } else { stop.height(width) + 1 };
    for (number, step) in part.steps.iter().enumerate() {
        let lead = format!("{}  ", number + 1);
        let line = Paragraph::new(step, soft).led_by(&lead, cx.theme.style(Role::Accent)).hanging();
        if line.height(width) + keep > column.room.height {
            break;
        }
        column.say(&line, 0);
    }
    let feel = Paragraph::new(&part.feel, soft);
    // timed care has no place where it is felt, but something to do afterwards
    let feel = if part.position.is_none() { feel.led_by("At the end: ", cx.theme.style(Role::Quiet)) } else { feel };
    if matches!(kind, StepKind::Work { .. }) && feel.height(width) + 2 + keep <= column.room.height {
        column.skip(1);
        column.say(&feel, 0);
    }
    if keep > 0 && keep <= column.room.height {
        column.skip(1);
        column.say(&stop, 0);
    }
}

/// The exercise's own signs in one sentence.
pub(super) fn stop_words(part: &Part) -> String {
    let signs: Vec<&str> = part.stop_if.iter().map(String::as_str).collect();
    match signs.as_slice() {
        [] => String::new(),
        [one] => format!("{one}."),
        [most @ .., last] => format!("{}, or {last}.", most.join(", ")),
    }
}
