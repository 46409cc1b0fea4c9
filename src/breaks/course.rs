//! What happens by itself, as time goes on: nudges come, come again and are given up, pauses and questions end, hours begin and end.

use std::time::Duration;

use super::clocks::Boot;
use super::coming::{Began, Coming, Daily, LATE};
use super::hours::{self, Stretch};
use super::kept::NudgeRow;
use super::schedule::{At, Heard, Open, Running, Schedule, Shown};
use super::words::{Answer, Nudge, Spell, Time};

/// Something that happens by itself. Of several at the same instant, the first named is first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The hours begin, or end.
    Hours(bool),
    /// The pause is over.
    Unpaused,
    /// Nobody said what the time away was.
    Unsaid,
    /// What ran in another tab must have ended by now.
    Alone,
    /// Nobody came back after a set: the interval begins all the same.
    Back,
    /// The nudge that waits is shown again.
    Again,
    /// It was shown as often as it is shown.
    GivenUp,
    /// The time of day was so long ago that it is over.
    TooLate(Nudge),
    /// A nudge comes.
    Show(Coming),
    /// It will come in a minute.
    Warn(Coming),
}

/// No step takes more turns than this, whatever the clocks say.
const TURNS_A_STEP: usize = 96;

/// A session in another tab holds nudges for no longer than this: a tab that was killed cannot say that it has ended.
const LONGEST_SESSION: Duration = Duration::from_secs(3600);

impl Schedule {
    /// Goes on to now. Time away is a rest, if it was as long as one; else everything that fell due happens, each at its own instant.
    pub(super) fn catch_up(&mut self, heard: &Heard, at: At, shown: &mut Shown) {
        let now = Boot::of(at.now).max(self.seen);
        let away_from = self.away_since(heard, now, at);
        // nothing was to happen until now: what a new wall, zone or rule asks for happens now, not in the past
        if self.awaited.is_none_or(|awaited| awaited > away_from) || !self.leads {
            self.seen = away_from;
        }
        self.run(away_from, at, shown);
        self.ahead = self.ahead.followed(at.now);
        if self.leads && now.since(away_from) >= at.rules.rest {
            self.ask_or_rest(away_from, now, at);
            *shown = Shown::default();
        } else if self.awaited.is_none_or(|awaited| awaited > now) {
            self.seen = now;
        }
        self.follow_times(at);
        self.run(now, at, shown);
    }

    /// Since when nobody was there: by what the clocks told, or because the program left, or because an instant that was asked for came a rest too late.
    fn away_since(&self, heard: &Heard, now: Boot, at: At) -> Boot {
        let told = if let Heard::Woke { slept, .. } = heard { now.less(*slept) } else { now };
        let left = if self.left { self.seen } else { now };
        let overslept = self.awaited.filter(|awaited| self.leads && now.since(*awaited) >= at.rules.rest).unwrap_or(now);
        told.min(left).min(overslept).max(self.seen)
    }

    /// Lets everything happen that happens by itself until an instant.
    pub(super) fn run(&mut self, to: Boot, at: At, shown: &mut Shown) {
        for _ in 0..TURNS_A_STEP {
            match self.upcoming(at) {
                Some((when, turn)) if when <= to => self.turn(&turn, when, at, shown),
                _ => break,
            }
        }
        self.seen = self.seen.max(to);
    }

    /// What happens next by itself, and when: never in the past.
    pub(super) fn upcoming(&self, at: At) -> Option<(Boot, Turn)> {
        if !self.leads {
            return None;
        }
        let Stretch { inside, until } = hours::stretch(at.rules, at.zone, self.ahead.utc(self.seen));
        let boot = |wall: chrono::DateTime<chrono::Utc>| self.ahead.boot(wall.timestamp_millis());
        let hours = if inside == self.inside {
            until.map(|wall| (boot(wall), Turn::Hours(!inside)))
        } else {
            Some((self.seen, Turn::Hours(inside)))
        };
        let fixed = [
            hours,
            self.quiet.map(|quiet| (self.ahead.boot(quiet.until_at), Turn::Unpaused)),
            self.asking.map(|asking| (asking.over, Turn::Unsaid)),
            self.elsewhere.map(|began| (began.plus(LONGEST_SESSION), Turn::Alone)),
            self.back.map(|back| (back, Turn::Back)),
            self.waiting(at),
        ];
        let too_late = [self.too_late(Nudge::Routine, self.routine, at), self.too_late(Nudge::Evening, self.evening, at)];
        let coming = if self.open.is_some() || self.is_held() { None } else { self.coming(at) };
        let shown = coming.map(|coming| (coming.shown, Turn::Show(coming)));
        let warned = coming
            .filter(|coming| self.warned != Some(coming.shown))
            .map(|coming| (coming.shown.less(at.rules.notice), Turn::Warn(coming)));
        let all = fixed.into_iter().chain(too_late).chain([shown, warned]).flatten();
        all.map(|(when, turn)| (when.max(self.seen), turn)).reduce(|first, next| if next.0 < first.0 { next } else { first })
    }

    /// Nothing is shown while a session runs, here or elsewhere, in a pause, and while it is asked what a time away was.
    pub(super) fn is_held(&self) -> bool {
        self.session.is_some() || self.elsewhere.is_some() || self.quiet.is_some() || self.asking.is_some()
    }

    /// When the nudge that waits for an answer is shown again or given up.
    fn waiting(&self, at: At) -> Option<(Boot, Turn)> {
        let open = self.open.as_ref().filter(|open| !self.is_held() && (self.inside || open.row.kind.is_of_the_day()))?;
        Some((open.again, if open.shown < at.rules.times { Turn::Again } else { Turn::GivenUp }))
    }

    fn too_late(&self, kind: Nudge, daily: Option<Daily>, at: At) -> Option<(Boot, Turn)> {
        let (due, _) = self.due_on(daily.filter(|_| self.open.as_ref().is_none_or(|open| open.row.kind != kind))?, at)?;
        Some((due.plus(LATE), Turn::TooLate(kind)))
    }

    /// Lets it happen.
    pub(super) fn turn(&mut self, turn: &Turn, when: Boot, at: At, shown: &mut Shown) {
        self.seen = self.seen.max(when);
        match turn {
            Turn::Hours(true) => self.hours_begin(when),
            Turn::Hours(false) => self.hours_end(when),
            Turn::Unpaused => self.quiet = None,
            Turn::Unsaid => self.said(Time::Rested, false, when),
            Turn::Alone => self.elsewhere = None,
            Turn::Back => self.come_back(when),
            Turn::Again => self.show_again(when, at, shown),
            Turn::GivenUp => self.answer(Answer::Missed, when, at),
            Turn::TooLate(kind) => self.pass_over(*kind, at),
            Turn::Show(coming) => self.show(*coming, when, at, shown),
            Turn::Warn(coming) => {
                self.warned = Some(coming.shown);
                shown.warn = Some(coming.kind);
            }
        }
    }

    /// Every interval begins with the hours.
    fn hours_begin(&mut self, when: Boot) {
        self.inside = true;
        self.began = Began::all(when);
        self.spell =
            self.spell.or((self.session.is_none() && self.back.is_none()).then_some(Running { kind: Spell::Sat, from: when, said: None }));
    }

    /// With the hours ends what waits, and what one does then is nobody's business.
    fn hours_end(&mut self, when: Boot) {
        self.inside = false;
        if self.open.as_ref().is_some_and(|open| !open.row.kind.is_of_the_day()) {
            self.close(Answer::Missed, when);
        }
        self.end_spell(when);
    }

    fn show(&mut self, coming: Coming, when: Boot, at: At, shown: &mut Shown) {
        let row = NudgeRow {
            uid: None,
            kind: coming.kind,
            due_at: self.ahead.wall(coming.due),
            shown: 0,
            answer: None,
            answered_at: None,
            snoozed_ms: 0,
            session: None,
        };
        self.open = Some(Open { row, shown: 0, again: when, since: at.now.awake });
        self.show_again(when, at, shown);
    }

    fn show_again(&mut self, when: Boot, at: At, shown: &mut Shown) {
        let Some(open) = &mut self.open else { return };
        open.row.shown = open.row.shown.saturating_add(1);
        open.shown = open.shown.saturating_add(1);
        open.again = when.plus(at.rules.again);
        open.since = at.now.awake;
        self.told = Some((open.row.kind, when));
        *shown = Shown { tell: Some((open.row.kind, open.shown)), warn: None };
    }

    /// A time of day that could not come: it was missed, and the next one is tomorrow's.
    fn pass_over(&mut self, kind: Nudge, at: At) {
        let daily = if kind == Nudge::Routine { self.routine } else { self.evening };
        let Some((due, day)) = daily.and_then(|daily| self.due_on(daily, at)) else { return };
        self.news.answered.push(NudgeRow {
            uid: None,
            kind,
            due_at: self.ahead.wall(due),
            shown: 0,
            answer: Some(Answer::Missed),
            answered_at: Some(self.ahead.wall(due.plus(LATE))),
            snoozed_ms: 0,
            session: None,
        });
        self.seen_to(kind, day);
    }
}
