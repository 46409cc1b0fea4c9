//! Keys pressed in the middle of a session: what each does at once, and what it leaves on disk.

use std::sync::Arc;

use unhunch::domain::{Outcome, SessionState};
use unhunch::store::Cell;

use crate::shown::{Kind, Shown};
use crate::stored::{MONDAY, Stored, text};
use crate::tab::{Setup, Tab};

/// A short session under way.
fn playing(clock: &str) -> Tab {
    let tab = Setup::new().clock(clock).settings("flash: false").open();
    tab.sees("Begin");
    tab.send("S");
    tab.sees("Short version. Before you begin");
    tab.send("5");
    tab.find("the player", Shown::read);
    tab
}

/// The same in its first hold. A clock that runs fast is not jumped on: the hold might have come by itself meanwhile.
fn holding(clock: &str) -> Tab {
    let tab = playing(clock);
    tab.find("the first hold", |screen| Shown::read(screen).filter(|shown| shown.kind == Kind::Work));
    tab
}

fn shown(tab: &Tab) -> Shown {
    tab.find("the player", Shown::read)
}

/// Opens the help and closes it: every key sent before has been taken by then.
fn all_keys_are_taken(tab: &Tab) {
    tab.send("?");
    tab.until("the help", |screen| Shown::read(&screen.contents()).is_none() || screen.contents().contains("close"));
    tab.send("x");
    tab.loses("close");
}

#[test]
fn any_key_pauses_and_only_space_and_enter_go_on() {
    let tab = holding("2026-03-02T09:00x10");
    for (slap, on) in [("a", " "), ("G", "\r"), ("ä", " "), ("j", "\r"), (";lkj", " "), ("\x1b[C", "\r"), ("\x1b[15~", " ")] {
        tab.send(slap);
        tab.sees("paused");
        let stands = shown(&tab).left;
        tab.send("acdefghijklmstuwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,;./[]\t\x1b[A\x1b[6~");
        all_keys_are_taken(&tab);
        tab.sees("paused");
        assert_eq!(shown(&tab).left, stands, "time stands in a pause");
        tab.send(on);
        tab.sees("on in");
        assert_eq!(shown(&tab).left, stands, "time stands while it counts");
        tab.until("time going on", |screen| Shown::read(&screen.contents()).is_some_and(|shown| shown.left < stands));
    }
    // a key while it counts is a pause again; digits are none
    tab.send(" ");
    tab.sees("paused");
    tab.send(" ");
    tab.sees("on in");
    tab.send("w");
    tab.sees("paused");
}

#[test]
fn help_over_a_hold_pauses_nothing() {
    let tab = playing("2026-03-02T09:00x20");
    tab.sees("Get ready");
    tab.send("?");
    tab.loses("Get ready");
    // the bell of the start is heard under the help
    tab.is_sent("\x07");
    tab.send("x");
    tab.find("the hold under it", |screen| Shown::read(screen).filter(|shown| shown.kind == Kind::Work));
}

#[test]
fn a_session_that_ends_under_the_help_is_rated_after_it() {
    let tab = playing("2026-03-02T09:00x60");
    tab.send("?");
    tab.until("the help", |screen| Shown::read(&screen.contents()).is_none());
    Stored::of(tab.home.path()).find(&tab, "the end", |stored| stored.today(MONDAY).sessions.pop());
    // the help is read to its end: the key that closes it is no rating
    tab.sees("any other key closes");
    tab.send("9");
    tab.sees("You are through");
    tab.send("2");
    tab.sees("What you did");
    tab.send("\r");
    tab.sees("Done today");
    assert_eq!(Stored::of(tab.home.path()).ratings()[1], (2, "after".into(), true, false));
    tab.send("q");
    assert_eq!(tab.end().exit_code(), 0);
}

#[test]
fn where_it_hurts_it_stops_at_once_and_says_why_whatever_comes_then() {
    for (then, outcomes) in
        [("easier", vec![("ouch", "sharp")]), ("leave", vec![("ouch", "sharp"), ("skipped", "sharp")]), ("end", vec![("ouch", "sharp")])]
    {
        let tab = holding("2026-03-02T09:00x10");
        tab.send("o");
        tab.sees("How much does it hurt right now?");
        tab.send("4");
        tab.sees("What is it like?");
        tab.send("\r");
        tab.sees("What now?");
        tab.sees("Go on with the easier form");
        match then {
            "easier" => {
                tab.send("1");
                tab.sees("on in");
                tab.sees("half turn, hands on thighs");
            }
            "leave" => {
                tab.send("2");
                tab.sees("on in");
                tab.sees("band row");
            }
            _ => {
                tab.send("3");
                tab.sees("How is your upper back right now?");
            }
        }
        let mut stored = Stored::of(tab.home.path());
        let items = |stored: &mut Stored| stored.rows("item").iter().map(|item| (text(item, "outcome"), text(item, "reason"))).collect();
        let wanted: Vec<_> = outcomes.iter().map(|(outcome, reason)| ((*outcome).to_owned(), (*reason).to_owned())).collect();
        stored.find(&tab, then, |stored| Some(items(stored)).filter(|found: &Vec<_>| *found == wanted));
        assert_eq!(stored.ratings(), [(5, "before".into(), true, false), (4, "during".into(), true, true)], "{then}");
    }
}

#[test]
fn the_easier_form_is_done_and_logged_under_its_own_name() {
    let tab = holding("2026-03-02T09:00x40");
    tab.send("o");
    tab.sees("How much does it hurt right now?");
    tab.send("\r");
    tab.sees("What is it like?");
    tab.send("5");
    tab.sees("Go on with the easier form");
    tab.send("\r");
    tab.sees("One key, then what you did.");
    tab.send("\r");
    tab.sees("Half turn, hands on thighs");
    let mut stored = Stored::of(tab.home.path());
    let session = stored.today(MONDAY).sessions[0].uid;
    let summary = stored.summary(session);
    let items: Vec<_> = summary.items.iter().map(|item| (item.exercise.as_str(), item.variant.as_str(), item.outcome)).collect();
    let easier = "Half turn, hands on thighs";
    assert_eq!(
        items,
        [
            ("thoracic-rotation", "", Outcome::Ouch),
            ("thoracic-rotation", easier, Outcome::Done),
            ("thoracic-rotation", easier, Outcome::Done),
            ("band-row", "", Outcome::Done),
            ("hand-on-belly-breaths", "", Outcome::Done),
        ]
    );
    assert_eq!((summary.items[0].reason.as_deref(), summary.session.state), (Some("too much"), SessionState::Partial));
    assert_eq!(stored.ratings(), [(5, "before".into(), true, false)], "what one would rather not say is no rating");
}

#[test]
fn six_or_more_is_over_for_today_and_a_warning_sign_leads_to_the_signs() {
    let tab = holding("2026-03-02T09:00x10");
    let left = shown(&tab).left;
    tab.send("o");
    tab.sees("How much does it hurt right now?");
    tab.send("7");
    tab.sees("What is it like?");
    tab.send("1");
    tab.sees("At 6 or more this one is over for today.");
    assert!(!tab.text().contains("easier form"), "no easier form of what hurts so much");
    tab.send("\x1b");
    tab.sees("paused");
    assert!(left - shown(&tab).left < 10, "it stopped at once");
    tab.send("o");
    tab.sees("How much does it hurt right now?");
    tab.send("2");
    tab.sees("What is it like?");
    tab.send("4");
    tab.sees("This is a sign to take seriously.");
    assert!(!tab.text().contains("easier form"));
    tab.send("!");
    tab.loses("This is a sign to take seriously.");
    tab.send("\x1b");
    tab.sees("This is a sign to take seriously.");
}

#[test]
fn leaving_asks_and_each_answer_does_what_it_says() {
    for (key, answer) in [("q", "go on"), ("\x1b", "keep"), ("q", "discard")] {
        let tab = holding("2026-03-02T09:00x10");
        let before = shown(&tab).left;
        tab.until("a second", |screen| Shown::read(&screen.contents()).is_some_and(|shown| shown.left < before));
        tab.send(key);
        tab.sees("Stop here?");
        match answer {
            "go on" => {
                tab.send("\r");
                tab.sees("on in");
                let stands = shown(&tab).left;
                tab.until("time going on", |screen| Shown::read(&screen.contents()).is_some_and(|shown| shown.left < stands));
            }
            "keep" => {
                tab.send("2");
                tab.sees("How is your upper back right now?");
                tab.send("4");
                tab.sees("What you did");
                tab.send("\r");
                tab.sees("Last pain 4");
                let mut stored = Stored::of(tab.home.path());
                let session = stored.today(MONDAY).sessions[0].uid;
                let summary = stored.summary(session);
                assert_eq!((summary.session.state, summary.items.len()), (SessionState::Partial, 1));
                assert_eq!(summary.items[0].outcome, Outcome::Cut);
                assert!((1..60_000).contains(&summary.items[0].done_ms) && summary.session.active_ms >= summary.items[0].done_ms);
                assert_eq!(stored.ratings(), [(5, "before".into(), true, false), (4, "after".into(), true, false)]);
            }
            _ => {
                tab.send("3");
                tab.sees("Last pain 5");
                let mut stored = Stored::of(tab.home.path());
                assert_eq!((stored.unfinished(), stored.states().len(), stored.rows("item").len()), (None, 0, 0));
                assert_eq!(stored.ratings(), [(5, "free".into(), false, false)], "the rating stays, as one of its own");
            }
        }
    }
}

#[test]
fn backspace_on_the_first_page_takes_the_number_before_back() {
    let tab = playing("2026-03-02T09:00");
    tab.send("\x7f");
    tab.sees("Short version. Before you begin");
    let stored = Stored::of(tab.home.path());
    assert_eq!((stored.states().len(), stored.ratings()), (0, vec![]), "as if it had never been pressed");
    tab.send("3");
    tab.find("the player", Shown::read);
    assert_eq!(stored.ratings(), [(3, "before".into(), true, false)]);
    // once the first exercise has begun it is too late for that: then it is a key like any other
    tab.send("n\x7f");
    tab.sees("paused");
    assert_eq!(stored.ratings().len(), 1);
}

#[test]
fn a_rating_in_the_middle_belongs_to_the_session_and_leads_back_to_it() {
    let tab = holding("2026-03-02T09:00x10");
    tab.send("p");
    tab.sees("The session stands still");
    tab.send("4");
    tab.sees("paused");
    let stored = Stored::of(tab.home.path());
    assert_eq!(stored.ratings()[1], (4, "during".into(), true, false), "the set is not over, so there is no item yet");
}

#[test]
fn what_somebody_else_saves_does_not_disturb_a_pause() {
    let tab = holding("2026-03-02T09:00x60");
    tab.send(" ");
    tab.sees("paused");
    // a quarter of a minute later by its clock
    assert!(tab.end_within(std::time::Duration::from_millis(400)).is_none());
    let mut stored = Stored::of(tab.home.path());
    let entry = unhunch::store::NewEntry::now(unhunch::domain::Score::new(7).expect("a score"), unhunch::domain::EntryMoment::Free, None);
    stored.store().answer(&unhunch::store::Request::Rate(Box::new(entry)), crate::stored::noon()).expect("saved");
    all_keys_are_taken(&tab);
    tab.sees("paused");
    assert!(!tab.text().contains("Go on there"), "its own session is not offered to it\n{}", tab.text());
}

#[test]
fn skipping_is_logged_with_what_was_done() {
    let tab = holding("2026-03-02T09:00x4");
    let before = shown(&tab).left;
    tab.until("two seconds", |screen| Shown::read(&screen.contents()).is_some_and(|shown| shown.left + 1 < before));
    tab.send("n");
    tab.until("the change of sides", |screen| Shown::read(&screen.contents()).is_some_and(|shown| shown.kind == Kind::Switch));
    tab.send("n");
    tab.find("the other side", |screen| Shown::read(screen).filter(|shown| shown.about.contains("right side")));
    let rows = Stored::of(tab.home.path()).find(&tab, "the set", |stored| Some(stored.rows("item")).filter(|rows| !rows.is_empty()));
    assert_eq!(rows.iter().map(|row| text(row, "outcome")).collect::<Vec<_>>(), ["skipped"]);
    let Cell::Whole(done) = rows[0].cell("done_ms") else { panic!("{rows:?}") };
    assert!((1000..30_000).contains(done), "{done}");
    let home = Arc::clone(&tab.home);
    drop(tab);
    assert!(Stored::of(home.path()).unfinished().is_some());
}
