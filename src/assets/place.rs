//! Where in a RON text a value stands, found again by its path when a value that reads well is still a mistake.

/// Line and column of the value at `path`, from 1, columns in characters. A path is fields, list indices from 0 and map keys with dots
/// between them: `easier.steps.2`. Where a part of the path does not exist, the nearest value around it is meant.
#[must_use]
pub fn place(text: &str, path: &str) -> (usize, usize) {
    let mut scanner = Scanner::new(text);
    let mut best = None;
    scanner.find(&segments(path), &mut best);
    line_and_column(text, best.unwrap_or(0))
}

/// The whole number at `path`, if there is one.
pub(super) fn number(text: &str, path: &str) -> Option<u64> {
    let mut scanner = Scanner::new(text);
    let mut best = None;
    if !scanner.find(&segments(path), &mut best) {
        return None;
    }
    let rest = text.get(best?..)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

/// The byte at which the text really begins, after white space, comments and `#![enable(..)]`; the length if it does not.
pub(super) fn beginning(text: &str) -> usize {
    let mut scanner = Scanner::new(text);
    scanner.skip_space();
    scanner.at
}

/// Line and column, from 1, of a byte of `text`.
pub(super) fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(..end).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (1 + before.matches('\n').count(), 1 + before.get(line_start..).unwrap_or_default().chars().count())
}

/// The place of the bracket that the one at a place closes.
pub(super) fn opening(text: &str, line: usize, column: usize) -> Option<(usize, usize)> {
    let mut scanner = Scanner::new(text);
    let mut open = Vec::new();
    while let Some(next) = scanner.peek() {
        match next {
            '(' | '[' | '{' => open.push(scanner.at),
            ')' | ']' | '}' => {
                let opened = open.pop()?;
                if line_and_column(text, scanner.at) >= (line, column) {
                    return Some(line_and_column(text, opened));
                }
            }
            _ => {}
        }
        scanner.skip_token();
        scanner.skip_space();
    }
    None
}

fn segments(path: &str) -> Vec<&str> {
    path.split('.').filter(|part| !part.is_empty()).collect()
}

/// Walks over RON without understanding it. Never recurses deeper than the path is long, so no text can exhaust the stack.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        let mut scanner = Self { text, at: 0 };
        scanner.skip_space();
        while scanner.rest().starts_with("#!") {
            scanner.at += scanner.rest().find(']').map_or(scanner.rest().len(), |end| end + 1);
            scanner.skip_space();
        }
        scanner
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn take(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        if is_there {
            self.bump();
        }
        is_there
    }

    /// White space and comments; block comments nest.
    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.skip_block_comment();
            } else if rest.starts_with(char::is_whitespace) {
                self.at += rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            } else {
                return;
            }
        }
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            let rest = self.rest();
            if rest.starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if rest.starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return;
                }
            } else if rest.is_empty() {
                return;
            } else {
                self.bump();
            }
        }
    }

    /// A word: an identifier or a number. Empty where none stands.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-'))).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// A quoted text with escapes, the opening quote being next; what stands between the quotes.
    fn quoted(&mut self) -> &'a str {
        self.bump();
        let start = self.at;
        while let Some(c) = self.peek() {
            if c == '"' {
                let inside = self.text.get(start..self.at).unwrap_or_default();
                self.bump();
                return inside;
            }
            if c == '\\' {
                self.bump();
            }
            self.bump();
        }
        self.text.get(start..).unwrap_or_default()
    }

    /// `#"…"#` with any number of `#`, the first of them (or the quote) being next.
    fn raw(&mut self) {
        let hashes = self.rest().bytes().take_while(|&b| b == b'#').count();
        if !self.rest().get(hashes..).unwrap_or_default().starts_with('"') {
            return;
        }
        self.at += hashes + 1;
        let end = format!("\"{}", "#".repeat(hashes));
        self.at += self.rest().find(&end).map_or(self.rest().len(), |found| found + end.len());
    }

    /// `'x'`, the opening quote being next.
    fn character(&mut self) {
        self.bump();
        if self.take('\\') {
            self.bump();
            self.at += self.rest().find(['\'', '\n']).unwrap_or_default();
        } else {
            self.bump();
        }
        self.take('\'');
    }

    /// One text, word, bracket or other character.
    fn skip_token(&mut self) {
        match self.peek() {
            Some('"') => {
                self.quoted();
            }
            Some('\'') => self.character(),
            Some(c) if c.is_alphanumeric() || c == '_' => {
                if matches!(self.word(), "r" | "br") {
                    self.raw();
                }
            }
            _ => self.bump(),
        }
    }

    /// To the comma or the closing bracket that ends the value that begins here.
    fn skip_value(&mut self) {
        let mut depth = 0_usize;
        loop {
            self.skip_space();
            match self.peek() {
                None => return,
                Some(',' | ')' | ']' | '}') if depth == 0 => return,
                Some('(' | '[' | '{') => depth += 1,
                Some(')' | ']' | '}') => depth -= 1,
                Some(_) => {}
            }
            self.skip_token();
        }
    }

    /// Goes to the value at `path`; `best` is where the last part of it that exists begins. Whether all of it was found.
    fn find(&mut self, path: &[&str], best: &mut Option<usize>) -> bool {
        self.skip_space();
        *best = Some(self.at);
        let Some((first, rest)) = path.split_first() else { return true };
        let name = if self.peek().is_some_and(|c| c.is_alphabetic() || c == '_') { self.word() } else { "" };
        self.skip_space();
        let is_map = self.peek() == Some('{');
        if !matches!(self.peek(), Some('(' | '[' | '{')) {
            return false;
        }
        self.bump();
        for index in 0_usize.. {
            self.skip_space();
            if matches!(self.peek(), None | Some(')' | ']' | '}')) {
                return false;
            }
            let start = self.at;
            if name == "Some" {
                return self.find(path, best);
            }
            let key = match self.peek() {
                Some('"') if is_map => self.quoted(),
                _ => self.word(),
            };
            self.skip_space();
            let is_it = if !key.is_empty() && self.take(':') {
                key == *first
            } else {
                self.at = start;
                index.to_string() == *first
            };
            if is_it {
                return self.find(rest, best);
            }
            self.skip_value();
            if !self.take(',') {
                return false;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = r##"#![enable(implicit_some)]
// format: 7 in a comment is none
Exercise(
    name: "a \"quoted\", (tricky) one", /* nested /* steps: */ here */ kind: Mobility,
    mark: ':', raw: r#"steps: ["no"]"#,
    steps: ["one", "ä☕ two", // three
        "three"],
    easier: Some((dose: (work: Reps(8)), steps: ["e"])),
    days: [Full, Gentle],
    map: { "a b": (short: "x"), Injury: (short: "y") },
    beats: [Out(2, "turn"), Pause(1.5)],
    range: (sets: (1, 3)),
)"##;

    #[test]
    fn a_value_is_found_where_an_editor_shows_it() {
        let at = |path| place(TEXT, path);
        assert_eq!(at("name"), (4, 11));
        assert_eq!(at("kind"), (4, 78));
        assert_eq!(at("steps"), (6, 12));
        assert_eq!(at("steps.1"), (6, 20));
        assert_eq!(at("steps.2"), (7, 9));
        assert_eq!(at("easier.dose.work"), (8, 32));
        assert_eq!(at("easier.steps.0"), (8, 50));
        assert_eq!(at("days.1"), (9, 18));
        assert_eq!(at("map.a b.short"), (10, 27));
        assert_eq!(at("map.Injury.short"), (10, 49));
        assert_eq!(at("beats.0.1"), (11, 20));
        assert_eq!(at("beats.1.0"), (11, 35));
        assert_eq!(at("range.sets.1"), (12, 23));
    }

    #[test]
    fn a_value_that_is_absent_is_placed_at_what_is_around_it() {
        assert_eq!(place(TEXT, "harder.steps.0"), (3, 1));
        assert_eq!(place(TEXT, "easier.cue"), (8, 18));
        assert_eq!(place(TEXT, "steps.9"), (6, 12));
        assert_eq!(place("", "steps"), (1, 1));
    }

    #[test]
    fn a_number_is_read_only_where_one_stands() {
        assert_eq!(number("(format: 12,)", "format"), Some(12));
        assert_eq!(number("(name: \"format: 3\")", "format"), None);
        assert_eq!(number(TEXT, "format"), None);
    }

    proptest! {
        #[test]
        fn no_text_and_no_path_can_break_the_search(text in "[\\PC\n]{0,200}", path in "[a-z0-9.]{0,12}") {
            let (line, column) = place(&text, &path);
            prop_assert!(line >= 1 && line <= 1 + text.matches('\n').count());
            let width = text.split('\n').nth(line - 1).unwrap_or_default().chars().count();
            prop_assert!(column >= 1 && column <= width + 1);
        }

        #[test]
        fn a_good_file_cut_anywhere_cannot_break_it_either(cut in 0_usize..700, path in "steps.1|beats.0.1|map.Injury.short|format") {
            let text: String = TEXT.chars().take(cut).collect();
            let (line, _) = place(&text, &path);
            prop_assert!(line <= 13);
        }
    }
}
