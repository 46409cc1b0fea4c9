//! What the numbers can carry, in plain words: the same on the screen and on paper.

use std::cmp::Ordering;

use super::{Around, Estimate, PlanResult, Size, Slope, Uncompared};
use crate::domain::capital;

/// The days before day 1 beside the last ones.
#[must_use]
pub fn change(found: &PlanResult) -> String {
    let size = match found.size {
        Size::Lower | Size::Higher => "A size many people notice.",
        Size::Usual => "That is within usual day-to-day variation.",
    };
    format!(
        "Before day 1: mean {} of {}. Last 7 days: mean {} of {}. {}. {size}",
        number(found.before.mean),
        count(found.before.n),
        number(found.last.mean),
        count(found.last.n),
        capital(&with_span(found.change))
    )
}

/// Why nothing is compared.
#[must_use]
pub fn uncompared(why: Uncompared) -> String {
    match why {
        Uncompared::NoBaseline => {
            "Not compared: no day before day 1 was rated, and people begin when it is bad, which eases by itself.".to_owned()
        }
        Uncompared::FewBefore(n) => format!("Not compared: before day 1 {} rated; it takes three.", were(n)),
        Uncompared::FewLast(n) => format!("Not compared: of the last seven days {} rated; it takes five.", were(n)),
        Uncompared::BadStart(first, least) => {
            format!(
                "Not compared: you began on a bad day, at {first}, and were down to {least} before day 1, as bad days ease by themselves."
            )
        }
    }
}

/// How it goes over all those days.
#[must_use]
pub fn direction(found: &Slope) -> String {
    let span = with_span(found.weekly);
    match (found.weekly.side(), found.is_trend) {
        (Ordering::Equal, _) => format!("Over {} rated days no clear direction: a week is {span}.", found.n),
        (_, true) => format!("The trend of {} rated days: a week is {span}.", found.n),
        (_, false) => format!("Over {} rated days: a week is {span}.", found.n),
    }
}

/// The typical change around a session.
#[must_use]
pub fn around(found: &Around) -> String {
    let usually = match found.mean.side() {
        Ordering::Less => "usually lower after",
        Ordering::Equal => "no clear difference",
        Ordering::Greater => "usually higher after",
    };
    format!("Around {} sessions: {usually}; mean {}, median {}.", found.n, with_span(found.mean), signed(found.median))
}

/// `1.4 lower, likely between 2.2 and 0.6 lower`
fn with_span(found: Estimate) -> String {
    let (low, high) = (signed(found.low), signed(found.high));
    let span = match (low.rsplit_once(' '), high.rsplit_once(' ')) {
        // the side is named once if both ends lie on it
        (Some((from, side)), Some((to, other))) if side == other => format!("{from} and {to} {side}"),
        _ => format!("{low} and {high}"),
    };
    format!("{}, likely between {span}", signed(found.value))
}

/// `1.4 lower`, `0.3 higher`, `0.0`
fn signed(points: f64) -> String {
    match (number(points.abs()), points < 0.0) {
        (none, _) if none == "0.0" => none,
        (lower, true) => format!("{lower} lower"),
        (higher, false) => format!("{higher} higher"),
    }
}

/// To a tenth, as all means are shown.
#[must_use]
pub fn number(points: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of scores, never below 0 here")]
    let tenths = (points.max(0.0) * 10.0).round() as u32;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn count(n: usize) -> String {
    if n == 1 { "1 day".to_owned() } else { format!("{n} days") }
}

/// `1 was`, `2 were`
fn were(n: usize) -> String {
    match n {
        0 => "none was".to_owned(),
        1 => "1 was".to_owned(),
        more => format!("{more} were"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::{Changes, Gate, Group};

    #[test]
    fn an_interval_names_its_side_once_or_both() {
        let span = |value, low, high| with_span(Estimate { value, low, high });
        assert_eq!(span(-1.4, -2.2, -0.6), "1.4 lower, likely between 2.2 and 0.6 lower");
        assert_eq!(span(-0.4, -1.2, 0.4), "0.4 lower, likely between 1.2 lower and 0.4 higher");
        assert_eq!(span(1.0, 0.2, 1.8), "1.0 higher, likely between 0.2 and 1.8 higher");
        assert_eq!(span(0.02, -0.04, 1.8), "0.0, likely between 0.0 and 1.8 higher");
    }

    #[test]
    fn a_size_is_named_only_where_the_gate_lets_it_through() {
        let of = |size| {
            let group = Group { n: 5, mean: 5.0 };
            change(&PlanResult { before: group, last: group, change: Estimate { value: -2.0, low: -4.0, high: 0.0 }, size })
        };
        assert!(of(Size::Lower).ends_with("A size many people notice."));
        assert!(of(Size::Usual).ends_with("That is within usual day-to-day variation."));
    }

    #[test]
    fn the_word_trend_waits_for_its_days_and_a_direction() {
        let of = |n, is_trend, high| direction(&Slope { weekly: Estimate { value: -0.5, low: -0.9, high }, n, is_trend });
        assert!(!of(20, false, -0.1).contains("trend") && of(30, true, -0.1).starts_with("The trend of 30 rated days"));
        assert!(!of(30, true, 0.1).contains("trend") && of(30, true, 0.1).contains("no clear direction"));
    }

    #[test]
    fn a_typical_change_says_how_many_sessions_it_is_of() {
        let found = crate::insight::around(&Changes::of(&[-2, -1, -2, -1, -2, -1]), &Gate::default()).expect("six");
        let said = around(&found);
        assert!(said.starts_with("Around 6 sessions: usually lower after; mean 1.5 lower, likely between"), "{said}");
        assert!(said.ends_with("median 1.5 lower."), "{said}");
    }
}
