//! How it starts, and when it does not.

use std::process::{Command, Stdio};

use unhunch::domain::RunEnd;
use unhunch::store::{NewRun, OpenPlan, PlanRequest, Request, Store};

use crate::stored::noon;
use crate::tab::{PROGRAM, Setup};

#[test]
fn the_first_screen_is_today_and_q_leaves_it_as_if_nothing_had_been() {
    let tab = Setup::new().open();
    tab.sees("Today");
    tab.sees("Daily relief");
    tab.until("the screen of its own", |screen| screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
    tab.send("q");
    assert_eq!(tab.end().exit_code(), 0);
    tab.is_restored();
}

#[test]
fn the_first_frame_shows_today_with_its_data_and_not_a_splash() {
    let tab = Setup::new().open();
    tab.sees("Daily relief");
    tab.is_sent("\x1b[?2026l");
    let raw = tab.raw();
    let first = raw.split("\x1b[?2026l").next().expect("a frame");
    let mut parser = vt100::Parser::new(24.try_into().expect("rows"), 80.try_into().expect("columns"), 0);
    parser.process(first.as_bytes());
    let shown = parser.screen().contents();
    assert!(parser.screen().alternate_screen() && shown.contains("Begin") && shown.contains("No rating yet"), "{shown}");
}

#[test]
fn without_a_terminal_it_says_so_in_one_sentence_and_sends_no_escape() {
    let home = tempfile::tempdir().expect("a folder");
    let run = |term: &str| {
        Command::new(PROGRAM).env_clear().env("HOME", home.path()).env("TERM", term).stdin(Stdio::null()).output().expect("run")
    };
    let out = run("xterm-256color");
    assert_eq!((out.status.code(), out.stdout.as_slice()), (Some(2), &b""[..]));
    let said = String::from_utf8(out.stderr).expect("text");
    assert!(said.starts_with("error: ") && said.lines().count() == 1 && said.contains("terminal") && !said.contains('\x1b'), "{said:?}");
    assert!(!home.path().join(".local").exists(), "nothing was made");
}

#[test]
fn a_dumb_terminal_is_pointed_to_what_works_there() {
    let tab = Setup::new().env("TERM", "dumb").open();
    assert_eq!(tab.end().exit_code(), 2);
    tab.sees("unhunch log");
    assert!(!tab.raw().contains('\x1b'));
}

#[test]
fn a_terminal_below_60_by_18_is_asked_for_room_and_gets_the_screen_back() {
    let tab = Setup::new().size(50, 14).open();
    tab.sees("60 × 18");
    tab.resize(100, 30);
    tab.sees("Daily relief");
    tab.loses("60 × 18");
    tab.send("q");
    assert_eq!(tab.end().exit_code(), 0);
}

#[test]
fn without_colours_what_is_chosen_is_still_seen() {
    let tab = Setup::new().env("NO_COLOR", "1").open();
    tab.sees("Daily relief");
    tab.send("2");
    tab.sees("search");
    tab.until("something in reverse or bold", |screen| {
        (0..24).any(|row| (0..80).any(|column| screen.cell(row, column).is_some_and(|cell| cell.inverse() || cell.bold())))
    });
    let raw = tab.raw();
    assert!(!raw.contains("\x1b[38;") && !raw.contains("\x1b[48;"), "no colour is sent");
    assert!(!raw.contains("\x1b[m") && !raw.contains("\x1b[;m"), "nor a bare reset, which would take reverse and bold away");
}

#[test]
fn the_background_is_asked_for_once_in_a_terminals_life() {
    let setup = Setup::new();
    let home = setup.home.clone();
    let again = || Setup { home: home.clone(), ..Setup::new() };
    let tab = setup.open();
    tab.is_sent("\x1b]11;?\x1b\\");
    tab.sees("next move");
    let dark = tab.text();
    tab.send("\x1b]11;rgb:ffff/ffff/f0f0\x1b\\");
    tab.until(
        "a light ground",
        |screen| matches!(screen.cell(0, 0).map(vt100::Cell::bgcolor), Some(vt100::Color::Rgb(r, g, b)) if r > 128 && g > 128 && b > 128),
    );
    assert_eq!(tab.text(), dark, "the answer is no key");
    tab.send("q");
    tab.end();
    let second = again().open();
    second.sees("Daily relief");
    second.until(
        "a light ground at once",
        |screen| matches!(screen.cell(0, 0).map(vt100::Cell::bgcolor), Some(vt100::Color::Rgb(r, ..)) if r > 128),
    );
    second.send("q");
    second.end();
    assert!(!second.raw().contains("\x1b]11;?"));
    for (name, value) in [("TMUX", "/tmp/x,1,0"), ("COLORFGBG", "15;0"), ("TERM", "linux")] {
        let other = Setup::new().env(name, value).open();
        other.sees("Daily relief");
        other.send("q");
        other.end();
        assert!(!other.raw().contains("\x1b]11;?"), "{name}");
    }
}

#[test]
fn a_zone_that_does_not_read_is_no_hindrance() {
    let tab = Setup::new().env("TZ", "Nowhere/Never:99").open();
    tab.sees("Daily relief");
}

#[test]
fn a_clock_that_was_set_is_the_one_that_is_shown_and_a_routine_can_be_begun_at_once() {
    let setup = Setup::new();
    let data = setup.data();
    let tab = setup.arg("--data-dir").arg(data.to_str().expect("text")).arg("--clock").arg("2026-03-02T09:00").open();
    tab.sees("Monday");
    tab.sees("March");
    let other = Setup::new();
    let begun = other.arg("start").arg("desk-five").open();
    begun.sees("Desk five");
    begun.sees("0");
    let wrong = Setup::new().arg("start").arg("desk-fiev").open();
    assert_eq!(wrong.end().exit_code(), 2);
    wrong.sees("desk-five");
}

#[test]
fn a_start_without_a_name_begins_the_routine_of_the_plan_that_runs() {
    for way in [None, Some("--plain")] {
        let setup = Setup::new().clock("2026-03-02T09:00").arg("start");
        let mut store = Store::open(&OpenPlan { dir: &setup.data(), create: true, stamp: noon() }).expect("opens").store;
        let run = NewRun {
            plan: "two-week-tracking".into(),
            title: "Two weeks".into(),
            routine: "thoracic-five".into(),
            length: 14,
            from: noon().day,
            baseline: false,
            closes: RunEnd::Restarted,
        };
        store.answer(&Request::Plan(PlanRequest::Start(Box::new(run))), noon()).expect("begun");
        drop(store);
        let tab = way.into_iter().fold(setup, |setup, way| setup.arg(way)).open();
        tab.sees("after lunch");
        assert!(!tab.raw().contains("Daily relief"), "{way:?}: {}", tab.raw());
    }
}
