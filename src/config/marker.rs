//! Which family of block characters draws dots: what the terminal can show decides, the user may overrule it.

use serde::{Deserialize, Serialize};

/// The characters dots are drawn with. Every one stands for a grid of dots inside one cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Marker {
    /// 2 × 4 solid dots (Unicode 16). Few terminals draw them yet, those that do draw them best.
    Octant,
    /// 2 × 3 solid dots (Unicode 13), where the terminal draws them itself.
    Sextant,
    /// 2 × 2 solid dots, in nearly every font.
    #[default]
    Quadrant,
    /// 2 × 4 separate points, with about a third of the ink.
    Braille,
}

impl Marker {
    /// All, the finest first.
    pub const ALL: [Self; 4] = [Self::Octant, Self::Sextant, Self::Quadrant, Self::Braille];

    /// What they are called.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Octant => "octants",
            Self::Sextant => "sextants",
            Self::Quadrant => "quadrants",
            Self::Braille => "braille",
        }
    }

    /// Dots of a cell, one below the other; there are always two beside each other.
    #[must_use]
    pub fn down(self) -> u16 {
        match self {
            Self::Octant | Self::Braille => 4,
            Self::Sextant => 3,
            Self::Quadrant => 2,
        }
    }
}
