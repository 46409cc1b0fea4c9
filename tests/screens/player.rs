//! The player in each of its states.

use super::scene::{chosen, fresh, kept, kept_at, kept_in_colour, light, mono, octant, on};
use super::support::{Beginning, Journey};
use ratatui::symbols::pixel::QUADRANTS;
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
fn a_change_of_sides_shows_the_other_side_in_a_large_word_and_at_the_figure() {
    kept("player_switch", hold("@@41s @2s"));
}

/// The dots of the figure's half: what is neither a letter nor a line, row by row.
fn figure(journey: &Journey) -> Vec<String> {
    let screen = journey.screen();
    let is_dot = |symbol: &str| symbol.chars().all(|c| QUADRANTS.contains(&c) && c != ' ');
    // the orb stands on the right
    let width = if screen.area.width >= 100 { 50 } else { screen.area.width / 2 - 6 };
    let row = |y| (0..width).map(|x| if is_dot(screen[(x, y)].symbol()) { screen[(x, y)].symbol() } else { " " }).collect::<String>();
    (3..screen.area.height - 4).map(row).collect()
}

fn dots(rows: &[String]) -> usize {
    rows.iter().flat_map(|row| row.chars()).filter(|c| *c != ' ').count()
}

#[test]
fn the_figure_is_there_in_every_state() {
    let mut rest = rows("@@10s");
    while !rest.text().contains("Rest") {
        rest.play("@@1s");
    }
    rest.play("@1s");
    let states = [
        ("get ready", hold("@5s")),
        ("work", rows("@@15s")),
        ("hold", hold("@@18s")),
        ("rest", rest),
        ("change of sides", hold("@@41s @2s")),
        ("pause", hold("@@18s <space>")),
    ];
    for (state, mut journey) in states {
        for (width, height) in [(80, 24), (120, 36), (60, 18)] {
            journey.resize(width, height);
            assert!(dots(&figure(&journey)) > 30, "{state} at {width}x{height}\n{}", journey.text());
        }
    }
}

#[test]
fn the_figure_goes_to_the_other_side_at_the_change() {
    let left = figure(&hold("@5s"));
    let mut journey = hold("@@41s @2s");
    let changed = figure(&journey);
    assert_ne!(left, changed);
    assert!(journey.text().contains("right side, set 1 of 2"), "{}", journey.text());
    journey.play("@@10s");
    assert_ne!(figure(&journey), figure(&hold("@@18s")), "the hold of one side is not that of the other");
}

#[test]
fn an_easier_form_has_its_own_figure() {
    let mut journey = fresh("2/cat<space>cow<enter><enter>5 @@12s");
    let full = figure(&journey);
    journey.play("o3 5 1 @@9s @2s");
    assert!(journey.text().contains("Seated"), "{}", journey.text());
    assert!(dots(&figure(&journey)) > 60 && figure(&journey) != full, "{}", journey.text());
    kept_at("player_easier", journey, &[(80, 24)]);
}

#[test]
fn another_view_and_the_words_are_a_key_away_and_nothing_stands_still_for_it() {
    let mut journey = hold("@@18s");
    let first = figure(&journey);
    journey.play("v");
    assert_ne!(figure(&journey), first);
    journey.play("v v");
    let words = journey.text();
    assert!(words.contains("1  Raise the arm") && words.contains("5  Stay at a mild pull"), "{words}");
    assert!(!words.contains("paused"));
    assert!(journey.play("<space>").contains("5  Stay at a mild pull"), "a pause pushes no step away\n{}", journey.text());
    assert!(journey.text().contains("! warning signs"));
    journey.play("<space> @3s v @0.1s");
    assert!(!journey.text().contains("Raise the arm"));
    kept("player_words", hold("@@18s v v v <space>"));
}

#[test]
fn under_reduced_motion_the_figure_stands_in_key_poses() {
    let reduced = chosen(Store::in_memory().expect("a store"), "reduced_motion", "true");
    let mut journey = on(Beginning { store: Some(reduced), ..Beginning::default() }, "2/cat<space>cow<enter><enter>5 @@10s @0.5s");
    let up = figure(&journey);
    journey.play("@2s");
    assert_eq!(figure(&journey), up, "in one phase it stands still");
    journey.play("@2s");
    assert_ne!(figure(&journey), up, "the next phase is cut to");
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
fn where_it_hurts_takes_clicks_and_a_click_never_lets_time_go_on() {
    let mut journey = hold("@@18s o");
    let left = |journey: &mut Journey| {
        journey.play("<esc>");
        journey.text().lines().find_map(|line| line.split_once(" left").map(|(before, _)| before.to_owned())).expect("the time left")
    };
    let before = left(&mut hold("@@18s o"));
    journey.play("@30s");
    assert!(!journey.click(" 7 ").contains("What is it like"), "the first click stands on the number");
    assert!(journey.click(" 7 ").contains("What is it like?"), "a second one takes it\n{}", journey.text());
    journey.click("A cramp");
    assert!(journey.click("A cramp").contains("At 6 or more"), "{}", journey.text());
    assert_eq!(left(&mut journey), before);
    let mut journey = hold("@@18s q");
    journey.click("End it and keep");
    assert!(!journey.click("End it and keep").contains("Stop here"), "{}", journey.text());
    let mut journey = hold("@@18s");
    let shown = journey.text();
    assert_eq!(journey.click("Ribs stay down"), shown, "where nothing is asked a click is nothing");
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
