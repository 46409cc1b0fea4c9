//! The journal's part of the store: paging, searching, changing, and that no question reads a whole table.

use proptest::prelude::*;

use super::super::testing::{NOON, after, begin, content_of, finish, memory, rate, routine, score, steps, undo, whole_session};
use super::super::{NewEntry, Reply, Request};
use super::*;
use crate::domain::{Cause, EntryMoment, Quality, Recall};

fn ask(store: &mut Store, request: JournalRequest) -> JournalReply {
    match store.answer(&Request::Journal(request), NOON) {
        Ok(Reply::Journal(reply)) => reply,
        other => panic!("{other:?}"),
    }
}

fn page(store: &mut Store, around: Around) -> JournalPage {
    let JournalReply::Page(page) = ask(store, JournalRequest::Page(around)) else { panic!("no page") };
    *page
}

fn found(store: &mut Store, text: &str) -> Vec<String> {
    let JournalReply::Found(rows) = ask(store, JournalRequest::Search(text.into())) else { panic!("nothing") };
    rows.iter().map(name).collect()
}

fn form(store: &mut Store, uid: Uid) -> FormData {
    let JournalReply::Form(form) = ask(store, JournalRequest::Form(uid)) else { panic!("no form") };
    *form
}

/// A row in a word.
fn name(row: &JournalRow) -> String {
    match &row.what {
        JournalWhat::Entry { entry, title, .. } => format!("{} {}", entry.score.value(), title.as_deref().unwrap_or("-")),
        JournalWhat::Session(session) => session.title.clone(),
    }
}

/// Noon of another day.
fn on(day: i32) -> Stamp {
    Stamp { at: NOON.at + i64::from(day) * 86_400_000, off: 60, day: Day(NOON.day.0 + day) }
}

fn write(store: &mut Store, new: NewEntry, stamp: Stamp) -> Uid {
    let Ok(Reply::Rated(uid)) = store.answer(&Request::Rate(Box::new(new)), stamp) else { panic!("not rated") };
    uid
}

fn same(uid: Uid, value: u8) -> EntryChange {
    EntryChange { uid, score: score(value), felt: None, words: Vec::new(), worst: None, medicine: None, note: None }
}

#[test]
fn the_list_runs_from_the_newest_day_back_with_sessions_between_their_ratings() {
    let mut store = memory();
    rate(&mut store, 7, EntryMoment::Free, None, on(-1));
    let session = begin(&mut store, routine("Daily relief", Some(5)), NOON);
    finish(&mut store, session, after(600_000));
    rate(&mut store, 3, EntryMoment::After, Some(session), after(660_000));
    let names: Vec<String> = page(&mut store, Around::Newest).rows.iter().map(name).collect();
    assert_eq!(names, ["3 Daily relief", "Daily relief", "5 Daily relief", "7 -"]);
}

#[test]
fn every_row_is_met_once_whichever_way_one_pages() {
    let mut store = memory();
    for n in 0..900 {
        rate(&mut store, u8::try_from(n % 11).expect("small"), EntryMoment::Free, None, on(-n / 3));
    }
    for n in 0..100 {
        whole_session(&mut store, "Daily relief", None, 0, on(-3 * n));
    }
    let (mut all, mut around) = (Vec::new(), Around::Newest);
    loop {
        let page = page(&mut store, around);
        assert_eq!(page.is_newest, all.is_empty() || page.rows[0].place >= all[0]);
        all.extend(page.rows.iter().map(|row| row.place));
        all.sort_unstable_by(|a, b| b.cmp(a));
        all.dedup();
        if page.is_oldest {
            break;
        }
        around = Around::Place(*all.last().expect("a row"));
    }
    assert_eq!(all.len(), 1000);
    let last = page(&mut store, Around::Oldest);
    assert!(last.is_oldest && !last.is_newest && last.rows.last().map(|row| row.place) == all.last().copied());
    let middle = page(&mut store, Around::Place(all[500]));
    assert!(middle.rows.iter().map(|row| row.place).eq(all[300..=700].iter().copied().take(middle.rows.len())));
}

#[test]
fn a_search_looks_into_notes_medicine_words_and_titles() {
    let mut store = memory();
    let note = NewEntry { note: Some("Nach dem Café, ÜBER eine Stunde".into()), ..NewEntry::now(score(1), EntryMoment::Free, None) };
    write(&mut store, note, NOON);
    let medicine = NewEntry { medicine: Some("Ibuprofen 400".into()), ..NewEntry::now(score(2), EntryMoment::Free, None) };
    write(&mut store, medicine, after(1));
    let words = vec![Word::Quality(Quality::Tingling), Word::Trigger(Cause::Sleep)];
    write(&mut store, NewEntry { words, ..NewEntry::now(score(3), EntryMoment::Free, None) }, after(2));
    whole_session(&mut store, "Übung am Abend", Some(4), 0, after(3));
    assert_eq!(found(&mut store, "cafe"), ["1 -"]);
    assert_eq!(found(&mut store, " IBU"), ["2 -"]);
    assert_eq!(found(&mut store, "slept badly"), ["3 -"]);
    assert_eq!(found(&mut store, "ubung").len(), 2, "the session and its rating");
    assert_eq!(found(&mut store, "uber"), ["1 -"]);
    assert_eq!(found(&mut store, "%"), Vec::<String>::new());
    assert_eq!(found(&mut store, "  "), Vec::<String>::new());
}

#[test]
fn a_search_finds_the_newest_two_hundred() {
    let mut store = memory();
    for n in 0..230 {
        let new = NewEntry { note: Some("call".into()), ..NewEntry::now(score(1), EntryMoment::Free, None) };
        write(&mut store, new, on(-n));
    }
    let JournalReply::Found(rows) = ask(&mut store, JournalRequest::Search("CALL".into())) else { panic!("nothing") };
    assert_eq!((rows.len(), rows[0].place.day, rows[199].place.day), (200, NOON.day, NOON.day.back(199)));
}

#[test]
fn a_change_writes_all_it_holds_and_leaves_when_it_was_entered() {
    let mut store = memory();
    let uid = rate(&mut store, 5, EntryMoment::Free, None, NOON);
    let felt = Stamp { at: NOON.at - 7_200_000, ..NOON };
    let change = EntryChange {
        felt: Some(felt),
        words: vec![Word::Region(Region::Chest), Word::Quality(Quality::Dull)],
        worst: Some(Region::NeckLeft),
        medicine: Some("none".into()),
        note: Some("a line\nand another".into()),
        ..same(uid, 6)
    };
    store.answer(&Request::Journal(JournalRequest::Change(Box::new(change))), after(9)).expect("changed");
    let entry = form(&mut store, uid).entry;
    assert_eq!((entry.score.value(), entry.felt_at, entry.entered_at, entry.is_late()), (6, felt.at, NOON.at, true));
    assert_eq!(entry.words, [Word::Region(Region::NeckLeft), Word::Region(Region::Chest), Word::Quality(Quality::Dull)]);
    assert_eq!(undo(&mut store).as_deref(), Some("the change of the rating 5"));
    assert_eq!(form(&mut store, uid).entry.score.value(), 5);
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut store = memory();
    let uid = rate(&mut store, 5, EntryMoment::Free, None, NOON);
    ask(&mut store, JournalRequest::Draft { entry: uid, body: "half".into() });
    ask(&mut store, JournalRequest::Change(Box::new(same(uid, 5))));
    assert_eq!(form(&mut store, uid).draft, None, "though the form is closed");
    assert_eq!(undo(&mut store).as_deref(), Some("the rating 5"));
}

#[test]
fn a_note_that_is_too_long_is_refused_with_its_length() {
    let mut store = memory();
    let uid = rate(&mut store, 5, EntryMoment::Free, None, NOON);
    let change = EntryChange { note: Some("x".repeat(Entry::NOTE_LIMIT + 1)), ..same(uid, 5) };
    let said = store.answer(&Request::Journal(JournalRequest::Change(Box::new(change))), NOON).expect_err("too long").to_string();
    assert!(said.contains("100001 characters"), "{said}");
}

#[test]
fn a_draft_is_kept_until_it_is_saved_left_or_its_rating_deleted_and_is_no_step() {
    let mut store = memory();
    let uid = rate(&mut store, 5, EntryMoment::Free, None, NOON);
    let keep = |store: &mut Store, body: &str| ask(store, JournalRequest::Draft { entry: uid, body: body.into() });
    keep(&mut store, "one");
    keep(&mut store, "two");
    assert_eq!(form(&mut store, uid).draft.as_deref(), Some("two"));
    let rows = page(&mut store, Around::Newest).rows;
    assert!(matches!(&rows[0].what, JournalWhat::Entry { has_draft: true, .. }));
    ask(&mut store, JournalRequest::DropDraft(uid));
    assert_eq!(form(&mut store, uid).draft, None);
    keep(&mut store, "three");
    ask(&mut store, JournalRequest::Delete(uid));
    keep(&mut store, "of nothing");
    assert_eq!(undo(&mut store).as_deref(), Some("deleting the rating 5"));
    assert_eq!(form(&mut store, uid).draft, None);
    assert_eq!(undo(&mut store).as_deref(), Some("the rating 5"));
}

#[test]
fn the_last_regions_are_those_of_the_rating_written_before() {
    let mut store = memory();
    let with = |regions: &[Region], worst| NewEntry {
        words: regions.iter().copied().map(Word::Region).collect(),
        worst,
        ..NewEntry::now(score(4), EntryMoment::Free, None)
    };
    write(&mut store, with(&[Region::MidBackLeft], None), NOON);
    write(&mut store, with(&[Region::NeckLeft, Region::BladeLeft], Some(Region::BladeLeft)), on(-3));
    rate(&mut store, 4, EntryMoment::Free, None, NOON);
    let uid = write(&mut store, with(&[Region::Chest], None), NOON);
    assert_eq!(form(&mut store, uid).last, Some((vec![Region::NeckLeft, Region::BladeLeft], Some(Region::BladeLeft))));
}

#[test]
fn the_average_of_a_day_is_a_series_of_its_own_and_given_once() {
    let mut store = memory();
    let average = |value| NewEntry { recall: Recall::Average, ..NewEntry::now(score(value), EntryMoment::Evening, None) };
    rate(&mut store, 2, EntryMoment::Free, None, NOON);
    let first = write(&mut store, average(6), after(1));
    ask(&mut store, JournalRequest::Change(Box::new(EntryChange { note: Some("a long day".into()), ..same(first, 6) })));
    assert_eq!(write(&mut store, average(4), after(2)), first);
    assert_eq!(form(&mut store, first).entry.note.as_deref(), Some("a long day"));
    let JournalReply::Chart(days) = ask(&mut store, JournalRequest::Chart { from: NOON.day.back(6), to: NOON.day }) else { panic!("none") };
    assert_eq!(days.len(), 7);
    assert_eq!((days[6].pain.single, days[6].average), (Some(score(2)), Some(score(4))));
    assert_eq!(ask(&mut store, JournalRequest::Average(NOON.day)), JournalReply::Average(Some(score(4))));
    assert_eq!(ask(&mut store, JournalRequest::Average(NOON.day.next())), JournalReply::Average(None));
    undo(&mut store);
    assert_eq!(ask(&mut store, JournalRequest::Average(NOON.day)), JournalReply::Average(Some(score(6))));
}

#[test]
fn the_chart_keeps_every_single_rating_of_a_day() {
    let mut store = memory();
    for (n, value) in [(0, 6), (1, 2), (2, 9)] {
        rate(&mut store, value, EntryMoment::Free, None, after(n));
    }
    let uid = whole_session(&mut store, "Daily relief", Some(4), 1, after(10));
    rate(&mut store, 7, EntryMoment::During, Some(uid), after(11));
    let JournalReply::Chart(days) = ask(&mut store, JournalRequest::Chart { from: NOON.day, to: NOON.day }) else { panic!("none") };
    let singles: Vec<u8> = days[0].singles.iter().map(|score| score.value()).collect();
    assert_eq!((days[0].pain.before, days[0].pain.single, singles), (Some(score(4)), None, vec![6, 2, 9, 7]));
}

#[test]
fn no_question_of_the_journal_reads_a_whole_table() {
    let store = memory();
    let listed = list::PARTS.into_iter().flat_map(|part| [list::older(part), list::newer(part)]);
    let others =
        [chart::SINGLES, chart::AVERAGES, chart::AVERAGE, draft::LAST, search::WITH_WORD, super::super::rating::EVENING].map(str::to_owned);
    for sql in listed.chain(others) {
        let steps = steps(&store, &sql);
        assert!(steps.iter().all(|step| !step.starts_with("SCAN")), "{sql}\n{steps:?}");
        // within a day a handful is sorted; never all of it
        assert!(
            steps.iter().all(|step| step != "USE TEMP B-TREE FOR ORDER BY" || sql.contains("?1 AND ?2") || sql.contains("day = ?1")),
            "{sql}\n{steps:?}"
        );
    }
}

/// What a person may do in the journal.
#[derive(Clone, Debug)]
enum Deed {
    Rate(u8),
    Change(usize, u8, Option<String>, bool),
    Delete(usize),
    Session(bool),
    Discard(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..=10u8).prop_map(Deed::Rate),
        (0..9usize, 0..=10u8, proptest::option::of(".{0,30}"), any::<bool>()).prop_map(|(n, s, note, at)| Deed::Change(n, s, note, at)),
        (0..9usize).prop_map(Deed::Delete),
        any::<bool>().prop_map(Deed::Session),
        (0..4usize).prop_map(Deed::Discard),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_changes_is_taken_back_step_by_step(deeds in proptest::collection::vec(deed(), 1..14)) {
        let mut store = memory();
        let mut states = vec![content_of(&store)];
        for deed in deeds {
            let rows = page(&mut store, Around::Newest).rows;
            let uids = |sessions: bool| rows.iter().filter(move |r| matches!(r.what, JournalWhat::Session(_)) == sessions).map(|r| r.place.uid);
            let request = match deed {
                Deed::Rate(value) => Some(Request::Rate(Box::new(NewEntry::now(score(value), EntryMoment::Free, None)))),
                Deed::Change(n, value, note, earlier) => uids(false).nth(n).map(|uid| Request::Journal(JournalRequest::Change(Box::new(EntryChange {
                    felt: earlier.then_some(on(-2)),
                    words: vec![Word::Region(Region::BladeLeft)],
                    note,
                    ..same(uid, value)
                })))),
                Deed::Delete(n) => uids(false).nth(n).map(|uid| Request::Journal(JournalRequest::Delete(uid))),
                Deed::Session(rated) => {
                    whole_session(&mut store, "Daily relief", rated.then_some(4), 1, NOON);
                    states.push(content_of(&store));
                    None
                }
                Deed::Discard(n) => uids(true).nth(n).map(Request::Discard),
            };
            let Some(request) = request else { continue };
            store.answer(&request, NOON).expect("done");
            let now = content_of(&store);
            if states.last() != Some(&now) {
                states.push(now);
            }
        }
        prop_assert_eq!(states.pop(), Some(content_of(&store)));
        while let Some(state) = states.pop() {
            prop_assert!(undo(&mut store).is_some());
            prop_assert_eq!(state, content_of(&store));
        }
        prop_assert_eq!(undo(&mut store), None);
    }
}
