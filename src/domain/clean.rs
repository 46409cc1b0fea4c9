//! The one door between foreign text and any output: control and direction-changing characters are lost here.

use std::borrow::Cow;

/// Characters that steer a terminal, reorder a line or hide in it: C0, DEL, C1, bidi controls, line separators, byte order mark.
fn is_unwanted(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}'
        | '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Text as it may be shown: everything that steers a terminal or reorders a line is dropped, line breaks stay.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c == '\n' || !is_unwanted(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&c| c == '\n' || !is_unwanted(c)).collect())
}

/// As [`clean`], on one line: breaks and tabs become single spaces.
#[must_use]
pub fn clean_line(text: &str) -> String {
    text.split(['\n', '\r', '\t', '\u{2028}', '\u{2029}'])
        .map(|part| clean(part).trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_passes() {
        let nasty = "a\x1b]52;c;!\x07b\u{202e}c\u{9b}2Jd\u{2066}e\u{200f}f";
        assert_eq!(clean(nasty), "a]52;c;!bc2Jdef");
        assert_eq!(clean_line("two\r\nlines\tone"), "two lines one");
        assert!(matches!(clean("plain ä ☕\nand more"), Cow::Borrowed(_)));
    }
}
