//! Which copies have served their time: all are kept for two days, then one a day, one a week, one a month; a fuller one never makes way for an emptier.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::{DateTime, Datelike};

/// A copy, as far as its age is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Aged {
    /// When it was made, UTC milliseconds.
    pub at: i64,
    /// The rows of the person's in it.
    pub rows: i64,
    /// Whether it was made by itself, in the course of the day; the others were made for a reason and stay longer.
    pub by_itself: bool,
}

const A_DAY: i64 = 86_400_000;
/// So long every copy stays.
const BY_ITSELF: i64 = 2 * A_DAY;
/// So long one stays that was asked for, or made before something that changes much.
const FOR_A_REASON: i64 = 30 * A_DAY;
/// One for each of so many days, weeks and months that have one.
const DAYS: usize = 7;
const WEEKS: usize = 5;
const MONTHS: usize = 12;

impl Aged {
    /// Whether it stays whatever else there is. One from the future is the fault of a clock, and nobody's to judge.
    pub(super) fn is_young(&self, now: i64) -> bool {
        now.saturating_sub(self.at) < if self.by_itself { BY_ITSELF } else { FOR_A_REASON }
    }

    fn day(&self) -> i64 {
        self.at.div_euclid(A_DAY)
    }

    /// Monday to Sunday; 1 January 1970 was a Thursday.
    fn week(&self) -> i64 {
        (self.day() + 3).div_euclid(7)
    }

    fn month(&self) -> (i32, u32) {
        let date = DateTime::from_timestamp_millis(self.at).unwrap_or_default();
        (date.year(), date.month())
    }
}

/// For each copy whether it is kept. The newest that is not from the future says how much there is now.
pub(super) fn kept(copies: &[Aged], now: i64) -> Vec<bool> {
    let newest = copies.iter().filter(|copy| copy.at <= now).max_by_key(|copy| copy.at);
    let mut keep: Vec<bool> = copies.iter().map(|copy| copy.is_young(now) || Some(copy) == newest).collect();
    let old: Vec<usize> = (0..copies.len()).filter(|&n| !copies[n].is_young(now)).collect();
    let best = [
        best_of(copies, &old, Aged::day, DAYS),
        best_of(copies, &old, Aged::week, WEEKS),
        best_of(copies, &old, Aged::month, MONTHS),
        // What holds over a fifth more than there is now may be all that is left of a loss nobody has seen yet.
        best_of(copies, &lost(copies, &old, newest), Aged::day, usize::MAX),
    ];
    for n in best.into_iter().flatten() {
        keep[n] = true;
    }
    keep
}

/// Of each of the latest `most` spans that have a copy, the fullest one, and of equals the newest.
fn best_of<T: Copy + Ord + Hash>(copies: &[Aged], among: &[usize], span: fn(&Aged) -> T, most: usize) -> Vec<usize> {
    let mut best: HashMap<T, usize> = HashMap::new();
    for &n in among {
        let found = best.entry(span(&copies[n])).or_insert(n);
        if (copies[n].rows, copies[n].at) > (copies[*found].rows, copies[*found].at) {
            *found = n;
        }
    }
    let mut best: Vec<(T, usize)> = best.into_iter().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    best.into_iter().take(most).map(|(_, n)| n).collect()
}

/// Those that hold over a fifth more than the newest.
fn lost(copies: &[Aged], among: &[usize], newest: Option<&Aged>) -> Vec<usize> {
    let now = newest.map_or(0, |copy| copy.rows);
    among.iter().copied().filter(|&n| copies[n].rows.saturating_mul(5) > now.saturating_mul(6)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_772_452_800_000;

    fn copy(at: i64, rows: i64) -> Aged {
        Aged { at, rows, by_itself: true }
    }

    fn thinned(copies: &[Aged], now: i64) -> Vec<Aged> {
        let keep = kept(copies, now);
        copies.iter().zip(keep).filter(|(_, keep)| *keep).map(|(copy, _)| *copy).collect()
    }

    /// Lives through days of copies, thinning after each one; `rows` says how much there is at each.
    fn live(made: impl IntoIterator<Item = (i64, i64)>) -> Vec<Aged> {
        let mut copies = Vec::new();
        for (at, rows) in made {
            copies.push(copy(at, rows));
            copies = thinned(&copies, at);
        }
        copies
    }

    fn some() -> impl Strategy<Value = Vec<Aged>> {
        let one = (-900 * A_DAY..400 * A_DAY, 0i64..2_000, any::<bool>());
        vec(one.prop_map(|(ago, rows, by_itself)| Aged { at: NOW + ago, rows, by_itself }), 0..120)
    }

    proptest! {
        #[test]
        fn the_newest_the_young_and_those_of_a_wrong_clock_stay(copies in some()) {
            let keep = kept(&copies, NOW);
            let newest = copies.iter().filter(|copy| copy.at <= NOW).map(|copy| copy.at).max();
            for (copy, keep) in copies.iter().zip(keep) {
                let young = if copy.by_itself { 2 } else { 30 };
                if copy.at > NOW || Some(copy.at) == newest || NOW - copy.at < young * A_DAY {
                    prop_assert!(keep, "{copy:?}");
                }
            }
        }

        #[test]
        fn thinning_twice_is_thinning_once(copies in some()) {
            let once = thinned(&copies, NOW);
            prop_assert_eq!(thinned(&once, NOW), once);
        }

        #[test]
        fn of_what_is_old_only_so_many_stay(copies in some()) {
            let newest = copies.iter().filter(|copy| copy.at <= NOW).max_by_key(|copy| copy.at).map_or(0, |copy| copy.rows);
            let left = thinned(&copies, NOW);
            let of_today = left.iter().filter(|copy| !copy.is_young(NOW) && copy.rows * 5 <= newest * 6).count();
            prop_assert!(of_today <= DAYS + WEEKS + MONTHS + 1);
            let mut days: Vec<i64> = left.iter().filter(|copy| !copy.is_young(NOW) && copy.rows * 5 > newest * 6).map(Aged::day).collect();
            let all = days.len();
            days.sort_unstable();
            days.dedup();
            prop_assert!(all <= days.len() + DAYS + WEEKS + MONTHS, "of what is fuller than today one a day");
        }

        #[test]
        fn of_each_day_week_and_month_that_is_kept_the_fullest_stays(copies in some()) {
            let left = thinned(&copies, NOW);
            for lost in copies.iter().filter(|copy| !left.contains(copy)) {
                let days: std::collections::BTreeSet<i64> = left.iter().filter(|copy| !copy.is_young(NOW)).map(Aged::day).collect();
                if days.iter().rev().take(DAYS).any(|day| *day == lost.day()) {
                    prop_assert!(left.iter().any(|copy| copy.day() == lost.day() && copy.rows >= lost.rows), "{lost:?}");
                }
            }
        }

        #[test]
        fn a_shrunken_database_never_rotates_a_good_copy_out(
            before in vec(0i64..6, 1..40),
            full in 100i64..5_000,
            after in vec((1i64..72, 0i64..100), 1..400),
        ) {
            // it grows by copies some hours apart, then loses so much that at most five sixths are left, and goes on for as long as one likes
            let mut at = NOW;
            let mut made = Vec::new();
            for (n, hours) in before.iter().enumerate() {
                at += 3_600_000 * hours + 1;
                made.push((at, full + i64::try_from(n).expect("small")));
            }
            let good = made[made.len() - 1];
            for (hours, share) in &after {
                at += 3_600_000 * hours;
                made.push((at, full * share / 120));
            }
            let left = live(made);
            prop_assert!(left.iter().any(|copy| copy.rows >= good.1), "{left:?}");
        }
    }

    #[test]
    fn years_of_copies_leave_two_days_whole_seven_days_five_weeks_and_twelve_months() {
        let made = (0..3 * 365 * 4).map(|n| (NOW + n * A_DAY / 4, 1_000 + n));
        let end = NOW + (3 * 365 * 4 - 1) * A_DAY / 4;
        let left = live(made);
        assert_eq!(left.iter().filter(|copy| copy.is_young(end)).count(), 8, "every six hours for two days");
        let old: Vec<_> = left.iter().filter(|copy| !copy.is_young(end)).collect();
        let months: std::collections::BTreeSet<_> = old.iter().map(|copy| copy.month()).collect();
        let weeks: std::collections::BTreeSet<_> = old.iter().map(|copy| copy.week()).collect();
        let days: std::collections::BTreeSet<_> = old.iter().map(|copy| copy.day()).collect();
        assert!(months.len() == MONTHS && weeks.len() >= WEEKS && days.len() >= DAYS, "{months:?} {weeks:?} {days:?}");
        assert!(old.len() <= DAYS + WEEKS + MONTHS, "{}", old.len());
        assert!(end - old.iter().map(|copy| copy.at).min().expect("some") > 330 * A_DAY);
    }

    #[test]
    fn a_clock_that_was_wrong_for_a_day_costs_nothing_once_it_is_right() {
        let year = 365 * A_DAY;
        let good: Vec<(i64, i64)> = (0..20).map(|n| (NOW + n * A_DAY, 500 + n)).collect();
        for wrong in [-10 * year, 10 * year] {
            let made = good.iter().copied().chain([(NOW + 20 * A_DAY + wrong, 520), (NOW + 21 * A_DAY, 521)]);
            let left = live(made);
            let days = left.iter().filter(|copy| (NOW..NOW + 22 * A_DAY).contains(&copy.at)).count();
            assert!(days >= DAYS, "{wrong}: {left:?}");
        }
    }

    #[test]
    fn what_was_asked_for_stays_a_month_beside_the_others() {
        let asked = Aged { at: NOW - 29 * A_DAY, rows: 10, by_itself: false };
        let others = (0..60).map(|n| copy(NOW - n * A_DAY / 2, 10));
        let copies: Vec<Aged> = others.chain([asked]).collect();
        assert!(kept(&copies, NOW)[60]);
        assert!(!kept(&copies, NOW + 40 * A_DAY)[60], "then it is one like the others");
    }
}
