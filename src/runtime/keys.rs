//! What the terminal sends, byte by byte, becomes keys, pastes, changes of focus and its answer about the background.
//!
//! Own work because no way to call crossterm's reader stands every fault: it waits inside `poll` for the end of a half sequence, its default
//! source leaves the rest of a long paste lying, its other source never reads with a timeout of zero, and a paste without end mutes it.

use std::time::Duration;

use crossterm::event::KeyCode;
use ratatui::layout::Position;

use crate::config::Key;

/// Something the terminal sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Text pasted in one go, as it came, line breaks as `\n`.
    Paste(String),
    /// The focus came or went.
    Focus(bool),
    /// The left button was pressed on a cell, from 0.
    Click(Position),
    /// The wheel was turned by a notch over a cell.
    Wheel {
        /// The cell, from 0.
        at: Position,
        /// Towards the person: what lies below comes.
        down: bool,
    },
    /// The answer to the question for its background.
    Background {
        /// Whether it is light.
        light: bool,
    },
}

/// How long the rest of a half sequence may take; over a slow line a sequence can come in two pieces.
const HALF: Duration = Duration::from_millis(30);
/// How long a paste may be silent before it counts as ended.
const SILENT_PASTE: Duration = Duration::from_secs(1);
/// More of one paste than this is dropped.
const LONGEST_PASTE: usize = 8 << 20;
/// No sequence of a terminal is longer.
const LONGEST_SEQUENCE: usize = 4096;

const PASTE_BEGIN: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// What has come but is not understood yet.
#[derive(Debug, Default)]
pub struct Decoder {
    bytes: Vec<u8>,
    paste: Option<Vec<u8>>,
}

/// What stands at the front of the bytes.
enum Front {
    /// This many bytes, and what they mean, if anything.
    Read(usize, Option<Input>),
    /// Not all of it has come.
    Half,
}

impl Decoder {
    /// Takes the bytes of one read.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        // a single escape on its own is the key: whatever sends a sequence sends it in one piece
        if bytes == b"\x1b" && self.bytes.is_empty() && self.paste.is_none() {
            out.push(Input::Key(Key::plain(KeyCode::Esc)));
            return;
        }
        self.bytes.extend_from_slice(bytes);
        self.read(out);
    }

    /// For how long the rest of something half is worth waiting for; nothing if nothing is half.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        match (&self.paste, self.bytes.is_empty()) {
            (Some(_), _) => Some(SILENT_PASTE),
            (None, false) => Some(HALF),
            (None, true) => None,
        }
    }

    /// The rest did not come: makes of it what can be made.
    pub fn give_up(&mut self, out: &mut Vec<Input>) {
        if let Some(mut paste) = self.paste.take() {
            paste.append(&mut self.bytes);
            out.push(pasted(&paste));
            return;
        }
        while let [first, rest @ ..] = self.bytes.as_slice() {
            let rest = rest.to_vec();
            if *first == 0x1b {
                match rest.as_slice() {
                    [] => out.push(Input::Key(Key::plain(KeyCode::Esc))),
                    // Alt-[ and Alt-O look like the beginning of a sequence
                    [b @ (b'[' | b'O')] => out.push(Input::Key(Key { alt: true, ..Key::plain(KeyCode::Char(char::from(*b))) })),
                    _ => {}
                }
                self.bytes.clear();
            } else {
                self.bytes = rest;
                self.read(out);
            }
        }
    }

    fn read(&mut self, out: &mut Vec<Input>) {
        let bytes = std::mem::take(&mut self.bytes);
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            if let Some(paste) = &mut self.paste {
                let end = rest.windows(PASTE_END.len()).position(|w| w == PASTE_END);
                // the end itself may be half here
                let keep = end.unwrap_or_else(|| rest.len() - half_of(PASTE_END, rest));
                paste.extend_from_slice(&rest[..keep.min(LONGEST_PASTE.saturating_sub(paste.len()))]);
                at += keep;
                if end.is_none() {
                    break;
                }
                at += PASTE_END.len();
                out.push(pasted(paste));
                self.paste = None;
            } else if rest.starts_with(PASTE_BEGIN) {
                self.paste = Some(Vec::new());
                at += PASTE_BEGIN.len();
            } else {
                match front(rest) {
                    Front::Read(length, input) => {
                        out.extend(input);
                        at += length;
                    }
                    // an endless sequence is none
                    Front::Half if rest.len() > LONGEST_SEQUENCE => at += 1,
                    Front::Half => break,
                }
            }
        }
        self.bytes = bytes[at..].to_vec();
    }
}

fn pasted(bytes: &[u8]) -> Input {
    Input::Paste(String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n"))
}

/// How many of the last bytes are the beginning of `whole`.
fn half_of(whole: &[u8], bytes: &[u8]) -> usize {
    (1..whole.len()).rev().find(|&n| bytes.ends_with(&whole[..n])).unwrap_or(0)
}

fn front(bytes: &[u8]) -> Front {
    match bytes {
        [0x1b] => Front::Half,
        [0x1b, b'[', rest @ ..] => control_sequence(rest),
        [0x1b, b'O', rest @ ..] => match rest {
            [] => Front::Half,
            // a control character ends it early and is read for itself
            [0..=0x1f, ..] => Front::Read(2, None),
            [last, ..] => Front::Read(3, application_key(*last).map(|code| Input::Key(Key::plain(code)))),
        },
        [0x1b, b']' | b'P' | b'_' | b'^' | b'X', ..] => string(bytes),
        [0x1b, 0x1b, ..] => Front::Read(1, Some(Input::Key(Key::plain(KeyCode::Esc)))),
        [0x1b, rest @ ..] => match character(rest) {
            Front::Read(length, Some(Input::Key(key))) => Front::Read(length + 1, Some(Input::Key(Key { alt: true, ..key }))),
            Front::Read(length, other) => Front::Read(length + 1, other),
            Front::Half => Front::Half,
        },
        _ => character(bytes),
    }
}

/// A character, or the control character that a key with Ctrl sends.
fn character(bytes: &[u8]) -> Front {
    let ctrl = |c: char| Key { ctrl: true, ..Key::plain(KeyCode::Char(c)) };
    let key = match bytes[0] {
        b'\r' => Key::plain(KeyCode::Enter),
        b'\t' => Key::plain(KeyCode::Tab),
        0x08 | 0x7f => Key::plain(KeyCode::Backspace),
        0x00 => ctrl(' '),
        b @ 0x01..=0x1a => ctrl(char::from(b - 1 + b'a')),
        b @ 0x1c..=0x1f => ctrl(char::from(b - 0x1c + b'4')),
        first => {
            let length = match first {
                0..=0x7f => 1,
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => return Front::Read(1, None),
            };
            let come = &bytes[..length.min(bytes.len())];
            return match std::str::from_utf8(come) {
                Ok(text) => Front::Read(length, text.chars().next().map(|c| Input::Key(Key::plain(KeyCode::Char(c))))),
                // what has come so far may still become one
                Err(error) if error.error_len().is_none() => Front::Half,
                Err(_) => Front::Read(1, None),
            };
        }
    };
    Front::Read(1, Some(Input::Key(key)))
}

/// After `ESC [`.
fn control_sequence(rest: &[u8]) -> Front {
    match rest {
        // the Linux console's F1 to F5
        [b'['] => return Front::Half,
        [b'[', b @ b'A'..=b'E', ..] => return Front::Read(4, Some(Input::Key(Key::plain(KeyCode::F(b - b'A' + 1))))),
        // a mouse report of the oldest kind: three bytes of anything
        [b'M', more @ ..] => return if more.len() < 3 { Front::Half } else { Front::Read(6, None) },
        _ => {}
    }
    let Some(length) = rest.iter().position(|b| !(0x20..=0x3f).contains(b)) else { return Front::Half };
    let last = rest[length];
    if !(0x40..=0x7e).contains(&last) {
        // broken off: what broke it is read for itself
        return Front::Read(2 + length, None);
    }
    Front::Read(3 + length, sequence(&rest[..length], last))
}

/// A whole control sequence by its parameters and its last byte.
fn sequence(params: &[u8], last: u8) -> Option<Input> {
    let text = std::str::from_utf8(params).ok()?;
    if let Some(report) = text.strip_prefix('<') {
        // a button that is let go says nothing
        return if last == b'M' { mouse(report) } else { None };
    }
    let mut fields = text.split(';');
    let first = fields.next().unwrap_or_default();
    let second = fields.next().unwrap_or_default();
    let (modifiers, kind) = second.split_once(':').unwrap_or((second, "1"));
    // a key that is let go says nothing
    if kind == "3" {
        return None;
    }
    let bits = modifiers.parse::<u8>().unwrap_or(1).saturating_sub(1);
    let code = match last {
        b'I' if params.is_empty() => return Some(Input::Focus(true)),
        b'O' if params.is_empty() => return Some(Input::Focus(false)),
        b'Z' => KeyCode::BackTab,
        b'~' => match first.parse::<u8>().ok()? {
            1 | 7 => KeyCode::Home,
            2 => KeyCode::Insert,
            3 => KeyCode::Delete,
            4 | 8 => KeyCode::End,
            5 => KeyCode::PageUp,
            6 => KeyCode::PageDown,
            n @ 11..=15 => KeyCode::F(n - 10),
            n @ 17..=21 => KeyCode::F(n - 11),
            n @ 23..=24 => KeyCode::F(n - 12),
            _ => return None,
        },
        b'u' => match char::from_u32(first.split(':').next()?.parse().ok()?)? {
            '\r' => KeyCode::Enter,
            '\t' if bits & 1 != 0 => KeyCode::BackTab,
            '\t' => KeyCode::Tab,
            '\x1b' => KeyCode::Esc,
            '\x7f' | '\x08' => KeyCode::Backspace,
            c if c.is_control() => return None,
            c => KeyCode::Char(c),
        },
        // a private sequence, such as an answer nobody asked for
        _ if params.first().is_some_and(|b| !b.is_ascii_digit()) => return None,
        b'A'..=b'H' | b'P' | b'Q' | b'S' if first.is_empty() || first == "1" => application_key(last)?,
        _ => return None,
    };
    Some(Input::Key(Key { code, alt: bits & 2 != 0, ctrl: bits & 4 != 0 }))
}

/// `button;column;row` of a mouse report, counted from 1, with what is held down beside it (4, 8, 16) passed over.
fn mouse(report: &str) -> Option<Input> {
    let mut fields = report.split(';').map(|field| field.parse::<u16>().ok());
    let (button, x, y) = (fields.next()??, fields.next()??, fields.next()??);
    let at = Position::new(x.checked_sub(1)?, y.checked_sub(1)?);
    match button & !28 {
        0 => Some(Input::Click(at)),
        button @ (64 | 65) => Some(Input::Wheel { at, down: button == 65 }),
        _ => None,
    }
}

/// The keys that have a letter: after `ESC O`, or after `ESC [` with modifiers.
fn application_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b @ b'P'..=b'S' => KeyCode::F(b - b'P' + 1),
        _ => return None,
    })
}

/// A string for or from the terminal, up to BEL or `ESC \`. Only the background's colour means anything here.
fn string(bytes: &[u8]) -> Front {
    let Some(length) = bytes.iter().skip(2).position(|b| matches!(b, 0x07 | 0x1b)) else { return Front::Half };
    let body = &bytes[2..2 + length];
    let ended = match &bytes[2 + length..] {
        [0x07, ..] => 1,
        [0x1b, b'\\', ..] => 2,
        [0x1b] => return Front::Half,
        // broken off by another sequence
        _ => return Front::Read(2 + length, None),
    };
    let answer = (bytes[1] == b']').then(|| light(body)).flatten();
    Front::Read(2 + length + ended, answer.map(|light| Input::Background { light }))
}

/// `11;rgb:RRRR/GGGG/BBBB`, each of one to four hexadecimal digits.
fn light(body: &[u8]) -> Option<bool> {
    let colour = std::str::from_utf8(body).ok()?.strip_prefix("11;")?;
    let mut parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?.split('/');
    let mut part = || {
        let digits = parts.next().filter(|digits| (1..=4).contains(&digits.len()))?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        Some(f64::from(value) / f64::from((1u32 << (4 * digits.len())) - 1))
    };
    let (red, green, blue) = (part()?, part()?, part()?);
    Some(0.299 * red + 0.587 * green + 0.114 * blue > 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Vec<Input> {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        decoder.feed(bytes, &mut out);
        out
    }

    fn keys(bytes: &[u8]) -> Vec<String> {
        let named = |input: Input| match input {
            Input::Key(key) => key.to_string(),
            other => format!("{other:?}"),
        };
        read(bytes).into_iter().map(named).collect()
    }

    #[test]
    fn keys_are_read_in_the_ways_terminals_send_them() {
        for (bytes, shown) in [
            (&b"a"[..], "a"),
            ("ä".as_bytes(), "ä"),
            (b"\r", "Enter"),
            (b"\t", "Tab"),
            (b"\x1b[Z", "Shift-Tab"),
            (b" ", "Space"),
            (b"\x7f", "Backspace"),
            (b"\x03", "Ctrl-C"),
            (b"\x1a", "Ctrl-Z"),
            (b"\x1b", "Esc"),
            (b"\x1b[A", "↑"),
            (b"\x1bOB", "↓"),
            (b"\x1b[1;5C", "Ctrl-→"),
            (b"\x1bx", "Alt-x"),
            (b"\x1b[H", "Home"),
            (b"\x1b[4~", "End"),
            (b"\x1b[5~", "PgUp"),
            (b"\x1b[3~", "Delete"),
            (b"\x1bOP", "F1"),
            (b"\x1b[11~", "F1"),
            (b"\x1b[[C", "F3"),
            (b"\x1b[15~", "F5"),
            (b"\x1b[24~", "F12"),
            (b"\x1b[13u", "Enter"),
            (b"\x1b[99;5u", "Ctrl-C"),
        ] {
            assert_eq!(keys(bytes), [shown], "{bytes:?}");
        }
    }

    #[test]
    fn a_key_that_is_let_go_says_nothing() {
        assert!(keys(b"\x1b[97;1:3u\x1b[1;1:3A").is_empty());
    }

    #[test]
    fn clicks_and_the_wheel_are_told_with_their_cell_and_what_is_held_down_beside_them_does_not_matter() {
        let told = |bytes: &[u8]| {
            let mut out = Vec::new();
            Decoder::default().feed(bytes, &mut out);
            out
        };
        assert_eq!(told(b"\x1b[<0;4;2M\x1b[<0;4;2m"), [Input::Click(Position::new(3, 1))]);
        assert_eq!(told(b"\x1b[<16;1;1M"), [Input::Click(Position::new(0, 0))]);
        let wheel = |down| Input::Wheel { at: Position::new(8, 9), down };
        assert_eq!(told(b"\x1b[<64;9;10M\x1b[<65;9;10M"), [wheel(false), wheel(true)]);
    }

    #[test]
    fn other_mouse_reports_and_unasked_answers_say_nothing() {
        let junk: [&[u8]; 12] = [
            b"\x1b[<0;0;0M",
            b"\x1b[<2;5;5M",
            b"\x1b[<35;5;5M",
            b"\x1b[<66;5;5M",
            b"\x1b[<0;5M",
            b"\x1b[<35;99999;0m",
            b"\x1b[M   ",
            b"\x1b[0;0R",
            b"\x1b[?64;1c",
            b"\x1bP1$r0m\x1b\\",
            b"\x1b]52;c;aGk=\x07",
            b"\x1b[8;24;80t",
        ];
        for bytes in junk {
            assert!(keys(bytes).is_empty(), "{bytes:?}: {:?}", keys(bytes));
            assert_eq!(keys(&[bytes, b"q"].concat()), ["q"]);
        }
    }

    #[test]
    fn a_sequence_may_come_in_pieces() {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        for byte in b"x\x1b[1;5C\xc3\xa4" {
            // the escape alone would be the key itself, so it comes with its neighbour
            match byte {
                0x1b => {}
                b'[' => decoder.feed(b"\x1b[", &mut out),
                byte => decoder.feed(&[*byte], &mut out),
            }
        }
        assert_eq!(out.len(), 3, "{out:?}");
        assert_eq!(decoder.patience(), None);
    }

    #[test]
    fn half_a_sequence_is_given_up_and_eats_no_key() {
        for (half, made) in
            [(&b"x\x1b"[..], &["x", "Esc"][..]), (b"\x1b[", &["Alt-["]), (b"\x1b[1;", &[]), (b"\xc3", &[]), (b"\x1b]11;rgb:", &[])]
        {
            let (mut decoder, mut out) = (Decoder::default(), Vec::new());
            decoder.feed(half, &mut out);
            assert_eq!(decoder.patience(), Some(HALF), "{half:?}");
            decoder.give_up(&mut out);
            assert_eq!(decoder.patience(), None);
            decoder.feed(b"q", &mut out);
            let shown: Vec<String> = out.iter().map(|i| if let Input::Key(k) = i { k.to_string() } else { format!("{i:?}") }).collect();
            assert_eq!(shown, [made, &["q"]].concat(), "{half:?}");
        }
    }

    #[test]
    fn a_paste_is_one_thing_wherever_it_is_cut() {
        let whole = b"\x1b[200~one\r\ntwo q \x1b[31m\x1b[201~k";
        for cut in 2..whole.len() {
            let (mut decoder, mut out) = (Decoder::default(), Vec::new());
            decoder.feed(&whole[..cut], &mut out);
            decoder.feed(&whole[cut..], &mut out);
            assert_eq!(out, [Input::Paste("one\ntwo q \x1b[31m".into()), Input::Key(Key::plain(KeyCode::Char('k')))], "cut at {cut}");
        }
    }

    #[test]
    fn a_paste_without_end_ends_in_silence() {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        decoder.feed(b"\x1b[200~lost", &mut out);
        assert_eq!((out.len(), decoder.patience()), (0, Some(SILENT_PASTE)));
        decoder.give_up(&mut out);
        decoder.feed(b"q", &mut out);
        assert_eq!(out, [Input::Paste("lost".into()), Input::Key(Key::plain(KeyCode::Char('q')))]);
    }

    #[test]
    fn the_terminals_background_is_light_or_dark() {
        for (answer, is_light) in
            [(&b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"[..], true), (b"\x1b]11;rgb:0b/10/16\x07", false), (b"\x1b]11;rgba:f/f/e/f\x07", true)]
        {
            assert_eq!(read(answer), [Input::Background { light: is_light }]);
        }
        assert!(read(b"\x1b]11;rgb:zz/0/0\x07\x1b]10;rgb:f/f/f\x07\x1b]11;rgb:fffff/0/0\x07").is_empty());
    }

    #[test]
    fn focus_comes_and_goes() {
        assert_eq!(read(b"\x1b[I\x1b[O"), [Input::Focus(true), Input::Focus(false)]);
    }

    proptest! {
        #[test]
        fn whatever_has_come_the_next_key_is_heard(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..8)) {
            let (mut decoder, mut out) = (Decoder::default(), Vec::new());
            for piece in &pieces {
                decoder.feed(piece, &mut out);
            }
            while decoder.patience().is_some() {
                decoder.give_up(&mut out);
            }
            out.clear();
            decoder.feed(b"q", &mut out);
            prop_assert_eq!(out, vec![Input::Key(Key::plain(KeyCode::Char('q')))]);
        }

        #[test]
        fn where_the_bytes_are_cut_makes_no_difference(text in "[a-zä☕\r\t]{0,20}", cut in 0usize..40) {
            let bytes = text.as_bytes();
            let cut = cut.min(bytes.len());
            let (mut decoder, mut out) = (Decoder::default(), Vec::new());
            decoder.feed(&bytes[..cut], &mut out);
            decoder.feed(&bytes[cut..], &mut out);
            prop_assert_eq!(out, read(bytes));
        }
    }
}
