//! What can be chosen: the rows under their headings, and their words.

use crate::app::Context;
use crate::config::{Colors, NotifyChoice};
use crate::sound::{Sound, Tone};

/// One line of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    Theme,
    Ground,
    Marker,
    Motion,
    Bell,
    Tones,
    BreathTones,
    SayNext,
    SaySide,
    SayHalf,
    Notify,
    NotifyWhen,
    NotifyText,
    NotifyTrial,
    Title,
    Progress,
    Flash,
    Mouse,
    Clock,
    WeekStart,
    DayStart,
    Routine,
    Equipment,
    Hidden,
    FirstStart,
    Nudges,
    MoveEvery,
    Snooze,
    WorkHours,
    Stand,
    Water,
    Posture,
    RoutineAt,
    EveningAt,
}

/// All of them, under their headings.
pub(super) const SECTIONS: [(&str, &[Row]); 5] = [
    ("What you see", &[Row::Theme, Row::Ground, Row::Marker, Row::Motion, Row::Flash, Row::Mouse]),
    ("What you hear", &[Row::Bell, Row::Tones, Row::BreathTones, Row::SayNext, Row::SaySide, Row::SayHalf]),
    ("While you are elsewhere", &[Row::Notify, Row::NotifyWhen, Row::NotifyText, Row::NotifyTrial, Row::Title, Row::Progress]),
    (
        "Nudges",
        &[Row::Nudges, Row::MoveEvery, Row::Snooze, Row::WorkHours, Row::Stand, Row::Water, Row::Posture, Row::RoutineAt, Row::EveningAt],
    ),
    ("Days and exercises", &[Row::Clock, Row::WeekStart, Row::DayStart, Row::Routine, Row::Equipment, Row::Hidden, Row::FirstStart]),
];

/// All of them.
pub(super) fn all() -> impl Iterator<Item = Row> {
    SECTIONS.iter().flat_map(|(_, rows)| rows.iter().copied())
}

impl Row {
    /// The setting it changes, by the name it has in `settings.ron`; nothing where it only leads somewhere.
    pub(super) fn setting(self) -> Option<&'static str> {
        Some(match self {
            Self::Theme => "theme",
            Self::Ground => "paint_ground",
            Self::Marker => "marker",
            Self::Motion => "reduced_motion",
            Self::Bell => "bell",
            Self::Tones => "tones",
            Self::BreathTones => "breath_tones",
            Self::SayNext => "say_next",
            Self::SaySide => "say_side",
            Self::SayHalf => "say_half",
            Self::Notify => "notify",
            Self::NotifyWhen => "notify_when",
            Self::NotifyText => "notify_text",
            Self::Title => "title",
            Self::Progress => "progress",
            Self::Flash => "flash",
            Self::Mouse => "mouse",
            Self::Clock => "clock",
            Self::WeekStart => "week_start",
            Self::DayStart => "day_start",
            Self::Routine => "routine",
            Self::Equipment => "equipment",
            Self::Hidden => "hidden",
            Self::Nudges => "nudges",
            Self::MoveEvery => "move_every",
            Self::Snooze => "snooze",
            Self::WorkHours => "work_hours",
            Self::Stand => "stand",
            Self::Water => "water",
            Self::Posture => "posture",
            Self::RoutineAt => "routine_at",
            Self::EveningAt => "evening_at",
            Self::NotifyTrial | Self::FirstStart => return None,
        })
    }

    /// What it is called.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Theme => "Colours",
            Self::Ground => "Ground",
            Self::Marker => "Dots",
            Self::Motion => "Motion",
            Self::Bell => "Bell",
            Self::Tones => "Tones",
            Self::BreathTones => "Breath",
            Self::SayNext => "Say the next",
            Self::SaySide => "Say the side",
            Self::SayHalf => "Say halfway",
            Self::Notify => "Notices",
            Self::NotifyWhen => "They come",
            Self::NotifyText => "They say",
            Self::NotifyTrial => "Try one",
            Self::Title => "Title",
            Self::Progress => "Progress",
            Self::Flash => "Word",
            Self::Mouse => "Mouse",
            Self::Clock => "Time of day",
            Self::WeekStart => "Week begins",
            Self::DayStart => "Day begins",
            Self::Routine => "Routine",
            Self::Equipment => "Equipment",
            Self::Hidden => "Hidden",
            Self::FirstStart => "First start",
            Self::Nudges => "Nudges",
            Self::MoveEvery => "Move",
            Self::Snooze => "Put off",
            Self::WorkHours => "Hours",
            Self::Stand => "Stand",
            Self::Water => "Drink",
            Self::Posture => "Posture",
            Self::RoutineAt => "Routine at",
            Self::EveningAt => "Evening at",
        }
    }

    /// What it does, in a sentence or two.
    pub(super) fn about(self) -> &'static str {
        match self {
            Self::Theme => "By your terminal means dark or light as its background is, and fewer colours where it has fewer.",
            Self::Ground => "Painted fills the whole screen. The terminal's own leaves its background, and turns the lamplight off.",
            Self::Marker => "The characters of digits, breath and figures. If they look broken, take others.",
            Self::Motion => "Reduced: fewer things move, and the full-screen words stay away, but for the change of sides.",
            Self::Bell => "Your terminal's bell at a start, in the last three seconds, at a change of sides and at the end.",
            Self::Tones => {
                "Soft tones in place of the bell, and one at each rest, through your system's player: for when you lie on the floor."
            }
            Self::BreathTones => "A soft slide up and down with each turn of a paced breath.",
            Self::SayNext => "A voice names the next exercise. It needs spd-say, espeak-ng or say.",
            Self::SaySide => "A voice says to which side you change.",
            Self::SayHalf => "A voice says when half of a hold of twenty seconds or more is over.",
            Self::Notify => "How a notice reaches you while you look at something else. Inside tmux and Zellij the bell goes with it.",
            Self::NotifyWhen => "While you are elsewhere means while this tab is not in front, as far as your terminal tells.",
            Self::NotifyText => "Little: nothing that others who see your screen need not know.",
            Self::NotifyTrial => "Sends one now. If nothing comes, `unhunch doctor` says what is missing.",
            Self::Title => "The title of the tab: the name, and in a session the minutes left; or the routine as well.",
            Self::Progress => "How much of a session is done, on the tab or in the taskbar, where your terminal is known to show it.",
            Self::Flash => "One word over the whole screen for a moment, at each change in a session.",
            Self::Mouse => {
                "A click selects, the wheel scrolls. Off leaves it to your terminal, for selecting text; while it is on, hold Shift for that."
            }
            Self::Clock => "How times of day are written.",
            Self::WeekStart => "On which day a week begins, wherever days stand in weeks.",
            Self::DayStart => "Until then a late evening still belongs to the day before. It changes only days to come.",
            Self::Routine => "What Today offers.",
            Self::Equipment => "What you have at hand, for the library's filter.",
            Self::Hidden => "Exercises, routines and care that you do not want to see. They are named in settings.ron.",
            Self::FirstStart => "The warning signs, what is at hand and where it hurts are asked once more.",
            Self::Nudges => "A line on the screen when it is time to move. What is set below comes all the same.",
            Self::MoveEvery => "Minutes of sitting before a nudge to move. Two different nudges are twenty minutes apart at least.",
            Self::Snooze => "By so many minutes z puts a nudge off; Z offers others.",
            Self::WorkHours => "When nudges come. Other days and hours are named in settings.ron.",
            Self::Stand => {
                "Minutes of standing in turn with sitting, longer as the weeks go by. The nudge to sit down keeps twenty minutes from the one before."
            }
            Self::Water => "Minutes between nudges to drink.",
            Self::Posture => "Minutes between nudges to sit otherwise.",
            Self::RoutineAt => "A time of day at which the routine is called to mind, whatever the hours above.",
            Self::EveningAt => "A time of day at which the rating of the day is called to mind, whatever the hours above.",
        }
    }

    /// Whether the user's own file decides it.
    pub(super) fn is_fixed(self, cx: &Context) -> bool {
        self.setting().is_some_and(|name| cx.settings.fixed.contains(&name))
    }

    /// What more there is to say of it just now.
    pub(super) fn note(self, cx: &Context) -> &'static str {
        match self {
            Self::Theme if cx.caps.colors == Colors::None => "This terminal shows no colours just now, or NO_COLOR is set.",
            Self::Bell if cx.settings.tones => "The tones stand in for it.",
            Self::BreathTones if !cx.settings.tones => "It is heard with the tones alone.",
            Self::NotifyWhen | Self::NotifyText | Self::NotifyTrial if cx.settings.notify == NotifyChoice::Off => {
                "There are none while they are off."
            }
            Self::Title if !cx.caps.reach.has_title() => "This terminal has no title that could be given back.",
            Self::Progress if !cx.caps.reach.shows_progress() => "This one is not known to.",
            Self::Flash if cx.settings.reduced_motion => "Reduced motion keeps it away.",
            _ => "",
        }
    }
}

/// What lets a setting that was switched on be heard at once.
pub(super) fn sample(setting: &str) -> Option<Sound> {
    let words = |words: &str| Sound::Words(words.to_owned());
    Some(match setting {
        "bell" | "tones" => Sound::Tone(Tone::End),
        "breath_tones" => Sound::Tone(Tone::Inhale),
        "say_next" => words("Next: cat to cow."),
        "say_side" => words("Switch to the left side."),
        "say_half" => words("Halfway."),
        _ => return None,
    })
}
