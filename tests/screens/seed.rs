//! What the screens show: two weeks of a made-up person's sessions and ratings, always the same.

use chrono::{DateTime, FixedOffset, TimeDelta};
use unhunch::domain::{Day, EntryMoment, Recall, Score, SessionKind, SessionState, Uid};
use unhunch::store::{Begin, NewEntry, Reply, Request, Stamp, Store};

/// The midnight in which Monday 2 March 2026 begins.
const TODAY: &str = "2026-03-02T00:00:00+01:00";

/// So many days before that, at an hour and a minute.
pub fn at(back: i64, hour: i64, minute: i64) -> Stamp {
    let midnight: DateTime<FixedOffset> = TODAY.parse().expect("a time");
    let then = midnight - TimeDelta::days(back) + TimeDelta::minutes(hour * 60 + minute);
    let day = midnight.date_naive().signed_duration_since(chrono::NaiveDate::default()).num_days() - back;
    Stamp { at: then.timestamp_millis(), off: 60, day: Day(i32::try_from(day).expect("a day")) }
}

/// Asks a store.
pub fn answer(store: &mut Store, request: &Request, stamp: Stamp) -> Reply {
    store.answer(request, stamp).unwrap_or_else(|error| panic!("{request:?}: {error}"))
}

fn rate(store: &mut Store, score: u8, moment: EntryMoment, session: Option<Uid>, stamp: Stamp) {
    let score = Score::new(score).expect("a score");
    answer(store, &Request::Rate(Box::new(NewEntry::now(score, moment, session))), stamp);
}

/// The average of a day.
pub fn average(store: &mut Store, score: u8, stamp: Stamp) {
    let entry = NewEntry { recall: Recall::Average, ..NewEntry::now(Score::new(score).expect("a score"), EntryMoment::Evening, None) };
    answer(store, &Request::Rate(Box::new(entry)), stamp);
}

/// A session of the daily routine that ended as it should.
pub fn session(store: &mut Store, (back, hour): (i64, i64), before: Option<u8>, after: Option<u8>, short: bool) {
    let begin = Begin {
        kind: SessionKind::Routine,
        what: "daily-relief".into(),
        title: "Daily relief".into(),
        short,
        gentle: false,
        planned_ms: 1_081_000,
        timeline: "{}".into(),
        before: before.and_then(Score::new),
    };
    let Reply::Begun(uid) = answer(store, &Request::Begin(Box::new(begin)), at(back, hour, 0)) else { panic!("not begun") };
    answer(store, &Request::Finish { session: uid, state: SessionState::Done, active_ms: 1_000_000 }, at(back, hour, 18));
    if let Some(after) = after {
        rate(store, after, EntryMoment::After, Some(uid), at(back, hour, 19));
    }
}

/// Fourteen days with pairs, single ratings, a short version, two sessions in a day, and days without anything; nothing today.
pub fn two_weeks() -> Store {
    let mut store = Store::in_memory().expect("a store");
    let store_ = &mut store;
    session(store_, (13, 8), Some(6), Some(5), false);
    session(store_, (12, 8), Some(6), Some(4), false);
    rate(store_, 7, EntryMoment::Free, None, at(11, 20, 30));
    session(store_, (9, 9), Some(5), None, false);
    session(store_, (8, 8), Some(5), Some(4), false);
    session(store_, (8, 18), Some(6), Some(4), true);
    session(store_, (7, 8), Some(4), Some(4), false);
    session(store_, (5, 12), Some(5), Some(3), true);
    session(store_, (4, 8), None, Some(3), false);
    rate(store_, 10, EntryMoment::Free, None, at(3, 7, 15));
    session(store_, (2, 8), Some(4), Some(2), false);
    session(store_, (1, 8), Some(3), Some(0), false);
    rate(store_, 3, EntryMoment::Free, None, at(1, 21, 40));
    store
}

/// The same, and today's routine done at eight.
pub fn done_today() -> Store {
    let mut store = two_weeks();
    session(&mut store, (0, 8), Some(4), Some(2), false);
    store
}
