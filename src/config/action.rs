//! What a key can mean: one small vocabulary shared by the keymap file, the hints, the help page and the screens.

use serde::{Deserialize, Serialize};

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyContext {
    /// A pane without a list.
    Pane,
    /// A pane with a list.
    List,
    /// A form, outside its text fields.
    Form,
    /// A text field: only what works everywhere works here.
    Text,
    /// The pain scale.
    Scale,
    /// The session player.
    Player,
    /// A question or a page over the screen.
    Dialog,
}

impl KeyContext {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Pane, Self::List, Self::Form, Self::Text, Self::Scale, Self::Player, Self::Dialog];
}

/// What a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the label beside each says it")]
pub enum Action {
    Help,
    Warnings,
    Blank,
    Repaint,
    Suspend,
    Quit,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Top,
    End,
    Do,
    Back,
    Today,
    Library,
    Journal,
    Plan,
    Guide,
    Breaks,
    Settings,
    NextPane,
    PreviousPane,
    LogPain,
    Start,
    StartShort,
    Undo,
    Search,
    Filter,
    Edit,
    Delete,
    Average,
    View,
    TurnLeft,
    TurnRight,
    Table,
    Wider,
    Narrower,
    Save,
    Mark,
    Worst,
    Same,
    All,
    Clear,
    Form,
    Pause,
    Next,
    Previous,
    Again,
    Ouch,
    Erase,
    Move,
    Snooze,
    Later,
    SkipNudge,
    Moved,
    Worked,
    Score(u8),
    /// The key does nothing here, on purpose.
    Nothing,
}

/// Under which heading the help page lists an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the headings themselves")]
pub enum Group {
    Here,
    Everywhere,
    GoTo,
    Move,
}

impl Action {
    /// The few words of a hint.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Warnings => "warning signs",
            Self::Blank => "blank the screen",
            Self::Repaint => "draw the screen again",
            Self::Suspend => "shell, fg comes back",
            Self::Quit => "quit",
            Self::Up => "up",
            Self::Down => "down",
            Self::Left => "left",
            Self::Right => "right",
            Self::PageUp => "a page up",
            Self::PageDown => "a page down",
            Self::Top => "top",
            Self::End => "end",
            Self::Do => "open or do",
            Self::Back => "back",
            Self::Today => "Today",
            Self::Library => "Library",
            Self::Journal => "Journal",
            Self::Plan => "Plan",
            Self::Guide => "Guide",
            Self::Breaks => "Breaks",
            Self::Settings => "settings",
            Self::NextPane => "next pane",
            Self::PreviousPane => "pane before",
            Self::LogPain => "log pain",
            Self::Start => "start today's routine",
            Self::StartShort => "its short version",
            Self::Undo => "undo the last change",
            Self::Search => "search",
            Self::Filter => "filter",
            Self::Edit => "change",
            Self::Delete => "delete",
            Self::Average => "average today",
            Self::TurnLeft => "turn it to the left",
            Self::TurnRight => "turn it to the right",
            Self::Table => "numbers as a table",
            Self::Wider => "more days",
            Self::Narrower => "fewer days",
            Self::Save => "save the form",
            Self::Mark => "mark",
            Self::Worst => "the worst of them",
            Self::Same => "same as last time",
            Self::All => "all of them",
            Self::Clear => "none of them",
            Self::Form => "full or gentle forms",
            Self::Pause => "pause, go on",
            Self::Next => "next",
            Self::Previous => "back",
            Self::Again => "this set again",
            Self::Ouch => "it hurts",
            Self::View => "other view",
            Self::Erase => "take it back",
            Self::Move => "a movement break",
            Self::Snooze => "put the nudge off",
            Self::Later => "nudges later, a pause",
            Self::SkipNudge => "skip the nudge",
            Self::Moved => "already moved, rested",
            Self::Worked => "worked meanwhile",
            Self::Score(_) => "your number",
            Self::Nothing => "",
        }
    }

    /// Its words in one place, for the help page and the docs; empty if it does nothing there.
    #[must_use]
    pub fn label_in(self, place: KeyContext) -> &'static str {
        use KeyContext::{Dialog, Form, List, Pane, Player, Scale, Text};
        match (place, self) {
            (Player | Pane, moves) if moves.group() == Group::Move => "",
            (Player, Self::Do) => "go on after a pause",
            (Player, Self::Back) => "stop here",
            (Player, Self::Erase) => "take the number back",
            (Player, Self::View) => "other view, then the words",
            (Player, Self::LogPain) => "log pain, it waits",
            (Scale, Self::Score(10)) => "ten",
            (Scale, Self::Do) => "this number, or none",
            (Scale, Self::Back) => "back",
            (Scale, Self::StartShort) => "short or whole",
            (Scale, Self::Form) => "full or gentle",
            (Scale, Self::Left) => "a number less",
            (Scale, Self::Right) => "a number more",
            (Scale, Self::Up | Self::Down | Self::PageUp | Self::PageDown | Self::Top | Self::End | Self::Erase) => "",
            (Pane, Self::View | Self::TurnLeft | Self::TurnRight) => "",
            (Pane, Self::Do) => "begin, or go on",
            (Pane, Self::Back) => "",
            (List, Self::Do) => "open, or do it now",
            (List, Self::Mark) => "tick, take up, stop",
            (List, Self::Left) => "a page or range back",
            (List, Self::Right) => "the next page or range",
            (Form, Self::Do) => "save, or to the list",
            (Text, Self::Do) => "to the list, new line",
            (Form, Self::Left | Self::Right) => "another value",
            // only where there is something to mark, and there the hints say it
            (Form, Self::All | Self::Clear) => "",
            (Form, Self::PageUp | Self::PageDown | Self::Top | Self::End) => "",
            (Text, Self::Back) => "back, all again",
            (Text, Self::Left | Self::Right | Self::PageUp | Self::PageDown) => "",
            (Form | Text, Self::NextPane) => "next field",
            (Form | Text, Self::PreviousPane) => "field before",
            (Dialog | Scale, Self::NextPane | Self::PreviousPane) => "",
            (Pane | List | Scale | Player | Dialog, Self::Save) => "",
            (Form, Self::Score(10)) => "ten",
            (Dialog, Self::Erase) => "take the number back",
            (Dialog, Self::Left | Self::Right | Self::PageUp | Self::PageDown | Self::Top | Self::End) => "",
            _ => self.label(),
        }
    }

    /// Whether it does something only while a nudge, or the question about a time away, is shown.
    #[must_use]
    pub fn answers_a_nudge(self) -> bool {
        matches!(self, Self::Snooze | Self::SkipNudge | Self::Worked)
    }

    /// Its heading on the help page.
    #[must_use]
    pub fn group(self) -> Group {
        match self {
            Self::Today
            | Self::Library
            | Self::Journal
            | Self::Plan
            | Self::Guide
            | Self::Breaks
            | Self::Settings
            | Self::NextPane
            | Self::PreviousPane => Group::GoTo,
            Self::Up | Self::Down | Self::Left | Self::Right | Self::PageUp | Self::PageDown | Self::Top | Self::End => Group::Move,
            Self::Help
            | Self::Warnings
            | Self::Blank
            | Self::Repaint
            | Self::Suspend
            | Self::Quit
            | Self::LogPain
            | Self::Undo
            | Self::Move
            | Self::Later
            | Self::Snooze
            | Self::SkipNudge
            | Self::Moved
            | Self::Worked
            | Self::Back => Group::Everywhere,
            _ => Group::Here,
        }
    }
}
