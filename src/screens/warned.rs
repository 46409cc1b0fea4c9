//! A warning sign that was answered with yes: what to do now, and the acknowledgement without which no session begins (decisions 4.14).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choices::{self, Choices, Picked};
use super::frame;
use crate::app::{Context, Effect, Message, Route, Said, Screen};
use crate::config::{Action, KeyContext, theme::Role};
use crate::domain::{Answers, Tier, WarningAnswers, capital, uncapital};
use crate::store::{Reply, Request};
use crate::widgets::text::{self, Paragraph};
use crate::widgets::{chrome, list::Mark};

/// What may be answered, after the first line.
pub(super) const ACKNOWLEDGE: [&str; 2] = ["I have asked about it", "None of this is true now"];
/// What follows from a sign that is not for an ambulance.
const WAITS: &str = "Exercises wait until you have asked about it, or until it is no longer true. The rest of unhunch stays open to you.";
/// Who is to ask first has no tier of its own in the guidance.
pub(super) const ASK_FIRST: (&str, &str) =
    ("Ask first", "Ask your doctor, midwife or physiotherapist which exercises suit you before you begin.");

/// Columns of a line's sign.
const INDENT: u16 = 3;

/// What to do after some answers, the most urgent of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Advice {
    /// Whether an ambulance is called: then nothing else is said.
    pub(super) is_now: bool,
    title: String,
    lead: String,
    /// What was answered with yes and leads to this.
    signs: Vec<String>,
    /// What the less urgent ones ask for.
    also: Vec<String>,
}

impl Advice {
    /// What follows from answers; ids that nobody knows any more are for asking first.
    pub(super) fn of(answers: &WarningAnswers, cx: &Context) -> Self {
        let tiers = &cx.library.guidance.warning_signs.tiers;
        let mut parts: Vec<Self> = Vec::new();
        for tier in tiers {
            let signs: Vec<String> = tier.signs.iter().filter(|s| answers.signs.contains(&s.id)).map(|s| s.short.clone()).collect();
            if !signs.is_empty() {
                let (title, lead) = (tier.title.clone(), tier.lead.clone());
                parts.push(Self { is_now: tier.tier == Tier::Now, title, lead, signs, also: Vec::new() });
            }
        }
        if !answers.ask_first.is_empty() || parts.is_empty() {
            let signs = answers.ask_first.iter().map(|words| who(words)).collect();
            parts.push(Self { is_now: false, title: ASK_FIRST.0.into(), lead: ASK_FIRST.1.into(), signs, also: Vec::new() });
        }
        let mut first = parts.remove(0);
        first.also = parts.into_iter().map(|part| part.title).collect();
        first
    }

    /// The paragraphs of a page that leaves room for so many lines to choose from, each with its row, what leads it, and its voice.
    fn words(&self, lines: u16, area: Rect) -> (Vec<(u16, &'static str, String, Role)>, u16) {
        let room = frame::column(area);
        // where rows are few, nothing is left free between what belongs together
        let gap = u16::from(room.height > 14);
        let rows = |words: &str, width: u16| u16::try_from(text::wrap(words, width).len()).unwrap_or(u16::MAX);
        let mut all = Vec::new();
        let mut y = room.y + 1 + gap;
        all.push((y, "", self.lead.clone(), Role::Text));
        y += rows(&self.lead, room.width);
        // for an ambulance there is only the sentence and the number
        if self.is_now {
            return (all, y);
        }
        y += gap;
        let also: Vec<String> = self.also.iter().map(|title| format!("Also: {}.", uncapital(title))).collect();
        let follows = [also.join(" "), WAITS.to_owned()];
        let below: u16 = follows.iter().map(|words| rows(words, room.width)).sum::<u16>() + gap;
        // what follows is never pushed out by a long list of what was chosen
        let shown = self.fitting(room.width, room.bottom().saturating_sub(y + below + lines + 1));
        for sign in &self.signs[..shown] {
            all.push((y, Mark::Full.sign().0, sign.clone(), Role::Soft));
            y += rows(sign, room.width.saturating_sub(INDENT));
        }
        if shown < self.signs.len() {
            all.push((y, "", format!("and {} more", self.signs.len() - shown), Role::Quiet));
            y += 1;
        }
        y += gap;
        for words in follows.into_iter().filter(|words| !words.is_empty()) {
            let height = rows(&words, room.width);
            all.push((y, "", words, Role::Soft));
            y += height;
        }
        (all, y)
    }

    /// The same as lines: the heading, and what is to be known before a choice.
    fn says(&self) -> (&str, Vec<&str>) {
        let mut says = vec![self.lead.as_str()];
        if !self.is_now {
            says.extend(self.signs.iter().chain(&self.also).map(String::as_str));
            says.push(WAITS);
        }
        (&self.title, says)
    }

    /// What may be chosen.
    fn lines(&self) -> [&'static str; 3] {
        [if self.is_now { "Close" } else { "Not now" }, ACKNOWLEDGE[0], ACKNOWLEDGE[1]]
    }

    /// Where so many lines to choose from stand.
    pub(super) fn lines_room(&self, lines: u16, area: Rect) -> Rect {
        let room = frame::column(area);
        let y = self.words(lines, area).1 + 1;
        Rect { y, height: room.bottom().saturating_sub(y), ..room }
    }

    /// Draws the heading and what to do, then the lines to choose from.
    pub(super) fn draw(&self, choices: &Choices, lines: &[&str; 3], area: Rect, buf: &mut Buffer, cx: &Context) {
        let room = frame::column(area);
        let care = cx.theme.bold(Role::Care);
        text::put_spans(room.x, room.y, &[("!  ", care), (&self.title, care)], room, buf);
        for (y, lead, words, voice) in self.words(3, area).0 {
            let indent = if lead.is_empty() { 0 } else { INDENT };
            text::put(room.x, y, lead, cx.theme.style(Mark::Full.sign().1), room, buf);
            let spot = Rect { x: room.x + indent, width: room.width.saturating_sub(indent), y, height: room.bottom().saturating_sub(y) };
            Paragraph::new(&words, cx.theme.style(voice)).draw(spot, buf);
        }
        choices.lines(lines, self.lines_room(3, area), buf, cx);
    }

    /// How many of the chosen signs fit into so many rows, with a row for those that do not.
    fn fitting(&self, width: u16, most: u16) -> usize {
        let heights = self.signs.iter().map(|sign| text::wrap(sign, width.saturating_sub(INDENT)).len());
        let all: usize = heights.clone().sum();
        let room = usize::from(most).saturating_sub(usize::from(all > usize::from(most)));
        heights.scan(0, |used, rows| Some(std::mem::replace(used, *used + rows) + rows)).take_while(|used| *used <= room).count()
    }
}

/// `Ask first if you are pregnant.` as a line to be chosen: `If you are pregnant`.
pub(super) fn who(words: &str) -> String {
    capital(words.strip_prefix("Ask first ").unwrap_or(words).trim_end_matches('.'))
}

/// The page that stands before every session until it is acknowledged.
#[derive(Debug)]
pub(super) struct WarnedScreen {
    /// Where it leads once nothing stands in the way; nothing for back.
    then: Option<Route>,
    answers: Option<Answers>,
    choices: Choices,
    /// Whether the store is waited for.
    is_busy: bool,
}

impl WarnedScreen {
    pub(super) fn new(then: Option<Route>) -> Self {
        Self { then, answers: None, choices: Choices::default(), is_busy: false }
    }

    fn advice(&self, cx: &Context) -> Option<Advice> {
        let answers = self.answers.as_ref()?;
        Some(Advice::of(&serde_json::from_str(&answers.body).unwrap_or_default(), cx))
    }

    fn on(&mut self) -> Vec<Effect> {
        vec![self.then.take().map_or(Effect::Back, Effect::Replace)]
    }
}

impl Screen for WarnedScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn opened(&mut self, _cx: &Context) -> Vec<Effect> {
        vec![Effect::Ask(Request::Warning)]
    }

    fn update(&mut self, message: &Message, _cx: &Context) -> Vec<Effect> {
        if matches!(message, Message::Stored(_, Err(_) | Ok(Reply::Warning(_)))) {
            self.is_busy = false;
        }
        match message {
            Message::Stored(_, Ok(Reply::Warning(None))) => self.on(),
            Message::Stored(_, Ok(Reply::Warning(Some(answers)))) => {
                self.answers = Some((**answers).clone());
                Vec::new()
            }
            // another tab may have seen to it, and several may stand: each is asked about
            Message::Stored(asked, Ok(_)) if matches!(**asked, Request::Acknowledge(_)) => {
                self.choices = Choices::default();
                vec![Effect::Ask(Request::Warning)]
            }
            Message::Outside => vec![Effect::Ask(Request::Warning)],
            Message::Action(_) | Message::Key(_) | Message::Select(_) => match (self.choices.update(message, 3), &self.answers) {
                (Picked::Nothing, _) => Vec::new(),
                (Picked::Line(1 | 2), Some(answers)) => {
                    self.is_busy = true;
                    vec![Effect::Ask(Request::Acknowledge(answers.uid))]
                }
                (Picked::Back | Picked::Line(_), _) => vec![Effect::Back],
            },
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        self.choices.line_at(&["", "", ""], self.advice(cx)?.lines_room(3, cx.area()), at)
    }

    fn says(&self, cx: &Context) -> Said {
        let Some(advice) = self.advice(cx).filter(|_| !self.is_busy) else { return Said::Nothing };
        let (title, says) = advice.says();
        choices::says(&format!("{title}."), &says, &advice.lines(), Some(0))
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let (Some(advice), Some(answers)) = (self.advice(cx), &self.answers) else { return };
        let frame = chrome::Frame::of(area);
        let when = answers.day.date().format("You answered yes on %a %-d %b").to_string();
        text::put_right(frame.header.right(), frame.header.y, &when, cx.theme.style(Role::Quiet), area, buf);
        advice.draw(&self.choices, &advice.lines(), area, buf, cx);
        frame::hints(
            area,
            KeyContext::Dialog,
            &[(Action::Do, "this one"), (Action::Back, "back"), (Action::Warnings, "all signs"), (Action::Help, "")],
            buf,
            cx,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::who;

    #[test]
    fn who_asks_first_becomes_a_line_to_be_chosen() {
        assert_eq!(
            who("Ask first if you are under 18; the exercises here are written for adults."),
            "If you are under 18; the exercises here are written for adults"
        );
        assert_eq!(who("Somebody's own words"), "Somebody's own words");
        assert_eq!(who(""), "");
    }
}
