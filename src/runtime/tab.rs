//! What goes out beside the screen: who is reached when, and what stands on the tab. Pure; it says what is to be done only where something differs.

use std::time::Duration;

use super::event::Do;
use crate::config::{Caps, Channel, NotifyWhen, Settings, TitleChoice, channel};
use crate::domain::Notice;

/// After a key somebody is here for so long, where the terminal does not tell of its focus.
const HERE: Duration = Duration::from_secs(60);

/// What is wished for the tab, and what stands on it.
#[derive(Debug)]
pub struct Tab {
    /// Whether the tab is in front, as far as the terminal has told.
    focused: Option<bool>,
    /// When a key was last pressed, on the awake clock.
    heard: Duration,
    title: Option<String>,
    progress: Option<u8>,
    shown: (Option<String>, Option<u8>),
}

impl Tab {
    /// A tab that somebody has just opened, and so looks at.
    pub fn new(caps: &Caps, now: Duration) -> Self {
        Self { focused: caps.reach.tells_focus().then_some(true), heard: now, title: None, progress: None, shown: (None, None) }
    }

    /// The terminal told of its focus.
    pub fn focus(&mut self, focused: bool) {
        self.focused = Some(focused);
    }

    /// Somebody pressed a key.
    pub fn heard(&mut self, now: Duration) {
        self.heard = now;
    }

    /// Whether this tab is being looked at, as far as can be told.
    fn is_in_front(&self, now: Duration) -> bool {
        self.focused.unwrap_or(now.saturating_sub(self.heard) < HERE)
    }

    /// What reaches a person with a notice; nothing for one who sees this tab anyway, or wants none.
    pub fn notify(&self, notice: Notice, now: Duration, settings: &Settings, caps: &Caps) -> Vec<Do> {
        if settings.notify_when == NotifyWhen::Unfocused && self.is_in_front(now) && !notice.always {
            return Vec::new();
        }
        let channel = caps.reach.channel(settings.notify);
        let bytes = caps.reach.notice(channel, &notice);
        let words = (!bytes.is_empty()).then_some(Do::Tell(bytes));
        words.into_iter().chain((channel == Channel::Native).then_some(Do::Notify(notice))).collect()
    }

    /// Words are wished before the name in the title.
    pub fn title(&mut self, words: Option<String>) {
        self.title = words;
    }

    /// So much of a hundred is wished to be shown as done.
    pub fn progress(&mut self, percent: Option<u8>) {
        self.progress = percent;
    }

    /// What differs from what stands there.
    pub fn changes(&mut self, settings: &Settings, caps: &Caps) -> Vec<Do> {
        let is_titled = settings.title != TitleChoice::Off && caps.reach.has_title();
        let title = is_titled.then(|| channel::title(self.title.as_deref()));
        let progress = self.progress.filter(|_| settings.progress && caps.reach.shows_progress());
        let mut things = Vec::new();
        if title != self.shown.0 {
            things.push(Do::Title(title.clone()));
        }
        if progress != self.shown.1 {
            things.push(Do::Progress(progress));
        }
        self.shown = (title, progress);
        things
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::assets::Source;
    use crate::config::{Choices, NotifyChoice};

    fn settings() -> Settings {
        Choices::read(&Source::embedded()).expect("the embedded files").0.settings(&BTreeMap::new())
    }

    fn caps(name: &'static str, value: &'static str) -> Caps {
        Caps::read(|asked| (asked == name).then(|| value.to_owned()))
    }

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_notice_comes_only_to_somebody_elsewhere_unless_it_is_to_come_always() {
        let (caps, mut settings) = (caps("TERM", "foot"), settings());
        let mut tab = Tab::new(&caps, at(0));
        let told = |tab: &Tab, settings: &Settings, notice| tab.notify(notice, at(900), settings, &caps).len();
        let notice = || Notice::new("move", "Move");
        assert_eq!(told(&tab, &settings, notice()), 0, "just opened, so it is looked at");
        assert_eq!(told(&tab, &settings, Notice::trial()), 1);
        tab.focus(false);
        assert_eq!(told(&tab, &settings, notice()), 1);
        tab.focus(true);
        assert_eq!(told(&tab, &settings, notice()), 0);
        settings.notify_when = NotifyWhen::Always;
        assert_eq!(told(&tab, &settings, notice()), 1);
        settings.notify = NotifyChoice::Off;
        assert_eq!(told(&tab, &settings, Notice::trial()), 0, "off is off");
    }

    #[test]
    fn where_the_focus_is_not_told_a_key_says_for_a_minute_that_somebody_is_here() {
        let (caps, settings) = (caps("TMUX", "x"), settings());
        let mut tab = Tab::new(&caps, at(0));
        let told = |tab: &Tab, now| tab.notify(Notice::new("move", "Move"), at(now), &settings, &caps);
        assert_eq!(told(&tab, 59), []);
        assert_eq!(told(&tab, 60), [Do::Tell(b"\x07".to_vec())]);
        tab.heard(at(100));
        assert_eq!(told(&tab, 159), []);
        tab.focus(false);
        assert_eq!(told(&tab, 101).len(), 1, "what is told counts more");
    }

    #[test]
    fn the_desktop_is_asked_where_the_terminal_takes_nothing() {
        let caps = Caps::read(|name| matches!(name, "DISPLAY" | "ALACRITTY_WINDOW_ID").then(|| ":0".to_owned()));
        let tab = Tab::new(&caps, at(0));
        assert_eq!(tab.notify(Notice::trial(), at(0), &settings(), &caps), [Do::Notify(Notice::trial())]);
    }

    #[test]
    fn what_stands_on_the_tab_is_said_once_and_taken_away_when_it_is_no_longer_wished() {
        let (caps, mut settings) = (caps("VTE_VERSION", "7900"), settings());
        let mut tab = Tab::new(&caps, at(0));
        assert_eq!(tab.changes(&settings, &caps), [Do::Title(Some("unhunch".into()))]);
        assert_eq!(tab.changes(&settings, &caps), []);
        tab.title(Some("4 min".into()));
        tab.progress(Some(7));
        assert_eq!(tab.changes(&settings, &caps), [Do::Title(Some("4 min · unhunch".into())), Do::Progress(Some(7))]);
        settings.title = TitleChoice::Off;
        settings.progress = false;
        assert_eq!(tab.changes(&settings, &caps), [Do::Title(None), Do::Progress(None)]);
        assert_eq!(tab.changes(&settings, &caps), []);
    }

    #[test]
    fn a_terminal_that_is_not_known_to_show_progress_is_sent_none() {
        let (caps, settings) = (caps("TERM", "xterm-256color"), settings());
        let mut tab = Tab::new(&caps, at(0));
        tab.changes(&settings, &caps);
        tab.progress(Some(50));
        assert_eq!(tab.changes(&settings, &caps), []);
    }
}
