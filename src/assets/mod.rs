//! Files: the embedded ones, the user's own laid over them, and RON read into a value or into a problem with its place.

mod dialect;
mod embedded;
mod nearest;
mod place;
mod read;
mod source;
mod thin;

pub use nearest::nearest;
pub use place::place;
pub use read::{FORMAT, is_blank, parse};
pub use source::{Asset, Folder, Layers, Listing, Origin, SIZE_LIMIT, Source};
