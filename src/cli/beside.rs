//! Commands beside the tab that nudges: what is said to the nudges, left for the tab to do, or read of where it stands.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use super::desk::{Absent, at_desk};
use super::{exit, nudge, status};
use crate::assets::Source;
use crate::breaks::Rules;
use crate::config::{Choices, ClockStyle, Paths, Settings};
use crate::domain::DayStart;
use crate::runtime::{self, ClockStart, LocalZone, SystemClock};
use crate::store::{BreaksRequest, Errand, Request, is_held};

/// Says something to the nudges.
///
/// # Errors
/// When nothing can be printed.
pub fn say(paths: &Paths, clock: Option<ClockStart>, word: nudge::Word, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<ExitCode> {
    at_desk(paths, clock, Absent::Make, err, |desk, err| {
        let zone = desk.clock.zone();
        let now = nudge::Now {
            moment: desk.clock.now(),
            zone: &*zone,
            day_start: desk.day_start,
            clock: desk.when().clock,
            rules: desk.settings.as_ref().map_or_else(Rules::default, Settings::rules),
            tab: is_held(&paths.tab_lock()),
        };
        nudge::run(&mut desk.store, word, &now, out, err)
    })
}

/// Leaves something for the open tab to do: there is no terminal here to do it in.
///
/// # Errors
/// When nothing can be printed.
pub fn leave(paths: &Paths, clock: Option<ClockStart>, errand: &Errand, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<ExitCode> {
    if !is_held(&paths.tab_lock()) {
        let why = "There is no terminal here to do it in, and no tab is open. Open `unhunch` in a terminal first.";
        return exit::refuse(err, why, exit::NO_TAB).map(ExitCode::from);
    }
    at_desk(paths, clock, Absent::Refuse, err, |desk, err| {
        if let Errand::Start { routine: Some(id), .. } = errand {
            let hidden = desk.settings.as_ref().map(|settings| settings.hidden.clone()).unwrap_or_default();
            let (library, _) = crate::content::load(&Source::with_own(&paths.config), &hidden);
            if let Err(failure) = runtime::what(id.clone(), &library) {
                return exit::refuse(err, &failure.to_string(), exit::USAGE);
            }
        }
        let stamp = desk.stamp();
        match desk.store.answer(&Request::Breaks(BreaksRequest::Leave(errand.clone())), stamp) {
            Ok(_) => {
                // It is on disk: that nobody listens any more is no failure.
                let _ = writeln!(out, "The open tab is asked to begin.");
                Ok(exit::DONE)
            }
            Err(error) => exit::refuse(err, &error.to_string(), exit::of_store(&error)),
        }
    })
}

/// Says where the nudges and the plan stand, without opening the database as others do.
///
/// # Errors
/// When nothing can be printed.
pub fn status(
    paths: &Paths,
    clock: Option<ClockStart>,
    args: status::StatusArgs,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let source = Source::with_own(&paths.config);
    let choices = Choices::read(&source).ok().map(|(choices, _)| choices);
    let settings = |prefs: &BTreeMap<String, String>| choices.as_ref().map(|choices| choices.settings(prefs));
    let clock = SystemClock::new(clock, Arc::new(LocalZone));
    let zone = clock.zone();
    let now = nudge::Now {
        moment: clock.now(),
        zone: &*zone,
        day_start: DayStart::default(),
        clock: ClockStyle::H24,
        rules: Rules::default(),
        tab: is_held(&paths.tab_lock()),
    };
    status::run(&paths.data, args, &now, &source, &settings, out, err)
}
