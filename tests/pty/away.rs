//! What reaches somebody who looks elsewhere, and that nothing of it is left on the tab at any end.

use rustix::process::Signal;

use crate::tab::{PROGRAM, Setup, Tab};

const PUSH: &str = "\x1b[22;2t";
const POP: &str = "\x1b]2;\x1b\\\x1b[23;2t";
const NO_PROGRESS: &str = "\x1b]9;4;0\x1b\\";

/// A terminal that shows progress and tells of its focus.
fn ghostty(setup: Setup) -> Setup {
    setup.env("TERM_PROGRAM", "ghostty").env("TERM_PROGRAM_VERSION", "1.2.0")
}

/// A session that runs, in that terminal.
fn running() -> Tab {
    let tab = ghostty(Setup::new()).open();
    tab.sees("Daily relief");
    tab.send("S4");
    tab.is_sent("\x1b]9;4;1;0\x1b\\");
    tab.is_sent("3 min · unhunch");
    tab
}

#[track_caller]
fn is_cleared(tab: &Tab) {
    tab.is_restored();
    let raw = tab.raw();
    assert_eq!(raw.matches(PUSH).count(), raw.matches(POP).count(), "as often given back as kept");
    assert!(raw.rfind(POP) > raw.rfind("\x1b]2;un") && raw.rfind(NO_PROGRESS) > raw.rfind("\x1b]9;4;1;"), "{raw:?}");
}

#[test]
fn every_end_gives_the_title_back_and_takes_the_progress_away() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let tab = running();
        tab.signal(signal);
        tab.end();
        is_cleared(&tab);
    }
    let tab = running();
    tab.send("\x03");
    assert_eq!(tab.end().exit_code(), 0);
    is_cleared(&tab);
}

#[test]
fn a_stop_gives_the_title_back_and_going_on_takes_it_again() {
    let tab = running();
    // there is no shell to go to, so it comes back by itself
    tab.send("\x1a");
    tab.is_sent(NO_PROGRESS);
    tab.is_sent(&format!("\x1b[?1006h{PUSH}\x1b]2;"));
    tab.signal(Signal::TERM);
    tab.end();
    assert_eq!(tab.raw().matches(PUSH).count(), 2);
    is_cleared(&tab);
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_title_back() {
    let tab = Setup::new().env("UNHUNCH_PANIC", "content").open();
    assert_eq!(tab.end().exit_code(), 101);
    tab.is_restored();
    let raw = tab.raw();
    assert_eq!(raw.matches(PUSH).count(), raw.matches(POP).count());
}

#[test]
fn a_terminal_that_is_not_known_gets_no_progress() {
    let tab = Setup::new().open();
    tab.sees("Daily relief");
    tab.send("S4");
    tab.is_sent("3 min · unhunch");
    tab.send("\x03");
    tab.end();
    assert!(!tab.raw().contains("\x1b]9;"), "{:?}", tab.raw());
}

#[test]
fn a_session_that_ends_while_the_focus_is_elsewhere_is_told_once() {
    for (focus, notices) in [("\x1b[O", 1), ("\x1b[O\x1b[I", 0)] {
        let tab = ghostty(Setup::new()).clock("2026-03-02T09:00x30").open();
        tab.sees("Daily relief");
        tab.send(format!("S4{focus}"));
        tab.sees("You are through");
        tab.send("\x03");
        tab.end();
        assert_eq!(tab.raw().matches("\x1b]777;notify;unhunch;").count(), notices, "{focus:?}");
    }
}

#[test]
fn the_doctor_looks_without_touching_anything() {
    let tab = ghostty(Setup::new().new_here()).run(&[PROGRAM, "doctor", "--test"]).open();
    assert_eq!(tab.end().exit_code(), 0);
    tab.is_sent("OSC 777 (by the terminal)");
    tab.is_sent("\x1b]777;notify;unhunch;This is a test. Notices reach you here.\x1b\\");
    assert!(!tab.home.path().join("data").exists(), "nothing is made");
}
