//! What a dot is made of. Which colour that is, whoever paints it decides.

use super::file::Side;

/// What a dot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "what they are called")]
pub enum Ink {
    /// Floor and mat.
    Floor,
    /// The outline of the pose that is coming.
    Ghost,
    /// Walls and frames, and legs of things that stand behind.
    PropFar,
    Prop,
    FarFoot,
    FarLeg,
    FarSkin,
    Torso,
    Leg,
    Foot,
    Skin,
    Hair,
    /// A shoulder blade.
    Bone,
    /// What is held: ball, band, book.
    Kit,
    Stretch,
    Work,
    Arrow,
}

impl Ink {
    /// All, from what may be lost in a crowded cell to what must survive.
    pub const ALL: [Self; 17] = [
        Self::Floor,
        Self::Ghost,
        Self::PropFar,
        Self::Prop,
        Self::FarFoot,
        Self::FarLeg,
        Self::FarSkin,
        Self::Torso,
        Self::Leg,
        Self::Foot,
        Self::Skin,
        Self::Hair,
        Self::Bone,
        Self::Kit,
        Self::Stretch,
        Self::Work,
        Self::Arrow,
    ];

    /// The same on a limb that is behind the body.
    pub(super) fn far(self) -> Self {
        match self {
            Self::Skin => Self::FarSkin,
            Self::Leg => Self::FarLeg,
            Self::Foot => Self::FarFoot,
            other => other,
        }
    }
}

/// What belongs together: where one group lies over another, a dot between them stays dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "parts of the picture")]
pub enum Group {
    Nothing,
    Torso,
    Neck,
    Head,
    ArmL,
    ArmR,
    LegL,
    LegR,
    BladeL,
    BladeR,
    Thing,
    ThingFar,
}

impl Group {
    /// The arm of a side.
    #[must_use]
    pub fn arm(side: Side) -> Self {
        match side {
            Side::Left => Self::ArmL,
            Side::Right => Self::ArmR,
        }
    }

    /// The leg of a side.
    #[must_use]
    pub fn leg(side: Side) -> Self {
        match side {
            Side::Left => Self::LegL,
            Side::Right => Self::LegR,
        }
    }

    /// The shoulder blade of a side.
    #[must_use]
    pub fn blade(side: Side) -> Self {
        match side {
            Side::Left => Self::BladeL,
            Side::Right => Self::BladeR,
        }
    }
}

/// One dot: what it shows, and whether it lies in the body's own shade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// What it shows.
    pub ink: Ink,
    /// Whether it lies in shade.
    pub shaded: bool,
}

/// A picture in dots, each lit or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    width: usize,
    height: usize,
    dots: Vec<Option<Dot>>,
}

impl Drawing {
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self { width, height, dots: vec![None; width * height] }
    }

    /// Width in dots.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in dots.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// A dot; outside none is lit.
    #[must_use]
    pub fn dot(&self, x: usize, y: usize) -> Option<Dot> {
        if x < self.width && y < self.height { self.dots[y * self.width + x] } else { None }
    }

    /// The dots of a cell, two beside each other and `down` of at most four one below the other; nothing if none is lit or it is not all there.
    #[must_use]
    pub fn cell(&self, col: usize, row: usize, down: usize) -> Option<[Option<Dot>; 8]> {
        let mut own = [None; 8];
        for (line, pair) in own.chunks_exact_mut(2).enumerate().take(down) {
            let at = (row * down + line) * self.width + col * 2;
            pair.copy_from_slice(self.dots.get(at..at + 2).filter(|_| col * 2 + 1 < self.width)?);
        }
        own.iter().any(Option::is_some).then_some(own)
    }

    /// The dots row by row, lit or not.
    pub fn rows(&self) -> impl Iterator<Item = &[Option<Dot>]> {
        self.dots.chunks(self.width.max(1))
    }

    pub(super) fn set(&mut self, x: usize, y: usize, dot: Option<Dot>) {
        if x < self.width && y < self.height {
            self.dots[y * self.width + x] = dot;
        }
    }

    /// One row of dots.
    pub(super) fn row_mut(&mut self, y: usize) -> &mut [Option<Dot>] {
        &mut self.dots[y * self.width..(y + 1) * self.width]
    }

    /// How many dots differ from those of another picture of the same size.
    #[must_use]
    pub fn differences(&self, other: &Self) -> usize {
        self.dots.iter().zip(&other.dots).filter(|(a, b)| a.map(|dot| dot.ink) != b.map(|dot| dot.ink)).count()
    }
}
