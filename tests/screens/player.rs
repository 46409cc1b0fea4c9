//! The player in each of its states.

use super::scene::{chosen, fresh, kept, kept_at, kept_in_colour, light, mono, octant, on};
use super::support::{Beginning, Journey};
use unhunch::store::Store;

/// A hold of 30 seconds a side, twice, sides in turn: ten seconds to get ready come first.
fn hold(script: &str) -> Journey {
    fresh(&format!("2/doorway<enter><enter>5 {script}"))
}

/// Three sets of ten with a rest between.
fn rows(script: &str) -> Journey {
    fresh(&format!("2/band<space>row<enter><enter>5{script}"))
}

/// Three minutes of breath, four in, six out.
const BREATH: &str = "2/diaphrag<enter><enter>5@@10s @1s";

#[test]
fn getting_ready_shows_the_start_and_the_first_cue() {
    kept("player_ready", fresh("s5@2s"));
}

#[test]
fn a_hold_shows_its_seconds() {
    kept("player_hold", hold("@@18s"));
    kept_in_colour("player_in_colour", &hold("@@18s"), "calm-dark");
}

#[test]
fn reps_show_which_of_how_many() {
    kept("player_reps", rows("@@25s"));
}

#[test]
fn a_paced_breath_swells_and_sinks() {
    kept("player_breath_in", fresh(&format!("{BREATH} @2.2s")));
    kept("player_breath_out", fresh(&format!("{BREATH} @4.5s")));
}

#[test]
fn a_rest_says_what_comes_next() {
    let mut journey = rows("@@10s");
    while !journey.text().contains("Rest") {
        journey.play("@@1s");
    }
    journey.play("@2s");
    kept("player_rest", journey);
}

#[test]
fn a_change_of_sides_fills_the_screen() {
    kept("player_switch", hold("@@42s"));
}

#[test]
fn a_pause_while_getting_ready_does_not_name_the_exercise_twice() {
    let journey = fresh("s5@2s <space>");
    assert!(journey.text().contains("Shoulder circles") && !journey.text().contains("Next: shoulder circles"), "{}", journey.text());
}

#[test]
fn a_pause_says_that_nothing_is_lost() {
    kept("player_paused", hold("@@18s <space>"));
}

#[test]
fn a_pause_by_absence_says_so() {
    let mut journey = hold("@@18s");
    journey.sleep(std::time::Duration::from_secs(600));
    journey.play("@0.1s");
    journey.happens(unhunch::runtime::Event::Time);
    kept_at("player_away", journey, &[(80, 24)]);
}

#[test]
fn going_on_counts_three() {
    kept("player_entering", hold("@@18s <space><space>@1.2s"));
}

#[test]
fn a_change_of_state_is_one_word_for_a_moment() {
    kept("player_flash", hold("@10.2s"));
}

#[test]
fn where_it_hurts_one_number_then_how_then_what_now() {
    kept("ouch_score", hold("@@18s o"));
    kept("ouch_how", hold("@@18s o4"));
    kept("ouch_then", hold("@@18s o41"));
    kept_at("ouch_then_much", hold("@@18s o71"), &[(80, 24)]);
    kept("ouch_then_sign", hold("@@18s o43"));
}

#[test]
fn leaving_asks_whether_to_keep_what_was_done() {
    kept("leave", hold("@@18s q"));
}

#[test]
fn pain_can_be_logged_in_the_middle() {
    kept_at("rate_during", hold("@@18s p"), &[(80, 24)]);
}

#[test]
fn below_sixty_columns_one_line_says_it_all() {
    kept_at("player_small", hold("@@18s"), &[(59, 24), (80, 17), (40, 10), (20, 3), (8, 1)]);
    kept_at("player_small_paused", hold("@@18s <space>"), &[(59, 17)]);
}

#[test]
fn care_runs_in_the_same_player() {
    kept("player_care", fresh("2/heat<space>pack<enter><enter><enter>@@40s"));
}

#[test]
fn each_phase_of_care_says_its_own() {
    let mut journey = fresh("2/heat<space>and<space>cold<enter><enter><enter>@@40s");
    assert!(journey.text().contains("Cold pack on"), "{}", journey.text());
    journey.play("@@60s");
    kept_at("player_care_second_phase", journey, &[(80, 24), (60, 18)]);
}

#[test]
fn a_routine_shows_its_parts_and_the_time_left() {
    kept("player_routine", fresh("s5@@200s"));
}

#[test]
fn other_markers_and_themes_draw_the_same_player() {
    let journey = |env, store| on(Beginning { env, store, ..Beginning::default() }, BREATH);
    kept_at("player_octant", journey(octant, None), &[(80, 24), (120, 36)]);
    let braille = chosen(Store::in_memory().expect("a store"), "marker", "\"Braille\"");
    kept_at("player_braille", journey(super::scene::dark, Some(braille)), &[(80, 24), (120, 36)]);
    kept_at("player_mono", journey(mono, None), &[(80, 24)]);
    kept_in_colour("player_in_colour_light", &journey(light, None), "calm-light");
    kept_in_colour("player_in_colour_mono", &journey(mono, None), "mono");
}
