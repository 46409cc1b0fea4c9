//! The page of one thing: what to do first, when to stop and when to leave it out always on the first page, the rest behind it.

use ratatui::layout::Rect;

use super::super::prose::{Line, Text, or};
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

/// What comes first, then what always stands on the first page, then the rest, cut into pages of `height` rows; the last row is the pager's.
fn lay(first: Vec<Line>, always: Vec<Line>, rest: Vec<Line>, height: usize) -> Vec<Vec<Line>> {
    let height = height.saturating_sub(1).max(1);
    let room = height.saturating_sub(always.len() + usize::from(!always.is_empty()));
    let (shown, over) = first.split_at(first.len().min(room));
    let mut page = shown.to_vec();
    if !always.is_empty() {
        page.push(Vec::new());
        page.extend(always);
    }
    let mut left: Vec<Line> = over.to_vec();
    if !rest.is_empty() {
        left.push(Vec::new());
    }
    left.extend(rest);
    // what still fits under the first page stands there
    let mut pages = vec![page];
    for line in left {
        let last = pages.len() - 1;
        let full = pages[last].len() >= height || (last == 0 && !over.is_empty());
        if full {
            if !line.is_empty() {
                pages.push(vec![line]);
            }
        } else {
            pages[last].push(line);
        }
    }
    pages
}

fn exercise_text<'a, 'b: 'a>(exercise: &Exercise, text: impl Fn() -> Text<'a, 'b>, cx: &Context) -> (Vec<Line>, Vec<Line>, Vec<Line>) {
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
    (first.lines, always.lines, rest.lines)
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

fn routine_text<'a, 'b: 'a>(routine: &Routine, text: impl Fn() -> Text<'a, 'b>, cx: &Context) -> (Vec<Line>, Vec<Line>, Vec<Line>) {
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
    (first.lines, Vec::new(), rest.lines)
}

fn care_text<'a, 'b: 'a>(what: &Care, text: impl Fn() -> Text<'a, 'b>, cx: &Context) -> (Vec<Line>, Vec<Line>, Vec<Line>) {
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
    (first.lines, always.lines, rest.lines)
}
