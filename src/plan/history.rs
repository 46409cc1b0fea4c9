//! What a run has been so far: the run with its pauses and choices, and the sessions, ratings and ticks of its days.

use std::collections::BTreeMap;

use crate::domain::{Day, DayChoice, EntryMoment, PlanDay, Run, RunChoice, RunPause, Score, SessionState, Uid};

/// One session of the run's routine, whole, short or gentle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// The session.
    pub uid: Uid,
    /// The day on which it began.
    pub day: Day,
    /// How far it got.
    pub state: SessionState,
    /// Whether it was the short version.
    pub short: bool,
    /// Whether it was in the gentle forms.
    pub gentle: bool,
}

/// One rating of how it is now. Averages and worsts of a span are other series and have no place here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    /// Its day.
    pub day: Day,
    /// The number.
    pub score: Score,
    /// On which occasion.
    pub moment: EntryMoment,
    /// The session it belongs to.
    pub session: Option<Uid>,
    /// Whether it was entered more than an hour after it was felt: such a one pairs with nothing.
    pub late: bool,
}

/// All that a run has been, from the first day of its baseline on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The run.
    pub run: Run,
    /// Its pauses.
    pub pauses: Vec<RunPause>,
    /// What was chosen for single days.
    pub choices: Vec<RunChoice>,
    /// Its sessions, the earliest first.
    pub sessions: Vec<Done>,
    /// The ratings of those days, the earliest felt first.
    pub ratings: Vec<Rating>,
    /// Habits ticked, by day; days without a tick are left out.
    pub ticks: BTreeMap<Day, u32>,
}

impl History {
    /// A run of which nothing is known but that it began.
    #[must_use]
    pub fn new(run: Run) -> Self {
        Self { run, pauses: Vec::new(), choices: Vec::new(), sessions: Vec::new(), ratings: Vec::new(), ticks: BTreeMap::new() }
    }

    /// The pause that covers a day; of several the one that ends last.
    #[must_use]
    pub fn pause(&self, day: Day) -> Option<&RunPause> {
        self.pauses.iter().filter(|pause| (pause.from..=pause.to).contains(&day)).max_by_key(|pause| pause.to)
    }

    /// What was chosen for a day.
    #[must_use]
    pub fn choice(&self, day: Day) -> Option<&RunChoice> {
        self.choices.iter().find(|choice| choice.day == day)
    }

    /// Whether the rest was shifted by this day.
    pub(super) fn is_shifted(&self, day: Day) -> bool {
        self.choice(day).is_some_and(|choice| choice.choice == DayChoice::Shifted)
    }

    /// The best session of a day: done before partly done, whole before short.
    pub(super) fn best(&self, day: Day) -> Option<&Done> {
        let of_day = self.sessions.iter().filter(|session| session.day == day && session.state != SessionState::Running);
        of_day.max_by_key(|session| (session.state == SessionState::Done, !session.short, !session.gentle))
    }

    /// Whether so much was done on a day that it is a day of the plan, paused or not.
    pub(super) fn is_done(&self, day: Day, habits: u8) -> bool {
        if self.run.is_of_habits() {
            return habits > 0 && self.ticks.get(&day).is_some_and(|ticks| *ticks >= u32::from(habits));
        }
        self.best(day).is_some_and(|session| session.state == SessionState::Done)
    }

    /// The next day after `day` on which the plan's day was done.
    pub(super) fn next_done(&self, day: Day, habits: u8) -> Option<Day> {
        let sessions = self.sessions.iter().map(|session| session.day);
        let days = sessions.chain(self.ticks.keys().copied());
        days.filter(|other| *other > day && self.is_done(*other, habits)).min()
    }

    /// What a plan day asks: what was chosen for its calendar day, else what the plan has down.
    pub(super) fn asks(&self, day: Day, planned: PlanDay) -> (PlanDay, bool) {
        match (planned, self.choice(day).map(|choice| choice.choice)) {
            (PlanDay::Full | PlanDay::Gentle, Some(DayChoice::Gentle)) => (PlanDay::Gentle, true),
            (PlanDay::Full | PlanDay::Gentle, Some(DayChoice::Full)) => (PlanDay::Full, true),
            _ => (planned, false),
        }
    }
}
