//! Whole screens: each state drawn at three sizes and kept, laws that hold for all of them, and the pictures and tables of the docs drawn from them.

#[path = "../support/mod.rs"]
mod support;

mod docs;
mod library;
mod pages;
mod player;
mod scene;
mod seed;
mod session;
mod svg;
mod today;
