//! Content: RON files to one checked, indexed library; the rules that every file of it keeps.

mod check;
mod figures;
mod library;
mod load;
mod texts;
mod times;

pub use check::check;
pub use figures::figure;
pub use library::{Guidance, Library, Shelf};
pub use load::{load, load_plan, load_routine, load_warning_signs};
pub use texts::{Prose, prose};
