//! The RON of this house: which of its liberties every file has. The build script reads the content by the same rules.

use ron::Options;
use ron::extensions::Extensions;

/// How every file of this house is read.
pub fn options() -> Options {
    // without UNWRAP_VARIANT_NEWTYPES: with it `Some((18, 8))` would no longer read
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_NEWTYPES)
}
