//! What the store keeps about runs, and that every change of them can be taken back.

use proptest::prelude::*;

use super::super::record::columns;
use super::super::table::{RUN, RUN_CHOICE, RUN_PAUSE, SESSION};
use super::super::testing::{NOON, content_of, memory, rate, routine, rows_of, steps, undo, whole_session};
use super::super::{NewEntry, Request};
use super::*;
use crate::domain::{EntryMoment, Recall};

fn new(baseline: bool) -> NewRun {
    NewRun {
        plan: "two-week-tracking".to_owned(),
        title: "Two weeks of tracking".to_owned(),
        routine: "daily-relief".to_owned(),
        length: 14,
        from: NOON.day,
        baseline,
        closes: RunEnd::Restarted,
    }
}

fn at(days: i32) -> Stamp {
    Stamp { at: NOON.at + i64::from(days) * 86_400_000, off: 60, day: Day(NOON.day.0 + days) }
}

fn ask(store: &mut Store, request: PlanRequest, stamp: Stamp) -> Result<PlanReply, StoreError> {
    store.answer(&Request::Plan(request), stamp).map(|reply| if let Reply::Plan(reply) = reply { reply } else { panic!("{reply:?}") })
}

fn change(store: &mut Store, request: PlanRequest, stamp: Stamp) -> Uid {
    let Ok(PlanReply::Changed(uid)) = ask(store, request, stamp) else { panic!("not changed") };
    uid
}

fn run(store: &mut Store, stamp: Stamp) -> Option<History> {
    let Ok(PlanReply::Run(run)) = ask(store, PlanRequest::Open, stamp) else { panic!("no answer") };
    run.map(|run| *run)
}

#[test]
fn a_run_is_read_with_its_sessions_ratings_pauses_and_choices() {
    let mut store = memory();
    assert_eq!(run(&mut store, NOON), None);
    // done just before the start: it belongs to the day all the same
    whole_session(&mut store, "Daily relief", Some(6), 0, NOON);
    let uid = change(&mut store, PlanRequest::Start(Box::new(new(false))), NOON);
    let second = whole_session(&mut store, "Daily relief", Some(5), 0, at(1));
    rate(&mut store, 3, EntryMoment::After, Some(second), at(1));
    let average = NewEntry { recall: Recall::Average, ..NewEntry::now(super::super::testing::score(9), EntryMoment::Evening, None) };
    store.answer(&Request::Rate(Box::new(average)), at(1)).expect("rated");
    let other = super::super::Begin { what: "quick-relief".to_owned(), ..routine("Quick relief", None) };
    let other = super::super::testing::begin(&mut store, other, at(1));
    super::super::testing::finish(&mut store, other, at(1));
    change(&mut store, PlanRequest::Pause { run: uid, from: at(3).day, to: at(5).day, why: "ill".to_owned() }, at(2));
    change(&mut store, PlanRequest::Choose { run: uid, day: at(2).day, choice: DayChoice::Gentle, why: None }, at(2));
    let found = run(&mut store, at(2)).expect("open");
    assert_eq!((found.run.uid, found.run.day1, found.run.baseline_day, found.run.length), (uid, Some(NOON.day), None, 14));
    assert_eq!(found.sessions.iter().map(|done| done.day).collect::<Vec<_>>(), [NOON.day, at(1).day]);
    assert_eq!(found.ratings.iter().map(|rating| rating.score.value()).collect::<Vec<_>>(), [6, 5, 3], "no average among them");
    assert_eq!((found.pauses[0].to, found.pauses[0].why.as_str(), found.choices[0].choice), (at(5).day, "ill", DayChoice::Gentle));
    let runs: Vec<bool> =
        rows_of(&store).iter().filter(|row| row.table == &SESSION).map(|row| row.cell("run").uid() == Some(uid)).collect();
    assert_eq!(runs, [false, true, false], "only those of its routine, begun while it is open");
}

#[test]
fn a_baseline_is_fixed_once_and_skipped_as_a_step() {
    let mut store = memory();
    let uid = change(&mut store, PlanRequest::Start(Box::new(new(true))), NOON);
    change(&mut store, PlanRequest::Fix { run: uid, day1: at(3).day }, at(3));
    change(&mut store, PlanRequest::Fix { run: uid, day1: at(9).day }, at(9));
    let found = run(&mut store, at(3)).expect("open").run;
    assert_eq!((found.baseline_day, found.day1), (Some(NOON.day), Some(at(3).day)));
    assert_eq!(undo(&mut store).as_deref(), Some("the start of Two weeks of tracking"), "the fact was no step");
    assert_eq!(content_of(&store), []);
    let uid = change(&mut store, PlanRequest::Start(Box::new(new(true))), NOON);
    change(&mut store, PlanRequest::SkipBaseline { run: uid, day1: NOON.day }, NOON);
    assert_eq!(run(&mut store, NOON).expect("open").run.day1, Some(NOON.day));
    undo(&mut store);
    assert_eq!(run(&mut store, NOON).expect("open").run.day1, None);
}

#[test]
fn a_pause_can_end_early_or_before_it_began() {
    let mut store = memory();
    let uid = change(&mut store, PlanRequest::Start(Box::new(new(false))), NOON);
    let pause = PlanRequest::Pause { run: uid, from: at(2).day, to: at(9).day, why: "travelling".to_owned() };
    change(&mut store, pause, NOON);
    let name = run(&mut store, NOON).expect("open").pauses[0].uid;
    change(&mut store, PlanRequest::Resume { pause: name, from: at(4).day }, at(4));
    let left = run(&mut store, at(4)).expect("open").pauses;
    assert_eq!((left[0].from, left[0].to), (at(2).day, at(3).day));
    change(&mut store, PlanRequest::Resume { pause: name, from: at(2).day }, at(4));
    assert_eq!(run(&mut store, at(4)).expect("open").pauses, []);
    undo(&mut store);
    assert_eq!(run(&mut store, at(4)).expect("open").pauses, left);
    let wrong = PlanRequest::Pause { run: uid, from: at(4).day, to: at(3).day, why: "ill".to_owned() };
    assert!(matches!(ask(&mut store, wrong, NOON), Err(StoreError::Refused(_))));
}

#[test]
fn going_on_ends_every_pause_of_the_day_also_one_that_was_made_longer() {
    let mut store = memory();
    let uid = change(&mut store, PlanRequest::Start(Box::new(new(false))), NOON);
    let pause = |from, to| PlanRequest::Pause { run: uid, from: at(from).day, to: at(to).day, why: "ill".to_owned() };
    change(&mut store, pause(2, 5), at(2));
    change(&mut store, pause(3, 9), at(3));
    change(&mut store, pause(20, 21), at(3));
    let before = run(&mut store, at(4)).expect("open").pauses;
    let longer = before.iter().find(|pause| pause.to == at(9).day).expect("the longer one").uid;
    change(&mut store, PlanRequest::Resume { pause: longer, from: at(4).day }, at(4));
    let left = run(&mut store, at(4)).expect("open");
    assert_eq!(left.pause(at(4).day), None);
    assert!(left.pause(at(3).day).is_some() && left.pause(at(20).day).is_some());
    undo(&mut store);
    assert_eq!(run(&mut store, at(4)).expect("open").pauses, before, "one step");
}

#[test]
fn runs_that_were_closed_are_listed_and_read_one_by_one() {
    let mut store = memory();
    let first = change(&mut store, PlanRequest::Start(Box::new(new(false))), NOON);
    whole_session(&mut store, "Daily relief", Some(6), 0, at(1));
    let second = change(&mut store, PlanRequest::Start(Box::new(new(false))), at(4));
    let past = |store: &mut Store| {
        let Ok(PlanReply::Past(runs)) = ask(store, PlanRequest::Past, at(5)) else { panic!("no answer") };
        runs.into_iter().map(|run| (run.uid, run.ended_day)).collect::<Vec<_>>()
    };
    assert_eq!(past(&mut store), [(first, Some(at(4).day))], "the open one is not among them");
    change(&mut store, PlanRequest::End { run: second, kind: RunEnd::Stopped }, at(5));
    assert_eq!(past(&mut store), [(second, Some(at(5).day)), (first, Some(at(4).day))]);
    let Ok(PlanReply::One(Some(found))) = ask(&mut store, PlanRequest::One(first), at(9)) else { panic!("no run") };
    assert_eq!((found.run.uid, found.sessions.len()), (first, 1));
    assert_eq!(ask(&mut store, PlanRequest::One(Uid::at(1, &[0; 10])), at(9)), Ok(PlanReply::One(None)));
}

#[test]
fn another_plan_closes_the_run_which_stays_in_history() {
    let mut store = memory();
    let first = change(&mut store, PlanRequest::Start(Box::new(new(false))), NOON);
    let second = change(&mut store, PlanRequest::Start(Box::new(new(false))), at(4));
    assert_eq!(run(&mut store, at(4)).map(|found| found.run.uid), Some(second));
    let change_closed = PlanRequest::Choose { run: first, day: NOON.day, choice: DayChoice::Excused, why: None };
    assert!(matches!(ask(&mut store, change_closed, at(4)), Err(StoreError::Refused(_))));
    change(&mut store, PlanRequest::End { run: second, kind: RunEnd::Finished }, at(9));
    assert_eq!(run(&mut store, at(9)), None);
    let Ok(PlanReply::Run(Some(last))) = ask(&mut store, PlanRequest::Last, at(20)) else { panic!("no last") };
    assert_eq!((last.run.uid, last.run.end_kind, last.run.ended_day), (second, Some(RunEnd::Finished), Some(at(9).day)));
    let ends: Vec<_> = rows_of(&store).iter().filter(|row| row.table == &RUN).map(|row| row.cell("end_kind").clone()).collect();
    assert_eq!(ends, ["restarted".into(), "finished".into()]);
}

#[test]
fn habits_are_read_as_ticks_a_day() {
    let mut store = memory();
    change(&mut store, PlanRequest::Start(Box::new(NewRun { routine: String::new(), ..new(false) })), NOON);
    for (habit, day, is_done) in [(1, 0, 1), (2, 0, 1), (1, 1, 1), (2, 1, 0)] {
        let (uid, dev) = (super::super::Cell::Uid(Uid::at(habit, &[0; 10])), super::super::Cell::Uid(Uid::at(9, &[0; 10])));
        let sql = "INSERT OR IGNORE INTO habit(uid, habit, from_day, hlc, dev) VALUES (?1, ?3, 0, 1, ?2)";
        store.db.execute(sql, (&uid, &dev, format!("habit-{habit}"))).expect("a habit");
        let sql = "INSERT INTO habit_tick(habit, day, done, hlc, dev) VALUES (?1, ?2, ?3, 1, ?4)";
        store.db.execute(sql, (&uid, NOON.day.0 + day, is_done, &dev)).expect("a tick");
    }
    let ticks = run(&mut store, at(2)).expect("open").ticks;
    assert_eq!(ticks.into_iter().collect::<Vec<_>>(), [(NOON.day, 2), (at(1).day, 1)]);
}

#[test]
fn only_the_few_rows_of_plans_and_habits_are_read_without_an_index() {
    let store = memory();
    for (sql, may_scan) in [
        (read::SESSIONS.to_owned(), ""),
        (read::RATINGS.to_owned(), ""),
        (
            format!("SELECT {} FROM run WHERE ended_day IS NULL ORDER BY uid DESC LIMIT 1", columns(&RUN)),
            "SCAN run USING INDEX sqlite_autoindex_run_1",
        ),
        (format!("SELECT {} FROM run_pause WHERE run = ?1 ORDER BY from_day, uid", columns(&RUN_PAUSE)), "SCAN run_pause"),
        (format!("SELECT {} FROM run_choice WHERE run = ?1 ORDER BY day", columns(&RUN_CHOICE)), ""),
    ] {
        for step in steps(&store, &sql) {
            assert!(!step.starts_with("SCAN") || step == may_scan, "{sql}\n{step}");
        }
    }
}

fn deed() -> impl Strategy<Value = u8> {
    0..9u8
}

fn perform(store: &mut Store, deed: u8, stamp: Stamp) -> bool {
    let open = run(store, stamp);
    let uid = open.as_ref().map(|history| history.run.uid);
    let request = match (deed, uid) {
        (0 | 1, _) => PlanRequest::Start(Box::new(new(deed == 0))),
        (2, Some(run)) => PlanRequest::SkipBaseline { run, day1: stamp.day },
        (3, Some(run)) => PlanRequest::Pause { run, from: stamp.day, to: Day(stamp.day.0 + 3), why: "ill".to_owned() },
        (4, Some(_)) => match open.and_then(|history| history.pauses.first().map(|pause| pause.uid)) {
            Some(pause) => PlanRequest::Resume { pause, from: stamp.day },
            None => return false,
        },
        (5, Some(run)) => PlanRequest::Choose { run, day: stamp.day.back(1), choice: DayChoice::Excused, why: Some("guests".to_owned()) },
        (6, Some(run)) => PlanRequest::Choose { run, day: stamp.day.back(1), choice: DayChoice::Shifted, why: None },
        (7, Some(run)) => PlanRequest::End { run, kind: RunEnd::Stopped },
        (8, _) => {
            whole_session(store, "Daily relief", Some(4), 1, stamp);
            return true;
        }
        _ => return false,
    };
    ask(store, request, stamp).expect("changed");
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn taking_back_any_sequence_gives_every_earlier_state(deeds in proptest::collection::vec(deed(), 1..14)) {
        let mut store = memory();
        let mut earlier = Vec::new();
        for (n, deed) in (0..).zip(&deeds) {
            let before = content_of(&store);
            // a pause that lies behind needs no end: nothing changes, and there is no step
            if perform(&mut store, *deed, at(n)) && content_of(&store) != before {
                earlier.push(before);
            }
        }
        for before in earlier.into_iter().rev() {
            prop_assert!(undo(&mut store).is_some());
            prop_assert_eq!(content_of(&store), before);
        }
        prop_assert_eq!(undo(&mut store), None);
    }
}
