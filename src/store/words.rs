//! The words that stand in the file for the domain's enums, once each: for writing, reading and checking what is imported.

use crate::breaks::{Answer, Nudge, QuietWhy, Spell, Time};
use crate::domain::{
    AnswerKind, Cause, DayChoice, Did, EntryMoment, Outcome, Quality, Recall, Region, RunEnd, SessionKind, SessionState, Side,
};

/// An enum that is stored as a fixed word.
pub(super) trait Stored: Copy + 'static {
    /// All words, for checking.
    const WORDS: &'static [&'static str];

    /// The word that is stored.
    fn word(self) -> &'static str;

    /// Back from the file.
    fn parse(word: &str) -> Option<Self>;
}

macro_rules! stored {
    ($($name:ident { $($variant:ident = $word:literal),+ })+) => {$(
        impl Stored for $name {
            const WORDS: &'static [&'static str] = &[$($word),+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    )+};
}

stored! {
    Recall { Now = "now", Average = "average", Worst = "worst" }
    EntryMoment { Free = "free", Before = "before", After = "after", During = "during", Evening = "evening" }
    SessionKind { Routine = "routine", Exercise = "exercise", Break = "break", Care = "care" }
    SessionState { Running = "running", Done = "done", Partial = "partial" }
    Side { Both = "both", Left = "left", Right = "right" }
    AnswerKind { Warning = "warning", Desk = "desk", Weekly = "weekly", NextDay = "next_day" }
    RunEnd { Finished = "finished", Stopped = "stopped", Restarted = "restarted" }
    DayChoice { Excused = "excused", Shifted = "shifted", Gentle = "gentle", Full = "full" }
    Nudge {
        Move = "move", Stand = "stand", Sit = "sit", Water = "water", Posture = "posture", Routine = "routine", Evening = "evening"
    }
    Answer { Taken = "taken", Already = "already", Skipped = "skipped", Missed = "missed", Away = "away" }
    Spell { Sat = "sat", Stood = "stood", Moved = "moved", Away = "away" }
    Time { Rested = "rested", Worked = "worked", Ignored = "ignored" }
    QuietWhy { Pause = "pause", Meeting = "meeting" }
    Outcome { Done = "done", Skipped = "skipped", Ouch = "ouch", Cut = "cut" }
}

/// The ids of one of an entry's lists of words.
pub(super) fn ids(kind: &str) -> Vec<&'static str> {
    match kind {
        "region" => Region::ALL.iter().map(|word| word.id()).collect(),
        "quality" => Quality::ALL.iter().map(|word| word.id()).collect(),
        "trigger" => Cause::ALL.iter().map(|word| word.id()).collect(),
        "did" => Did::ALL.iter().map(|word| word.id()).collect(),
        _ => Vec::new(),
    }
}
