//! The question about a session left in the middle: go on, keep what is done, or throw it away.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choices::{self, Choices, Picked};
use crate::app::{Context, Effect, Message, Playing, Resume, Route, Said, Screen, What};
use crate::config::KeyContext;
use crate::domain::{Outcome, SessionKind, SessionState, Side, clock, series};
use crate::player::{Place, StepKind, Timeline};
use crate::store::{Reply, Request, Unfinished};

/// A position written less than this many milliseconds ago may still run in another tab (twice the beat of the player).
const FRESH: i64 = 10_000;

/// The session that was left.
#[derive(Debug)]
pub(super) struct ResumeScreen {
    left: Unfinished,
    choices: Choices,
    /// The line that was chosen; the session is taken into this tab's hands first.
    wish: usize,
    /// Whether it is asked just now if a warning sign stands in the way.
    asks: bool,
    /// Whether a line was chosen and the store is waited for.
    is_busy: bool,
}

impl ResumeScreen {
    pub(super) fn new(left: Unfinished) -> Self {
        Self { left, choices: Choices::default(), wish: 0, asks: false, is_busy: false }
    }

    fn timeline(&self) -> Option<Timeline> {
        serde_json::from_str(&self.left.timeline).ok()
    }

    /// What is said, and the lines to choose from.
    fn words(&self, cx: &Context) -> ([String; 2], [&'static str; 3]) {
        let (first, note) = if runs_elsewhere(&self.left, cx) {
            ("Take it over in this tab", "It still seems to run in another tab.".to_owned())
        } else {
            ("Go on there", self.done())
        };
        ([self.place(), note], [first, "Keep what is done and end it", "Throw it away"])
    }

    /// `You stopped at thoracic rotation, left side, set 1, 0:12 in.`
    fn place(&self) -> String {
        let Some(timeline) = self.timeline() else { return "Where it stood can no longer be read.".into() };
        let Some(step) = timeline.steps.get(self.left.step) else { return "It was as good as done.".into() };
        let name = timeline.parts[step.part].name.to_lowercase();
        match &step.kind {
            StepKind::Ready => format!("You stopped before {name}."),
            StepKind::Rest => format!("You stopped in a rest of {name}."),
            StepKind::Switch(side) => format!("You stopped at {name}, changing to the {}.", side_words(*side)),
            StepKind::Work { side, set, sets, .. } => {
                let side = if *side == Side::Both { String::new() } else { format!(", {}", side_words(*side)) };
                let set = if *sets > 1 { format!(", set {set} of {sets}") } else { String::new() };
                // seconds that have passed are whole ones; the clock rounds up, as it does for those to come
                let seconds = self.left.step_ms / 1000;
                format!("You stopped at {name}{side}{set}, {} in.", clock(seconds * 1000))
            }
        }
    }

    /// `Done so far: shoulder circles and neck rolls.`
    fn done(&self) -> String {
        let Some(timeline) = self.timeline() else { return String::new() };
        let is_done = |seq: usize| self.left.items.iter().any(|i| usize::try_from(i.seq) == Ok(seq) && i.outcome == Outcome::Done);
        // an exercise is done once all its sets are
        let whole = |part: usize| {
            timeline
                .work()
                .filter(|(_, s)| s.part == part)
                .all(|(_, s)| if let StepKind::Work { seq, .. } = s.kind { is_done(seq) } else { true })
        };
        let names: Vec<String> =
            timeline.parts.iter().enumerate().filter(|(part, _)| whole(*part)).map(|(_, p)| p.name.to_lowercase()).collect();
        match names.len() {
            0 => "No exercise of it is done yet.".into(),
            _ => format!("Done so far: {}.", series(&names.iter().map(String::as_str).collect::<Vec<_>>())),
        }
    }

    fn resumed(left: &Unfinished) -> Option<Effect> {
        let timeline: Timeline = serde_json::from_str(&left.timeline).ok()?;
        let what = match left.session.kind {
            SessionKind::Routine => What::Routine(left.session.what.clone()),
            SessionKind::Break => What::Break { small: left.session.short },
            SessionKind::Exercise => What::Exercise(left.session.what.clone(), None),
            SessionKind::Care => What::Care(left.session.what.clone()),
        };
        let done = left.items.iter().filter_map(|i| Some((usize::try_from(i.seq).ok()?, i.outcome))).collect();
        let place = Place { step: left.step, ms: left.step_ms };
        let active_ms = u64::try_from(left.session.active_ms).unwrap_or(0);
        let resume = Some(Resume { place, active_ms, done });
        Some(Effect::Replace(Route::Player(Box::new(Playing {
            session: left.session.uid,
            what,
            short: left.session.short,
            timeline,
            resume,
        }))))
    }
}

/// Whether it seems to run in another tab just now.
pub(super) fn runs_elsewhere(left: &Unfinished, cx: &Context) -> bool {
    left.is_held && cx.now.millis().saturating_sub(left.beat_at) < FRESH
}

/// `left side`.
pub(super) fn side_words(side: Side) -> &'static str {
    match side {
        Side::Both => "both sides",
        Side::Left => "left side",
        Side::Right => "right side",
    }
}

impl Screen for ResumeScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn update(&mut self, message: &Message, _cx: &Context) -> Vec<Effect> {
        let session = self.left.session.uid;
        match message {
            Message::Stored(_, Ok(Reply::Warning(found))) if self.asks => {
                self.asks = false;
                match found {
                    None => vec![Effect::Ask(Request::Resume(session))],
                    Some(_) => vec![Effect::Replace(Route::Warned(Some(Box::new(Route::Resume(Box::new(self.left.clone()))))))],
                }
            }
            Message::Stored(_, Ok(Reply::Resumed(left))) => match self.wish {
                0 => Self::resumed(left).map_or_else(
                    || vec![Effect::Toast("Its steps can no longer be read. What was done is kept.".into()), Effect::Back],
                    |effect| vec![effect],
                ),
                1 => {
                    let active_ms = u64::try_from(left.session.active_ms).unwrap_or(0);
                    vec![Effect::Ask(Request::Finish { session, state: SessionState::Partial, active_ms })]
                }
                _ => vec![Effect::Ask(Request::Discard(session))],
            },
            Message::Stored(asked, result) => match **asked {
                Request::Finish { session: s, .. } | Request::Discard(s) if s == session => vec![Effect::Back],
                Request::Resume(s) if s == session && result.is_err() => vec![Effect::Back],
                Request::Warning if result.is_err() => {
                    self.is_busy = false;
                    Vec::new()
                }
                _ => Vec::new(),
            },
            Message::Action(_) | Message::Key(_) | Message::Select(_) => match self.choices.update(message, 3) {
                Picked::Nothing => Vec::new(),
                Picked::Back => vec![Effect::Back],
                Picked::Line(line) => {
                    self.wish = line;
                    self.is_busy = true;
                    // to end it is always possible, to go on only when nothing has to be seen to first
                    self.asks = line == 0;
                    vec![Effect::Ask(if self.asks { Request::Warning } else { Request::Resume(session) })]
                }
            },
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        let (says, lines) = self.words(cx);
        self.choices.under(&[&says[0], &says[1]], &lines, at, cx)
    }

    fn says(&self, cx: &Context) -> Said {
        if self.is_busy {
            return Said::Nothing;
        }
        let (says, lines) = self.words(cx);
        // with nobody to ask it goes on, but not out of another tab's hands
        let unasked = (!runs_elsewhere(&self.left, cx)).then_some(0);
        choices::says(&format!("{}, left in the middle.", self.left.session.title), &[&says[0], &says[1]], &lines, unasked)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let (says, lines) = self.words(cx);
        self.choices.draw(&self.left.session.title, &[&says[0], &says[1]], &lines, area, buf, cx);
    }
}
