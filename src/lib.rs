//! unhunch: a calm companion for an upper back that sits at a desk all day.
//!
//! (The drawing of the screen and its words goes here once the screens stand.)

pub mod domain;
