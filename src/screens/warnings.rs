//! The warning signs, one tier a page, the most urgent first; then when to stop an exercise.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame;
use crate::app::{Context, Effect, Message, Screen};
use crate::config::{Action, KeyContext, theme::Role};
use crate::widgets::{chrome, text};

/// The page that is open.
#[derive(Debug, Default)]
pub(super) struct WarningsScreen {
    page: usize,
}

/// The three tiers and the page on stopping.
const PAGES: usize = 4;

impl Screen for WarningsScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn update(&mut self, message: &Message, _cx: &Context) -> Vec<Effect> {
        match message {
            Message::Action(Action::Right | Action::Down | Action::PageDown | Action::Do) if self.page + 1 < PAGES => self.page += 1,
            Message::Action(Action::Right | Action::Down | Action::PageDown) => {}
            Message::Action(Action::Left | Action::Up | Action::PageUp) => self.page = self.page.saturating_sub(1),
            Message::Action(_) | Message::Key(_) => return vec![Effect::Back],
            _ => {}
        }
        Vec::new()
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let signs = &cx.library.guidance.warning_signs;
        let frame = chrome::Frame::of(area);
        let room = Rect {
            y: frame.header.y,
            height: frame.footer.y.saturating_sub(frame.header.y + 1),
            width: frame.header.width.min(92),
            ..frame.header
        };
        let (text_style, soft) = (cx.theme.style(Role::Text), cx.theme.style(Role::Soft));
        let heading = signs.tiers.get(self.page).map_or("Stop an exercise", |t| t.title.as_str());
        text::put_spans(room.x, room.y, &[("!  ", cx.theme.bold(Role::Care)), (heading, cx.theme.bold(Role::Care))], area, buf);
        text::put_right(frame.header.right(), room.y, &format!("{} of {PAGES}", self.page + 1), cx.theme.style(Role::Quiet), area, buf);
        let mut y = room.y + 1;
        let mut say = |words: &str, style, after: u16, buf: &mut Buffer| {
            let rest = Rect { x: room.x + 3, y, width: room.width.saturating_sub(3), height: room.bottom().saturating_sub(y) };
            y += text::Paragraph::new(words, style).draw(rest, buf) + after;
        };
        match signs.tiers.get(self.page) {
            Some(tier) => {
                // the long forms where there is room for all of them, else one line each
                let width = room.width.saturating_sub(3);
                let lead = text::wrap(&tier.lead, width).len();
                let long: usize = tier.signs.iter().map(|s| text::wrap(&s.text, width).len() + 1).sum::<usize>() + lead + 2;
                let is_long = long <= usize::from(room.height);
                say(&tier.lead, soft, 1, buf);
                for sign in &tier.signs {
                    say(if is_long { &sign.text } else { &sign.short }, text_style, u16::from(is_long), buf);
                }
            }
            None => {
                say(&format!("Stop if {}.", list(&signs.stop_if)), text_style, 1, buf);
                for line in &signs.during {
                    say(line, soft, 0, buf);
                }
            }
        }
        let hints: &[frame::Hint] = if self.page + 1 < PAGES {
            &[(Action::Do, "next page"), (Action::Back, "close")]
        } else {
            &[(Action::Left, "page before"), (Action::Back, "close")]
        };
        frame::hints(area, KeyContext::Dialog, hints, buf, cx);
    }
}

/// `a, b, or c`.
fn list(signs: &[String]) -> String {
    match signs {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{}, or {last}", most.join(", ")),
    }
}
