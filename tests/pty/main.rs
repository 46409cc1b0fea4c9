//! The real program in a real pty. Nothing here sleeps to let something happen: each step waits for what it wants to see.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod shown;
mod stored;
mod tab;

mod asleep;
mod away;
mod closed;
mod commands;
mod copies;
mod drafts;
mod ends;
mod faults;
mod first;
mod kills;
mod nudges;
mod outside;
mod overnight;
mod plain;
mod playing;
mod session;
mod starts;
mod two_tabs;
