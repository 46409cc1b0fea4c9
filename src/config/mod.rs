//! What the user decides and the machine offers: paths, settings, keymap, theme, terminal capabilities.

mod action;
mod caps;
pub mod channel;
mod choices;
mod key;
mod keymap;
pub mod marker;
mod paint;
mod paths;
mod settings;
pub mod theme;
mod workday;

pub use action::{Action, Group, KeyContext};
pub use caps::{Caps, Colors};
pub use channel::{Channel, NotifyChoice, NotifyText, NotifyWhen, Reach, TitleChoice};
pub use choices::Choices;
pub use key::Key;
pub use keymap::Keymap;
pub use marker::Marker;
pub use paths::Paths;
pub use settings::{ClockStyle, MarkerChoice, Settings, SettingsFile, ThemeChoice, WeekStart};
pub use workday::WorkHours;
