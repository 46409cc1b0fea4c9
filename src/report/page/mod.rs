//! A page for whoever treats the person: what it says, and how it stands as HTML to print or as plain text. Nothing here reads a file or a clock.

mod drawing;
mod facts;
mod html;
mod rows;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use html::html;
pub use text::text;

use std::str::FromStr;

use chrono::NaiveDateTime;

use crate::config::{ClockStyle, WeekStart};
use crate::domain::{Day, Plan, Region, WarningSigns};
use crate::store::Span;

/// A part of the page that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the parts themselves")]
pub enum Section {
    Signs,
    Numbers,
    Chart,
    Map,
    Sessions,
    Words,
    Days,
    Notes,
}

impl Section {
    /// All of them, in the order in which they stand on the page.
    pub const ALL: [Self; 8] = [Self::Signs, Self::Numbers, Self::Chart, Self::Map, Self::Sessions, Self::Words, Self::Days, Self::Notes];

    /// Those of a page for which nothing was chosen. Words of the person's own stand on it only when they are asked for.
    pub const USUAL: [Self; 7] = [Self::Signs, Self::Numbers, Self::Chart, Self::Map, Self::Sessions, Self::Words, Self::Days];

    /// Whether numbers of pain stand in it.
    fn is_of_pain(self) -> bool {
        matches!(self, Self::Numbers | Self::Chart | Self::Sessions | Self::Days)
    }

    /// How it is chosen.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Signs => "signs",
            Self::Numbers => "numbers",
            Self::Chart => "chart",
            Self::Map => "map",
            Self::Sessions => "sessions",
            Self::Words => "words",
            Self::Days => "days",
            Self::Notes => "notes",
        }
    }
}

impl FromStr for Section {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::id).join(", ");
        Self::ALL.into_iter().find(|section| section.id() == text).ok_or_else(|| format!("the sections are {}", known()))
    }
}

/// Everything a page is made of.
#[derive(Clone, Debug)]
pub struct Given<'a> {
    /// The days, added up.
    pub span: &'a Span,
    /// The parts that are wanted.
    pub sections: &'a [Section],
    /// The warning signs by their ids.
    pub signs: &'a WarningSigns,
    /// The plan of the run within these days, where it still is in the library.
    pub plan: Option<&'a Plan>,
    /// When it is made, as the clock on the wall reads.
    pub made: NaiveDateTime,
    /// How times are written.
    pub clock: ClockStyle,
    /// On which day a week begins.
    pub week: WeekStart,
}

/// What stands on a page, whatever it is printed on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Page {
    title: String,
    /// From when to when, and when it was made.
    under: Vec<String>,
    /// What has to be read first.
    first: Vec<String>,
    parts: Vec<Part>,
    /// How to read it.
    foot: Vec<String>,
}

/// One part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    section: Section,
    title: &'static str,
    blocks: Vec<Block>,
}

/// What a part is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    /// A sentence or more; the first words stand out if there are any.
    Line(String, String),
    /// Columns with their heads. From the second on they are numbers, where `numbers` says so.
    Table { head: Vec<&'static str>, rows: Vec<Vec<String>>, numbers: bool },
    /// The numbers of the days.
    Chart(Chart),
    /// Where it hurts, and the same in words.
    Map { often: Vec<(Region, u32)>, told: Vec<String> },
}

/// The numbers of the days, as they are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Chart {
    days: Vec<ChartDay>,
    /// The same in a sentence.
    told: String,
}

/// One day of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ChartDay {
    day: Day,
    range: Option<(u8, u8)>,
    first: Option<u8>,
    done: bool,
}
