//! The plan: choosing one, the baseline, its days, the questions about them, a pause, habits, looking back.

use unhunch::domain::{Day, DayChoice, EntryMoment, RunEnd, Uid};
use unhunch::store::{NewEntry, NewRun, PlanReply, PlanRequest, Reply, Request, Store};

use super::scene::{fresh, kept, kept_at, kept_in_colour, mono, on};
use super::seed::{answer, at, session};
use super::support::{Beginning, Journey};

fn plan(store: &mut Store, request: PlanRequest, back: i64) -> Uid {
    let Reply::Plan(PlanReply::Changed(uid)) = answer(store, &Request::Plan(request), at(back, 8, 0)) else { panic!("not changed") };
    uid
}

/// A run of a plan that began so many days ago.
fn begun(store: &mut Store, id: &str, length: u16, back: i64, baseline: bool) -> Uid {
    let routine = if id == "two-habits-month" { "" } else { "daily-relief" };
    let new = NewRun {
        plan: id.into(),
        title: "the plan".into(),
        routine: routine.into(),
        length,
        from: at(back, 8, 0).day,
        baseline,
        closes: RunEnd::Restarted,
    };
    plan(store, PlanRequest::Start(Box::new(new)), back)
}

fn rate(store: &mut Store, back: i64, score: u8) {
    let score = unhunch::domain::Score::new(score).expect("a score");
    answer(store, &Request::Rate(Box::new(NewEntry::now(score, EntryMoment::Free, None))), at(back, 9, 30));
}

/// So many days ago the two weeks began; each day's numbers before and after, or none.
fn tracked(back: i64, days: &[Option<(u8, u8)>]) -> (Store, Uid) {
    let mut store = Store::in_memory().expect("a store");
    let run = begun(&mut store, "two-week-tracking", 14, back, false);
    for (n, numbers) in (0..).zip(days) {
        if let Some((before, after)) = numbers {
            session(&mut store, (back - n, 8), Some(*before), Some(*after), n == 1);
        }
    }
    (store, run)
}

fn with(store: Store, script: &str) -> Journey {
    on(Beginning { store: Some(store), ..Beginning::default() }, script)
}

fn day_five() -> (Store, Uid) {
    tracked(4, &[Some((6, 4)), Some((5, 4)), None, Some((5, 3))])
}

#[test]
fn without_a_run_the_plans_say_what_they_ask() {
    kept("plan_none", fresh("4"));
    kept_at("plan_none_more", fresh("4<right>"), &[(80, 24), (60, 18)]);
}

#[test]
fn before_it_begins_the_baseline_is_asked_for() {
    kept("plan_begin", fresh("4<enter>"));
}

#[test]
fn a_baseline_counts_rated_days() {
    let mut store = Store::in_memory().expect("a store");
    begun(&mut store, "two-week-tracking", 14, 2, true);
    rate(&mut store, 2, 6);
    rate(&mut store, 1, 5);
    kept("plan_baseline", with(store, "4"));
}

#[test]
fn day_five_with_an_open_day_behind_it() {
    kept("plan_day_5", with(day_five().0, "4"));
    kept_in_colour("plan_in_colour", &with(day_five().0, "4"), "calm-dark");
    let bare = on(Beginning { store: Some(day_five().0), env: mono, ..Beginning::default() }, "4<left>");
    kept_in_colour("plan_without_colour", &bare, "mono");
}

#[test]
fn an_open_day_asks_what_to_do_and_a_shift_shows_the_new_end_first() {
    kept("plan_open_day", with(day_five().0, "4<left><left><enter>"));
    kept("plan_shift", with(day_five().0, "4<left><left><enter>3"));
}

#[test]
fn the_plan_can_be_changed() {
    kept("plan_change", with(day_five().0, "4e"));
    kept_at("plan_pause_long", with(day_five().0, "4e11"), &[(80, 24)]);
}

#[test]
fn a_pause_says_when_it_ends_and_what_follows() {
    let (mut store, run) = day_five();
    let pause = PlanRequest::Pause { run, from: at(0, 8, 0).day, to: at(-2, 8, 0).day, why: "ill".into() };
    plan(&mut store, pause, 0);
    kept("plan_paused", with(store, "4"));
}

#[test]
fn an_excused_day_and_a_gentle_day_of_ones_own_are_words() {
    let (mut store, run) = day_five();
    for (day, choice) in [(2, DayChoice::Excused), (0, DayChoice::Full)] {
        plan(&mut store, PlanRequest::Choose { run, day: Day(at(day, 8, 0).day.0), choice, why: None }, 0);
    }
    kept_at("plan_excused", with(store, "4"), &[(80, 24)]);
}

#[test]
fn a_month_of_habits_shows_two_weeks_at_a_time() {
    let mut store = Store::in_memory().expect("a store");
    begun(&mut store, "two-habits-month", 30, 16, false);
    kept("plan_habits", with(store, "4"));
}

#[test]
fn day_seven_looks_back_without_a_word_of_judgement() {
    let (store, _) = tracked(6, &[Some((6, 4)), Some((5, 4)), None, Some((5, 3)), Some((5, 3)), Some((4, 3))]);
    let mut journey = with(store, "4e");
    journey.play("3");
    kept("plan_look_back", journey);
}

#[test]
fn day_fourteen_sets_the_last_days_beside_those_before_day_one() {
    let mut store = Store::in_memory().expect("a store");
    let run = begun(&mut store, "two-week-tracking", 14, 16, true);
    for (back, score) in [(16, 6), (15, 5), (14, 5)] {
        rate(&mut store, back, score);
    }
    plan(&mut store, PlanRequest::Fix { run, day1: at(13, 8, 0).day }, 13);
    for (n, (before, after)) in
        (0..).zip([(6, 4), (5, 4), (5, 5), (5, 3), (4, 3), (5, 3), (4, 3), (4, 2), (4, 3), (5, 3), (3, 2), (4, 3), (3, 3)])
    {
        if n != 3 && n != 9 {
            session(&mut store, (13 - n, 8), Some(before), Some(after), n == 6);
        }
    }
    let journey = with(store, "4<left><enter>");
    kept("plan_review", journey);
}

#[test]
fn what_comes_next_has_its_page() {
    let (store, _) = tracked(6, &[Some((6, 4)), Some((5, 4)), None, Some((5, 3)), Some((5, 3)), Some((4, 3))]);
    kept_at("plan_next", with(store, "4e3<enter>"), &[(80, 24), (60, 18)]);
}

#[test]
fn worse_is_said_plainly_with_the_way_to_help() {
    let numbers = [Some((3, 3)), Some((3, 3)), Some((3, 4)), Some((5, 5)), Some((5, 6)), Some((6, 6))];
    let (store, _) = tracked(6, &numbers);
    kept("plan_worse", with(store, "4"));
    let (store, _) = tracked(6, &numbers);
    kept_at("plan_worse_look_back", with(store, "4e3"), &[(80, 24)]);
}

#[test]
fn no_page_of_the_plan_judges() {
    let (store, _) = tracked(6, &[Some((8, 2)), Some((7, 2)), Some((6, 1)), Some((5, 1)), Some((4, 1)), Some((2, 0))]);
    let mut journey = with(store, "4");
    let mut said = journey.text();
    said.push_str(&journey.play("e3"));
    for word in ["better", "improve", "success", "great", "well done", "missed", "failed", "%", "streak"] {
        assert!(!said.to_lowercase().contains(word), "{word}\n{said}");
    }
}
