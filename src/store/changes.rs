//! After minus before of the sessions of some days, added up by SQLite: however many they are, a handful of rows is answered.

use rusqlite::Connection;

use super::StoreError;
use crate::domain::{Day, Entry};
use crate::insight::Changes;

/// How often each change, the products of neighbours, and which change stands first and last.
pub(super) const CHANGES: &str =
    "SELECT change, count(*), coalesce(sum(change * earlier), 0), max(earlier IS NULL), max(later IS NULL) FROM (
    SELECT change, lag(change) OVER one_by_one AS earlier, lead(change) OVER one_by_one AS later FROM (
        SELECT after.score - before.score AS change, session.started_at AS at, session.uid AS uid FROM session
        JOIN entry before ON before.session = session.uid AND before.moment = 'before' AND before.moment IN ('before', 'after')
        JOIN entry after ON after.session = session.uid AND after.moment = 'after' AND after.moment IN ('before', 'after')
        WHERE session.day BETWEEN ?1 AND ?2 AND session.state IN ('done', 'partial')
        AND before.entered_at - before.felt_at <= ?3 AND after.entered_at - after.felt_at <= ?3)
    WINDOW one_by_one AS (ORDER BY at, uid)) GROUP BY change ORDER BY change";

/// The changes around the sessions that began on these days, both included; a pair is two numbers on time (decisions 4.8).
pub(super) fn changes(db: &Connection, from: Day, to: Day) -> Result<Changes, StoreError> {
    let mut query = db.prepare_cached(CHANGES)?;
    let mut found = query.query((from.0, to.0, Entry::LATE_MINUTES * 60_000))?;
    let mut changes = Changes::default();
    while let Some(row) = found.next()? {
        let change = row.get(0)?;
        changes.counts.push((change, row.get(1)?));
        changes.products += row.get::<_, i64>(2)?;
        if row.get(3)? {
            changes.first = change;
        }
        if row.get(4)? {
            changes.last = change;
        }
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{NOON, memory, rate, score, steps, whole_session};
    use super::super::{NewEntry, Reply, Request, Stamp, Store};
    use super::*;
    use crate::domain::EntryMoment;

    fn at(day: i32) -> Stamp {
        Stamp { at: NOON.at + i64::from(day) * 86_400_000, off: 60, day: Day(NOON.day.0 + day) }
    }

    fn found(store: &mut Store, from: i32, to: i32) -> Changes {
        match store.answer(&Request::Changes { from: at(from).day, to: at(to).day }, at(to)) {
            Ok(Reply::Changes(changes)) => changes,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_sqlite_adds_up_is_what_the_list_would_give() {
        let mut store = memory();
        assert_eq!(found(&mut store, 0, 9), Changes::default());
        let pairs = [(6, 4), (5, 4), (5, 6), (7, 5), (4, 4), (6, 5)];
        for (day, (before, after)) in (0..).zip(pairs) {
            let uid = whole_session(&mut store, "Daily relief", Some(before), 0, at(day));
            rate(&mut store, after, EntryMoment::After, Some(uid), at(day));
        }
        assert_eq!(found(&mut store, 0, 5), Changes::of(&[-2, -1, 1, -2, 0, -1]));
        assert_eq!(found(&mut store, 1, 4), Changes::of(&[-1, 1, -2, 0]), "the days that were asked for");
        // without a number after, or with one that was entered late, there is no pair
        whole_session(&mut store, "Daily relief", Some(9), 0, at(6));
        let late = whole_session(&mut store, "Daily relief", Some(9), 0, at(7));
        let entry = NewEntry { felt: Some(at(7)), ..NewEntry::now(score(1), EntryMoment::After, Some(late)) };
        store.answer(&Request::Rate(Box::new(entry)), Stamp { at: at(7).at + 3_600_001, ..at(7) }).expect("rated");
        assert_eq!(found(&mut store, 0, 9).n(), 6);
    }

    #[test]
    fn only_the_days_that_are_asked_for_are_read() {
        let store = memory();
        let steps = steps(&store, CHANGES);
        let reads = |what: &str| steps.iter().any(|step| step.starts_with(what));
        assert!(
            reads("SEARCH session USING INDEX session_day") && reads("SEARCH before USING") && reads("SEARCH after USING"),
            "{steps:#?}"
        );
        // what is scanned is what has been found
        assert!(!["SCAN session", "SCAN before", "SCAN after"].into_iter().any(reads), "{steps:#?}");
    }
}
