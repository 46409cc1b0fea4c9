//! The slope of many days: Theil and Sen's, with Sen's interval.

use super::numbers::{Estimate, NORMAL_95, Points, count, median, residuals, series};
use super::{Gate, serial};
use crate::domain::{Day, Score};

/// More days than this are never looked at: the last of them are taken.
const MOST: usize = 366;

/// How pain goes over the weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slope {
    /// Points a week, with the interval.
    pub weekly: Estimate,
    /// From so many rated days.
    pub n: usize,
    /// Whether that is enough for the word.
    pub is_trend: bool,
}

/// The slope over days with a number each; nothing while they are too few.
#[must_use]
pub fn slope(days: &[(Day, Score)], gate: &Gate) -> Option<Slope> {
    if days.len() < gate.slope.0.max(2) {
        return None;
    }
    let points = series(&days[days.len().saturating_sub(MOST)..]);
    let plain = theil_sen(&points, 1.0)?;
    // how alike neighbours are once the slope is taken away
    let level: Points = points.iter().map(|(day, value)| (*day, value - plain.value * f64::from(day.0 - points[0].0.0))).collect();
    let alike = serial::at_least(serial::lag_one(&residuals(&level)), gate.alike);
    let found = theil_sen(&points, serial::widening(points.len(), alike).sqrt())?;
    let weekly = Estimate { value: found.value * 7.0, low: found.low * 7.0, high: found.high * 7.0 };
    Some(Slope { weekly, n: points.len(), is_trend: points.len() >= gate.slope.1 })
}

/// The median of the slopes between any two days, and of these the two between which it lies (Sen 1968); ties in the numbers are allowed for. The
/// deviation of Kendall's sum is made wider by `wider`.
pub(super) fn theil_sen(points: &[(Day, f64)], wider: f64) -> Option<Estimate> {
    let mut slopes: Vec<f64> = Vec::with_capacity(points.len() * points.len() / 2);
    for (at, (day, value)) in points.iter().enumerate() {
        slopes.extend(points[at + 1..].iter().map(|(later, other)| (other - value) / f64::from(later.0 - day.0)));
    }
    slopes.sort_by(f64::total_cmp);
    let mut values: Vec<f64> = points.iter().map(|(_, value)| *value).collect();
    values.sort_by(f64::total_cmp);
    let term = |n: usize| count(n) * (count(n) - 1.0) * (2.0 * count(n) + 5.0);
    let ties: f64 = values.chunk_by(|a, b| a == b).map(|same| term(same.len())).sum();
    let deviation = ((term(points.len()) - ties) / 18.0).sqrt();
    let many = count(slopes.len());
    let reach = NORMAL_95 * deviation * wider;
    let at = |rank: f64| {
        let rank = rank.clamp(0.0, many - 1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and within the slopes")]
        slopes.get(rank as usize).copied()
    };
    let (low, high) = (at(((many - reach) / 2.0).round_ties_even() - 1.0)?, at(((many + reach) / 2.0).round_ties_even())?);
    Some(Estimate { value: median(&slopes), low, high })
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;

    /// A point less every `step` days.
    fn falling(n: i32, step: i32) -> Vec<(Day, Score)> {
        (0..n).map(|day| (Day(day), Score::new(u8::try_from(10 - day / step).unwrap_or(0)).expect("on the scale"))).collect()
    }

    #[test]
    fn fourteen_days_carry_a_slope_and_twenty_eight_a_trend() {
        assert_eq!(slope(&falling(13, 2), &Gate::default()), None);
        let found = slope(&falling(14, 2), &Gate::default()).expect("enough");
        assert_eq!((found.n, found.is_trend, found.weekly.side()), (14, false, Ordering::Less));
        assert!((found.weekly.value + 3.5).abs() < 0.3, "{found:?}");
        assert!(!slope(&falling(27, 3), &Gate::default()).expect("enough").is_trend);
        assert!(slope(&falling(28, 3), &Gate::default()).expect("enough").is_trend);
    }

    #[test]
    fn days_that_stay_alike_have_no_direction() {
        let level: Vec<_> = (0..20).map(|day| (Day(day), Score::new([4, 5, 3, 4, 6][(day % 5) as usize]).expect("on the scale"))).collect();
        assert_eq!(slope(&level, &Gate::default()).map(|found| found.weekly.side()), Some(Ordering::Equal));
        let flat: Vec<_> = (0..20).map(|day| (Day(day), Score::new(4).expect("on the scale"))).collect();
        assert_eq!(slope(&flat, &Gate::default()).map(|found| found.weekly), Some(Estimate { value: 0.0, low: 0.0, high: 0.0 }));
    }

    #[test]
    fn a_missing_day_is_a_longer_step_and_no_number() {
        let gaps: Vec<_> = falling(28, 3).into_iter().filter(|(day, _)| day.0 % 3 != 1).collect();
        let found = slope(&gaps, &Gate::default()).expect("enough");
        assert!((found.weekly.value + 7.0 / 3.0).abs() < 0.2, "{found:?}");
    }
}
