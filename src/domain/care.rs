//! Timed care: heat, cold, a bath, a standing block. The player runs it like an exercise.

use serde::{Deserialize, Serialize};

use super::exercise::{Avoid, Equipment};

/// One stretch of time inside timed care, with a word of at most ten letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarePhase {
    /// `heat`, `cold`, `stand` …
    pub word: String,
    /// Seconds.
    pub seconds: u16,
    /// The line shown meanwhile, at most 56 columns.
    pub cue: String,
}

/// Timed care.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Care {
    /// The version of this file format, 1.
    pub format: u32,
    /// The file's name without `.ron`; filled in while loading.
    #[serde(skip)]
    pub id: String,
    /// Its name, at most 30 columns.
    pub name: String,
    /// What it is for, one or two sentences.
    pub about: String,
    /// How to set it up: one sentence, shown while getting ready.
    pub start: String,
    /// 2 to 6 steps, one action each.
    pub steps: Vec<String>,
    /// The phases of one round, in order.
    pub phases: Vec<CarePhase>,
    /// How often the phases are gone through.
    #[serde(default = "once")]
    pub rounds: u8,
    /// Minutes in all that the sources allow, from and to.
    pub minutes: (u16, u16),
    /// Minutes to wait before the same again; 0 for no rule.
    #[serde(default)]
    pub wait_minutes: u16,
    /// What is needed.
    #[serde(default)]
    pub equipment: Vec<Equipment>,
    /// Signs to end it at once; each completes "Stop if …".
    pub stop_if: Vec<String>,
    /// With which states of health it is left out.
    #[serde(default)]
    pub avoid_if: Vec<Avoid>,
    /// What else there is to say about leaving it out; full sentences.
    pub leave_out: Vec<String>,
    /// What is said at the end, one sentence.
    pub end: String,
    /// The remedy that this is the timer of, an id of `guidance/remedies.ron`.
    #[serde(default)]
    pub remedy: Option<String>,
    /// Source ids of `guidance/sources.ron`.
    pub sources: Vec<String>,
}

fn once() -> u8 {
    1
}
