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

/// A sentence where it stands.
struct Place<'a> {
    read: &'a Read<Exercise>,
    path: String,
}

impl Place<'_> {
    fn line_and_column(&self) -> (usize, usize) {
        place(&self.read.asset.text, &self.path)
    }
}

/// Sentences of six or more words that stand in two exercises, each with both places. Upper and lower case, and signs, make no difference.
pub(super) fn shared_sentences(files: &Files) -> Vec<Problem> {
    let mut seen: BTreeMap<Vec<String>, Vec<(Place<'_>, String)>> = BTreeMap::new();
    // embedded first, so that the mistake is the newcomer's
    let mut reads: Vec<&Read<Exercise>> = files.exercises.values().collect();
    reads.sort_by_key(|read| read.asset.origin);
    for read in reads {
        for text in read.value.texts() {
            for sentence in text.text.split(['.', '!', '?', ';', ':']) {
                let words = words(sentence);
                if words.len() >= WORDS {
                    let place = Place { read, path: text.path.clone() };
                    seen.entry(words).or_default().push((place, sentence.trim().to_owned()));
                }
            }
        }
    }
    let mut shared: BTreeMap<(&str, &str), Vec<(Place<'_>, Place<'_>, String)>> = BTreeMap::new();
    for places in seen.into_values() {
        let mut places = places.into_iter();
        let Some((first, _)) = places.next() else { continue };
        for (place, sentence) in places.filter(|(place, _)| place.read.asset.id != first.read.asset.id) {
            let first = Place { read: first.read, path: first.path.clone() };
            let pair = (first.read.asset.id.as_str(), place.read.asset.id.as_str());
            shared.entry(pair).or_default().push((first, place, sentence));
        }
    }
    shared.into_values().flat_map(|pairs| if pairs.len() >= COPY { vec![copy(&pairs)] } else { pairs.iter().map(one).collect() }).collect()
}

fn one((first, second, sentence): &(Place<'_>, Place<'_>, String)) -> Problem {
    let (line, column) = first.line_and_column();
    let what = format!("The sentence \"{sentence}\" also stands in {}:{line}:{column}.", first.read.asset.file);
    second.read.note(&second.path, what, "Say what is so of this exercise and of no other, or leave it out.")
}

/// Somebody began with a copy: said once, with all its lines.
fn copy(pairs: &[(Place<'_>, Place<'_>, String)]) -> Problem {
    let mut lines: Vec<(usize, usize)> =
        pairs.iter().map(|(first, second, _)| (second.line_and_column().0, first.line_and_column().0)).collect();
    lines.sort_unstable();
    lines.dedup();
    let lines: Vec<String> = lines.iter().map(|(own, other)| format!("{own} = {other}")).collect();
    let Some((first, second, _)) = pairs.first() else { return Problem::of_file("", "", "") };
    let what = format!("{} sentences also stand in {} (line here = line there: {}).", pairs.len(), first.read.asset.file, lines.join(", "));
    let remedy =
        format!("Say them anew; or, if this is your version of it, name the file `{}.ron` and it takes its place.", first.read.asset.id);
    second.read.note("name", what, remedy)
}

fn words(sentence: &str) -> Vec<String> {
    sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
