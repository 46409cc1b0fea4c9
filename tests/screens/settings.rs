//! The settings: every row, what is fixed, what is tried on the spot, and that a restart remembers.

use std::fs;

use unhunch::assets::Source;
use unhunch::sound::{Sound, Tone};
use unhunch::store::{Reply, Request};

use super::scene::{fresh, kept, kept_at, kept_in_colour, light, mono, on};
use super::seed;
use super::support::{Beginning, Journey};

fn small(script: &str) -> Journey {
    on(Beginning { size: (60, 18), ..Beginning::default() }, script)
}

fn prefs(journey: &mut Journey) -> std::collections::BTreeMap<String, String> {
    let Reply::Prefs(prefs) = seed::answer(journey.store(), &Request::Prefs, seed::at(0, 9, 0)) else { panic!("no choices") };
    prefs
}

/// Goes down the list to a row.
fn row(label: &str, mut journey: Journey) -> Journey {
    while !journey.text().contains(&format!("▌ {label} ")) {
        let before = journey.text();
        assert_ne!(journey.play("<down>"), before, "there is no row {label}");
    }
    journey
}

/// Settings of one's own.
fn own(fields: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("settings.ron"), format!("(format: 1, {fields})")).expect("written");
    folder
}

#[test]
fn everything_that_can_be_chosen_is_a_row_with_what_it_does() {
    kept("settings", fresh(","));
    kept("settings_dots", fresh(", <down><down><right><right>"));
    kept("settings_last", fresh(", G"));
    kept_at("settings_small_end", small(", G"), &[(60, 18)]);
    kept("settings_equipment", fresh(", G<up><up><enter> n<space>"));
    kept_at("settings_help", fresh(", ?"), &[(80, 24)]);
}

#[test]
fn every_setting_has_its_row() {
    let mut shown = String::new();
    let mut journey = fresh(",");
    for _ in 0..34 {
        shown += &journey.play("<right><left>");
        journey.play("<down>");
    }
    let asked =
        journey.asked.iter().filter_map(|(_, request)| if let Request::SetPref(name, _) = request { Some(name.clone()) } else { None });
    let asked: std::collections::BTreeSet<String> = asked.collect();
    let text = include_str!("../../assets/settings.ron");
    let names = text.lines().filter_map(|line| line.trim().split_once(": ")).map(|(name, _)| name);
    for name in names.filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_') && *name != "format") {
        // these lead to a page of their own, or are written by hand
        assert!(asked.contains(name) || ["equipment", "hidden"].contains(&name), "{name} cannot be changed");
    }
    assert!(prefs(&mut journey).keys().all(|name| asked.contains(name)));
}

#[test]
fn it_reads_in_a_light_room_and_without_colours() {
    for (name, theme, env) in [("light", "calm-light", light as fn(&str) -> _), ("mono", "mono", mono)] {
        kept_in_colour(&format!("settings_in_colour_{name}"), &on(Beginning { env, ..Beginning::default() }, ","), theme);
    }
}

#[test]
fn a_row_that_the_users_file_fixes_says_so_and_stays() {
    let folder = own("bell: false, equipment: Some([Mat])");
    let source = Source::with_own(folder.path());
    let mut journey = on(Beginning { source: source.clone(), ..Beginning::default() }, ", <down><down><down><down><down><down>");
    assert!(journey.text().contains("Fixed by settings.ron"), "{}", journey.text());
    let said = journey.play("<right>");
    assert!(said.contains("Bell is fixed by your settings.ron"), "{said}");
    journey.play("D <enter>");
    assert!(journey.asked.iter().all(|(_, request)| !matches!(request, Request::SetPref(..) | Request::DropPref(_))));
    kept("settings_fixed", on(Beginning { source, ..Beginning::default() }, ", <down><down><down><down><down><down>"));
}

#[test]
fn what_is_chosen_holds_at_once_and_at_the_next_start_and_goes_back_to_the_default() {
    let mut journey = row("Time of day", fresh(","));
    journey.play("<right>");
    assert!(journey.text().contains("2:20 pm"), "{}", journey.text());
    let mut journey = journey.again(Beginning::default());
    assert!(journey.text().contains("due until 4:00 am"), "{}", journey.text());
    journey.play(",");
    let mut journey = row("Time of day", journey);
    let shown = journey.play("D");
    assert!(shown.contains("14:20"), "{shown}");
    assert!(!prefs(&mut journey).contains_key("clock"));
    assert!(journey.again(Beginning::default()).text().contains("due until 04:00"));
}

#[test]
fn the_dots_are_chosen_side_by_side() {
    kept("settings_side_by_side", fresh(",<down><down><enter><right>"));
    let mut journey = fresh(",<down><down><enter> G <enter>");
    assert_eq!(prefs(&mut journey).get("marker").map(String::as_str), Some("\"Braille\""));
    assert!(journey.text().contains("Settings") && journey.text().contains("braille"), "{}", journey.text());
    let fixed = own("marker: Octant");
    let mut journey = on(Beginning { source: Source::with_own(fixed.path()), ..Beginning::default() }, ",<down><down><enter>");
    assert!(journey.text().contains("Fixed by settings.ron"), "{}", journey.text());
    assert!(prefs(&mut journey).is_empty());
}

#[test]
fn a_theme_shows_at_once() {
    let mut journey = fresh(",");
    let ground = |journey: &Journey| journey.screen()[(0, 0)].bg;
    let dark = ground(&journey);
    journey.play("<right><right>");
    assert!(journey.text().contains("Calm light") || journey.text().contains("light"), "{}", journey.text());
    assert_ne!(ground(&journey), dark);
    journey.play("<left><left>");
    assert_eq!(ground(&journey), dark);
}

#[test]
fn the_users_own_theme_is_among_them() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("themes")).expect("made");
    fs::write(folder.path().join("themes/dusk.ron"), r#"(format: 1, name: "Dusk", base: "calm-dark")"#).expect("written");
    let mut journey = on(Beginning { source: Source::with_own(folder.path()), ..Beginning::default() }, ",");
    assert!(journey.play("<left>").contains("Dusk"), "{}", journey.text());
}

#[test]
fn the_bell_rings_when_it_is_switched_on_and_not_when_off() {
    let mut journey = fresh(", <down><down><down><down><down><down> <enter>");
    assert_eq!(journey.cues.len(), 0);
    journey.play("<enter>");
    assert_eq!(journey.cues.iter().map(|(_, cue)| *cue).collect::<Vec<_>>(), [Tone::End]);
}

#[test]
fn a_notice_is_tried_out_by_the_channel_that_is_chosen_even_by_somebody_who_looks() {
    let mut journey = row("Notices", fresh(","));
    journey.play("<right>");
    let mut journey = row("Try one", journey);
    assert!(journey.told.is_empty());
    journey.play("<enter>");
    let told: Vec<&str> = journey.told.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(told, ["\x1b]9;This is a test. Notices reach you here.\x1b\\"]);
}

#[test]
fn the_title_is_given_back_as_soon_as_it_is_not_wanted() {
    let mut journey = row("Title", fresh(","));
    assert_eq!(journey.tab.0.as_deref(), Some("unhunch"));
    journey.play("<left>");
    assert_eq!(journey.tab.0, None);
}

#[test]
fn what_is_to_be_heard_is_heard_when_it_is_switched_on() {
    let mut journey = fresh(", <down><down><down><down><down><down>");
    journey.play(&"<down><enter><enter><enter>".repeat(5));
    assert!(journey.cues.is_empty(), "{:?}", journey.cues);
    let words = |words: &str| Sound::Words(words.to_owned());
    let sample = [
        Sound::Tone(Tone::End),
        Sound::Tone(Tone::Inhale),
        words("Next: cat to cow."),
        words("Switch to the left side."),
        words("Halfway."),
    ];
    let heard: Vec<Sound> = journey.sounds.iter().map(|(_, sound)| sound.clone()).collect();
    assert_eq!(heard, sample.iter().flat_map(|sound| [sound.clone(), sound.clone()]).collect::<Vec<_>>(), "on, off, on again");
}

#[test]
fn the_word_stands_for_a_moment_when_it_is_switched_on_but_not_under_reduced_motion() {
    let mut journey = fresh(", <down><down><down><down> <enter>");
    assert!(journey.text().contains("Settings"));
    let word = journey.play("<enter>");
    assert!(!word.contains("Settings"), "{word}");
    assert!(journey.play("@0.9s").contains("Settings"), "{}", journey.text());
    let mut still = fresh(", <down><down><down> <enter> <down> <enter><enter>");
    assert!(still.play("").contains("Settings"));
    kept_at("settings_word", fresh(", <down><down><down><down> <enter><enter>"), &[(80, 24)]);
}

#[test]
fn the_day_start_turns_in_half_hours_from_midnight_to_six() {
    let mut journey = row("Day begins", fresh(","));
    let shown = journey.play("<right>");
    assert!(shown.contains("04:30"), "{shown}");
    assert!(journey.play("<right><right><right>").contains("06:00"));
    assert!(journey.play("<right>").contains("00:00"));
    assert_eq!(prefs(&mut journey)["day_start"], "[0,0]");
}

#[test]
fn the_routine_of_the_day_is_chosen_from_the_library() {
    let mut journey = fresh(", G<up><up><up> <left>");
    let chosen = prefs(&mut journey)["routine"].clone();
    let shown = journey.play("<esc>");
    assert!(!shown.contains("Daily relief"), "{chosen}\n{shown}");
    assert!(!journey.again(Beginning::default()).text().contains("Daily relief"));
}

#[test]
fn settings_lie_over_a_pane_once_and_esc_leads_back_to_it() {
    let mut journey = fresh("2,,");
    assert!(journey.text().contains("Settings"));
    let shown = journey.play("<esc>");
    assert!(shown.contains("search"), "{shown}");
}

#[test]
fn a_click_selects_and_a_second_one_changes() {
    let mut journey = fresh(",");
    journey.click("Ground");
    assert!(journey.text().contains("Painted fills the whole"), "{}", journey.text());
    // its name stands in the list and beside it
    assert!(journey.click("Ground          ").contains("terminal's own"), "{}", journey.text());
}
