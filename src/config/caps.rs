//! What the terminal can do, read from its environment once; nothing is asked of it here.

use super::channel::Reach;
use super::marker::Marker;

/// What the terminal can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caps {
    /// How many colours it shows.
    pub colors: Colors,
    /// The dots it is known to draw.
    pub marker: Marker,
    /// Whether its background is light; nothing if that is not known.
    pub light: Option<bool>,
    /// How a person who looks elsewhere is reached.
    pub reach: Reach,
    /// Whether nothing is drawn and only lines are printed. By choice: the environment does not say it.
    pub lines: bool,
    /// What it calls itself, for remembering its background.
    pub name: String,
}

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the numbers themselves")]
pub enum Colors {
    None,
    Sixteen,
    TwoFiftySix,
    True,
}

impl Caps {
    /// From the environment, asked by name.
    ///
    /// Octants by the terminals' own release notes: kitty from 0.40, Ghostty from 1.2, foot from 1.20 (which exports no version, so only
    /// by choice), VTE from 0.78. A multiplexer may get their width wrong, so never inside one.
    pub fn read(var: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| var(name).filter(|v| !v.is_empty());
        let term = set("TERM").unwrap_or_default();
        let program = set("TERM_PROGRAM").unwrap_or_default();
        let version = set("TERM_PROGRAM_VERSION").unwrap_or_default();
        let reach = Reach::read(&var);
        let colors = if set("NO_COLOR").is_some() || term == "dumb" {
            Colors::None
        } else if set("COLORTERM").is_some_and(|v| v == "truecolor" || v == "24bit")
            || program == "iTerm.app"
            || term.contains("kitty")
            || term.contains("ghostty")
        {
            Colors::True
        } else if term.contains("256") {
            Colors::TwoFiftySix
        } else {
            Colors::Sixteen
        };
        let vte = set("VTE_VERSION").and_then(|v| v.parse::<u32>().ok()).is_some_and(|v| v >= 7800);
        let ghostty = program == "ghostty" && at_least(&version, (1, 2));
        let kitty = set("KITTY_WINDOW_ID").is_some() && program.eq_ignore_ascii_case("kitty") && at_least(&version, (0, 40));
        let marker = if term == "linux" {
            // the console's font has neither octants nor braille
            Marker::Quadrant
        } else if reach.multiplexer.is_none() && (vte || ghostty || kitty) {
            Marker::Octant
        } else {
            Marker::Quadrant
        };
        // rxvt and its kin say it outright: "15;0" is light on dark's opposite
        let light = set("COLORFGBG").and_then(|v| v.rsplit(';').next().and_then(|bg| bg.parse::<u8>().ok())).map(|bg| bg == 7 || bg == 15);
        Self { colors, marker, light, reach, lines: false, name: if program.is_empty() { term } else { program } }
    }
}

fn at_least(version: &str, least: (u32, u32)) -> bool {
    let mut parts = version.split('.').map(|p| p.parse::<u32>().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(vars: &[(&str, &str)]) -> Caps {
        Caps::read(|name| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    #[test]
    fn colours_follow_what_the_environment_says() {
        assert_eq!(with(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]).colors, Colors::True);
        assert_eq!(with(&[("TERM", "xterm-256color")]).colors, Colors::TwoFiftySix);
        assert_eq!(with(&[("TERM", "linux")]).colors, Colors::Sixteen);
        assert_eq!(with(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")]).colors, Colors::None);
        assert_ne!(with(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]).colors, Colors::None, "an empty NO_COLOR counts as unset");
    }

    #[test]
    fn octants_only_where_they_are_known_and_never_inside_a_multiplexer() {
        assert_eq!(with(&[("VTE_VERSION", "7803")]).marker, Marker::Octant);
        assert_eq!(with(&[("VTE_VERSION", "7603")]).marker, Marker::Quadrant);
        assert_eq!(with(&[("VTE_VERSION", "7803"), ("TMUX", "/tmp/x")]).marker, Marker::Quadrant);
        assert_eq!(with(&[("TERM_PROGRAM", "ghostty"), ("TERM_PROGRAM_VERSION", "1.2.0")]).marker, Marker::Octant);
    }
}
