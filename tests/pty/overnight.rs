//! A session left in the middle until the next day.

use std::sync::Arc;
use std::time::Duration;

use rustix::process::Signal;

use crate::shown::{Kind, Shown};
use crate::stored::Stored;
use crate::tab::{Setup, Tab};

/// A session under way, its first hold running.
fn playing(clock: &str) -> Tab {
    let tab = Setup::new().clock(clock).settings("flash: false").open();
    tab.sees("Begin");
    tab.send("s");
    tab.sees("Before you begin");
    tab.send("5");
    tab.find("the player", Shown::read);
    if !clock.contains('x') {
        tab.send("n");
    }
    tab.find("the first hold", |screen| Shown::read(screen).filter(|shown| shown.kind == Kind::Work));
    tab
}

fn states(tab: &Tab) -> Vec<String> {
    Stored::of(tab.home.path()).states()
}

#[test]
fn what_was_left_overnight_is_closed_as_partial_and_said_once() {
    for in_order in [true, false] {
        let tab = playing("2026-03-02T21:00");
        let home = Arc::clone(&tab.home);
        tab.send("n");
        Stored::of(home.path()).find(&tab, "the first exercise", |stored| stored.rows("item").pop());
        if in_order {
            tab.send("\x03");
            tab.end();
        } else {
            tab.kill();
        }
        let late = Setup::beside(&home).clock("2026-03-03T03:50").open();
        late.sees("Go on there");
        assert_eq!(states(&late), ["running"], "the day ends at four");
        late.send("\x1b");
        late.loses("Go on there");
        late.send("\x03");
        late.end();

        let next = Setup::beside(&home).clock("2026-03-03T09:00").open();
        next.sees("Daily relief was left in the middle; what you did of it is kept.");
        next.sees("Begin");
        assert!(!next.text().contains("Go on"), "it is over\n{}", next.text());
        let mut stored = Stored::of(home.path());
        let monday = stored.today("2026-03-02");
        assert_eq!((stored.states(), monday.unfinished, monday.sessions.len()), (vec!["partial".to_owned()], None, 1));
        let summary = stored.summary(monday.sessions[0].uid);
        assert_eq!(summary.items.len(), 1, "what was done of it is kept");
        let ended = summary.session.ended_at.expect("ended") - summary.session.started_at;
        assert!((0..60_000).contains(&ended), "it ended when it was left, not in the morning: {ended} ms");
        next.send("\x03");
        next.end();

        let again = Setup::beside(&home).clock("2026-03-03T09:30").open();
        again.sees("Begin");
        again.send("2");
        again.sees("search");
        assert!(!again.raw().contains("left in the middle"), "said once");
    }
}

#[test]
fn a_session_paused_in_an_open_tab_is_closed_by_the_new_day_too() {
    // a minute in a second
    let tab = playing("2026-03-03T03:58:00x60");
    tab.send(" ");
    tab.sees("paused");
    tab.sees("Daily relief was left in the middle; what you did of it is kept.");
    tab.sees("Begin");
    assert_eq!(states(&tab), ["partial"]);
}

#[test]
fn a_machine_that_sleeps_through_the_night_wakes_to_a_new_day() {
    let tab = playing("2026-03-03T03:58:00x60");
    tab.signal(Signal::STOP);
    assert!(tab.end_within(Duration::from_millis(2500)).is_none());
    tab.signal(Signal::CONT);
    tab.sees("Daily relief was left in the middle; what you did of it is kept.");
    tab.sees("Begin");
    assert_eq!(states(&tab), ["partial"]);
}

#[test]
fn a_session_cut_off_just_before_the_day_ended_is_still_offered_just_after() {
    let tab = playing("2026-03-03T03:59:30");
    let home = Arc::clone(&tab.home);
    tab.kill();
    let next = Setup::beside(&home).clock("2026-03-03T04:00:10").open();
    next.sees("Go on there");
    assert_eq!(states(&next), ["running"]);
}

#[test]
fn a_session_that_runs_when_the_day_ends_runs_on() {
    let tab = playing("2026-03-03T03:59:50x10");
    let other = Setup::beside(&tab.home).clock("2026-03-03T03:59:50x10").open();
    other.sees("runs in another tab");
    // past the end of the day, and it looks on at rest
    other.sees("Tuesday");
    assert!(other.end_within(Duration::from_millis(300)).is_none());
    let used = cpu_ticks(&other);
    assert!(other.end_within(Duration::from_millis(500)).is_none());
    assert!(cpu_ticks(&other) - used < 10, "it looks on without rest");
    other.sees("runs in another tab");
    let before = Shown::read(&tab.text()).expect("the player").left;
    tab.until("time going on", |screen| Shown::read(&screen.contents()).is_some_and(|shown| shown.left < before));
    assert_eq!(states(&tab), ["running"]);
}

/// Hundredths of a second of processor time so far.
fn cpu_ticks(tab: &Tab) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", tab.pid())).expect("a process");
    let fields: Vec<&str> = stat.rsplit(')').next().expect("fields").split_whitespace().collect();
    fields[11].parse::<u64>().expect("a number") + fields[12].parse::<u64>().expect("a number")
}
