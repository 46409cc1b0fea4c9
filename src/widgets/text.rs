//! Words on the screen: measured and cut by what they take of it, wrapped, aligned; never an ellipsis, never outside the area.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use textwrap::{Options, WordSplitter};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::clean;

/// Columns a text takes.
#[must_use]
pub fn columns(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// The longest start of a text that takes at most so many columns, cut between graphemes.
#[must_use]
pub fn clip(text: &str, width: u16) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > usize::from(width) {
            return &text[..at];
        }
    }
    text
}

/// Writes one line from column `x` on; gives the column after it. What falls outside `area` or the buffer is left out, and so is everything that would
/// steer the terminal or turn the line round: all words of files, database and errors come through here.
pub fn put(x: u16, y: u16, text: &str, style: Style, area: Rect, buf: &mut Buffer) -> u16 {
    let area = area.intersection(buf.area);
    let mut at = x;
    let mut shows = |grapheme: &str, width: u16| {
        let next = at.saturating_add(width);
        let is_inside = width > 0 && (area.y..area.bottom()).contains(&y) && at >= area.x && next <= area.right();
        if is_inside {
            buf[(at, y)].set_symbol(grapheme).set_style(style);
            (at + 1..next).for_each(|hidden| {
                buf[(hidden, y)].reset();
            });
        }
        at = next;
    };
    if text.is_ascii() {
        // most words; each of their characters is a grapheme of one column
        (0..text.len()).filter_map(|i| text.get(i..=i)).filter(|c| !c.contains(char::is_control)).for_each(|c| shows(c, 1));
    } else {
        clean(text).graphemes(true).filter(|g| !g.contains(char::is_control)).for_each(|g| shows(g, columns(g)));
    }
    at
}

/// Writes one line so that it ends before column `right`.
pub fn put_right(right: u16, y: u16, text: &str, style: Style, area: Rect, buf: &mut Buffer) {
    put(right.saturating_sub(columns(text)), y, text, style, area, buf);
}

/// Writes one line in the middle of the area.
pub fn put_centred(y: u16, text: &str, style: Style, area: Rect, buf: &mut Buffer) {
    put(area.x.saturating_add(area.width.saturating_sub(columns(text)) / 2), y, text, style, area, buf);
}

/// Writes pieces of one line after each other; gives the column after the last.
pub fn put_spans(x: u16, y: u16, spans: &[(&str, Style)], area: Rect, buf: &mut Buffer) -> u16 {
    spans.iter().fold(x, |x, (text, style)| put(x, y, text, *style, area, buf))
}

/// A text in lines of at most `width` columns, broken between words, within a word only where one is longer than a line.
#[must_use]
pub fn wrap(text: &str, width: u16) -> Vec<String> {
    lines(text, width, 0, 0)
}

fn lines(text: &str, width: u16, first: u16, others: u16) -> Vec<String> {
    let indents = [first, others].map(|n| " ".repeat(usize::from(n.min(width))));
    if width == 0 {
        return Vec::new();
    }
    let options = Options::new(usize::from(width)).word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options.initial_indent(&indents[0]).subsequent_indent(&indents[1])).into_iter().map(Into::into).collect()
}

/// A paragraph, with a first word of another style if one leads it: `Stop if`, a step's number.
#[derive(Clone, Copy, Debug, Default)]
pub struct Paragraph<'a> {
    /// What stands before the text in its own style, with the space behind it; may be empty.
    pub lead: (&'a str, Style),
    /// The text.
    pub text: &'a str,
    /// How the text looks.
    pub style: Style,
    /// Columns by which all lines but the first are set in.
    pub hang: u16,
}

impl<'a> Paragraph<'a> {
    /// A paragraph without a lead.
    #[must_use]
    pub fn new(text: &'a str, style: Style) -> Self {
        Self { text, style, ..Self::default() }
    }

    /// The same, led by `lead`.
    #[must_use]
    pub fn led_by(self, lead: &'a str, style: Style) -> Self {
        Self { lead: (lead, style), ..self }
    }

    /// The same, all lines but the first set in by as much as the lead takes: for steps and their numbers.
    #[must_use]
    pub fn hanging(self) -> Self {
        Self { hang: columns(self.lead.0), ..self }
    }

    fn lines(&self, width: u16) -> Vec<String> {
        lines(self.text, width, columns(self.lead.0), self.hang)
    }

    /// Rows it takes in so many columns.
    #[must_use]
    pub fn height(&self, width: u16) -> u16 {
        u16::try_from(self.lines(width).len()).unwrap_or(u16::MAX)
    }

    /// Draws it from the top of the area; gives the rows it took. Lines below the area are left out.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> u16 {
        let lines = self.lines(area.width);
        for (y, line) in (area.y..area.bottom()).zip(&lines) {
            put(area.x, y, line, self.style, area, buf);
        }
        put(area.x, area.y, self.lead.0, self.lead.1, area, buf);
        u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;
    use ratatui::style::Color;

    #[test]
    fn text_is_cut_between_graphemes_and_never_ends_in_dots() {
        assert_eq!(clip("über", 2), "üb");
        assert_eq!(clip("e\u{301}te\u{301}", 1), "e\u{301}");
        assert_eq!(clip("日本", 3), "日");
        assert_eq!(clip("short", 9), "short");
        assert_eq!((columns("日本"), columns("e\u{301}")), (4, 1));
    }

    #[test]
    fn sentences_wrap_between_words_and_keep_hyphens_whole() {
        assert_eq!(wrap("Ten slow cat-cow rounds.", 12), ["Ten slow", "cat-cow", "rounds."]);
        assert_eq!(wrap("overlongword", 5), ["overl", "ongwo", "rd"]);
        assert_eq!(wrap("anything", 0), Vec::<String>::new());
    }

    #[test]
    fn a_lead_stands_in_its_own_style_and_steps_hang() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 16, 5));
        let lead = Style::new().fg(Color::Red);
        let used = Paragraph::new("it turns sharp or hot.", Style::new().fg(Color::Blue)).led_by("Stop if ", lead).draw(buf.area, &mut buf);
        let step = Paragraph::new("Let your arms hang.", Style::new()).led_by("1  ", lead).hanging();
        assert_eq!((used, step.height(16)), (2, 2));
        step.draw(Rect::new(0, 3, 16, 2), &mut buf);
        assert_eq!(drawn::text(&buf), "Stop if it turns\nsharp or hot.\n\n1  Let your arms\n   hang.");
        assert_eq!((buf[(0, 0)].fg, buf[(8, 0)].fg, buf[(0, 1)].fg), (Color::Red, Color::Blue, Color::Blue));
    }

    #[test]
    fn a_wide_letter_is_drawn_whole_or_not_at_all() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
        put(0, 0, "a日本", Style::new(), buf.area, &mut buf);
        assert_eq!(drawn::text(&buf).replace(' ', ""), "a日");
        put(1, 0, "\x1b[2J", Style::new(), buf.area, &mut buf);
        assert!(!drawn::text(&buf).contains('\x1b'));
    }

    proptest! {
        #[test]
        fn any_text_at_any_place_stays_inside(text in "\\PC{0,30}", lead in "\\PC{0,6}", at in (0u16..200, 0u16..80), x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50) {
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                put(at.0, at.1, &text, Style::new(), area, buf);
                put_right(at.0, at.1, &text, Style::new(), area, buf);
                put_centred(at.1, &text, Style::new(), area, buf);
                Paragraph::new(&text, Style::new()).led_by(&lead, Style::new()).hanging().draw(area, buf);
            });
        }

        #[test]
        fn no_line_is_wider_than_asked_and_no_word_is_lost(text in "[a-zé日 ]{0,60}", width in 2u16..40) {
            let lines = wrap(&text, width);
            prop_assert!(lines.iter().all(|line| columns(line) <= width));
            let letters = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
