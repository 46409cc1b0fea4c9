//! The desk check: a list of points, each so or not yet, kept with its day as one set of answers.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::super::choices::{Choices, Picked};
use super::super::entry::KEEP;
use super::super::frame;
use super::super::prose::Text;
use super::Known;
use crate::app::{Context, Effect, Message};
use crate::config::{Action, KeyContext, theme::Role};
use crate::domain::{AnswerKind, Answers, Day, Desk, DeskPoint};
use crate::store::Request;
use crate::widgets::{chrome, list, text};

/// A check that was made: what was so, by the id of each point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Check {
    /// Its day.
    pub(super) day: Day,
    /// The points that were answered.
    pub(super) points: BTreeMap<String, bool>,
}

impl Check {
    /// The newest of some sets of answers.
    pub(super) fn newest(answers: &[Answers]) -> Option<Self> {
        let newest = answers.first()?;
        // answers that cannot be read are still a check of that day
        Some(Self { day: newest.day, points: serde_json::from_str(&newest.body).unwrap_or_default() })
    }
}

/// `Mon 2 Mar`.
fn date(day: Day) -> String {
    day.date().format("%a %-d %b").to_string()
}

/// What the guide says of the desk: what was not yet so the last time, with its remedy, then what a desk can and cannot do.
pub(super) fn page(text: &mut Text, desk: &Desk, known: &Known) {
    let today = text.cx.day();
    text.bold("Desk check");
    if known.half.is_some() {
        text.soft("One was left half made. Its answers stand there.");
        text.gap();
    }
    let Some(check) = &known.check else {
        let weeks = desk.again_weeks;
        text.soft(&format!("Go through it once at the desk where you sit most. It is asked again after {weeks} weeks."));
        text.heading("What a desk can do");
        return text.bullets(&desk.about);
    };
    if desk.is_due_again(Some(check.day), today) {
        text.soft(&format!("Last looked at on {}. Some weeks have gone by: look again.", date(check.day)));
    } else {
        text.soft(&format!("Looked at on {}. It is asked again from {} on.", date(check.day), date(desk.again(check.day))));
    }
    let is_open = |id: &str| check.points.get(id) == Some(&false);
    let open: Vec<_> = desk.points.iter().filter(|point| is_open(&point.id)).collect();
    if open.is_empty() {
        text.gap();
        text.soft("Nothing was left to change.");
    } else {
        text.heading("Not yet");
        for (at, point) in open.into_iter().enumerate() {
            if at > 0 {
                text.gap();
            }
            let style = text.cx.theme.style(Role::Text);
            text.say(&point.check, style);
            text.bind();
            text.soft(&point.mend);
        }
    }
    text.heading("What a desk can do");
    text.bullets(&desk.about);
}

/// The check being made.
#[derive(Clone, Debug)]
pub(super) struct DeskForm {
    points: BTreeMap<String, bool>,
    /// As it was opened.
    before: BTreeMap<String, bool>,
    at: usize,
    /// The line at the top at the last click.
    top: Option<usize>,
    /// The question whether to leave without keeping it.
    leaving: Option<Choices>,
    /// Since when answers wait to be kept against a kill.
    unkept: Option<Duration>,
}

/// What became of the check.
pub(super) enum Done {
    /// It goes on.
    Open(Vec<Effect>),
    /// It is over.
    Closed(Vec<Effect>),
}

const UNSAVED: &str = "They are not on disk yet.";
const LEAVING: [&str; 3] = ["Keep the answers", "Leave without them", "Go on"];

impl DeskForm {
    /// A check. Within the weeks after the last one its answers stand there to be changed; after them all is asked anew.
    pub(super) fn new(known: &Known, cx: &Context) -> Self {
        let is_new = |check: &&Check| !cx.library.guidance.desk.is_due_again(Some(check.day), cx.day());
        let points = known.check.as_ref().filter(is_new).map(|check| check.points.clone()).unwrap_or_default();
        let before = points.clone();
        // what was left half made goes on from the first point without an answer
        let half = known.half.as_ref().and_then(|body| serde_json::from_str(body).ok());
        let points: BTreeMap<String, bool> = half.unwrap_or(points);
        let open = |point: &DeskPoint| points != before && !points.contains_key(&point.id);
        let at = cx.library.guidance.desk.points.iter().position(open).unwrap_or(0);
        Self { before, points, at, top: None, leaving: None, unkept: None }
    }

    /// Where its keys are pressed.
    pub(super) fn context(&self) -> KeyContext {
        if self.leaving.is_some() { KeyContext::Dialog } else { KeyContext::Form }
    }

    /// Takes a key.
    pub(super) fn update(&mut self, message: &Message, cx: &Context) -> Done {
        let points = &cx.library.guidance.desk.points;
        let last = points.len().saturating_sub(1);
        if let Some(choices) = &mut self.leaving {
            match choices.update(message, LEAVING.len()) {
                Picked::Line(0) => return self.keep(),
                Picked::Line(1) => return Done::Closed(Vec::new()),
                Picked::Line(_) | Picked::Back => self.leaving = None,
                Picked::Nothing => {}
            }
            return Done::Open(Vec::new());
        }
        let action = match message {
            Message::Action(action) => *action,
            // a second click marks
            Message::Select(point) if *point == self.at => Action::Mark,
            Message::Select(point) => {
                (self.top, self.at) = (Some(self.seen(Self::room(cx.area()), cx).1.start), *point);
                return Done::Open(Vec::new());
            }
            _ => return Done::Open(Vec::new()),
        };
        match action {
            Action::Up | Action::PreviousPane => self.at = self.at.saturating_sub(1),
            Action::Down | Action::NextPane => self.at = (self.at + 1).min(last),
            Action::Top | Action::PageUp => self.at = 0,
            Action::End | Action::PageDown => self.at = last,
            Action::Mark => {
                if let Some(point) = points.get(self.at) {
                    let answer = self.points.entry(point.id.clone()).or_insert(false);
                    *answer = !*answer;
                    self.unkept = self.unkept.or(Some(cx.now.awake));
                }
            }
            Action::Do | Action::Save => return self.keep(),
            Action::Back if self.points != self.before => self.leaving = Some(Choices::default()),
            Action::Back => return Done::Closed(Vec::new()),
            _ => {}
        }
        Done::Open(Vec::new())
    }

    /// When the answers are to be kept against a kill.
    pub(super) fn due(&self) -> Option<Duration> {
        self.unkept.map(|since| since + KEEP)
    }

    /// The answers as they stand, once it is time to keep them.
    pub(super) fn half(&mut self, cx: &Context) -> Option<String> {
        self.due().filter(|due| *due <= cx.now.awake)?;
        self.unkept = None;
        serde_json::to_string(&self.points).ok()
    }

    fn keep(&mut self) -> Done {
        self.leaving = None;
        if self.points.is_empty() {
            return Done::Open(vec![Effect::Toast("Nothing is marked yet. Space marks a point.".into())]);
        }
        let Ok(body) = serde_json::to_string(&self.points) else { return Done::Open(Vec::new()) };
        Done::Closed(vec![Effect::Ask(Request::Answer { kind: AnswerKind::Desk, about: None, body })])
    }

    /// Where the lines of the points stand.
    fn room(area: Rect) -> Rect {
        let frame = chrome::Frame::of(area);
        let top = frame.header.bottom() + u16::from(area.height >= 20);
        let width = (frame.header.width + 4).min(92);
        Rect { x: frame.header.x.saturating_sub(2), y: top, width, height: frame.footer.y.saturating_sub(top + 1) }
    }

    /// All lines, and which of them are seen: those of the selected point among them. Where not all are, the last row is left to say so.
    fn seen(&self, room: Rect, cx: &Context) -> (Vec<Row>, Range<usize>) {
        let rows = self.rows(room.width, cx);
        let first = rows.iter().position(|row| row.point == self.at).unwrap_or(0);
        let end = first + rows.iter().filter(|row| row.point == self.at).count();
        let height = usize::from(room.height).saturating_sub(usize::from(rows.len() > usize::from(room.height)));
        let is_whole = |seen: &Range<usize>| seen.start <= first && end <= seen.end;
        let kept = self.top.map(|top| top..(top + height).min(rows.len())).filter(is_whole);
        let middle = || Some(list::window(rows.len(), usize::midpoint(first, end), height)).filter(is_whole);
        let seen = kept.or_else(middle).unwrap_or(first..(first + height).min(rows.len()));
        (rows, seen)
    }

    /// What a click on a cell stands for.
    pub(super) fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        if let Some(choices) = &self.leaving {
            return choices.under(&[UNSAVED], &LEAVING, at, cx);
        }
        let room = Self::room(cx.area());
        let (rows, seen) = self.seen(room, cx);
        let line = seen.start + usize::from(at.y.checked_sub(room.y).filter(|_| room.contains(at))?);
        rows.get(line).filter(|_| seen.contains(&line)).map(|row| Message::Select(row.point))
    }

    /// Draws the points, the selected one with its remedy while it is not yet so.
    pub(super) fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let frame = chrome::Frame::of(area);
        let says = "Sit as you usually do. Yes, or not yet?";
        chrome::title(frame.header, ["Desk check", says], [&date(cx.day()), ""], cx.theme, buf);
        let room = Self::room(area);
        let (rows, seen) = self.seen(room, cx);
        for (y, row) in (room.y..room.bottom()).zip(&rows[seen.clone()]) {
            self.row(row, y, room, buf, cx);
        }
        if seen.len() < rows.len() {
            let words = match rows.get(seen.end) {
                Some(next) => format!("{} more below", cx.library.guidance.desk.points.len().saturating_sub(next.point)),
                None => "more above".to_owned(),
            };
            text::put(room.x + 5, room.bottom().saturating_sub(1), &words, cx.theme.style(Role::Quiet), room, buf);
        }
        let hints: &[frame::Hint] =
            &[(Action::Mark, "yes, not yet"), (Action::Do, "keep"), (Action::Down, "next"), (Action::Back, ""), (Action::Help, "")];
        frame::hints(area, KeyContext::Form, hints, buf, cx);
        if let Some(choices) = &self.leaving {
            choices.draw("Keep these answers?", &[UNSAVED], &LEAVING, area, buf, cx);
        }
    }

    fn rows(&self, width: u16, cx: &Context) -> Vec<Row> {
        let mut rows = Vec::new();
        for (point, asked) in cx.library.guidance.desk.points.iter().enumerate() {
            let answer = self.points.get(&asked.id).copied();
            // two columns for the mark of the selected row on each side, three for the sign, the answer at the right
            let inner = width.saturating_sub(4 + 3 + 9);
            let lines = text::wrap(&asked.check, inner).into_iter().enumerate();
            rows.extend(lines.map(|(n, line)| Row { point, is_first: n == 0, is_mend: false, line, answer }));
            if point == self.at && answer == Some(false) {
                let lines = text::wrap(&asked.mend, inner).into_iter();
                rows.extend(lines.map(|line| Row { point, is_first: false, is_mend: true, line, answer }));
            }
        }
        rows
    }

    fn row(&self, row: &Row, y: u16, room: Rect, buf: &mut Buffer, cx: &Context) {
        let theme = cx.theme;
        let is_here = row.point == self.at;
        let raised = theme.style(Role::Raised);
        let is_reverse = raised.add_modifier.contains(Modifier::REVERSED);
        if is_here {
            buf.set_style(Rect { y, height: 1, ..room }.intersection(buf.area), raised);
            let (sign, style) = if is_reverse { (">", raised) } else { ("▌", theme.style(Role::Accent)) };
            text::put(room.x, y, sign, style, room, buf);
        }
        let plain = |style| if is_here && is_reverse { raised } else { style };
        let words = match (is_here, row.is_mend) {
            (_, true) => plain(theme.style(Role::Soft)),
            (true, false) if is_reverse => raised.add_modifier(Modifier::BOLD),
            (true, false) => theme.bold(Role::Text),
            (false, false) => theme.style(Role::Soft),
        };
        if row.is_first {
            let (sign, word, style) = match row.answer {
                Some(true) => ("●", "yes", theme.style(Role::Accent)),
                Some(false) => ("○", "not yet", theme.style(Role::Text)),
                None => ("·", "", theme.style(Role::Quiet)),
            };
            text::put(room.x + 2, y, sign, plain(style), room, buf);
            text::put_right(room.right().saturating_sub(2), y, word, plain(theme.style(Role::Soft)), room, buf);
        }
        text::put(room.x + 5, y, &row.line, words, room, buf);
    }
}

/// One line of the form.
struct Row {
    /// Which point it belongs to.
    point: usize,
    /// Whether it is the first of its point.
    is_first: bool,
    /// Whether it says how to change it.
    is_mend: bool,
    line: String,
    answer: Option<bool>,
}
