//! A record as JSON and back: the form of undo images and of exports. Reading checks every value and says where it stands and what to write.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::record::{Cell, EntryWord, Record};
use super::table::{Column, Shape, Table};
use super::words::ids;
use crate::assets::nearest;
use crate::domain::{Uid, Word, clean_line};

/// The lists of an entry's words: as they are called in JSON, and as they are stored.
const LISTS: [(&str, &str); 4] = [("regions", "region"), ("qualities", "quality"), ("causes", "trigger"), ("did", "did")];
/// The worst of the regions, in JSON.
const WORST: &str = "worst";

/// The fields of a record of this table, in the order in which they are written.
pub fn fields(table: &'static Table) -> impl Iterator<Item = &'static str> {
    let extra = LISTS.iter().map(|(list, _)| *list).chain([WORST]).filter(|_| table.has_words());
    table.columns.iter().map(|column| column.name).chain(extra)
}

impl Serialize for Record {
    /// An object in the order of the columns; what is empty is left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (column, cell) in self.table.columns.iter().zip(&self.cells) {
            match cell {
                Cell::Empty => {}
                Cell::Whole(number) if matches!(column.shape, Shape::Flag) => map.serialize_entry(column.name, &(*number != 0))?,
                Cell::Whole(number) => map.serialize_entry(column.name, number)?,
                Cell::Text(text) => map.serialize_entry(column.name, text)?,
                Cell::Uid(uid) => map.serialize_entry(column.name, &uid.to_string())?,
            }
        }
        for (list, kind) in LISTS {
            let words: Vec<&str> = self.words.iter().filter(|word| word.kind == kind).map(|word| word.word.as_str()).collect();
            if !words.is_empty() {
                map.serialize_entry(list, &words)?;
            }
        }
        if let Some(worst) = self.words.iter().find(|word| word.worst) {
            map.serialize_entry(WORST, &worst.word)?;
        }
        map.end()
    }
}

/// Reads one record of a table. Errors begin with the place, such as `entries[3].score`.
#[derive(Clone, Copy, Debug)]
pub struct RecordAt {
    /// The table.
    pub table: &'static Table,
    /// Which of its list it is, from 0.
    pub index: usize,
}

impl RecordAt {
    fn place(self, column: &str) -> String {
        format!("{}[{}].{column}", self.table.list, self.index)
    }
}

impl<'de> DeserializeSeed<'de> for RecordAt {
    type Value = Record;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Record, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RecordAt {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the fields of one {} at {}[{}]", self.table.noun, self.table.list, self.index)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let table = self.table;
        let mut cells: Vec<Option<Cell>> = vec![None; table.columns.len()];
        let mut words: Vec<EntryWord> = Vec::new();
        let mut worst: Option<String> = None;
        let mut lists: Vec<&str> = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            let twice = || A::Error::custom(format!("{} stands twice; leave one", self.place(&name)));
            if let Some(place) = table.place(&name) {
                let value = map.next_value_seed(SingleAt(self.place(&name)))?;
                let cell =
                    checked(&table.columns[place], value).map_err(|why| A::Error::custom(format!("{}: {why}", self.place(&name))))?;
                if cells[place].replace(cell).is_some() {
                    return Err(twice());
                }
            } else if let Some((list, kind)) = LISTS.iter().find(|(list, _)| table.has_words() && *list == name) {
                if lists.contains(list) {
                    return Err(twice());
                }
                lists.push(list);
                words.extend(map.next_value_seed(Words { place: self.place(&name), kind })?);
            } else if table.has_words() && name == WORST {
                let Single::Text(word) = map.next_value_seed(SingleAt(self.place(&name)))? else {
                    return Err(A::Error::custom(format!("{}: write the id of one of its regions", self.place(&name))));
                };
                if worst.replace(word).is_some() {
                    return Err(twice());
                }
            } else {
                return Err(A::Error::custom(self.unknown(&name)));
            }
        }
        let mut row = Vec::with_capacity(cells.len());
        for (column, cell) in table.columns.iter().zip(cells) {
            match cell {
                Some(cell) => row.push(cell),
                None if column.optional => row.push(Cell::Empty),
                None => return Err(A::Error::custom(format!("{} is missing; every {} has it", self.place(column.name), table.noun))),
            }
        }
        words.sort();
        if words.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(A::Error::custom(format!("{}[{}]: a word stands twice in one list; leave one", table.list, self.index)));
        }
        if let Some(worst) = worst {
            let found = words.iter_mut().find(|word| word.kind == "region" && word.word == worst);
            found
                .ok_or_else(|| A::Error::custom(format!("{}: it is not among the regions; name it there too", self.place(WORST))))?
                .worst = true;
        }
        Ok(Record { table, cells: row, words })
    }
}

impl RecordAt {
    fn unknown(self, name: &str) -> String {
        let near =
            nearest(name, fields(self.table)).map(|near| format!("did you mean `{near}`?")).unwrap_or_else(|| "leave it out".to_owned());
        format!("{} is not a field of a {}; {near}", self.place(&clean_line(name)), self.table.noun)
    }
}

/// Checks a value against its column. The error says what to write.
fn checked(column: &Column, value: Single) -> Result<Cell, String> {
    if matches!(value, Single::Null) {
        return if column.optional { Ok(Cell::Empty) } else { Err("it must not be empty; write a value".to_owned()) };
    }
    match (column.shape, value) {
        (Shape::Uid, Single::Text(text)) => {
            text.parse::<Uid>().map(Cell::Uid).map_err(|_| format!("`{}` is no uid; write one as it was exported", short(&text)))
        }
        (Shape::Whole(from, to), Single::Whole(number)) if (from..=to).contains(&number) => Ok(Cell::Whole(number)),
        (Shape::Whole(from, to), value) => Err(format!("{value} does not fit; write a whole number from {from} to {to}")),
        (Shape::Flag, Single::Flag(flag)) => Ok(Cell::from(flag)),
        (Shape::Flag, value) => Err(format!("{value} does not fit; write true or false")),
        (Shape::Text(most) | Shape::Json(most), Single::Text(text)) => {
            let long = text.chars().count();
            if long > most {
                return Err(format!("it has {long} characters; the most is {most}"));
            }
            if matches!(column.shape, Shape::Json(_)) && serde_json::from_str::<IgnoredAny>(&text).is_err() {
                return Err("the text is not JSON; write it as it was exported".to_owned());
            }
            Ok(Cell::Text(text))
        }
        (Shape::Word(words), Single::Text(text)) if words.contains(&text.as_str()) => Ok(Cell::Text(text)),
        (Shape::Word(words), value) => Err(format!("{value} does not fit; write one of {}", words.join(", "))),
        (Shape::Uid | Shape::Text(_) | Shape::Json(_), value) => Err(format!("{value} does not fit; write a text")),
    }
}

/// A text as it may stand in a sentence.
fn short(text: &str) -> String {
    clean_line(&text.chars().take(40).collect::<String>())
}

/// Any single value of JSON.
enum Single {
    Null,
    Flag(bool),
    Whole(i64),
    Other(f64),
    Text(String),
}

impl fmt::Display for Single {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Flag(flag) => flag.fmt(f),
            Self::Whole(number) => number.fmt(f),
            Self::Other(number) => write!(f, "{number:?}"),
            Self::Text(text) => write!(f, "`{}`", short(text)),
        }
    }
}

/// Reads a single value; lists and objects are refused at their first bracket, so that no depth is ever reached.
struct SingleAt(String);

impl<'de> DeserializeSeed<'de> for SingleAt {
    type Value = Single;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Single, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for SingleAt {
    type Value = Single;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a single value at {}", self.0)
    }

    fn visit_unit<E>(self) -> Result<Single, E> {
        Ok(Single::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Single, E> {
        Ok(Single::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Single, E> {
        Ok(Single::Whole(number))
    }

    #[allow(clippy::cast_precision_loss, reason = "only shown, as too large")]
    fn visit_u64<E>(self, number: u64) -> Result<Single, E> {
        Ok(i64::try_from(number).map_or(Single::Other(number as f64), Single::Whole))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Single, E> {
        Ok(Single::Other(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Single, E> {
        Ok(Single::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Single, E> {
        Ok(Single::Text(text))
    }
}

/// Reads one of an entry's lists of words.
struct Words<'a> {
    place: String,
    kind: &'a str,
}

impl<'de> DeserializeSeed<'de> for Words<'_> {
    type Value = Vec<EntryWord>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Words<'_> {
    type Value = Vec<EntryWord>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of words at {}", self.place)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut words = Vec::new();
        loop {
            let place = format!("{}[{}]", self.place, words.len());
            let Some(value) = seq.next_element_seed(SingleAt(place.clone()))? else { return Ok(words) };
            let word = match value {
                Single::Text(word) if Word::parse(self.kind, &word).is_some() => word,
                value => {
                    let known = ids(self.kind);
                    let near = match &value {
                        Single::Text(word) => nearest(word, known.iter().copied()).map(|near| format!("did you mean `{near}`?")),
                        _ => None,
                    };
                    let remedy = near.unwrap_or_else(|| format!("write one of {}", known.join(", ")));
                    return Err(A::Error::custom(format!("{place}: {value} is no word of this list; {remedy}")));
                }
            };
            words.push(EntryWord { kind: self.kind.to_owned(), word, worst: false });
        }
    }
}
