//! `unhunch doctor`: what the terminal can do, how a notice reaches you, what is missing with the line that adds it, and how the data are.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal as _, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{exit, place};
use crate::assets::Source;
use crate::config::channel::{Multiplexer, Terminal};
use crate::config::{Caps, Channel, Choices, Colors, NotifyChoice, Paths};
use crate::domain::{Notice, clean_line};
use crate::runtime::{self, Programs, Tmux};
use crate::store::{Health, OpenError, health};

/// What `doctor` is asked.
#[derive(Args, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DoctorArgs {
    /// Send a notice now, by the channel that is chosen
    #[arg(long)]
    pub test: bool,
}

/// What was looked at.
struct Facts {
    caps: Caps,
    choice: NotifyChoice,
    programs: Programs,
    tmux: Option<Tmux>,
    health: Result<Health, OpenError>,
    open: Vec<PathBuf>,
}

/// Looks around, prints it, and sends a test if that is wished. Returns the exit code: 1 only for data that are damaged or that others can read.
///
/// # Errors
/// When nothing can be written.
pub fn run(args: DoctorArgs, paths: &Paths, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let health = health(&paths.database());
    let prefs = health.as_ref().map(|health| health.prefs.clone()).unwrap_or_default();
    let caps = Caps::read(|name| std::env::var(name).ok());
    let tmux = if caps.reach.multiplexer == Some(Multiplexer::Tmux) { runtime::ask_tmux() } else { None };
    let facts =
        Facts { choice: choice(paths, &prefs), caps, programs: runtime::programs(), tmux, health, open: open_to_others(&paths.data) };
    for (name, value) in facts.lines() {
        writeln!(out, "{name:<14}  {}", clean_line(&value))?;
    }
    writeln!(out)?;
    place::run(paths, out)?;
    let missing = facts.missing();
    if !missing.is_empty() {
        writeln!(out, "\nWhat is missing")?;
    }
    for (what, line) in missing {
        writeln!(out, "  {what}")?;
        if !line.is_empty() {
            writeln!(out, "      {line}")?;
        }
    }
    if args.test {
        facts.test(out, err)?;
    }
    Ok(if facts.is_unwell() { exit::REFUSED } else { exit::DONE })
}

fn choice(paths: &Paths, prefs: &BTreeMap<String, String>) -> NotifyChoice {
    Choices::read(&Source::with_own(&paths.config)).map_or(NotifyChoice::Auto, |(choices, _)| choices.settings(prefs).notify)
}

impl Facts {
    fn lines(&self) -> Vec<(&'static str, String)> {
        let reach = &self.caps.reach;
        let name = if reach.terminal == Terminal::Other { self.caps.name.clone() } else { format!("{:?}", reach.terminal) };
        let colours = match self.caps.colors {
            Colors::None => "none (NO_COLOR, or a terminal without)",
            Colors::Sixteen => "16",
            Colors::TwoFiftySix => "256",
            Colors::True => "24 bit",
        };
        let or_none = |found: &Option<String>, names: &str| found.clone().unwrap_or_else(|| format!("none found; looked for {names}"));
        let shown = |is_so: bool, so: &str, not: &str| if is_so { so.to_owned() } else { not.to_owned() };
        vec![
            ("terminal", format!("{name} {}", reach.version)),
            ("multiplexer", self.multiplexer()),
            ("colours", colours.to_owned()),
            ("dots", self.caps.marker.words().to_owned()),
            ("notices", self.channel()),
            ("title", shown(reach.has_title(), "set, and given back at the end", "left alone")),
            ("progress", shown(reach.shows_progress(), "of a session, on the tab", "not sent: this terminal is not known to show it")),
            ("focus", shown(reach.tells_focus(), "told by the terminal", "guessed from the keys until the terminal tells of it")),
            ("player", or_none(&self.programs.player, "pw-play, paplay, aplay, afplay")),
            ("voice", or_none(&self.programs.voice, "spd-say, espeak-ng, say")),
            ("database", self.database()),
            ("rights", self.rights()),
        ]
    }

    fn multiplexer(&self) -> String {
        match (self.caps.reach.multiplexer, &self.tmux) {
            (None, _) => "none".to_owned(),
            (Some(Multiplexer::Tmux), Some(tmux)) => format!("tmux {}", tmux.version),
            (Some(other), _) => format!("{other:?}").to_lowercase(),
        }
    }

    fn channel(&self) -> String {
        let channel = self.caps.reach.channel(self.choice);
        let by = if self.choice == NotifyChoice::Auto { "by the terminal" } else { "as chosen" };
        let with =
            if self.caps.reach.multiplexer.is_some() && !matches!(channel, Channel::Bell | Channel::Off) { ", and the bell" } else { "" };
        let through = match (channel, &self.programs.notifier) {
            (Channel::Native, Some(name)) => format!(" through {name}"),
            (Channel::Native, None) => ", but neither notify-send nor osascript is there, so the bell".to_owned(),
            _ => String::new(),
        };
        format!("{}{through}{with} ({by})", channel.words())
    }

    fn database(&self) -> String {
        match &self.health {
            Ok(health) if health.damage.is_empty() => {
                let counts: Vec<String> = health.counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
                format!("sound; {}", counts.join(", "))
            }
            Ok(health) => health.damage.join(" "),
            Err(OpenError::Missing(_)) => "none yet".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    fn rights(&self) -> String {
        if self.open.is_empty() {
            return "yours alone".to_owned();
        }
        let names: Vec<String> = self.open.iter().map(|path| path.display().to_string()).collect();
        format!("others can look into {}; the next start closes what it can", names.join(", "))
    }

    /// What is missing, and the very line that adds it.
    fn missing(&self) -> Vec<(&'static str, &'static str)> {
        let mut missing = Vec::new();
        if let Some(tmux) = &self.tmux {
            let passes = tmux.passthrough.as_str();
            if passes != "all" && self.caps.reach.channel(self.choice) != Channel::Bell {
                let line = if tmux.knows_all { "set -g allow-passthrough all" } else { "set -g allow-passthrough on" };
                missing.push(("tmux keeps notices from the terminal around it; the bell alone comes through. In ~/.tmux.conf:", line));
            }
            if tmux.focus != "1" && tmux.focus != "on" {
                missing.push(("tmux does not tell which pane is looked at. In ~/.tmux.conf:", "set -g focus-events on"));
            }
        }
        if self.caps.reach.channel(self.choice) == Channel::Native && self.programs.notifier.is_none() {
            missing.push(("This terminal takes no notices, and there is no program for them; on Debian:", "apt install libnotify-bin"));
        }
        missing
    }

    fn test(&self, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<()> {
        let notice = Notice::trial();
        let channel = self.caps.reach.channel(self.choice);
        let is_shown = channel == Channel::Native && runtime::announce(&notice);
        let instead = if channel == Channel::Native && !is_shown { Channel::Bell } else { channel };
        let bytes = self.caps.reach.notice(instead, &notice);
        if !bytes.is_empty() && !io::stdout().is_terminal() {
            return writeln!(err, "There is no terminal here to send a test to.");
        }
        out.write_all(&bytes)?;
        out.flush()?;
        writeln!(out, "\nSent: {}.", self.channel())
    }

    fn is_unwell(&self) -> bool {
        let is_damaged = match &self.health {
            Ok(health) => !health.damage.is_empty(),
            Err(error) => matches!(error, OpenError::NotOurs { .. }),
        };
        is_damaged || !self.open.is_empty()
    }
}

/// What of the data others on this machine can look into.
fn open_to_others(data: &Path) -> Vec<PathBuf> {
    let is_open = |path: &Path| fs::symlink_metadata(path).is_ok_and(|meta| !meta.is_symlink() && meta.permissions().mode() & 0o077 != 0);
    let mut open = Vec::new();
    let mut waiting = vec![data.to_owned()];
    while let Some(path) = waiting.pop() {
        if is_open(&path) {
            open.push(path.clone());
        }
        // a link is not gone through: what lies behind it is not ours
        if !path.is_symlink()
            && let Ok(entries) = fs::read_dir(&path)
        {
            waiting.extend(entries.flatten().map(|entry| entry.path()));
        }
    }
    open.sort();
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(vars: &'static [(&str, &str)]) -> Facts {
        let caps = Caps::read(|name| vars.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()));
        let programs = Programs { player: None, voice: None, notifier: None };
        Facts { caps, choice: NotifyChoice::Auto, programs, tmux: None, health: Ok(Health::default()), open: Vec::new() }
    }

    fn tmux(passthrough: &str, focus: &str, knows_all: bool) -> Option<Tmux> {
        Some(Tmux { version: "3.5a".into(), passthrough: passthrough.into(), focus: focus.into(), knows_all })
    }

    #[test]
    fn what_tmux_lacks_is_told_with_the_line_that_adds_it() {
        let kitty = facts(&[("TMUX", "x"), ("KITTY_WINDOW_ID", "1")]);
        let lines = |tmux| {
            Facts { tmux, ..facts(&[("TMUX", "x"), ("KITTY_WINDOW_ID", "1")]) }.missing().iter().map(|(_, line)| *line).collect::<Vec<_>>()
        };
        assert_eq!(lines(tmux("off", "0", true)), ["set -g allow-passthrough all", "set -g focus-events on"]);
        assert_eq!(lines(tmux("on", "1", true)), ["set -g allow-passthrough all"]);
        assert_eq!(lines(tmux("off", "1", false)), ["set -g allow-passthrough on"]);
        assert!(lines(tmux("all", "1", true)).is_empty());
        assert!(kitty.channel().contains("OSC 99, and the bell"), "{}", kitty.channel());
    }

    #[test]
    fn only_damage_and_what_others_can_read_is_unwell() {
        assert!(!facts(&[]).is_unwell());
        assert!(!Facts { health: Err(OpenError::Missing("x".into())), ..facts(&[]) }.is_unwell());
        assert!(Facts { open: vec!["x".into()], ..facts(&[]) }.is_unwell());
        assert!(Facts { health: Ok(Health { damage: vec!["It is.".into()], ..Health::default() }), ..facts(&[]) }.is_unwell());
    }

    #[test]
    fn what_others_can_look_into_is_found_however_deep() {
        let dir = tempfile::tempdir().expect("a folder");
        let deep = dir.path().join("backups/one.db");
        fs::create_dir(deep.parent().expect("backups")).expect("made");
        fs::write(&deep, "x").expect("written");
        for (path, mode) in [(dir.path(), 0o700), (deep.parent().expect("backups"), 0o700), (deep.as_path(), 0o640)] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
        }
        assert_eq!(open_to_others(dir.path()), [deep]);
        assert!(open_to_others(&dir.path().join("none")).is_empty());
    }
}
