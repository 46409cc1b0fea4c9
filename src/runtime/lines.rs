//! A session in plain lines: what is said is printed and stays, what is typed is read as whole lines. Nothing here moves a cursor or knows a colour.

use std::collections::VecDeque;
use std::io::{self, Write};

use crossterm::event::KeyCode;
use rustix::termios::isatty;

use super::event::Event;
use super::shell::Exit;
use crate::app::{Said, Wants};
use crate::config::{Action, Key};
use crate::domain::clean_line;

/// Said once, when a session runs and somebody may be there to type.
const HINT: &str = "Enter pauses and goes on. ? tells the other commands.";
/// All that can be typed while a session runs.
const COMMANDS: &str =
    "Enter: pause, or go on. n: next. b: back. r: this set again. o: it hurts. p: log pain. q: stop here. !: warning signs. ?: this.";
/// Said where a session is left by a signal.
const KEPT: &str = "It is kept where it stands. The next start offers to go on.";

/// What was printed, and what was typed and not taken yet.
#[derive(Debug)]
pub struct Lines {
    /// The page that was printed last, as long as it stands.
    page: Option<Vec<String>>,
    /// Lines that were typed and not taken yet.
    typed: VecDeque<String>,
    /// What a line stood for and was not taken yet.
    meant: VecDeque<Event>,
    /// Whether nobody is left to type.
    is_over: bool,
    /// Whether typed lines are waited for.
    listens: bool,
    /// Whether a person types, not a file or another program.
    is_terminal: bool,
    /// Whether a session has run.
    has_begun: bool,
    /// Whether nobody reads what is printed.
    is_lost: bool,
    /// The pages that were gone on from with nobody to answer.
    unasked: Vec<Vec<String>>,
}

impl Lines {
    /// With nothing said yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            page: None,
            typed: VecDeque::new(),
            meant: VecDeque::new(),
            is_over: false,
            listens: true,
            is_terminal: isatty(rustix::stdio::stdin()),
            has_begun: false,
            is_lost: false,
            unasked: Vec::new(),
        }
    }

    /// Prints a line.
    pub fn tell(&mut self, line: &str) {
        let mut out = io::stdout().lock();
        self.is_lost |= writeln!(out, "{}", clean_line(line)).and_then(|()| out.flush()).is_err();
    }

    /// The bell of a terminal; into a file or another program it is not written.
    pub fn ring(&mut self) {
        if isatty(rustix::stdio::stdout()) {
            let mut out = io::stdout().lock();
            let _ = out.write_all(b"\x07").and_then(|()| out.flush());
        }
    }

    /// Prints what is said now, if it was not printed yet. How it ends, if this was the last.
    pub fn show(&mut self, said: &Said) -> Option<Exit> {
        match said {
            Said::Page(page, _) if self.page.as_ref() != Some(page) => {
                page.iter().for_each(|line| self.tell(line));
                self.page = Some(page.clone());
            }
            Said::Page(..) => {}
            Said::Runs | Said::Stands => {
                if !std::mem::replace(&mut self.has_begun, true) && !self.is_over {
                    self.tell(HINT);
                }
                self.page = None;
            }
            Said::Nothing => self.page = None,
            Said::Over(lines) => {
                lines.iter().for_each(|line| self.tell(line));
                // with nobody to answer it may end before anything began, and that is no success
                return Some(if !self.unasked.is_empty() && !self.has_begun { Exit::Refused } else { Exit::Done });
            }
        }
        let is_stuck = self.nobody_answers() && matches!(said, Said::Page(page, _) if self.unasked.contains(page));
        match self.is_lost {
            // whoever stops reading, as `head` does, has read enough
            true => Some(Exit::Done),
            false if is_stuck && self.has_begun => Some(Exit::Unsaved),
            false => is_stuck.then_some(Exit::Refused),
        }
    }

    /// Takes what was typed; `is_over` if there will be no more.
    pub fn hear(&mut self, typed: Vec<String>, is_over: bool) {
        self.listens = false;
        self.typed.extend(typed);
        self.is_over |= is_over;
    }

    /// Whether to listen again: once all that was typed is taken. So a file is read no faster than it is answered.
    pub fn wants_more(&mut self) -> bool {
        let wants = !self.listens && !self.is_over && self.typed.is_empty();
        self.listens |= wants;
        wants
    }

    fn nobody_answers(&self) -> bool {
        self.is_over && self.typed.is_empty() && self.meant.is_empty()
    }

    /// What the next line that was typed stands for, or what goes on by itself with nobody left to type.
    pub fn next(&mut self, said: &Said) -> Option<Event> {
        while self.meant.is_empty() {
            let line = match (said, self.typed.front()) {
                (Said::Nothing | Said::Over(_), _) => return None,
                // of another program an answer waits until it is asked for
                (Said::Runs, Some(line)) if !self.is_terminal && is_answer(line) => return None,
                (Said::Stands, Some(line)) if !self.is_terminal && is_answer(line) && !line.is_empty() => {
                    return Some(Event::Meant(Action::Pause));
                }
                (_, Some(_)) => self.typed.pop_front().unwrap_or_default(),
                (_, None) if self.is_over => return self.go_on(said),
                (_, None) => return None,
            };
            match meaning(&line, said) {
                Ok(events) => self.meant.extend(events),
                Err(told) => told.iter().for_each(|line| self.tell(line)),
            }
        }
        self.meant.pop_front()
    }

    /// With nobody to answer: not rated, what was done is kept, and a pause has no end but this.
    fn go_on(&mut self, said: &Said) -> Option<Event> {
        match said {
            Said::Stands => Some(Event::Meant(Action::Pause)),
            Said::Page(page, wants) => {
                self.unasked.push(page.clone());
                Some(match wants {
                    Wants::Number => Event::Meant(Action::Do),
                    Wants::Line { unasked: Some(line), .. } => digit(*line),
                    Wants::Line { unasked: None, .. } | Wants::Read => Event::Meant(Action::Back),
                })
            }
            Said::Nothing | Said::Runs | Said::Over(_) => None,
        }
    }

    /// The last line, where a session is left by a signal.
    pub fn leave(&mut self, said: &Said) {
        if matches!(said, Said::Runs | Said::Stands) && !self.is_lost {
            self.tell(KEPT);
        }
    }
}

/// Whether a line answers a question for a number: one, or none.
fn is_answer(line: &str) -> bool {
    line.is_empty() || number(line).is_some()
}

fn number(line: &str) -> Option<u8> {
    line.parse().ok().filter(|number| *number <= 10)
}

/// The key of a line of a question, from 0.
fn digit(line: usize) -> Event {
    let digit = u32::try_from(line + 1).ok().and_then(|number| char::from_digit(number, 10)).unwrap_or('1');
    Event::Key(Key::plain(KeyCode::Char(digit)))
}

/// What a line means in the face of what was said, or what is told in its place.
fn meaning(line: &str, said: &Said) -> Result<Vec<Event>, Vec<String>> {
    let meant = |action| Ok(vec![Event::Meant(action)]);
    let line = line.to_lowercase();
    match (said, line.as_str()) {
        // whoever reads the signs does not exercise meanwhile
        (Said::Runs, "!") => Ok(vec![Event::Meant(Action::Nothing), Event::Meant(Action::Warnings)]),
        (_, "!") => meant(Action::Warnings),
        (Said::Page(_, Wants::Read), _) => meant(Action::Back),
        (Said::Page(..), "q") => meant(Action::Back),
        (Said::Page(_, Wants::Number), "") => meant(Action::Do),
        (Said::Page(_, Wants::Number), "s") => meant(Action::StartShort),
        (Said::Page(_, Wants::Number), "f") => meant(Action::Form),
        (Said::Page(page, Wants::Number), _) => match number(&line) {
            Some(number) => meant(Action::Score(number)),
            None => Err(again(&line, page)),
        },
        (Said::Page(page, Wants::Line { count, .. }), _) => match line.parse::<usize>() {
            Ok(number) if (1..=*count).contains(&number) => Ok(vec![digit(number - 1)]),
            _ => Err(again(&line, page)),
        },
        (_, "") => meant(Action::Pause),
        (_, "n") => meant(Action::Next),
        (_, "b") => meant(Action::Previous),
        (_, "r") => meant(Action::Again),
        (_, "o") => meant(Action::Ouch),
        (_, "p") => meant(Action::LogPain),
        (_, "q") => meant(Action::Back),
        (_, "?") => Err(vec![COMMANDS.to_owned()]),
        _ if number(&line).is_some() => Err(vec!["A number is asked for before and after. o: it hurts.".to_owned()]),
        // as any key that means nothing
        (Said::Runs, _) => meant(Action::Nothing),
        _ => Err(vec![format!("`{line}` is no command. {COMMANDS}")]),
    }
}

/// The page once more, after what could not be an answer to it.
fn again(line: &str, page: &[String]) -> Vec<String> {
    let wrong = (!line.is_empty() && line != "?").then(|| format!("`{line}` is no answer here."));
    wrong.into_iter().chain(page.iter().cloned()).collect()
}
