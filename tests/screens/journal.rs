//! The journal: list, search, chart, numbers; the form of a rating in all its states; the average of the day.

use unhunch::domain::{Cause, EntryMoment, Quality, Region, Score, Word};
use unhunch::runtime::Event;
use unhunch::store::{NewEntry, Request, Store};

use super::scene::{fresh, kept, kept_at, kept_in_colour, mono, on, used};
use super::seed;
use super::support::{Beginning, Journey};

/// Two weeks, and yesterday evening's rating with everything that can be said, entered late.
fn rich() -> Store {
    let mut store = seed::two_weeks();
    let entry = NewEntry {
        felt: Some(seed::at(1, 19, 5)),
        words: vec![
            Word::Region(Region::BetweenBlades),
            Word::Region(Region::ArmLeft),
            Word::Quality(Quality::Tight),
            Word::Quality(Quality::Tingling),
            Word::Trigger(Cause::Sitting),
        ],
        worst: Some(Region::BetweenBlades),
        medicine: Some("ibuprofen 400".into()),
        note: Some("Three calls in a row, no break till ten.\nThen a long drive home.".into()),
        ..NewEntry::now(Score::new(6).expect("a score"), EntryMoment::Free, None)
    };
    seed::answer(&mut store, &Request::Rate(Box::new(entry)), seed::at(1, 22, 10));
    store
}

fn with_rich(script: &str) -> Journey {
    on(Beginning { store: Some(rich()), ..Beginning::default() }, script)
}

#[test]
fn the_days_stand_below_each_other_beside_what_is_known_of_one_row_and_over_the_chart() {
    kept("journal", with_rich("3<down>"));
    kept_in_colour("journal_in_colour", &with_rich("3<down>"), "calm-dark");
    kept_in_colour("journal_mono", &on(Beginning { env: mono, store: Some(rich()), ..Beginning::default() }, "3<down>"), "mono");
}

#[test]
fn a_session_stands_between_its_ratings() {
    kept("journal_session", with_rich("3<down><down><down><down>"));
}

#[test]
fn the_end_of_the_list_is_the_first_day() {
    kept("journal_end", with_rich("3G"));
}

#[test]
fn an_empty_journal_says_what_will_be_here_and_how() {
    kept("journal_empty", fresh("3"));
}

#[test]
fn a_search_shows_what_it_finds() {
    kept("journal_search", with_rich("3/calls"));
    kept_at("journal_search_nothing", with_rich("3/xyzzy<enter>"), &[(80, 24)]);
}

#[test]
fn more_days_are_drawn_where_each_has_its_place() {
    kept("journal_28_days", with_rich("3+"));
    let wide = on(Beginning { store: Some(rich()), size: (120, 36), ..Beginning::default() }, "3++");
    kept_at("journal_90_days", wide, &[(120, 36), (80, 24)]);
}

#[test]
fn the_numbers_stand_in_a_table() {
    let mut store = rich();
    seed::average(&mut store, 5, seed::at(1, 19, 30));
    kept("journal_table", on(Beginning { store: Some(store), ..Beginning::default() }, "3#"));
    kept_at("journal_table_90", with_rich("3#++<pgdn>"), &[(80, 24)]);
}

#[test]
fn a_saved_number_opens_its_form_and_says_that_it_is_saved() {
    kept("entry_new", used("p5"));
}

#[test]
fn everything_that_can_be_said_is_seen_at_once() {
    kept("entry_full", with_rich("3<down><enter><tab>"));
    kept_in_colour("entry_in_colour", &with_rich("3<down><enter>"), "calm-dark");
    kept_in_colour("entry_mono", &on(Beginning { env: mono, store: Some(rich()), ..Beginning::default() }, "3<down><enter>"), "mono");
}

#[test]
fn what_is_marked_and_belongs_to_the_warning_signs_says_so_before_it_is_saved() {
    kept("entry_flagged", used("p5<tab><right><right><right><right><right><right><space>"));
}

#[test]
fn a_note_is_written_over_several_lines() {
    kept(
        "entry_note",
        used("p5<tab><tab><tab><tab><tab>a<space>long<space>call,<space>and<space>no<space>break<enter>then<space>a<space>walk"),
    );
}

#[test]
fn a_time_to_come_is_refused_in_words() {
    kept("entry_time_to_come", used(&format!("p5{}{}21:30<enter>", "<tab>".repeat(6), "<ctrl-w>")));
}

#[test]
fn a_changed_form_asks_before_it_is_left() {
    kept("entry_leave", used("p5<space><esc>"));
}

#[test]
fn a_flagged_word_opens_the_warning_signs_with_what_to_ask_oneself() {
    kept("entry_warnings", used("p5<tab><left><right><right><right><right><right><right><space><enter>"));
}

#[test]
fn the_average_of_the_day_is_asked_on_a_scale_of_its_own() {
    kept("rate_average", used("3a"));
}

#[test]
fn a_note_that_is_too_long_is_refused_with_its_length() {
    let mut journey = used(&format!("p5{}", "<tab>".repeat(5)));
    journey.happens(Event::Paste("word ".repeat(20_001)));
    kept_at("entry_too_long", journey, &[(80, 24)]);
}
