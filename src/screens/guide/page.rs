//! The page of an entry: what matters first, what to beware of on the first page, the rest behind it, sources by name at the end.

use ratatui::layout::{Rect, Size};

use super::super::prose::{Line, Text, WIDEST};
use super::super::warnings;
use super::entries::{self, Entry, Part};
use super::{Known, desk};
use crate::app::Context;
use crate::config::theme::Role;
use crate::domain::{Evidence, Question, Remedy, Saying, Signs, minutes, uncapital};
use crate::figure::Figure;
use crate::widgets::figure::LEAST;
use crate::widgets::text;

/// The pages of an entry for an area.
pub(super) fn pages(entry: &Entry, known: &Known, area: Rect, cx: &Context) -> Vec<Vec<Line>> {
    let (width, height) = (area.width.min(WIDEST), area.height);
    let signs = &cx.library.guidance.warning_signs;
    match entry {
        Entry::Signs(tier) => {
            let tier = signs.tiers.iter().find(|signs| signs.tier == *tier);
            tier.map(|tier| urgent(&tier.title, width, height, |room| warnings::tier(tier, "–  ", room, cx), cx)).unwrap_or_default()
        }
        Entry::Stop => urgent(warnings::STOP, width, height, |room| warnings::stop("–  ", room, cx), cx),
        Entry::Remedy(id) if let Some((_, named)) = hero(id, cx) => {
            let mut text = Text::new(width, cx);
            let blank = vec![(String::new(), cx.theme.style(Role::Soft))];
            text.block(vec![blank; usize::from(hero_rows(id, cx) + 1 + u16::from(named.is_some()))]);
            text.bind();
            if let Some(found) = entries::remedy(cx.library, id) {
                remedy(&mut text, found);
            }
            text.pages(height)
        }
        _ => write(entry, known, width, cx).pages(height),
    }
}

/// Rows of the minutes above the first page of what has a timer; a picture beside them takes more.
pub(super) const HERO: u16 = 5;

/// The minutes of a remedy's first timer, `15–20`: what it is set to, and the most that is advised, where there is room to show them large.
/// With it, where there are more timers, whose it is and what the others have: a shower is shorter than a pack.
pub(super) fn hero(id: &str, cx: &Context) -> Option<(String, Option<String>)> {
    if cx.size.width < 100 || cx.size.height < 34 {
        return None;
    }
    let timers = entries::remedy(cx.library, id)?.care.iter().filter_map(|care| cx.library.timed_care(care));
    let mut spans = timers.map(|care| (care, minutes(crate::player::care(care).total_ms()))).map(|(care, set)| {
        let most = u64::from(care.minutes.1);
        (care, if most > set { format!("{set}–{most}") } else { set.to_string() })
    });
    let (first, span) = spans.next()?;
    let others: Vec<String> = spans.map(|(care, span)| format!("{} {span}", uncapital(&care.name))).collect();
    let named = (!others.is_empty()).then(|| format!("{}; {}.", first.name, others.join(", ")));
    Some((span, named))
}

/// Rows above the text of a remedy's first page.
pub(super) fn hero_rows(id: &str, cx: &Context) -> u16 {
    let has_picture =
        entries::remedy(cx.library, id).is_some_and(|remedy| remedy.care.iter().any(|care| cx.library.figures.find(care).is_some()));
    if has_picture { LEAST.1 } else { HERO }
}

/// The still picture of a remedy's first timer that has one.
pub(super) fn picture(id: &str, cx: &Context) -> Option<Figure> {
    entries::remedy(cx.library, id)?.care.iter().find_map(|care| cx.library.figure_of_care(care))
}

/// All that an entry says, for the search.
pub(super) fn words(entry: &Entry, known: &Known, cx: &Context) -> String {
    let signs = &cx.library.guidance.warning_signs;
    let all = |tier: &Signs| {
        let signs = tier.signs.iter().flat_map(|sign| [sign.short.as_str(), sign.text.as_str()]);
        [tier.title.as_str(), tier.lead.as_str()].into_iter().chain(signs).collect::<Vec<_>>().join(" ")
    };
    match entry {
        Entry::Signs(tier) => signs.tiers.iter().filter(|signs| signs.tier == *tier).map(all).collect(),
        Entry::Stop => signs.stop_if.iter().chain(&signs.during).cloned().collect::<Vec<_>>().join(" "),
        _ => words_of(&write(entry, known, u16::MAX, cx).lines),
    }
}

/// Lines as one running text.
pub(super) fn words_of(lines: &[Line]) -> String {
    let line = |line: &Line| line.iter().map(|(words, _)| words.as_str()).collect::<String>();
    lines.iter().map(|l| line(l).trim().to_owned()).collect::<Vec<_>>().join(" ")
}

/// Pages under a heading that says how soon.
fn urgent(
    title: &str,
    width: u16,
    height: u16,
    lay: impl Fn(Size) -> Vec<Vec<(String, ratatui::style::Style)>>,
    cx: &Context,
) -> Vec<Vec<Line>> {
    let care = cx.theme.bold(Role::Care);
    let lines = text::wrap(title, width.saturating_sub(3)).into_iter().enumerate();
    let mut head: Vec<Line> = lines.map(|(n, line)| vec![(if n == 0 { "!  " } else { "   " }.to_owned(), care), (line, care)]).collect();
    head.push(Vec::new());
    let left = height.saturating_sub(u16::try_from(head.len()).unwrap_or(u16::MAX));
    let pages = lay(Size::new(width, left)).into_iter();
    pages.map(|lines| head.iter().cloned().chain(lines.into_iter().map(|piece| vec![piece])).collect()).collect()
}

fn write<'a, 'b>(entry: &Entry, known: &Known, width: u16, cx: &'a Context<'b>) -> Text<'a, 'b> {
    let mut text = Text::new(width, cx);
    let guidance = &cx.library.guidance;
    match entry {
        Entry::Signs(_) | Entry::Stop => {}
        Entry::AskFirst => ask_first(&mut text, &guidance.warning_signs.question, &guidance.warning_signs.ask_first),
        Entry::Remedy(id) => {
            if let Some(found) = entries::remedy(cx.library, id) {
                remedy(&mut text, found);
            }
        }
        Entry::Desk => desk::page(&mut text, &guidance.desk, known),
        Entry::Keeping => keeping(&mut text, &guidance.habits.keeping),
        Entry::Habit(id) => habit(&mut text, id, known),
        Entry::Preset(at) => preset(&mut text, *at, known),
        Entry::Background(part) => background(&mut text, *part),
        Entry::Question(at) => {
            if let Some(question) = guidance.background.questions.get(*at) {
                text.bold(&question.ask);
                text.gap();
                text.soft(&question.answer);
            }
        }
    }
    text
}

fn ask_first(text: &mut Text, question: &Question, ask_first: &[String]) {
    text.bold("Who asks before beginning");
    text.gap();
    let style = text.cx.theme.style(Role::Text);
    text.say(&question.ask, style);
    text.bind();
    text.soft(&question.answer);
    text.heading("Others who ask first");
    text.bullets(ask_first);
}

fn remedy(text: &mut Text, remedy: &Remedy) {
    text.bold(&remedy.name);
    text.soft(&remedy.for_what);
    text.gap();
    evidence(text, remedy.evidence);
    if !remedy.caution.is_empty() {
        text.gap();
        let care = text.cx.theme.bold(Role::Care);
        text.say("! Careful", care);
        text.bind();
        text.bullets(&remedy.caution);
    }
    text.heading("How");
    text.steps(&remedy.how);
    text.heading("How long");
    text.soft(&remedy.how_long);
    text.heading("What is known");
    text.soft(&remedy.known);
    if !remedy.items.is_empty() {
        text.heading("One by one");
        sayings(text, &remedy.items);
    }
    text.gap();
    text.sources(&remedy.sources);
}

/// Four strokes, so many of them lit as the grade is high, and its word.
fn evidence(text: &mut Text, evidence: Evidence) {
    let theme = text.cx.theme;
    let lit = entries::strokes(evidence);
    let mut line: Line = vec![("Evidence  ".to_owned(), theme.style(Role::Quiet))];
    for n in 0..entries::STROKES {
        let (stroke, role) = if n < lit { ("━━ ", Role::Accent) } else { ("── ", Role::Line) };
        line.push((stroke.to_owned(), theme.style(role)));
    }
    line.push((format!(" {}", entries::grade(evidence)), theme.style(Role::Text)));
    text.block(vec![line]);
}

fn sayings(text: &mut Text, sayings: &[Saying]) {
    for (at, saying) in sayings.iter().enumerate() {
        if at > 0 {
            text.gap();
        }
        let style = text.cx.theme.style(Role::Text);
        text.say(&saying.short, style);
        text.bind();
        text.soft(&saying.text);
    }
}

fn keeping(text: &mut Text, keeping: &[String]) {
    text.bold("Keeping a habit");
    text.gap();
    text.bullets(keeping);
    text.gap();
    text.soft("Three and more can be taken up as well. Two are easier.");
}

fn habit(text: &mut Text, id: &str, known: &Known) {
    let today = text.cx.day();
    let found = entries::habit(text.cx.library, id);
    text.bold(found.map_or(id, |habit| &habit.name));
    if let Some(line) = known.kept(id) {
        let (soft, accent) = (text.cx.theme.style(Role::Soft), text.cx.theme.style(Role::Accent));
        text.soft(&format!("Yours since {}.", line.from.date().format("%a %-d %b")));
        text.gap();
        let days: Line = (0..14).rev().map(|n| (format!("{} ", today.back(n).date().format("%a").to_string().remove(0)), soft)).collect();
        let dots = entries::dots(&line.ticks, today);
        let dots: Line = dots.chars().map(|dot| (format!("{dot} "), if dot == '●' { accent } else { soft })).collect();
        text.block(vec![days, dots]);
        text.soft("The last fourteen days, today at the end.");
    }
    text.gap();
    let Some(habit) = found else { return text.soft("This habit is no longer in the guide. Its days are kept.") };
    text.soft(&habit.how);
    text.heading("Why");
    text.soft(&habit.why);
    text.sources(&habit.sources);
}

fn preset(text: &mut Text, at: usize, known: &Known) {
    let habits = entries::preset(text.cx.library, at);
    text.bold(if habits.len() == 2 { "Two that go together" } else { "Some that go together" });
    text.soft("Two are easier to keep than more. Each can be let go by itself.");
    for habit in habits {
        text.gap();
        let style = text.cx.theme.style(Role::Text);
        let is_kept = known.kept(&habit.id).is_some();
        text.say(&format!("{}{}", habit.name, if is_kept { ", yours already" } else { "" }), style);
        text.bind();
        text.soft(&habit.how);
    }
}

fn background(text: &mut Text, part: Part) {
    let background = &text.cx.library.guidance.background;
    text.bold(part.name());
    text.gap();
    match part {
        Part::Causes => sayings(text, &background.causes),
        Part::Mistakes => sayings(text, &background.mistakes),
        Part::Conditions => sayings(text, &background.conditions),
        Part::Risks => sayings(text, &background.risks),
        Part::Expect => {
            let expect = background.expect.iter().map(|e| Saying { short: e.when.clone(), text: e.what.clone() });
            sayings(text, &expect.collect::<Vec<_>>());
        }
    }
    text.gap();
    text.sources(&background.sources);
}
