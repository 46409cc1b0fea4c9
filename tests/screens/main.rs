//! Whole screens: each state drawn at three sizes and kept, laws that hold for all of them, and the pictures and tables of the docs drawn from them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "../support/mod.rs"]
mod support;

mod breaks;
mod docs;
mod figures;
mod guide;
mod journal;
mod laws;
mod library;
mod nudges;
mod pages;
mod plan;
mod player;
mod scene;
mod seed;
mod session;
mod settings;
mod svg;
mod today;
mod today_plan;
mod welcome;
