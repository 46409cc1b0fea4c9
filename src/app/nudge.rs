//! What a key does to the nudge that is shown, to the question about a time away, and to the nudges to come.

use std::time::Duration;

use super::context::Context;
use super::effect::Effect;
use super::route::{Rating, Route};
use super::stack::App;
use crate::breaks::{Answer, Asked, Heard, Nudge, Time};
use crate::config::{Action, KeyContext};

/// So long after a nudge appears its keys are dead: what was being typed then was not meant for it.
const DEAD: Duration = Duration::from_millis(1500);

/// What is asked of the person, over whatever screen is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nudged {
    /// What.
    pub asked: Asked,
    /// Whether the screen in front has the keys, so that it waits.
    pub waits: bool,
}

impl App {
    /// What is asked of the person just now, and whether the keys for it work here: not in forms, texts, scales, questions and sessions.
    #[must_use]
    pub fn nudged(&self, cx: &Context) -> Option<Nudged> {
        let asked = cx.breaks.asked().filter(|_| !self.is_blank())?;
        Some(Nudged { asked, waits: !self.is_free() })
    }

    /// Whether a pane or a list has the keys, so that something may be put in front of it.
    #[must_use]
    pub fn is_free(&self) -> bool {
        !self.is_blank() && matches!(self.place(), KeyContext::Pane | KeyContext::List)
    }
}

/// Since when it is asked, on the awake clock.
fn since(asked: Asked) -> Duration {
    match asked {
        Asked::Nudge { since, .. } | Asked::Away { since, .. } => since,
    }
}

/// What a key of nudges does in a pane or a list; nothing if the key is none of them. Whatever has a meaning of its own as well keeps it.
pub(super) fn pressed(action: Action, cx: &Context) -> Option<Vec<Effect>> {
    let asked = cx.breaks.asked();
    let is_dead = asked.is_some_and(|asked| cx.now.awake.saturating_sub(since(asked)) < DEAD);
    let answered = |answer| Effect::Breaks(Heard::Answered(answer));
    let said = |time| vec![Effect::Breaks(Heard::Said(time))];
    let effects = match (action, asked) {
        (Action::Start | Action::StartShort, Some(Asked::Nudge { kind: Nudge::Routine, .. })) => {
            let short = action == Action::StartShort;
            vec![answered(Answer::Taken), Effect::Go(Route::StartToday { short })]
        }
        (Action::Average | Action::LogPain, Some(Asked::Nudge { kind: Nudge::Evening, .. })) => {
            let rating = if action == Action::Average { Rating::Average } else { Rating::Free };
            vec![answered(Answer::Taken), Effect::Go(Route::Rate(rating))]
        }
        (Action::Move | Action::Snooze | Action::Later | Action::SkipNudge | Action::Moved | Action::Worked, _) if is_dead => Vec::new(),
        (Action::Move, Some(Asked::Nudge { kind: Nudge::Move, small, .. })) => {
            vec![answered(Answer::Taken), Effect::Go(Route::Break { small })]
        }
        (Action::Move, Some(Asked::Away { .. })) => [said(Time::Ignored), vec![Effect::Go(Route::Break { small: false })]].concat(),
        (Action::Move, _) => vec![Effect::Go(Route::Break { small: false })],
        (Action::Later, _) => vec![Effect::Go(Route::Quiet)],
        (Action::Snooze, Some(Asked::Nudge { .. })) => vec![Effect::Breaks(Heard::Snoozed(cx.settings.snooze()))],
        (Action::SkipNudge, Some(Asked::Nudge { .. })) => vec![answered(Answer::Skipped)],
        (Action::Moved, Some(Asked::Nudge { kind, .. })) => vec![answered(done(kind))],
        (Action::SkipNudge, Some(Asked::Away { .. })) => said(Time::Ignored),
        (Action::Moved, Some(Asked::Away { .. })) => said(Time::Rested),
        (Action::Worked, Some(Asked::Away { .. })) => said(Time::Worked),
        (Action::Moved, None) => vec![Effect::Breaks(Heard::Did(Nudge::Move)), Effect::Toast("Noted: you have moved.".into())],
        (Action::Snooze | Action::SkipNudge | Action::Worked, _) => Vec::new(),
        _ => return None,
    };
    Some(effects)
}

/// What it means that a nudge is done: what takes a moment is done at once, what takes a minute was done before.
fn done(kind: Nudge) -> Answer {
    match kind {
        Nudge::Move | Nudge::Routine | Nudge::Evening => Answer::Already,
        Nudge::Stand | Nudge::Sit | Nudge::Water | Nudge::Posture => Answer::Taken,
    }
}
