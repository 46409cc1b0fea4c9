//! What the player shows at an instant: the words and numbers (`Face`) apart from the shares that move smoothly (`Now`).

use std::time::Duration;

use super::pacer::swell;
use super::session::{Mode, Player};
use super::timeline::{BeatPlan, Pattern, Place, Step, StepKind};
use crate::domain::{Breath, Side};

/// The rep at an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Rep {
    /// Which, from 0.
    pub index: u16,
    /// The part of it, from 0.
    pub beat: usize,
    /// Milliseconds into that part.
    pub into: u64,
    /// Milliseconds that part lasts here (the first hold may be longer).
    pub lasts: u64,
    /// Whether the way round is just being changed.
    pub turning: bool,
}

impl Pattern {
    /// The rep at so many milliseconds into the set; nothing for patterns without reps.
    #[must_use]
    pub fn rep_at(&self, ms: u64) -> Option<Rep> {
        let Self::Reps { count, beats, first_extra, directions, .. } = self else { return None };
        let one: u64 = beats.iter().map(|b| b.ms).sum::<u64>().max(1);
        let mut t = ms;
        if *first_extra > 0 && t < one + first_extra {
            return Some(beat_in(beats, t, *first_extra, 0));
        }
        t -= (*first_extra).min(t);
        let half = u64::from(*count / 2) * one;
        if let Some((_, _, turn)) = directions
            && t >= half
        {
            if t < half + turn {
                return Some(Rep { index: *count / 2, beat: 0, into: t - half, lasts: *turn, turning: true });
            }
            t -= turn;
        }
        let index = u16::try_from(t / one).unwrap_or(u16::MAX).min(count.saturating_sub(1));
        Some(beat_in(beats, t - u64::from(index) * one, 0, index))
    }
}

/// The beat at `t` milliseconds into a rep; `extra` lengthens the second one.
fn beat_in(beats: &[BeatPlan], t: u64, extra: u64, index: u16) -> Rep {
    let mut left = t;
    let held = if beats.len() > 1 { 1 } else { 0 };
    for (beat, plan) in beats.iter().enumerate() {
        let lasts = plan.ms + if beat == held { extra } else { 0 };
        if left < lasts {
            return Rep { index, beat, into: left, lasts, turning: false };
        }
        left -= lasts;
    }
    let lasts = beats.last().map_or(0, |b| b.ms);
    Rep { index, beat: beats.len().saturating_sub(1), into: lasts, lasts, turning: false }
}

/// The words and numbers of an instant. Two equal faces need no new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// How the session stands.
    pub mode: Mode,
    /// The step.
    pub step: usize,
    /// The exercise, from 0.
    pub part: usize,
    /// The side of this set, or of the one to come.
    pub side: Side,
    /// Which set this is or the next will be, and of how many.
    pub set: (u8, u8),
    /// Which rep, from 1, and of how many.
    pub rep: Option<(u16, u16)>,
    /// The rep's own name, or the way round; empty if neither.
    pub label: String,
    /// Whole seconds left of the step, the running one counted.
    pub seconds: u64,
    /// The word of the beat, breath or phase; empty if there is none.
    pub word: String,
    /// Whole seconds left of that word's part.
    pub word_seconds: u64,
    /// Whole seconds left of the session.
    pub left: u64,
    /// Seconds of the count of three, while entering.
    pub entry: u64,
}

/// What moves smoothly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    /// How much of the step is over, 0 to 1.
    pub share: f32,
    /// How full the breath is, 0 to 1; a half where none is led.
    pub level: f32,
    /// Whether the breath is led here at all.
    pub led: bool,
}

impl Player {
    /// The step in which the session stands.
    #[must_use]
    pub fn step(&self, now: Duration) -> &Step {
        let last = self.timeline().steps.len() - 1;
        &self.timeline().steps[self.place(now).step.min(last)]
    }

    /// The words and numbers of an instant.
    #[must_use]
    pub fn face(&self, now: Duration) -> Face {
        let Place { step: index, ms } = self.place(now);
        let step = &self.timeline().steps[index];
        let mut face = Face {
            mode: self.mode(),
            step: index,
            part: step.part,
            side: Side::Both,
            set: (1, 1),
            rep: None,
            label: String::new(),
            seconds: step.ms.saturating_sub(ms).div_ceil(1000),
            word: String::new(),
            word_seconds: 0,
            left: self.timeline().total_ms().saturating_sub(self.elapsed(now)).div_ceil(1000),
            entry: self.entry_left(now).div_ceil(1000),
        };
        // what stands before a set already says which set it will be
        let ahead = self.timeline().steps[index..].iter().find_map(|s| match &s.kind {
            StepKind::Work { side, set, sets, .. } => Some((*side, (*set, *sets))),
            _ => None,
        });
        (face.side, face.set) = ahead.unwrap_or((Side::Both, (1, 1)));
        if let StepKind::Work { pattern, pace, word, .. } = &step.kind {
            // the very end still belongs to the last rep and breath
            let ms = ms.min(step.ms.saturating_sub(1));
            face.word.clone_from(word);
            describe(pattern, ms, step.ms, &mut face);
            if let Some(pace) = pace {
                let fill = pace.at(ms);
                face.word = match fill.breath {
                    Breath::In => "in".into(),
                    Breath::Out => "out".into(),
                    Breath::Free => "hold".into(),
                };
                face.word_seconds = fill.left.div_ceil(1000);
            }
        }
        face
    }

    /// What moves smoothly at an instant.
    #[must_use]
    pub fn now(&self, now: Duration) -> Now {
        let Place { step: index, ms } = self.place(now);
        let step = &self.timeline().steps[index];
        #[allow(clippy::cast_precision_loss, reason = "a share of a step of at most an hour")]
        let share = ms as f32 / step.ms.max(1) as f32;
        let StepKind::Work { pattern, pace, .. } = &step.kind else { return Now { share, level: 0.5, led: false } };
        if let Some(pace) = pace {
            return Now { share, level: pace.at(ms).level, led: true };
        }
        let level = breath_of(pattern, ms);
        Now { share, level: level.unwrap_or(0.5), led: level.is_some() }
    }
}

/// The level of the breath inside a rep: it rises and falls with the beats that name a breath and stays in between.
fn breath_of(pattern: &Pattern, ms: u64) -> Option<f32> {
    let Pattern::Reps { beats, .. } = pattern else { return None };
    if beats.iter().all(|b| b.breath == Breath::Free) {
        return None;
    }
    let rep = pattern.rep_at(ms)?;
    if rep.turning {
        return Some(0.5);
    }
    let plan = beats.get(rep.beat)?;
    match plan.breath {
        Breath::In => Some(swell(rep.into, rep.lasts)),
        Breath::Out => Some(1.0 - swell(rep.into, rep.lasts)),
        Breath::Free => {
            let before = (0..rep.beat).rev().chain((rep.beat..beats.len()).rev()).find(|&i| beats[i].breath != Breath::Free)?;
            Some(if beats[before].breath == Breath::In { 1.0 } else { 0.0 })
        }
    }
}

/// Rep, label and word of a set.
fn describe(pattern: &Pattern, ms: u64, whole: u64, face: &mut Face) {
    match pattern {
        Pattern::Hold => face.word = "hold".into(),
        Pattern::Flow { directions: Some((a, b)) } => face.label.clone_from(if ms * 2 < whole { a } else { b }),
        Pattern::Flow { directions: None } => {}
        Pattern::Breaths { count } => {
            let one = (whole / u64::from((*count).max(1))).max(1);
            let index = u16::try_from(ms / one).unwrap_or(u16::MAX).min(count.saturating_sub(1));
            face.rep = Some((index + 1, *count));
        }
        Pattern::Reps { count, beats, alternating, names, directions, .. } => {
            let Some(rep) = pattern.rep_at(ms) else { return };
            let half = count / 2;
            face.word_seconds = (rep.lasts - rep.into).div_ceil(1000);
            face.word = if rep.turning { "turn round".into() } else { beats.get(rep.beat).map(|b| b.word.clone()).unwrap_or_default() };
            face.rep = Some(match (alternating, directions) {
                (true, _) => (rep.index / 2 + 1, half),
                (false, Some(_)) => (rep.index % half.max(1) + 1, half),
                (false, None) => (rep.index + 1, *count),
            });
            if *alternating {
                face.side = if rep.index % 2 == 0 { Side::Left } else { Side::Right };
            }
            if let Some((a, b, _)) = directions {
                face.label.clone_from(if rep.index < half { a } else { b });
            }
            if let Some(name) = names.get(usize::from(rep.index) % names.len().max(1)) {
                face.label.clone_from(name);
            }
        }
    }
}

#[cfg(test)]
#[path = "face_tests.rs"]
mod tests;
