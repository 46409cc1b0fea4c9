//! What the core does with what screens wish for, and what is to change on the tab.

use super::{Core, Do};
use crate::app::Effect;
use crate::config::Settings;
use crate::sound::Sound;

impl Core {
    /// Carries wishes out, or hands them to the shell.
    pub(super) fn carry(&mut self, effects: Vec<Effect>) -> Vec<Do> {
        let mut things = Vec::new();
        for effect in effects {
            let cx = self.around.context();
            match effect {
                Effect::Ask(request) => things.push(Do::Ask(request, cx.stamp())),
                Effect::Sound(sound) => things.extend(heard(sound, cx.settings)),
                Effect::Notify(notice) => things.extend(self.tab.notify(notice, cx.now.awake, cx.settings, cx.caps)),
                Effect::Title(words) => self.tab.title(words),
                Effect::Progress(percent) => self.tab.progress(percent),
                Effect::Breaks(heard) => things.extend(self.hear(&heard)),
                Effect::Tell(line) if cx.caps.lines => things.push(Do::Line(line)),
                Effect::Tell(_) => {}
                Effect::Quit => things.push(Do::Quit),
                Effect::Suspend => things.push(Do::Suspend),
                Effect::Repaint => things.push(Do::Repaint),
                Effect::Reload => things.push(Do::Reload),
                // the stack has moved itself already
                Effect::Go(_) | Effect::Replace(_) | Effect::Home(_) | Effect::Back | Effect::Toast(_) => {}
            }
        }
        things
    }

    /// What is to change on the tab.
    pub(super) fn on_tab(&mut self) -> Vec<Do> {
        self.tab.changes(&self.around.settings, &self.around.caps)
    }
}

/// A sound by the way that is chosen for it: the system's player, else the bell for what may ring.
fn heard(sound: Sound, settings: &Settings) -> Option<Do> {
    match sound {
        Sound::Tone(tone) if !settings.tones => (settings.bell && tone.rings()).then_some(Do::Bell(tone)),
        sound => Some(Do::Sound(sound)),
    }
}
