//! The stack of screens: who gets which message, who is drawn, and when the next thing is due.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::Context;
use super::effect::Effect;
use super::message::Message;
use super::nudge;
use super::route::{PANES, Rating, Route};
use super::said::Said;
use super::screen::{Change, Screen, Small};
use crate::config::{Action, Key, KeyContext};
use crate::domain::Moment;
use crate::store::{Reply, Request, StoreError};

/// How long a toast stays.
const TOAST: Duration = Duration::from_secs(5);

/// A sentence that stays for a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// The sentence.
    pub text: String,
    /// Until when, on the awake clock.
    pub until: Duration,
}

/// The screens, the one in front last.
#[derive(Debug)]
pub struct App {
    stack: Vec<Box<dyn Screen>>,
    open: fn(&Route, &Context) -> Box<dyn Screen>,
    toast: Option<Toast>,
    blank: bool,
    turns: u64,
}

impl App {
    /// The app, standing on a route, with the function that opens screens.
    pub fn new(open: fn(&Route, &Context) -> Box<dyn Screen>, route: &Route, cx: &Context) -> (Self, Vec<Effect>) {
        let mut app = Self { stack: Vec::new(), open, toast: None, blank: false, turns: 0 };
        let effects = app.perform(vec![Effect::Go(route.clone())], cx);
        (app, effects)
    }

    /// Takes what happened and returns what only the runtime can do.
    pub fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        if self.toast.as_ref().is_some_and(|t| t.until <= cx.now.awake) {
            self.toast = None;
            self.turns += 1;
        }
        let effects = match message {
            Message::Action(_) | Message::Key(_) | Message::Paste(_) => return self.input(message, cx),
            Message::Click(at) => return self.pointed(self.stack.last().and_then(|front| front.under(*at, cx)), cx),
            Message::Wheel { at, down } => return self.pointed(self.stack.last().and_then(|front| front.wheel(*at, *down, cx)), cx),
            Message::Stored(asked, Ok(Reply::Undone(what))) if **asked == Request::Undo => {
                let said = what.as_ref().map_or("There is nothing to undo.".to_owned(), |what| format!("Taken back: {what}."));
                let mut effects = self.tell(&Message::Outside, cx);
                effects.push(Effect::Toast(said));
                effects
            }
            Message::Stored(asked, Err(error)) => {
                let mut effects = self.tell(message, cx);
                // a screen that knows more of it says it better; a late beat of a session that is no longer here concerns nobody
                let is_said = effects.iter().any(|effect| matches!(effect, Effect::Toast(_)));
                let is_late = effects.is_empty()
                    && matches!(**asked, Request::Position { .. })
                    && matches!(error, StoreError::Gone | StoreError::TakenOver);
                if !is_said && !is_late {
                    effects.push(Effect::Toast(error.to_string()));
                }
                effects
            }
            _ => self.tell(message, cx),
        };
        self.perform(effects, cx)
    }

    /// A key of the terminal, by what it means in the place in front.
    pub fn key(&mut self, key: Key, cx: &Context) -> Vec<Effect> {
        // over a page that any key closes, pain is logged with one press: as it is on the screen beneath
        if let [.., beneath, front] = &self.stack[..]
            && front.closes_at_any_key()
            && !self.blank
            && cx.keymap.action(beneath.context(), key) == Some(Action::LogPain)
        {
            let mut effects = self.perform(vec![Effect::Back], cx);
            effects.extend(self.key(key, cx));
            return effects;
        }
        let message = match cx.keymap.action(self.place(), key) {
            // any key brings a blanked screen back
            Some(Action::Nothing) if !self.blank => return Vec::new(),
            Some(action) => Message::Action(action),
            None => Message::Key(key),
        };
        self.update(&message, cx)
    }

    /// Opens a screen over what is there.
    pub fn go(&mut self, route: &Route, cx: &Context) -> Vec<Effect> {
        self.perform(vec![Effect::Go(route.clone())], cx)
    }

    /// Says a sentence for a moment.
    pub fn say(&mut self, text: String, cx: &Context) -> Vec<Effect> {
        self.perform(vec![Effect::Toast(text)], cx)
    }

    /// Takes the sentence of the moment away before its time.
    pub fn hush(&mut self) {
        self.toast = None;
        self.turns += 1;
    }

    /// How often the stack moved, a toast came or went, or a wish was carried out: when this changes, all has to be drawn.
    #[must_use]
    pub fn turns(&self) -> u64 {
        self.turns
    }

    /// Where keys are pressed just now.
    #[must_use]
    pub fn place(&self) -> KeyContext {
        self.stack.last().map_or(KeyContext::Pane, |s| s.context())
    }

    /// Time and answers: every screen hears them.
    fn tell(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let mut effects = Vec::new();
        for at in 0..self.stack.len() {
            for effect in self.stack[at].update(message, cx) {
                match effect {
                    // what lies beneath others makes way in its own place: whoever reads the help reads on
                    Effect::Replace(route) if at + 1 < self.stack.len() => {
                        self.turns += 1;
                        let mut screen = (self.open)(&route, cx);
                        effects.extend(self.stack[at].closed());
                        effects.extend(screen.opened(cx));
                        self.stack[at] = screen;
                    }
                    other => effects.push(other),
                }
            }
        }
        effects
    }

    /// The mouse: what a click or a notch of the wheel stands for is done as if a key had said it.
    fn pointed(&mut self, meant: Option<Message>, cx: &Context) -> Vec<Effect> {
        match meant {
            Some(message) if !self.blank => self.input(&message, cx),
            // any sign of life brings a blanked screen back
            _ if self.blank => {
                self.blank = false;
                self.perform(Vec::new(), cx)
            }
            _ => Vec::new(),
        }
    }

    /// Keys: what means the same everywhere is done here, the rest goes to the screen in front.
    fn input(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        if self.blank {
            self.blank = false;
            return Vec::new();
        }
        let place = self.place();
        let in_pane = matches!(place, KeyContext::Pane | KeyContext::List);
        if let (true, Message::Action(action)) = (in_pane, message)
            && let Some(effects) = nudge::pressed(*action, cx)
        {
            return self.perform(effects, cx);
        }
        let effects = match message {
            Message::Action(Action::Blank) => {
                self.blank = true;
                Vec::new()
            }
            Message::Action(Action::Quit) => vec![Effect::Quit],
            Message::Action(Action::Suspend) => vec![Effect::Suspend],
            Message::Action(Action::Help) => vec![Effect::Go(Route::Help(place, self.stack.last().map_or(&[], |s| s.unused())))],
            Message::Action(Action::Warnings) => vec![Effect::Go(Route::Warnings)],
            Message::Action(action) if in_pane && self.pane(*action).is_some() => {
                self.pane(*action).map(Effect::Home).into_iter().collect()
            }
            // over a pane alone: a page of settings does not lie on another
            Message::Action(Action::Settings) if self.stack.last().is_some_and(|s| s.pane().is_some()) && in_pane => {
                vec![Effect::Go(Route::Settings)]
            }
            Message::Action(Action::LogPain) if in_pane => vec![Effect::Go(Route::Rate(Rating::Free))],
            Message::Action(Action::Average) if in_pane => vec![Effect::Go(Route::Rate(Rating::Average))],
            Message::Action(Action::Undo) if in_pane => vec![Effect::Ask(Request::Undo)],
            Message::Action(Action::Start | Action::StartShort) if in_pane => {
                vec![Effect::Go(Route::StartToday { short: *message == Message::Action(Action::StartShort) })]
            }
            Message::Action(Action::Repaint) => {
                let mut effects = self.front(message, cx);
                effects.push(Effect::Repaint);
                effects
            }
            _ => self.front(message, cx),
        };
        self.perform(effects, cx)
    }

    /// The pane that a key leads to: by its own key, or the next one and the one before.
    fn pane(&self, action: Action) -> Option<Route> {
        let by = match action {
            Action::NextPane => 1,
            Action::PreviousPane => PANES.len() - 1,
            _ => return PANES.iter().find(|(key, ..)| *key == action).map(|(.., route)| route.clone()),
        };
        let open = self.stack.last()?.pane()?;
        let at = PANES.iter().position(|(key, ..)| *key == open)?;
        Some(PANES[(at + by) % PANES.len()].2.clone())
    }

    fn front(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        self.stack.last_mut().map(|s| s.update(message, cx)).unwrap_or_default()
    }

    /// Moves the stack as wished and hands on what is not its own.
    fn perform(&mut self, effects: Vec<Effect>, cx: &Context) -> Vec<Effect> {
        let mut rest = Vec::new();
        for effect in effects {
            self.turns += 1;
            let more = match effect {
                // a session that this tab plays is not offered to it, whatever the pane beneath has read meanwhile
                Effect::Go(Route::Resume(_)) if self.has_session() => Vec::new(),
                Effect::Go(route) => self.push(&route, cx),
                Effect::Replace(route) => {
                    let mut more = self.stack.pop().map(|screen| screen.closed()).unwrap_or_default();
                    more.extend(self.push(&route, cx));
                    more
                }
                Effect::Home(route) => {
                    let mut more: Vec<Effect> = self.stack.drain(..).flat_map(|screen| screen.closed()).collect();
                    more.extend(self.push(&route, cx));
                    more
                }
                Effect::Back if self.stack.len() > 1 => {
                    let mut more = self.stack.pop().map(|screen| screen.closed()).unwrap_or_default();
                    // what lies beneath may have become old meanwhile
                    more.extend(self.front(&Message::Outside, cx));
                    more
                }
                Effect::Back => Vec::new(),
                // a line that is printed stays by itself
                Effect::Toast(text) if cx.caps.lines => {
                    rest.push(Effect::Tell(text));
                    Vec::new()
                }
                Effect::Toast(text) => {
                    self.toast = Some(Toast { text, until: cx.now.awake + TOAST });
                    Vec::new()
                }
                other => {
                    rest.push(other);
                    Vec::new()
                }
            };
            rest.extend(self.perform(more, cx));
        }
        rest
    }

    fn push(&mut self, route: &Route, cx: &Context) -> Vec<Effect> {
        let mut screen = (self.open)(route, cx);
        let effects = screen.opened(cx);
        self.stack.push(screen);
        effects
    }

    /// The screens that can be seen, the lowest first.
    fn visible(&self) -> &[Box<dyn Screen>] {
        let from = self.stack.iter().rposition(|s| !s.is_overlay()).unwrap_or(0);
        &self.stack[from..]
    }

    /// Draws what can be seen.
    pub fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        if !self.blank {
            for screen in self.visible() {
                screen.view(area, buf, cx);
            }
        }
    }

    /// The sentence to show just now.
    #[must_use]
    pub fn toast(&self) -> Option<&Toast> {
        self.toast.as_ref().filter(|_| !self.blank)
    }

    /// Whether the screen is blanked.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.blank
    }

    /// Whether a session is on the stack.
    #[must_use]
    pub fn has_session(&self) -> bool {
        self.stack.iter().any(|screen| screen.is_session())
    }

    /// What is said where only lines are printed.
    #[must_use]
    pub fn says(&self, cx: &Context) -> Said {
        self.stack.last().map_or(Said::Nothing, |front| front.says(cx))
    }

    /// The line for a terminal too small for more.
    #[must_use]
    pub fn small(&self, cx: &Context) -> Option<Small> {
        self.stack.iter().rev().find_map(|s| s.small(cx))
    }

    /// The instant on the awake clock at which something changes by itself: in any screen, since time goes on beneath others too; but not for what
    /// moves for the eye alone.
    #[must_use]
    pub fn due(&self, cx: &Context) -> Option<Duration> {
        let is_seen = |at: usize| at + 1 == self.stack.len() && !self.blank;
        let alive = self.stack.iter().enumerate().filter(|(at, screen)| is_seen(*at) || screen.goes_on_unseen());
        alive.filter_map(|(_, s)| s.due(cx)).chain(self.toast.iter().map(|t| t.until)).min()
    }

    /// What has changed by time alone since `since`.
    #[must_use]
    pub fn changed(&self, since: &Moment, area: Rect, cx: &Context) -> Change {
        if self.blank {
            return Change::Nothing;
        }
        let visible = self.visible();
        let alone = visible.len() == 1;
        let mut change = Change::Nothing;
        for screen in visible {
            match screen.changed(since, area, cx) {
                Change::Nothing => {}
                Change::Part(part) if alone => change = Change::Part(part),
                Change::Part(_) | Change::All => return Change::All,
            }
        }
        change
    }
}
