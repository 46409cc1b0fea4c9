//! The page of one thing: what to do first, when to stop and when to leave it out always on the first page, the rest behind it.

use ratatui::layout::Rect;

use super::super::prose::{Block, Line, Text, or};
use super::lay::{Page, Part, Rows, lay};
use super::rows::Row;
use crate::app::{Context, What};
use crate::config::theme::Role;
use crate::domain::{Avoid, Care, Exercise, Routine, RoutineItem, VariantKind, Work, clock, minutes, series};
use crate::player::{self, build, care, item};
use crate::widgets::text;

/// The pages of a row for an area; where `rooms` has a place for a figure, it stands over what is said of it.
pub(super) fn pages(row: &Row, area: Rect, rows: Rows, cx: &Context) -> Vec<Page> {
    let text = || Text::new(area.width.min(56), cx);
    let parts = match &row.what {
        What::Exercise(id, _) => cx.library.exercise(id).map(|exercise| exercise_parts(exercise, text, rows, cx)),
        What::Routine(_) | What::Break { .. } => cx.library.routine(row.what.id()).map(|routine| vec![routine_part(routine, text, cx)]),
        What::Care(id) => cx.library.care.find(id).map(|care| vec![care_part(care, text, rows, cx)]),
    };
    lay(parts.unwrap_or_default(), rows)
}

fn name<'a, 'b: 'a>(words: &str, of: &str, text: impl Fn() -> Text<'a, 'b>, cx: &Context) -> Vec<Line> {
    let mut head = text();
    head.bold(words);
    if let Some(line) = head.lines.last_mut().filter(|_| !of.is_empty()) {
        line.push((format!("  {of}"), cx.theme.style(Role::Quiet)));
    }
    head.lines
}

fn exercise_parts<'a, 'b: 'a>(exercise: &Exercise, text: impl Fn() -> Text<'a, 'b>, rows: Rows, cx: &Context) -> Vec<Part> {
    let has_room = rows.under > 0;
    let of = |form| What::Exercise(exercise.id.clone(), form);
    let mut first = text();
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

    let always = cautions(&text, rows.under, &exercise.stop_if, &exercise.avoid_if, &exercise.leave_out, cx);

    let mut why = text();
    why.heading("Why");
    why.soft(&exercise.why);
    why.heading("Often wrong");
    why.bullets(&exercise.mistakes);
    let mut parts = vec![Part {
        of: of(None),
        has_figure: has_room && cx.library.shows(exercise, None),
        head: name(&exercise.name, "", &text, cx),
        first: first.blocks(),
        always,
        rest: why.blocks(),
    }];
    for (word, kind, variant) in [("easier", VariantKind::Easier, &exercise.easier), ("harder", VariantKind::Harder, &exercise.harder)] {
        let Some(variant) = variant else { continue };
        let has_figure = has_room && variant.figure.is_some() && cx.library.shows(exercise, Some(kind));
        let mut first = text();
        let mut head = Vec::new();
        if has_figure {
            head = name(&variant.name, word, &text, cx);
        } else {
            first.heading(&capital_if(true, word));
            first.bold(&variant.name);
        }
        first.soft(&format!("{}.", variant.dose.words(variant.sides.unwrap_or(exercise.sides), &exercise.names)));
        first.steps(&variant.steps);
        parts.push(Part { of: of(Some(kind)), has_figure, head, first: first.blocks(), always: Vec::new(), rest: Vec::new() });
    }
    let rest = more(exercise, text());
    parts.push(Part { of: of(None), has_figure: false, head: Vec::new(), first: Vec::new(), always: Vec::new(), rest: rest.blocks() });
    parts
}

/// What is read once: the range, what is needed, muscles, where it comes from.
fn more<'a, 'b: 'a>(exercise: &Exercise, mut rest: Text<'a, 'b>) -> Text<'a, 'b> {
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
    rest
}

/// `Stop if …` and `Leave it out with …`, short enough for every first page: each by itself, or where that leaves `rows` too few, one after the other.
fn cautions<'a, 'b: 'a>(
    text: impl Fn() -> Text<'a, 'b>,
    rows: usize,
    stop_if: &[String],
    avoid_if: &[Avoid],
    leave_out: &[String],
    cx: &Context,
) -> Vec<Block> {
    let general = &cx.library.guidance.warning_signs.stop_if;
    let signs: Vec<&str> = if stop_if.is_empty() {
        general.iter().take(2).map(String::as_str).collect()
    } else {
        stop_if.iter().map(String::as_str).collect()
    };
    let known = &cx.library.guidance.conditions.conditions;
    let with: Vec<&str> = avoid_if.iter().filter_map(|a| known.get(a)).map(|s| s.short.as_str()).collect();
    let mut all = Vec::new();
    if !signs.is_empty() {
        all.push(("Stop if ", format!("{}.", or(&signs))));
    }
    if !with.is_empty() {
        all.push(("Leave it out with ", format!("{}.", or(&with))));
    } else if let Some(line) = leave_out.first() {
        all.push(("Careful: ", line.clone()));
    }
    let mut always = text();
    all.iter().for_each(|(lead, words)| always.care(lead, words));
    // the name takes a row as well
    if rows == 0 || always.lines.len() < rows {
        return always.blocks();
    }
    let (lead, plain) = (cx.theme.bold(Role::Care), cx.theme.style(Role::Soft));
    let styles = all.iter().flat_map(|(care, words)| {
        let count = |words: &str| words.split_whitespace().count();
        [vec![lead; count(care)], vec![plain; count(words)]].concat()
    });
    let whole: String = all.iter().map(|(care, words)| format!("{care}{words} ")).collect();
    let mut joined = text();
    let mut styles = styles.into_iter();
    let lines = text::wrap(whole.trim_end(), joined.width).into_iter().map(|line| {
        let words = line.split_whitespace().map(|word| (format!("{word} "), styles.next().unwrap_or(plain)));
        words.collect::<Line>()
    });
    let lines = lines.collect();
    joined.block(lines);
    joined.blocks()
}

fn capital_if(yes: bool, words: &str) -> String {
    let mut chars = words.chars();
    if yes { chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default() } else { words.to_owned() }
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

fn routine_part<'a, 'b: 'a>(routine: &Routine, text: impl Fn() -> Text<'a, 'b>, cx: &Context) -> Part {
    let mut first = text();
    first.soft(&format!("{} min. {}", minutes(u64::from(routine.seconds) * 1000), routine.about));
    first.gap();
    let quiet = cx.theme.style(Role::Quiet);
    let parts = |items: &[RoutineItem]| -> Vec<player::Part> {
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
    Part {
        of: What::Routine(routine.id.clone()),
        has_figure: false,
        head: name(&routine.name, "", &text, cx),
        first: first.blocks(),
        always: Vec::new(),
        rest: rest.blocks(),
    }
}

fn care_part<'a, 'b: 'a>(what: &Care, text: impl Fn() -> Text<'a, 'b>, rows: Rows, cx: &Context) -> Part {
    let mut first = text();
    let (from, to) = what.minutes;
    first.soft(&format!("{} min, {from} to {to} are usual. {}", minutes(care(what).total_ms()), what.about));
    first.gap();
    first.steps(&what.steps);
    let always = cautions(&text, rows.under, &what.stop_if, &what.avoid_if, &what.leave_out, cx);
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
    Part {
        of: What::Care(what.id.clone()),
        has_figure: rows.under > 0 && cx.library.figures.find(&what.id).is_some(),
        head: name(&what.name, "", &text, cx),
        first: first.blocks(),
        always,
        rest: rest.blocks(),
    }
}
