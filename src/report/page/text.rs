//! The same page as plain text: for a letter, a message, or whoever has it read aloud.

use super::{Block, Chart, Given, Page, facts};
use crate::domain::clean_line;

/// How wide it is at most.
const WIDTH: usize = 78;

/// The whole page.
#[must_use]
pub fn text(given: &Given<'_>) -> String {
    let Page { title, under, first, parts, foot } = facts::page(given);
    let mut out = clean_line(&title).to_uppercase() + "\n";
    for line in under.iter().chain(&first) {
        say(&mut out, line, "");
    }
    for part in &parts {
        out += &format!("\n{}\n{}\n", part.title, "-".repeat(part.title.len()));
        for block in &part.blocks {
            match block {
                Block::Line(strong, rest) => say(&mut out, &format!("{strong} {rest}"), ""),
                Block::Table { head, rows, .. } => table(&mut out, head, rows),
                Block::Chart(chart) => strip(&mut out, chart),
                Block::Map { told, .. } => told.iter().for_each(|line| say(&mut out, line, "  ")),
            }
        }
    }
    out += "\n";
    for line in &foot {
        say(&mut out, line, "");
    }
    out
}

/// A paragraph. What comes from the data is on one line before it is broken.
fn say(out: &mut String, line: &str, indent: &str) {
    let options = textwrap::Options::new(WIDTH).initial_indent(indent).subsequent_indent(indent);
    *out += &textwrap::fill(&clean_line(line), options);
    out.push('\n');
}

fn table(out: &mut String, head: &[&str], rows: &[Vec<String>]) {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| clean_line(cell)).collect()).collect();
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(String::as_str).chain(head.get(at).copied());
    let wide: Vec<usize> = (0..head.len()).map(|at| cells(at).map(textwrap::core::display_width).max().unwrap_or(0).min(36)).collect();
    let heads: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    for row in std::iter::once(&heads).chain(&rows) {
        let mut line = String::new();
        for (cell, wide) in row.iter().zip(&wide) {
            let gap = wide.saturating_sub(textwrap::core::display_width(cell));
            line += &format!("{cell}{}  ", " ".repeat(gap));
        }
        *out += line.trim_end();
        out.push('\n');
    }
}

/// Ten rows would say less than the table of the days; a sentence says what there is.
fn strip(out: &mut String, chart: &Chart) {
    let rated = chart.days.iter().filter(|day| day.range.is_some()).count();
    let done = chart.days.iter().filter(|day| day.done).count();
    say(
        out,
        &format!(
            "{rated} of {} days are rated, {done} have a session done. The chart is on the printed page; the numbers stand below.",
            chart.days.len()
        ),
        "",
    );
}
