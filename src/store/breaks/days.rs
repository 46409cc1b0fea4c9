//! What became of the nudges to move of the last days, how long one sat, and the stretches of one day: read when the pane of breaks asks, by the indexes on days.

use rusqlite::Connection;

use super::super::StoreError;
use super::super::words::Stored;
use crate::breaks::{Spell, SpellRow};
use crate::domain::Day;

/// So many days are counted, the asked one among them.
pub const COUNTED_DAYS: i32 = 14;

pub(super) const NUDGES: &str = "SELECT day, kind = 'move', count(*), count(*) FILTER (WHERE answer = 'taken'),
        count(*) FILTER (WHERE answer = 'already'), count(*) FILTER (WHERE snoozed_ms > 0), count(*) FILTER (WHERE answer = 'skipped'),
        count(*) FILTER (WHERE answer = 'missed'), count(*) FILTER (WHERE answer = 'away')
    FROM nudge WHERE day BETWEEN ?1 AND ?2 GROUP BY day, kind = 'move'";
pub(super) const LONGEST: &str = "SELECT day, max(to_at - from_at) FROM span WHERE day BETWEEN ?1 AND ?2 AND kind = 'sat' GROUP BY day";
pub(super) const SPELLS: &str = "SELECT kind, from_at, to_at, said FROM span WHERE day = ?1 ORDER BY from_at, to_at";
pub(super) const ALREADY: &str = "SELECT answered_at FROM nudge WHERE day = ?1 AND kind = 'move' AND answer = 'already' AND answered_at IS NOT NULL ORDER BY answered_at";

/// What became of the nudges to move of some days. Whatever came due is one of the answers, or still waits; what was snoozed has its answer as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Came due.
    pub due: u32,
    /// Done then.
    pub taken: u32,
    /// Had been done before.
    pub already: u32,
    /// Put off at least once.
    pub snoozed: u32,
    /// Not this time.
    pub skipped: u32,
    /// Shown as often as it is shown, and nobody answered.
    pub missed: u32,
    /// Nobody was there.
    pub away: u32,
    /// Nudges to something else that came due.
    pub others: u32,
    /// The longest stretch of sitting that began and ended, milliseconds.
    pub longest_ms: Option<i64>,
}

impl Tally {
    /// Those that wait for an answer.
    #[must_use]
    pub fn waiting(&self) -> u32 {
        self.due.saturating_sub(self.taken + self.already + self.skipped + self.missed + self.away)
    }

    /// Both together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            due: self.due + other.due,
            taken: self.taken + other.taken,
            already: self.already + other.already,
            snoozed: self.snoozed + other.snoozed,
            skipped: self.skipped + other.skipped,
            missed: self.missed + other.missed,
            away: self.away + other.away,
            others: self.others + other.others,
            longest_ms: self.longest_ms.max(other.longest_ms),
        }
    }
}

/// The last days, and what is known of the last of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BreakDays {
    /// Each of the days, the newest first, whether anything is known of it or not.
    pub days: Vec<(Day, Tally)>,
    /// The stretches of the last day that have ended, in their order.
    pub spells: Vec<SpellRow>,
    /// When a nudge of the last day was answered with: moved already.
    pub already: Vec<i64>,
}

/// The days up to one of them.
pub(super) fn of(db: &Connection, last: Day) -> Result<BreakDays, StoreError> {
    let db = &db.unchecked_transaction()?;
    let mut days: Vec<(Day, Tally)> = (0..COUNTED_DAYS).map(|n| (last.back(n), Tally::default())).collect();
    let first = last.back(COUNTED_DAYS - 1);
    let mut tally = |day: i32, count: &dyn Fn(&mut Tally)| {
        days.iter_mut().filter(|(known, _)| known.0 == day).for_each(|(_, tally)| count(tally));
    };
    let mut query = db.prepare_cached(NUDGES)?;
    let mut rows = query.query((first.0, last.0))?;
    while let Some(row) = rows.next()? {
        let count = |column: usize| row.get::<_, u32>(column);
        let due = count(2)?;
        if row.get(1)? {
            let found = Tally {
                due,
                taken: count(3)?,
                already: count(4)?,
                snoozed: count(5)?,
                skipped: count(6)?,
                missed: count(7)?,
                away: count(8)?,
                ..Tally::default()
            };
            tally(row.get(0)?, &|tally| *tally = tally.with(found));
        } else {
            tally(row.get(0)?, &|tally| tally.others += due);
        }
    }
    let mut query = db.prepare_cached(LONGEST)?;
    let mut rows = query.query((first.0, last.0))?;
    while let Some(row) = rows.next()? {
        let longest_ms = row.get(1)?;
        tally(row.get(0)?, &|tally| tally.longest_ms = longest_ms);
    }
    let mut query = db.prepare_cached(SPELLS)?;
    let mut rows = query.query([last.0])?;
    let mut spells = Vec::new();
    while let Some(row) = rows.next()? {
        let word: String = row.get(0)?;
        let kind = Spell::parse(&word).ok_or_else(|| StoreError::Damaged("a stretch of the day cannot be read".to_owned()))?;
        let said = row.get::<_, Option<String>>(3)?.and_then(|word| Stored::parse(&word));
        spells.push(SpellRow { kind, from_at: row.get(1)?, to_at: row.get(2)?, said });
    }
    let already = db.prepare_cached(ALREADY)?.query_map([last.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(BreakDays { days, spells, already })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::testing::{NOON, memory, steps};
    use super::super::super::{Reply, Request, Stamp, Store};
    use super::super::{BreaksReply, BreaksRequest};
    use super::*;
    use crate::breaks::{Answer, Keep, Nudge, NudgeRow, Saved};

    const DAY_MS: i64 = 86_400_000;

    fn days(store: &mut Store) -> BreakDays {
        match store.answer(&Request::Breaks(BreaksRequest::Days(NOON.day)), NOON) {
            Ok(Reply::Breaks(BreaksReply::Days(days))) => *days,
            other => panic!("{other:?}"),
        }
    }

    fn stamp(at: i64) -> Stamp {
        let back = i32::try_from((NOON.at - at).div_euclid(DAY_MS)).expect("near");
        Stamp { at, day: NOON.day.back(back), ..NOON }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

        #[test]
        fn each_figure_is_what_a_plain_query_says(
            nudges in proptest::collection::vec((0usize..3, 0usize..6, 0i64..20, any::<bool>()), 0..40),
            spells in proptest::collection::vec((0usize..4, 0i64..20, 0i64..9_000_000), 0..40),
        ) {
            let mut store = memory();
            let kinds = [Nudge::Move, Nudge::Move, Nudge::Water];
            let answers =
                [Some(Answer::Taken), Some(Answer::Already), Some(Answer::Skipped), Some(Answer::Missed), Some(Answer::Away), None];
            let mut keep = Keep { saved: Saved { seen_at: NOON.at, ..Saved::default() }, ..Keep::default() };
            for (n, (kind, answer, back, snoozed)) in (0i64..).zip(nudges) {
                let due_at = NOON.at - back * DAY_MS + n;
                let answered_at = answers[answer].map(|_| due_at + 1);
                let snoozed_ms = if snoozed { 300_000 } else { 0 };
                let (kind, answer) = (kinds[kind], answers[answer]);
                keep.answered.push(NudgeRow { uid: None, kind, due_at, shown: 1, answer, answered_at, snoozed_ms, session: None });
            }
            for (n, (kind, back, long)) in (0i64..).zip(spells) {
                let (kind, from_at) = ([Spell::Sat, Spell::Stood, Spell::Moved, Spell::Away][kind], NOON.at - back * DAY_MS + n);
                keep.spells.push(SpellRow { kind, from_at, to_at: from_at + long, said: None });
            }
            let request = BreaksRequest::keep(keep, stamp);
            store.answer(&Request::Breaks(request), NOON).expect("kept");
            let found = days(&mut store);
            prop_assert_eq!(found.days.len(), 14);
            for (n, (day, tally)) in (0i32..).zip(&found.days) {
                prop_assert_eq!(*day, NOON.day.back(n));
                let one = |sql: &str| store.db.query_row(sql, [day.0], |row| row.get::<_, Option<i64>>(0)).expect("counts");
                let nudges = |what: &str| one(&format!("SELECT count(*) FROM nudge WHERE kind = 'move' AND day = ?1 AND {what}"));
                prop_assert_eq!(Some(i64::from(tally.due)), nudges("1"));
                prop_assert_eq!(Some(i64::from(tally.taken)), nudges("answer = 'taken'"));
                prop_assert_eq!(Some(i64::from(tally.already)), nudges("answer = 'already'"));
                prop_assert_eq!(Some(i64::from(tally.snoozed)), nudges("snoozed_ms > 0"));
                prop_assert_eq!(Some(i64::from(tally.skipped)), nudges("answer = 'skipped'"));
                prop_assert_eq!(Some(i64::from(tally.missed)), nudges("answer = 'missed'"));
                prop_assert_eq!(Some(i64::from(tally.away)), nudges("answer = 'away'"));
                prop_assert_eq!(Some(i64::from(tally.waiting())), nudges("answer IS NULL"));
                prop_assert_eq!(Some(i64::from(tally.others)), one("SELECT count(*) FROM nudge WHERE kind <> 'move' AND day = ?1"));
                prop_assert_eq!(tally.longest_ms, one("SELECT max(to_at - from_at) FROM span WHERE kind = 'sat' AND day = ?1"));
            }
            let of_today: i64 = store.db.query_row("SELECT count(*) FROM span WHERE day = ?1", [NOON.day.0], |row| row.get(0)).expect("counts");
            prop_assert_eq!(i64::try_from(found.spells.len()).expect("few"), of_today);
            prop_assert!(found.spells.is_sorted_by_key(|spell| spell.from_at));
        }
    }

    #[test]
    fn it_is_read_by_the_indexes_on_days_alone() {
        let store = memory();
        for (sql, index) in [(NUDGES, "nudge_day"), (LONGEST, "span_day"), (SPELLS, "span_day"), (ALREADY, "nudge_day")] {
            let steps = steps(&store, sql);
            assert!(
                steps.iter().any(|step| step.contains(index)) && steps.iter().all(|step| !step.starts_with("SCAN")),
                "{sql}: {steps:?}"
            );
        }
    }
}
