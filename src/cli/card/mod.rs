//! Cards: one thing of the library as plain text of 80 columns, for a terminal, a pipe or a screen reader.

mod guidance;

use std::fmt;

use crate::assets::Folder;
use crate::content::Library;
use crate::domain::{Avoid, Care, Dose, Exercise, Plan, PlanDay, Range, Routine, Saying, Sides, Variant, VariantKind, Work, clock, series};
use crate::player;

const WIDTH: usize = 80;

/// A text in paragraphs, wrapped.
#[derive(Debug, Default)]
pub(super) struct Card(String);

impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Card {
    fn titled(title: &str) -> Self {
        let mut card = Self::default();
        card.wrapped("", "", title);
        card
    }

    fn wrapped(&mut self, first: &str, rest: &str, text: &str) {
        let options = textwrap::Options::new(WIDTH).initial_indent(first).subsequent_indent(rest);
        self.0.push_str(&textwrap::fill(text, options));
        self.0.push('\n');
    }

    /// One line or paragraph without an empty line before it; nothing where there is nothing to say.
    fn line(&mut self, text: &str) {
        if !text.is_empty() {
            self.wrapped("", "", text);
        }
    }

    fn gap(&mut self) {
        self.0.push('\n');
    }

    fn head(&mut self, title: &str) {
        self.gap();
        self.line(title);
    }

    fn section(&mut self, title: &str, text: &str) {
        if !text.is_empty() {
            self.head(title);
            self.wrapped("  ", "  ", text);
        }
    }

    fn list<S: AsRef<str>>(&mut self, title: &str, entries: &[S]) {
        if entries.is_empty() {
            return;
        }
        self.head(title);
        for entry in entries {
            self.wrapped("  - ", "    ", entry.as_ref());
        }
    }

    fn numbered(&mut self, title: &str, entries: &[String]) {
        if entries.is_empty() {
            return;
        }
        self.head(title);
        for (at, entry) in entries.iter().enumerate() {
            self.wrapped(&format!("  {}. ", at + 1), "     ", entry);
        }
    }

    fn sayings(&mut self, title: &str, sayings: &[Saying]) {
        if sayings.is_empty() {
            return;
        }
        self.head(title);
        for saying in sayings {
            self.wrapped("  - ", "    ", &format!("{}: {}", saying.short, saying.text));
        }
    }

    fn sources(&mut self, library: &Library, ids: &[String]) {
        let named: Vec<String> = ids
            .iter()
            .map(|id| library.guidance.sources.sources.get(id).map_or_else(|| id.clone(), |source| format!("{id}: {}", source.short)))
            .collect();
        self.list("From", &named);
    }

    fn avoid(&mut self, library: &Library, avoid: &[Avoid], more: &[String]) {
        let sayings = avoid.iter().filter_map(|avoid| library.guidance.conditions.conditions.get(avoid));
        let entries: Vec<String> = sayings.map(|saying| format!("With {}.", saying.short)).chain(more.iter().cloned()).collect();
        self.list("Leave it out", &entries);
    }
}

/// The card of a thing; nothing if the library does not have it, or its kind has none.
pub(super) fn card(library: &Library, folder: Folder, id: &str) -> Option<Card> {
    match folder {
        Folder::Exercises => library.exercise(id).map(|found| exercise(library, found)),
        Folder::Routines => library.routine(id).map(|found| routine(library, found)),
        Folder::Plans => library.plan(id).map(|found| plan(library, found)),
        Folder::Care => library.timed_care(id).map(|found| care(library, found)),
        Folder::Guidance => guidance::card(library, id),
        Folder::Top | Folder::Figures | Folder::Themes | Folder::Keymaps => None,
    }
}

fn exercise(library: &Library, exercise: &Exercise) -> Card {
    let mut card = Card::titled(&exercise.name);
    if !exercise.other_names.is_empty() {
        card.line(&format!("also called: {}", exercise.other_names.join(", ")));
    }
    let kind = format!("{:?}", exercise.kind).to_lowercase();
    let positions: Vec<&str> = exercise.positions.iter().map(|position| position.words()).collect();
    let needs: Vec<&str> = exercise.equipment.iter().map(|equipment| equipment.words()).collect();
    let needs = if needs.is_empty() { "nothing".to_owned() } else { series(&needs) };
    let desk = if exercise.at_desk { "works at a desk" } else { "not at a desk" };
    card.line(&format!("{kind}; {}; needs {needs}; {desk}", positions.join(" or ")));
    card.line(&format!("{}  (sources: {})", exercise.dose.words(exercise.sides, &exercise.names), range(&exercise.range, &exercise.dose)));
    card.section("Why", &exercise.why);
    card.section("Start", &exercise.start);
    card.numbered("Steps", &exercise.steps);
    card.section("Change of sides", &exercise.switch);
    card.section("Keep in mind", &exercise.cue);
    card.section("Breath", &exercise.breathing);
    card.section("Works", &exercise.works.join(", "));
    card.section("Stretches or loosens", &exercise.stretches.join(", "));
    card.section("Where you feel it", &exercise.feel);
    card.list("Common mistakes", &exercise.mistakes);
    card.list("Stop if", &[exercise.stop_if.as_slice(), library.guidance.warning_signs.stop_if.as_slice()].concat());
    card.avoid(library, &exercise.avoid_if, &exercise.leave_out);
    if let Some(form) = &exercise.easier {
        variant(&mut card, "Easier", form, exercise);
    }
    if let Some(form) = &exercise.harder {
        variant(&mut card, "Harder", form, exercise);
    }
    card.list("Notes", &exercise.notes);
    card.sources(library, &exercise.sources);
    card
}

fn variant(card: &mut Card, kind: &str, form: &Variant, exercise: &Exercise) {
    let dose = form.dose.words(form.sides.unwrap_or(exercise.sides), &exercise.names);
    card.numbered(&format!("{kind}: {} ({dose})", form.name), &form.steps);
    card.wrapped("  ", "  ", &form.cue);
}

/// `1 to 3 sets, 10 to 15 reps, held 3 to 5 s`.
fn range(range: &Range, dose: &Dose) -> String {
    let span = |from: u16, to: u16| if from == to { from.to_string() } else { format!("{from} to {to}") };
    let unit = match dose.work {
        Work::Reps(_) => " reps",
        Work::Hold(_) | Work::Time(_) => " s",
        Work::Breaths(_) => " breaths",
    };
    let sets = range.sets.map(|(from, to)| format!("{} set{}", span(from.into(), to.into()), if to == 1 { "" } else { "s" }));
    let amount = Some(format!("{}{unit}", span(range.amount.0, range.amount.1)));
    let hold = range.hold.map(|(from, to)| format!("held {} s", span(from, to)));
    [sets, amount, hold].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn routine(library: &Library, routine: &Routine) -> Card {
    let mut card = Card::titled(&routine.name);
    let what = if routine.one_of { ", one of these each time" } else { " from the first get-ready to the end" };
    card.line(&format!(
        "{}{what}; short version {}",
        clock(u64::from(routine.seconds) * 1000),
        clock(u64::from(routine.short_seconds) * 1000)
    ));
    card.section("What for", &routine.about);
    card.section("When", &routine.when);
    for (title, items) in [("Exercises", &routine.items), ("Short version", &routine.short)] {
        let lines: Vec<String> = items
            .iter()
            .filter_map(|item| {
                let exercise = library.exercise(&item.exercise)?;
                let unit = player::item(item, exercise);
                let form = match unit.variant {
                    None => None,
                    Some(VariantKind::Easier) => exercise.easier.as_ref(),
                    Some(VariantKind::Harder) => exercise.harder.as_ref(),
                };
                let name = form.map_or(&exercise.name, |form| &form.name);
                let sides: Sides = form.and_then(|form| form.sides).unwrap_or(exercise.sides);
                Some(format!("{name}, {} ({})", unit.dose.words(sides, &exercise.names), exercise.id))
            })
            .collect();
        card.numbered(title, &lines);
    }
    card.list("Notes", &routine.notes);
    card.sources(library, &routine.sources);
    card
}

fn plan(library: &Library, plan: &Plan) -> Card {
    let mut card = Card::titled(&plan.name);
    let routine =
        plan.routine.as_ref().and_then(|id| library.routine(id)).map_or_else(String::new, |routine| format!(", {}", routine.name));
    card.line(&format!("{} days{routine}; {} a week are enough", plan.length, plan.days_a_week));
    card.section("What for", &plan.about);
    if plan.baseline > 0 {
        card.section("Before day 1", &format!("{} rated days to compare with.", plan.baseline));
    }
    let word = |day: &PlanDay| match day {
        PlanDay::Full => "full",
        PlanDay::Gentle => "gentle",
        PlanDay::Habits => "habits",
    };
    let mut runs: Vec<(usize, usize, &str)> = Vec::new();
    for (at, day) in plan.days.iter().enumerate() {
        match runs.last_mut() {
            Some((_, to, last)) if *last == word(day) => *to = at + 1,
            _ => runs.push((at + 1, at + 1, word(day))),
        }
    }
    let days: Vec<String> =
        runs.iter().map(|(from, to, word)| if from == to { format!("{from} {word}") } else { format!("{from} to {to} {word}") }).collect();
    card.section("Days", &days.join(", "));
    let reviews: Vec<String> = plan.reviews.iter().map(u16::to_string).collect();
    card.section("Looks back on day", &reviews.join(", "));
    card.list("What to expect", &plan.expect);
    card.list("Afterwards", &plan.after);
    card.sources(library, &plan.sources);
    card
}

fn care(library: &Library, care: &Care) -> Card {
    let mut card = Card::titled(&care.name);
    let (from, to) = care.minutes;
    let range = if from == to { from.to_string() } else { format!("{from} to {to}") };
    let seconds = care.phases.iter().map(|phase| u64::from(phase.seconds)).sum::<u64>() * u64::from(care.rounds);
    card.line(&format!("timed here: {}  (sources: {range} min)", clock(seconds * 1000)));
    if care.wait_minutes > 0 {
        card.line(&format!("not again before {} min have passed", care.wait_minutes));
    }
    card.section("What for", &care.about);
    card.section("Start", &care.start);
    card.numbered("Steps", &care.steps);
    card.section("At the end", &care.end);
    card.list("Stop if", &care.stop_if);
    card.avoid(library, &care.avoid_if, &care.leave_out);
    card.sources(library, &care.sources);
    card
}
