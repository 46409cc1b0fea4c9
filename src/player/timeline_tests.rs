use super::super::lay::build;
use super::*;
use crate::domain::{Beat, Dose, Exercise, Kind, Names, Range, Sides, Tempo, Work};

pub(in crate::player) fn exercise(id: &str, sides: Sides, dose: Dose, beats: Vec<Beat>) -> Exercise {
    Exercise {
        format: 1,
        id: id.into(),
        name: id.into(),
        other_names: vec![],
        kind: Kind::Mobility,
        positions: vec![Position::Standing],
        equipment: vec![],
        at_desk: true,
        sides,
        alternate: false,
        dose,
        range: Range { sets: None, amount: (1, 100), hold: None },
        beats,
        breath: Tempo::Free,
        breathing: String::new(),
        turn: 0,
        names: Names::default(),
        start: "Stand.".into(),
        steps: vec![],
        cue: String::new(),
        cue_short: String::new(),
        switch: String::new(),
        why: String::new(),
        works: vec![],
        stretches: vec![],
        feel: String::new(),
        mistakes: vec![],
        stop_if: vec![],
        avoid_if: vec![],
        leave_out: vec![],
        easier: None,
        harder: None,
        notes: vec![],
        sources: vec![],
        figure: None,
    }
}

pub(in crate::player) fn dose(sets: u8, work: Work, rest: u16) -> Dose {
    Dose { sets, work, hold: None, first_hold: 0, rest }
}

fn seven() -> Vec<Beat> {
    vec![Beat::Out(2.0, "turn".into()), Beat::Hold(3.0, "stay".into()), Beat::In(2.0, "back".into())]
}

fn kinds(t: &Timeline) -> Vec<(&'static str, u64)> {
    t.steps
        .iter()
        .map(|s| {
            let name = match s.kind {
                StepKind::Ready => "ready",
                StepKind::Work { side: Side::Left, .. } => "left",
                StepKind::Work { side: Side::Right, .. } => "right",
                StepKind::Work { .. } => "work",
                StepKind::Rest => "rest",
                StepKind::Switch(_) => "switch",
            };
            (name, s.ms / 1000)
        })
        .collect()
}

fn one(exercise: &Exercise) -> Timeline {
    build("t", &[Unit { exercise, variant: None, dose: exercise.dose.clone(), position: exercise.positions[0] }])
}

#[test]
fn one_side_is_finished_before_the_other_begins_unless_it_alternates() {
    let mut e = exercise("e", Sides::Each, dose(2, Work::Hold(30), 10), vec![]);
    assert_eq!(
        kinds(&one(&e)),
        [("ready", 10), ("left", 30), ("rest", 10), ("left", 30), ("switch", 5), ("right", 30), ("rest", 10), ("right", 30)]
    );
    e.alternate = true;
    assert_eq!(
        kinds(&one(&e)),
        [("ready", 10), ("left", 30), ("switch", 5), ("right", 30), ("switch", 5), ("left", 30), ("switch", 5), ("right", 30)]
    );
}

#[test]
fn reps_last_as_long_as_their_beats_and_the_dose_may_change_the_hold() {
    let mut e = exercise("e", Sides::Each, dose(1, Work::Reps(10), 0), seven());
    assert_eq!(one(&e).total_ms(), (10 + 70 + 5 + 70) * 1000);
    e.dose.hold = Some(2);
    assert_eq!(one(&e).total_ms(), (10 + 60 + 5 + 60) * 1000);
}

#[test]
fn without_a_tempo_mobility_takes_four_seconds_a_rep_and_strength_seven() {
    let mut e = exercise("e", Sides::Both, dose(1, Work::Reps(10), 0), vec![]);
    assert_eq!(one(&e).total_ms(), 50_000);
    e.kind = Kind::Strength;
    assert_eq!(one(&e).total_ms(), 80_000);
}

#[test]
fn getting_ready_takes_ten_then_five_and_fifteen_to_the_floor() {
    let stand = exercise("a", Sides::Both, dose(1, Work::Hold(20), 0), vec![]);
    let mut floor = stand.clone();
    floor.positions = vec![Position::FaceDown];
    let unit = |e| Unit { exercise: e, variant: None, dose: stand.dose.clone(), position: e.positions[0] };
    let t = build("t", &[unit(&stand), unit(&stand), unit(&floor), unit(&floor)]);
    let ready: Vec<u64> = t.steps.iter().filter(|s| s.kind == StepKind::Ready).map(|s| s.ms / 1000).collect();
    assert_eq!(ready, [10, 5, 15, 5]);
}

#[test]
fn alternating_reps_count_a_side_and_directions_each_way() {
    let e = exercise("e", Sides::Alternating, dose(1, Work::Reps(4), 0), seven());
    assert_eq!(one(&e).total_ms(), (10 + 8 * 7) * 1000);
    let mut round =
        exercise("e", Sides::Directions, dose(1, Work::Reps(8), 0), vec![Beat::In(2.0, "up".into()), Beat::Out(3.0, "down".into())]);
    round.turn = 2;
    assert_eq!(one(&round).total_ms(), (10 + 16 * 5 + 2) * 1000);
}

#[test]
fn the_frozen_timeline_survives_its_own_json() {
    let e = exercise("e", Sides::Each, dose(2, Work::Reps(3), 10), seven());
    let t = one(&e);
    let json = serde_json::to_string(&t).expect("json");
    assert_eq!(serde_json::from_str::<Timeline>(&json).expect("back"), t);
}

#[test]
fn a_place_and_its_elapsed_time_are_one_to_one() {
    let t = one(&exercise("e", Sides::Each, dose(2, Work::Reps(3), 10), seven()));
    for elapsed in (0..t.total_ms()).step_by(377) {
        let place = t.place(elapsed).expect("inside");
        assert_eq!(t.start_of(place.step) + place.ms, elapsed);
    }
    assert_eq!(t.place(t.total_ms()), None);
}
