//! The library: list, page, search, filter, nothing found; beside each other and one in place of the other.

use super::scene::{fresh, kept, kept_at, kept_in_colour, on};
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
