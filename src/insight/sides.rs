//! Two sides beside each other: days with and without a habit, sessions with and without an exercise. Neither is ranked and neither is a cause.

use std::collections::BTreeSet;

use super::numbers::{Estimate, Group, Points, count, residuals, series, squares, t_95};
use super::{Gate, serial};
use crate::domain::{Day, Score};

/// Days with a habit beside days without it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sides {
    /// The days with it.
    pub with: Group,
    /// The days without.
    pub without: Group,
    /// With less without, with its interval.
    pub difference: Estimate,
}

/// The sessions in which an exercise occurred: how many, and the sum of their changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The exercise as it is called.
    pub name: String,
    /// Sessions with both numbers on time.
    pub n: u32,
    /// After minus before, added up.
    pub sum: i64,
}

/// An exercise in the table.
#[derive(Clone, Debug, PartialEq)]
pub struct ExerciseLine {
    /// What it is called.
    pub name: String,
    /// The mean change of the sessions with it.
    pub with: Group,
    /// And of those without.
    pub without: Group,
}

/// The rated days with and without a habit, of those on which it was kept; nothing while either side is too small.
#[must_use]
pub fn habit(days: &[(Day, Score)], ticked: &BTreeSet<Day>, gate: &Gate) -> Option<Sides> {
    let points = series(days);
    let (with, without): (Points, Points) = points.iter().copied().partition(|(day, _)| ticked.contains(day));
    if with.len().min(without.len()) < gate.days.max(2) {
        return None;
    }
    let freedom = points.len() - 2;
    let spread = squares(&residuals(&with)) + squares(&residuals(&without));
    let side = |day: &Day| if ticked.contains(day) { 1.0 / count(with.len()) } else { -1.0 / count(without.len()) };
    let weights: Points = points.iter().map(|(day, _)| (*day, side(day))).collect();
    // a block of days varies more for days being alike, days in turn vary less: whichever is true here, the wider is taken
    let alike = serial::at_least(serial::lag_one(&residuals(&points)), gate.alike);
    let variance = serial::variance(&weights, alike).max(serial::variance(&weights, 0.0)) * spread / count(freedom);
    let (with, without) = (Group::of(&with), Group::of(&without));
    let difference = Estimate::about(with.mean - without.mean, t_95(freedom) * variance.sqrt());
    Some(Sides { with, without, difference })
}

/// The exercises that occur often enough and are left out often enough, by name. `all` are the changes of all sessions.
#[must_use]
pub fn exercises(tallies: &[Tally], all: (u32, i64), gate: &Gate) -> Vec<ExerciseLine> {
    let group = |n: u32, sum: i64| {
        #[allow(clippy::cast_precision_loss, reason = "ten at most for each session")]
        let sum = sum as f64;
        Group { n: usize::try_from(n).unwrap_or(usize::MAX), mean: sum / f64::from(n.max(1)) }
    };
    let line = |tally: &Tally| {
        let without = all.0.saturating_sub(tally.n);
        (tally.n.min(without) >= gate.sessions).then(|| ExerciseLine {
            name: tally.name.clone(),
            with: group(tally.n, tally.sum),
            without: group(without, all.1 - tally.sum),
        })
    };
    let mut lines: Vec<ExerciseLine> = tallies.iter().filter_map(line).collect();
    lines.sort_by(|a, b| a.name.cmp(&b.name));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(with: i32, without: i32) -> Option<Sides> {
        let all = with + without;
        let score = |day: i32| Score::new(if day < with { 3 } else { 5 } + u8::from(day % 2 == 0)).expect("on the scale");
        let days: Vec<_> = (0..all).map(|day| (Day(day), score(day))).collect();
        habit(&days, &(0..with).map(Day).collect(), &Gate::default())
    }

    #[test]
    fn a_habit_takes_fourteen_days_with_it_and_fourteen_without() {
        assert_eq!((kept(13, 20), kept(20, 13)), (None, None));
        let found = kept(14, 14).expect("enough");
        assert_eq!((found.with, found.without), (Group { n: 14, mean: 3.5 }, Group { n: 14, mean: 5.5 }));
        assert!((found.difference.value + 2.0).abs() < 1e-12 && found.difference.high > -1.9);
    }

    #[test]
    fn days_in_a_block_say_less_than_days_in_turn() {
        let days: Vec<_> =
            (0..28).map(|day| (Day(day), Score::new([3, 3, 3, 4, 5, 5, 4][(day % 7) as usize]).expect("on the scale"))).collect();
        let width =
            |ticked: BTreeSet<Day>| habit(&days, &ticked, &Gate::default()).map(|found| found.difference.high - found.difference.low);
        assert!(width((0..14).map(Day).collect()) > width((0..14).map(|day| Day(day * 2)).collect()).map(|width| width * 1.2));
    }

    #[test]
    fn exercises_stand_by_name_whatever_they_changed() {
        let tally = |name: &str, n, sum| Tally { name: name.to_owned(), n, sum };
        let tallies = [tally("Wall angels", 8, -24), tally("Cat-cow", 9, 3), tally("Rows", 7, -30), tally("Chin tuck", 14, -20)];
        let found = exercises(&tallies, (20, -30), &Gate::default());
        assert_eq!(found.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["Cat-cow", "Wall angels"]);
        assert_eq!((found[1].with, found[1].without), (Group { n: 8, mean: -3.0 }, Group { n: 12, mean: -0.5 }));
    }
}
