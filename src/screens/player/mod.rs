//! The player: leads through a session with no key pressed, and takes any key that is.

mod answers;
mod ask;
mod calls;
mod cast;
mod course;
mod foot;
mod keys;
mod motion;
mod place;
mod tab;
mod told;
mod view;
mod words;
mod writes;

pub(super) use self::view::flash;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::ask::Ask;
use self::calls::Calls;
use self::cast::{Cast, Sight};
use self::tab::Tab;
use self::writes::belongs;
use super::resume::side_words;
use crate::app::{Change, Context, Effect, Message, Playing, Rating, Resume, Route, Said, Screen, Small, What};
use crate::config::KeyContext;
use crate::domain::{Day, Moment, SessionState, Side, Uid};
use crate::player::{Crossed, Mode, Player, StepKind};
use crate::sound::{Sound, Tone};
use crate::store::{Request, StoreError};

/// The position is written at each change of state and this often while running, in milliseconds (decisions 1.8).
const BEAT: u64 = 4000;
/// How long a full-screen word stays, in milliseconds.
pub(super) const FLASH: u64 = 800;
/// Away for longer than this, the session is paused where it was last seen.
const AWAY: Duration = Duration::from_secs(2);

/// Paused for longer than this, in milliseconds, when a new day begins, the session has been left; the store thinks the same.
const LEFT: i64 = 60_000;

/// The player with its session.
#[derive(Debug)]
pub(super) struct PlayerScreen {
    session: Uid,
    what: What,
    short: bool,
    player: Player,
    ask: Option<Ask>,
    /// The step whose beginning a full-screen word announces, and since when.
    flash: Option<(usize, Duration)>,
    /// Elapsed milliseconds at which the position was last written.
    kept: u64,
    /// When that was, UTC milliseconds, and on which day.
    kept_at: (i64, Day),
    /// Whether the session has been ended and its answer is waited for.
    ending: bool,
    /// Who shows the exercise.
    cast: Cast,
    /// What is seen of it.
    sight: Sight,
    /// What has been called out.
    calls: Calls,
    /// What stands on the tab.
    tab: Tab,
    /// Why it stands still, in a sentence, if not by the person's own key.
    note: Option<&'static str>,
    /// How it hurt, until the exercise is left or goes on: every set that this ends says so.
    hurt: Option<&'static str>,
}

impl PlayerScreen {
    pub(super) fn new(playing: Playing, cx: &Context) -> Self {
        let now = cx.now.awake;
        let Playing { session, what, short, timeline, resume } = playing;
        let player = match resume {
            None => Player::new(timeline, now),
            Some(Resume { place, active_ms, done }) => Player::resume(timeline, place, active_ms, &done, now),
        };
        let kept = player.elapsed(now);
        let cast = Cast::of(player.step(now).part, player.timeline(), cx.library);
        Self {
            session,
            what,
            short,
            player,
            ask: None,
            flash: Some((0, now)),
            kept,
            kept_at: (cx.now.millis(), cx.day()),
            ending: false,
            cast,
            sight: Sight::Figure(0),
            calls: Calls::default(),
            tab: Tab::default(),
            note: None,
            hurt: None,
        }
    }

    /// Lets time go on and turns what was crossed into wishes.
    fn advance(&mut self, cx: &Context) -> Vec<Effect> {
        let crossed = self.player.advance(cx.now.awake);
        let mut effects = self.follow(crossed, cx);
        effects.extend(self.calls.hear(&self.player, cx));
        effects
    }

    fn follow(&mut self, crossed: Vec<Crossed>, cx: &Context) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut changed = false;
        for event in crossed {
            match event {
                Crossed::Began(step) => {
                    changed = true;
                    self.flash = Some((step, cx.now.awake));
                    effects.extend(told::tell(cx, || told::began(self.player.timeline(), step)));
                    effects.extend(calls::began(self.player.timeline(), step, cx.settings));
                }
                Crossed::Last(step, _) => {
                    if !matches!(self.player.timeline().steps[step].kind, StepKind::Switch(_)) {
                        effects.push(Effect::Sound(Sound::Tone(Tone::Count)));
                    }
                }
                Crossed::Item { step, done_ms, outcome } => effects.extend(self.log(step, done_ms, outcome)),
                Crossed::Finished => {
                    effects.extend([Effect::Sound(Sound::Tone(Tone::End)), Effect::Notify(tab::over(self.player.timeline(), cx.settings))]);
                    effects.extend(self.finish(self.player.verdict()));
                }
            }
        }
        let elapsed = self.player.elapsed(cx.now.awake);
        if !self.ending && (changed || elapsed >= self.kept + BEAT || elapsed < self.kept) {
            effects.push(self.keep(cx));
        }
        effects
    }

    /// Whether a night lies between the last sign of life and now; then the session is over, and Today closes it.
    fn is_left_overnight(&self, cx: &Context) -> bool {
        let (at, day) = self.kept_at;
        cx.day() > day && cx.now.millis() - at > LEFT
    }
}

impl Screen for PlayerScreen {
    fn context(&self) -> KeyContext {
        self.ask.as_ref().map_or(KeyContext::Player, Ask::context)
    }

    fn opened(&mut self, cx: &Context) -> Vec<Effect> {
        let now = cx.now.awake;
        let told = told::tell(cx, || match self.player.mode() {
            Mode::Entering => told::going_on(&self.player, now),
            _ => told::began(self.player.timeline(), self.player.place(now).step),
        });
        told.into_iter().chain([self.keep(cx)]).collect()
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let mut effects = self.take(message, cx);
        self.call(message, cx);
        effects.extend(self.tab.follow(&self.player, cx));
        effects
    }

    fn closed(&self) -> Vec<Effect> {
        tab::cleared()
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        self.ask.as_ref().and_then(|ask| view::under(self, ask, at, cx))
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        view::draw(self, area, buf, cx);
    }

    fn due(&self, cx: &Context) -> Option<Duration> {
        if self.ending || matches!(self.player.mode(), Mode::Paused | Mode::Ended) {
            return None;
        }
        Some(if cx.caps.lines { told::next_change(self, cx) } else { motion::next_change(self, cx) })
    }

    fn changed(&self, since: &Moment, area: Rect, cx: &Context) -> Change {
        if self.ask.is_some() {
            return Change::Nothing;
        }
        motion::changed(self, since.awake, cx.now.awake, area, cx)
    }

    fn small(&self, cx: &Context) -> Option<Small> {
        let face = self.player.face(cx.now.awake);
        let name = &self.player.timeline().parts[face.part].name;
        let what = if face.side == Side::Both { name.clone() } else { format!("{name}, {}", side_words(face.side)) };
        let word = match self.player.mode() {
            Mode::Paused => "paused".to_owned(),
            Mode::Entering if face.entry > 0 => "going on".to_owned(),
            Mode::Ended => "done".to_owned(),
            Mode::Entering | Mode::Running => motion::state_word(&self.player.step(cx.now.awake).kind, &face),
        };
        Some(Small { what, seconds: face.seconds, word })
    }

    fn says(&self, _cx: &Context) -> Said {
        match (&self.ask, self.player.mode()) {
            _ if self.ending => Said::Nothing,
            (Some(ask), _) => ask.says(),
            (None, Mode::Paused) => Said::Stands,
            (None, _) => Said::Runs,
        }
    }

    fn is_session(&self) -> bool {
        true
    }
}

impl PlayerScreen {
    fn take(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Woke { slept, stepped } => {
                if *slept >= AWAY || stepped.abs() >= chrono::TimeDelta::from_std(AWAY).unwrap_or_default() {
                    self.player.pause_where_seen();
                    if self.is_left_overnight(cx) {
                        return vec![Effect::Home(Route::Today)];
                    }
                    let note = "Paused while you were away. Nothing is lost.";
                    self.note = Some(note);
                    let told = told::tell(cx, || note.to_owned());
                    return if self.ending { Vec::new() } else { told.into_iter().chain([self.keep(cx)]).collect() };
                }
                Vec::new()
            }
            Message::Stored(asked, Ok(_)) => match **asked {
                Request::Finish { session, .. } if session == self.session && self.is_break() => {
                    vec![Effect::Back, Effect::Toast("Your break is saved.".into())]
                }
                Request::Finish { session, state, .. } if session == self.session => {
                    let (title, is_through) = (self.player.timeline().title.clone(), state == SessionState::Done);
                    vec![Effect::Replace(Route::Rate(Rating::After { session, title, is_through }))]
                }
                Request::TakeBack(session) if session == self.session => {
                    vec![Effect::Replace(Route::Start { what: self.what.clone(), short: self.short })]
                }
                Request::Discard(session) if session == self.session => vec![Effect::Back],
                _ => Vec::new(),
            },
            Message::Stored(asked, Err(error @ (StoreError::TakenOver | StoreError::Gone))) if belongs(asked, self.session) => {
                self.ending = true;
                if cx.caps.lines && *error == StoreError::TakenOver {
                    // there is no page on which it could be taken back
                    return vec![Effect::Toast(error.to_string()), Effect::Quit];
                }
                let ended = (*error == StoreError::Gone).then(|| Effect::Toast("This session was ended in another tab.".into()));
                [Effect::Home(Route::Today)].into_iter().chain(ended).collect()
            }
            Message::Stored(asked, Err(_)) if matches!(**asked, Request::Finish { session, .. } | Request::Discard(session) | Request::TakeBack(session) if session == self.session) =>
            {
                // not saved: the person may try again with the same key
                self.ending = false;
                self.player.pause_where_seen();
                self.ask = Some(Ask::leave());
                Vec::new()
            }
            _ if self.ending => Vec::new(),
            Message::NewDay if self.player.mode() == Mode::Paused && self.is_left_overnight(cx) => vec![Effect::Home(Route::Today)],
            // somebody else wrote: perhaps they took this session over, and the next write is told so
            Message::Outside => {
                let mut effects = self.advance(cx);
                if !self.ending {
                    effects.push(self.keep(cx));
                }
                effects
            }
            // a click chooses in a question, where the session stands still anyway, and never lets it go on
            Message::Select(_) => self.ask.take().map(|ask| self.ask(ask, message, cx)).unwrap_or_default(),
            Message::Action(_) | Message::Key(_) => {
                let mut effects = self.advance(cx);
                if self.ending {
                    return effects;
                }
                effects.extend(match (self.ask.take(), message) {
                    (Some(ask), _) => self.ask(ask, message, cx),
                    (None, Message::Action(action)) => self.key(*action, cx),
                    (None, _) => self.pause(cx),
                });
                effects
            }
            _ => self.advance(cx),
        }
    }

    /// Hands a key to an open question, and closes it once it has its last answer.
    fn ask(&mut self, mut ask: Ask, message: &Message, cx: &Context) -> Vec<Effect> {
        let effects = ask.update(message).map(|answer| self.answered(answer, cx)).unwrap_or_default();
        if !ask.is_over() && !self.ending {
            self.ask = Some(ask);
        }
        effects
    }
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
