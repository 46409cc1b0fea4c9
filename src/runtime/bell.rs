//! The bell in the data folder: every process that saves touches it, and whoever watches it looks at the database again.

use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

/// Watches the bell for being written to, and for nothing else: a status bar that reads beside it must not wake anybody. The file has to exist.
///
/// # Errors
/// What the system says; nothing where there is no such watch, and what a missed bell would have told is seen with the next focus.
#[cfg(target_os = "linux")]
pub fn watch(bell: &Path) -> io::Result<Option<OwnedFd>> {
    use rustix::fs::inotify::{CreateFlags, WatchFlags, add_watch, init};
    let watch = init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?;
    add_watch(&watch, bell, WatchFlags::MODIFY)?;
    Ok(Some(watch))
}

/// There is no such watch here.
///
/// # Errors
/// None.
#[cfg(not(target_os = "linux"))]
pub fn watch(_bell: &Path) -> io::Result<Option<OwnedFd>> {
    Ok(None)
}

/// Takes note that it rang, however often.
pub fn quieten(watch: &OwnedFd) {
    let _ = rustix::io::read(watch, &mut [0; 4096]);
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use super::*;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    fn rang(watch: &OwnedFd) -> bool {
        let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
        poll(&mut [PollFd::new(watch, PollFlags::IN)], Some(&at_once)).expect("polled") == 1
    }

    #[test]
    fn only_writing_rings_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let bell = dir.path().join("bell");
        std::fs::write(&bell, "!").expect("written");
        let watch = watch(&bell).expect("watched").expect("on Linux");
        std::fs::read(&bell).expect("read");
        std::fs::write(dir.path().join("other"), "x").expect("written");
        assert!(!rang(&watch));
        std::fs::write(&bell, "!").expect("written");
        assert!(rang(&watch));
        quieten(&watch);
        assert!(!rang(&watch));
    }
}
