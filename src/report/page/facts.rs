//! What a page says: which numbers stand on it, what they can carry, and what is missing. Words of the person's own come in here as they are; who prints them makes them safe.

use super::words::{count, list, long, mean, runs, short, times};
use super::{Block, Chart, ChartDay, Given, Page, Part, Section, rows};
use crate::domain::{Answers, Day, Region, Score, SessionKind, WarningAnswers, Word, capital, minutes};
use crate::insight::words::{around, change, direction, number, uncompared};
use crate::insight::{Gate, is_severe_still, result, slope, worse};
use crate::plan::{before_day1, since_day1, standing};
use crate::store::{Named, SpanDay};

/// Up to so many days each has its row; beyond, each week has.
const MOST_ROWS: usize = 31;

/// Days with the first number of each.
type Firsts = Vec<(Day, Score)>;

pub(super) fn page(given: &Given<'_>) -> Page {
    let wanted = |section: &Section| given.sections.contains(section);
    let parts = Section::ALL.into_iter().filter(wanted).map(|section| part(given, section)).collect();
    let (from, to) = ends(given);
    let made = format!("Made on {} at {} by unhunch, from the person's own record.", made_on(given), given.clock.time(given.made));
    Page {
        title: "Upper back pain".to_owned(),
        under: vec![format!("{} to {}, {}", long(from), long(to), count(whole(given.span.days.len()), "day")), made],
        // before anything that could read as better
        first: if given.sections.iter().any(|section| section.is_of_pain()) { first(given) } else { Vec::new() },
        parts,
        foot: foot(given),
    }
}

fn part(given: &Given<'_>, section: Section) -> Part {
    let (title, blocks) = match section {
        Section::Signs => ("Warning signs", signs(given)),
        Section::Numbers => ("Pain", numbers(given)),
        Section::Chart => ("Day by day", vec![Block::Chart(chart(given))]),
        Section::Map => ("Where it hurts", map(given)),
        Section::Sessions => ("Exercise sessions", sessions(given)),
        Section::Words => ("What was named with it", named(given)),
        Section::Days if given.span.days.len() > MOST_ROWS => ("The numbers, week by week", rows::weeks(given)),
        Section::Days => ("The numbers, day by day", rows::days(given)),
        Section::Notes => ("Notes and medicine", rows::notes(given)),
    };
    Part { section, title, blocks }
}

fn ends(given: &Given<'_>) -> (Day, Day) {
    let end = |day: Option<&SpanDay>| day.map_or(Day(0), |day| day.day);
    (end(given.span.days.first()), end(given.span.days.last()))
}

fn made_on(given: &Given<'_>) -> String {
    given.made.format("%-d %B %Y").to_string()
}

pub(super) fn whole(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

pub(super) fn line(words: impl Into<String>) -> Block {
    Block::Line(String::new(), words.into())
}

/// The first number of each day.
fn firsts(given: &Given<'_>) -> Firsts {
    given.span.days.iter().filter_map(|day| Some((day.day, day.first?))).collect()
}

/// The days before day 1 of a run within these days, and those since; without one all are since.
fn sides(given: &Given<'_>) -> (Firsts, Firsts) {
    let (_, to) = ends(given);
    let of_run = given.span.run.as_deref().zip(given.plan).map(|(history, plan)| {
        let standing = standing(history, plan, to);
        (before_day1(history, &standing), since_day1(history, &standing))
    });
    of_run.unwrap_or_else(|| (Vec::new(), firsts(given)))
}

/// What has to be read first: that it is worse, and that it is severe and stays so. Worse is said on less than anything better.
fn first(given: &Given<'_>) -> Vec<String> {
    let (before, since) = sides(given);
    let (_, to) = ends(given);
    let gate = Gate::default();
    // within a plan, and where that says nothing, within these days
    let worse = worse(&before, &since, &gate).or_else(|| worse(&[], &firsts(given), &gate)).map(|found| {
        let held = if found.is_baseline { "the three before day 1 of the plan" } else { "the first three" };
        format!("Worse: the last three rated days are at {}, {held} at {}.", number(found.last.mean), number(found.first.mean))
    });
    let severe = is_severe_still(&before, &since, to, &gate)
        .then(|| "Two weeks and more, severe (a mean of 6 or above over the last seven days) and no lower.".to_owned());
    worse.into_iter().chain(severe).collect()
}

fn signs(given: &Given<'_>) -> Vec<Block> {
    // what cannot be read is taken for a yes, as the store takes it
    let is_named = |said: &Option<WarningAnswers>| said.as_ref().is_none_or(|said| said.is_warning() || said.examined == Some(false));
    let all = given.span.warnings.iter().map(|answers| (answers, serde_json::from_str(&answers.body).ok()));
    let warned: Vec<(&Answers, Option<WarningAnswers>)> = all.filter(|(_, said)| is_named(said)).collect();
    if warned.is_empty() {
        let asked = given.span.warnings.first().map_or_else(
            || "They were not asked about in these days.".to_owned(),
            |answers| format!("Last asked about on {}.", short(answers.day)),
        );
        return std::iter::once(line(format!("None was answered with yes in these days. {asked}"))).chain(flagged(given)).collect();
    }
    warned.iter().map(|(answers, said)| sign(given, answers, said.as_ref())).chain(flagged(given)).collect()
}

/// Words of ratings that can go with a warning sign.
fn flagged(given: &Given<'_>) -> Option<Block> {
    let words = given.span.words.iter().filter(|named| named.word.is_flagged());
    let words: Vec<String> = words.map(|named| format!("{}: {}", named.word.label(), named.often)).collect();
    (!words.is_empty()).then(|| Block::Line("In ratings, and to be asked about:".to_owned(), format!("{}.", words.join("; "))))
}

fn sign(given: &Given<'_>, answers: &Answers, said: Option<&WarningAnswers>) -> Block {
    let Some(said) = said else {
        return Block::Line(format!("On {}:", short(answers.day)), "an answer that cannot be read; to be asked again.".to_owned());
    };
    let known = |id: &String| {
        let all = given.signs.tiers.iter().flat_map(|tier| &tier.signs);
        all.into_iter().find(|sign| sign.id == *id).map_or_else(|| id.clone(), |sign| sign.text.clone())
    };
    let mut told: Vec<String> = said.signs.iter().map(known).chain(said.ask_first.iter().cloned()).collect();
    if said.examined == Some(false) {
        told.push("The pain follows nothing that is known, and nobody has examined it.".to_owned());
    }
    let seen = if said.is_warning() && answers.acknowledged_at.is_none() { " Not seen to yet." } else { "" };
    Block::Line(format!("Named on {}:", short(answers.day)), format!("{}{seen}", told.join(" ")))
}

fn numbers(given: &Given<'_>) -> Vec<Block> {
    let days = &given.span.days;
    let total: u32 = days.iter().map(|day| day.ratings).sum();
    if total == 0 {
        let mut blocks = vec![line("No rating was written down in these days.")];
        blocks.extend(averages(given));
        return blocks;
    }
    let rated = days.iter().filter(|day| day.ratings > 0).count();
    let late: u32 = days.iter().map(|day| day.late).sum();
    let late = if late == 0 { String::new() } else { format!(", {late} of them entered more than an hour later") };
    let missing: Vec<Day> = days.iter().filter(|day| day.ratings == 0).map(|day| day.day).collect();
    let missing = if missing.is_empty() { "none".to_owned() } else { format!("{}: {}", missing.len(), runs(&missing)) };
    let mut blocks = vec![
        Block::Line(count(total, "rating"), format!("of pain at the moment, on {rated} of {} days{late}.", days.len())),
        Block::Line("Days without a rating:".to_owned(), format!("{missing}.")),
        Block::Line("Mean and range:".to_owned(), spread(given)),
    ];
    blocks.extend(averages(given));
    blocks.extend(carried(given).into_iter().map(line));
    blocks
}

/// One number a day, so that a day of many ratings weighs no more than another; and between what all of them lie.
fn spread(given: &Given<'_>) -> String {
    let firsts = firsts(given);
    let sum: u32 = firsts.iter().map(|(_, score)| u32::from(score.value())).sum();
    let ranges = || given.span.days.iter().filter_map(|day| day.range);
    let (least, most) = (ranges().map(|(least, _)| least.value()).min(), ranges().map(|(_, most)| most.value()).max());
    let range = least.zip(most).map_or_else(String::new, |(least, most)| format!("all ratings lie from {least} to {most}"));
    match whole(firsts.len()) {
        0 => format!("{}.", capital(&range)),
        n => format!("{} over the first rating of {}; {range}.", mean(sum, n), count(n, "day")),
    }
}

fn averages(given: &Given<'_>) -> Option<Block> {
    let found = given.span.averages?;
    let told = format!("mean {}, from {} to {}.", mean(found.sum, found.n), found.least.value(), found.most.value());
    Some(Block::Line(format!("Average of the day, given on {}:", count(found.n, "day")), told))
}

/// What these numbers can carry, and no more.
fn carried(given: &Given<'_>) -> Vec<String> {
    let gate = Gate::default();
    let (_, to) = ends(given);
    let mut told = Vec::new();
    if given.span.run.is_some() && given.plan.is_some() {
        let (before, since) = sides(given);
        told.push(result(&before, &since, to, &gate).map_or_else(uncompared, |found| change(&found)));
    }
    told.push(
        slope(&firsts(given), &gate)
            .map_or_else(|| format!("A direction over the days is named from {} rated days on.", gate.slope.0), |found| direction(&found)),
    );
    told
}

fn chart(given: &Given<'_>) -> Chart {
    let of = |day: &SpanDay| ChartDay {
        day: day.day,
        range: day.range.map(|(least, most)| (least.value(), most.value())),
        first: day.first.map(Score::value),
        done: day.done > 0,
    };
    let days: Vec<ChartDay> = given.span.days.iter().map(of).collect();
    let rated = days.iter().filter(|day| day.range.is_some()).count();
    let done = days.iter().filter(|day| day.done).count();
    let told = format!(
        "Pain from 0 (none) to 10 (the worst imaginable). A line reaches from the lowest to the highest rating of a day, the dot is the first one. {rated} of {} days are rated; where nothing stands, \
         nothing was rated. A square below marks the {} with a session done.",
        days.len(),
        count(whole(done), "day")
    );
    Chart { days, told }
}

fn map(given: &Given<'_>) -> Vec<Block> {
    let regions =
        given.span.words.iter().filter_map(|named| if let Word::Region(region) = named.word { Some((region, *named)) } else { None });
    let regions: Vec<(Region, Named)> = regions.collect();
    if regions.is_empty() {
        return vec![line("No place was named in these days.")];
    }
    let told = regions.iter().map(|(region, named)| {
        let worst = if named.worst == 0 { String::new() } else { format!(", {} as the worst place", times(named.worst)) };
        format!("{}: {}{worst}", capital(region.label()), named.often)
    });
    let placed = format!("A place is named in {}.", count(given.span.placed, "rating"));
    vec![line(placed), Block::Map { often: regions.iter().map(|(region, named)| (*region, named.often)).collect(), told: told.collect() }]
}

fn sessions(given: &Given<'_>) -> Vec<Block> {
    let (breaks, whole_ones): (Vec<_>, Vec<_>) = given.span.sessions.iter().partition(|kept| kept.kind == SessionKind::Break);
    let mut blocks = Vec::new();
    if whole_ones.is_empty() {
        blocks.push(line("None was done in these days."));
    } else {
        let row = |kept: &&&crate::store::Kept| {
            let short = if kept.short == 0 { String::new() } else { format!(" ({} short)", kept.short) };
            let spent = minutes(kept.active_ms.max(0).unsigned_abs());
            vec![kept.title.clone(), format!("{}{short}", kept.done), kept.partial.to_string(), format!("{spent} min")]
        };
        let rows = whole_ones.iter().take(10).map(|kept| row(&kept)).collect();
        blocks.push(Block::Table { head: vec!["What", "Done", "Partly done", "Time in all"], rows, numbers: true });
        if whole_ones.len() > 10 {
            blocks.push(line(format!("And {}.", count(whole(whole_ones.len() - 10), "other thing"))));
        }
    }
    let sum: u32 = breaks.iter().map(|kept| kept.done).sum();
    if sum > 0 {
        blocks.push(line(format!("Movement breaks of a minute or so: {sum}.")));
    }
    if given.span.stopped > 0 {
        blocks.push(line(format!("An exercise was stopped because it hurt: {}.", times(given.span.stopped))));
    }
    let gate = Gate::default();
    let pairs = given.span.changes.n();
    blocks.push(line(match crate::insight::around(&given.span.changes, &gate) {
        Some(found) => format!("{} A number right after a session says how it was then, and nothing of the days.", around(&found)),
        None => format!("Numbers before and after: {}; a usual change is named from {} on.", count(pairs, "session"), gate.pairs),
    }));
    blocks
}

fn named(given: &Given<'_>) -> Vec<Block> {
    let of = |title: &str, is_it: fn(Word) -> bool| {
        let words = given.span.words.iter().filter(|named| is_it(named.word));
        let words: Vec<String> = words.map(|named| format!("{} {}", named.word.label(), named.often)).collect();
        (!words.is_empty()).then(|| Block::Line(title.to_owned(), format!("{}.", words.join(", "))))
    };
    let kinds = [
        of("What it is like:", |word| matches!(word, Word::Quality(_))),
        of("What set it off, as the person sees it:", |word| matches!(word, Word::Trigger(_))),
        of("What was done about it:", |word| matches!(word, Word::Did(_))),
    ];
    let blocks: Vec<Block> = kinds.into_iter().flatten().collect();
    if blocks.is_empty() { vec![line("Nothing was named in these days.")] } else { blocks }
}

fn foot(given: &Given<'_>) -> Vec<String> {
    let with_notes = given.sections.contains(&Section::Notes);
    let mut foot = vec![
        "How to read it: each rating is a whole number from 0 (no pain) to 10 (the worst imaginable), given at the moment it names. A day without one is missing, not 0. \
         Left and right are the person's own."
            .to_owned(),
        "The notes of one person cannot tell what caused a change: pain comes and goes by itself, and people begin to write when it is bad. An interval (likely between) \
         takes in days that resemble their neighbours. The page is no diagnosis."
            .to_owned(),
        "Sources: Farrar 2001, Pain 94; Salaffi 2004, Eur J Pain 8 (how large a change is noticed); Jensen and McFarland 1993, Pain 55 (how many ratings a mean needs). \
         None of them is about the upper back alone."
            .to_owned(),
    ];
    if !with_notes {
        foot.push(format!("Left out unless chosen: {}.", list(&["notes".to_owned(), "medicine".to_owned()])));
    }
    foot
}
