//! What the player's keys do: pause and go on, next, back, again, and the questions they open.

use super::ask::Ask;
use super::{PlayerScreen, told};
use crate::app::{Context, Effect, Rating, Route};
use crate::config::Action;
use crate::player::Mode;
use crate::store::Request;

impl PlayerScreen {
    /// Stands still, and writes down where.
    pub(super) fn pause(&mut self, cx: &Context) -> Vec<Effect> {
        let was_paused = self.player.mode() == Mode::Paused;
        let crossed = self.player.pause(cx.now.awake);
        let mut effects = self.follow(crossed, cx);
        if !self.ending {
            if !was_paused {
                effects.extend(told::tell(cx, || told::paused(&self.player, cx.now.awake)));
            }
            effects.push(self.keep(cx));
        }
        effects
    }

    /// Goes on after the count of three.
    pub(super) fn go(&mut self, cx: &Context) -> Vec<Effect> {
        self.player.go(cx.now.awake);
        let told = told::tell(cx, || told::going_on(&self.player, cx.now.awake));
        told.into_iter().chain([self.keep(cx)]).collect()
    }

    /// Takes a key that means something here; any other one pauses.
    pub(super) fn key(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let now = cx.now.awake;
        self.note = None;
        match action {
            Action::Pause | Action::Do if self.player.mode() == Mode::Paused => {
                self.hurt = None;
                self.go(cx)
            }
            Action::Next => {
                let crossed = self.player.next(now);
                self.follow(crossed, cx)
            }
            Action::View => {
                self.sight = self.cast.next(self.sight);
                Vec::new()
            }
            Action::Previous => {
                let crossed = self.player.back(now);
                self.follow(crossed, cx)
            }
            Action::Again => {
                let crossed = self.player.again(now);
                self.follow(crossed, cx)
            }
            Action::Ouch => {
                let effects = self.pause(cx);
                let step = self.player.step(now);
                self.ask = Some(Ask::ouch(self.player.timeline().parts[step.part].has_easier));
                effects
            }
            Action::Back => {
                let effects = self.pause(cx);
                self.ask = Some(Ask::leave());
                effects
            }
            Action::LogPain => {
                let mut effects = self.pause(cx);
                effects.push(Effect::Go(Route::Rate(Rating::During(self.session, self.item_place(cx)))));
                effects
            }
            // on the first page the rating before can still be taken back
            Action::Erase
                if !self.is_break()
                    && self.player.elapsed(now) < self.player.timeline().steps[0].ms
                    && self.player.outcomes().iter().all(Option::is_none) =>
            {
                self.ending = true;
                vec![Effect::Ask(Request::TakeBack(self.session))]
            }
            _ => self.pause(cx),
        }
    }
}
