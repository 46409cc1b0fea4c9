//! The typical change around a session, from pairs of before and after.

use super::Gate;
use super::numbers::{Estimate, count, median, t_95};
use super::serial;

/// After minus before of many sessions: how often each change, and what neighbours say. A store adds this up; nothing needs the sessions themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Each change that occurs and how often, the lowest first.
    pub counts: Vec<(i8, u32)>,
    /// The sum of each change times the one before it.
    pub products: i64,
    /// The change of the first session.
    pub first: i8,
    /// The change of the last one.
    pub last: i8,
}

/// The typical change around a session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Around {
    /// From so many sessions.
    pub n: usize,
    /// The mean, with its interval.
    pub mean: Estimate,
    /// The middle one.
    pub median: f64,
}

impl Changes {
    /// Of changes in their order.
    #[must_use]
    pub fn of(changes: &[i8]) -> Self {
        let mut sorted = changes.to_vec();
        sorted.sort_unstable();
        let counts = sorted.chunk_by(|a, b| a == b).map(|same| (same[0], u32::try_from(same.len()).unwrap_or(u32::MAX))).collect();
        let products = changes.windows(2).map(|pair| i64::from(pair[0]) * i64::from(pair[1])).sum();
        let end = |change: Option<&i8>| change.copied().unwrap_or_default();
        Self { counts, products, first: end(changes.first()), last: end(changes.last()) }
    }

    /// How many sessions.
    #[must_use]
    pub fn n(&self) -> u32 {
        self.counts.iter().map(|(_, often)| often).sum()
    }

    /// The change in the middle of them all.
    fn median(&self) -> f64 {
        let n = self.n();
        let at = |index: u32| {
            let mut passed = 0;
            let found = self.counts.iter().find(|(_, often)| {
                passed += often;
                passed > index
            });
            found.map(|(change, _)| f64::from(*change)).unwrap_or_default()
        };
        median(&[at(n.saturating_sub(1) / 2), at(n / 2)])
    }
}

/// The typical change; nothing while there are too few sessions to name one.
#[must_use]
pub fn around(changes: &Changes, gate: &Gate) -> Option<Around> {
    let n = changes.n();
    if n < gate.pairs.max(2) {
        return None;
    }
    let many = f64::from(n);
    let sum = |power: i32| changes.counts.iter().map(|(change, often)| f64::from(*change).powi(power) * f64::from(*often)).sum::<f64>();
    let mean = sum(1) / many;
    let squares = changes.counts.iter().map(|(change, often)| (f64::from(*change) - mean).powi(2) * f64::from(*often)).sum::<f64>();
    // the products of neighbours about the mean, out of the plain ones
    let ends = f64::from(changes.first) + f64::from(changes.last);
    #[allow(clippy::cast_precision_loss, reason = "a hundred at most for each session")]
    let products = changes.products as f64 - mean * (2.0 * sum(1) - ends) + (many - 1.0) * mean * mean;
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    let alike = serial::at_least(serial::ratio(products, squares, n, n - 1), 0.0);
    let error = (squares / count(n - 1) / many * serial::widening(n, alike)).sqrt();
    Some(Around { n, mean: Estimate::about(mean, t_95(n - 1) * error), median: changes.median() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(changes: &[i8]) -> Option<Around> {
        around(&Changes::of(changes), &Gate::default())
    }

    #[test]
    fn six_sessions_carry_a_typical_change_and_five_do_not() {
        assert_eq!(of(&[-2, -1, -3, -2, -1]), None);
        let found = of(&[-2, -1, -3, -2, -1, -2]).expect("six");
        assert_eq!((found.n, found.median, found.mean.side()), (6, -2.0, std::cmp::Ordering::Less));
        assert!((found.mean.value + 11.0 / 6.0).abs() < 1e-12);
        assert_eq!(of(&[2, -1, 1, -2, 0, 0]).expect("six").mean.side(), std::cmp::Ordering::Equal);
    }

    #[test]
    fn a_run_of_alike_changes_says_less_than_the_same_ones_mixed() {
        let width = |changes: &[i8]| of(changes).map(|found| found.mean.high - found.mean.low).expect("enough");
        assert!(width(&[-3, -3, -3, -3, 0, 0, 0, 0]) > 1.3 * width(&[-3, 0, -3, 0, -3, 0, -3, 0]));
    }

    proptest! {
        #[test]
        fn the_middle_and_the_neighbours_need_no_list(changes in proptest::collection::vec(-10i8..=10, 6..60)) {
            let found = of(&changes).expect("enough");
            let mut sorted: Vec<f64> = changes.iter().map(|change| f64::from(*change)).collect();
            sorted.sort_by(f64::total_cmp);
            prop_assert_eq!(found.median, median(&sorted));
            // days in a row stand for sessions in a row
            let points: Vec<_> = (0..).zip(&changes).map(|(day, change)| (crate::domain::Day(day), f64::from(*change))).collect();
            let residuals = super::super::numbers::residuals(&points);
            let alike = serial::at_least(serial::lag_one(&residuals), 0.0);
            let variance = super::super::numbers::squares(&residuals) / count(changes.len() - 1) * serial::of_mean(&points, alike);
            let half = t_95(changes.len() - 1) * variance.sqrt();
            prop_assert!((found.mean.high - found.mean.value - half).abs() < 1e-9, "{} {}", found.mean.high - found.mean.value, half);
        }
    }
}
