//! The rows of a page: each day or each week with its numbers, and the notes.

use super::facts::{line, whole};
use super::words::{mean, short, week_of};
use super::{Block, Given};
use crate::domain::{Recall, Score, local};
use crate::store::{MOST_CHARS, MOST_OWN, SpanDay};

/// `4`, `3 to 5`
fn reach(least: u8, most: u8) -> String {
    if least == most { least.to_string() } else { format!("{least} to {most}") }
}

pub(super) fn days(given: &Given<'_>) -> Vec<Block> {
    let value = |score: Option<Score>| score.map_or_else(|| "not rated".to_owned(), |score| score.value().to_string());
    let row = |day: &SpanDay| {
        let (least, most) = day.range.unzip();
        let range = least.zip(most).map_or_else(|| "not rated".to_owned(), |(a, b)| reach(a.value(), b.value()));
        vec![
            short(day.day),
            day.ratings.to_string(),
            if day.range.is_some() { value(day.first) } else { String::new() },
            range,
            day.done.to_string(),
        ]
    };
    let head = vec!["Day", "Ratings", "First", "Lowest to highest", "Sessions done"];
    vec![Block::Table { head, rows: given.span.days.iter().map(row).collect(), numbers: true }]
}

pub(super) fn weeks(given: &Given<'_>) -> Vec<Block> {
    let week = |day: &SpanDay| week_of(day.day, given.week);
    let rows = given.span.days.chunk_by(|a, b| week(a) == week(b)).map(|days| {
        let firsts: Vec<u32> = days.iter().filter_map(|day| day.first).map(|score| u32::from(score.value())).collect();
        let ranges = || days.iter().filter_map(|day| day.range);
        let ends = ranges().map(|(least, _)| least.value()).min().zip(ranges().map(|(_, most)| most.value()).max());
        vec![
            days.first().map(|day| short(day.day)).unwrap_or_default(),
            format!("{} of {}", days.iter().filter(|day| day.ratings > 0).count(), days.len()),
            if firsts.is_empty() { String::new() } else { mean(firsts.iter().sum(), whole(firsts.len())) },
            ends.map_or_else(|| "not rated".to_owned(), |(least, most)| reach(least, most)),
            days.iter().map(|day| day.done).sum::<u32>().to_string(),
        ]
    });
    let head = vec!["From", "Days rated", "Mean of first", "Lowest to highest", "Sessions done"];
    vec![Block::Table { head, rows: rows.collect(), numbers: true }]
}

pub(super) fn notes(given: &Given<'_>) -> Vec<Block> {
    let own = &given.span.own;
    if own.is_empty() {
        return vec![line("None was written in these days.")];
    }
    let mut blocks: Vec<Block> = own
        .iter()
        .take(MOST_OWN)
        .map(|own| {
            let felt = local(own.felt_at, own.felt_off);
            let span = match own.recall {
                Recall::Now => "",
                Recall::Average => ", average of the day",
                Recall::Worst => ", worst of the day",
            };
            let when = format!("{}, {}, pain {}{span}:", felt.format("%a %-d %b"), given.clock.time(felt), own.score.value());
            let medicine = own.medicine.as_ref().map(|medicine| format!("Medicine: {medicine}."));
            let note = own.note.as_ref().map(|note| {
                if note.chars().count() > MOST_CHARS {
                    format!("{} (cut)", note.chars().take(MOST_CHARS).collect::<String>())
                } else {
                    note.clone()
                }
            });
            Block::Line(when, medicine.into_iter().chain(note).collect::<Vec<_>>().join(" "))
        })
        .collect();
    if own.len() > MOST_OWN {
        blocks.push(line(format!("Older ones are left out; these are the newest {MOST_OWN}.")));
    }
    blocks
}
