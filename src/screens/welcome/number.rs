//! The first number: the entry that comes of it, with the regions of the page before.

use super::super::scale::{Picked as Rated, Picker};
use super::WelcomeScreen;
use crate::app::{Context, Effect, Route};
use crate::domain::{EntryMoment, Region, Score, Word};
use crate::store::{NewEntry, Request};

impl WelcomeScreen {
    /// What became of the scale: a number is the first entry, none is no reason to stay.
    pub(super) fn picked(&mut self, picked: Rated) -> Vec<Effect> {
        match picked {
            Rated::Nothing => Vec::new(),
            Rated::Score(score) => self.rate(score),
            Rated::NotRated => self.next_step(),
        }
    }

    /// The first entry: the number with the regions.
    fn rate(&mut self, score: Score) -> Vec<Effect> {
        if self.asked.replace(score).is_some() {
            return Vec::new();
        }
        let words = self.regions().map(Word::Region).collect();
        let worst = self.places.worst().map(|at| Region::ALL[at]);
        vec![Effect::Ask(Request::Rate(Box::new(NewEntry { words, worst, ..NewEntry::now(score, EntryMoment::Free, None) })))]
    }

    /// The regions that are marked.
    pub(super) fn regions(&self) -> impl Iterator<Item = Region> + '_ {
        self.places.marked().map(|at| Region::ALL[at])
    }

    /// On, once it is saved.
    pub(super) fn rated(&mut self, is_saved: bool, cx: &Context) -> Vec<Effect> {
        let Some(score) = self.asked.take() else { return Vec::new() };
        if !is_saved {
            // the number stands under the cursor, the same key tries again
            self.picker = Picker::at(score);
            return Vec::new();
        }
        let said = format!("Saved: {} at {}.", score.value(), cx.settings.time(cx.now.wall.naive_local()));
        let is_flagged = self.regions().any(Region::is_flagged);
        let mut effects = self.next_step();
        effects.push(Effect::Toast(said));
        // chest and arms are not just places
        effects.extend(is_flagged.then_some(Effect::Go(Route::Warnings)));
        effects
    }
}
