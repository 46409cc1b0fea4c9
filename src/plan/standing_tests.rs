//! Laws of a run: any order of deeds loses nothing, days are calendar days in every zone.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;
use crate::domain::{Day, DayChoice, DayStart, EntryMoment, Plan, PlanDay, Run, RunChoice, RunEnd, RunPause, Score, SessionState, Uid};

/// Tue 17 February 2026.
const FIRST: Day = Day(20_501);

fn uid(n: u64) -> Uid {
    Uid::at(n, &[0; 10])
}

fn plan(length: u16, baseline: u16) -> Plan {
    Plan {
        format: 1,
        id: "trial".to_owned(),
        name: "A trial".to_owned(),
        about: String::new(),
        routine: Some("daily-relief".to_owned()),
        length,
        days: (0..length).map(|n| if n % 2 == 0 { PlanDay::Gentle } else { PlanDay::Full }).collect(),
        baseline,
        days_a_week: 4,
        reviews: vec![7, 14],
        habits: 0,
        presets: Vec::new(),
        expect: Vec::new(),
        after: Vec::new(),
        sources: Vec::new(),
    }
}

fn habits(length: u16) -> Plan {
    Plan {
        routine: None,
        days: vec![PlanDay::Habits; usize::from(length)],
        habits: 2,
        days_a_week: 5,
        reviews: vec![15],
        ..plan(length, 0)
    }
}

fn begun(plan: &Plan, from: Day) -> History {
    let baseline = plan.baseline > 0;
    History::new(Run {
        uid: uid(1),
        plan: plan.id.clone(),
        routine: plan.routine.clone().unwrap_or_default(),
        length: plan.length,
        baseline_day: baseline.then_some(from),
        day1: (!baseline).then_some(from),
        ended_day: None,
        end_kind: None,
    })
}

fn at(n: i32) -> Day {
    Day(FIRST.0 + n)
}

fn session(day: Day, state: SessionState, short: bool, gentle: bool) -> Done {
    Done { uid: uid(2), day, state, short, gentle }
}

fn done(day: Day) -> Done {
    session(day, SessionState::Done, false, false)
}

fn rating(day: Day, score: u8, moment: EntryMoment) -> Rating {
    Rating { day, score: Score::new(score).expect("on the scale"), moment, session: None, late: false }
}

fn choose(history: &mut History, day: Day, choice: DayChoice) {
    history.choices.retain(|old| old.day != day);
    history.choices.push(RunChoice { run: history.run.uid, day, choice, why: None });
}

fn pause(history: &mut History, from: Day, to: Day) {
    history.pauses.push(RunPause { uid: uid(9), run: history.run.uid, from, to, why: "ill".to_owned() });
}

fn states(standing: &Standing) -> Vec<DayState> {
    standing.days.iter().map(|day| day.state).collect()
}

#[test]
fn each_day_is_what_became_of_it() {
    use DayState::{Done as D, Due, Excused, Missed, Partial, Short, ToCome};
    let plan = plan(8, 0);
    let mut history = begun(&plan, FIRST);
    history.sessions = vec![
        session(at(0), SessionState::Partial, false, false),
        done(at(0)),
        session(at(0), SessionState::Partial, true, false),
        session(at(1), SessionState::Done, true, false),
        session(at(2), SessionState::Partial, false, false),
    ];
    choose(&mut history, at(3), DayChoice::Excused);
    let found = standing(&history, &plan, at(5));
    assert_eq!(states(&found), [D, Short, Partial, Excused, Missed, Due, ToCome, ToCome]);
    assert_eq!(found.tally, Tally { done: 2, short: 1, excused: 1, missed: 2, partial: 1, left: 3 });
    assert_eq!((found.stage.clone(), found.done_in_seven, found.end), (Stage::Running(6), 2, Some(at(7))));
    let today = found.today.expect("a plan day");
    assert_eq!((today.number, today.of, today.asks, today.because), (6, 8, PlanDay::Full, Because::Plan));
    // what was excused and then done is done
    history.sessions.push(done(at(3)));
    assert_eq!(standing(&history, &plan, at(5)).days[3].state, D);
    // partly done today is still to be done
    history.sessions.push(session(at(5), SessionState::Partial, false, false));
    let found = standing(&history, &plan, at(5));
    assert_eq!((found.days[5].state, found.tally.left), (Partial, 3));
    assert_eq!(standing(&history, &plan, at(6)).tally.missed, 3);
}

#[test]
fn the_days_of_a_shift_or_a_pause_use_up_no_plan_day() {
    let plan = plan(14, 0);
    let mut history = begun(&plan, FIRST);
    history.sessions = vec![done(at(0)), done(at(1)), done(at(3))];
    assert_eq!(standing(&history, &plan, at(4)).stage, Stage::Running(5));
    assert_eq!(end_if_shifted(&history, &plan, at(2), at(4)), Some(at(14)));
    choose(&mut history, at(2), DayChoice::Shifted);
    let found = standing(&history, &plan, at(4));
    assert_eq!((found.stage.clone(), found.end), (Stage::Running(4), Some(at(14))));
    assert_eq!(states(&found)[..4], [DayState::Done, DayState::Done, DayState::Done, DayState::Due]);
    let on: Vec<Option<Day>> = found.days.iter().map(|day| day.on).collect();
    assert_eq!((falls(&history, &on, at(2)), falls(&history, &on, at(3))), (Falls::Shifted, Falls::PlanDay(3)));
    assert_eq!(end_if_paused(&history, &plan, at(5), at(7), at(4)), Some(at(17)));
    pause(&mut history, at(5), at(7));
    let found = standing(&history, &plan, at(6));
    assert!(matches!(&found.stage, Stage::Paused(hold) if hold.to == at(7) && hold.why == "ill"), "{:?}", found.stage);
    assert_eq!((found.today, found.end), (None, Some(at(17))));
    assert_eq!(standing(&history, &plan, at(8)).stage, Stage::Running(5));
    // a session on a day of the pause counts; the calendar takes it in
    history.sessions.push(done(at(6)));
    let found = standing(&history, &plan, at(8));
    assert_eq!((found.days[4].on, found.days[4].state, found.stage.clone()), (Some(at(6)), DayState::Done, Stage::Running(6)));
    assert_eq!(standing(&history, &plan, at(17)).stage, Stage::Over);
}

#[test]
fn today_shifted_waits_for_tomorrow() {
    let plan = plan(3, 0);
    let mut history = begun(&plan, FIRST);
    choose(&mut history, FIRST, DayChoice::Shifted);
    let found = standing(&history, &plan, FIRST);
    assert_eq!((found.stage, found.today, found.end), (Stage::Waiting(at(1)), None, Some(at(3))));
    assert_eq!(standing(&begun(&plan, at(2)), &plan, FIRST).stage, Stage::Waiting(at(2)));
}

#[test]
fn the_baseline_is_whole_after_three_rated_days_and_fixes_day_one() {
    let plan = plan(14, 3);
    let mut history = begun(&plan, FIRST);
    assert_eq!(standing(&history, &plan, FIRST).stage, Stage::Baseline { rated: 0, of: 3 });
    for (n, day) in [0, 0, 2, -4, 5].into_iter().enumerate() {
        history.ratings.push(rating(at(day), u8::try_from(n).expect("few"), EntryMoment::Free));
    }
    let found = standing(&history, &plan, at(4));
    assert_eq!((found.stage, found.end, found.fix), (Stage::Baseline { rated: 2, of: 3 }, None, None));
    let found = standing(&history, &plan, at(5));
    assert_eq!((found.stage, found.fix, found.baseline_rated), (Stage::Waiting(at(6)), Some(at(6)), 3));
    // once it is written down, no rating taken away moves it
    history.run.day1 = Some(at(6));
    history.ratings.clear();
    let found = standing(&history, &plan, at(6));
    assert_eq!((found.stage, found.fix, found.end), (Stage::Running(1), None, Some(at(19))));
}

#[test]
fn what_was_chosen_for_a_day_goes_before_what_the_plan_has_down() {
    let plan = plan(14, 0);
    let mut history = begun(&plan, FIRST);
    choose(&mut history, at(1), DayChoice::Gentle);
    let today = standing(&history, &plan, at(1)).today.expect("a plan day");
    assert_eq!((today.asks, today.because), (PlanDay::Gentle, Because::Choice));
    choose(&mut history, at(1), DayChoice::Full);
    let today = standing(&history, &plan, at(1)).today.expect("a plan day");
    assert_eq!((today.asks, today.because, today.state), (PlanDay::Full, Because::Choice, DayState::Due));
}

#[test]
fn a_week_knows_its_full_days() {
    let plan = plan(14, 0);
    let mut history = begun(&plan, FIRST);
    // full days are 2, 4 and 6
    assert_eq!(standing(&history, &plan, FIRST).week, Week { full_done: 0, full_left: 3 });
    history.sessions = vec![done(at(1)), session(at(3), SessionState::Done, true, false)];
    assert_eq!(standing(&history, &plan, at(4)).week, Week { full_done: 1, full_left: 1 });
    let late = standing(&history, &plan, at(6)).week;
    assert_eq!((late, late.is_short_of_strength()), (Week { full_done: 1, full_left: 0 }, true));
    assert_eq!(standing(&history, &plan, at(7)).week, Week { full_done: 0, full_left: 4 });
}

#[test]
fn habits_are_counted_by_ticks_and_no_session() {
    let plan = habits(30);
    let mut history = begun(&plan, FIRST);
    history.ticks = [(at(0), 2), (at(1), 1), (at(2), 3)].into();
    let found = standing(&history, &plan, at(3));
    assert_eq!(states(&found)[..4], [DayState::Done, DayState::Partial, DayState::Done, DayState::Due]);
    assert_eq!((found.tally.done, found.tally.missed, found.days[3].asks), (2, 1, PlanDay::Habits));
}

#[test]
fn a_review_is_open_from_its_day_on() {
    let plan = plan(14, 0);
    let history = begun(&plan, FIRST);
    let review = |day| standing(&history, &plan, at(day)).review;
    assert_eq!([review(5), review(6), review(12), review(13), review(40)], [None, Some(7), Some(7), Some(14), Some(14)]);
}

#[test]
fn a_closed_run_stands_as_it_did_on_its_last_day() {
    let plan = plan(14, 0);
    let mut history = begun(&plan, FIRST);
    history.sessions = vec![done(at(0))];
    (history.run.ended_day, history.run.end_kind) = (Some(at(2)), Some(RunEnd::Restarted));
    let found = standing(&history, &plan, at(40));
    assert_eq!((found.stage, found.today, found.tally.done, found.tally.left), (Stage::Ended(RunEnd::Restarted), None, 1, 12));
}

#[test]
fn a_pause_of_ten_thousand_years_is_passed_in_one_step() {
    let plan = plan(14, 0);
    let mut history = begun(&plan, FIRST);
    pause(&mut history, at(1), Day(i32::MAX));
    assert_eq!(standing(&history, &plan, at(3)).end, None);
    assert!(matches!(standing(&history, &plan, at(3)).stage, Stage::Paused(_)));
    history.pauses[0].to = Day(2_932_896);
    assert_eq!(standing(&history, &plan, at(3)).end, Some(Day(2_932_896 + 13)));
}

#[test]
fn a_look_back_counts_and_names_no_change() {
    use EntryMoment::{After, Before, During, Free};
    let plan = plan(14, 3);
    let mut history = begun(&plan, at(-3));
    history.run.day1 = Some(FIRST);
    for (day, scores) in [(-3, [6, 0]), (-2, [5, 0]), (-1, [4, 0])] {
        history.ratings.push(rating(at(day), scores[0], Free));
    }
    for (day, before, after) in [(0, 6, 4), (1, 5, 4), (3, 5, 3)] {
        history.ratings.extend([rating(at(day), before, Before), rating(at(day), 9, During), rating(at(day), after, After)]);
    }
    history.ratings.push(Rating { late: true, ..rating(at(4), 10, After) });
    let found = look(&history, &standing(&history, &plan, at(6)), 7);
    assert_eq!((found.ratings, found.rated_days, found.pairs.len()), (10, 4, 7));
    assert_eq!(found.before, Some(Series { n: 3, sum: 16, min: 5, max: 6 }));
    assert_eq!(found.after.map(|after| (after.n, after.tenths())), Some((3, 37)), "the late one pairs with nothing");
    assert_eq!(found.pairs[2], Pair::default());
    assert_eq!(found.pairs[3].before.zip(found.pairs[3].after).map(|(a, b)| (a.value(), b.value())), Some((5, 3)));
}

#[test]
fn a_day_counts_by_its_first_number_before_day_one_and_since() {
    use EntryMoment::{After, Before, During, Free};
    let plan = plan(14, 3);
    let mut history = begun(&plan, at(-3));
    history.run.day1 = Some(FIRST);
    for (day, score, moment) in
        [(-4, 9, Free), (-3, 6, Free), (-3, 2, Free), (-1, 5, Before), (0, 1, During), (0, 4, Before), (0, 2, After), (2, 3, Free)]
    {
        history.ratings.push(rating(at(day), score, moment));
    }
    let standing = standing(&history, &plan, at(3));
    let plain = |days: Vec<(Day, Score)>| days.into_iter().map(|(day, score)| (day.0 - FIRST.0, score.value())).collect::<Vec<_>>();
    assert_eq!(plain(before_day1(&history, &standing)), [(-3, 6), (-1, 5)]);
    assert_eq!(plain(since_day1(&history, &standing)), [(0, 4), (2, 3)]);
}

/// What a person may do to a run on a day.
#[derive(Clone, Debug)]
enum Deed {
    Session(i32, bool, bool),
    Choose(i32, DayChoice),
    Pause(i32, i32),
    Resume(i32),
    Rate(i32),
    Tick(i32, u32),
}

fn deed() -> impl Strategy<Value = Deed> {
    let choice = prop_oneof![Just(DayChoice::Excused), Just(DayChoice::Shifted), Just(DayChoice::Gentle), Just(DayChoice::Full)];
    prop_oneof![
        4 => (0..30i32, any::<bool>(), any::<bool>()).prop_map(|(day, whole, short)| Deed::Session(day, whole, short)),
        3 => (0..30i32, choice).prop_map(|(day, choice)| Deed::Choose(day, choice)),
        1 => (0..30i32, 0..9i32).prop_map(|(from, long)| Deed::Pause(from, from + long)),
        1 => (0..30i32).prop_map(Deed::Resume),
        2 => (-2..30i32).prop_map(Deed::Rate),
        1 => (0..30i32, 0..4u32).prop_map(|(day, ticks)| Deed::Tick(day, ticks)),
    ]
}

fn perform(history: &mut History, deed: &Deed) {
    match *deed {
        Deed::Session(day, whole, short) => {
            let state = if whole { SessionState::Done } else { SessionState::Partial };
            history.sessions.push(session(at(day), state, short, false));
        }
        Deed::Choose(day, choice) => choose(history, at(day), choice),
        Deed::Pause(from, to) => pause(history, at(from), at(to)),
        Deed::Resume(day) => {
            history.pauses.retain(|pause| pause.from < at(day));
            for pause in &mut history.pauses {
                pause.to = pause.to.min(at(day).back(1));
            }
        }
        Deed::Rate(day) => history.ratings.push(rating(at(day), 4, EntryMoment::Free)),
        Deed::Tick(day, ticks) => drop(history.ticks.insert(at(day), ticks)),
    }
}

fn check(history: &History, plan: &Plan, today: Day) -> Standing {
    let found = standing(history, plan, today);
    let Tally { done, excused, missed, left, short, partial } = found.tally;
    assert_eq!(done + excused + missed + left, plan.length, "{history:?}");
    assert!(short <= done && partial <= missed);
    assert_eq!(found, standing(history, plan, today), "the same again");
    let on: Vec<Day> = found.days.iter().filter_map(|day| day.on).collect();
    assert!(on.windows(2).all(|pair| pair[0] < pair[1]), "{on:?}");
    if let Stage::Running(number) = found.stage {
        assert_eq!(found.days[usize::from(number) - 1].on, Some(today));
        let used = found.days.iter().filter(|day| day.on.is_some_and(|on| on < today)).count();
        assert_eq!(used + 1, usize::from(number), "N counts plan days used up");
    }
    found
}

proptest! {
    #[test]
    fn any_order_of_deeds_keeps_every_day_and_nothing_resets(
        deeds in proptest::collection::vec(deed(), 0..24), today in 0..34i32, length in 1..20u16, baseline in 0..4u16, is_habits in any::<bool>(),
    ) {
        let plan = if is_habits { habits(length) } else { plan(length, baseline) };
        let mut history = begun(&plan, FIRST);
        if let Some(first) = history.run.baseline_day {
            // what is looked at here is a run whose day 1 stands
            history.run.day1 = Some(first);
        }
        let mut days_done = 0;
        for deed in &deeds {
            let before = check(&history, &plan, at(today)).tally;
            // a shift taken back moves the last plan day back: what was done after the end that holds then is no day of the plan any more
            let unshifts = matches!(deed, Deed::Choose(day, choice) if *choice != DayChoice::Shifted && history.is_shifted(at(*day)));
            perform(&mut history, deed);
            let after = check(&history, &plan, at(today)).tally;
            let takes_away = unshifts || matches!(deed, Deed::Tick(..) | Deed::Resume(_) | Deed::Session(..));
            if !takes_away {
                prop_assert!(after.done >= before.done, "{deed:?} lost a done day");
            }
            days_done = after.done;
        }
        prop_assert_eq!(check(&history, &plan, at(today)).tally.done, days_done);
    }

    #[test]
    fn the_order_of_what_was_done_does_not_matter(deeds in proptest::collection::vec(deed(), 0..16), today in 0..34i32) {
        let plan = plan(14, 0);
        let apart: Vec<&Deed> = deeds.iter().filter(|deed| matches!(deed, Deed::Session(..) | Deed::Pause(..))).collect();
        let (mut there, mut back) = (begun(&plan, FIRST), begun(&plan, FIRST));
        apart.iter().for_each(|deed| perform(&mut there, deed));
        apart.iter().rev().for_each(|deed| perform(&mut back, deed));
        prop_assert_eq!(standing(&there, &plan, at(today)), standing(&back, &plan, at(today)));
    }

    #[test]
    fn a_pause_ended_at_once_leaves_the_run_as_it_was(deeds in proptest::collection::vec(deed(), 0..16), today in 0..30i32) {
        let plan = plan(14, 0);
        let mut history = begun(&plan, FIRST);
        deeds.iter().filter(|deed| !matches!(deed, Deed::Pause(..))).for_each(|deed| perform(&mut history, deed));
        let before = standing(&history, &plan, at(today));
        perform(&mut history, &Deed::Pause(today, today + 5));
        perform(&mut history, &Deed::Resume(today));
        prop_assert_eq!(standing(&history, &plan, at(today)), before);
    }
}

/// Offsets in minutes before and after the clock change of 2026 that follows FIRST, with the change in UTC; twelve zones, some without one.
const ZONES: [(&str, i32, i32, &str); 12] = [
    ("Europe/Berlin", 60, 120, "2026-03-29T01:00:00Z"),
    ("Europe/Lisbon", 0, 60, "2026-03-29T01:00:00Z"),
    ("America/New_York", -300, -240, "2026-03-08T07:00:00Z"),
    ("America/Los_Angeles", -480, -420, "2026-03-08T10:00:00Z"),
    ("America/St_Johns", -210, -150, "2026-03-08T05:30:00Z"),
    ("Australia/Lord_Howe", 660, 630, "2026-04-04T15:00:00Z"),
    ("Australia/Sydney", 660, 600, "2026-04-04T16:00:00Z"),
    ("Pacific/Auckland", 780, 720, "2026-04-04T14:00:00Z"),
    ("Pacific/Kiritimati", 840, 840, "2026-04-04T14:00:00Z"),
    ("Pacific/Pago_Pago", -660, -660, "2026-04-04T14:00:00Z"),
    ("Asia/Kathmandu", 345, 345, "2026-04-04T14:00:00Z"),
    ("America/Santiago", -180, -240, "2026-04-05T03:00:00Z"),
];

fn reading(utc: DateTime<Utc>, zone: (&str, i32, i32, &str)) -> DateTime<FixedOffset> {
    let change: DateTime<Utc> = zone.3.parse().expect("a time");
    let minutes = if utc < change { zone.1 } else { zone.2 };
    utc.with_timezone(&FixedOffset::east_opt(minutes * 60).expect("an offset"))
}

#[test]
fn in_twelve_zones_every_calendar_day_is_one_plan_day_whatever_its_length() {
    let (start, plan) = (DayStart::default(), plan(60, 0));
    for zone in ZONES {
        let history = begun(&plan, FIRST);
        // an hour at a time through sixty days, over the change of clocks
        let mut numbers = Vec::new();
        let midnight = FIRST.date().and_hms_opt(0, 0, 0).expect("midnight").and_utc() - TimeDelta::minutes(i64::from(zone.1));
        for hours in 4..(60 * 24) {
            let at = reading(midnight + TimeDelta::hours(hours), zone);
            let Stage::Running(number) = standing(&history, &plan, start.day_of(at)).stage else { panic!("{zone:?} {at}") };
            numbers.push(number);
        }
        assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] || pair[1] == pair[0] + 1), "{zone:?}: a day was skipped or came twice");
        assert_eq!((numbers.first(), numbers.last()), (Some(&1), Some(&60)), "{zone:?}");
        let longest = numbers.chunk_by(|a, b| a == b).map(<[u16]>::len).max();
        let change = zone.1 - zone.2;
        let expected = if change >= 60 { 25 } else { 24 };
        assert!(longest == Some(expected) || change.abs() == 30, "{zone:?}: {longest:?} hours");
    }
}

#[test]
fn ten_to_four_belongs_to_the_day_before_and_four_to_the_next_in_every_zone() {
    let start = DayStart::default();
    for zone in ZONES {
        let offset = FixedOffset::east_opt(zone.1 * 60).expect("an offset");
        let read = |h, m| {
            let local = NaiveDate::from_ymd_opt(2026, 2, 18).and_then(|date| date.and_hms_opt(h, m, 0)).expect("a time");
            local.and_local_timezone(offset).single().expect("one")
        };
        assert_eq!((start.day_of(read(3, 50)), start.day_of(read(4, 0))), (FIRST, FIRST.next()), "{zone:?}");
    }
}

#[test]
fn the_leap_day_is_a_plan_day() {
    let leap = Day::from_date(NaiveDate::from_ymd_opt(2028, 2, 28).expect("a date"));
    let plan = plan(14, 0);
    let found = standing(&begun(&plan, leap), &plan, leap.next());
    assert_eq!(found.stage, Stage::Running(2));
    assert_eq!(found.days[1].on.map(|day| day.date().to_string()).as_deref(), Some("2028-02-29"));
    assert_eq!(found.end.map(|day| day.date().to_string()).as_deref(), Some("2028-03-12"));
}
