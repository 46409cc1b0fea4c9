//! Journeys: keys and time through the very core that the loop drives, with a clock moved by hand and a database in memory.
//!
//! A script is read from left to right. A character is its key; `<name>` is a key by its name, such as `<enter>`, `<space>` or `<ctrl-c>`;
//! `@2.5s`, `@10m`, `@1h`, `@2d` let time go on, through every instant at which the loop would wake; `@@10m` does so in few long stalls.
//! White space only separates.

// each test file uses its own part of this
#![allow(dead_code)]

mod zone;

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

pub use self::zone::Changing;
use chrono::{DateTime, FixedOffset};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use unhunch::app::Route;
use unhunch::assets::Source;
use unhunch::config::{Caps, Choices};
use unhunch::content::{self, Library};
use unhunch::domain::{Moment, Notice, Zone as _};
use unhunch::runtime::{Core, Do, Event, First, Setup};
use unhunch::screens;
use unhunch::sound::{Sound, Tone};
use unhunch::store::{Reply, Request, Stamp, Store};

/// More frames than this in one stretch of time is a screen that never rests.
const FRAMES_A_SECOND: usize = 20;

/// A journey under way.
pub struct Journey {
    core: Core,
    store: Store,
    now: Moment,
    zone: Changing,
    screen: Buffer,
    /// What went to the loudspeaker, and when.
    pub sounds: Vec<(Duration, Sound)>,
    /// Every ring of the bell so far, with its time.
    pub cues: Vec<(Duration, Tone)>,
    /// Words that went to the terminal beside the screen, and when.
    pub told: Vec<(Duration, String)>,
    /// Notices that went to the desktop, and when.
    pub notices: Vec<(Duration, Notice)>,
    /// What stands on the tab: its title, and how much of a hundred.
    pub tab: (Option<String>, Option<u8>),
    /// Everything that was asked of the store and answered, with its time.
    pub asked: Vec<(Duration, Request)>,
    /// Frames drawn so far, and how many of them were parts.
    pub frames: (usize, usize),
    /// Whether every picture is held against the whole, which costs as much as drawing it.
    pub strict: bool,
    /// Whether the program has ended.
    pub ended: bool,
    /// Whether it wanted to go to the shell.
    pub suspended: bool,
}

/// How a journey begins.
pub struct Beginning {
    pub start: &'static str,
    pub size: (u16, u16),
    pub env: fn(&str) -> Option<String>,
    pub source: Source,
    pub store: Option<Store>,
    /// Whether the person has been through the first start; if not, it is due as the program itself decides.
    pub welcomed: bool,
    /// How local time goes on from the start; by its offset if nothing is said.
    pub zone: Option<Changing>,
    /// Whether nudges come, this tab being the one that sends them.
    pub nudges: bool,
}

impl Default for Beginning {
    /// Monday morning, 80 × 24, 24-bit colour, nothing of one's own, an empty database.
    fn default() -> Self {
        Self {
            start: "2026-03-02T09:00:00+01:00",
            size: (80, 24),
            env: |name| match name {
                "TERM" => Some("xterm-256color".into()),
                "COLORTERM" => Some("truecolor".into()),
                "COLORFGBG" => Some("15;0".into()),
                _ => None,
            },
            source: Source::embedded(),
            store: None,
            welcomed: true,
            zone: None,
            nudges: false,
        }
    }
}

/// Plays a script from a fresh start and gives the screen after it.
pub fn journey(script: &str) -> String {
    let mut journey = Journey::new(Beginning::default());
    journey.play(script)
}

fn embedded() -> Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| content::load(&Source::embedded(), &[]).0).clone()
}

impl Journey {
    pub fn new(beginning: Beginning) -> Self {
        let wall: DateTime<FixedOffset> = beginning.start.parse().expect("a time with its offset");
        let now = Moment { awake: Duration::from_secs(1000), boot: Duration::from_secs(5000), wall };
        let zone = beginning.zone.unwrap_or(Changing { first: *wall.offset(), then: Vec::new() });
        let (choices, problems) = Choices::read(&beginning.source).expect("the embedded files");
        assert!(problems.is_empty(), "{problems:?}");
        let mut store = beginning.store.unwrap_or_else(|| Store::in_memory().expect("a store"));
        let stamp =
            Stamp { at: now.millis(), off: now.offset_minutes(), day: choices.settings(&Default::default()).day_start().day_of(wall) };
        let Ok(Reply::Prefs(prefs)) = store.answer(&Request::Prefs, stamp) else { panic!("prefs") };
        let first = First::of(&prefs, || store.answer(&Request::HasSessions, stamp) == Ok(Reply::HasSessions(true)));
        let first = if beginning.welcomed { First { is_due: false, note: None } } else { first };
        let settings = choices.settings(&prefs);
        let (routine, exercises) = content::load_routine(&beginning.source, &settings.routine, &settings.hidden).expect("today's routine");
        let mut library = Library::of_routine(routine, exercises);
        if first.is_due {
            library.guidance.warning_signs = content::load_warning_signs(&beginning.source);
        }
        let (width, height) = beginning.size;
        let setup = Setup {
            open: screens::open,
            choices,
            prefs,
            caps: Caps::read(beginning.env),
            library,
            zone: Arc::new(zone.clone()),
            size: Size::new(width, height),
            now,
            patience: Duration::from_secs(2),
        };
        let (core, things) = Core::new(setup, if first.is_due { &Route::Welcome } else { &Route::Today });
        let screen = Buffer::empty(Rect::new(0, 0, width, height));
        let mut journey = Self {
            core,
            store,
            now,
            zone,
            screen,
            sounds: Vec::new(),
            cues: Vec::new(),
            told: Vec::new(),
            notices: Vec::new(),
            tab: (None, None),
            asked: Vec::new(),
            frames: (0, 0),
            strict: true,
            ended: false,
            suspended: false,
        };
        journey.perform(things);
        journey.draw();
        journey.agrees();
        journey.perform(first.note.map(|request| Do::Ask(request, stamp)).into_iter().collect());
        let library = if beginning.source == Source::embedded() { embedded() } else { content::load(&beginning.source, &[]).0 };
        journey.happens(Event::Content(Box::new(library), Vec::new()));
        if beginning.nudges && !first.is_due {
            let things = journey.core.begin_nudges();
            journey.perform(things);
        }
        if beginning.nudges {
            journey.happens(Event::Leads(true));
        }
        journey
    }

    /// Ends this journey as a closed program would, and begins another on the same database.
    pub fn again(self, beginning: Beginning) -> Self {
        Self::new(Beginning { store: Some(self.store), ..beginning })
    }

    /// Plays a script and gives the screen after it.
    pub fn play(&mut self, script: &str) -> String {
        let mut rest = script.trim_start();
        while !rest.is_empty() {
            let (word, after) = match rest.strip_prefix('<').and_then(|name| name.split_once('>')) {
                Some((name, after)) => (name, after),
                None if rest.starts_with('@') => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
                None => rest.split_at(rest.chars().next().map_or(0, char::len_utf8)),
            };
            match word.strip_prefix('@').filter(|span| !span.is_empty()) {
                Some(span) => match span.strip_prefix('@') {
                    Some(span) => self.hurry(span_of(span)),
                    None => self.wait(span_of(span)),
                },
                None => self.happens(Event::Key(word.parse().unwrap_or_else(|error| panic!("{error}")))),
            }
            rest = after.trim_start();
        }
        self.text()
    }

    /// Lets time go on through every instant at which the loop would wake.
    pub fn wait(&mut self, span: Duration) {
        let end = self.now.awake + span;
        let mut left = FRAMES_A_SECOND * (usize::try_from(span.as_secs()).expect("short") + 2);
        while !self.ended {
            let day_end = (self.core.day_end() - self.now.wall.to_utc()).to_std().unwrap_or_default();
            let due = self.core.due().into_iter().chain([self.now.awake + day_end]).min().expect("the day ends");
            if due > end {
                break;
            }
            self.pass(due.saturating_sub(self.now.awake));
            self.happens(Event::Time);
            left = left.checked_sub(1).unwrap_or_else(|| panic!("woken more than {FRAMES_A_SECOND} times a second\n{}", self.text()));
        }
        self.pass(end.saturating_sub(self.now.awake));
    }

    /// Lets time go on in stalls just short of an absence: as `wait`, with few frames.
    pub fn hurry(&mut self, span: Duration) {
        let mut left = span;
        while !self.ended && left > Duration::ZERO {
            let stall = left.min(Duration::from_millis(1900));
            self.pass(stall);
            self.happens(Event::Time);
            left -= stall;
        }
    }

    /// The terminal has another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.happens(Event::Resized(Size::new(width, height)));
    }

    /// A click on the first place where these words stand.
    pub fn click(&mut self, words: &str) -> String {
        let at = self.find(words);
        self.happens(Event::Click(at));
        self.text()
    }

    /// A notch of the wheel over the first place where these words stand.
    pub fn wheel(&mut self, words: &str, down: bool) -> String {
        let at = self.find(words);
        self.happens(Event::Wheel { at, down });
        self.text()
    }

    fn find(&self, words: &str) -> Position {
        let letters: Vec<String> = words.chars().map(String::from).collect();
        let stands = |at: &Position| {
            let there = |n: usize| self.screen.cell((at.x + u16::try_from(n).expect("short"), at.y)).map(|cell| cell.symbol());
            letters.iter().enumerate().all(|(n, letter)| there(n) == Some(letter))
        };
        self.screen.area.positions().find(stands).unwrap_or_else(|| panic!("no {words:?}\n{}", self.text()))
    }

    /// Time goes by while nobody looks: a stall, if it is short.
    pub fn pass(&mut self, span: Duration) {
        self.now.awake += span;
        self.sleep(span);
    }

    /// The machine sleeps.
    pub fn sleep(&mut self, span: Duration) {
        self.now.boot += span;
        let wall = self.now.wall.to_utc() + span;
        self.now.wall = wall.with_timezone(&self.zone.offset(wall));
    }

    /// The wall clock is set.
    pub fn set_clock(&mut self, by: chrono::TimeDelta) {
        self.now.wall += by;
    }

    pub fn due(&self) -> Option<Duration> {
        self.core.due()
    }

    pub fn now(&self) -> Moment {
        self.now
    }

    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Something happens now: what the loop would do then.
    pub fn happens(&mut self, event: Event) {
        assert!(!self.ended, "the program has ended");
        let was_due = self.core.due().is_some_and(|due| due <= self.now.awake);
        let things = self.core.step(event, self.now);
        self.perform(things);
        // between two instants that are due, what moves may stand where it stood
        if (self.draw() || was_due) && self.strict {
            self.agrees();
        }
    }

    fn perform(&mut self, things: Vec<Do>) {
        let mut waiting = VecDeque::from(things);
        while let Some(thing) = waiting.pop_front() {
            match thing {
                Do::Ask(request, stamp) => {
                    let answer = self.store.answer(&request, stamp);
                    self.asked.push((self.now.awake, request.clone()));
                    waiting.extend(self.core.step(Event::Stored(Box::new(request), answer), self.now));
                }
                Do::Sound(sound) => self.sounds.push((self.now.awake, sound)),
                Do::Bell(cue) => self.cues.push((self.now.awake, cue)),
                Do::Quit => self.ended = true,
                Do::Suspend => self.suspended = true,
                Do::Tell(words) => self.told.push((self.now.awake, String::from_utf8(words).expect("text"))),
                Do::Notify(notice) => self.notices.push((self.now.awake, notice)),
                Do::Title(title) => self.tab.0 = title,
                Do::Progress(percent) => self.tab.1 = percent,
                Do::Look | Do::Repaint | Do::Reload | Do::Line(_) => {}
            }
        }
    }

    /// Draws as the loop does. Whether there was anything to draw.
    fn draw(&mut self) -> bool {
        let Some(frame) = self.core.frame() else { return false };
        self.frames.0 += 1;
        match frame.part {
            None => self.screen = frame.buffer,
            Some(_) => {
                self.frames.1 += 1;
                for at in frame.buffer.area.positions() {
                    self.screen[at] = frame.buffer[at].clone();
                }
            }
        }
        true
    }

    /// Holds what is shown against the whole as it is to be now.
    #[track_caller]
    fn agrees(&self) {
        let whole = self.core.picture(self.screen.area);
        if self.screen != whole {
            let (shown, meant) = (lines(&self.screen), lines(&whole));
            panic!("more changed than the screen said\n--- shown\n{shown}\n--- meant\n{meant}\nat {:?}", self.now.awake);
        }
    }

    /// The screen as text, without the blanks at the ends of its lines.
    pub fn text(&self) -> String {
        lines(&self.screen)
    }

    /// The screen with its colours.
    pub fn screen(&self) -> &Buffer {
        &self.screen
    }
}

fn lines(buffer: &Buffer) -> String {
    let row = |y: u16| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..buffer.area.height).map(row).collect::<Vec<_>>().join("\n")
}

fn span_of(text: &str) -> Duration {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f64 = text[..text.len() - unit.len()].parse().unwrap_or_else(|_| panic!("`@{text}` is no time"));
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => panic!("`@{text}` has no unit: ms, s, m, h, d"),
    };
    Duration::from_millis((number * seconds * 1000.0).round() as u64)
}
