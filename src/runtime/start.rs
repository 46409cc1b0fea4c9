//! The order of a start: terminal, database, what Today shows, the first frame; then the threads, and only then the rest of the content.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, setrlimit};
use signal_hook::consts::{SIGHUP, SIGXFSZ};

use super::announcer::Announcer;
use super::clock::{ClockStart, SystemClock};
use super::core::{Core, Setup};
use super::crash;
use super::draw::{Canvas, Painter};
use super::ears::{self, Ears, Hears, Signals};
use super::event::{Do, Event};
use super::first::First;
use super::front::Front;
use super::lead;
use super::lines::Lines;
use super::shell::{Exit, News, Shell, UNHEARD};
use super::speaker::Speaker;
use super::storing::Storing;
use super::terminal::{self, Tty};
use super::wanted::what;
use super::zone::LocalZone;
use crate::app::Route;
use crate::assets::Source;
use crate::config::{Caps, Choices, Paths, Settings};
use crate::content::{self, Library};
use crate::domain::{DayStart, Moment, Problem, Run, WarningSigns, fault};
use crate::screens;
use crate::store::{Errand, OpenError, OpenPlan, Reply, Request, Stamp, Store};

/// A gap of so much of the machine's time is an absence.
const PATIENCE: Duration = Duration::from_secs(2);
/// What a start may ask of the database before its first frame; more comes after it.
const FIRST_ANSWERS: usize = 16;

/// With what the program is started.
#[derive(Debug)]
pub struct Launch {
    /// The folders.
    pub paths: Paths,
    /// Another clock, for trials.
    pub clock: Option<ClockStart>,
    /// What to begin at once.
    pub begin: Option<Errand>,
    /// Whether to begin it in plain lines, whatever the terminal can do.
    pub plain: bool,
    /// The environment, by name.
    pub var: fn(&str) -> Option<String>,
}

/// Why nothing could be started. `Display` says it with the remedy.
#[derive(Debug)]
pub enum Failure {
    /// There is no terminal.
    NoTerminal,
    /// There is one, but it can show nothing.
    Dumb,
    /// There is no such routine; the sentence says what is near.
    NoRoutine(String),
    /// The database cannot be opened.
    Store(OpenError),
    /// What the system said.
    System(io::Error),
    /// An embedded file does not read.
    Embedded(Box<Problem>),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTerminal => f.write_str("unhunch needs a terminal to draw on; without one, `unhunch log 3` writes down a pain score."),
            Self::Dumb => f.write_str(
                "This terminal (TERM=dumb) can only print lines; `unhunch start` leads through a session in lines, `unhunch log 3` writes down a pain score.",
            ),
            Self::NoRoutine(sentence) => f.write_str(sentence),
            Self::Store(error) => error.fmt(f),
            Self::System(error) => write!(f, "The terminal could not be used: {}.", fault(error)),
            Self::Embedded(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// A full disk quota is told as an error where it would kill, and no memory with notes in it is ever dumped to disk.
///
/// # Errors
/// What the system says; nothing depends on it.
pub fn outlive_limits() -> io::Result<()> {
    signal_hook::flag::register(SIGXFSZ, Arc::new(false.into()))?;
    Ok(setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?)
}

/// Runs the app in this terminal until it ends.
///
/// # Errors
/// [`Failure`]; nothing was drawn then.
pub fn run(launch: &Launch) -> Result<Exit, Failure> {
    let is_dumb = (launch.var)("TERM").is_some_and(|term| term == "dumb");
    if !launch.plain && !terminal::is_there() {
        return Err(Failure::NoTerminal);
    }
    // a session can be led through in lines, the rest has to be drawn
    let lines = launch.plain || (is_dumb && launch.begin.is_some());
    if is_dumb && !lines {
        return Err(Failure::Dumb);
    }
    let source = Source::with_own(&launch.paths.config);
    // spares looking for each file in a folder that is not there
    let first = if launch.paths.config.is_dir() { source.clone() } else { Source::embedded() };
    let clock = SystemClock::new(launch.clock, Arc::new(LocalZone));
    let mut store = open(&launch.paths, &clock)?;
    // before the first answers, so that nothing written after them goes unseen
    let seen = store.store.outside_changes().ok();
    let Begun { mut core, things, mistakes } = begin(launch, lines, &clock, &first, &mut store.store)?;

    crash::watch(launch.paths.crash());
    let signals = ears::keep_signals()?;
    let painter = if lines {
        None
    } else {
        terminal::take_keyboard()?;
        Some(first_frame(&mut core).inspect_err(|_| give_back())?)
    };
    let threads = Threads { signals, painter, store: store.store, seen };
    let mut shell = shell(launch, clock, source, core, threads).inspect_err(|_| give_back())?;
    if !store.notices.is_empty() {
        let _ = shell.teller.send(News::Happened(Event::Notice(store.notices.join(" "))));
    }
    shell.mistakes = mistakes;
    shell.read_content();
    Ok(shell.run(things))
}

fn give_back() {
    if let Ok(mut tty) = Tty::open() {
        terminal::leave(&mut tty);
    }
}

fn open(paths: &Paths, clock: &SystemClock) -> Result<crate::store::Opened, Failure> {
    Store::open(&OpenPlan { dir: &paths.data, create: true, stamp: opening(&clock.now()) }).map_err(Failure::Store)
}

/// The stamp before the settings are known: only its instant counts.
fn opening(now: &Moment) -> Stamp {
    Stamp { at: now.millis(), off: now.offset_minutes(), day: DayStart::default().day_of(now.wall) }
}

/// The core as the first frame needs it.
struct Begun {
    core: Core,
    /// What is to be done once there are threads for it.
    things: Vec<Do>,
    /// The mistakes in the user's settings, keys and themes.
    mistakes: Vec<Problem>,
}

/// The core with as little content as its first frame needs, and with what the database says.
fn begin(launch: &Launch, lines: bool, clock: &SystemClock, source: &Source, store: &mut Store) -> Result<Begun, Failure> {
    let now = clock.now();
    let prefs = match store.answer(&Request::Prefs, opening(&now)) {
        Ok(Reply::Prefs(prefs)) => prefs,
        Ok(_) => BTreeMap::new(),
        Err(error) => return Err(Failure::Store(error.into())),
    };
    let (choices, mistakes) = Choices::read(source).map_err(Failure::Embedded)?;
    let settings = choices.settings(&prefs);
    let wanted = match &launch.begin {
        Some(Errand::Start { routine, short }) => Some((routine.clone().unwrap_or_else(|| settings.routine.clone()), *short)),
        Some(Errand::Break) | None => None,
    };
    let stamp = Stamp { day: settings.day_start().day_of(now.wall), ..opening(&now) };
    let first = First::of(&prefs, || matches!(store.answer(&Request::HasSessions, stamp), Ok(Reply::HasSessions(true))));
    let is_break = launch.begin == Some(Errand::Break);
    let mut library = match &wanted {
        // a movement break is chosen among all exercises
        None if is_break => content::load(source, &settings.hidden).0,
        // what is printed cannot be filled in later
        Some((id, _)) if lines || *id != settings.routine => content::load(source, &settings.hidden).0,
        Some(_) => routine_of_the_day(source, &settings),
        // Today asks the database first
        None => Library::default(),
    };
    let wanted = match wanted {
        Some((id, short)) => Some((what(id, &library)?, short)),
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
        Some((what, short)) => Some(Route::Start { what, short }),
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
    let mut library = routine_of_the_day(source, &settings).with_plan(plan);
    library.guidance.warning_signs = signs;
    things.extend(core.step(Event::Content(Box::new(library), Vec::new()), clock.now()));
    let things = noted(things, first, stamp, &mut core);
    Ok(Begun { core, things, mistakes })
}

/// The routine that the settings name, with its exercises.
fn routine_of_the_day(source: &Source, settings: &Settings) -> Library {
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

/// Takes the screen and draws on it, in one write.
fn first_frame(core: &mut Core) -> io::Result<Painter<Tty>> {
    let mut painter = Painter::new(Tty::open()?);
    terminal::enter(core.hears_mouse(), painter.words())?;
    match core.frame() {
        Some(frame) => painter.paint(frame)?,
        None => painter.words().flush()?,
    }
    Ok(painter)
}

/// What the threads are to own.
struct Threads {
    signals: Signals,
    /// Nothing where only lines are printed.
    painter: Option<Painter<Tty>>,
    store: Store,
    /// The number that changes when somebody else writes, as it was before the first answers.
    seen: Option<i64>,
}

/// Starts the threads.
fn shell(launch: &Launch, clock: SystemClock, source: Source, core: Core, own: Threads) -> io::Result<Shell> {
    let (teller, news) = sync_channel(UNHEARD);
    let file = own.store.file().map(std::path::Path::to_path_buf);
    let lost = teller.clone();
    let (front, hears) = match own.painter {
        Some(painter) => {
            let canvas = Canvas::start(painter, move || {
                let _ = lost.send(News::Told(SIGHUP));
            })?;
            if core.wants_background() {
                canvas.ask_background();
            }
            (Front::Screen(canvas), Hears::Keys)
        }
        None => (Front::Lines(Lines::new()), Hears::Lines),
    };
    let ears = Ears::start(own.signals, teller.clone(), &launch.paths.bell(), hears)?;
    let storing = Storing::start(own.store, own.seen, teller.clone())?;
    // what rang before anybody listened
    storing.look();
    // a session in plain lines is no tab: it shows no nudge
    if !front.is_lines() {
        lead::wait(launch.paths.tab_lock(), teller.clone())?;
    }
    let mouse = core.hears_mouse();
    let speaker = Speaker::new(launch.paths.sounds());
    let announcer = Announcer::default();
    let (mistakes, backlog) = (Vec::new(), VecDeque::new());
    let shell = Shell { core, clock, news, teller, front, ears, storing, speaker, announcer, source, mistakes, backlog, mouse };
    // what arrived between measuring the size and listening for its changes
    let _ = shell.teller.send(News::Happened(Event::Resized(terminal::size())));
    if let Some(file) = file {
        shell.check_database(file);
    }
    Ok(shell)
}
