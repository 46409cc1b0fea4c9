//! A pain diary kept elsewhere, as a CSV file of date, time, score and note: which column is which, and what its dates mean. What could mean
//! two things is refused, with what to say so that it means one.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use csv::StringRecord;
use serde_json::{Map, Value, json};
use xxhash_rust::xxh3::xxh3_128;

use super::import::ImportError;
use super::sheet::record;
use crate::assets::nearest;
use crate::domain::{DayStart, Uid, Zone, clean_line};
use crate::store::{Record, RecordAt, TABLES};

/// What a column of a diary holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the words are the explanation")]
pub enum Field {
    Uid,
    Date,
    Time,
    Score,
    Note,
}

impl Field {
    /// All of them with their word and the headers by which they are guessed, in lower case.
    const ALL: [(Self, &'static str, &'static [&'static str]); 5] = [
        (Self::Uid, "uid", &["uid"]),
        (Self::Date, "date", &["date", "datum", "day", "tag", "datetime", "timestamp"]),
        (Self::Time, "time", &["time", "uhrzeit", "zeit", "hour"]),
        (Self::Score, "score", &["score", "pain", "nrs", "rating", "level", "intensity", "schmerz"]),
        (Self::Note, "note", &["note", "notes", "comment", "comments", "notiz", "bemerkung"]),
    ];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(field, ..)| *field == self).map_or("", |(_, word, _)| word)
    }

    /// The field of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name, _)| *name == word).map(|(field, ..)| *field)
    }
}

/// In which order a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words are the explanation")]
pub enum DateForm {
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

/// What was said about the columns; what was not is guessed by their headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Fields with the header of their column.
    pub columns: Vec<(Field, String)>,
    /// How dates are written.
    pub dates: Option<DateForm>,
}

impl Mapping {
    /// Whether anything was said.
    #[must_use]
    pub fn is_given(&self) -> bool {
        !self.columns.is_empty() || self.dates.is_some()
    }
}

/// Now, and how local time is read.
#[derive(Clone, Copy, Debug)]
pub struct Local<'a> {
    /// Now, in UTC milliseconds.
    pub now: i64,
    /// Minutes east of UTC, now.
    pub off: i32,
    /// The rules of local time.
    pub zone: &'a dyn Zone,
    /// When a day begins.
    pub day_start: DayStart,
}

/// A diary that is being read.
pub(super) struct Diary {
    places: HashMap<Field, usize>,
    dates: Option<DateForm>,
    /// The headers that are not read.
    unread: Vec<String>,
    /// How often the same rating came already: two equal ones are two.
    seen: HashMap<(i64, u8, String), u32>,
    /// Ratings that came without a time of day.
    timeless: usize,
}

impl Diary {
    /// Finds the columns.
    pub(super) fn new(names: &[&str], mapping: &Mapping) -> Result<Self, ImportError> {
        let mut places = HashMap::new();
        let shown = || names.iter().map(|name| clean_line(name)).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
        for (field, header) in &mapping.columns {
            let place = names.iter().position(|name| name == header).ok_or_else(|| {
                let remedy = match nearest(header, names.iter().copied()) {
                    Some(near) => format!("did you mean `{}`?", clean_line(near)),
                    None => format!("its columns are {}.", shown()),
                };
                ImportError(format!("line 1: there is no column `{}` for the {}; {remedy}", clean_line(header), field.word()))
            })?;
            if places.insert(*field, place).is_some() {
                return Err(ImportError(format!("--columns names the {} twice; name it once.", field.word())));
            }
        }
        // with ids it came from here, and its headers say what they mean
        let is_ours = names.contains(&Field::Uid.word());
        for (field, word, guesses) in Field::ALL {
            if places.contains_key(&field) {
                continue;
            }
            let fits = |name: &&str| if is_ours { *name == word } else { guesses.contains(&name.to_lowercase().as_str()) };
            let found: Vec<usize> =
                (0..names.len()).filter(|place| fits(&names[*place]) && !places.values().any(|taken| taken == place)).collect();
            match (found.as_slice(), field) {
                ([place], _) => {
                    places.insert(field, *place);
                }
                ([first, second, ..], _) => {
                    let (first, second) = (clean_line(names[*first]), clean_line(names[*second]));
                    return Err(ImportError(format!(
                        "line 1: both `{first}` and `{second}` could be the {word}; say which, such as --columns {word}={first}."
                    )));
                }
                ([], Field::Date | Field::Score) => {
                    return Err(ImportError(format!(
                        "line 1: no column looks like the {word}; name it with --columns {word}=HEADER. The columns are {}.",
                        shown()
                    )));
                }
                ([], _) => {}
            }
        }
        let unread = names.iter().enumerate().filter(|(place, name)| !name.is_empty() && !places.values().any(|taken| taken == place));
        let unread = unread.map(|(_, name)| clean_line(name)).collect();
        Ok(Self { places, dates: mapping.dates, unread, seen: HashMap::new(), timeless: 0 })
    }

    /// One rating. The error begins with the field.
    pub(super) fn record(&mut self, row: &StringRecord, index: usize, local: &Local<'_>) -> Result<Record, String> {
        let cell = |field: Field| self.places.get(&field).and_then(|place| row.get(*place)).map(str::trim).filter(|cell| !cell.is_empty());
        let refused = |field: Field| move |why: String| format!("{}: {why}", field.word());
        let (date, within) = date(cell(Field::Date).unwrap_or_default(), self.dates).map_err(refused(Field::Date))?;
        let time = cell(Field::Time).map(time).transpose().map_err(refused(Field::Time))?.or(within);
        let score = cell(Field::Score).unwrap_or_default();
        let score: u8 = score
            .parse()
            .ok()
            .filter(|score| *score <= 10)
            .ok_or_else(|| refused(Field::Score)(format!("`{}` does not fit; write a whole number from 0 to 10", short(score))))?;
        let note = cell(Field::Note).unwrap_or_default().to_owned();
        let given = cell(Field::Uid).map(|text| text.parse::<Uid>());
        let given = given
            .transpose()
            .map_err(|_| refused(Field::Uid)("it is no uid; leave the cell empty, or write it as it was exported".to_owned()))?;
        if time.is_none() {
            self.timeless += 1;
        }
        // noon, in the middle of the day that is meant
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        let felt = local.zone.earliest(NaiveDateTime::new(date, time.unwrap_or(noon)));
        let named_at = felt.timestamp_millis();
        let is_today = local.day_start.day_of(felt) == local.today();
        // today's noon may be still to come; its name and its clock do not depend on when the file is read
        let (at, clock) = match time {
            None => {
                let at = if is_today { named_at.min(local.now) } else { named_at };
                (at, local.zone.earliest(NaiveDateTime::new(date, NaiveTime::MIN)).timestamp_millis())
            }
            Some(_) => (named_at, named_at),
        };
        if at > local.now {
            return Err(refused(Field::Date)("it is still to come; a rating is of what was felt".to_owned()));
        }
        let count = self.seen.entry((named_at, score, note.clone())).and_modify(|count| *count += 1).or_insert(0);
        let uid = given.unwrap_or_else(|| named(named_at, score, &note, *count));
        let Some(table) = TABLES.iter().copied().find(|table| table.name == "entry") else {
            return Err("date: there are no ratings".to_owned());
        };
        let mut fields = Map::new();
        let all = json!({
            "uid": uid.to_string(), "score": score, "recall": "now", "moment": "free", "felt_at": at,
            "felt_off": felt.offset().local_minus_utc() / 60, "day": local.day_start.day_of(felt).0, "entered_at": local.now,
            "entered_off": local.off, "hlc": clock.max(0) << 12, "dev": elsewhere().to_string(),
        });
        if let Value::Object(all) = all {
            fields = all;
        }
        if !note.is_empty() {
            fields.insert("note".to_owned(), note.into());
        }
        record(RecordAt { table, index }, fields)
    }

    /// What was passed over and what was taken for granted.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.unread.is_empty() {
            notes.push(format!("Not read: {}.", self.unread.join(", ")));
        }
        match self.timeless {
            0 => {}
            1 => notes.push("One rating has no time of day; it stands at 12:00.".to_owned()),
            many => notes.push(format!("{many} ratings have no time of day; they stand at 12:00.")),
        }
        notes
    }
}

impl Local<'_> {
    fn today(&self) -> crate::domain::Day {
        let now = chrono::DateTime::from_timestamp_millis(self.now).unwrap_or_default();
        self.day_start.day_of(self.zone.wall(now))
    }
}

/// The device of what was written elsewhere.
fn elsewhere() -> Uid {
    Uid::at(0, &[0; 10])
}

/// The name of a rating by what it says: the same file names it the same each time. Its clock is when it was felt, so that whatever was
/// changed or deleted here since is later.
fn named(at: i64, score: u8, note: &str, count: u32) -> Uid {
    let mut bytes = at.to_be_bytes().to_vec();
    bytes.push(score);
    bytes.extend(count.to_be_bytes());
    bytes.extend(note.as_bytes());
    let hash = xxh3_128(&bytes).to_be_bytes();
    let mut chance = [0; 10];
    chance.copy_from_slice(&hash[..10]);
    Uid::at(u64::try_from(at).unwrap_or(0), &chance)
}

/// A date, with the time of day if it stands in the same cell.
fn date(text: &str, form: Option<DateForm>) -> Result<(NaiveDate, Option<NaiveTime>), String> {
    let (day, rest) = text.split_once(['T', ' ']).map_or((text, None), |(day, rest)| (day, Some(rest.trim())));
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let wrong = || format!("`{}` is no date; write it as 2026-03-02", short(text));
    let numbers: Vec<u32> = parts.iter().filter(|part| part.len() <= 4).filter_map(|part| part.parse().ok()).collect();
    let &[a, b, c] = numbers.as_slice() else { return Err(wrong()) };
    if parts.len() != 3 {
        return Err(wrong());
    }
    let year_first = parts[0].len() == 4;
    let form = match form {
        Some(form) => form,
        None if year_first => DateForm::YearMonthDay,
        None if day.contains('.') => DateForm::DayMonthYear,
        None if a > 12 => DateForm::DayMonthYear,
        None if b > 12 => DateForm::MonthDayYear,
        None => {
            return Err(format!("`{}` can be read in two ways; say which with --dates dmy or --dates mdy", short(text)));
        }
    };
    let (year, month, day) = match form {
        DateForm::YearMonthDay => (a, b, c),
        DateForm::DayMonthYear => (c, b, a),
        DateForm::MonthDayYear => (c, a, b),
    };
    if year < 1000 {
        return Err(format!("`{}` has no year of four digits; write it as 2026-03-02", short(text)));
    }
    let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day)).ok_or_else(wrong)?;
    Ok((date, rest.filter(|rest| !rest.is_empty()).map(time).transpose()?))
}

/// A time of day.
fn time(text: &str) -> Result<NaiveTime, String> {
    let forms = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p"];
    let found = forms.iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok());
    found.ok_or_else(|| format!("`{}` is no time of day; write it as 09:30 or 21:05", short(text)))
}

/// A text as it may stand in a sentence.
fn short(text: &str) -> String {
    clean_line(&text.chars().take(40).collect::<String>())
}
