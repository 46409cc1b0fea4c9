//! The files of a start: read, and Today drawn once for nobody, on a thread beside the opening database.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::core::{Core, Setup};
use super::start::PATIENCE;
use super::terminal;
use crate::app::Route;
use crate::assets::Source;
use crate::config::{Caps, Choices, Settings};
use crate::content::{self, Library};
use crate::domain::{Moment, Problem, Zone};
use crate::screens;

/// The routine of the day with its exercises, and the settings that named it.
struct DayRoutine {
    id: String,
    hidden: Vec<String>,
    found: Library,
}

impl DayRoutine {
    fn read(source: &Source, settings: &Settings) -> Self {
        let found = content::load_routine(source, &settings.routine, &settings.hidden);
        let found = found.map(|(routine, exercises)| Library::of_routine(routine, exercises)).unwrap_or_default();
        Self { id: settings.routine.clone(), hidden: settings.hidden.clone(), found }
    }

    /// Whether these settings name the same.
    fn suits(&self, settings: &Settings) -> bool {
        (&self.id, &self.hidden) == (&settings.routine, &settings.hidden)
    }
}

type FirstChoices = Result<(Choices, Vec<Problem>), Box<Problem>>;

/// The files of the first frame, read beside opening the database and asking it: each is waited for where it is needed, the routine only at the end.
pub struct Reading {
    choices: Receiver<FirstChoices>,
    routine: Receiver<DayRoutine>,
    sheet: Receiver<Buffer>,
}

impl Reading {
    /// Starts reading, and then draws once for nobody.
    pub fn start(source: Source, caps: Caps, now: Moment, zone: Arc<dyn Zone>) -> Self {
        let (tell_choices, choices) = sync_channel(1);
        let (tell_routine, routine) = sync_channel(1);
        let (tell_sheet, sheet) = sync_channel(1);
        let read = move || {
            let read = Choices::read(&source);
            let known = read.as_ref().ok().map(|(choices, _)| choices.clone());
            let _ = tell_choices.send(read);
            let Some(choices) = known else { return };
            let routine = DayRoutine::read(&source, &choices.settings(&BTreeMap::new()));
            let library = routine.found.clone();
            let _ = tell_routine.send(routine);
            let _ = tell_sheet.send(rehearsed(choices, library, caps, now, zone));
        };
        // without a thread nothing ever comes, and what is waited for is read then
        let _ = std::thread::Builder::new().name("files".into()).spawn(read);
        Self { choices, routine, sheet }
    }

    /// Settings, keys and themes.
    ///
    /// # Errors
    /// An embedded file that does not read.
    pub fn choices(&self, source: &Source) -> FirstChoices {
        self.choices.recv().unwrap_or_else(|_| Choices::read(source))
    }

    /// The routine that these settings name. One that was chosen in the app only the database knew of: it is read now.
    pub fn routine(&self, source: &Source, settings: &Settings) -> Library {
        let read = self.routine.recv().ok().filter(|read| read.suits(settings));
        read.unwrap_or_else(|| DayRoutine::read(source, settings)).found
    }

    /// Cells that were drawn on once, if it came to that already: they are not waited for.
    pub fn sheet(&self) -> Option<Buffer> {
        self.sheet.try_recv().ok()
    }
}

/// Draws Today once for nobody: what its code and its cells cost the first time, nearly all of it, is spent beside the database. Returns the memory.
fn rehearsed(choices: Choices, library: Library, caps: Caps, now: Moment, zone: Arc<dyn Zone>) -> Buffer {
    let size = terminal::size();
    let prefs = BTreeMap::new();
    let (core, _) =
        Core::new(Setup { open: screens::open, choices, prefs, caps, library, zone, size, now, patience: PATIENCE }, &Route::Today);
    core.picture(Rect::from((Position::ORIGIN, size)))
}
