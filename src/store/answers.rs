//! Answers to what is asked once in a while: kept, acknowledged, read back.

use rusqlite::{Connection, OptionalExtension};

use super::record::{self, Cell};
use super::table::ANSWERS;
use super::words::Stored;
use super::write::{After, Write};
use super::{Reply, Stamp, Store, StoreError, rows};
use crate::domain::{AnswerKind, Answers, Uid, WarningAnswers};

/// How many sets of answers are read back at most: more than a year of the weekly ones.
const MOST: i64 = 60;

/// The oldest answers on the warning signs from which something follows that nobody has seen to: what is oldest is seen to first.
pub(super) const OPEN_WARNING: &str = "SELECT uid FROM answers WHERE kind = 'warning' AND acknowledged_at IS NULL ORDER BY at, uid LIMIT 1";

impl Store {
    /// Keeps a set of answers as a step of its own.
    pub(super) fn keep_answers(&mut self, kind: AnswerKind, about: Option<Uid>, body: &str, stamp: Stamp) -> Result<Reply, StoreError> {
        self.write(stamp, After::Saved, |write| {
            write.step(format!("the answers {}", asked(kind)))?;
            let uid = write.mint();
            let Stamp { at, off, day } = stamp;
            if kind == AnswerKind::Warning && about.is_none() {
                // all signs were asked anew, so what was said of them before no longer counts
                while let Some(earlier) = open_warning(write.db)? {
                    acknowledged(write, earlier)?;
                }
            }
            let is_all_well = kind == AnswerKind::Warning && serde_json::from_str(body).is_ok_and(|a: WarningAnswers| !a.is_warning());
            let acknowledged_at = is_all_well.then_some(at);
            forget_half(write, kind)?;
            write.put(rows::from_answers(&Answers { uid, kind, about, at, off, day, body: body.to_owned(), acknowledged_at }))?;
            Ok(Reply::Answered(uid))
        })
    }

    /// Notes that what follows from a set of answers has been seen to.
    pub(super) fn acknowledge(&mut self, uid: Uid, stamp: Stamp) -> Result<Reply, StoreError> {
        self.write(stamp, After::Saved, |write| {
            let row = record::find(write.db, &ANSWERS, &[uid.into()])?.ok_or(StoreError::Gone)?;
            let kind = rows::to_answers(&row)?.kind;
            write.step(format!("what you acknowledged {}", asked(kind)))?;
            acknowledged(write, uid)?;
            Ok(Reply::Answered(uid))
        })
    }
}

impl Store {
    /// Keeps half made answers as they stand. Durable, but no other tab needs to look, and no step of undo.
    pub(super) fn keep_half(&mut self, kind: AnswerKind, body: &str, stamp: Stamp) -> Result<(), StoreError> {
        self.write(stamp, After::Beat, |write| {
            let sql = "INSERT INTO draft(form, body, at) VALUES (?1, ?2, ?3) ON CONFLICT(form) DO UPDATE SET body = excluded.body, at = excluded.at";
            write.db.prepare_cached(sql)?.execute((form(kind), body, stamp.at))?;
            Ok(())
        })
    }

    /// Forgets half made answers.
    pub(super) fn drop_half(&mut self, kind: AnswerKind, stamp: Stamp) -> Result<(), StoreError> {
        self.write(stamp, After::Beat, |write| forget_half(write, kind))
    }
}

/// The name under which half made answers are kept.
fn form(kind: AnswerKind) -> String {
    format!("answers:{}", kind.word())
}

fn forget_half(write: &Write<'_>, kind: AnswerKind) -> Result<(), StoreError> {
    write.db.prepare_cached("DELETE FROM draft WHERE form = ?1")?.execute([form(kind)])?;
    Ok(())
}

/// Answers of a kind that were left half made.
pub(super) fn half(db: &Connection, kind: AnswerKind) -> Result<Option<String>, StoreError> {
    Ok(db.prepare_cached("SELECT body FROM draft WHERE form = ?1")?.query_row([form(kind)], |row| row.get(0)).optional()?)
}

fn acknowledged(write: &mut Write<'_>, uid: Uid) -> Result<(), StoreError> {
    let mut row = record::find(write.db, &ANSWERS, &[uid.into()])?.ok_or(StoreError::Gone)?;
    row.put("acknowledged_at", write.stamp.at);
    write.put(row)
}

/// The answers on the warning signs that have to be seen to before a session may begin.
pub(super) fn open_warning(db: &Connection) -> Result<Option<Uid>, StoreError> {
    let found: Option<Cell> = db.prepare_cached(OPEN_WARNING)?.query_row([], |row| row.get(0)).optional()?;
    Ok(found.and_then(|cell| cell.uid()))
}

/// The same with what was answered.
pub(super) fn warning(db: &Connection) -> Result<Option<Answers>, StoreError> {
    let row = open_warning(db)?.map(|uid| record::find(db, &ANSWERS, &[uid.into()])).transpose()?.flatten();
    row.map(|row| rows::to_answers(&row)).transpose()
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
    use super::super::testing::{NOON, after, content_of, memory, rate, routine, today, undo};
    use super::*;
    use crate::domain::EntryMoment;

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
    fn half_made_answers_are_kept_until_they_are_whole_and_are_no_step_of_undo() {
        let mut store = memory();
        let half = |store: &mut Store| match store.answer(&Request::Half(AnswerKind::Desk), NOON) {
            Ok(Reply::Half(body)) => body,
            other => panic!("{other:?}"),
        };
        assert_eq!(half(&mut store), None);
        for body in ["{}", r#"{"screen":false}"#] {
            store.answer(&Request::KeepHalf(AnswerKind::Desk, body.to_owned()), NOON).expect("kept");
        }
        assert_eq!(half(&mut store).as_deref(), Some(r#"{"screen":false}"#));
        assert_eq!(store.answer(&Request::Undo, NOON), Ok(Reply::Undone(None)));
        keep(&mut store, AnswerKind::Warning, "{}", NOON);
        assert!(half(&mut store).is_some(), "other answers leave it");
        keep(&mut store, AnswerKind::Desk, r#"{"screen":true}"#, NOON);
        assert_eq!(half(&mut store), None);
        store.answer(&Request::KeepHalf(AnswerKind::Desk, "{}".to_owned()), NOON).expect("kept");
        store.answer(&Request::DropHalf(AnswerKind::Desk), NOON).expect("dropped");
        assert_eq!(half(&mut store), None);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        let mut store = memory();
        let request = Request::Answer { kind: AnswerKind::Desk, about: None, body: "screen: yes".to_owned() };
        assert!(store.answer(&request, NOON).is_err());
    }

    /// What stands in the way of a session.
    fn open(store: &mut Store) -> Option<Uid> {
        let Ok(Reply::Warning(found)) = store.answer(&Request::Warning, NOON) else { panic!("no answer") };
        found.map(|answers| answers.uid)
    }

    const YES: &str = r#"{"signs":["fever-infection"]}"#;

    #[test]
    fn no_session_begins_before_a_warning_is_acknowledged_and_the_oldest_comes_first() {
        let mut store = memory();
        let begins = |store: &mut Store| store.answer(&Request::Begin(Box::new(routine("Daily relief", None))), after(9));
        let about = Some(rate(&mut store, 4, EntryMoment::Free, None, NOON));
        let first = keep(&mut store, AnswerKind::Warning, YES, NOON);
        let request = Request::Answer { kind: AnswerKind::Warning, about, body: YES.to_owned() };
        let Ok(Reply::Answered(second)) = store.answer(&request, after(1)) else { panic!("not kept") };
        for uid in [first, second] {
            assert_eq!((open(&mut store), today(&mut store, NOON.day).warning.map(|a| a.uid)), (Some(uid), Some(uid)));
            assert_eq!(begins(&mut store), Err(StoreError::Warned(uid)));
            store.answer(&Request::Acknowledge(uid), after(5)).expect("acknowledged");
        }
        assert_eq!(open(&mut store), None);
        assert!(matches!(begins(&mut store), Ok(Reply::Begun(_))));
    }

    #[test]
    fn all_signs_asked_anew_take_the_place_of_what_was_said_before_and_nothing_follows_from_none() {
        let mut store = memory();
        let first = keep(&mut store, AnswerKind::Warning, YES, NOON);
        let second = keep(&mut store, AnswerKind::Warning, r#"{"ask_first":["Ask first if you are pregnant."]}"#, after(1));
        assert_eq!(open(&mut store), Some(second));
        keep(&mut store, AnswerKind::Warning, r#"{"signs":[],"examined":false}"#, after(2));
        assert_eq!(open(&mut store), None, "none of them is true now");
        undo(&mut store);
        assert_eq!(open(&mut store), Some(second));
        undo(&mut store);
        assert_eq!(open(&mut store), Some(first), "one step brings back what it had seen to");
        keep(&mut store, AnswerKind::Warning, "[1]", after(3));
        assert!(open(&mut store).is_some(), "what cannot be read is taken for a yes");
    }
}
