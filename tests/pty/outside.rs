//! What another process saves is shown in an open tab, and nothing wakes it otherwise.

use unhunch::domain::{Day, EntryMoment, Score};
use unhunch::store::{NewEntry, OpenPlan, Request, Stamp, Store};

use crate::tab::Setup;

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
