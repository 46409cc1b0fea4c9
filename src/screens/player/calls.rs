//! What is called out in a session for whoever does not see the screen: a tone at each change, and words where they are wished.

use std::time::Duration;

use super::super::resume::side_words;
use super::told;
use crate::app::{Context, Effect};
use crate::config::Settings;
use crate::domain::{Breath, uncapital};
use crate::player::{Mode, Pattern, Place, Player, StepKind, Timeline};
use crate::sound::{Sound, Tone};

/// A shorter hold is over before its middle is worth a word, milliseconds.
const LONG_HOLD: u64 = 20_000;
/// With its beginning work has a tone of its own, and the first breath none for so long, milliseconds.
const BEGINNING: u64 = 500;

/// What a step that begins is called out by.
pub(super) fn began(timeline: &Timeline, step: usize, settings: &Settings) -> Vec<Effect> {
    let Some(begun) = timeline.steps.get(step) else { return Vec::new() };
    let say = |wished: bool, words: String| wished.then_some(Sound::Words(words));
    let (tone, words) = match &begun.kind {
        StepKind::Ready => (None, say(settings.say_next, format!("Next: {}.", uncapital(&timeline.parts[begun.part].name)))),
        StepKind::Work { .. } => (Some(Tone::Start), None),
        StepKind::Rest => (Some(Tone::Rest), None),
        StepKind::Switch(side) => (Some(Tone::Switch), say(settings.say_side, format!("Switch to the {}.", side_words(*side)))),
    };
    tone.map(Sound::Tone).into_iter().chain(words).map(Effect::Sound).collect()
}

/// What was heard last, so that everything is called out once.
#[derive(Debug, Default)]
pub(super) struct Calls {
    at: Option<Place>,
    breath: Option<Breath>,
}

impl Calls {
    /// What is to be heard of what goes on inside a step: the turns of a paced breath, the middle of a long hold.
    pub(super) fn hear(&mut self, player: &Player, cx: &Context) -> Vec<Effect> {
        let (now, settings): (Duration, &Settings) = (cx.now.awake, cx.settings);
        let place = player.place(now);
        let before = self.at.replace(place).filter(|before| before.step == place.step);
        let Some(StepKind::Work { pattern, pace, .. }) = player.timeline().steps.get(place.step).map(|step| &step.kind) else {
            return Vec::new();
        };
        let breath = pace.as_ref().map(|pace| pace.at(place.ms).breath);
        let has_turned = std::mem::replace(&mut self.breath, breath) != breath && place.ms >= BEGINNING;
        if player.mode() != Mode::Running {
            return Vec::new();
        }
        let slide = match breath {
            Some(Breath::In) => Some(Tone::Inhale),
            Some(Breath::Out) => Some(Tone::Exhale),
            _ => None,
        };
        let slide = slide.filter(|_| has_turned && settings.tones && settings.breath_tones).map(Sound::Tone);
        let whole = player.timeline().steps[place.step].ms;
        let is_half = before.is_some_and(|before| before.ms < whole / 2 && place.ms >= whole / 2);
        let is_long = *pattern == Pattern::Hold && whole >= LONG_HOLD;
        let half = (is_half && is_long && settings.say_half).then(|| Sound::Words("Halfway.".into()));
        let turned = before.and_then(|before| told::turned(pattern, before.ms, place.ms, whole));
        let lines = half.as_ref().map(|_| "Halfway.".to_owned()).into_iter().chain(turned).filter_map(|line| told::tell(cx, || line));
        let lines: Vec<Effect> = lines.collect();
        slide.into_iter().chain(half).map(Effect::Sound).chain(lines).collect()
    }
}
