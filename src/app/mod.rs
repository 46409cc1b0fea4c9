//! The vocabulary every screen shares: message, effect, route, context; and the stack of screens that they move.

mod context;
mod effect;
mod message;
mod nudge;
mod route;
mod said;
mod screen;
mod stack;

pub use context::Context;
pub use effect::Effect;
pub use message::Message;
pub use nudge::Nudged;
pub use route::{BREAK, PANES, Playing, Rating, Resume, Route, WELCOMED, What};
pub use said::{Said, Wants};
pub use screen::{Change, Screen, Small};
pub use stack::{App, Toast};
