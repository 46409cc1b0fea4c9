//! The parts of a start, in their order, and the content that is read beside it.

use std::error::Error;

use unhunch::assets::Source;
use unhunch::content::{self, Library};
use unhunch::domain::Day;
use unhunch::store::{OpenPlan, Request, Stamp, Store};

use crate::measure::{Measure, timed};
use crate::stage::{choices, core, morning};

/// Measures a start.
pub fn measure(measure: &mut Measure) -> Result<(), Box<dyn Error>> {
    let source = Source::embedded();
    let now = morning()?;
    let stamp = Stamp { at: now.millis(), off: now.offset_minutes(), day: Day(20_514) };

    measure.each("start: settings, keys and themes", choices);
    let folder = tempfile::tempdir()?;
    let plan = OpenPlan { dir: folder.path(), create: true, stamp };
    drop(Store::open(&plan)?);
    measure.parts("start: open an empty database", || {
        let (took, opened) = timed(|| Store::open(&plan));
        opened.map(|_| took)
    })?;
    measure.parts("start: make a new database", || -> Result<_, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let (took, opened) = timed(|| Store::open(&OpenPlan { dir: folder.path(), create: true, stamp }));
        opened?;
        Ok(took)
    })?;
    measure.parts("start: Prefs and Today, the first time", || -> Result<_, Box<dyn Error>> {
        let mut store = Store::open(&plan)?.store;
        let (took, answers) = timed(|| [Request::Prefs, Request::Today(stamp.day)].map(|request| store.answer(&request, stamp)));
        for answer in answers {
            answer?;
        }
        Ok(took)
    })?;
    measure.each("start: content, the routine of the day", || content::load_routine(&source, "daily-relief", &[]));
    measure.each("start: content, everything", || content::load(&source, &[]));

    let routine = content::load_routine(&source, "daily-relief", &[]).map(|(routine, exercises)| Library::of_routine(routine, exercises));
    let routine = routine.ok_or("the routine of the day does not load")?;
    let choices = choices()?;
    measure.each("start: the app on Today", || core(choices.clone(), routine.clone(), now));
    measure.parts("start: the first picture", || -> Result<_, Box<dyn Error>> {
        let (mut core, _) = core(choices.clone(), routine.clone(), now);
        Ok(timed(|| core.frame()).0)
    })
}
