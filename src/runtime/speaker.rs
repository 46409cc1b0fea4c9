//! The way to a loudspeaker: the system's own player and voice, looked for once, started and never waited for. Where there is none, nothing is heard.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::program::{self, Names, Program, Started};
use crate::sound::{self, Sound, Tone};

/// What plays a file, with what stands before its name; the first that is there.
const PLAYERS: &Names = &[("pw-play", &[]), ("paplay", &[]), ("aplay", &["-q"]), ("afplay", &[])];
/// What speaks what it is handed, so that no words stand in the list of processes.
const VOICES: &Names = &[("spd-say", &["-e"]), ("espeak-ng", &["--stdin"]), ("say", &["-f", "-"])];
/// More than these waiting are old news.
const WAITING: usize = 8;

/// What plays and what speaks here, if there is such a program.
#[must_use]
pub fn found() -> (Option<Program>, Option<Program>) {
    let path = program::path();
    (Program::find(PLAYERS, &path), Program::find(VOICES, &path))
}

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
        Self { dir, path: program::path(), teller: None }
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

/// The thread's own.
struct Hand {
    dir: PathBuf,
    player: Option<Program>,
    voice: Option<Program>,
    /// The tones whose files have been seen to.
    kept: HashSet<Tone>,
    started: Started,
}

impl Hand {
    fn new(dir: PathBuf, path: &OsStr) -> Self {
        let (player, voice) = (Program::find(PLAYERS, path), Program::find(VOICES, path));
        Self { dir, player, voice, kept: HashSet::new(), started: Started::default() }
    }

    fn work(mut self, heard: &Receiver<Sound>) {
        while let Ok(sound) = heard.recv() {
            self.started.clear();
            // what cannot be played is not heard, and nothing else
            let _ = match sound {
                Sound::Tone(tone) => self.play(tone),
                Sound::Words(words) => self.speak(&words),
            };
        }
        self.started.wait();
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
        self.started.push(child);
        Ok(())
    }

    fn speak(&mut self, words: &str) -> io::Result<()> {
        let Some(voice) = &self.voice else { return Ok(()) };
        let mut child = voice.command().stdin(Stdio::piped()).spawn()?;
        if let Some(mut ear) = child.stdin.take() {
            writeln!(ear, "{words}")?;
        }
        self.started.push(child);
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
    use std::os::unix::fs::PermissionsExt as _;

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
