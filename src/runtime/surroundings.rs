//! What surrounds the screens: the content, the choices and the look that follows from them, the terminal, the time as last handed in.

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::layout::Size;

use super::core::Setup;
use crate::app::Context;
use crate::breaks::{At, Heard, Rules, Saved, Schedule, Wish};
use crate::config::theme::Theme;
use crate::config::{Caps, Choices, Settings, marker::Marker};
use crate::content::Library;
use crate::domain::{Moment, Zone};
use crate::store::{Reply, Request, StoreError};

/// Everything a context is made of.
#[derive(Debug)]
pub struct Surroundings {
    /// Settings, keys and themes as read.
    choices: Choices,
    prefs: BTreeMap<String, String>,
    pub settings: Settings,
    theme: Theme,
    marker: Marker,
    pub caps: Caps,
    pub library: Library,
    zone: Arc<dyn Zone>,
    pub size: Size,
    pub now: Moment,
    breaks: Schedule,
    rules: Rules,
}

impl Surroundings {
    pub fn new(mut setup: Setup) -> Self {
        let remembered = setup.prefs.get(&background_of(&setup.caps)).map(|light| light == "true");
        setup.caps.light = setup.caps.light.or(remembered);
        let settings = setup.choices.settings(&setup.prefs);
        let rules = settings.rules();
        let mut breaks = Schedule::new(None, At { now: &setup.now, zone: &*setup.zone, rules: &rules });
        // it shows nothing before it runs
        breaks.step(&Heard::Leads(false), At { now: &setup.now, zone: &*setup.zone, rules: &rules });
        Self {
            theme: setup.choices.theme(&settings, &setup.caps),
            marker: Choices::marker(&settings, &setup.caps),
            settings,
            choices: setup.choices,
            prefs: setup.prefs,
            caps: setup.caps,
            library: setup.library,
            zone: setup.zone,
            size: setup.size,
            now: setup.now,
            breaks,
            rules,
        }
    }

    pub fn context(&self) -> Context<'_> {
        Context {
            now: &self.now,
            zone: &*self.zone,
            library: &self.library,
            settings: &self.settings,
            choices: &self.choices,
            breaks: &self.breaks,
            rules: &self.rules,
            keymap: &self.choices.keymap,
            theme: &self.theme,
            marker: self.marker,
            caps: &self.caps,
            size: self.size,
        }
    }

    /// Makes anew what follows from the choices. Whether other rules of nudges do.
    fn choose(&mut self) -> bool {
        self.settings = self.choices.settings(&self.prefs);
        self.theme = self.choices.theme(&self.settings, &self.caps);
        self.marker = Choices::marker(&self.settings, &self.caps);
        let rules = self.settings.rules();
        let is_other = rules != self.rules;
        self.rules = rules;
        is_other
    }

    /// Takes up choices that the store told of.
    /// Whether other rules of nudges follow from them.
    pub fn learn(&mut self, request: &Request, answer: &Result<Reply, StoreError>) -> bool {
        match (request, answer) {
            (Request::SetPref(key, value), Ok(_)) => drop(self.prefs.insert(key.clone(), value.clone())),
            (Request::DropPref(key), Ok(_)) => drop(self.prefs.remove(key)),
            (Request::Prefs, Ok(Reply::Prefs(prefs))) => self.prefs.clone_from(prefs),
            _ => return false,
        }
        self.choose()
    }

    /// Takes up what is kept of the schedule of nudges: from now on it runs.
    pub fn take_breaks(&mut self, saved: Option<Saved>) {
        self.breaks = Schedule::new(saved, self.context().at());
    }

    /// Tells the schedule what happened; what it wishes.
    pub fn hear(&mut self, heard: &Heard) -> Vec<Wish> {
        let at = At { now: &self.now, zone: &*self.zone, rules: &self.rules };
        self.breaks.step(heard, at)
    }

    /// Whether to ask the terminal for its background: once in its life, and never through a multiplexer.
    pub fn wants_background(&self) -> bool {
        let caps = &self.caps;
        let answers_nothing = ["", "linux", "dumb"].contains(&caps.name.as_str());
        caps.light.is_none() && caps.reach.multiplexer.is_none() && !answers_nothing && !self.prefs.contains_key(&background_of(caps))
    }

    /// Takes up the terminal's answer. What to ask the store, so that it is remembered; nothing if nobody had asked.
    pub fn learn_background(&mut self, light: bool) -> Option<Request> {
        if !self.wants_background() {
            return None;
        }
        self.caps.light = Some(light);
        self.choose();
        Some(Request::SetPref(background_of(&self.caps), light.to_string()))
    }
}

/// Under which name the background of a terminal is remembered.
fn background_of(caps: &Caps) -> String {
    format!("background.{}", caps.name)
}
