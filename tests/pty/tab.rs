//! A terminal tab for tests: the real program in a real pty, its screen as text, and waiting for what one wants to see.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtyPair, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use unhunch::store::{OpenPlan, Request, Store};

/// Longer than any machine takes; only a failing test waits for it.
pub const LONG: Duration = Duration::from_secs(30);

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_unhunch");

/// How a tab is set up.
pub struct Setup {
    pub size: (u16, u16),
    pub env: Vec<(&'static str, String)>,
    pub argv: Vec<OsString>,
    pub has_terminal_of_its_own: bool,
    /// Whether the person has been through the first start; otherwise it is met with keys.
    pub welcomed: bool,
    pub home: Arc<TempDir>,
}

impl Setup {
    /// The program alone, 80 × 24, in a fresh home.
    pub fn new() -> Self {
        let home = Arc::new(tempfile::tempdir().expect("a folder"));
        Self { size: (80, 24), env: Vec::new(), argv: vec![PROGRAM.into()], has_terminal_of_its_own: true, welcomed: true, home }
    }

    /// The same in the home of another tab: its data, its settings.
    pub fn beside(home: &Arc<TempDir>) -> Self {
        Self { home: Arc::clone(home), ..Self::new() }
    }

    /// A clock that starts elsewhere, and perhaps runs faster: `2026-03-02T09:00x60`.
    pub fn clock(self, clock: &str) -> Self {
        let data = self.data();
        self.arg("--data-dir").arg(data.to_str().expect("text")).arg("--clock").arg(clock)
    }

    /// Settings of one's own: the fields of `settings.ron`.
    pub fn settings(self, fields: &str) -> Self {
        let folder = self.home.path().join("config");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("settings.ron"), format!("(format: 1, {fields})")).expect("written");
        self
    }

    /// As somebody comes who has never started it.
    pub fn new_here(self) -> Self {
        Self { welcomed: false, ..self }
    }

    pub fn size(mut self, width: u16, height: u16) -> Self {
        self.size = (width, height);
        self
    }

    pub fn env(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.env.push((name, value.into()));
        self
    }

    pub fn arg(mut self, arg: &str) -> Self {
        self.argv.push(arg.into());
        self
    }

    /// Another command in place of the program.
    pub fn run(mut self, argv: &[&str]) -> Self {
        self.argv = argv.iter().map(OsString::from).collect();
        self
    }

    pub fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    pub fn open(self) -> Tab {
        Tab::open(self)
    }
}

/// What the terminal has been sent so far, and what it shows.
struct Shown {
    parser: vt100::Parser,
    raw: Vec<u8>,
    reads: bool,
    /// Nothing more will come.
    is_over: bool,
}

/// A running tab.
pub struct Tab {
    master: Box<dyn MasterPty + Send>,
    /// Held open, so that the modes of the terminal can be looked at after the program's end.
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Sender<Vec<u8>>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    ended: Receiver<ExitStatus>,
    pid: Pid,
    modes: String,
    pub home: Arc<TempDir>,
}

impl Tab {
    fn open(setup: Setup) -> Self {
        if setup.welcomed {
            welcome(&setup.data());
        }
        let (cols, rows) = setup.size;
        let PtyPair { master, slave } =
            native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).expect("a pty");
        let mut command = CommandBuilder::from_argv(setup.argv);
        command.env_clear();
        let home = setup.home.path();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("COLORTERM", "truecolor"),
            ("LANG", "C.UTF-8"),
            ("TZ", "UTC"),
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
        ] {
            command.env(name, value);
        }
        command.env("HOME", home);
        command.env("UNHUNCH_DATA_DIR", home.join("data"));
        command.env("UNHUNCH_CONFIG_DIR", home.join("config"));
        for (name, value) in &setup.env {
            command.env(name, value);
        }
        command.cwd(home);
        command.set_controlling_tty(setup.has_terminal_of_its_own);
        let modes = format!("{:?}", master.get_termios());
        let mut child = slave.spawn_command(command).expect("started");
        let pid = Pid::from_raw(i32::try_from(child.process_id().expect("a process")).expect("small")).expect("a process");
        let parser = vt100::Parser::new(rows.try_into().expect("rows"), cols.try_into().expect("columns"), 0);
        let shown = Arc::new((Mutex::new(Shown { parser, raw: Vec::new(), reads: true, is_over: false }), Condvar::new()));
        let (tell, ended) = channel();
        thread("wait", move || drop(child.wait().map(|status| tell.send(status))));
        let (reader, read) = (master.try_clone_reader().expect("a reader"), Arc::clone(&shown));
        thread("read", move || take(reader, &read));
        // a program that does not read is not to hold up the test that finds it out
        let (writer, written) = channel::<Vec<u8>>();
        let mut keyboard = master.take_writer().expect("a writer");
        thread("type", move || {
            for bytes in written {
                if keyboard.write_all(&bytes).and_then(|()| keyboard.flush()).is_err() {
                    return;
                }
            }
        });
        Self { master, slave: Some(slave), writer, shown, ended, pid, modes, home: setup.home }
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.0.lock().expect("whole")
    }

    /// Waits until the screen is as wanted.
    #[track_caller]
    pub fn until(&self, wanted: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let wait = self.shown.1.wait_timeout_while(self.shown(), LONG, |shown| !is_so(shown.parser.screen())).expect("whole");
        assert!(!wait.1.timed_out(), "not seen: {wanted}\n{}\n{:?}", wait.0.parser.screen().contents(), tail(&wait.0.raw));
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub fn sees(&self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until a text is no longer on the screen.
    #[track_caller]
    pub fn loses(&self, text: &str) {
        self.until(&format!("no {text}"), |screen| !screen.contents().contains(text));
    }

    /// Waits until bytes have been sent.
    #[track_caller]
    pub fn is_sent(&self, bytes: &str) {
        let is_missing = |shown: &mut Shown| !String::from_utf8_lossy(&shown.raw).contains(bytes);
        let wait = self.shown.1.wait_timeout_while(self.shown(), LONG, is_missing).expect("whole");
        assert!(!wait.1.timed_out(), "never sent: {bytes:?}\n{:?}", tail(&wait.0.raw));
    }

    /// Everything sent so far.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.shown().raw).into_owned()
    }

    pub fn text(&self) -> String {
        self.shown().parser.screen().contents()
    }

    /// Types, or sends whatever a terminal could send.
    pub fn send(&self, bytes: impl AsRef<[u8]>) {
        let _ = self.writer.send(bytes.as_ref().to_vec());
    }

    /// What is to be had from the screen, as soon as it is there.
    #[track_caller]
    pub fn find<T>(&self, wanted: &str, find: impl Fn(&str) -> Option<T>) -> T {
        let found = std::cell::Cell::new(None);
        self.until(wanted, |screen| {
            found.set(find(&screen.contents()));
            let is_found = found.take();
            let answer = is_found.is_some();
            found.set(is_found);
            answer
        });
        found.take().expect("found")
    }

    /// Ends the program as a power cut would, and gives the last that it showed.
    pub fn kill(mut self) -> String {
        self.signal(Signal::KILL);
        self.end();
        // without an end of the terminal in anybody's hands, all that was sent is read to its last byte
        self.slave = None;
        let shown = self.shown.1.wait_timeout_while(self.shown(), LONG, |shown| !shown.is_over).expect("whole");
        assert!(!shown.1.timed_out(), "the terminal was never read to its end");
        shown.0.parser.screen().contents()
    }

    pub fn resize(&self, width: u16, height: u16) {
        self.master.resize(PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }).expect("resized");
        if let (Ok(rows), Ok(cols)) = (height.try_into(), width.try_into()) {
            self.shown().parser.set_size(rows, cols);
        }
    }

    /// The number of the process.
    pub fn pid(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).expect("a living process");
    }

    /// A terminal that does not read any more, or reads again.
    pub fn reads(&self, reads: bool) {
        self.shown().reads = reads;
        self.shown.1.notify_all();
    }

    /// Waits for the end of the program, or gives nothing if it goes on for longer than `within`.
    pub fn end_within(&self, within: Duration) -> Option<ExitStatus> {
        self.ended.recv_timeout(within).ok()
    }

    /// Waits for the end of the program.
    #[track_caller]
    pub fn end(&self) -> ExitStatus {
        self.end_within(LONG).unwrap_or_else(|| panic!("still there\n{}", self.text()))
    }

    /// The terminal is as it was before: modes, screen, cursor, and nothing switched on any more.
    #[track_caller]
    pub fn is_restored(&self) {
        assert_eq!(format!("{:?}", self.master.get_termios()), self.modes, "the modes of the terminal");
        self.until("the screen given back", |screen| !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        let raw = self.raw();
        for (on, off) in [("\x1b[?1004h", "\x1b[?1004l"), ("\x1b[?1000h", "\x1b[?1000l"), ("\x1b[?2026h", "\x1b[?2026l")] {
            assert!(raw.rfind(on) < raw.rfind(off), "{on:?} was left on: {:?}", tail(raw.as_bytes()));
        }
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        // a test that failed leaves nothing running
        if self.ended.try_recv().is_err() {
            let _ = kill_process(self.pid, Signal::KILL);
        }
        self.shown.0.lock().unwrap_or_else(PoisonError::into_inner).reads = true;
        self.shown.1.notify_all();
        self.slave = None;
    }
}

/// Notes in a database, made for it if there is none, that the first start is over.
fn welcome(data: &Path) {
    if data.join(unhunch::store::JOURNAL).exists() {
        return;
    }
    let stamp = crate::stored::noon();
    let mut store = Store::open(&OpenPlan { dir: data, create: true, stamp }).expect("opens").store;
    store.answer(&Request::SetPref(unhunch::app::WELCOMED.into(), "true".into()), stamp).expect("kept");
}

fn take(mut reader: Box<dyn Read + Send>, shown: &(Mutex<Shown>, Condvar)) {
    let mut bytes = [0; 4096];
    let mut held = Vec::new();
    loop {
        drop(shown.1.wait_while(shown.0.lock().expect("whole"), |shown| !shown.reads).expect("whole"));
        match reader.read(&mut bytes) {
            Ok(length @ 1..) => {
                held.extend(&bytes[..length]);
                let mut shown_now = shown.0.lock().expect("whole");
                shown_now.raw.extend(&bytes[..length]);
                let whole = held.drain(..whole_frames(&held)).collect::<Vec<_>>();
                shown_now.parser.process(&whole);
                drop(shown_now);
                shown.1.notify_all();
            }
            _ => {
                shown.0.lock().expect("whole").is_over = true;
                shown.1.notify_all();
                return;
            }
        }
    }
}

/// How much of these bytes a terminal shows by now: not the beginning of a frame whose end has not come.
fn whole_frames(bytes: &[u8]) -> usize {
    const BEGIN: &[u8] = b"\x1b[?2026h";
    const END: &[u8] = b"\x1b[?2026l";
    let last = |mark: &[u8]| bytes.windows(mark.len()).rposition(|part| part == mark);
    match last(BEGIN) {
        Some(begins) if last(END).is_none_or(|ends| ends < begins) => begins,
        _ => {
            let split = (1..BEGIN.len()).rev().find(|&length| bytes.ends_with(&BEGIN[..length]));
            bytes.len() - split.unwrap_or(0)
        }
    }
}

pub fn thread(name: &str, work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().name(name.into()).spawn(work).expect("a thread");
}

fn tail(raw: &[u8]) -> String {
    String::from_utf8_lossy(&raw[raw.len().saturating_sub(600)..]).into_owned()
}

/// Whether a process is gone; one that waits for its parent to look is.
pub fn is_gone(pid: i32) -> bool {
    let Ok(stat) = std::fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("stat")) else { return true };
    stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z'))
}
