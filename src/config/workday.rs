//! The rules of nudges as they are set: what may be written, what is refused with its remedy, and the rules made of it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::time::Duration;

use chrono::NaiveTime;

use super::settings::{Settings, SettingsFile};
use crate::breaks::{Block, Hours, Rules};

/// Hours by the days they hold for: `{"mon-fri": [("09:00", "12:30"), ("13:00", "17:30")]}`. Without any, every hour counts.
pub type WorkHours = BTreeMap<String, Vec<(String, String)>>;

/// The days as they are written, Monday first.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const MOVE_EVERY: RangeInclusive<i32> = 30..=45;
const STAND: RangeInclusive<i32> = 15..=20;
const WATER: RangeInclusive<i32> = 30..=240;
const POSTURE: RangeInclusive<i32> = 20..=120;
const SNOOZE: RangeInclusive<i32> = 1..=60;

/// How long one sits between two blocks of standing.
const SIT: Duration = Duration::from_secs(20 * 60);

impl Settings {
    /// The rules by which nudges come. What cannot hold counts as not chosen.
    #[must_use]
    pub fn rules(&self) -> Rules {
        let usual = Rules::default();
        let minutes = |chosen: Option<i32>, range: &RangeInclusive<i32>| chosen.filter(|n| range.contains(n)).map(length);
        Rules {
            every: usual
                .every
                .filter(|_| self.nudges)
                .map(|usual| if MOVE_EVERY.contains(&self.move_every) { length(self.move_every) } else { usual }),
            hours: hours(&self.work_hours).unwrap_or_else(|_| usual.hours.clone()),
            stand: minutes(self.stand, &STAND).map(|stand| Block { sit: SIT, stand }),
            water: minutes(self.water, &WATER),
            posture: minutes(self.posture, &POSTURE),
            routine_at: self.routine_at.as_deref().and_then(time_of_day),
            evening_at: self.evening_at.as_deref().and_then(time_of_day),
            ..usual
        }
    }

    /// How long a nudge is put off by one key.
    #[must_use]
    pub fn snooze(&self) -> Duration {
        length(if SNOOZE.contains(&self.snooze) { self.snooze } else { 5 })
    }
}

impl SettingsFile {
    /// Takes out what cannot hold, so that what held before stays. For each the setting, what is wrong, and what to write.
    pub(super) fn refuse_nudges(&mut self) -> Vec<(&'static str, String, String)> {
        let mut wrong = Vec::new();
        optional("stand", &mut self.stand, &STAND, &mut wrong);
        optional("water", &mut self.water, &WATER, &mut wrong);
        optional("posture", &mut self.posture, &POSTURE, &mut wrong);
        for (name, value, range) in [("move_every", &mut self.move_every, &MOVE_EVERY), ("snooze", &mut self.snooze, &SNOOZE)] {
            if let Some(n) = value.take_if(|n| !range.contains(n)) {
                wrong.push(out_of(name, n, range, ""));
            }
        }
        for (name, time) in [("routine_at", &mut self.routine_at), ("evening_at", &mut self.evening_at)] {
            if let Some(text) = time.take_if(|time| time.as_deref().is_some_and(|text| time_of_day(text).is_none())).flatten() {
                let what = format!("`{text}` is no time of day.");
                wrong.push((name, what, "Write hours and minutes from \"00:00\" to \"23:59\", such as \"16:00\", or None.".to_owned()));
            }
        }
        if let Some(Err((what, remedy))) = self.work_hours.as_ref().map(hours) {
            self.work_hours = None;
            wrong.push(("work_hours", what, remedy));
        }
        wrong
    }
}

fn optional(
    name: &'static str,
    value: &mut Option<Option<i32>>,
    range: &RangeInclusive<i32>,
    wrong: &mut Vec<(&'static str, String, String)>,
) {
    if let Some(n) = value.flatten().filter(|n| !range.contains(n)) {
        *value = None;
        wrong.push(out_of(name, n, range, ", or None"));
    }
}

fn out_of(name: &'static str, n: i32, range: &RangeInclusive<i32>, or: &str) -> (&'static str, String, String) {
    (name, format!("{n} minutes cannot be chosen."), format!("Write minutes from {} to {}{or}.", range.start(), range.end()))
}

fn length(minutes: i32) -> Duration {
    Duration::from_secs(u64::from(minutes.unsigned_abs()) * 60)
}

/// `09:30`.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

/// The hours of each day, or what is wrong with them and what to write.
fn hours(written: &WorkHours) -> Result<[Hours; 7], (String, String)> {
    if written.is_empty() {
        return Ok(Rules::default().hours);
    }
    let mut all: [Hours; 7] = std::array::from_fn(|_| Vec::new());
    for (days, ranges) in written {
        let chosen = days_of(days).ok_or_else(|| {
            (format!("`{days}` names no days."), "Write mon, tue, wed, thu, fri, sat or sun, or a range such as mon-fri.".to_owned())
        })?;
        for (from, to) in ranges {
            let range = range_of(from, to)?;
            for day in chosen.clone() {
                all[day].push(range);
            }
        }
    }
    for day in &mut all {
        day.sort_unstable();
        if let Some(both) = day.windows(2).find(|both| both[1].0 < both[0].1) {
            let both = both.iter().map(|(from, to)| format!("{}–{}", from.format("%H:%M"), to.format("%H:%M"))).collect::<Vec<_>>();
            return Err((format!("{} and {} overlap.", both[0], both[1]), "Let one range end before the next begins.".to_owned()));
        }
    }
    Ok(all)
}

/// The days that `mon` or `mon-fri` names, from 0 for Monday.
fn days_of(text: &str) -> Option<RangeInclusive<usize>> {
    let day = |text: &str| DAYS.iter().position(|day| *day == text);
    let (first, last) = text.split_once('-').map_or((text, text), |both| both);
    let days = day(first)?..=day(last)?;
    (!days.is_empty()).then_some(days)
}

fn range_of(from: &str, to: &str) -> Result<(NaiveTime, NaiveTime), (String, String)> {
    // no time of day can say 24:00: a day's last second stands for its end
    let last = NaiveTime::from_hms_opt(23, 59, 59);
    let read = |text: &str, end: bool| {
        let time = if end && text == "24:00" { last } else { time_of_day(text) };
        time.ok_or_else(|| {
            (format!("`{text}` is no time of day."), "Write hours and minutes, such as \"09:00\"; a range may end at \"24:00\".".to_owned())
        })
    };
    let (begin, end) = (read(from, false)?, read(to, true)?);
    if end <= begin {
        let remedy = "Write the earlier time first. A night is two ranges: until \"24:00\", and from \"00:00\" on the next day.";
        return Err((format!("{from}–{to} ends before it begins."), remedy.to_owned()));
    }
    Ok((begin, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded() -> Settings {
        ron::from_str(include_str!("../../assets/settings.ron")).expect("the embedded settings")
    }

    fn file(text: &str) -> SettingsFile {
        ron::from_str(&format!("#![enable(implicit_some)]\n(format: 1, {text})")).expect(text)
    }

    #[test]
    fn without_a_choice_one_is_nudged_to_move_every_forty_minutes_at_any_hour() {
        assert_eq!((embedded().rules(), embedded().snooze()), (Rules::default(), Duration::from_secs(300)));
    }

    #[test]
    fn what_is_chosen_is_what_holds() {
        let written = r#"move_every: 30, stand: 15, water: 60, posture: 45, routine_at: "16:00", snooze: 10,
            evening_at: "20:30", work_hours: {"mon-thu": [("13:00", "17:30"), ("09:00", "12:30")], "fri": [("20:00", "24:00")]}"#;
        let mut own = file(written);
        assert_eq!(own.refuse_nudges(), []);
        let settings = embedded().with(&BTreeMap::new(), &own);
        let (rules, minutes, time) =
            (settings.rules(), |n: u64| Some(Duration::from_secs(n * 60)), |text: &str| time_of_day(text).expect(text));
        assert_eq!((rules.every, rules.water, rules.posture), (minutes(30), minutes(60), minutes(45)));
        assert_eq!((rules.routine_at, rules.evening_at), (Some(time("16:00")), Some(time("20:30"))));
        assert_eq!(rules.hours[3], [(time("09:00"), time("12:30")), (time("13:00"), time("17:30"))]);
        assert!(rules.hours[4][0].1 > time("23:59") && rules.hours[5].is_empty());
        assert_eq!(rules.stand, Some(Block { sit: SIT, stand: Duration::from_secs(900) }));
        assert_eq!(settings.snooze(), Duration::from_secs(600));
        assert_eq!(embedded().with(&BTreeMap::new(), &file("nudges: false")).rules().every, None);
    }

    #[test]
    fn what_cannot_hold_is_refused_with_its_remedy_and_the_last_good_value_stays() {
        for wrong in [
            "move_every: 0",
            "move_every: -40",
            "move_every: 1500",
            "stand: 60",
            "water: 0",
            "posture: 1441",
            "snooze: 0",
            r#"routine_at: "25:00""#,
            r#"evening_at: "8 pm""#,
            r#"work_hours: {"mon": [("25:00", "26:00")]}"#,
            r#"work_hours: {"mon": [("17:00", "09:00")]}"#,
            r#"work_hours: {"mon": [("09:00", "09:00")]}"#,
            r#"work_hours: {"mon": [("09:00", "12:00"), ("11:00", "13:00")]}"#,
            r#"work_hours: {"mon-fri": [("09:00", "12:00")], "wed": [("11:00", "13:00")]}"#,
            r#"work_hours: {"fri-mon": [("09:00", "12:00")]}"#,
            r#"work_hours: {"monday": [("09:00", "12:00")]}"#,
        ] {
            let mut own = file(wrong);
            let refused = own.refuse_nudges();
            let [(name, what, remedy)] = &refused[..] else { panic!("{wrong}: {refused:?}") };
            assert!(
                wrong.starts_with(name) && what.ends_with('.') && ["Write ", "Let "].iter().any(|verb| remedy.starts_with(verb)),
                "{wrong}"
            );
            assert_eq!(own, file(""), "{wrong}");
        }
    }

    #[test]
    fn a_choice_that_cannot_hold_counts_as_none() {
        let choices = BTreeMap::from([("move_every".to_owned(), "0".to_owned()), ("water".to_owned(), "-5".to_owned())]);
        assert_eq!(embedded().with(&choices, &SettingsFile::default()).rules(), Rules::default());
    }
}
