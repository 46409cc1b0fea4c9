//! The plan: choosing one, the baseline, its days, the questions about them, a pause, habits, looking back.

use unhunch::domain::{AnswerKind, Day, DayChoice, EntryMoment, RunEnd, Uid};
use unhunch::store::{HabitName, HabitRequest, NewEntry, NewRun, PlanReply, PlanRequest, Reply, Request, Store};

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
fn enter_takes_the_number_of_a_day_of_the_baseline() {
    let mut store = Store::in_memory().expect("a store");
    begun(&mut store, "two-week-tracking", 14, 2, true);
    let mut journey = with(store, "4");
    assert!(journey.text().contains("Rate the pain now"), "{}", journey.text());
    let shown = journey.play("<enter>5<esc>4");
    assert!(shown.contains("Baseline, 1 of 3") && shown.contains("Today has its number."), "{shown}");
    assert!(!shown.contains("Rate the pain now"), "once a day is enough\n{shown}");
}

#[test]
fn without_a_baseline_none_is_spoken_of() {
    let shown = fresh("4<enter>4").text();
    assert!(shown.contains("Day 1 of 14 is tomorrow") && shown.contains("Nothing is asked today."), "{shown}");
    assert!(!shown.contains("rated before it"), "{shown}");
}

#[test]
fn an_open_day_that_lies_back_is_reached_by_its_line() {
    let (store, _) = tracked(4, &[Some((6, 4)), None, Some((5, 4)), Some((5, 3))]);
    let mut journey = with(store, "4");
    assert!(journey.text().contains("e  day 2 is open"), "{}", journey.text());
    let shown = journey.play("e3");
    assert!(shown.contains("Day 2, Fri 27 Feb") && shown.contains("Excuse it"), "{shown}");
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

fn habits_month(back: i64, are_kept: bool) -> Store {
    let mut store = Store::in_memory().expect("a store");
    begun(&mut store, "two-habits-month", 30, back, false);
    if are_kept {
        let named = |id: &str, name: &str| HabitName { id: id.into(), name: name.into() };
        let both = vec![named("standing-block", "A standing block"), named("breathing-before-bed", "Belly breathing before bed")];
        answer(&mut store, &Request::Habit(HabitRequest::TakeUp(both)), at(back, 8, 0));
    }
    store
}

#[test]
fn a_month_of_habits_shows_two_weeks_at_a_time() {
    kept("plan_habits", with(habits_month(16, true), "4"));
}

#[test]
fn a_month_of_habits_ticks_them_by_enter_space_and_click() {
    let mut journey = with(habits_month(16, true), "4<enter>");
    assert!(journey.text().contains("●  A standing block") && journey.text().contains("1 of 2 habits ticked today."), "{}", journey.text());
    let shown = journey.play("<down><space>");
    assert!(shown.contains("●  Belly breathing before bed") && shown.contains("1 day done"), "{shown}");
    let shown = journey.play("u");
    assert!(shown.contains("○  Belly breathing before bed") && shown.contains("0 days done"), "{shown}");
    let shown = journey.click("Belly breathing");
    assert!(shown.contains("●  Belly breathing before bed"), "one click ticks\n{shown}");
}

#[test]
fn without_habits_a_month_of_them_asks_which() {
    let mut journey = with(habits_month(0, false), "4");
    assert!(journey.text().contains("Choose the habits"), "{}", journey.text());
    let shown = journey.play("<enter>");
    assert!(shown.contains("Which habits?"), "{shown}");
    kept("plan_habits_which", with(habits_month(0, false), "4<enter>"));
    let shown = journey.play("2");
    assert!(shown.contains("○  Mobility after lunch"), "{shown}");
    assert!(journey.play("u").contains("Choose the habits"), "{}", journey.text());
}

#[test]
fn a_habit_forgotten_on_its_day_is_ticked_afterwards() {
    let shown = with(habits_month(2, true), "4<left><enter>1").text();
    assert!(shown.contains("1 of 2"), "{shown}");
}

#[test]
fn the_review_of_a_month_of_habits_names_them_with_their_days() {
    let mut journey = with(habits_month(14, true), "4<enter>e");
    let shown = journey.play("3");
    assert!(shown.contains("Day 15, a look back") && shown.contains("A standing block: 1 day."), "{shown}");
    assert!(!shown.contains("Before a session"), "{shown}");
}

#[test]
fn a_pause_ends_on_any_day_and_the_new_end_is_shown_first() {
    let mut journey = with(day_five().0, "4e115");
    let shown = journey.play("<right><right>");
    assert!(shown.contains("Until Sun 8 Mar") && shown.contains("7 days, today included; the plan ends Wed 18 Mar."), "{shown}");
    let shown = journey.play("<pgup>");
    assert!(shown.contains("Until Mon 2 Mar") && shown.contains("1 day, today included"), "never before today\n{shown}");
    kept("plan_pause_to", with(day_five().0, "4e115"));
    let shown = journey.play("4<enter>");
    assert!(shown.contains("Paused until Mon 9 Mar"), "{shown}");
    // longer, and then earlier again: no second pause is left beneath
    let shown = journey.play("e2<enter>");
    assert!(shown.contains("Paused until Tue 10 Mar"), "{shown}");
    let shown = journey.play("e1");
    assert!(shown.contains("Day 5 of 14"), "{shown}");
}

#[test]
fn an_excused_day_says_why_or_nothing() {
    let mut journey = with(day_five().0, "4<left><left><enter>4");
    assert!(journey.text().contains("Day 3 is excused. Why?"), "{}", journey.text());
    kept("plan_excuse", with(day_five().0, "4<left><left><enter>4"));
    journey.play("2");
    let shown = journey.play("<left><left>");
    assert!(shown.contains("Day 3, Sat 28 Feb: excused, travelling."), "{shown}");
    let mut journey = with(day_five().0, "4<left><left><enter>44");
    let shown = journey.play("<left><left>");
    assert!(shown.contains("Day 3, Sat 28 Feb: excused."), "{shown}");
    assert!(journey.play("u").contains(": open."), "{}", journey.text());
}

#[test]
fn a_look_back_counts_its_own_days_alone() {
    let numbers = [Some((6, 4)), Some((5, 4)), None, Some((5, 3)), Some((5, 3)), Some((4, 3)), None, Some((4, 3)), Some((4, 2))];
    let (store, _) = tracked(9, &numbers);
    let mut journey = with(store, "4e");
    let shown = journey.play("3");
    assert!(shown.contains("Day 7, a look back"), "{shown}");
    assert!(shown.contains("5 days done, 1 of them short, 2 open."), "{shown}");
    assert!(shown.contains("5 ratings, mean 5.0"), "{shown}");
}

/// A run whose fourteen days lie behind, after a baseline of these numbers.
fn after_a_baseline(baseline: &[u8], days: &[(u8, u8)]) -> Store {
    let mut store = Store::in_memory().expect("a store");
    let from = i64::try_from(baseline.len() + days.len()).expect("few") - 1;
    begun(&mut store, "two-week-tracking", 14, from, true);
    for (n, score) in (0..).zip(baseline) {
        rate(&mut store, from - n, *score);
    }
    for (n, (before, after)) in (0..).zip(days) {
        session(&mut store, (i64::try_from(days.len()).expect("few") - 1 - n, 8), Some(*before), Some(*after), false);
    }
    store
}

const FALLEN: [(u8, u8); 14] =
    [(7, 6), (7, 5), (6, 5), (6, 4), (5, 4), (4, 4), (4, 3), (3, 2), (3, 3), (2, 2), (3, 1), (2, 1), (2, 2), (2, 1)];
const AS_BEFORE: [(u8, u8); 14] =
    [(7, 6), (6, 6), (7, 7), (6, 5), (7, 7), (8, 7), (6, 6), (7, 6), (6, 6), (7, 7), (8, 7), (6, 7), (7, 6), (7, 7)];

#[test]
fn a_review_names_a_size_where_the_numbers_carry_it() {
    let mut journey = with(after_a_baseline(&[8, 7, 8], &FALLEN), "4");
    let shown = journey.play("<enter>");
    for said in ["Day 14, the review", "A size many people notice.", "name no cause"] {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
    let shown = journey.play("<enter>");
    assert!(shown.contains("Around 14 sessions: usually lower after") && shown.contains("Over 17 rated days"), "{shown}");
    kept_at("review_lower_more", journey, &[(80, 24), (60, 18)]);
    let shown = with(after_a_baseline(&[8, 7, 8], &FALLEN), "4<enter><enter><enter>").text();
    assert!(shown.contains("What comes next") && shown.contains("A warning sign comes before any plan"), "{shown}");
    kept("review_lower", with(after_a_baseline(&[8, 7, 8], &FALLEN), "4<enter>"));
}

#[test]
fn a_review_of_days_as_before_says_so_and_where_help_is() {
    let mut journey = with(after_a_baseline(&[7, 6, 7], &AS_BEFORE), "4");
    let shown = journey.play("<enter>");
    for said in ["within usual", "severe and no lower: see your doctor"] {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
    assert!(!shown.contains("many people notice"), "{shown}");
    kept("review_severe", journey);
}

#[test]
fn a_review_says_why_it_does_not_compare() {
    let lower = |baseline: &[u8], why: &str| {
        let shown = with(after_a_baseline(baseline, &FALLEN), "4<enter>").text();
        assert!(shown.contains(why) && !shown.contains("many people notice"), "{why}\n{shown}");
    };
    lower(&[8, 6, 5], "Not compared: you began on a bad day, at 8, and were down");
    let (store, _) = tracked(13, &FALLEN.map(Some));
    let mut journey = with(store, "4<enter>");
    assert!(journey.play("").contains("Not compared: no day before day 1 was rated"), "{}", journey.text());
    kept("review_not_compared", journey);
}

#[test]
fn runs_that_were_closed_stay_on_the_pane_with_their_reviews() {
    let (mut store, run) = tracked(9, &[Some((6, 4)), Some((5, 4)), Some((5, 3))]);
    plan(&mut store, PlanRequest::End { run, kind: RunEnd::Stopped }, 5);
    let second = begun(&mut store, "build-up", 42, 3, false);
    session(&mut store, (2, 8), Some(7), Some(6), false);
    plan(&mut store, PlanRequest::End { run: second, kind: RunEnd::Stopped }, 1);
    let mut journey = with(store, "4G");
    assert!(journey.text().contains("Earlier") && journey.text().contains("its review"), "{}", journey.text());
    let shown = journey.play("<enter>");
    assert!(shown.contains("Ended on day 5") && shown.contains("Two weeks of tracking") && shown.contains("3 days done"), "{shown}");
    let shown = journey.play("<esc><up><enter>");
    assert!(shown.contains("Ended on day 3") && shown.contains("Build-up"), "{shown}");
    journey.play("<esc><down>");
    kept("plan_earlier", journey);
}

#[test]
fn a_warning_sign_is_said_on_the_plan_and_its_review_with_the_way_to_help() {
    let (mut store, _) = tracked(6, &[Some((6, 4)), Some((5, 4)), None, Some((5, 3)), Some((5, 3)), Some((4, 3))]);
    let body = r#"{"signs":["fever-infection"]}"#.to_owned();
    answer(&mut store, &Request::Answer { kind: AnswerKind::Warning, about: None, body }, at(0, 8, 0));
    let mut journey = with(store, "4");
    let says = "You said yes to a warning sign. That comes first: press !.";
    assert!(journey.text().contains(says), "{}", journey.text());
    let shown = journey.play("e3");
    assert!(shown.contains("Day 7, a look back") && shown.contains(says), "{shown}");
}

#[test]
fn all_of_the_plan_is_done_by_mouse() {
    let mut journey = with(day_five().0, "4");
    assert!(journey.click("change the plan").contains("Change the plan"));
    // the first line is selected: a click on it does it; another is selected first
    assert!(journey.click("1  Pause").contains("Pause the plan"));
    assert!(!journey.click("back").contains("Pause the plan"));
    assert!(journey.click("day 3 is open").contains("What about day 3"));
    journey.play("<esc>14");
    assert!(journey.click("Do day").contains("Before you begin"));
}
