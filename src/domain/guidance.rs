//! The guidance around the exercises: warning signs, remedies, habits, the desk, background, sources.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::exercise::Avoid;

/// How soon somebody has to look at it. The wording stands in `guidance/warning-signs.ron`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// An ambulance, at once.
    Now,
    /// Be seen today.
    Today,
    /// An appointment within about two weeks.
    Soon,
}

/// One warning sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// Its id, for good: answers are stored by it.
    pub id: String,
    /// One line of at most 66 columns.
    pub short: String,
    /// The same in at most 53 columns, for narrow screens; not needed where the line has no more.
    #[serde(default)]
    pub brief: Option<String>,
    /// The sign in one or two full sentences.
    pub text: String,
}

/// The signs of one tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signs {
    /// How soon.
    pub tier: Tier,
    /// The heading, verb first: what to do and when.
    pub title: String,
    /// What to do, one or two sentences.
    pub lead: String,
    /// The signs.
    pub signs: Vec<Sign>,
}

/// `guidance/warning-signs.ron`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarningSigns {
    /// The version of this file format, 1.
    pub format: u32,
    /// The three tiers, most urgent first.
    pub tiers: Vec<Signs>,
    /// The general rule for stopping an exercise, each completing "Stop if …".
    pub stop_if: Vec<String>,
    /// What a number during exercise means; full sentences, 0–2, 3–5, 6 and more, next morning.
    pub during: Vec<String>,
    /// The question of the first start, and what a "no" means.
    pub question: Question,
    /// Who asks first before starting; full sentences.
    pub ask_first: Vec<String>,
    /// What to ask when a journal word names a sign; full sentences.
    pub follow_up: Vec<String>,
    /// What the app is not, about 60 words.
    pub disclaimer: String,
    /// Source ids.
    pub sources: Vec<String>,
}

/// A heading with its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saying {
    /// The heading or the short form, at most 60 columns.
    pub short: String,
    /// Full sentences.
    pub text: String,
}

/// A question with its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub ask: String,
    /// The answer, full sentences.
    pub answer: String,
}

/// `guidance/avoid.ron`: what each state of health on an exercise's card means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    /// The version of this file format, 1.
    pub format: u32,
    /// One saying each; `short` completes "Leave it out with …".
    pub conditions: BTreeMap<Avoid, Saying>,
}

/// How good the evidence is, for back or neck pain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the inventory's own words")]
pub enum Evidence {
    Folk,
    Weak,
    Some,
    Good,
}

/// One remedy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// Its id.
    pub id: String,
    /// Its name, at most 30 columns.
    pub name: String,
    /// How good the evidence is.
    pub evidence: Evidence,
    /// What is known, one or two honest sentences.
    pub known: String,
    /// What it is for, one sentence.
    pub for_what: String,
    /// How to do it, one action each.
    pub how: Vec<String>,
    /// How long and how often, one sentence.
    pub how_long: String,
    /// Cautions, full sentences.
    pub caution: Vec<String>,
    /// Single things inside it (each herb, each tool) with a line each.
    #[serde(default)]
    pub items: Vec<Saying>,
    /// Timed care that goes with it, ids of `care/`.
    #[serde(default)]
    pub care: Vec<String>,
    /// Source ids.
    pub sources: Vec<String>,
}

/// `guidance/remedies.ron`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedies {
    /// The version of this file format, 1.
    pub format: u32,
    /// The remedies, in the order in which they are shown.
    pub remedies: Vec<Remedy>,
}

/// One habit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Habit {
    /// Its id, for good: ticks are stored by it.
    pub id: String,
    /// Its name, at most 27 columns: a list has its tick beside it.
    pub name: String,
    /// What to do, one or two sentences.
    pub how: String,
    /// Why, one sentence.
    pub why: String,
    /// Source ids.
    pub sources: Vec<String>,
}

/// `guidance/habits.ron`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Habits {
    /// The version of this file format, 1.
    pub format: u32,
    /// How to keep a habit, full sentences.
    pub keeping: Vec<String>,
    /// The habits.
    pub habits: Vec<Habit>,
}

/// One point of the desk check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskPoint {
    /// Its id, for good: answers are stored by it.
    pub id: String,
    /// What to look at, a full sentence in the present tense that can be true or not.
    pub check: String,
    /// What to change if it is not so, one or two sentences.
    pub mend: String,
    /// Source ids.
    pub sources: Vec<String>,
}

/// `guidance/desk-check.ron`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// The version of this file format, 1.
    pub format: u32,
    /// What a desk can and cannot do, full sentences.
    pub about: Vec<String>,
    /// Weeks after which it is asked again.
    pub again_weeks: u8,
    /// The points.
    pub points: Vec<DeskPoint>,
}

impl Desk {
    /// Whether it is time to look again: so many weeks after the last check. One that was never made is not due.
    #[must_use]
    pub fn is_due_again(&self, last: Option<Day>, today: Day) -> bool {
        last.is_some_and(|last| today >= self.again(last))
    }

    /// The day from which on a check made on `last` is asked again.
    #[must_use]
    pub fn again(&self, last: Day) -> Day {
        last.back(-7 * i32::from(self.again_weeks))
    }
}

/// What to expect when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// After how long.
    pub when: String,
    /// What usually happens, full sentences.
    pub what: String,
}

/// `guidance/background.ron`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// The version of this file format, 1.
    pub format: u32,
    /// Why the upper back hurts.
    pub causes: Vec<Saying>,
    /// Mistakes to avoid.
    pub mistakes: Vec<Saying>,
    /// What to expect when.
    pub expect: Vec<Expectation>,
    /// Conditions that only a doctor can tell.
    pub conditions: Vec<Saying>,
    /// Risk factors.
    pub risks: Vec<Saying>,
    /// Questions people ask.
    pub questions: Vec<Question>,
    /// Source ids.
    pub sources: Vec<String>,
}

/// `guidance/sources.ron`: what the source ids of all files stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    /// The version of this file format, 1.
    pub format: u32,
    /// Id to source; `short` names it, `text` says what it is.
    pub sources: BTreeMap<String, Saying>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_check_is_due_again_after_its_weeks_and_never_before_the_first() {
        let desk = Desk { again_weeks: 4, ..Desk::default() };
        let last = Some(Day(20_000));
        assert!(!desk.is_due_again(last, Day(20_027)));
        assert!(desk.is_due_again(last, Day(20_028)) && desk.is_due_again(last, Day(21_000)));
        assert!(!desk.is_due_again(None, Day(20_028)));
    }
}
