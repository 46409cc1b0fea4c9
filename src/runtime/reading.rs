//! The files of the first frame: read on a thread of their own, beside the opening database.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, sync_channel};

use crate::assets::Source;
use crate::config::{Choices, Settings};
use crate::content::{self, Library};
use crate::domain::Problem;

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
}

impl Reading {
    /// Starts reading.
    pub fn start(source: Source) -> Self {
        let (tell_choices, choices) = sync_channel(1);
        let (tell_routine, routine) = sync_channel(1);
        let read = move || {
            let read = Choices::read(&source);
            let settings = read.as_ref().ok().map(|(choices, _)| choices.settings(&BTreeMap::new()));
            let _ = tell_choices.send(read);
            if let Some(settings) = settings {
                let _ = tell_routine.send(DayRoutine::read(&source, &settings));
            }
        };
        // without a thread nothing ever comes, and what is waited for is read then
        let _ = std::thread::Builder::new().name("files".into()).spawn(read);
        Self { choices, routine }
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
}
