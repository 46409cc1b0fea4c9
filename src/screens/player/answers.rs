//! What the answers to the player's questions do to the session: end it, leave an exercise out, go on in its easier form.

use super::PlayerScreen;
use super::ask::Answer;
use super::told;
use crate::app::{Context, Effect};
use crate::domain::{EntryMoment, Outcome, RoutineItem, VariantKind};
use crate::player::item;
use crate::store::{NewEntry, Request};

impl PlayerScreen {
    /// Ends early: the set in the middle is logged as cut, the rest was never reached.
    fn end_early(&mut self, cx: &Context) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some((step, done_ms)) = self.player.open_item(cx.now.awake) {
            effects.extend(self.log(step, done_ms, Outcome::Cut));
        }
        let state = self.player.verdict();
        effects.extend(self.finish(state));
        effects
    }

    /// Logs the set in the middle as one that hurt; its exercise has not been left yet.
    fn stop_set(&mut self, cx: &Context) -> Vec<Effect> {
        let stopped = self.player.mark(cx.now.awake, Outcome::Ouch);
        stopped.and_then(|(step, done_ms)| self.log(step, done_ms, Outcome::Ouch)).into_iter().collect()
    }

    /// Carries an answer out.
    pub(super) fn answered(&mut self, answer: Answer, cx: &Context) -> Vec<Effect> {
        match answer {
            Answer::GoOn => {
                self.hurt = None;
                self.go(cx)
            }
            Answer::Stay => told::tell(cx, || told::paused(&self.player, cx.now.awake)).into_iter().collect(),
            Answer::Keep => self.end_early(cx),
            Answer::Discard => {
                self.ending = true;
                vec![Effect::Ask(Request::Discard(self.session))]
            }
            Answer::Rated(score) => {
                // the set first: a rating can only point at what is there
                let mut effects = self.stop_set(cx);
                let mut entry = NewEntry::now(score, EntryMoment::During, Some(self.session));
                entry.item_seq = self.item_place(cx);
                effects.push(Effect::Ask(Request::Rate(Box::new(entry))));
                effects
            }
            Answer::Hurt(hurt) => {
                self.hurt = Some(hurt);
                self.stop_set(cx)
            }
            Answer::Skip => {
                let crossed = self.player.leave_exercise(cx.now.awake, Outcome::Ouch);
                let mut effects = self.follow(crossed, cx);
                self.hurt = None;
                if !self.ending {
                    effects.extend(self.go(cx));
                }
                effects
            }
            Answer::Easier => self.easier(cx),
        }
    }

    /// The rest of this exercise in its easier form: a new timeline, frozen again.
    fn easier(&mut self, cx: &Context) -> Vec<Effect> {
        let now = cx.now.awake;
        let step = self.player.place(now).step;
        let part = self.player.timeline().steps[step].part;
        let Some(exercise) = cx.library.exercise(&self.player.timeline().parts[part].id) else { return Vec::new() };
        let easier = RoutineItem { variant: Some(VariantKind::Easier), ..RoutineItem::plain(&exercise.id) };
        self.hurt = None;
        let place = self.player.swap(step, &item(&easier, exercise), now);
        let mut effects = Vec::new();
        if let Ok(timeline) = serde_json::to_string(self.player.timeline()) {
            effects.push(Effect::Ask(Request::Retime { session: self.session, timeline }));
        }
        self.flash = Some((place, now));
        effects.extend(told::tell(cx, || told::began(self.player.timeline(), place)));
        effects.extend(self.go(cx));
        effects
    }
}
