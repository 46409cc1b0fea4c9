//! What every screen may read and none may change: the time, the content, the choices, the look.

use chrono::{DateTime, NaiveDateTime, Utc};
use ratatui::layout::{Position, Rect, Size};

use crate::breaks::{At, Rules, Schedule};
use crate::config::{Action, Caps, Choices, KeyContext, Keymap, Settings, marker::Marker, theme::Theme};
use crate::content::Library;
use crate::domain::{Day, Moment, Zone, local};
use crate::store::Stamp;

/// What a screen is given, each time.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Now, on three clocks.
    pub now: &'a Moment,
    /// The rules of local time.
    pub zone: &'a dyn Zone,
    /// The content; only today's routine until the rest has been read.
    pub library: &'a Library,
    /// What is chosen.
    pub settings: &'a Settings,
    /// What there is to choose from, and what holds where nothing is chosen.
    pub choices: &'a Choices,
    /// When nudges come: what is asked, what comes next, until when it is quiet.
    pub breaks: &'a Schedule,
    /// By which rules.
    pub rules: &'a Rules,
    /// The keys.
    pub keymap: &'a Keymap,
    /// The colours.
    pub theme: &'a Theme,
    /// The dots.
    pub marker: Marker,
    /// What the terminal can do.
    pub caps: &'a Caps,
    /// The terminal's size in cells.
    pub size: Size,
}

impl Context<'_> {
    /// The whole screen.
    #[must_use]
    pub fn area(&self) -> Rect {
        Rect::from((Position::ORIGIN, self.size))
    }

    /// The local day.
    #[must_use]
    pub fn day(&self) -> Day {
        self.settings.day_start().day_of(self.now.wall)
    }

    /// With what the schedule of nudges is asked.
    #[must_use]
    pub fn at(&self) -> At<'_> {
        At { now: self.now, zone: self.zone, rules: self.rules }
    }

    /// Now, as the store writes it.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp { at: self.now.millis(), off: self.now.offset_minutes(), day: self.day() }
    }

    /// An instant, as the store writes what was then: its offset and its local day.
    #[must_use]
    pub fn stamp_of(&self, at: i64) -> Stamp {
        let Some(instant) = DateTime::<Utc>::from_timestamp_millis(at) else { return self.stamp() };
        let wall = self.zone.wall(instant);
        Stamp { at, off: wall.offset().local_minus_utc() / 60, day: self.settings.day_start().day_of(wall) }
    }

    /// The instant at which the day ends, on the wall clock.
    #[must_use]
    pub fn day_end(&self) -> DateTime<Utc> {
        self.zone.earliest(self.settings.day_start().end_of(self.day())).to_utc()
    }

    /// A stored instant as it was read on the wall then: UTC milliseconds and minutes east.
    #[must_use]
    pub fn local(&self, at: i64, off: i32) -> NaiveDateTime {
        local(at, off)
    }

    /// The key that a hint shows for an action, as text; empty if it has none.
    #[must_use]
    pub fn key(&self, context: KeyContext, action: Action) -> String {
        self.keymap.key(context, action).map(|k| k.to_string()).unwrap_or_default()
    }
}
