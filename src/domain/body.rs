//! The journal's words: where it hurts, what it is like, what set it off, what one did. Their ids are stored, for good.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $id:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "&'static str", try_from = "String")]
        #[allow(missing_docs, reason = "the words speak for themselves")]
        pub enum $name { $($variant,)+ }

        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The id that is stored.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The words that are shown.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }

        impl FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|word| word.id() == text).ok_or_else(|| text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }

        impl From<$name> for &'static str {
            fn from(word: $name) -> Self {
                word.id()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.label())
            }
        }
    };
}

words! {
    /// Where it hurts. Left and right are the person's own.
    Region {
        NeckLeft = "neck-left", "neck, left";
        NeckRight = "neck-right", "neck, right";
        SkullBase = "skull-base", "base of the skull";
        ShoulderTopLeft = "shoulder-top-left", "top of the shoulder, left";
        ShoulderTopRight = "shoulder-top-right", "top of the shoulder, right";
        BetweenBlades = "between-blades", "between the blades";
        BladeLeft = "blade-left", "on the blade, left";
        BladeRight = "blade-right", "on the blade, right";
        BelowBladeLeft = "below-blade-left", "below the blade, left";
        BelowBladeRight = "below-blade-right", "below the blade, right";
        MidBackLeft = "mid-back-left", "mid-back, left";
        MidBackCentre = "mid-back-centre", "mid-back, centre";
        MidBackRight = "mid-back-right", "mid-back, right";
        CollarLeft = "collar-left", "collar bone, left";
        CollarRight = "collar-right", "collar bone, right";
        Chest = "chest", "front of the chest";
        ArmLeft = "arm-left", "arm or hand, left";
        ArmRight = "arm-right", "arm or hand, right";
    }
}

words! {
    /// What set it off.
    Cause {
        Sitting = "sitting", "sitting long";
        Phone = "phone", "looking down at a phone";
        Desk = "desk", "the desk";
        Lifting = "lifting", "lifting";
        Overuse = "overuse", "overuse";
        Workout = "workout", "workout";
        Driving = "driving", "driving";
        Stress = "stress", "stress";
        Sleep = "sleep", "slept badly";
        Cold = "cold", "cold";
        Unknown = "unknown", "don't know";
    }
}

words! {
    /// What it is like.
    Quality {
        Dull = "dull", "dull";
        Sharp = "sharp", "sharp";
        Burning = "burning", "burning";
        Tight = "tight", "tight";
        Stiff = "stiff", "stiff";
        Cramping = "cramping", "cramping";
        Tingling = "tingling", "tingling";
        Numb = "numb", "numb";
        Weak = "weak", "weak";
    }
}

words! {
    /// What one did about it.
    Did {
        Session = "session", "a session";
        Heat = "heat", "heat";
        Cold = "cold", "cold";
        Ball = "ball", "ball";
        Walk = "walk", "a walk";
        Medicine = "medicine", "medicine";
        Rest = "rest", "rest";
        Massage = "massage", "massage";
    }
}

impl Region {
    /// Chest and arms are not just places: they open the warning signs (inventory section 9).
    #[must_use]
    pub fn is_flagged(self) -> bool {
        matches!(self, Self::Chest | Self::ArmLeft | Self::ArmRight)
    }
}

impl Quality {
    /// Tingling, numbness and weakness open the warning signs (inventory section 9).
    #[must_use]
    pub fn is_flagged(self) -> bool {
        matches!(self, Self::Tingling | Self::Numb | Self::Weak)
    }
}

/// One word on an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each wraps the word of its list")]
pub enum Word {
    Region(Region),
    Quality(Quality),
    Trigger(Cause),
    Did(Did),
}

impl Word {
    /// The list it comes from, as stored in `entry_word.kind`.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Region(_) => "region",
            Self::Quality(_) => "quality",
            Self::Trigger(_) => "trigger",
            Self::Did(_) => "did",
        }
    }

    /// Its id, as stored in `entry_word.word`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Region(w) => w.id(),
            Self::Quality(w) => w.id(),
            Self::Trigger(w) => w.id(),
            Self::Did(w) => w.id(),
        }
    }

    /// The words that are shown.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Region(w) => w.label(),
            Self::Quality(w) => w.label(),
            Self::Trigger(w) => w.label(),
            Self::Did(w) => w.label(),
        }
    }

    /// Whether it opens the warning signs.
    #[must_use]
    pub fn is_flagged(self) -> bool {
        match self {
            Self::Region(w) => w.is_flagged(),
            Self::Quality(w) => w.is_flagged(),
            Self::Trigger(_) | Self::Did(_) => false,
        }
    }

    /// Back from what is stored.
    #[must_use]
    pub fn parse(kind: &str, id: &str) -> Option<Self> {
        match kind {
            "region" => id.parse().ok().map(Self::Region),
            "quality" => id.parse().ok().map(Self::Quality),
            "trigger" => id.parse().ok().map(Self::Trigger),
            "did" => id.parse().ok().map(Self::Did),
            _ => None,
        }
    }
}
