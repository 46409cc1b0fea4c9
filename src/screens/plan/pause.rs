//! The questions of a pause: why, for how long, and until which day. Each shows the new end of the plan before anything is paused.

use super::ask::{Asked, Deed, Now, Question};
use super::words::{date, days};
use crate::config::Action;
use crate::domain::Day;
use crate::plan::{Stage, end_if_paused};
use crate::store::PlanRequest;

/// Why.
pub(super) fn why() -> Asked {
    let line = |words: &str, why: &str| (words.to_owned(), Deed::Then(Question::PauseLong(why.to_owned())));
    Asked {
        title: "Pause the plan".to_owned(),
        says: vec!["Paused days use up no plan day. Why?".to_owned()],
        lines: vec![line("Ill", "ill"), line("Travelling", "travelling"), line("Something else", "")],
    }
}

/// Days of the longest pause.
const LONGEST: i32 = 366;

/// A day moved by so many, never before the first nor beyond the longest pause.
fn stepped(to: Day, by: i32, first: Day) -> Day {
    Day(to.0.saturating_add(by).clamp(first.0, first.0.saturating_add(LONGEST - 1)))
}

/// The first day on which a pause that is asked for now may end: today, or beyond the one that goes on.
fn first_end(now: &Now) -> Day {
    match &now.standing.stage {
        Stage::Paused(hold) => Day(hold.to.0.saturating_add(1)),
        _ => now.today,
    }
}

/// What a pause from today to a day does to the end of the plan: `; the plan ends Fri 27 Mar`.
fn then_ends(to: Day, now: &Now) -> String {
    let ends = end_if_paused(now.history, now.plan, now.today, to, now.today).map(date);
    ends.map_or(String::new(), |ends| format!("; the plan ends {ends}"))
}

fn pause(why: &str, to: Day, now: &Now) -> Deed {
    Deed::Change(PlanRequest::Pause { run: now.run(), from: now.today, to, why: why.to_owned() })
}

/// For how long, in lengths that are usual, or until another day.
pub(super) fn long(why: &str, now: &Now) -> Asked {
    let lines = [1, 3, 7, 14].into_iter().map(|long: u16| {
        let to = stepped(now.today, i32::from(long) - 1, now.today);
        (format!("{}, until {}{}", days(long), date(to), then_ends(to, now)), pause(why, to, now))
    });
    let other = Question::PauseTo(why.to_owned(), stepped(now.today, 4, now.today));
    let lines = lines.chain([("Until another day".to_owned(), Deed::Then(other))]);
    Asked { title: "Until when?".to_owned(), says: vec!["It can end earlier, on any day.".to_owned()], lines: lines.collect() }
}

/// Until which day, moved one by one.
pub(super) fn until(why: &str, to: Day, now: &Now) -> Asked {
    let first = first_end(now);
    let long = u16::try_from(to.0.saturating_sub(now.today.0).saturating_add(1)).unwrap_or(u16::MAX);
    let again = |by: i32| Deed::Again(Question::PauseTo(why.to_owned(), stepped(to, by, first)));
    let line = |words: &str, by: i32| (words.to_owned(), again(by));
    Asked {
        title: format!("Until {}", date(to)),
        says: vec![format!("{}, today included{}.", days(long), then_ends(to, now)), "It can end earlier, on any day.".to_owned()],
        lines: vec![
            (format!("Pause until {}", date(to)), pause(why, to, now)),
            line("A day later", 1),
            line("A day earlier", -1),
            line("A week later", 7),
            line("A week earlier", -7),
        ],
    }
}

/// What an arrow does to a question about a day: the same question with another one.
pub(super) fn moved(question: &Question, action: Action, now: &Now) -> Option<Question> {
    let Question::PauseTo(why, to) = question else { return None };
    let by = match action {
        Action::Right => 1,
        Action::Left => -1,
        Action::PageDown => 7,
        Action::PageUp => -7,
        _ => return None,
    };
    Some(Question::PauseTo(why.clone(), stepped(*to, by, first_end(now))))
}
