//! The pane of breaks: the day as a line, the last days as a table, and that its figures are those of the file.

use std::path::Path;

use super::scene::{fresh, kept, kept_in_colour, light, mono, on};
use super::seed;
use super::support::{Beginning, Journey};
use unhunch::store::{OpenPlan, Store};

/// After two weeks at the desk, at five past two.
fn at_the_desk(store: Store, script: &str) -> Journey {
    on(beginning(store), script)
}

fn beginning(store: Store) -> Beginning {
    Beginning { start: "2026-03-02T14:05:00+01:00", store: Some(store), nudges: true, ..Beginning::default() }
}

#[test]
fn the_day_is_a_line_and_the_days_are_a_table() {
    kept("breaks", at_the_desk(seed::at_a_desk(), "6"));
    kept("breaks_earlier", at_the_desk(seed::at_a_desk(), "6G"));
    kept("breaks_paused", at_the_desk(seed::at_a_desk(), "6Z2@6s"));
    kept("breaks_help", at_the_desk(seed::at_a_desk(), "6?"));
}

#[test]
fn it_can_be_read_without_colours_and_on_a_light_ground() {
    for (name, env, theme) in [("breaks_mono", mono as fn(&str) -> Option<String>, "mono"), ("breaks_light", light, "calm-light")] {
        kept_in_colour(name, &on(Beginning { env, ..beginning(seed::at_a_desk()) }, "6"), theme);
    }
}

#[test]
fn before_anything_is_known_it_says_what_will_stand_here() {
    kept("breaks_empty", on(Beginning { nudges: true, ..Beginning::default() }, "6"));
    kept("breaks_first_hour", on(Beginning { nudges: true, ..Beginning::default() }, "@20m 6"));
}

#[test]
fn with_nudges_off_it_says_so() {
    let store = super::scene::chosen(Store::in_memory().expect("a store"), "nudges", "false");
    let journey = on(Beginning { store: Some(store), nudges: true, ..Beginning::default() }, "6");
    assert!(journey.text().contains("Nudges to move are off"), "{}", journey.text());
}

#[test]
fn what_one_does_in_the_pane_is_in_it_at_once() {
    let mut journey = at_the_desk(seed::at_a_desk(), "6");
    let today = |journey: &Journey| row(&journey.text(), "Mon 2").expect("today");
    let before = today(&journey);
    journey.play("@17m");
    assert!(journey.text().contains("Time to move"), "{}", journey.text());
    let waits = journey.play("@2s d");
    let after = today(&journey);
    assert_eq!((after[0], after[2]), (before[0] + 1, before[2] + 1), "one more came due, and was done already\n{waits}");
    assert!(waits.contains("Sitting since 14:22"), "{waits}");
}

#[test]
fn nothing_is_asked_while_nothing_happens() {
    let mut journey = at_the_desk(seed::at_a_desk(), "6");
    let (asked, frames) = (journey.asked.len(), journey.frames);
    journey.play("@10m");
    assert_eq!((journey.asked.len(), journey.frames), (asked, frames));
    journey.play("<down><down>gG");
    assert_eq!(journey.asked.len(), asked, "nor by turning in it");
}

#[test]
fn its_keys_lead_to_pauses_and_settings_and_back() {
    let mut journey = at_the_desk(seed::at_a_desk(), "6");
    assert!(journey.play("Z").contains("Pause nudges"));
    assert!(journey.play("2 @6s").contains("Paused until 15:05") || journey.text().contains("paused until 15:05"), "{}", journey.text());
    assert!(journey.play(",").contains("Settings"));
    assert!(journey.play("<esc>").contains("longest"));
    assert!(journey.play("<esc>").contains("Begin"), "and home");
    assert!(fresh("5<tab>").text().contains("6 Breaks"));
}

/// The numbers of a day's row: seven counts, and the minutes of the longest sitting.
fn row(text: &str, day: &str) -> Option<Vec<i64>> {
    let line = text.lines().map(str::trim).find(|line| line.starts_with(&format!("{day} ")))?;
    let cells: Vec<&str> = line[day.len()..].split_whitespace().collect();
    let number = |word: &&str| if *word == "·" { 0 } else { word.parse().expect("a number") };
    let mut numbers: Vec<i64> = cells[..7].iter().map(number).collect();
    numbers.push(match cells[7..] {
        ["·"] => 0,
        [n, "min"] => n.parse().expect("minutes"),
        [h, "h"] => h.parse::<i64>().expect("hours") * 60,
        [h, "h", n, "min"] => h.parse::<i64>().expect("hours") * 60 + n.parse::<i64>().expect("minutes"),
        _ => panic!("{line}"),
    });
    Some(numbers)
}

/// The same by plain questions to the file, one a number.
fn counted(db: &rusqlite::Connection, day: i32) -> Vec<i64> {
    let one = |sql: &str| db.query_row(sql, [day], |row| row.get::<_, Option<i64>>(0)).expect(sql).unwrap_or(0);
    let mut numbers = vec![one("SELECT count(*) FROM nudge WHERE kind = 'move' AND day = ?1")];
    for what in ["answer = 'taken'", "answer = 'already'", "snoozed_ms > 0", "answer = 'skipped'", "answer = 'missed'", "answer = 'away'"] {
        numbers.push(one(&format!("SELECT count(*) FROM nudge WHERE kind = 'move' AND day = ?1 AND {what}")));
    }
    numbers.push(one("SELECT max(to_at - from_at) / 60000 FROM span WHERE kind = 'sat' AND day = ?1"));
    numbers
}

fn in_file(dir: &Path) -> Store {
    let mut store = Store::open(&OpenPlan { dir, create: true, stamp: seed::at(14, 8, 0) }).expect("opens").store;
    seed::sit_two_weeks(&mut store);
    store
}

#[test]
fn every_figure_is_what_a_plain_query_says_of_the_same_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut journey = at_the_desk(in_file(dir.path()), "6");
    journey.resize(120, 36);
    let text = journey.text();
    let db = rusqlite::Connection::open(dir.path().join("journal.db")).expect("opens");
    let mut sums = vec![0i64; 8];
    for back in 0..14 {
        let day = seed::at(back, 12, 0).day;
        let name = day.date().format("%a %-d").to_string();
        let (shown, told) = (row(&text, &name).unwrap_or_else(|| panic!("{name}\n{text}")), counted(&db, day.0));
        assert_eq!(shown, told, "{name}\n{text}");
        for (sum, n) in sums.iter_mut().zip(&told[..7]) {
            *sum += n;
        }
        sums[7] = sums[7].max(told[7]);
    }
    assert!(sums.iter().all(|n| *n > 0), "each of them occurs: {sums:?}");
    let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        format!("14 days, {} nudges to move: {} taken, {} already,", sums[0], sums[1], sums[2]),
        format!("; {} snoozed.", sums[3]),
        format!("{} skipped, {} missed, {} away", sums[4], sums[5], sums[6]),
    ] {
        assert!(said.contains(&words), "{words}\n{text}");
    }
    // and once more after what is done in the tab and beside it
    journey.play("@17m @2s x");
    let today = seed::at(0, 12, 0).day;
    assert_eq!(row(&journey.text(), "Mon 2").expect("today"), counted(&db, today.0));
}
