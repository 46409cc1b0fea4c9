//! How a person who looks elsewhere is reached: which terminal takes which words, what may stand on its tab, and the bytes of it. A pure table.
//!
//! By the terminals' own sources and release notes; none of it was seen on a real one by us. What a terminal does not know it may show as
//! rubbish or as a notice of its own, so whatever is not known to be taken is not sent.

use serde::{Deserialize, Serialize};

use crate::domain::Notice;

/// By which channel notices go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotifyChoice {
    /// By the terminal's name.
    Auto,
    /// OSC 9: iTerm2's.
    Osc9,
    /// OSC 777: urxvt's.
    Osc777,
    /// OSC 99: kitty's.
    Osc99,
    /// The desktop's own, through notify-send or osascript.
    Native,
    /// The terminal's bell.
    Bell,
    /// None.
    Off,
}

impl NotifyChoice {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 7] = [Self::Auto, Self::Osc9, Self::Osc777, Self::Osc99, Self::Native, Self::Bell, Self::Off];
}

/// When notices come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotifyWhen {
    /// While the tab is not the one that is looked at.
    Unfocused,
    /// Always.
    Always,
}

/// How much a notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotifyText {
    /// Nothing that others who see the screen need not know.
    Neutral,
    /// What it is about.
    Plain,
}

/// What stands in the title of the tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TitleChoice {
    /// The name of the program, and in a session the minutes left.
    Neutral,
    /// The name of the routine as well.
    Plain,
    /// What the terminal puts there.
    Off,
}

/// The channel by which a notice goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in the choice")]
pub enum Channel {
    Osc9,
    Osc777,
    Osc99,
    Native,
    Bell,
    Off,
}

impl Channel {
    /// What it is called.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Osc9 => "OSC 9",
            Self::Osc777 => "OSC 777",
            Self::Osc99 => "OSC 99",
            Self::Native => "the desktop's",
            Self::Bell => "the bell",
            Self::Off => "off",
        }
    }
}

/// The terminals that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the terminals by their names")]
pub enum Terminal {
    Kitty,
    Ghostty,
    WezTerm,
    ITerm,
    Foot,
    Konsole,
    Vte,
    WindowsTerminal,
    VsCode,
    Zed,
    Alacritty,
    AppleTerminal,
    Console,
    Other,
}

/// What may stand between the program and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "by their names")]
pub enum Multiplexer {
    Tmux,
    Screen,
    Zellij,
}

/// What of a person who looks elsewhere can be reached, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The terminal; inside a multiplexer the one in which that was started, as far as its names survived.
    pub terminal: Terminal,
    /// Its version as it names it; empty if it does not.
    pub version: String,
    /// What lies between.
    pub multiplexer: Option<Multiplexer>,
    /// Whether there is a desktop on this machine to show something, and not at the other end of a line.
    pub has_desktop: bool,
}

impl Reach {
    /// From the environment, asked by name.
    ///
    /// A multiplexer is looked for first: the names of the terminal around it survive inside, and what is sent for them is lost there.
    pub fn read(var: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| var(name).filter(|value| !value.is_empty());
        let has = |name: &str| set(name).is_some();
        let (term, program) = (set("TERM").unwrap_or_default(), set("TERM_PROGRAM").unwrap_or_default());
        let multiplexer = if has("TMUX") || term.starts_with("tmux") {
            Some(Multiplexer::Tmux)
        } else if has("ZELLIJ") {
            Some(Multiplexer::Zellij)
        } else if has("STY") || term.starts_with("screen") {
            Some(Multiplexer::Screen)
        } else {
            None
        };
        let terminal = match program.to_lowercase().as_str() {
            "ghostty" => Terminal::Ghostty,
            "wezterm" => Terminal::WezTerm,
            "iterm.app" => Terminal::ITerm,
            "vscode" => Terminal::VsCode,
            "zed" => Terminal::Zed,
            "apple_terminal" => Terminal::AppleTerminal,
            "kitty" => Terminal::Kitty,
            _ if has("KITTY_WINDOW_ID") || term == "xterm-kitty" => Terminal::Kitty,
            _ if has("GHOSTTY_RESOURCES_DIR") || term == "xterm-ghostty" => Terminal::Ghostty,
            _ if has("WEZTERM_PANE") || term == "wezterm" => Terminal::WezTerm,
            _ if has("ITERM_SESSION_ID") || set("LC_TERMINAL").is_some_and(|name| name == "iTerm2") => Terminal::ITerm,
            _ if has("KONSOLE_VERSION") => Terminal::Konsole,
            _ if has("WT_SESSION") => Terminal::WindowsTerminal,
            _ if has("ALACRITTY_WINDOW_ID") || term == "alacritty" => Terminal::Alacritty,
            _ if term == "foot" || term.starts_with("foot-") => Terminal::Foot,
            _ if has("VTE_VERSION") => Terminal::Vte,
            _ if term == "linux" => Terminal::Console,
            _ => Terminal::Other,
        };
        let version = match terminal {
            Terminal::Konsole => set("KONSOLE_VERSION"),
            Terminal::Vte => set("VTE_VERSION"),
            // inside tmux these are tmux's own
            _ if multiplexer.is_none() => set("TERM_PROGRAM_VERSION"),
            _ => None,
        };
        let is_far = has("SSH_CONNECTION") || has("SSH_TTY");
        let has_desktop = !is_far && (cfg!(target_os = "macos") || has("DISPLAY") || has("WAYLAND_DISPLAY"));
        Self { terminal, version: version.unwrap_or_default(), multiplexer, has_desktop }
    }

    /// Which words of its own for a notice the terminal is known to take.
    fn own(&self) -> Option<Channel> {
        match self.terminal {
            Terminal::Kitty => Some(Channel::Osc99),
            Terminal::VsCode if self.is_at_least(&[1, 110]) => Some(Channel::Osc99),
            Terminal::Ghostty | Terminal::WezTerm | Terminal::Foot | Terminal::Konsole => Some(Channel::Osc777),
            Terminal::ITerm | Terminal::Zed => Some(Channel::Osc9),
            Terminal::VsCode | Terminal::Vte | Terminal::WindowsTerminal => None,
            Terminal::Alacritty | Terminal::AppleTerminal | Terminal::Console | Terminal::Other => None,
        }
    }

    /// The one channel by which notices go.
    #[must_use]
    pub fn channel(&self, choice: NotifyChoice) -> Channel {
        match choice {
            NotifyChoice::Auto => match (self.multiplexer, self.own()) {
                // tmux passes it on where it is allowed to, and swallows it where it is not; the bell goes with it either way
                (None | Some(Multiplexer::Tmux), Some(own)) => own,
                (Some(_), _) => Channel::Bell,
                (None, None) if self.has_desktop => Channel::Native,
                (None, None) => Channel::Bell,
            },
            NotifyChoice::Osc9 => Channel::Osc9,
            NotifyChoice::Osc777 => Channel::Osc777,
            NotifyChoice::Osc99 => Channel::Osc99,
            NotifyChoice::Native => Channel::Native,
            NotifyChoice::Bell => Channel::Bell,
            NotifyChoice::Off => Channel::Off,
        }
    }

    /// What the terminal is sent for a notice by a channel. Inside a multiplexer the bell goes with everything: it marks the window.
    #[must_use]
    pub fn notice(&self, channel: Channel, notice: &Notice) -> Vec<u8> {
        let mut bytes = match channel {
            Channel::Osc9 => self.through(&format!("\x1b]9;{}\x1b\\", named(&field(&notice.text)))),
            Channel::Osc777 => self.through(&format!("\x1b]777;notify;unhunch;{}\x1b\\", field(&notice.text))),
            Channel::Osc99 => {
                let id = notice.id;
                let title = self.through(&format!("\x1b]99;i=unhunch-{id}:d=0;unhunch\x1b\\"));
                title + &self.through(&format!("\x1b]99;i=unhunch-{id}:p=body;{}\x1b\\", notice.text))
            }
            Channel::Native | Channel::Bell | Channel::Off => String::new(),
        };
        if channel == Channel::Bell || (self.multiplexer.is_some() && channel != Channel::Off) {
            bytes.push('\x07');
        }
        bytes.into_bytes()
    }

    /// A sequence as it gets through what lies between: tmux hands on what is wrapped, each escape doubled, if it is allowed to.
    fn through(&self, sequence: &str) -> String {
        match self.multiplexer {
            Some(Multiplexer::Tmux) => format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b")),
            // by the manual of screen; a string that ends in BEL does not end the wrapping
            Some(Multiplexer::Screen) => format!("\x1bP{}\x1b\\", sequence.replace("\x1b\\", "\x07")),
            Some(Multiplexer::Zellij) | None => sequence.to_owned(),
        }
    }

    /// Whether the terminal shows progress on its tab (OSC 9;4). Elsewhere each step of it could pop up as a notice.
    #[must_use]
    pub fn shows_progress(&self) -> bool {
        let number = || self.version.parse::<u32>().unwrap_or(0);
        self.multiplexer.is_none()
            && match self.terminal {
                Terminal::Ghostty => self.is_at_least(&[1, 2]),
                Terminal::Kitty => self.is_at_least(&[0, 38]),
                Terminal::ITerm => self.is_at_least(&[3, 6, 6]),
                // versions are days: 20250101-000000-abcdef
                Terminal::WezTerm => self.is_at_least(&[20_250_000]),
                Terminal::Konsole => number() >= 260_400,
                Terminal::Vte => number() >= 7900,
                Terminal::WindowsTerminal => true,
                _ => false,
            }
    }

    /// Whether there is a title that can be set and given back.
    #[must_use]
    pub fn has_title(&self) -> bool {
        self.terminal != Terminal::Console && self.multiplexer != Some(Multiplexer::Screen)
    }

    /// Whether it is known to tell when the focus comes and goes. Without that it is guessed from the keys.
    #[must_use]
    pub fn tells_focus(&self) -> bool {
        self.multiplexer.is_none() && !matches!(self.terminal, Terminal::Console | Terminal::Other)
    }

    fn is_at_least(&self, least: &[u32]) -> bool {
        let parts: Vec<u32> = self.version.split(['.', '-']).map(|part| part.parse().unwrap_or(0)).collect();
        !self.version.is_empty() && parts.as_slice() >= least
    }
}

/// Text as one field of a sequence: `;` would end it.
fn field(text: &str) -> String {
    text.replace(';', ",")
}

/// Text for OSC 9, which some terminals take for a command if it begins with a digit.
fn named(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) { format!("unhunch: {text}") } else { text.to_owned() }
}

/// Words for the title of the tab, before the name of the program.
#[must_use]
pub fn title(words: Option<&str>) -> String {
    let words = words.map(|words| field(&crate::domain::clean_line(words))).filter(|words| !words.is_empty());
    words.map_or_else(|| "unhunch".to_owned(), |words| format!("{words} · unhunch"))
}

#[cfg(test)]
#[path = "channel_tests.rs"]
mod tests;
