//! A session in plain lines: no byte that moves anything, the same rows on disk, and every way to leave it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use rustix::process::Signal;
use unhunch::domain::{AnswerKind, Outcome, Score, SessionState, Side};
use unhunch::store::{Reply, Request};

use crate::stored::{MONDAY, Stored, noon};
use crate::tab::{PROGRAM, Setup, Tab};

fn plain(clock: &str, args: &[&str]) -> Setup {
    args.iter().fold(Setup::new().clock(clock).arg("start").arg("--plain"), |setup, arg| setup.arg(arg))
}

/// Nothing but text, ends of lines and the bell was sent.
#[track_caller]
fn is_plain(raw: &str) {
    let strange = raw.chars().find(|c| c.is_control() && !"\r\n\x07".contains(*c));
    assert_eq!(strange, None, "{raw:?}");
}

#[test]
fn a_session_is_led_through_in_lines_to_the_same_rows() {
    let tab = plain("2026-03-02T09:00x60", &["--short"]).open();
    tab.is_sent("How is your upper back right now? 0 to 10.");
    tab.send("5\n");
    tab.is_sent("You are through.");
    tab.send("3\n");
    assert_eq!(tab.end().exit_code(), 0);
    tab.is_sent("Pain before: 5. After: 3.");
    let raw = tab.raw();
    is_plain(&raw);
    assert!(!raw.contains("Halfway."), "nobody asked for it");
    // each change of state once, in its order
    let mut rest = raw.as_str();
    for line in [
        "Exercise 1 of 3: Thoracic rotation, 4 a side, sitting. Get ready, 10 s. Plant both feet",
        "Left side: 4 reps, 24 s: turn 2 s, stay 2 s, back 2 s.",
        "Switch to the right side, 5 s.",
        "Right side: 4 reps, 24 s",
        "Exercise 2 of 3: Band row",
        "8 reps, 48 s",
        "Exercise 3 of 3: Slow breaths",
        "5 breaths, 50 s; breathe in 4 s, out 6 s.",
        "Thoracic rotation: 4 a side.",
    ] {
        assert_eq!(raw.matches(line).count(), 1, "{line}\n{raw}");
        rest = rest.split_once(line).unwrap_or_else(|| panic!("{line} in its place\n{raw}")).1;
    }

    let mut stored = Stored::of(tab.home.path());
    let today = stored.today(MONDAY);
    assert_eq!((today.sessions.len(), today.unfinished), (1, None));
    let line = &today.sessions[0];
    assert_eq!((line.what.as_str(), line.short, line.state), ("daily-relief", true, SessionState::Done));
    let pain = today.days.last().expect("today");
    assert_eq!((pain.before.map(Score::value), pain.after.map(Score::value)), (Some(5), Some(3)));
    let summary = stored.summary(line.uid);
    let items: Vec<_> = summary.items.iter().map(|item| (item.exercise.as_str(), item.side, item.outcome)).collect();
    let done = |exercise, side| (exercise, side, Outcome::Done);
    let expected = [("thoracic-rotation", Side::Left), ("thoracic-rotation", Side::Right), ("band-row", Side::Both)];
    assert_eq!(items[..3], expected.map(|(exercise, side)| done(exercise, side)));
    assert_eq!(items.len(), 4);
    assert_eq!(summary.session.active_ms, summary.session.planned_ms, "each second of it was active, and none twice");
}

#[test]
fn what_is_typed_pauses_moves_on_and_ends() {
    let tab = plain("2026-03-02T09:00", &["--short"]).open();
    tab.is_sent("0 to 10.");
    tab.send("eleven\n");
    tab.is_sent("`eleven` is no answer here.");
    tab.send("s\n");
    tab.is_sent("s: short version, 3 min.");
    tab.send("s\n7\n");
    tab.is_sent("Gentle forms at 7.");
    tab.is_sent("Exercise 1 of 2");
    tab.send("?\n");
    tab.is_sent("r: this set again.");
    tab.send("n\n");
    tab.is_sent("Left side: ");
    tab.send("\n");
    tab.is_sent("Paused: Thoracic rotation, left side");
    tab.send("\n");
    tab.is_sent("Going on in 3 s: Thoracic rotation, left side");
    tab.send("!\n");
    tab.is_sent("Call an ambulance");
    tab.is_sent("Enter goes back.");
    tab.send("\no\n");
    tab.is_sent("How much does it hurt right now?");
    tab.send("6\n");
    tab.is_sent("What is it like?");
    tab.send("1\n");
    tab.is_sent("At 6 or more this one is over for today.");
    tab.send("1\n");
    tab.is_sent("Exercise 2 of 2");
    tab.send("q\n");
    tab.is_sent("2: End it and keep what you did.");
    tab.send("2\n");
    tab.is_sent("The session has ended.");
    tab.send("\n");
    assert_eq!(tab.end().exit_code(), 0);
    tab.is_sent("Pain before: 7. After: not rated.");
    is_plain(&tab.raw());
    let mut stored = Stored::of(tab.home.path());
    let ratings = stored.ratings();
    assert_eq!(ratings.iter().map(|(score, moment, ..)| (*score, moment.as_str())).collect::<Vec<_>>(), [(7, "before"), (6, "during")]);
    let line = &stored.today(MONDAY).sessions[0];
    assert_eq!(line.state, SessionState::Partial);
    let first = stored.summary(line.uid).items.remove(0);
    assert_eq!((first.outcome, first.reason.as_deref()), (Outcome::Ouch, Some("sharp")));
}

#[test]
fn a_session_in_lines_that_was_killed_goes_on_in_the_full_screen_and_the_other_way_round() {
    let tab = plain("2026-03-02T09:00", &["--short"]).open();
    tab.is_sent("0 to 10.");
    tab.send("5\n");
    tab.is_sent("Exercise 1 of 3");
    tab.send("n\n");
    tab.is_sent("Left side: ");
    let home = tab.home.clone();
    Stored::of(home.path()).find(&tab, "the set", |stored| stored.unfinished().filter(|left| left.step == 1));
    tab.kill();
    let full = Setup::beside(&home).clock("2026-03-02T09:10").open();
    full.sees("You stopped at thoracic rotation, left side");
    full.send("\r");
    full.loses("You stopped at");
    full.kill();
    let lines = |clock| Setup::beside(&home).clock(clock).arg("start").arg("--plain").open();
    let again = lines("2026-03-02T09:20");
    again.is_sent("You stopped at thoracic rotation, left side");
    again.send("1\n");
    again.is_sent("Going on in 3 s: Thoracic rotation, left side");
    for signal in [Signal::INT, Signal::TERM] {
        let tab = lines("2026-03-02T09:20");
        // this one seems to run elsewhere, and is taken over
        tab.is_sent("1: ");
        tab.send("1\n");
        tab.is_sent("Going on in 3 s");
        tab.signal(signal);
        let status = tab.end();
        tab.is_sent("It is kept where it stands.");
        match signal {
            Signal::INT => assert_eq!(status.exit_code(), 0),
            _ => assert_eq!(status.signal(), Some("Terminated")),
        }
        assert!(Stored::of(home.path()).unfinished().is_some_and(|left| !left.is_held), "it let go of it");
    }
    // the first was told that it was taken over
    again.is_sent("This session goes on in another tab.");
    assert_eq!(again.end().exit_code(), 0);
}

#[test]
fn a_terminal_that_draws_nothing_gets_lines_by_itself() {
    let tab = Setup::new().clock("2026-03-02T09:00").env("TERM", "dumb").arg("start").open();
    tab.is_sent("How is your upper back right now? 0 to 10.");
    tab.send("q\n");
    assert_eq!(tab.end().exit_code(), 0);
    is_plain(&tab.raw());
}

/// The program with this on its standard input, and its terminal nowhere.
fn piped(setup: &Setup, input: &str) -> Output {
    let mut child = Command::new(PROGRAM)
        .args(&setup.argv[1..])
        .env("TZ", "UTC")
        .env("UNHUNCH_CONFIG_DIR", setup.home.path().join("config"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    // one that ends early does not read all of it
    let _ = child.stdin.take().expect("piped").write_all(input.as_bytes());
    child.wait_with_output().expect("ends")
}

#[test]
fn from_a_pipe_each_answer_waits_for_its_question_and_its_end_holds_nothing_up() {
    for (input, pain) in [
        ("4\n2\n", "Pain before: 4. After: 2."),
        ("", "Pain before: not rated. After: not rated."),
        ("4", "Pain before: 4. After: not rated."),
        // paused by the last word there is
        ("4\nwhat\n", "Pain before: 4. After: not rated."),
    ] {
        let setup = plain("2026-03-02T09:00x600", &["--short"]);
        let output = piped(&setup, input);
        let said = String::from_utf8(output.stdout).expect("text");
        assert_eq!(output.status.code(), Some(0), "{input:?}\n{said}");
        assert_eq!(said.lines().last(), Some(pain), "{input:?}\n{said}");
        assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
        assert_eq!(Stored::of(setup.home.path()).today(MONDAY).sessions.len(), 1);
    }
}

#[test]
fn a_warning_sign_comes_first_and_with_nobody_to_answer_nothing_begins() {
    let warned = || {
        let setup = plain("2026-03-02T09:00x600", &["--short"]);
        let data = setup.data();
        let mut store =
            unhunch::store::Store::open(&unhunch::store::OpenPlan { dir: &data, create: true, stamp: noon() }).expect("opens").store;
        let body = r#"{"signs":["fever-infection"]}"#.to_owned();
        let answer = store.answer(&Request::Answer { kind: AnswerKind::Warning, about: None, body }, noon());
        assert!(matches!(answer, Ok(Reply::Answered(_))));
        setup
    };
    let setup = warned();
    let output = piped(&setup, "");
    let said = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("2: I have asked about it.") && !said.contains("0 to 10"), "{said}");
    assert!(Stored::of(setup.home.path()).today(MONDAY).sessions.is_empty());
    let setup = warned();
    let output = piped(&setup, "2\n5\n");
    let said = String::from_utf8(output.stdout).expect("text");
    assert_eq!((output.status.code(), said.lines().last()), (Some(0), Some("Pain before: 5. After: not rated.")), "{said}");
}

#[test]
fn in_a_set_nothing_wakes_it_but_its_own_beats() {
    let tab: Tab = plain("2026-03-02T09:00", &["--short"]).settings("bell: false").open();
    tab.is_sent("0 to 10.");
    tab.send("5\n");
    tab.is_sent("Exercise 1 of 3");
    let raw = tab.raw().len();
    // the first position after four seconds, and until then no line
    let mut stored = Stored::of(tab.home.path());
    stored.find(&tab, "a beat", |stored| stored.unfinished().filter(|left| left.step_ms >= 4000));
    tab.is_sent("? tells the other commands.");
    assert!(tab.raw()[raw..].lines().filter(|line| !line.trim().is_empty()).count() <= 1, "{:?}", &tab.raw()[raw..]);
}
