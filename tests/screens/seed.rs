//! What the screens show: two weeks of a made-up person's sessions and ratings, always the same.

use chrono::{DateTime, FixedOffset, TimeDelta};
use unhunch::breaks::{Answer, Keep, Marks, Nudge, NudgeRow, Spell, SpellRow};
use unhunch::domain::{Day, EntryMoment, Recall, Score, SessionKind, SessionState, Uid};
use unhunch::store::{Begin, BreaksRequest, NewEntry, Reply, Request, Stamp, Store};

const MINUTE: i64 = 60_000;

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

/// Two weeks of work days at a desk: what became of each nudge to move, and today's stretches up to five past two.
pub fn at_a_desk() -> Store {
    let mut store = Store::in_memory().expect("a store");
    sit_two_weeks(&mut store);
    store
}

/// Writes those weeks into a store.
pub fn sit_two_weeks(store: &mut Store) {
    for back in (1..14).rev().filter(|back| ![1, 2, 8, 9].contains(back)) {
        let mut keep = Keep::default();
        let mut sat = at(back, 9, 0).at;
        for n in 0..9 - back % 3 {
            // a little later each time, so that the days differ
            let due = sat + (40 + (back * n) % 6) * MINUTE;
            let (answer, late) = match (back * 7 + n * 3) % 10 {
                0..=4 => (Answer::Taken, 1),
                5 => (Answer::Already, 2),
                6 | 7 => (Answer::Skipped, 1),
                8 => (Answer::Missed, 9),
                _ => (Answer::Away, 4),
            };
            let snoozed = if (back + n) % 5 == 0 { 5 } else { 0 };
            let answered = due + (late + snoozed) * MINUTE;
            keep.answered.push(nudge(Nudge::Move, due, answer, answered, snoozed));
            match answer {
                Answer::Taken => {
                    keep.spells.push(spell(Spell::Sat, sat, answered));
                    keep.spells.push(spell(Spell::Moved, answered, answered + MINUTE));
                    sat = answered + MINUTE;
                }
                Answer::Already => {
                    keep.spells.push(spell(Spell::Sat, sat, answered));
                    sat = answered;
                }
                Answer::Away => {
                    keep.spells.push(spell(Spell::Sat, sat, due));
                    keep.spells.push(spell(Spell::Away, due, due + 30 * MINUTE));
                    sat = due + 30 * MINUTE;
                }
                Answer::Skipped | Answer::Missed => {}
            }
        }
        keep.answered.push(nudge(Nudge::Water, at(back, 15, 0).at, Answer::Taken, at(back, 15, 1).at, 0));
        keep.spells.push(spell(Spell::Sat, sat, at(back, 17, 30).at.max(sat + MINUTE)));
        put(store, keep, back);
    }
    let when = |hour: i64, minute: i64| at(0, hour, minute).at;
    let mut keep = Keep::default();
    for (kind, from, to) in [
        (Spell::Sat, (8, 52), (9, 34)),
        (Spell::Moved, (9, 34), (9, 35)),
        (Spell::Sat, (9, 35), (10, 20)),
        (Spell::Sat, (10, 20), (11, 5)),
        (Spell::Moved, (11, 5), (11, 7)),
        (Spell::Sat, (11, 7), (11, 40)),
        (Spell::Stood, (11, 40), (12, 0)),
        (Spell::Away, (12, 0), (12, 55)),
        (Spell::Sat, (12, 55), (13, 40)),
        (Spell::Moved, (13, 40), (13, 41)),
    ] {
        keep.spells.push(spell(kind, when(from.0, from.1), when(to.0, to.1)));
    }
    for (due, answer, answered, snoozed) in [
        ((9, 32), Answer::Taken, (9, 34), 0),
        ((10, 15), Answer::Already, (10, 20), 0),
        ((11, 0), Answer::Taken, (11, 5), 5),
        ((11, 47), Answer::Skipped, (11, 48), 0),
        ((13, 35), Answer::Taken, (13, 40), 0),
    ] {
        keep.answered.push(nudge(Nudge::Move, when(due.0, due.1), answer, when(answered.0, answered.1), snoozed));
    }
    let moved = when(13, 41);
    keep.saved.marks = Some(Marks {
        moved,
        posture: moved,
        water: moved,
        block: moved,
        stands: false,
        blocks: 0,
        told: Some((Nudge::Move, when(13, 35))),
        routine: None,
        evening: None,
        session: None,
    });
    (keep.saved.moved_at, keep.saved.next, keep.saved.seen_at) = (moved, Some((Nudge::Move, when(14, 21))), when(14, 5) - 20_000);
    put(store, keep, 0);
}

fn put(store: &mut Store, keep: Keep, back: i64) {
    let of = at(back, 12, 0);
    answer(store, &Request::Breaks(BreaksRequest::keep(keep, |at| Stamp { at, ..of })), of);
}

fn nudge(kind: Nudge, due_at: i64, answer: Answer, answered_at: i64, snoozed: i64) -> NudgeRow {
    NudgeRow {
        uid: None,
        kind,
        due_at,
        shown: 1,
        answer: Some(answer),
        answered_at: Some(answered_at),
        snoozed_ms: snoozed * MINUTE,
        session: None,
    }
}

fn spell(kind: Spell, from_at: i64, to_at: i64) -> SpellRow {
    SpellRow { kind, from_at, to_at, said: None }
}
