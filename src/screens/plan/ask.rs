//! The questions of the plan: how to begin, what about an open day, what to change. Each says what it does before it does it.

use super::super::today::habit_name;
use super::pause;
use super::words::{date, days};
use crate::app::Context;
use crate::domain::{Day, DayChoice, Plan, PlanDay, RunEnd, minutes, uncapital};
use crate::plan::{DayState, History, PlanDayAt, Stage, Standing, end_if_shifted};
use crate::store::{HabitLine, HabitName, HabitRequest, NewRun, PlanRequest};
use crate::widgets::text;

/// What is being asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// How to begin the plan with this id.
    Begin(String),
    /// What about an open day: its number and calendar day.
    Open(u16, Day),
    /// Whether to shift the rest by it.
    Shift(u16, Day),
    /// Why it is left out.
    Excuse(u16, Day),
    /// What to change about the plan.
    Change,
    /// Why it is paused.
    PauseWhy,
    /// For how long.
    PauseLong(String),
    /// Until which day, one by one.
    PauseTo(String, Day),
    /// Which habits to take up.
    Habits,
    /// Whether to end it.
    End,
}

/// What a line does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    /// The store changes something.
    Change(PlanRequest),
    /// The same, and then the session is started.
    ChangeAndStart(PlanRequest, bool),
    /// Habits are taken up, or one is ticked.
    Habit(HabitRequest),
    /// The next question.
    Then(Question),
    /// The same question with another day, its line still selected.
    Again(Question),
    /// The guide, where all habits stand.
    Guide,
    /// The plans to choose from.
    Choose,
    /// What the numbers say.
    Review,
    /// Nothing: everything stays as it is.
    Stay,
}

/// A question with its lines.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) title: String,
    pub(super) says: Vec<String>,
    pub(super) lines: Vec<(String, Deed)>,
}

/// The run that is open, and how it stands.
pub(super) struct Now<'a> {
    pub(super) history: &'a History,
    pub(super) plan: &'a Plan,
    pub(super) standing: Standing,
    pub(super) today: Day,
    /// The habits that are kept.
    pub(super) habits: &'a [HabitLine],
}

impl Now<'_> {
    pub(super) fn run(&self) -> crate::domain::Uid {
        self.history.run.uid
    }

    fn choose(&self, day: Day, choice: DayChoice) -> PlanRequest {
        PlanRequest::Choose { run: self.run(), day, choice, why: None }
    }

    fn excuse(&self, day: Day, why: Option<&str>) -> PlanRequest {
        PlanRequest::Choose { run: self.run(), day, choice: DayChoice::Excused, why: why.map(str::to_owned) }
    }

    /// The last day that is open. One that lies longer back than a week is not brought up again.
    pub(super) fn open_day(&self) -> Option<&PlanDayAt> {
        let is_open = |day: &&PlanDayAt| day.state == DayState::Missed && day.on.is_some_and(|on| on > self.today.back(7));
        self.standing.days.iter().rev().find(is_open)
    }

    /// Whether its days are made of habits.
    pub(super) fn is_of_habits(&self) -> bool {
        self.history.run.is_of_habits()
    }

    /// Whether fewer habits are kept than the plan asks to choose.
    pub(super) fn lacks_habits(&self) -> bool {
        self.is_of_habits() && self.habits.len() < usize::from(self.plan.habits)
    }
}

/// The question in words; nothing if there is nothing to ask any more.
pub(super) fn asked(question: &Question, now: Option<&Now>, cx: &Context) -> Option<Asked> {
    match (question, now) {
        (Question::Begin(id), _) => Some(begin(cx.library.plan(id)?, now, cx.day())),
        (Question::Open(number, day), Some(now)) => Some(open(*number, *day, now, cx)),
        (Question::Shift(number, day), Some(now)) => Some(shift(*number, *day, now)),
        (Question::Excuse(number, day), Some(now)) => Some(excuse(*number, *day, now)),
        (Question::Change, Some(now)) => Some(change(now)),
        (Question::PauseWhy, Some(_)) => Some(pause::why()),
        (Question::PauseLong(why), Some(now)) => Some(pause::long(why, now)),
        (Question::PauseTo(why, to), Some(now)) => Some(pause::until(why, *to, now)),
        (Question::Habits, Some(now)) => Some(habits(now, cx)),
        (Question::End, Some(now)) => Some(end(now)),
        (_, None) => None,
    }
}

fn begin(plan: &Plan, now: Option<&Now>, today: Day) -> Asked {
    let closes = match now {
        Some(now) if now.standing.stage == Stage::Over => RunEnd::Finished,
        _ => RunEnd::Restarted,
    };
    let start = |from: Day, baseline: bool| {
        Deed::Change(PlanRequest::Start(Box::new(NewRun {
            plan: plan.id.clone(),
            title: plan.name.clone(),
            routine: plan.routine.clone().unwrap_or_default(),
            length: plan.length,
            from,
            baseline,
            closes,
        })))
    };
    let mut says = Vec::new();
    let mut lines = Vec::new();
    if plan.baseline > 0 {
        says.push(format!(
            "{} of ratings first give the later ones something to be compared with. One number a day is enough.",
            days(plan.baseline)
        ));
        lines.push(("Rate first, from today".to_owned(), start(today, true)));
        lines.push(("Rate first, from tomorrow".to_owned(), start(today.next(), true)));
        lines.push(("Without: day 1 is today".to_owned(), start(today, false)));
        lines.push(("Without: day 1 is tomorrow".to_owned(), start(today.next(), false)));
    } else {
        if plan.habits > 0 {
            says.push("Which habits is asked next; those you keep already count.".to_owned());
        }
        lines.push(("Day 1 is today".to_owned(), start(today, false)));
        lines.push(("Day 1 is tomorrow".to_owned(), start(today.next(), false)));
    }
    if let Some(now) = now {
        says.push(format!("{} is closed by it; all that was done in it stays.", now.plan.name));
    }
    Asked { title: plan.name.clone(), says, lines }
}

fn open(number: u16, day: Day, now: &Now, cx: &Context) -> Asked {
    let mut lines = Vec::new();
    let mut says =
        vec!["Nothing is lost. What is done today counts today, so doing it now makes today this day and moves the rest.".to_owned()];
    let may_do = !now.history.run.is_of_habits()
        && now.standing.today.as_ref().is_some_and(|asks| matches!(asks.state, DayState::Due | DayState::Partial));
    let moved = end_if_shifted(now.history, now.plan, day, now.today).map(date).unwrap_or_default();
    if may_do {
        let shift = now.choose(day, DayChoice::Shifted);
        lines.push((format!("Do it now; the plan ends {moved}"), Deed::ChangeAndStart(shift.clone(), false)));
        let short = cx.library.routine(&now.history.run.routine).filter(|routine| !routine.short.is_empty());
        if let Some(routine) = short {
            let long = minutes(u64::from(routine.short_seconds) * 1000);
            lines.push((format!("Its short version now, {long} min"), Deed::ChangeAndStart(shift, true)));
        }
    } else if now.is_of_habits() {
        says = vec!["Nothing is lost. What was done on that day can still be ticked.".to_owned()];
        for line in now.habits.iter().filter(|line| line.from <= day && !line.ticks.contains(&day)) {
            let habit = named(&line.habit, cx);
            lines.push((format!("It was done: {}", habit.name), Deed::Habit(HabitRequest::Tick { habit, day, done: true })));
        }
    } else {
        says = vec!["Nothing is lost. What is done today counts today; an earlier day is not written afterwards.".to_owned()];
    }
    lines.push(("Shift the rest by a day".to_owned(), Deed::Then(Question::Shift(number, day))));
    lines.push(("Excuse it".to_owned(), Deed::Then(Question::Excuse(number, day))));
    lines.push(("Let it be".to_owned(), Deed::Stay));
    Asked { title: format!("Day {number}, {}", date(day)), says, lines }
}

fn shift(number: u16, day: Day, now: &Now) -> Asked {
    let moved = end_if_shifted(now.history, now.plan, day, now.today).map(date).unwrap_or_default();
    let ends = now.standing.end.map(date).unwrap_or_default();
    Asked {
        title: format!("The plan then ends {moved}"),
        says: vec![format!("Instead of {ends}. Day {number} and all after it move by one day; what was done stays done.")],
        lines: vec![
            (format!("Shift, and end {moved}"), Deed::Change(now.choose(day, DayChoice::Shifted))),
            ("Let it be".to_owned(), Deed::Stay),
        ],
    }
}

fn excuse(number: u16, day: Day, now: &Now) -> Asked {
    let line = |words: &str, why: Option<&str>| (words.to_owned(), Deed::Change(now.excuse(day, why)));
    Asked {
        title: format!("Day {number} is excused. Why?"),
        says: vec!["The day counts as neither done nor open, and nothing else moves.".to_owned()],
        lines: vec![
            line("Ill", Some("ill")),
            line("Travelling", Some("travelling")),
            line("Too much pain", Some("too much pain")),
            line("No reason given", None),
        ],
    }
}

fn change(now: &Now) -> Asked {
    let mut lines = Vec::new();
    match &now.standing.stage {
        Stage::Paused(hold) => {
            lines.push(("Go on today".to_owned(), Deed::Change(PlanRequest::Resume { pause: hold.pause, from: now.today })));
            let later = Day(hold.to.0.saturating_add(1));
            lines.push(("A later end".to_owned(), Deed::Then(Question::PauseTo(hold.why.clone(), later))));
        }
        Stage::Baseline { .. } => {
            let skip = PlanRequest::SkipBaseline { run: now.run(), day1: now.today };
            lines.push(("Skip the rest of the baseline: day 1 is today".to_owned(), Deed::Change(skip)));
            lines.push(("Pause, with an end".to_owned(), Deed::Then(Question::PauseWhy)));
        }
        Stage::Over | Stage::Ended(_) => {}
        Stage::Waiting(_) | Stage::Running(_) => lines.push(("Pause, with an end".to_owned(), Deed::Then(Question::PauseWhy))),
    }
    if let Some(asks) = now.standing.today.as_ref().filter(|asks| matches!(asks.state, DayState::Due | DayState::Partial)) {
        match asks.asks {
            PlanDay::Full => lines.push(("Today as a gentle day".to_owned(), Deed::Change(now.choose(now.today, DayChoice::Gentle)))),
            PlanDay::Gentle => lines.push(("Today as a full day".to_owned(), Deed::Change(now.choose(now.today, DayChoice::Full)))),
            PlanDay::Habits => {}
        }
    }
    if now.is_of_habits() && !matches!(now.standing.stage, Stage::Over | Stage::Ended(_)) {
        lines.push(("Take up habits".to_owned(), Deed::Then(Question::Habits)));
    }
    if now.standing.review.is_some() {
        lines.push(("Look back at the days so far".to_owned(), Deed::Review));
    }
    if let Some((number, on)) = now.open_day().and_then(|day| Some((day.number, day.on?))) {
        lines.push((format!("What about day {number}, {}", date(on)), Deed::Then(Question::Open(number, on))));
    }
    lines.push(("Begin it anew from its first day".to_owned(), Deed::Then(Question::Begin(now.plan.id.clone()))));
    lines.push(("Other plans, and earlier ones".to_owned(), Deed::Choose));
    lines.push((if now.standing.stage == Stage::Over { "Close it" } else { "End it" }.to_owned(), Deed::Then(Question::End)));
    Asked {
        title: "Change the plan".to_owned(),
        says: vec!["Nothing that was done is lost, and each change can be undone.".to_owned()],
        lines,
    }
}

/// A habit with the name it has now.
pub(super) fn named(id: &str, cx: &Context) -> HabitName {
    HabitName { id: id.to_owned(), name: habit_name(id, cx).to_owned() }
}

fn habits(now: &Now, cx: &Context) -> Asked {
    let mut lines = Vec::new();
    for preset in &now.plan.presets {
        let all: Vec<HabitName> = preset.iter().map(|id| named(id, cx)).collect();
        lines.push((together(&all, cx.size.width.saturating_sub(17).min(55)), Deed::Habit(HabitRequest::TakeUp(all))));
    }
    lines.push(("Choose among all of them, in the guide".to_owned(), Deed::Guide));
    Asked {
        title: "Which habits?".to_owned(),
        says: vec!["These go together. One you do not want can be let go in the guide.".to_owned()],
        lines,
    }
}

/// `A standing block, mobility after lunch`, as many names as fit into a line of a question, and how many more there are.
fn together(habits: &[HabitName], room: u16) -> String {
    let mut words = String::new();
    for (at, habit) in habits.iter().enumerate() {
        let next = if at == 0 { habit.name.clone() } else { format!("{words}, {}", uncapital(&habit.name)) };
        let is_last = at + 1 == habits.len();
        if at > 0 && text::columns(&next) + if is_last { 0 } else { MORE } > room {
            return format!("{words}, {} more", habits.len() - at);
        }
        words = next;
    }
    words
}

/// Columns of `, 2 more`.
const MORE: u16 = 8;

fn end(now: &Now) -> Asked {
    let is_over = now.standing.stage == Stage::Over;
    let kind = if is_over { RunEnd::Finished } else { RunEnd::Stopped };
    Asked {
        title: format!("{} {}?", if is_over { "Close" } else { "End" }, now.plan.name),
        says: vec!["Its days, sessions and ratings stay, and its review can still be read.".to_owned()],
        lines: vec![
            (if is_over { "Close it" } else { "End it today" }.to_owned(), Deed::Change(PlanRequest::End { run: now.run(), kind })),
            ("Let it go on".to_owned(), Deed::Stay),
        ],
    }
}
