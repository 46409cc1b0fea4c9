//! What a start shows first: as little content as its first page needs, and what the database says of it, before any thread runs.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use super::clock::SystemClock;
use super::core::{Core, Setup};
use super::event::{Do, Event};
use super::first::First;
use super::start::{Failure, Launch};
use super::terminal;
use crate::app::{Route, What};
use crate::assets::Source;
use crate::config::{Caps, Choices, Settings};
use crate::content::{self, Library};
use crate::domain::{DayStart, Moment, Plan, Problem, Run, WarningSigns};
use crate::screens;
use crate::store::{Errand, Reply, Request, Stamp, Store};

/// A gap of so much of the machine's time is an absence.
const PATIENCE: Duration = Duration::from_secs(2);
/// What a start may ask of the database before its first frame; more comes after it.
const FIRST_ANSWERS: usize = 16;

/// The stamp before the settings are known: only its instant counts.
pub fn opening(now: &Moment) -> Stamp {
    Stamp { at: now.millis(), off: now.offset_minutes(), day: DayStart::default().day_of(now.wall) }
}

/// The core as the first frame needs it.
pub struct Begun {
    /// The core.
    pub core: Core,
    /// What is to be done once there are threads for it.
    pub things: Vec<Do>,
    /// The mistakes in the user's settings, keys and themes.
    pub mistakes: Vec<Problem>,
}

/// The core with as little content as its first frame needs, and with what the database says.
///
/// # Errors
/// [`Failure`]; nothing was drawn then.
pub fn begin(launch: &Launch, lines: bool, clock: &SystemClock, source: &Source, store: &mut Store) -> Result<Begun, Failure> {
    let now = clock.now();
    let prefs = match store.answer(&Request::Prefs, opening(&now)) {
        Ok(Reply::Prefs(prefs)) => prefs,
        Ok(_) => BTreeMap::new(),
        Err(error) => return Err(Failure::Store(error.into())),
    };
    let (choices, mistakes) = Choices::read(source).map_err(Failure::Embedded)?;
    let settings = choices.settings(&prefs);
    let stamp = Stamp { day: settings.day_start().day_of(now.wall), ..opening(&now) };
    let (settings, plan) = match &launch.begin {
        Some(Errand::Start { routine: None, .. }) => of_the_day(settings, source, stamp, store),
        _ => (settings, None),
    };
    // the routine that is meant, and whether it is named
    let wanted = match &launch.begin {
        Some(Errand::Start { routine, short }) => {
            Some((routine.clone().unwrap_or_else(|| settings.routine.clone()), routine.is_some(), *short))
        }
        Some(Errand::Break) | None => None,
    };
    let first = First::of(&prefs, || matches!(store.answer(&Request::HasSessions, stamp), Ok(Reply::HasSessions(true))));
    let is_break = launch.begin == Some(Errand::Break);
    let mut library = match &wanted {
        // a movement break is chosen among all exercises
        None if is_break => content::load(source, &settings.hidden).0,
        // what is printed cannot be filled in later
        Some((id, ..)) if lines || *id != settings.routine => content::load(source, &settings.hidden).0,
        Some(_) => with_routine(source, &settings).with_plan(plan),
        // Today asks the database first
        None => Library::default(),
    };
    let wanted = match wanted {
        Some((id, is_named, short)) => Some((what(id, &library)?, is_named, short)),
        None => None,
    };
    // the first page speaks of them, and so does what stands before a session
    let signs = if first.is_due || launch.begin.is_some() { content::load_warning_signs(source) } else { WarningSigns::default() };
    library.guidance.warning_signs.clone_from(&signs);
    let caps = Caps { lines, ..Caps::read(launch.var) };
    let setup = Setup {
        open: screens::open,
        choices,
        prefs,
        caps,
        library,
        zone: clock.zone(),
        size: terminal::size(),
        now,
        patience: PATIENCE.saturating_mul(clock.rate()),
    };
    let root = if first.is_due && launch.begin.is_none() { Route::Welcome } else { Route::Today };
    let (mut core, mut things) = Core::new(setup, &root);
    let route = match wanted {
        Some((what, true, short)) => Some(Route::Start { what, short }),
        Some((_, false, short)) => Some(Route::StartToday { short }),
        None => is_break.then_some(Route::Break { small: false }),
    };
    if let Some(route) = route {
        things.extend(core.go(&route));
        let (things, _) = first_answers(&mut core, clock, store, things);
        let things = noted(things, first, stamp, &mut core);
        return Ok(Begun { things, core, mistakes });
    }
    let (mut things, run) = first_answers(&mut core, clock, store, things);
    let plan = run.as_ref().and_then(|run| content::load_plan(source, &run.plan));
    let settings = match run.filter(|run| !run.is_of_habits()) {
        Some(run) => Settings { routine: run.routine, ..settings },
        None => settings,
    };
    let mut library = with_routine(source, &settings).with_plan(plan);
    library.guidance.warning_signs = signs;
    things.extend(core.step(Event::Content(Box::new(library), Vec::new()), clock.now()));
    let things = noted(things, first, stamp, &mut core);
    Ok(Begun { core, things, mistakes })
}

/// The settings with the routine of the day in them, and the plan it comes from: that of the run that is open, else the chosen one.
fn of_the_day(settings: Settings, source: &Source, stamp: Stamp, store: &mut Store) -> (Settings, Option<Plan>) {
    let Ok(Reply::Today(data)) = store.answer(&Request::Today(stamp.day), stamp) else { return (settings, None) };
    let routine = data.routine(&settings.routine).to_owned();
    let plan = data.run.as_ref().and_then(|history| content::load_plan(source, &history.run.plan));
    (Settings { routine, ..settings }, plan)
}

/// The routine that the settings name, with its exercises.
fn with_routine(source: &Source, settings: &Settings) -> Library {
    let found = content::load_routine(source, &settings.routine, &settings.hidden);
    found.map(|(routine, exercises)| Library::of_routine(routine, exercises)).unwrap_or_default()
}

/// What is to be kept of the first start goes last: it does not hold up the first frame.
fn noted(mut things: Vec<Do>, first: First, stamp: Stamp, core: &mut Core) -> Vec<Do> {
    if !first.is_due {
        things.extend(core.begin_nudges());
    }
    things.extend(first.note.map(|request| Do::Ask(request, stamp)));
    things
}

/// What an id names that can be begun: a routine, else timed care, which runs in the same player.
///
/// # Errors
/// [`Failure::NoRoutine`], with what is near.
pub fn what(id: String, library: &Library) -> Result<What, Failure> {
    match (library.routine(&id), library.timed_care(&id)) {
        (Some(_), _) => Ok(What::Routine(id)),
        (None, Some(_)) => Ok(What::Care(id)),
        (None, None) => Err(Failure::NoRoutine(no_routine(&id, library))),
    }
}

fn no_routine(id: &str, library: &Library) -> String {
    let known = library.routines.iter().map(|routine| routine.id.as_str());
    let near = crate::assets::nearest(id, known.clone());
    let remedy =
        near.map_or_else(|| format!("There are {}.", known.collect::<Vec<_>>().join(", ")), |near| format!("Did you mean `{near}`?"));
    format!("There is no routine `{}`. {remedy}", crate::domain::clean_line(id))
}

/// Answers what the first screen asks before any thread runs, so that the first frame shows data. Returns what else is to be done, and the run of a
/// plan that is open.
fn first_answers(core: &mut Core, clock: &SystemClock, store: &mut Store, things: Vec<Do>) -> (Vec<Do>, Option<Run>) {
    let mut waiting = VecDeque::from(things);
    let mut rest = Vec::new();
    let mut answered = 0;
    let mut run = None;
    while let Some(thing) = waiting.pop_front() {
        match thing {
            Do::Ask(request, stamp) if answered < FIRST_ANSWERS => {
                answered += 1;
                let answer = store.answer(&request, stamp);
                if let Ok(Reply::Today(data)) = &answer {
                    run = data.run.as_ref().map(|history| history.run.clone());
                }
                waiting.extend(core.step(Event::Stored(Box::new(request), answer), clock.now()));
            }
            other => rest.push(other),
        }
    }
    (rest, run)
}
