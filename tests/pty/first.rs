//! The first start in the real program: skipped it is over, a yes stands before every session, and what was cut off is asked again.

use std::sync::Arc;

use unhunch::domain::AnswerKind;
use unhunch::store::{Reply, Request};

use crate::stored::{Stored, noon};
use crate::tab::{Setup, Tab};

const CLOCK: &str = "2026-03-02T09:00";

fn opened() -> Tab {
    let tab = Setup::new().new_here().clock(CLOCK).open();
    tab.sees("is no medical device");
    tab
}

/// Presses a key at each of these words.
fn through(tab: &Tab, steps: &[(&str, &str)]) {
    for (words, key) in steps {
        tab.sees(words);
        tab.send(key);
    }
}

/// Past what is asked after the warning signs.
const REST: [(&str, &str); 3] =
    [("What do you have at hand?", "\x1b"), ("Where does it hurt now?", "\x1b"), ("Which of these looks right?", "\x1b")];
/// The last page of all.
const PLAN: (&str, &str) = ("With which plan do you begin?", "\x1b");

#[test]
fn it_is_the_first_frame_whole_and_skipped_it_is_over() {
    let tab = opened();
    let raw = tab.raw();
    let first = raw.split("\x1b[?2026l").next().expect("a frame");
    assert!(first.contains("medical"), "not a frame without its words: {first:?}");
    tab.send("\x1b");
    through(&tab, &[("page 1 of 4", "\x1b")]);
    through(&tab, &REST);
    through(&tab, &[PLAN]);
    tab.sees("No rating yet");
    tab.send("q");
    assert_eq!(tab.end().exit_code(), 0);
    let again = Setup::beside(&tab.home).new_here().clock(CLOCK).open();
    again.sees("No rating yet");
}

#[test]
fn a_yes_stands_before_a_session_also_from_the_command_line_until_it_is_acknowledged() {
    let tab = opened();
    let home = Arc::clone(&tab.home);
    through(&tab, &[("is no medical device", "\r"), ("page 1 of 4", "\r"), ("page 2 of 4", " ")]);
    tab.sees("●  Fever");
    through(
        &tab,
        &[("page 2 of 4", "\r"), ("page 3 of 4", "\r"), ("page 4 of 4", "\r"), ("somebody examined it?", "1"), ("Be seen today", "1")],
    );
    through(&tab, &REST);
    tab.sees("No rating yet");
    tab.send("S");
    tab.sees("I have asked about it");
    // a power cut between the question and the answer
    tab.kill();
    let started = Setup::beside(&home).clock(CLOCK).arg("start").arg("desk-five").open();
    started.sees("Be seen today");
    assert!(!started.text().contains("Before you begin"), "{}", started.text());
    started.send("2");
    started.sees("Desk five");
    started.sees("Before you begin");
    let mut stored = Stored::of(home.path());
    let Ok(Reply::Answers(answers)) = stored.store().answer(&Request::Answers(AnswerKind::Warning), noon()) else { panic!("no answers") };
    assert!(answers.len() == 1 && answers[0].acknowledged_at.is_some(), "{answers:?}");
}

#[test]
fn cut_off_in_the_middle_it_is_asked_again_and_a_session_from_the_command_line_does_not_count_as_older_use() {
    let tab = opened();
    let home = Arc::clone(&tab.home);
    through(&tab, &[("is no medical device", "\r"), ("page 1 of 4", "\x1b"), ("What do you have at hand?", "\r")]);
    tab.sees("Where does it hurt now?");
    tab.kill();
    let again = Setup::beside(&home).new_here().clock(CLOCK).open();
    again.sees("is no medical device");
    let begun = Setup::new().new_here().clock(CLOCK).arg("start").arg("desk-five").open();
    begun.sees("Before you begin");
    begun.send("4");
    begun.sees("1 of ");
    let home = Arc::clone(&begun.home);
    begun.send("q");
    begun.sees("Stop here?");
    begun.send("2");
    begun.sees("How is your upper back right now?");
    begun.send("\x03");
    begun.end();
    let next = Setup::beside(&home).new_here().clock(CLOCK).open();
    next.sees("is no medical device");
}
