//! The heart of the shell, without terminal, threads or clock of its own: what happens goes in with the time, what is to be done comes out,
//! and a picture whenever something changed. Tests drive it exactly as the loop does.

mod carry;
mod nudges;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

use self::nudges::Nudges;
use super::draw::Frame;
use super::event::{Do, Event};
use super::face;
use super::surroundings::Surroundings;
use super::tab::Tab;
use crate::app::{App, Change, Context, Message, Route, Said, Screen};
use crate::breaks::Heard;
use crate::config::theme::Role;
use crate::config::{Caps, Choices};
use crate::content::Library;
use crate::domain::{Day, Moment, Problem, Zone, clean, clean_line};
use crate::store::{Reply, Request, StoreError};

/// With what the core begins.
#[derive(Debug)]
pub struct Setup {
    /// How screens are opened.
    pub open: fn(&Route, &Context) -> Box<dyn Screen>,
    /// Settings, keys and themes as read.
    pub choices: Choices,
    /// The choices made in the app.
    pub prefs: BTreeMap<String, String>,
    /// What the terminal can do.
    pub caps: Caps,
    /// The content so far.
    pub library: Library,
    /// The rules of local time.
    pub zone: Arc<dyn Zone>,
    /// The terminal's size.
    pub size: Size,
    /// Now.
    pub now: Moment,
    /// How long the clock may run on before a gap counts as absence: two seconds of the machine's time.
    pub patience: Duration,
}

/// The app in its surroundings, with the clock as it was last seen.
#[derive(Debug)]
pub struct Core {
    app: App,
    around: Surroundings,
    nudges: Nudges,
    tab: Tab,
    patience: Duration,
    day: Day,
    /// The awake deadline that is waited for.
    due: Option<Duration>,
    drawn: Option<Drawn>,
}

#[derive(Debug)]
struct Drawn {
    at: Moment,
    turns: u64,
    /// How much of it is no longer true.
    old: Change,
}

impl Core {
    /// The core, standing on a route, and the first things to do.
    #[must_use]
    pub fn new(setup: Setup, route: &Route) -> (Self, Vec<Do>) {
        let (open, patience) = (setup.open, setup.patience);
        let around = Surroundings::new(setup);
        let cx = around.context();
        let day = cx.day();
        let (app, effects) = App::new(open, route, &cx);
        let tab = Tab::new(&around.caps, around.now.awake);
        let mut core = Self { app, around, nudges: Nudges::default(), tab, patience, day, due: None, drawn: None };
        let mut things = core.carry(effects);
        things.extend(core.on_tab());
        core.due = core.next_due();
        (core, things)
    }

    /// Opens a screen over what is there.
    pub fn go(&mut self, route: &Route) -> Vec<Do> {
        let effects = self.app.go(route, &self.around.context());
        self.drawn = None;
        let mut things = self.carry(effects);
        things.extend(self.on_tab());
        self.due = self.next_due();
        things
    }

    /// Takes what happened at `now` and returns what is to be done. Absence, a new day and a deadline that has passed are told first.
    pub fn step(&mut self, event: Event, now: Moment) -> Vec<Do> {
        let stopped = if let Event::Stopped(span) = &event { *span } else { Duration::ZERO };
        let mut things = self.settle(now, stopped);
        if matches!(event, Event::Key(_) | Event::Paste(_) | Event::Click(_) | Event::Wheel { .. } | Event::Focus(true)) {
            things.extend(self.hear(&Heard::Person));
        }
        match event {
            Event::Key(key) => {
                self.drawn = None;
                self.tab.heard(now.awake);
                let effects = self.app.key(key, &self.around.context());
                things.extend(self.carry(effects));
            }
            Event::Meant(action) => {
                self.drawn = None;
                let effects = self.app.update(&Message::Action(action), &self.around.context());
                things.extend(self.carry(effects));
            }
            Event::Paste(text) => things.extend(self.tell(&Message::Paste(clean(&text).into_owned()))),
            // what lies beneath the sentence of the moment cannot be seen, so it is not clicked either: the click takes the sentence away
            Event::Click(at) if face::is_covered(&self.app, at, Rect::from((Position::ORIGIN, self.around.size))) => self.app.hush(),
            Event::Click(at) => match self.clicked_on_nudge(at) {
                Some(more) => things.extend(more),
                None => things.extend(self.tell(&Message::Click(at))),
            },
            Event::Wheel { at, down } => things.extend(self.tell(&Message::Wheel { at, down })),
            Event::Focus(focused) => {
                self.tab.focus(focused);
                things.extend(self.tell(&Message::Focus(focused)));
                if focused {
                    // a bell that was missed heals here
                    things.push(Do::Look);
                }
            }
            Event::Resized(size) if size == self.around.size => {}
            Event::Resized(size) => {
                self.around.size = size;
                things.extend(self.tell(&Message::Resized));
            }
            Event::Background { light } => things.extend(self.background(light)),
            Event::Stored(request, answer) => things.extend(self.stored(request, answer)),
            Event::Outside => {
                things.extend(self.tell(&Message::Outside));
                things.extend(self.look_at_breaks());
            }
            Event::Leads(leads) => things.extend(self.lead(leads)),
            Event::Content(library, problems) => {
                self.around.library = *library;
                things.extend(self.tell(&Message::Content));
                things.extend(mistakes(&problems).map(|said| self.say(said)).unwrap_or_default());
            }
            Event::Notice(text) => things.extend(self.say(clean_line(&text))),
            Event::Stopped(_) | Event::Time => {}
        }
        things.extend(self.after());
        things.extend(self.on_tab());
        self.due = self.next_due();
        things
    }

    /// Looks at the clocks: tells of absence before anything else, so that no screen takes the time away for time lived.
    fn settle(&mut self, now: Moment, stopped: Duration) -> Vec<Do> {
        let before = std::mem::replace(&mut self.around.now, now);
        let awake = now.awake.saturating_sub(before.awake);
        let boot = now.boot.saturating_sub(before.boot);
        // the program was stopped: the clock ran on, far beyond the instant that was waited for
        let overdue = self.due.map_or(Duration::ZERO, |due| now.awake.saturating_sub(due.max(before.awake)));
        let stopped = if overdue >= self.patience { overdue.max(stopped) } else { stopped };
        let slept = boot.saturating_sub(awake) + stopped;
        let stepped = (now.wall - before.wall) - TimeDelta::from_std(boot).unwrap_or_default();
        let limit = TimeDelta::from_std(self.patience).unwrap_or(TimeDelta::MAX);
        let mut things = Vec::new();
        if slept >= self.patience || stepped.abs() >= limit {
            things.extend(self.tell(&Message::Woke { slept, stepped }));
            things.extend(self.hear(&Heard::Woke { slept, stepped: stepped.num_milliseconds() }));
        }
        let day = self.around.context().day();
        if day != self.day {
            self.day = day;
            things.extend(self.tell(&Message::NewDay));
            things.extend(self.hear(&Heard::Tick));
        }
        // what was due then: asked now, a screen would name the next one
        if self.due.is_some_and(|due| due <= now.awake) {
            // what time alone has changed, the screens can say only as long as they have not taken it in
            self.grown_old();
            let effects = self.app.update(&Message::Tick, &self.around.context());
            things.extend(self.carry(effects));
            // any split of a span is the same to the schedule: it is told when something of its own is due, not with each picture
            if self.nudge_due().is_some_and(|due| due <= now.awake) {
                things.extend(self.hear(&Heard::Tick));
            }
        }
        things
    }

    /// Notes how much of what was drawn is no longer true.
    fn grown_old(&mut self) {
        let Some(drawn) = &mut self.drawn else { return };
        let cx = self.around.context();
        let change = if face::is_too_small(cx.size) {
            // the line tells of the session even beneath another screen
            let then = self.app.small(&Context { now: &drawn.at, ..cx });
            if then == self.app.small(&cx) { Change::Nothing } else { Change::All }
        } else {
            self.app.changed(&drawn.at, Rect::from((Position::ORIGIN, cx.size)), &cx)
        };
        drawn.old = match (drawn.old, change) {
            (Change::Nothing, change) => change,
            (old, Change::Nothing) => old,
            (old, change) if old == change => old,
            _ => Change::All,
        };
    }

    fn tell(&mut self, message: &Message) -> Vec<Do> {
        self.drawn = None;
        let effects = self.app.update(message, &self.around.context());
        self.carry(effects)
    }

    fn say(&mut self, text: String) -> Vec<Do> {
        let effects = self.app.say(text, &self.around.context());
        self.carry(effects)
    }

    fn stored(&mut self, request: Box<Request>, answer: Result<Reply, StoreError>) -> Vec<Do> {
        if matches!(answer, Ok(Reply::Kept)) {
            // a beat that was kept shows nowhere
            return Vec::new();
        }
        let (is_ours, mut things) = self.learn_breaks(&request, &answer);
        if self.around.learn(&request, &answer) {
            things.extend(self.hear(&Heard::Ruled));
        }
        if !is_ours {
            things.extend(self.tell(&Message::Stored(request, answer)));
        }
        things
    }

    /// Whether to ask the terminal for its background.
    #[must_use]
    pub fn wants_background(&self) -> bool {
        self.around.wants_background()
    }

    fn background(&mut self, light: bool) -> Vec<Do> {
        let Some(request) = self.around.learn_background(light) else { return Vec::new() };
        self.drawn = None;
        vec![Do::Ask(request, self.around.context().stamp())]
    }

    fn next_due(&mut self) -> Option<Duration> {
        let nudge = self.nudge_due();
        self.app.due(&self.around.context()).into_iter().chain(nudge).min()
    }

    /// What is said where only lines are printed.
    #[must_use]
    pub fn says(&self) -> Said {
        self.app.says(&self.around.context())
    }

    /// The instant on the awake clock to wait for; nothing if only something from outside can change what is shown.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        self.due
    }

    /// The end of the day, on the wall clock.
    #[must_use]
    pub fn day_end(&self) -> DateTime<Utc> {
        self.around.context().day_end()
    }

    /// The time as it was last handed in.
    #[must_use]
    pub fn now(&self) -> &Moment {
        &self.around.now
    }

    /// Whether the terminal is to tell of clicks and the wheel.
    #[must_use]
    pub fn hears_mouse(&self) -> bool {
        self.around.settings.mouse
    }

    /// The ids that are hidden, for reading the content.
    #[must_use]
    pub fn hidden(&self) -> &[String] {
        &self.around.settings.hidden
    }

    /// The next frame is drawn whole, whatever is believed to be shown.
    pub fn forget(&mut self) {
        self.drawn = None;
    }

    /// The cells of a part of the screen as they are to be now.
    #[must_use]
    pub fn picture(&self, part: Rect) -> Buffer {
        let cx = self.around.context();
        let mut blank = Cell::EMPTY;
        blank.set_style(cx.theme.style(Role::Ground));
        let mut buffer = Buffer::filled(part, blank);
        face::view(&self.app, Rect::from((Position::ORIGIN, cx.size)), &mut buffer, &cx);
        buffer
    }

    /// What is to be shown now, if that differs from what was shown last.
    pub fn frame(&mut self) -> Option<Frame> {
        let cx = self.around.context();
        let whole = Rect::from((Position::ORIGIN, cx.size));
        let change = match &self.drawn {
            Some(drawn) if drawn.turns == self.app.turns() => drawn.old,
            _ => Change::All,
        };
        let part = match change {
            Change::Nothing => return None,
            Change::Part(part) if !face::is_too_small(cx.size) => Some(part.intersection(whole)).filter(|part| !part.is_empty()),
            Change::Part(_) | Change::All => None,
        };
        let buffer = self.picture(part.unwrap_or(whole));
        self.drawn = Some(Drawn { at: self.around.now, turns: self.app.turns(), old: Change::Nothing });
        Some(Frame { part, buffer })
    }
}

/// What is said of mistakes in the user's own files, without a page of them in the middle of the day.
fn mistakes(problems: &[Problem]) -> Option<String> {
    match problems {
        [] => None,
        [one] => Some(clean_line(&format!("{}: {} `unhunch check` says more.", one.file, one.what))),
        all => Some(format!("There are {} mistakes in your own files; `unhunch check` lists them.", all.len())),
    }
}

#[cfg(test)]
#[path = "core_tests.rs"]
mod tests;
