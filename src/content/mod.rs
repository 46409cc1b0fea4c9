//! (being built)

/// The content, checked and indexed.
#[derive(Debug, Default)]
pub struct Library;
