//! Settings of the program: the look, the keys, where things lie. Floor 2.

pub mod marker;
pub mod theme;
