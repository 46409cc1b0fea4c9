//! The rules of wording: sentences end, names do not, nothing is wider than its place on the screen.

use unicode_width::UnicodeWidthStr;

use super::super::load::Read;
use super::super::texts::{Text, Texts, Wish};
use crate::domain::Problem;

/// All texts of one file.
pub(super) fn texts<T: Texts>(read: &Read<T>) -> Vec<Problem> {
    read.value.texts().iter().flat_map(|text| one(read, text)).collect()
}

fn one<T>(read: &Read<T>, text: &Text<'_>) -> Vec<Problem> {
    let Text { path, text, wish, limit } = text;
    if text.trim().is_empty() {
        return vec![read.note(path, "Nothing is said here.", "Write it, or remove the field or the entry.")];
    }
    let mut problems = Vec::new();
    if let Some(limit) = limit {
        let width = text.width();
        if width > *limit {
            let what = format!("This has {width} columns; there is room for {limit}.");
            problems.push(read.note(path, what, format!("Shorten it by {} or more.", width - limit)));
        }
    }
    let end = text.trim_end_matches(['"', '\'', ')', ' ']);
    let begins_small = text.chars().next().is_some_and(|c| !c.is_uppercase()) || text.chars().nth(1).is_some_and(char::is_uppercase);
    let problem = match wish {
        Wish::Sentences if !end.ends_with(['.', '?']) => {
            Some(("This has no full stop.", "Write full sentences, the last one closed as well."))
        }
        Wish::Question if !end.ends_with('?') => Some(("This is no question.", "End it with a question mark.")),
        Wish::Sign if end.ends_with('.') => Some(("This completes \"Stop if ..\" and has a full stop.", "Remove the full stop.")),
        Wish::Sign if !begins_small => Some(("This completes \"Stop if ..\" and begins large.", "Begin it with a small letter.")),
        Wish::Label if end.ends_with('.') && !end.ends_with("etc.") => {
            Some(("This is a name and has a full stop.", "Remove the full stop."))
        }
        Wish::Word if !text.chars().all(|c| c.is_lowercase() || matches!(c, ' ' | '-')) => {
            Some(("The word under the number is not in small letters.", "Write one or two short words in small letters."))
        }
        _ => None,
    };
    problems.extend(problem.map(|(what, remedy)| read.note(path, what, remedy)));
    problems
}
