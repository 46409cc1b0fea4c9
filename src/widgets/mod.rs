//! Parts of a screen, drawn from plain values: no screens, no store, no content. Floor 4.

pub mod dots; // the one dot rasteriser: octants, quadrants, braille
pub mod orb;
pub mod strokes; // digits and words as strokes, any height // the player's hero: ring, disc, number

#[cfg(test)]
mod drawn; // what tests look at
