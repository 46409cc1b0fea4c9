//! The drawing thread: owns the way out, knows what the terminal shows, and writes only what differs. A terminal that does not read
//! holds up nobody else.

use std::io::{self, BufWriter, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crossterm::QueueableCommand;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;
use unicode_width::UnicodeWidthStr;

use super::window::Window;
use super::{encode, terminal};

/// One whole screen of any usual size fits in, so a frame is one write and is never seen half.
const BUFFER: usize = 64 << 10;
/// So many bytes of words may wait for a terminal that does not read.
const UNTOLD: usize = 4 << 10;

/// A picture of the screen, or of the part of it that moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The part; nothing for the whole screen.
    pub part: Option<Rect>,
    /// Its cells. The area says where they belong.
    pub buffer: Buffer,
}

/// Turns pictures into bytes, and remembers what was shown.
#[derive(Debug)]
pub struct Painter<W: Write> {
    out: BufWriter<W>,
    shown: Option<Buffer>,
}

impl<W: Write> Painter<W> {
    /// A painter before an unknown screen.
    pub fn new(out: W) -> Self {
        Self { out: BufWriter::with_capacity(BUFFER, out), shown: None }
    }

    /// Puts words that are no picture in front of the next frame.
    pub fn words(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// Nothing is known of what the screen shows: the next whole frame is drawn from the ground up.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// Draws what differs. A part that does not fit what is shown is passed over: a whole frame is on its way.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn paint(&mut self, frame: Frame) -> io::Result<()> {
        let Frame { part, buffer } = frame;
        match (&mut self.shown, part) {
            (Some(shown), Some(part)) if shown.area.intersection(part) == part && part == buffer.area => {
                let mut below = Buffer::empty(part);
                copy(shown, &mut below);
                write(&mut self.out, below.diff_iter(&buffer), false)?;
                copy(&buffer, shown);
            }
            (_, Some(_)) => {}
            (Some(shown), None) if shown.area == buffer.area => {
                write(&mut self.out, shown.diff_iter(&buffer), false)?;
                *shown = buffer;
            }
            (shown, None) => {
                write(&mut self.out, cells(&buffer), true)?;
                *shown = Some(buffer);
            }
        }
        Ok(())
    }
}

/// Every cell that shows something on a cleared screen.
pub(super) fn cells(buffer: &Buffer) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let width = usize::from(buffer.area.width).max(1);
    let mut covered = 0;
    buffer.content.iter().enumerate().filter_map(move |(at, cell)| {
        let is_covered = covered > 0 && at % width > 0;
        let symbol = cell.symbol();
        // one byte is one column
        let wide = if symbol.len() == 1 { 1 } else { symbol.width() };
        covered = if is_covered { covered - 1 } else { wide.saturating_sub(1) };
        let shows = symbol != " " || cell.bg != Color::Reset || !cell.modifier.is_empty();
        (!is_covered && shows).then(|| buffer.pos_of(at)).map(|(x, y)| (x, y, cell))
    })
}

/// Copies what two pictures have in common from one to the other.
fn copy(from: &Buffer, to: &mut Buffer) {
    for at in from.area.intersection(to.area).positions() {
        to[at] = from[at].clone();
    }
}

fn write<'a, W: Write>(out: &mut BufWriter<W>, cells: impl Iterator<Item = (u16, u16, &'a Cell)>, clear: bool) -> io::Result<()> {
    let mut cells = cells.peekable();
    if cells.peek().is_none() && !clear {
        return Ok(());
    }
    out.queue(BeginSynchronizedUpdate)?;
    if clear {
        out.queue(Clear(ClearType::All))?;
    }
    encode::cells(out, cells)?;
    out.queue(EndSynchronizedUpdate)?;
    out.flush()
}

/// What waits to be drawn: one whole frame at most, and parts laid over it or waiting for themselves.
#[derive(Debug, Default)]
struct Slot {
    frames: Vec<Frame>,
    /// Whether to take the screen again, and the mouse with it.
    enter: Option<bool>,
    forget: bool,
    /// Words that are no picture, for after the frames.
    words: Vec<u8>,
    title: Option<Option<String>>,
    progress: Option<Option<u8>>,
    hear_mouse: Option<bool>,
    ask_background: bool,
    leave: Option<Sender<()>>,
    end: bool,
}

impl Slot {
    /// A newer whole frame replaces all that waits; a part is laid over a whole frame that waits, and replaces an older one of its place.
    fn put(&mut self, frame: Frame) {
        match frame.part {
            None => self.frames = vec![frame],
            Some(part) => match self.frames.iter_mut().find(|waiting| waiting.part.is_none_or(|other| other == part)) {
                Some(whole) if whole.part.is_none() => copy(&frame.buffer, &mut whole.buffer),
                Some(same) => *same = frame,
                None => self.frames.push(frame),
            },
        }
    }

    fn is_empty(&self) -> bool {
        let is_told = self.enter.is_some() || self.forget || self.ask_background || self.end || !self.words.is_empty();
        let is_on_tab = self.title.is_some() || self.progress.is_some();
        self.frames.is_empty() && !is_told && !is_on_tab && self.hear_mouse.is_none() && self.leave.is_none()
    }
}

/// The core's end of the drawing thread. Nothing here waits for the terminal.
#[derive(Debug)]
pub struct Canvas {
    slot: Arc<(Mutex<Slot>, Condvar)>,
}

impl Canvas {
    /// Starts the thread with a painter that may have drawn already. `broken` is called once if the terminal refuses what is written.
    ///
    /// # Errors
    /// If no thread is to be had.
    pub fn start<W: Write + Send + 'static>(painter: Painter<W>, broken: impl FnOnce() + Send + 'static) -> io::Result<Self> {
        let slot = Arc::new((Mutex::new(Slot::default()), Condvar::new()));
        let canvas = Self { slot: Arc::clone(&slot) };
        std::thread::Builder::new().name("draw".into()).spawn(move || {
            if draw(painter, &slot).is_err() {
                broken();
                // whoever still waits for the screen to be left is told that this is as far as it goes
                loop {
                    let order = next(&slot);
                    if order.end {
                        return;
                    }
                }
            }
        })?;
        Ok(canvas)
    }

    fn order(&self, change: impl FnOnce(&mut Slot)) {
        change(&mut locked(&self.slot.0));
        self.slot.1.notify_one();
    }

    /// Shows a frame as soon as the terminal takes it.
    pub fn show(&self, frame: Frame) {
        self.order(|slot| slot.put(frame));
    }

    /// Draws the next whole frame from the ground up, whatever the screen shows.
    pub fn forget(&self) {
        self.order(|slot| slot.forget = true);
    }

    /// Rings the terminal's bell.
    pub fn ring(&self) {
        self.tell(b"\x07");
    }

    /// Sends words that are no picture. Where too many wait already, or these very words do, they are old news.
    pub fn tell(&self, words: &[u8]) {
        self.order(|slot| {
            if slot.words.len() + words.len() <= UNTOLD && !slot.words.ends_with(words) {
                slot.words.extend(words);
            }
        });
    }

    /// Sets the title of the tab, or gives it back.
    pub fn title(&self, title: Option<String>) {
        self.order(|slot| slot.title = Some(title));
    }

    /// Shows progress on the tab, or none.
    pub fn progress(&self, percent: Option<u8>) {
        self.order(|slot| slot.progress = Some(percent));
    }

    /// Asks the terminal for clicks and the wheel, or no longer.
    pub fn hear_mouse(&self, on: bool) {
        self.order(|slot| slot.hear_mouse = Some(on));
    }

    /// Asks the terminal for its background; the answer comes by the keyboard.
    pub fn ask_background(&self) {
        self.order(|slot| slot.ask_background = true);
    }

    /// Takes the screen again after it was left, and the mouse if it is wished for.
    pub fn enter(&self, mouse: bool) {
        self.order(|slot| (slot.enter, slot.forget) = (Some(mouse), true));
    }

    /// Gives the screen back and waits until that is done, but no longer than `patience`. Whether it was done.
    pub fn leave(&self, patience: Duration) -> bool {
        let (left, done) = channel();
        self.order(|slot| {
            slot.frames.clear();
            slot.leave = Some(left);
        });
        wait(&done, patience)
    }
}

impl Drop for Canvas {
    fn drop(&mut self) {
        self.order(|slot| slot.end = true);
    }
}

fn wait(done: &Receiver<()>, patience: Duration) -> bool {
    done.recv_timeout(patience).is_ok()
}

fn locked(slot: &Mutex<Slot>) -> MutexGuard<'_, Slot> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

fn next((slot, come): &(Mutex<Slot>, Condvar)) -> Slot {
    let mut slot = come.wait_while(locked(slot), |slot| slot.is_empty()).unwrap_or_else(PoisonError::into_inner);
    std::mem::take(&mut *slot)
}

fn draw<W: Write>(mut painter: Painter<W>, slot: &(Mutex<Slot>, Condvar)) -> io::Result<()> {
    super::crash::rehearse("draw");
    let mut window = Window::default();
    loop {
        let orders = next(slot);
        if let Some(mouse) = orders.enter {
            terminal::enter(mouse, painter.words())?;
            window.again(painter.words())?;
        }
        if orders.forget {
            painter.forget();
        }
        for frame in orders.frames {
            painter.paint(frame)?;
        }
        let is_more = orders.title.is_some() || orders.progress.is_some() || !orders.words.is_empty();
        if let Some(title) = orders.title {
            window.title(title, painter.words())?;
        }
        if let Some(percent) = orders.progress {
            window.progress(percent, painter.words())?;
        }
        if is_more {
            painter.words().write_all(&orders.words)?;
            painter.words().flush()?;
        }
        if let Some(on) = orders.hear_mouse {
            terminal::hear_mouse(on, painter.words())?;
            painter.words().flush()?;
        }
        if orders.ask_background {
            painter.words().write_all(b"\x1b]11;?\x1b\\")?;
            painter.words().flush()?;
        }
        if let Some(left) = orders.leave {
            terminal::leave(painter.words());
            let _ = left.send(());
        }
        if orders.end {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longer than any machine takes.
    const LONG: Duration = Duration::from_secs(20);

    /// What a terminal shows after these bytes.
    fn shown(bytes: &[u8], area: Rect) -> String {
        let mut parser = vt100::Parser::new(24.try_into().expect("rows"), 80.try_into().expect("columns"), 0);
        parser.process(bytes);
        let rows: Vec<String> = parser.screen().rows(0, area.width).take(usize::from(area.height)).collect();
        rows.join("\n")
    }

    /// Bytes that can be looked at while they are being written.
    #[derive(Clone, Default)]
    struct Tape(Arc<Mutex<Vec<u8>>>);

    impl Tape {
        fn bytes(&self) -> Vec<u8> {
            self.0.lock().expect("whole").clone()
        }
    }

    impl Write for Tape {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("whole").extend(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn painter() -> (Painter<Tape>, Tape) {
        let tape = Tape::default();
        (Painter::new(tape.clone()), tape)
    }

    fn whole(lines: &[&str]) -> Frame {
        Frame { part: None, buffer: Buffer::with_lines(lines.iter().copied()) }
    }

    fn part(x: u16, y: u16, text: &str) -> Frame {
        let area = Rect::new(x, y, u16::try_from(text.len()).expect("short"), 1);
        let mut buffer = Buffer::empty(area);
        buffer.set_string(x, y, text, ratatui::style::Style::new());
        Frame { part: Some(area), buffer }
    }

    #[test]
    fn nothing_is_written_when_nothing_differs() {
        let (mut painter, tape) = painter();
        painter.paint(whole(&["abc", "def"])).expect("painted");
        let once = tape.bytes().len();
        painter.paint(whole(&["abc", "def"])).expect("painted");
        painter.paint(part(1, 1, "ef")).expect("painted");
        assert!(once > 0);
        assert_eq!(tape.bytes().len(), once);
    }

    #[test]
    fn a_part_changes_its_own_cells_only() {
        let (mut painter, tape) = painter();
        painter.paint(part(0, 0, "early")).expect("passed over before there is a whole");
        assert!(tape.bytes().is_empty());
        painter.paint(whole(&["abcdef", "ghijkl"])).expect("painted");
        let before = tape.bytes().len();
        painter.paint(part(2, 1, "XY")).expect("painted");
        let bytes = tape.bytes();
        assert_eq!(shown(&bytes, Rect::new(0, 0, 6, 2)), "abcdef\nghXYkl");
        assert!(!String::from_utf8_lossy(&bytes[before..]).contains('g'));
        painter.paint(whole(&["abcdef", "ghXYkl"])).expect("painted");
    }

    #[test]
    fn a_wide_character_leaves_nothing_behind() {
        let (mut painter, tape) = painter();
        painter.paint(whole(&["a☕b", "cdef"])).expect("painted");
        assert_eq!(shown(&tape.bytes(), Rect::new(0, 0, 4, 2)), "a☕b\ncdef");
        painter.paint(whole(&["axyb", "cdef"])).expect("painted");
        painter.paint(part(1, 0, "zz")).expect("painted");
        assert_eq!(shown(&tape.bytes(), Rect::new(0, 0, 4, 2)), "azzb\ncdef");
    }

    #[test]
    fn after_forgetting_everything_is_drawn_again_and_without_questions() {
        let (mut painter, tape) = painter();
        painter.paint(whole(&["abc"])).expect("painted");
        let before = tape.bytes().len();
        painter.forget();
        painter.paint(whole(&["abc"])).expect("painted");
        let again = String::from_utf8_lossy(&tape.bytes()[before..]).into_owned();
        assert!(again.contains("abc") && again.contains("\x1b[2J"), "{again:?}");
        assert!(!again.contains("\x1b[6n"), "a question for the cursor can hang for ever");
    }

    #[test]
    fn only_the_newest_waits() {
        let mut slot = Slot::default();
        slot.put(part(0, 0, "old"));
        slot.put(part(3, 0, "els"));
        slot.put(part(0, 0, "new"));
        assert_eq!(slot.frames, [part(0, 0, "new"), part(3, 0, "els")]);
        slot.put(whole(&["abcdef"]));
        slot.put(part(1, 0, "XY"));
        assert_eq!(slot.frames, [whole(&["aXYdef"])]);
    }

    /// A terminal that says when it is written to, takes it only when it is allowed to, and passes it on.
    struct Stubborn {
        asked: Sender<()>,
        allowed: Receiver<()>,
        written: Sender<Vec<u8>>,
    }

    /// A canvas on such a terminal, with the other ends of the three.
    fn stubborn(broken: impl FnOnce() + Send + 'static) -> (Canvas, Receiver<()>, Sender<()>, Receiver<Vec<u8>>) {
        let (asked, asks) = channel();
        let (allow, allowed) = channel();
        let (written, writes) = channel();
        let canvas = Canvas::start(Painter::new(Stubborn { asked, allowed, written }), broken).expect("a thread");
        (canvas, asks, allow, writes)
    }

    impl Write for Stubborn {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.asked.send(());
            self.allowed.recv().map_err(|_| io::Error::other("closed"))?;
            let _ = self.written.send(bytes.to_vec());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_terminal_that_does_not_read_holds_up_nobody_and_then_gets_the_newest() {
        let (canvas, asks, allow, writes) = stubborn(|| {});
        canvas.show(whole(&["frame --"]));
        asks.recv_timeout(LONG).expect("the thread writes");
        for n in 0..100 {
            canvas.show(whole(&[&format!("frame {n:02}")]));
        }
        assert!(!canvas.leave(Duration::from_millis(20)), "a blocked terminal is not waited for");
        canvas.show(whole(&["last one"]));
        let mut writes_in_all = Vec::new();
        for _ in 0..2 {
            allow.send(()).expect("still there");
            writes_in_all.push(String::from_utf8(writes.recv_timeout(LONG).expect("written")).expect("text"));
        }
        assert!(writes_in_all[0].contains("--") && writes_in_all[1].contains("last one"), "{writes_in_all:?}");
    }

    #[test]
    fn a_terminal_that_is_gone_is_told_once() {
        let (told, gone) = channel();
        let (canvas, _asks, allow, _writes) = stubborn(move || {
            let _ = told.send(());
        });
        drop(allow);
        canvas.show(whole(&["x"]));
        assert!(gone.recv_timeout(LONG).is_ok());
        assert!(!canvas.leave(LONG), "leaving a terminal that is gone returns at once");
    }
}
