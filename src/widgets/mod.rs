//! Parts of a screen, drawn from plain values: no screens, no store, no content. Floor 4.

pub mod chrome; // margins, header, footer hints, button, choice, surfaces
pub mod dots; // the one dot rasteriser: octants, quadrants, braille
pub mod list; // sections and items; which rows are seen follows from the selection
pub mod orb; // the player's hero: ring, disc, number
pub mod strokes; // digits and words as strokes, at any height
pub mod text; // words: measured, clipped, wrapped, aligned

#[cfg(test)]
mod drawn; // what tests look at
