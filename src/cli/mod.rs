//! The command line: one file per subcommand.

mod card;
pub mod check;
pub mod show;
