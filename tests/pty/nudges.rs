//! Nudges in the real program: one key from the nudge to the rows on disk, and two tabs of which one nudges.

use std::sync::Arc;

use tempfile::TempDir;

use crate::stored::Stored;
use crate::tab::{Setup, Tab};

/// Four minutes in a second: the nudge comes after ten.
const FAST: &str = "2026-03-02T09:00x240";

fn open(home: Option<&Arc<TempDir>>) -> Tab {
    let setup = home.map_or_else(Setup::new, Setup::beside);
    setup.clock(FAST).settings("flash: false").open()
}

/// A few pages, until the keys of the nudge are no longer dead: 6 ms at this pace.
fn let_it_stand(tab: &Tab) {
    for _ in 0..6 {
        tab.send("2");
        tab.sees("search");
        tab.send("1");
        tab.loses("search");
    }
}

#[test]
fn a_nudge_is_told_once_to_who_looks_elsewhere_and_not_at_all_to_who_looks() {
    for (focus, notices) in [("\x1b[O", 1), ("\x1b[O\x1b[I", 0)] {
        let setup = Setup::new().env("TERM_PROGRAM", "ghostty").env("TERM_PROGRAM_VERSION", "1.2.0");
        let tab = setup.clock(FAST).settings("flash: false").open();
        tab.sees("next move ");
        tab.send(focus);
        tab.sees("Time to move");
        let_it_stand(&tab);
        tab.send("x");
        tab.loses("Time to move");
        tab.send("\x03");
        tab.end();
        assert_eq!(tab.raw().matches("\x1b]777;notify;unhunch;").count(), notices, "{focus:?}");
    }
}

#[test]
fn one_key_leads_from_the_nudge_to_its_rows_on_disk() {
    let tab = open(None);
    tab.sees("next move ");
    tab.sees("Time to move");
    let_it_stand(&tab);
    tab.send("m");
    let mut stored = Stored::of(tab.home.path());
    stored.find(&tab, "the break as done", |stored| stored.states().contains(&"done".to_owned()).then_some(()));
    let (session, nudge) = (stored.rows("session"), stored.rows("nudge"));
    assert_eq!(session.len(), 1, "{session:?}");
    assert!(format!("{:?}", session[0]).contains("break"), "{session:?}");
    let taken: Vec<String> = nudge.iter().map(|row| format!("{row:?}")).filter(|row| row.contains("taken")).collect();
    assert_eq!(taken.len(), 1, "{nudge:?}");
}

#[test]
fn the_second_tab_sends_none_and_takes_over_at_once_when_the_first_is_killed() {
    let one = open(None);
    one.sees("next move ");
    let two = open(Some(&one.home));
    two.sees("Begin");
    one.sees("Time to move");
    assert!(!two.raw().contains("Time to move"), "{}", two.text());
    one.kill();
    two.sees("Time to move");
}
