//! A fortnight of tracking walked through by keys and time: baseline, done, short, open, excused, shifted, ill for three days, a flight five hours west,
//! the night that loses an hour, and the looks back.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use support::{Beginning, Changing, Journey};

/// Thursday 19 March 2026 in Berlin; day 5 of the plan is flown to New York, and on Sunday 29 March Berlin's clocks go forward.
fn fortnight() -> Journey {
    let zone = Changing::new(1, &[("2026-03-26T15:00:00Z", -4), ("2026-03-27T20:00:00Z", 1), ("2026-03-29T01:00:00Z", 2)]);
    let mut journey = Journey::new(Beginning { start: "2026-03-19T09:00:00+01:00", zone: Some(zone), ..Beginning::default() });
    journey.strict = false;
    journey
}

/// Lets time go on to an hour of the next local day.
fn next_day(journey: &mut Journey) {
    let now = journey.now().wall;
    let today = now.date_naive();
    // in steps, so that no change of offset is jumped over
    while journey.now().wall.date_naive() == today || journey.now().wall.time() < chrono::NaiveTime::from_hms_opt(9, 0, 0).expect("nine") {
        journey.wait(Duration::from_secs(600));
    }
}

/// The routine of the day by its short version, rated before and after.
fn session(journey: &mut Journey, before: char, after: char) {
    journey.play(&format!("1S{before}"));
    journey.hurry(Duration::from_secs(185));
    journey.play(&format!("{after}<enter>"));
}

#[test]
fn a_fortnight_with_all_that_can_come_between() {
    let mut journey = fortnight();
    assert!(journey.play("4<enter>1").contains("Baseline, 0 of 3"));
    for (n, score) in ['6', '5', '6'].into_iter().enumerate() {
        let shown = journey.play(&format!("1p{score}<esc>4"));
        assert!(shown.contains(&format!("Baseline, {} of 3", n + 1)) || n == 2, "{shown}");
        next_day(&mut journey);
    }
    // day 1 is the day after the third rated one
    assert!(journey.play("4").contains("Day 1 of 14"), "{}", journey.text());
    session(&mut journey, '6', '4');
    assert!(journey.play("4").contains("1 day done"), "{}", journey.text());
    next_day(&mut journey);
    session(&mut journey, '5', '4');
    next_day(&mut journey);
    // day 3 stays open
    next_day(&mut journey);
    let shown = journey.play("4");
    assert!(shown.contains("Day 4 of 14") && shown.contains("open"), "{shown}");
    // excused: the day is used up, and nothing else moves
    assert!(journey.play("<left><enter>4").contains("Why?"), "{}", journey.text());
    let shown = journey.play("1");
    assert!(shown.contains("excused") && shown.contains("Day 4 of 14"), "{shown}");
    session(&mut journey, '5', '3');
    next_day(&mut journey);
    // day 5, half of it in the air: five hours are won, and it stays one day
    assert!(journey.play("4").contains("Day 5 of 14"), "{}", journey.text());
    journey.wait(Duration::from_secs(9 * 3600));
    assert_eq!(journey.now().wall.offset().local_minus_utc(), -4 * 3600);
    assert!(journey.play("4").contains("Day 5 of 14"), "{}", journey.text());
    session(&mut journey, '4', '3');
    assert!(journey.play("4").contains("4 days done"), "{}", journey.text());
    next_day(&mut journey);
    // day 6 is left, and on the day after the rest is shifted by it
    next_day(&mut journey);
    let shown = journey.play("4");
    assert!(shown.contains("Day 7 of 14"), "{shown}");
    let shown = journey.play("<left><enter>3");
    assert!(shown.contains("then ends"), "the new end is shown first\n{shown}");
    let shown = journey.play("1");
    assert!(shown.contains("Day 6 of 14") && shown.contains("4 days done"), "{shown}");
    session(&mut journey, '4', '2');
    // the night in which Berlin loses an hour
    next_day(&mut journey);
    assert_eq!(journey.now().wall.offset().local_minus_utc(), 2 * 3600);
    let shown = journey.play("4");
    assert!(shown.contains("Day 7 of 14"), "{shown}");
    session(&mut journey, '4', '2');
    let shown = journey.play("1");
    assert!(shown.contains("day 7 looks back"), "{shown}");
    let shown = journey.play("4");
    assert!(shown.contains("6 days done"), "{shown}");
    next_day(&mut journey);
    // ill for three days: they use up no day of the plan
    let shown = journey.play("4e112");
    assert!(shown.contains("Paused until"), "{shown}");
    for _ in 0..3 {
        next_day(&mut journey);
    }
    let shown = journey.play("4");
    assert!(shown.contains("Day 8 of 14") && shown.contains("6 days done"), "{shown}");
    for _ in 8..=14 {
        session(&mut journey, '3', '2');
        next_day(&mut journey);
    }
    let shown = journey.play("4");
    assert!(shown.contains("All 14 days lie behind you") && shown.contains("13 days done"), "{shown}");
    let shown = journey.play("<enter>");
    assert!(shown.contains("the review") && shown.contains("1 excused"), "{shown}");
    for word in ["better", "improved", "worse", "great"] {
        assert!(!shown.contains(word), "no word of judgement: {word}\n{shown}");
    }
}
