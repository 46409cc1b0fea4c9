//! What people do, and what becomes of nudges, intervals and stretches of time by it.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::clocks::Boot;
use super::coming::{Began, Daily};
use super::hours;
use super::kept::{Quiet, QuietWhy, SpellRow};
use super::schedule::{Asking, At, Heard, Running, Schedule};
use super::words::{Answer, Nudge, Spell, Time};

/// A nudge is put off by a minute at least, so that it cannot come back under the same key.
const SHORTEST_SNOOZE: Duration = Duration::from_secs(60);
/// And by no more than this: who wants longer, pauses.
const LONGEST_SNOOZE: Duration = Duration::from_secs(2 * 3600);

impl Schedule {
    /// Takes in what was heard; time was taken in already.
    pub(super) fn hear(&mut self, heard: &Heard, at: At) {
        let now = self.seen;
        match heard {
            Heard::Tick | Heard::Woke { .. } => {}
            Heard::Person => self.person(now),
            Heard::Session(true) => self.session_begins(now),
            Heard::Session(false) => self.session_ends(now, at),
            Heard::Answered(answer) => self.answer(*answer, now, at),
            Heard::Did(kind) => self.did(*kind, now, at),
            Heard::Snoozed(span) => self.snooze(*span, now),
            Heard::Said(time) => self.said(*time, true, now),
            Heard::Pause(until, why) => self.pause(*until, *why, now),
            Heard::Resume => self.resume(now),
            Heard::Ruled => self.follow_rules(now, at),
            Heard::Leads(leads) => self.lead(*leads, at),
            Heard::Outside(saved) => self.take_over(saved, at),
            Heard::Leaving => self.leave(now),
        }
        self.left = matches!(heard, Heard::Leaving);
    }

    /// After a set the next interval begins when the person is back.
    fn person(&mut self, now: Boot) {
        if self.back.is_some() {
            self.come_back(now);
        }
    }

    pub(super) fn come_back(&mut self, when: Boot) {
        let Some(back) = self.back.take() else { return };
        self.began.moved = when;
        if self.began.block == back {
            self.began.block = when;
        }
        self.sit(when);
    }

    /// While a session runs nudges wait; the one that was shown comes anew after it.
    fn session_begins(&mut self, now: Boot) {
        if self.session.is_some() {
            return;
        }
        self.put_off(now);
        self.said(Time::Rested, false, now);
        self.session = Some(now);
        self.elsewhere = None;
    }

    /// A session of half a rest or more was a movement.
    fn session_ends(&mut self, now: Boot, at: At) {
        let Some(began) = self.session.take() else { return };
        if now.since(began) < at.rules.rest / 2 {
            return;
        }
        if self.open.as_ref().is_some_and(|open| open.row.kind == Nudge::Move) {
            self.close(Answer::Taken, now);
        }
        let back = now.plus(at.rules.back);
        self.moves(began, back);
        self.write(Spell::Moved, began, now, None);
        self.spell = None;
        self.back = Some(back);
    }

    /// Somebody moved at `when`; the intervals begin at `from`. A block of standing ends with it.
    fn moves(&mut self, when: Boot, from: Boot) {
        self.said(Time::Rested, false, when);
        if self.stands() {
            self.began.block = from;
        }
        self.end_spell(when);
        self.began.moved = from;
        self.back = None;
        self.skips = 0;
    }

    /// The nudge that waits got its answer.
    pub(super) fn answer(&mut self, answer: Answer, now: Boot, at: At) {
        let Some(kind) = self.open.as_ref().map(|open| open.row.kind) else {
            if answer == Answer::Already {
                self.done(Nudge::Move, now, at);
            }
            return;
        };
        match answer {
            Answer::Taken | Answer::Already => self.done(kind, now, at),
            Answer::Skipped | Answer::Missed | Answer::Away => self.left_out(kind, now, at),
        }
        if (kind, answer) == (Nudge::Move, Answer::Skipped) {
            self.skips = self.skips.saturating_add(1);
        }
        self.close(answer, now);
    }

    /// It was done without a nudge, or before the one that waits was answered.
    fn did(&mut self, kind: Nudge, now: Boot, at: At) {
        self.done(kind, now, at);
        if self.open.as_ref().is_some_and(|open| open.row.kind == kind) {
            self.close(Answer::Already, now);
        }
    }

    /// What a nudge asks for was done: its interval begins.
    fn done(&mut self, kind: Nudge, now: Boot, at: At) {
        match kind {
            Nudge::Move => {
                self.moves(now, now);
                self.sit(now);
            }
            Nudge::Stand => self.change(Spell::Stood, now),
            Nudge::Sit => {
                self.blocks = self.blocks.saturating_add(1);
                self.change(Spell::Sat, now);
            }
            Nudge::Posture | Nudge::Water | Nudge::Routine | Nudge::Evening => self.left_out(kind, now, at),
        }
    }

    /// The next one of its kind comes a full interval later.
    fn left_out(&mut self, kind: Nudge, now: Boot, at: At) {
        match kind {
            Nudge::Move => self.began.moved = now,
            Nudge::Stand | Nudge::Sit => self.began.block = now,
            Nudge::Posture => self.began.posture = now,
            Nudge::Water => self.began.water = now,
            Nudge::Routine | Nudge::Evening => {
                let daily = if kind == Nudge::Routine { self.routine } else { self.evening };
                let today = hours::date(at.zone, self.ahead.utc(now));
                let day = daily.and_then(|daily| self.due_on(daily, at)).filter(|(due, _)| *due <= now).map_or(today, |(_, day)| day);
                self.seen_to(kind, day);
            }
        }
    }

    /// One stands up, or sits down: a new block begins.
    fn change(&mut self, kind: Spell, now: Boot) {
        self.end_spell(now);
        self.began.block = now;
        if self.inside {
            self.spell = Some(Running { kind, from: now, said: None });
        }
    }

    /// It comes again after a while; that can be wished as often as one likes.
    fn snooze(&mut self, span: Duration, now: Boot) {
        let span = span.clamp(SHORTEST_SNOOZE, LONGEST_SNOOZE);
        if let Some(open) = &mut self.open {
            open.shown = 0;
            open.again = now.plus(span);
            let span = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
            open.row.snoozed_ms = open.row.snoozed_ms.saturating_add(span);
        }
    }

    /// What was shown is shown anew as soon as nothing holds it back.
    pub(super) fn put_off(&mut self, now: Boot) {
        if let Some(open) = self.open.as_mut().filter(|open| open.shown > 0) {
            open.shown = 0;
            open.again = now;
        }
    }

    /// A pause begins, in place of the one that runs. One that ends in the past is none.
    fn pause(&mut self, until: DateTime<Utc>, why: QuietWhy, now: Boot) {
        let (from_at, until_at) = (self.ahead.wall(now), until.timestamp_millis());
        if until_at <= from_at {
            return;
        }
        self.resume(now);
        self.put_off(now);
        let quiet = Quiet { uid: None, from_at, until_at, ended_at: None, why };
        self.quiet = Some(quiet);
        self.news.quiet.push(quiet);
    }

    fn resume(&mut self, now: Boot) {
        if let Some(quiet) = self.quiet.take() {
            self.news.quiet.push(Quiet { ended_at: Some(self.ahead.wall(now)), ..quiet });
        }
    }

    /// Nobody was there from `from` to `to`: after a long time it is asked what it was, unless the answer is known.
    pub(super) fn ask_or_rest(&mut self, from: Boot, to: Boot, at: At) {
        let (began, spell) = (self.began, self.spell);
        let asks = self.inside && self.session.is_none() && to.since(from) >= at.rules.ask;
        self.said(Time::Rested, false, from);
        if !asks || !hours::stretch(at.rules, at.zone, self.ahead.utc(to)).inside {
            return self.rest(from, to, at);
        }
        self.put_off(to);
        self.spell = None;
        self.begin_anew(to, at);
        self.asking = Some(Asking { from, to, since: at.now.awake, over: to.plus(at.rules.asking), began, spell });
    }

    /// Nobody was there from `from` to `to`, and that was a rest.
    pub(super) fn rest(&mut self, from: Boot, to: Boot, at: At) {
        if let Some(began) = self.session {
            self.end_spell(began);
            self.write(Spell::Moved, began, from, None);
            self.session = Some(to);
        }
        self.end_spell(from);
        self.write(Spell::Away, from, to, None);
        self.nobody(to);
        self.begin_anew(to, at);
    }

    /// A nudge that waited met nobody. One with a time of day still comes, when the person has settled.
    fn nobody(&mut self, when: Boot) {
        if self.open.as_ref().is_some_and(|open| !open.row.kind.is_of_the_day()) {
            self.close(Answer::Away, when);
        }
    }

    /// Somebody is there again: every interval begins.
    fn begin_anew(&mut self, now: Boot, at: At) {
        self.seen = now;
        self.inside = hours::stretch(at.rules, at.zone, self.ahead.utc(now)).inside;
        self.began = Began::all(now);
        self.back = None;
        self.settled = now.plus(at.rules.back);
        if let Some(open) = self.open.as_mut().filter(|open| open.row.kind.is_of_the_day()) {
            open.shown = 0;
            open.again = open.again.max(self.settled);
        }
        if self.session.is_none() {
            self.sit(now);
        }
    }

    /// What the time away was: by the person, or because nobody said. Nothing if it is not asked.
    pub(super) fn said(&mut self, time: Time, by_person: bool, now: Boot) {
        let Some(asking) = self.asking.take() else { return };
        let Asking { from, to, .. } = asking;
        if time == Time::Worked {
            // it was sitting all the time
            self.began = asking.began;
            self.spell = asking.spell.map(|spell| Running { said: Some(time), ..spell });
            return;
        }
        if let Some(spell) = asking.spell {
            self.write(spell.kind, spell.from, from, spell.said);
        }
        self.write(Spell::Away, from, to, by_person.then_some(time));
        if time == Time::Rested {
            self.nobody(now);
        } else {
            self.began = asking.began.later(to.since(from));
        }
    }

    /// The rules have changed. The intervals that run go on; a standing that is no longer wished is sitting.
    fn follow_rules(&mut self, now: Boot, at: At) {
        if at.rules.stand.is_none() && self.stands() {
            self.change(Spell::Sat, now);
        }
    }

    /// Another time of day counts from its next coming.
    pub(super) fn follow_times(&mut self, at: At) {
        let now = self.ahead.utc(self.seen);
        let follow = |was: Option<Daily>, time: Option<NaiveTime>| match (was, time) {
            (Some(was), Some(time)) if was.time == time => Some(was),
            (_, time) => time.map(|time| Daily { time, done: last_passed(at, now, time) }),
        };
        self.routine = follow(self.routine, at.rules.routine_at);
        self.evening = follow(self.evening, at.rules.evening_at);
    }

    /// A time of day was seen to.
    pub(super) fn seen_to(&mut self, kind: Nudge, day: NaiveDate) {
        let daily = if kind == Nudge::Routine { &mut self.routine } else { &mut self.evening };
        if let Some(daily) = daily {
            daily.done = daily.done.max(day);
        }
    }

    /// The program ends or stands still: what runs is written, and goes on from here if it comes back.
    fn leave(&mut self, now: Boot) {
        if !self.leads {
            return;
        }
        self.said(Time::Rested, false, now);
        let running = self.spell;
        self.end_spell(self.session.unwrap_or(now));
        if let Some(began) = self.session {
            self.write(Spell::Moved, began, now, None);
            self.session = Some(now);
        }
        self.spell = running.map(|spell| Running { from: now, ..spell });
    }

    /// The nudge that waits is no longer open.
    pub(super) fn close(&mut self, answer: Answer, now: Boot) {
        if let Some(open) = self.open.take() {
            let answered_at = self.ahead.wall(now);
            self.news.answered.push(super::kept::NudgeRow { answer: Some(answer), answered_at: Some(answered_at), ..open.row });
        }
    }

    /// From now on one sits, as far as is known.
    fn sit(&mut self, now: Boot) {
        self.spell = self.inside.then_some(Running { kind: Spell::Sat, from: now, said: None });
    }

    /// What runs has ended.
    pub(super) fn end_spell(&mut self, when: Boot) {
        if let Some(spell) = self.spell.take() {
            self.write(spell.kind, spell.from, when, spell.said);
        }
    }

    /// A stretch of time is to be written, unless it is none.
    fn write(&mut self, kind: Spell, from: Boot, to: Boot, said: Option<Time>) {
        if from < to {
            self.news.spells.push(SpellRow { kind, from_at: self.ahead.wall(from), to_at: self.ahead.wall(to), said });
        }
    }
}

/// The last day on which a time of day has passed.
pub(super) fn last_passed(at: At, now: DateTime<Utc>, time: NaiveTime) -> NaiveDate {
    let today = hours::date(at.zone, now);
    if hours::instant(at.zone, today, time) <= now { today } else { today.pred_opt().unwrap_or(today) }
}
