//! The schedule, sentence by sentence.

use chrono::{NaiveTime, TimeDelta};

use super::desk_tests::{Desk, Place, minutes, seconds};
use super::*;

fn desk() -> Desk {
    Desk::at("09:00", Rules::default())
}

fn time(text: &str) -> NaiveTime {
    text.parse().expect("a time of day")
}

fn with_hours(ranges: &[(&str, &str)]) -> Rules {
    let day: Hours = ranges.iter().map(|(from, to)| (time(from), time(to))).collect();
    Rules { hours: std::array::from_fn(|n| if n < 5 { day.clone() } else { Vec::new() }), ..Rules::default() }
}

fn nudge(small: bool, desk: &Desk) -> Option<Asked> {
    Some(Asked::Nudge { kind: Nudge::Move, small, since: desk.now.awake })
}

#[test]
fn a_nudge_comes_after_forty_minutes_with_a_word_in_the_title_a_minute_before() {
    let mut desk = desk();
    assert_eq!(desk.next().as_deref(), Some("Move Mon 09:40"));
    desk.go(minutes(39) + seconds(1));
    assert_eq!(desk.wished.iter().map(|(_, wish)| wish).filter(|wish| **wish == Wish::Forewarn(Nudge::Move)).count(), 1);
    assert_eq!((desk.state(), desk.told().len()), (State::Soon, 0));
    desk.go(minutes(1));
    assert_eq!(desk.told(), [(40, Nudge::Move, 1)]);
    assert!(matches!(desk.schedule.asked(), Some(Asked::Nudge { kind: Nudge::Move, small: false, .. })));
    assert_eq!((desk.state(), desk.next()), (State::Due, None));
}

#[test]
fn unanswered_it_comes_three_times_and_is_missed_then_a_full_interval_is_silent() {
    let mut desk = desk();
    desk.go(minutes(48));
    assert_eq!(desk.told(), [(40, Nudge::Move, 1), (43, Nudge::Move, 2), (46, Nudge::Move, 3)]);
    assert_eq!(desk.state(), State::Overdue);
    desk.go(minutes(2));
    assert_eq!((desk.answers(), desk.state()), (vec![(Nudge::Move, Answer::Missed)], State::Ok));
    assert_eq!(desk.next().as_deref(), Some("Move Mon 10:29"));
    desk.go(minutes(38));
    assert_eq!(desk.told().len(), 3);
    desk.go(minutes(2));
    assert_eq!(desk.told()[3], (89, Nudge::Move, 1));
}

#[test]
fn it_is_put_off_as_often_as_one_likes_and_stays_the_same_nudge() {
    let mut desk = desk();
    desk.go(minutes(40));
    for n in 1..=6_u64 {
        desk.hear(&Heard::Snoozed(minutes(5)));
        assert_eq!((desk.schedule.asked(), desk.state()), (None, State::Ok));
        desk.go(minutes(5));
        assert_eq!(desk.told().last(), Some(&(40 + 5 * n, Nudge::Move, 1)));
    }
    desk.hear(&Heard::Answered(Answer::Taken));
    let row = desk.kept().last().map(|keep| keep.answered[0].clone()).expect("an answer");
    assert_eq!((row.snoozed_ms, row.shown, row.answer), (30 * 60_000, 7, Some(Answer::Taken)));
    assert_eq!(row.due_at, desk.utc("09:40").timestamp_millis());
}

#[test]
fn after_two_skips_in_a_row_the_smallest_is_offered_until_one_is_taken() {
    let mut desk = desk();
    for small in [false, false, true] {
        desk.go(minutes(40));
        assert_eq!(desk.schedule.asked(), nudge(small, &desk));
        desk.hear(&Heard::Answered(Answer::Skipped));
    }
    desk.go(minutes(40));
    desk.hear(&Heard::Answered(Answer::Already));
    desk.go(minutes(40));
    assert_eq!(desk.schedule.asked(), nudge(false, &desk));
    assert_eq!(desk.spells(), [(Spell::Sat, 9 * 3600, 9 * 3600 + 160 * 60)], "a skip is no movement");
}

#[test]
fn while_a_session_runs_nudges_wait_and_come_within_a_minute_after() {
    let mut desk = Desk::at("09:00", Rules { water: Some(minutes(60)), every: None, ..Rules::default() });
    desk.go(minutes(55));
    desk.hear(&Heard::Session(true));
    desk.go(minutes(15));
    assert_eq!(desk.told(), []);
    desk.hear(&Heard::Session(false));
    desk.go(minutes(1));
    assert_eq!(desk.told(), [(70, Nudge::Water, 1)]);
}

#[test]
fn a_session_that_was_broken_off_at_once_is_no_movement_and_what_waited_comes() {
    let mut desk = desk();
    desk.go(minutes(41));
    desk.hear(&Heard::Session(true));
    assert_eq!(desk.schedule.asked(), None);
    desk.go(seconds(10));
    desk.hear(&Heard::Session(false));
    assert_eq!(desk.told(), [(40, Nudge::Move, 1), (41, Nudge::Move, 1)]);
    assert!(desk.spells().is_empty());
}

#[test]
fn after_a_set_the_interval_begins_when_the_person_is_back_or_after_five_minutes() {
    let mut desk = desk();
    desk.go(minutes(40));
    desk.hear(&Heard::Answered(Answer::Taken));
    desk.hear(&Heard::Session(true));
    desk.go(minutes(2));
    desk.hear(&Heard::Session(false));
    desk.go(minutes(3));
    desk.hear(&Heard::Person);
    assert_eq!(desk.next().as_deref(), Some("Move Mon 10:25"));
    desk.hear(&Heard::Session(true));
    desk.go(minutes(10));
    desk.hear(&Heard::Session(false));
    desk.go(minutes(9));
    desk.hear(&Heard::Person);
    assert_eq!(desk.next().as_deref(), Some("Move Mon 10:40"));
    assert_eq!(
        desk.spells(),
        [(Spell::Sat, 32_400, 34_800), (Spell::Moved, 34_800, 34_920), (Spell::Moved, 35_100, 35_700)],
        "nobody knows of the minutes after a set"
    );
}

#[test]
fn sleep_never_fires_and_counts_as_a_rest() {
    let mut desk = desk();
    desk.go(minutes(30));
    desk.away(minutes(8));
    assert_eq!((desk.told(), desk.schedule.asked()), (Vec::new(), None));
    assert_eq!(desk.next().as_deref(), Some("Move Mon 10:18"));
    assert_eq!(desk.spells(), [(Spell::Sat, 32_400, 34_200), (Spell::Away, 34_200, 34_680)]);
    desk.away(seconds(50));
    assert_eq!(desk.next().as_deref(), Some("Move Mon 10:18"), "a shorter one changes nothing");
}

#[test]
fn a_nudge_that_waited_met_nobody_when_the_machine_slept() {
    let mut desk = desk();
    desk.go(minutes(41));
    desk.away(minutes(3));
    assert_eq!((desk.answers(), desk.schedule.asked()), (vec![(Nudge::Move, Answer::Away)], None));
}

#[test]
fn after_ten_minutes_away_it_is_asked_what_they_were() {
    let asked = |said: Option<Time>| {
        let mut desk = desk();
        desk.go(minutes(30));
        desk.away(minutes(15));
        assert!(matches!(desk.schedule.asked(), Some(Asked::Away { away, .. }) if away == minutes(15)));
        match said {
            Some(said) => drop(desk.hear(&Heard::Said(said))),
            None => desk.go(seconds(60)),
        }
        desk
    };
    let away = (Spell::Away, 34_200, 35_100);
    let sat = (Spell::Sat, 32_400, 34_200);
    for said in [Some(Time::Rested), None] {
        let desk = asked(said);
        assert_eq!((desk.next().as_deref(), desk.schedule.asked(), desk.spells()), (Some("Move Mon 10:25"), None, vec![sat, away]));
    }
    let desk = asked(Some(Time::Ignored));
    assert_eq!((desk.next().as_deref(), desk.spells()), (Some("Move Mon 09:55"), vec![sat, away]));
    let mut desk = asked(Some(Time::Worked));
    assert_eq!(desk.told(), [(45, Nudge::Move, 1)], "forty minutes were sat");
    desk.hear(&Heard::Answered(Answer::Already));
    assert_eq!(desk.spells(), [(Spell::Sat, 32_400, 35_100)]);
}

#[test]
fn a_nudge_that_waited_through_the_question_goes_on_if_one_worked() {
    let mut desk = desk();
    desk.go(minutes(41));
    desk.away(minutes(12));
    assert_eq!(desk.answers(), []);
    desk.hear(&Heard::Said(Time::Worked));
    assert_eq!((desk.told().last(), desk.answers()), (Some(&(53, Nudge::Move, 1)), Vec::new()));
}

#[test]
fn a_stop_is_seen_by_itself_when_the_program_had_left_or_was_not_woken() {
    let mut desk = desk();
    desk.go(minutes(35));
    desk.hear(&Heard::Leaving);
    desk.pass(minutes(9));
    desk.hear(&Heard::Person);
    assert_eq!((desk.told(), desk.next().as_deref()), (Vec::new(), Some("Move Mon 10:24")));
    desk.go(minutes(30));
    desk.pass(minutes(20));
    desk.hear(&Heard::Tick);
    assert_eq!((desk.told(), desk.schedule.asked().is_some()), (Vec::new(), true), "twelve minutes too late");
}

#[test]
fn clocks_that_are_set_and_zones_that_change_move_no_countdown() {
    let mut desk = desk();
    desk.go(minutes(20));
    for by in [TimeDelta::hours(3), TimeDelta::hours(-5), TimeDelta::days(40), TimeDelta::days(-400)] {
        desk.set_wall(by);
        let wishes = desk.hear(&Heard::Woke { slept: seconds(0), stepped: by.num_milliseconds() });
        assert!(matches!(&wishes[..], [Wish::Keep(_)]), "kept anew: {wishes:?}");
        assert_eq!(desk.looking(|schedule, at| schedule.due(at)), Some(desk.now.awake + minutes(19)));
    }
    desk.place = Place(vec![(desk.now.wall.to_utc() + TimeDelta::minutes(5), -720)]);
    desk.go(minutes(20));
    assert_eq!(desk.told(), [(40, Nudge::Move, 1)]);
}

#[test]
fn a_restart_goes_on_after_a_moment_and_begins_anew_after_a_rest() {
    let mut desk = desk();
    desk.go(minutes(30));
    desk.restart(seconds(40));
    assert_eq!(desk.next().as_deref(), Some("Move Mon 09:40"));
    desk.restart(minutes(15));
    assert_eq!((desk.next().as_deref(), desk.schedule.asked()), (Some("Move Mon 10:25"), None), "a start asks nothing");
    desk.hear(&Heard::Tick);
    assert_eq!(desk.spells(), [(Spell::Sat, 32_400, 34_200), (Spell::Sat, 34_200, 34_240), (Spell::Away, 34_240, 35_140)]);
}

#[test]
fn a_restart_keeps_the_nudge_that_waits_how_often_it_was_shown_and_the_pause() {
    let mut desk = desk();
    desk.hear(&Heard::Answered(Answer::Already));
    desk.go(minutes(44));
    desk.restart(seconds(20));
    desk.go(minutes(3));
    assert_eq!(desk.told().last(), Some(&(46, Nudge::Move, 3)));
    desk.pause("12:00");
    desk.restart(minutes(5));
    assert_eq!((desk.state(), desk.looking(|schedule, at| schedule.paused_until(at))), (State::Paused, Some(desk.utc("12:00"))));
}

#[test]
fn a_wall_that_was_set_back_over_a_restart_puts_nothing_into_the_future() {
    let mut desk = desk();
    desk.go(minutes(30));
    desk.hear(&Heard::Leaving);
    let saved = desk.schedule.saved().clone();
    desk.set_wall(TimeDelta::days(-3));
    desk.schedule = Schedule::new(Some(saved), At { now: &desk.now, zone: &desk.place, rules: &desk.rules });
    assert_eq!(desk.next().as_deref(), Some("Move Fri 09:40"));
}

#[test]
fn a_pause_is_silent_and_what_came_due_comes_at_its_end() {
    let mut desk = desk();
    desk.go(minutes(10));
    desk.pause("11:00");
    assert_eq!((desk.state(), desk.next().as_deref()), (State::Paused, Some("Move Mon 11:00")));
    desk.go(minutes(109));
    assert_eq!(desk.told(), []);
    desk.go(minutes(1));
    assert_eq!(desk.told(), [(120, Nudge::Move, 1)]);
    assert_eq!((desk.state(), desk.schedule.saved().quiet), (State::Due, None));
}

#[test]
fn a_pause_can_be_ended_and_replaced_and_one_in_the_past_is_none() {
    let mut desk = desk();
    desk.go(minutes(41));
    desk.pause("08:00");
    assert_eq!(desk.state(), State::Due);
    desk.pause("11:00");
    assert_eq!(desk.schedule.asked(), None);
    desk.go(minutes(5));
    desk.pause("12:00");
    desk.go(minutes(5));
    desk.hear(&Heard::Resume);
    let ends: Vec<_> = desk.kept().flat_map(|keep| &keep.quiet).map(|quiet| (quiet.until_at, quiet.ended_at.is_some())).collect();
    let at = |time: &str| desk.utc(time).timestamp_millis();
    assert_eq!(ends, [(at("11:00"), false), (at("11:00"), true), (at("12:00"), false), (at("12:00"), true)]);
    assert_eq!(desk.told().last(), Some(&(51, Nudge::Move, 1)), "the nudge that waited comes anew");
}

#[test]
fn a_pause_survives_sleep() {
    let mut desk = desk();
    desk.pause("10:00");
    desk.away(minutes(30));
    desk.hear(&Heard::Said(Time::Rested));
    assert_eq!((desk.state(), desk.next().as_deref()), (State::Paused, Some("Move Mon 10:10")));
    desk.away(minutes(45));
    assert_ne!(desk.state(), State::Paused);
}

#[test]
fn outside_the_hours_nothing_comes_and_with_them_the_interval_begins() {
    let mut desk = Desk::at("08:00", with_hours(&[("09:00", "12:00"), ("13:00", "17:00")]));
    assert_eq!((desk.state(), desk.next().as_deref()), (State::OffHours, Some("Move Mon 09:40")));
    desk.go(minutes(100));
    assert_eq!(desk.told(), [(100, Nudge::Move, 1)]);
    desk.hear(&Heard::Answered(Answer::Already));
    desk.go(minutes(40));
    desk.hear(&Heard::Answered(Answer::Already));
    desk.go(minutes(200));
    let first = |kind: &(u64, Nudge, u8)| kind.2 == 1;
    assert_eq!(desk.told().into_iter().filter(first).map(|(at, ..)| at).collect::<Vec<_>>(), [100, 140, 180, 229, 340]);
}

#[test]
fn what_waits_when_the_hours_end_is_missed() {
    let mut desk = Desk::at("16:18", with_hours(&[("09:00", "17:00")]));
    desk.go(minutes(41));
    assert_eq!(desk.state(), State::Due);
    desk.go(minutes(2));
    assert_eq!((desk.state(), desk.answers()), (State::OffHours, vec![(Nudge::Move, Answer::Missed)]));
    assert_eq!(desk.next().as_deref(), Some("Move Tue 09:40"));
    desk.go(minutes(60));
    assert_eq!(desk.spells(), [(Spell::Sat, 16 * 3600 + 18 * 60, 17 * 3600)], "what comes after is nobody's business");
}

#[test]
fn a_weekend_lies_between_friday_and_monday() {
    let mut desk = Desk::at("16:59", with_hours(&[("09:00", "17:00")]));
    for _ in 0..4 {
        desk.away(minutes(24 * 60));
    }
    desk.go(minutes(2));
    assert_eq!((desk.next().as_deref(), desk.wished.len() < 20), (Some("Move Mon 09:40"), true));
}

#[test]
fn two_different_nudges_keep_twenty_minutes_apart_and_moving_has_the_way() {
    let mut desk = Desk::at("09:00", Rules { water: Some(minutes(25)), posture: Some(minutes(35)), ..Rules::default() });
    let mut told = Vec::new();
    for _ in 0..240 {
        desk.go(minutes(1));
        if desk.schedule.asked().is_some() {
            told.push((desk.told().last().expect("one").0, desk.told().last().expect("one").1));
            desk.hear(&Heard::Answered(Answer::Already));
        }
    }
    let then = [Nudge::Move, Nudge::Water, Nudge::Move, Nudge::Posture].into_iter().cycle();
    assert_eq!(told, (2..=12).map(|n| n * 20).zip(then).collect::<Vec<_>>());
}
