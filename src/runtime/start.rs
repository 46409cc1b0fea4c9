//! The order of a start: terminal, database, what Today shows, the first frame; then the threads, and only then the rest of the content.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use rustix::process::{Resource, Rlimit, setrlimit};
use signal_hook::consts::{SIGHUP, SIGXFSZ};

use super::announcer::Announcer;
use super::begin::{Begun, begin, opening};
use super::clock::{ClockStart, SystemClock};
use super::core::Core;
use super::crash;
use super::draw::{Canvas, Painter};
use super::ears::{self, Ears, Hears, Signals};
use super::event::Event;
use super::front::Front;
use super::lead;
use super::lines::Lines;
use super::shell::{Exit, News, Shell, UNHEARD};
use super::speaker::Speaker;
use super::storing::Storing;
use super::terminal::{self, Tty};
use super::zone::LocalZone;
use crate::assets::Source;
use crate::config::Paths;
use crate::domain::{Problem, fault};
use crate::store::{Errand, OpenError, OpenPlan, Store};

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
    if front.is_lines() {
        // a session in plain lines is no tab: it shows no nudge
        let _ = teller.send(News::Happened(Event::Leads(false)));
    } else {
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
