//! What a session shows on the tab, for whoever is busy in another: the minutes left, how much is done, and one notice at its end.

use crate::app::{Context, Effect};
use crate::config::{Settings, TitleChoice};
use crate::domain::{Notice, minutes};
use crate::player::{Mode, Player, Timeline};

/// What stands there.
#[derive(Debug, Default)]
pub(super) struct Tab {
    title: Option<String>,
    progress: Option<u8>,
}

impl Tab {
    /// What changes on it: the title once a minute, the progress once a hundredth, nothing of it through a pause.
    pub(super) fn follow(&mut self, player: &Player, cx: &Context) -> Vec<Effect> {
        let (title, progress) = (Some(title(player, cx)), done(player, cx));
        let mut effects = Vec::new();
        if title != self.title {
            effects.push(Effect::Title(title.clone()));
        }
        if progress != self.progress {
            effects.push(Effect::Progress(progress));
        }
        (self.title, self.progress) = (title, progress);
        effects
    }
}

/// The tab without a session.
pub(super) fn cleared() -> Vec<Effect> {
    vec![Effect::Title(None), Effect::Progress(None)]
}

/// What is told at the end.
pub(super) fn over(timeline: &Timeline, settings: &Settings) -> Notice {
    settings.notice("session", "Done. There is one question left.", &format!("{} is done. How much does it hurt now?", timeline.title))
}

fn title(player: &Player, cx: &Context) -> String {
    let left = player.timeline().total_ms().saturating_sub(player.elapsed(cx.now.awake));
    let time = match player.mode() {
        Mode::Paused => "paused".to_owned(),
        Mode::Ended => "done".to_owned(),
        Mode::Running | Mode::Entering => format!("{} min", minutes(left)),
    };
    if cx.settings.title == TitleChoice::Plain { format!("{}, {time}", player.timeline().title) } else { time }
}

/// How much of a hundred is done.
fn done(player: &Player, cx: &Context) -> Option<u8> {
    let runs = matches!(player.mode(), Mode::Running | Mode::Entering);
    let percent = player.elapsed(cx.now.awake) * 100 / player.timeline().total_ms().max(1);
    runs.then(|| u8::try_from(percent).unwrap_or(100))
}
