//! The way to a loudspeaker: the system's own player and voice, looked for once, started and never waited for. Where there is none, nothing is heard.

use std::collections::HashSet;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use super::clock;
use crate::sound::{self, Sound, Tone};

/// What plays a file, with what stands before its name; the first that is there.
const PLAYERS: [(&str, &[&str]); 4] = [("pw-play", &[]), ("paplay", &[]), ("aplay", &["-q"]), ("afplay", &[])];
/// What speaks what it is handed, so that no words stand in the list of processes.
const VOICES: [(&str, &[&str]); 3] = [("spd-say", &["-e"]), ("espeak-ng", &["--stdin"]), ("say", &["-f", "-"])];
/// A player that has not ended by then hangs: no tone lasts two seconds, no sentence so long.
const LONGEST: Duration = Duration::from_secs(15);
/// More than these waiting are old news.
const WAITING: usize = 8;

/// Hands sounds to a thread of their own, which there is from the first sound on.
#[derive(Debug)]
pub struct Speaker {
    /// Where the tones lie as files.
    dir: PathBuf,
    path: OsString,
    teller: Option<SyncSender<Sound>>,
}

impl Speaker {
    /// A speaker that keeps its files in this folder and looks for programs where `PATH` says.
    #[must_use]
    pub fn new(dir: PathBuf) -> Self {
        Self { dir, path: env::var_os("PATH").unwrap_or_default(), teller: None }
    }

    /// Makes it heard as soon as may be. Nothing comes of it where there is nothing to play it, or too much waits already.
    pub fn make(&mut self, sound: Sound) {
        let teller = self.teller.get_or_insert_with(|| {
            let (teller, heard) = sync_channel(WAITING);
            let hand = Hand::new(self.dir.clone(), &self.path);
            // without a thread it stays quiet
            let _ = std::thread::Builder::new().name("sound".into()).spawn(move || hand.work(&heard));
            teller
        });
        let _ = teller.try_send(sound);
    }
}

/// A program that was found, and what stands before what it is to play.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Program {
    file: PathBuf,
    first: &'static [&'static str],
}

impl Program {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.file);
        command.args(self.first).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

fn find(names: &[(&str, &'static [&'static str])], path: &OsStr) -> Option<Program> {
    let runs = |file: &Path| file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0);
    names.iter().find_map(|(name, first)| {
        let file = env::split_paths(path).filter(|dir| dir.is_absolute()).map(|dir| dir.join(name)).find(|file| runs(file))?;
        Some(Program { file, first })
    })
}

/// The thread's own.
struct Hand {
    dir: PathBuf,
    player: Option<Program>,
    voice: Option<Program>,
    /// The tones whose files have been seen to.
    kept: HashSet<Tone>,
    /// What was started and perhaps still runs, and when, on the awake clock.
    started: Vec<(Child, Duration)>,
}

impl Hand {
    fn new(dir: PathBuf, path: &OsStr) -> Self {
        Self { dir, player: find(&PLAYERS, path), voice: find(&VOICES, path), kept: HashSet::new(), started: Vec::new() }
    }

    fn work(mut self, heard: &Receiver<Sound>) {
        while let Ok(sound) = heard.recv() {
            self.clear();
            // what cannot be played is not heard, and nothing else
            let _ = match sound {
                Sound::Tone(tone) => self.play(tone),
                Sound::Words(words) => self.speak(&words),
            };
        }
        for (mut child, _) in self.started {
            let _ = child.wait();
        }
    }

    /// Lets go of what has ended, and ends what hangs.
    fn clear(&mut self) {
        let now = clock::awake();
        self.started.retain_mut(|(child, since)| {
            if now.saturating_sub(*since) > LONGEST {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
            matches!(child.try_wait(), Ok(None))
        });
    }

    fn play(&mut self, tone: Tone) -> io::Result<()> {
        let Some(player) = &self.player else { return Ok(()) };
        let file = self.dir.join(tone.name()).with_extension("wav");
        // rendered once, and again only where somebody has cleared the folder
        if !self.kept.contains(&tone) || !file.is_file() {
            keep(&file, tone)?;
            self.kept.insert(tone);
        }
        let child = player.command().arg(file).spawn()?;
        self.started.push((child, clock::awake()));
        Ok(())
    }

    fn speak(&mut self, words: &str) -> io::Result<()> {
        let Some(voice) = &self.voice else { return Ok(()) };
        let mut child = voice.command().stdin(Stdio::piped()).spawn()?;
        if let Some(mut ear) = child.stdin.take() {
            writeln!(ear, "{words}")?;
        }
        self.started.push((child, clock::awake()));
        Ok(())
    }
}

/// The file of a tone, written where it is not there yet or is another one.
fn keep(file: &Path, tone: Tone) -> io::Result<()> {
    let wav = sound::wav(tone);
    if fs::read(file).is_ok_and(|found| found == wav) {
        return Ok(());
    }
    if let Some(dir) = file.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    }
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file)?.write_all(&wav)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program of that name which writes down what it was started with and what it was handed.
    fn fake(dir: &Path, name: &str) {
        let file = dir.join(name);
        fs::write(&file, format!("#!/bin/sh\necho \"{name} $@\" >> {0}/log\ncat >> {0}/log\n", dir.display())).expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("allowed");
    }

    /// What the fakes wrote down once all these sounds were made.
    fn heard(dir: &Path, sounds: &[Sound]) -> String {
        let path = dir.as_os_str();
        let (teller, heard) = sync_channel(sounds.len());
        let hand = Hand::new(dir.join("sounds"), path);
        sounds.iter().for_each(|sound| teller.send(sound.clone()).expect("room"));
        drop(teller);
        hand.work(&heard);
        fs::read_to_string(dir.join("log")).unwrap_or_default()
    }

    #[test]
    fn the_first_player_that_is_there_gets_the_file_of_the_tone() {
        let dir = tempfile::tempdir().expect("a folder");
        fake(dir.path(), "aplay");
        fake(dir.path(), "paplay");
        let file = dir.path().join("sounds/switch.wav");
        assert_eq!(heard(dir.path(), &[Sound::Tone(Tone::Switch)]), format!("paplay {}\n", file.display()));
        assert_eq!(fs::read(&file).expect("kept"), sound::wav(Tone::Switch));
        assert_eq!(file.metadata().expect("there").permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_is_not_the_tone_is_written_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("end.wav");
        fs::write(&file, "half of it").expect("written");
        keep(&file, Tone::End).expect("kept");
        assert_eq!(fs::read(file).expect("there"), sound::wav(Tone::End));
    }

    #[test]
    fn words_are_handed_over_and_stand_in_no_list_of_processes() {
        let dir = tempfile::tempdir().expect("a folder");
        fake(dir.path(), "espeak-ng");
        let said = heard(dir.path(), &[Sound::Words("Next: cat to cow.".into())]);
        assert_eq!(said, "espeak-ng --stdin\nNext: cat to cow.\n");
    }

    #[test]
    fn with_nothing_to_play_it_stays_quiet_and_leaves_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("aplay"), "not a program").expect("written");
        assert_eq!(heard(dir.path(), &[Sound::Tone(Tone::Start), Sound::Words("Rest.".into())]), "");
        assert!(!dir.path().join("sounds").exists());
    }
}
