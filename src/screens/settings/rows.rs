//! What can be chosen: its words, what it stands on, and the next value, as it is kept.

use serde::Serialize;

use crate::app::Context;
use crate::config::marker::Marker;
use crate::config::{
    ClockStyle, Colors, MarkerChoice, NotifyChoice, NotifyText, NotifyWhen, Settings, ThemeChoice, TitleChoice, WeekStart, WorkHours,
};
use crate::domain::Equipment;
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

/// The latest day start, in half hours: six in the morning.
const DAY_STARTS: u8 = 12;

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
            Self::Nudges => "A band over the screen when it is time to move. What is switched on below comes without it as well.",
            Self::MoveEvery => "Minutes of sitting before a nudge to move. Two different nudges are twenty minutes apart at least.",
            Self::Snooze => "By so many minutes z puts a nudge off; Z offers others.",
            Self::WorkHours => "When nudges come. Other days and hours are named in settings.ron.",
            Self::Stand => {
                "Minutes of standing in turn with sitting, longer as the weeks go by. The nudge to sit down keeps twenty minutes from the one before."
            }
            Self::Water => "Minutes between nudges to drink.",
            Self::Posture => "Minutes between nudges to sit another way.",
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

    /// What it stands on, in words.
    pub(super) fn value(self, settings: &Settings, cx: &Context) -> String {
        let either = |is_so: bool, yes: &str, no: &str| if is_so { yes.to_owned() } else { no.to_owned() };
        match self {
            Self::Theme => match &settings.theme {
                ThemeChoice::Auto => "by your terminal".into(),
                ThemeChoice::Named(id) => {
                    cx.choices.themes().into_iter().find(|(known, _)| known == id).map_or(id.clone(), |(_, name)| name)
                }
            },
            Self::Ground => either(settings.paint_ground, "painted", "the terminal's own"),
            Self::Marker => settings.marker.marker().map_or("by your terminal", Marker::words).into(),
            Self::Motion => either(settings.reduced_motion, "reduced", "full"),
            Self::Bell => either(settings.bell, "on", "off"),
            Self::Tones => either(settings.tones, "on", "off"),
            Self::BreathTones => either(settings.breath_tones, "on", "off"),
            Self::SayNext => either(settings.say_next, "on", "off"),
            Self::SaySide => either(settings.say_side, "on", "off"),
            Self::SayHalf => either(settings.say_half, "on", "off"),
            Self::Notify => notices(settings.notify, cx),
            Self::NotifyWhen => either(settings.notify_when == NotifyWhen::Always, "always", "while you are elsewhere"),
            Self::NotifyText => either(settings.notify_text == NotifyText::Plain, "what it is about", "little"),
            Self::NotifyTrial => "send one now".into(),
            Self::Title => match settings.title {
                TitleChoice::Neutral => "name and minutes".into(),
                TitleChoice::Plain => "with the routine".into(),
                TitleChoice::Off => "the terminal's own".into(),
            },
            Self::Progress => either(settings.progress, "on", "off"),
            Self::Flash => either(settings.flash, "on", "off"),
            Self::Mouse => either(settings.mouse, "on", "off"),
            Self::Clock => either(settings.clock == ClockStyle::H24, "14:20", "2:20 pm"),
            Self::WeekStart => format!("{:?}", settings.week_start),
            Self::DayStart => settings.time(chrono::NaiveDate::default().and_time(settings.day_start().0)),
            Self::Routine => cx.library.routine(&settings.routine).map_or_else(|| settings.routine.clone(), |r| r.name.clone()),
            Self::Equipment => match &settings.equipment {
                None => "everything".into(),
                Some(list) if list.is_empty() => "nothing".into(),
                Some(list) => format!("{} of {}", list.len(), Equipment::ALL.len()),
            },
            Self::Hidden => match settings.hidden.len() {
                0 => "nothing".into(),
                n => n.to_string(),
            },
            Self::FirstStart => "run it again".into(),
            Self::Nudges => either(settings.nudges, "on", "off"),
            Self::MoveEvery => every(Some(settings.move_every)),
            Self::Snooze => format!("{} min", settings.snooze),
            Self::WorkHours => hours(settings),
            Self::Stand => settings.stand.map_or_else(|| "off".into(), |n| format!("{n} min")),
            Self::Water => every(settings.water),
            Self::Posture => every(settings.posture),
            Self::RoutineAt => at_time(settings.routine_at.as_deref(), settings),
            Self::EveningAt => at_time(settings.evening_at.as_deref(), settings),
        }
    }

    /// The next or the previous value, as JSON; nothing where there is none to turn to.
    pub(super) fn turned(self, forward: bool, cx: &Context) -> Option<String> {
        let now = cx.settings;
        match self {
            Self::Theme => {
                let named = cx.choices.themes().into_iter().map(|(id, _)| ThemeChoice::Named(id));
                next(&[ThemeChoice::Auto].into_iter().chain(named).collect::<Vec<_>>(), &now.theme, forward)
            }
            Self::Ground => json(&!now.paint_ground),
            Self::Marker => next(&MarkerChoice::ALL, &now.marker, forward),
            Self::Motion => json(&!now.reduced_motion),
            Self::Bell => json(&!now.bell),
            Self::Tones => json(&!now.tones),
            Self::BreathTones => json(&!now.breath_tones),
            Self::SayNext => json(&!now.say_next),
            Self::SaySide => json(&!now.say_side),
            Self::SayHalf => json(&!now.say_half),
            Self::Notify => next(&NotifyChoice::ALL, &now.notify, forward),
            Self::NotifyWhen => next(&[NotifyWhen::Unfocused, NotifyWhen::Always], &now.notify_when, forward),
            Self::NotifyText => next(&[NotifyText::Neutral, NotifyText::Plain], &now.notify_text, forward),
            Self::Title => next(&[TitleChoice::Neutral, TitleChoice::Plain, TitleChoice::Off], &now.title, forward),
            Self::Progress => json(&!now.progress),
            Self::Flash => json(&!now.flash),
            Self::Mouse => json(&!now.mouse),
            Self::Clock => next(&[ClockStyle::H24, ClockStyle::H12], &now.clock, forward),
            Self::WeekStart => next(&[WeekStart::Monday, WeekStart::Sunday, WeekStart::Saturday], &now.week_start, forward),
            Self::DayStart => {
                let all: Vec<(u8, u8)> = (0..=DAY_STARTS).map(|half| (half / 2, half % 2 * 30)).collect();
                next(&all, &now.day_start, forward)
            }
            Self::Routine => {
                let all: Vec<String> = cx.library.routines.iter().map(|routine| routine.id.clone()).collect();
                next(&all, &now.routine, forward)
            }
            Self::NotifyTrial | Self::Equipment | Self::Hidden | Self::FirstStart => None,
            Self::MoveEvery => next(&[30, 35, 40, 45], &now.move_every, forward),
            Self::Nudges => json(&!now.nudges),
            Self::Snooze => next(&[2, 5, 10, 20], &now.snooze, forward),
            Self::WorkHours => next(&HOURS.map(work_hours), &now.work_hours, forward),
            Self::Stand => next(&[None, Some(15), Some(20)], &now.stand, forward),
            Self::Water => next(&[None, Some(60), Some(90), Some(120)], &now.water, forward),
            Self::Posture => next(&[None, Some(30), Some(45), Some(60)], &now.posture, forward),
            Self::RoutineAt => next(&times(7..=20), &now.routine_at, forward),
            Self::EveningAt => next(&times(17..=23), &now.evening_at, forward),
        }
    }
}

/// The hours that are offered: from, to, on working days; and all.
const HOURS: [Option<(&str, &str)>; 5] =
    [None, Some(("08:00", "16:00")), Some(("08:00", "18:00")), Some(("09:00", "17:00")), Some(("09:00", "18:00"))];

fn work_hours(of: Option<(&str, &str)>) -> WorkHours {
    of.map(|(from, to)| ("mon-fri".to_owned(), vec![(from.to_owned(), to.to_owned())])).into_iter().collect()
}

/// No time, and every full hour of a part of the day.
fn times(hours: std::ops::RangeInclusive<u8>) -> Vec<Option<String>> {
    std::iter::once(None).chain(hours.map(|hour| Some(format!("{hour:02}:00")))).collect()
}

fn every(minutes: Option<i32>) -> String {
    minutes.map_or_else(|| "off".into(), |n| format!("every {n} min"))
}

fn at_time(time: Option<&str>, settings: &Settings) -> String {
    let read = time.and_then(|time| chrono::NaiveTime::parse_from_str(time, "%H:%M").ok());
    read.map_or_else(|| "off".into(), |time| settings.time(chrono::NaiveDate::default().and_time(time)))
}

fn hours(settings: &Settings) -> String {
    let offered = HOURS.into_iter().flatten().find(|of| work_hours(Some(*of)) == settings.work_hours);
    match offered {
        _ if settings.work_hours.is_empty() => "at any hour".into(),
        Some((from, to)) => format!("Mon to Fri, {} to {}", at_time(Some(from), settings), at_time(Some(to), settings)),
        None => "by settings.ron".into(),
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

/// A channel in words; where the terminal decides, the one it decides for.
fn notices(choice: NotifyChoice, cx: &Context) -> String {
    let words = cx.caps.reach.channel(choice).words();
    if choice == NotifyChoice::Auto { format!("by your terminal: {words}") } else { words.to_owned() }
}

fn json(value: &impl Serialize) -> Option<String> {
    serde_json::to_string(value).ok()
}

/// The neighbour of a value in a ring; the first of all for one that is none of them.
fn next<T: PartialEq + Serialize>(all: &[T], now: &T, forward: bool) -> Option<String> {
    let by = if forward { 1 } else { all.len().saturating_sub(1) };
    let to = all.iter().position(|value| value == now).map_or(0, |at| (at + by) % all.len());
    json(all.get(to)?)
}
