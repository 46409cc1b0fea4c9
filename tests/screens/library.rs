//! The library: list, page, search, filter, nothing found; beside each other and one in place of the other.

use unhunch::runtime::Event;

use super::scene::{chosen, fresh, kept, kept_at, kept_in_colour, mono, octant, on};
use super::support::{Beginning, Journey};

fn narrow(script: &str) -> Journey {
    on(Beginning { size: (60, 18), ..Beginning::default() }, script)
}

#[test]
fn everything_stands_in_sections_beside_the_page_of_the_selected() {
    kept("library", fresh("2"));
}

#[test]
fn the_end_of_the_list_is_care_by_the_clock() {
    kept("library_end", fresh("2G"));
}

#[test]
fn an_exercise_says_when_to_stop_and_when_to_leave_it_out_on_its_first_page() {
    kept("library_exercise", fresh("2/doorway<enter>"));
    kept_in_colour("library_in_colour", &fresh("2/doorway<enter>"), "calm-dark");
}

#[test]
fn the_second_page_goes_on_where_the_first_ends() {
    kept("library_second_page", fresh("2/doorway<enter><right>"));
}

#[test]
fn care_has_its_page_too() {
    kept("library_care", fresh("2/heat<space>pack<enter>"));
}

#[test]
fn a_search_shows_what_is_typed_and_what_it_finds() {
    kept("library_search", fresh("2/rotat"));
}

#[test]
fn a_slip_of_typing_finds_what_was_meant() {
    kept_at("library_slip", fresh("2/thoarcic"), &[(80, 24)]);
}

#[test]
fn nothing_found_says_how_to_see_all_again() {
    kept("library_nothing", fresh("2/xyzzy<enter>"));
}

#[test]
fn the_filter_stands_in_the_place_of_the_page() {
    kept("library_filter", fresh("2f<right><right><down><down><right>"));
}

#[test]
fn a_filter_in_force_stands_over_the_list() {
    kept("library_filtered", fresh("2f<right><right><down><down><right><enter>"));
}

#[test]
fn where_it_is_narrow_the_page_takes_the_place_of_the_list() {
    kept_at("library_narrow_list", narrow("2<down><down>"), &[(60, 18), (69, 24)]);
    kept_at("library_narrow_page", narrow("2/doorway<enter><enter>"), &[(60, 18), (69, 24)]);
    kept_at("library_narrow_second_page", narrow("2/doorway<enter><enter><right>"), &[(60, 18)]);
}

#[test]
fn the_easier_form_shows_its_own_figure_and_is_what_enter_begins() {
    let mut journey = fresh("2/cat-cow<enter><right><right><right>");
    assert!(journey.text().contains("Seated cat-cow  easier"), "{}", journey.text());
    let begun = journey.play("<enter>");
    assert!(begun.contains("Seated cat-cow"), "{begun}");
}

#[test]
fn a_figure_without_colours_is_hatched_and_with_them_glows() {
    kept_at("library_mono", on(Beginning { env: mono, ..Beginning::default() }, "2/plank<enter>@3s"), &[(80, 24)]);
    kept_at("library_octant", on(Beginning { env: octant, ..Beginning::default() }, "2/plank<enter>@3s"), &[(80, 24), (120, 36)]);
}

/// The cells right of the list, above the text.
fn figure(journey: &Journey) -> Vec<String> {
    let screen = journey.screen();
    let cell = |x, y| format!("{} {} {},", screen[(x, y)].symbol(), screen[(x, y)].fg, screen[(x, y)].bg);
    (2..14).map(|y| (42..77).map(|x| cell(x, y)).collect()).collect()
}

#[test]
fn the_figure_plays_and_only_its_own_part_is_drawn_anew() {
    let mut journey = fresh("2/cat-cow<enter>");
    let (start, frames) = (figure(&journey), journey.frames);
    journey.play("@3s");
    assert_ne!(figure(&journey), start);
    let (all, parts) = (journey.frames.0 - frames.0, journey.frames.1 - frames.1);
    assert!((10..=37).contains(&all), "twelve pictures a second at most, fewer where no dot has changed: {all}");
    assert_eq!(all, parts);
    journey.play("@5s");
    assert_eq!(figure(&journey), start, "a ring of eight seconds");
}

#[test]
fn space_stops_it_where_it_stands_and_lets_it_go_on() {
    let mut journey = fresh("2/cat-cow<enter>@2s <space>");
    let stopped = figure(&journey);
    assert_eq!(journey.due(), None);
    assert!(journey.text().contains("Space play"));
    journey.play("@30s");
    assert_eq!(figure(&journey), stopped);
    journey.play("<space>");
    assert!(journey.text().contains("Space stop"));
    assert_eq!(figure(&journey), stopped, "it goes on from there");
    journey.play("@2s");
    assert_ne!(figure(&journey), stopped);
}

#[test]
fn it_is_seen_from_elsewhere_and_gone_around() {
    let mut journey = fresh("2/cat-cow<enter>@2s <space>");
    let first = figure(&journey);
    journey.play("v");
    let second = figure(&journey);
    assert_ne!(first, second);
    journey.play("vv");
    assert_eq!(figure(&journey), first, "three views, a ring");
    journey.play("]");
    let turned = figure(&journey);
    assert!(turned != first && turned != second);
    journey.play("]");
    assert_ne!(figure(&journey), turned);
    journey.play("[");
    assert_eq!(figure(&journey), turned);
    journey.play("v");
    assert_eq!(figure(&journey), first, "back to its own views");
}

#[test]
fn with_reduced_motion_key_poses_follow_each_other_by_key_alone() {
    let store = chosen(unhunch::store::Store::in_memory().expect("a store"), "reduced_motion", "true");
    let mut journey = on(Beginning { store: Some(store), ..Beginning::default() }, "2/cat-cow<enter>");
    let cow = figure(&journey);
    assert_eq!(journey.due(), None);
    assert!(journey.text().contains("Space next pose"), "{}", journey.text());
    journey.play("@10s");
    assert_eq!(figure(&journey), cow);
    journey.play("<space>");
    let cat = figure(&journey);
    assert_ne!(cat, cow);
    assert_eq!(journey.due(), None);
    journey.play("<space>");
    assert_eq!(figure(&journey), cow);
    journey.play("v");
    assert_ne!(figure(&journey), cow);
}

#[test]
fn nothing_wakes_where_nobody_sees_it() {
    let mut journey = fresh("2/cat-cow<enter>@1s");
    assert!(journey.due().is_some());
    for (there, back) in [("?", "<esc>"), ("<f3>", "x"), ("<right>", "<left>"), ("!", "<esc>"), ("f", "<enter>"), ("<enter>", "<esc>")] {
        let before = figure(&journey);
        journey.play(there);
        assert_eq!(journey.due(), None, "after {there}\n{}", journey.text());
        journey.play(&format!("@40s {back}"));
        assert!(journey.due().is_some(), "after {back}\n{}", journey.text());
        assert!(figure(&journey) == before, "{there}: it goes on where it stood");
    }
    journey.happens(Event::Focus(false));
    assert_eq!(journey.due(), None, "without the focus");
    journey.happens(Event::Focus(true));
    assert!(journey.due().is_some());
    journey.resize(60, 18);
    assert_eq!(journey.due(), None, "no room for it");
    journey.resize(80, 24);
    assert!(journey.due().is_some());
    journey.play("1");
    assert_eq!(journey.due(), None, "another pane");
    journey.play("2G");
    assert_eq!(journey.due(), None, "timed care is a still");
    assert!(!journey.text().contains("Space"), "and Space has nothing to do");
}

#[test]
fn two_minutes_after_the_last_key_it_comes_to_rest_on_the_end_of_its_movement() {
    let mut journey = fresh("2/cat-cow<enter>@1m v v v @110s");
    assert!(journey.due().is_some(), "each key is a sign of life");
    journey.play("@20s");
    assert_eq!(journey.due(), None);
    assert!(journey.text().contains("Space play"));
    let (rest, frames) = (figure(&journey), journey.frames);
    journey.play("@8h");
    assert_eq!(journey.frames, frames, "an open library costs nothing all day");
    let mut end = fresh("2/cat-cow<enter>@4s <space>");
    end.play("@1s");
    assert_eq!(figure(&end), rest);
    journey.play("<space>");
    assert!(journey.text().contains("Space stop"));
    journey.play("@1s");
    assert_ne!(figure(&journey), rest);
}

#[test]
fn when_to_stop_stands_under_every_figure() {
    let library = unhunch::content::load(&unhunch::assets::Source::embedded(), &[]).0;
    let mut journey = fresh("2");
    let count = library.routines.iter().count();
    journey.play(&"<down>".repeat(count));
    for _ in library.exercises.iter().map(|one| &one.id).chain(library.care.iter().map(|one| &one.id)) {
        let text = journey.text();
        let words: Vec<&str> = text
            .lines()
            .skip(14)
            .map(|line| line.get(line.char_indices().nth(42).map_or(line.len(), |(at, _)| at)..).unwrap_or(""))
            .collect();
        let words = words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        let ends = words.rsplit_once('.').map_or("", |(_, rest)| rest.trim());
        assert!(
            words.contains("Stop if") && (words.contains("Leave it out with") || words.contains("Careful:") || ends.is_empty()),
            "{text}"
        );
        journey.play("<down>");
    }
}
