//! The lines of the form: a part a line, and under the part one is in what can be marked there; each knows what a click on it does.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use super::Open;
use super::form::{Part, places};
use crate::app::Context;
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::domain::{Region, Word};
use crate::widgets::text;

/// Columns of a place's name, before its sides.
const PLACE: usize = 20;

/// What lies under a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// A part as a whole.
    Part(Part),
    /// A word of a part, by its place there.
    Word(Part, usize),
    /// The line that names the worst of the regions.
    Worst,
    /// The regions of the rating before.
    Same,
    /// A number less.
    Less,
    /// A number more.
    More,
}

/// More words than this has no part.
const WORDS: usize = 100;
const NAMED: [Spot; 4] = [Spot::Worst, Spot::Same, Spot::Less, Spot::More];

impl Spot {
    /// It as a number, as a message carries it.
    pub(super) fn code(self) -> usize {
        match self {
            Self::Part(part) => part as usize,
            Self::Word(part, at) => (part as usize + 1) * WORDS + at,
            named => Part::ALL.len() + NAMED.iter().position(|spot| *spot == named).unwrap_or(0),
        }
    }

    /// What such a number stands for.
    pub(super) fn of(code: usize) -> Option<Self> {
        let part = |at: usize| Part::ALL.get(at).copied();
        match (code / WORDS, code % WORDS) {
            (0, at) => part(at).map(Self::Part).or_else(|| NAMED.get(at.checked_sub(Part::ALL.len())?).copied()),
            (n, at) => part(n - 1).map(|part| Self::Word(part, at)),
        }
    }
}

/// A line of the form.
pub(super) struct Line {
    /// The part it belongs to.
    pub(super) part: Part,
    /// Whether it is the first of its part, with its name.
    pub(super) is_head: bool,
    /// Whether it is the one the cursor is in.
    pub(super) is_here: bool,
    pub(super) spans: Vec<(String, Style)>,
    /// Columns of it on which a click does something of its own.
    pub(super) spots: Vec<(Range<u16>, Spot)>,
    /// Which row of the field that is typed in, if it is one.
    pub(super) field: Option<u16>,
}

impl Line {
    fn plain(part: Part, spans: Vec<(String, Style)>) -> Self {
        Self { part, is_head: false, is_here: false, spans, spots: Vec::new(), field: None }
    }

    /// Its columns so far.
    fn width(&self) -> u16 {
        self.spans.iter().map(|(text, _)| text::columns(text)).sum()
    }

    /// Takes up a few spans that are one spot.
    fn put(&mut self, spans: Vec<(String, Style)>, spot: Spot) {
        let from = self.width();
        self.spans.extend(spans);
        self.spots.push((from..self.width(), spot));
    }
}

/// The lines of the form, at most so many for the note.
pub(super) fn lines(open: &Open, width: u16, height: u16, cx: &Context) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for part in Part::ALL {
        let is_open = part == open.form.part;
        let head = lines.len();
        if part.is_text() {
            lines.extend(text_lines(open, part, width, height, cx));
        } else {
            lines.extend(marked_lines(open, part, width, cx));
        }
        lines[head].is_head = true;
        if is_open && !lines[head..].iter().any(|line| line.is_here) {
            let here = lines[head..].iter().rposition(|line| line.field.is_some()).unwrap_or(0);
            lines[head + here].is_here = true;
        }
    }
    lines
}

/// The lines of a part that is typed.
fn text_lines(open: &Open, part: Part, width: u16, height: u16, cx: &Context) -> Vec<Line> {
    if part != open.form.part {
        return vec![Line::plain(part, typed(open, part, width, cx))];
    }
    let rows = if part == Part::Note { open.form.note.height(width, height.saturating_sub(7).clamp(2, 12)) } else { 1 };
    let mut lines: Vec<Line> = (0..rows).map(|row| Line { field: Some(row), ..Line::plain(part, Vec::new()) }).collect();
    if part == Part::Felt {
        let says = "- and + by quarters of an hour, or y 21:30";
        lines.push(Line::plain(part, vec![(says.into(), cx.theme.style(Role::Quiet))]));
    }
    lines
}

/// The lines of a part in which words are marked.
fn marked_lines(open: &Open, part: Part, width: u16, cx: &Context) -> Vec<Line> {
    let is_open = part == open.form.part;
    let chosen = chosen(open, part);
    let mut lines = if chosen.is_empty() {
        let mut line = Line::plain(part, vec![("nothing marked".into(), cx.theme.style(Role::Quiet))]);
        if part == Part::Where && is_open {
            same(open, &mut line, width, cx);
        }
        vec![line]
    } else {
        let style = cx.theme.style(Role::Text);
        text::wrap(&chosen, width).into_iter().map(|line| Line::plain(part, vec![(line, style)])).collect()
    };
    if part == Part::Where {
        worst(open, &mut lines, width, cx);
    }
    if is_open {
        lines.extend(if part == Part::Where { place_lines(open, cx) } else { word_lines(open, part, width, cx) });
    }
    lines
}

/// Which of several regions is the worst: behind them where there is room, else in a line of its own.
fn worst(open: &Open, lines: &mut Vec<Line>, width: u16, cx: &Context) {
    let form = &open.form;
    let regions = form.words.iter().filter(|word| matches!(word, Word::Region(_))).count();
    if regions < 2 || form.part != Part::Where && form.worst.is_none() {
        return;
    }
    let (quiet, soft) = (cx.theme.style(Role::Quiet), cx.theme.style(Role::Soft));
    let (name, style) = form.worst.map_or(("not said".into(), quiet), |worst| (worst.label().replace(", ", " "), soft));
    let said = format!("the worst: {name}");
    match lines.last_mut() {
        Some(last) if last.width() + 3 + text::columns(&said) <= width => last.spans.push(("   ".into(), style)),
        _ => lines.push(Line::plain(Part::Where, Vec::new())),
    }
    if let Some(last) = lines.last_mut() {
        last.put(vec![(said, style)], Spot::Worst);
    }
}

/// Which regions one key takes over from the rating before, if there are any and there is room to name them.
fn same(open: &Open, line: &mut Line, width: u16, cx: &Context) {
    let Some((regions, _)) = &open.data.last else { return };
    let key = cx.key(KeyContext::Form, Action::Same);
    if regions.is_empty() || key.is_empty() {
        return;
    }
    let names: Vec<String> = regions.iter().map(|region| region.label().replace(", ", " ")).collect();
    let quiet = cx.theme.style(Role::Quiet);
    line.spans.push(("   ".into(), quiet));
    let said = format!(" as last: {}", names.join(", "));
    let room = width.saturating_sub(line.width() + text::columns(&key));
    let said = if text::columns(&said) <= room { said } else { " as last".into() };
    line.put(vec![(key, cx.theme.bold(Role::Soft)), (said, quiet)], Spot::Same);
}

/// What is marked in a part.
fn chosen(open: &Open, part: Part) -> String {
    let words = part.words();
    let marked = open.form.words.iter().filter(|word| words.contains(word));
    // a name without its comma, so that a list of them can be read
    let named = marked.map(|word| format!("{}{}", word.label().replace(", ", " "), if word.is_flagged() { "!" } else { "" }));
    named.collect::<Vec<_>>().join(", ")
}

/// What was typed into a part one is not in.
fn typed(open: &Open, part: Part, width: u16, cx: &Context) -> Vec<(String, Style)> {
    let text = match part {
        Part::Medicine => open.form.medicine.text(),
        Part::Note => open.form.note.text(),
        _ => open.form.felt.text(),
    };
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.is_empty() {
        return vec![("none".into(), cx.theme.style(Role::Quiet))];
    }
    let lines = text.lines().count();
    let more = if lines > 1 { format!("  {lines} lines") } else { String::new() };
    let room = width.saturating_sub(text::columns(&more));
    vec![(text::clip(first, room).to_owned(), cx.theme.style(Role::Text)), (more, cx.theme.style(Role::Quiet))]
}

/// A word with its mark; underlined where the cursor is.
fn marked(word: Word, name: &str, open: &Open, cx: &Context) -> Vec<(String, Style)> {
    let is_on = open.form.words.contains(&word);
    let is_worst = matches!(word, Word::Region(region) if open.form.worst == Some(region));
    let sign = match (is_on, is_worst) {
        (_, true) => ("×", cx.theme.bold(Role::Accent)),
        (true, _) => ("●", cx.theme.style(Role::Accent)),
        _ => ("○", cx.theme.style(Role::Quiet)),
    };
    let style = if is_on { cx.theme.style(Role::Text) } else { cx.theme.style(Role::Soft) };
    let is_here = open.form.word() == Some(word);
    let style = if is_here { style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED) } else { style };
    let mut spans = vec![(sign.0.to_owned(), sign.1)];
    if !name.is_empty() {
        spans.push((" ".into(), cx.theme.style(Role::Soft)));
        spans.push((name.to_owned(), style));
    }
    spans
}

/// The places one below the other, each with its sides.
fn place_lines(open: &Open, cx: &Context) -> Vec<Line> {
    let here = open.form.word();
    let spot = |region: Region| Spot::Word(Part::Where, Region::ALL.iter().position(|found| *found == region).unwrap_or(0));
    let line = |(name, sides): (&'static str, Vec<(Region, &'static str)>)| {
        let is_here = sides.iter().any(|(region, _)| here == Some(Word::Region(*region)));
        let is_on = sides.iter().any(|(region, _)| open.form.words.contains(&Word::Region(*region)));
        let flag = if sides.iter().any(|(region, _)| region.is_flagged()) { "!" } else { "" };
        let style = cx.theme.style(if is_on || is_here { Role::Text } else { Role::Soft });
        let gap = PLACE.saturating_sub(name.len() + flag.len());
        let mut line = Line { is_here, ..Line::plain(Part::Where, Vec::new()) };
        let head = vec![(name.to_owned(), style), (flag.to_owned(), cx.theme.bold(Role::Care)), (" ".repeat(gap), style)];
        if let [(region, side)] = sides.as_slice() {
            // a place without sides is marked by its name too
            line.put([head, marked(Word::Region(*region), side, open, cx)].concat(), spot(*region));
            return line;
        }
        line.spans = head;
        for (n, (region, side)) in sides.iter().enumerate() {
            if n > 0 {
                line.spans.push(("  ".into(), style));
            }
            line.put(marked(Word::Region(*region), side, open, cx), spot(*region));
        }
        line
    };
    places().into_iter().map(line).collect()
}

/// The words of a part beside each other.
fn word_lines(open: &Open, part: Part, width: u16, cx: &Context) -> Vec<Line> {
    let here = open.form.word();
    let mut lines: Vec<Line> = Vec::new();
    for (n, word) in part.words().into_iter().enumerate() {
        let mut spans = marked(word, word.label(), open, cx);
        if word.is_flagged() {
            spans.push(("!".into(), cx.theme.bold(Role::Care)));
        }
        let wide: u16 = spans.iter().map(|(text, _)| text::columns(text)).sum();
        if lines.last().is_none_or(|line| line.width() + 2 + wide > width) {
            lines.push(Line::plain(part, Vec::new()));
        }
        let Some(line) = lines.last_mut() else { continue };
        if line.width() > 0 {
            line.spans.push(("  ".into(), cx.theme.style(Role::Soft)));
        }
        line.put(spans, Spot::Word(part, n));
        line.is_here |= here == Some(word);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spot_comes_back_from_its_number() {
        let words = Part::ALL.iter().flat_map(|part| (0..part.words().len()).map(|at| Spot::Word(*part, at)));
        let all: Vec<Spot> = Part::ALL.iter().map(|part| Spot::Part(*part)).chain(NAMED).chain(words).collect();
        for spot in &all {
            assert_eq!(Spot::of(spot.code()), Some(*spot));
        }
        assert_eq!(all.iter().map(|spot| spot.code()).collect::<std::collections::BTreeSet<_>>().len(), all.len());
        assert_eq!(Spot::of(50), None);
    }
}
