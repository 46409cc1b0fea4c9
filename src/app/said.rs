//! What a screen says where nothing is drawn and only lines are printed: for a screen reader, a braille row, or the plainest terminal.

/// What is to be typed, with Enter after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// A number of the pain scale, or nothing for none.
    Number,
    /// The number of a line.
    Line {
        /// How many there are.
        count: usize,
        /// The one that is taken, from 0, where nobody is left to answer; nothing for one step back.
        unasked: Option<usize>,
    },
    /// Nothing but a sign that it has been read.
    Read,
}

/// What a screen says just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing: the store is waited for.
    Nothing,
    /// A session runs here; what it does is told as it happens.
    Runs,
    /// A session stands still here.
    Stands,
    /// A page, and what it wants.
    Page(Vec<String>, Wants),
    /// The last there is to say.
    Over(Vec<String>),
}
