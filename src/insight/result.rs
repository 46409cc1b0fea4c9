//! What a plan has led to: the days before it beside its last ones, said only where they can be compared; and, sooner than that, that it is worse.

use super::numbers::{Estimate, Group, Points, count, mean, residuals, series, squares, t_95};
use super::{Gate, serial};
use crate::domain::{Day, Score};

/// How large a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Lower, by a size many people notice.
    Lower,
    /// Within what days differ by anyway.
    Usual,
    /// Higher, by a size many people notice.
    Higher,
}

/// The days before beside the last ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanResult {
    /// The days before day 1.
    pub before: Group,
    /// The rated ones among the last days.
    pub last: Group,
    /// The last less those before, with its interval.
    pub change: Estimate,
    /// How large that is.
    pub size: Size,
}

/// Why nothing is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncompared {
    /// No day before day 1 was rated.
    NoBaseline,
    /// So few of them were.
    FewBefore(usize),
    /// So few of the last days were.
    FewLast(usize),
    /// The baseline began on a bad day, at this score, and had come down to that one before anything was done.
    BadStart(u8, u8),
}

/// That it is worse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worse {
    /// The days it is held against.
    pub first: Group,
    /// The last ones.
    pub last: Group,
    /// Whether those are of the baseline.
    pub is_baseline: bool,
}

/// The plan's result on the day `until`, from the first number of each day before day 1, and since.
///
/// # Errors
/// Why they are not compared.
pub fn result(before: &[(Day, Score)], since: &[(Day, Score)], until: Day, gate: &Gate) -> Result<PlanResult, Uncompared> {
    match before.len() {
        0 => return Err(Uncompared::NoBaseline),
        few if few < gate.baseline.max(2) => return Err(Uncompared::FewBefore(few)),
        _ => {}
    }
    let last = last_days(since, until, gate);
    if last.len() < gate.last.1.max(2) {
        return Err(Uncompared::FewLast(last.len()));
    }
    let scores = || before.iter().map(|(_, score)| score.value());
    if let (Some(first), Some(least)) = (scores().next(), scores().min())
        && first >= gate.bad
        && least < gate.bad
    {
        return Err(Uncompared::BadStart(first, least));
    }
    let before = series(before);
    let change = mean(&last) - mean(&before);
    // about the two means, so that the change between them is not taken for days that are alike
    let all: Points = residuals(&before).into_iter().chain(residuals(&last)).collect();
    let alike = serial::at_least(serial::lag_one(&all), gate.alike);
    let worth = [&before, &last].map(|points| serial::of_mean(points, alike));
    // days that are alike lie closer about their own mean than they do in the long run: by what that mean itself varies
    let spread = squares(&residuals(&before)) + squares(&residuals(&last));
    let spread = spread / (count(before.len()) * (1.0 - worth[0]) + count(last.len()) * (1.0 - worth[1]));
    let error = (spread.max(gate.spread.powi(2)) * (worth[0] + worth[1])).sqrt();
    let freedom = before.len() + last.len() - 2;
    let change = Estimate::about(change, t_95(freedom) * error);
    let is_large = change.value.abs() >= gate.points && change.value.abs() >= gate.share * mean(&before);
    let size = match change.side() {
        std::cmp::Ordering::Less if is_large => Size::Lower,
        std::cmp::Ordering::Greater if is_large => Size::Higher,
        _ => Size::Usual,
    };
    Ok(PlanResult { before: Group::of(&before), last: Group::of(&last), change, size })
}

/// Whether it has become worse: the last days against as many before day 1, or the first ones since. On less than a result asks for.
#[must_use]
pub fn worse(before: &[(Day, Score)], since: &[(Day, Score)], gate: &Gate) -> Option<Worse> {
    let (points, days) = gate.worse;
    let (before, since) = (series(before), series(since));
    let baseline = before.len().checked_sub(days).map(|from| &before[from..]);
    let (first, rest) = match baseline {
        Some(baseline) => (baseline, since.as_slice()),
        None => since.split_at_checked(days)?,
    };
    let last = &rest[rest.len().checked_sub(days)?..];
    let found = Worse { first: Group::of(first), last: Group::of(last), is_baseline: baseline.is_some() };
    // a sum of thirds is not always whole
    (found.last.mean - found.first.mean > points - 1e-9).then_some(found)
}

/// Whether the last week is severe although the first number lies weeks back, and nothing says it is lower: then somebody should look at it.
#[must_use]
pub fn is_severe_still(before: &[(Day, Score)], since: &[(Day, Score)], until: Day, gate: &Gate) -> bool {
    let (severe, days) = gate.severe;
    let first = before.first().or_else(|| since.first()).map(|(day, _)| *day);
    let last = last_days(since, until, gate);
    let is_long = first.is_some_and(|first| until.0.saturating_sub(first.0) >= days - 1);
    let is_lower = result(before, since, until, gate).is_ok_and(|found| found.size == Size::Lower);
    is_long && last.len() >= gate.last.1 && mean(&last) >= severe && !is_lower
}

/// The rated ones of the last days up to `until`.
fn last_days(since: &[(Day, Score)], until: Day, gate: &Gate) -> Points {
    series(since.iter().filter(|(day, _)| *day > until.back(gate.last.0) && *day <= until))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: i32, scores: &[u8]) -> Vec<(Day, Score)> {
        (from..).zip(scores).map(|(day, score)| (Day(day), Score::new(*score).expect("on the scale"))).collect()
    }

    fn compare(before: &[u8], since: &[u8]) -> Result<PlanResult, Uncompared> {
        let until = Day(i32::try_from(since.len()).expect("few"));
        let from = 1 - i32::try_from(before.len()).expect("few");
        result(&days(from, before), &days(1, since), until, &Gate::default())
    }

    #[test]
    fn a_large_change_after_a_baseline_is_called_one() {
        let found = compare(&[8, 7, 8], &[7, 7, 6, 5, 5, 4, 4, 3, 2, 3, 2, 3, 2, 2]).expect("compared");
        assert_eq!((found.size, found.before.n, found.last.n), (Size::Lower, 3, 7));
        assert!((found.change.value - (17.0 / 7.0 - 23.0 / 3.0)).abs() < 1e-12);
        assert!(found.change.high < 0.0 && found.change.low < found.change.value);
    }

    #[test]
    fn two_points_alone_lie_within_what_days_differ_by() {
        let found = compare(&[6, 6, 6], &[6, 5, 6, 4, 4, 4, 4, 4, 4, 4]).expect("compared");
        assert_eq!((found.size, found.change.side()), (Size::Usual, std::cmp::Ordering::Equal));
        // a third of it, the interval excludes 0 or not: less than two points is no size
        let small = Gate { spread: 0.0, alike: 0.0, ..Gate::default() };
        let of = |from: u8, to: u8| result(&days(-2, &[from; 3]), &days(1, &[to; 7]), Day(7), &small).map(|found| found.size);
        assert_eq!(
            [of(3, 2), of(9, 7), of(6, 4), of(2, 0), of(2, 4), of(9, 10)].map(Result::ok),
            [Some(Size::Usual), Some(Size::Usual), Some(Size::Lower), Some(Size::Lower), Some(Size::Higher), Some(Size::Usual)]
        );
    }

    #[test]
    fn what_cannot_be_compared_says_why() {
        let week = [2; 7];
        assert_eq!(compare(&[], &week), Err(Uncompared::NoBaseline));
        assert_eq!(compare(&[8, 8], &week), Err(Uncompared::FewBefore(2)));
        assert_eq!(compare(&[8, 8, 8], &week[..4]), Err(Uncompared::FewLast(4)));
        assert_eq!(compare(&[8, 6, 5], &week), Err(Uncompared::BadStart(8, 5)));
        assert!(compare(&[8, 6, 6], &week).is_ok() && compare(&[5, 2, 2], &week).is_ok());
        let old = result(&days(-2, &[8, 8, 8]), &days(1, &week), Day(10), &Gate::default());
        assert_eq!(old, Err(Uncompared::FewLast(4)), "the last seven days, not the last seven numbers");
    }

    #[test]
    fn worse_is_said_from_two_points_on_means_of_three_days() {
        let with = |before: &[u8], since: &[u8]| worse(&days(-2, before), &days(1, since), &Gate::default()).map(|found| found.is_baseline);
        assert_eq!(with(&[3, 3, 3], &[3, 5, 5, 5]), Some(true));
        assert_eq!(with(&[3, 3, 3], &[3, 5, 5, 4]), None, "a third of a point less");
        assert_eq!(with(&[3, 3, 4], &[3, 5, 5, 6]), Some(true), "thirds add up");
        assert_eq!(with(&[3, 3, 3], &[8, 8]), None, "too few days");
        assert_eq!(with(&[], &[3, 3, 3, 5, 5]), None);
        assert_eq!(with(&[9, 9], &[3, 3, 3, 5, 5, 5]), Some(false), "the first three stand for a baseline that was skipped");
    }

    #[test]
    fn worse_is_said_on_less_than_better() {
        let (up, down) = (days(1, &[5, 5, 5]), days(1, &[1, 1, 1]));
        let before = days(-2, &[3, 3, 3]);
        assert!(worse(&before, &up, &Gate::default()).is_some());
        assert_eq!(result(&before, &down, Day(3), &Gate::default()), Err(Uncompared::FewLast(3)));
    }

    #[test]
    fn a_severe_week_after_two_weeks_asks_for_help_unless_it_is_lower() {
        let still = |before: &[u8], since: &[u8]| {
            let until = Day(i32::try_from(since.len()).expect("few"));
            let from = 1 - i32::try_from(before.len()).expect("few");
            is_severe_still(&days(from, before), &days(1, since), until, &Gate::default())
        };
        assert!(still(&[7, 7, 7], &[7; 14]) && still(&[], &[7; 14]) && still(&[6, 5, 6], &[6; 12]));
        assert!(!still(&[], &[7; 13]), "not yet two weeks");
        assert!(!still(&[8, 8, 8], &[5; 14]), "not severe");
        assert!(still(&[10, 10, 10], &[[10; 7], [6; 7]].concat()), "three days cannot tell that it is lower");
        assert!(!still(&[10; 20], &[[10; 7], [6; 7]].concat()), "severe and lower");
    }
}
