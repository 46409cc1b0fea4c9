//! Which rows the library shows: everything in sections, or what a search and the filters leave, the best match first.

use super::super::matching;
use crate::app::What;
use crate::config::Settings;
use crate::content::Library;
use crate::domain::{Equipment, Exercise, Kind, Position, RoutineItem, minutes};
use crate::player::{build, item};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// What Enter does.
    pub(super) what: What,
    /// Its name.
    pub(super) name: String,
    /// Its dose or length, right-aligned.
    pub(super) note: String,
    /// The section it stands in.
    pub(super) section: &'static str,
}

/// What the filters let through. Nothing chosen lets everything through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) kind: Option<Kind>,
    pub(super) position: Option<Position>,
    pub(super) desk: bool,
    pub(super) equipment: Needs,
    /// At most so many minutes.
    pub(super) minutes: Option<u64>,
}

/// What may be needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Needs {
    #[default]
    Anything,
    AtHand,
    Nothing,
}

/// One line of the filter: what it is, and what it stands on.
pub(super) const FIELDS: [&str; 5] = ["Kind", "Position", "At the desk", "Equipment", "Time"];

const KINDS: [Kind; 7] = [Kind::Mobility, Kind::Stretch, Kind::Strength, Kind::Release, Kind::Breathing, Kind::Relaxation, Kind::Cardio];
const POSITIONS: [Position; 8] = [
    Position::Sitting,
    Position::Standing,
    Position::HandsAndKnees,
    Position::Kneeling,
    Position::FaceDown,
    Position::OnBack,
    Position::OnSide,
    Position::Plank,
];
const MINUTES: [u64; 4] = [1, 3, 5, 10];

impl Filter {
    /// Whether it lets everything through.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What a field stands on, in words.
    pub(super) fn value(&self, field: usize) -> String {
        match field {
            0 => self.kind.map_or("all".into(), |k| section(k).to_lowercase()),
            1 => self.position.map_or("any".into(), |p| p.words().to_owned()),
            2 => if self.desk { "only what fits there" } else { "anywhere" }.into(),
            3 => match self.equipment {
                Needs::Anything => "anything".into(),
                Needs::AtHand => "what is at hand".into(),
                Needs::Nothing => "nothing needed".into(),
            },
            _ => self.minutes.map_or("any length".into(), |m| format!("{m} min at most")),
        }
    }

    /// The next or previous value of a field.
    pub(super) fn turn(&mut self, field: usize, forward: bool) {
        match field {
            0 => self.kind = turned(&KINDS, self.kind, forward),
            1 => self.position = turned(&POSITIONS, self.position, forward),
            2 => self.desk = !self.desk,
            3 => {
                let all = [Needs::Anything, Needs::AtHand, Needs::Nothing];
                let at = all.iter().position(|n| *n == self.equipment).unwrap_or(0);
                self.equipment = all[(at + if forward { 1 } else { 2 }) % 3];
            }
            _ => self.minutes = turned(&MINUTES, self.minutes, forward),
        }
    }

    /// The chosen values in a few words.
    pub(super) fn words(&self) -> String {
        let chosen: Vec<_> = (0..FIELDS.len()).filter(|f| self.value(*f) != Self::default().value(*f)).map(|f| self.value(f)).collect();
        chosen.join(", ")
    }

    fn lets(&self, exercises: &[&Exercise], ms: u64, settings: &Settings) -> bool {
        let at_hand = |e: &Equipment| settings.equipment.as_ref().is_none_or(|list| list.contains(e));
        exercises.iter().all(|x| !self.desk || x.at_desk)
            && exercises.iter().all(|x| self.position.is_none_or(|p| x.positions.contains(&p)))
            && exercises.iter().all(|x| match self.equipment {
                Needs::Anything => true,
                Needs::AtHand => x.equipment.iter().all(at_hand),
                Needs::Nothing => x.equipment.is_empty(),
            })
            && self.kind.is_none_or(|k| exercises.len() == 1 && exercises[0].kind == k)
            && self.minutes.is_none_or(|m| ms <= m * 60_000 + 30_000)
    }
}

/// Through none and all values in a ring.
fn turned<T: Copy + PartialEq>(all: &[T], now: Option<T>, forward: bool) -> Option<T> {
    let at = now.and_then(|n| all.iter().position(|x| *x == n)).map_or(0, |i| i + 1);
    let ring = all.len() + 1;
    let next = if forward { (at + 1) % ring } else { (at + ring - 1) % ring };
    next.checked_sub(1).map(|i| all[i])
}

/// The heading of a kind.
pub(super) fn section(kind: Kind) -> &'static str {
    match kind {
        Kind::Mobility => "Mobility",
        Kind::Stretch => "Stretch",
        Kind::Strength => "Strength",
        Kind::Release => "Release",
        Kind::Breathing => "Breathing",
        Kind::Relaxation => "Relaxation",
        Kind::Cardio => "Cardio",
    }
}

/// A row with everything that a search looks at.
struct Candidate {
    row: Row,
    /// Its name and its other names.
    words: Vec<String>,
}

/// The rows for a search text and a filter, the best match first; without a search in sections.
pub(super) fn rows(library: &Library, settings: &Settings, filter: &Filter, search: &str) -> Vec<Row> {
    let all = candidates(library, settings, filter);
    let search = search.trim();
    if search.is_empty() {
        return all.into_iter().map(|c| c.row).collect();
    }
    let words: Vec<&[String]> = all.iter().map(|c| c.words.as_slice()).collect();
    matching::by_name(search, &words).into_iter().map(|at| all[at].row.clone()).collect()
}

fn candidates(library: &Library, settings: &Settings, filter: &Filter) -> Vec<Candidate> {
    let mut all = Vec::new();
    for routine in library.routines.iter() {
        let exercises: Vec<_> = routine.items.iter().filter_map(|i| library.exercise(&i.exercise)).collect();
        let ms = u64::from(routine.seconds) * 1000;
        if filter.lets(&exercises, ms, settings) {
            let row = Row {
                what: What::Routine(routine.id.clone()),
                name: routine.name.clone(),
                note: format!("{} min", minutes(ms)),
                section: "Routines",
            };
            all.push(Candidate { words: vec![routine.name.clone(), routine.id.replace('-', " ")], row });
        }
    }
    for exercise in library.exercises.iter() {
        let unit = item(&RoutineItem::plain(&exercise.id), exercise);
        if filter.lets(&[exercise], build("", &[unit]).total_ms(), settings) {
            let row = Row {
                what: What::Exercise(exercise.id.clone(), None),
                name: exercise.name.clone(),
                note: exercise.dose.words(exercise.sides, &exercise.names),
                section: section(exercise.kind),
            };
            let words = [exercise.name.clone()].into_iter().chain(exercise.other_names.iter().cloned()).collect();
            all.push(Candidate { words, row });
        }
    }
    for care in library.care.iter() {
        let ms = crate::player::care(care).total_ms();
        let at_hand = care.equipment.iter().all(|e| settings.equipment.as_ref().is_none_or(|list| list.contains(e)));
        let fits = filter.kind.is_none() && filter.position.is_none() && !filter.desk;
        let needs = match filter.equipment {
            Needs::Anything => true,
            Needs::AtHand => at_hand,
            Needs::Nothing => care.equipment.is_empty(),
        };
        if fits && needs && filter.minutes.is_none_or(|m| ms <= m * 60_000 + 30_000) {
            let row = Row {
                what: What::Care(care.id.clone()),
                name: care.name.clone(),
                note: format!("{} min", minutes(ms)),
                section: "Timed care",
            };
            all.push(Candidate { words: vec![care.name.clone()], row });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Source;

    fn names(search: &str, filter: &Filter) -> Vec<String> {
        let (library, _) = crate::content::load(&Source::embedded(), &[]);
        let settings: Settings = ron::from_str(include_str!("../../../assets/settings.ron")).expect("settings");
        rows(&library, &settings, filter, search).into_iter().map(|r| r.name).collect()
    }

    #[test]
    fn a_search_finds_words_as_typed_first_then_slips_then_letters_in_order() {
        let all = Filter::default();
        assert_eq!(names("cat", &all), ["Cat pose", "Cat-cow"]);
        assert!(["Cat pose", "Cat-cow"].iter().all(|n| names("kat", &all)[..5].contains(&(*n).to_owned())));
        let slip = names("thoarcic", &all);
        assert!(slip.contains(&"Thoracic rotation".to_owned()), "{slip:?}");
        assert_eq!(names("chld pse", &all)[0], "Child's pose");
        assert_eq!(names("ÉAGLE", &all), ["Eagle arms"]);
        assert!(names("xyzzy", &all).is_empty());
    }

    #[test]
    fn filters_let_through_only_what_they_say() {
        let (library, _) = crate::content::load(&Source::embedded(), &[]);
        let settings: Settings = ron::from_str(include_str!("../../../assets/settings.ron")).expect("settings");
        let desk = Filter { desk: true, equipment: Needs::Nothing, minutes: Some(1), ..Filter::default() };
        let found = rows(&library, &settings, &desk, "");
        assert!(found.len() > 3);
        for row in found {
            if let What::Exercise(id, _) = row.what {
                let exercise = library.exercise(&id).expect("known");
                assert!(exercise.at_desk && exercise.equipment.is_empty(), "{id}");
            }
        }
        let release = Filter { kind: Some(Kind::Release), ..Filter::default() };
        assert_eq!(rows(&library, &settings, &release, "").len(), library.exercises.iter().filter(|e| e.kind == Kind::Release).count());
    }

    #[test]
    fn a_filter_turns_in_a_ring_and_says_what_it_holds() {
        let mut filter = Filter::default();
        filter.turn(0, false);
        assert_eq!(filter.value(0), "cardio");
        filter.turn(0, true);
        assert!(filter.is_empty());
        filter.turn(2, true);
        assert_eq!(filter.words(), "only what fits there");
    }
}
