//! A routine: exercises in order with their doses, a short version, and what the gentler day makes of each.

use serde::{Deserialize, Serialize};

use super::dose::DosePart;
use super::exercise::{Position, VariantKind};

/// What an item becomes on a gentler day. The engine never invents a dose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Gentle {
    /// As it is.
    #[default]
    Same,
    /// Left out.
    Skip,
    /// With another dose, perhaps as a variant.
    Do {
        /// The easier form, if any.
        #[serde(default)]
        variant: Option<VariantKind>,
        /// What differs from the item's dose (or from the variant's).
        #[serde(default)]
        dose: DosePart,
    },
}

/// One exercise of a routine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoutineItem {
    /// The exercise's id.
    pub exercise: String,
    /// Which form of it; the exercise itself if absent.
    #[serde(default)]
    pub variant: Option<VariantKind>,
    /// What differs from the exercise's own dose.
    #[serde(default)]
    pub dose: DosePart,
    /// Its start position here, where it is not the usual one.
    #[serde(default)]
    pub position: Option<Position>,
    /// What the gentler day makes of it.
    #[serde(default)]
    pub gentle: Gentle,
}

impl RoutineItem {
    /// An exercise as it is, with its own dose.
    #[must_use]
    pub fn plain(exercise: &str) -> Self {
        Self { exercise: exercise.to_owned(), variant: None, dose: DosePart::default(), position: None, gentle: Gentle::Same }
    }
}

/// A routine. Its stated seconds equal the computed ones; `unhunch check` says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routine {
    /// The version of this file format, 1.
    pub format: u32,
    /// The file's name without `.ron`; filled in while loading.
    #[serde(skip)]
    pub id: String,
    /// Its name, at most 30 columns.
    pub name: String,
    /// What it is for, one or two sentences.
    pub about: String,
    /// When to do it, one sentence.
    pub when: String,
    /// How long it takes from the first get-ready to the end, in seconds, as computed.
    pub seconds: u32,
    /// How long its short version takes, in seconds, as computed; at most 180.
    pub short_seconds: u32,
    /// The exercises in order.
    pub items: Vec<RoutineItem>,
    /// The short version; empty where the routine itself takes three minutes at most.
    #[serde(default)]
    pub short: Vec<RoutineItem>,
    /// One of the items a day in turn, instead of all of them (the one-minute movement break).
    #[serde(default)]
    pub one_of: bool,
    /// What the sources say that differs; full sentences.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Source ids of `guidance/sources.ron`.
    pub sources: Vec<String>,
}
