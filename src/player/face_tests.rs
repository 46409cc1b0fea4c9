use super::super::lay::{Unit, build};
use super::super::timeline::tests::{dose, exercise};
use super::*;
use crate::domain::{Beat, Exercise, Sides, Tempo, Work};

fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

fn play(e: &Exercise) -> Player {
    Player::new(build("t", &[Unit { exercise: e, variant: None, dose: e.dose.clone(), position: e.positions[0] }]), Duration::ZERO)
}

fn rotation() -> Vec<Beat> {
    vec![Beat::Out(2.0, "turn".into()), Beat::Hold(3.0, "stay".into()), Beat::In(2.0, "back".into())]
}

#[test]
fn the_face_says_side_set_rep_and_seconds() {
    let p = play(&exercise("e", Sides::Each, dose(1, Work::Reps(10), 0), rotation()));
    let face = p.face(ms(10_000 + 7000 * 3 + 2500));
    assert_eq!((face.side, face.set, face.rep), (Side::Left, (1, 1), Some((4, 10))));
    assert_eq!((face.word.as_str(), face.word_seconds), ("stay", 3));
    assert_eq!(face.seconds, 70 - 23);
    assert_eq!(face.left, 155 - 33);
}

#[test]
fn getting_ready_already_names_the_side_to_come() {
    let p = play(&exercise("e", Sides::Each, dose(2, Work::Hold(30), 0), vec![]));
    assert_eq!(p.face(ms(0)).side, Side::Left);
    assert_eq!(p.face(ms(10_000 + 60_000 + 100)).side, Side::Right);
}

#[test]
fn alternating_reps_change_sides_and_count_a_side() {
    let p = play(&exercise("e", Sides::Alternating, dose(1, Work::Reps(4), 0), rotation()));
    assert_eq!((p.face(ms(10_000)).side, p.face(ms(10_000)).rep), (Side::Left, Some((1, 4))));
    assert_eq!((p.face(ms(17_000)).side, p.face(ms(17_000)).rep), (Side::Right, Some((1, 4))));
    assert_eq!(p.face(ms(24_000)).rep, Some((2, 4)));
}

#[test]
fn the_first_hold_may_last_longer() {
    let mut e = exercise("e", Sides::Both, dose(1, Work::Reps(3), 0), rotation());
    e.dose.first_hold = 25;
    let p = play(&e);
    assert_eq!((p.face(ms(10_000 + 29_000)).rep, p.face(ms(10_000 + 29_000)).word_seconds), (Some((1, 3)), 1));
    assert_eq!(p.face(ms(10_000 + 32_000)).rep, Some((2, 3)));
}

#[test]
fn directions_change_half_way_with_a_turn_between() {
    let mut e =
        exercise("e", Sides::Directions, dose(1, Work::Reps(2), 0), vec![Beat::In(2.0, "up".into()), Beat::Out(3.0, "down".into())]);
    e.turn = 2;
    let p = play(&e);
    assert_eq!(p.face(ms(10_000)).label, "backward");
    assert_eq!(p.face(ms(20_500)).word, "turn round");
    assert_eq!((p.face(ms(22_000)).label.as_str(), p.face(ms(22_000)).rep), ("forward", Some((1, 2))));
}

#[test]
fn the_breath_rises_with_in_falls_with_out_and_waits_in_a_hold() {
    let p = play(&exercise("e", Sides::Both, dose(1, Work::Reps(3), 0), rotation()));
    assert!(p.now(ms(10_000)).level > 0.99);
    assert!(p.now(ms(12_500)).level < 0.01);
    assert!(p.now(ms(16_900)).level > 0.9);
    assert!(!play(&exercise("e", Sides::Both, dose(1, Work::Hold(30), 0), vec![])).now(ms(11_000)).led);
}

#[test]
fn a_paced_breath_is_in_phase_again_after_a_pause() {
    let mut e = exercise("e", Sides::Both, dose(1, Work::Time(60), 0), vec![]);
    e.breath = Tempo::Paced { inhale: 4.0, full: 0.0, exhale: 6.0, empty: 0.0 };
    let mut p = play(&e);
    p.pause(ms(10_000 + 13_000));
    p.go(ms(40_000));
    p.advance(ms(43_500));
    let face = p.face(ms(43_500));
    assert_eq!((face.word.as_str(), face.word_seconds), ("in", 1));
    assert!((p.now(ms(43_500)).level - Pace { inhale: 4000, full: 0, exhale: 6000, empty: 0 }.at(3500).level).abs() < 1e-6);
}

use super::super::pacer::Pace;
