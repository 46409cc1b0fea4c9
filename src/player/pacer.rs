//! The breathing pacer: how full the breath is at an elapsed time. A function of time alone, so it cannot drift.

use serde::{Deserialize, Serialize};

use crate::domain::Breath;

/// A paced breath, milliseconds in steps of 500; a part of 0 is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// Breathing in.
    pub inhale: u64,
    /// Kept full.
    pub full: u64,
    /// Breathing out.
    pub exhale: u64,
    /// Kept empty.
    pub empty: u64,
}

/// The breath at an instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// 0 empty to 1 full.
    pub level: f32,
    /// What it does; `Free` while it is kept.
    pub breath: Breath,
    /// Milliseconds left of this part.
    pub left: u64,
}

impl Pace {
    /// Milliseconds of one whole breath.
    #[must_use]
    pub fn cycle(&self) -> u64 {
        self.inhale + self.full + self.exhale + self.empty
    }

    /// The breath `elapsed` milliseconds after the pacing began.
    #[must_use]
    pub fn at(&self, elapsed: u64) -> Fill {
        let mut t = elapsed % self.cycle().max(1);
        if t < self.inhale {
            return Fill { level: swell(t, self.inhale), breath: Breath::In, left: self.inhale - t };
        }
        t -= self.inhale;
        if t < self.full {
            return Fill { level: 1.0, breath: Breath::Free, left: self.full - t };
        }
        t -= self.full;
        if t < self.exhale {
            return Fill { level: 1.0 - swell(t, self.exhale), breath: Breath::Out, left: self.exhale - t };
        }
        t -= self.exhale;
        Fill { level: 0.0, breath: Breath::Free, left: self.empty.saturating_sub(t) }
    }
}

/// A rise from 0 to 1 over `whole` milliseconds, slow at both ends: half a cosine.
#[must_use]
pub(super) fn swell(t: u64, whole: u64) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "milliseconds of one breath are exact in f32")]
    let share = t as f32 / whole.max(1) as f32;
    (1.0 - (std::f32::consts::PI * share).cos()) / 2.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SLOW: Pace = Pace { inhale: 4000, full: 0, exhale: 6000, empty: 0 };

    #[test]
    fn four_in_six_out_turns_at_four_and_at_ten_seconds() {
        assert_eq!(SLOW.at(0).breath, Breath::In);
        assert_eq!(SLOW.at(3999).breath, Breath::In);
        assert_eq!(SLOW.at(4000).breath, Breath::Out);
        assert_eq!(SLOW.at(4000).left, 6000);
        assert_eq!(SLOW.at(10_000), SLOW.at(0));
        assert!(SLOW.at(4000).level > 0.999);
    }

    proptest! {
        #[test]
        fn the_level_stays_inside_and_repeats(inhale in 1u64..20, full in 0u64..6, exhale in 1u64..20, empty in 0u64..6, t in 0u64..600_000) {
            let pace = Pace { inhale: inhale * 500, full: full * 500, exhale: exhale * 500, empty: empty * 500 };
            let fill = pace.at(t);
            prop_assert!((0.0..=1.0).contains(&fill.level));
            prop_assert_eq!(fill, pace.at(t + 7 * pace.cycle()));
            prop_assert!(fill.left > 0 && fill.left <= pace.cycle());
        }
    }
}
