//! The player's questions: it hurts (how much, how, what now), and leave (keep, discard, go on).

use super::super::choices::{self, Choices, Picked};
use super::super::scale::{self, Picker};
use crate::app::{Message, Said, Wants};
use crate::config::{Action, KeyContext};
use crate::domain::Score;

/// What an answer means for the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Go on after a count of three.
    GoOn,
    /// Close the question, stay paused.
    Stay,
    /// End here, keep what was done.
    Keep,
    /// Throw the session away.
    Discard,
    /// How much it hurts.
    Rated(Score),
    /// How it hurts; the word is stored.
    Hurt(&'static str),
    /// Leave this exercise.
    Skip,
    /// Go on with its easier form.
    Easier,
}

/// One line to choose.
pub(super) struct Choice {
    /// The words.
    pub(super) label: &'static str,
    /// What it means.
    pub(super) answer: Answer,
}

/// How it can hurt: the words, what is stored, and whether it is a warning sign.
const HOW: [(&str, &str, bool); 5] = [
    ("Sharp, or rising", "sharp", false),
    ("A cramp", "cramp", false),
    ("Tingling, numb or weak", "tingling", true),
    ("Dizzy, faint, short of breath, or in the chest", "dizzy", true),
    ("Too much today", "too much", false),
];

/// Which page of a question is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// How much, 0 to 10.
    Score,
    /// How.
    How,
    /// What now; `true` if what was said is a warning sign.
    Then(bool),
    /// Keep, discard or go on.
    Leave,
    /// Answered.
    Over,
}

/// An open question.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) page: Page,
    pub(super) choices: Choices,
    pub(super) picker: Picker,
    /// Whether the exercise has an easier form to offer.
    has_easier: bool,
    /// What was rated; from 6 on, stopping is the rule.
    score: Option<Score>,
}

impl Ask {
    pub(super) fn ouch(has_easier: bool) -> Self {
        Self { page: Page::Score, choices: Choices::default(), picker: Picker::default(), has_easier, score: None }
    }

    pub(super) fn leave() -> Self {
        Self { page: Page::Leave, ..Self::ouch(false) }
    }

    pub(super) fn context(&self) -> KeyContext {
        if self.page == Page::Score { KeyContext::Scale } else { KeyContext::Dialog }
    }

    pub(super) fn is_over(&self) -> bool {
        self.page == Page::Over
    }

    /// The question in words.
    pub(super) fn title(&self) -> &'static str {
        match self.page {
            Page::Score => "How much does it hurt right now?",
            Page::How => "What is it like?",
            Page::Then(true) => "Stop here. This is a sign to take seriously.",
            Page::Then(false) => "What now?",
            Page::Leave | Page::Over => "Stop here?",
        }
    }

    /// A second line under the question.
    pub(super) fn hint(&self) -> &'static str {
        match self.page {
            Page::Score => "The session stands still. Enter if you would rather not say.",
            Page::How => "",
            Page::Then(true) => "Read the warning signs before anything else.",
            Page::Then(false) if self.score.is_some_and(|s| s.value() >= 6) => "At 6 or more this one is over for today.",
            Page::Then(false) => "Whatever you choose, nothing is lost.",
            Page::Leave | Page::Over => "Whatever you did is kept, unless you throw it away.",
        }
    }

    /// The lines to choose from.
    pub(super) fn lines(&self) -> Vec<Choice> {
        let line = |label, answer| Choice { label, answer };
        match self.page {
            Page::Score | Page::Over => Vec::new(),
            Page::How => HOW.iter().map(|(label, word, _)| line(label, Answer::Hurt(word))).collect(),
            Page::Then(true) => vec![line("End the session", Answer::Keep), line("Leave this exercise out, go on", Answer::Skip)],
            Page::Then(false) => {
                let mild = self.score.is_none_or(|s| s.value() < 6);
                let mut choices = Vec::new();
                if self.has_easier && mild {
                    choices.push(line("Go on with the easier form", Answer::Easier));
                }
                choices.push(line("Leave this exercise out, go on", Answer::Skip));
                choices.push(line("End the session", Answer::Keep));
                choices
            }
            Page::Leave => {
                vec![
                    line("Go on", Answer::GoOn),
                    line("End it and keep what you did", Answer::Keep),
                    line("Throw this session away", Answer::Discard),
                ]
            }
        }
    }

    /// The question as lines. Where nobody answers, what was done is kept.
    pub(super) fn says(&self) -> Said {
        if self.page == Page::Score {
            let last = "0 to 10. Enter alone: rather not say. q: back.".to_owned();
            return Said::Page(vec![self.title().to_owned(), last], Wants::Number);
        }
        let lines: Vec<&str> = self.lines().iter().map(|line| line.label).collect();
        choices::says(self.title(), &[self.hint()], &lines, (self.page == Page::Leave).then_some(1))
    }

    /// Takes a key; an answer, if one was given.
    pub(super) fn update(&mut self, message: &Message) -> Option<Answer> {
        if self.page == Page::Score {
            let picked = match message {
                Message::Action(Action::Back) => return self.close(),
                Message::Action(action) => self.picker.action(*action),
                Message::Select(number) => self.picker.click(*number),
                _ => return None,
            };
            let score = match picked {
                scale::Picked::Nothing => return None,
                scale::Picked::Score(score) => Some(score),
                scale::Picked::NotRated => None,
            };
            self.score = score;
            self.page = Page::How;
            return score.map(Answer::Rated);
        }
        let lines = self.lines();
        match self.choices.update(message, lines.len()) {
            Picked::Nothing => None,
            Picked::Back => self.close(),
            Picked::Line(line) => {
                let answer = lines.get(line)?.answer;
                self.choices = Choices::default();
                self.page = match answer {
                    Answer::Hurt(word) => Page::Then(HOW.iter().any(|(_, w, sign)| *w == word && *sign)),
                    _ => Page::Over,
                };
                Some(answer)
            }
        }
    }

    fn close(&mut self) -> Option<Answer> {
        self.page = Page::Over;
        Some(Answer::Stay)
    }
}
