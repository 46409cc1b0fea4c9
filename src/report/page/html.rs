//! A page as one HTML file: no script, no address, nothing fetched, all that comes from the data made harmless. It prints on A4 and Letter.

use std::fmt::Write as _;

use super::{Block, Given, Page, Part, Section, drawing, facts};
use crate::domain::clean_line;

/// Nothing is loaded and nothing runs; the style below is all there is.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = "\
@page { margin: 13mm; }
html { color: #000; background: #fff; font: 9.5pt/1.28 system-ui, sans-serif; }
body { max-width: 184mm; margin: 0 auto; padding: 4mm; }
h1 { font-size: 16pt; margin: 0; }
h2 { font-size: 11pt; margin: 2.4mm 0 .6mm; border-bottom: .3mm solid #000; break-after: avoid; }
p { margin: 0 0 .5mm; overflow-wrap: anywhere; }
header { display: flex; justify-content: space-between; gap: 8mm; }
.who { white-space: nowrap; align-self: end; }
.first { border: .5mm solid #000; padding: 1.5mm 2.5mm; margin: 2mm 0; }
section { break-inside: avoid; }
section.long { break-inside: auto; }
table { border-collapse: collapse; margin: .5mm 0; }
th, td { text-align: left; padding: .2mm 7mm .2mm 0; border-bottom: .1mm solid #999; vertical-align: top; overflow-wrap: anywhere; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.n { text-align: right; white-space: nowrap; }
svg { width: 100%; height: auto; display: block; font: 11px system-ui, sans-serif; }
.both { display: flex; gap: 6mm; align-items: center; }
.both svg { width: 92mm; flex: none; font-size: 14px; }
.both ul { margin: 0; padding: 0; list-style: none; }
.grid { stroke: #aaa; stroke-width: 1; fill: none; }
.bar { stroke: #777; fill: none; }
.mid, .in { text-anchor: middle; }
.end { text-anchor: end; }
.in { font-weight: bold; }
.out { fill: #fff; stroke: #000; stroke-width: 1.2; }
.s0, .s1, .s2, .s3 { stroke: #777; stroke-width: .7; }
.s0 { fill: #fff; } .s1 { fill: #e4e4e4; } .s2 { fill: #c6c6c6; } .s3 { fill: #a2a2a2; }
figure { margin: 0; }
figcaption, footer { font-size: 8.5pt; }
footer { margin-top: 3.5mm; border-top: .3mm solid #000; padding-top: 1mm; break-inside: avoid; }
@media print { body { padding: 0; max-width: none; } }
";

/// The whole file.
#[must_use]
pub fn html(given: &Given<'_>) -> String {
    let Page { title, under, first, parts, foot } = facts::page(given);
    let mut out = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    out += "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n";
    let _ = writeln!(out, "<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>", safe(&title));
    let _ = writeln!(out, "<header>\n<div><h1>{}</h1>", safe(&title));
    for line in &under {
        let _ = writeln!(out, "<p>{}</p>", safe(line));
    }
    out += "</div>\n<p class=\"who\">Name: ______________________</p>\n</header>\n";
    if !first.is_empty() {
        out += "<div class=\"first\">\n";
        for line in &first {
            let _ = writeln!(out, "<p><strong>{}</strong></p>", safe(line));
        }
        out += "</div>\n";
    }
    for part in &parts {
        put(&mut out, part);
    }
    out += "<footer>\n";
    for line in &foot {
        let _ = writeln!(out, "<p>{}</p>", safe(line));
    }
    out + "</footer>\n</body>\n</html>\n"
}

fn put(out: &mut String, part: &Part) {
    let long = if part.section == Section::Notes { " class=\"long\"" } else { "" };
    let _ = writeln!(out, "<section{long}>\n<h2>{}</h2>", safe(part.title));
    for block in &part.blocks {
        match block {
            Block::Line(strong, rest) if strong.is_empty() => {
                let _ = writeln!(out, "<p>{}</p>", safe(rest));
            }
            Block::Line(strong, rest) => {
                let _ = writeln!(out, "<p><strong>{}</strong> {}</p>", safe(strong), safe(rest));
            }
            Block::Table { head, rows, numbers } => table(out, head, rows, *numbers),
            Block::Chart(chart) => {
                let _ = writeln!(out, "<figure>\n{}\n<figcaption>{}</figcaption>\n</figure>", drawing::chart(chart), safe(&chart.told));
            }
            Block::Map { often, told } => {
                let _ = writeln!(out, "<div class=\"both\">\n{}\n<ul>", drawing::map(often));
                for line in told {
                    let _ = writeln!(out, "<li>{}</li>", safe(line));
                }
                *out +=
                    "<li>The darker a place, the more often it was named; the number in it says in how many ratings.</li>\n</ul>\n</div>\n";
            }
        }
    }
    *out += "</section>\n";
}

fn table(out: &mut String, head: &[&str], rows: &[Vec<String>], numbers: bool) {
    let class = |at: usize| if numbers && at > 0 { " class=\"n\"" } else { "" };
    *out += "<table>\n<thead><tr>";
    for (at, cell) in head.iter().enumerate() {
        let _ = write!(out, "<th scope=\"col\"{}>{}</th>", class(at), safe(cell));
    }
    *out += "</tr></thead>\n<tbody>\n";
    for row in rows {
        *out += "<tr>";
        for (at, cell) in row.iter().enumerate() {
            let _ = write!(out, "<td{}>{}</td>", class(at), safe(cell));
        }
        *out += "</tr>\n";
    }
    *out += "</tbody>\n</table>\n";
}

/// Text as it may stand between tags and in an attribute: on one line, nothing that steers or reorders, nothing that opens or closes.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean_line(text).chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            c => out.push(c),
        }
    }
    out
}
