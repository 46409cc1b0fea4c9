use proptest::prelude::*;

use super::super::lay::{Unit, build};
use super::super::timeline::tests::{dose, exercise};
use super::*;
use crate::domain::{Beat, Sides, Work};

fn timeline() -> Timeline {
    let hold = exercise("hold", Sides::Each, dose(2, Work::Hold(12), 4), vec![]);
    let reps = exercise("reps", Sides::Both, dose(2, Work::Reps(3), 5), vec![Beat::Out(2.0, "go".into()), Beat::In(1.5, "back".into())]);
    let unit = |e| Unit { exercise: e, variant: None, dose: e.dose.clone(), position: e.positions[0] };
    build("t", &[unit(&hold), unit(&reps)])
}

fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

#[test]
fn a_whole_session_runs_with_no_key_pressed() {
    let t = timeline();
    let total = t.total_ms();
    let mut p = Player::new(t, ms(5));
    let crossed = p.advance(ms(5 + total));
    assert_eq!(crossed.last(), Some(&Crossed::Finished));
    assert_eq!(crossed.iter().filter(|c| matches!(c, Crossed::Item { .. })).count(), 6);
    assert_eq!(p.verdict(), SessionState::Done);
    assert_eq!(p.active_ms(), total);
}

#[test]
fn a_pause_adds_nothing_and_going_on_counts_three_seconds() {
    let mut p = Player::new(timeline(), ms(0));
    p.pause(ms(14_000));
    p.go(ms(60_000));
    assert_eq!(p.elapsed(ms(62_999)), 14_000);
    assert_eq!(p.entry_left(ms(61_000)), 2000);
    assert_eq!(p.elapsed(ms(64_000)), 15_000, "whether or not time was let on");
    p.advance(ms(64_000));
    assert_eq!(p.elapsed(ms(64_000)), 15_000);
    assert_eq!(p.active_ms(), 15_000);
}

#[test]
fn next_in_the_middle_of_a_set_logs_what_was_done_as_skipped() {
    let mut p = Player::new(timeline(), ms(0));
    let crossed = p.next(ms(14_000));
    assert_eq!(crossed[crossed.len() - 2], Crossed::Item { step: 1, done_ms: 4000, outcome: Outcome::Skipped });
    assert_eq!(p.place(ms(14_000)), Place { step: 2, ms: 0 });
}

#[test]
fn next_while_getting_ready_only_starts_sooner() {
    let mut p = Player::new(timeline(), ms(0));
    assert_eq!(p.next(ms(3000)), [Crossed::Began(1)]);
    assert!(p.outcomes().iter().all(Option::is_none));
}

#[test]
fn back_is_the_start_of_this_set_or_the_one_before() {
    let mut p = Player::new(timeline(), ms(0));
    p.advance(ms(29_000)); // 10 ready, 12 left, 4 rest, 3 into the second set
    p.back(ms(29_000));
    assert_eq!(p.place(ms(29_000)), Place { step: 3, ms: 0 });
    p.back(ms(30_000));
    assert_eq!(p.place(ms(30_000)), Place { step: 1, ms: 0 });
}

#[test]
fn leaving_an_exercise_marks_its_other_sets_as_skipped() {
    let mut p = Player::new(timeline(), ms(0));
    p.advance(ms(15_000));
    let crossed = p.leave_exercise(ms(15_000), Outcome::Ouch);
    let outcomes: Vec<_> =
        crossed.iter().filter_map(|c| if let Crossed::Item { outcome, .. } = c { Some(*outcome) } else { None }).collect();
    assert_eq!(outcomes, [Outcome::Ouch, Outcome::Skipped, Outcome::Skipped, Outcome::Skipped]);
    assert_eq!(p.timeline().steps[p.place(ms(15_000)).step].part, 1);
}

#[test]
fn resuming_starts_where_it_was_kept_after_a_count_of_three() {
    let mut p = Player::resume(timeline(), Place { step: 3, ms: 5000 }, 31_000, &[(0, Outcome::Done)], ms(0));
    assert_eq!(p.mode(), Mode::Entering);
    p.advance(ms(4000));
    assert_eq!(p.place(ms(4000)), Place { step: 3, ms: 6000 });
    assert_eq!(p.active_ms(), 32_000);
}

#[test]
fn another_form_takes_the_place_of_the_rest_and_what_follows_is_numbered_anew() {
    let mut p = Player::new(timeline(), ms(0));
    p.pause(ms(15_000)); // five seconds into the first of four holds
    let easier = exercise("easier", Sides::Both, dose(1, Work::Hold(8), 0), vec![]);
    let begins =
        p.swap(1, &Unit { exercise: &easier, variant: None, dose: easier.dose.clone(), position: easier.positions[0] }, ms(15_000));
    assert_eq!(begins, 2);
    assert_eq!(p.timeline().parts.iter().map(|x| x.name.as_str()).collect::<Vec<_>>(), ["hold", "easier", "reps"]);
    let seqs: Vec<_> = p.timeline().work().map(|(_, s)| if let StepKind::Work { seq, .. } = s.kind { seq } else { 99 }).collect();
    assert_eq!(seqs, [0, 1, 2, 3]);
    assert_eq!((p.outcomes().len(), p.elapsed(ms(15_000)), p.place(ms(15_000)).step), (4, 15_000, 2));
}

#[derive(Clone, Debug)]
enum Do {
    Wait(u64),
    Pause,
    Go,
    Next,
    Back,
    Again,
    Leave,
}

fn anything() -> impl Strategy<Value = Do> {
    prop_oneof![
        6 => (0u64..20_000).prop_map(Do::Wait),
        1 => Just(Do::Pause), 2 => Just(Do::Go), 1 => Just(Do::Next), 1 => Just(Do::Back), 1 => Just(Do::Again), 1 => Just(Do::Leave),
    ]
}

proptest! {
    #[test]
    fn any_split_of_time_gives_the_same_result(cuts in proptest::collection::vec(0u64..90_000, 0..40), micros in 0u64..999) {
        let end = Duration::from_micros(80_000_000 + micros);
        let mut whole = Player::new(timeline(), Duration::ZERO);
        let at_once = whole.advance(end);
        let mut split = Player::new(timeline(), Duration::ZERO);
        let mut times: Vec<_> = cuts.iter().map(|&c| Duration::from_micros(c * 1000 + micros / 2)).filter(|t| *t < end).collect();
        times.sort();
        times.push(end);
        let in_parts: Vec<_> = times.into_iter().flat_map(|t| split.advance(t)).collect();
        prop_assert_eq!(at_once, in_parts);
        prop_assert_eq!(whole.elapsed(end), split.elapsed(end));
        prop_assert_eq!(whole.active_ms(), split.active_ms());
    }

    #[test]
    fn every_reachable_state_accepts_every_key(script in proptest::collection::vec(anything(), 0..60)) {
        let mut p = Player::new(timeline(), Duration::ZERO);
        let mut now = Duration::ZERO;
        for step in script {
            match step {
                Do::Wait(n) => { now += ms(n); p.advance(now); }
                Do::Pause => { p.pause(now); }
                Do::Go => p.go(now),
                Do::Next => { p.next(now); }
                Do::Back => { p.back(now); }
                Do::Again => { p.again(now); }
                Do::Leave => { p.leave_exercise(now, Outcome::Ouch); }
            }
            let face = p.face(now);
            prop_assert!(face.step < p.timeline().steps.len());
            prop_assert!(p.elapsed(now) <= p.timeline().total_ms());
            prop_assert!((0.0..=1.0).contains(&p.now(now).level));
            prop_assert!(p.active_ms() <= u64::try_from(now.as_millis()).unwrap());
        }
    }
}
