//! The schedule from what is kept, and what is to be kept of it.

use chrono::NaiveTime;

use super::clocks::{Ahead, Boot};
use super::coming::{Began, Daily};
use super::hear::last_passed;
use super::hours;
use super::kept::{Keep, Marks, Saved};
use super::schedule::{At, Heard, News, Open, Running, Schedule};
use super::words::{Nudge, Spell};

impl Schedule {
    /// The very first: everything begins now.
    pub(super) fn first(at: At) -> Self {
        let (ahead, now) = (Ahead::of(at.now), Boot::of(at.now));
        let inside = hours::stretch(at.rules, at.zone, ahead.utc(now)).inside;
        let mut schedule = Self {
            ahead,
            seen: now,
            awaited: None,
            leads: true,
            inside,
            left: false,
            spell: inside.then_some(Running { kind: Spell::Sat, from: now, said: None }),
            began: Began::all(now),
            blocks: 0,
            routine: None,
            evening: None,
            settled: now,
            told: None,
            warned: None,
            open: None,
            skips: 0,
            quiet: None,
            session: None,
            elsewhere: None,
            back: None,
            asking: None,
            news: News::default(),
            kept: Saved::default(),
        };
        schedule.follow_times(at);
        schedule
    }

    /// From what is kept, as it stood when a tab was last seen. If the wall was set back since, it stands where it stood, not in the future.
    pub(super) fn read(saved: Saved, at: At) -> Self {
        let mut schedule = Self::first(at);
        let set_back = saved.seen_at.saturating_sub(at.now.millis()).max(0);
        schedule.take(&saved, set_back, at);
        schedule.seen = schedule.ahead.boot(saved.seen_at.saturating_sub(set_back));
        schedule.inside = hours::stretch(at.rules, at.zone, schedule.ahead.utc(schedule.seen)).inside;
        schedule.spell = schedule.spell.filter(|_| schedule.inside);
        schedule.kept = saved;
        schedule
    }

    /// As the tab that kept it has it now: what it would have told by itself it has kept, but for hours that ended with nothing to write.
    pub(super) fn brought_to_now(self, at: At) -> Self {
        let seen = Boot::of(at.now);
        let inside = hours::stretch(at.rules, at.zone, self.ahead.utc(seen)).inside;
        Self { seen, inside, spell: self.spell.filter(|_| inside), ..self }
    }

    /// Whether this tab nudges. Where another does, what is kept is as that one has it: nobody was away.
    pub(super) fn lead(&mut self, leads: bool, at: At) {
        if !leads && self.leads && self.kept != Saved::default() {
            let kept = self.kept.clone();
            self.take_over(&kept, at);
            self.news = News::default();
        }
        self.leads = leads;
    }

    /// Another process has changed what is kept: its state holds; what runs in this tab alone goes on.
    pub(super) fn take_over(&mut self, saved: &Saved, at: At) {
        let since = self.open.as_ref().map_or(at.now.awake, |open| open.since);
        self.take(saved, 0, at);
        if let Some(open) = &mut self.open {
            open.since = since;
        }
        if !self.inside || self.session.is_some() || self.back.is_some() {
            self.spell = self.spell.filter(|_| self.inside && self.back.is_none());
        }
        self.kept = saved.clone();
    }

    /// Takes up what is kept, with every instant so many milliseconds earlier.
    fn take(&mut self, saved: &Saved, earlier: i64, at: At) {
        let now = Boot::of(at.now);
        let latest = now.plus(at.rules.back);
        let boot = |wall: i64| self.ahead.boot(wall.saturating_sub(earlier)).min(latest);
        let begun = |marks: Marks| Began {
            moved: boot(marks.moved),
            posture: boot(marks.posture),
            water: boot(marks.water),
            block: boot(marks.block),
        };
        let began = saved.marks.map_or_else(|| Began::all(boot(saved.moved_at)), begun);
        let kind = if saved.marks.is_some_and(|marks| marks.stands) { Spell::Stood } else { Spell::Sat };
        let daily = |time: Option<NaiveTime>, done: Option<chrono::NaiveDate>| {
            time.map(|time| Daily { time, done: done.unwrap_or_else(|| last_passed(at, self.ahead.utc(now), time)) })
        };
        let again = saved.next.map_or(now, |(_, again)| self.ahead.boot(again.saturating_sub(earlier)));
        let open = saved.open.clone().map(|row| Open { row, shown: saved.shown, again, since: at.now.awake });
        let told = saved.marks.and_then(|marks| marks.told).map(|(kind, told)| (kind, boot(told).min(now)));
        let elsewhere = saved.marks.and_then(|marks| marks.session).filter(|_| self.session.is_none()).map(boot);
        let (routine, evening) = (
            daily(at.rules.routine_at, saved.marks.and_then(|marks| marks.routine)),
            daily(at.rules.evening_at, saved.marks.and_then(|marks| marks.evening)),
        );
        // after a set nobody is back yet
        let from = boot(saved.moved_at);
        self.back = if self.session.is_some() { self.back } else { Some(from).filter(|from| *from > now) };
        self.spell = Some(Running { kind, from: from.min(now), said: None }).filter(|_| from <= now);
        self.began = began;
        self.blocks = saved.marks.map_or(0, |marks| marks.blocks);
        self.routine = routine;
        self.evening = evening;
        self.told = told;
        self.open = open;
        self.skips = saved.skips;
        self.quiet = saved.quiet.filter(|quiet| quiet.ended_at.is_none());
        self.elsewhere = elsewhere;
    }

    /// What is to be written after a step; nothing if nothing has changed. A tab that does not nudge writes what its person did, and nothing else.
    pub(super) fn keep(&mut self, heard: &Heard, at: At) -> Option<Keep> {
        let by_itself =
            matches!(heard, Heard::Tick | Heard::Woke { .. } | Heard::Ruled | Heard::Leads(_) | Heard::Outside(_) | Heard::Leaving);
        if !self.leads && by_itself {
            self.news = News::default();
            return None;
        }
        let mut saved = Saved { next: self.kept.next, seen_at: self.kept.seen_at, ..self.to_be_kept() };
        let has_news = !(self.news.answered.is_empty() && self.news.spells.is_empty() && self.news.quiet.is_empty());
        if saved == self.kept && !has_news && !self.left {
            return None;
        }
        let open = self.open.as_ref().map(|open| (open.row.kind, open.again));
        saved.next = open.or_else(|| self.foreseen(at)).map(|(kind, when)| (kind, self.ahead.wall(when)));
        saved.seen_at = self.ahead.wall(self.seen);
        self.kept = saved.clone();
        let News { answered, spells, quiet } = std::mem::take(&mut self.news);
        Some(Keep { saved, answered, spells, quiet })
    }

    /// The schedule as it is now, but for what is foreseen.
    fn to_be_kept(&self) -> Saved {
        let wall = |boot: Boot| self.ahead.wall(boot);
        Saved {
            moved_at: wall(self.spell.map_or(self.began.moved, |spell| spell.from)),
            next: None,
            shown: self.open.as_ref().map_or(0, |open| open.shown),
            skips: self.skips,
            seen_at: 0,
            open: self.open.as_ref().map(|open| open.row.clone()),
            quiet: self.quiet,
            marks: Some(Marks {
                moved: wall(self.began.moved),
                posture: wall(self.began.posture),
                water: wall(self.began.water),
                block: wall(self.began.block),
                stands: self.stands(),
                blocks: self.blocks,
                told: self.told.map(|(kind, told): (Nudge, Boot)| (kind, wall(told))),
                routine: self.routine.map(|daily| daily.done),
                evening: self.evening.map(|daily| daily.done),
                session: self.session.or(self.elsewhere).filter(|_| !self.left).map(wall),
            }),
        }
    }
}
