//! What a command that works on the database finds on its desk: the open store, the time, what was chosen in the app.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::{exit, log};
use crate::assets::Source;
use crate::config::{Choices, ClockStyle, Paths, Settings};
use crate::domain::{DayStart, clean};
use crate::runtime::{ClockStart, LocalZone, SystemClock};
use crate::store::{Copying, OpenError, OpenPlan, Opened, Reply, Request, Stamp, Store};

/// What a command that needs the database is given.
pub struct Desk {
    /// The open database.
    pub store: Store,
    /// The clocks.
    pub clock: SystemClock,
    when: DateTime<FixedOffset>,
    /// When a day begins.
    pub day_start: DayStart,
    /// What holds, the choices made in the app included; nothing if the program's own settings cannot be read.
    pub settings: Option<Settings>,
}

impl Desk {
    /// Now, and how local time is read.
    pub fn when(&self) -> log::When<'static> {
        log::When {
            now: self.when,
            zone: &LocalZone,
            day_start: self.day_start,
            clock: self.settings.as_ref().map_or(ClockStyle::H24, |settings| settings.clock),
        }
    }

    /// Now, as it is stored.
    pub fn stamp(&self) -> Stamp {
        self.when().stamp(self.when)
    }

    /// Makes a copy if one is due. What was done stands without it.
    ///
    /// # Errors
    /// When what went wrong cannot be printed.
    pub fn copy(&mut self, err: &mut dyn Write) -> io::Result<()> {
        let stamp = self.stamp();
        match self.store.copy_due(stamp).map(|copying| copying.make()) {
            Some(Err(error)) => writeln!(err, "{}", clean(&Copying::sorry(&error))),
            Some(Ok(())) | None => Ok(()),
        }
    }
}

/// What a command does where there is no database yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// Makes one.
    Make,
    /// Works on an empty one that is never written: for a trial.
    Pretend,
    /// Refuses.
    Refuse,
}

/// Opens the database for a command and has it work there; the code is that of the work, or of what kept the database from being opened.
///
/// # Errors
/// When nothing can be printed.
pub fn at_desk(
    paths: &Paths,
    clock: Option<ClockStart>,
    absent: Absent,
    err: &mut dyn Write,
    work: impl FnOnce(&mut Desk, &mut dyn Write) -> io::Result<u8>,
) -> io::Result<ExitCode> {
    let code = match desk(paths, clock, absent, err)? {
        Ok(mut desk) => work(&mut desk, err)?,
        Err(code) => code,
    };
    Ok(ExitCode::from(code))
}

/// Opens the database for a command; what is said of it first goes to `err`.
pub(super) fn desk(paths: &Paths, clock: Option<ClockStart>, absent: Absent, err: &mut dyn Write) -> io::Result<Result<Desk, u8>> {
    let clock = SystemClock::new(clock, Arc::new(LocalZone));
    let when = clock.now().wall;
    let source = Source::with_own(&paths.config);
    let choices = Choices::read(&source).ok().map(|(choices, _)| choices);
    let settings = |prefs: &BTreeMap<String, String>| choices.as_ref().map(|choices| choices.settings(prefs));
    let day_start = |settings: &Option<Settings>| settings.as_ref().map(Settings::day_start).unwrap_or_default();
    let fixed = settings(&BTreeMap::new());
    let stamp = log::When { now: when, zone: &LocalZone, day_start: day_start(&fixed), clock: ClockStyle::H24 }.stamp(when);
    let opened = Store::open(&OpenPlan { dir: &paths.data, create: absent == Absent::Make, stamp });
    let opened = match opened {
        Err(OpenError::Missing(_)) if absent == Absent::Pretend => Store::in_memory().map(|store| Opened { store, notices: Vec::new() }),
        other => other,
    };
    match opened {
        Ok(mut opened) => {
            for notice in &opened.notices {
                writeln!(err, "{}", clean(notice))?;
            }
            // what was chosen in the app holds here as it does there
            let settings = match opened.store.answer(&Request::Prefs, stamp) {
                Ok(Reply::Prefs(prefs)) => settings(&prefs),
                Ok(_) | Err(_) => fixed,
            };
            Ok(Ok(Desk { store: opened.store, clock, when, day_start: day_start(&settings), settings }))
        }
        Err(error) => exit::refuse(err, &error.to_string(), exit::of_open(&error)).map(Err),
    }
}

/// Now, where no database can be asked what was chosen in the app.
pub fn without(paths: &Paths, clock: Option<ClockStart>) -> log::When<'static> {
    let now = SystemClock::new(clock, Arc::new(LocalZone)).now().wall;
    let settings = Choices::read(&Source::with_own(&paths.config)).ok().map(|(choices, _)| choices.settings(&BTreeMap::new()));
    let style = settings.map_or(ClockStyle::H24, |settings| settings.clock);
    log::When { now, zone: &LocalZone, day_start: DayStart::default(), clock: style }
}
