//! Journeys through the journal: a number saved at once, its form, what is left half filled, deleting and taking back, paging.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use support::{Beginning, Journey, journey};
use unhunch::domain::{Day, EntryMoment, Recall, RunEnd, Score};
use unhunch::runtime::Event;
use unhunch::store::{
    Around, JournalReply, JournalRequest, JournalRow, JournalWhat, NewEntry, NewRun, PlanRequest, Reply, Request, Stamp, Store,
};

const NINE: Stamp = Stamp { at: 1_772_438_400_000, off: 60, day: Day(20_514) };

fn start(script: &str) -> Journey {
    let mut journey = Journey::new(Beginning::default());
    journey.play(script);
    journey
}

fn rate(store: &mut Store, score: u8, stamp: Stamp) {
    let entry = NewEntry::now(Score::new(score).expect("a score"), EntryMoment::Free, None);
    store.answer(&Request::Rate(Box::new(entry)), stamp).expect("saved");
}

/// What the journal lists, the newest first.
fn rows(journey: &mut Journey) -> Vec<JournalRow> {
    match journey.store().answer(&Request::Journal(JournalRequest::Page(Around::Newest)), NINE) {
        Ok(Reply::Journal(JournalReply::Page(page))) => page.rows,
        other => panic!("{other:?}"),
    }
}

fn scores(journey: &mut Journey) -> Vec<u8> {
    let score = |row: &JournalRow| if let JournalWhat::Entry { entry, .. } = &row.what { Some(entry.score.value()) } else { None };
    rows(journey).iter().filter_map(score).collect()
}

fn note(journey: &mut Journey) -> Option<String> {
    rows(journey).into_iter().find_map(|row| if let JournalWhat::Entry { entry, .. } = row.what { entry.note } else { None })
}

fn drafts(journey: &Journey) -> usize {
    journey.asked.iter().filter(|(_, asked)| matches!(asked, Request::Journal(JournalRequest::Draft { .. }))).count()
}

/// To the note of the form.
const TO_NOTE: &str = "<tab><tab><tab><tab><tab>";

#[test]
fn one_key_saves_and_the_form_closes_by_enter_or_escape() {
    for close in ["<enter>", "<esc>", "q"] {
        let mut journey = start("p6");
        assert_eq!(scores(&mut journey), [6], "saved before anything else is asked");
        assert!(journey.text().contains("Saved, 09:00. Only the number is needed."), "{}", journey.text());
        let after = journey.play(close);
        assert!(after.contains("Last pain 6"), "{after}");
        assert_eq!(journey.play("u").matches("Taken back: the rating 6.").count(), 1);
        assert!(scores(&mut journey).is_empty());
    }
}

#[test]
fn everything_in_the_form_is_saved_in_one_step_and_taken_back_in_one() {
    let mut journey = start(&format!("p6<space><tab><space><tab><space><tab><space><tab>ibu{}one<enter>two<ctrl-s>", "<tab>"));
    journey.resize(120, 36);
    let shown = journey.play("3");
    for words in ["neck left", "dull", "sitting long", "a session", "ibu", "one", "two"] {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
    journey.play("u");
    assert_eq!((scores(&mut journey), note(&mut journey)), (vec![6], None), "the number stays");
    journey.play("u");
    assert!(scores(&mut journey).is_empty());
}

#[test]
fn digits_set_the_number_outside_of_text_and_are_typed_inside() {
    let mut journey = start(&format!("p6 3 {TO_NOTE} 4 5 <ctrl-s>"));
    assert_eq!((scores(&mut journey), note(&mut journey)), (vec![3], Some("45".into())));
}

#[test]
fn a_changed_form_is_left_in_three_ways() {
    let mut journey = start("p6<space><esc>");
    assert!(journey.text().contains("Leave the form?"));
    assert!(journey.play("<esc>").contains("● left"), "it goes on being edited");
    journey.play("<esc>3");
    assert_eq!(rows(&mut journey).len(), 1);
    assert!(!journey.play("3").contains("neck left"), "left without saving");
    let mut journey = start("p6<space><esc>2");
    assert!(journey.play("3").contains("neck left"), "saved");
}

#[test]
fn a_half_filled_form_is_kept_within_two_seconds_and_not_for_each_key() {
    let mut journey = start(&format!("p6{TO_NOTE}"));
    journey.play("a<space>long@0.2s call@0.2s and@0.2s so@0.2s on");
    assert_eq!(drafts(&journey), 0);
    journey.play("@1s");
    assert_eq!(drafts(&journey), 1);
    journey.play("@1h");
    assert_eq!(drafts(&journey), 1, "nothing more was typed");
    let mut later = journey.again(Beginning { start: "2026-03-02T11:00:00+01:00", ..Beginning::default() });
    assert!(later.play("3").contains("half filled"));
    let shown = later.play(&format!("<enter>{TO_NOTE}"));
    assert!(shown.contains("a longcallandsoon"), "{shown}");
    later.play("!<ctrl-s>");
    assert_eq!(note(&mut later).as_deref(), Some("a longcallandsoon!"));
    assert!(!later.text().contains("half filled"));
    assert_eq!(later.play("<enter>").matches("Change a rating").count(), 1);
    later.play("<esc>");
    assert!(matches!(&rows(&mut later)[0].what, JournalWhat::Entry { has_draft: false, .. }));
}

#[test]
fn typing_without_a_pause_is_kept_too() {
    let mut journey = start(&format!("p6{TO_NOTE}"));
    for _ in 0..50 {
        journey.play("x@0.1s");
    }
    assert!((3..=5).contains(&drafts(&journey)), "{} in five seconds", drafts(&journey));
}

#[test]
fn what_is_left_without_saving_is_forgotten() {
    let mut journey = start(&format!("p6{TO_NOTE}x@2s <esc>3"));
    assert!(matches!(&rows(&mut journey)[0].what, JournalWhat::Entry { has_draft: false, entry, .. } if entry.note.is_none()));
}

#[test]
fn a_rating_set_back_in_time_stands_under_its_day_as_late() {
    let mut journey = start(&format!("p6{TO_NOTE}<tab><ctrl-w>y<space>21:30<enter>3"));
    let shown = journey.text();
    assert!(shown.contains("Yesterday, Sunday 1 March") && shown.contains("21:30   6") && shown.contains("late"), "{shown}");
    assert_eq!(rows(&mut journey)[0].place.day, NINE.day.back(1));
    let mut journey = start(&format!("p6{TO_NOTE}<tab>----<enter>3"));
    assert!(journey.text().contains("08:00   6"), "{}", journey.text());
    journey.play("u");
    assert!(journey.text().contains("09:00   6"), "{}", journey.text());
}

#[test]
fn a_flagged_word_opens_the_warning_signs_once_and_one_key_closes_them() {
    let tingling = format!("<tab>{}<space>", "<right>".repeat(6));
    let mut journey = start(&format!("p6{tingling}<enter>"));
    assert!(journey.text().contains("Before you go on") && journey.text().contains("Is it new"), "{}", journey.text());
    assert!(journey.play("<esc>").contains("Last pain 6"));
    assert!(!journey.play("3<enter>4<enter>").contains("Before you go on"), "it was marked before");
    assert_eq!(scores(&mut journey), [4]);
}

#[test]
fn the_regions_of_the_rating_before_are_taken_over_by_one_key() {
    let mut journey = start("p5<space><down>*<enter>p6=<enter>3");
    let shown = journey.play("<enter>");
    assert!(shown.contains("neck left, base of the skull") && shown.contains("the worst: base of the skull"), "{shown}");
}

#[test]
fn a_row_is_deleted_at_once_and_brought_back() {
    let mut journey = start("p5<esc>@1m p6<esc>3");
    let shown = journey.play("D");
    assert!(shown.contains("Deleted: the rating 6. u brings it back."), "{shown}");
    assert_eq!(scores(&mut journey), [5]);
    assert!(journey.play("u").contains("Taken back: deleting the rating 6."));
    assert_eq!(scores(&mut journey), [6, 5]);
    journey.play("<delete><delete>");
    assert!(scores(&mut journey).is_empty());
    assert!(journey.text().contains("Press p and one number."), "{}", journey.text());
}

#[test]
fn a_deleted_session_leaves_its_ratings() {
    let mut journey = start("S4");
    journey.hurry(std::time::Duration::from_secs(175));
    journey.play("2<enter>3");
    assert_eq!(rows(&mut journey).len(), 3);
    let shown = journey.play("<down>D");
    assert!(shown.contains("Deleted: the session Daily relief.") && !shown.contains("after Daily relief"), "{shown}");
    assert_eq!(scores(&mut journey), [2, 4]);
    assert!(journey.play("u").contains("after Daily relief"));
}

#[test]
fn what_another_process_writes_is_in_the_open_journal_at_once() {
    let mut journey = start("3");
    rate(journey.store(), 7, NINE);
    journey.happens(Event::Outside);
    assert!(journey.text().contains("7   only the number"), "{}", journey.text());
}

#[test]
fn a_thousand_rows_are_walked_from_end_to_end() {
    let mut store = Store::in_memory().expect("a store");
    for n in 0..1000i64 {
        let back = i32::try_from(n / 3).expect("small");
        let stamp = Stamp { at: NINE.at - i64::from(back) * 86_400_000 - n % 3 * 60_000, day: NINE.day.back(back), ..NINE };
        rate(&mut store, u8::try_from(n % 11).expect("small"), stamp);
    }
    let mut journey = Journey::new(Beginning { store: Some(store), ..Beginning::default() });
    journey.strict = false;
    journey.play("3");
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..999 {
        journey.play("<down>");
        let row = journey.text().lines().find(|line| line.starts_with(" ▌")).expect("a selected row").chars().take(45).collect::<String>();
        let day = journey.text().lines().nth(5).map(|line| line.chars().skip(48).collect::<String>()).expect("a day");
        seen.insert((day, row));
    }
    assert_eq!(seen.len(), 999, "each once");
    let pages = journey.asked.iter().filter(|(_, asked)| matches!(asked, Request::Journal(JournalRequest::Page(_)))).count();
    assert!(pages < 20, "{pages} stretches were read");
    let last = journey.text();
    assert_eq!(journey.play("gG"), last);
    assert!(journey.play("g").contains("Today, Monday 2 March"));
}

#[test]
fn the_average_is_its_own_series_and_a_second_one_takes_its_place() {
    let mut journey = start("3");
    assert!(journey.play("a").contains("on average today?"));
    assert!(journey.play("6").contains("average of the day"));
    journey.play("a4");
    assert_eq!(scores(&mut journey), [4]);
    let JournalWhat::Entry { entry, .. } = &rows(&mut journey)[0].what else { panic!("no rating") };
    assert_eq!((entry.recall, entry.moment), (Recall::Average, EntryMoment::Evening));
    assert!(journey.play("1").contains("No rating yet"), "not how it is now");
}

#[test]
fn while_a_session_runs_a_number_leads_back_to_it() {
    let shown = journey("s5@12s p4");
    assert!(shown.contains("Saved: 4") && !shown.contains("Only the number is needed"), "{shown}");
}

#[test]
fn at_rest_nothing_is_due() {
    for script in ["3", "3/rel", "3#", "p5", "p5<esc>3<enter>", "3a", "p5<space>@2s"] {
        let mut journey = start(script);
        let frames = journey.frames;
        journey.play("@5h");
        assert_eq!(journey.frames, frames, "after {script:?} something moved by itself");
    }
}

#[test]
fn a_click_selects_a_row_a_second_one_opens_it_and_the_wheel_moves() {
    let mut journey = start("p5<esc>@1m p6<esc>@1m p7<esc>3");
    let shown = journey.click("5   only the number");
    assert!(shown.contains("5 of 10"), "{shown}");
    let form = journey.click("5   only the number");
    assert!(form.contains("Change a rating"), "{form}");
    journey.click("Medicine");
    assert!(journey.play("ibu").contains("ibu"), "one types where one clicked");
    let shown = journey.play("<enter>");
    assert!(shown.contains("5 of 10"), "{shown}");
    let shown = journey.wheel("only the number", false);
    assert!(shown.contains("6 of 10"), "{shown}");
}

#[test]
fn a_time_that_is_typed_takes_the_place_of_the_one_that_stands_there() {
    let mut journey = Journey::new(Beginning::default());
    let shown = journey.play("p5<tab><tab><tab><tab><tab><tab> 07:30");
    assert!(shown.contains("07:30") && !shown.contains("09:0007:30"), "{shown}");
    journey.play("<enter>");
    let shown = journey.play("3");
    assert!(shown.contains("07:30") && shown.contains("late"), "entered an hour and a half after it was felt\n{shown}");
}

#[test]
fn a_click_marks_a_word_and_a_second_one_takes_the_mark_away() {
    let mut journey = start("p5<esc>p6");
    assert!(journey.click("base of the skull").contains("base of the skull   ●"));
    assert!(journey.click("base of the skull   ●").contains("base of the skull   ○"), "{}", journey.text());
    journey.click("base of the skull");
    assert!(journey.text().contains("nothing marked") && !journey.text().contains("the worst:"), "one region has no worst");
    let shown = journey.click("○ left");
    assert!(shown.contains("neck left, base of the skull") && shown.contains("the worst: not said"), "{shown}");
    assert!(journey.click("the worst").contains("the worst: neck left"));
    assert!(journey.click("the worst").contains("the worst: base of the skull"));
    assert!(journey.click("the worst").contains("the worst: not said"));
    journey.click("Feels");
    assert!(journey.click("○ tight").contains("● tight"));
    journey.click("Enter save");
    let shown = journey.play("3");
    assert!(shown.contains("neck left, base of the") && shown.contains("Feels  tight"), "{shown}");
    journey.play("p4");
    let shown = journey.click("= as last");
    assert!(shown.contains("neck left, base of the skull"), "{shown}");
}

#[test]
fn another_number_in_the_form_is_seen_before_it_is_saved_and_taken_back_after() {
    let mut journey = start("p6");
    assert!(!journey.text().contains("was 6"));
    let shown = journey.play("3");
    assert!(shown.contains("was 6") && shown.contains("Saved as 6, 09:00. The 3 is not saved yet."), "{shown}");
    assert!(!journey.play("6").contains("was 6"), "it is the same again");
    journey.click("more");
    assert!(journey.click("more").contains("The 8 is not saved yet."));
    assert!(journey.click("less").contains("The 7 is not saved yet."));
    journey.play("<enter>");
    assert_eq!(scores(&mut journey), [7]);
    assert!(journey.play("u").contains("Taken back: the change of the rating 6."));
    assert_eq!(scores(&mut journey), [6]);
}

#[test]
fn a_day_with_several_ratings_shows_all_of_them() {
    let mut store = Store::in_memory().expect("a store");
    for (n, score) in (0i64..).zip([6, 2, 9]) {
        rate(&mut store, score, Stamp { at: NINE.at - 86_400_000 + n * 60_000, day: NINE.day.back(1), ..NINE });
    }
    let mut journey = Journey::new(Beginning { store: Some(store), ..Beginning::default() });
    let shown = journey.play("3");
    assert!(shown.contains("▘ several single") && shown.contains("single 2 to 9."), "{shown}");
    assert!(journey.play("#").contains("6 2 9 (3)"));
    journey.resize(60, 18);
    assert!(journey.play("#").contains("ratings in the table."), "figures have room for the last only\n{}", journey.text());
}

#[test]
fn while_a_plan_runs_the_chart_shows_its_days() {
    let mut store = Store::in_memory().expect("a store");
    let new = NewRun {
        plan: "two-week-tracking".into(),
        title: "Two weeks of tracking".into(),
        routine: "daily-relief".into(),
        length: 14,
        from: NINE.day.back(4),
        baseline: false,
        closes: RunEnd::Restarted,
    };
    store.answer(&Request::Plan(PlanRequest::Start(Box::new(new))), NINE).expect("started");
    rate(&mut store, 6, Stamp { at: NINE.at - 86_400_000, day: NINE.day.back(1), ..NINE });
    let mut journey = Journey::new(Beginning { store: Some(store), ..Beginning::default() });
    let shown = journey.play("3");
    assert!(shown.contains("The plan, 26 Feb to 11 Mar") && shown.contains("1 of 5 days has a number"), "{shown}");
    assert!(shown.contains("1    2    3    4    5    6"), "numbered by the days of the plan\n{shown}");
    let table = journey.play("#");
    assert!(table.contains("Sun 1 Mar    4") && !table.contains("Tue 3 Mar"), "days to come are no rows\n{table}");
    assert!(journey.play("#+").contains("Last 14 days"));
    assert!(journey.play("-").contains("The plan"));
    assert!(journey.play("<left>").contains("12 Feb to 25 Feb"), "the days before it");
    let mut later = journey.again(Beginning { start: "2026-03-26T09:00:00+01:00", ..Beginning::default() });
    assert!(later.play("3").contains("Last 14 days"), "it ended a fortnight ago\n{}", later.text());
}
