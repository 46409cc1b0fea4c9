//! `unhunch log`: a pain rating from the shell, before the first start or beside an open tab.

use std::io::{self, Read, Write};
use std::str::FromStr;

use chrono::{DateTime, Days, FixedOffset, NaiveTime};
use clap::Args;

use super::exit;
use crate::assets::nearest;
use crate::config::ClockStyle;
use crate::domain::{Cause, DayStart, Entry, EntryMoment, Recall, Region, Score, Word, Zone, fault};
use crate::store::{JournalReply, JournalRequest, NewEntry, Reply, Request, Stamp, Store};

/// What `log` is asked.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct LogArgs {
    /// How it is, from 0 (no pain) to 10 (the worst imaginable)
    #[arg(value_name = "SCORE", value_parser = score, allow_negative_numbers = true)]
    pub score: u8,
    /// How it was on average today, in place of how it is now: asked in the evening, kept once a day
    #[arg(long)]
    pub average: bool,
    /// Where it hurts, such as neck-left; may be given more than once, or with commas
    #[arg(long = "where", value_name = "REGION", value_delimiter = ',')]
    pub regions: Vec<String>,
    /// What set it off, such as desk; may be given more than once, or with commas
    #[arg(long = "why", value_name = "CAUSE", value_delimiter = ',')]
    pub causes: Vec<String>,
    /// A note; - reads it from standard input, where `ps` does not show it
    #[arg(long, value_name = "TEXT|-", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// When it was felt, if not now: a time of today, or of yesterday if it is still to come, such as 09:30
    #[arg(long, value_name = "HH:MM")]
    pub at: Option<String>,
}

/// A number of the scale.
fn score(text: &str) -> Result<u8, String> {
    text.parse()
        .ok()
        .filter(|score| *score <= 10)
        .ok_or_else(|| "write a whole number from 0 (no pain) to 10 (the worst imaginable)".to_owned())
}

/// Now, and how local time is read.
#[derive(Clone, Copy, Debug)]
pub struct When<'a> {
    /// The wall clock.
    pub now: DateTime<FixedOffset>,
    /// The rules of local time.
    pub zone: &'a dyn Zone,
    /// When a day begins.
    pub day_start: DayStart,
    /// How times are written.
    pub clock: ClockStyle,
}

impl When<'_> {
    /// An instant as it is stored.
    #[must_use]
    pub fn stamp(&self, at: DateTime<FixedOffset>) -> Stamp {
        Stamp { at: at.timestamp_millis(), off: at.offset().local_minus_utc() / 60, day: self.day_start.day_of(at) }
    }

    /// The last instant that read `time` on the clock.
    fn last(&self, time: NaiveTime) -> DateTime<FixedOffset> {
        let today = self.now.date_naive();
        let at = self.zone.earliest(today.and_time(time));
        match today.checked_sub_days(Days::new(1)) {
            Some(yesterday) if at > self.now => self.zone.earliest(yesterday.and_time(time)),
            _ => at,
        }
    }
}

/// A rating as it was asked for: nothing of it is refused any more.
#[derive(Clone, Debug)]
pub struct Asked {
    entry: NewEntry,
    /// When it was felt, if not now.
    felt: Option<NaiveTime>,
}

/// Writes the rating. Returns the exit code; 0 means it is on disk.
///
/// # Errors
/// When a refusal cannot be printed.
pub fn run(store: &mut Store, asked: Asked, when: &When<'_>, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let felt = asked.felt.map(|time| when.last(time));
    let entry = NewEntry { felt: felt.map(|at| when.stamp(at)), ..asked.entry };
    let said = said(&entry, when, felt);
    if has_words_for_a_second_average(store, &entry, when) {
        let why =
            "That day has an average already; a new number alone takes its place. What was said about it can be changed in the journal.";
        return exit::refuse(err, why, exit::REFUSED);
    }
    if let Err(error) = store.answer(&Request::Rate(Box::new(entry)), when.stamp(when.now)) {
        return exit::refuse(err, &error.to_string(), exit::of_store(&error));
    }
    // It is on disk: that nobody listens any more is no failure.
    let _ = writeln!(out, "{said}");
    Ok(exit::DONE)
}

/// Whether words would be lost: a second average of a day gives the first another number, and leaves what was said about it.
fn has_words_for_a_second_average(store: &mut Store, entry: &NewEntry, when: &When<'_>) -> bool {
    let now = when.stamp(when.now);
    let has_words = !entry.words.is_empty() || entry.note.is_some();
    let asked = Request::Journal(JournalRequest::Average(entry.felt.unwrap_or(now).day));
    entry.recall == Recall::Average && has_words && matches!(store.answer(&asked, now), Ok(Reply::Journal(JournalReply::Average(Some(_)))))
}

/// What was written, as a sentence.
fn said(entry: &NewEntry, when: &When<'_>, felt: Option<DateTime<FixedOffset>>) -> String {
    let mut said = format!("Logged {}", entry.score.value());
    if entry.recall == Recall::Average {
        said += " as the average of the day";
    }
    for word in &entry.words {
        if let Word::Region(region) = word {
            said += "; ";
            said += region.label();
        }
    }
    if let Some(felt) = felt {
        let day = if felt.date_naive() == when.now.date_naive() { "today" } else { "yesterday" };
        said += &format!("; felt {day} at {}", when.clock.time(felt.naive_local()));
    }
    said + "."
}

/// The exit code, and why.
type Refusal = (u8, String);

/// Reads what is asked, before there need be a database: the rating, or the exit code and why not. `input` is read only for a note of `-`.
///
/// # Errors
/// A word, a time or a note that is refused.
pub fn read(args: &LogArgs, input: &mut dyn Read) -> Result<Asked, Refusal> {
    let usage = |why: String| (exit::USAGE, why);
    let score = Score::new(args.score).ok_or_else(|| usage(format!("{} is not on the scale from 0 to 10.", args.score)))?;
    let mut words: Vec<Word> = Vec::new();
    for region in &args.regions {
        let region = Word::Region(word(region, "--where", Region::ALL, Region::id)?);
        // one that was given twice is one
        if !words.contains(&region) {
            words.push(region);
        }
    }
    for cause in &args.causes {
        words.push(Word::Trigger(word(cause, "--why", Cause::ALL, Cause::id)?));
    }
    let felt = args.at.as_ref().map(|text| time(text)).transpose().map_err(usage)?;
    let (recall, moment) = if args.average { (Recall::Average, EntryMoment::Evening) } else { (Recall::Now, EntryMoment::Free) };
    Ok(Asked { entry: NewEntry { words, note: note(args, input)?, recall, ..NewEntry::now(score, moment, None) }, felt })
}

/// A word of a list, or a refusal with the word that was meant.
fn word<T: FromStr + Copy>(given: &str, option: &str, all: &[T], id: fn(T) -> &'static str) -> Result<T, Refusal> {
    given.parse().map_err(|_| {
        let known: Vec<&str> = all.iter().map(|&word| id(word)).collect();
        let remedy = match nearest(given, known.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("known are {}.", known.join(", ")),
        };
        (exit::USAGE, format!("{option}: `{given}` is not known; {remedy}"))
    })
}

/// A time of day.
fn time(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| format!("--at: `{text}` is no time of day; write it as 09:30 or 21:05."))
}

/// The note, from the command line or from standard input.
fn note(args: &LogArgs, input: &mut dyn Read) -> Result<Option<String>, Refusal> {
    let Some(given) = &args.note else { return Ok(None) };
    let text = if given == "-" {
        let mut text = String::new();
        // Far more than a note may have, so that the count in a refusal is the true one for anything a person could have meant.
        let said = input.take(64 << 20).read_to_string(&mut text);
        said.map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => (exit::REFUSED, "--note: what came in is not text in UTF-8; send it as UTF-8.".to_owned()),
            _ => (exit::REFUSED, format!("--note: standard input cannot be read: {}. Write the note after --note.", fault(&error))),
        })?;
        text
    } else {
        given.clone()
    };
    let text = text.trim_end_matches(['\n', '\r']);
    let long = text.chars().count();
    if long > Entry::NOTE_LIMIT {
        return Err((
            exit::REFUSED,
            format!("--note: the note has {long} characters, the most is {}; make it shorter.", Entry::NOTE_LIMIT),
        ));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDateTime, TimeZone, Utc};
    use clap::Parser;

    use super::*;
    use crate::domain::{Day, Uid};
    use crate::store::{Piece, Record, Reply, StoreError};

    /// Central Europe around its last Sunday of March 2026: an hour is missing at two.
    #[derive(Debug)]
    struct Berlin;

    impl Zone for Berlin {
        fn offset(&self, at: DateTime<Utc>) -> FixedOffset {
            let summer = at >= Utc.with_ymd_and_hms(2026, 3, 29, 1, 0, 0).unwrap();
            FixedOffset::east_opt(if summer { 7_200 } else { 3_600 }).expect("an offset")
        }

        fn earliest(&self, local: NaiveDateTime) -> DateTime<FixedOffset> {
            let winter = FixedOffset::east_opt(3_600).expect("an offset").from_local_datetime(&local).unwrap();
            let off = self.offset(winter.to_utc());
            if off.local_minus_utc() == 3_600 { winter } else { off.from_local_datetime(&local).unwrap() }
        }
    }

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: LogArgs,
    }

    fn when(now: &str) -> When<'static> {
        When {
            now: DateTime::parse_from_rfc3339(now).expect("a time"),
            zone: &Berlin,
            day_start: DayStart::default(),
            clock: ClockStyle::H24,
        }
    }

    /// Runs a line; answers the code, what was printed, and the entry if one was written.
    fn log(line: &str, now: &str, input: &[u8]) -> (u8, String, Option<Record>) {
        let args = Line::try_parse_from(std::iter::once("log").chain(line.split(' '))).expect("parses").args;
        let mut store = Store::in_memory().expect("opens");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = match read(&args, &mut &input[..]) {
            Ok(asked) => run(&mut store, asked, &when(now), &mut out, &mut err).expect("prints"),
            Err((code, why)) => exit::refuse(&mut err, &why, code).expect("prints"),
        };
        assert_eq!(code == 0, err.is_empty());
        assert!(code == 0 || err.starts_with(b"error: "), "{}", String::from_utf8_lossy(&err));
        let mut found = None;
        let take = |piece| -> Result<(), StoreError> {
            if let Piece::Record(row) = piece {
                found = Some(row);
            }
            Ok(())
        };
        store.records(take).expect("reads");
        (code, String::from_utf8([out, err].concat()).expect("text"), found)
    }

    const MORNING: &str = "2026-03-02T09:00:00+01:00";

    #[test]
    fn a_rating_is_written_with_its_words() {
        let (code, said, row) = log("4 --where neck-left --where chest,arm-left,chest --why desk --note stiff", MORNING, b"");
        assert_eq!((code, said.as_str()), (0, "Logged 4; neck, left; front of the chest; arm or hand, left.\n"));
        let row = row.expect("written");
        assert_eq!(row.words.iter().map(|word| word.word.as_str()).collect::<Vec<_>>(), ["arm-left", "chest", "neck-left", "desk"]);
        assert_eq!((row.cell("note"), row.cell("day")), (&"stiff".into(), &20_514.into()));
        assert_eq!(row.cell("felt_at"), row.cell("entered_at"));
    }

    #[test]
    fn a_word_that_is_not_known_is_refused_with_the_one_that_was_meant() {
        for (line, told) in [
            ("4 --where neck-lift", "--where: `neck-lift` is not known; did you mean neck-left?"),
            ("4 --where neck", "did you mean neck-"),
            ("4 --why desc", "--why: `desc` is not known; did you mean desk?"),
            ("4 --why moon", "known are sitting, phone, desk"),
        ] {
            let (code, said, row) = log(line, MORNING, b"");
            assert_eq!((code, row), (2, None), "{line}");
            assert!(said.contains(told), "{line}: {said}");
        }
        for score in ["11", "-1", "2.5", "x"] {
            let refusal = Line::try_parse_from(["log", score]).map(|line| line.args.score).expect_err("refused");
            assert!(refusal.to_string().contains("from 0 (no pain) to 10"), "{refusal}");
        }
        assert!(Line::try_parse_from(["log"]).is_err());
    }

    #[test]
    fn a_time_still_to_come_was_yesterdays() {
        let felt = |line: &str, now: &str| {
            let (_, said, row) = log(line, now, b"");
            let row = row.expect("written");
            let ago =
                [row.cell("entered_at"), row.cell("felt_at")].map(|cell| if let crate::store::Cell::Whole(at) = cell { *at } else { 0 });
            (said, (ago[0] - ago[1]) / 60_000, row.cell("felt_off").clone(), row.cell("day").clone())
        };
        assert_eq!(felt("4 --at 08:30", MORNING), ("Logged 4; felt today at 08:30.\n".to_owned(), 30, 60.into(), 20_514.into()));
        assert_eq!(felt("4 --at 09:00", MORNING).1, 0);
        assert_eq!(
            felt("4 --at 9:01", MORNING),
            ("Logged 4; felt yesterday at 09:01.\n".to_owned(), 23 * 60 + 59, 60.into(), 20_513.into())
        );
        // Half past one in the night belongs to the day before, and the clocks go forward at two.
        assert_eq!(felt("4 --at 01:30", "2026-03-29T09:00:00+02:00").1, 6 * 60 + 30);
        assert_eq!(felt("4 --at 01:30", "2026-03-29T09:00:00+02:00").3, (20_514 + 26).into());
        let asked = read(&LogArgs { score: 4, at: Some("08:30".into()), ..LogArgs::default() }, &mut io::empty()).expect("read");
        let (mut store, mut out) = (Store::in_memory().expect("opens"), Vec::new());
        let evening = When { clock: ClockStyle::H12, ..when("2026-03-02T19:00:00+01:00") };
        run(&mut store, asked, &evening, &mut out, &mut Vec::new()).expect("prints");
        assert_eq!(String::from_utf8_lossy(&out), "Logged 4; felt today at 8:30 am.\n");
        let (code, said, row) = log("4 --at 25:00", MORNING, b"");
        assert!(code == 2 && row.is_none() && said.contains("write it as 09:30"), "{said}");
    }

    #[test]
    fn a_note_comes_from_the_line_or_from_standard_input() {
        let note = |line: &str, input: &[u8]| log(line, MORNING, input).2.expect("written").cell("note").clone();
        assert_eq!(note("4 --note -", "two\nlines ☕\n".as_bytes()), "two\nlines ☕".into());
        assert_eq!(note("4 --note -", b"\n"), crate::store::Cell::Empty);
        assert_eq!(note("4 --note=-x", b"unread"), "-x".into());
        let long = "ä".repeat(Entry::NOTE_LIMIT);
        assert_eq!(note("4 --note -", long.as_bytes()), long.as_str().into());
        let (code, said, row) = log("4 --note -", MORNING, (long + "ä\n").as_bytes());
        assert_eq!((code, row), (1, None));
        assert!(said.contains("the note has 100001 characters, the most is 100000"), "{said}");
        let (code, said, _) = log("4 --note -", MORNING, b"\xff\xfe");
        assert!(code == 1 && said.contains("UTF-8"), "{said}");
    }

    #[test]
    fn a_log_beside_a_running_session_is_a_rating_of_its_own() {
        let mut store = Store::in_memory().expect("opens");
        let begin = crate::store::Begin {
            kind: crate::domain::SessionKind::Routine,
            what: "daily-relief".to_owned(),
            title: "Daily relief".to_owned(),
            short: false,
            gentle: false,
            planned_ms: 1,
            timeline: "[]".to_owned(),
            before: None,
        };
        let when = when(MORNING);
        let Ok(Reply::Begun(uid)) = store.answer(&Request::Begin(Box::new(begin)), when.stamp(when.now)) else { panic!("not begun") };
        let args = LogArgs { score: 4, ..LogArgs::default() };
        let asked = read(&args, &mut io::empty()).expect("read");
        let code = run(&mut store, asked, &when, &mut Vec::new(), &mut Vec::new()).expect("prints");
        assert_eq!(code, 0);
        let Ok(Reply::Today(data)) = store.answer(&Request::Today(Day(20_514)), when.stamp(when.now)) else { panic!("no today") };
        assert_eq!(data.last.map(|last| last.score.value()), Some(4));
        assert_eq!(data.unfinished.map(|found| found.session.uid), Some::<Uid>(uid));
    }

    #[test]
    fn an_average_is_a_series_of_its_own_kept_once_a_day_and_loses_no_words() {
        let mut store = Store::in_memory().expect("opens");
        let when = when(MORNING);
        let mut log = |line: &str| {
            let args = Line::try_parse_from(std::iter::once("log").chain(line.split(' '))).expect("parses").args;
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let asked = read(&args, &mut io::empty()).expect("read");
            let code = run(&mut store, asked, &when, &mut out, &mut err).expect("prints");
            (code, String::from_utf8([out, err].concat()).expect("text"))
        };
        assert_eq!(log("6 --average --why desk"), (0, "Logged 6 as the average of the day.\n".to_owned()));
        assert_eq!(log("4 --average").0, 0);
        let (code, said) = log("5 --average --note stiff");
        assert!(code == 1 && said.contains("has an average already"), "{said}");
        assert_eq!(log("2 --note stiff").0, 0, "how it is now is another series");
        let mut rows = Vec::new();
        let take = |piece| -> Result<(), StoreError> {
            if let Piece::Record(row) = piece {
                rows.push((row.cell("recall").clone(), row.cell("score").clone(), row.words.len()));
            }
            Ok(())
        };
        store.records(take).expect("reads");
        rows.sort_by_key(|(_, _, words)| *words);
        assert_eq!(rows, [("now".into(), 2.into(), 0), ("average".into(), 4.into(), 1)]);
    }

    /// Nobody listens.
    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_is_on_disk_is_done_though_nobody_listens() {
        let mut store = Store::in_memory().expect("opens");
        let args = LogArgs { score: 4, ..LogArgs::default() };
        let asked = read(&args, &mut io::empty()).expect("read");
        assert_eq!(run(&mut store, asked, &when(MORNING), &mut Closed, &mut Closed).expect("done"), 0);
    }
}
