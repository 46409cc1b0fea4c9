//! The app as the loop drives it, with the clock moved by hand: keys and time go in, frames come out.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use ratatui::layout::Size;
use unhunch::app::Route;
use unhunch::assets::Source;
use unhunch::config::{Caps, Choices};
use unhunch::content::{self, Library};
use unhunch::domain::Moment;
use unhunch::runtime::{Core, Do, Event, FixedZone, Setup};
use unhunch::screens;
use unhunch::store::Store;

/// The size at which everything is drawn.
pub const SIZE: Size = Size { width: 120, height: 36 };

/// Core and store with their clock.
pub struct Stage {
    /// The heart of the app.
    pub core: Core,
    store: Store,
    now: Moment,
}

/// A terminal with everything: 24-bit colours and octants.
pub fn caps() -> Caps {
    Caps::read(|name| match name {
        "TERM" => Some("xterm-256color".into()),
        "COLORTERM" => Some("truecolor".into()),
        "VTE_VERSION" => Some("7803".into()),
        "COLORFGBG" => Some("15;0".into()),
        _ => None,
    })
}

/// Nine in the morning of 2 March 2026.
pub fn morning() -> Result<Moment, Box<dyn Error>> {
    let wall: DateTime<FixedOffset> = DateTime::parse_from_rfc3339("2026-03-02T09:00:00+01:00")?;
    let since = Duration::from_secs(1000);
    Ok(Moment { awake: since, boot: since, wall })
}

/// Settings, keys and themes as embedded.
pub fn choices() -> Result<Choices, Box<dyn Error>> {
    Choices::read(&Source::embedded()).map(|(choices, _)| choices).map_err(|problem| problem.to_string().into())
}

/// The core on Today, and what it asks for.
pub fn core(choices: Choices, library: Library, now: Moment) -> (Core, Vec<Do>) {
    let setup = Setup {
        open: screens::open,
        choices,
        prefs: BTreeMap::new(),
        caps: caps(),
        library,
        zone: Arc::new(FixedZone(*now.wall.offset())),
        size: SIZE,
        now,
        patience: Duration::from_secs(2),
    };
    Core::new(setup, &Route::Today)
}

impl Stage {
    /// Today with everything in the library, over a database in memory.
    pub fn new() -> Result<Self, Box<dyn Error>> {
        let now = morning()?;
        let library = content::load(&Source::embedded(), &[]).0;
        let (core, things) = core(choices()?, library, now);
        let mut stage = Self { core, store: Store::in_memory()?, now };
        stage.answer(things);
        Ok(stage)
    }

    /// Carries out what the core wishes, as far as it is the store's.
    fn answer(&mut self, things: Vec<Do>) {
        let mut waiting = things;
        while let Some(thing) = waiting.pop() {
            if let Do::Ask(request, stamp) = thing {
                let answer = self.store.answer(&request, stamp);
                waiting.extend(self.core.step(Event::Stored(Box::new(request), answer), self.now));
            }
        }
    }

    /// Opens a screen over what is there.
    pub fn go(&mut self, route: &Route) {
        let things = self.core.go(route);
        self.answer(things);
    }

    /// Presses keys, each by its name.
    pub fn press(&mut self, keys: &[&str]) -> Result<(), String> {
        for key in keys {
            let things = self.core.step(Event::Key(key.parse()?), self.now);
            self.answer(things);
        }
        Ok(())
    }

    /// Lets time go on to the next instant at which something changes; whether there is one.
    pub fn wait(&mut self) -> bool {
        let Some(due) = self.core.due() else { return false };
        let on = due.saturating_sub(self.now.awake).max(Duration::from_millis(1));
        self.now = Moment { awake: self.now.awake + on, boot: self.now.boot + on, wall: self.now.wall + on };
        let things = self.core.step(Event::Time, self.now);
        self.answer(things);
        true
    }

    /// Lets time go on by so much, from change to change.
    pub fn wait_for(&mut self, span: Duration) {
        let until = self.now.awake + span;
        while self.now.awake < until && self.wait() {}
    }

    /// Lets time go on until nothing moves by itself any more.
    pub fn wait_to_the_end(&mut self) {
        while self.wait() {}
    }
}
