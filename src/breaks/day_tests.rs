//! The schedule through a day: times of day, blocks of standing, changes of the clock's hour, a second tab and commands beside it.

use std::time::Duration;

use chrono::NaiveTime;

use super::desk_tests::{Desk, Place, minutes, seconds};
use super::*;

fn time(text: &str) -> NaiveTime {
    text.parse().expect("a time of day")
}

/// Nothing by itself: no nudge to move.
fn still() -> Rules {
    Rules { every: None, ..Rules::default() }
}

fn office() -> Rules {
    Rules { hours: std::array::from_fn(|_| vec![(time("09:00"), time("17:00"))]), ..Rules::default() }
}

/// A place with summer time in 2026, as in Berlin.
fn berlin() -> Place {
    let at = |text: &str| text.parse().expect("an instant");
    Place(vec![(at("2025-10-26T01:00:00Z"), 60), (at("2026-03-29T01:00:00Z"), 120), (at("2026-10-25T01:00:00Z"), 60)])
}

#[test]
fn the_routine_comes_at_its_time_once_a_day_and_not_if_it_was_done_before() {
    let mut desk = Desk::at("09:00", Rules { routine_at: Some(time("10:00")), ..still() });
    assert_eq!(desk.next().as_deref(), Some("Routine Mon 10:00"));
    desk.go(minutes(60));
    assert_eq!(desk.told(), [(60, Nudge::Routine, 1)]);
    desk.hear(&Heard::Answered(Answer::Skipped));
    assert_eq!(desk.next().as_deref(), Some("Routine Tue 10:00"));
    let mut desk = Desk::at("09:00", Rules { routine_at: Some(time("10:00")), ..still() });
    desk.hear(&Heard::Did(Nudge::Routine));
    assert_eq!(desk.next().as_deref(), Some("Routine Tue 10:00"), "it was done");
    desk.go(minutes(25 * 60));
    assert_eq!(desk.told(), [(25 * 60, Nudge::Routine, 1)]);
}

#[test]
fn the_evening_waits_for_who_comes_home_late_and_is_over_by_the_morning() {
    let rules = || Rules { evening_at: Some(time("18:00")), ..still() };
    let mut desk = Desk::at("17:00", rules());
    desk.go(minutes(10));
    desk.away(minutes(110));
    desk.hear(&Heard::Said(Time::Rested));
    desk.go(minutes(20));
    assert_eq!(desk.told().first(), Some(&(125, Nudge::Evening, 1)), "when one has settled");
    let mut desk = Desk::at("17:00", rules());
    desk.away(minutes(14 * 60));
    desk.hear(&Heard::Said(Time::Rested));
    desk.go(minutes(60));
    assert_eq!((desk.told(), desk.answers()), (Vec::new(), Vec::new()), "it never came");
    assert_eq!(desk.next().as_deref(), Some("Evening Tue 18:00"));
}

#[test]
fn a_time_of_day_keeps_its_distance_from_the_nudge_before_and_needs_no_hours() {
    let mut desk = Desk::at("09:00", Rules { evening_at: Some(time("09:50")), ..Rules::default() });
    desk.go(minutes(40));
    desk.hear(&Heard::Answered(Answer::Already));
    desk.go(minutes(22));
    assert_eq!(desk.told(), [(40, Nudge::Move, 1), (60, Nudge::Evening, 1)]);
    let mut desk = Desk::at("17:30", Rules { evening_at: Some(time("18:00")), ..office() });
    desk.go(minutes(31));
    assert_eq!(desk.told(), [(30, Nudge::Evening, 1)]);
}

#[test]
fn blocks_of_standing_take_turns_with_sitting_and_grow_a_minute_after_five() {
    let block = Block { sit: minutes(30), stand: minutes(20) };
    let mut desk = Desk::at("09:00", Rules { stand: Some(block), ..still() });
    let mut at = Vec::new();
    for _ in 0..6 {
        for _ in 0..2 {
            let before = desk.told().len();
            while desk.told().len() == before {
                desk.go(minutes(1));
            }
            at.push((desk.told()[before].0, desk.told()[before].1));
            desk.hear(&Heard::Answered(Answer::Taken));
        }
    }
    let five = (0..5).flat_map(|n| [(n * 50 + 30, Nudge::Stand), (n * 50 + 50, Nudge::Sit)]);
    assert_eq!(at, five.chain([(280, Nudge::Stand), (301, Nudge::Sit)]).collect::<Vec<_>>());
    let stood: Vec<_> =
        desk.spells().into_iter().filter(|(kind, ..)| *kind == Spell::Stood).map(|(_, from, to)| (to - from) / 60).collect();
    assert_eq!(stood, [20, 20, 20, 20, 20, 21]);
}

#[test]
fn a_block_of_standing_that_is_skipped_is_none_and_moving_ends_one() {
    let block = Block { sit: minutes(30), stand: minutes(20) };
    let mut desk = Desk::at("09:00", Rules { stand: Some(block), ..still() });
    desk.go(minutes(30));
    desk.hear(&Heard::Answered(Answer::Skipped));
    assert_eq!(desk.next().as_deref(), Some("Stand Mon 10:00"));
    desk.go(minutes(30));
    desk.hear(&Heard::Answered(Answer::Taken));
    desk.go(minutes(5));
    desk.hear(&Heard::Did(Nudge::Move));
    assert_eq!(desk.next().as_deref(), Some("Stand Mon 10:35"));
    assert_eq!(desk.spells(), [(Spell::Sat, 32_400, 36_000), (Spell::Stood, 36_000, 36_300)]);
}

#[test]
fn what_was_done_without_a_nudge_begins_its_interval_and_answers_the_one_that_waits() {
    let mut desk = Desk::at("09:00", Rules { water: Some(minutes(60)), ..Rules::default() });
    desk.go(minutes(10));
    desk.hear(&Heard::Did(Nudge::Move));
    assert_eq!((desk.next().as_deref(), desk.answers()), (Some("Move Mon 09:50"), Vec::new()));
    desk.go(minutes(41));
    desk.hear(&Heard::Did(Nudge::Water));
    assert_eq!(desk.answers(), [], "another one waits");
    desk.hear(&Heard::Did(Nudge::Move));
    assert_eq!(desk.answers(), [(Nudge::Move, Answer::Already)]);
    assert_eq!(desk.next().as_deref(), Some("Move Mon 10:31"));
}

#[test]
fn an_interval_lasts_as_long_where_the_hour_changes_in_either_direction() {
    // 01:50 before the hour that is left out, 02:50 before the hour that comes twice
    for (from, next) in [("2026-03-29T00:50:00Z", "Move Sun 03:30"), ("2026-10-25T00:50:00Z", "Move Sun 02:30")] {
        let mut desk = Desk::on(from, berlin(), Rules::default());
        assert_eq!(desk.next().as_deref(), Some(next));
        desk.go(minutes(40));
        assert_eq!(desk.told(), [(40, Nudge::Move, 1)], "{from}");
    }
}

#[test]
fn hours_and_times_of_day_go_by_the_clock_on_the_wall_where_the_hour_changes() {
    for (from, before) in [("2026-03-28T16:30:00Z", 14 * 60 + 30), ("2026-10-24T15:30:00Z", 16 * 60 + 30)] {
        let mut desk = Desk::on(from, berlin(), office());
        assert_eq!((desk.state(), desk.next().as_deref()), (State::OffHours, Some("Move Sun 09:40")), "{from}");
        desk.go(minutes(before));
        assert_eq!(desk.state(), State::Ok, "{from}: 09:00 by the wall");
    }
    // half past two is left out once, and comes twice once
    for (from, next, told) in [("2026-03-29T00:30:00Z", "Routine Sun 03:00", 30), ("2026-10-24T23:30:00Z", "Routine Sun 02:30", 60)] {
        let mut desk = Desk::on(from, berlin(), Rules { routine_at: Some(time("02:30")), ..still() });
        assert_eq!(desk.next().as_deref(), Some(next));
        desk.go(minutes(told));
        desk.hear(&Heard::Answered(Answer::Taken));
        desk.go(minutes(180));
        assert_eq!(desk.told(), [(told, Nudge::Routine, 1)], "{from}");
    }
}

#[test]
fn a_tab_that_does_not_lead_is_silent_and_keeps_nothing_by_itself() {
    let mut desk = Desk::at("09:00", Rules::default());
    desk.hear(&Heard::Leads(false));
    desk.wished.clear();
    desk.go(minutes(41));
    desk.hear(&Heard::Tick);
    assert_eq!((desk.wished.len(), desk.schedule.asked(), desk.next()), (0, None, None));
    desk.hear(&Heard::Leads(true));
    assert_eq!(desk.told(), [(41, Nudge::Move, 1)], "it takes over what is due");
}

#[test]
fn what_a_command_keeps_holds_in_the_tab_and_is_not_kept_again() {
    let mut desk = Desk::at("09:00", Rules::default());
    desk.hear(&Heard::Did(Nudge::Move));
    desk.go(minutes(10));
    let tell = |desk: &mut Desk, heard: &Heard| {
        let keep = desk.beside(heard).expect("something is kept");
        desk.hear(&Heard::Outside(Box::new(keep.saved)))
    };
    let until = desk.utc("11:00");
    let wishes = tell(&mut desk, &Heard::Pause(until, QuietWhy::Pause));
    assert_eq!((wishes, desk.state(), desk.next().as_deref()), (Vec::new(), State::Paused, Some("Move Mon 11:00")));
    let wishes = tell(&mut desk, &Heard::Resume);
    assert_eq!((wishes, desk.state(), desk.next().as_deref()), (Vec::new(), State::Ok, Some("Move Mon 09:40")));
    desk.go(minutes(31));
    assert_eq!(desk.state(), State::Due);
    let wishes = tell(&mut desk, &Heard::Snoozed(minutes(5)));
    assert_eq!((wishes, desk.schedule.asked(), desk.next().as_deref()), (Vec::new(), None, Some("Move Mon 09:46")));
    let wishes = tell(&mut desk, &Heard::Answered(Answer::Already));
    assert_eq!((wishes, desk.schedule.asked(), desk.next().as_deref()), (Vec::new(), None, Some("Move Mon 10:21")));
}

#[test]
fn beside_the_tab_everything_reads_as_in_it_also_after_hours_that_ended_with_nothing_to_write() {
    let mut desk = Desk::at("16:30", office());
    let reads_the_same = |desk: &Desk, state: State| {
        desk.looking(|schedule, at| {
            let beside = Schedule::beside(Some(schedule.saved().clone()), at);
            assert_eq!(
                (beside.state(at), beside.next(at), beside.asked().is_some()),
                (state, schedule.next(at), schedule.asked().is_some())
            );
            assert_eq!(schedule.state(at), state);
        });
    };
    desk.go(minutes(26));
    desk.hear(&Heard::Session(true));
    desk.go(minutes(3));
    desk.hear(&Heard::Session(false));
    reads_the_same(&desk, State::Ok);
    desk.go(minutes(30));
    reads_the_same(&desk, State::OffHours);
    desk.go(minutes(15 * 60 + 31));
    reads_the_same(&desk, State::Ok);
    desk.go(minutes(40));
    reads_the_same(&desk, State::Due);
}

/// Two tabs on one database, of which the first leads: what one keeps the other hears.
struct Tabs([Desk; 2]);

impl Tabs {
    fn new() -> Self {
        let first = Desk::at("09:00", Rules::default());
        let mut tabs = Self([first.clone(), first]);
        tabs.hear(1, &Heard::Leads(false));
        tabs.hear(0, &Heard::Tick);
        tabs
    }

    fn hear(&mut self, tab: usize, heard: &Heard) {
        for wish in self.0[tab].hear(heard) {
            if let Wish::Keep(keep) = wish {
                let wishes = self.0[1 - tab].hear(&Heard::Outside(Box::new(keep.saved)));
                assert!(!wishes.iter().any(|wish| matches!(wish, Wish::Keep(_))), "what was kept is kept again: {wishes:?}");
            }
        }
    }

    fn go(&mut self, span: Duration) {
        let mut left = span;
        while !left.is_zero() {
            let step = left.min(seconds(20));
            left -= step;
            self.0.iter_mut().for_each(|desk| desk.pass(step));
            self.hear(0, &Heard::Tick);
            self.hear(1, &Heard::Tick);
        }
    }

    fn all<T>(&self, of: impl Fn(&Desk) -> Vec<T>) -> Vec<T> {
        self.0.iter().flat_map(of).collect()
    }
}

#[test]
fn of_two_tabs_one_tells_and_what_either_does_is_written_once() {
    let mut tabs = Tabs::new();
    tabs.go(minutes(41));
    assert_eq!((tabs.0[0].told().len(), tabs.0[1].told().len()), (1, 0));
    // moved, in the tab that does not nudge
    tabs.hear(1, &Heard::Session(true));
    tabs.go(minutes(2));
    tabs.hear(1, &Heard::Session(false));
    tabs.hear(1, &Heard::Person);
    tabs.hear(0, &Heard::Person);
    tabs.go(minutes(39));
    assert_eq!(tabs.all(Desk::answers), [(Nudge::Move, Answer::Taken)]);
    assert_eq!(tabs.all(Desk::spells), [(Spell::Sat, 32_400, 34_860), (Spell::Moved, 34_860, 34_980)]);
    assert_eq!((tabs.0[0].told().last(), tabs.0[1].told().len()), (Some(&(40, Nudge::Move, 1)), 0), "the interval began anew");
    // the first ends, the second goes on
    tabs.hear(0, &Heard::Leaving);
    tabs.hear(1, &Heard::Leads(true));
    tabs.0[1].go(minutes(10));
    assert_eq!(tabs.0[1].told().first(), Some(&(83, Nudge::Move, 1)));
}

#[test]
fn a_second_tab_that_opens_late_takes_nothing_for_a_time_away() {
    let mut desk = Desk::at("09:00", Rules::default());
    desk.hear(&Heard::Did(Nudge::Move));
    desk.go(minutes(30));
    let mut second = desk.second();
    let until = desk.utc("09:35");
    let wishes = desk.looking(|_, at| second.step(&Heard::Pause(until, QuietWhy::Pause), at));
    let [Wish::Keep(keep)] = &wishes[..] else { panic!("{wishes:?}") };
    assert!(keep.spells.is_empty() && keep.answered.is_empty(), "{keep:?}");
    desk.hear(&Heard::Outside(Box::new(keep.saved.clone())));
    assert_eq!(desk.next().as_deref(), Some("Move Mon 09:40"));
}

#[test]
fn a_session_in_another_tab_holds_nudges_back_and_for_no_longer_than_an_hour() {
    let mut tabs = Tabs::new();
    tabs.go(minutes(30));
    tabs.hear(1, &Heard::Session(true));
    tabs.go(minutes(20));
    assert_eq!(tabs.all(Desk::told), []);
    tabs.go(minutes(41));
    assert_eq!(tabs.all(Desk::told), [(90, Nudge::Move, 1)], "it was killed, perhaps");
}
