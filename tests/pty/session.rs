//! A whole short session in the real program: from the first key to the rows on disk, and to the next start.

use unhunch::domain::{Outcome, Score, SessionState, Side};

use crate::shown::{Kind, Shown};
use crate::stored::{MONDAY, Stored};
use crate::tab::Setup;

#[test]
fn a_short_session_runs_to_its_end_with_no_key_and_is_there_at_the_next_start() {
    let tab = Setup::new().new_here().clock("2026-03-02T09:00x60").open();
    let home = tab.home.clone();
    // the first start, as somebody goes through it whom nothing warns
    tab.sees("is no medical device");
    tab.send("\r");
    for page in 1..=4 {
        tab.sees(&format!("page {page} of 4"));
        tab.send("\r");
    }
    tab.sees("somebody examined it?");
    tab.send("1");
    tab.sees("What do you have at hand?");
    tab.send("\r");
    tab.sees("Where does it hurt now?");
    tab.send("\x1b");
    tab.sees("Which of these looks right?");
    tab.send("\x1b");
    tab.sees("With which plan do you begin?");
    tab.send("\x1b");
    tab.sees("No rating yet");
    tab.send("S");
    tab.sees("Short version. Before you begin");
    tab.send("5");
    // three minutes of exercise in three seconds, and no key
    for name in ["thoracic rotation", "band row", "slow breaths, hand on belly"] {
        tab.find(name, |screen| Shown::read(screen).filter(|shown| shown.kind == Kind::Work && shown.name == name));
    }
    tab.sees("You are through");
    let raw = tab.raw();
    assert!(raw.matches('\x07').count() >= 4, "a sound at each start and at the end");
    tab.send("3");
    tab.sees("what you did");
    tab.until("two numbers and what was done", |screen| {
        let text = screen.contents();
        ["Thoracic rotation", "4 a side", "Band row", "Slow breaths"].iter().all(|words| text.contains(words))
    });
    tab.send("\r");
    tab.sees("Done today at 09:0");
    tab.sees("the short version");
    tab.send("q");
    assert_eq!(tab.end().exit_code(), 0);
    tab.is_restored();

    let mut stored = Stored::of(home.path());
    let today = stored.today(MONDAY);
    assert_eq!((today.sessions.len(), today.unfinished), (1, None));
    let line = &today.sessions[0];
    assert_eq!((line.what.as_str(), line.short, line.state), ("daily-relief", true, SessionState::Done));
    let pain = today.days.last().expect("today");
    assert_eq!((pain.before.map(Score::value), pain.after.map(Score::value), pain.done), (Some(5), Some(3), 1));
    let summary = stored.summary(line.uid);
    let items: Vec<_> = summary.items.iter().map(|item| (item.exercise.as_str(), item.side, item.outcome)).collect();
    assert_eq!(
        items,
        [
            ("thoracic-rotation", Side::Left, Outcome::Done),
            ("thoracic-rotation", Side::Right, Outcome::Done),
            ("band-row", Side::Both, Outcome::Done),
            ("hand-on-belly-breaths", Side::Both, Outcome::Done),
        ]
    );
    assert!(summary.items.iter().all(|item| Some(item.done_ms) == item.planned_ms && item.done_reps == item.planned_reps));
    assert_eq!(summary.session.active_ms, summary.session.planned_ms, "each second of it was active, and none twice");
    assert_eq!(stored.ratings(), [(5, "before".into(), true, false), (3, "after".into(), true, false)]);

    let again = Setup::beside(&home).clock("2026-03-02T12:00").open();
    again.sees("Done today at 09:0");
    again.sees("Last pain 3 at 09:0");
    again.sees("Once more");
}

#[test]
fn a_routine_named_on_the_command_line_is_begun_at_once() {
    let tab = Setup::new().clock("2026-03-02T09:00x60").arg("start").arg("quick-relief").arg("--short").open();
    tab.sees("Quick relief");
    tab.sees("Short version. Before you begin");
    tab.send("\r");
    tab.sees("1 of 3");
    tab.sees("You are through");
    tab.send("\r");
    tab.sees("Quick relief");
    let mut stored = Stored::of(tab.home.path());
    let today = stored.today(MONDAY);
    assert_eq!((today.sessions.len(), today.last), (1, None), "two questions left unanswered are no ratings");
    assert_eq!((today.sessions[0].what.as_str(), today.sessions[0].short), ("quick-relief", true));
}

#[test]
fn timed_care_is_begun_by_its_id() {
    let tab = Setup::new().arg("start").arg("heat-pack").open();
    tab.sees("Heat pack");
    tab.sees("How is your upper back right now?");
    assert!(tab.kill().contains("Before you begin"));
}

#[test]
fn an_unknown_routine_is_refused_with_the_nearest_one() {
    for (wrong, near) in [("nonsense", "There is no routine `nonsense`."), ("quick-releif", "Did you mean `quick-relief`?")] {
        let tab = Setup::new().arg("start").arg(wrong).open();
        assert_eq!(tab.end().exit_code(), 2);
        tab.sees(near);
        assert!(!tab.raw().contains('\x1b'), "no screen was taken");
    }
}
