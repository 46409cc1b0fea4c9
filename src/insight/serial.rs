//! Neighbouring days are alike, so that many days say less than they seem to: how alike, and by how much that widens an interval.

use super::numbers::{count, squares};
use crate::domain::Day;

/// What is taken at most: above it every series of some weeks is one number.
const MOST: f64 = 0.9;

/// How alike neighbouring days are: the correlation of each with the next, of numbers that are already without their mean. Days apart are no
/// neighbours.
pub(super) fn lag_one(residuals: &[(Day, f64)]) -> f64 {
    let pairs = residuals.windows(2).filter(|pair| pair[1].0 == pair[0].0.next());
    let (products, neighbours) = pairs.fold((0.0, 0), |(sum, n), pair| (sum + pair[0].1 * pair[1].1, n + 1));
    ratio(products, squares(residuals), residuals.len(), neighbours)
}

/// The same from sums: the products of `neighbours` pairs, and the squares of `n` numbers.
pub(super) fn ratio(products: f64, squares: f64, n: usize, neighbours: usize) -> f64 {
    if squares <= 0.0 || neighbours == 0 {
        return 0.0;
    }
    products / squares * count(n.saturating_sub(1)) / count(neighbours)
}

/// What was found, but no less than is taken for granted.
pub(super) fn at_least(found: f64, least: f64) -> f64 {
    found.clamp(least, MOST)
}

/// The variance of a weighted sum, in variances of one day, if days `k` apart correlate by `alike^k`.
pub(super) fn variance(weights: &[(Day, f64)], alike: f64) -> f64 {
    let mut sum = squares(weights);
    for (at, (day, weight)) in weights.iter().enumerate() {
        let later = weights[at + 1..].iter().map(|(later, other)| other * alike.powi(later.0 - day.0));
        sum += 2.0 * weight * later.sum::<f64>();
    }
    sum
}

/// The variance of a mean of those days, in variances of one day: one divided by how many days they are worth.
pub(super) fn of_mean(points: &[(Day, f64)], alike: f64) -> f64 {
    let weight = 1.0 / count(points.len().max(1));
    let weights: Vec<(Day, f64)> = points.iter().map(|(day, _)| (*day, weight)).collect();
    variance(&weights, alike)
}

/// By how much more a mean of `n` in a row varies than if each stood alone.
pub(super) fn widening(n: usize, alike: f64) -> f64 {
    let n = i32::try_from(n).unwrap_or(i32::MAX);
    // beyond a thousand steps nothing is left of it
    let steps = (1..n.min(1000)).map(|k| (1.0 - f64::from(k) / f64::from(n)) * alike.powi(k));
    1.0 + 2.0 * steps.sum::<f64>()
}
