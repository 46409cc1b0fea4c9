//! From something that can be done to the timeline of doing it.

use crate::app::What;
use crate::content::Library;
use crate::domain::RoutineItem;
use crate::player::{Timeline, build, care, gentle_item, item};

/// The timeline of something that can be done; nothing if its id is unknown or it holds nothing.
pub(super) fn timeline(what: &What, short: bool, gentle: bool, library: &Library, day: i32) -> Option<Timeline> {
    let timeline = match what {
        What::Care(id) => care(library.care.find(id)?),
        // chosen by its own page, which knows what was done before
        What::Break { .. } => return None,
        What::Exercise(id, variant) => {
            let exercise = library.exercise(id)?;
            let form = RoutineItem { variant: *variant, ..RoutineItem::plain(id) };
            let mut timeline = build(&exercise.name, &[item(&form, exercise)]);
            // an easier or a harder form goes by its own name
            timeline.title = timeline.parts.first().map_or(timeline.title, |part| part.name.clone());
            timeline
        }
        What::Routine(id) => {
            let routine = library.routine(id)?;
            let items = if short && !routine.short.is_empty() { &routine.short } else { &routine.items };
            let chosen: Vec<_> = if routine.one_of {
                let turn = usize::try_from(day.rem_euclid(i32::try_from(items.len().max(1)).unwrap_or(1))).unwrap_or(0);
                items.iter().skip(turn).take(1).collect()
            } else {
                items.iter().collect()
            };
            let units: Vec<_> = chosen
                .into_iter()
                .filter_map(|i| library.exercise(&i.exercise).and_then(|e| if gentle { gentle_item(i, e) } else { Some(item(i, e)) }))
                .collect();
            build(&routine.name, &units)
        }
    };
    (!timeline.steps.is_empty()).then_some(timeline)
}
