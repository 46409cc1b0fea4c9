//! Which of several tabs nudges: the one that holds a lock. The others sleep in the kernel until it is let go, by an end of any kind.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::SyncSender;

use super::event::Event;
use super::shell::News;
use crate::store::Lock;

/// Tells whether this tab is the one that nudges, and when it becomes it.
///
/// # Errors
/// If no thread is to be had.
pub fn wait(lock: PathBuf, news: SyncSender<News>) -> io::Result<()> {
    let lead = move || {
        let tell = |leads| news.send(News::Happened(Event::Leads(leads))).is_ok();
        let held = match Lock::in_turn(&lock, || tell(false)) {
            Ok(Some(held)) => Some(held),
            // nobody listens any more
            Ok(None) => return,
            // where no lock is to be had, every tab nudges: better twice than never
            Err(_) => None,
        };
        tell(true);
        // the kernel lets it go when the program has ended
        std::mem::forget(held);
    };
    std::thread::Builder::new().name("lead".into()).spawn(lead).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Hold;
    use std::sync::mpsc::sync_channel;

    #[test]
    fn the_second_waits_and_leads_as_soon_as_the_first_has_let_go() {
        let dir = tempfile::tempdir().expect("a folder");
        let lock = dir.path().join("tab.lock");
        let first = Lock::try_file(&lock, Hold::Alone).expect("made").expect("taken");
        let (news, come) = sync_channel(4);
        wait(lock, news).expect("a thread");
        assert!(matches!(come.recv(), Ok(News::Happened(Event::Leads(false)))));
        assert!(come.try_recv().is_err());
        drop(first);
        assert!(matches!(come.recv(), Ok(News::Happened(Event::Leads(true)))));
    }

    #[test]
    fn where_no_lock_is_to_be_had_the_tab_leads() {
        let dir = tempfile::tempdir().expect("a folder");
        let (news, come) = sync_channel(4);
        wait(dir.path().join("nowhere").join("tab.lock"), news).expect("a thread");
        assert!(matches!(come.recv(), Ok(News::Happened(Event::Leads(true)))));
    }
}
