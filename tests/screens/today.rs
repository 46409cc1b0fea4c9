//! Today: before anything, after two weeks, done, left in the middle, and in every look.

use super::scene::{chosen, dark, fresh, kept, kept_at, kept_in_colour, light, mono, octant, on, used};
use super::seed;
use super::support::{Beginning, Journey};
use unhunch::store::Store;

#[test]
fn a_first_start_says_what_is_due_and_asks_for_one_number() {
    kept("today_fresh", fresh(""));
}

#[test]
fn two_weeks_of_use_are_a_strip_of_days() {
    kept("today_used", used(""));
}

#[test]
fn what_is_done_today_is_said_with_its_time() {
    kept("today_done", on(Beginning { store: Some(seed::done_today()), ..Beginning::default() }, ""));
}

#[test]
fn the_short_version_done_is_said_as_that() {
    let mut store = seed::two_weeks();
    seed::session(&mut store, (0, 8), Some(4), None, true);
    kept("today_done_short", on(Beginning { store: Some(store), ..Beginning::default() }, ""));
}

/// The daily routine, left in its first set.
fn left() -> Journey {
    used("s5@25s")
}

#[test]
fn a_session_left_in_the_middle_is_told_of_and_go_on_is_the_button() {
    let later = Beginning { start: "2026-03-02T09:30:00+01:00", ..Beginning::default() };
    let mut journey = left().again(later);
    journey.play("<esc>");
    kept("today_left", journey);
}

#[test]
fn what_runs_in_another_tab_is_not_pulled_out_of_its_hands() {
    let soon = Beginning { start: "2026-03-02T09:00:27+01:00", ..Beginning::default() };
    kept("today_elsewhere", left().again(soon));
}

#[test]
fn what_was_left_overnight_is_closed_and_said_once() {
    let next = || Beginning { start: "2026-03-03T09:00:00+01:00", ..Beginning::default() };
    let journey = left().again(next());
    kept("today_left_overnight", journey);
}

#[test]
fn a_saved_rating_is_said_for_five_seconds() {
    let mut journey = used("p5<space><enter>");
    let said = journey.text();
    kept("toast", used("p5<space><enter>"));
    assert!(said.contains("Saved: 5 at 09:00."), "{said}");
    assert!(!journey.play("@5.1s").contains("Saved"));
}

#[test]
fn undo_says_what_was_taken_back() {
    kept_at("toast_undo", used("p5<esc>u"), &[(80, 24)]);
}

#[test]
fn a_blanked_screen_shows_nothing() {
    kept_at("blank", used("<f3>"), &[(60, 18)]);
}

#[test]
fn times_of_day_can_be_written_with_am_and_pm() {
    let store = chosen(seed::done_today(), "clock", "\"H12\"");
    kept_at("today_h12", on(Beginning { store: Some(store), ..Beginning::default() }, ""), &[(80, 24)]);
}

#[test]
fn every_marker_draws_the_same_day() {
    kept_at(
        "today_octant",
        on(Beginning { store: Some(seed::two_weeks()), env: octant, ..Beginning::default() }, ""),
        &[(80, 24), (120, 36)],
    );
    let store = chosen(seed::two_weeks(), "marker", "\"Braille\"");
    kept_at("today_braille", on(Beginning { store: Some(store), ..Beginning::default() }, ""), &[(80, 24), (120, 36)]);
}

#[test]
fn colours_are_roles_in_every_theme() {
    for (name, theme, env) in [("dark", "calm-dark", dark as fn(&str) -> _), ("light", "calm-light", light), ("mono", "mono", mono)] {
        let journey = on(Beginning { store: Some(seed::two_weeks()), env, ..Beginning::default() }, "");
        kept_in_colour(&format!("today_in_colour_{name}"), &journey, theme);
    }
}

#[test]
fn too_small_a_terminal_gets_a_calm_line() {
    kept_at(
        "too_small",
        on(Beginning { store: Some(Store::in_memory().expect("a store")), ..Beginning::default() }, ""),
        &[(59, 17), (40, 10), (12, 2)],
    );
}
