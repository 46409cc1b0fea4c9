//! What another process saves is shown in an open tab, and nothing wakes it otherwise.

use std::process::Command;

use unhunch::domain::{Day, EntryMoment, Score};
use unhunch::store::{Cell, NewEntry, OpenPlan, Request, Stamp, Store};

use crate::stored::{Stored, noon};
use crate::tab::{PROGRAM, Setup};

#[test]
fn a_rating_that_another_process_saves_is_shown_at_once() {
    let setup = Setup::new();
    let data = setup.data();
    let tab = setup.arg("--data-dir").arg(data.to_str().expect("text")).arg("--clock").arg("2026-03-02T09:00+00:00").open();
    tab.sees("No rating yet");
    let stamp = Stamp { at: 1_772_442_000_000, off: 0, day: Day::from_date("2026-03-02".parse().expect("a date")) };
    let mut store = Store::open(&OpenPlan { dir: &data, create: false, stamp }).expect("opens").store;
    let entry = NewEntry::now(Score::new(7).expect("a score"), EntryMoment::Free, None);
    store.answer(&Request::Rate(Box::new(entry)), stamp).expect("saved");
    tab.loses("No rating yet");
}

#[test]
fn a_day_start_chosen_in_the_app_holds_on_the_command_line_too() {
    let setup = Setup::new();
    let data = setup.data();
    let mut store = Store::open(&OpenPlan { dir: &data, create: true, stamp: noon() }).expect("opens").store;
    store.answer(&Request::SetPref("day_start".into(), "[6,0]".into()), noon()).expect("kept");
    drop(store);
    let mut log = Command::new(PROGRAM);
    log.env_clear().env("HOME", setup.home.path()).arg("--data-dir").arg(&data).args(["--clock", "2026-03-02T05:30", "log", "4"]);
    let log = log.output().expect("run");
    assert!(log.status.success(), "{}", String::from_utf8_lossy(&log.stderr));
    let rows = Stored::of(setup.home.path()).rows("entry");
    let sunday = Day::from_date("2026-03-01".parse().expect("a date"));
    assert_eq!(rows.iter().map(|row| row.cell("day").clone()).collect::<Vec<_>>(), [Cell::Whole(sunday.0.into())]);
}

#[test]
fn today_is_told_before_the_first_start_and_leaves_nothing_behind() {
    let setup = Setup::new();
    let mut told = Command::new(PROGRAM);
    let folder = setup.home.path().join("data");
    let told =
        told.env_clear().env("HOME", setup.home.path()).arg("--data-dir").arg(&folder).args(["--clock", "2026-03-02T09:00", "today"]);
    let told = told.output().expect("run");
    let said = String::from_utf8(told.stdout).expect("text");
    assert!(told.status.success() && told.stderr.is_empty(), "{}", String::from_utf8_lossy(&told.stderr));
    assert_eq!(said, "Monday 2 March. Daily relief, 18 min, is due. No rating yet.\n");
    assert!(!folder.exists() && !setup.home.path().join(".local").exists(), "nothing was made");
}

#[test]
fn a_rating_that_is_refused_makes_nothing() {
    let setup = Setup::new();
    let data = setup.data().join("new");
    for wrong in [["log", "4", "--where", "neck-lift"], ["log", "4", "--at", "25:00"]] {
        let mut log = Command::new(PROGRAM);
        log.env_clear().env("HOME", setup.home.path()).arg("--data-dir").arg(&data).args(wrong);
        assert_eq!(log.output().expect("run").status.code(), Some(2), "{wrong:?}");
        assert!(!data.exists(), "{wrong:?}");
    }
}
