//! How long a routine takes: its items laid on the player's own timeline, never estimated.

use crate::domain::{Exercise, Routine, RoutineItem};
use crate::player;

/// Seconds of the routine and of its short version, a started second counting whole. A routine that is one of its items takes as long as
/// the longest; one without a short version is its own. Items whose exercise is not found count nothing.
pub(super) fn seconds<'a>(routine: &Routine, find: impl Fn(&str) -> Option<&'a Exercise>) -> (u32, u32) {
    let long = |items: &[RoutineItem]| {
        if routine.one_of {
            items.iter().map(|item| length(std::slice::from_ref(item), &find)).max().unwrap_or(0)
        } else {
            length(items, &find)
        }
    };
    let whole = long(&routine.items);
    let short = if routine.short.is_empty() { whole } else { long(&routine.short) };
    (whole, short)
}

fn length<'a>(items: &[RoutineItem], find: impl Fn(&str) -> Option<&'a Exercise>) -> u32 {
    let units: Vec<_> = items.iter().filter_map(|item| find(&item.exercise).map(|exercise| player::item(item, exercise))).collect();
    u32::try_from(player::build("", &units).total_ms().div_ceil(1000)).unwrap_or(u32::MAX)
}
