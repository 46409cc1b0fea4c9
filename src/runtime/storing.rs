//! The storing thread: owns the database, answers in order, and of the beats of a running session keeps only the newest. Has copies made when due.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel};
use std::time::Duration;

use super::event::Event;
use super::shell::News;
use crate::store::{Copying, JournalRequest, Request, Stamp, Store};

/// What the thread is asked.
#[derive(Debug)]
enum Job {
    Ask(Request, Stamp),
    Look,
    Close(Sender<()>),
}

/// The core's end of the storing thread.
#[derive(Debug)]
pub struct Storing(Sender<Job>);

impl Storing {
    /// Starts the thread with an open database, and with the number that changes when somebody else writes as it was last seen.
    ///
    /// # Errors
    /// If no thread is to be had.
    pub fn start(store: Store, seen: Option<i64>, news: SyncSender<News>) -> io::Result<Self> {
        let (jobs, come) = channel();
        let worker = Worker { store, seen, come, news, waiting: VecDeque::new(), has_failed: Arc::default() };
        std::thread::Builder::new().name("store".into()).spawn(move || worker.run())?;
        Ok(Self(jobs))
    }

    /// Asks; the answer comes as news.
    pub fn ask(&self, request: Request, stamp: Stamp) {
        let _ = self.0.send(Job::Ask(request, stamp));
    }

    /// Looks whether somebody else has written; if so, that comes as news.
    pub fn look(&self) {
        let _ = self.0.send(Job::Look);
    }

    /// Does what is still to be done and closes the database. Whether that was done within `patience`.
    pub fn close(&self, patience: Duration) -> bool {
        let (closed, done) = channel();
        let _ = self.0.send(Job::Close(closed));
        !matches!(done.recv_timeout(patience), Err(RecvTimeoutError::Timeout))
    }
}

struct Worker {
    store: Store,
    /// The number that changes when somebody else writes, as it was last seen.
    seen: Option<i64>,
    come: Receiver<Job>,
    news: SyncSender<News>,
    waiting: VecDeque<Job>,
    /// Whether the last copy could not be made: that is said once, not every half hour.
    has_failed: Arc<AtomicBool>,
}

impl Worker {
    fn run(mut self) {
        super::crash::rehearse("store");
        while let Some(job) = self.next() {
            match job {
                Job::Ask(request, stamp) => {
                    let answer = self.store.answer(&request, stamp);
                    // with nobody left to hear it, what was asked is saved all the same
                    let _ = self.news.send(News::Happened(Event::Stored(Box::new(request), answer)));
                    self.copy(stamp);
                }
                Job::Look => {
                    let now = self.store.outside_changes().ok();
                    if now != self.seen {
                        self.seen = now;
                        let _ = self.news.send(News::Happened(Event::Outside));
                    }
                }
                Job::Close(closed) => {
                    self.store.leave();
                    drop(self.store);
                    let _ = closed.send(());
                    return;
                }
            }
        }
    }

    /// Has a copy made if one is due: after the answer, and on a thread of its own, so that neither the save nor the next question waits for it.
    fn copy(&mut self, stamp: Stamp) {
        let Some(copying) = self.store.copy_due(stamp) else { return };
        let (news, has_failed) = (self.news.clone(), Arc::clone(&self.has_failed));
        let make = move || {
            super::crash::rehearse("copy");
            let made = copying.make();
            let is_known = has_failed.swap(made.is_err(), Ordering::Relaxed);
            if let Err(error) = made
                && !is_known
            {
                let _ = news.send(News::Happened(Event::Notice(Copying::sorry(&error))));
            }
        };
        // a copy that cannot be begun is due again in half an hour
        let _ = std::thread::Builder::new().name("copy".into()).spawn(make);
    }

    /// The next job, after all that have come meanwhile were seen: a later beat makes an earlier one needless.
    fn next(&mut self) -> Option<Job> {
        if self.waiting.is_empty() {
            self.waiting.push_back(self.come.recv().ok()?);
        }
        for job in self.come.try_iter() {
            put(&mut self.waiting, job);
        }
        self.waiting.pop_front()
    }
}

fn put(waiting: &mut VecDeque<Job>, job: Job) {
    if let Job::Ask(Request::Position { session, .. }, _) = &job {
        waiting.retain(|old| !matches!(old, Job::Ask(Request::Position { session: same, .. }, _) if same == session));
    }
    // a search is typed letter by letter: what waits behind a long one need not be looked for
    let is_search = |job: &Job| matches!(job, Job::Ask(Request::Journal(JournalRequest::Search(_)), _));
    if is_search(&job) {
        waiting.retain(|old| !is_search(old));
    }
    if matches!(job, Job::Look) && waiting.iter().any(|old| matches!(old, Job::Look)) {
        return;
    }
    waiting.push_back(job);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::sync_channel;

    use crate::domain::{Day, EntryMoment, Score, Uid};
    use crate::store::{NewEntry, OpenPlan, Reply};

    const NOON: Stamp = Stamp { at: 1_772_450_000_000, off: 60, day: Day(20_514) };

    fn beat(step: usize) -> Job {
        Job::Ask(Request::Position { session: Uid::at(1, &[0; 10]), step, step_ms: 0, paused: false, active_ms: 0 }, NOON)
    }

    #[test]
    fn of_the_beats_that_wait_only_the_newest_is_kept_and_nothing_else_is_lost() {
        let mut waiting = VecDeque::new();
        for job in [beat(1), Job::Ask(Request::Undo, NOON), beat(2), Job::Look, Job::Look, beat(3)] {
            put(&mut waiting, job);
        }
        let left: Vec<String> = waiting.iter().map(|job| format!("{job:?}").chars().take(24).collect()).collect();
        assert_eq!(waiting.len(), 3, "{left:?}");
        assert!(matches!(&waiting[2], Job::Ask(Request::Position { step: 3, .. }, _)), "{left:?}");
    }

    #[test]
    fn of_the_searches_that_wait_only_the_last_is_made() {
        let mut waiting = VecDeque::new();
        let search = |text: &str| Job::Ask(Request::Journal(JournalRequest::Search(text.into())), NOON);
        for job in [search("c"), Job::Ask(Request::Undo, NOON), search("ca"), search("cal")] {
            put(&mut waiting, job);
        }
        assert!(
            matches!(waiting.make_contiguous(), [Job::Ask(Request::Undo, _), Job::Ask(Request::Journal(JournalRequest::Search(text)), _)] if text == "cal")
        );
    }

    #[test]
    fn answers_come_in_order_and_closing_waits_for_them() {
        let (news, come) = sync_channel(16);
        let storing = Storing::start(Store::in_memory().expect("a store"), None, news).expect("a thread");
        let score = Score::new(3).expect("a score");
        storing.ask(Request::Rate(Box::new(NewEntry::now(score, EntryMoment::Free, None))), NOON);
        storing.ask(Request::Today(NOON.day), NOON);
        assert!(storing.close(Duration::from_secs(10)));
        let answers: Vec<News> = come.try_iter().collect();
        assert!(matches!(&answers[0], News::Happened(Event::Stored(_, Ok(Reply::Rated(_))))), "{answers:?}");
        let News::Happened(Event::Stored(_, Ok(Reply::Today(today)))) = &answers[1] else { panic!("{answers:?}") };
        assert_eq!(today.last.map(|last| last.score), Some(score));
    }

    #[test]
    fn what_somebody_else_saves_is_noticed_once_and_ones_own_never() {
        let dir = tempfile::tempdir().expect("a folder");
        let open = || Store::open(&OpenPlan { dir: dir.path(), create: true, stamp: NOON }).expect("opens").store;
        let rate = || Request::Rate(Box::new(NewEntry::now(Score::new(2).expect("a score"), EntryMoment::Free, None)));
        let (news, come) = sync_channel(16);
        let store = open();
        let seen = store.outside_changes().ok();
        let storing = Storing::start(store, seen, news).expect("a thread");
        storing.ask(rate(), NOON);
        storing.look();
        let first = come.recv_timeout(Duration::from_secs(10)).expect("an answer");
        assert!(matches!(first, News::Happened(Event::Stored(..))), "{first:?}");
        open().answer(&rate(), NOON).expect("saved by another");
        storing.look();
        storing.look();
        assert!(storing.close(Duration::from_secs(10)));
        let rest: Vec<News> = come.try_iter().collect();
        assert!(matches!(rest.as_slice(), [News::Happened(Event::Outside)]), "{rest:?}");
    }
}
