//! What the player shows, read from the screen alone: which exercise, side and set, and the time left. Not while a full-screen word stands.

use unhunch::domain::Side;
use unhunch::player::{Pattern, StepKind, Timeline};

/// What stands on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What is being done, or in a pause `Paused`.
    pub kind: Kind,
    /// The exercise, in lower case; empty at a change of sides.
    pub name: String,
    /// The line under it, in lower case.
    pub about: String,
    /// Seconds left of the session.
    pub left: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ready,
    Rest,
    Switch,
    Work,
    Paused,
}

impl Shown {
    /// Reads a screen; nothing if it is not the player's.
    pub fn read(screen: &str) -> Option<Self> {
        let lines: Vec<&str> = screen.lines().collect();
        let left = lines.iter().find_map(|line| {
            let (minutes, seconds) = line.trim_end().strip_suffix(" left")?.rsplit_once(' ')?.1.split_once(':')?;
            Some(minutes.parse::<u64>().ok()? * 60 + seconds.parse::<u64>().ok()?)
        })?;
        let title = lines.get(1)?.trim().split("  ").next()?.to_lowercase();
        let about = lines.get(2)?.trim().to_lowercase();
        let next = about.strip_prefix("next: ");
        let name_ahead = next.map(|next| next.to_owned()).unwrap_or_default();
        let is_paused = ["paused", "on in"].iter().any(|word| lines.iter().skip(3).any(|line| line.contains(word)));
        let (kind, name, about) = match (title.as_str(), next) {
            ("", _) | ("change sides", Some(_)) => (Kind::Switch, String::new(), String::new()),
            ("get ready", Some(_)) => (Kind::Ready, name_ahead, String::new()),
            ("rest", Some(_)) => (Kind::Rest, name_ahead, String::new()),
            (_, Some(rest)) => (Kind::Paused, title.clone(), rest.to_owned()),
            (_, None) => (if is_paused { Kind::Paused } else { Kind::Work }, title.clone(), about.clone()),
        };
        Some(Self { kind, name, about, left })
    }

    /// Milliseconds of the timeline that had passed when the shown second began; it lasts for the thousand after.
    pub fn elapsed(&self, timeline: &Timeline) -> i64 {
        i64::try_from(timeline.total_ms()).expect("short") - i64::try_from(self.left).expect("short") * 1000
    }

    /// The steps of the timeline that fit both the shown clock and the shown words: one, or in a pause at a boundary two.
    pub fn steps(&self, timeline: &Timeline) -> Vec<usize> {
        let from = self.elapsed(timeline);
        let mut fitting = Vec::new();
        let mut start = 0;
        for (index, step) in timeline.steps.iter().enumerate() {
            let end = start + i64::try_from(step.ms).expect("short");
            if end > from && start < from + 1000 && self.says(timeline, index) {
                fitting.push(index);
            }
            start = end;
        }
        fitting
    }

    /// Whether these words say this step.
    fn says(&self, timeline: &Timeline, index: usize) -> bool {
        let step = &timeline.steps[index];
        let part = &timeline.parts[step.part];
        let kind = match step.kind {
            StepKind::Ready => Kind::Ready,
            StepKind::Rest => Kind::Rest,
            StepKind::Switch(_) => Kind::Switch,
            StepKind::Work { .. } => Kind::Work,
        };
        if self.kind == Kind::Switch || kind == Kind::Switch && self.kind != Kind::Paused {
            return self.kind == kind;
        }
        let ahead = timeline.steps[index..].iter().find_map(|step| match &step.kind {
            StepKind::Work { side, set, sets, pattern, .. } => Some((*side, *set, *sets, pattern)),
            _ => None,
        });
        let Some((side, set, sets, pattern)) = ahead else { return false };
        let words = format!("{}, {}", self.name, self.about);
        let says_side = match (side, pattern) {
            (Side::Left, _) => words.contains("left side"),
            (Side::Right, _) => words.contains("right side"),
            (Side::Both, Pattern::Reps { alternating: true, .. }) => true,
            (Side::Both, _) => !words.contains("left side") && !words.contains("right side"),
        };
        let says_set = sets == 1 || words.contains(&format!("{} {set} of {sets}", part.set_name.to_lowercase()));
        (self.kind == Kind::Paused || self.kind == kind) && words.starts_with(&part.name.to_lowercase()) && says_side && says_set
    }
}
