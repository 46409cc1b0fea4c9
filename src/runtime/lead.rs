//! Which of several tabs nudges: the one that holds a lock. The others sleep in the kernel until it is let go, by an end of any kind.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::mpsc::SyncSender;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::event::Event;
use super::shell::News;

/// Tells whether this tab is the one that nudges, and when it becomes it.
///
/// # Errors
/// If no thread is to be had.
pub fn wait(lock: PathBuf, news: SyncSender<News>) -> io::Result<()> {
    let lead = move || {
        let tell = |leads| news.send(News::Happened(Event::Leads(leads))).is_ok();
        // where no lock is to be had, every tab nudges: better twice than never
        let Ok(file) = OpenOptions::new().create(true).append(true).mode(0o600).open(lock) else {
            tell(true);
            return;
        };
        if take(&file, FlockOperation::NonBlockingLockExclusive) == Err(Errno::WOULDBLOCK) && tell(false) {
            let _ = take(&file, FlockOperation::LockExclusive);
        }
        tell(true);
        // the kernel lets it go when the program has ended
        std::mem::forget(file);
    };
    std::thread::Builder::new().name("lead".into()).spawn(lead).map(drop)
}

fn take(file: &File, how: FlockOperation) -> Result<(), Errno> {
    loop {
        match flock(file, how) {
            Err(Errno::INTR) => {}
            done => return done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::sync_channel;

    #[test]
    fn the_second_waits_and_leads_as_soon_as_the_first_has_let_go() {
        let dir = tempfile::tempdir().expect("a folder");
        let lock = dir.path().join("tab.lock");
        let first = File::create(&lock).expect("made");
        flock(&first, FlockOperation::NonBlockingLockExclusive).expect("taken");
        let (news, come) = sync_channel(4);
        wait(lock, news).expect("a thread");
        assert!(matches!(come.recv(), Ok(News::Happened(Event::Leads(false)))));
        assert!(come.try_recv().is_err());
        drop(first);
        assert!(matches!(come.recv(), Ok(News::Happened(Event::Leads(true)))));
    }
}
