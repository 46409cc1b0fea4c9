//! Shapes before they have a colour: dots that are lit or not.

/// A rectangle of dots that are lit or not: a digit, a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    width: i32,
    height: i32,
    lit: Vec<bool>,
}

impl Mask {
    /// An unlit mask of so many dots; negative sizes count as none.
    #[must_use]
    pub fn new(width: i32, height: i32) -> Self {
        let (width, height) = (width.max(0), height.max(0));
        Self { width, height, lit: vec![false; (width * height) as usize] }
    }

    /// Width in dots.
    #[must_use]
    pub fn width(&self) -> i32 {
        self.width
    }

    /// Height in dots.
    #[must_use]
    pub fn height(&self) -> i32 {
        self.height
    }

    /// Whether a dot is lit; outside none is.
    #[must_use]
    pub fn is_lit(&self, x: i32, y: i32) -> bool {
        (0..self.width).contains(&x) && (0..self.height).contains(&y) && self.lit[(y * self.width + x) as usize]
    }

    /// Lights a dot; outside nothing happens.
    pub fn light(&mut self, x: i32, y: i32) {
        if (0..self.width).contains(&x) && (0..self.height).contains(&y) {
            self.lit[(y * self.width + x) as usize] = true;
        }
    }

    /// The first and the last column with a lit dot; nothing if all is dark.
    #[must_use]
    pub fn lit_columns(&self) -> Option<(i32, i32)> {
        let is_used = |&x: &i32| (0..self.height).any(|y| self.is_lit(x, y));
        Some(((0..self.width).find(is_used)?, (0..self.width).rev().find(is_used)?))
    }

    /// The columns from `from` up to but without `to`.
    #[must_use]
    pub fn columns(&self, from: i32, to: i32) -> Self {
        let mut part = Self::new(to - from, self.height);
        for y in 0..self.height {
            (from..to).filter(|&x| self.is_lit(x, y)).for_each(|x| part.light(x - from, y));
        }
        part
    }
}
