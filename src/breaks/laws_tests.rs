//! Laws of the schedule: whatever is done in whatever order, with any clock, zone, sleep and restart.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Datelike, NaiveTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::desk_tests::{Desk, minutes, seconds};
use super::*;

/// Something done at the desk.
#[derive(Clone, Debug)]
enum Deed {
    Go(u64),
    Away(u64),
    Key,
    Session(u64),
    Answer(Answer),
    Did(Nudge),
    Snooze(u64),
    Said(Time),
    Pause(i64),
    Resume,
    Clock(i64),
    Zone(i32),
    Restart(u64),
    Rules(Box<Rules>),
    Stop(u64),
    /// Another tab nudges for a while.
    Second(u64),
    /// A session runs in another tab for a while.
    Elsewhere(u64),
    /// A command beside the tab does something.
    Command(Heard),
    /// A command beside the tab pauses.
    CommandPause(i64),
}

fn time() -> impl Strategy<Value = NaiveTime> {
    (0_u32..24, 0_u32..60).prop_map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).expect("a time"))
}

fn hours() -> impl Strategy<Value = Hours> {
    proptest::collection::btree_set(time(), 0..=3).prop_map(|times| {
        let times: Vec<_> = times.into_iter().collect();
        times.chunks_exact(2).map(|both| (both[0], both[1])).collect()
    })
}

fn rules() -> impl Strategy<Value = Rules> {
    let every = proptest::option::weighted(0.9, (30_u64..=45).prop_map(minutes));
    let cue = || proptest::option::of((20_u64..=120).prop_map(minutes));
    let stand = proptest::option::of((15_u64..=20).prop_map(|stand| Block { sit: minutes(20), stand: minutes(stand) }));
    let times = (proptest::option::of(time()), proptest::option::of(time()));
    let days = proptest::option::of(proptest::array::uniform7(hours()));
    (every, cue(), cue(), stand, times, days).prop_map(|(every, water, posture, stand, (routine_at, evening_at), days)| {
        let usual = Rules::default();
        Rules { every, water, posture, stand, routine_at, evening_at, hours: days.unwrap_or_else(|| usual.hours.clone()), ..usual }
    })
}

fn command() -> impl Strategy<Value = Heard> {
    prop_oneof![
        Just(Heard::Resume),
        Just(Heard::Answered(Answer::Already)),
        Just(Heard::Did(Nudge::Move)),
        (1_u64..25).prop_map(|span| Heard::Snoozed(minutes(span)))
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    let answer = prop_oneof![Just(Answer::Taken), Just(Answer::Already), Just(Answer::Skipped)];
    let said = prop_oneof![Just(Time::Rested), Just(Time::Worked), Just(Time::Ignored)];
    let kind = prop_oneof![Just(Nudge::Move), Just(Nudge::Water), Just(Nudge::Routine)];
    prop_oneof![
        8 => (1_u64..5400).prop_map(Deed::Go),
        3 => (1_u64..40_000).prop_map(Deed::Away),
        2 => Just(Deed::Key),
        2 => (1_u64..1800).prop_map(Deed::Session),
        6 => answer.prop_map(Deed::Answer),
        1 => kind.prop_map(Deed::Did),
        2 => (0_u64..25).prop_map(Deed::Snooze),
        3 => said.prop_map(Deed::Said),
        2 => (-5_i64..200).prop_map(Deed::Pause),
        1 => Just(Deed::Resume),
        1 => (-400_000_i64..400_000).prop_map(Deed::Clock),
        1 => (-720_i32..840).prop_map(Deed::Zone),
        2 => (1_u64..4000).prop_map(Deed::Restart),
        1 => rules().prop_map(|rules| Deed::Rules(Box::new(rules))),
        1 => (1_u64..4000).prop_map(Deed::Stop),
        1 => (1_u64..4000).prop_map(Deed::Second),
        1 => (1_u64..1800).prop_map(Deed::Elsewhere),
        2 => command().prop_map(Deed::Command),
        1 => (-5_i64..200).prop_map(Deed::CommandPause),
    ]
}

/// Whether the clock on the wall reads a time within the hours of its day.
fn is_inside(desk: &Desk) -> bool {
    let local = desk.now.wall.naive_local();
    let hours = &desk.rules.hours[local.weekday().num_days_from_monday() as usize];
    let last = NaiveTime::from_hms_opt(23, 59, 59).expect("a time");
    hours.iter().any(|(from, to)| *from <= local.time() && (local.time() < *to || *to >= last))
}

/// One nudge, by what it is known.
type Name = (Nudge, i64);

/// Watches a desk and holds every step against the laws. What it knows of hours, pauses and times it reads from the deeds and from the clocks.
struct Watch {
    desk: Desk,
    session: bool,
    leads: bool,
    paused: Option<DateTime<Utc>>,
    /// Since when nothing has happened but that time went on, within the hours.
    undisturbed: Duration,
    inside: bool,
    /// The nudge that was told last, and when.
    told: Option<(Name, Duration)>,
    /// When a nudge to move last came for the first time.
    moved: Option<Duration>,
    waiting: BTreeSet<Name>,
    ended: BTreeSet<Name>,
}

impl Watch {
    fn new(desk: Desk) -> Self {
        let inside = is_inside(&desk);
        Self {
            session: false,
            leads: true,
            paused: None,
            undisturbed: desk.now.boot,
            inside,
            told: None,
            moved: None,
            waiting: BTreeSet::new(),
            ended: BTreeSet::new(),
            desk,
        }
    }

    /// What the clocks say by themselves: a pause has passed, hours have begun.
    fn look(&mut self) {
        self.paused = self.paused.filter(|until| *until > self.desk.now.wall.to_utc());
        let inside = is_inside(&self.desk);
        if inside != self.inside {
            self.undisturbed = self.desk.now.boot;
        }
        self.inside = inside;
    }

    fn pause(&mut self, until: DateTime<Utc>) {
        if until > self.desk.now.wall.to_utc() {
            self.paused = Some(until);
        }
    }

    /// At nine, with what is due in that very instant behind it: what comes then does not come from the first deed.
    fn begun(rules: Rules) -> Self {
        let mut watch = Self::new(Desk::at("09:00", rules));
        watch.hear(&Heard::Tick);
        watch
    }

    fn hear(&mut self, heard: &Heard) {
        let wishes = self.desk.hear(heard);
        self.judge(heard, &wishes);
    }

    fn judge(&mut self, heard: &Heard, wishes: &[Wish]) {
        let now = self.desk.now;
        self.look();
        if !matches!(heard, Heard::Tick) {
            self.undisturbed = now.boot;
        }
        if matches!(heard, Heard::Resume) {
            self.paused = None;
        }
        assert!(wishes.len() <= 3, "a storm: {wishes:?}");
        for wish in wishes {
            match wish {
                Wish::Keep(keep) => self.keep(keep),
                Wish::Tell(kind, times) => self.tell(*kind, *times, heard),
                Wish::Forewarn(_) => assert!(self.leads && !self.session && self.paused.is_none(), "told of ahead"),
            }
        }
        if !self.leads {
            assert_eq!(self.desk.schedule.asked(), None, "only one tab asks");
        }
        let open = self.desk.schedule.saved().open.as_ref().map(|row| (row.kind, row.due_at));
        assert_eq!(self.waiting, open.into_iter().collect(), "a nudge was lost");
        if let Some(due) = self.desk.looking(|schedule, at| schedule.due(at)) {
            assert!(due > now.awake, "what is due now has happened");
        }
        if let Some(next) = self.desk.looking(|schedule, at| schedule.next(at)) {
            assert!(next.at >= now.wall - TimeDelta::seconds(2), "the next one is in the past: {} at {}", next.at, now.wall);
        }
        self.nothing_is_overdue();
    }

    fn keep(&mut self, keep: &Keep) {
        if !keep.answered.is_empty() {
            self.undisturbed = self.desk.now.boot;
        }
        for row in &keep.answered {
            let name = (row.kind, row.due_at);
            assert!(row.answer.is_some() && row.answered_at.is_some());
            assert!(self.waiting.remove(&name) || row.shown == 0 || !self.ended.contains(&name), "answered twice: {row:?}");
            self.ended.insert(name);
        }
        self.waiting.extend(keep.saved.open.as_ref().map(|row| (row.kind, row.due_at)));
        for spell in &keep.spells {
            assert!(spell.from_at < spell.to_at, "{spell:?}");
        }
    }

    fn tell(&mut self, kind: Nudge, times: u8, heard: &Heard) {
        let now = self.desk.now;
        assert!((1..=3).contains(&times));
        assert!(self.leads, "told in the second tab");
        assert!(!self.session, "told in a session");
        assert_eq!(self.paused, None, "told in a pause");
        assert!(self.inside || kind.is_of_the_day(), "told outside the hours");
        assert!(!matches!(heard, Heard::Woke { slept, .. } if *slept >= seconds(60)), "time away fired");
        let open = self.desk.schedule.saved().open.as_ref().expect("what is told waits");
        let name = (open.kind, open.due_at);
        if let Some((last, at)) = self.told.filter(|(last, _)| *last != name) {
            let apart = now.boot - at;
            assert!(apart + seconds(1) >= minutes(20), "{last:?} and {name:?} are {apart:?} apart");
            if kind == Nudge::Move {
                let every = self.desk.rules.every.expect("moving is wished");
                let since = self.moved.map_or(every, |moved| now.boot - moved);
                assert!(since + seconds(1) >= every, "moved twice in the interval: {since:?} of {every:?}");
                self.moved = Some(now.boot);
            }
        }
        self.told = Some((name, now.boot));
    }

    /// A nudge to move is told when its interval is over, a set and another nudge before it at most later, unless something holds it back.
    fn nothing_is_overdue(&self) {
        let asked = matches!(self.desk.schedule.asked(), Some(Asked::Away { .. }));
        let free = self.leads && self.inside && !self.session && self.paused.is_none() && !asked && self.waiting.is_empty();
        let Some(every) = self.desk.rules.every.filter(|_| free) else { return };
        let since = self.desk.now.boot - self.undisturbed;
        assert!(since <= every + minutes(25), "undisturbed for {since:?}, and no nudge came");
    }

    fn go(&mut self, span: Duration) {
        let end = self.desk.now.awake + span;
        for _ in 0..4000 {
            let due = self.desk.looking(|schedule, at| schedule.due(at)).filter(|due| *due <= end);
            self.desk.pass(due.unwrap_or(end) - self.desk.now.awake);
            self.hear(&Heard::Tick);
            if due.is_none() {
                return;
            }
        }
        panic!("a storm of wakings");
    }

    fn woke(&mut self, slept: Duration, stepped: i64) {
        self.hear(&Heard::Woke { slept, stepped });
    }

    /// Another process does it beside the tab, and the tab hears of it.
    fn command(&mut self, heard: &Heard) {
        let Some(keep) = self.desk.beside(heard) else { return };
        if matches!(heard, Heard::Resume) {
            self.paused = None;
        }
        self.keep(&keep);
        self.hear(&Heard::Outside(Box::new(keep.saved)));
    }

    /// Another tab hears of something, and this one of what it keeps.
    fn other(&mut self, other: &mut Schedule, heard: &Heard) {
        let wishes = self.desk.looking(|_, at| other.step(heard, at));
        for wish in wishes {
            let Wish::Keep(keep) = wish else { panic!("only one tab tells: {wish:?}") };
            self.keep(&keep);
            self.hear(&Heard::Outside(Box::new(keep.saved)));
        }
    }

    fn step(&mut self, deed: &Deed) {
        match deed {
            Deed::Go(span) => self.go(seconds(*span)),
            Deed::Away(span) => {
                self.desk.sleep(seconds(*span));
                self.woke(seconds(*span), 0);
            }
            Deed::Stop(span) => {
                self.hear(&Heard::Leaving);
                self.desk.pass(seconds(*span));
                self.hear(&Heard::Person);
            }
            Deed::Key => self.hear(&Heard::Person),
            Deed::Session(span) => {
                self.session = true;
                self.hear(&Heard::Session(true));
                self.go(seconds(*span));
                self.session = false;
                self.hear(&Heard::Session(false));
            }
            Deed::Answer(answer) => {
                if matches!(self.desk.schedule.asked(), Some(Asked::Nudge { .. })) {
                    self.hear(&Heard::Answered(*answer));
                }
            }
            Deed::Did(kind) => self.hear(&Heard::Did(*kind)),
            Deed::Snooze(span) => self.hear(&Heard::Snoozed(minutes(*span))),
            Deed::Said(time) => self.hear(&Heard::Said(*time)),
            Deed::Pause(span) => {
                let until = self.desk.now.wall.to_utc() + TimeDelta::minutes(*span);
                self.pause(until);
                self.hear(&Heard::Pause(until, QuietWhy::Pause));
            }
            Deed::Second(span) => {
                self.leads = false;
                self.hear(&Heard::Leads(false));
                self.go(seconds(*span));
                self.leads = true;
                self.hear(&Heard::Leads(true));
            }
            Deed::Elsewhere(span) => {
                let mut other = self.desk.second();
                self.session = true;
                self.other(&mut other, &Heard::Session(true));
                self.go(seconds(*span));
                self.session = false;
                let saved = Box::new(self.desk.schedule.saved().clone());
                self.desk.looking(|_, at| other.step(&Heard::Outside(saved), at));
                self.other(&mut other, &Heard::Session(false));
            }
            Deed::Command(heard) => self.command(heard),
            Deed::CommandPause(span) => {
                let until = self.desk.now.wall.to_utc() + TimeDelta::minutes(*span);
                self.pause(until);
                self.command(&Heard::Pause(until, QuietWhy::Pause));
            }
            Deed::Resume => self.hear(&Heard::Resume),
            Deed::Clock(by) => {
                self.desk.set_wall(TimeDelta::seconds(*by));
                self.woke(Duration::ZERO, by * 1000);
            }
            Deed::Zone(east) => {
                let from = self.desk.now.wall.to_utc();
                self.desk.place.0 = vec![(chrono::DateTime::UNIX_EPOCH, *east)];
                self.desk.now.wall = from.with_timezone(&crate::domain::Zone::offset(&self.desk.place, from));
                self.hear(&Heard::Tick);
            }
            Deed::Restart(after) => {
                self.hear(&Heard::Leaving);
                self.desk.start(seconds(*after));
                self.undisturbed = self.desk.now.boot;
                self.hear(&Heard::Tick);
            }
            Deed::Rules(rules) => {
                self.desk.rules = (**rules).clone();
                self.hear(&Heard::Ruled);
            }
        }
    }
}

/// A span in one piece, and in several.
fn any_split(rules: Rules, deeds: &[Deed], cuts: &[u64]) {
    let mut watch = Watch::begun(rules);
    for deed in deeds {
        watch.step(deed);
    }
    watch.hear(&Heard::Tick);
    let (mut whole, mut split) = (watch.desk.clone(), watch.desk);
    let span = cuts.iter().sum::<u64>();
    whole.go(seconds(span));
    whole.hear(&Heard::Tick);
    for &cut in cuts {
        split.go(seconds(cut));
        split.hear(&Heard::Tick);
    }
    assert_eq!(whole.told(), split.told());
    assert_eq!(whole.schedule, split.schedule);
}

#[test]
fn a_split_at_the_warning_of_a_time_of_day_in_another_zone() {
    let rules = Rules { every: None, routine_at: NaiveTime::from_hms_opt(0, 16, 0), ..Rules::default() };
    any_split(rules, &[Deed::Zone(-588)], &[975, 1905, 900]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_no_law_is_broken(rules in rules(), deeds in proptest::collection::vec(deed(), 1..60)) {
        let mut watch = Watch::begun(rules);
        for deed in &deeds {
            watch.step(deed);
        }
    }

    #[test]
    fn any_split_of_a_span_gives_the_same(
        rules in rules(),
        deeds in proptest::collection::vec(deed(), 0..12),
        cuts in proptest::collection::vec(1_u64..2400, 1..30),
    ) {
        any_split(rules, &deeds, &cuts);
    }

    #[test]
    fn what_is_said_to_come_next_comes_then(rules in rules(), deeds in proptest::collection::vec(deed(), 0..20)) {
        let mut watch = Watch::begun(rules);
        for deed in &deeds {
            watch.step(deed);
        }
        if let Some(next) = watch.desk.looking(|schedule, at| schedule.next(at)) {
            let ahead = (next.at.to_utc() - watch.desk.now.wall.to_utc()).to_std().unwrap_or_default();
            let before = watch.desk.told().len();
            watch.go(ahead.saturating_sub(seconds(2)));
            prop_assert_eq!(watch.desk.told().len(), before, "not before");
            watch.go(seconds(3));
            prop_assert_eq!(watch.desk.told().last().map(|(_, kind, _)| *kind), Some(next.kind));
        }
    }

    #[test]
    fn who_sits_on_undisturbed_is_always_asked_to_move(rules in rules(), deeds in proptest::collection::vec(deed(), 0..40)) {
        let mut watch = Watch::begun(rules);
        for deed in &deeds {
            watch.step(deed);
        }
        // all day, no pause, and nobody was away: from here on one sits
        let every = watch.desk.rules.every.unwrap_or(minutes(40));
        let always = std::array::from_fn(|_| vec![(NaiveTime::MIN, NaiveTime::from_hms_opt(23, 59, 59).expect("a time"))]);
        let rules = Rules { every: Some(every), hours: always, ..watch.desk.rules.clone() };
        watch.step(&Deed::Rules(Box::new(rules)));
        watch.step(&Deed::Resume);
        watch.step(&Deed::Said(Time::Rested));
        let before = watch.desk.told().len();
        // what waits is put off by 25 minutes at most and shown three times; a set, an interval and another nudge follow
        watch.go(minutes(25 + 9 + 5 + 25) + every);
        let told = watch.desk.told();
        prop_assert!(told[before..].iter().any(|(_, kind, _)| *kind == Nudge::Move), "{:?}", &told[before..]);
    }
}
