//! The schedule written down: nudges with their answers, stretches of time, pauses, and where it stands now, all in one transaction.

use super::super::rating::one_uid;
use super::super::record::{self, Cell, Record};
use super::super::table::{NUDGE, SPAN};
use super::super::words::Stored;
use super::super::write::{After, Write};
use super::super::{Stamp, Store, StoreError, rows};
use crate::breaks::{Keep, Nudge, NudgeRow, Quiet, Saved, SpellRow};
use crate::domain::{SessionKind, Uid};

/// A session that begins so long after a nudge was taken is what the nudge was taken for.
const TAKEN_FOR_MS: i64 = 10 * 60_000;

impl Store {
    /// Keeps the schedule.
    pub(super) fn keep_breaks(&mut self, keep: &Keep, stamps: &[Stamp], stamp: Stamp) -> Result<(), StoreError> {
        // what began at an instant of which nothing was told began today
        let of = |at: i64| stamps.iter().find(|stamp| stamp.at == at).copied().unwrap_or(Stamp { at, ..stamp });
        self.write(stamp, After::ByItself, |write| {
            for nudge in &keep.answered {
                put_nudge(write, nudge, of(nudge.due_at))?;
            }
            if let Some(nudge) = &keep.saved.open {
                put_nudge(write, nudge, of(nudge.due_at))?;
            }
            for spell in &keep.spells {
                put_spell(write, *spell, of(spell.from_at))?;
            }
            for quiet in &keep.quiet {
                put_quiet(write, quiet)?;
            }
            put_scheduler(write, &keep.saved)
        })
    }
}

/// Writes a nudge over the row of its name, or of its kind and hour before it knows its name. An answer once given stands: whoever has not heard
/// of it does not take it back.
fn put_nudge(write: &mut Write<'_>, nudge: &NudgeRow, due: Stamp) -> Result<(), StoreError> {
    let known = match nudge.uid {
        Some(uid) => Some(uid),
        None => one_uid(write, "SELECT uid FROM nudge WHERE kind = ?1 AND due_at = ?2", (nudge.kind.word(), nudge.due_at))?,
    };
    let before = match known {
        Some(uid) => record::find(write.db, &NUDGE, &[uid.into()])?,
        None => None,
    };
    if nudge.answer.is_none() && before.as_ref().is_some_and(|row| row.cell("answer") != &Cell::Empty) {
        return Ok(());
    }
    let uid = known.unwrap_or_else(|| write.mint());
    let mut row = rows::from_nudge(nudge, uid, due);
    if let Some(before) = before {
        // its day stays the one on which it was due, and its session is not forgotten by who does not know of it
        for column in ["off", "day"] {
            row.put(column, before.cell(column).clone());
        }
        if nudge.session.is_none() {
            row.put("session", before.cell("session").clone());
        }
    }
    write.put(row)
}

fn put_spell(write: &mut Write<'_>, spell: SpellRow, from: Stamp) -> Result<(), StoreError> {
    let mut cells: Vec<Cell> = vec![
        write.mint().into(),
        spell.kind.word().into(),
        spell.from_at.into(),
        spell.to_at.max(spell.from_at).into(),
        from.off.into(),
        from.day.0.into(),
        spell.said.map(Stored::word).into(),
    ];
    cells.resize(SPAN.columns.len(), Cell::Empty);
    write.put(Record { table: &SPAN, cells, words: Vec::new() })
}

/// Writes a pause over the row of its name, or of its beginning before it knows its name.
fn put_quiet(write: &mut Write<'_>, quiet: &Quiet) -> Result<(), StoreError> {
    let known = match quiet.uid {
        Some(uid) => Some(uid),
        None => one_uid(write, "SELECT uid FROM quiet WHERE from_at = ?1 AND why = ?2", (quiet.from_at, quiet.why.word()))?,
    };
    let uid = known.unwrap_or_else(|| write.mint());
    let sql = "INSERT INTO quiet(uid, from_at, until_at, ended_at, why) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT(uid) DO UPDATE SET from_at = excluded.from_at, until_at = excluded.until_at, ended_at = excluded.ended_at, why = excluded.why";
    write.db.prepare_cached(sql)?.execute((Cell::Uid(uid), quiet.from_at, quiet.until_at, quiet.ended_at, quiet.why.word()))?;
    Ok(())
}

/// Writes where the schedule stands. What was left for the open tab to do stays.
fn put_scheduler(write: &Write<'_>, saved: &Saved) -> Result<(), StoreError> {
    let (kind, at) = saved.next.unzip();
    let marks = saved.marks.map(|marks| serde_json::to_string(&marks)).transpose();
    let marks = marks.map_err(|error| StoreError::Refused(error.to_string()))?;
    let sql = "INSERT INTO scheduler(id, moved_at, next_at, next_kind, shown, skips, seen_at, marks) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT(id) DO UPDATE SET moved_at = excluded.moved_at, next_at = excluded.next_at, next_kind = excluded.next_kind,
            shown = excluded.shown, skips = excluded.skips, seen_at = excluded.seen_at, marks = excluded.marks";
    let row = (saved.moved_at, at, kind.map(Stored::word), saved.shown, saved.skips, saved.seen_at, marks);
    write.db.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// Ties the nudge that was just taken to the session that begins for it: a movement break, or the routine of the day.
pub(in crate::store) fn took(write: &mut Write<'_>, kind: SessionKind, session: Uid) -> Result<(), StoreError> {
    let nudge = match kind {
        SessionKind::Break => Nudge::Move,
        SessionKind::Routine => Nudge::Routine,
        SessionKind::Exercise | SessionKind::Care => return Ok(()),
    };
    let now = write.stamp.at;
    let sql =
        "SELECT uid FROM nudge WHERE day >= ?1 AND kind = ?2 AND answer = 'taken' AND session IS NULL AND answered_at BETWEEN ?3 AND ?4
        ORDER BY answered_at DESC LIMIT 1";
    let values = (write.stamp.day.back(1).0, nudge.word(), now.saturating_sub(TAKEN_FOR_MS), now);
    let Some(uid) = one_uid(write, sql, values)? else { return Ok(()) };
    let Some(mut row) = record::find(write.db, &NUDGE, &[uid.into()])? else { return Ok(()) };
    row.put("session", session);
    write.put(row)
}
