//! `unhunch list`: what the library holds, in its order, as columns to read or as JSON for a script.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::assets::Source;
use crate::content::{self, Library};
use crate::domain::{Exercise, Plan, Routine, RoutineItem, clean, minutes};
use crate::player;

/// What `list` is asked.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
pub struct ListArgs {
    /// Which of them
    #[arg(value_enum)]
    pub what: Shelf,
    /// Only what can be done at a desk from the first exercise to the last
    #[arg(long)]
    pub at_desk: bool,
    /// Only what takes so many minutes at most; of a plan, its routine
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(1..))]
    pub minutes: Option<u64>,
    /// As one JSON array
    #[arg(long)]
    pub json: bool,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shelf {
    /// Single exercises
    Exercises,
    /// Exercises in their order
    Routines,
    /// Days in their order
    Plans,
}

/// One line of a list.
#[derive(Debug, Serialize)]
struct Line<'a> {
    id: &'a str,
    name: &'a str,
    /// The kind of an exercise.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    /// The days of a plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u16>,
    /// The routine of a plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    routine: Option<&'a str>,
    /// From the first get-ready to the end; of a plan, a day of its routine.
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<u64>,
    at_desk: bool,
}

impl Line<'_> {
    fn minutes(&self) -> Option<u64> {
        self.seconds.map(|seconds| minutes(seconds * 1000))
    }

    fn is_meant(&self, args: &ListArgs) -> bool {
        let is_short = |most| self.minutes().is_none_or(|long| long <= most);
        (self.at_desk || !args.at_desk) && args.minutes.is_none_or(is_short)
    }

    /// Its columns: the id to start it with, the name, what it is.
    fn columns(&self) -> [String; 3] {
        let length = self.minutes().map(|minutes| format!("{minutes} min"));
        let length = if self.days.is_some() { length.map(|length| format!("{length} a day")) } else { length };
        let days = self.days.map(|days| format!("{days} days"));
        let desk = self.at_desk.then(|| "at a desk".to_owned());
        let says: Vec<String> = [self.kind.clone(), days, length, desk].into_iter().flatten().collect();
        [self.id.to_owned(), self.name.to_owned(), says.join(", ")]
    }
}

/// Prints the list; one that lets nothing through is empty. `hidden` are the ids that the settings hide.
///
/// # Errors
/// When nothing can be written.
pub fn run(args: &ListArgs, source: &Source, hidden: &[String], out: &mut dyn Write) -> io::Result<()> {
    let (library, _) = content::load(source, hidden);
    let mut lines: Vec<Line<'_>> = match args.what {
        Shelf::Exercises => library.exercises.iter().map(exercise).collect(),
        Shelf::Routines => library.routines.iter().map(|found| routine(&library, found)).collect(),
        Shelf::Plans => library.plans.iter().map(|found| plan(&library, found)).collect(),
    };
    lines.retain(|line| line.is_meant(args));
    if args.json {
        return writeln!(out, "{}", clean(&serde_json::to_string_pretty(&lines)?));
    }
    let rows: Vec<[String; 3]> = lines.iter().map(|line| line.columns().map(|column| clean(&column).into_owned())).collect();
    let wide = |at: usize| rows.iter().map(|row| row[at].width()).max().unwrap_or(0);
    let (first, second) = (wide(0), wide(1));
    for [id, name, says] in &rows {
        let (after_id, after_name) = (first - id.width(), second - name.width());
        writeln!(out, "{}", format!("{id}{:after_id$}  {name}{:after_name$}  {says}", "", "").trim_end())?;
    }
    Ok(())
}

fn exercise(exercise: &Exercise) -> Line<'_> {
    let unit = player::item(&RoutineItem::plain(&exercise.id), exercise);
    Line {
        id: &exercise.id,
        name: &exercise.name,
        kind: Some(format!("{:?}", exercise.kind).to_lowercase()),
        days: None,
        routine: None,
        seconds: Some(player::build("", &[unit]).total_ms().div_ceil(1000)),
        at_desk: exercise.at_desk,
    }
}

fn routine<'a>(library: &Library, routine: &'a Routine) -> Line<'a> {
    let mut exercises = routine.items.iter().filter_map(|item| library.exercise(&item.exercise));
    Line {
        id: &routine.id,
        name: &routine.name,
        kind: None,
        days: None,
        routine: None,
        seconds: Some(routine.seconds.into()),
        at_desk: exercises.all(|exercise| exercise.at_desk),
    }
}

/// A plan is as long, and as much for the desk, as its routine; one without asks for nothing that could not be done there.
fn plan<'a>(library: &'a Library, plan: &'a Plan) -> Line<'a> {
    let day = plan.routine.as_deref().and_then(|id| library.routine(id)).map(|found| routine(library, found));
    Line {
        id: &plan.id,
        name: &plan.name,
        kind: None,
        days: Some(plan.length),
        routine: plan.routine.as_deref(),
        seconds: day.as_ref().and_then(|day| day.seconds),
        at_desk: day.is_none_or(|day| day.at_desk),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Folder;
    use clap::Parser;

    #[derive(Parser)]
    struct Words {
        #[command(flatten)]
        args: ListArgs,
    }

    fn list(line: &str, source: &Source, hidden: &[String]) -> String {
        let args = Words::try_parse_from(std::iter::once("list").chain(line.split(' '))).expect("understood").args;
        let mut out = Vec::new();
        run(&args, source, hidden, &mut out).expect("printed");
        String::from_utf8(out).expect("text")
    }

    fn ids(printed: &str) -> Vec<String> {
        printed.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
    }

    #[test]
    fn all_are_listed_in_the_order_of_the_library_and_in_columns() {
        let source = Source::embedded();
        let (library, _) = content::load(&source, &[]);
        let exercises: Vec<String> = library.exercises.iter().map(|found| found.id.clone()).collect();
        let printed = list("exercises", &source, &[]);
        assert_eq!(ids(&printed), exercises);
        assert!(!printed.contains('\x1b'));
        for (line, exercise) in printed.lines().zip(library.exercises.iter()) {
            let longest = exercises.iter().map(String::len).max().expect("some");
            assert!(line.get(longest + 2..).is_some_and(|rest| rest.starts_with(&exercise.name)), "{line}");
            assert!(line.width() <= 120, "{line}");
        }
        assert_eq!(ids(&list("routines", &source, &[])), library.routines.iter().map(|found| found.id.clone()).collect::<Vec<_>>());
        assert_eq!(ids(&list("plans", &source, &[])), library.plans.iter().map(|found| found.id.clone()).collect::<Vec<_>>());
    }

    #[test]
    fn desk_and_minutes_let_less_through() {
        let source = Source::embedded();
        let (library, _) = content::load(&source, &[]);
        let at_desk = ids(&list("exercises --at-desk", &source, &[]));
        assert!(!at_desk.is_empty() && at_desk.len() < library.exercises.len());
        assert!(at_desk.iter().all(|id| library.exercise(id).is_some_and(|found| found.at_desk)));
        let short = ids(&list("routines --minutes 5", &source, &[]));
        assert!(short.contains(&"movement-break".to_owned()) && !short.contains(&"daily-relief".to_owned()), "{short:?}");
        assert!(ids(&list("routines --at-desk", &source, &[])).contains(&"desk-five".to_owned()));
        for wrong in ["exercise", "exercises --minutes 0", "exercises --minutes five"] {
            assert!(Words::try_parse_from(std::iter::once("list").chain(wrong.split(' '))).is_err(), "{wrong}");
        }
    }

    #[test]
    fn json_is_one_array_also_of_nothing() {
        let source = Source::embedded();
        let rows: Vec<serde_json::Value> = serde_json::from_str(&list("plans --json", &source, &[])).expect("an array");
        let listed = ids(&list("plans", &source, &[]));
        assert_eq!(rows.iter().filter_map(|row| row["id"].as_str()).collect::<Vec<_>>(), listed);
        assert!(rows.iter().all(|row| row["days"].is_u64() && row["at_desk"].is_boolean()));
        let hidden = source.list(Folder::Routines).ids;
        assert_eq!(list("routines --json", &source, &hidden), "[]\n");
        assert_eq!(list("routines", &source, &hidden), "");
    }

    #[test]
    fn ones_own_are_among_them_and_what_is_hidden_is_not() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("routines")).expect("made");
        let routine = Source::embedded().builtin(Folder::Routines, "desk-five").expect("there");
        std::fs::write(dir.path().join("routines/my-five.ron"), routine.text.as_bytes()).expect("written");
        let listed = ids(&list("routines", &Source::with_own(dir.path()), &["desk-five".to_owned()]));
        assert!(listed.contains(&"my-five".to_owned()) && !listed.contains(&"desk-five".to_owned()), "{listed:?}");
    }
}
