//! The listening thread: sleeps in one poll over keyboard, signals, timer and bell, and tells the core what came. Nothing wakes it but that.

use std::io::{self, PipeReader, PipeWriter};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::BorrowedFd;
use rustix::io::{Errno, read, write};
use rustix::termios::isatty;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use super::alarm::{self, Alarm};
use super::clock;
use super::event::Event;
use super::keys::{Decoder, Input};
use super::shell::News;
use super::{bell, terminal};

/// A program that was told to end and has not by then is ended, whatever holds it up.
pub const LAST_MOMENT: Duration = Duration::from_millis(1500);
/// The thread answers at once; if it does not, it is gone.
const HUSH_WITHIN: Duration = Duration::from_millis(200);

const LISTEN: u8 = b'+';
const HUSH: u8 = b'-';

/// The signals that have come and were not looked at yet.
pub type Signals = SignalDelivery<UnixStream, SignalOnly>;

/// The core's end of the listening thread.
#[derive(Debug)]
pub struct Ears {
    orders: PipeWriter,
    hushed: Receiver<()>,
    alarm: Arc<Alarm>,
}

/// From here on a signal is kept until somebody listens: before the screen is taken, so that there is no moment in which a signal leaves it so.
///
/// # Errors
/// If the system grants no pipe or signal handler.
pub fn keep_signals() -> io::Result<Signals> {
    let (out, into) = UnixStream::pair()?;
    Signals::with_pipe(out, into, SignalOnly, [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH, SIGCONT])
}

/// What is heard of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hears {
    /// Each key, of a terminal that was taken.
    Keys,
    /// Whole lines, of whatever standard input is. After each that comes it does not listen until it is told to.
    Lines,
}

impl Ears {
    /// Starts listening: to the keyboard, the signals, the alarm and the bell in `bell`.
    ///
    /// # Errors
    /// If the system grants no thread or pipe. A bell that cannot be watched is no error: what it tells is seen later.
    pub fn start(signals: Signals, news: SyncSender<News>, bell: &Path, hears: Hears) -> io::Result<Self> {
        let (orders_out, orders) = io::pipe()?;
        let (said, hushed) = channel();
        let alarm = Arc::new(Alarm::new()?);
        let listener = Listener {
            news,
            orders: orders_out,
            said,
            signals,
            alarm: Arc::clone(&alarm),
            bell: bell::watch(bell).ok().flatten(),
            decoder: Decoder::default(),
            line: (hears == Hears::Lines).then(Vec::new),
            hears_keys: true,
            last_moment: None,
        };
        std::thread::Builder::new().name("ears".into()).spawn(move || listener.run())?;
        Ok(Self { orders, hushed, alarm })
    }

    /// Lets go of the keyboard, so that what is typed from now on is somebody else's. Returns when that is so.
    pub fn hush(&self) {
        if write(&self.orders, &[HUSH]).is_ok() {
            let _ = self.hushed.recv_timeout(HUSH_WITHIN);
        }
    }

    /// Listens to the keyboard again.
    pub fn listen(&self) {
        let _ = write(&self.orders, &[LISTEN]);
    }

    /// Sets the alarm for an instant of the machine's wall clock.
    pub fn wake_at(&self, at: chrono::DateTime<chrono::Utc>) {
        self.alarm.set(at);
    }
}

struct Listener {
    news: SyncSender<News>,
    orders: PipeReader,
    said: Sender<()>,
    signals: Signals,
    alarm: Arc<Alarm>,
    bell: Option<OwnedFd>,
    decoder: Decoder,
    /// The line that is half read, where lines are heard in place of keys.
    line: Option<Vec<u8>>,
    hears_keys: bool,
    /// The signal that ends the program, and when its patience is over.
    last_moment: Option<(i32, Duration)>,
}

/// What has something to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Orders,
    Signals,
    Alarm,
    Bell,
    Keys,
}

impl Listener {
    fn run(mut self) {
        super::crash::rehearse("ears");
        while let Ok(ready) = self.wait() {
            for (source, flags) in &ready {
                let go_on = match source {
                    Source::Orders => self.take_orders(),
                    Source::Signals => self.take_signals(),
                    Source::Alarm => {
                        alarm::quieten(&self.alarm);
                        self.tell(News::Alarm)
                    }
                    Source::Bell => {
                        if let Some(bell) = &self.bell {
                            bell::quieten(bell);
                        }
                        self.tell(News::Rang)
                    }
                    Source::Keys if self.line.is_some() => self.take_lines(*flags),
                    Source::Keys => self.take_keys(*flags),
                };
                if !go_on {
                    return;
                }
            }
            if ready.is_empty() && !self.time_is_up() {
                return;
            }
        }
        // deaf for a reason nobody foresaw: better an end in order than a screen that hears nothing
        self.lose_terminal();
    }

    /// Sleeps until something has come, or until what is half has to be given up.
    fn wait(&self) -> Result<Vec<(Source, PollFlags)>, Errno> {
        let stdin = rustix::stdio::stdin();
        let mut sources: Vec<(Source, BorrowedFd)> =
            vec![(Source::Orders, self.orders.as_fd()), (Source::Signals, self.signals.get_read().as_fd())];
        sources.extend(self.alarm.as_fd().map(|fd| (Source::Alarm, fd)));
        sources.extend(self.bell.as_ref().map(|fd| (Source::Bell, fd.as_fd())));
        sources.extend(self.hears_keys.then_some((Source::Keys, stdin)));
        let mut fds: Vec<PollFd> = sources.iter().map(|(_, fd)| PollFd::from_borrowed_fd(*fd, PollFlags::IN)).collect();
        let left = self.last_moment.map(|(_, at)| at.saturating_sub(clock::awake()));
        let patience = self.decoder.patience().filter(|_| self.hears_keys).into_iter().chain(left).min();
        let timeout = patience.and_then(|patience| Timespec::try_from(patience).ok());
        match poll(&mut fds, timeout.as_ref()) {
            Ok(_) => Ok(sources
                .iter()
                .zip(&fds)
                .map(|((source, _), fd)| (*source, fd.revents()))
                .filter(|(_, flags)| !flags.is_empty())
                .collect()),
            Err(Errno::INTR | Errno::AGAIN) => Ok(vec![(Source::Signals, PollFlags::empty())]),
            Err(error) => Err(error),
        }
    }

    /// Whether the core still listens.
    fn tell(&self, news: News) -> bool {
        self.news.send(news).is_ok()
    }

    fn take_orders(&mut self) -> bool {
        let mut bytes = [0; 16];
        let Ok(length @ 1..) = read(&self.orders, &mut bytes) else { return false };
        for order in &bytes[..length] {
            self.hears_keys = *order == LISTEN;
            if *order == HUSH {
                self.decoder = Decoder::default();
                let _ = self.said.send(());
            }
        }
        true
    }

    fn take_signals(&mut self) -> bool {
        let come: Vec<i32> = self.signals.pending().collect();
        for signal in come {
            let news = match signal {
                SIGWINCH => News::Happened(Event::Resized(terminal::size())),
                SIGCONT => News::Continued,
                _ => {
                    self.last_moment.get_or_insert((signal, clock::awake() + LAST_MOMENT));
                    News::Told(signal)
                }
            };
            if !self.tell(news) {
                return false;
            }
        }
        true
    }

    fn take_keys(&mut self, flags: PollFlags) -> bool {
        let mut bytes = [0; 4096];
        match read(rustix::stdio::stdin(), &mut bytes) {
            // readable and yet nothing: the other end is closed, or somebody else took it
            Ok(0) if flags.intersects(PollFlags::HUP | PollFlags::ERR) => self.lose_terminal(),
            Ok(length) => {
                let mut inputs = Vec::new();
                self.decoder.feed(&bytes[..length], &mut inputs);
                self.pass_on(inputs)
            }
            Err(Errno::AGAIN | Errno::INTR) => true,
            Err(_) => self.lose_terminal(),
        }
    }

    fn take_lines(&mut self, flags: PollFlags) -> bool {
        let mut bytes = [0; 4096];
        let is_terminal = isatty(rustix::stdio::stdin());
        match read(rustix::stdio::stdin(), &mut bytes) {
            Ok(0) if is_terminal && flags.intersects(PollFlags::HUP | PollFlags::ERR) => self.lose_terminal(),
            Ok(length) => {
                let half = self.line.get_or_insert_default();
                let typed = whole_lines(half, &bytes[..length]);
                self.hears_keys = length > 0 && typed.is_empty();
                self.hears_keys || self.tell(News::Typed(typed, length == 0))
            }
            Err(Errno::AGAIN | Errno::INTR) => true,
            Err(_) if is_terminal => self.lose_terminal(),
            Err(_) => {
                self.hears_keys = false;
                self.tell(News::Typed(Vec::new(), true))
            }
        }
    }

    fn lose_terminal(&mut self) -> bool {
        self.hears_keys = false;
        self.last_moment.get_or_insert((SIGHUP, clock::awake() + LAST_MOMENT));
        self.tell(News::Told(SIGHUP))
    }

    fn pass_on(&self, inputs: Vec<Input>) -> bool {
        inputs.into_iter().all(|input| {
            self.tell(News::Happened(match input {
                Input::Key(key) => Event::Key(key),
                Input::Paste(text) => Event::Paste(text),
                Input::Focus(focused) => Event::Focus(focused),
                Input::Click(at) => Event::Click(at),
                Input::Wheel { at, down } => Event::Wheel { at, down },
                Input::Background { light } => Event::Background { light },
            }))
        })
    }

    /// A wait that ended without anything having come.
    fn time_is_up(&mut self) -> bool {
        if let Some((signal, at)) = self.last_moment
            && at <= clock::awake()
        {
            terminal::give_keyboard_back();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
            return false;
        }
        let mut inputs = Vec::new();
        self.decoder.give_up(&mut inputs);
        self.pass_on(inputs)
    }
}

/// No answer is longer, and what is no text does not fill the memory.
const LONGEST_LINE: usize = 200;

/// The whole lines that these bytes make with the half one before, blanks at both ends left out; with no bytes the half one is whole.
fn whole_lines(half: &mut Vec<u8>, bytes: &[u8]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut end = |half: &mut Vec<u8>| lines.push(String::from_utf8_lossy(&std::mem::take(half)).trim().to_owned());
    for byte in bytes {
        match byte {
            b'\n' => end(half),
            byte if half.len() < LONGEST_LINE => half.push(*byte),
            _ => {}
        }
    }
    if bytes.is_empty() && !half.is_empty() {
        end(half);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_whole_wherever_they_are_cut_and_the_last_one_needs_no_end() {
        for cut in 0..9 {
            let (mut half, text) = (Vec::new(), b"5\n\n q\r\n3");
            let mut lines = Vec::new();
            for part in [&text[..cut], &text[cut..]].into_iter().filter(|part| !part.is_empty()) {
                lines.extend(whole_lines(&mut half, part));
            }
            lines.extend(whole_lines(&mut half, b""));
            assert_eq!(lines, ["5", "", "q", "3"], "cut at {cut}");
            assert!(whole_lines(&mut half, b"").is_empty());
        }
        assert_eq!(whole_lines(&mut Vec::new(), &[b'x'; 5000]), Vec::<String>::new());
    }
}
