//! What the tests of this room share: a noon, and a plan that runs.

use crate::domain::{Day, RunEnd};
use crate::store::{NewRun, PlanRequest, Request, Stamp, Store};

/// Monday, 2 March 2026, noon in Berlin.
pub(super) const NOON: Stamp = Stamp { at: 1_772_449_200_000, off: 60, day: Day(20_514) };

/// Begins the fortnight two days before noon; without a baseline noon is on its day 3.
pub(super) fn begun(store: &mut Store, baseline: bool) {
    let new = NewRun {
        plan: "two-week-tracking".to_owned(),
        title: "Two weeks of tracking".to_owned(),
        routine: "desk-five".to_owned(),
        length: 14,
        from: NOON.day.back(2),
        baseline,
        closes: RunEnd::Stopped,
    };
    store.answer(&Request::Plan(PlanRequest::Start(Box::new(new))), Stamp { day: NOON.day.back(2), ..NOON }).expect("begun");
}
