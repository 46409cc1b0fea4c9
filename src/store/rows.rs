//! Sessions, items and entries of the domain as rows, and back.

use super::record::{Cell, EntryWord, Record};
use super::table::{ANSWERS, ENTRY, ITEM, NUDGE, RUN, RUN_CHOICE, RUN_PAUSE, SESSION, Table};
use super::words::Stored;
use super::{Stamp, StoreError};
use crate::breaks::NudgeRow;
use crate::domain::{Answers, Day, Entry, Item, Run, RunChoice, RunPause, Score, Session, Uid, Word};

/// A row that is not of the shape it was written in.
fn damaged(record: &Record, column: &str) -> StoreError {
    StoreError::Damaged(format!("the {} of a {} cannot be read", column, record.table.noun))
}

/// Values of a row by column, typed.
struct Reader<'a>(&'a Record);

impl Reader<'_> {
    fn whole<T: TryFrom<i64>>(&self, column: &str) -> Result<T, StoreError> {
        self.maybe_whole(column)?.ok_or_else(|| damaged(self.0, column))
    }

    fn maybe_whole<T: TryFrom<i64>>(&self, column: &str) -> Result<Option<T>, StoreError> {
        match self.0.cell(column) {
            Cell::Empty => Ok(None),
            Cell::Whole(number) => T::try_from(*number).map(Some).map_err(|_| damaged(self.0, column)),
            _ => Err(damaged(self.0, column)),
        }
    }

    fn text(&self, column: &str) -> Result<String, StoreError> {
        self.maybe_text(column)?.ok_or_else(|| damaged(self.0, column))
    }

    fn maybe_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        match self.0.cell(column) {
            Cell::Empty => Ok(None),
            Cell::Text(text) => Ok(Some(text.clone())),
            _ => Err(damaged(self.0, column)),
        }
    }

    fn uid(&self, column: &str) -> Result<Uid, StoreError> {
        self.0.cell(column).uid().ok_or_else(|| damaged(self.0, column))
    }

    fn word<T: Stored>(&self, column: &str) -> Result<T, StoreError> {
        T::parse(&self.text(column)?).ok_or_else(|| damaged(self.0, column))
    }

    fn day(&self) -> Result<Day, StoreError> {
        self.whole("day").map(Day)
    }

    fn flag(&self, column: &str) -> Result<bool, StoreError> {
        Ok(self.whole::<i64>(column)? != 0)
    }
}

/// A row of `values`, with a clock still to be set.
fn record(table: &'static Table, mut cells: Vec<Cell>, words: Vec<EntryWord>) -> Record {
    cells.resize(table.columns.len(), Cell::Empty);
    Record { table, cells, words }
}

/// Answers as a row.
pub(super) fn from_answers(answers: &Answers) -> Record {
    let cells = vec![
        answers.uid.into(),
        answers.kind.word().into(),
        answers.about.into(),
        answers.at.into(),
        answers.off.into(),
        answers.day.0.into(),
        answers.body.as_str().into(),
        answers.acknowledged_at.into(),
    ];
    record(&ANSWERS, cells, Vec::new())
}

/// A row as answers.
pub(super) fn to_answers(record: &Record) -> Result<Answers, StoreError> {
    let row = Reader(record);
    Ok(Answers {
        uid: row.uid("uid")?,
        kind: row.word("kind")?,
        about: record.cell("about").uid(),
        at: row.whole("at")?,
        off: row.whole("off")?,
        day: row.day()?,
        body: row.text("body")?,
        acknowledged_at: row.maybe_whole("acknowledged_at")?,
    })
}

/// A run of a plan as a row.
pub(super) fn from_run(run: &Run) -> Record {
    let cells = vec![
        run.uid.into(),
        run.plan.as_str().into(),
        run.routine.as_str().into(),
        i64::from(run.length).into(),
        run.baseline_day.map(|day| day.0).into(),
        run.day1.map(|day| day.0).into(),
        run.ended_day.map(|day| day.0).into(),
        run.end_kind.map(Stored::word).into(),
    ];
    record(&RUN, cells, Vec::new())
}

/// A row as a run.
pub(super) fn to_run(record: &Record) -> Result<Run, StoreError> {
    let row = Reader(record);
    let end = row.maybe_text("end_kind")?;
    Ok(Run {
        uid: row.uid("uid")?,
        plan: row.text("plan")?,
        routine: row.text("routine")?,
        length: row.whole("length")?,
        baseline_day: row.maybe_whole("baseline_day")?.map(Day),
        day1: row.maybe_whole("day1")?.map(Day),
        ended_day: row.maybe_whole("ended_day")?.map(Day),
        end_kind: end.map(|word| Stored::parse(&word).ok_or_else(|| damaged(record, "end_kind"))).transpose()?,
    })
}

/// A pause of a run as a row.
pub(super) fn from_pause(pause: &RunPause) -> Record {
    let cells = vec![pause.uid.into(), pause.run.into(), pause.from.0.into(), pause.to.0.into(), pause.why.as_str().into()];
    record(&RUN_PAUSE, cells, Vec::new())
}

/// A row as a pause.
pub(super) fn to_pause(record: &Record) -> Result<RunPause, StoreError> {
    let row = Reader(record);
    Ok(RunPause {
        uid: row.uid("uid")?,
        run: row.uid("run")?,
        from: row.whole("from_day").map(Day)?,
        to: row.whole("to_day").map(Day)?,
        why: row.text("why")?,
    })
}

/// A choice for a day as a row.
pub(super) fn from_choice(choice: &RunChoice) -> Record {
    let cells = vec![choice.run.into(), choice.day.0.into(), choice.choice.word().into(), choice.why.as_deref().into()];
    record(&RUN_CHOICE, cells, Vec::new())
}

/// A row as a choice for a day.
pub(super) fn to_choice(record: &Record) -> Result<RunChoice, StoreError> {
    let row = Reader(record);
    Ok(RunChoice { run: row.uid("run")?, day: row.day()?, choice: row.word("choice")?, why: row.maybe_text("why")? })
}

/// A nudge as a row, with the offset and the day on which it was due.
pub(super) fn from_nudge(nudge: &NudgeRow, uid: Uid, due: Stamp) -> Record {
    let cells = vec![
        uid.into(),
        nudge.kind.word().into(),
        nudge.due_at.into(),
        due.off.into(),
        due.day.0.into(),
        i64::from(nudge.shown).into(),
        nudge.answer.map(Stored::word).into(),
        nudge.answered_at.into(),
        nudge.snoozed_ms.into(),
        nudge.session.into(),
    ];
    record(&NUDGE, cells, Vec::new())
}

/// A row as a nudge.
pub(super) fn to_nudge(record: &Record) -> Result<NudgeRow, StoreError> {
    let row = Reader(record);
    let answer = row.maybe_text("answer")?;
    Ok(NudgeRow {
        uid: Some(row.uid("uid")?),
        kind: row.word("kind")?,
        due_at: row.whole("due_at")?,
        shown: row.whole("shown")?,
        answer: answer.map(|word| Stored::parse(&word).ok_or_else(|| damaged(record, "answer"))).transpose()?,
        answered_at: row.maybe_whole("answered_at")?,
        snoozed_ms: row.whole("snoozed_ms")?,
        session: record.cell("session").uid(),
    })
}

/// A session as a row.
pub(super) fn from_session(session: &Session) -> Record {
    let cells = vec![
        session.uid.into(),
        session.kind.word().into(),
        session.what.as_str().into(),
        session.title.as_str().into(),
        session.run.into(),
        session.day.0.into(),
        session.started_at.into(),
        session.started_off.into(),
        session.ended_at.into(),
        session.state.word().into(),
        session.short.into(),
        session.gentle.into(),
        session.planned_ms.into(),
        session.active_ms.into(),
    ];
    record(&SESSION, cells, Vec::new())
}

/// A row as a session.
pub(super) fn to_session(record: &Record) -> Result<Session, StoreError> {
    let row = Reader(record);
    Ok(Session {
        uid: row.uid("uid")?,
        kind: row.word("kind")?,
        what: row.text("what")?,
        title: row.text("title")?,
        run: record.cell("run").uid(),
        day: row.day()?,
        started_at: row.whole("started_at")?,
        started_off: row.whole("started_off")?,
        ended_at: row.maybe_whole("ended_at")?,
        state: row.word("state")?,
        short: row.flag("short")?,
        gentle: row.flag("gentle")?,
        planned_ms: row.whole("planned_ms")?,
        active_ms: row.whole("active_ms")?,
    })
}

/// An item as a row.
pub(super) fn from_item(item: &Item) -> Record {
    let cells = vec![
        item.uid.into(),
        item.session.into(),
        item.seq.into(),
        item.exercise.as_str().into(),
        item.variant.as_str().into(),
        item.side.word().into(),
        item.set_no.into(),
        item.planned_reps.into(),
        item.planned_ms.into(),
        item.done_reps.into(),
        item.done_ms.into(),
        item.outcome.word().into(),
        item.reason.clone().into(),
        item.at.into(),
    ];
    record(&ITEM, cells, Vec::new())
}

/// A row as an item.
pub(super) fn to_item(record: &Record) -> Result<Item, StoreError> {
    let row = Reader(record);
    Ok(Item {
        uid: row.uid("uid")?,
        session: row.uid("session")?,
        seq: row.whole("seq")?,
        exercise: row.text("exercise")?,
        variant: row.text("variant")?,
        side: row.word("side")?,
        set_no: row.whole("set_no")?,
        planned_reps: row.maybe_whole("planned_reps")?,
        planned_ms: row.maybe_whole("planned_ms")?,
        done_reps: row.maybe_whole("done_reps")?,
        done_ms: row.whole("done_ms")?,
        outcome: row.word("outcome")?,
        reason: row.maybe_text("reason")?,
        at: row.whole("at")?,
    })
}

/// An entry as a row with its words. The worst of its regions is one of its regions.
pub(super) fn from_entry(entry: &Entry) -> Record {
    let cells = vec![
        entry.uid.into(),
        i64::from(entry.score.value()).into(),
        entry.recall.word().into(),
        entry.moment.word().into(),
        entry.session.into(),
        entry.item.into(),
        entry.felt_at.into(),
        entry.felt_off.into(),
        entry.day.0.into(),
        entry.entered_at.into(),
        entry.entered_off.into(),
        entry.medicine.clone().into(),
        entry.note.clone().into(),
    ];
    let worst = entry.worst.map(Word::Region);
    let mut words: Vec<EntryWord> = entry
        .words
        .iter()
        .copied()
        .chain(worst)
        .map(|word| EntryWord { kind: word.kind().to_owned(), word: word.id().to_owned(), worst: Some(word) == worst })
        .collect();
    words.sort();
    words.dedup();
    record(&ENTRY, cells, words)
}

/// A row as an entry.
pub(super) fn to_entry(record: &Record) -> Result<Entry, StoreError> {
    let row = Reader(record);
    let mut words = Vec::with_capacity(record.words.len());
    let mut worst = None;
    for found in &record.words {
        let word = Word::parse(&found.kind, &found.word).ok_or_else(|| damaged(record, "words"))?;
        if let (true, Word::Region(region)) = (found.worst, word) {
            worst = Some(region);
        }
        words.push(word);
    }
    words.sort();
    Ok(Entry {
        uid: row.uid("uid")?,
        score: Score::new(row.whole("score")?).ok_or_else(|| damaged(record, "score"))?,
        recall: row.word("recall")?,
        moment: row.word("moment")?,
        session: record.cell("session").uid(),
        item: record.cell("item").uid(),
        felt_at: row.whole("felt_at")?,
        felt_off: row.whole("felt_off")?,
        day: row.day()?,
        entered_at: row.whole("entered_at")?,
        entered_off: row.whole("entered_off")?,
        medicine: row.maybe_text("medicine")?,
        note: row.maybe_text("note")?,
        words,
        worst,
    })
}
