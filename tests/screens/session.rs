//! Around the player: what stands before a session and after it.

use std::time::Duration;

use super::scene::{fresh, kept, kept_at, kept_in_colour, mono, on, used};
use super::seed;
use super::support::{Beginning, Journey};
use unhunch::store::Request;

#[test]
fn a_routine_tells_its_length_positions_and_needs_before_it_asks() {
    kept("start_routine", fresh("s"));
    kept_in_colour("start_in_colour", &fresh("s"), "calm-dark");
}

#[test]
fn the_short_version_is_one_key_away() {
    kept("start_short", fresh("S"));
}

#[test]
fn one_exercise_alone_has_no_short_version() {
    kept("start_exercise", fresh("2/doorway<enter><enter>"));
}

#[test]
fn care_starts_on_the_same_page() {
    kept("start_care", fresh("2/heat<space>pack<enter><enter>"));
}

#[test]
fn arrows_choose_a_number_that_enter_takes() {
    kept("start_chosen", fresh("s<right><right><right><right>"));
    kept_in_colour("start_chosen_mono", &on(Beginning { env: mono, ..Beginning::default() }, "s<right><right><right><right>"), "mono");
}

#[test]
fn a_rating_of_its_own_shows_nothing_of_the_last() {
    kept("rate_free", used("p"));
}

/// The short version of the daily routine, played to its end with nothing pressed after `before`.
fn through(before: &str) -> Journey {
    let mut journey = used(before);
    journey.hurry(Duration::from_secs(175));
    journey
}

#[test]
fn after_the_last_second_one_number_is_asked_for() {
    kept("rate_after", through("S5"));
}

#[test]
fn a_summary_shows_two_numbers_and_what_was_done() {
    let mut journey = through("S5");
    journey.play("3");
    kept("summary_pair", journey);
}

#[test]
fn a_missing_number_stays_missing() {
    let mut journey = through("S5");
    journey.play("<enter>");
    kept("summary_after_missing", journey);
    let mut journey = through("S<enter>");
    journey.play("10"); // the 1; the page that follows takes no 0
    kept("summary_before_missing", journey);
}

#[test]
fn what_was_skipped_and_what_was_done_in_part_is_said_so() {
    let mut journey = used("s5@@30s n @@50s n n");
    journey.hurry(Duration::from_secs(60));
    journey.play("q2t");
    kept("summary_partly", journey);
}

#[test]
fn a_whole_routine_fits_its_summary() {
    let mut journey = used("s5");
    journey.hurry(Duration::from_secs(1085));
    journey.play("4");
    kept("summary_whole", journey);
}

#[test]
fn what_does_not_fit_a_small_summary_is_reached_with_the_arrows() {
    let mut journey = on(Beginning { store: Some(super::seed::two_weeks()), size: (60, 18), ..Beginning::default() }, "s5");
    journey.hurry(Duration::from_secs(1085));
    journey.play("4");
    assert!(journey.text().contains("of 8  ↑ ↓"), "{}", journey.text());
    journey.play("<down><down><down><down><down><down><down><down>");
    kept_at("summary_scrolled", journey, &[(60, 18)]);
}

#[test]
fn a_session_left_in_the_middle_is_offered_with_its_place() {
    let later = || Beginning { start: "2026-03-02T09:30:00+01:00", ..Beginning::default() };
    let mut left = used("s5");
    left.hurry(Duration::from_secs(200));
    kept("resume", left.again(later()));
}

#[test]
fn what_still_runs_elsewhere_can_be_taken_over() {
    let soon = Beginning { start: "2026-03-02T09:00:27+01:00", ..Beginning::default() };
    let mut journey = used("s5@25s").again(soon);
    journey.play("<enter>");
    kept("resume_elsewhere", journey);
}

/// After a session that ended higher than it began.
fn ended_higher(script: &str) -> Journey {
    let mut store = seed::two_weeks();
    seed::session(&mut store, (0, 7), Some(4), Some(6), false);
    on(Beginning { store: Some(store), ..Beginning::default() }, script)
}

#[test]
fn from_six_up_the_gentle_forms_come_by_themselves_and_say_so() {
    let journey = used("s7 @1s");
    let shown = journey.text();
    assert!(shown.contains("Gentle forms at 7. For the full ones: Backspace, then f."), "{shown}");
    kept("start_gentle_begun", journey);
}

#[test]
fn after_a_session_that_ended_higher_the_gentle_forms_come_and_one_key_overrides() {
    let mut journey = ended_higher("s");
    let gentle = journey.text();
    assert!(gentle.contains("The gentle forms: last time it was 4 before and 6 after."), "{gentle}");
    kept("start_gentle", ended_higher("s"));
    let full = journey.play("f");
    assert!(full.contains("The full forms, whatever the number."), "{full}");
    assert!(full.contains("18 min") && !gentle.contains("18 min"), "the full ones take longer");
    journey.play("8 @1s");
    let Some((_, Request::Begin(begin))) = journey.asked.iter().rev().find(|(_, asked)| matches!(asked, Request::Begin(_))) else {
        panic!("not begun")
    };
    assert!(!begin.gentle, "a choice is done, whatever the number");
}

#[test]
fn what_was_begun_gently_is_stored_as_gentle_and_can_be_taken_back() {
    let gentle = |journey: &Journey| -> Vec<bool> {
        let begun = |(_, asked): &(_, Request)| if let Request::Begin(begin) = asked { Some(begin.gentle) } else { None };
        journey.asked.iter().filter_map(begun).collect()
    };
    let mut journey = used("s7 @1s");
    assert_eq!(gentle(&journey), [true]);
    journey.play("<backspace>");
    assert!(journey.text().contains("From 6 up, the gentle forms."), "{}", journey.text());
    journey.play("f f 7 @1s");
    assert_eq!(gentle(&journey), [true, false], "twice another form is the full one, chosen");
}
