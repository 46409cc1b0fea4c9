//! The form of a rating as plain values: its fields, where one is in it, what was changed, and how it is kept half filled.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::felt;
use crate::config::{ClockStyle, Key};
use crate::domain::{Cause, Did, Entry, Quality, Region, Score, Word};
use crate::store::EntryChange;
use crate::widgets::field::{Field, Typed};

/// The longest line on medicine and on the time, in characters.
const LINE: usize = 1_000;

/// A part of the form, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Where,
    Feels,
    SetOff,
    Did,
    Medicine,
    Note,
    Felt,
}

impl Part {
    pub(super) const ALL: [Self; 7] = [Self::Where, Self::Feels, Self::SetOff, Self::Did, Self::Medicine, Self::Note, Self::Felt];

    /// Its name on the page.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Where => "Where",
            Self::Feels => "Feels",
            Self::SetOff => "Set off by",
            Self::Did => "You did",
            Self::Medicine => "Medicine",
            Self::Note => "Note",
            Self::Felt => "Felt at",
        }
    }

    /// What can be marked in it; nothing in a part that is typed.
    pub(super) fn words(self) -> Vec<Word> {
        match self {
            Self::Where => Region::ALL.iter().copied().map(Word::Region).collect(),
            Self::Feels => Quality::ALL.iter().copied().map(Word::Quality).collect(),
            Self::SetOff => Cause::ALL.iter().copied().map(Word::Trigger).collect(),
            Self::Did => Did::ALL.iter().copied().map(Word::Did).collect(),
            Self::Medicine | Self::Note | Self::Felt => Vec::new(),
        }
    }

    /// Whether one types in it.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Medicine | Self::Note | Self::Felt)
    }
}

/// Regions that share a name, such as left and right of the neck: the name, and each with what tells it apart.
pub(super) fn places() -> Vec<(&'static str, Vec<(Region, &'static str)>)> {
    let mut places: Vec<(&str, Vec<(Region, &str)>)> = Vec::new();
    for region in Region::ALL {
        let (name, side) = region.label().split_once(", ").unwrap_or((region.label(), ""));
        match places.last_mut() {
            Some((last, sides)) if *last == name => sides.push((*region, side)),
            _ => places.push((name, vec![(*region, side)])),
        }
    }
    places
}

/// What stands in the form, as it is kept half filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Body {
    score: Score,
    regions: Vec<Region>,
    worst: Option<Region>,
    qualities: Vec<Quality>,
    causes: Vec<Cause>,
    did: Vec<Did>,
    medicine: String,
    note: String,
    felt: String,
}

/// The form.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) score: Score,
    /// What is marked, sorted.
    pub(super) words: Vec<Word>,
    pub(super) worst: Option<Region>,
    pub(super) medicine: Field,
    pub(super) note: Field,
    pub(super) felt: Field,
    pub(super) part: Part,
    /// Which word of each part that is marked the cursor is on.
    pub(super) on: [usize; 4],
    /// How it was when it was opened.
    start: Body,
}

impl Form {
    /// The form of a rating, and over it what was left half filled, if it still reads.
    pub(super) fn new(entry: &Entry, felt: String, draft: Option<&str>) -> Self {
        let field = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut form = Self {
            score: entry.score,
            words: entry.words.clone(),
            worst: entry.worst,
            medicine: Field::line(LINE).with(&field(&entry.medicine)),
            note: Field::lines(Entry::NOTE_LIMIT).with(&field(&entry.note)),
            felt: Field::line(LINE).with(&felt),
            part: Part::Where,
            on: [0; 4],
            start: Body {
                score: entry.score,
                regions: Vec::new(),
                worst: None,
                qualities: Vec::new(),
                causes: Vec::new(),
                did: Vec::new(),
                medicine: String::new(),
                note: String::new(),
                felt,
            },
        };
        form.start = form.body();
        if let Some(body) = draft.and_then(|draft| serde_json::from_str::<Body>(draft).ok()) {
            form.lay(&body);
        }
        form
    }

    /// What stands in it.
    pub(super) fn body(&self) -> Body {
        let mut body = Body {
            score: self.score,
            regions: Vec::new(),
            worst: self.worst,
            qualities: Vec::new(),
            causes: Vec::new(),
            did: Vec::new(),
            medicine: self.medicine.text().to_owned(),
            note: self.note.text().to_owned(),
            felt: self.felt.text().to_owned(),
        };
        for word in &self.words {
            match word {
                Word::Region(word) => body.regions.push(*word),
                Word::Quality(word) => body.qualities.push(*word),
                Word::Trigger(word) => body.causes.push(*word),
                Word::Did(word) => body.did.push(*word),
            }
        }
        body
    }

    fn lay(&mut self, body: &Body) {
        (self.score, self.worst) = (body.score, body.worst);
        let regions = body.regions.iter().copied().map(Word::Region);
        let qualities = body.qualities.iter().copied().map(Word::Quality);
        let causes = body.causes.iter().copied().map(Word::Trigger);
        self.words = regions.chain(qualities).chain(causes).chain(body.did.iter().copied().map(Word::Did)).collect();
        self.words.sort_unstable();
        self.medicine = Field::line(LINE).with(&body.medicine);
        self.note = Field::lines(Entry::NOTE_LIMIT).with(&body.note);
        self.felt = Field::line(LINE).with(&body.felt);
    }

    /// Whether anything is not as it was.
    pub(super) fn is_changed(&self) -> bool {
        // the long one first compared where it stands, and only then all of it
        self.note.text() != self.start.note || self.body() != self.start
    }

    /// The number it was opened with, if it is another one now.
    pub(super) fn was(&self) -> Option<Score> {
        (self.score != self.start.score).then_some(self.start.score)
    }

    /// A number less or more; stays on the scale.
    pub(super) fn step_score(&mut self, more: bool) {
        let value = self.score.value();
        self.score = Score::new(if more { value + 1 } else { value.saturating_sub(1) }).unwrap_or(self.score);
    }

    /// The rating as it is to be; a time that is none, or still to come, is refused.
    pub(super) fn change(&self, entry: &Entry, now: NaiveDateTime) -> Result<(EntryChange, Option<NaiveDateTime>), String> {
        let felt = if self.felt.text() == self.start.felt { None } else { Some(felt::read(self.felt.text(), now)?) };
        // what was not touched stays to the letter, also what the screen leaves out of it
        let text = |field: &Field, start: &str, old: &Option<String>| {
            if field.text() == start { old.clone() } else { Some(field.text().trim_end().to_owned()).filter(|text| !text.is_empty()) }
        };
        let change = EntryChange {
            uid: entry.uid,
            score: self.score,
            felt: None,
            words: self.words.clone(),
            worst: self.worst,
            medicine: text(&self.medicine, &self.start.medicine, &entry.medicine),
            note: text(&self.note, &self.start.note, &entry.note),
        };
        Ok((change, felt))
    }

    /// What is marked and belongs to the warning signs.
    pub(super) fn flagged(&self) -> impl Iterator<Item = Word> {
        self.words.iter().copied().filter(|word| word.is_flagged())
    }

    /// The field one types in just now.
    pub(super) fn field(&mut self) -> Option<&mut Field> {
        match self.part {
            Part::Medicine => Some(&mut self.medicine),
            Part::Note => Some(&mut self.note),
            Part::Felt => Some(&mut self.felt),
            Part::Where | Part::Feels | Part::SetOff | Part::Did => None,
        }
    }

    /// A time that still stands as it was makes room for one that begins to be typed.
    pub(super) fn begin_time(&mut self, key: Key) {
        let begins = key.typed().is_some_and(char::is_alphanumeric);
        if self.part == Part::Felt && begins && self.felt.text() == self.start.felt {
            self.felt = Field::line(LINE);
        }
    }

    /// The word the cursor is on.
    pub(super) fn word(&self) -> Option<Word> {
        self.part.words().get(*self.on.get(self.part as usize)?).copied()
    }

    /// To the next part or the one before; stays at the ends.
    pub(super) fn turn(&mut self, down: bool) {
        let at = self.part as usize;
        let to = if down { at + 1 } else { at.saturating_sub(1) };
        self.part = Part::ALL.get(to).copied().unwrap_or(self.part);
    }

    /// Up or down: among the places and the rows of a note first, then to another part. The note is so many columns wide.
    pub(super) fn up_or_down(&mut self, down: bool, width: u16) {
        let is_moved = match self.part {
            Part::Where => self.place(down),
            Part::Note => self.note.row(down, width),
            _ => false,
        };
        if !is_moved {
            self.turn(down);
        }
    }

    /// To another place, on the same side of it. Whether there is one.
    fn place(&mut self, down: bool) -> bool {
        let places = places();
        let Some(Word::Region(here)) = self.word() else { return false };
        let find = |sides: &[(Region, &str)]| sides.iter().position(|(region, _)| *region == here);
        let Some(at) = places.iter().position(|(_, sides)| find(sides).is_some()) else { return false };
        let side = find(&places[at].1).unwrap_or(0);
        let Some((_, sides)) = (if down { Some(at + 1) } else { at.checked_sub(1) }).and_then(|to| places.get(to)) else { return false };
        let (region, _) = sides[side.min(sides.len() - 1)];
        self.on[0] = Region::ALL.iter().position(|found| *found == region).unwrap_or(0);
        true
    }

    /// Left or right: to the word beside, or by a letter.
    pub(super) fn left_or_right(&mut self, forward: bool) {
        if let Some(field) = self.field() {
            field.step(forward);
            return;
        }
        let most = self.part.words().len().saturating_sub(1);
        let on = &mut self.on[self.part as usize];
        *on = if forward { (*on + 1).min(most) } else { on.saturating_sub(1) };
    }

    /// Marks the word under the cursor, or takes the mark away.
    pub(super) fn mark(&mut self) {
        let Some(word) = self.word() else { return };
        match self.words.binary_search(&word) {
            Ok(at) => {
                self.words.remove(at);
                if let Word::Region(region) = word {
                    self.worst = self.worst.filter(|worst| *worst != region);
                }
            }
            Err(at) => self.words.insert(at, word),
        }
    }

    /// Makes the region under the cursor the worst, or no longer.
    pub(super) fn mark_worst(&mut self) {
        let Some(Word::Region(region)) = self.word() else { return };
        if self.worst == Some(region) {
            self.worst = None;
            return;
        }
        if let Err(at) = self.words.binary_search(&Word::Region(region)) {
            self.words.insert(at, Word::Region(region));
        }
        self.worst = Some(region);
    }

    /// Makes the next of the marked regions the worst, after the last of them none.
    pub(super) fn next_worst(&mut self) {
        let mut regions = self.words.iter().filter_map(|word| if let Word::Region(region) = word { Some(*region) } else { None });
        self.worst = match self.worst {
            None => regions.next(),
            Some(worst) => regions.find(|region| *region > worst),
        };
    }

    /// Takes over the regions of the rating before.
    pub(super) fn same_regions(&mut self, regions: &[Region], worst: Option<Region>) {
        self.words.retain(|word| !matches!(word, Word::Region(_)));
        self.words.extend(regions.iter().copied().map(Word::Region));
        self.words.sort_unstable();
        self.worst = worst;
    }

    /// Sets the time a step back or on. Whether what stands there is a time.
    pub(super) fn step_time(&mut self, later: bool, now: NaiveDateTime, clock: ClockStyle) -> Typed {
        let Ok(at) = felt::read(self.felt.text(), now) else { return Typed::Nothing };
        self.felt = Field::line(LINE).with(&felt::shown(felt::stepped(at, later, now), now, clock));
        Typed::Changed
    }
}
