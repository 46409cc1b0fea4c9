//! The text of a page as it is collected: headings, paragraphs, steps, wrapped to a width, and cut into pages between them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::Context;
use crate::config::theme::Role;
use crate::widgets::text;

/// One line: pieces of text, each in its style.
pub(super) type Line = Vec<(String, Style)>;

/// Lines that stay together on one page; an empty line between paragraphs is one of its own.
pub(super) type Block = Vec<Line>;

/// The widest that sentences are set.
pub(super) const WIDEST: u16 = 56;

/// Lines as they are collected, wrapped to a width.
pub(super) struct Text<'a, 'b> {
    /// Columns of a line.
    pub(super) width: u16,
    /// The lines so far.
    pub(super) lines: Vec<Line>,
    /// The surroundings.
    pub(super) cx: &'a Context<'b>,
    /// The lines with which a paragraph begins: where a page may end before.
    starts: Vec<usize>,
    /// Whether what comes next belongs to the heading before it.
    is_bound: bool,
}

impl<'a, 'b> Text<'a, 'b> {
    /// An empty text of lines so wide.
    pub(super) fn new(width: u16, cx: &'a Context<'b>) -> Self {
        Self { width, lines: Vec::new(), cx, starts: Vec::new(), is_bound: false }
    }

    /// An empty line, unless there is one already.
    pub(super) fn gap(&mut self) {
        if self.lines.last().is_some_and(|l| !l.is_empty()) {
            self.lines.push(Vec::new());
        }
    }

    /// A name.
    pub(super) fn bold(&mut self, words: &str) {
        let style = self.cx.theme.bold(Role::Text);
        self.say(words, style);
        self.bind();
    }

    /// A paragraph.
    pub(super) fn soft(&mut self, words: &str) {
        let style = self.cx.theme.style(Role::Soft);
        self.say(words, style);
    }

    /// A paragraph in a style.
    pub(super) fn say(&mut self, words: &str, style: Style) {
        let lines = text::wrap(words, self.width).into_iter().map(|line| vec![(line, style)]).collect();
        self.block(lines);
    }

    /// Lines that stay together.
    pub(super) fn block(&mut self, lines: Vec<Line>) {
        if !std::mem::take(&mut self.is_bound) {
            self.starts.push(self.lines.len());
        }
        self.lines.extend(lines);
    }

    /// A paragraph whose first words have a style of their own; `hang` sets the other lines in.
    pub(super) fn led(&mut self, lead: &str, lead_style: Style, words: &str, hang: bool) {
        let style = self.cx.theme.style(Role::Soft);
        let indent = text::columns(lead);
        // wrapped as one text, so that the lead takes its share of the first line
        let filler = "x".repeat(usize::from(indent).saturating_sub(1));
        let whole = format!("{filler} {words}");
        let wrapped = if hang { text::wrap(words, self.width.saturating_sub(indent)) } else { text::wrap(&whole, self.width) };
        let lines = wrapped.into_iter().enumerate().map(|(i, line)| match (i, hang) {
            (0, true) => vec![(lead.to_owned(), lead_style), (line, style)],
            (0, false) => vec![(lead.to_owned(), lead_style), (line.chars().skip(usize::from(indent)).collect(), style)],
            (_, true) => vec![(" ".repeat(usize::from(indent)), style), (line, style)],
            (_, false) => vec![(line, style)],
        });
        self.block(lines.collect());
    }

    /// The heading of what follows, which stays with it.
    pub(super) fn heading(&mut self, words: &str) {
        self.gap();
        let style = self.cx.theme.style(Role::Quiet);
        self.say(words, style);
        self.bind();
    }

    /// What comes next stays with what was said last.
    pub(super) fn bind(&mut self) {
        self.is_bound = true;
    }

    /// Steps with their numbers.
    pub(super) fn steps(&mut self, steps: &[String]) {
        let style = self.cx.theme.style(Role::Accent);
        for (number, step) in steps.iter().enumerate() {
            self.led(&format!("{}  ", number + 1), style, step, true);
        }
    }

    /// Sentences one below the other.
    pub(super) fn bullets(&mut self, all: &[String]) {
        let style = self.cx.theme.style(Role::Quiet);
        for one in all {
            self.led("–  ", style, one, true);
        }
    }

    /// What one is warned of.
    pub(super) fn care(&mut self, lead: &str, words: &str) {
        let style = self.cx.theme.bold(Role::Care);
        self.led(lead, style, words, false);
    }

    /// Where it comes from, each source by its name.
    pub(super) fn sources(&mut self, sources: &[String]) {
        let known = &self.cx.library.guidance.sources.sources;
        let names: Vec<&str> = sources.iter().map(|s| known.get(s).map_or(s.as_str(), |saying| saying.short.as_str())).collect();
        if !names.is_empty() {
            self.heading("From");
            for name in names {
                self.soft(&format!("{name}."));
            }
        }
    }

    /// The text as its paragraphs, each with the heading over it, and the empty lines between them.
    pub(super) fn blocks(self) -> Vec<Block> {
        let ends = self.starts.iter().skip(1).copied().chain([self.lines.len()]);
        let mut blocks = Vec::new();
        for (start, end) in self.starts.iter().copied().zip(ends) {
            let used = self.lines[start..end].iter().rposition(|line| !line.is_empty()).map_or(start, |last| start + last + 1);
            blocks.push(self.lines[start..used].to_vec());
            if used < end {
                blocks.push(vec![Vec::new()]);
            }
        }
        blocks
    }

    /// The text in pages of so many rows. A page ends between two paragraphs; only a paragraph longer than a page is cut.
    pub(super) fn pages(self, height: u16) -> Vec<Vec<Line>> {
        cut(&self.lines, &self.starts, height)
    }
}

/// Lines in pages of so many rows; a page may end before each of `starts`.
fn cut(lines: &[Line], starts: &[usize], height: u16) -> Vec<Vec<Line>> {
    let height = usize::from(height).max(1);
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let mut pages: Vec<Vec<Line>> = Vec::new();
    let mut page: Vec<Line> = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        let mut block = &lines[start..end];
        // the empty line after the last paragraph of a page is none of it
        let used = |block: &[Line]| block.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
        if page.len() + used(block) > height && !page.is_empty() {
            pages.push(std::mem::take(&mut page));
        }
        while used(block) > height {
            let (head, tail) = block.split_at(height);
            pages.push(head.to_vec());
            block = tail;
        }
        page.extend_from_slice(block);
        page.truncate(height);
    }
    pages.push(page);
    pages
}

/// Draws a page.
pub(super) fn draw(pages: &[Vec<Line>], at: usize, area: Rect, buf: &mut Buffer) {
    let at = at.min(pages.len().saturating_sub(1));
    let Some(lines) = pages.get(at) else { return };
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        let spans: Vec<_> = line.iter().map(|(words, style)| (words.as_str(), *style)).collect();
        text::put_spans(area.x, y, &spans, area, buf);
    }
}

/// Columns that are enough for the words of [`pager`].
pub(super) const PAGER: u16 = 13;

/// Says which of how many pages is shown, at the right of a row, if there are more than one.
pub(super) fn pager(pages: &[Vec<Line>], at: usize, y: u16, area: Rect, buf: &mut Buffer, cx: &Context) {
    if pages.len() > 1 {
        let words = format!("{} of {}  ← →", at.min(pages.len() - 1) + 1, pages.len());
        text::put_right(area.right(), y, &words, cx.theme.style(Role::Quiet), area, buf);
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn or(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A text of paragraphs of so many lines each, a gap after some, cut into pages.
    fn pages(paragraphs: &[(usize, bool)], height: u16) -> Vec<Vec<String>> {
        let mut starts = Vec::new();
        let mut lines: Vec<Line> = Vec::new();
        for (n, (length, has_gap)) in paragraphs.iter().enumerate() {
            starts.push(lines.len());
            lines.extend((0..*length).map(|line| vec![(format!("{n}.{line}"), Style::new())]));
            if *has_gap {
                lines.push(Vec::new());
            }
        }
        let words = |line: Line| line.into_iter().map(|(words, _)| words).collect();
        cut(&lines, &starts, height).into_iter().map(|page| page.into_iter().map(words).collect()).collect()
    }

    #[test]
    fn a_page_ends_between_two_paragraphs() {
        let cut = pages(&[(2, true), (2, true), (1, false)], 4);
        assert_eq!(cut, [vec!["0.0", "0.1", ""], vec!["1.0", "1.1", "", "2.0"]]);
        assert_eq!(
            pages(&[(1, false), (3, false)], 2),
            [vec!["0.0"], vec!["1.0", "1.1"], vec!["1.2"]],
            "only what is longer than a page is cut"
        );
    }

    proptest! {
        #[test]
        fn no_line_is_lost_and_no_paragraph_cut_that_fits_on_a_page(
            paragraphs in proptest::collection::vec((1usize..9, any::<bool>()), 1..20), height in 1u16..12
        ) {
            let cut = pages(&paragraphs, height);
            prop_assert!(cut.iter().all(|page| page.len() <= usize::from(height) && page.first().is_none_or(|line| !line.is_empty())));
            let said: Vec<&String> = cut.iter().flatten().filter(|line| !line.is_empty()).collect();
            let meant: Vec<String> = paragraphs.iter().enumerate().flat_map(|(n, (length, _))| (0..*length).map(move |line| format!("{n}.{line}"))).collect();
            prop_assert_eq!(said, meant.iter().collect::<Vec<_>>());
            for page in &cut {
                let last = page.iter().rfind(|line| !line.is_empty()).and_then(|line| line.split_once('.'));
                let Some((n, line)) = last.and_then(|(n, line)| Some((n.parse::<usize>().ok()?, line.parse::<usize>().ok()?))) else { continue };
                let length = paragraphs[n].0;
                prop_assert!(line + 1 == length || length > usize::from(height), "page ends inside a paragraph: {:?}", page);
            }
        }
    }
}
