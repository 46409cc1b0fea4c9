//! The real program in a real pty. Nothing here sleeps to let something happen: each step waits for what it wants to see.

mod tab;

mod closed;
mod ends;
mod faults;
mod outside;
mod starts;
