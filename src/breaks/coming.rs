//! Which nudge comes next, and when: each kind has its own beginning, and two different ones keep their distance.

use std::time::Duration;

use chrono::{NaiveDate, NaiveTime};

use super::clocks::Boot;
use super::hours;
use super::schedule::{At, Schedule};
use super::words::{Nudge, Spell};

/// When the interval of each kind began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Began {
    pub moved: Boot,
    pub posture: Boot,
    pub water: Boot,
    /// The block of sitting or standing.
    pub block: Boot,
}

impl Began {
    /// All of them begin.
    pub fn all(at: Boot) -> Self {
        Self { moved: at, posture: at, water: at, block: at }
    }

    /// All of them as if a span had not been.
    pub fn later(self, by: Duration) -> Self {
        Self { moved: self.moved.plus(by), posture: self.posture.plus(by), water: self.water.plus(by), block: self.block.plus(by) }
    }
}

/// A nudge at a time of day: the time, and the last day on which it was seen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Daily {
    pub time: NaiveTime,
    pub done: NaiveDate,
}

/// A time of day that could not come for so long is over: nobody wants last evening's rating in the morning.
pub(super) const LATE: Duration = Duration::from_secs(6 * 3600);

/// So many blocks of standing make the next ones a minute longer.
const BLOCKS_A_MINUTE: u32 = 5;
/// By so many minutes at most.
const MOST_MINUTES: u32 = 15;

/// A nudge that is to come: when it is due by its own interval, and when it will be shown if nothing happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Coming {
    pub kind: Nudge,
    pub due: Boot,
    pub shown: Boot,
}

impl Nudge {
    /// Whether it has its own time of day, and so its own hours.
    pub(super) fn is_of_the_day(self) -> bool {
        matches!(self, Self::Routine | Self::Evening)
    }
}

impl Schedule {
    /// When a kind is due by its own interval.
    pub(super) fn due_of(&self, kind: Nudge, at: At) -> Option<Boot> {
        let (rules, began) = (at.rules, &self.began);
        match kind {
            Nudge::Move => rules.every.map(|every| began.moved.plus(every)),
            Nudge::Posture => rules.posture.map(|every| began.posture.plus(every)),
            Nudge::Water => rules.water.map(|every| began.water.plus(every)),
            Nudge::Stand => rules.stand.filter(|_| !self.stands()).map(|block| began.block.plus(block.sit)),
            Nudge::Sit => rules.stand.filter(|_| self.stands()).map(|block| began.block.plus(self.longer(block.stand))),
            Nudge::Routine => self.routine.and_then(|daily| self.due_on(daily, at)).map(|(due, _)| due),
            Nudge::Evening => self.evening.and_then(|daily| self.due_on(daily, at)).map(|(due, _)| due),
        }
    }

    /// Whether a block of standing runs.
    pub(super) fn stands(&self) -> bool {
        self.spell.is_some_and(|spell| spell.kind == Spell::Stood)
    }

    /// Blocks of standing grow slowly.
    fn longer(&self, block: Duration) -> Duration {
        block + Duration::from_secs(60) * (u32::from(self.blocks) / BLOCKS_A_MINUTE).min(MOST_MINUTES)
    }

    /// When a time of day is due next, and on which day that is. A day on which it is too late by now is passed over.
    pub(super) fn due_on(&self, daily: Daily, at: At) -> Option<(Boot, NaiveDate)> {
        let today = hours::date(at.zone, self.ahead.utc(self.seen));
        let first = daily.done.min(today).succ_opt()?.max(today.pred_opt()?);
        first.iter_days().take(3).find_map(|day| {
            let due = self.ahead.boot(hours::instant(at.zone, day, daily.time).timestamp_millis());
            (due.plus(LATE) >= self.seen).then_some((due, day))
        })
    }

    /// What comes next if nothing holds it back. A time of day comes at its time. Else the nudge to move has the way: a companion that would delay
    /// it waits until after it, and then one of them comes.
    pub(super) fn coming(&self, at: At) -> Option<Coming> {
        let after = self.told.map_or(self.seen, |(_, told)| told.plus(at.rules.apart).max(self.seen));
        let ready = |kind: Nudge| {
            let due = self.due_of(kind, at).filter(|_| self.inside || kind.is_of_the_day())?;
            let shown = if kind.is_of_the_day() { due.max(self.settled) } else { due };
            Some(Coming { kind, due, shown: shown.max(after) })
        };
        let moving = ready(Nudge::Move);
        let delays = |next: &Coming| moving.is_some_and(|moving| next.shown.plus(at.rules.apart) > moving.shown);
        let had_its_turn =
            |next: &Coming| self.told.is_some_and(|(kind, told)| kind == Nudge::Move && next.due <= told.plus(at.rules.apart));
        let companions = [Nudge::Routine, Nudge::Evening, Nudge::Sit, Nudge::Stand, Nudge::Water, Nudge::Posture];
        let beside =
            companions.into_iter().filter_map(ready).filter(|next| next.kind.is_of_the_day() || !delays(next) || had_its_turn(next));
        moving.into_iter().chain(beside).min_by_key(|next| (next.shown, next.kind != Nudge::Move, next.due))
    }
}
