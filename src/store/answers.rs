//! Answers to what is asked once in a while: kept, acknowledged, read back.

use rusqlite::Connection;

use super::record;
use super::table::ANSWERS;
use super::words::Stored;
use super::write::After;
use super::{Reply, Stamp, Store, StoreError, rows};
use crate::domain::{AnswerKind, Answers, Uid};

/// How many sets of answers are read back at most: more than a year of the weekly ones.
const MOST: i64 = 60;

impl Store {
    /// Keeps a set of answers as a step of its own.
    pub(super) fn keep_answers(&mut self, kind: AnswerKind, about: Option<Uid>, body: &str, stamp: Stamp) -> Result<Reply, StoreError> {
        self.write(stamp, After::Saved, |write| {
            write.step(format!("the answers {}", asked(kind)))?;
            let uid = write.mint();
            let Stamp { at, off, day } = stamp;
            write.put(rows::from_answers(&Answers { uid, kind, about, at, off, day, body: body.to_owned(), acknowledged_at: None }))?;
            Ok(Reply::Answered(uid))
        })
    }

    /// Notes that what follows from a set of answers has been seen to.
    pub(super) fn acknowledge(&mut self, uid: Uid, stamp: Stamp) -> Result<Reply, StoreError> {
        self.write(stamp, After::Saved, |write| {
            let mut row = record::find(write.db, &ANSWERS, &[uid.into()])?.ok_or(StoreError::Gone)?;
            let kind = rows::to_answers(&row)?.kind;
            write.step(format!("what you acknowledged {}", asked(kind)))?;
            row.put("acknowledged_at", stamp.at);
            write.put(row)?;
            Ok(Reply::Answered(uid))
        })
    }
}

/// The newest sets of answers of a kind, the newest first.
pub(super) fn answers(db: &Connection, kind: AnswerKind) -> Result<Vec<Answers>, StoreError> {
    let sql = format!("SELECT {} FROM answers WHERE kind = ?1 ORDER BY at DESC, uid DESC LIMIT ?2", record::columns(&ANSWERS));
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map((kind.word(), MOST), |row| record::cells(&ANSWERS, row))?;
    found.map(|cells| rows::to_answers(&record::Record { table: &ANSWERS, cells: cells?, words: Vec::new() })).collect()
}

/// Completes `the answers …`.
fn asked(kind: AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Warning => "on the warning signs",
        AnswerKind::Desk => "on your desk",
        AnswerKind::Weekly => "on the week",
        AnswerKind::NextDay => "on the day after",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Request;
    use super::super::testing::{NOON, after, content_of, memory, undo};
    use super::*;

    fn keep(store: &mut Store, kind: AnswerKind, body: &str, stamp: Stamp) -> Uid {
        let request = Request::Answer { kind, about: None, body: body.to_owned() };
        let Ok(Reply::Answered(uid)) = store.answer(&request, stamp) else { panic!("not kept") };
        uid
    }

    fn read(store: &mut Store, kind: AnswerKind) -> Vec<Answers> {
        let Ok(Reply::Answers(answers)) = store.answer(&Request::Answers(kind), NOON) else { panic!("no answers") };
        answers
    }

    #[test]
    fn the_newest_answers_of_a_kind_come_first_and_other_kinds_stay_out() {
        let mut store = memory();
        keep(&mut store, AnswerKind::Desk, r#"{"screen":true}"#, NOON);
        keep(&mut store, AnswerKind::Warning, "{}", after(1));
        keep(&mut store, AnswerKind::Desk, r#"{"screen":false}"#, after(2));
        let bodies: Vec<String> = read(&mut store, AnswerKind::Desk).into_iter().map(|a| a.body).collect();
        assert_eq!(bodies, [r#"{"screen":false}"#, r#"{"screen":true}"#]);
    }

    #[test]
    fn answers_are_acknowledged_once_and_taken_back_step_by_step() {
        let mut store = memory();
        let empty = content_of(&store);
        let uid = keep(&mut store, AnswerKind::Warning, r#"{"signs":["chest-pain"]}"#, NOON);
        assert_eq!(read(&mut store, AnswerKind::Warning)[0].acknowledged_at, None);
        store.answer(&Request::Acknowledge(uid), after(5)).expect("acknowledged");
        assert_eq!(read(&mut store, AnswerKind::Warning)[0].acknowledged_at, Some(NOON.at + 5));
        undo(&mut store);
        assert_eq!(read(&mut store, AnswerKind::Warning)[0].acknowledged_at, None);
        undo(&mut store);
        assert_eq!(content_of(&store), empty);
        assert_eq!(store.answer(&Request::Acknowledge(uid), NOON), Err(StoreError::Gone));
    }

    #[test]
    fn what_is_no_json_is_refused() {
        let mut store = memory();
        let request = Request::Answer { kind: AnswerKind::Desk, about: None, body: "screen: yes".to_owned() };
        assert!(store.answer(&request, NOON).is_err());
    }
}
