//! Every text of every kind of file with its path, what kind of text it is to be, and how many columns it may have.

use std::collections::BTreeMap;

use super::load::{Depth, Files, Read, gather};
use crate::assets::{Source, place};
use crate::domain::{
    Background, Beat, Care, Conditions, Desk, Exercise, Habits, Plan, Question, Remedies, Routine, Saying, Sources, Variant, WarningSigns,
};

/// What a text is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// Full sentences, each with its full stop.
    Sentences,
    /// One question.
    Question,
    /// Completes "Stop if …": begins small, no full stop.
    Sign,
    /// A name or a heading.
    Label,
    /// The word under the number: small letters.
    Word,
}

/// One text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text<'a> {
    /// Its path, as [`place`] reads it.
    pub path: String,
    pub text: &'a str,
    pub wish: Wish,
    /// Columns at most.
    pub limit: Option<usize>,
}

/// A kind of file that has texts.
pub(super) trait Texts {
    /// All of them, in the order of the type.
    fn texts(&self) -> Vec<Text<'_>> {
        let mut list = List(Vec::new());
        self.list(&mut list);
        list.0
    }

    fn list<'a>(&'a self, list: &mut List<'a>);
}

/// Texts being listed.
pub(super) struct List<'a>(Vec<Text<'a>>);

impl<'a> List<'a> {
    fn one(&mut self, path: impl Into<String>, text: &'a str, wish: Wish, limit: impl Into<Option<usize>>) {
        self.0.push(Text { path: path.into(), text, wish, limit: limit.into() });
    }

    fn many(&mut self, path: &str, texts: &'a [String], wish: Wish, limit: impl Into<Option<usize>>) {
        let limit = limit.into();
        for (at, text) in texts.iter().enumerate() {
            self.one(format!("{path}.{at}"), text, wish, limit);
        }
    }

    fn sayings(&mut self, path: &str, sayings: &'a [Saying]) {
        for (at, saying) in sayings.iter().enumerate() {
            self.saying(&format!("{path}.{at}"), saying);
        }
    }

    fn saying(&mut self, path: &str, saying: &'a Saying) {
        self.one(format!("{path}.short"), &saying.short, Wish::Label, 60);
        self.one(format!("{path}.text"), &saying.text, Wish::Sentences, None);
    }

    fn question(&mut self, path: &str, question: &'a Question) {
        self.one(format!("{path}.ask"), &question.ask, Wish::Question, None);
        self.one(format!("{path}.answer"), &question.answer, Wish::Sentences, None);
    }

    fn beats(&mut self, path: &str, beats: &'a [Beat]) {
        for (at, beat) in beats.iter().enumerate() {
            if !matches!(beat, Beat::Pause(_)) {
                self.one(format!("{path}.{at}.1"), beat.word(), Wish::Word, 10);
            }
        }
    }

    fn variant(&mut self, path: &str, variant: &'a Variant) {
        self.one(format!("{path}.name"), &variant.name, Wish::Label, 30);
        self.many(&format!("{path}.steps"), &variant.steps, Wish::Sentences, 74);
        self.one(format!("{path}.cue"), &variant.cue, Wish::Sentences, 56);
        self.beats(&format!("{path}.beats"), variant.beats.as_deref().unwrap_or_default());
    }
}

impl Texts for Exercise {
    fn list<'a>(&'a self, list: &mut List<'a>) {
        list.one("name", &self.name, Wish::Label, 30);
        list.many("other_names", &self.other_names, Wish::Label, None);
        list.beats("beats", &self.beats);
        list.one("breathing", &self.breathing, Wish::Sentences, None);
        list.one("names.set", &self.names.set, Wish::Label, 10);
        list.one("names.rep", &self.names.rep, Wish::Label, 10);
        list.many("names.reps", &self.names.reps, Wish::Label, 10);
        list.one("names.directions.0", &self.names.directions.0, Wish::Label, 10);
        list.one("names.directions.1", &self.names.directions.1, Wish::Label, 10);
        list.one("start", &self.start, Wish::Sentences, 74);
        list.many("steps", &self.steps, Wish::Sentences, 74);
        list.one("cue", &self.cue, Wish::Sentences, 56);
        list.one("cue_short", &self.cue_short, Wish::Sentences, 30);
        if !self.switch.is_empty() {
            list.one("switch", &self.switch, Wish::Sentences, 74);
        }
        list.one("why", &self.why, Wish::Sentences, None);
        list.many("works", &self.works, Wish::Label, None);
        list.many("stretches", &self.stretches, Wish::Label, None);
        list.one("feel", &self.feel, Wish::Sentences, None);
        list.many("mistakes", &self.mistakes, Wish::Sentences, 74);
        list.many("stop_if", &self.stop_if, Wish::Sign, None);
        list.many("leave_out", &self.leave_out, Wish::Sentences, None);
        if let Some(easier) = &self.easier {
            list.variant("easier", easier);
        }
        if let Some(harder) = &self.harder {
            list.variant("harder", harder);
        }
        list.many("notes", &self.notes, Wish::Sentences, None);
    }
}

impl Texts for Routine {
    fn list<'a>(&'a self, list: &mut List<'a>) {
        list.one("name", &self.name, Wish::Label, 30);
        list.one("about", &self.about, Wish::Sentences, None);
        list.one("when", &self.when, Wish::Sentences, None);
        list.many("notes", &self.notes, Wish::Sentences, None);
    }
}

impl Texts for Plan {
    fn list<'a>(&'a self, list: &mut List<'a>) {
        list.one("name", &self.name, Wish::Label, 30);
        list.one("about", &self.about, Wish::Sentences, None);
        list.many("expect", &self.expect, Wish::Sentences, None);
        list.many("after", &self.after, Wish::Sentences, None);
    }
}

impl Texts for Care {
    fn list<'a>(&'a self, list: &mut List<'a>) {
        list.one("name", &self.name, Wish::Label, 30);
        list.one("about", &self.about, Wish::Sentences, None);
        list.one("start", &self.start, Wish::Sentences, 74);
        list.many("steps", &self.steps, Wish::Sentences, 74);
        for (at, phase) in self.phases.iter().enumerate() {
            list.one(format!("phases.{at}.word"), &phase.word, Wish::Word, 10);
            list.one(format!("phases.{at}.cue"), &phase.cue, Wish::Sentences, 56);
        }
        list.many("stop_if", &self.stop_if, Wish::Sign, None);
        list.many("leave_out", &self.leave_out, Wish::Sentences, None);
        list.one("end", &self.end, Wish::Sentences, None);
    }
}

impl Texts for WarningSigns {
    fn list<'a>(&'a self, list: &mut List<'a>) {
        for (at, tier) in self.tiers.iter().enumerate() {
            list.one(format!("tiers.{at}.title"), &tier.title, Wish::Label, None);
            list.one(format!("tiers.{at}.lead"), &tier.lead, Wish::Sentences, None);
            for (n, sign) in tier.signs.iter().enumerate() {
                list.one(format!("tiers.{at}.signs.{n}.short"), &sign.short, Wish::Label, 66);
                let brief = sign.brief.iter();
                brief.for_each(|brief| list.one(format!("tiers.{at}.signs.{n}.brief"), brief, Wish::Label, 53));
                list.one(format!("tiers.{at}.signs.{n}.text"), &sign.text, Wish::Sentences, None);
            }
        }
        list.many("stop_if", &self.stop_if, Wish::Sign, None);
        list.many("during", &self.during, Wish::Sentences, None);
        list.question("question", &self.question);
        list.many("ask_first", &self.ask_first, Wish::Sentences, None);
        list.many("follow_up", &self.follow_up, Wish::Sentences, None);
        list.one("disclaimer", &self.disclaimer, Wish::Sentences, None);
    }
}

impl Texts for Conditions {
    fn list<'a>(&'a self, list: &mut List<'a>) {
        for (avoid, saying) in &self.conditions {
            list.saying(&format!("conditions.{avoid:?}"), saying);
        }
    }
}

impl Texts for Remedies {
    fn list<'a>(&'a self, list: &mut List<'a>) {
        for (at, remedy) in self.remedies.iter().enumerate() {
            let path = |field: &str| format!("remedies.{at}.{field}");
            list.one(path("name"), &remedy.name, Wish::Label, 30);
            list.one(path("known"), &remedy.known, Wish::Sentences, None);
            list.one(path("for_what"), &remedy.for_what, Wish::Sentences, None);
            list.many(&path("how"), &remedy.how, Wish::Sentences, None);
            list.one(path("how_long"), &remedy.how_long, Wish::Sentences, None);
            list.many(&path("caution"), &remedy.caution, Wish::Sentences, None);
            list.sayings(&path("items"), &remedy.items);
        }
    }
}

impl Texts for Habits {
    fn list<'a>(&'a self, list: &mut List<'a>) {
        list.many("keeping", &self.keeping, Wish::Sentences, None);
        for (at, habit) in self.habits.iter().enumerate() {
            list.one(format!("habits.{at}.name"), &habit.name, Wish::Label, 27);
            list.one(format!("habits.{at}.how"), &habit.how, Wish::Sentences, None);
            list.one(format!("habits.{at}.why"), &habit.why, Wish::Sentences, None);
        }
    }
}

impl Texts for Desk {
    fn list<'a>(&'a self, list: &mut List<'a>) {
        list.many("about", &self.about, Wish::Sentences, None);
        for (at, point) in self.points.iter().enumerate() {
            list.one(format!("points.{at}.check"), &point.check, Wish::Sentences, None);
            list.one(format!("points.{at}.mend"), &point.mend, Wish::Sentences, None);
        }
    }
}

impl Texts for Background {
    fn list<'a>(&'a self, list: &mut List<'a>) {
        list.sayings("causes", &self.causes);
        list.sayings("mistakes", &self.mistakes);
        for (at, expectation) in self.expect.iter().enumerate() {
            list.one(format!("expect.{at}.when"), &expectation.when, Wish::Label, 60);
            list.one(format!("expect.{at}.what"), &expectation.what, Wish::Sentences, None);
        }
        list.sayings("conditions", &self.conditions);
        list.sayings("risks", &self.risks);
        for (at, question) in self.questions.iter().enumerate() {
            list.question(&format!("questions.{at}"), question);
        }
    }
}

impl Texts for Sources {
    fn list<'a>(&'a self, list: &mut List<'a>) {
        for (id, saying) in &self.sources {
            list.saying(&format!("sources.{id}"), saying);
        }
    }
}

/// One text with its place, for whoever wants to read all prose at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// The file as its author knows it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The text.
    pub text: String,
}

/// Every text of every file that can be used, file by file.
#[must_use]
pub fn prose(source: &Source) -> Vec<Prose> {
    let files = gather(source, Depth::Own, &mut Vec::new());
    let mut all = Vec::new();
    // figures have no words
    let Files { exercises, routines, plans, care, warning_signs, conditions, remedies, habits, desk, background, sources, figures: _ } =
        &files;
    each(exercises, &mut all);
    each(routines, &mut all);
    each(plans, &mut all);
    each(care, &mut all);
    push(warning_signs.as_ref(), &mut all);
    push(conditions.as_ref(), &mut all);
    push(remedies.as_ref(), &mut all);
    push(habits.as_ref(), &mut all);
    push(desk.as_ref(), &mut all);
    push(background.as_ref(), &mut all);
    push(sources.as_ref(), &mut all);
    all
}

fn each<T: Texts>(reads: &BTreeMap<String, Read<T>>, all: &mut Vec<Prose>) {
    for read in reads.values() {
        push(Some(read), all);
    }
}

fn push<T: Texts>(read: Option<&Read<T>>, all: &mut Vec<Prose>) {
    let Some(read) = read else { return };
    all.extend(read.value.texts().into_iter().map(|text| {
        let (line, column) = place(&read.asset.text, &text.path);
        Prose { file: read.asset.file.clone(), line, column, text: text.text.to_owned() }
    }));
}
