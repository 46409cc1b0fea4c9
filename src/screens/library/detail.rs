//! The page of one thing: what to do first, when to stop and when to leave it out always on the first page, the rest behind it.

use ratatui::layout::Rect;

use super::super::prose::{Block, Line, Text, or};
use super::rows::Row;
use crate::app::{Context, What};
use crate::config::theme::Role;
use crate::domain::{Avoid, Care, Exercise, Routine, RoutineItem, Variant, Work, clock, minutes, series};
use crate::player::{Part, build, care, item};
use crate::widgets::text;

/// The pages of a row for an area.
pub(super) fn pages(row: &Row, area: Rect, cx: &Context) -> Vec<Vec<Line>> {
    let text = || Text::new(area.width.min(56), cx);
    let (first, always, rest) = match &row.what {
        What::Exercise(id, _) => match cx.library.exercise(id) {
            Some(exercise) => exercise_text(exercise, text, cx),
            None => return Vec::new(),
        },
        What::Routine(id) => match cx.library.routine(id) {
            Some(routine) => routine_text(routine, text, cx),
            None => return Vec::new(),
        },
        What::Care(id) => match cx.library.care.find(id) {
            Some(care) => care_text(care, text, cx),
            None => return Vec::new(),
        },
    };
    lay(first, always, rest, usize::from(area.height))
}

fn is_gap(block: &Block) -> bool {
    block.iter().all(Vec::is_empty)
}

/// What comes first, then what always stands on the first page, then the rest, laid on pages of `height` rows; the last row is the pager's.
fn lay(first: Vec<Block>, always: Vec<Block>, rest: Vec<Block>, height: usize) -> Vec<Vec<Line>> {
    let height = height.saturating_sub(1).max(1);
    let always: Vec<Line> = always.concat();
    let room = height.saturating_sub(always.len() + usize::from(!always.is_empty()));
    let (mut page, mut left) = (Vec::new(), Vec::new());
    for block in first {
        if left.is_empty() && page.len() + block.len() <= room {
            page.extend(block);
        } else {
            left.push(block);
        }
    }
    while page.last().is_some_and(Vec::is_empty) {
        page.pop();
    }
    if !always.is_empty() {
        page.push(Vec::new());
        page.extend(always);
    }
    // what still fits under the first page stands there
    let mut is_full = !left.is_empty();
    if !rest.is_empty() {
        left.push(vec![Vec::new()]);
    }
    left.extend(rest);
    let mut pages = vec![page];
    for block in left {
        let last = pages.len() - 1;
        if !is_full && pages[last].len() + block.len() <= height {
            pages[last].extend(block);
        } else if !is_gap(&block) {
            // only what is longer than a page is cut
            pages.extend(block.chunks(height).map(<[Line]>::to_vec));
            is_full = false;
        }
    }
    pages
}

fn exercise_text<'a, 'b: 'a>(exercise: &Exercise, text: impl Fn() -> Text<'a, 'b>, cx: &Context) -> (Vec<Block>, Vec<Block>, Vec<Block>) {
    let mut first = text();
    first.bold(&exercise.name);
    let place = if exercise.at_desk { "At your desk, " } else { "" };
    let positions: Vec<_> = exercise.positions.iter().map(|p| p.words()).collect();
    first.soft(&format!(
        "{}. {}{}.",
        exercise.dose.words(exercise.sides, &exercise.names),
        place,
        capital_if(place.is_empty(), &or(&positions))
    ));
    first.gap();
    first.steps(&exercise.steps);
    first.gap();
    first.soft(&exercise.feel);

    let mut always = text();
    cautions(&mut always, &exercise.stop_if, &exercise.avoid_if, &exercise.leave_out, cx);

    let mut rest = text();
    rest.heading("Why");
    rest.soft(&exercise.why);
    rest.heading("Often wrong");
    rest.bullets(&exercise.mistakes);
    for (heading, variant) in [("Easier", &exercise.easier), ("Harder", &exercise.harder)] {
        if let Some(variant) = variant {
            self::variant(&mut rest, heading, variant, exercise);
        }
    }
    rest.heading("Dose");
    rest.soft(&range(exercise));
    rest.soft(&exercise.breathing);
    if !exercise.equipment.is_empty() {
        let needs: Vec<_> = exercise.equipment.iter().map(|e| e.words()).collect();
        rest.soft(&format!("You need {}.", series(&needs)));
    }
    for (heading, muscles) in [("Works", &exercise.works), ("Stretches and loosens", &exercise.stretches)] {
        if !muscles.is_empty() {
            rest.heading(heading);
            rest.soft(&format!("{}.", series(&muscles.iter().map(String::as_str).collect::<Vec<_>>())));
        }
    }
    if !exercise.leave_out.is_empty() {
        rest.heading("Leave it out");
        for line in &exercise.leave_out {
            rest.soft(line);
        }
    }
    notes(&mut rest, &exercise.notes, &exercise.sources);
    (first.blocks(), always.blocks(), rest.blocks())
}

/// `Stop if …` and `Leave it out with …`, short enough for every first page.
fn cautions(text: &mut Text, stop_if: &[String], avoid_if: &[Avoid], leave_out: &[String], cx: &Context) {
    let general = &cx.library.guidance.warning_signs.stop_if;
    let signs: Vec<&str> = if stop_if.is_empty() {
        general.iter().take(2).map(String::as_str).collect()
    } else {
        stop_if.iter().map(String::as_str).collect()
    };
    if !signs.is_empty() {
        text.care("Stop if ", &format!("{}.", or(&signs)));
    }
    let known = &cx.library.guidance.conditions.conditions;
    let with: Vec<&str> = avoid_if.iter().filter_map(|a| known.get(a)).map(|s| s.short.as_str()).collect();
    if !with.is_empty() {
        text.care("Leave it out with ", &format!("{}.", or(&with)));
    } else if let Some(line) = leave_out.first() {
        text.care("Careful: ", line);
    }
}

fn capital_if(yes: bool, words: &str) -> String {
    let mut chars = words.chars();
    if yes { chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default() } else { words.to_owned() }
}

fn variant(text: &mut Text, heading: &str, variant: &Variant, exercise: &Exercise) {
    text.heading(heading);
    text.bold(&variant.name);
    text.soft(&format!("{}.", variant.dose.words(variant.sides.unwrap_or(exercise.sides), &exercise.names)));
    text.steps(&variant.steps);
}

/// `The guides ask for 10 to 15, in 1 to 3 sets, held 3 to 5 s.`
fn range(exercise: &Exercise) -> String {
    let span = |(from, to): (u16, u16), unit: &str| if from == to { format!("{from}{unit}") } else { format!("{from} to {to}{unit}") };
    let unit = match exercise.dose.work {
        Work::Hold(_) | Work::Time(_) => " s",
        Work::Breaths(_) => " breaths",
        Work::Reps(_) => "",
    };
    let mut parts = vec![span(exercise.range.amount, unit)];
    if let Some((from, to)) = exercise.range.sets.filter(|s| *s != (1, 1)) {
        parts.push(format!("in {} {}s", span((u16::from(from), u16::from(to)), ""), exercise.names.set));
    }
    if let Some(hold) = exercise.range.hold {
        parts.push(format!("held {}", span(hold, " s")));
    }
    format!("The range is {}.", parts.join(", "))
}

fn notes(text: &mut Text, notes: &[String], sources: &[String]) {
    if !notes.is_empty() {
        text.heading("Notes");
        for note in notes {
            text.soft(note);
        }
    }
    text.sources(sources);
}

fn routine_text<'a, 'b: 'a>(routine: &Routine, text: impl Fn() -> Text<'a, 'b>, cx: &Context) -> (Vec<Block>, Vec<Block>, Vec<Block>) {
    let mut first = text();
    first.bold(&routine.name);
    first.soft(&format!("{} min. {}", minutes(u64::from(routine.seconds) * 1000), routine.about));
    first.gap();
    let quiet = cx.theme.style(Role::Quiet);
    let parts = |items: &[RoutineItem]| -> Vec<Part> {
        let units: Vec<_> = items.iter().filter_map(|i| cx.library.exercise(&i.exercise).map(|e| item(i, e))).collect();
        build("", &units).parts
    };
    let width = first.width;
    let list = |text: &mut Text, items: &[RoutineItem]| {
        for part in parts(items) {
            // as on Today: the sides go where they do not fit
            let fits = |dose: &str| text::columns(&part.name) + 2 + text::columns(dose) <= width;
            let dose = if fits(&part.dose) { part.dose.as_str() } else { part.dose.trim_end_matches(" a side") };
            let gap = usize::from(width).saturating_sub(usize::from(text::columns(&part.name) + text::columns(dose)));
            let style = text.cx.theme.style(Role::Soft);
            let pieces = [(part.name.clone(), style), (" ".repeat(gap.max(2)), style), (dose.to_owned(), quiet)];
            text.lines.push(pieces.to_vec());
        }
    };
    list(&mut first, &routine.items);
    let mut rest = text();
    rest.heading("When");
    rest.soft(&routine.when);
    if !routine.short.is_empty() {
        rest.heading(&format!("Short version, {}", clock(u64::from(routine.short_seconds) * 1000)));
        list(&mut rest, &routine.short);
    }
    notes(&mut rest, &routine.notes, &routine.sources);
    (first.blocks(), Vec::new(), rest.blocks())
}

fn care_text<'a, 'b: 'a>(what: &Care, text: impl Fn() -> Text<'a, 'b>, cx: &Context) -> (Vec<Block>, Vec<Block>, Vec<Block>) {
    let mut first = text();
    first.bold(&what.name);
    let (from, to) = what.minutes;
    first.soft(&format!("{} min, {from} to {to} are usual. {}", minutes(care(what).total_ms()), what.about));
    first.gap();
    first.steps(&what.steps);
    let mut always = text();
    cautions(&mut always, &what.stop_if, &what.avoid_if, &what.leave_out, cx);
    let mut rest = text();
    if !what.leave_out.is_empty() {
        rest.heading("Leave it out");
        for line in &what.leave_out {
            rest.soft(line);
        }
    }
    if what.wait_minutes > 0 {
        rest.heading("Again");
        rest.soft(&format!("Wait at least {} minutes before the next one.", what.wait_minutes));
    }
    notes(&mut rest, &[], &what.sources);
    (first.blocks(), always.blocks(), rest.blocks())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::Style;

    fn blocks(lengths: &[usize], name: &str) -> Vec<Block> {
        let line = |block: usize, n: usize| vec![(format!("{name}{block}.{n}"), Style::new())];
        lengths.iter().enumerate().map(|(block, length)| (0..*length).map(|n| line(block, n)).collect()).collect()
    }

    proptest! {
        #[test]
        fn no_sentence_is_torn_apart_and_none_is_lost(
            first in proptest::collection::vec(1_usize..4, 1..9),
            always in proptest::collection::vec(1_usize..3, 0..3),
            rest in proptest::collection::vec(1_usize..5, 0..12),
            height in 11_usize..30,
        ) {
            let (first, always, rest) = (blocks(&first, "f"), blocks(&always, "a"), blocks(&rest, "r"));
            let pages = lay(first.clone(), always.clone(), rest.clone(), height);
            for page in &pages {
                prop_assert!(page.len() < height && !page.is_empty() && !page[0].is_empty(), "{pages:?}");
            }
            for block in first.iter().chain(&rest) {
                prop_assert!(pages.iter().any(|page| page.windows(block.len()).any(|lines| lines == block.as_slice())), "{block:?}");
            }
            for block in &always {
                prop_assert!(block.iter().all(|line| pages[0].contains(line)));
            }
            let shown = pages.iter().flatten().filter(|line| !line.is_empty() && !line[0].0.starts_with('a'));
            prop_assert!(shown.eq(first.iter().chain(&rest).flatten()), "in their order");
        }
    }
}
