//! Mean, median, spread, and Student's t: all that is said of uncertainty stands on these.

use std::cmp::Ordering;

use crate::domain::{Day, Score};

/// Numbers by day, the earliest first, one a day.
pub type Points = Vec<(Day, f64)>;

/// A value and the interval about it that takes in the true one in 95 of 100 such series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Where the interval begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
}

impl Estimate {
    /// The value, so far to both sides.
    pub(super) fn about(value: f64, half: f64) -> Self {
        Self { value, low: value - half, high: value + half }
    }

    /// Below 0, above 0, or neither, since the interval takes 0 in.
    #[must_use]
    pub fn side(self) -> Ordering {
        if self.high < 0.0 {
            Ordering::Less
        } else if self.low > 0.0 {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }
}

/// Several numbers in two: how many, and their mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// How many.
    pub n: usize,
    /// Their mean.
    pub mean: f64,
}

impl Group {
    pub(super) fn of(points: &[(Day, f64)]) -> Self {
        Self { n: points.len(), mean: mean(points) }
    }
}

/// Scores by day as numbers by day.
pub fn series<'a>(scores: impl IntoIterator<Item = &'a (Day, Score)>) -> Points {
    scores.into_iter().map(|(day, score)| (*day, f64::from(score.value()))).collect()
}

/// How many, as a number to reckon with.
pub(super) fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Of none it is 0.
pub(super) fn mean(points: &[(Day, f64)]) -> f64 {
    points.iter().map(|(_, value)| value).sum::<f64>() / count(points.len().max(1))
}

/// How far each lies from the mean of all.
pub(super) fn residuals(points: &[(Day, f64)]) -> Points {
    let mean = mean(points);
    points.iter().map(|(day, value)| (*day, value - mean)).collect()
}

/// The sum of their squares.
pub(super) fn squares(points: &[(Day, f64)]) -> f64 {
    points.iter().map(|(_, value)| value * value).sum()
}

/// The middle of numbers in order; of none it is 0.
pub(super) fn median(sorted: &[f64]) -> f64 {
    let at = |index: usize| sorted.get(index).copied().unwrap_or_default();
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { at(half) } else { (at(half.saturating_sub(1)) + at(half)) / 2.0 }
}

/// Half of the normal distribution's middle 95 %.
pub(super) const NORMAL_95: f64 = 1.959_963_984_540_054;

/// Half of the middle 95 % of Student's t. Beyond ten thousand degrees of freedom it differs from the normal by less than a rating could show.
pub(super) fn t_95(freedom: usize) -> f64 {
    if freedom == 0 {
        return f64::INFINITY;
    }
    if freedom > 10_000 {
        return NORMAL_95;
    }
    let (mut low, mut high) = (NORMAL_95, 13.0);
    // halved until nothing is between them any more
    while let middle = low + (high - low) / 2.0
        && middle > low
        && middle < high
    {
        if within(middle, freedom) < 0.95 { low = middle } else { high = middle }
    }
    high
}

/// How much of Student's t lies between -t and t; for whole degrees of freedom a finite sum (Abramowitz and Stegun 26.7.3 and 26.7.4).
fn within(t: f64, freedom: usize) -> f64 {
    let n = count(freedom);
    let angle = (t / n.sqrt()).atan();
    let (sine, cosine) = angle.sin_cos();
    let is_odd = freedom % 2 == 1;
    let first = if is_odd { cosine } else { 1.0 };
    let (mut sum, mut term, mut at) = (0.0, first, if is_odd { 1.0 } else { 0.0 });
    while at <= n - 2.0 {
        sum += term;
        term *= cosine * cosine * (at + 1.0) / (at + 2.0);
        at += 2.0;
    }
    if is_odd { (angle + sine * sum) * std::f64::consts::FRAC_2_PI } else { sine * sum }
}
