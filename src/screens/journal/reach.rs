//! Which days the chart shows: those of the plan while one runs or has just ended, or the last so many.

use crate::app::Context;
use crate::domain::Day;
use crate::plan::{History, standing};

/// So many days after its end a plan is still what one looks at.
const JUST_ENDED: i32 = 14;

/// How far the chart reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// The days of the plan.
    Plan,
    /// So many days.
    Days(i32),
}

/// What it can reach, from few days to many; the plan stands first.
pub(super) const RANGES: [Range; 4] = [Range::Plan, Range::Days(14), Range::Days(28), Range::Days(90)];

/// The calendar days of a plan, with its baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlanDays {
    pub(super) from: Day,
    pub(super) to: Day,
    /// The days that are plan days, with their numbers.
    numbers: Vec<(Day, u16)>,
}

impl PlanDays {
    /// The days of a run, once its day 1 is known; nothing if it ended some time ago.
    pub(super) fn of(history: &History, today: Day, cx: &Context) -> Option<Self> {
        let standing = standing(history, cx.library.plan(&history.run.plan)?, today);
        let numbers: Vec<(Day, u16)> = standing.days.iter().filter_map(|day| Some((day.on?, day.number))).collect();
        let (day1, last) = (numbers.first()?.0, numbers.last()?.0);
        let to = history.run.ended_day.map_or(last, |ended| ended.min(last)).max(day1);
        let is_current = today.0.saturating_sub(to.0) < JUST_ENDED;
        is_current.then_some(Self { from: history.run.baseline_day.unwrap_or(day1).min(day1), to, numbers })
    }

    /// The number of the plan day that a day is, if it is one.
    pub(super) fn number(&self, day: Day) -> Option<u16> {
        self.numbers.iter().find(|(on, _)| *on == day).map(|(_, number)| *number)
    }
}

/// Where the chart stands.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    range: Range,
    /// By how many days its end lies before today.
    back: i32,
    plan: Option<PlanDays>,
    /// Whether it was chosen; else the plan comes first.
    is_chosen: bool,
}

impl Reach {
    pub(super) fn new() -> Self {
        Self { range: Range::Days(14), back: 0, plan: None, is_chosen: false }
    }

    /// What became known of the plan.
    pub(super) fn set_plan(&mut self, plan: Option<PlanDays>, fits: impl Fn(i32) -> bool) {
        self.plan = plan;
        let is_shown =
            self.plan.is_some() && (self.range == Range::Plan || !self.is_chosen) && self.days_of(Range::Plan).is_some_and(&fits);
        if is_shown {
            self.range = Range::Plan;
        } else if self.range == Range::Plan {
            self.range = Range::Days(14);
        }
    }

    /// The plan, if its days are what is shown.
    pub(super) fn plan(&self) -> Option<&PlanDays> {
        self.plan.as_ref().filter(|_| self.range == Range::Plan)
    }

    /// How many days a range has; nothing if it cannot be chosen.
    fn days_of(&self, range: Range) -> Option<i32> {
        match range {
            Range::Plan => self.plan.as_ref().map(|plan| plan.to.0 - plan.from.0 + 1),
            Range::Days(days) => Some(days),
        }
    }

    /// How many days are shown.
    pub(super) fn days(&self) -> i32 {
        self.days_of(self.range).unwrap_or(14)
    }

    /// The first and the last of them.
    pub(super) fn span(&self, today: Day) -> (Day, Day) {
        match self.plan() {
            Some(plan) => (plan.from, plan.to),
            None => (today.back(self.back + self.days() - 1), today.back(self.back)),
        }
    }

    fn place(&self) -> usize {
        RANGES.iter().position(|range| *range == self.range).unwrap_or(1)
    }

    /// The next range with more days, if it fits.
    pub(super) fn wider(&self, fits: impl Fn(i32) -> bool) -> Option<Range> {
        RANGES
            .iter()
            .skip(self.place() + 1)
            .find(|range| self.days_of(**range).is_some())
            .copied()
            .filter(|range| self.days_of(*range).is_some_and(fits))
    }

    /// The range before, that of the plan last, if it fits.
    pub(super) fn narrower(&self, fits: impl Fn(i32) -> bool) -> Option<Range> {
        RANGES.iter().take(self.place()).rev().find(|range| self.days_of(**range).is_some_and(&fits)).copied()
    }

    /// Shows a range.
    pub(super) fn choose(&mut self, range: Range) {
        (self.range, self.is_chosen) = (range, true);
        if range == Range::Plan {
            self.back = 0;
        }
    }

    /// So many days back, or on again; from the days of a plan to those before it.
    pub(super) fn turn(&mut self, earlier: bool, today: Day) {
        if let (Some(plan), true) = (self.plan(), earlier) {
            self.back = (today.0 - plan.from.0 + 1).max(0);
            self.choose(Range::Days(14));
            return;
        }
        let by = self.days();
        self.back = if earlier { self.back.saturating_add(by) } else { (self.back - by).max(0) };
    }

    /// Whether there are later days to turn to.
    pub(super) fn is_back(&self) -> bool {
        self.back > 0
    }

    /// Where so many days no longer fit, fewer. Whether that changed anything.
    pub(super) fn shrink(&mut self, fits: impl Fn(i32) -> bool) -> bool {
        let before = self.range;
        while !fits(self.days()) && self.range != Range::Days(14) {
            self.range = match self.range {
                Range::Days(90) => Range::Days(28),
                _ => Range::Days(14),
            };
        }
        self.range != before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day(20_514);

    fn plan(from: i32, to: i32) -> PlanDays {
        PlanDays { from: Day(TODAY.0 + from), to: Day(TODAY.0 + to), numbers: vec![(Day(TODAY.0 + from + 3), 1)] }
    }

    #[test]
    fn the_plan_comes_first_until_another_range_was_chosen() {
        let mut reach = Reach::new();
        assert_eq!(reach.span(TODAY), (TODAY.back(13), TODAY));
        reach.set_plan(Some(plan(-5, 11)), |_| true);
        assert_eq!((reach.span(TODAY), reach.days()), ((TODAY.back(5), Day(TODAY.0 + 11)), 17));
        let wider = reach.wider(|_| true).expect("more days");
        reach.choose(wider);
        reach.set_plan(Some(plan(-5, 11)), |_| true);
        assert_eq!(reach.days(), 14, "what was chosen stays");
        assert_eq!(reach.narrower(|_| true), Some(Range::Plan));
        assert_eq!(reach.narrower(|days| days < 17), None, "no room for its days");
        reach.choose(Range::Plan);
        reach.set_plan(None, |_| true);
        assert_eq!((reach.days(), reach.narrower(|_| true)), (14, None), "the plan is gone");
    }

    #[test]
    fn one_turns_from_the_plan_to_the_days_before_it() {
        let mut reach = Reach::new();
        reach.set_plan(Some(plan(-5, 11)), |_| true);
        reach.turn(true, TODAY);
        assert_eq!(reach.span(TODAY), (TODAY.back(19), TODAY.back(6)));
        reach.turn(false, TODAY);
        assert_eq!((reach.span(TODAY), reach.is_back()), ((TODAY.back(13), TODAY), false));
    }

    #[test]
    fn a_plan_that_has_no_room_leaves_the_last_days() {
        let mut reach = Reach::new();
        reach.set_plan(Some(plan(-5, 40)), |days| days <= 28);
        assert_eq!(reach.days(), 14);
        reach.choose(Range::Days(90));
        assert!(reach.shrink(|days| days <= 28));
        assert_eq!(reach.days(), 28);
    }
}
