//! The band of a nudge over a screen, the line in which it waits, the question about a time away, and the page of pauses.

use std::time::Duration;

use super::scene::{kept, kept_in_colour, light, mono, on};
use super::seed;
use super::support::{Beginning, Journey};
use unhunch::runtime::Event;

/// After two weeks of use, where nudges come.
fn nudged(script: &str) -> Journey {
    on(Beginning { store: Some(seed::two_weeks()), nudges: true, ..Beginning::default() }, script)
}

#[test]
fn what_comes_next_is_a_time_on_the_clock() {
    kept("nudge_next", nudged(""));
}

#[test]
fn it_lies_over_the_screen_with_its_keys() {
    kept("nudge_move", nudged("2@41m"));
    kept("nudge_smallest", nudged("@41m x@41m x@41m"));
}

#[test]
fn it_can_be_read_without_colours_and_on_a_light_ground() {
    for (name, env, theme) in [("nudge_mono", mono as fn(&str) -> Option<String>, "mono"), ("nudge_light", light, "calm-light")] {
        let beginning = Beginning { store: Some(seed::two_weeks()), nudges: true, env, ..Beginning::default() };
        kept_in_colour(name, &on(beginning, "@41m"), theme);
    }
}

#[test]
fn it_waits_in_one_line_where_a_scale_or_a_session_has_the_keys() {
    kept("nudge_waits_scale", nudged("p@41m"));
    kept("nudge_waits_typing", nudged("2/@41m"));
}

#[test]
fn a_time_away_is_asked_about() {
    let mut journey = nudged("@20m");
    journey.sleep(Duration::from_secs(25 * 60));
    journey.happens(Event::Time);
    kept("nudge_away", journey);
}

#[test]
fn a_pause_has_an_end_that_is_always_shown() {
    kept("quiet_page", nudged("Z"));
    kept("quiet_later", nudged("@41m Z"));
    kept("quiet_typing", nudged("Z4 14:3"));
    kept("quiet_paused", nudged("3Z2@6s"));
}
