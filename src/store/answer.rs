//! One answer to each request. Choices made in the app are kept here too: they are one statement each.

use super::session::Position;
use super::write::After;
use super::{Reply, Request, Stamp, Store, StoreError, answers, changes, span, today};

impl Store {
    /// Answers a request made at `stamp`. What was to be written is on disk when this answers without an error.
    ///
    /// # Errors
    /// As the request says; otherwise what SQLite said. After an error nothing of the change is in the file.
    pub fn answer(&mut self, request: &Request, stamp: Stamp) -> Result<Reply, StoreError> {
        match request {
            Request::Today(day) => today::today(&self.db, *day).map(Box::new).map(Reply::Today),
            Request::Begin(begin) => self.begin(begin, stamp).map(Reply::Begun),
            Request::Resume(session) => self.resume(*session, stamp).map(Box::new).map(Reply::Resumed),
            Request::Position { session, step, step_ms, paused, active_ms } => {
                let at = Position { step: *step, step_ms: *step_ms, paused: *paused, active_ms: *active_ms };
                self.position(*session, at, stamp).map(|()| Reply::Kept)
            }
            Request::Retime { session, timeline } => self.retime(*session, timeline, stamp).map(|()| Reply::Kept),
            Request::Log(item) => self.log(item, stamp).map(Reply::Logged),
            Request::Finish { session, state, active_ms } => self.finish(*session, *state, *active_ms, stamp).map(|()| Reply::Finished),
            Request::Discard(session) => self.discard(*session, stamp).map(|()| Reply::Discarded),
            Request::TakeBack(session) => self.take_back(*session, stamp).map(|()| Reply::Discarded),
            Request::CloseStale(day) => self.close_stale(*day, stamp).map(Reply::Closed),
            Request::Rate(entry) => self.rate(entry, stamp).map(Reply::Rated),
            Request::Summary(session) => today::summary(&self.db, *session).map(Box::new).map(Reply::Summary),
            Request::LastPair(day) => today::last_pair(&self.db, *day).map(Reply::LastPair),
            Request::Changes { from, to } => changes::changes(&self.db, *from, *to).map(Reply::Changes),
            Request::Span { from, to, with_own } => span::span(&self.db, *from, *to, *with_own).map(Box::new).map(Reply::Span),
            Request::Answer { kind, about, body } => self.keep_answers(*kind, *about, body, stamp),
            Request::Acknowledge(uid) => self.acknowledge(*uid, stamp),
            Request::Answers(kind) => answers::answers(&self.db, *kind).map(Reply::Answers),
            Request::KeepHalf(kind, body) => self.keep_half(*kind, body, stamp).map(|()| Reply::Kept),
            Request::DropHalf(kind) => self.drop_half(*kind, stamp).map(|()| Reply::Kept),
            Request::Half(kind) => answers::half(&self.db, *kind).map(Reply::Half),
            Request::Journal(request) => self.journal(request, stamp).map(Reply::Journal),
            Request::Habit(request) => self.habit(request, stamp).map(Reply::Habit),
            Request::Breaks(request) => self.breaks(request, stamp).map(Reply::Breaks),
            Request::Warning => answers::warning(&self.db).map(|found| Reply::Warning(found.map(Box::new))),
            Request::Plan(request) => self.plan(request, stamp),
            Request::Undo => self.undo(stamp).map(Reply::Undone),
            Request::Prefs => self.prefs(),
            Request::SetPref(key, value) => self.set_pref(key, value, stamp),
            Request::DropPref(key) => self.drop_pref(key, stamp),
            Request::HasSessions => {
                let found = self.db.prepare_cached("SELECT EXISTS(SELECT 1 FROM session)")?.query_row([], |row| row.get(0))?;
                Ok(Reply::HasSessions(found))
            }
        }
    }

    fn prefs(&self) -> Result<Reply, StoreError> {
        let mut query = self.db.prepare_cached("SELECT key, value FROM pref")?;
        let prefs = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(Reply::Prefs(prefs))
    }

    /// Choices are not the person's history: they leave no step to take back.
    fn set_pref(&mut self, key: &str, value: &str, stamp: Stamp) -> Result<Reply, StoreError> {
        self.write(stamp, After::Saved, |write| {
            let (hlc, dev) = (write.tick(), write.dev);
            let sql = "INSERT INTO pref(key, value, hlc, dev) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT(key) DO UPDATE SET value = excluded.value, hlc = excluded.hlc, dev = excluded.dev";
            write.db.prepare_cached(sql)?.execute((key, value, hlc, super::Cell::Uid(dev)))?;
            Ok(Reply::PrefKept)
        })
    }

    fn drop_pref(&mut self, key: &str, stamp: Stamp) -> Result<Reply, StoreError> {
        self.write(stamp, After::Saved, |write| {
            write.db.prepare_cached("DELETE FROM pref WHERE key = ?1")?.execute([key])?;
            Ok(Reply::PrefKept)
        })
    }
}
