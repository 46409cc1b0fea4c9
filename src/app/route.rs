//! Where one can go: every screen by a name and what it needs to open.

use crate::config::{Action, KeyContext};
use crate::domain::{Outcome, SessionKind, Uid, VariantKind};
use crate::player::{Place, Timeline};
use crate::store::Unfinished;

/// The panes, in the order of their keys: the key that leads there, its name in the tabs, and where it leads.
pub static PANES: [(Action, &str, Route); 6] = [
    (Action::Today, "Today", Route::Today),
    (Action::Library, "Library", Route::Library),
    (Action::Journal, "Journal", Route::Journal),
    (Action::Plan, "Plan", Route::Plan),
    (Action::Guide, "Guide", Route::Guide),
    (Action::Breaks, "Breaks", Route::Breaks),
];

/// Under which name it is kept whether the first start is over: `false` once it has begun, `true` when it was gone through or skipped.
pub const WELCOMED: &str = "welcomed";

/// Something that can be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A routine by its id.
    Routine(String),
    /// One exercise by its id, or one of its variants.
    Exercise(String, Option<VariantKind>),
    /// Timed care by its id.
    Care(String),
    /// A movement break: one exercise, chosen anew each time.
    Break {
        /// The smallest: at most 45 seconds, seated.
        small: bool,
    },
}

/// The routine of which a movement break takes one exercise.
pub const BREAK: &str = "movement-break";

impl What {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Routine(id) | Self::Exercise(id, _) | Self::Care(id) => id,
            Self::Break { .. } => BREAK,
        }
    }

    /// Its kind, as stored.
    #[must_use]
    pub fn kind(&self) -> SessionKind {
        match self {
            Self::Routine(_) => SessionKind::Routine,
            Self::Exercise(..) => SessionKind::Exercise,
            Self::Care(_) => SessionKind::Care,
            Self::Break { .. } => SessionKind::Break,
        }
    }
}

/// A session about to be played.
#[derive(Clone, Debug, PartialEq)]
pub struct Playing {
    /// The session.
    pub session: Uid,
    /// What is done.
    pub what: What,
    /// Whether it is the short version.
    pub short: bool,
    /// Its frozen timeline.
    pub timeline: Timeline,
    /// Where to take it up; nothing for the beginning.
    pub resume: Option<Resume>,
}

/// Where a session is taken up again.
#[derive(Clone, Debug, PartialEq)]
pub struct Resume {
    /// The place.
    pub place: Place,
    /// Active milliseconds so far.
    pub active_ms: u64,
    /// What became of the items so far.
    pub done: Vec<(usize, Outcome)>,
}

/// For what the scale is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rating {
    /// A rating of its own.
    Free,
    /// After a session; the title is shown.
    After {
        /// The session.
        session: Uid,
        /// What was done.
        title: String,
        /// Whether it was gone through to its end.
        is_through: bool,
    },
    /// In the middle of one: the session and the item's place.
    During(Uid, Option<i64>),
    /// The average of the day, a series of its own.
    Average,
}

/// A screen and what it needs to open.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// The first pane.
    Today,
    /// The second pane.
    Library,
    /// The routine of the day: the plan's if one runs, else the chosen one.
    StartToday {
        /// The short version.
        short: bool,
    },
    /// The fifth pane.
    Guide,
    /// The fourth pane.
    Plan,
    /// The sixth pane.
    Breaks,
    /// The look back on the days of a run; of the open one, or the last, if none is named.
    Review(Option<Uid>),
    /// What is about to be done, with the scale before it.
    Start {
        /// What.
        what: What,
        /// The short version.
        short: bool,
    },
    /// A movement break: it is chosen and begun at once, without a number before or after.
    Break {
        /// The smallest: at most 45 seconds, seated.
        small: bool,
    },
    /// When nudges come again: a nudge put off, or a pause with its end.
    Quiet,
    /// The question whether to go on with what was left in the middle.
    Resume(Box<Unfinished>),
    /// The player.
    Player(Box<Playing>),
    /// The pain scale.
    Rate(Rating),
    /// What was done.
    Summary(Uid),
    /// The third pane.
    Journal,
    /// A rating with all that can be said about it.
    Entry {
        /// The rating.
        uid: Uid,
        /// Whether it has only just been given.
        is_new: bool,
    },
    /// The keys of a place, without those that do nothing on the screen that is open there.
    Help(KeyContext, &'static [Action]),
    /// The warning signs.
    Warnings,
    /// The warning signs after a word was marked that belongs to them, with the questions that follow from it.
    Flagged,
    /// A warning sign that was answered with yes: what to do, and where it leads once it is seen to; nothing for back.
    Warned(Option<Box<Route>>),
    /// The first start: what is asked once.
    Welcome,
    /// What is at hand.
    Equipment,
    /// Which dots look right.
    Dots,
    /// Everything that can be chosen.
    Settings,
}
