//! Figures: a small skeleton that takes the poses of a file and is drawn in dots. Pure: it knows no terminal, no colour and no clock.
//!
//! [`FigureFile`] is what is written, [`Figure`] what can be drawn. `figure.draw(&Instant { step, progress, side, breath }, &Shot::of(view, cells, down))`
//! gives a [`Drawing`]: for each dot what it shows ([`Ink`]). On the screen it is `widgets::figure::FigureView` that draws it into an area.
//!
//! A figure knows no seconds. Whoever plays it finds in [`Figure::steps`] the phase and the share of each step, and hands over which step it is and how
//! much of it is over; [`Figure::is_hold`] says which steps stand still, [`Figure::reversed`] plays it the other way round. A drawing equals the one
//! before it where nothing has moved by a dot, so there is nothing to show. For a figure without motion show the ends of steps, `progress: 1.0`.

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
mod ply;
mod pose;
mod pose_file;
mod props;
mod ready;
mod skeleton;
mod splat;
mod things;
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
