//! Parts of a screen, drawn from plain values: no screens, no store, no content. Floor 4.

pub mod banner; // the band that asks, over whatever is shown
pub mod chrome; // margins, header, footer hints, button, choice, surfaces
pub mod day_line; // a day as one line of signs, with the times beneath
pub mod dots; // the one dot rasteriser: octants, sextants, quadrants, braille
pub mod dress; // the colours of a figure
pub mod entries; // rows of a journal by day: time, number, words
pub mod field; // a text field, of one line or of many
pub mod figure; // a body that moves, in dots
pub mod glow; // the pool of lamplight behind a hero
pub mod list; // sections and items; which rows are seen follows from the selection
pub mod marker_picker; // the same figure in each marker, for the eye to choose
mod mask; // shapes of dots before they have a colour
pub mod orb; // the player's hero: ring, disc, number
pub mod printed; // a drawn buffer as lines for the standard output
pub mod scale; // the pain scale from 0 to 10
pub mod session_line; // a session, or an exercise, as strokes as long as its parts
pub mod strip; // days side by side, before and after
pub mod strokes; // digits and words as strokes, at any height
pub mod text; // words: measured, clipped, wrapped, aligned
pub mod too_small; // the request for room, and the hold that goes on
pub mod wave; // two breaths as a standing line, where there is room
pub mod word; // the word of the moment under the orb

#[cfg(test)]
mod drawn; // what tests look at
