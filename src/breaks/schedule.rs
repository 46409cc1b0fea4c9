//! The schedule: takes what happened with the time and says what is to be done; knows what is shown, what comes next, and when.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, Utc};

use super::kept::{Keep, QuietWhy, Saved};
use super::rules::Rules;
use super::words::{Answer, Nudge, Time};
use crate::domain::{Moment, Zone};

/// With what each step is made: the time, the zone, the rules.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// Now, on three clocks. Intervals go by `boot`, pauses until a time and work hours by `wall`.
    pub now: &'a Moment,
    /// The rules of local time.
    pub zone: &'a dyn Zone,
    /// What holds.
    pub rules: &'a Rules,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// An instant the schedule had asked for has come, or any other.
    Tick,
    /// Nobody was there for so long: sleep, stop, Ctrl-Z; and the wall clock was set by so much (milliseconds).
    Woke {
        /// Time away.
        slept: Duration,
        /// By how much the wall clock was set.
        stepped: i64,
    },
    /// A key, or the tab came in front: somebody is here.
    Person,
    /// A session began here or goes on (`true`), or has ended (`false`): nudges wait while it runs.
    Session(bool),
    /// The nudge that is shown was answered.
    Answered(Answer),
    /// It comes again after so long.
    Snoozed(Duration),
    /// What the time away was.
    Said(Time),
    /// No nudges until then.
    Pause(DateTime<Utc>, QuietWhy),
    /// The pause ends now.
    Resume,
    /// The rules have changed: the interval that runs goes on.
    Ruled,
    /// This tab is the one that nudges (`true`), or another is.
    Leads(bool),
    /// Another process has changed what is kept.
    Outside(Box<Saved>),
    /// The program ends, or is about to stand still: what runs is to be written.
    Leaving,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To be written.
    Keep(Box<Keep>),
    /// The nudge is shown for the n-th time, from 1: one notice, if nobody looks.
    Tell(Nudge, u8),
    /// It comes in a minute: the title says so.
    Forewarn(Nudge),
}

/// What is asked of the person just now, in the banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A nudge.
    Nudge {
        /// To what.
        kind: Nudge,
        /// Whether the smallest is offered, after two skips in a row.
        small: bool,
        /// Since when it is shown this time, on the awake clock: keys are dead for the first 1.5 s.
        since: Duration,
    },
    /// What the time away was.
    Away {
        /// How long it was.
        away: Duration,
        /// Since when it is asked, on the awake clock.
        since: Duration,
    },
}

/// What comes next, and when, as it will be read on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// To what.
    pub kind: Nudge,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// Where the schedule stands: the fixed vocabulary of the status line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing soon.
    Ok,
    /// A nudge comes within the notice.
    Soon,
    /// A nudge is shown.
    Due,
    /// It was shown before, unanswered.
    Overdue,
    /// Paused, until then.
    Paused,
    /// Outside the hours.
    OffHours,
}

/// The schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    saved: Saved,
}

impl Schedule {
    /// The schedule of a tab that starts, from what is kept. The time since a tab was last seen counts as a time away (decisions 4.17).
    #[must_use]
    pub fn new(saved: Option<Saved>, at: At) -> Self {
        let now = at.now.millis();
        Self { saved: saved.unwrap_or(Saved { moved_at: now, seen_at: now, ..Saved::default() }) }
    }

    /// Takes what happened and says what is to be done.
    pub fn step(&mut self, heard: &Heard, at: At) -> Vec<Wish> {
        let _ = (heard, at);
        Vec::new()
    }

    /// The instant on the awake clock at which something happens by itself; nothing if nothing will.
    #[must_use]
    pub fn due(&self, _at: At) -> Option<Duration> {
        None
    }

    /// What is asked just now.
    #[must_use]
    pub fn asked(&self) -> Option<Asked> {
        None
    }

    /// What comes next; nothing while something is asked, while paused with nothing behind it, and in a tab that does not nudge.
    #[must_use]
    pub fn next(&self, _at: At) -> Option<Next> {
        None
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self, _at: At) -> State {
        State::Ok
    }

    /// Until when it is quiet by wish, UTC; nothing if it is not.
    #[must_use]
    pub fn paused_until(&self, at: At) -> Option<DateTime<Utc>> {
        let quiet = self.saved.quiet.filter(|quiet| quiet.ended_at.is_none() && quiet.until_at > at.now.millis())?;
        DateTime::from_timestamp_millis(quiet.until_at)
    }

    /// What is kept of it.
    #[must_use]
    pub fn saved(&self) -> &Saved {
        &self.saved
    }
}
