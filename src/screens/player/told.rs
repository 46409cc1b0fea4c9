//! What the player tells where only lines are printed: one line at each change of state, and nothing in between.

use std::time::Duration;

use super::super::resume::side_words;
use super::words::{REST, cue, stop_words};
use super::{BEAT, PlayerScreen};
use crate::app::{Context, Effect};
use crate::config::Settings;
use crate::domain::{Side, capital, clock};
use crate::player::{Mode, Pace, Part, Pattern, Place, Player, Step, StepKind, Timeline};

/// A line, where lines are printed.
pub(super) fn tell(cx: &Context, line: impl FnOnce() -> String) -> Option<Effect> {
    cx.caps.lines.then(|| Effect::Tell(line()))
}

/// What begins.
pub(super) fn began(timeline: &Timeline, index: usize) -> String {
    let step = &timeline.steps[index];
    let part = &timeline.parts[step.part];
    let length = length(step.ms);
    match &step.kind {
        StepKind::Ready => {
            let (place, all) = (step.part + 1, timeline.parts.len());
            let position = part.position.map(|position| format!(", {}", position.words())).unwrap_or_default();
            let stop = if part.stop_if.is_empty() { String::new() } else { format!(" Stop if {}", stop_words(part)) };
            let cue = cue(timeline, part, &step.kind, false);
            format!(
                "Exercise {place} of {all}: {}, {}{position}. Get ready, {length}. {} {cue}{stop}",
                part.name,
                part.dose,
                part.start.trim_end()
            )
        }
        StepKind::Rest => format!("Rest, {length}. {REST}"),
        StepKind::Switch(side) => format!("Switch to the {}, {length}. {}", side_words(*side), part.switch).trim_end().to_owned(),
        StepKind::Work { .. } => work(part, step, &length),
    }
}

/// `Left side, set 1 of 2: hold, 30 s.`
fn work(part: &Part, step: &Step, length: &str) -> String {
    let StepKind::Work { side, set, sets, pattern, pace, word, cue, .. } = &step.kind else { return String::new() };
    let mut which = Vec::new();
    if *side != Side::Both {
        which.push(side_words(*side).to_owned());
    }
    if *sets > 1 {
        which.push(format!("{} {set} of {sets}", part.set_name));
    }
    let what = match pattern {
        Pattern::Hold => format!("hold, {length}"),
        Pattern::Flow { directions: Some((one, other)) } => format!("{one}, {length}; in the middle {other}"),
        Pattern::Flow { directions: None } if word.is_empty() => format!("go, {length}"),
        Pattern::Flow { directions: None } => format!("{word}, {length}"),
        Pattern::Breaths { count } => format!("{count} breaths, {length}"),
        Pattern::Reps { count, beats, alternating, names, directions, .. } => {
            let (count, each) = match directions {
                Some((one, ..)) => (count / 2, format!(" each way, first {one}")),
                None if *alternating => (count / 2, " a side in turn".to_owned()),
                None => (*count, String::new()),
            };
            let plural = if count == 1 { "" } else { "s" };
            let tempo: Vec<String> = beats.iter().map(|beat| format!("{} {}", beat.word, self::seconds(beat.ms))).collect();
            let names = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
            format!("{count} {}{plural}{each}{names}, {length}: {}", part.rep_name, tempo.join(", "))
        }
    };
    let which = if which.is_empty() { String::new() } else { format!("{}: ", which.join(", ")) };
    let breath = pace.as_ref().map(breath).unwrap_or_default();
    let cue = if cue.is_empty() { String::new() } else { format!(" {cue}") };
    format!("{}.{cue}", capital(&format!("{which}{what}{breath}")))
}

/// `; breathe in 4 s, out 6 s`: once, since a line at each turn would be talked over by the next.
fn breath(pace: &Pace) -> String {
    let parts = [("in", pace.inhale), ("keep", pace.full), ("out", pace.exhale), ("keep", pace.empty)];
    let parts: Vec<String> = parts.iter().filter(|(_, ms)| *ms > 0).map(|(word, ms)| format!("{word} {}", seconds(*ms))).collect();
    format!("; breathe {}", parts.join(", "))
}

/// `4 s`, `1.5 s`.
fn seconds(ms: u64) -> String {
    if ms.is_multiple_of(1000) { format!("{} s", ms / 1000) } else { format!("{}.{} s", ms / 1000, ms % 1000 / 100) }
}

/// `30 s`, `1:30`.
fn length(ms: u64) -> String {
    if ms > 90_000 { format!("{} min", clock(ms)) } else { format!("{} s", ms.div_ceil(1000)) }
}

/// Where it stands: `Doorway stretch, left side, 18 s left`.
fn place(player: &Player, now: Duration) -> String {
    let (face, step) = (player.face(now), player.step(now));
    let mut words = vec![player.timeline().parts[face.part].name.clone()];
    match step.kind {
        StepKind::Ready => words.push("get ready".into()),
        StepKind::Rest => words.push("rest".into()),
        StepKind::Switch(_) | StepKind::Work { .. } if face.side == Side::Both => {}
        StepKind::Switch(_) | StepKind::Work { .. } => words.push(side_words(face.side).into()),
    }
    if let Some((rep, of)) = face.rep {
        words.push(format!("{} {rep} of {of}", player.timeline().parts[face.part].rep_name));
    }
    format!("{}, {} left", words.join(", "), length(face.seconds * 1000))
}

/// That it stands still.
pub(super) fn paused(player: &Player, now: Duration) -> String {
    format!("Paused: {}. Enter goes on, q stops here.", place(player, now))
}

/// That it goes on.
pub(super) fn going_on(player: &Player, now: Duration) -> String {
    format!("Going on in {}: {}.", length(player.entry_left(now)), place(player, now))
}

/// What is told in the middle of a set: that the way round has changed.
pub(super) fn turned(pattern: &Pattern, from: u64, to: u64, whole: u64) -> Option<String> {
    let half = half(pattern, whole)?;
    let (Pattern::Flow { directions: Some((_, other)) } | Pattern::Reps { directions: Some((_, other, _)), .. }) = pattern else {
        return None;
    };
    (from < half && to >= half).then(|| format!("Now {other}."))
}

/// Milliseconds at which the way round changes.
fn half(pattern: &Pattern, whole: u64) -> Option<u64> {
    match pattern {
        Pattern::Flow { directions: Some(_) } => Some(whole.div_ceil(2)),
        Pattern::Reps { count, beats, first_extra, directions: Some(_), .. } => {
            Some(beats.iter().map(|beat| beat.ms).sum::<u64>() * u64::from(count / 2) + first_extra)
        }
        _ => None,
    }
}

/// The next instant at which there is something to tell, to be heard or to be kept.
pub(super) fn next_change(screen: &PlayerScreen, cx: &Context) -> Duration {
    let (now, player) = (cx.now.awake, &screen.player);
    if player.mode() == Mode::Entering {
        return now + Duration::from_millis(player.entry_left(now));
    }
    let Place { step: index, ms } = player.place(now);
    let step = &player.timeline().steps[index];
    let mut instants = vec![step.ms, ms + (screen.kept + BEAT).saturating_sub(player.elapsed(now)).max(1)];
    instants.extend(heard(step, ms, cx.settings));
    if let StepKind::Work { pattern, .. } = &step.kind {
        instants.extend(half(pattern, step.ms));
    }
    let next = instants.into_iter().filter(|at| *at > ms).min().unwrap_or(step.ms);
    now + Duration::from_millis(next.saturating_sub(ms).max(1))
}

/// When something is heard in the middle of a step.
fn heard(step: &Step, ms: u64, settings: &Settings) -> Vec<u64> {
    let counts = settings.tones || settings.bell;
    let mut instants: Vec<u64> = [3000, 2000, 1000].iter().filter(|_| counts).map(|left| step.ms.saturating_sub(*left)).collect();
    if let StepKind::Work { pace, .. } = &step.kind {
        instants.extend(settings.say_half.then_some(step.ms / 2));
        let turn = pace.as_ref().filter(|_| settings.tones && settings.breath_tones).map(|pace| ms + pace.at(ms).left);
        instants.extend(turn);
    }
    instants
}
