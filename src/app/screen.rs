//! What a screen is: it takes messages, wishes for effects, draws itself, and says when something it shows will change.

use std::fmt::Debug;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::context::Context;
use super::effect::Effect;
use super::message::Message;
use super::said::Said;
use crate::config::{Action, KeyContext};
use crate::domain::Moment;

/// How much of what was drawn is no longer true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    Nothing,
    /// Only what lies inside this rectangle.
    Part(Rect),
    /// Anything.
    All,
}

/// What runs, in the few words for which there is always room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Small {
    /// What is done, with its side.
    pub what: String,
    /// Whole seconds left.
    pub seconds: u64,
    /// The word of the moment.
    pub word: String,
}

/// A screen. It reaches no disk, clock, terminal or database.
pub trait Screen: Debug {
    /// Where its keys are pressed just now.
    fn context(&self) -> KeyContext;

    /// Which of [`PANES`](super::PANES) it is, by the key that leads there; nothing for what lies over a pane.
    fn pane(&self) -> Option<Action> {
        None
    }

    /// What its place has keys for and this screen no use: the help page leaves these out.
    fn unused(&self) -> &'static [Action] {
        &[]
    }

    /// Whether the screen beneath shows through.
    fn is_overlay(&self) -> bool {
        false
    }

    /// Whether it is a page to read that any key closes.
    fn closes_at_any_key(&self) -> bool {
        false
    }

    /// What it wants as soon as it is opened.
    fn opened(&mut self, _cx: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// What it wants as soon as it is closed, however that came about.
    fn closed(&self) -> Vec<Effect> {
        Vec::new()
    }

    /// Takes a message and wishes for what is to happen.
    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect>;

    /// What a click on a cell stands for: a key's action, or [`Message::Select`]; nothing if nothing lies there.
    fn under(&self, _at: Position, _cx: &Context) -> Option<Message> {
        None
    }

    /// What a notch of the wheel over a cell stands for. Where keys mean something else than moving, it means nothing: a session is not paused by it.
    fn wheel(&self, _at: Position, down: bool, _cx: &Context) -> Option<Message> {
        let moves = matches!(self.context(), KeyContext::Pane | KeyContext::List | KeyContext::Form | KeyContext::Dialog);
        moves.then_some(Message::Action(if down { Action::Down } else { Action::Up }))
    }

    /// Draws itself. `buf` may be smaller than `area` when only a part is drawn again.
    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context);

    /// The instant on the awake clock at which something shown changes by itself; nothing if it never does.
    fn due(&self, _cx: &Context) -> Option<Duration> {
        None
    }

    /// Whether time goes on for it where nobody sees it: beneath another screen, or on a blanked one. What only moves for the eye stands still there.
    fn goes_on_unseen(&self) -> bool {
        true
    }

    /// What has changed by time alone since it was drawn at `since` into `area`.
    fn changed(&self, _since: &Moment, _area: Rect, _cx: &Context) -> Change {
        Change::Nothing
    }

    /// What runs here: shown when there is no room for more (decisions 4.24).
    fn small(&self, _cx: &Context) -> Option<Small> {
        None
    }

    /// What it says where only lines are printed. A screen that is no part of a session has nothing to do there.
    fn says(&self, _cx: &Context) -> Said {
        Said::Over(Vec::new())
    }

    /// Whether a session runs here, so that nothing may push itself in front.
    fn is_session(&self) -> bool {
        false
    }
}
