//! `unhunch status`: where the nudges and the plan stand, in one line of a fixed vocabulary. Reads only, leaves nothing behind, wakes nobody.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::exit;
use super::nudge::Now;
use crate::assets::Source;
use crate::breaks::{At, Saved, Schedule, State};
use crate::config::Settings;
use crate::content;
use crate::domain::DayStart;
use crate::plan::standing;
use crate::store::{self, Glance};

/// What `status` is asked.
#[derive(Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusArgs {
    /// For whom it is written
    #[arg(long, value_enum, default_value = "plain", value_name = "FORMAT")]
    pub format: Format,
}

/// For whom a status is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A sentence
    Plain,
    /// An object of JSON
    Json,
    /// A few characters for the status line of tmux
    Tmux,
    /// An object as waybar reads it
    Waybar,
}

/// The status, as JSON has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// One of no-data, ok, soon, due, overdue, paused, off-hours.
    pub state: &'static str,
    /// When the next nudge comes; of one that is shown, when it came.
    pub next_at: Option<String>,
    /// In how many seconds; below zero for one that is shown.
    pub due_in_s: Option<i64>,
    /// When the pause ends.
    pub pause_until: Option<String>,
    /// The day of the plan.
    pub day: Option<u16>,
    /// Of how many.
    pub of: Option<u16>,
    /// Whether the routine of the day is done.
    pub done_today: bool,
    /// The same two instants as the clock on the wall reads, for the other formats.
    #[serde(skip)]
    pub clock: Option<String>,
}

/// Prints the status. Returns the exit code. `settings` are those that hold with these choices.
///
/// # Errors
/// When nothing can be written.
pub fn run(
    dir: &Path,
    args: StatusArgs,
    now: &Now<'_>,
    source: &Source,
    settings: &dyn Fn(&BTreeMap<String, String>) -> Option<Settings>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let day_start = |prefs: &BTreeMap<String, String>| settings(prefs).as_ref().map_or_else(DayStart::default, Settings::day_start);
    let seen = store::glance(dir, |prefs| Now { rules: now.rules.clone(), day_start: day_start(prefs), ..*now }.stamp(now.moment.millis()));
    let status = match seen {
        Ok(None) => Status { state: "no-data", ..Status::default() },
        Ok(Some(glance)) => match settings(&glance.prefs) {
            Some(settings) => status(glance, &settings, now, source),
            None => return exit::refuse(err, "The settings of the program itself cannot be read; install it again.", exit::NOT_SAVED),
        },
        Err(error) => return exit::refuse(err, &error.to_string(), exit::of_open(&error)),
    };
    writeln!(out, "{}", written(&status, args.format)?)?;
    Ok(exit::DONE)
}

fn status(glance: Glance, settings: &Settings, now: &Now<'_>, source: &Source) -> Status {
    let rules = settings.rules();
    let at = At { now: &now.moment, zone: now.zone, rules: &rules };
    let millis = now.moment.millis();
    let local = |at: DateTime<Utc>| now.zone.wall(at);
    let day = settings.day_start().day_of(now.moment.wall);
    let stands = glance.run.as_deref().and_then(|run| Some(standing(run, &content::load_plan(source, &run.run.plan)?, day)));
    let today = stands.and_then(|standing| standing.today);
    let routine = today.as_ref().map(|today| &today.routine).filter(|routine| !routine.is_empty()).unwrap_or(&settings.routine);
    let done_today = glance.done.iter().any(|done| done == routine);
    let shown = glance.saved.as_ref().and_then(|saved| saved.open.as_ref()).map(|open| open.due_at);
    // nobody nudges without a tab, and nothing waits there
    let saved = glance.saved.map(|saved| if now.tab { saved } else { Saved { open: None, ..saved } });
    let schedule = Schedule::beside(saved, at);
    let paused = schedule.paused_until(at);
    let state = match schedule.state(at) {
        State::Soon if !now.tab => State::Ok,
        state => state,
    };
    let next = match state {
        State::Due | State::Overdue => shown.and_then(DateTime::from_timestamp_millis),
        _ if now.tab => schedule.next(at).map(|next| next.at.to_utc()),
        _ => None,
    };
    let written = |at: DateTime<Utc>| local(at).to_rfc3339_opts(SecondsFormat::Secs, false);
    Status {
        state: word(state),
        next_at: next.map(written),
        due_in_s: next.map(|next| (next.timestamp_millis() - millis).div_euclid(1000)),
        pause_until: paused.map(written),
        day: today.as_ref().map(|today| today.number),
        of: today.as_ref().map(|today| today.of),
        done_today,
        clock: if state == State::Paused { paused } else { next }.map(|at| settings.time(local(at).naive_local())),
    }
}

fn word(state: State) -> &'static str {
    match state {
        State::Ok => "ok",
        State::Soon => "soon",
        State::Due => "due",
        State::Overdue => "overdue",
        State::Paused => "paused",
        State::OffHours => "off-hours",
    }
}

fn written(status: &Status, format: Format) -> io::Result<String> {
    let short = match (status.state, &status.clock) {
        ("paused", Some(until)) => format!("paused {until}"),
        ("ok" | "soon" | "off-hours", Some(next)) => format!("move {next}"),
        ("due" | "overdue", _) => "move now".to_owned(),
        (state, _) => state.to_owned(),
    };
    Ok(match format {
        Format::Json => serde_json::to_string(status)?,
        Format::Tmux => short,
        Format::Waybar => {
            let waybar = BTreeMap::from([("text", short), ("tooltip", sentence(status)), ("class", status.state.to_owned())]);
            serde_json::to_string(&waybar)?
        }
        Format::Plain => sentence(status),
    })
}

fn sentence(status: &Status) -> String {
    let nudges = match (status.state, &status.clock) {
        ("no-data", _) => return "no-data: nothing is written down here yet.".to_owned(),
        ("paused", Some(until)) => format!("paused until {until}"),
        ("due" | "overdue", Some(since)) => format!("{}: time to move since {since}", status.state),
        (state, Some(next)) => format!("{state}: next move {next}"),
        (state, None) => format!("{state}: no nudge is to come"),
    };
    let day = match (status.day, status.of) {
        (Some(day), Some(of)) => format!("; day {day} of {of}"),
        _ => String::new(),
    };
    format!("{nudges}{day}; the routine is {}.", if status.done_today { "done" } else { "not done yet" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_shape() {
        let status = Status {
            state: "ok",
            next_at: Some("2026-03-02T14:20:00+01:00".into()),
            due_in_s: Some(90),
            day: Some(3),
            of: Some(14),
            done_today: true,
            clock: Some("14:20".into()),
            ..Status::default()
        };
        let of = |format| written(&status, format).expect("written");
        assert_eq!(of(Format::Plain), "ok: next move 14:20; day 3 of 14; the routine is done.");
        assert_eq!(of(Format::Tmux), "move 14:20");
        assert_eq!(
            of(Format::Json),
            r#"{"state":"ok","next_at":"2026-03-02T14:20:00+01:00","due_in_s":90,"pause_until":null,"day":3,"of":14,"done_today":true}"#
        );
        let waybar = r#"{"class":"ok","text":"move 14:20","tooltip":"ok: next move 14:20; day 3 of 14; the routine is done."}"#;
        assert_eq!(of(Format::Waybar), waybar);
    }
}
