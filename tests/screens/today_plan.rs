//! Today while a plan runs: its day as the hero, what it asks, the evening's question, the habits, a sign that waits.

use unhunch::domain::AnswerKind;
use unhunch::store::{HabitName, HabitRequest, NewRun, PlanReply, PlanRequest, Reply, Request, Store};

use super::scene::{kept, kept_at, kept_in_colour, on};
use super::seed::{answer, at, session, two_weeks};
use super::support::{Beginning, Journey};

/// Two weeks of tracking that began so many days ago.
fn running(store: &mut Store, back: i64, baseline: bool) {
    let new = NewRun {
        plan: "two-week-tracking".into(),
        title: "Two weeks of tracking".into(),
        routine: "daily-relief".into(),
        length: 14,
        from: at(back, 8, 0).day,
        baseline,
        closes: unhunch::domain::RunEnd::Restarted,
    };
    let asked = Request::Plan(PlanRequest::Start(Box::new(new)));
    assert!(matches!(answer(store, &asked, at(back, 8, 0)), Reply::Plan(PlanReply::Changed(_))));
}

/// So many days of the plan behind it, the last of them done.
fn day(number: i64) -> Store {
    let mut store = two_weeks();
    running(&mut store, number - 1, false);
    store
}

fn with(store: Store, script: &str) -> Journey {
    on(Beginning { store: Some(store), ..Beginning::default() }, script)
}

fn evening(store: Store) -> Journey {
    on(Beginning { store: Some(store), start: "2026-03-02T17:59:00+01:00", ..Beginning::default() }, "")
}

fn habits(store: &mut Store) {
    let name = |id: &str, name: &str| HabitName { id: id.into(), name: name.into() };
    let both = vec![name("standing-block", "Standing block"), name("breathing-before-bed", "Breathing before bed")];
    answer(store, &Request::Habit(HabitRequest::TakeUp(both)), at(3, 8, 0));
}

#[test]
fn the_day_of_the_plan_is_the_hero_and_says_what_it_asks() {
    let journey = with(day(4), "");
    let shown = journey.text();
    assert!(shown.contains("of 14") && shown.contains("full day") && shown.contains("18 min"), "{shown}");
    kept("today_plan_full", journey);
    kept_in_colour("today_plan_in_colour", &with(day(4), ""), "calm-dark");
    let gentle = with(day(5), "");
    assert!(gentle.text().contains("gentle day") && gentle.text().contains("9 min"), "{}", gentle.text());
    kept_at("today_plan_gentle", gentle, &[(80, 24)]);
}

#[test]
fn what_a_plan_asks_is_what_begins() {
    let mut journey = with(day(5), "<enter>");
    assert!(journey.text().contains("The gentle forms: a gentle day of the plan."), "{}", journey.text());
    journey.play("<esc>s");
    assert!(journey.text().contains("a gentle day of the plan"), "the key for today's routine means the same");
    let full = journey.play("f");
    assert!(full.contains("The full forms, whatever the number."), "{full}");
}

#[test]
fn the_baseline_and_a_pause_are_told_of_and_the_date_is_the_hero() {
    let mut store = two_weeks();
    running(&mut store, 1, true);
    let shown = with(store, "").text();
    assert!(shown.contains("Monday") && shown.contains("Before day 1: 1 of 3 days have a number."), "{shown}");
    let mut journey = with(day(3), "4e112");
    let shown = journey.play("1");
    assert!(shown.contains("The plan rests until Wed 4 Mar."), "{shown}");
    kept_at("today_plan_paused", journey, &[(80, 24)]);
}

#[test]
fn in_the_evening_of_a_plan_the_average_is_asked_for_once() {
    let mut journey = evening(day(4));
    let question = "how was it on average today?";
    assert!(!journey.text().contains(question), "{}", journey.text());
    let shown = journey.play("@2m");
    assert!(shown.contains(&format!("a  {question}")), "it comes at six by itself\n{shown}");
    kept_at("today_evening", journey, &[(80, 24), (60, 18)]);
    let mut journey = evening(day(4));
    let shown = journey.play("@2m a4");
    assert!(!shown.contains(question) && shown.contains("on average"), "{shown}");
    // without a plan nobody is asked
    let mut journey = evening(two_weeks());
    assert!(!journey.play("@2m").contains(question));
}

#[test]
fn habits_are_ticked_with_one_key_and_taken_back() {
    let mut store = day(4);
    habits(&mut store);
    let mut journey = with(store, "");
    let shown = journey.play("<down><space>");
    assert!(shown.contains("●  ") && shown.contains("○  "), "{shown}");
    kept("today_habits", journey);
    let mut store = day(4);
    habits(&mut store);
    let mut journey = with(store, "<down><down><space>");
    assert!(journey.text().contains("●"), "{}", journey.text());
    let shown = journey.play("u");
    assert!(shown.contains("Taken back: the tick for"), "{shown}");
    let shown = journey.play("<up><up>");
    assert!(shown.contains("Begin"), "{shown}");
    assert!(journey.play("<enter>").contains("Before you begin"), "above the habits Enter begins");
}

#[test]
fn a_look_back_that_is_due_is_named_with_its_key() {
    let shown = with(day(7), "").text();
    assert!(shown.contains("4  day 7 looks back"), "{shown}");
}

#[test]
fn a_sign_that_waits_is_the_first_thing_said() {
    let mut store = day(4);
    let body = r#"{"signs":["fever-infection"]}"#.to_owned();
    answer(&mut store, &Request::Answer { kind: AnswerKind::Warning, about: None, body }, at(0, 8, 0));
    let mut journey = with(store, "");
    assert!(journey.text().contains("You said yes to a warning sign."), "{}", journey.text());
    let shown = journey.play("<enter>");
    assert!(shown.contains("Be seen today"), "{shown}");
    journey.play("<esc>");
    kept("today_warned", journey);
}

#[test]
fn a_done_day_of_the_plan_says_so() {
    let mut store = day(4);
    session(&mut store, (0, 8), Some(4), Some(2), false);
    kept_at("today_plan_done", with(store, ""), &[(80, 24)]);
}
