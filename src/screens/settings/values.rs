//! What a row stands on, in words, and the next value it turns to, as it is kept.

use serde::Serialize;

use super::rows::Row;
use crate::app::Context;
use crate::config::marker::Marker;
use crate::config::{
    ClockStyle, MarkerChoice, NotifyChoice, NotifyText, NotifyWhen, Settings, ThemeChoice, TitleChoice, WeekStart, WorkHours,
};
use crate::domain::Equipment;

/// The latest day start, in half hours: six in the morning.
const DAY_STARTS: u8 = 12;

impl Row {
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
