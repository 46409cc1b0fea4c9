//! The database with 100,000 entries in it: opening it, what the screens ask, a rating that is written and taken back.

use std::error::Error;

use unhunch::domain::{EntryMoment, Score};
use unhunch::store::{Around, JournalRequest, NewEntry, OpenPlan, Request, Store};

use crate::measure::{Measure, timed};
use crate::years::{TODAY, fill, noon};

/// Measures the store.
pub fn measure(measure: &mut Measure) -> Result<(), Box<dyn Error>> {
    if !measure.wants("100,000 entries: ") {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let session = fill(folder.path())?;
    let stamp = noon(TODAY);
    let plan = OpenPlan { dir: folder.path(), create: false, stamp };
    measure.parts("100,000 entries: open", || {
        let (took, opened) = timed(|| Store::open(&plan));
        opened.map(|_| took)
    })?;
    measure.parts("100,000 entries: open and Today, the first time", || -> Result<_, Box<dyn Error>> {
        let (took, opened) = timed(|| -> Result<_, Box<dyn Error>> {
            let mut store = Store::open(&plan)?.store;
            store.answer(&Request::Today(TODAY), stamp)?;
            Ok(store)
        });
        opened?;
        Ok(took)
    })?;
    let mut store = Store::open(&plan)?.store;
    let journal = |request| Request::Journal(request);
    for (name, request) in [
        ("Today", Request::Today(TODAY)),
        ("Summary", Request::Summary(session)),
        ("Prefs", Request::Prefs),
        ("the journal's newest rows", journal(JournalRequest::Page(Around::Newest))),
        ("the journal's oldest rows", journal(JournalRequest::Page(Around::Oldest))),
        ("90 days of numbers", journal(JournalRequest::Chart { from: TODAY.back(89), to: TODAY })),
        ("a search that finds 200", journal(JournalRequest::Search("BLADE".into()))),
        ("a search that finds nothing", journal(JournalRequest::Search("xyzzy".into()))),
    ] {
        store.answer(&request, stamp)?;
        measure.each(&format!("100,000 entries: {name}"), || store.answer(&request, stamp));
    }
    let score = Score::new(4).ok_or("on the scale")?;
    let rate = Request::Rate(Box::new(NewEntry::now(score, EntryMoment::Free, None)));
    measure.each("100,000 entries: a rating, on disk", || store.answer(&rate, stamp));
    measure.parts("100,000 entries: take a rating back, on disk", || -> Result<_, Box<dyn Error>> {
        store.answer(&rate, stamp)?;
        let (took, answer) = timed(|| store.answer(&Request::Undo, stamp));
        answer?;
        Ok(took)
    })
}
