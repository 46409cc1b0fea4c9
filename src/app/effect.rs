//! What a screen may wish for. The stack moves itself; everything else is carried out by the runtime, in one place.

use super::route::Route;
use crate::breaks::Heard;
use crate::domain::Notice;
use crate::sound::Sound;
use crate::store::Request;

/// A wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Open a screen over this one.
    Go(Route),
    /// Open a screen in place of this one.
    Replace(Route),
    /// Leave everything and stand in a pane.
    Home(Route),
    /// Close this screen.
    Back,
    /// End the program.
    Quit,
    /// Say a sentence for a moment.
    Toast(String),
    /// Say a line where only lines are printed, and nothing anywhere else.
    Tell(String),
    /// Ask the store.
    Ask(Request),
    /// Tell the schedule of nudges what happened.
    Breaks(Heard),
    /// Make a sound, if sounds are wished.
    Sound(Sound),
    /// Reach a person who looks elsewhere, by the one channel that is chosen; whether they do, the runtime knows.
    Notify(Notice),
    /// These words before the name in the title of the tab; nothing for the name alone.
    Title(Option<String>),
    /// How much of what runs is done, of a hundred, shown on the tab where the terminal can; nothing takes it away.
    Progress(Option<u8>),
    /// To the shell, until `fg`.
    Suspend,
    /// Draw the whole screen again, whatever the terminal shows.
    Repaint,
    /// Read the content again.
    Reload,
}
