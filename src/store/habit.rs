//! Habits: taken up and let go, ticked day by day, read back. A habit is known by its id: what two devices took up is one habit.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::record::{Cell, Record};
use super::table::{HABIT, HABIT_TICK};
use super::write::{After, Write};
use super::{Stamp, Store, StoreError};
use crate::domain::{Day, Uid};

/// How many days of ticks go with the habits that are kept now.
const DAYS: i32 = 14;

/// All that were ever taken up, the oldest first. A row for each time, so a few dozen in years: no index is needed to find those that are kept.
const HABITS: &str = "SELECT uid, habit, from_day, to_day FROM habit ORDER BY from_day, uid";
const TICKS: &str = "SELECT day FROM habit_tick WHERE habit = ?1 AND day BETWEEN ?2 AND ?3 AND done = 1";

/// What is asked about habits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HabitRequest {
    /// Those kept now, with their ticks of the fourteen days up to this one; reads only.
    Current(Day),
    /// All that were kept at some time between these days, with their ticks there; reads only.
    Kept {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
    /// Take these up today, as one step. What is kept already stays as it is.
    TakeUp(Vec<HabitName>),
    /// Let one go: today was its last day.
    LetGo(HabitName),
    /// Tick one for a day, or take the tick away.
    Tick {
        /// Which.
        habit: HabitName,
        /// The day.
        day: Day,
        /// Whether it was done.
        done: bool,
    },
}

/// A habit by its id, with its name now: what the step is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HabitName {
    /// Its id in `guidance/habits.ron`.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A habit that is or was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HabitLine {
    /// Its id.
    pub habit: String,
    /// The day on which it was first taken up.
    pub from: Day,
    /// Its last day; nothing while it is kept.
    pub until: Option<Day>,
    /// The days on which it was ticked, of those that were asked for.
    pub ticks: BTreeSet<Day>,
}

/// What the store answers about habits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HabitReply {
    /// To [`HabitRequest::Current`], and to every change: the habits that are kept after it, as of the day of the request. The oldest first.
    Current(Vec<HabitLine>),
    /// To [`HabitRequest::Kept`], the oldest first.
    Kept(Vec<HabitLine>),
}

/// A row of the table.
struct Row {
    uid: Uid,
    habit: String,
    from: Day,
    to: Option<Day>,
}

impl Row {
    fn record(&self) -> Record {
        let mut cells = vec![self.uid.into(), self.habit.as_str().into(), self.from.0.into(), self.to.map(|day| day.0).into()];
        cells.resize(HABIT.columns.len(), Cell::Empty);
        Record { table: &HABIT, cells, words: Vec::new() }
    }
}

impl Store {
    /// Answers what is asked about habits.
    pub(super) fn habit(&mut self, request: &HabitRequest, stamp: Stamp) -> Result<HabitReply, StoreError> {
        match request {
            HabitRequest::Current(day) => return current(&*self.db.unchecked_transaction()?, *day).map(HabitReply::Current),
            HabitRequest::Kept { from, to } => return kept(&self.db, *from, *to).map(HabitReply::Kept),
            HabitRequest::TakeUp(habits) => self.write(stamp, After::Saved, |write| take_up(write, habits))?,
            HabitRequest::LetGo(habit) => self.write(stamp, After::Saved, |write| let_go(write, habit))?,
            HabitRequest::Tick { habit, day, done } => self.write(stamp, After::Saved, |write| tick(write, habit, *day, *done))?,
        }
        current(&*self.db.unchecked_transaction()?, stamp.day).map(HabitReply::Current)
    }
}

fn take_up(write: &mut Write<'_>, habits: &[HabitName]) -> Result<(), StoreError> {
    let rows = rows(write.db)?;
    let is_kept = |id: &str| rows.iter().any(|row| row.habit == id && row.to.is_none());
    let is_first = |at: usize| habits[..at].iter().all(|before| before.id != habits[at].id);
    let new = habits.iter().enumerate().filter(|(at, habit)| is_first(*at) && !is_kept(&habit.id));
    let new: Vec<&HabitName> = new.map(|(_, habit)| habit).collect();
    if new.is_empty() {
        return Ok(());
    }
    write.step(match new.as_slice() {
        [one] => format!("taking up {}", one.name),
        more => format!("taking up {} habits", more.len()),
    })?;
    let today = write.stamp.day;
    for habit in new {
        // let go and taken up again on one day: it was never gone
        let again = rows.iter().find(|row| row.habit == habit.id && row.to.is_some_and(|to| to >= today));
        let row = match again {
            Some(row) => Row { uid: row.uid, habit: habit.id.clone(), from: row.from, to: None },
            None => Row { uid: write.mint(), habit: habit.id.clone(), from: today, to: None },
        };
        write.put(row.record())?;
    }
    Ok(())
}

fn let_go(write: &mut Write<'_>, habit: &HabitName) -> Result<(), StoreError> {
    let rows: Vec<Row> = rows(write.db)?.into_iter().filter(|row| row.habit == habit.id && row.to.is_none()).collect();
    if rows.is_empty() {
        return Err(StoreError::Gone);
    }
    write.step(format!("letting go of {}", habit.name))?;
    for row in rows {
        let to = Some(write.stamp.day.max(row.from));
        write.put(Row { to, ..row }.record())?;
    }
    Ok(())
}

fn tick(write: &mut Write<'_>, habit: &HabitName, day: Day, done: bool) -> Result<(), StoreError> {
    let rows: Vec<Row> = rows(write.db)?.into_iter().filter(|row| row.habit == habit.id).collect();
    let kept = rows.iter().find(|row| row.to.is_none()).ok_or(StoreError::Gone)?;
    let mut ticked = Vec::new();
    for row in &rows {
        if ticks(write.db, row.uid, day, day)?.contains(&day) {
            ticked.push(row.uid);
        }
    }
    // a tick that two devices made is taken away on both
    let changes = if done { if ticked.is_empty() { vec![kept.uid] } else { Vec::new() } } else { ticked };
    if changes.is_empty() {
        return Ok(());
    }
    write.step(if done { format!("the tick for {}", habit.name) } else { format!("taking away the tick for {}", habit.name) })?;
    for uid in changes {
        let mut cells = vec![uid.into(), day.0.into(), done.into()];
        cells.resize(HABIT_TICK.columns.len(), Cell::Empty);
        write.put(Record { table: &HABIT_TICK, cells, words: Vec::new() })?;
    }
    Ok(())
}

/// The habits that are kept now, with the ticks of the days up to `day`.
pub(super) fn current(db: &Connection, day: Day) -> Result<Vec<HabitLine>, StoreError> {
    lines(db, day.back(DAYS - 1), day, |row| row.to.is_none())
}

/// The habits that were kept at some time between two days, with their ticks there.
fn kept(db: &Connection, from: Day, to: Day) -> Result<Vec<HabitLine>, StoreError> {
    lines(&*db.unchecked_transaction()?, from, to, |row| row.from <= to && row.to.is_none_or(|last| last >= from))
}

/// How many habits were ticked on each day between two; a day without a tick is not among them.
pub(super) fn per_day(db: &Connection, from: Day, to: Day) -> Result<BTreeMap<Day, u32>, StoreError> {
    let mut days = BTreeMap::new();
    for day in lines(db, from, to, |_| true)?.into_iter().flat_map(|line| line.ticks) {
        *days.entry(day).or_default() += 1;
    }
    Ok(days)
}

/// Every habit that has a row of this kind, once, the oldest first, with all its ticks between two days.
fn lines(db: &Connection, from: Day, to: Day, is_meant: impl Fn(&Row) -> bool) -> Result<Vec<HabitLine>, StoreError> {
    let mut lines: Vec<HabitLine> = Vec::new();
    let mut all: BTreeMap<String, BTreeSet<Day>> = BTreeMap::new();
    for row in rows(db)? {
        all.entry(row.habit.clone()).or_default().extend(ticks(db, row.uid, from, to)?);
        if !is_meant(&row) {
            continue;
        }
        match lines.iter_mut().find(|line| line.habit == row.habit) {
            Some(line) => line.until = line.until.zip(row.to).map(|(one, other)| one.max(other)),
            None => lines.push(HabitLine { habit: row.habit, from: row.from, until: row.to, ticks: BTreeSet::new() }),
        }
    }
    for line in &mut lines {
        line.ticks = all.remove(&line.habit).unwrap_or_default();
    }
    Ok(lines)
}

fn rows(db: &Connection) -> Result<Vec<Row>, StoreError> {
    let mut query = db.prepare_cached(HABITS)?;
    let mut found = query.query([])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let uid = row.get::<_, Cell>(0)?.uid().ok_or_else(|| StoreError::Damaged("a habit cannot be read".to_owned()))?;
        rows.push(Row { uid, habit: row.get(1)?, from: Day(row.get(2)?), to: row.get::<_, Option<i32>>(3)?.map(Day) });
    }
    Ok(rows)
}

fn ticks(db: &Connection, habit: Uid, from: Day, to: Day) -> Result<BTreeSet<Day>, StoreError> {
    let mut query = db.prepare_cached(TICKS)?;
    let days = query.query_map((Cell::Uid(habit), from.0, to.0), |row| row.get(0).map(Day))?;
    Ok(days.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{NOON, content_of, memory, rows_of, steps, undo};
    use super::super::{Piece, Records, Reply, Request};
    use super::*;

    fn named(id: &str) -> HabitName {
        HabitName { id: id.to_owned(), name: format!("The {id}") }
    }

    fn on(day: i32) -> Stamp {
        Stamp { at: NOON.at + i64::from(day) * 86_400_000, day: Day(NOON.day.0 + day), ..NOON }
    }

    fn ask(store: &mut Store, request: HabitRequest, day: i32) -> HabitReply {
        match store.answer(&Request::Habit(request.clone()), on(day)) {
            Ok(Reply::Habit(reply)) => reply,
            other => panic!("{request:?}: {other:?}"),
        }
    }

    /// The habits a reply names, each with its ticks as days from [`NOON`].
    fn said(reply: HabitReply) -> Vec<(String, Vec<i32>)> {
        let (HabitReply::Current(lines) | HabitReply::Kept(lines)) = reply;
        lines.into_iter().map(|line| (line.habit, line.ticks.iter().map(|day| day.0 - NOON.day.0).collect())).collect()
    }

    fn take_up(store: &mut Store, ids: &[&str], day: i32) -> Vec<(String, Vec<i32>)> {
        said(ask(store, HabitRequest::TakeUp(ids.iter().map(|id| named(id)).collect()), day))
    }

    fn tick(store: &mut Store, id: &str, day: i32, done: bool) -> Vec<(String, Vec<i32>)> {
        said(ask(store, HabitRequest::Tick { habit: named(id), day: on(day).day, done }, day))
    }

    fn line(id: &str, ticks: &[i32]) -> (String, Vec<i32>) {
        (id.to_owned(), ticks.to_vec())
    }

    #[test]
    fn what_is_kept_is_read_with_the_ticks_of_fourteen_days() {
        let mut store = memory();
        assert_eq!(take_up(&mut store, &["water", "squeeze"], 0), [line("water", &[]), line("squeeze", &[])]);
        for day in [0, 1, 13, 14] {
            tick(&mut store, "water", day, true);
        }
        assert_eq!(said(ask(&mut store, HabitRequest::Current(on(14).day), 14)), [line("water", &[1, 13, 14]), line("squeeze", &[])]);
        assert_eq!(tick(&mut store, "water", 14, false), [line("water", &[1, 13]), line("squeeze", &[])]);
        assert_eq!(said(ask(&mut store, HabitRequest::Kept { from: on(0).day, to: on(1).day }, 14))[0], line("water", &[0, 1]));
    }

    #[test]
    fn days_are_counted_by_the_habits_ticked_on_them() {
        let mut store = memory();
        take_up(&mut store, &["water", "squeeze"], 0);
        for (id, day) in [("water", 0), ("squeeze", 0), ("water", 2)] {
            tick(&mut store, id, day, true);
        }
        ask(&mut store, HabitRequest::LetGo(named("water")), 2);
        assert_eq!(
            per_day(&store.db, on(0).day, on(2).day).expect("reads"),
            BTreeMap::from([(on(0).day, 2), (on(2).day, 1)]),
            "what was let go counts on"
        );
    }

    #[test]
    fn what_is_let_go_is_no_longer_kept_and_keeps_its_days() {
        let mut store = memory();
        take_up(&mut store, &["water"], 0);
        tick(&mut store, "water", 1, true);
        assert_eq!(said(ask(&mut store, HabitRequest::LetGo(named("water")), 1)), []);
        let kept = |store: &mut Store, from, to| said(ask(store, HabitRequest::Kept { from: on(from).day, to: on(to).day }, 9));
        assert_eq!(kept(&mut store, 0, 9), [line("water", &[1])]);
        assert_eq!(kept(&mut store, 2, 9), []);
        take_up(&mut store, &["water"], 5);
        assert_eq!(kept(&mut store, 2, 4), [], "in between it was not kept");
        assert_eq!(said(ask(&mut store, HabitRequest::Current(on(5).day), 5)), [line("water", &[1])]);
        let gone = Request::Habit(HabitRequest::LetGo(named("squeeze")));
        assert_eq!(store.answer(&gone, on(5)), Err(StoreError::Gone));
        let gone = Request::Habit(HabitRequest::Tick { habit: named("squeeze"), day: on(5).day, done: true });
        assert_eq!(store.answer(&gone, on(5)), Err(StoreError::Gone));
    }

    #[test]
    fn let_go_by_mistake_and_taken_up_again_the_same_day_it_was_never_gone() {
        let mut store = memory();
        take_up(&mut store, &["water"], 0);
        ask(&mut store, HabitRequest::LetGo(named("water")), 3);
        take_up(&mut store, &["water"], 3);
        assert_eq!(rows_of(&store).len(), 1);
        let HabitReply::Current(lines) = ask(&mut store, HabitRequest::Current(on(3).day), 3) else { panic!() };
        assert_eq!((lines[0].from, lines[0].until), (on(0).day, None));
    }

    #[test]
    fn what_changes_nothing_leaves_no_step() {
        let mut store = memory();
        take_up(&mut store, &["water"], 0);
        tick(&mut store, "water", 0, true);
        take_up(&mut store, &["water"], 1);
        tick(&mut store, "water", 0, true);
        tick(&mut store, "water", 1, false);
        assert_eq!(undo(&mut store).as_deref(), Some("the tick for The water"));
        assert_eq!(undo(&mut store).as_deref(), Some("taking up The water"));
        assert_eq!(undo(&mut store), None);
        take_up(&mut store, &["water", "squeeze", "walk"], 0);
        ask(&mut store, HabitRequest::LetGo(named("walk")), 0);
        assert_eq!(undo(&mut store).as_deref(), Some("letting go of The walk"));
        assert_eq!(undo(&mut store).as_deref(), Some("taking up 3 habits"));
        assert_eq!(rows_of(&store), []);
    }

    #[test]
    fn what_two_devices_took_up_is_one_habit() {
        let (mut here, mut there) = (memory(), memory());
        take_up(&mut here, &["water"], 0);
        take_up(&mut there, &["water"], 1);
        tick(&mut here, "water", 1, true);
        tick(&mut there, "water", 1, true);
        let mut records = Records::default();
        let take = |piece| -> Result<(), StoreError> {
            records.rows.extend(if let Piece::Record(row) = piece { Some(row) } else { None });
            Ok(())
        };
        there.records(take).expect("reads");
        here.merge(&records, false, on(1)).expect("taken in");
        assert_eq!(said(ask(&mut here, HabitRequest::Current(on(1).day), 1)), [line("water", &[1])]);
        assert_eq!(per_day(&here.db, on(0).day, on(1).day).expect("reads"), BTreeMap::from([(on(1).day, 1)]));
        assert_eq!(tick(&mut here, "water", 1, false), [line("water", &[])]);
        assert_eq!(said(ask(&mut here, HabitRequest::LetGo(named("water")), 1)), []);
    }

    #[test]
    fn only_the_few_rows_of_habits_are_read_whole() {
        let store = memory();
        assert!(steps(&store, TICKS).iter().all(|step| step.starts_with("SEARCH") && step.contains("habit=? AND day>? AND day<?")));
        assert!(steps(&store, HABITS).iter().all(|step| step == "SCAN habit" || step.contains("ORDER BY")));
    }

    #[derive(Clone, Debug)]
    enum Deed {
        TakeUp(Vec<usize>),
        LetGo(usize),
        Tick(usize, i32, bool),
    }

    fn deed() -> impl Strategy<Value = Deed> {
        prop_oneof![
            proptest::collection::vec(0..3usize, 1..3).prop_map(Deed::TakeUp),
            (0..3usize).prop_map(Deed::LetGo),
            (0..3usize, -2..3i32, any::<bool>()).prop_map(|(habit, day, done)| Deed::Tick(habit, day, done)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn every_step_taken_back_leaves_what_was_there_before_it(deeds in proptest::collection::vec((deed(), 0..3i32), 1..16)) {
            let ids = ["water", "squeeze", "walk"];
            let mut store = memory();
            let mut states = vec![content_of(&store)];
            for (deed, later) in &deeds {
                let request = match deed {
                    Deed::TakeUp(habits) => HabitRequest::TakeUp(habits.iter().map(|n| named(ids[*n])).collect()),
                    Deed::LetGo(habit) => HabitRequest::LetGo(named(ids[*habit])),
                    Deed::Tick(habit, day, done) => HabitRequest::Tick { habit: named(ids[*habit]), day: on(*day).day, done: *done },
                };
                // what is not kept can neither be let go nor ticked
                let _ = store.answer(&Request::Habit(request), on(*later));
                let now = content_of(&store);
                if states.last() != Some(&now) {
                    states.push(now);
                }
            }
            states.pop();
            while let Some(state) = states.pop() {
                prop_assert!(undo(&mut store).is_some());
                prop_assert_eq!(state, content_of(&store));
            }
            prop_assert_eq!(undo(&mut store), None);
        }
    }
}
