//! A text field: laws for any typing, and what one sees of it.

use proptest::prelude::*;

use super::*;
use crate::widgets::drawn;

fn theme() -> Theme {
    Theme::built_in("mono").expect("a theme")
}

fn draw(field: &Field, width: u16, height: u16) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    field.draw(true, buf.area, &theme(), &mut buf);
    drawn::text(&buf)
}

fn key(name: &str) -> Key {
    name.parse().expect("a key")
}

#[test]
fn a_note_wraps_between_words_and_its_cursor_is_seen() {
    let field = Field::lines(100).with("three calls in a row, no break\ntill ten");
    assert_eq!(draw(&field, 14, 5), "three calls in\na row, no\nbreak\ntill ten▌\n");
    assert_eq!(draw(&field, 14, 2), "break\ntill ten▌", "the rows around the cursor");
    assert_eq!((field.height(14, 9), field.height(14, 3)), (4, 3));
}

#[test]
fn a_long_line_shows_where_one_types() {
    let field = Field::line(100).with("ibuprofen four hundred");
    assert_eq!(draw(&field, 10, 1), "r hundred▌");
}

#[test]
fn up_and_down_keep_the_column_and_say_when_there_is_no_further_row() {
    let mut field = Field::lines(100).with("abcdef\nx\nabcdef");
    assert!(field.row(false, 20) && field.row(false, 20));
    assert_eq!(field.key(key("!")), Typed::Changed);
    assert_eq!(field.text(), "abcdef!\nx\nabcdef");
    assert!(!field.row(false, 20));
    assert!(field.row(true, 20) && field.row(true, 20) && !field.row(true, 20));
    assert!(!Field::line(9).with("one line").row(true, 4));
}

#[test]
fn what_is_too_long_is_refused_as_a_whole_with_its_length() {
    let mut field = Field::lines(10).with("12345678");
    assert_eq!(field.insert("abc"), Typed::TooLong(11));
    assert_eq!(field.text(), "12345678");
    assert_eq!(field.insert("ab"), Typed::Changed);
    assert_eq!(field.key(key("x")), Typed::TooLong(11));
}

#[test]
fn a_word_is_taken_back_by_one_key() {
    let mut field = Field::line(50).with("one two ");
    field.key(key("ctrl-w"));
    assert_eq!(field.text(), "one ");
    field.key(key("ctrl-w"));
    field.key(key("ctrl-w"));
    assert_eq!(field.text(), "");
}

#[test]
fn a_hundred_thousand_line_breaks_are_drawn_at_both_ends() {
    let mut field = Field::lines(100_000).with(&"\n".repeat(100_000));
    assert_eq!(draw(&field, 20, 3), "\n\n▌");
    field.at = 0;
    assert_eq!(draw(&field, 20, 3), "▌\n\n");
}

#[derive(Clone, Debug)]
enum Press {
    Key(&'static str),
    Text(String),
    Step(bool),
    Row(bool, u16),
}

fn press() -> impl Strategy<Value = Press> {
    let keys = proptest::sample::select(vec!["a", "ß", "漢", "space", "backspace", "delete", "home", "end", "ctrl-w", "f1", "tab"]);
    prop_oneof![
        4 => keys.prop_map(Press::Key),
        2 => "[a-z \n\u{301}\u{1F1E9}\u{1F1EA}漢\u{1b}\u{202e}]{0,12}".prop_map(Press::Text),
        2 => any::<bool>().prop_map(Press::Step),
        2 => (any::<bool>(), 0u16..30).prop_map(|(down, width)| Press::Row(down, width)),
    ]
}

proptest! {
    #[test]
    fn no_key_paste_or_width_breaks_it(
        has_lines in any::<bool>(), start in "[a-z \n\u{301}漢é]{0,60}", presses in proptest::collection::vec(press(), 0..30),
        x in 0u16..90, y in 0u16..50, w in 0u16..40, h in 0u16..12,
    ) {
        let mut field = if has_lines { Field::lines(80) } else { Field::line(80) }.with(&start);
        for press in presses {
            let before = field.clone();
            match press {
                Press::Key(name) => {
                    let typed = field.key(key(name));
                    prop_assert_eq!(typed == Typed::Changed, field.text != before.text);
                }
                Press::Text(text) => {
                    if let Typed::TooLong(count) = field.insert(&text) {
                        prop_assert!(count > 80);
                        prop_assert_eq!(&field, &before);
                    }
                }
                Press::Step(forward) => field.step(forward),
                Press::Row(down, width) => { field.row(down, width); }
            }
            prop_assert_eq!(field.count, field.text.chars().count());
            prop_assert!(field.count <= 80);
            prop_assert!(clean(&field.text) == field.text);
            prop_assert!(has_lines || !field.text.contains('\n'));
            let line = field.line_at(field.at);
            let mut seams = field.text[line.start..line.end].grapheme_indices(true).map(|(n, _)| line.start + n).chain([line.end]);
            prop_assert!(seams.any(|seam| seam == field.at), "the cursor stands between two letters");
        }
        drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| field.draw(true, area, &theme(), buf));
    }

    #[test]
    fn rows_follow_each_other_without_a_gap_and_none_is_too_wide(text in "[a-zé 日]{0,80}", width in 2u16..30) {
        let rows = rows_of(&text, Row { start: 0, end: text.len() }, width);
        prop_assert_eq!((rows[0].start, rows[rows.len() - 1].end), (0, text.len()));
        prop_assert!(rows.windows(2).all(|pair| pair[0].end == pair[1].start && pair[0].start < pair[0].end));
        for row in rows {
            prop_assert!(columns(text[row.start..row.end].trim_end_matches(' ')) <= width);
        }
    }

    #[test]
    fn the_cursor_is_always_seen(text in "[a-z \n]{0,200}", at in 0usize..200, width in 3u16..30, height in 1u16..8) {
        let mut field = Field::lines(300).with(&text);
        field.at = at.min(text.len());
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        field.draw(true, buf.area, &theme(), &mut buf);
        let is_seen = buf.content.iter().any(|cell| cell.symbol() == "▌" || cell.modifier.contains(Modifier::REVERSED));
        prop_assert!(is_seen);
    }
}
