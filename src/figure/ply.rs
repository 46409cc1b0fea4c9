//! What one dot shows while a picture is drawn, packed into one number, so that several are written and compared at once.

use super::ink::{Group, Ink};

/// The group, the ink, and whether it lies in the body's own shade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ply(u32);

/// Several groups.
#[derive(Clone, Copy, Debug)]
pub(super) struct Groups(u32);

impl Groups {
    pub const fn of(all: &[Group]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < all.len() {
            bits |= 1 << all[at] as u32;
            at += 1;
        }
        Self(bits)
    }
}

impl Ply {
    /// Nothing is there.
    pub const NOTHING: Self = Self::new(Group::Nothing, Ink::Floor);
    const GROUP: u32 = 0xff;
    const INK: u32 = 8;
    const SHADE: u32 = 1 << 16;

    /// In the light.
    pub const fn new(group: Group, ink: Ink) -> Self {
        Self(group as u32 | (ink as u32) << Self::INK)
    }

    /// The same in shade, or in the light.
    pub fn in_shade(self, is_shaded: bool) -> Self {
        Self(self.0 & !Self::SHADE | if is_shaded { Self::SHADE } else { 0 })
    }

    /// The same in another ink, in the light: what is coloured for a reason takes no shade.
    pub fn inked(self, ink: Ink) -> Self {
        Self(self.0 & Self::GROUP | (ink as u32) << Self::INK)
    }

    /// The same as a part of another group.
    pub fn with(self, group: Group) -> Self {
        Self(self.0 & !Self::GROUP | group as u32)
    }

    pub fn is_shaded(self) -> bool {
        self.0 & Self::SHADE != 0
    }

    pub fn ink(self) -> Ink {
        Ink::ALL[((self.0 >> Self::INK & 0xff) as usize).min(Ink::ALL.len() - 1)]
    }

    pub fn is(self, group: Group) -> bool {
        self.0 & Self::GROUP == group as u32
    }

    pub fn is_one_of(self, groups: Groups) -> bool {
        groups.0 >> (self.0 & 31) & 1 != 0
    }

    pub fn is_nothing(self) -> bool {
        self.is(Group::Nothing)
    }

    /// Whether both belong together.
    pub fn is_with(self, other: Self) -> bool {
        (self.0 ^ other.0) & Self::GROUP == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out() {
        for ink in Ink::ALL {
            for group in [Group::Nothing, Group::Torso, Group::ArmR, Group::ThingFar] {
                let ply = Ply::new(group, ink);
                assert_eq!((ply.ink(), ply.is(group), ply.is_shaded()), (ink, true, false));
                assert!(ply.in_shade(true).is_shaded() && !ply.in_shade(true).in_shade(false).is_shaded());
                let hair = ply.in_shade(true).inked(Ink::Hair);
                assert_eq!((hair.ink(), hair.is_with(ply), hair.is_shaded()), (Ink::Hair, true, false));
                assert_eq!(ply.is_one_of(Groups::of(&[Group::Torso, Group::ThingFar])), matches!(group, Group::Torso | Group::ThingFar));
            }
        }
    }
}
