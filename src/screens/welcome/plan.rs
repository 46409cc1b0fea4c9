//! The last page of the first start: with which plan to begin, or none for now.

use crate::app::{Context, Effect};
use crate::domain::{Plan, RunEnd};
use crate::store::{NewRun, PlanRequest, Request};

/// The plan that is offered first.
const FIRST: &str = "two-week-tracking";

/// A line of the page.
#[derive(Clone, Copy, Debug)]
pub(super) enum FirstPlan<'a> {
    /// Begin with this.
    Begin(&'a Plan),
    /// None for now.
    Later,
}

/// The lines: two weeks of tracking first, then the other plans of exercises. One that asks for habits begins in its own place, where they are chosen.
pub(super) fn choices<'a>(cx: &Context<'a>) -> Vec<FirstPlan<'a>> {
    let mut plans: Vec<&Plan> = cx.library.plans.iter().filter(|plan| plan.habits == 0).collect();
    plans.sort_by_key(|plan| plan.id != FIRST);
    plans.into_iter().map(FirstPlan::Begin).chain([FirstPlan::Later]).collect()
}

impl FirstPlan<'_> {
    /// Its words.
    pub(super) fn label(&self) -> &str {
        match self {
            Self::Begin(plan) => &plan.name,
            Self::Later => "Later",
        }
    }

    /// What it asks for.
    pub(super) fn about(&self) -> String {
        match self {
            Self::Begin(plan) if plan.baseline > 0 => {
                format!("{} First come {} rated days, so that there is something to compare with.", plan.about, plan.baseline)
            }
            Self::Begin(plan) => plan.about.clone(),
            Self::Later => "Today offers the routine of the day, and you rate when you like. A plan can begin on any day.".into(),
        }
    }

    /// What is asked of the store.
    pub(super) fn effect(&self, cx: &Context) -> Option<Effect> {
        let Self::Begin(plan) = self else { return None };
        Some(Effect::Ask(Request::Plan(PlanRequest::Start(Box::new(NewRun {
            plan: plan.id.clone(),
            title: plan.name.clone(),
            routine: plan.routine.clone().unwrap_or_default(),
            length: plan.length,
            from: cx.day(),
            baseline: plan.baseline > 0,
            closes: RunEnd::Restarted,
        })))))
    }
}
