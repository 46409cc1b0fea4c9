//! unhunch: a calm companion for an upper back that sits at a desk all day.
//!
//! Rooms stand on floors; a room imports lower floors and its own folder, never a neighbour on its floor. `tests/floors.rs` guards it.

pub mod domain; // 0 what exists

pub mod assets; // 1 files: embedded text, the user's laid over, RON to value or problem
pub mod breaks; // 1 when a nudge to move is due, and what became of it; pure
pub mod figure; // 1 a skeleton, its poses, drawn in dots; pure
pub mod insight; // 1 what the numbers can carry: changes, slopes, two sides, each with its interval; pure
pub mod plan; // 1 a run of a plan: which day is which, what today asks, what was rated; pure
pub mod player; // 1 a routine as a timeline, the session, the breath; pure
pub mod sound; // 1 the tones of a session, as samples; pure

pub mod config; // 2 paths, settings, keymap, theme, terminal capabilities
pub mod content; // 2 assets to a checked library
pub mod store; // 2 SQLite; the only SQL

pub mod app; // 3 message, effect, route, context, the stack of screens
pub mod report; // 3 rows to text: the JSON export and import format

pub mod widgets; // 4 parts drawn from plain values

pub mod screens; // 5 one screen, one file

pub mod runtime; // 6 the impure shell: clocks, threads, terminal, loop

pub mod cli; // 7 one file per subcommand
