//! A desk for tests: a schedule, three clocks moved by hand, a zone, and everything it ever wished for.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};

use super::*;
use crate::domain::{Moment, Zone};

/// Offsets from UTC in minutes, each from an instant on.
#[derive(Clone, Debug)]
pub(super) struct Place(pub Vec<(DateTime<Utc>, i32)>);

impl Place {
    fn minutes(&self, at: DateTime<Utc>) -> i32 {
        self.0.iter().rev().find(|(from, _)| *from <= at).map_or(0, |(_, minutes)| *minutes)
    }
}

fn east(minutes: i32) -> FixedOffset {
    FixedOffset::east_opt(minutes * 60).expect("minutes of a day")
}

impl Zone for Place {
    fn offset(&self, at: DateTime<Utc>) -> FixedOffset {
        east(self.minutes(at))
    }

    fn earliest(&self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        let offsets = std::iter::once(0).chain(self.0.iter().map(|(_, minutes)| *minutes)).map(east);
        let read = offsets.filter_map(|offset| {
            let at = (local - offset).and_utc();
            (self.offset(at) == offset).then(|| at.with_timezone(&offset))
        });
        let skipped = || {
            let at = self.0.iter().map(|(at, _)| *at).find(|at| at.with_timezone(&self.offset(*at)).naive_local() > local);
            at.map_or_else(|| local.and_utc().fixed_offset(), |at| at.with_timezone(&self.offset(at)))
        };
        read.min().unwrap_or_else(skipped)
    }
}

pub(super) const fn minutes(n: u64) -> Duration {
    Duration::from_secs(n * 60)
}

pub(super) const fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// A wish, and when it was made, on the boot clock.
pub(super) type Wished = (Duration, Wish);

#[derive(Clone, Debug)]
pub(super) struct Desk {
    pub now: Moment,
    pub place: Place,
    pub rules: Rules,
    pub schedule: Schedule,
    pub wished: Vec<Wished>,
    /// How many wishes the last step made.
    pub last: usize,
}

impl Desk {
    /// A desk on Mon 2 March 2026, at a time of day in UTC.
    pub fn at(time: &str, rules: Rules) -> Self {
        Self::on(&format!("2026-03-02T{time}:00Z"), Place(Vec::new()), rules)
    }

    /// A desk at an instant, in a place.
    pub fn on(at: &str, place: Place, rules: Rules) -> Self {
        let wall: DateTime<Utc> = at.parse().expect("a time");
        let now = Moment { awake: seconds(5000), boot: seconds(9000), wall: wall.with_timezone(&place.offset(wall)) };
        let schedule = Schedule::new(None, At { now: &now, zone: &place, rules: &rules });
        Self { now, place, rules, schedule, wished: Vec::new(), last: 0 }
    }

    pub fn looking<T>(&self, look: impl FnOnce(&Schedule, At) -> T) -> T {
        look(&self.schedule, At { now: &self.now, zone: &self.place, rules: &self.rules })
    }

    pub fn hear(&mut self, heard: &Heard) -> Vec<Wish> {
        let wishes = self.schedule.step(heard, At { now: &self.now, zone: &self.place, rules: &self.rules });
        self.last = wishes.len();
        self.wished.extend(wishes.iter().map(|wish| (self.now.boot, wish.clone())));
        wishes
    }

    /// The clocks go on; nobody is told.
    pub fn pass(&mut self, span: Duration) {
        self.now.awake += span;
        self.sleep(span);
    }

    /// The machine sleeps; nobody is told.
    pub fn sleep(&mut self, span: Duration) {
        self.now.boot += span;
        self.set_wall(TimeDelta::from_std(span).expect("a span"));
    }

    /// The wall clock is set, or goes on.
    pub fn set_wall(&mut self, by: TimeDelta) {
        let wall = (self.now.wall + by).to_utc();
        self.now.wall = wall.with_timezone(&self.place.offset(wall));
    }

    /// Time goes on, and the schedule is woken when it asked to be.
    pub fn go(&mut self, span: Duration) {
        let end = self.now.awake + span;
        for _ in 0..2000 {
            let due = self.looking(|schedule, at| schedule.due(at)).filter(|due| *due <= end);
            let to = due.unwrap_or(end);
            assert!(to >= self.now.awake, "never asked for the past");
            self.pass(to - self.now.awake);
            if due.is_none() {
                return;
            }
            self.hear(&Heard::Tick);
        }
        panic!("a storm of wakings");
    }

    /// Nobody is there: the machine sleeps, wakes, and says so.
    pub fn away(&mut self, span: Duration) {
        self.sleep(span);
        self.hear(&Heard::Woke { slept: span, stepped: 0 });
    }

    /// The program ends and starts again after a while.
    pub fn restart(&mut self, after: Duration) {
        self.hear(&Heard::Leaving);
        self.start(after);
    }

    /// The program, which has ended, starts again after a while.
    pub fn start(&mut self, after: Duration) {
        let saved = self.schedule.saved().clone();
        self.pass(after);
        self.schedule = Schedule::new(Some(saved), At { now: &self.now, zone: &self.place, rules: &self.rules });
    }

    /// What lies in the database; nothing before anything was kept.
    fn saved(&self) -> Option<Saved> {
        Some(self.schedule.saved().clone()).filter(|saved| *saved != Saved::default())
    }

    /// Another process does something beside this tab: what it keeps, if anything.
    pub fn beside(&self, heard: &Heard) -> Option<Box<Keep>> {
        let at = At { now: &self.now, zone: &self.place, rules: &self.rules };
        let wishes = Schedule::beside(self.saved(), at).step(heard, at);
        wishes.into_iter().find_map(|wish| if let Wish::Keep(keep) = wish { Some(keep) } else { None })
    }

    /// Another tab, which does not nudge.
    pub fn second(&self) -> Schedule {
        self.looking(|_, at| {
            let mut second = Schedule::new(self.saved(), at);
            second.step(&Heard::Leads(false), at);
            second
        })
    }

    /// What was told, with the minute since the desk began.
    pub fn told(&self) -> Vec<(u64, Nudge, u8)> {
        let tell = |(at, wish): &Wished| match wish {
            Wish::Tell(kind, times) => Some(((*at - seconds(9000)).as_secs() / 60, *kind, *times)),
            _ => None,
        };
        self.wished.iter().filter_map(tell).collect()
    }

    pub fn kept(&self) -> impl Iterator<Item = &Keep> {
        self.wished.iter().filter_map(|(_, wish)| if let Wish::Keep(keep) = wish { Some(&**keep) } else { None })
    }

    pub fn answers(&self) -> Vec<(Nudge, Answer)> {
        self.kept().flat_map(|keep| &keep.answered).filter_map(|row| Some((row.kind, row.answer?))).collect()
    }

    /// The stretches of time that were written, in seconds since the desk began.
    pub fn spells(&self) -> Vec<(Spell, i64, i64)> {
        let first = 1_772_409_600_000_i64; // midnight of the day
        let seconds = |at: i64| (at - first) / 1000;
        self.kept().flat_map(|keep| &keep.spells).map(|row| (row.kind, seconds(row.from_at), seconds(row.to_at))).collect()
    }

    /// When the next one comes, as the wall reads.
    pub fn next(&self) -> Option<String> {
        self.looking(|schedule, at| schedule.next(at)).map(|next| format!("{:?} {}", next.kind, next.at.format("%a %H:%M")))
    }

    pub fn state(&self) -> State {
        self.looking(|schedule, at| schedule.state(at))
    }

    pub fn utc(&self, time: &str) -> DateTime<Utc> {
        format!("{}T{time}:00Z", self.now.wall.date_naive()).parse().expect("a time")
    }

    pub fn pause(&mut self, time: &str) {
        let until = self.utc(time);
        self.hear(&Heard::Pause(until, QuietWhy::Pause));
    }
}
