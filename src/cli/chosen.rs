//! What was chosen in the files of the person, for commands that print without a database.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};

use crate::assets::Source;
use crate::config::theme::Theme;
use crate::config::{Caps, Choices, Colors};
use crate::domain::Problem;

/// The theme for what is printed: that of the terminal, and none into a file unless colour is asked for.
pub fn theme(source: &Source, in_colour: bool) -> Option<Theme> {
    let mut caps = Caps::read(|name| std::env::var(name).ok());
    if in_colour {
        caps.colors = Colors::True;
    } else if !io::stdout().is_terminal() {
        caps.colors = Colors::None;
    }
    let own = Choices::read(source).or_else(|_| Choices::read(&Source::embedded()));
    own.ok().map(|(choices, _)| choices.theme(&choices.settings(&BTreeMap::new()), &caps))
}

/// What settings, keymaps and themes hide and where they are mistaken.
pub fn choices(source: &Source) -> (Vec<String>, Vec<Problem>) {
    match Choices::read(source) {
        Ok((choices, problems)) => (choices.settings(&BTreeMap::new()).hidden, problems),
        Err(problem) => (Vec::new(), vec![*problem]),
    }
}
