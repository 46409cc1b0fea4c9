//! What is said of a run's numbers: what `insight` lets through, in plain words. Worse and what asks for help stand first.

use crate::domain::Day;
use crate::insight::words::{change, direction, number, uncompared};
use crate::insight::{Gate, is_severe_still, result, slope};
use crate::plan::{History, Standing, before_day1, since_day1};

/// That it has become worse, plainly, and where help is; nothing where it has not.
pub(super) fn worse(history: &History, standing: &Standing, key: &str) -> Option<String> {
    let worse = crate::insight::worse(&before_day1(history, standing), &since_day1(history, standing), &Gate::default())?;
    let first = if worse.is_baseline { "the three before day 1" } else { "your first three" };
    Some(format!(
        "Worse: your last three rated days are at {}, {first} at {}. Ease off, and press {key} for when to have it looked at.",
        number(worse.last.mean),
        number(worse.first.mean)
    ))
}

/// That somebody should look at it, where weeks have passed and it is severe as before.
pub(super) fn severe(history: &History, standing: &Standing, until: Day, key: &str) -> Option<String> {
    let is_still = is_severe_still(&before_day1(history, standing), &since_day1(history, standing), until, &Gate::default());
    is_still.then(|| format!("Two weeks and more, severe and no lower: see your doctor or a physiotherapist. {key} says how soon."))
}

/// The days before day 1 beside the last ones, or why they are not compared.
pub(super) fn compared(history: &History, standing: &Standing, until: Day) -> String {
    match result(&before_day1(history, standing), &since_day1(history, standing), until, &Gate::default()) {
        Ok(found) => change(&found),
        Err(why) => uncompared(why),
    }
}

/// How it goes over all those days; nothing while they are too few.
pub(super) fn going(history: &History, standing: &Standing, until: Day) -> Option<String> {
    let days = before_day1(history, standing).into_iter().chain(since_day1(history, standing));
    let days: Vec<_> = days.filter(|(day, _)| *day <= until).collect();
    slope(&days, &Gate::default()).map(|found| direction(&found))
}
