//! The impure shell: clocks, threads, terminal, loop. The only room that asks for the time, starts threads or touches the terminal.

mod alarm;
mod announcer;
mod bell;
mod clock;
mod core;
mod crash;
mod draw;
mod ears;
mod encode;
mod event;
mod face;
mod first;
mod keys;
mod lead;
mod machine;
mod program;
mod reading;
mod shell;
mod speaker;
mod start;
mod storing;
mod surroundings;
mod tab;
mod terminal;
mod window;
mod zone;

pub use clock::{ClockStart, SystemClock};
pub use core::{Core, Setup};
pub use draw::Frame;
pub use event::{Do, Event};
pub use first::First;
pub use machine::{Programs, Tmux, announce, ask_tmux, programs};
pub use shell::{Exit, end_by};
pub use start::{Failure, Launch, outlive_limits, run, what};
pub use zone::{FixedZone, LocalZone};
