//! The command line: one file per subcommand.

pub mod check;
pub mod exit;
pub mod export;
pub mod import;
pub mod log;
