//! Every way it can end, and what it leaves behind.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use rustix::process::Signal;

use crate::tab::{PROGRAM, Setup, Tab};

fn opened() -> Tab {
    let tab = Setup::new().open();
    tab.sees("Daily relief");
    tab
}

#[test]
fn a_signal_to_end_restores_the_terminal_and_is_the_cause_told_to_the_parent() {
    for (signal, name) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::QUIT, "Quit")] {
        let tab = opened();
        tab.signal(signal);
        let status = tab.end();
        assert_eq!(status.signal(), Some(name), "{status:?}");
        tab.is_restored();
    }
}

#[test]
fn ctrl_c_as_a_key_or_as_a_signal_is_an_ordinary_end() {
    let tab = opened();
    tab.send("\x03");
    assert_eq!((tab.end().exit_code(), tab.is_restored()), (0, ()));
    let tab = opened();
    tab.signal(Signal::INT);
    assert_eq!((tab.end().exit_code(), tab.is_restored()), (0, ()));
}

#[test]
fn a_signal_ends_it_from_any_screen_and_at_any_size() {
    for keys in ["2", "?", "!", "p", "2/abc", "s"] {
        for (width, height) in [(80, 24), (20, 5), (1, 1)] {
            let tab = opened();
            tab.send(keys);
            tab.resize(width, height);
            tab.signal(Signal::TERM);
            assert_eq!(tab.end().signal(), Some("Terminated"), "{keys} at {width}x{height}");
            tab.is_restored();
        }
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_in_any_thread_restores_the_terminal_and_leaves_a_report_without_the_users_words() {
    for thread in ["core", "ears", "draw", "store", "content"] {
        let tab = Setup::new().env("UNHUNCH_PANIC", thread).open();
        assert_eq!(tab.end().exit_code(), 101, "{thread}");
        tab.is_restored();
        tab.sees("crash.txt");
        let file = tab.home.path().join("data/crash.txt");
        let report = std::fs::read_to_string(&file).expect("a report");
        assert!(report.contains(env!("CARGO_PKG_VERSION")) && report.contains("a rehearsal in") && report.contains("crash.rs"), "{report}");
        assert!(!report.contains("secret words") && !tab.raw().contains("secret words"));
        assert_eq!(std::fs::metadata(&file).expect("stands").permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn ctrl_z_goes_to_the_shell_and_fg_comes_back() {
    let tab = Setup::new().env("PS1", "ready> ").run(&["bash", "--norc", "--noprofile", "-i"]).open();
    tab.sees("ready>");
    tab.send(format!("{PROGRAM}\r"));
    tab.sees("Daily relief");
    tab.send("\x1a");
    tab.until("the shell's screen", |screen| !screen.alternate_screen() && screen.contents().contains("Stopped"));
    tab.send("echo two and $((1+1))\r");
    tab.sees("two and 2");
    tab.send("fg\r");
    tab.until("Today again", |screen| screen.alternate_screen() && screen.contents().contains("Daily relief"));
    assert!(!tab.raw().contains("\x1b[6n"), "the terminal is never asked for its cursor");
    tab.send("2");
    tab.sees("search");
    tab.send("1q");
    tab.until("the shell's screen", |screen| !screen.alternate_screen());
    tab.send("echo code $?\r");
    tab.sees("code 0");
}

#[test]
fn where_there_is_no_shell_to_go_to_ctrl_z_comes_back_by_itself() {
    let tab = opened();
    tab.send("\x1a");
    tab.is_sent("\x1b[?1049l");
    tab.until("Today again", |screen| screen.alternate_screen() && screen.contents().contains("Daily relief"));
    tab.send("q");
    assert_eq!(tab.end().exit_code(), 0);
}

#[test]
fn a_stop_from_outside_is_repaired_when_it_goes_on() {
    let tab = opened();
    tab.signal(Signal::STOP);
    let before = tab.raw().matches("\x1b[?1049h").count();
    tab.signal(Signal::CONT);
    tab.until("the screen taken again", |_| true);
    tab.is_sent("\x1b[?1049h");
    tab.send("2");
    tab.sees("search");
    assert!(tab.raw().matches("\x1b[?1049h").count() > before);
    tab.send("1q");
    assert_eq!(tab.end().exit_code(), 0);
    tab.is_restored();
}

#[test]
fn a_terminal_that_does_not_read_delays_the_end_by_two_seconds_at_most() {
    for how in ["q", "signal"] {
        let tab = opened();
        tab.reads(false);
        for _ in 0..120 {
            tab.send("\x0c");
            // only for the load: each repaint is to be written before the next is asked for
            let _ = tab.end_within(Duration::from_millis(4));
        }
        match how {
            "q" => tab.send("q"),
            _ => tab.signal(Signal::TERM),
        }
        let status = tab.end_within(Duration::from_secs(3)).expect("gone");
        assert_eq!((status.exit_code() == 0, status.signal().is_some()), (how == "q", how != "q"), "{status:?}");
    }
}
