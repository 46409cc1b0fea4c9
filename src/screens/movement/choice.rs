//! Which exercise a movement break is: another one than the last times, at the desk, for what hurts today. Pure.

use std::cmp::Reverse;

use crate::content::Library;
use crate::domain::{Avoid, Equipment, Exercise, Gentle, Region, RoutineItem};
use crate::player::{Unit, gentle_item, item};

/// So many breaks have to lie between two with the same exercise, where there are enough to choose from.
const APART: usize = 3;

/// What is known when one is chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts<'a> {
    /// The exercises of the last breaks, the newest first.
    pub(super) last: &'a [String],
    /// Where it hurts today.
    pub(super) regions: &'a [Region],
    /// What is at hand; nothing chosen means all of it.
    pub(super) equipment: Option<&'a [Equipment]>,
    /// Whether the gentle forms are taken.
    pub(super) gentle: bool,
}

/// The one to do now; nothing if none of them can be done.
pub(super) fn choose<'a>(items: &'a [RoutineItem], library: &'a Library, facts: &Facts) -> Option<Unit<'a>> {
    let all: Vec<Unit> = items.iter().filter_map(|item| unit(item, library, facts)).filter(|unit| unit.exercise.at_desk).collect();
    // an arm that hurts is not put where it may tingle, unless there is nothing else
    let spared: Vec<Unit> = all.iter().filter(|unit| !strains(unit.exercise, facts.regions)).cloned().collect();
    let all = if spared.is_empty() { all } else { spared };
    let apart = APART.min(all.len().saturating_sub(1));
    let age = |unit: &Unit| facts.last.iter().position(|id| *id == unit.exercise.id).unwrap_or(usize::MAX);
    let recent = &facts.last[..apart.min(facts.last.len())];
    let fresh = all.into_iter().filter(|unit| !recent.contains(&unit.exercise.id));
    // of those alike the one that was not done for longest; of those still alike the first of the list
    fresh.min_by_key(|unit| Reverse((fit(unit.exercise, facts.regions), age(unit))))
}

/// An item as it is done today; nothing if it is left out, or if something for it is not at hand.
fn unit<'a>(plain: &RoutineItem, library: &'a Library, facts: &Facts) -> Option<Unit<'a>> {
    let exercise = library.exercise(&plain.exercise)?;
    let unit = if facts.gentle && plain.gentle != Gentle::Same { gentle_item(plain, exercise)? } else { item(plain, exercise) };
    let is_at_hand = facts.equipment.is_none_or(|at_hand| unit.needs().iter().all(|need| at_hand.contains(need)));
    is_at_hand.then_some(unit)
}

/// Whether an exercise is one to leave out with what hurts.
fn strains(exercise: &Exercise, regions: &[Region]) -> bool {
    let has_arm = regions.iter().any(|region| matches!(region, Region::ArmLeft | Region::ArmRight));
    has_arm && exercise.avoid_if.contains(&Avoid::ArmSigns)
}

/// In how many of the places that hurt an exercise works or stretches something.
fn fit(exercise: &Exercise, regions: &[Region]) -> usize {
    let reaches = |word: &&str| exercise.works.iter().chain(&exercise.stretches).any(|muscle| muscle.contains(*word));
    regions.iter().filter(|region| muscles(**region).iter().any(reaches)).count()
}

/// What lies where it hurts, as the exercises name it.
fn muscles(region: Region) -> &'static [&'static str] {
    match region {
        Region::NeckLeft | Region::NeckRight | Region::SkullBase => &["suboccipital", "longus", "scalene", "sternocleidomastoid"],
        Region::ShoulderTopLeft | Region::ShoulderTopRight => &["trapezius", "levator scapulae"],
        Region::BetweenBlades | Region::BladeLeft | Region::BladeRight => &["rhomboids", "trapezius", "serratus"],
        Region::BelowBladeLeft | Region::BelowBladeRight | Region::MidBackLeft | Region::MidBackCentre | Region::MidBackRight => {
            &["thoracic joints", "multifidus", "rotatores", "intercostals", "erector spinae", "latissimus"]
        }
        Region::CollarLeft | Region::CollarRight | Region::Chest => &["pectoralis", "anterior deltoid"],
        Region::ArmLeft | Region::ArmRight => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::BREAK;
    use crate::assets::Source;
    use crate::content::load;
    use crate::domain::Position;
    use crate::player::build;
    use proptest::prelude::*;

    const NOTHING: Facts = Facts { last: &[], regions: &[], equipment: None, gentle: false };

    fn library() -> &'static Library {
        static LIBRARY: std::sync::OnceLock<Library> = std::sync::OnceLock::new();
        LIBRARY.get_or_init(|| load(&Source::embedded(), &[]).0)
    }

    fn chosen(facts: &Facts) -> String {
        let routine = library().routine(BREAK).expect("the movement break");
        choose(&routine.items, library(), facts).expect("one to do").exercise.id.clone()
    }

    #[test]
    fn a_week_of_breaks_brings_each_exercise_and_none_soon_again() {
        let mut last: Vec<String> = Vec::new();
        for _ in 0..35 {
            let next = chosen(&Facts { last: &last, ..NOTHING });
            assert!(!last.iter().take(APART).any(|id| *id == next), "{next} again so soon: {last:?}");
            last.insert(0, next);
        }
        let count = |id: &str| last.iter().filter(|done| *done == id).count();
        for item in &library().routine(BREAK).expect("it").items {
            assert_eq!(count(&item.exercise), 5, "{}", item.exercise);
        }
    }

    #[test]
    fn what_hurts_today_comes_first_and_what_is_not_at_hand_not_at_all() {
        assert_eq!(chosen(&Facts { regions: &[Region::SkullBase], ..NOTHING }), "chin-tuck");
        assert_eq!(chosen(&Facts { regions: &[Region::MidBackCentre], ..NOTHING }), "thoracic-rotation");
        assert_eq!(chosen(&Facts { regions: &[Region::CollarLeft], ..NOTHING }), "wall-pec-stretch");
        assert_ne!(chosen(&Facts { regions: &[Region::CollarLeft], equipment: Some(&[]), ..NOTHING }), "wall-pec-stretch");
        let arm = Facts { regions: &[Region::CollarLeft, Region::ArmLeft], ..NOTHING };
        assert_eq!(chosen(&arm), "arm-swings", "the chest, without a position in which the arm may tingle");
    }

    #[test]
    fn the_smallest_is_seated_and_takes_at_most_45_seconds_whatever_is_chosen() {
        let routine = library().routine(BREAK).expect("the movement break");
        let mut last: Vec<String> = Vec::new();
        for _ in 0..routine.short.len() * 2 {
            for gentle in [false, true] {
                let unit = choose(&routine.short, library(), &Facts { last: &last, gentle, ..NOTHING }).expect("one");
                assert_eq!(unit.position, Position::Sitting, "{}", unit.exercise.id);
                assert!(build("", std::slice::from_ref(&unit)).total_ms() <= 45_000, "{}", unit.exercise.id);
                last.insert(0, unit.exercise.id.clone());
            }
        }
    }

    #[test]
    fn a_gentle_day_takes_the_gentle_form() {
        let routine = library().routine(BREAK).expect("the movement break");
        let seconds = |gentle| {
            let facts = Facts { regions: &[Region::SkullBase], gentle, ..NOTHING };
            build("", &[choose(&routine.items, library(), &facts).expect("one")]).total_ms()
        };
        assert!(seconds(true) < seconds(false));
    }

    proptest! {
        #[test]
        fn there_is_always_one_and_never_the_one_before(
            last in proptest::collection::vec(0usize..7, 0..8), regions in proptest::collection::vec(0usize..18, 0..5), gentle in any::<bool>()
        ) {
            let items = &library().routine(BREAK).expect("it").items;
            let last: Vec<String> = last.into_iter().map(|at| items[at].exercise.clone()).collect();
            let regions: Vec<Region> = regions.into_iter().map(|at| Region::ALL[at]).collect();
            let next = chosen(&Facts { last: &last, regions: &regions, equipment: None, gentle });
            prop_assert!(last.first() != Some(&next));
        }
    }
}
