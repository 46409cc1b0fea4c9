//! The rules of guidance and timed care: ids once, conditions all explained, care and remedies that know each other.

use std::collections::BTreeMap;

use super::super::load::{Files, Read};
use super::super::texts::Texts;
use super::sound::bounds;
use super::{count, did_you_mean, prose, unknown_sources};
use crate::domain::{Avoid, Background, Care, Conditions, Desk, Habits, Problem, Remedies, Sources, Tier, WarningSigns};

const CONDITIONS: [Avoid; 13] = [
    Avoid::Injury,
    Avoid::Osteoporosis,
    Avoid::NeckSigns,
    Avoid::ArmSigns,
    Avoid::Shoulder,
    Avoid::Wrist,
    Avoid::Knee,
    Avoid::BloodPressure,
    Avoid::Pregnancy,
    Avoid::Skin,
    Avoid::Ribs,
    Avoid::Fused,
    Avoid::Heart,
];

/// Ids of a list: small letters, digits and dashes, each once.
fn ids<'a, T>(read: &Read<T>, ids: impl Iterator<Item = (String, &'a str)>) -> Vec<Problem> {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    let mut problems = Vec::new();
    for (path, id) in ids {
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            problems.push(read.refuse(&path, format!("`{id}` is no id."), "Write small letters, digits and dashes."));
        }
        if let Some(first) = seen.get(id) {
            let line = read.refuse(first, "", "").line;
            problems.push(read.refuse(
                &path,
                format!("The id `{id}` stands twice, first in line {line}."),
                "Give this one an id of its own.",
            ));
        } else {
            seen.insert(id, path);
        }
    }
    problems
}

fn with_sources<T: Texts>(read: &Read<T>, named: &[String], files: &Files) -> Vec<Problem> {
    let mut problems = prose::texts(read);
    problems.extend(unknown_sources(read, "sources", named, files));
    problems
}

/// All rules of `sources.ron`.
pub(in crate::content) fn sources(read: &Read<Sources>) -> Vec<Problem> {
    prose::texts(read)
}

/// All rules of `avoid.ron`: each state of health has its words.
pub(in crate::content) fn conditions(read: &Read<Conditions>) -> Vec<Problem> {
    let mut problems = prose::texts(read);
    let missing = CONDITIONS.iter().filter(|avoid| !read.value.conditions.contains_key(avoid));
    problems.extend(missing.map(|avoid| {
        let remedy = format!("Add `{avoid:?}: (short: \"..\", text: \"..\")`.");
        read.refuse("conditions", format!("`{avoid:?}` is not explained."), remedy)
    }));
    problems
}

/// All rules of `warning-signs.ron`. A file without all three tiers is refused: it could hide what matters most.
pub(in crate::content) fn warning_signs(read: &Read<WarningSigns>, files: &Files) -> Vec<Problem> {
    let signs = &read.value;
    let mut problems = with_sources(read, &signs.sources, files);
    let tiers: Vec<Tier> = signs.tiers.iter().map(|tier| tier.tier).collect();
    if tiers != [Tier::Now, Tier::Today, Tier::Soon] {
        problems.push(read.refuse("tiers", "The tiers are not Now, Today and Soon, in this order.", "Write each of the three once."));
    }
    for (at, tier) in signs.tiers.iter().enumerate().filter(|(_, tier)| tier.signs.is_empty()) {
        problems.push(read.refuse(&format!("tiers.{at}.signs"), format!("{:?} has no sign.", tier.tier), "Name at least one."));
    }
    let all =
        signs.tiers.iter().enumerate().flat_map(|(at, tier)| {
            tier.signs.iter().enumerate().map(move |(n, sign)| (format!("tiers.{at}.signs.{n}.id"), sign.id.as_str()))
        });
    problems.extend(ids(read, all));
    for (path, found) in [("stop_if", signs.stop_if.len()), ("during", signs.during.len()), ("ask_first", signs.ask_first.len())] {
        problems.extend(count(read, path, found, 1, usize::MAX, "entries"));
    }
    problems
}

/// All rules of `remedies.ron`.
pub(in crate::content) fn remedies(read: &Read<Remedies>, care: &[String], files: &Files) -> Vec<Problem> {
    let mut problems = prose::texts(read);
    let remedies = read.value.remedies.iter().enumerate();
    problems.extend(ids(read, remedies.clone().map(|(at, remedy)| (format!("remedies.{at}.id"), remedy.id.as_str()))));
    let known: Vec<&str> = care.iter().map(String::as_str).collect();
    for (at, remedy) in remedies {
        problems.extend(unknown_sources(read, &format!("remedies.{at}.sources"), &remedy.sources, files));
        problems.extend(count(read, &format!("remedies.{at}.how"), remedy.how.len(), 1, usize::MAX, "steps"));
        for (n, id) in remedy.care.iter().enumerate().filter(|(_, id)| !known.contains(&id.as_str())) {
            let advice = did_you_mean(id, &known, "Write `care/<id>.ron`, or remove it here.");
            problems.push(read.note(&format!("remedies.{at}.care.{n}"), format!("There is no timed care `{id}`."), advice));
        }
    }
    problems
}

/// All rules of `habits.ron`.
pub(in crate::content) fn habits(read: &Read<Habits>, files: &Files) -> Vec<Problem> {
    let mut problems = prose::texts(read);
    let habits = read.value.habits.iter().enumerate();
    problems.extend(ids(read, habits.clone().map(|(at, habit)| (format!("habits.{at}.id"), habit.id.as_str()))));
    problems.extend(habits.flat_map(|(at, habit)| unknown_sources(read, &format!("habits.{at}.sources"), &habit.sources, files)));
    problems
}

/// All rules of `desk-check.ron`.
pub(in crate::content) fn desk(read: &Read<Desk>, files: &Files) -> Vec<Problem> {
    let mut problems = prose::texts(read);
    let points = read.value.points.iter().enumerate();
    problems.extend(ids(read, points.clone().map(|(at, point)| (format!("points.{at}.id"), point.id.as_str()))));
    problems.extend(points.flat_map(|(at, point)| unknown_sources(read, &format!("points.{at}.sources"), &point.sources, files)));
    problems.extend(bounds(read, "again_weeks", "The weeks are", read.value.again_weeks, 1, 52));
    problems
}

/// All rules of `background.ron`.
pub(in crate::content) fn background(read: &Read<Background>, files: &Files) -> Vec<Problem> {
    with_sources(read, &read.value.sources, files)
}

/// All rules of one timed care.
pub(in crate::content) fn care(read: &Read<Care>, files: &Files) -> Vec<Problem> {
    let care = &read.value;
    let mut problems = with_sources(read, &care.sources, files);
    problems.extend(count(read, "steps", care.steps.len(), 2, 6, "steps"));
    problems.extend(bounds(read, "rounds", "The rounds are", care.rounds, 1, 20));
    if care.phases.is_empty() {
        problems.push(read.refuse("phases", "There is nothing to time.", "Add a phase: `(word: \"heat\", seconds: 900, cue: \"..\")`."));
    }
    for (at, phase) in care.phases.iter().enumerate() {
        problems.extend(bounds(read, &format!("phases.{at}.seconds"), "The seconds of this phase are", phase.seconds, 5, 3600));
    }
    let (from, to) = care.minutes;
    let seconds = care.phases.iter().map(|phase| u64::from(phase.seconds)).sum::<u64>() * u64::from(care.rounds);
    if from > to {
        problems.push(read.note("minutes", format!("The minutes go from {from} to {to}."), "Write the smaller number first."));
    } else if !care.phases.is_empty() && (seconds < u64::from(from) * 60 || seconds > u64::from(to) * 60) {
        let what = format!("The phases take {seconds} seconds in all; the sources allow {from} to {to} minutes.");
        problems.push(read.note("phases", what, "Change the seconds or the rounds, or the minutes if the sources allow it."));
    }
    if let (Some(id), Some(remedies)) = (&care.remedy, &files.remedies) {
        let known: Vec<&str> = remedies.value.remedies.iter().map(|remedy| remedy.id.as_str()).collect();
        if !known.contains(&id.as_str()) {
            let advice = did_you_mean(id, &known, "Take one of `guidance/remedies.ron`, or leave it out.");
            problems.push(read.note("remedy", format!("There is no remedy `{id}`."), advice));
        }
    }
    problems
}
