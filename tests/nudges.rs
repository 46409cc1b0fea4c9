//! Nudges as the person meets them: whole journeys of keys and time through the core, to the rows of the store.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use support::{Beginning, Journey};
use unhunch::breaks::{Answer, Nudge};
use unhunch::runtime::Event;
use unhunch::store::{BreaksRequest, Errand, Request};

fn nudged() -> Journey {
    Journey::new(Beginning { nudges: true, ..Beginning::default() })
}

/// The answers that were kept, in their order.
fn answers(journey: &Journey) -> Vec<(Nudge, Option<Answer>)> {
    let kept = journey.asked.iter().filter_map(|(_, request)| match request {
        Request::Breaks(BreaksRequest::Keep(keep, _)) => Some(keep.answered.iter().map(|row| (row.kind, row.answer)).collect::<Vec<_>>()),
        _ => None,
    });
    kept.flatten().collect()
}

#[test]
fn it_comes_at_its_time_and_its_keys_are_dead_at_first() {
    let mut journey = nudged();
    let before = journey.text();
    assert!(before.contains("next move 09:40") || before.contains("next move 9:40"), "{before}");
    let shown = journey.play("@41m");
    assert!(shown.contains("Time to move") && shown.contains("Sitting since"), "{shown}");
    let mut journey = nudged();
    journey.play("@39m @59s @999ms");
    assert!(!journey.text().contains("Time to move"));
    assert!(journey.play("@1s x").contains("Time to move"), "the key was on its way when it came");
    assert!(!journey.play("@2s x").contains("Time to move"));
    assert_eq!(answers(&journey), [(Nudge::Move, Some(Answer::Skipped))]);
}

#[test]
fn one_key_leads_from_the_nudge_to_moving_and_no_number_is_asked() {
    let mut journey = nudged();
    let shown = journey.play("@41m m @2s");
    assert!(!shown.contains("Time to move") && !shown.contains("How is your upper back"), "{shown}");
    assert!(shown.contains("left"), "a session runs\n{shown}");
    let after = journey.play("@59s");
    assert!(after.contains("Your break is saved."), "{after}");
    assert!(journey.play("@10s").contains("1  ") || journey.text().contains("1 Today"));
    assert_eq!(answers(&journey), [(Nudge::Move, Some(Answer::Taken))]);
    let begun =
        journey.asked.iter().filter_map(|(_, asked)| if let Request::Begin(begin) = asked { Some(begin.what.clone()) } else { None });
    assert_eq!(begun.collect::<Vec<_>>(), ["movement-break"]);
}

#[test]
fn five_breaks_are_five_different_exercises() {
    let mut journey = nudged();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..5 {
        journey.play("m @90s j");
        let last = journey
            .asked
            .iter()
            .rev()
            .find_map(|(_, asked)| if let Request::Log(item) = asked { Some(item.exercise.clone()) } else { None });
        seen.insert(last.expect("something was done"));
    }
    assert_eq!(seen.len(), 5, "{seen:?}");
}

#[test]
fn while_something_is_typed_a_nudge_waits_in_one_line_and_takes_no_key() {
    let mut journey = nudged();
    let shown = journey.play("2/ @41m mzx");
    assert!(shown.contains("mzx"), "typed text is not eaten\n{shown}");
    assert!(shown.contains("Time to move: m, after this"), "{shown}");
    assert!(answers(&journey).is_empty());
    let after = journey.play("<esc>");
    assert!(after.contains("m   Move"), "{after}");
    for way in ["p", "s", "Z"] {
        let mut journey = nudged();
        let shown = journey.play(&format!("{way} @41m x"));
        assert!(answers(&journey).is_empty() && !shown.contains("m   Move"), "{way}\n{shown}");
    }
}

#[test]
fn unanswered_it_comes_three_times_and_then_it_is_quiet() {
    let mut journey = nudged();
    assert!(journey.play("@46m @5s").contains("Time to move"));
    let shown = journey.play("@10m");
    assert!(!shown.contains("Time to move"), "{shown}");
    assert_eq!(answers(&journey), [(Nudge::Move, Some(Answer::Missed))]);
}

#[test]
fn a_snooze_brings_the_same_one_and_two_skips_the_smallest() {
    let mut journey = nudged();
    let shown = journey.play("@41m z");
    assert!(shown.contains("next move 9:46") || shown.contains("next move 09:46"), "{shown}");
    let shown = journey.play("@6m x @41m x @41m");
    assert!(shown.contains("the smallest: 45 seconds, seated"), "{shown}");
    journey.play("m");
    let begun =
        journey.asked.iter().rev().find_map(|(_, asked)| if let Request::Begin(begin) = asked { Some(begin.clone()) } else { None });
    let begun = begun.expect("it began");
    assert!(begun.short && begun.planned_ms <= 45_000, "{begun:?}");
}

#[test]
fn a_time_away_is_asked_in_one_line_and_answered_with_one_key() {
    for (key, said) in [("d", "Rested"), ("w", "Worked"), ("x", "Ignored")] {
        let mut journey = nudged();
        journey.play("@20m");
        journey.sleep(Duration::from_secs(25 * 60));
        journey.happens(Event::Time);
        let shown = journey.play("@2s");
        assert!(shown.contains("You were away 25 min") && shown.contains("rested") && shown.contains("worked"), "{shown}");
        assert!(!journey.play(key).contains("You were away"), "{said}");
        let shown = journey.text();
        let next = if key == "w" { "Time to move" } else { "next move" };
        assert!(shown.contains(next), "{said}\n{shown}");
    }
}

#[test]
fn a_pause_shows_its_end_and_what_came_due_meanwhile_comes_with_it() {
    let mut journey = nudged();
    let shown = journey.play("Z");
    assert!(shown.contains("Pause nudges") && shown.contains("until 9:30") || shown.contains("until 09:30"), "{shown}");
    let shown = journey.play("2 @1s");
    assert!(shown.contains("paused until 10:00"), "{shown}");
    assert!(!journey.play("@59m").contains("Time to move"));
    assert!(journey.play("@2m").contains("Time to move"));
    let mut journey = nudged();
    let shown = journey.play("Z4 14:30 <enter> @6s");
    assert!(shown.contains("paused until 14:30"), "{shown}");
    assert!(journey.play("Z1").contains("next move"), "and can be ended");
}

#[test]
fn what_a_command_left_is_done_when_the_screen_is_free() {
    let mut journey = nudged();
    let stamp = unhunch::store::Stamp { at: journey.now().millis(), off: 60, day: unhunch::domain::Day(20514) };
    journey.play("p");
    journey.store().answer(&Request::Breaks(BreaksRequest::Leave(Errand::Break)), stamp).expect("left");
    journey.happens(Event::Outside);
    assert!(journey.text().contains("How is your upper back"), "the scale has the screen");
    let shown = journey.play("<esc> @2s");
    assert!(shown.contains("left"), "then it begins\n{shown}");
}

#[test]
fn before_the_first_start_is_over_there_are_no_nudges_and_in_a_second_tab_none() {
    let mut journey = Journey::new(Beginning { nudges: true, welcomed: false, ..Beginning::default() });
    assert!(!journey.play("@3h").contains("Time to move"));
    let mut journey = nudged();
    journey.happens(Event::Leads(false));
    assert!(!journey.play("@41m").contains("Time to move"));
    journey.happens(Event::Leads(true));
    assert!(journey.play("@1s").contains("Time to move"));
}

#[test]
fn with_the_timer_armed_nothing_wakes_before_it_is_due() {
    let mut journey = nudged();
    let frames = journey.frames;
    journey.play("@38m");
    assert_eq!(journey.frames, frames);
}

#[test]
fn time_in_which_no_tab_was_open_was_no_sitting() {
    let mut journey = nudged();
    journey.play("@10m");
    let start = "2026-03-02T13:00:00+01:00";
    let mut journey = journey.again(Beginning { start, nudges: true, ..Beginning::default() });
    let shown = journey.play("@2s");
    assert!(shown.contains("next move 13:40") && !shown.contains("Time to move"), "{shown}");
}
