//! The journal in words: what a row says, what stands beside it, and the sentence under the chart.

use crate::domain::{Day, Entry, EntryMoment, Recall, Score, SessionState, Word, minutes};
use crate::store::{DayNumbers, JournalRow, JournalWhat};

/// What stands beside a number that has nothing with it, and how more comes to it.
const ONLY: &str = "only the number";
pub(super) const MORE: &str = "Only the number. Opened, it takes where it hurts, what set it off, a note.";

/// Whether a rating is a number of its own and nothing else.
pub(super) fn is_bare(entry: &Entry) -> bool {
    let has_text = entry.note.is_some() || entry.medicine.is_some();
    entry.words.is_empty() && !has_text && occasion(entry, None).is_none()
}

/// What a row says beside its time and number.
pub(super) fn row(row: &JournalRow) -> String {
    match &row.what {
        JournalWhat::Session(session) => format!("{}, {} min", session.title, minutes(session.active_ms.max(0).unsigned_abs())),
        JournalWhat::Entry { entry, title, .. } => {
            let mut parts: Vec<String> = occasion(entry, title.as_deref()).into_iter().collect();
            parts.extend(regions(entry));
            let others = entry.words.iter().filter(|word| matches!(word, Word::Quality(_) | Word::Trigger(_)));
            parts.extend(others.map(|word| word.label().to_owned()));
            parts.extend(
                entry.note.as_ref().and_then(|note| note.lines().find(|line| !line.trim().is_empty())).map(|line| line.trim().to_owned()),
            );
            if parts.is_empty() { ONLY.into() } else { parts.join(", ") }
        }
    }
}

/// On which occasion it was given; nothing for a rating of its own.
pub(super) fn occasion(entry: &Entry, title: Option<&str>) -> Option<String> {
    let of = title.unwrap_or("a session");
    match (entry.recall, entry.moment) {
        (Recall::Average, _) => Some("average of the day".into()),
        (Recall::Worst, _) => Some("worst of the day".into()),
        (_, EntryMoment::Before) => Some(format!("before {of}")),
        (_, EntryMoment::After) => Some(format!("after {of}")),
        (_, EntryMoment::During) => Some(format!("during {of}")),
        (_, EntryMoment::Free | EntryMoment::Evening) => None,
    }
}

/// The regions, the worst first, each without its comma, so that a list of them can be read.
pub(super) fn regions(entry: &Entry) -> Vec<String> {
    let mut found: Vec<_> =
        entry.words.iter().filter_map(|word| if let Word::Region(region) = word { Some(*region) } else { None }).collect();
    found.sort_by_key(|region| Some(*region) != entry.worst);
    found.into_iter().map(|region| region.label().replace(", ", " ")).collect()
}

/// A few words on the right of a row.
pub(super) fn note(row: &JournalRow) -> &'static str {
    match &row.what {
        JournalWhat::Entry { has_draft: true, .. } => "half filled",
        JournalWhat::Entry { entry, .. } if entry.is_late() => "late",
        JournalWhat::Session(session) if session.state == SessionState::Partial => "partly",
        JournalWhat::Session(session) if session.short => "short",
        _ => "",
    }
}

/// What a row is called once it is deleted.
pub(super) fn name(row: &JournalRow) -> String {
    match &row.what {
        JournalWhat::Entry { entry, .. } if entry.recall == Recall::Average => format!("the average {}", entry.score.value()),
        JournalWhat::Entry { entry, .. } => format!("the rating {}", entry.score.value()),
        JournalWhat::Session(session) => format!("the session {}", session.title),
    }
}

/// A day as a heading: `Today, Monday 2 March`; with its year if that is another one.
pub(super) fn day(day: Day, today: Day) -> String {
    let date = day.date();
    let is_this_year = date.format("%Y").to_string() == today.date().format("%Y").to_string();
    let name = date.format(if is_this_year { "%A %-d %B" } else { "%A %-d %B %Y" }).to_string();
    match today.0.saturating_sub(day.0) {
        0 => format!("Today, {name}"),
        1 => format!("Yesterday, {name}"),
        _ => name,
    }
}

/// A span of days: `Last 14 days`, or its first and last day.
pub(super) fn span(from: Day, to: Day, today: Day) -> String {
    let count = to.0.saturating_sub(from.0).saturating_add(1);
    if to == today { format!("Last {count} days") } else { dates(from, to) }
}

/// `17 Feb to 2 Mar`.
pub(super) fn dates(from: Day, to: Day) -> String {
    let short = |day: Day| day.date().format("%-d %b").to_string();
    format!("{} to {}", short(from), short(to))
}

/// What the chart shows, in words. It counts and gives the bounds; it judges nothing. So many single ratings are not drawn.
pub(super) fn sentence(days: &[DayNumbers], hidden: usize) -> String {
    let (mut before, mut after, mut single) = (Bounds::default(), Bounds::default(), Bounds::default());
    let mut rated = 0;
    for DayNumbers { pain, singles, .. } in days {
        before.add(pain.before);
        after.add(pain.after);
        singles.iter().for_each(|score| single.add(Some(*score)));
        rated += usize::from(pain.before.or(pain.after).is_some() || !singles.is_empty());
    }
    let has = if rated == 1 { "has" } else { "have" };
    let parts = [before.words("before"), after.words("after"), single.words("single")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return match days.len() {
            1 => "This day has no number.".to_owned(),
            many => format!("None of these {many} days has a number."),
        };
    }
    let more = match hidden {
        0 => String::new(),
        1 => " 1 more single rating in the table.".to_owned(),
        many => format!(" {many} more single ratings in the table."),
    };
    format!("{rated} of {} days {has} a number; {}.{more}", days.len(), parts.join(", "))
}

/// The least and the greatest of some scores.
#[derive(Clone, Copy, Debug, Default)]
struct Bounds(Option<(Score, Score)>);

impl Bounds {
    fn add(&mut self, score: Option<Score>) {
        let Some(score) = score else { return };
        self.0 = Some(self.0.map_or((score, score), |(low, high)| (low.min(score), high.max(score))));
    }

    fn words(self, what: &str) -> Option<String> {
        let (low, high) = self.0?;
        Some(if low == high { format!("{what} {}", low.value()) } else { format!("{what} {} to {}", low.value(), high.value()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::DayPain;

    fn day_of(n: i32, before: Option<u8>, after: Option<u8>, singles: &[u8]) -> DayNumbers {
        let score = |value: Option<u8>| value.and_then(Score::new);
        let pain = DayPain { day: Day(n), before: score(before), after: score(after), single: None, done: 0 };
        DayNumbers { pain, singles: singles.iter().filter_map(|value| Score::new(*value)).collect(), average: Score::new(9) }
    }

    #[test]
    fn the_sentence_counts_and_bounds_and_leaves_the_average_out() {
        let days = [day_of(1, Some(7), Some(5), &[]), day_of(2, None, None, &[]), day_of(3, Some(3), Some(0), &[])];
        assert_eq!(sentence(&days, 0), "2 of 3 days have a number; before 3 to 7, after 0 to 5.");
        assert_eq!(sentence(&days[..1], 0), "1 of 1 days has a number; before 7, after 5.");
        assert_eq!(sentence(&days[1..2], 0), "This day has no number.");
        let days = [day_of(1, None, None, &[4, 6, 2]), day_of(2, Some(5), Some(3), &[8])];
        assert_eq!(sentence(&days, 1), "2 of 2 days have a number; before 5, after 3, single 2 to 8. 1 more single rating in the table.");
        assert!(sentence(&days, 3).ends_with(" 3 more single ratings in the table."));
    }

    #[test]
    fn days_are_named_from_where_one_stands() {
        let today = Day(20_514);
        assert_eq!(day(today, today), "Today, Monday 2 March");
        assert_eq!(day(today.back(1), today), "Yesterday, Sunday 1 March");
        assert_eq!(day(today.back(90), today), "Tuesday 2 December 2025");
    }
}
