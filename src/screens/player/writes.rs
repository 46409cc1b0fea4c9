//! What of a running session is written: its items, its position, its end.

use super::{PlayerScreen, signed};
use crate::app::{Context, Effect, What};
use crate::domain::{Outcome, SessionState, Uid};
use crate::player::{Mode, StepKind};
use crate::store::{NewItem, Request};

impl PlayerScreen {
    /// A minute of moving: it asks for no number, and so none is taken back.
    pub(super) fn is_break(&self) -> bool {
        matches!(self.what, What::Break { .. })
    }

    /// The item at a work step, as it is stored; nothing for a step in which nothing is done.
    pub(super) fn log(&self, step: usize, done_ms: u64, outcome: Outcome) -> Option<Effect> {
        let timeline = self.player.timeline();
        let planned = &timeline.steps[step];
        let part = &timeline.parts[planned.part];
        let StepKind::Work { seq, side, set, pattern, .. } = &planned.kind else { return None };
        Some(Effect::Ask(Request::Log(Box::new(NewItem {
            session: self.session,
            seq: signed(*seq as u64),
            exercise: part.id.clone(),
            variant: part.variant.clone(),
            side: *side,
            set_no: i64::from(*set),
            planned_reps: pattern.reps_done(planned.ms, planned.ms).map(signed),
            planned_ms: Some(signed(planned.ms)),
            done_reps: pattern.reps_done(done_ms, planned.ms).map(signed),
            done_ms: signed(done_ms),
            outcome,
            reason: self.hurt.map(str::to_owned),
        }))))
    }

    /// Where it stands, written now.
    pub(super) fn keep(&mut self, cx: &Context) -> Effect {
        let now = cx.now.awake;
        self.kept = self.player.elapsed(now);
        self.kept_at = (cx.now.millis(), cx.day());
        let place = self.player.place(now);
        let paused = self.player.mode() != Mode::Running;
        Effect::Ask(Request::Position {
            session: self.session,
            step: place.step,
            step_ms: place.ms,
            paused,
            active_ms: self.player.active_ms(),
        })
    }

    /// Ends it, once.
    pub(super) fn finish(&mut self, state: SessionState) -> Vec<Effect> {
        if std::mem::replace(&mut self.ending, true) {
            return Vec::new();
        }
        vec![Effect::Ask(Request::Finish { session: self.session, state, active_ms: self.player.active_ms() })]
    }

    /// The place of the item in whose middle one stands, if one does.
    pub(super) fn item_place(&self, cx: &Context) -> Option<i64> {
        match self.player.step(cx.now.awake).kind {
            StepKind::Work { seq, .. } => Some(signed(seq as u64)),
            _ => None,
        }
    }
}

/// Whether a request is one of this session.
pub(super) fn belongs(asked: &Request, session: Uid) -> bool {
    match asked {
        Request::Position { session: s, .. }
        | Request::Finish { session: s, .. }
        | Request::Discard(s)
        | Request::TakeBack(s)
        | Request::Retime { session: s, .. } => *s == session,
        Request::Log(item) => item.session == session,
        _ => false,
    }
}
