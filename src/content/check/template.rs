//! Template prose: the same sentence in two exercises says that one of them was not thought about.

use std::collections::BTreeMap;

use super::super::load::{Files, Read};
use super::super::texts::Texts;
use crate::assets::place;
use crate::domain::{Exercise, Problem};

/// From so many words on a sentence is one of its own; below it is a phrase that anybody may need.
const WORDS: usize = 6;
/// From so many shared sentences on, one exercise is a copy of the other, and that is said once.
const COPY: usize = 5;

/// Where a sentence stands.
#[derive(Clone)]
struct Place<'a> {
    read: &'a Read<Exercise>,
    path: String,
}

impl Place<'_> {
    fn line_and_column(&self) -> (usize, usize) {
        place(&self.read.asset.text, &self.path)
    }
}

/// A sentence that stands in two exercises.
struct Shared<'a> {
    sentence: String,
    first: Place<'a>,
    second: Place<'a>,
}

/// Sentences of six or more words that stand in two exercises, each with both places. Upper and lower case, and signs, make no difference.
pub(super) fn shared_sentences(files: &Files) -> Vec<Problem> {
    let mut seen: BTreeMap<Vec<String>, Place<'_>> = BTreeMap::new();
    let mut pairs: BTreeMap<(&str, &str), Vec<Shared<'_>>> = BTreeMap::new();
    // embedded first, so that the mistake is the newcomer's
    let mut reads: Vec<&Read<Exercise>> = files.exercises.values().collect();
    reads.sort_by_key(|read| read.asset.origin);
    for read in reads {
        for text in read.value.texts() {
            for sentence in text.text.split(['.', '!', '?', ';', ':']) {
                let words = words(sentence);
                if words.len() < WORDS {
                    continue;
                }
                let second = Place { read, path: text.path.clone() };
                match seen.get(&words) {
                    None => {
                        seen.insert(words, second);
                    }
                    Some(first) if first.read.asset.id == read.asset.id => {}
                    Some(first) => {
                        let shared = Shared { sentence: sentence.trim().to_owned(), first: first.clone(), second };
                        pairs.entry((&first.read.asset.id, &read.asset.id)).or_default().push(shared);
                    }
                }
            }
        }
    }
    pairs.into_values().flat_map(|pair| if pair.len() >= COPY { copy(&pair) } else { pair.iter().map(one).collect() }).collect()
}

fn one(shared: &Shared<'_>) -> Problem {
    let Shared { sentence, first, second } = shared;
    let (line, column) = first.line_and_column();
    let what = format!("The sentence \"{sentence}\" also stands in {}:{line}:{column}.", first.read.asset.file);
    second.read.note(&second.path, what, "Say what is so of this exercise and of no other, or leave it out.")
}

/// Somebody began with a copy: said once, with all its lines.
fn copy(pair: &[Shared<'_>]) -> Vec<Problem> {
    let Some(Shared { first, second, .. }) = pair.first() else { return Vec::new() };
    let lines = |shared: &Shared<'_>| (shared.second.line_and_column().0, shared.first.line_and_column().0);
    let mut lines: Vec<(usize, usize)> = pair.iter().map(lines).collect();
    lines.sort_unstable();
    lines.dedup();
    let lines: Vec<String> = lines.iter().map(|(own, other)| format!("{own} = {other}")).collect();
    let what = format!("{} sentences also stand in {} (line here = line there: {}).", pair.len(), first.read.asset.file, lines.join(", "));
    let remedy =
        format!("Say them anew; or, if this is your version of it, name the file `{}.ron` and it takes its place.", first.read.asset.id);
    vec![second.read.note("name", what, remedy)]
}

fn words(sentence: &str) -> Vec<String> {
    sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
