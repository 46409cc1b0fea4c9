//! Everything that can be chosen: the embedded default, under the choices made in the app, under the user's `settings.ron`.

use std::collections::BTreeMap;

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::channel::{NotifyChoice, NotifyText, NotifyWhen, TitleChoice};
use super::marker::Marker;
use super::workday::WorkHours;
use crate::domain::{DayStart, Equipment, Notice};

/// The theme: by name, or by what the terminal shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// Dark or light by the terminal's background, fewer colours where it has fewer.
    Auto,
    /// The theme with this id.
    Named(String),
}

/// The characters dots are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named after the characters")]
pub enum MarkerChoice {
    /// By the terminal's name and version.
    Auto,
    Octant,
    Sextant,
    Quadrant,
    Braille,
}

impl MarkerChoice {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Auto, Self::Octant, Self::Sextant, Self::Quadrant, Self::Braille];

    /// The marker that was chosen; nothing if the terminal's name decides.
    #[must_use]
    pub fn marker(self) -> Option<Marker> {
        match self {
            Self::Auto => None,
            Self::Octant => Some(Marker::Octant),
            Self::Sextant => Some(Marker::Sextant),
            Self::Quadrant => Some(Marker::Quadrant),
            Self::Braille => Some(Marker::Braille),
        }
    }
}

impl From<Marker> for MarkerChoice {
    fn from(marker: Marker) -> Self {
        match marker {
            Marker::Octant => Self::Octant,
            Marker::Sextant => Self::Sextant,
            Marker::Quadrant => Self::Quadrant,
            Marker::Braille => Self::Braille,
        }
    }
}

/// How times of day are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClockStyle {
    /// 14:20
    H24,
    /// 2:20 pm
    H12,
}

impl ClockStyle {
    /// A time of day, written so.
    #[must_use]
    pub fn time(self, wall: chrono::NaiveDateTime) -> String {
        match self {
            Self::H24 => wall.format("%H:%M").to_string(),
            Self::H12 => wall.format("%-I:%M %P").to_string(),
        }
    }
}

/// On which day a week begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the days themselves")]
pub enum WeekStart {
    Monday,
    Sunday,
    Saturday,
}

macro_rules! settings {
    ($($(#[doc = $doc:literal])+ $name:ident: $kind:ty,)+) => {
        /// What holds now. Every field is described where it is written, in `settings.ron`.
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Settings {
            /// The version of this file format, 1.
            pub format: u32,
            $($(#[doc = $doc])+ pub $name: $kind,)+
            /// The names of the fields that the user's file fixes; the app cannot change those.
            #[serde(skip)]
            pub fixed: Vec<&'static str>,
        }

        /// The user's `settings.ron`: only what differs.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct SettingsFile {
            /// The version of this file format, 1.
            pub format: u32,
            $($(#[doc = $doc])+ #[serde(default)] pub $name: Option<$kind>,)+
        }

        impl Settings {
            /// Lays the choices made in the app over this, then the user's file. A choice that no longer reads is passed over.
            #[must_use]
            pub fn with(mut self, choices: &BTreeMap<String, String>, file: &SettingsFile) -> Self {
                $(
                    if let Some(value) = choices.get(stringify!($name)).and_then(|json| serde_json::from_str(json).ok()) {
                        self.$name = value;
                    }
                    if let Some(value) = &file.$name {
                        self.$name = value.clone();
                        self.fixed.push(stringify!($name));
                    }
                )+
                self
            }
        }
    };
}

settings! {
    /// The theme.
    theme: ThemeChoice,
    /// Whether the whole screen is painted in the theme's ground, or left as the terminal has it.
    paint_ground: bool,
    /// The characters dots are drawn with.
    marker: MarkerChoice,
    /// Fewer things move: key sizes instead of a swelling breath, no full-screen word but the change of sides.
    reduced_motion: bool,
    /// The terminal's bell at a start, in the last three seconds, at a change of sides, at the end.
    bell: bool,
    /// Soft tones through the system's player, in place of the bell; at a rest as well.
    tones: bool,
    /// With them, a slide at each turn of a paced breath.
    breath_tones: bool,
    /// The next exercise is spoken, through the system's voice.
    say_next: bool,
    /// A change of sides is spoken.
    say_side: bool,
    /// The middle of a hold of twenty seconds and more is spoken.
    say_half: bool,
    /// By which channel notices go.
    notify: NotifyChoice,
    /// When they come.
    notify_when: NotifyWhen,
    /// How much they say.
    notify_text: NotifyText,
    /// What stands in the title of the tab.
    title: TitleChoice,
    /// How much of a session is done, on the tab, where the terminal is known to show it.
    progress: bool,
    /// A full-screen word at each change of state.
    flash: bool,
    /// A click selects and the wheel scrolls; without it, selecting text is left to the terminal.
    mouse: bool,
    /// How times of day are written.
    clock: ClockStyle,
    /// On which day a week begins, wherever days stand in weeks.
    week_start: WeekStart,
    /// The local time of day at which a new day begins, hours and minutes.
    day_start: (u8, u8),
    /// The routine that Today offers.
    routine: String,
    /// The equipment at hand, for the library's filter; nothing means all.
    equipment: Option<Vec<Equipment>>,
    /// Ids of exercises, routines and care that are not shown.
    hidden: Vec<String>,
    /// Whether one is nudged to move.
    nudges: bool,
    /// Minutes of sitting before a nudge to move.
    move_every: i32,
    /// Minutes by which a nudge is put off by one key.
    snooze: i32,
    /// The days and hours in which nudges come; without any, all.
    work_hours: WorkHours,
    /// Minutes of the first blocks of standing, if wished.
    stand: Option<i32>,
    /// Minutes between two nudges to drink, if wished.
    water: Option<i32>,
    /// Minutes between two nudges to sit otherwise, if wished.
    posture: Option<i32>,
    /// The time of day at which the routine is called to mind, if wished.
    routine_at: Option<String>,
    /// The time of day at which the evening's rating is called to mind, if wished.
    evening_at: Option<String>,
}

impl Settings {
    /// The day start as a time; an impossible one counts as 04:00.
    #[must_use]
    pub fn day_start(&self) -> DayStart {
        let (hour, minute) = self.day_start;
        NaiveTime::from_hms_opt(u32::from(hour), u32::from(minute), 0).map_or_else(DayStart::default, DayStart)
    }

    /// A notice in the words that are chosen: those for a shared screen, or those that say what it is about.
    #[must_use]
    pub fn notice(&self, id: &'static str, neutral: &str, plain: &str) -> Notice {
        Notice::new(id, if self.notify_text == NotifyText::Plain { plain } else { neutral })
    }

    /// `14:20` or `2:20 pm`.
    #[must_use]
    pub fn time(&self, wall: chrono::NaiveDateTime) -> String {
        self.clock.time(wall)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded() -> Settings {
        ron::from_str(include_str!("../../assets/settings.ron")).expect("the embedded settings")
    }

    #[test]
    fn the_users_file_wins_over_choices_and_choices_over_the_default() {
        let choices = BTreeMap::from([
            ("bell".to_owned(), "false".to_owned()),
            ("flash".to_owned(), "false".to_owned()),
            ("clock".to_owned(), "7".to_owned()),
        ]);
        let file = SettingsFile { format: 1, flash: Some(true), ..SettingsFile::default() };
        let settings = embedded().with(&choices, &file);
        assert!(!settings.bell && settings.flash);
        assert_eq!(settings.fixed, ["flash"]);
        assert_eq!(settings.clock, ClockStyle::H24, "a choice that does not read is passed over");
    }

    #[test]
    fn times_are_written_both_ways() {
        let wall = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).and_then(|d| d.and_hms_opt(14, 5, 0)).expect("a time");
        let mut settings = embedded();
        assert_eq!(settings.time(wall), "14:05");
        settings.clock = ClockStyle::H12;
        assert_eq!(settings.time(wall), "2:05 pm");
    }
}
