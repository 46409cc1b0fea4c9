//! The schedule: takes what happened with the time and says what is to be done; knows what is shown, what comes next, and when.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, Utc};

use super::clocks::{Ahead, Boot};
use super::coming::{Began, Daily};
use super::course::Turn;
use super::kept::{Keep, NudgeRow, Quiet, QuietWhy, Saved, SpellRow};
use super::rules::Rules;
use super::words::{Answer, Nudge, Spell, Time};
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
    /// The nudge that waits was answered.
    Answered(Answer),
    /// What a nudge asks for was done without one: moved, drunk, the routine of the day, the evening's rating.
    Did(Nudge),
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

/// The schedule. All that runs is an instant on the boot clock; the wall is asked for hours, times of day and the ends of pauses alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// How far the wall is ahead of the boot clock.
    pub(super) ahead: Ahead,
    /// Up to here everything was taken in.
    pub(super) seen: Boot,
    /// The instant that was asked for last.
    pub(super) awaited: Option<Boot>,
    /// Whether this tab nudges.
    pub(super) leads: bool,
    /// Whether it is within the hours.
    pub(super) inside: bool,
    /// Whether the program was about to stand still: what came after was time away.
    pub(super) left: bool,
    /// What one does just now, as far as is known.
    pub(super) spell: Option<Running>,
    pub(super) began: Began,
    /// Blocks of standing that were stood through.
    pub(super) blocks: u16,
    pub(super) routine: Option<Daily>,
    pub(super) evening: Option<Daily>,
    /// Times of day that passed while nobody was there come from here on.
    pub(super) settled: Boot,
    /// The nudge that was shown last, and when.
    pub(super) told: Option<(Nudge, Boot)>,
    /// The showing that was told of ahead.
    pub(super) warned: Option<Boot>,
    /// The nudge that waits for an answer.
    pub(super) open: Option<Open>,
    /// Nudges to move that were skipped in a row.
    pub(super) skips: u8,
    pub(super) quiet: Option<Quiet>,
    /// Since when a session runs.
    pub(super) session: Option<Boot>,
    /// Since when a session runs in another tab or terminal.
    pub(super) elsewhere: Option<Boot>,
    /// After a set: when the interval begins if nobody comes back before.
    pub(super) back: Option<Boot>,
    pub(super) asking: Option<Asking>,
    /// What is to be written with the next keeping.
    pub(super) news: News,
    /// What was last kept.
    pub(super) kept: Saved,
}

/// A stretch of time that has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Running {
    pub kind: Spell,
    pub from: Boot,
    pub said: Option<Time>,
}

/// The nudge that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub row: NudgeRow,
    /// How often it was shown since it first came or was last put off; 0 while it is put off.
    pub shown: u8,
    /// When it is shown again, or given up.
    pub again: Boot,
    /// Since when it is shown, on the awake clock.
    pub since: Duration,
}

/// The question what a time away was, and how it stood before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asking {
    pub from: Boot,
    pub to: Boot,
    pub since: Duration,
    pub over: Boot,
    pub began: Began,
    pub spell: Option<Running>,
}

/// What has ended and is not written yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct News {
    pub answered: Vec<NudgeRow>,
    pub spells: Vec<SpellRow>,
    pub quiet: Vec<Quiet>,
}

/// What is to be shown after a step: of several of a kind the last.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shown {
    pub tell: Option<(Nudge, u8)>,
    pub warn: Option<Nudge>,
}

/// A schedule that is looked at ahead takes no more turns than this.
const TURNS_AHEAD: usize = 96;

impl Schedule {
    /// The schedule of a tab that starts, from what is kept. The time since a tab was last seen counts as a time away (decisions 4.17).
    #[must_use]
    pub fn new(saved: Option<Saved>, at: At) -> Self {
        let Some(saved) = saved else { return Self::first(at) };
        let mut schedule = Self::read(saved, at);
        let now = Boot::of(at.now);
        if now.since(schedule.seen) >= at.rules.rest {
            schedule.rest(schedule.seen, now, at);
        }
        schedule
    }

    /// The schedule as the open tab has it, for a command beside that tab: nothing was missed.
    #[must_use]
    pub fn beside(saved: Option<Saved>, at: At) -> Self {
        let Some(saved) = saved else { return Self::first(at) };
        Self::read(saved, at).brought_to_now(at)
    }

    /// Takes what happened and says what is to be done.
    pub fn step(&mut self, heard: &Heard, at: At) -> Vec<Wish> {
        let mut shown = Shown::default();
        self.catch_up(heard, at, &mut shown);
        self.hear(heard, at);
        self.run(self.seen, at, &mut shown);
        self.awaited = self.upcoming(at).map(|(turn, _)| turn);
        let mut wishes = Vec::new();
        wishes.extend(self.keep(heard, at).map(|keep| Wish::Keep(Box::new(keep))));
        wishes.extend(shown.tell.map(|(kind, times)| Wish::Tell(kind, times)));
        wishes.extend(shown.warn.map(Wish::Forewarn));
        wishes
    }

    /// The instant on the awake clock at which something happens by itself; nothing if nothing will.
    #[must_use]
    pub fn due(&self, at: At) -> Option<Duration> {
        self.upcoming(at).map(|(turn, _)| turn.awake(at.now))
    }

    /// What is asked just now.
    #[must_use]
    pub fn asked(&self) -> Option<Asked> {
        if !self.leads {
            return None;
        }
        if let Some(asking) = &self.asking {
            return Some(Asked::Away { away: asking.to.since(asking.from), since: asking.since });
        }
        let open = self.open.as_ref().filter(|open| open.shown > 0 && !self.is_held())?;
        Some(Asked::Nudge { kind: open.row.kind, small: open.row.kind == Nudge::Move && self.skips >= 2, since: open.since })
    }

    /// What comes next; nothing while something is asked, while paused with nothing behind it, and in a tab that does not nudge.
    #[must_use]
    pub fn next(&self, at: At) -> Option<Next> {
        if self.asked().is_some() {
            return None;
        }
        let (kind, shown) = self.foreseen(at)?;
        let wall = self.ahead.utc(shown.max(Boot::of(at.now)));
        Some(Next { kind, at: at.zone.wall(wall) })
    }

    /// The next showing, if nobody does anything: the course of things run ahead.
    pub(super) fn foreseen(&self, at: At) -> Option<(Nudge, Boot)> {
        let mut then = self.clone();
        for _ in 0..TURNS_AHEAD {
            let (when, turn) = then.upcoming(at)?;
            match &turn {
                Turn::Show(coming) => return Some((coming.kind, when)),
                Turn::Again => return then.open.map(|open| (open.row.kind, when)),
                _ => then.turn(&turn, when, at, &mut Shown::default()),
            }
        }
        None
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self, at: At) -> State {
        let now = Boot::of(at.now);
        match &self.open {
            _ if self.paused_until(at).is_some() => State::Paused,
            Some(open) if open.shown > 1 && !self.is_held() => State::Overdue,
            Some(open) if open.shown == 1 && !self.is_held() => State::Due,
            _ if !self.inside => State::OffHours,
            _ if self.foreseen(at).is_some_and(|(_, shown)| shown.since(now) <= at.rules.notice) => State::Soon,
            _ => State::Ok,
        }
    }

    /// Whether it is outside the hours, with nothing shown and no pause; without looking ahead.
    #[must_use]
    pub fn is_off_hours(&self, at: At) -> bool {
        !self.inside && self.state(at) == State::OffHours
    }

    /// Until when it is quiet by wish, UTC; nothing if it is not.
    #[must_use]
    pub fn paused_until(&self, at: At) -> Option<DateTime<Utc>> {
        let quiet = self.quiet.filter(|quiet| quiet.until_at > at.now.millis())?;
        DateTime::from_timestamp_millis(quiet.until_at)
    }

    /// What one does just now as far as is known, and since when, UTC milliseconds; nothing outside the hours, in a session, and while it is asked what a
    /// time away was.
    #[must_use]
    pub fn running(&self) -> Option<(Spell, i64)> {
        self.spell.filter(|_| self.session.is_none()).map(|running| (running.kind, self.ahead.wall(running.from)))
    }

    /// What was last kept of it.
    #[must_use]
    pub fn saved(&self) -> &Saved {
        &self.kept
    }
}
