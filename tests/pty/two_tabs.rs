//! One session, two tabs: it runs in one of them, and the other says so.

use std::sync::Arc;

use tempfile::TempDir;
use unhunch::domain::SessionState;

use crate::shown::{Kind, Shown};
use crate::stored::{MONDAY, Stored};
use crate::tab::{Setup, Tab};

const CLOCK: &str = "2026-03-02T09:00";

/// The first tab, in the first hold of a short session.
fn first() -> Tab {
    let tab = Setup::new().clock(CLOCK).settings("flash: false").open();
    tab.sees("Begin");
    tab.send("S");
    tab.sees("Before you begin");
    tab.send("5");
    tab.find("the player", Shown::read);
    tab.send("n");
    tab.find("the first hold", |screen| Shown::read(screen).filter(|shown| shown.kind == Kind::Work));
    tab
}

fn second(home: &Arc<TempDir>) -> Tab {
    let tab = Setup::beside(home).clock(CLOCK).open();
    tab.sees("Daily relief runs in another tab.");
    tab
}

/// The second tab takes the session over.
fn take_over(tab: &Tab) {
    tab.send("\r");
    tab.sees("Take it over in this tab");
    tab.send("\r");
    tab.sees("on in");
}

fn running(home: &Arc<TempDir>) -> usize {
    Stored::of(home.path()).states().iter().filter(|state| *state == "running").count()
}

#[test]
fn a_second_tab_takes_the_session_over_and_the_first_says_so_and_stands_on_today() {
    let one = first();
    let two = second(&one.home);
    assert!(Shown::read(&one.text()).is_some(), "looking at it took nothing away");
    take_over(&two);
    one.sees("goes on in another tab");
    one.sees("Daily relief runs in another tab.");
    assert_eq!(running(&one.home), 1);
    // it can go back and forth
    take_over(&one);
    two.sees("goes on in another tab");
    two.sees("Daily relief runs in another tab.");
    assert_eq!(running(&one.home), 1);
    // and its end is seen in both
    one.send("q");
    one.sees("Stop here?");
    one.send("2");
    one.sees("How is your upper back right now?");
    two.loses("runs in another tab");
    two.sees("Begin");
    assert_eq!(running(&one.home), 0);
}

#[test]
fn a_tab_that_is_paused_hears_of_it_too() {
    let one = first();
    one.send(" ");
    one.sees("paused");
    let two = second(&one.home);
    take_over(&two);
    one.sees("goes on in another tab");
    one.sees("Daily relief runs in another tab.");
}

#[test]
fn what_was_taken_over_and_ended_while_the_first_tab_was_stopped_does_not_play_on_there() {
    for ending in ["2", "3"] {
        let one = first();
        one.send(" ");
        one.sees("paused");
        // not in the middle of a write, which would keep the lock
        Stored::of(one.home.path())
            .find(&one, "the pause", |stored| stored.unfinished().filter(|left| (left.step, left.step_ms > 0) == (1, true)));
        one.signal(rustix::process::Signal::STOP);
        let two = second(&one.home);
        take_over(&two);
        two.send("q");
        two.sees("Stop here?");
        two.send(ending);
        Stored::of(two.home.path()).find(&two, "the end", |stored| (!stored.states().contains(&"running".to_owned())).then_some(()));
        one.signal(rustix::process::Signal::CONT);
        one.sees("This session was ended in another tab.");
        one.sees("Begin");
        assert_eq!(Shown::read(&one.text()), None, "nothing plays on\n{}", one.text());
        assert_eq!(running(&one.home), 0);
    }
}

#[test]
fn a_second_session_does_not_begin_while_one_runs() {
    let one = first();
    let two = second(&one.home);
    two.send("S");
    two.sees("Before you begin");
    two.send("4");
    two.sees("already running");
    two.sees("Daily relief runs in another tab.");
    let started = Setup::beside(&one.home).clock(CLOCK).arg("start").arg("quick-relief").open();
    started.sees("Quick relief");
    started.send("4");
    started.sees("already running");
    let stored = Stored::of(one.home.path());
    assert_eq!((stored.states(), stored.ratings().len()), (vec!["running".to_owned()], 1), "no session and no rating beside the first");
    assert!(Shown::read(&one.text()).is_some(), "the first plays on");
}

#[test]
fn a_tab_that_ends_in_order_lets_go_and_the_next_start_offers_to_go_on() {
    let one = first();
    let home = Arc::clone(&one.home);
    one.send("\x03");
    assert_eq!(one.end().exit_code(), 0);
    let next = Setup::beside(&home).clock(CLOCK).open();
    next.sees("Go on there");
    next.send("2");
    next.loses("Go on there");
    let mut stored = Stored::of(home.path());
    let ended = stored.find(&next, "the end", |stored| stored.today(MONDAY).sessions.pop());
    assert_eq!(ended.state, SessionState::Partial);
}
