//! Laws of all figures: mirror, pins, numbers, and every instant drawn.

use proptest::prelude::*;

use super::file::{Arm, Foot, Leg, Part, Phase, Scapula, Side};
use super::limbs::solve;
use super::mix::mix;
use super::pose::{Bend, Pair, Pelvis, Pose};
use super::vec3::{Vec3, vec3};
use super::{Drawing, Figure, Instant, Shot, View};
use crate::assets::{Folder, Source};
use crate::content;
use crate::domain::Beat;

fn all() -> Vec<Figure> {
    let source = Source::embedded();
    let ids = source.list(Folder::Figures).ids;
    ids.iter().map(|id| content::figure(&source, id).expect("there").unwrap_or_else(|problems| panic!("{id}: {problems:?}"))).collect()
}

fn draw(figure: &Figure, step: usize, progress: f32, side: Side) -> Drawing {
    figure.draw(&Instant { step, progress, side, breath: 0.0 }, &Shot::of(figure.views()[0], (40, 16), 4))
}

prop_compose! {
    fn place()(x in -1.2_f32..1.2, y in -0.2_f32..1.2, z in -0.6_f32..0.6) -> Vec3 { vec3(x, y, z) }
}
prop_compose! {
    fn bend()(flex in -180.0_f32..180.0, side in -90.0_f32..90.0, turn in -180.0_f32..180.0) -> Bend { Bend { flex, side, turn } }
}
prop_compose! {
    fn blade()(retract in -2.0_f32..2.0, elevate in -2.0_f32..2.0, rotate in -90.0_f32..90.0) -> Scapula { Scapula { retract, elevate, rotate } }
}

fn part() -> impl Strategy<Value = Part> {
    prop::sample::select(vec![
        Part::Pelvis,
        Part::Chest,
        Part::Head,
        Part::Belly,
        Part::OtherShoulder,
        Part::Knee,
        Part::Ankle,
        Part::OtherWrist,
        Part::OtherElbow,
    ])
}

fn arm() -> impl Strategy<Value = Arm> {
    prop_oneof![
        (-200.0_f32..200.0, -200.0_f32..200.0, 0.0_f32..170.0, -180.0_f32..180.0).prop_map(|(raise, plane, elbow, rotate)| Arm::Free {
            raise,
            plane,
            elbow,
            rotate
        }),
        (place(), prop::option::of(place()), prop::option::of(place())).prop_map(|(at, bend, hand)| Arm::Pin { at, bend, hand }),
        (part(), place(), prop::option::of(place())).prop_map(|(part, at, bend)| Arm::On { part, at, bend, hand: None }),
    ]
}

fn foot() -> impl Strategy<Value = Option<Foot>> {
    prop_oneof![Just(None), Just(Some(Foot::Point)), place().prop_map(|v| Some(Foot::Along(v.x, v.y, v.z)))]
}

fn leg() -> impl Strategy<Value = Leg> {
    prop_oneof![
        (-120.0_f32..150.0, -60.0_f32..90.0, 0.0_f32..160.0, foot()).prop_map(|(hip, out, knee, foot)| Leg::Free {
            hip,
            out,
            knee,
            rotate: out,
            foot
        }),
        (place(), prop::option::of(place()), foot()).prop_map(|(at, bend, foot)| Leg::Pin { at, bend, foot }),
        (place(), place(), foot()).prop_map(|(knee, at, foot)| Leg::Kneel { knee, at, foot }),
    ]
}

prop_compose! {
    fn pose()(
        at in place(), tilt in -180.0_f32..180.0, turn in -180.0_f32..180.0, lean in -180.0_f32..180.0,
        spine in (bend(), bend(), bend(), bend()), blades in (blade(), blade()), arms in (arm(), arm()), legs in (leg(), leg()),
        belly in 0.0_f32..1.0, ribs in 0.0_f32..1.0,
    ) -> Pose {
        Pose {
            pelvis: Pelvis { at, tilt, turn, lean },
            lumbar: spine.0, thorax: spine.1, neck: spine.2, head: spine.3,
            scapulae: Pair { left: blades.0, right: blades.1 },
            arms: Pair { left: arms.0, right: arms.1 },
            legs: Pair { left: legs.0, right: legs.1 },
            belly, ribs,
        }
    }
}

/// All places of a body, left before right.
fn places(pose: &Pose) -> Vec<Vec3> {
    let body = solve(pose);
    let mut all = vec![body.pelvis.0, body.chest.0, body.head.0];
    for side in Side::BOTH {
        let (arm, leg) = (body.arm.of(side), body.leg.of(side));
        all.extend([*body.shoulder.of(side), arm.elbow, arm.wrist, arm.hand, leg.hip, leg.knee, leg.ankle, leg.toe]);
    }
    all
}

proptest! {
    #[test]
    fn a_mirror_twice_is_none(pose in pose()) {
        prop_assert_eq!(pose.mirrored().mirrored(), pose);
    }

    #[test]
    fn the_mirrored_pose_is_the_mirror_image(pose in pose()) {
        // arms that lie on each other are solved one after the other, so they have no mirror image
        let on_other = |arm: &Arm| matches!(arm, Arm::On { part: Part::OtherWrist | Part::OtherElbow, .. });
        prop_assume!(!(on_other(&pose.arms.left) && on_other(&pose.arms.right)));
        let (here, there) = (places(&pose), places(&pose.mirrored()));
        // three in the middle, then eight of the left and eight of the right
        let swapped = (0..3).chain(11..19).chain(3..11);
        for (at, other) in swapped.enumerate() {
            prop_assert!((here[at] - there[other].mirrored()).length() < 2e-3, "{at}: {:?} {:?}", here[at], there[other]);
        }
    }

    #[test]
    fn no_pose_and_nothing_between_two_is_without_numbers(a in pose(), b in pose(), t in 0.0_f32..1.0) {
        let between = mix((&a, &solve(&a)), (&b, &solve(&b)), t);
        for at in places(&between) {
            prop_assert!(at.x.is_finite() && at.y.is_finite() && at.z.is_finite(), "{at:?}");
        }
    }

    #[test]
    fn any_instant_seen_from_anywhere_at_any_size_is_drawn(
        pick in 0usize..1000, step in 0usize..9, progress in -0.5_f32..1.5, left in any::<bool>(), breath in -1.0_f32..2.0,
        az in -400.0_f32..400.0, el in -100.0_f32..100.0, cells in (0u16..70, 0u16..30), down in 0u16..5, ghost in any::<bool>(),
    ) {
        let source = Source::embedded();
        let ids = source.list(Folder::Figures).ids;
        let figure = content::figure(&source, &ids[pick % ids.len()]).expect("there").expect("reads");
        let shot = Shot { ghost, shade: true, ..Shot::of(View::Camera { az, el }, cells, down) };
        let side = if left { Side::Left } else { Side::Right };
        let drawing = figure.draw(&Instant { step, progress, side, breath }, &shot);
        prop_assert_eq!(drawing.width(), usize::from(cells.0) * 2);
    }
}

#[test]
fn pins_hold_while_a_step_goes_on() {
    for figure in all() {
        for step in 0..figure.steps().len() {
            let count = figure.steps().len();
            let name = |at: usize| &figure.steps()[at % count].to;
            let (from, to) = (&figure.poses[name(step + count - 1)], &figure.poses[name(step)]);
            for sample in 0..=20_u8 {
                let body = figure.body(step, f32::from(sample) / 20.0, Side::Right);
                for side in Side::BOTH {
                    let stays = |place: Vec3, at: Vec3, what: &str, short: f32| {
                        // what an end pose cannot reach it cannot hold: the check of all figures sees to that
                        let off = (side.out(place) - at).length() - short.max(0.0);
                        assert!(off < 0.002, "{} step {step} at {sample}/20: {what} {side:?} is off by {off:.4}", figure.id());
                    };
                    if let (Arm::Pin { at, .. }, Arm::Pin { at: same, .. }) = (from.arms.of(side), to.arms.of(side))
                        && at == same
                    {
                        stays(*at, body.arm.of(side).wrist, "hand", body.arm.of(side).short);
                    }
                    match (from.legs.of(side), to.legs.of(side)) {
                        (Leg::Pin { at, .. }, Leg::Pin { at: same, .. }) if at == same => {
                            stays(*at, body.leg.of(side).ankle, "foot", body.leg.of(side).short);
                        }
                        (Leg::Kneel { knee, .. }, Leg::Kneel { knee: same, .. }) if knee == same => {
                            stays(*knee, body.leg.of(side).knee, "knee", 0.0);
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_is_wrong_with_any_figure() {
    for figure in all() {
        assert_eq!(figure.lint(), [], "{}", figure.id());
    }
}

#[test]
fn a_step_ends_where_the_next_begins_and_the_last_before_the_first() {
    for figure in all() {
        let count = figure.steps().len();
        for step in 0..count {
            let (end, start) = (figure.body(step, 1.0, Side::Right), figure.body((step + 1) % count, 0.0, Side::Right));
            assert_eq!(end, start, "{} after step {step}", figure.id());
        }
    }
}

#[test]
fn the_other_side_of_a_figure_of_each_side_is_its_mirror_picture() {
    let figure = all().into_iter().find(|figure| figure.id() == "wall-pec-stretch").expect("there");
    let (right, left) = (draw(&figure, 0, 1.0, Side::Right), draw(&figure, 0, 1.0, Side::Left));
    let flipped = |x: usize, y: usize| left.dot(left.width() - 1 - x, y).is_some();
    let all = (0..right.height()).flat_map(|y| (0..right.width()).map(move |x| (x, y)));
    let (mut lit, mut differ) = (0, 0);
    for (x, y) in all {
        lit += usize::from(right.dot(x, y).is_some());
        differ += usize::from(right.dot(x, y).is_some() != flipped(x, y));
    }
    // dots on an edge may fall to either side
    assert!(differ * 12 < lit, "{differ} of {lit}");
}

#[test]
fn no_two_figures_look_alike_and_each_has_a_start_and_an_end() {
    let mut seen: Vec<(String, Drawing)> = Vec::new();
    for figure in all() {
        let first = figure.first_move();
        let (start, end) = (draw(&figure, first, 0.0, Side::Right), draw(&figure, first, 1.0, Side::Right));
        assert!(figure.is_still() || start.differences(&end) > 20, "{}", figure.id());
        for (id, other) in &seen {
            assert!(end.differences(other) > 20, "{} ends like {id}", figure.id());
        }
        seen.push((figure.id().to_owned(), end));
    }
}

#[test]
fn the_other_way_round_meets_the_same_poses() {
    for figure in all() {
        let count = figure.steps().len();
        for step in 0..count {
            let ends = |(step, progress): (usize, f32)| figure.body(step, progress, Side::Right);
            assert_eq!(ends(figure.reversed(step, 0.0)), ends((count - 1 - step, 1.0)), "{}", figure.id());
            assert_eq!(ends(figure.reversed(step, 1.0)), ends(figure.reversed((step + 1) % count, 0.0)), "{}", figure.id());
        }
    }
}

#[test]
fn the_steps_of_a_figure_go_as_the_beats_of_its_exercise() {
    let (library, _) = content::load(&Source::embedded(), &[]);
    let figures = all();
    for exercise in library.exercises.iter() {
        let forms = [&exercise.easier, &exercise.harder].into_iter().flatten();
        let of_forms =
            forms.map(|form| (form.figure.as_ref().or(exercise.figure.as_ref()), form.beats.as_ref().unwrap_or(&exercise.beats)));
        for (figure, beats) in of_forms.chain([(exercise.figure.as_ref(), &exercise.beats)]) {
            let id = figure.unwrap_or(&exercise.id);
            let figure = figures.iter().find(|figure| figure.id() == id).expect("there");
            let asked: Vec<&[Phase]> = beats.iter().filter_map(phases_of).collect();
            // a figure may go through a pose in between, so steps of one phase count once
            let mut shown: Vec<Phase> = figure.steps().iter().map(|step| step.phase).collect();
            shown.dedup();
            let is_alike = asked.len() == shown.len() && asked.iter().zip(&shown).all(|(any, phase)| any.contains(phase));
            assert!(asked.is_empty() || is_alike, "{id} in {}: {shown:?} for {beats:?}", exercise.id);
        }
    }
}

/// The phases of a figure that show a beat; a pause shows none.
fn phases_of(beat: &Beat) -> Option<&'static [Phase]> {
    match beat {
        Beat::In(..) => Some(&[Phase::Inhale]),
        Beat::Out(..) => Some(&[Phase::Exhale]),
        Beat::Move(..) => Some(&[Phase::Move, Phase::Return]),
        Beat::Hold(..) => Some(&[Phase::Hold]),
        Beat::Pause(_) => None,
    }
}
