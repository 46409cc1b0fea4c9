//! The program is stopped in the middle of a session, as by a machine that sleeps.

use std::time::Duration;

use rustix::process::Signal;

use crate::shown::{Kind, Shown};
use crate::stored::Stored;
use crate::tab::{Setup, Tab};

fn holding() -> Tab {
    let tab = Setup::new().clock("2026-03-02T09:00").settings("flash: false").open();
    tab.sees("Begin");
    tab.send("s");
    tab.sees("Before you begin");
    tab.send("5");
    tab.find("the player", Shown::read);
    tab.send("n");
    tab.find("the first hold", |screen| Shown::read(screen).filter(|shown| shown.kind == Kind::Work));
    tab
}

fn active_ms(tab: &Tab) -> i64 {
    Stored::of(tab.home.path()).unfinished().expect("a session").session.active_ms
}

#[test]
fn four_seconds_without_a_processor_pause_the_session_and_add_no_active_time() {
    let tab = holding();
    tab.send(" ");
    tab.sees("paused");
    let mut stored = Stored::of(tab.home.path());
    stored.find(&tab, "the pause", |stored| stored.unfinished().filter(|left| left.step == 1));
    tab.send(" ");
    tab.sees("on in");
    tab.loses("on in");
    let (before, left) = (active_ms(&tab), tab.find("the player", Shown::read).left);
    tab.signal(Signal::STOP);
    assert!(tab.end_within(Duration::from_secs(4)).is_none(), "it is stopped, not gone");
    tab.signal(Signal::CONT);
    tab.sees("Paused while you were away. Nothing is lost.");
    let shown = tab.find("the player", Shown::read);
    assert_eq!(shown.kind, Kind::Paused);
    assert!(left - shown.left <= 1, "{left} s were left, now {}", shown.left);
    let added = active_ms(&tab) - before;
    assert!((0..=1000).contains(&added), "{added} ms were added");
    tab.send(" ");
    tab.sees("on in");
    tab.until("time going on", |screen| Shown::read(&screen.contents()).is_some_and(|now| now.left < shown.left));
}

#[test]
fn a_stop_while_paused_changes_nothing() {
    let tab = holding();
    tab.send(" ");
    tab.sees("paused");
    let left = tab.find("the player", Shown::read).left;
    tab.signal(Signal::STOP);
    assert!(tab.end_within(Duration::from_millis(2500)).is_none());
    tab.signal(Signal::CONT);
    tab.send(" ");
    tab.sees("on in");
    assert_eq!(tab.find("the player", Shown::read).left, left);
}
