//! What is kept of the schedule comes back as it was; nothing of it is a step; a nudge that was answered stays answered.

use proptest::prelude::*;

use super::super::testing::{Folder, NOON, after, begin, finish, memory, rate, routine, rows_of, steps, undo};
use super::super::{Begin, BreaksReply, BreaksRequest, Cell, Errand, OpenPlan, Record, Reply, Request, Stamp, Store, migrate};
use super::read;
use crate::breaks::{Answer, Keep, Marks, Nudge, NudgeRow, Quiet, QuietWhy, Saved, Spell, SpellRow, Time};
use crate::domain::{EntryMoment, SessionKind, Uid};

const MINUTE: i64 = 60_000;

fn ask(store: &mut Store, request: BreaksRequest, stamp: Stamp) -> BreaksReply {
    match store.answer(&Request::Breaks(request), stamp) {
        Ok(Reply::Breaks(reply)) => reply,
        other => panic!("{other:?}"),
    }
}

fn keep(store: &mut Store, keep: Keep, stamp: Stamp) {
    let request = BreaksRequest::keep(keep, |at| Stamp { at, ..stamp });
    assert_eq!(ask(store, request, stamp), BreaksReply::Kept);
}

fn read(store: &mut Store, stamp: Stamp) -> Option<Saved> {
    match ask(store, BreaksRequest::Read, stamp) {
        BreaksReply::Saved(saved) => saved.map(|saved| *saved),
        other => panic!("{other:?}"),
    }
}

fn take(store: &mut Store, stamp: Stamp) -> Option<Errand> {
    match ask(store, BreaksRequest::Take, stamp) {
        BreaksReply::Taken(errand) => errand,
        other => panic!("{other:?}"),
    }
}

fn saved() -> Saved {
    Saved {
        moved_at: NOON.at - 40 * MINUTE,
        next: Some((Nudge::Move, NOON.at + 3 * MINUTE)),
        shown: 1,
        seen_at: NOON.at,
        ..Saved::default()
    }
}

fn nudge(kind: Nudge, due_at: i64) -> NudgeRow {
    NudgeRow { uid: None, kind, due_at, shown: 1, answer: None, answered_at: None, snoozed_ms: 0, session: None }
}

fn taken(kind: Nudge, due_at: i64) -> NudgeRow {
    NudgeRow { answer: Some(Answer::Taken), answered_at: Some(due_at + MINUTE), ..nudge(kind, due_at) }
}

fn of<'a>(rows: &'a [Record], table: &str) -> Vec<&'a Record> {
    rows.iter().filter(|row| row.table.name == table).collect()
}

/// What is to be kept without the names that are given with the first writing.
fn nameless(mut saved: Saved) -> Saved {
    if let Some(open) = &mut saved.open {
        open.uid = None;
    }
    if let Some(quiet) = &mut saved.quiet {
        quiet.uid = None;
    }
    saved
}

fn kind() -> impl Strategy<Value = Nudge> {
    prop_oneof![
        Just(Nudge::Move),
        Just(Nudge::Stand),
        Just(Nudge::Sit),
        Just(Nudge::Water),
        Just(Nudge::Posture),
        Just(Nudge::Routine),
        Just(Nudge::Evening)
    ]
}

prop_compose! {
    fn any_saved()(
        moved_at in 0..NOON.at, next in proptest::option::of((kind(), 0..2 * NOON.at)), shown in 0u8..4, skips in 0u8..3,
        open in proptest::option::of((kind(), 0..NOON.at, 1u8..4, 0i64..20 * MINUTE)),
        quiet in proptest::option::of((0..2 * NOON.at, 1..NOON.at, any::<bool>())),
        marks in proptest::option::of((0..NOON.at, any::<bool>(), 0u16..9, proptest::option::of((kind(), 0..NOON.at)))),
    ) -> Saved {
        Saved {
            moved_at, next, shown, skips, seen_at: NOON.at,
            open: open.map(|(kind, due_at, shown, snoozed_ms)| NudgeRow { shown, snoozed_ms, ..nudge(kind, due_at) }),
            quiet: quiet.map(|(from_at, long, meeting)| {
                let why = if meeting { QuietWhy::Meeting } else { QuietWhy::Pause };
                Quiet { uid: None, from_at, until_at: from_at.max(NOON.at) + long, ended_at: None, why }
            }),
            marks: marks.map(|(at, stands, blocks, told)| {
                Marks { moved: at, posture: at + 1, water: at + 2, block: at + 3, stands, blocks, told, routine: Some(NOON.day.date()), evening: None, session: None }
            }),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_comes_back_however_often_it_is_kept(states in proptest::collection::vec(any_saved(), 1..5)) {
        let mut store = memory();
        prop_assert_eq!(read(&mut store, NOON), None);
        let mut last: Option<Saved> = None;
        for state in states {
            // what waited and what was paused ends before the next begins, as in a schedule
            let before = last.take();
            let answered = before.as_ref().and_then(|before| before.open.clone());
            let ended = before.and_then(|before| before.quiet);
            let doubled = answered.as_ref().zip(state.open.as_ref()).is_some_and(|(old, new)| (old.kind, old.due_at) == (new.kind, new.due_at));
            prop_assume!(!doubled && ended.as_ref().zip(state.quiet.as_ref()).is_none_or(|(old, new)| old.from_at != new.from_at));
            let answered = answered.map(|row| NudgeRow { answer: Some(Answer::Missed), answered_at: Some(NOON.at), ..row });
            let ended = ended.map(|quiet| Quiet { ended_at: Some(NOON.at), ..quiet });
            let request =
                Keep { saved: state.clone(), answered: answered.into_iter().collect(), spells: vec![], quiet: ended.into_iter().chain(state.quiet).collect() };
            keep(&mut store, request.clone(), NOON);
            keep(&mut store, request, NOON);
            last = read(&mut store, NOON);
            prop_assert_eq!(last.clone().map(nameless), Some(state));
        }
        let rows = rows_of(&store);
        let waiting = of(&rows, "nudge").into_iter().filter(|row| row.cell("answer") == &Cell::Empty).count();
        prop_assert!(waiting <= 1);
        prop_assert_eq!(undo(&mut store), None, "none of it is a step");
    }
}

#[test]
fn a_nudge_is_one_row_from_the_first_showing_to_its_answer_and_an_answer_stands() {
    let mut store = memory();
    let first = Keep { saved: Saved { open: Some(nudge(Nudge::Move, NOON.at)), ..saved() }, ..Keep::default() };
    keep(&mut store, first.clone(), NOON);
    let again = NudgeRow { shown: 2, snoozed_ms: 5 * MINUTE, ..nudge(Nudge::Move, NOON.at) };
    keep(&mut store, Keep { saved: Saved { open: Some(again), ..saved() }, ..Keep::default() }, after(3 * MINUTE));
    let known = read(&mut store, NOON).and_then(|saved| saved.open).expect("it waits");
    assert_eq!((known.shown, known.snoozed_ms), (2, 5 * MINUTE));
    let answered = NudgeRow { answer: Some(Answer::Already), answered_at: Some(NOON.at + 4 * MINUTE), ..known };
    keep(&mut store, Keep { saved: saved(), answered: vec![answered], ..Keep::default() }, after(4 * MINUTE));
    // a tab that has not heard of it yet
    keep(&mut store, first, after(4 * MINUTE));
    let rows = rows_of(&store);
    let nudges = of(&rows, "nudge");
    assert_eq!(nudges.len(), 1);
    assert_eq!((nudges[0].cell("answer"), nudges[0].cell("shown")), (&Cell::text("already"), &Cell::Whole(2)));
    assert_eq!(read(&mut store, NOON).and_then(|saved| saved.open), None);
}

#[test]
fn a_row_carries_the_day_on_which_it_began() {
    let mut store = memory();
    let yesterday = NOON.at - 20 * 60 * MINUTE;
    let spells = vec![
        SpellRow { kind: Spell::Sat, from_at: yesterday, to_at: yesterday + MINUTE, said: None },
        SpellRow { kind: Spell::Away, from_at: NOON.at, to_at: NOON.at + MINUTE, said: Some(Time::Worked) },
    ];
    let answered = vec![NudgeRow { answer: Some(Answer::Away), answered_at: Some(NOON.at), ..nudge(Nudge::Move, yesterday) }];
    let request = BreaksRequest::keep(Keep { saved: saved(), answered, spells, quiet: vec![] }, |at| {
        if at == yesterday { Stamp { at, off: 120, day: NOON.day.back(1) } } else { Stamp { at, ..NOON } }
    });
    ask(&mut store, request, NOON);
    let rows = rows_of(&store);
    let days = |table: &str| of(&rows, table).into_iter().map(|row| (row.cell("off").clone(), row.cell("day").clone())).collect::<Vec<_>>();
    let (then, now) = ((Cell::from(120), Cell::from(NOON.day.0 - 1)), (Cell::from(60), Cell::from(NOON.day.0)));
    assert_eq!(days("nudge"), std::slice::from_ref(&then));
    assert_eq!(days("span"), [then, now]);
    assert_eq!(of(&rows, "span")[1].cell("said"), &Cell::text("worked"));
}

#[test]
fn a_pause_that_has_ended_by_itself_or_by_wish_is_over() {
    let mut store = memory();
    let quiet = Quiet { uid: None, from_at: NOON.at, until_at: NOON.at + 60 * MINUTE, ended_at: None, why: QuietWhy::Meeting };
    keep(&mut store, Keep { saved: saved(), quiet: vec![quiet], ..Keep::default() }, NOON);
    let runs = read(&mut store, after(59 * MINUTE)).and_then(|saved| saved.quiet).expect("it runs");
    assert_eq!((runs.until_at, runs.why), (quiet.until_at, QuietWhy::Meeting));
    assert_eq!(read(&mut store, after(60 * MINUTE)).and_then(|saved| saved.quiet), None);
    let ended = Quiet { ended_at: Some(NOON.at + MINUTE), ..runs };
    keep(&mut store, Keep { saved: saved(), quiet: vec![ended], ..Keep::default() }, after(MINUTE));
    assert_eq!(read(&mut store, after(MINUTE)).and_then(|saved| saved.quiet), None);
    let rows: i64 = store.db.query_row("SELECT count(*) FROM quiet", [], |row| row.get(0)).expect("counts");
    assert_eq!(rows, 1);
}

#[test]
fn what_is_left_for_the_tab_is_taken_once_soon_and_outlives_what_is_kept_meanwhile() {
    let mut store = memory();
    assert_eq!(take(&mut store, NOON), None);
    let start = Errand::Start { routine: Some("neck-relief".to_owned()), short: true };
    for errand in [Errand::Break, start] {
        ask(&mut store, BreaksRequest::Leave(errand.clone()), NOON);
        keep(&mut store, Keep { saved: saved(), ..Keep::default() }, NOON);
        assert_eq!(take(&mut store, after(2_000)), Some(errand));
        assert_eq!(take(&mut store, after(2_000)), None);
    }
    ask(&mut store, BreaksRequest::Leave(Errand::Break), NOON);
    assert_eq!(take(&mut store, after(61_000)), None, "nobody waits for it any more");
    assert_eq!(take(&mut store, after(1_000)), None, "and it is gone");
    store.db.execute("UPDATE scheduler SET request = '{\"at\":1,\"errand\":\"dance\"}'", []).expect("written");
    assert_eq!(take(&mut store, NOON), None, "of another version");
    assert_eq!(read(&mut store, NOON), Some(saved()));
}

fn movement() -> Begin {
    Begin { kind: SessionKind::Break, what: "desk-reset".to_owned(), ..routine("A minute", None) }
}

fn tied(store: &Store) -> Vec<Option<Uid>> {
    of(&rows_of(store), "nudge").into_iter().map(|row| row.cell("session").uid()).collect()
}

#[test]
fn a_nudge_that_was_taken_is_tied_to_the_session_that_begins_for_it() {
    let mut store = memory();
    let answered = vec![taken(Nudge::Move, NOON.at - 60 * MINUTE), taken(Nudge::Move, NOON.at), taken(Nudge::Water, NOON.at)];
    keep(&mut store, Keep { saved: saved(), answered: answered.clone(), ..Keep::default() }, after(MINUTE));
    let uid = begin(&mut store, movement(), after(2 * MINUTE));
    assert_eq!(tied(&store), [None, Some(uid), None]);
    keep(&mut store, Keep { saved: saved(), answered, ..Keep::default() }, after(2 * MINUTE));
    assert_eq!(tied(&store), [None, Some(uid), None], "nor is it forgotten");
    finish(&mut store, uid, after(3 * MINUTE));
    let other = begin(&mut store, movement(), after(4 * MINUTE));
    assert_eq!(tied(&store), [None, Some(uid), None], "a nudge has one session");
    finish(&mut store, other, after(5 * MINUTE));
    undo(&mut store);
    assert_eq!(undo(&mut store).as_deref(), Some("the session A minute"));
    assert_eq!(tied(&store), [None; 3], "it was taken all the same");
}

#[test]
fn a_session_that_begins_long_after_or_is_of_another_kind_was_not_taken_for_a_nudge() {
    for (begins, later) in [(movement(), 12), (routine("Daily relief", None), 2)] {
        let mut store = memory();
        keep(&mut store, Keep { saved: saved(), answered: vec![taken(Nudge::Move, NOON.at)], ..Keep::default() }, NOON);
        begin(&mut store, begins, after(later * MINUTE));
        assert_eq!(tied(&store), [None]);
    }
}

#[test]
fn keeping_rings_the_bell_and_taking_does_not() {
    let folder = Folder::new();
    let mut store = folder.open().store;
    let rang = || {
        let bell = folder.path().join("bell");
        let length = std::fs::metadata(&bell).expect("stands").len();
        std::fs::write(&bell, "").expect("emptied");
        length > 0
    };
    rang();
    keep(&mut store, Keep { saved: saved(), ..Keep::default() }, NOON);
    assert!(rang());
    ask(&mut store, BreaksRequest::Leave(Errand::Break), NOON);
    assert!(rang());
    read(&mut store, NOON);
    take(&mut store, NOON);
    assert!(!rang());
}

#[test]
fn what_every_status_line_asks_is_found_by_an_index() {
    let store = memory();
    for (sql, index) in [
        (read::SCHEDULER.to_owned(), "INTEGER PRIMARY KEY"),
        (read::QUIET.to_owned(), "quiet_open"),
        (format!("SELECT * FROM nudge WHERE {}", read::OPEN), "nudge_open"),
        ("SELECT uid FROM nudge WHERE kind = ?1 AND due_at = ?2".to_owned(), "nudge_due"),
    ] {
        let steps = steps(&store, &sql);
        assert!(
            steps.iter().any(|step| step.contains(index))
                && steps.iter().all(|step| !step.contains("SCAN nudge") || step.contains("nudge_open")),
            "{sql}: {steps:?}"
        );
    }
}

/// A database as every earlier version left it, with a rating, a session and a nudge taken for it.
#[test]
fn a_database_of_every_earlier_schema_opens_with_all_its_rows() {
    for schema in 1..migrate::STEPS.len() {
        let folder = Folder::new();
        let mut db = rusqlite::Connection::open(folder.path().join("journal.db")).expect("opens");
        db.execute_batch("PRAGMA foreign_keys = ON").expect("set");
        migrate::migrate(&mut db, &migrate::STEPS[..schema], None).expect("from nothing");
        let (session, one, two) = ([1u8; 16], [2u8; 16], [3u8; 16]);
        let day = NOON.day.0;
        db.execute("INSERT INTO device(uid, name, seen_at, here) VALUES (?1, 'this computer', 0, 1)", [[9u8; 16]]).expect("a device");
        let sql =
            "INSERT INTO session VALUES (?1, 'break', 'x', 'A minute', NULL, ?2, ?3, 60, ?3, 'done', 0, 0, 60000, 60000, 4096, ?4, 0)";
        db.execute(sql, (session, day, NOON.at, [9u8; 16])).expect("a session");
        let sql = "INSERT INTO nudge VALUES (?1, 'move', ?2, 60, ?3, 2, 'taken', ?2, 300000, ?4, 8192, ?5)";
        db.execute(sql, (one, NOON.at, day, session, [9u8; 16])).expect("a nudge");
        let sql = "INSERT INTO nudge VALUES (?1, 'water', ?2, 60, ?3, 1, NULL, NULL, 0, NULL, 8193, ?4)";
        db.execute(sql, (two, NOON.at, day, [9u8; 16])).expect("another");
        db.execute("INSERT INTO scheduler VALUES (1, 7, NULL, NULL, 0, 1, 9, NULL)", []).expect("a schedule");
        drop(db);

        let opened = Store::open(&OpenPlan { dir: folder.path(), create: false, stamp: NOON }).expect("opens");
        assert_eq!(opened.notices.iter().filter(|said| said.contains("brought up to date")).count(), migrate::STEPS.len() - schema);
        let mut store = opened.store;
        let kept: Vec<Vec<Cell>> = of(&rows_of_unsummed(&store), "nudge").into_iter().map(|row| row.cells.clone()).collect();
        let uid = |bytes: [u8; 16]| Cell::Uid(Uid::from_slice(&bytes).expect("16 bytes"));
        assert_eq!(
            kept,
            [
                vec![
                    uid(one),
                    Cell::text("move"),
                    NOON.at.into(),
                    60.into(),
                    day.into(),
                    2.into(),
                    Cell::text("taken"),
                    NOON.at.into(),
                    300_000.into(),
                    uid(session),
                    8192.into(),
                    uid([9; 16]),
                ],
                vec![
                    uid(two),
                    Cell::text("water"),
                    NOON.at.into(),
                    60.into(),
                    day.into(),
                    1.into(),
                    Cell::Empty,
                    Cell::Empty,
                    0.into(),
                    Cell::Empty,
                    8193.into(),
                    uid([9; 16]),
                ],
            ],
            "from schema {schema}"
        );
        let found = read(&mut store, NOON).expect("a schedule");
        assert_eq!((found.moved_at, found.skips, found.open.map(|open| open.kind)), (7, 1, Some(Nudge::Water)));
        keep(&mut store, Keep { saved: Saved { open: Some(nudge(Nudge::Evening, NOON.at)), ..saved() }, ..Keep::default() }, NOON);
        rate(&mut store, 3, EntryMoment::Free, None, NOON);
        let insert = "INSERT INTO nudge VALUES (?1, 'move', 0, 0, 0, 0, NULL, NULL, 0, ?2, 0, ?1)";
        assert!(store.db.execute(insert, ([7u8; 16], [8u8; 16])).is_err(), "a nudge still points at a session that is there");
    }
}

/// The nudges, without looking at the sums of other rows, which are made up here.
fn rows_of_unsummed(store: &Store) -> Vec<Record> {
    let table = &super::super::table::NUDGE;
    let sql = format!("SELECT {} FROM nudge ORDER BY uid", super::super::record::columns(table));
    let mut query = store.db.prepare(&sql).expect("prepares");
    let found = query.query_map([], |row| super::super::record::cells(table, row)).expect("asks");
    found.map(|cells| Record { table, cells: cells.expect("reads"), words: Vec::new() }).collect()
}
