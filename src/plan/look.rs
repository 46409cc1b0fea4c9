//! The numbers of a run: before and after of its days, and the first number of each day before it and since. Counts, means and ranges; what they can
//! carry is said by `insight`.

use super::history::{History, Rating};
use super::standing::Standing;
use crate::domain::{Day, EntryMoment, Score};

/// The numbers of one series: how many, their mean and range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// How many ratings.
    pub n: u32,
    /// Their sum.
    pub sum: u32,
    /// The least.
    pub min: u8,
    /// The greatest.
    pub max: u8,
}

impl Series {
    /// The series of these numbers; none of none.
    #[must_use]
    pub fn of(scores: impl IntoIterator<Item = Score>) -> Option<Self> {
        scores
            .into_iter()
            .map(|score| Self { n: 1, sum: u32::from(score.value()), min: score.value(), max: score.value() })
            .reduce(|a, b| Self { n: a.n + b.n, sum: a.sum + b.sum, min: a.min.min(b.min), max: a.max.max(b.max) })
    }

    /// The mean in tenths of a point, halves rounded up.
    #[must_use]
    pub fn tenths(self) -> u32 {
        (self.sum * 20 + self.n) / (self.n * 2).max(1)
    }
}

/// Before and after of one plan day: the first before and the last after of its sessions (decisions 4.9). Missing stays missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// The first rating before a session, entered within an hour.
    pub before: Option<Score>,
    /// The last rating after one.
    pub after: Option<Score>,
}

/// What a look back shows, over the plan days 1 to `until`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The last plan day that is looked at.
    pub until: u16,
    /// Each plan day's before and after, in order.
    pub pairs: Vec<Pair>,
    /// All ratings of how it was, on those days.
    pub ratings: u32,
    /// Days with at least one.
    pub rated_days: u32,
    /// The ratings before a session.
    pub before: Option<Series>,
    /// The ratings after one.
    pub after: Option<Series>,
}

/// What the plan days 1 to `until` show.
#[must_use]
pub fn look(history: &History, standing: &Standing, until: u16) -> Look {
    let days: Vec<Option<Day>> = standing.days.iter().take(usize::from(until)).map(|day| day.on).collect();
    let on_days = |rating: &&Rating| days.contains(&Some(rating.day));
    let series = |moment| Series::of(history.ratings.iter().filter(on_days).filter(|r| is_of(r, moment)).map(|r| r.score));
    let mut rated: Vec<Day> = history.ratings.iter().filter(on_days).map(|rating| rating.day).collect();
    let ratings = u32::try_from(rated.len()).unwrap_or(u32::MAX);
    rated.dedup();
    Look {
        until,
        pairs: days.iter().map(|day| day.map(|day| pair(history, day)).unwrap_or_default()).collect(),
        ratings,
        rated_days: u32::try_from(rated.len()).unwrap_or(u32::MAX),
        before: series(EntryMoment::Before),
        after: series(EntryMoment::After),
    }
}

/// The first number of each day before day 1, from the first day of the baseline on.
#[must_use]
pub fn before_day1(history: &History, standing: &Standing) -> Vec<(Day, Score)> {
    let day1 = standing.days.first().and_then(|day| day.on);
    let Some(from) = history.run.baseline_day else { return Vec::new() };
    firsts(history, |day| day >= from && day1.is_none_or(|day1| day < day1))
}

/// The first number of each day from day 1 on; none while there is no day 1.
#[must_use]
pub fn since_day1(history: &History, standing: &Standing) -> Vec<(Day, Score)> {
    let Some(day1) = standing.days.first().and_then(|day| day.on) else { return Vec::new() };
    firsts(history, |day| day >= day1)
}

/// The first rating of each of those days: before a session, or by itself. One while or after moving is another thing.
fn firsts(history: &History, is_meant: impl Fn(Day) -> bool) -> Vec<(Day, Score)> {
    let mut firsts: Vec<(Day, Score)> = history
        .ratings
        .iter()
        .filter(|rating| matches!(rating.moment, EntryMoment::Before | EntryMoment::Free) && is_meant(rating.day))
        .map(|rating| (rating.day, rating.score))
        .collect();
    // the earliest felt stand first, and a stable sort leaves them so
    firsts.sort_by_key(|(day, _)| *day);
    firsts.dedup_by_key(|(day, _)| *day);
    firsts
}

/// On time, on this occasion.
fn is_of(rating: &Rating, moment: EntryMoment) -> bool {
    rating.moment == moment && !rating.late
}

fn pair(history: &History, day: Day) -> Pair {
    let mut of_day = history.ratings.iter().filter(|rating| rating.day == day);
    let before = of_day.clone().find(|rating| is_of(rating, EntryMoment::Before)).map(|rating| rating.score);
    let after = of_day.rfind(|rating| is_of(rating, EntryMoment::After)).map(|rating| rating.score);
    Pair { before, after }
}
