//! What the guide holds, as the rows of its list: chapters with their entries, or what a search finds of them.

use super::super::matching;
use super::Known;
use crate::content::Library;
use crate::domain::{Day, Evidence, Habit, Plan, Remedy, Tier};
use crate::widgets::list::Mark;

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// The warning signs of a tier.
    Signs(Tier),
    /// When to stop an exercise.
    Stop,
    /// Who asks before beginning.
    AskFirst,
    /// A remedy by its id.
    Remedy(String),
    /// The desk check.
    Desk,
    /// How habits are kept.
    Keeping,
    /// A habit by its id.
    Habit(String),
    /// Habits that go together, by their place.
    Preset(usize),
    /// A part of the background.
    Background(Part),
    /// A question by its place.
    Question(usize),
}

/// The parts of the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Why it hurts.
    Causes,
    /// Mistakes to avoid.
    Mistakes,
    /// What to expect when.
    Expect,
    /// What only a doctor can tell.
    Conditions,
    /// Risk factors.
    Risks,
}

impl Part {
    const ALL: [Self; 5] = [Self::Causes, Self::Mistakes, Self::Expect, Self::Conditions, Self::Risks];

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Causes => "Why it hurts",
            Self::Mistakes => "Mistakes to avoid",
            Self::Expect => "What to expect when",
            Self::Conditions => "What only a doctor can tell",
            Self::Risks => "What makes it more likely",
        }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) entry: Entry,
    /// What it is called, at most 30 columns.
    pub(super) name: String,
    /// What stands on its right.
    pub(super) detail: String,
    /// The sign before it.
    pub(super) mark: Mark,
    /// The chapter, or the part of one, that it stands in.
    pub(super) chapter: &'static str,
}

impl Row {
    fn new(entry: Entry, name: &str, chapter: &'static str) -> Self {
        Self { entry, name: name.to_owned(), detail: String::new(), mark: Mark::None, chapter }
    }
}

/// The plan whose presets are offered: the first that asks for habits.
fn plan(library: &Library) -> Option<&Plan> {
    library.plans.iter().find(|plan| plan.habits > 0)
}

/// A preset's habits, those that are known.
pub(super) fn preset(library: &Library, at: usize) -> Vec<&Habit> {
    let ids = plan(library).and_then(|plan| plan.presets.get(at));
    ids.into_iter().flatten().filter_map(|id| habit(library, id)).collect()
}

/// The habit with this id.
pub(super) fn habit<'a>(library: &'a Library, id: &str) -> Option<&'a Habit> {
    library.guidance.habits.habits.iter().find(|habit| habit.id == id)
}

/// The remedy with this id.
pub(super) fn remedy<'a>(library: &'a Library, id: &str) -> Option<&'a Remedy> {
    library.guidance.remedies.remedies.iter().find(|remedy| remedy.id == id)
}

/// The word of a grade.
pub(super) fn grade(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Folk => "folk",
        Evidence::Weak => "weak",
        Evidence::Some => "some",
        Evidence::Good => "good",
    }
}

/// How many strokes show a grade.
pub(super) const STROKES: usize = 4;

/// How many of them are lit.
pub(super) fn strokes(evidence: Evidence) -> usize {
    match evidence {
        Evidence::Folk => 1,
        Evidence::Weak => 2,
        Evidence::Some => 3,
        Evidence::Good => STROKES,
    }
}

/// The last fourteen days of a habit, the oldest first: `●` for a tick.
pub(super) fn dots(ticks: &std::collections::BTreeSet<Day>, today: Day) -> String {
    (0..14).rev().map(|n| if ticks.contains(&today.back(n)) { '●' } else { '·' }).collect()
}

/// All rows in their chapters.
pub(super) fn all(library: &Library, known: &Known, today: Day) -> Vec<Row> {
    let guidance = &library.guidance;
    let mut rows = Vec::new();
    for signs in &guidance.warning_signs.tiers {
        let name = match signs.tier {
            Tier::Now => "Call an ambulance",
            Tier::Today => "Be seen today",
            Tier::Soon => "Book an appointment",
        };
        rows.push(Row::new(Entry::Signs(signs.tier), name, "Warning signs"));
    }
    if !rows.is_empty() {
        rows.push(Row::new(Entry::Stop, "When to stop an exercise", "Warning signs"));
        rows.push(Row::new(Entry::AskFirst, "Who asks before beginning", "Warning signs"));
    }
    for remedy in &guidance.remedies.remedies {
        let row = Row::new(Entry::Remedy(remedy.id.clone()), &remedy.name, "Relief");
        let lit = strokes(remedy.evidence);
        let strokes = format!("{}{}", "━".repeat(lit), "─".repeat(STROKES - lit));
        rows.push(Row { detail: format!("{strokes}  {}", grade(remedy.evidence)), ..row });
    }
    if !guidance.desk.points.is_empty() {
        let detail = match known.desk_day() {
            Some(last) if guidance.desk.is_due_again(Some(last), today) => "look again".to_owned(),
            Some(last) => last.date().format("%-d %b").to_string(),
            None => String::new(),
        };
        rows.push(Row { detail, ..Row::new(Entry::Desk, "Desk check", "Desk") });
    }
    habits(library, known, today, &mut rows);
    let background = &guidance.background;
    for part in Part::ALL {
        let is_there = match part {
            Part::Causes => !background.causes.is_empty(),
            Part::Mistakes => !background.mistakes.is_empty(),
            Part::Expect => !background.expect.is_empty(),
            Part::Conditions => !background.conditions.is_empty(),
            Part::Risks => !background.risks.is_empty(),
        };
        if is_there {
            rows.push(Row::new(Entry::Background(part), part.name(), "Background"));
        }
    }
    for (at, question) in background.questions.iter().enumerate() {
        rows.push(Row::new(Entry::Question(at), &question.ask, "Questions"));
    }
    rows
}

/// The chapter of habits: one's own at its top, then how they are kept, then what there is to choose from.
fn habits(library: &Library, known: &Known, today: Day, rows: &mut Vec<Row>) {
    for line in &known.habits {
        let name = habit(library, &line.habit).map_or(line.habit.as_str(), |habit| &habit.name);
        let mark = if line.ticks.contains(&today) { Mark::Full } else { Mark::Open };
        let row = Row::new(Entry::Habit(line.habit.clone()), name, "Your habits");
        rows.push(Row { detail: dots(&line.ticks, today), mark, ..row });
    }
    let all = &library.guidance.habits;
    if !all.keeping.is_empty() {
        rows.push(Row::new(Entry::Keeping, "Keeping a habit", "Habits"));
    }
    for habit in all.habits.iter().filter(|habit| known.kept(&habit.id).is_none()) {
        rows.push(Row::new(Entry::Habit(habit.id.clone()), &habit.name, "Habits"));
    }
    let presets = plan(library).map_or(0, |plan| plan.presets.len());
    for at in 0..presets {
        let members = preset(library, at);
        let Some((first, others)) = members.split_first() else { continue };
        let row = Row::new(Entry::Preset(at), &first.name, "Habits that go together");
        rows.push(Row { detail: format!("+ {}", others.len()), ..row });
    }
}

/// What a search finds: names as typed, then texts as typed, else names with a slip of typing. `text` gives all that an entry says.
pub(super) fn search(rows: Vec<Row>, search: &str, library: &Library, text: impl Fn(&Entry) -> String) -> Vec<Row> {
    let search = search.trim();
    let names: Vec<Vec<String>> = rows.iter().map(|row| names(row, library)).collect();
    let names: Vec<&[String]> = names.iter().map(Vec::as_slice).collect();
    let mut found = matching::as_typed(search, &names);
    let texts = (0..rows.len()).filter(|at| matching::holds(search, &text(&rows[*at].entry)));
    let texts: Vec<usize> = texts.filter(|at| !found.contains(at)).collect();
    found.extend(texts);
    if found.is_empty() {
        found = matching::by_name(search, &names);
    }
    // those that go together are named by their first: how many more there are tells them from it
    let is_preset = |at: usize| matches!(rows[at].entry, Entry::Preset(_));
    let detail = |at: usize| if is_preset(at) { rows[at].detail.clone() } else { rows[at].chapter.to_owned() };
    let here = |at: usize| Row { detail: detail(at), ..rows[at].clone() };
    found.into_iter().map(here).collect()
}

/// The names of a row: its own, its chapter's, and those of the single things in it.
fn names(row: &Row, library: &Library) -> Vec<String> {
    let background = &library.guidance.background;
    let id = if let Entry::Remedy(id) = &row.entry { id.replace('-', " ") } else { String::new() };
    let parts: Vec<&str> = match &row.entry {
        Entry::Remedy(id) => remedy(library, id).into_iter().flat_map(|r| r.items.iter().map(|item| item.short.as_str())).collect(),
        Entry::Preset(at) => preset(library, *at).into_iter().map(|habit| habit.name.as_str()).collect(),
        Entry::Background(Part::Causes) => background.causes.iter().map(|saying| saying.short.as_str()).collect(),
        Entry::Background(Part::Mistakes) => background.mistakes.iter().map(|saying| saying.short.as_str()).collect(),
        Entry::Background(Part::Conditions) => background.conditions.iter().map(|saying| saying.short.as_str()).collect(),
        Entry::Background(Part::Risks) => background.risks.iter().map(|saying| saying.short.as_str()).collect(),
        Entry::Background(Part::Expect) => background.expect.iter().map(|expectation| expectation.when.as_str()).collect(),
        _ => Vec::new(),
    };
    [row.name.as_str(), row.chapter, &id].into_iter().chain(parts).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Source;
    use crate::widgets::text::columns;

    fn library() -> Library {
        crate::content::load(&Source::embedded(), &[]).0
    }

    /// The names of what a search finds, in texts of remedies as well.
    fn found(search: &str) -> Vec<String> {
        let library = library();
        let rows = all(&library, &Known::default(), Day(20_514));
        let text = |entry: &Entry| match entry {
            Entry::Remedy(id) => super::remedy(&library, id).map(|r| r.known.clone()).unwrap_or_default(),
            _ => String::new(),
        };
        super::search(rows, search, &library, text).into_iter().map(|row| row.name).collect()
    }

    #[test]
    fn a_habit_and_those_that_go_together_under_its_name_are_told_from_each_other() {
        let library = library();
        let rows = all(&library, &Known::default(), Day(20_514));
        let found = super::search(rows, "standing block", &library, |_| String::new());
        let looks: std::collections::BTreeSet<(&str, &str)> = found.iter().map(|row| (row.name.as_str(), row.detail.as_str())).collect();
        assert!(found.iter().any(|row| matches!(row.entry, Entry::Preset(_))));
        assert_eq!(looks.len(), found.len(), "{looks:?}");
    }

    #[test]
    fn no_name_is_wider_than_the_list_beside_its_page() {
        let library = library();
        for row in all(&library, &Known::default(), Day(20_514)) {
            let most = if matches!(row.entry, Entry::Habit(_)) { 27 } else { 30 };
            assert!(columns(&row.name) <= most, "{}", row.name);
        }
    }

    #[test]
    fn every_remedy_of_the_inventory_is_found_by_its_name() {
        for (search, name) in [
            ("heat", "Heat"),
            ("ice", "Cold"),
            ("alternate", "Heat and cold in turn"),
            ("topical", "Menthol and other rubs"),
            ("rest briefly", "Rest briefly, then move"),
            ("ibuprofen", "Anti-inflammatory medicine"),
            ("menthol", "Menthol and other rubs"),
            ("cayenne", "Capsaicin, the pepper rub"),
            ("epsom", "Warm bath, with Epsom salt"),
            ("massage", "Massage"),
            ("lavender", "Essential oils"),
            ("arnica", "Herbs"),
            ("cohosh", "Herbs"),
            ("st john", "Herbs"),
            ("turmeric", "Supplements"),
            ("omega-3", "Supplements"),
            ("banana", "Minerals in food"),
            ("switchel", "Folk drinks and oils"),
            ("molasses", "Folk drinks and oils"),
            ("coconut", "Folk drinks and oils"),
            ("bouillon", "Folk drinks and oils"),
            ("fish", "Food"),
            ("water", "Water"),
            ("mattress", "Sleep and mattress"),
            ("pillow", "Pillow by sleeping side"),
            ("mindfulness", "Breathing and letting go"),
            ("tai chi", "Yoga, tai chi, Pilates"),
            ("swim", "Swim, walk, cycle"),
            ("warm up", "Warm up and know your limits"),
            ("foam roller", "Tools and devices"),
            ("wearables", "Tools and devices"),
            ("chiropractor", "Who helps with what"),
            ("train smarter", "Keep training, train smarter"),
            ("standing", "A standing block"),
            ("fibromyalgia", "What only a doctor can tell"),
        ] {
            let found = found(search);
            assert!(found.contains(&name.to_owned()), "{search}: {found:?}");
        }
    }

    #[test]
    fn a_name_comes_before_a_text_and_a_slip_only_where_nothing_is_as_typed() {
        assert_eq!(found("letters"), ["Folk drinks and oils"], "in its text alone");
        assert_eq!(found("medicine")[0], "Anti-inflammatory medicine");
        assert_eq!(found("masage")[0], "Massage");
        assert_eq!(found("heet")[0], "Heat");
        assert!(found("xyzzy").is_empty());
    }
}
