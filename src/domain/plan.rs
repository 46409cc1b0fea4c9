//! A tracking plan: so many days, what each asks for, how much a week is enough.

use serde::{Deserialize, Serialize};

/// What one day of a plan asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanDay {
    /// The routine as it is, with its strength parts.
    Full,
    /// The routine in its gentle forms.
    Gentle,
    /// Nothing but the habits.
    Habits,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The version of this file format, 1.
    pub format: u32,
    /// The file's name without `.ron`; filled in while loading.
    #[serde(skip)]
    pub id: String,
    /// Its name, at most 30 columns.
    pub name: String,
    /// What it is for, one to three sentences.
    pub about: String,
    /// The routine of its days; none for a plan of habits.
    #[serde(default)]
    pub routine: Option<String>,
    /// Plan days.
    pub length: u16,
    /// One entry a plan day, exactly `length` of them.
    pub days: Vec<PlanDay>,
    /// Rated days before day 1, so that there is something to compare with.
    #[serde(default)]
    pub baseline: u16,
    /// Days a week that are enough.
    pub days_a_week: u8,
    /// Plan days on which the plan looks back.
    #[serde(default)]
    pub reviews: Vec<u16>,
    /// How many habits it asks to choose.
    #[serde(default)]
    pub habits: u8,
    /// Presets of habits by their ids, each a choice to start from.
    #[serde(default)]
    pub presets: Vec<Vec<String>>,
    /// What it can show and what not; full sentences.
    pub expect: Vec<String>,
    /// What comes next: after getting better, with no change, and when it is time to ask; full sentences.
    pub after: Vec<String>,
    /// Source ids of `guidance/sources.ron`.
    pub sources: Vec<String>,
}
