//! The pain scale as a page: which number the arrows stand on, and how the page is laid out wherever it is asked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame;
use crate::app::Context;
use crate::config::{Action, KeyContext, theme::Role};
use crate::domain::Score;
use crate::widgets::glow::Glow;
use crate::widgets::scale::Scale;
use crate::widgets::{chrome, text};

/// The number the arrows stand on. Nothing is chosen before a key: the last answer would pull.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Picker {
    cursor: Option<u8>,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picked {
    /// Nothing, or it moved.
    Nothing,
    /// This number.
    Score(Score),
    /// Enter with nothing chosen: not rated, go on.
    NotRated,
}

impl Picker {
    /// Standing on a number.
    pub(super) fn at(score: Score) -> Self {
        Self { cursor: Some(score.value()) }
    }

    /// The number it stands on.
    pub(super) fn cursor(self) -> Option<u8> {
        self.cursor
    }

    /// Takes a key.
    pub(super) fn action(&mut self, action: Action) -> Picked {
        match action {
            Action::Score(n) => Score::new(n).map_or(Picked::Nothing, Picked::Score),
            Action::Left | Action::Right => {
                let by = if action == Action::Right { 1 } else { -1 };
                let from = if by > 0 { 0 } else { 10 };
                self.cursor = Some(self.cursor.map_or(from, |n| n.saturating_add_signed(by).min(10)));
                Picked::Nothing
            }
            Action::Do => self.cursor.and_then(Score::new).map_or(Picked::NotRated, Picked::Score),
            _ => Picked::Nothing,
        }
    }
}

/// The page around the scale.
pub(super) struct Page<'a> {
    /// What it is about.
    pub(super) title: &'a str,
    /// Under it.
    pub(super) under: &'a str,
    /// On the right of the title.
    pub(super) right: &'a str,
    /// Under that.
    pub(super) right_under: &'a str,
    /// The question.
    pub(super) question: &'a str,
    /// Under the question.
    pub(super) hint: &'a str,
    /// Facts on what comes, a line each.
    pub(super) facts: &'a [&'a str],
    /// What else may be chosen, by its key.
    pub(super) others: &'a [(Action, &'a str)],
    /// What Enter does with nothing chosen.
    pub(super) skip: &'static str,
    /// What Esc does.
    pub(super) back: &'static str,
}

impl Page<'_> {
    /// Draws the page with the scale in its middle.
    pub(super) fn draw(&self, picker: &Picker, area: Rect, buf: &mut Buffer, cx: &Context) {
        let frame = chrome::Frame::of(area);
        chrome::title(frame.header, [self.title, self.under], [self.right, self.right_under], cx.theme, buf);
        let large = area.width >= 100 && area.height >= 30;
        let scale = Scale { focus: picker.cursor().and_then(Score::new) };
        let height = Scale::height(Rect { height: frame.body.height.saturating_sub(6), ..area }, cx.marker);
        let facts: Vec<String> = self.facts.iter().filter(|f| !f.is_empty()).flat_map(|f| text::wrap(f, frame.body.width)).collect();
        let below = u16::try_from(facts.len()).unwrap_or(0) + u16::from(!self.others.is_empty());
        let gap = if large { 2 } else { 1 };
        let used = 2 + gap + height + gap + below;
        let top = frame.body.y + frame.body.height.saturating_sub(used) / 2;
        let spot = Rect::new(area.x, top + 2 + gap, area.width, height).intersection(area);
        Glow::behind(spot, 1.0).draw(area, cx.theme, buf);
        text::put_centred(top, self.question, cx.theme.bold(Role::Text), area, buf);
        text::put_centred(top + 1, self.hint, cx.theme.style(Role::Quiet), area, buf);
        scale.draw(spot, cx.theme, cx.marker, buf);
        let mut y = spot.bottom() + gap;
        for line in &facts {
            text::put_centred(y, line, cx.theme.style(Role::Soft), area, buf);
            y += 1;
        }
        let keys: Vec<String> = self.others.iter().map(|(action, _)| cx.key(KeyContext::Scale, *action)).collect();
        let width = |(key, (_, words)): (&String, &(Action, &str))| text::columns(key) + 2 + text::columns(words);
        let apart = 6;
        let widths =
            keys.iter().zip(self.others).map(width).sum::<u16>() + apart * u16::try_from(keys.len()).unwrap_or(0).saturating_sub(1);
        let mut x = area.x + area.width.saturating_sub(widths) / 2;
        for (key, (_, words)) in keys.iter().zip(self.others) {
            x = chrome::choice(x, y, key, words, cx.theme, area, buf) + apart;
        }
        let skip = if picker.cursor().is_some() { "this number" } else { self.skip };
        let hints = [
            (Action::Score(0), "your number"),
            (Action::Do, skip),
            (Action::Back, self.back),
            (Action::Score(10), "ten"),
            (Action::Warnings, ""),
            (Action::Help, ""),
        ];
        frame::hints(area, KeyContext::Scale, &hints, buf, cx);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_with_nothing_chosen_is_not_rated_and_never_zero() {
        assert_eq!(Picker::default().action(Action::Do), Picked::NotRated);
    }

    #[test]
    fn arrows_start_at_the_near_end_and_stay_on_the_scale() {
        let mut picker = Picker::default();
        picker.action(Action::Left);
        assert_eq!(picker.cursor(), Some(10));
        picker.action(Action::Right);
        assert_eq!(picker.action(Action::Do), Picked::Score(Score::new(10).expect("on the scale")));
        let mut low = Picker::default();
        low.action(Action::Right);
        low.action(Action::Left);
        assert_eq!(low.cursor(), Some(0));
    }
}
