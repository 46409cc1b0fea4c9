//! The loop: sleeps until the next thing is due, hands what came to the core, and carries out what the core wishes. One place for all of it.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{SIGHUP, SIGINT};

use super::announcer::Announcer;
use super::clock::{self, SystemClock};
use super::core::Core;
use super::ears::{Ears, LAST_MOMENT};
use super::event::{Do, Event};
use super::front::Front;
use super::speaker::Speaker;
use super::storing::Storing;
use super::terminal;
use crate::assets::Source;
use crate::content;
use crate::domain::Problem;
use crate::store::{quick_check, tidy};

/// What the threads tell the loop.
#[derive(Debug)]
pub enum News {
    /// Something for the core.
    Happened(Event),
    /// The alarm went off: it has to be set anew.
    Alarm,
    /// The bell rang.
    Rang,
    /// A signal said to end. A terminal that is gone counts as SIGHUP.
    Told(i32),
    /// Going on after a stop.
    Continued,
    /// Whole lines were typed; the last, if that is so.
    Typed(Vec<String>, bool),
}

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// As wished.
    Done,
    /// By a signal.
    Signal(i32),
    /// Nothing was begun, and nobody was there to say otherwise.
    Refused,
    /// What was done could not be saved, and nobody was there to try again.
    Unsaved,
}

/// So much may wait to be heard; whoever tells more waits, and with the keyboard the terminal does.
pub const UNHEARD: usize = 1024;
/// So much is heard before something is drawn: a storm of keys is drawn once.
const AT_ONCE: usize = 256;
/// Going to the shell is refused where there is none to go to; then nobody continues us.
const STOPPED_WITHIN: Duration = Duration::from_millis(250);
/// A terminal that does not read is not waited for longer.
const LEAVE_WITHIN: Duration = Duration::from_millis(500);
/// A database that somebody else holds is waited for five seconds by SQLite itself.
const CLOSE_WITHIN: Duration = Duration::from_millis(5500);
/// The same, when a signal or a closed terminal leaves no time.
const CLOSE_IN_HASTE: Duration = Duration::from_millis(700);
/// A screen that names an instant which has passed is not to burn a whole core.
const SHORTEST: Duration = Duration::from_millis(1);
/// Where no alarm tells of a clock that was set, it is looked at this often.
const WITHOUT_ALARM: Option<Duration> = if cfg!(target_os = "linux") { None } else { Some(Duration::from_secs(60)) };

/// Everything the loop holds.
#[derive(Debug)]
pub struct Shell {
    /// The heart.
    pub core: Core,
    /// The clocks.
    pub clock: SystemClock,
    /// What the threads tell.
    pub news: Receiver<News>,
    /// Through which they tell it.
    pub teller: SyncSender<News>,
    /// Where it is seen.
    pub front: Front,
    /// The listening thread.
    pub ears: Ears,
    /// The storing thread.
    pub storing: Storing,
    /// The way to a loudspeaker.
    pub speaker: Speaker,
    /// The way to the desktop's notices.
    pub announcer: Announcer,
    /// Where content is read from.
    pub source: Source,
    /// The mistakes in the user's settings, keys and themes.
    pub mistakes: Vec<Problem>,
    /// What came while the program was not listening.
    pub backlog: VecDeque<News>,
    /// Whether the terminal has been asked to tell of the mouse.
    pub mouse: bool,
}

impl Shell {
    /// Runs until the end, and leaves nothing behind.
    #[must_use]
    pub fn run(mut self, first: Vec<Do>) -> Exit {
        super::crash::rehearse("core");
        let exit = match self.perform(first) {
            Some(exit) => exit,
            None => self.turn(),
        };
        self.close(exit);
        exit
    }

    fn turn(&mut self) -> Exit {
        let mut alarm = None;
        loop {
            if let Some(exit) = self.front.show(&mut self.core) {
                return exit;
            }
            self.set_alarm(&mut alarm);
            self.hear_mouse();
            let mut next = Some(self.wait());
            let mut heard = 0;
            while let Some(news) = next {
                if matches!(news, News::Alarm) {
                    alarm = None;
                }
                if let Some(exit) = self.take(news) {
                    return exit;
                }
                heard += 1;
                next = if heard < AT_ONCE { self.backlog.pop_front().or_else(|| self.news.try_recv().ok()) } else { None };
            }
        }
    }

    fn set_alarm(&self, set: &mut Option<DateTime<Utc>>) {
        let day_end = self.core.day_end();
        if *set != Some(day_end) {
            self.ears.wake_at(self.clock.machine_wall(day_end));
            *set = Some(day_end);
        }
    }

    fn hear_mouse(&mut self) {
        let wished = self.core.hears_mouse();
        if std::mem::replace(&mut self.mouse, wished) != wished {
            self.front.hear_mouse(wished);
        }
    }

    /// Sleeps until something comes, or until the next thing is due.
    fn wait(&mut self) -> News {
        if let Some(news) = self.backlog.pop_front() {
            return news;
        }
        if let Some(event) = self.front.typed(&self.core, &self.ears) {
            return News::Happened(event);
        }
        let due = self.core.due().map(|due| self.clock.machine_time(due.saturating_sub(self.clock.now().awake)));
        let come = match due.into_iter().chain(WITHOUT_ALARM).min() {
            Some(left) => self.news.recv_timeout(left.max(SHORTEST)),
            None => self.news.recv().map_err(RecvTimeoutError::from),
        };
        match come {
            Ok(news) => news,
            Err(RecvTimeoutError::Timeout) => News::Happened(Event::Time),
            // not while we hold an end of it ourselves
            Err(RecvTimeoutError::Disconnected) => News::Told(SIGHUP),
        }
    }

    fn take(&mut self, news: News) -> Option<Exit> {
        let event = match news {
            News::Happened(event) => event,
            News::Alarm => Event::Time,
            News::Rang => {
                self.storing.look();
                return None;
            }
            News::Told(SIGINT) => return Some(Exit::Done),
            News::Told(signal) => return Some(Exit::Signal(signal)),
            News::Typed(lines, is_last) => {
                self.front.hear(lines, is_last);
                return None;
            }
            News::Continued => {
                self.take_terminal();
                Event::Time
            }
        };
        let things = self.core.step(event, self.clock.now());
        self.perform(things)
    }

    fn perform(&mut self, things: Vec<Do>) -> Option<Exit> {
        for thing in things {
            match thing {
                Do::Ask(request, stamp) => self.storing.ask(request, stamp),
                Do::Look => self.storing.look(),
                Do::Bell(_) => self.front.ring(),
                Do::Line(line) => self.front.tell(&line),
                Do::Sound(sound) => self.speaker.make(sound),
                Do::Tell(words) => self.front.words(&words),
                // where there is nothing to show it, the bell has to do
                Do::Notify(notice) => {
                    if !self.announcer.announce(&notice) {
                        self.front.ring();
                    }
                }
                Do::Title(title) => self.front.title(title),
                Do::Progress(percent) => self.front.progress(percent),
                Do::Suspend => self.suspend(),
                Do::Repaint => {
                    self.front.forget();
                    self.core.forget();
                }
                Do::Reload => self.read_content(),
                Do::Quit => return Some(Exit::Done),
            }
        }
        None
    }

    /// Reads the content beside the loop; it comes as an event.
    pub fn read_content(&self) {
        let (source, hidden, teller) = (self.source.clone(), self.core.hidden().to_vec(), self.teller.clone());
        let mut problems = self.mistakes.clone();
        let read = move || {
            super::crash::rehearse("content");
            let (library, more) = content::load(&source, &hidden);
            problems.extend(more);
            let _ = teller.send(News::Happened(Event::Content(Box::new(library), problems)));
        };
        let started = std::thread::Builder::new().name("content".into()).spawn(read);
        if let Err(error) = started {
            let _ = self.teller.send(News::Happened(Event::Notice(format!("The content could not be read: {error}."))));
        }
    }

    /// Looks through the database once, beside the loop, and takes away what a copy left that was cut short; only a finding is told.
    pub fn check_database(&self, file: PathBuf) {
        let teller = self.teller.clone();
        let check = move || {
            if let Err(error) = quick_check(&file) {
                let _ = teller.send(News::Happened(Event::Notice(error.to_string())));
            }
            // what cannot be taken away today is in nobody's way
            let _ = file.parent().map(tidy);
        };
        // a check that cannot be made today is made at the next start
        let _ = std::thread::Builder::new().name("check".into()).spawn(check);
    }

    /// What has to be written before the program ends or stands still.
    fn write_last(&mut self) {
        for thing in self.core.leaving(self.clock.now()) {
            if let Do::Ask(request, stamp) = thing {
                self.storing.ask(request, stamp);
            }
        }
    }

    /// To the shell, until `fg`.
    fn suspend(&mut self) {
        self.write_last();
        let before = self.clock.now();
        self.ears.hush();
        self.front.leave(&self.core, LEAVE_WITHIN);
        terminal::give_keyboard_back();
        // the whole job, as the terminal itself would do it; where nobody could continue us the system refuses it, and we go on
        let _ = kill_current_process_group(Signal::TSTP);
        let until = clock::awake() + STOPPED_WITHIN;
        while let Ok(news) = self.news.recv_timeout(until.saturating_sub(clock::awake())) {
            if matches!(news, News::Continued) {
                break;
            }
            self.backlog.push_back(news);
        }
        self.take_terminal();
        self.ears.listen();
        // nobody was here meanwhile, though the clocks went on
        let stopped = self.clock.now().awake.saturating_sub(before.awake);
        self.backlog.push_back(News::Happened(Event::Stopped(stopped)));
    }

    /// Takes keyboard and screen as if they were new, whatever others did to them meanwhile.
    fn take_terminal(&mut self) {
        if self.front.is_lines() {
            return;
        }
        if terminal::take_keyboard().is_err() {
            self.backlog.push_back(News::Told(SIGHUP));
        }
        self.front.enter(self.mouse);
        self.core.forget();
        self.backlog.push_back(News::Happened(Event::Resized(terminal::size())));
    }

    fn close(mut self, exit: Exit) {
        self.write_last();
        // whoever still has something to tell is not held up by it
        drop(self.news);
        self.ears.hush();
        let in_haste = matches!(exit, Exit::Signal(_));
        self.storing.close(if in_haste { CLOSE_IN_HASTE } else { CLOSE_WITHIN });
        self.front.leave(&self.core, LEAVE_WITHIN.min(LAST_MOMENT));
        terminal::give_keyboard_back();
    }
}

/// Ends by the signal that asked for it, so that whoever started us learns the true cause.
///
/// # Errors
/// If the system refuses; then an ordinary exit has to do.
pub fn end_by(signal: i32) -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal)
}
