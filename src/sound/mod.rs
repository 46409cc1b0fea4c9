//! What can be heard where nobody sees the screen: soft tones, made from numbers alone. Pure; who plays them is the runtime's affair.

mod wave;

pub use wave::{RATE, wav};

/// Something to be heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sound {
    /// A tone.
    Tone(Tone),
    /// Words, spoken.
    Words(String),
}

/// Something that is told by a tone. Each has its own shape, so that none has to be seen to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Work begins: up.
    Start,
    /// One of the last three seconds: one short note.
    Count,
    /// The other side: down and up again.
    Switch,
    /// Rest begins: down.
    Rest,
    /// All is done: three slow notes, down to where one stays.
    End,
    /// A breath in: a soft slide up.
    Inhale,
    /// A breath out: a soft slide down.
    Exhale,
}

/// A note: from one pitch to another, in hertz, and how long, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note {
    /// The pitch at its beginning, in hertz.
    pub from: f32,
    /// The pitch at its end, in hertz: the same, but for a slide.
    pub to: f32,
    /// How long, in milliseconds.
    pub ms: u32,
    /// How loud, of the loudest that a sample can be.
    pub level: f32,
}

const fn note(hz: f32, ms: u32) -> Note {
    Note { from: hz, to: hz, ms, level: 0.25 }
}

/// A breath goes by often and is to be heard under it: quieter than a sign.
const fn slide(from: f32, to: f32) -> Note {
    Note { from, to, ms: 350, level: 0.12 }
}

// equal temperament, a' = 440 Hz; the middle of hearing, where small loudspeakers still play
const C4: f32 = 261.63;
const G4: f32 = 392.0;
const A4: f32 = 440.0;
const C5: f32 = 523.25;
const E5: f32 = 659.26;
const G5: f32 = 783.99;

impl Tone {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Start, Self::Count, Self::Switch, Self::Rest, Self::End, Self::Inhale, Self::Exhale];

    /// The name of its file, without ending.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Count => "count",
            Self::Switch => "switch",
            Self::Rest => "rest",
            Self::End => "end",
            Self::Inhale => "inhale",
            Self::Exhale => "exhale",
        }
    }

    /// Whether the terminal's bell may stand for it: rest and breath would ring too often.
    #[must_use]
    pub fn rings(self) -> bool {
        matches!(self, Self::Start | Self::Count | Self::Switch | Self::End)
    }

    /// Its notes, one after the other.
    #[must_use]
    pub fn notes(self) -> &'static [Note] {
        match self {
            Self::Start => const { &[note(C5, 140), note(G5, 240)] },
            Self::Count => const { &[note(A4, 110)] },
            Self::Switch => const { &[note(E5, 120), note(C5, 120), note(E5, 220)] },
            Self::Rest => const { &[note(G5, 140), note(C5, 260)] },
            Self::End => const { &[note(C5, 260), note(G4, 260), note(C4, 620)] },
            Self::Inhale => const { &[slide(220.0, 330.0)] },
            Self::Exhale => const { &[slide(330.0, 220.0)] },
        }
    }
}
