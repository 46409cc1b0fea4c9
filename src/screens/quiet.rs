//! Nudges put off: the one that is shown by some minutes, all of them by a pause. A pause always has an end, and it is shown.

use chrono::{DateTime, Days, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::banner::when;
use super::choices::{Choices, Picked};
use super::entry::time_of;
use crate::app::{Context, Effect, Message, Screen};
use crate::breaks::{Asked, Heard, QuietWhy};
use crate::config::{Action, Key, KeyContext, theme::Role};
use crate::widgets::field::{Field, Typed};
use crate::widgets::text;

/// By how many minutes a nudge is put off.
const SNOOZES: [i64; 4] = [2, 5, 10, 20];
/// For how many minutes there are pauses, and meetings.
const PAUSES: [i64; 3] = [30, 60, 120];
const MEETINGS: [i64; 2] = [30, 60];
/// The longest time that is typed: `12:30 pm`.
const LONGEST: usize = 8;

/// What a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Deed {
    /// The schedule hears it.
    Hear(Heard),
    /// A time is typed.
    Type(QuietWhy),
    /// All pauses are shown, in place of what puts the nudge off.
    More,
}

/// The page.
#[derive(Debug)]
pub(super) struct QuietScreen {
    /// From when the times of the lines are counted: they stand still until the next key, and what is shown is what is done.
    from: DateTime<Utc>,
    /// Whether all pauses are shown although a nudge could be put off: one digit reaches no more than nine lines.
    all: bool,
    choices: Choices,
    /// The time that is being typed, for what, and why it was not taken.
    typing: Option<(Field, QuietWhy, String)>,
}

impl QuietScreen {
    pub(super) fn new(cx: &Context) -> Self {
        Self { from: cx.now.wall.to_utc(), all: false, choices: Choices::default(), typing: None }
    }

    /// The lines, and what each does.
    fn lines(&self, cx: &Context) -> Vec<(String, Deed)> {
        let local = |at: DateTime<Utc>| cx.zone.wall(at).naive_local();
        let mut lines = Vec::new();
        if cx.breaks.paused_until(cx.at()).is_some() {
            lines.push(("Nudges again, from now on".to_owned(), Deed::Hear(Heard::Resume)));
        }
        let has_nudge = !self.all && matches!(cx.breaks.asked(), Some(Asked::Nudge { .. }));
        if has_nudge {
            lines.extend(SNOOZES.map(|minutes| {
                let at = self.from + TimeDelta::minutes(minutes);
                let span = (at - cx.now.wall.to_utc()).to_std().unwrap_or_default();
                (format!("This one in {minutes} min, at {}", cx.settings.time(local(at))), Deed::Hear(Heard::Snoozed(span)))
            }));
        }
        let until = |minutes: i64| self.from + TimeDelta::minutes(minutes);
        let pause = |at: DateTime<Utc>, why| Deed::Hear(Heard::Pause(at, why));
        for minutes in PAUSES {
            let at = until(minutes);
            lines.push((format!("Pause {}, until {}", long(minutes), when(local(at), cx)), pause(at, QuietWhy::Pause)));
        }
        if has_nudge {
            lines.push(("Other pauses, and meetings".to_owned(), Deed::More));
            return lines;
        }
        lines.push(("Pause until a time that you type".to_owned(), Deed::Type(QuietWhy::Pause)));
        let tomorrow = cx.day_end();
        lines.push((format!("Pause until {}", when(local(tomorrow), cx)), pause(tomorrow, QuietWhy::Pause)));
        for minutes in MEETINGS {
            let at = until(minutes);
            lines.push((format!("A meeting, {}, until {}", long(minutes), when(local(at), cx)), pause(at, QuietWhy::Meeting)));
        }
        lines.push(("A meeting until a time that you type".to_owned(), Deed::Type(QuietWhy::Meeting)));
        lines
    }

    /// What stands above the lines.
    fn says(cx: &Context) -> String {
        match cx.breaks.paused_until(cx.at()) {
            Some(until) => format!("Paused until {}.", when(cx.zone.wall(until).naive_local(), cx)),
            None => "What comes due in a pause comes at its end.".to_owned(),
        }
    }

    fn done(heard: Heard, cx: &Context) -> Vec<Effect> {
        let said = match &heard {
            Heard::Pause(until, _) => Some(format!("No nudges until {}.", when(cx.zone.wall(*until).naive_local(), cx))),
            _ => None,
        };
        [Effect::Breaks(heard), Effect::Back].into_iter().chain(said.map(Effect::Toast)).collect()
    }

    fn typed(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let Some((field, why, wrong)) = &mut self.typing else { return Vec::new() };
        let changed = match message {
            Message::Key(key) => field.key(*key),
            Message::Action(Action::Back) => {
                self.typing = None;
                return Vec::new();
            }
            Message::Action(Action::Do) => match read(field.text(), cx.now.wall.naive_local()) {
                Some(at) => {
                    let heard = Heard::Pause(cx.zone.earliest(at).to_utc(), *why);
                    return Self::done(heard, cx);
                }
                None => {
                    *wrong = format!("`{}` is no time of day; write 14:30.", field.text().trim());
                    return Vec::new();
                }
            },
            Message::Paste(text) => field.insert(text.trim()),
            _ => Typed::Nothing,
        };
        if changed == Typed::Changed {
            wrong.clear();
        }
        Vec::new()
    }
}

/// The next time the clock shows what was typed; nothing if it is no time of day.
fn read(typed: &str, now: NaiveDateTime) -> Option<NaiveDateTime> {
    let time: NaiveTime = time_of(typed)?;
    let today = now.date().and_time(time);
    if today > now { Some(today) } else { today.checked_add_days(Days::new(1)) }
}

/// `30 min`, `1 hour`, `2 hours`.
fn long(minutes: i64) -> String {
    match minutes {
        60 => "1 hour".to_owned(),
        120 => "2 hours".to_owned(),
        minutes => format!("{minutes} min"),
    }
}

/// The heading.
fn title(cx: &Context) -> &'static str {
    if matches!(cx.breaks.asked(), Some(Asked::Nudge { .. })) { "Later" } else { "Pause nudges" }
}

impl Screen for QuietScreen {
    fn context(&self) -> KeyContext {
        if self.typing.is_some() { KeyContext::Text } else { KeyContext::Dialog }
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        if self.typing.is_some() {
            return self.typed(message, cx);
        }
        // the same key closes what it has opened
        if matches!(message, Message::Key(key) if Some(*key) == opener(cx)) {
            return vec![Effect::Back];
        }
        if !matches!(message, Message::Action(_) | Message::Key(_) | Message::Select(_)) {
            return Vec::new();
        }
        let mut lines = self.lines(cx);
        self.from = cx.now.wall.to_utc();
        match self.choices.update(message, lines.len()) {
            Picked::Nothing => Vec::new(),
            Picked::Back => vec![Effect::Back],
            Picked::Line(line) if line < lines.len() => match lines.swap_remove(line).1 {
                Deed::Hear(heard) => Self::done(heard, cx),
                Deed::More => {
                    (self.all, self.choices) = (true, Choices::default());
                    Vec::new()
                }
                Deed::Type(why) => {
                    self.typing = Some((Field::line(LONGEST), why, String::new()));
                    Vec::new()
                }
            },
            Picked::Line(_) => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        if self.typing.is_some() {
            return None;
        }
        let (says, lines) = (Self::says(cx), self.lines(cx));
        let lines: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
        self.choices.under(&[&says], &lines, at, cx)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        if let Some((field, _, wrong)) = &self.typing {
            let hint = format!("{} keeps it, {} goes back.", cx.key(KeyContext::Text, Action::Do), cx.key(KeyContext::Text, Action::Back));
            let says = if wrong.is_empty() { hint } else { wrong.clone() };
            let room = self.choices.frame("Until what time?", &[&says], 1, area, buf, cx);
            let end = text::put(room.x, room.y, field.text(), cx.theme.style(Role::Text), area, buf);
            text::put(end, room.y, "▌", cx.theme.style(Role::Accent), area, buf);
            return;
        }
        let (says, lines) = (Self::says(cx), self.lines(cx));
        let lines: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
        self.choices.draw(title(cx), &[&says], &lines, area, buf, cx);
    }
}

/// The key that opens the page in a pane.
fn opener(cx: &Context) -> Option<Key> {
    cx.keymap.key(KeyContext::Pane, Action::Later)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_is_typed_is_the_next_one_on_the_clock() {
        let now = NaiveDateTime::parse_from_str("2026-03-02 13:10", "%Y-%m-%d %H:%M").expect("a time");
        let shown = |text: &str| read(text, now).map(|at| at.format("%-d %H:%M").to_string());
        assert_eq!(shown("14:30").as_deref(), Some("2 14:30"));
        assert_eq!(shown("9:00").as_deref(), Some("3 09:00"));
        assert_eq!(shown("13:10").as_deref(), Some("3 13:10"), "a pause has a length");
        for wrong in ["", "25:00", "soon", "14"] {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
    }
}
