use super::*;
use crate::assets::Source;
use crate::content::{self, Library};
use crate::domain::{Exercise, RoutineItem, VariantKind};
use crate::player::{self, Timeline};

fn library() -> Library {
    content::load(&Source::embedded(), &[]).0
}

/// A form of an exercise on its own, its figure and the course of that.
fn playing(library: &Library, exercise: &Exercise, form: Option<VariantKind>) -> (Timeline, Figure, Course) {
    let item = RoutineItem { variant: form, ..RoutineItem::plain(&exercise.id) };
    let timeline = player::build("", &[player::item(&item, exercise)]);
    let figure = library.figure_of(exercise, form).expect("a figure");
    let ready = figure.clone().with_way_in();
    let way_in = (ready.steps().len() > figure.steps().len()).then(|| ready.steps().len() - 1);
    let work = timeline.work().next().map(|(_, step)| &step.kind);
    let course = Course::new(&figure, work, way_in);
    (timeline, ready, course)
}

fn beats(id: &str) -> Vec<Vec<usize>> {
    let library = library();
    let exercise = library.exercise(id).expect("there");
    match playing(&library, exercise, None).2.way {
        Way::Beats(beats) => beats,
        other => panic!("{id}: {other:?}"),
    }
}

#[test]
fn each_beat_has_the_steps_that_belong_to_it() {
    let stays: Vec<usize> = Vec::new();
    assert_eq!(beats("cat-cow"), [vec![0], vec![1]]);
    assert_eq!(beats("bird-dog"), [vec![0], vec![1], vec![2], stays.clone()]);
    assert_eq!(beats("chin-tuck"), [vec![0], vec![1], vec![2], stays.clone()], "a pause moves nothing");
    assert_eq!(beats("progressive-relaxation"), [vec![0], vec![1], vec![2]], "tensing, its hold, letting go");
    assert_eq!(beats("thread-the-needle"), [vec![0, 1], vec![2], vec![3, 4], stays], "reaching through, and back, in two steps each");
    assert_eq!(beats("shoulder-shrug-circle"), [vec![0], vec![1, 2]]);
    assert_eq!(beats("belly-breathing"), [vec![0], vec![1]], "the paced breath");
}

#[test]
fn a_hold_is_gone_into_once_and_then_kept_while_its_muscles_pulse() {
    let library = library();
    let (timeline, _, course) = playing(&library, library.exercise("doorway-pec-stretch").expect("there"), None);
    let (_, work) = timeline.work().next().expect("a set");
    let at = |ms| course.at(work, ms, Side::Left, false);
    assert_eq!((at(0).step, at(0).progress, at(0).side), (0, 0.0, figure::Side::Left));
    assert_eq!((at(1000).step, at(1000).progress), (0, 0.5));
    assert!(at(1000).is_cued);
    let kept: Vec<Pose> = (2000..30_000).step_by(500).map(at).collect();
    assert!(kept.iter().all(|pose| (pose.step, pose.progress) == (1, 1.0)));
    assert!([0, 1, 2].into_iter().all(|pulse| kept.iter().any(|pose| pose.pulse == pulse)));
    let reduced: Vec<Pose> = (0..30_000).step_by(500).map(|ms| course.at(work, ms, Side::Left, true)).collect();
    assert!(reduced.iter().all(|pose| pose.progress == 1.0 && pose.pulse == 0), "key poses alone");
}

#[test]
fn getting_ready_leads_into_the_start_and_stays_there() {
    let library = library();
    let (timeline, figure, course) = playing(&library, library.exercise("doorway-pec-stretch").expect("there"), None);
    let ready = &timeline.steps[0];
    let at = |ms| course.at(ready, ms, Side::Left, false);
    assert_eq!((at(0).step, at(0).progress), (figure.steps().len() - 1, 0.0));
    assert!(at(2000).progress > 0.3 && at(2000).progress < 0.5);
    assert_eq!((at(4000).step, at(4000).progress, at(4000).is_cued), (0, 0.0, true));
    let still = course.at(ready, 0, Side::Left, true);
    assert_eq!((still.step, still.progress), (0, 0.0), "under reduced motion it stands there at once");
}

#[test]
fn sides_take_turns_rep_by_rep_and_the_second_way_round_runs_back() {
    let library = library();
    let (timeline, _, course) = playing(&library, library.exercise("bird-dog").expect("there"), None);
    let (_, work) = timeline.work().next().expect("a set");
    let side = |rep: u64| course.at(work, rep * 10_000 + 500, Side::Both, false).side;
    assert_eq!([side(0), side(1), side(2)], [figure::Side::Left, figure::Side::Right, figure::Side::Left]);
    let (timeline, _, course) = playing(&library, library.exercise("shoulder-circles").expect("there"), None);
    let (_, work) = timeline.work().next().expect("a set");
    let (first, second) = (course.at(work, 500, Side::Both, false), course.at(work, work.ms / 2 + 500, Side::Both, false));
    assert_eq!((first.step, second.step), (0, 2));
    assert!((first.progress + second.progress - 1.0).abs() < 1e-5 && !second.is_cued);
}

/// No joint jumps from one picture to the next, in any form of any exercise: what moves can be followed with the eye.
#[test]
fn nothing_jumps_between_two_pictures() {
    let library = library();
    let mut jumps = Vec::new();
    for exercise in library.exercises.iter() {
        for form in [None, Some(VariantKind::Easier), Some(VariantKind::Harder)] {
            let (timeline, figure, course) = playing(&library, exercise, form);
            let body = |pose: &Pose| figure.body(pose.step, pose.progress, pose.side);
            let (at, work) = timeline.work().next().expect("a set");
            let pictures = (0..work.ms.min(90_000)).step_by(83).map(|ms| (ms, course.at(work, ms, Side::Left, false)));
            let ready = course.at(&timeline.steps[at - 1], timeline.steps[at - 1].ms - 1, Side::Left, false);
            let mut before = ready;
            for (ms, pose) in pictures {
                let (then, now) = (body(&before), body(&pose));
                let far = |side: figure::Side| (then.arm.of(side).hand - now.arm.of(side).hand).length();
                let moved = figure::Side::BOTH.into_iter().map(far).fold((then.head.0 - now.head.0).length(), f32::max);
                // what turns round, or changes sides, does so at a standstill
                if moved > 0.16 && before.side == pose.side {
                    jumps.push(format!(
                        "{} {form:?} at {ms} ms by {moved:.2}: {} {} to {} {}",
                        exercise.id, before.step, before.progress, pose.step, pose.progress
                    ));
                }
                before = pose;
            }
        }
    }
    assert!(jumps.is_empty(), "{}", jumps.join("\n"));
}
