//! `unhunch today`: one paragraph of what is due, whether it is done, how the plan stands and how it was last.

use std::io::{self, Write};

use super::exit;
use crate::assets::Source;
use crate::config::Settings;
use crate::content;
use crate::domain::{Day, PlanDay, clean_line, local, minutes};
use crate::plan::{Stage, Standing, standing};
use crate::store::{LastPain, Reply, Request, Stamp, Store, TodayData};

/// How wide the paragraph is at most.
const WIDTH: usize = 80;

/// Prints the paragraph. Returns the exit code.
///
/// # Errors
/// When nothing can be written.
pub fn run(
    store: &mut Store,
    settings: &Settings,
    source: &Source,
    stamp: Stamp,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    match store.answer(&Request::Today(stamp.day), stamp) {
        Ok(Reply::Today(data)) => {
            let said = clean_line(&paragraph(&Facts { data: &data, day: stamp.day, settings }, source));
            writeln!(out, "{}", textwrap::fill(&said, WIDTH))?;
            Ok(exit::DONE)
        }
        Ok(_) => Ok(exit::NOT_SAVED),
        Err(error) => exit::refuse(err, &error.to_string(), exit::of_store(&error)),
    }
}

/// Everything the paragraph is made of.
struct Facts<'a> {
    data: &'a TodayData,
    day: Day,
    settings: &'a Settings,
}

impl Facts<'_> {
    /// A stored instant as a time on the clock.
    fn time(&self, at: i64, off: i32) -> String {
        self.settings.time(local(at, off))
    }
}

fn paragraph(facts: &Facts<'_>, source: &Source) -> String {
    let run = facts.data.run.as_deref();
    let stands = run.and_then(|run| Some(standing(run, &content::load_plan(source, &run.run.plan)?, facts.day)));
    let said = [
        Some(facts.day.date().format("%A %-d %B.").to_string()),
        stands.as_ref().and_then(stage),
        Some(due(facts, facts.data.routine(&facts.settings.routine), source)),
        Some(last(facts)),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// How the plan stands.
fn stage(standing: &Standing) -> Option<String> {
    if let Some(today) = &standing.today {
        let asks = match today.asks {
            PlanDay::Full => "a full day",
            PlanDay::Gentle => "a gentle day",
            PlanDay::Habits => "a day for the habits",
        };
        return Some(format!("Day {} of {} of the plan, {asks}.", today.number, today.of));
    }
    let date = |day: Day| day.date().format("%a %-d %b").to_string();
    match &standing.stage {
        Stage::Baseline { rated, of } => Some(format!("Before day 1: {rated} of {of} days have a number.")),
        Stage::Waiting(on) => Some(format!("The plan goes on {}.", date(*on))),
        Stage::Paused(hold) => Some(format!("The plan rests until {}.", date(hold.to))),
        Stage::Over => Some("The days of the plan are over.".to_owned()),
        Stage::Running(_) | Stage::Ended(_) => None,
    }
}

/// What is due and whether it is done.
fn due(facts: &Facts<'_>, id: &str, source: &Source) -> String {
    if facts.data.warning.is_some() {
        return "You said yes to a warning sign. See to that first; the exercises wait.".to_owned();
    }
    let Some((routine, _)) = content::load_routine(source, id, &facts.settings.hidden) else {
        return "No routine is chosen for today.".to_owned();
    };
    if let Some(done) = facts.data.done(id) {
        let at = done.ended_at.map(|at| format!(" at {}", facts.time(at, done.started_off))).unwrap_or_default();
        return format!("{} is done today{at}{}.", routine.name, if done.short { ", the short version" } else { "" });
    }
    let left = facts.data.unfinished.as_ref().filter(|left| left.session.day == facts.day);
    let left = left.map(|left| format!(" {} is not finished.", left.session.title)).unwrap_or_default();
    format!("{}, {} min, is due.{left}", routine.name, minutes(u64::from(routine.seconds) * 1000))
}

/// The last pain.
fn last(facts: &Facts<'_>) -> String {
    match facts.data.last {
        None => "No rating yet.".to_owned(),
        Some(LastPain { score, felt_at, felt_off, day }) => {
            let when = if day == facts.day {
                format!("at {}", facts.time(felt_at, felt_off))
            } else if day == facts.day.back(1) {
                "yesterday".to_owned()
            } else {
                day.date().format("on %a %-d %b").to_string()
            };
            format!("Last pain {} of 10, {when}.", score.value())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::testing::{NOON, begun};
    use super::*;
    use crate::config::Choices;
    use crate::domain::{EntryMoment, Score, SessionKind, SessionState};
    use crate::store::{Begin, NewEntry};

    fn today(store: &mut Store) -> String {
        let source = Source::embedded();
        let settings = Choices::read(&source).expect("reads").0.settings(&BTreeMap::new());
        let (mut out, mut err) = (Vec::new(), Vec::new());
        assert_eq!(run(store, &settings, &source, NOON, &mut out, &mut err).expect("printed"), 0);
        assert!(err.is_empty());
        let said = String::from_utf8(out).expect("text");
        assert!(said.lines().all(|line| line.len() <= WIDTH), "{said}");
        said.replace('\n', " ")
    }

    fn done(store: &mut Store, state: SessionState) {
        let begin = Begin {
            kind: SessionKind::Routine,
            what: "daily-relief".to_owned(),
            title: "Daily relief".to_owned(),
            short: true,
            gentle: false,
            planned_ms: 1,
            timeline: "[]".to_owned(),
            before: None,
        };
        let Ok(Reply::Begun(session)) = store.answer(&Request::Begin(Box::new(begin)), NOON) else { panic!("not begun") };
        store.answer(&Request::Finish { session, state, active_ms: 60_000 }, NOON).expect("ended");
    }

    #[test]
    fn a_day_of_nothing_says_what_is_due() {
        let mut store = Store::in_memory().expect("opens");
        assert_eq!(today(&mut store), "Monday 2 March. Daily relief, 18 min, is due. No rating yet. ");
        done(&mut store, SessionState::Partial);
        assert!(today(&mut store).contains("is due."), "a part is not the whole");
    }

    #[test]
    fn a_day_done_says_when_and_the_last_pain() {
        let mut store = Store::in_memory().expect("opens");
        done(&mut store, SessionState::Done);
        let entry = NewEntry::now(Score::new(4).expect("on the scale"), EntryMoment::Free, None);
        store
            .answer(&Request::Rate(Box::new(entry.clone())), Stamp { day: NOON.day.back(1), at: NOON.at - 86_400_000, ..NOON })
            .expect("rated");
        let said = today(&mut store);
        assert_eq!(said, "Monday 2 March. Daily relief is done today at 12:00, the short version. Last pain 4 of 10, yesterday. ");
        store.answer(&Request::Rate(Box::new(entry)), NOON).expect("rated");
        assert!(today(&mut store).contains("Last pain 4 of 10, at 12:00."));
    }

    #[test]
    fn a_plan_says_its_day_and_its_routine() {
        let mut store = Store::in_memory().expect("opens");
        begun(&mut store, false);
        let said = today(&mut store);
        assert!(said.contains("Day 3 of 14 of the plan, a gentle day. Desk five, 7 min, is due."), "{said}");
    }
}
