//! Dates, counts and lists as they stand on a page.

use crate::config::WeekStart;
use crate::domain::Day;
use chrono::Datelike;

/// Runs of days that are named one by one at most.
const MOST_RUNS: usize = 12;

/// `Mon 2 Mar`
pub(super) fn short(day: Day) -> String {
    day.date().format("%a %-d %b").to_string()
}

/// `2 March 2026`
pub(super) fn long(day: Day) -> String {
    day.date().format("%-d %B %Y").to_string()
}

/// `1 rating`, `5 ratings`
pub(super) fn count(n: u32, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

/// `once`, `twice`, `5 times`
pub(super) fn times(n: u32) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}

/// `a, b and c`
pub(super) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Days in order as runs: `Mon 2 Mar, Wed 4 to Fri 6 Mar`.
pub(super) fn runs(days: &[Day]) -> String {
    let runs: Vec<&[Day]> = days.chunk_by(|a, b| a.next() == *b).collect();
    let mut named: Vec<String> = runs.iter().take(MOST_RUNS).filter_map(|run| Some(run_of(*run.first()?, *run.last()?))).collect();
    let left: usize = runs.iter().skip(MOST_RUNS).map(|run| run.len()).sum();
    if left > 0 {
        named.push(count(u32::try_from(left).unwrap_or(u32::MAX), "more day"));
    }
    list(&named)
}

fn run_of(from: Day, to: Day) -> String {
    if from == to {
        return short(from);
    }
    let is_one_month = (from.date().month(), from.date().year()) == (to.date().month(), to.date().year());
    let begin = if is_one_month { from.date().format("%a %-d").to_string() } else { short(from) };
    format!("{begin} to {}", short(to))
}

/// The day on which the week of `day` begins.
pub(super) fn week_of(day: Day, start: WeekStart) -> Day {
    let from_monday = day.date().weekday().num_days_from_monday();
    let first = match start {
        WeekStart::Monday => 0,
        WeekStart::Sunday => 6,
        WeekStart::Saturday => 5,
    };
    day.back(i32::try_from((from_monday + 7 - first) % 7).unwrap_or(0))
}

/// A mean to a tenth.
pub(super) fn mean(sum: u32, n: u32) -> String {
    crate::insight::words::number(f64::from(sum) / f64::from(n.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_a_row_are_one_run() {
        let days = |numbers: &[i32]| runs(&numbers.iter().map(|n| Day(20_514 + n)).collect::<Vec<_>>());
        assert_eq!(days(&[]), "");
        assert_eq!(days(&[0]), "Mon 2 Mar");
        assert_eq!(days(&[-2, -1, 0, 2, 3, 4]), "Sat 28 Feb to Mon 2 Mar and Wed 4 to Fri 6 Mar");
        assert!(days(&(0..20).map(|n| n * 2).collect::<Vec<_>>()).ends_with(" and 8 more days"));
    }

    #[test]
    fn a_week_begins_on_the_chosen_day() {
        let wednesday = Day(20_516);
        let of = |start| short(week_of(wednesday, start));
        assert_eq!([of(WeekStart::Monday), of(WeekStart::Sunday), of(WeekStart::Saturday)], ["Mon 2 Mar", "Sun 1 Mar", "Sat 28 Feb"]);
        assert_eq!(week_of(Day(20_514), WeekStart::Monday), Day(20_514));
        assert_eq!(week_of(Day(20_513), WeekStart::Sunday), Day(20_513));
    }
}
