//! The gate of the first start: every warning sign in one line, one tier after the other, to be marked where it is true.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::warned::{ASK_FIRST, who};
use crate::app::Context;
use crate::config::{Action, theme::Role};
use crate::domain::{Tier, WarningAnswers, uncapital};
use crate::widgets::list::{Look, Mark};
use crate::widgets::text;

/// What a line stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pick {
    /// A sign, by its id.
    Sign(String),
    /// Who is to ask first, in the words of the guidance.
    AskFirst(String),
}

/// One line.
struct Line {
    pick: Pick,
    words: String,
    /// What is to be done if it is true; lines of one tier share it.
    tier: Option<Tier>,
    title: String,
}

/// What is marked, and on which line one stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Signs {
    at: usize,
    on: Vec<Pick>,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// One is still here.
    Here,
    /// Back from the first page.
    Back,
    /// All was asked, or a sign for the ambulance was marked: then nothing else is.
    Through,
}

/// All lines for a width: where a sign would take two rows, its brief form.
fn lines(width: u16, cx: &Context) -> Vec<Line> {
    let signs = &cx.library.guidance.warning_signs;
    let has_room = |words: &str| text::columns(words) <= width.saturating_sub(INDENT);
    let of_tiers = signs.tiers.iter().flat_map(|tier| {
        tier.signs.iter().map(|sign| Line {
            pick: Pick::Sign(sign.id.clone()),
            words: sign.brief.as_ref().filter(|_| !has_room(&sign.short)).unwrap_or(&sign.short).clone(),
            tier: Some(tier.tier),
            title: tier.title.clone(),
        })
    });
    let first = signs.ask_first.iter().map(|words| Line {
        pick: Pick::AskFirst(words.clone()),
        // what comes after the semicolon says why
        words: who(words).split_once("; ").map_or_else(|| who(words), |(who, _)| who.to_owned()),
        tier: None,
        title: ASK_FIRST.0.into(),
    });
    of_tiers.chain(first).collect()
}

/// The words of a line begin after its sign.
const INDENT: u16 = 3;

/// Which lines stand on each page of a room: those of one tier, as many as fit.
fn pages(lines: &[Line], room: Rect) -> Vec<Range<usize>> {
    let most = usize::from(room.height).max(1);
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut used = 0;
    for (at, line) in lines.iter().enumerate() {
        let rows = text::wrap(&line.words, room.width.saturating_sub(INDENT)).len();
        match pages.last_mut() {
            Some(page) if lines[page.start].tier == line.tier && used + rows <= most => {
                page.end = at + 1;
                used += rows;
            }
            _ => {
                pages.push(at..at + 1);
                used = rows;
            }
        }
    }
    pages
}

impl Signs {
    /// What was answered, without the question that comes after it.
    pub(super) fn answers(&self) -> WarningAnswers {
        let mut answers = WarningAnswers::default();
        for pick in &self.on {
            match pick {
                Pick::Sign(id) => answers.signs.push(id.clone()),
                Pick::AskFirst(words) => answers.ask_first.push(words.clone()),
            }
        }
        answers
    }

    /// Takes a key, the lines standing in `room`.
    pub(super) fn action(&mut self, action: Action, room: Rect, cx: &Context) -> Asked {
        let lines = lines(room.width, cx);
        let pages = pages(&lines, room);
        let page = pages.iter().position(|page| page.contains(&self.at)).unwrap_or(0);
        let Some(here) = pages.get(page).cloned() else {
            return if action == Action::Do { Asked::Through } else { Asked::Here };
        };
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(lines.len() - 1),
            Action::Top => self.at = here.start,
            Action::End => self.at = here.end - 1,
            Action::Mark => {
                let pick = &lines[self.at].pick;
                if self.on.contains(pick) {
                    self.on.retain(|p| p != pick);
                } else {
                    self.on.push(pick.clone());
                }
            }
            Action::Left | Action::PageUp => match page.checked_sub(1) {
                Some(before) => self.at = pages[before].start,
                None => return Asked::Back,
            },
            Action::Do => {
                let is_end_of_tier = lines.get(here.end).is_none_or(|next| next.tier != lines[self.at].tier);
                let is_ambulance = |line: &Line| line.tier == Some(Tier::Now) && self.on.contains(&line.pick);
                if lines.len() == here.end || is_end_of_tier && lines.iter().any(is_ambulance) {
                    return Asked::Through;
                }
                self.at = here.end;
            }
            _ => {}
        }
        Asked::Here
    }

    /// What was marked for the ambulance has been seen to: on to the less urgent signs.
    pub(super) fn past_ambulance(&mut self, cx: &Context) {
        let is_now = |line: &Line| line.tier == Some(Tier::Now);
        let lines = lines(u16::MAX, cx);
        self.on.retain(|pick| !lines.iter().any(|line| is_now(line) && line.pick == *pick));
        self.at = lines.iter().position(|line| !is_now(line)).unwrap_or(0);
    }

    /// Whether anything on the page is marked: then its button reads otherwise.
    pub(super) fn is_marked(&self, room: Rect, cx: &Context) -> bool {
        let lines = lines(room.width, cx);
        let here = pages(&lines, room).into_iter().find(|page| page.contains(&self.at)).unwrap_or_default();
        lines[here].iter().any(|line| self.on.contains(&line.pick))
    }

    /// What is to be done if one of the page is true, and which page it is of how many.
    pub(super) fn heading(&self, room: Rect, cx: &Context) -> (String, String) {
        let lines = lines(room.width, cx);
        let pages = pages(&lines, room);
        let page = pages.iter().position(|page| page.contains(&self.at)).unwrap_or(0);
        let title = pages.get(page).map(|here| format!("If one is: {}.", uncapital(&lines[here.start].title))).unwrap_or_default();
        (title, format!("page {} of {}", page + 1, pages.len()))
    }

    /// Stands on a line and marks it, as a click does.
    pub(super) fn select(&mut self, line: usize, room: Rect, cx: &Context) {
        if line < lines(room.width, cx).len() {
            self.at = line;
            self.action(Action::Mark, room, cx);
        }
    }

    /// The lines of the page on which one stands, each with its rows.
    fn rows(&self, lines: &[Line], room: Rect) -> Vec<(usize, Rect)> {
        let here = pages(lines, room).into_iter().find(|page| page.contains(&self.at)).unwrap_or_default();
        let mut y = room.y;
        here.map(|at| {
            let words = text::wrap(&lines[at].words, room.width.saturating_sub(INDENT));
            let height = u16::try_from(words.len()).unwrap_or(1);
            let rows = Rect { x: room.x.saturating_sub(2), y, width: room.width + 4, height };
            y += height;
            (at, rows)
        })
        .collect()
    }

    /// The row after the last line of the page.
    pub(super) fn end(&self, room: Rect, cx: &Context) -> u16 {
        self.rows(&lines(room.width, cx), room).last().map_or(room.y, |(_, rows)| rows.bottom())
    }

    /// The line on a cell.
    pub(super) fn line_at(&self, room: Rect, at: Position, cx: &Context) -> Option<usize> {
        self.rows(&lines(room.width, cx), room).into_iter().find(|(_, rows)| rows.contains(at)).map(|(line, _)| line)
    }

    /// Draws the page on which one stands.
    pub(super) fn draw(&self, room: Rect, buf: &mut Buffer, cx: &Context) {
        let lines = lines(room.width, cx);
        for (at, rows) in self.rows(&lines, room) {
            let line = &lines[at];
            let words = text::wrap(&line.words, room.width.saturating_sub(INDENT));
            let is_on = self.on.contains(&line.pick);
            let mark = Mark::of(is_on);
            let voice = if is_on { Role::Text } else { Role::Soft };
            let look = Look::of(at == self.at, (voice, voice), rows, cx.theme, buf);
            let (sign, role) = mark.sign();
            text::put(room.x, rows.y, sign, look.sign.unwrap_or(cx.theme.style(role)), room, buf);
            for (y, words) in (rows.y..room.bottom()).zip(&words) {
                text::put(room.x + INDENT, y, words, look.name, room, buf);
            }
        }
    }
}
