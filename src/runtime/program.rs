//! Programs of the system that stand in for what this one does not do itself: looked for once, started, never waited for, let go of when they have ended.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::clock;

/// One that has not ended by then hangs: no tone lasts two seconds, no sentence so long.
const LONGEST: Duration = Duration::from_secs(15);

/// The names to look for, each with what stands before what it is given; the first that is there.
pub type Names = [(&'static str, &'static [&'static str])];

/// A program that was found, and what stands before what it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    file: PathBuf,
    first: &'static [&'static str],
}

impl Program {
    /// The first of these that can be run from where `PATH` says.
    #[must_use]
    pub fn find(names: &Names, path: &OsStr) -> Option<Self> {
        let runs = |file: &Path| file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0);
        names.iter().find_map(|(name, first)| {
            let file = env::split_paths(path).filter(|dir| dir.is_absolute()).map(|dir| dir.join(name)).find(|file| runs(file))?;
            Some(Self { file, first })
        })
    }

    /// How it is begun: deaf and mute, so that it disturbs no screen.
    #[must_use]
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.file);
        command.args(self.first).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        self.file.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// What it says when asked, if it says it in time.
    #[must_use]
    pub fn answer(&self, arguments: &[&str], within: Duration) -> Option<String> {
        let mut child = self.command().args(arguments).stdout(Stdio::piped()).spawn().ok()?;
        let said = child.stdout.take().and_then(|out| read(out, within).ok());
        let _ = child.kill();
        let ended = child.wait().ok()?;
        said.filter(|_| ended.success()).map(|said| String::from_utf8_lossy(&said).trim().to_owned())
    }
}

/// Where programs are looked for.
#[must_use]
pub fn path() -> OsString {
    env::var_os("PATH").unwrap_or_default()
}

/// Everything up to the end, but nothing after `within`.
fn read(mut out: impl io::Read + std::os::fd::AsFd, within: Duration) -> io::Result<Vec<u8>> {
    let until = clock::awake() + within;
    let mut said = Vec::new();
    loop {
        let left = Timespec::try_from(until.saturating_sub(clock::awake())).ok();
        if poll(&mut [PollFd::from_borrowed_fd(out.as_fd(), PollFlags::IN)], left.as_ref())? == 0 {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let mut bytes = [0; 1024];
        match out.read(&mut bytes)? {
            0 => return Ok(said),
            length => said.extend(&bytes[..length]),
        }
    }
}

/// What was started and perhaps still runs, and since when, on the awake clock.
#[derive(Debug, Default)]
pub struct Started(Vec<(Child, Duration)>);

impl Started {
    /// One more.
    pub fn push(&mut self, child: Child) {
        self.0.push((child, clock::awake()));
    }

    /// Lets go of what has ended, and ends what hangs.
    pub fn clear(&mut self) {
        let now = clock::awake();
        self.0.retain_mut(|(child, since)| {
            if now.saturating_sub(*since) > LONGEST {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
            matches!(child.try_wait(), Ok(None))
        });
    }

    /// Waits for all of it.
    pub fn wait(self) {
        for (mut child, _) in self.0 {
            let _ = child.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &'static [&'static str]) -> Program {
        Program { first: script, ..Program::find(&[("sh", &[])], OsStr::new("/nowhere:/bin:/usr/bin")).expect("a shell") }
    }

    #[test]
    fn a_program_that_answers_in_time_is_heard_and_no_other() {
        let long = Duration::from_secs(20);
        assert_eq!(sh(&["-c", "echo two; echo lines"]).answer(&[], long).as_deref(), Some("two\nlines"));
        assert_eq!(sh(&["-c", "echo half; exit 1"]).answer(&[], long), None);
        assert_eq!(sh(&["-c", "echo half; exec sleep 1000"]).answer(&[], Duration::from_millis(50)), None);
    }

    #[test]
    fn only_whole_paths_are_looked_in() {
        assert_eq!(Program::find(&[("sh", &[])], OsStr::new("bin:.:")), None);
    }

    #[test]
    fn what_has_ended_is_let_go() {
        let mut started = Started::default();
        let mut child = sh(&["-c", "exit"]).command().spawn().expect("started");
        child.wait().expect("ended");
        started.push(child);
        started.clear();
        assert!(started.0.is_empty());
    }
}
