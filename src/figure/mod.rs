//! Figures: a small skeleton that takes the poses of a file and is drawn in dots. Pure: it knows no terminal, no colour and no clock.
//!
//! [`FigureFile`] is what is written, [`Figure`] what can be drawn. `figure.draw(&Instant { step, progress, side, breath }, &Shot::of(view, cells, down))`
//! gives a [`Drawing`]: for each dot what it shows ([`Ink`]). The player hands over step and progress; a figure knows no seconds.

mod arrows;
mod camera;
mod canvas;
mod draw;
mod file;
mod finish;
mod flesh;
mod ink;
mod limbs;
mod lint;
mod mix;
mod pose;
mod props;
mod ready;
mod skeleton;
mod things;
mod told;
mod vec3;
mod zones;

pub use draw::{Instant, Shot};
pub use file::{FigureFile, Focus, Phase, Side, Sides, Step, View};
pub use ink::{Dot, Drawing, Ink};
pub use lint::Finding;
pub use ready::Figure;
pub use skeleton::Body;

#[cfg(test)]
mod laws_tests;
